"""What can be wrong with the server for assistants: KG951 and KG952."""

from __future__ import annotations

from kg.findings.code import Code

CODES: dict[str, Code] = {
    "KG951": Code(
        "The library for assistants is missing",
        "The Model Context Protocol is spoken by a library that only kg mcp needs.",
        "Run: pip install 'custody-graph[mcp]'",
    ),
    "KG952": Code(
        "The graph cannot be built",
        "Nothing is answered from seeds that are not valid.",
        "Run kg check; it names every finding with its remedy.",
    ),
}
