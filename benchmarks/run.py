"""Measure the commands people wait for against baselines, in one run; status 1 on a miss.

    python benchmarks/run.py [--rounds 21]

Commands are timed from process start to process end, with the same interpreter and a store
built for this run. Within a round every command runs once, one after the other, so that a
machine that slows down slows all of them; a ratio is the median of the rounds' ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from kg.ask.answer import grouped_rows
from kg.ask.bind import bind, values
from kg.ask.question import Question, question, questions
from kg.graph import Graph, open_graph
from kg.names import full

HERE = Path(__file__).parent
KG = Path(sys.executable).parent / "kg"
QUESTION = "release-factors"
LEAST_ROUNDS = 15
#: an answer with its evidence, over the same SPARQL alone, for every question
MOST_OVER_BARE = 1.3
#: rdflib over the catalogue's sum
LEAST_OVER_RDFLIB = 40

#: (what, over what, bound, whether the ratio may be at most or has to be at least the bound)
TARGETS = (
    ("kg ask", "bare pyoxigraph", 3.5, "at most"),
    ("rdflib on Turtle", "kg ask", 6.0, "at least"),
    ("kg build, unchanged", "import pyoxigraph", 3.0, "at most"),
)


def main() -> int:
    rounds = _rounds()
    with tempfile.TemporaryDirectory() as place:
        os.environ["KG_CACHE"] = str(Path(place) / "cache")
        graph = open_graph()
        commands = _commands(graph, Path(place))
        _agree(commands)
        times = _interleaved({name: _process(line) for name, line in commands.items()}, rounds)
        print(f"Processes, start to end: medians of {rounds} rounds\n")
        for name, taken in times.items():
            print(f"  {name:22}{1000 * median(taken):9.1f} ms")
        print("\nRatios: medians of the rounds' ratios\n")
        missed = sum([_target(times, *target) for target in TARGETS])
        missed += _catalogue(graph, rounds)
        missed += _second_engine(graph)
    print(f"\n{len(TARGETS) + 2 - missed} of {len(TARGETS) + 2} targets are met.")
    return int(missed > 0)


def _rounds() -> int:
    parser = argparse.ArgumentParser(description="Measure kg against its baselines.")
    parser.add_argument("--rounds", type=int, default=21, help=f"At least {LEAST_ROUNDS}.")
    return max(LEAST_ROUNDS, int(parser.parse_args().rounds))


def _commands(graph: Graph, place: Path) -> dict[str, list[str]]:
    """Command lines by name; the files they read are written first."""
    query, turtle = place / "query.rq", place / "graph.ttl"
    query.write_text(_text(question(QUESTION)), encoding="utf-8")
    export = [str(KG), "export", "turtle", "-o", str(turtle)]
    subprocess.run(export, check=True, stdout=subprocess.DEVNULL)
    store = Path(os.environ["KG_CACHE"]) / "stores" / graph.digest[:32] / "store"
    python = sys.executable
    return {
        "kg ask": [str(KG), "ask", QUESTION],
        "bare pyoxigraph": [python, str(HERE / "bare_pyoxigraph.py"), str(store), str(query)],
        "rdflib on Turtle": [python, str(HERE / "rdflib_turtle.py"), str(turtle), str(query)],
        "kg build, unchanged": [str(KG), "build"],
        "import pyoxigraph": [python, "-c", "import pyoxigraph"],
    }


def _text(asked: Question) -> str:
    """The SPARQL text that the package gives to its engine, defaults filled in."""
    return bind(asked, values(asked, {}))


def _agree(commands: dict[str, list[str]]) -> None:
    """Stop unless the three ways to ask give the same pairs of factor and claim."""
    printed = subprocess.run(
        [*commands["kg ask"], "--format", "json"], check=True, capture_output=True, text=True
    ).stdout
    rows = json.loads(printed)["rows"]
    ours = {(full(row["factor"]["id"]), full(claim)) for row in rows for claim in row["claims"]}
    if not ours:
        raise SystemExit(f"kg ask {QUESTION} answers nothing.")
    for name in ("bare pyoxigraph", "rdflib on Turtle"):
        done = subprocess.run(commands[name], check=True, capture_output=True, text=True)
        lines = [line.split("\t") for line in done.stdout.splitlines()]
        factor, claim = lines[0].index("factor"), lines[0].index("claim")
        theirs = {(line[factor], line[claim]) for line in lines[1:]}
        if theirs != ours:
            raise SystemExit(f"{name} and kg ask differ in: {sorted(theirs ^ ours)}")
    print(f"All three ways to ask {QUESTION} give the same {len(ours)} pairs.\n")


def _process(line: list[str]) -> Callable[[], object]:
    return lambda: subprocess.run(line, check=True, stdout=subprocess.DEVNULL)


def _interleaved(
    actions: dict[str, Callable[[], object]], rounds: int
) -> dict[str, list[float]]:
    """Seconds of each action in each round, after one round that does not count."""
    times: dict[str, list[float]] = {name: [] for name in actions}
    for number in range(rounds + 1):
        for name, action in actions.items():
            start = time.perf_counter()
            action()
            if number:
                times[name].append(time.perf_counter() - start)
    return times


def _ratio(above: list[float], below: list[float]) -> float:
    return median(a / b for a, b in zip(above, below, strict=True))


def _target(times: dict[str, list[float]], one: str, other: str, bound: float, how: str) -> bool:
    """Print a target's line; returns whether it is missed."""
    ratio = _ratio(times[one], times[other])
    met = ratio <= bound if how == "at most" else ratio >= bound
    verdict = "met" if met else "MISSED"
    print(f"  {f'{one} / {other}':40}{ratio:7.2f}  {how:8} {bound:4.1f}  {verdict}")
    return not met


def _catalogue(graph: Graph, rounds: int) -> bool:
    """Print what each question costs in an open graph beside its bare query; whether any misses.

    The bare query is the same SPARQL text through pyoxigraph alone, every value read. ``rows`` are
    the rows of the answer, grouped and sorted, with the ids of their claims; ``answer`` has the
    evidence, labels and support of them too, most of which was read in the round that does not
    count, as in any graph that has answered before.
    """
    print(f"\nQuestions in an open graph: medians of {rounds} rounds\n")
    print(f"  {'question':24}{'rows':>5}{'bare query':>13}{'rows':>11}{'ratio':>7}"
          f"{'answer':>11}{'ratio':>7}")
    over = []
    for asked in questions():
        taken = _interleaved(
            {
                "bare": _query(graph, _text(asked)),
                "rows": _rows_of(graph, asked),
                "answer": _answer(graph, asked.id),
            },
            rounds,
        )
        ratio = _ratio(taken["answer"], taken["bare"])
        print(
            f"  {asked.id:24}{len(graph.ask(asked.id).rows):5}"
            f"{1000 * median(taken['bare']):10.2f} ms{1000 * median(taken['rows']):8.2f} ms"
            f"{_ratio(taken['rows'], taken['bare']):7.2f}"
            f"{1000 * median(taken['answer']):8.2f} ms{ratio:7.2f}"
        )
        if ratio > MOST_OVER_BARE:
            over.append(asked.id)
    print(f"\n  answers at most {MOST_OVER_BARE} times the bare query, every question: "
          f"{'met' if not over else f'MISSED by {len(over)}: ' + ', '.join(over)}")
    return bool(over)


def _second_engine(graph: Graph) -> bool:
    """Print the sum over the catalogue against rdflib on the same graph; whether it misses."""
    ours = sum(
        median(_interleaved({"answer": _answer(graph, asked.id)}, 3)["answer"])
        for asked in questions()
    )
    # only now: collecting the garbage of a graph of Python objects would slow the other side
    from kg.engine.rdf import Rdf

    rdf, theirs = Rdf.of(graph.quads()), 0.0
    for asked in questions():
        text = _text(asked)
        start = time.perf_counter()
        rdf.select(text)
        theirs += time.perf_counter() - start
    ratio = theirs / ours
    met = ratio >= LEAST_OVER_RDFLIB
    print(
        f"\nThe catalogue's sum: {ours:.2f} s, rdflib in memory {theirs:.1f} s:"
        f" {ratio:.0f} times, at least {LEAST_OVER_RDFLIB}  {'met' if met else 'MISSED'}"
    )
    return not met


def _rows_of(graph: Graph, asked: Question) -> Callable[[], object]:
    parameters = values(asked, {})
    return lambda: grouped_rows(graph.engine, asked, parameters)


def _answer(graph: Graph, name: str) -> Callable[[], object]:
    return lambda: graph.ask(name)


def _query(graph: Graph, text: str) -> Callable[[], object]:
    def read() -> list[list[object]]:
        return [
            [value and value.value for value in solution]
            for solution in graph.engine.store.query(text)  # type: ignore[union-attr]
        ]

    return read


if __name__ == "__main__":
    sys.exit(main())
