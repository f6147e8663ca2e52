"""The builds that can be compared: a seeds folder, a built store, an exported file, or nothing."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pyoxigraph as ox

from kg.engine.embedded import Embedded
from kg.errors import KgError
from kg.frozen import Frozen
from kg.names import BASE, GRAPH, PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

#: ending of an exported file → its format
ENDINGS = {
    ".trig": ox.RdfFormat.TRIG, ".nq": ox.RdfFormat.N_QUADS, ".nquads": ox.RdfFormat.N_QUADS,
}
_TAKEN = (
    "Name a seeds folder, the folder of a built store (kg build prints it), or a file that"
    " kg export trig or nquads wrote."
)


class Source(Frozen):
    """A build: where it came from, and an engine over it."""

    name: str
    kind: str
    version: str
    digest: str
    engine: Embedded


def empty() -> Source:
    """The graph with nothing in it: against it, every claim is new."""
    digest = hashlib.sha256(b"").hexdigest()
    return Source("nothing", "empty", "", digest, Embedded.of([]))


def source(place: str, announce: Callable[[str], object] = lambda phase: None) -> Source:
    """The build at a place.

    Raises KgError where nothing that can be compared is there, Findings where seeds are not
    valid.
    """
    path = Path(place)
    if path.is_dir():
        for folder in (path / "store", path):
            if (folder / "CURRENT").is_file():
                digest = _digest_of_store(folder)
                return _source(place, "store", digest, Embedded.open(str(folder)))
        from kg.graph import open_graph

        # a folder without seed files is refused by the reader, in its own words
        graph = open_graph(str(path), announce)
        return _source(place, "seeds", graph.digest, graph.engine)
    if path.suffix in ENDINGS and path.is_file():
        return _file(place, path)
    what = "is not a build of the graph" if path.exists() else "does not exist"
    revision = "" if path.exists() or os.sep in place else " Revisions are not read: export them."
    raise KgError("KG602", f"{place} {what}.", _TAKEN + revision)


def _file(place: str, path: Path) -> Source:
    try:
        content = path.read_bytes()
        quads = list(ox.parse(content, format=ENDINGS[path.suffix]))
    except (OSError, SyntaxError, ValueError) as error:
        raise KgError("KG601", f"{place} cannot be read: {error}.", _TAKEN) from None
    if not any(isinstance(q.graph_name, ox.NamedNode) and q.graph_name.value == f"{GRAPH}claims"
               for q in quads):
        raise KgError("KG602", f"{place} holds no graph of claims.", _TAKEN)
    return _source(place, "file", hashlib.sha256(content).hexdigest(), Embedded.of(quads))


def _source(place: str, kind: str, digest: str, engine: Embedded) -> Source:
    version = f"<{BASE}> <{PREFIXES['owl']}versionInfo> ?v"
    _, rows = engine.select(f"SELECT ?v WHERE {{ GRAPH <{GRAPH}meta> {{ {version} }} }}")
    return Source(place, kind, str(rows[0][0]) if rows else "", digest, engine)


def _digest_of_store(folder: Path) -> str:
    """The digest on the store's sheet, or one of its name where the sheet is missing."""
    import json

    try:
        sheet = json.loads((folder.parent / "sheet.json").read_text(encoding="utf-8"))
        return str(sheet["digest"])
    except (OSError, ValueError, KeyError):
        return hashlib.sha256(str(folder).encode()).hexdigest()
