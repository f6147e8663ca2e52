"""What can be wrong in a workbook of official statistics: KG801 to KG819."""

from __future__ import annotations

from kg.findings.code import Code

CODES: dict[str, Code] = {
    "KG801": Code(
        "The file is no ICE workbook",
        "The kind of a file is decided by what is in it, not by its name.",
        "Give a .xlsx file of ICE's Detention Statistics, or a record-level file with its headers.",
    ),
    "KG802": Code(
        "The workbook is damaged or cut off",
        "A part that cannot be read could hold any number; half a workbook is not imported.",
        "Download the file again and compare its size; the last good import stays.",
    ),
    "KG803": Code(
        "The workbook is encrypted or in an old format",
        "Only open .xlsx files are read.",
        "Save the workbook as .xlsx without a password, then import that file.",
    ),
    "KG804": Code(
        "The workbook's parts are too many or too large",
        "A small file can unpack to more than a machine holds; ICE's own unpack to 13 MB.",
        "Do not open it. If it is ICE's own, report it with the figures that the finding names.",
    ),
    "KG805": Code(
        "A sheet claims too many cells",
        "One cell at the far corner of a sheet makes a reader lay out billions.",
        "Delete the stray cell at the place named, or report it if the file is ICE's own.",
    ),
    "KG806": Code(
        "A sheet that the importer does not know",
        "A new sheet may hold a table that an old one held.",
        "Look at the sheet; add its name to kg/records/workbook/tables.toml, with a reason.",
    ),
    "KG807": Code(
        "Numbers that belong to no known table",
        "A table with a new heading would be lost in silence.",
        "Look at the range; add the heading to kg/records/workbook/tables.toml.",
    ),
    "KG808": Code(
        "A label that the importer does not know",
        "A new line of a table is news; a guess at its meaning would be an invention.",
        "Look at the cell; add the label to kg/records/workbook/labels.toml.",
    ),
    "KG809": Code(
        "A known heading without the layout of its table",
        "Numbers under other columns would be read as what they are not.",
        "Look at the table; describe its layout in kg/records/workbook/tables.toml.",
    ),
    "KG810": Code(
        "The parts do not add up to the printed total",
        "One of the numbers is wrong, or a part is missing; neither is mended here.",
        "Compare the cells named; explain the difference in kg/records/workbook/known.toml.",
    ),
    "KG811": Code(
        "A cell of a table holds no number",
        "A text among the numbers is left out, and its line is then not complete.",
        "Look at the cell; if ICE prints it so, explain it in kg/records/workbook/known.toml.",
    ),
    "KG812": Code(
        "A formula without its stored result",
        "Formulas are never computed here: what ICE published is the stored result.",
        "Open and save the workbook in a spreadsheet program, or get ICE's own file.",
    ),
    "KG813": Code(
        "A number in a month after the end of the data",
        "Either the number or the stated end of the data is wrong.",
        "Compare the cell with the sheet Footnotes; explain it in kg/records/workbook/known.toml.",
    ),
    "KG814": Code(
        "The workbook does not say up to when its data go",
        "Without it no month can be called whole, and a stock has no day.",
        "Look for the day in the workbook; add the place to kg/records/workbook/tables.toml.",
    ),
    "KG815": Code(
        "Two lines stand under each other's label",
        "More people cannot leave on bond than leave at all; the labels cannot both be right.",
        "Nothing is swapped: the values are left out. Explain it in known.toml.",
    ),
    "KG816": Code(
        "Zero in every line of a month that had begun",
        "A month without a single case is a month that was not filled in; it is left out.",
        "Take the month from another publication; explain it in known.toml.",
    ),
    "KG817": Code(
        "One table stands twice for the same time",
        "Two values would claim to be one observation; the second is left out.",
        "Compare the two tables; delete one from the copy, or explain it in known.toml.",
    ),
    "KG818": Code(
        "The day of publication is not known",
        "Each value carries the publication that gave it; ICE overwrites its files.",
        "Name the day with --published, or put it in front of the file's name: 2026-04-09_…",
    ),
    "KG819": Code(
        "The file was saved after the day of its publication",
        "A file that was saved later was not out on that day, at least not in this state.",
        "Look for the day on which this state was out; explain it in known.toml if none is known.",
    ),
}
