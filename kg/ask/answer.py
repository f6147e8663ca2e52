"""An answer: rows, the claims they rest on, what the answer cannot say."""

from __future__ import annotations

from kg.ask.bind import bind, day, values
from kg.ask.evidence import Evidence, evidence, labels
from kg.ask.find import find
from kg.ask.question import Parameter, Question
from kg.ask.support import Overlaps, origins, overlaps, summary
from kg.engine.value import IRI, Value
from kg.errors import KgError
from kg.frozen import Frozen
from kg.names import BASE, CG, GRAPH, full

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.ask.evidence import Engine

    Cell = Value | tuple[Value, ...]
else:
    Cell = object


#: the column that an answer as of a day has beside those of its question
ON_DAY = "on_day"


class AnswerRow(Frozen):
    """One row: a cell per column, and the claims behind it."""

    cells: dict[str, Cell]
    claims: tuple[str, ...]


class Answer(Frozen):
    """The answer to a question, with its evidence."""

    question: Question
    parameters: dict[str, str]
    as_of: str | None
    known_by: str | None
    columns: tuple[str, ...]
    rows: tuple[AnswerRow, ...]
    claims: dict[str, Evidence]
    labels: dict[str, str]
    limits: tuple[str, ...]
    version: str
    digest: str
    maybe: Overlaps
    #: root documents that were never consulted
    unseen: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The question with its parameters in their places."""
        text = self.question.heading
        for parameter in self.question.parameters:
            value = self.parameters[parameter.name]
            label = self.labels.get(_iri(parameter, value), value) if value else ""
            if parameter.type == "Outcome":
                label = label[:1].lower() + label[1:]
            text = text.replace(f"{{{parameter.name}}}", label)
        return text

    @property
    def last_confirmed(self) -> str | None:
        """The latest date on which a claim of the answer was stated."""
        return max((c.stated_on for c in self.claims.values()), key=_sort_date, default=None)

    def label(self, value: Value) -> str:
        """What a reader sees of a value."""
        if value is None:
            return ""
        if isinstance(value, IRI):
            return self.labels.get(value, value.short)
        return str(value)

    def evidence_line(self) -> str:
        """The claims, origins and documents of the whole answer, in one line."""
        found = list(self.claims.values())
        least, greatest = origins(found, self.maybe)
        count = str(least) if least == greatest else f"{least}-{greatest}"
        documents = sorted({claim.document_label for claim in found})
        unseen = f" (original not seen: {'; '.join(self.unseen)})" if self.unseen else ""
        return (
            f"{len(found)} claim{'s' * (len(found) != 1)}, "
            f"{count} origin{'s' * (count != '1')}, in: {'; '.join(documents)}{unseen}"
        )

    def to_pandas(self) -> object:
        """The rows as a pandas DataFrame of labels, with the claim ids; needs pandas."""
        from kg.ask.frame import frame

        return frame(self)

    def _repr_html_(self) -> str:
        from kg.ask.frame import html

        return html(self)


def answer(
    engine: Engine,
    question: Question,
    given: dict[str, str],
    as_of: str | None = None,
    known_by: str | None = None,
    *,
    version: str = "",
    digest: str = "",
    any_rank: bool = False,
) -> Answer:
    """Ask a question of an engine.

    Raises KgError where a parameter does not fit or the engine refuses the query.
    """
    for name, value in (("--as-of", as_of), ("--known-by", known_by)):
        if value is not None:
            day(value, name)
    parameters = values(question, _known(engine, question, given))
    grouped = grouped_rows(engine, question, parameters, as_of, known_by, any_rank=any_rank)
    known = evidence(engine, {claim for _, claims in grouped for claim in claims})
    maybe = overlaps(engine) if question.support else frozenset()
    rows = [
        AnswerRow(
            cells | _support(engine, question, claims, known, maybe)
            | ({} if as_of is None else {ON_DAY: _on_day(claims, known, as_of)}),
            claims,
        )
        for cells, claims in grouped
    ]
    seen = {v for cells, _ in grouped for cell in cells.values() for v in _flat(cell)
            if v.__class__ is IRI}
    seen |= {
        IRI(_iri(parameter, parameters[parameter.name]))
        for parameter in question.parameters
        if parameters[parameter.name]
    }
    return Answer(
        question=question,
        parameters=parameters,
        as_of=as_of,
        known_by=known_by,
        columns=(
            *(column.name for column in question.columns), *question.support,
            *(() if as_of is None else (ON_DAY,)),
        ),
        rows=tuple(rows),
        claims=known,
        labels=labels(engine, seen),
        limits=(
            *question.cannot,
            *_certainty(known.values(), as_of),
            *([question.empty] if not rows else ()),
        ),
        version=version,
        digest=digest,
        maybe=maybe,
        unseen=_unseen(engine, known),
    )


def _support(
    engine: Engine,
    question: Question,
    claims: tuple[str, ...],
    known: dict[str, Evidence],
    maybe: Overlaps,
) -> dict[str, Cell]:
    """The support columns of a row; what stands behind a set of claims does not change."""
    columns: dict[tuple[str, ...], dict[str, Cell]] = engine.memo.setdefault("support", {})
    key = (*question.support, "", *claims)
    found = columns.get(key)
    if found is None:
        behind = [known[claim] for claim in claims if claim in known]
        found = columns[key] = {name: summary(name, behind, maybe) for name in question.support}
    return found


def _known(engine: Engine, question: Question, given: dict[str, str]) -> dict[str, str]:
    """The given values with ids made whole; raises KgError for an id that nothing has."""
    types = {parameter.name: parameter.type for parameter in question.parameters}
    found = dict(given)
    for name, value in given.items():
        kind = types.get(name)
        if value and kind and (kind in ("entity", "document", "claim") or kind[:1].isupper()):
            found[name] = find(engine, value)
            if kind[:1].isupper():
                _of_class(engine, name, found[name], kind)
        elif value and kind == "concept":
            found[name] = find(engine, f"cg:{value}").removeprefix("cg:")
    return found


def _of_class(engine: Engine, parameter: str, thing: str, kind: str) -> None:
    """Raise KgError where a thing is not of the class that a parameter takes."""
    _, rows = engine.select(
        f"SELECT ?class WHERE {{ GRAPH <{GRAPH}entities> {{ <{full(thing)}> a ?class }} }}"
    )
    classes = {str(row[0]).removeprefix(CG) for row in rows}
    if kind not in classes:
        _, others = engine.select(
            f"""SELECT ?id WHERE {{ GRAPH <{GRAPH}entities> {{ ?x a <{CG}{kind}> ;
            <http://purl.org/dc/terms/identifier> ?id }} }}"""
        )
        raise KgError(
            "KG603",
            f"{thing} is a {' and a '.join(sorted(classes)) or 'claim'}; {parameter} takes"
            f" a {kind}.",
            f"Use one of: {', '.join(sorted(str(row[0]) for row in others))}.",
        )


def _iri(parameter: Parameter, value: str) -> str:
    """What a parameter's value names."""
    return CG + value if parameter.type == "concept" else full(value)


def _certainty(claims: Iterable[Evidence], as_of: str | None) -> tuple[str, ...]:
    """What can be said of the claims on that day: how many are certain, how many possible."""
    found = list(claims)
    if as_of is None or not found:
        return ()
    certain = sum(claim.certain_on(as_of) for claim in found)
    if certain == len(found):
        return ()
    return (
        f"Whether all of it held on {as_of}: {certain} of {len(found)} claims say so, the others"
        " only leave it possible.",
    )


def _on_day(claims: tuple[str, ...], known: dict[str, Evidence], as_of: str) -> str:
    """Whether a row's claims say that it held on the day, or only leave it possible."""
    certain = [known[claim].certain_on(as_of) for claim in claims if claim in known]
    return "certain" if all(certain) else "certain in part" if any(certain) else "possible"


def _unseen(engine: Engine, known: dict[str, Evidence]) -> tuple[str, ...]:
    """Labels of the root documents behind the claims that were never consulted."""
    roots: dict[str, tuple[str, ...]] = engine.memo.setdefault("unseen roots", {})
    found = {origin for claim in known.values() for origin in claim.origins}
    missing = sorted(found - roots.keys())
    if missing:
        roots.update(dict.fromkeys(missing, ()))
        for origin, label in _unseen_roots(engine, missing):
            roots[origin] = (*roots[origin], label)
    return tuple(sorted({label for origin in found for label in roots[origin]}))


def _unseen_roots(engine: Engine, found: list[str]) -> Iterator[tuple[str, str]]:
    """Each origin with the label of its root document, where that was never consulted."""
    origins = " ".join(f"<{BASE}{origin}>" for origin in found)
    _, rows = engine.select(
        f"""SELECT DISTINCT ?origin ?label WHERE {{ VALUES ?origin {{ {origins} }}
        GRAPH <{GRAPH}inferred> {{ ?origin <{CG}rootDocument> ?root }}
        GRAPH <{GRAPH}entities> {{ ?root <http://www.w3.org/2004/02/skos/core#prefLabel> ?label
          FILTER NOT EXISTS {{ ?root <{CG}consultedOn> ?day }}
          FILTER NOT EXISTS {{ ?root <{CG}documentKind> <{CG}document-kind-curator-note> }} }} }}"""
    )
    for origin, label in rows:
        if isinstance(origin, IRI):
            yield origin.short, str(label)


def grouped_rows(
    engine: Engine,
    question: Question,
    parameters: dict[str, str],
    as_of: str | None = None,
    known_by: str | None = None,
    *,
    any_rank: bool = False,
) -> list[tuple[dict[str, Cell], tuple[str, ...]]]:
    """Cells and claims of each row, without evidence; ``parameters`` are complete."""
    texts: dict[object, str] = engine.memo.setdefault("bound", {})
    # the text is part of the key: a question of the same name may come from another file
    key = (question.query, tuple(parameters.items()), as_of, known_by, any_rank)
    query = texts.get(key)
    if query is None:
        query = texts[key] = bind(question, parameters, as_of, known_by, any_rank=any_rank)
    return _group(question, *engine.select(query))


def _group(
    question: Question, names: list[str], found: list[tuple[Value, ...]]
) -> list[tuple[dict[str, Cell], tuple[str, ...]]]:
    """Rows by their key columns; list columns and claims are gathered, all sorted by value."""
    index = {name: i for i, name in enumerate(names)}
    keys = [c.name for c in question.columns if not c.is_list]
    lists = [c.name for c in question.columns if c.is_list]
    evidence_columns = [i for n, i in index.items() if n == "claim" or n.startswith("claim_")]
    key_at = [index[name] for name in keys]
    list_at = [(name, index[name]) for name in lists]
    groups: dict[tuple[Value, ...], tuple[dict[str, set[Value]], set[str]]] = {}
    for row in found:
        key = tuple([row[i] for i in key_at])
        group = groups.get(key)
        if group is None:
            group = groups[key] = ({name: set() for name in lists}, set())
        gathered, claims = group
        for name, i in list_at:
            if row[i] is not None:
                gathered[name].add(row[i])
        for i in evidence_columns:
            value = row[i]
            if value.__class__ is IRI:
                claims.add(value.short)
    result: list[tuple[dict[str, Cell], tuple[str, ...]]] = []
    shown = [column.name for column in question.columns]
    for key in _in_order(groups):
        gathered, claims = groups[key]
        cells: dict[str, Cell] = dict(zip(keys, key, strict=True))
        for name in lists:
            cells[name] = tuple(_in_order_of_value(gathered[name]))
        if lists:
            cells = {name: cells[name] for name in shown}
        result.append((cells, tuple(sorted(claims))))
    return result


def _in_order(keys: Iterable[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
    """Keys by the value of their parts: what is unbound first, then numbers, then text."""
    found = list(keys)
    if all(isinstance(value, str) for key in found for value in key):
        return sorted(found)
    return sorted(found, key=lambda key: tuple([_sortable(value) for value in key]))


def _in_order_of_value(values: set[Value]) -> list[Value]:
    return sorted(values, key=_sortable) if len(values) > 1 else list(values)


def _flat(cell: Cell) -> tuple[Value, ...]:
    return cell if isinstance(cell, tuple) else (cell,)


def _sortable(value: Value) -> tuple[int, float, str]:
    if value is None:
        return (0, 0, "")
    if isinstance(value, str):
        return (2, 0, value)
    return (1, float(value), str(value))


def _sort_date(text: str) -> str:
    # an uncertain date counts from its first day: a page without a date is not the latest word
    return text.strip("[]").partition("..")[0].partition("/")[0] or text
