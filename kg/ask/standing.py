"""How well a claim or a factor is supported, in facts that can be looked up, never in a score.

Five facts, each on a scale of its own (docs/support.md). One thing is better supported than
another only where it is better in some fact and worse in none; otherwise the two are not ranked.
"""

from __future__ import annotations

from kg.ask.evidence import Evidence, evidence
from kg.ask.family import roots, unread
from kg.ask.related import claims_of
from kg.ask.support import Overlaps, interval, origins, overlaps
from kg.engine.value import IRI
from kg.frozen import Frozen
from kg.names import BASE, CG, GRAPH, full

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.ask.evidence import Engine

#: each scale, weakest first; docs/support.md says what the words mean
WHO = ("nobody", "unnamed sources only", "an institution or outlet", "a named person on record")
SEEN = ("in copies only", "in copies and originals", "in originals only")
CONTEST = (
    "contested; not all sides can hold", "contested; all sides can hold, or it is not known",
    "not contested",
)
TIME = ("superseded", "superseded in part", "not superseded")


class Standing(Frozen):
    """The facts about the claims behind a thing."""

    thing: str
    claims: tuple[str, ...]
    #: level on WHO, and the labels of those on it
    who: int
    speakers: tuple[str, ...]
    #: least and greatest number of independent origins, and how many documents carry them
    origins: tuple[int, int]
    documents: int
    #: level on SEEN
    seen: int
    #: level on CONTEST, and the conflicts
    contest: int
    contested_by: tuple[str, ...]
    #: level on TIME, and the claims that supersede
    time: int
    superseded_by: tuple[str, ...]
    #: whether everyone who says so answers for what they speak of; shown, never ranked
    interested_only: bool
    last_stated: str | None

    def facts(self) -> list[tuple[str, str]]:
        """Name and wording of each fact, in the order of the scale."""
        copies = self.documents > self.origins[1]
        return [
            ("said by", _list(WHO[self.who], self.speakers)),
            ("origins", f"{interval(*self.origins)} independent"
             + (f" (in {self.documents} documents)" if copies else "")),
            ("read", SEEN[self.seen]),
            ("contest", _list(CONTEST[self.contest], self.contested_by)),
            ("time", _list(TIME[self.time], self.superseded_by)),
            ("interest", "interested parties only" if self.interested_only
             else "not only interested parties"),
            ("last stated", self.last_stated or "never"),
        ]


class Comparison(Frozen):
    """Two standings, and in which facts the first is better or worse."""

    first: Standing
    second: Standing
    better: tuple[str, ...]
    worse: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """In words: better supported, less supported, alike, or not to be ranked."""
        one, other = self.first.thing, self.second.thing
        if self.better and self.worse:
            return (f"{one} and {other} cannot be ranked: {one} is better in"
                    f" {_and(self.better)}, {other} in {_and(self.worse)}.")
        if self.better:
            return (f"{one} is better supported than {other}: better in {_and(self.better)},"
                    " worse in nothing.")
        if self.worse:
            return (f"{other} is better supported than {one}: better in {_and(self.worse)},"
                    " worse in nothing.")
        return f"{one} and {other} are supported alike."


def standing(
    engine: Engine, thing: str, as_of: str | None = None, known_by: str | None = None
) -> Standing:
    """The facts about a claim and what bears it out, or about the claims of a factor or thing.

    Claims that deny it, say the opposite or are deprecated do not support it.
    """
    found = evidence(engine, _supporting(engine, thing, as_of, known_by))
    claims = [c for c in found.values() if c.rank == "normal" and c.stance not in _NO_SUPPORT]
    maybe: Overlaps = overlaps(engine)
    level, speakers = _who(claims)
    contested = sorted({k for c in claims for k in c.contested_by})
    later = _superseding(engine, [c.id for c in claims])
    outdated = {old for old, _ in later}
    unseen = _copies(engine, claims)
    return Standing(
        thing=thing,
        claims=tuple(sorted(c.id for c in claims)),
        who=level,
        speakers=speakers,
        origins=origins(claims, maybe),
        documents=len(_carriers(engine, [c.id for c in claims])),
        seen=0 if len(unseen) == len(claims) else 1 if unseen else 2,
        contest=2 if not contested else 0 if _incompatible(engine, contested) else 1,
        contested_by=tuple(contested),
        time=2 if not outdated else 0 if len(outdated) == len(claims) else 1,
        superseded_by=tuple(sorted({new for _, new in later})),
        interested_only=bool(claims) and all(c.stance == "interested-party" for c in claims),
        last_stated=max((c.stated_on for c in claims), key=_first_day, default=None),
    )


def compare(first: Standing, second: Standing) -> Comparison:
    """In which facts one is better than the other; an interval that overlaps is no difference."""
    better: list[str] = []
    worse: list[str] = []
    for name, one, other in (
        ("who says so", first.who, second.who),
        ("how it was read", first.seen, second.seen),
        ("contest", first.contest, second.contest),
        ("time", first.time, second.time),
    ):
        if one != other:
            (better if one > other else worse).append(name)
    if first.origins[0] > second.origins[1]:
        better.insert(1, "independent origins")
    elif second.origins[0] > first.origins[1]:
        worse.insert(1, "independent origins")
    return Comparison(first, second, tuple(better), tuple(worse))


_NO_SUPPORT = ("denied", "no-evidence", "promised")


def _supporting(
    engine: Engine, thing: str, as_of: str | None, known_by: str | None
) -> list[str]:
    """A claim with those that bear it out; of a factor, the claims in which it bears on release."""
    if "/" in thing:
        rows = _select(engine, f"""SELECT ?claim WHERE {{ GRAPH <{GRAPH}curation> {{
            ?link <{CG}relation> ?kind ; <{CG}claim> ?claim ; <{CG}ofClaim> <{full(thing)}>
            FILTER(?kind IN (<{CG}relation-corroborates>, <{CG}relation-refines>)) }} }}""")
        return [thing, *(_short(row[0]) for row in rows)]
    rows = _select(engine, f"""SELECT ?claim WHERE {{ GRAPH <{GRAPH}inferred> {{
        ?bearing <{CG}countsToward> <{full(thing)}> ; <{CG}claim> ?claim ;
          <{CG}direction> <{CG}direction-toward> }} }}""")
    bearing = {_short(row[0]) for row in rows}
    return [c for c in claims_of(engine, thing, as_of, known_by) if not bearing or c in bearing]


def _who(claims: Iterable[Evidence]) -> tuple[int, tuple[str, ...]]:
    levels = {"unnamed": 1, "institutional": 2, "on-record": 3}
    found = {(levels[c.manner], c.asserter) for c in claims}
    level = max((one for one, _ in found), default=0)
    return level, tuple(sorted(label for one, label in found if one == level))


def _superseding(engine: Engine, claims: list[str]) -> list[tuple[str, str]]:
    rows = _select(engine, f"""SELECT ?old ?new WHERE {{ VALUES ?old {{ {_iris(claims)} }}
        GRAPH <{GRAPH}curation> {{ ?link <{CG}relation> <{CG}relation-supersedes> ;
          <{CG}ofClaim> ?old ; <{CG}claim> ?new }} }}""")
    return [(_short(old), _short(new)) for old, new in rows]


def _copies(engine: Engine, claims: Iterable[Evidence]) -> set[str]:
    """Claims with a root document that was not read."""
    never = unread(engine)
    return {c.id for c in claims if never & set(roots(engine, c.document))}


def _carriers(engine: Engine, claims: list[str]) -> set[str]:
    """Documents that state the claims, or are made from one that does, or that it is made from."""
    rows = _select(engine, f"""SELECT DISTINCT ?carrier WHERE {{
        VALUES ?claim {{ {_iris(claims)} }}
        GRAPH <{GRAPH}claims> {{ ?claim <{CG}statedIn> ?document }}
        GRAPH <{GRAPH}entities> {{
          ?document <http://www.w3.org/ns/prov#wasDerivedFrom>* ?root .
          ?carrier <http://www.w3.org/ns/prov#wasDerivedFrom>* ?root
          FILTER NOT EXISTS {{ ?root <http://www.w3.org/ns/prov#wasDerivedFrom> ?above }}
        }} }}""")
    return {_short(row[0]) for row in rows}


def _incompatible(engine: Engine, conflicts: list[str]) -> bool:
    named = " ".join(f"<{full(one)}>" for one in conflicts)
    return bool(_select(engine, f"""SELECT ?x WHERE {{ VALUES ?x {{ {named} }}
        GRAPH <{GRAPH}curation> {{ ?x <{CG}compatibility> <{CG}compatibility-cannot-both-hold> }}
        }}"""))


def _select(engine: Engine, query: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in engine.select(query)[1]]


def _iris(claims: Iterable[str]) -> str:
    return " ".join(f"<{BASE}claim/{claim}>" for claim in claims)


def _short(value: object) -> str:
    return value.short if isinstance(value, IRI) else str(value)


def _first_day(stated: str) -> str:
    return stated.strip("[]").partition("..")[0]


def _list(words: str, names: tuple[str, ...]) -> str:
    return f"{words}: {', '.join(names)}" if names else words


def _and(names: tuple[str, ...]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
