"""What can be wrong when rows are asked: KG861 to KG865."""

from __future__ import annotations

from kg.findings.code import Code

CODES: dict[str, Code] = {
    "KG861": Code(
        "No imported release",
        "Questions about rows need the Parquet files of a release and the manifest beside them: the"
        " release, its digest and the duplicate rule stand in every answer.",
        "Import the file with kg records import, or name the folder it wrote with --release.",
    ),
    "KG862": Code(
        "An engine that cannot be asked",
        "The address is not one that Ibis knows, what it needs is not installed, or it has no"
        " tables stints and stays and cannot read Parquet files of this machine.",
        "See ibis.connect for addresses; load the two files into the engine under these names.",
    ),
    "KG863": Code(
        "An engine with other rows",
        "Release, digest and duplicate rule would be said of rows that they are not true of.",
        "Load the files of this release into the engine, or name their folder with --release.",
    ),
    "KG864": Code(
        "A table too large to be protected",
        "Small counts are withheld in the whole table with its totals, which has to fit in memory.",
        "Narrow the question with --set, or ask by a field with fewer values.",
    ),
    "KG865": Code(
        "A field that the release does not have",
        "Nothing counted and nothing known are not the same: such a question has no answer.",
        "Ask another release, or another question.",
    ),
}
