"""A small graph of cells of two workbooks, as compile writes them; figures are invented."""

from __future__ import annotations

import pyoxigraph as ox

from kg.engine.embedded import Embedded
from kg.graph import Graph
from kg.names import OBSERVATION, PREFIXES

_ENTITIES = """
id:ice-workbook-2025-09-24 a cg:Document ; dcterms:identifier "ice-workbook-2025-09-24" ;
  skos:prefLabel "ICE workbook of 24 Sep 2025"@en ; dcterms:issued "2025-09-24" ;
  cg:issuedEarliest "2025-09-24"^^xsd:date ; cg:issuedLatest "2025-09-24"^^xsd:date .
id:ice-workbook-2026-04-09 a cg:Document ; dcterms:identifier "ice-workbook-2026-04-09" ;
  skos:prefLabel "ICE workbook of 9 Apr 2026"@en ; dcterms:issued "2026-04-09" ;
  cg:issuedEarliest "2026-04-09"^^xsd:date ; cg:issuedLatest "2026-04-09"^^xsd:date .
id:final-book-outs a cg:Measure ; skos:prefLabel "Final book-outs"@en ; cg:unit "events"@en ;
  cg:measureType cg:measure-type-flow ; cg:measurePopulation "Stays that ended."@en .
id:book-outs-by-reason a cg:RecordTable ; skos:prefLabel "Book-outs by reason"@en ;
  cg:denominator "A count: none."@en ; cg:notSeparable "Who made the arrest."@en ;
  cg:seriesBreak <https://w3id.org/custody-graph/id/book-outs-by-reason/break/1> .
<https://w3id.org/custody-graph/id/book-outs-by-reason/break/1>
  cg:at "2025-10" ; cg:reason "Counted anew."@en .
id:line-paroled a cg:RecordCode ; skos:prefLabel "Paroled"@en .
id:line-other a cg:RecordCode ; skos:prefLabel "Other"@en .
"""
#: document, cell, line, month, end, value, coverage
CELLS = (
    ("ice-workbook-2025-09-24", "C63", "paroled", "2025-01", "2025-02-01", "14962", "whole"),
    ("ice-workbook-2025-09-24", "D63", "paroled", "2025-02", "2025-03-01", "1559", "whole"),
    ("ice-workbook-2025-09-24", "K63", "paroled", "2025-09", "2025-10-01", "7.5", "part"),
    ("ice-workbook-2025-09-24", "C64", "other", "2025-01", "2025-02-01", "12", "whole"),
    ("ice-workbook-2026-04-09", "C63", "paroled", "2025-01", "2025-02-01", "14970", "whole"),
    ("ice-workbook-2026-04-09", "D63", "paroled", "2025-02", "2025-03-01", "1559", "whole"),
    ("ice-workbook-2026-04-09", "L63", "paroled", "2025-10", "2025-11-01", "31", "whole"),
)
_CELL = OBSERVATION.join(("\n<", """{document}/detention-fy25/{cell}> a qb:Observation ;
  qb:dataSet id:book-outs-by-reason ; qb:measureType id:final-book-outs ;
  prov:wasDerivedFrom id:{document} ; id:final-book-outs {value} ; cg:period "{month}" ;
  cg:periodStart "{month}-01"^^xsd:date ; cg:periodEnd "{end}"^^xsd:date ;
  cg:coverage cg:coverage-{coverage} ; cg:releaseLine id:line-{line} ; cg:criminality cg:all ;
  cg:sheet "Detention FY25" ; cg:cell "{cell}" .
"""))
_NAMES = ("document", "cell", "line", "month", "end", "value", "coverage")


def trig() -> str:
    """The graph in TriG."""
    cells = "".join(_CELL.format(**_typed(dict(zip(_NAMES, row, strict=True)))) for row in CELLS)
    prefixes = "\n".join(f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items())
    return (
        f"{prefixes}\ngraph:entities {{ {_ENTITIES} }}\n"
        f"graph:observations {{ {cells} }}\n"
        'graph:vocabulary { cg:all skos:prefLabel "all"@en }'
    )


def _typed(row: dict[str, str]) -> dict[str, str]:
    return row | {"value": f'"{row["value"]}"^^xsd:decimal'}


def quads() -> list[ox.Quad]:
    """The quads of the graph."""
    return list(ox.parse(trig(), ox.RdfFormat.TRIG))


def graph() -> Graph:
    """The graph, open."""
    return Graph(Embedded.of(quads()), "0" * 64)
