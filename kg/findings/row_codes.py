"""What can be wrong in a record-level file that a user brings: KG831 to KG845."""

from __future__ import annotations

from kg.findings.code import Code

CODES: dict[str, Code] = {
    "KG831": Code(
        "There is no such release",
        "Columns, times and the duplicate rule depend on the release that a file belongs to.",
        "Use one of the keys that kg records releases lists.",
    ),
    "KG832": Code(
        "The libraries for records are not installed",
        "DuckDB and readers of workbooks read files of records, and the core leaves them out.",
        "Run: pip install 'custody-graph[records]'",
    ),
    "KG833": Code(
        "The file cannot be read at all",
        "It is empty, cut off, encrypted, or not what its name says; nothing of it is imported.",
        "Fetch the file again, or save it without a password; compare its size with the source's.",
    ),
    "KG834": Code(
        "No release has a header like this",
        "Without the columns of person, stay, stint and reason there are no stints to read.",
        "See kg records releases for the headers that are known; name one with --release.",
    ),
    "KG835": Code(
        "Columns that the release does not have",
        "Nothing is read from them, so what they say is in no answer.",
        "Check whether it is a newer release; a new column belongs in kg/records/releases.",
    ),
    "KG836": Code(
        "Columns of the release are missing",
        "What they would hold is null in every row, and the manifest lists it as absent.",
        "Bring the file as it was published, or accept that these fields cannot be asked.",
    ),
    "KG837": Code(
        "Values that no code list has",
        "They are kept as they are spelt, but questions by code do not know them.",
        "Check the spelling; a new value belongs in the code list and among the record codes.",
    ),
    "KG838": Code(
        "Values that cannot be read as their type",
        "A date or an amount that is none becomes null; the row is kept.",
        "Look at the rows; set the cells right in the file, or accept the nulls.",
    ),
    "KG839": Code(
        "Rows that do not fit the header",
        "A row with too few or too many cells has its values in the wrong columns.",
        "Look at set_aside.parquet for the rows; unquoted delimiters are the usual cause.",
    ),
    "KG840": Code(
        "Rows without a person",
        "They belong to no stay; whether they count as stints depends on the release's rule.",
        "Nothing need be done: the manifest says how many were kept or set aside.",
    ),
    "KG841": Code(
        "Rows without a start",
        "A stint without its day of book-in cannot be placed in time, so it is set aside.",
        "Look at set_aside.parquet for the rows.",
    ),
    "KG842": Code(
        "A stint stands in two stays",
        "It is kept in both, so counts of stints by stay count it twice.",
        "Count stints over distinct ids where this matters.",
    ),
    "KG843": Code(
        "The text is not in UTF-8",
        "It was read as the encoding named; a wrong guess changes letters of names and countries.",
        "Save the file as UTF-8 where letters look wrong.",
    ),
    "KG844": Code(
        "The file is larger than what is read",
        "Decompressing or parsing it would fill the disk or the memory.",
        "Check the file: a small archive that opens to hundreds of times its size is no record.",
    ),
    "KG845": Code(
        "A stay has two different ends",
        "Rows of one stay name different ends or reasons; those of its last stint are kept.",
        "Nothing need be done; the count says how often it happens.",
    ),
}
