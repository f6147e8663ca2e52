"""Requests of every kind with the answers that they must have, worked out without the server."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

import pyoxigraph as ox

from kg.api.choices import choices
from kg.api.evidence import evidence
from kg.api.index import entries
from kg.api.search import search
from kg.ask.bind import bind, values
from kg.ask.question import questions
from kg.errors import KgError
from kg.export.turtle import subjects
from kg.graph import Graph
from kg.names import BASE, PREFIXES
from kg.render.answer import FORMATS, to_json
from kg.serve.describing import ENDINGS, description
from tests.serve import clients

#: most seconds for a whole plan
SECONDS = 900
DAYS: tuple[dict[str, str], ...] = (
    {}, {"known_by": "2025-02-28"}, {"as_of": "2025-02-03"}, {"known_by": "2025-09-24"},
    {"as_of": "2024-06-30", "known_by": "2025-12-31"},
)
_RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
JSON = "application/sparql-results+json"


class Asked(NamedTuple):
    """A request without its host, and the body of its answer."""

    kind: str
    path: str
    answer: bytes
    accept: str = "*/*"
    #: of a POST: media type and body
    sent: tuple[str, bytes] | None = None
    #: whether the rows may come in any order
    unordered: bool = False

    def text(self, port: int) -> str:
        """The request as it is sent, as Latin-1."""
        kind, body = self.sent or ("", b"")
        more = f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n" if self.sent else ""
        return (
            f"{'POST' if self.sent else 'GET'} {self.path} HTTP/1.1\r\nHost: localhost:{port}\r\n"
            f"Accept: {self.accept}\r\n{more}\r\n{body.decode('latin-1')}"
        )


def mixed(graph: Graph, size: int, seed: int = 20250203) -> list[Asked]:
    """So many different requests, of all kinds in turn."""
    chance = random.Random(seed)  # noqa: S311 - the same requests each time
    ways = [asking(graph, chance) for asking in (_asked, _searched, _rested, _things, _queried)]
    return [next(way) for way in islice(cycle(ways), size)]


def plan(
    requests: Sequence[Asked], port: int, connections: int, count: int, seed: int = 1
) -> dict[str, Any]:
    """What :mod:`tests.serve.clients` is to do: each request as often as another, shuffled."""
    order = list(islice(cycle(range(len(requests))), count))
    random.Random(seed).shuffle(order)  # noqa: S311 - the same order each time
    return {
        "port": port, "connections": connections, "seconds": SECONDS, "order": order,
        "requests": [
            [one.text(port), clients.digest(one.answer),
             clients.rows(one.answer) if one.unordered else ""] for one in requests
        ],
    }


def sent(planned: dict[str, Any]) -> dict[str, Any]:
    """What came of a plan, done by a process of its own."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "plan.json"
        file.write_text(json.dumps(planned), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, str(clients.__file__), str(file)], check=True, capture_output=True,
            text=True, timeout=SECONDS + 60,
        )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def solutions(graph: Graph, query: str, form: ox.QueryResultsFormat) -> bytes:
    """The result of a SELECT or ASK by the engine alone."""
    stream = io.BytesIO()
    found = graph.engine.store.query(query)
    assert isinstance(found, ox.QuerySolutions | ox.QueryBoolean)
    found.serialize(stream, form)
    return stream.getvalue()


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def _asked(graph: Graph, chance: random.Random) -> Iterator[Asked]:
    """Questions, with days and with parameters that there are choices for."""
    known = list(questions())
    for days in cycle(DAYS):
        for one in chance.sample(known, len(known)):
            found, given = graph.ask(one.id, **days), {}
            for parameter in one.parameters:
                some = choices(graph, found, parameter) if chance.random() < 0.5 else None
                if some:
                    given[parameter.name] = str(chance.choice(some)["id"])
            try:
                found = graph.ask(one.id, **days, **given) if given else found
            except KgError:
                # not every choice fits every other
                continue
            form = chance.choice(("json", "json", "json", "csv", "md"))
            path = f"/api/questions/{one.id}?" + urlencode(days | given | {"format": form})
            body = _json(to_json(found)) if form == "json" else f"{FORMATS[form](found)}\n".encode()
            yield Asked("question", path, body)


def _searched(graph: Graph, chance: random.Random) -> Iterator[Asked]:
    stamp = {"graph": {"version": graph.version, "digest": graph.digest}}
    for one in cycle(chance.sample(entries(graph), 2000)):
        words = one.label.split()
        text = " ".join(words[: chance.randint(1, 2)])
        limit = chance.randint(1, 40)
        found = _json(stamp | search(graph, text, limit))
        yield Asked("search", "/api/search?" + urlencode({"q": text, "limit": limit}), found)


def _rested(graph: Graph, chance: random.Random) -> Iterator[Asked]:
    known = [one.id for one in entries(graph) if one.type in ("entity", "claim", "document")]
    for name in cycle(chance.sample(known, len(known))):
        days = chance.choice(DAYS)
        path = f"/api/evidence/{quote(name)}?" + urlencode(days)
        yield Asked("evidence", path, _json(evidence(graph, name, **days)))


def _things(graph: Graph, chance: random.Random) -> Iterator[Asked]:
    kinds = {kind: end for end, kind in ENDINGS.items() if kind != "text/html"}
    known = [iri for iri in subjects(graph) if iri.startswith(BASE) and "/graph/" not in iri]
    for iri in cycle(chance.sample([one for one in known if one != BASE], 3000)):
        kind, end = chance.choice(list(kinds.items()))
        path = "/" + quote(iri.removeprefix(BASE))
        found = description(graph, iri, kind)
        if chance.random() < 0.5:
            yield Asked("thing", path + end, found)
        else:
            yield Asked("thing", path, found, kind)


def _queried(graph: Graph, chance: random.Random) -> Iterator[Asked]:
    ways = [_looked_up(graph, chance), _built(graph, chance), _shipped(graph)]
    while True:
        for way, times in zip(ways, (3, 1, 1), strict=True):
            for _ in range(times):
                yield _by(next(way), chance)


def _by(one: Asked, chance: random.Random) -> Asked:
    """The same query in one of the three ways of the protocol."""
    query = one.path
    how = chance.randint(0, 2)
    if how == 0:
        return one._replace(path="/sparql?" + urlencode({"query": query}))
    if how == 1:
        sent_as = ("application/sparql-query", query.encode())
    else:
        sent_as = ("application/x-www-form-urlencoded", urlencode({"query": query}).encode())
    return one._replace(path="/sparql", sent=sent_as)


def shipped() -> list[str]:
    """The texts of all questions, defaults filled in."""
    return [bind(one, values(one, {})) for one in questions()]


def lookups(graph: Graph, count: int, seed: int = 1) -> list[str]:
    """Small queries, no two of them the same: everything that is said of a thing."""
    known = [iri for iri in subjects(graph) if iri.startswith(BASE)]
    some = random.Random(seed).sample(known, count)  # noqa: S311 - the same each time
    return [f"SELECT ?p ?o ?g WHERE {{ GRAPH ?g {{ <{iri}> ?p ?o }} }}" for iri in some]


def _looked_up(graph: Graph, chance: random.Random) -> Iterator[Asked]:
    for query in cycle(lookups(graph, 3000)):
        kind, form = chance.choice(list(_RESULTS.items()))
        yield Asked("sparql", query, solutions(graph, query, form), kind)


def _shipped(graph: Graph) -> Iterator[Asked]:
    for query in cycle(shipped()):
        found = solutions(graph, query, ox.QueryResultsFormat.JSON)
        yield Asked("sparql", query, found, JSON, unordered=True)


def _built(graph: Graph, chance: random.Random) -> Iterator[Asked]:
    """ASK, and graphs."""
    for query in cycle(lookups(graph, 500, 2)):
        pattern = query.partition("WHERE")[2]
        if chance.random() < 0.5:
            asked = f"ASK {pattern}"
            yield Asked("sparql", asked, solutions(graph, asked, ox.QueryResultsFormat.JSON), JSON)
        else:
            made = f"CONSTRUCT {{ ?o ?p ?g }} WHERE {pattern}".replace("?o ?p ?g", "<u:s> ?p ?o")
            triples = dict.fromkeys(graph.engine.store.query(made))  # type: ignore[arg-type]
            found = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
            yield Asked("sparql", made, found or b"", "text/turtle")


def lives(process: int) -> bool:
    """Whether a process runs: an ended one that nobody has waited for does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state.split()[0] != "Z"
