"""What can be wrong with an export: from KG971 on."""

from __future__ import annotations

from kg.findings.code import Code

CODES: dict[str, Code] = {
    "KG971": Code(
        "A library that this format needs is not installed",
        "Parquet is written by pyarrow, which the core leaves out; other formats need nothing.",
        "Run: pip install 'custody-graph[records]', or choose another format.",
    ),
}
