"""Small workbooks in the layout of ICE's, for tests that need no file of ICE."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

MONTHS = ("Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep")
CLASSES = ("Convicted Criminal", "Pending Criminal Charges", "Other Immigration Violator")


def book(year: int = 2027, through: str = "12/15/2026") -> Workbook:
    """A workbook whose numbers add up, with data up to a day in December."""
    made = Workbook()
    detention = made.active
    assert isinstance(detention, Worksheet)
    detention.title = f"Detention FY{year % 100}"
    detention["A3"] = f"ICE DETENTION DATA, FY{year}"
    releases(detention, 10, year)
    atd = made.create_sheet(f"ATD FY{year % 100} YTD")
    atd["A4"] = f"ICE ALTERNATIVES TO DETENTION DATA, FY{year % 100}"
    technology(atd, 7)
    notes = made.create_sheet("Footnotes")
    notes["A4"], notes["B4"] = "Term", "Definition"
    notes["A9"] = f"FY{year} ICE Final Book Outs"
    notes["B9"] = (
        f"FY{year} YTD ICE Final Book Out data are updated through {through} (IIDS Run Date "
        f"12/16/2026; EID as of {through})."
    )
    return made


def releases(sheet: Worksheet, row: int, year: int) -> None:
    """The table of final book-outs: two reasons, three begun months."""
    sheet.cell(row, 1, f"ICE Final Book Outs by Release Reason, Month and Criminality: FY{year}")
    for column, label in enumerate(("Release Reason", "Criminality", *MONTHS, "Total"), 1):
        sheet.cell(row + 1, column, label)
    lines: list[tuple[str | None, str | None, list[int]]] = [("Total", None, [33, 39, 45])]
    for position, reason in enumerate(("Paroled", "Order of Supervision")):
        parts = [[4 + position + month + kind for month in range(3)] for kind in range(3)]
        lines.append((reason, "Total", [sum(month) for month in zip(*parts, strict=True)]))
        lines += [(None, label, part) for label, part in zip(CLASSES, parts, strict=True)]
    for offset, (first, second, values) in enumerate(lines, 2):
        sheet.cell(row + offset, 1, first)
        sheet.cell(row + offset, 2, second)
        for month in range(12):
            sheet.cell(row + offset, 3 + month, values[month] if month < 3 else 0)
        sheet.cell(row + offset, 15, sum(values))


def technology(sheet: Worksheet, row: int) -> None:
    """The table of ATD by technology, on 12 December 2026."""
    sheet.cell(row, 1, "ATD Active Population Counts and Daily Cost by Technology")
    lines = (
        ("Technology", "Count", "Daily Tech Cost"),
        ("SmartLINK", 100, 96.5),
        ("Ankle Monitor", 40, 110.0),
        ("Total", 140, 206.5),
        ("Data from BI Inc. Participants Report, 12.12.2026", None, None),
    )
    for offset, line in enumerate(lines, 1):
        for column, value in enumerate(line, 1):
            sheet.cell(row + offset, column, value)


def areas(sheet: Worksheet, row: int, names: tuple[str, str], third: str) -> None:
    """The table of areas by technology: two areas of two technologies each, and a third line."""
    sheet.cell(row, 1, "Active ATD Participants and Average Length in Program, as of 12/12/2026")
    lines: list[tuple[str, object, object]] = [
        ("AOR/Technology", "Count", "Average Length in Program"), ("Total", 140, 9.5)
    ]
    for name in names:
        lines += [(name, 70, 9), ("SmartLINK", 50, 8), (third, 15, 7), ("GPS", 5, 6)]
    for offset, line in enumerate(lines, 1):
        for column, value in enumerate(line, 1):
            sheet.cell(row + offset, column, value)


def saved(made: Workbook, folder: Path, name: str = "2026-12-18_FY27.xlsx") -> Path:
    """The workbook as a file."""
    path = folder / name
    made.save(path)
    # a fixed day, as the day of saving is compared with that of publication
    return altered(path, lambda content: save_day(content, "2016-01-01"), name)


def save_day(content: dict[str, bytes], day: str) -> None:
    """Set the day on which the file says it was last saved."""
    core = content["docProps/core.xml"]
    content["docProps/core.xml"] = re.sub(
        rb"(<dcterms:modified[^>]*>)[^<T]*", rb"\g<1>" + day.encode(), core
    )


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a file."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def altered(path: Path, change: Callable[[dict[str, bytes]], None], name: str = "x.xlsx") -> Path:
    """A copy of the file whose parts a function has changed."""
    content = parts(path)
    change(content)
    copy = path.parent / name
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in content.items():
            archive.writestr(part, data)
    return copy


def with_shared_strings(content: dict[str, bytes]) -> None:
    """Move the texts of all sheets to one part, as spreadsheet programs do."""
    texts: list[bytes] = []

    def move(match: re.Match[bytes]) -> bytes:
        texts.append(match.group(1))
        return b't="s"><v>%d</v>' % (len(texts) - 1)

    for part in [name for name in content if name.startswith("xl/worksheets/")]:
        content[part] = re.sub(
            rb't="inlineStr"><is>(<t[^>]*>[^<]*</t>)</is>', move, content[part]
        )
    content["xl/sharedStrings.xml"] = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="%d"'
        b' uniqueCount="%d">%s</sst>'
        % (len(texts), len(texts), b"".join(b"<si>%s</si>" % text for text in texts))
    )
    relations = "xl/_rels/workbook.xml.rels"
    content[relations] = content[relations].replace(
        b"</Relationships>",
        b'<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'sharedStrings" Target="/xl/sharedStrings.xml" Id="rIdS" /></Relationships>',
    )
