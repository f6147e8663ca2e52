"""``kg why``, ``why-not``, ``show``, ``path``, ``impact``, ``sparql``: looking at the graph."""

from __future__ import annotations

import sys
from pathlib import Path

from kg.ask.find import find
from kg.cli.common import check_format
from kg.cli.daily import announce, assignments
from kg.errors import KgError
from kg.render.cells import short_claim
from kg.render.rows import FORMATS, grid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.graph import Graph


def opened(seeds: str | None) -> Graph:
    """The graph of the seeds, with progress on standard error."""
    from kg.graph import open_graph

    return open_graph(seeds, announce)


def why(
    thing: str, as_of: str | None, known_by: str | None, form: str, seeds: str | None
) -> int:
    """Print the claims a thing rests on; status 1 where there are none.

    Of a cell of a published table, print what it counts, and what other publications have there.
    """
    from kg.ask.corrections import corrections
    from kg.ask.evidence import evidence
    from kg.ask.family import drawing, lineage, relations
    from kg.ask.reading import concerning
    from kg.ask.related import citation, claims_of, headline
    from kg.render import claims as render

    check_format(form, FORMATS)
    days(as_of, known_by)
    graph = opened(seeds)
    name = find(graph.engine, thing)
    if name.startswith("observation/"):
        from kg.render.counted import shown

        print(shown(graph.engine, name, form))
        return 0
    counts = concerning(graph.engine, name)
    if form == "json":
        return _why_json(graph, name, as_of, known_by)
    found = list(evidence(graph.engine, claims_of(graph.engine, name, as_of, known_by)).values())
    documents = {c.document for c in found}
    steps = {one: lineage(graph.engine, one) for one in sorted(documents)}
    log = corrections(graph.engine)
    related = {claim.id: relations(graph.engine, claim.id) for claim in found}
    if form == "table":
        when = "" if as_of is None and known_by is None else " on that day and by that knowledge"
        first = headline(graph.engine, name)
        if first:
            print(f"{first}\n")
        cited = {document: citation(graph.engine, document) for document in steps}
        families = {document: drawing(graph.engine, document) for document in steps}
        if found:
            print(render.blocks(found, steps, cited, log, related, families))
        elif not first:
            print(f"No claim speaks of {name}{when}.")
        if len(found) > 1:
            print(f"\n{name}: {len(found)} claims. Narrow it with --as-of or --known-by.")
        if counts:
            print(f"Cells of published tables that have it: {len(counts)}. See kg why {counts[0]}.")
    else:
        print(grid(form, *render.rows(found)))
    return 0 if found or counts else 1


def _why_json(graph: Graph, name: str, as_of: str | None, known_by: str | None) -> int:
    import json

    from kg.api.evidence import evidence

    said = evidence(graph, name, as_of, known_by)
    print(json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True))
    return 0 if said["claims"] or said["cells"] else 1


def why_not(
    thing: str,
    question: str,
    sets: list[str],
    as_of: str | None,
    known_by: str | None,
    form: str,
    seeds: str | None,
) -> int:
    """Print what keeps a thing out of an answer."""
    from kg.ask.question import question as load
    from kg.ask.why_not import why_not as reason

    check_format(form, FORMATS)
    days(as_of, known_by)
    graph = opened(seeds)
    name, asked = find(graph.engine, thing), load(question)
    found = reason(graph.engine, name, asked, assignments(sets), as_of, known_by)
    if form == "table":
        print(f"{name} in {question}: {found.reason}")
        if found.claims:
            print(f"Claims that speak of it: {', '.join(found.claims)}")
    else:
        print(
            grid(
                form,
                ["thing", "question", "present", "reason", "claims"],
                [[name, question, str(found.present).lower(), found.reason,
                  " ".join(found.claims)]],
            )
        )
    return 0


def listed(form: str, seeds: str | None) -> int:
    """Print the ids of all entities, documents and conflicts, with class and label."""
    from kg.names import GRAPH, short

    check_format(form, FORMATS)
    _, rows = opened(seeds).select(
        f"""PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?class ?id ?label WHERE {{ GRAPH ?g {{ ?x a ?class ; skos:prefLabel ?label ;
        <http://purl.org/dc/terms/identifier> ?id }}
        FILTER(STRSTARTS(STR(?g), '{GRAPH}')) }}"""
    )
    found = sorted([short(str(kind)).removeprefix("cg:"), str(i), str(label)]
                   for kind, i, label in rows)
    print(grid(form, ["class", "id", "label"], found))
    return 0


def show(
    thing: str, as_of: str | None, known_by: str | None, form: str, seeds: str | None
) -> int:
    """Print what the graph holds of a thing itself, and how many claims speak of it."""
    from kg.api.things import facts
    from kg.ask.evidence import labels
    from kg.ask.related import claims_of
    from kg.engine.value import IRI
    from kg.names import full

    check_format(form, (*FORMATS, "ttl"))
    days(as_of, known_by)
    graph = opened(seeds)
    name = find(graph.engine, thing)
    iri = full(name)
    if form == "ttl":
        from kg.export.turtle import describe

        print(describe(graph, iri))
        return 0
    found = facts(graph, name)
    known = labels(graph.engine, {one.value for one in found if isinstance(one.value, IRI)})
    if form == "table":
        from kg.ask.tables import described

        print(described(graph.engine, name), end="")

    def shown(value: object) -> str:
        return known.get(str(value), value.short if isinstance(value, IRI) else str(value))

    rows = sorted({(one.name, shown(one.value), one.graph) for one in found})
    print(grid(form, ["property", "value", "graph"], [list(row) for row in rows]))
    if form == "table" and name.startswith("observation/"):
        from kg.render.counted import shown as cell

        print(f"\n{cell(graph.engine, name, form)}")
    elif form == "table":
        claims = claims_of(graph.engine, name, as_of, known_by)
        place = graph.place(name)
        where = f" Curated in {place[0]}:{place[1]}." if place else ""
        print(f"\nClaims that speak of it: {len(claims)}. See kg why {name}.{where}")
    return 0


def sparql(file: Path | None, text: str | None, form: str, seeds: str | None) -> int:
    """Print the rows of a SPARQL query, given as text, file, or on standard input."""
    check_format(form, FORMATS)
    if (file is None) == (text is None):
        raise KgError("KG603", "Give a file or -q TEXT.", "kg sparql queries/release-factors.rq")
    if text is None and file is not None:
        try:
            text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise KgError("KG601", f"{file} cannot be read: {error}.", "Check it.") from None
        text = _filled(file, text)
    from kg.engine.asked import hint
    from kg.engine.value import IRI

    names, rows = opened(seeds).engine.asked(text or "")

    def shown(value: object) -> str:
        return "" if value is None else value.short if isinstance(value, IRI) else str(value)

    print(grid(form, names, [[shown(value) for value in row] for row in rows]))
    if not rows and (said := hint(text or "")):
        print(f"kg: {said}", file=sys.stderr)
    if form == "table" and not rows:
        print("\nNo rows.")
    return 0


def _filled(file: Path, text: str) -> str:
    """A catalogue file with its defaults filled in; any other file as it is."""
    from kg.ask.bind import bind, values
    from kg.ask.question import parse

    if not text.startswith("# id:"):
        return text
    asked = parse(file.stem, text)
    return bind(asked, values(asked, {}))


def path(
    source: str,
    target: str,
    as_of: str | None,
    known_by: str | None,
    form: str,
    seeds: str | None,
) -> int:
    """Print paths between two things with the claims on them; status 1 where there is none."""
    from kg.network.chains import paths

    check_format(form, FORMATS)
    days(as_of, known_by)
    graph = opened(seeds)
    one, other = find(graph.engine, source), find(graph.engine, target)
    network = graph.network(as_of, known_by)
    found = paths(network, one, other)
    if not found:
        print(f"No path of claims leads from {one} to {other}.")
        return 1
    rows = []
    for number, chain in enumerate(found, 1):
        for edge in chain.edges:
            claims = [short_claim(c) if form == "table" else c for c in edge.claims]
            rows.append(
                [str(number), edge.source, edge.label, edge.target, edge.modality,
                 "forward" if chain.directed else "either way", " ".join(claims)]
            )
    print(grid(form, ["path", "from", "link", "to", "modality", "direction", "claims"], rows))
    if form == "table":
        for number, chain in enumerate(found, 1):
            sign = {1: "toward", -1: "against"}.get(chain.sign or 0, "not causal throughout")
            way = "" if chain.directed else " The direction of links was ignored."
            print(f"\nPath {number}: {sign}; weakest modality {chain.weakest}. {chain.why}{way}")
    return 0


def impact(thing: str, form: str, seeds: str | None) -> int:
    """Print what would no longer stand if a document or an origin were withdrawn."""
    from kg.network.impact import impact as measure

    check_format(form, FORMATS)
    graph = opened(seeds)
    name = find(graph.engine, thing)
    found = measure(graph.engine, name)
    rows = [[kind, item, effect] for kind, item, effect in found.rows()]
    print(grid(form, ["kind", "id", "what happens"], rows))
    if form == "table":
        print(f"\n{found.summary()}")
    return 0


def days(*given: str | None) -> None:
    """Raise KgError where a day given by --as-of and --known-by is none."""
    from kg.ask.bind import day

    for name, value in zip(("--as-of", "--known-by"), given, strict=True):
        if value is not None:
            day(value, name)
