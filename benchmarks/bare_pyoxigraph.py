"""The floor under ``kg ask``: open the built store read-only, run one SPARQL text, print rows.

    python benchmarks/bare_pyoxigraph.py STORE QUERY

Nothing of the package is imported, and nothing is done with the rows.
"""

from __future__ import annotations

import sys

import pyoxigraph as ox

store = ox.Store.read_only(sys.argv[1])
with open(sys.argv[2], encoding="utf-8") as file:  # noqa: PTH123 - pathlib costs start-up time
    rows = store.query(file.read())
if not isinstance(rows, ox.QuerySolutions):
    raise SystemExit("The query is no SELECT.")
print(*(variable.value for variable in rows.variables), sep="\t")
for row in rows:
    terms = (t.value if isinstance(t, ox.NamedNode | ox.Literal) else "" for t in row)
    print(*terms, sep="\t")
