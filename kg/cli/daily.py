"""``kg ask`` and ``kg build``: what people wait for."""

from __future__ import annotations

import sys

from kg.errors import KgError


def ask(
    question: str | None = None,
    sets: list[str] | None = None,
    as_of: str | None = None,
    known_by: str | None = None,
    form: str = "table",
    seeds: str | None = None,
) -> int:
    """Print the answer to a question, or the list of questions."""
    if question is None:
        from kg.cli.listing import questions

        print(questions(form))
        return 0
    from kg.cli.common import check_format
    from kg.graph import open_graph
    from kg.render.answer import FORMATS

    check_format(form, FORMATS)
    graph = open_graph(seeds, announce)
    print(FORMATS[form](graph.ask(question, as_of, known_by, **assignments(sets or []))))
    return 0


def build(seeds: str | None = None) -> int:
    """Build the store, or say that it stands."""
    import os

    from kg import paths
    from kg.store.digest import digest
    from kg.store.places import folder, stands

    place = os.path.abspath(seeds) if seeds else paths.seeds()
    done = False
    try:
        wanted = digest(place)
    except OSError:
        wanted = ""
    if not wanted or not stands(wanted):
        from kg.store.build import build as build_store

        wanted, done = build_store(place, announce)
    print(f"{'Built' if done else 'Unchanged'}: {wanted[:12]} in {folder(wanted)}")
    return 0


def assignments(sets: list[str]) -> dict[str, str]:
    """``name=value`` pairs as a dict; raises KgError for anything else."""
    found = {}
    for item in sets:
        name, equals, value = item.partition("=")
        if not equals or not name:
            raise KgError("KG603", f"--set {item!r} is not name=value.", "Write --set name=value.")
        if name in ("name", "as_of", "known_by"):
            raise KgError("KG603", f"{name} is not a parameter.", "Use --as-of or --known-by.")
        found[name] = value
    return found


def announce(phase: str) -> None:
    """Say on standard error what a build is doing."""
    print(f"kg: building the graph: {phase}", file=sys.stderr, flush=True)
