"""The default engine: pyoxigraph on the built store, opened read-only, or in memory."""

from __future__ import annotations

import pyoxigraph as ox

from kg.engine.value import IRI, Row, Value, literal
from kg.errors import KgError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


#: the word that makes the engine send requests; only texts that have it are looked at closely
_SUSPECT = "service"


class Embedded:
    """Answers SELECT queries from a pyoxigraph store."""

    name = "pyoxigraph"

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        #: what has been read before; the store behind an engine does not change
        self.memo: dict[str, dict[Any, Any]] = {}
        #: one object for each IRI that was ever in a row: its hash and short id are made once
        self._iris: dict[str, IRI] = {}

    @classmethod
    def open(cls, folder: str) -> Embedded:
        """Open the store in the folder read-only; raises KgError where there is none."""
        try:
            return cls(ox.Store.read_only(folder))
        except (OSError, ValueError, RuntimeError) as error:
            raise KgError(
                "KG601",
                f"The store in {folder} cannot be opened: {error}.",
                "Remove its folder and run kg build.",
            ) from None

    @classmethod
    def of(cls, quads: list[ox.Quad]) -> Embedded:
        """An engine in memory over the quads."""
        store = ox.Store()
        store.bulk_extend(quads)
        return cls(store)

    def select(self, query: str) -> tuple[list[str], list[Row]]:
        """Names of the variables, and the rows; raises KgError where the query is refused."""
        if _SUSPECT in query.lower() or "\\" in query:
            from kg.engine.guard import check

            check(query)
        try:
            return _rows(self.store.query(query), self._iris)
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            raise KgError("KG604", f"The query is refused: {error}.", "Mend the query.") from None

    def asked(self, query: str) -> tuple[list[str], list[Row]]:
        """The same for a query that someone wrote: the project's prefixes are declared.

        No connection and no file can be opened while it runs, which holds for the whole process.
        """
        from kg.engine.asked import refusal, solved
        from kg.engine.guard import sealed

        with sealed():
            try:
                return _rows(solved(self.store, query), self._iris)
            except (ValueError, OSError, RuntimeError) as error:
                raise refusal(query, error) from None


def _rows(
    result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, iris: dict[str, IRI]
) -> tuple[list[str], list[Row]]:
    if isinstance(result, ox.QueryBoolean):
        return ["answer"], [("true" if result else "false",)]
    node, text = ox.NamedNode, ox.Literal

    def value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Value:
        kind = term.__class__
        if kind is node:
            name = term.value  # type: ignore[union-attr]
            return iris.get(name) or iris.setdefault(name, IRI(name))
        if kind is text:
            return literal(term.value, term.datatype.value)  # type: ignore[union-attr]
        return None if term is None else str(term)

    if isinstance(result, ox.QueryTriples):
        return ["subject", "predicate", "object"], [
            (value(t.subject), value(t.predicate), value(t.object)) for t in result
        ]
    names = [variable.value for variable in result.variables]
    return names, [tuple([value(term) for term in solution]) for solution in result]
