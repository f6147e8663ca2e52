"""Every code a finding can carry. ``docs/codes.md`` is written from this table."""

from __future__ import annotations

from kg.findings import (
    api_codes,
    ask_codes,
    export_codes,
    mcp_codes,
    row_codes,
    serve_codes,
    workbook_codes,
)
from kg.findings.code import Code

CODES: dict[str, Code] = {
    "KG101": Code(
        "The file is not YAML",
        "Nothing of a file that cannot be parsed is read.",
        "Mend the syntax at the place named; indentation and unclosed quotes are the usual causes.",
    ),
    "KG102": Code(
        "A key stands twice",
        "YAML would silently keep the last one, and a fact would be lost.",
        "Delete or rename one of the two.",
    ),
    "KG103": Code(
        "Unknown key",
        "A misspelt key would be ignored, and what it says would be lost.",
        "Use one of the keys of the record's model.",
    ),
    "KG104": Code(
        "A bare word that YAML takes for something else",
        "NO is Norway's code and false to YAML; null, ~ and yes are as treacherous.",
        "Put the value in quotes, or leave the key out where nothing is known.",
    ),
    "KG105": Code(
        "A value of the wrong type or form",
        "The record's model says what each field holds.",
        "Write the value as the field's description says.",
    ),
    "KG106": Code(
        "A required key is missing",
        "A record is complete or it is not in.",
        "Add the key; unknown facts have their own words, such as object_state: unknown.",
    ),
    "KG107": Code(
        "A value outside its closed vocabulary",
        "Questions count on the values they know.",
        "Use one of the values; seeds/README.md has the border test for each.",
    ),
    "KG108": Code(
        "A date that cannot be read",
        "Time is compared, so it has to be exact about its precision.",
        "Write EDTF: 2025, 2025-02, 2025-02-03, [2025-02-02..2025-02-03], 2025-01-20/.",
    ),
    "KG109": Code(
        "The record contradicts itself",
        "Fields that exclude or need each other have to agree.",
        "See the message: it names the fields.",
    ),
    "KG110": Code(
        "YAML that seed files do not use",
        "Anchors, aliases, tags, merge keys and several documents hide what a file says.",
        "Write the value out.",
    ),
    "KG111": Code(
        "The file cannot be read as text",
        "Seed files are UTF-8 text.",
        "Save the file as UTF-8 without control characters.",
    ),
    "KG112": Code(
        "The file's name is not its key",
        "Keys are permanent addresses, and people find a record by its file.",
        "Rename the file or mend the key; never rename a published key.",
    ),
    "KG113": Code(
        "Not a kind of record",
        "A seed file says what it holds in its first key.",
        "Begin with record: document, record: entities or record: curation.",
    ),
    "KG114": Code(
        "The file is too large or too deep",
        "A hand-curated file has hundreds of lines, not millions.",
        "Split the file.",
    ),
    "KG115": Code(
        "A placeholder is left",
        "A skeleton's TODO would be published as if somebody had said it.",
        "Write what belongs there, or delete the key.",
    ),
    "KG116": Code(
        "A file of cells without its header",
        "Columns are known by their place; a missing one would shift all that follow.",
        "Let kg records import write the file; never edit it by hand.",
    ),
    "KG117": Code(
        "A row that the importer does not write so",
        "Files of cells have one form, so that every change of them is a change of a figure.",
        "Let kg records import write the file; never edit it by hand.",
    ),
    "KG118": Code(
        "A dimension that the table does not have, or one that is missing",
        "A figure without its line of each dimension may be a part or the total.",
        "Give the key of the line, or all, for each dimension of the table, and no other.",
    ),
    "KG201": Code(
        "A reference to nothing",
        "A claim about something that is not described cannot be traced.",
        "Correct the key, or add the record it names.",
    ),
    "KG202": Code(
        "A key used by two records",
        "A key is an address: it leads to one thing.",
        "Give the newer record another key.",
    ),
    "KG203": Code(
        "A reference to the wrong kind of thing",
        "A publisher is an actor, a measure is a measure.",
        "Name a record of the kind the message asks for.",
    ),
    "KG204": Code(
        "A predicate the ontology does not have",
        "Only defined predicates can be asked for.",
        "Use a predicate of ontology/vocabulary.ttl, or define it there first.",
    ),
    "KG205": Code(
        "A circle where there can be none",
        "Nothing derives from itself, is a part of itself or is its own premise.",
        "Break the circle at the place named.",
    ),
    "KG206": Code(
        "A cell that stands twice",
        "A cell of a sheet holds one figure.",
        "Keep the one that the file prints; let kg records import write the file.",
    ),
    "KG207": Code(
        "Two cells for one figure",
        "One document gives one figure for a measure, a period and its lines.",
        "Mend the line or the period of the one that is another figure; leave out repetitions.",
    ),
    "KG208": Code(
        "A measure that the table does not give",
        "Figures that count different things never stand in one series.",
        "Name the measure of the table, or add it to the table's measures.",
    ),
    "KG401": Code(
        "The data does not fit a shape",
        "Whoever uses the published data relies on the shapes.",
        "Mend the record; ontology/shapes.ttl says what is expected.",
    ),
    "KG402": Code(
        "A waiver that does not hold",
        "A warning is let stand only for a reason, for a time, and while it is there.",
        "Correct or delete the waiver in waivers.toml, or mend what it waives.",
    ),
    "KG601": Code(
        "A place that cannot be read or written",
        "Without it nothing can be built or answered.",
        "Check the path and its permissions.",
    ),
    "KG602": Code(
        "No question, entity or claim of that name",
        "A misspelt name has no answer.",
        "Use one of the names suggested, or list them.",
    ),
    "KG603": Code(
        "A parameter that does not fit",
        "A question says which parameters it takes and of which type.",
        "Run kg ask to list questions with their parameters, or see docs/questions.md.",
    ),
    "KG604": Code(
        "A query that cannot be run",
        "The engine did not accept the SPARQL text.",
        "Mend the query at the place named.",
    ),
    "KG605": Code(
        "A query file without a complete header",
        "The header is the question's documentation.",
        "Add the line that is missing.",
    ),
    "KG606": Code(
        "A case whose expectation does not hold",
        "A case file says what a question must answer, and why.",
        "Correct the data, the question or the case.",
    ),
    "KG607": Code(
        "A text that differs from its digest",
        "Claims stand on paragraphs; a changed paragraph may no longer say what they say.",
        "Read the paragraph again and mend the claims that stand on it.",
    ),
    "KG701": Code(
        "An ending that is not drawn",
        "The file's ending says what to draw.",
        "End the file's name in .html, .svg, .png or .pdf.",
    ),
    "KG702": Code(
        "No layout",
        "Without positions nothing can be drawn.",
        "Install graphviz-pure again, or draw less at once.",
    ),
    "KG703": Code(
        "A view whose parts do not fit together",
        "An arrow without its ends or its evidence would mislead.",
        "Report it: the graph gave a view that cannot be.",
    ),
    "KG704": Code(
        "A drawing that cannot be written",
        "Nothing was replaced.",
        "Check the path and its permissions.",
    ),
    "KG705": Code(
        "Nothing to draw",
        "No claim joins the thing to another.",
        "Draw another thing, or another day.",
    ),
}
CODES |= workbook_codes.CODES | row_codes.CODES | ask_codes.CODES | serve_codes.CODES
CODES |= api_codes.CODES | export_codes.CODES | mcp_codes.CODES
