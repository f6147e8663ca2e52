"""The same question through rdflib on the exported Turtle: parse, run the SPARQL text, print rows.

    python benchmarks/rdflib_turtle.py TURTLE QUERY

Turtle has no named graphs, so the names of the graphs are taken out of the query; the groups
stay as they are.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import rdflib

graph = rdflib.Graph()
graph.parse(sys.argv[1], format="turtle")
query = re.sub(r"\bGRAPH\s+\S+\s*\{", "{", Path(sys.argv[2]).read_text(encoding="utf-8"))
rows = graph.query(query)
print(*(rows.vars or ()), sep="\t")
for row in rows:
    print(*("" if term is None else term for term in row), sep="\t")  # type: ignore[union-attr]
