"""An answer: rows, the claims they rest on, what the answer cannot say."""

from __future__ import annotations

from kg.ask.bind import bind, day, values
from kg.ask.evidence import Evidence, evidence, labels
from kg.ask.find import find
from kg.ask.question import Parameter, Question
from kg.ask.rows import Cell, group
from kg.ask.support import Overlaps, origins, overlaps, summary
from kg.engine.value import IRI, Value
from kg.errors import KgError
from kg.frozen import Frozen
from kg.names import BASE, CG, GRAPH, full

__all__ = ["ON_DAY", "Answer", "AnswerRow", "Cell", "answer", "grouped_rows", "titles"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.ask.evidence import Engine
    from kg.ask.reading import Reading


#: the column that an answer as of a day has beside those of its question
ON_DAY = "on_day"


class AnswerRow(Frozen):
    """One row: a cell per column, and the claims and cells of published tables behind it."""

    cells: dict[str, Cell]
    claims: tuple[str, ...]
    observations: tuple[str, ...]


class Answer(Frozen):
    """The answer to a question, with its evidence."""

    question: Question
    parameters: dict[str, str]
    as_of: str | None
    known_by: str | None
    columns: tuple[str, ...]
    rows: tuple[AnswerRow, ...]
    claims: dict[str, Evidence]
    #: cells of published tables, in the order of their workbooks
    observations: dict[str, Reading]
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
        return headed(self.question, self.parameters, self.labels)

    @property
    def last_confirmed(self) -> str | None:
        """The latest date on which a claim of the answer was stated, or a cell published."""
        stated = [claim.stated_on for claim in self.claims.values()]
        stated += [cell.published for cell in self.observations.values()]
        return max(stated, key=_sort_date, default=None)

    def label(self, value: Value) -> str:
        """What a reader sees of a value."""
        if value is None:
            return ""
        if isinstance(value, IRI):
            return self.labels.get(value, value.short)
        return str(value)

    def evidence_line(self) -> str:
        """What the whole answer rests on, in one line: claims, origins, documents; cells."""
        parts = [self._claims_line()] if self.claims or not self.observations else []
        if self.observations:
            from kg.ask.counted import cells_line

            parts.append(cells_line(list(self.observations.values())))
        return "; ".join(parts)

    def _claims_line(self) -> str:
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
        """The rows as a pandas DataFrame of labels and figures, with ids; needs pandas."""
        from kg.ask.frame import frame

        return frame(self)

    def _repr_html_(self) -> str:
        from kg.render.notebook import answer

        return answer(self)


def headed(question: Question, parameters: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """The question in words; ``labels`` are those of IRIs, and what has none stands as it is."""
    text = question.heading
    for parameter in question.parameters:
        value = parameters[parameter.name]
        label = labels.get(_iri(parameter, value), value) if value else ""
        if parameter.type == "Outcome":
            label = label[:1].lower() + label[1:]
        text = text.replace(f"{{{parameter.name}}}", label)
    return text


def titles(engine: Engine, asked: Iterable[Question]) -> dict[str, str]:
    """Questions by id as :func:`headed` has them, with their defaults."""
    found = {one.id: (one, values(one, {})) for one in asked}
    named = {
        IRI(_iri(parameter, given[parameter.name]))
        for one, given in found.values() for parameter in one.parameters
        if given[parameter.name] and _names_a_thing(parameter.type)
    }
    known = labels(engine, named)
    return {name: headed(one, given, known) for name, (one, given) in found.items()}


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
    behind = _behind(engine, question, tuple([ids for _, ids in grouped]))
    known = behind.claims
    rows = [
        AnswerRow(
            cells | columns | ({} if as_of is None else {ON_DAY: _on_day(claims, known, as_of)}),
            claims,
            counts,
        )
        for (cells, _), (claims, counts, columns) in zip(grouped, behind.rows, strict=True)
    ]
    seen = {
        IRI(_iri(parameter, parameters[parameter.name]))
        for parameter in question.parameters
        if parameters[parameter.name] and _names_a_thing(parameter.type)
    }
    for cells, _ in grouped:
        for cell in cells.values():
            if cell.__class__ is IRI:
                seen.add(cell)
            elif cell.__class__ is tuple:
                seen.update([v for v in cell if v.__class__ is IRI])
    return Answer(
        question=question,
        parameters=parameters,
        as_of=as_of,
        known_by=known_by,
        columns=(
            *(column.name for column in question.columns), *question.support,
            # cells say of which period they are; only of claims it is a question
            *(() if as_of is None or (behind.observations and not known) else (ON_DAY,)),
        ),
        rows=tuple(rows),
        claims=known.copy(),
        observations=behind.observations.copy(),
        labels=labels(engine, seen),
        limits=(
            *question.cannot,
            *_certainty(known.values(), as_of),
            *([question.empty] if not rows else ()),
        ),
        version=version,
        digest=digest,
        maybe=behind.maybe,
        unseen=behind.unseen,
    )


class _Behind(Frozen):
    """What stands behind the rows of an answer."""

    claims: dict[str, Evidence]
    observations: dict[str, Reading]
    #: claims, cells and support columns of each row
    rows: list[tuple[tuple[str, ...], tuple[str, ...], dict[str, Cell]]]
    maybe: Overlaps
    unseen: tuple[str, ...]


#: how many sets of claims an engine remembers what stands behind; a server is asked for days
_REMEMBERED = 500


def _behind(engine: Engine, question: Question, ids: tuple[tuple[str, ...], ...]) -> _Behind:
    """What stands behind rows that rest on the claims and cells with these ids.

    It does not change while a graph is open, so it is made once.
    """
    memo: dict[object, _Behind] = engine.memo.setdefault("behind", {})
    key = (question.support, ids)
    found = memo.get(key)
    if found is None:
        known = evidence(engine, {one for row in ids for one in row})
        counts: dict[str, Reading] = {}
        if question.counts:
            from kg.ask.reading import readings

            counts = readings(engine, {one for row in ids for one in row})
        maybe = overlaps(engine) if question.support else frozenset()
        rows = []
        for row in ids:
            cells = [counts[one] for one in row if one in counts]
            claims = tuple([one for one in row if one not in counts]) if cells else row
            columns = _support(question, [known[c] for c in claims if c in known], maybe, cells)
            rows.append((claims, tuple([one.id for one in cells]), columns))
        if len(memo) >= _REMEMBERED:
            memo.clear()
        found = memo[key] = _Behind(known, counts, rows, maybe, _unseen(engine, known))
    return found


def _support(
    question: Question, claims: Sequence[Evidence], maybe: Overlaps, cells: Sequence[Reading]
) -> dict[str, Cell]:
    """The support columns of a row."""
    return {name: summary(name, claims, maybe, cells) for name in question.support}


def _known(engine: Engine, question: Question, given: dict[str, str]) -> dict[str, str]:
    """The given values with ids made whole; raises KgError for an id that nothing has."""
    types = {parameter.name: parameter.type for parameter in question.parameters}
    found = dict(given)
    for name, value in given.items():
        kind = types.get(name)
        if not value or not kind or not _names_a_thing(kind):
            continue
        if kind == "concept":
            found[name] = find(engine, f"cg:{value}").removeprefix("cg:")
            continue
        found[name] = find(engine, value)
        if kind[:1].isupper():
            _of_class(engine, name, found[name], kind)
    return found


def _names_a_thing(kind: str) -> bool:
    """Whether a value of that type is an id; any other stands for itself."""
    return kind in ("entity", "document", "claim", "concept") or kind[:1].isupper()


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
    """Whether a row's claims say that it held on the day, or only leave it possible.

    Nothing is said where no claim stands behind the row: a count is of its period.
    """
    if not claims:
        return ""
    certain = [known[claim].certain_on(as_of) for claim in claims if claim in known]
    return "certain" if all(certain) else "certain in part" if any(certain) else "possible"


def _unseen(engine: Engine, known: dict[str, Evidence]) -> tuple[str, ...]:
    """Labels of the root documents behind the claims that were never consulted."""
    found = sorted({origin for claim in known.values() for origin in claim.origins})
    return tuple(sorted(set(_unseen_roots(engine, found)))) if found else ()


def _unseen_roots(engine: Engine, found: list[str]) -> Iterator[str]:
    """The labels of the origins' root documents that were never consulted."""
    origins = " ".join(f"<{BASE}{origin}>" for origin in found)
    _, rows = engine.select(
        f"""SELECT DISTINCT ?label WHERE {{ VALUES ?origin {{ {origins} }}
        GRAPH <{GRAPH}inferred> {{ ?origin <{CG}rootDocument> ?root }}
        GRAPH <{GRAPH}entities> {{ ?root <http://www.w3.org/2004/02/skos/core#prefLabel> ?label
          FILTER NOT EXISTS {{ ?root <{CG}consultedOn> ?day }}
          FILTER NOT EXISTS {{ ?root <{CG}documentKind> <{CG}document-kind-curator-note> }} }} }}"""
    )
    return (str(row[0]) for row in rows)


def grouped_rows(
    engine: Engine,
    question: Question,
    parameters: dict[str, str],
    as_of: str | None = None,
    known_by: str | None = None,
    *,
    any_rank: bool = False,
) -> list[tuple[dict[str, Cell], tuple[str, ...]]]:
    """Cells of each row, and ids of what it rests on, unread; ``parameters`` are complete."""
    texts: dict[object, str] = engine.memo.setdefault("bound", {})
    # the text is part of the key: a question of the same name may come from another file
    key = (question.query, tuple(parameters.items()), as_of, known_by, any_rank)
    query = texts.get(key)
    if query is None:
        query = texts[key] = bind(question, parameters, as_of, known_by, any_rank=any_rank)
    return group(question, *engine.select(query))


def _sort_date(text: str) -> str:
    # an uncertain date counts from its first day: a page without a date is not the latest word
    return text.strip("[]").partition("..")[0].partition("/")[0] or text
