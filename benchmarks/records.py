"""Measure loading and asking record-level rows against bare DuckDB; status 1 on a miss.

    python benchmarks/records.py [--rows 500000 5000000] [--rounds 15] [--loads 3]

Synthetic files of each size are written first. Loading is timed as whole processes, one after the
other within a round: ``COPY (SELECT * FROM read_csv(...)) TO`` on the same file, and the loader,
which also renames, checks, sets aside and makes stays. Questions are timed in one process with open
connections, within a round one after the other too; their SQL by hand reads the same Parquet files,
and gives the same counts or nothing is measured. Ratios are medians of the rounds' ratios.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import duckdb

from kg.records.ask.answer import ask, read
from kg.records.ask.catalogue import QUESTIONS, values
from kg.records.ask.held import FIELDS
from kg.records.ask.pathways import BLANK, BY_REASON, UNKNOWN
from kg.records.ask.source import Source, open_source, read_release
from kg.records.suppress import Key
from kg.records.synthetic import synthesize

RELEASE, SEED = "mar-2026", 1
#: most that loading may take, over bare DuckDB; and each question, over SQL by hand
MOST_LOADING, MOST_ASKING = 1.5, 1.3
#: rows from which questions are held to that: in a small file milliseconds decide
JUDGED_FROM = 1_000_000
#: most that a row may cost in a larger file, over a row of a smaller one
MOST_GROWTH = 1.1

_BARE = """
import duckdb, sys
source, target = sys.argv[1:]
with duckdb.connect() as opened:
    opened.execute("SET enable_progress_bar = false")
    opened.execute(f"COPY (SELECT * FROM read_csv('{source}', all_varchar = true))"
                   f" TO '{target}' (FORMAT parquet)")
"""
_LOAD = """
import sys
from pathlib import Path
from kg.records.rows.load import load
print(load([Path(sys.argv[1])], Path(sys.argv[2])).folder)
"""

_WHENS = " ".join(f"WHEN '{raw}' THEN '{to}'" for raw, to in BY_REASON.items())
_PATH = (
    f"CASE lower(trim(coalesce(reason, ''))) WHEN '' THEN '{BLANK}' {_WHENS} ELSE '{UNKNOWN}' END"
)


def _blank(name: str) -> str:
    return f"coalesce(nullif(trim({name}), ''), '{BLANK}')"


def _case(bounds: list[tuple[str, str]], rest: str) -> str:
    whens = " ".join(f"WHEN {when} THEN '{then}'" for when, then in bounds)
    return f"CASE {whens} ELSE '{rest}' END"


_LENGTH = _case(
    [("d <= 1", "0-1 days"), ("d <= 7", "2-7 days"), ("d <= 30", "8-30 days"),
     ("d <= 90", "31-90 days"), ("d <= 180", "91-180 days")], "over 180 days",
)
_SINCE = _case(
    [("d IS NULL", "no final order date"), ("d < 0", "before the order"), ("d <= 90", "0-90 days"),
     ("d <= 180", "91-180 days")], "over 180 days",
)
_MONTHLY = """(SELECT stay_reason AS reason, date_trunc('month', stay_end) AS m, count(*) AS n
  FROM stays WHERE stay_end IS NOT NULL GROUP BY ALL)"""
_IN_5F = "CASE WHEN case_category LIKE '[5F]%' THEN '[5F]' ELSE 'another or none' END"


def _days(start: str) -> str:
    return f"""(SELECT stay_reason AS reason,
  date_diff('day', {start}::DATE, stay_end::DATE) AS d, count(*) AS n
  FROM stays WHERE stay_end IS NOT NULL GROUP BY ALL)"""


#: question → the SQL that someone would write for it
BY_HAND = {
    "releases-by-reason-citizenship-month": f"""
        SELECT {_blank('reason')}, {_blank('citizenship')}, strftime(m, '%Y-%m'), sum(n)
        FROM (SELECT stay_reason AS reason, citizenship, date_trunc('month', stay_end) AS m,
          count(*) AS n FROM stays WHERE stay_end IS NOT NULL GROUP BY ALL) GROUP BY ALL""",
    "exits-by-pathway-month": f"""
        SELECT {_PATH}, strftime(m, '%Y-%m'), sum(n) FROM {_MONTHLY} GROUP BY ALL""",
    "supervision-no-slrrff": f"""
        SELECT {_IN_5F}, {_blank('citizenship')}, count(*) FROM stays WHERE stay_end IS NOT NULL
          AND lower(trim(stay_reason)) = 'order of supervision - no slrrff' GROUP BY ALL""",
    "length-of-stay": f"""
        SELECT {_PATH}, {_LENGTH}, sum(n) FROM {_days('stay_start')} GROUP BY ALL""",
    "days-after-final-order": f"""
        SELECT {_PATH}, {_SINCE}, sum(n) FROM {_days('final_order_date')} GROUP BY ALL""",
    "bond-by-setter-month": f"""
        SELECT {_PATH}, strftime(m, '%Y-%m'), sum(n) FROM {_MONTHLY}
        WHERE lower(trim(reason)) IN ('bonded out - ij', 'bonded out - field office')
        GROUP BY ALL""",
    "parole-by-month": f"""
        SELECT trim(reason), strftime(m, '%Y-%m'), sum(n) FROM {_MONTHLY}
        WHERE lower(trim(reason)) LIKE 'paroled%' GROUP BY ALL""",
    "held-on-a-day": f"""
        SELECT {_blank('criminality')}, count(*) FROM stints
        WHERE stint_start <= TIMESTAMP '2025-02-01'
          AND (stint_end > TIMESTAMP '2025-02-01' OR stint_end IS NULL) GROUP BY ALL""",
    "missing-by-field": "SELECT f, n FROM (SELECT {} FROM stints) UNPIVOT (n FOR f IN (*))",
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure record-level rows against bare DuckDB.")
    parser.add_argument("--rows", type=int, nargs="+", default=[500_000, 5_000_000])
    parser.add_argument("--rounds", type=int, default=15, help="Rounds of the questions.")
    parser.add_argument("--loads", type=int, default=3, help="Rounds of loading.")
    given = parser.parse_args()
    missed, costs = 0, []
    with tempfile.TemporaryDirectory() as place:
        os.environ["KG_CACHE"] = str(Path(place) / "cache")
        for rows in sorted(given.rows):
            folder = Path(place) / str(rows)
            folder.mkdir()
            taken, loading, asking = _measured(folder, rows, given.rounds, given.loads)
            costs.append((rows, taken))
            missed += loading + asking
    missed += _growth(costs)
    print("\nAll targets are met." if not missed else f"\n{missed} targets are MISSED.")
    return int(missed > 0)


def _measured(
    folder: Path, rows: int, rounds: int, loads: int
) -> tuple[dict[str, float], int, int]:
    """Seconds by what was done, and how many targets were missed by loading and by asking."""
    source = folder / "rows.csv"
    start = time.perf_counter()
    synthesize(RELEASE, rows, SEED, source)
    size = source.stat().st_size / 1e6
    print(f"\n{rows:,} rows of {RELEASE}, {size:,.0f} MB,"
          f" written in {time.perf_counter() - start:.1f} s\n", flush=True)
    bare, ours = [], []
    loaded = ""
    peaks = {"bare": 0, "kg": 0}
    for number in range(loads):
        seconds, _, peak = _process(_BARE, str(source), str(folder / "bare.parquet"))
        bare.append(seconds)
        peaks["bare"] = max(peaks["bare"], peak)
        # an import that stands would not be made again
        out = folder / "out"
        if number:
            shutil.rmtree(out)
        seconds, loaded, peak = _process(_LOAD, str(source), str(out))
        ours.append(seconds)
        peaks["kg"] = max(peaks["kg"], peak)
    ratio = median(a / b for a, b in zip(ours, bare, strict=True))
    for name, seconds, peak in (
        ("bare DuckDB, CSV to Parquet", median(bare), peaks["bare"]),
        ("kg records import", median(ours), peaks["kg"]),
    ):
        print(f"  {name:28}{seconds:8.2f} s {rows / seconds:12,.0f} rows/s"
              f" {peak / 1e3:8,.0f} MB at most")
    late = ratio > MOST_LOADING
    verdict = "MISSED" if late else "met"
    print(f"  ratio {ratio:.2f}, at most {MOST_LOADING}  {verdict}\n", flush=True)
    taken, over = _questions(Path(loaded), rounds, judged=rows >= JUDGED_FROM)
    return {"loading": median(ours)} | taken, int(late), over


def _process(code: str, *arguments: str) -> tuple[float, str, int]:
    """Seconds, what was printed, and the most memory (kB), of a process that runs the code."""
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True
    ) as process:
        printed = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"status {process.returncode}: {' '.join(arguments)}")
    return time.perf_counter() - start, printed.strip(), usage.ru_maxrss


def _questions(
    folder: Path, rounds: int, *, judged: bool
) -> tuple[dict[str, float], int]:
    """Print what each question costs beside its SQL; returns seconds, and how many are over."""
    source = open_source(read_release(folder))
    bare = duckdb.connect()
    bare.execute("SET enable_progress_bar = false")
    for name in ("stints", "stays"):
        bare.execute(f"CREATE VIEW {name} AS FROM read_parquet('{folder}/{name}.parquet')")
    print(f"  {'question':38}{'counts':>8}{'by hand':>12}{'kg':>12}{'ratio':>7}{'first':>12}"
          f"{'answer':>12}")
    taken, over = {}, 0
    for name in QUESTIONS:
        by_hand, ours, answer = _actions(source, bare, name)
        counts = by_hand()
        start = time.perf_counter()
        asked = ours()
        first = time.perf_counter() - start
        if counts != asked:
            raise SystemExit(f"{name}: SQL by hand and the question differ.")
        times: dict[str, list[float]] = {"by hand": [], "kg": []}
        for number in range(rounds + 1):
            for which, action in (("by hand", by_hand), ("kg", ours)):
                start = time.perf_counter()
                action()
                if number:
                    times[which].append(time.perf_counter() - start)
        start = time.perf_counter()
        answer()
        whole = time.perf_counter() - start
        ratio = median(a / b for a, b in zip(times["kg"], times["by hand"], strict=True))
        taken[name] = median(times["kg"])
        late = judged and ratio > MOST_ASKING
        over += late
        print(f"  {name:38}{len(counts):8,}{1000 * median(times['by hand']):9.1f} ms"
              f"{1000 * taken[name]:9.1f} ms{ratio:7.2f}{1000 * first:9.1f} ms"
              f"{1000 * whole:9.1f} ms"
              f"{'  MISSED' if late else ''}", flush=True)
    if judged:
        verdict = f"MISSED by {over}" if over else "met"
        print(f"  at most {MOST_ASKING} times the SQL by hand, every question: {verdict}")
    print("  the first time, Ibis writes the SQL of a question; the answer adds medians, and which"
          " counts are withheld")
    print(f"  most memory of this process so far:"
          f" {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:,.0f} MB")
    bare.close()
    source.connection.disconnect()
    return taken, over


def _actions(
    source: Source, bare: duckdb.DuckDBPyConnection, name: str
) -> tuple[Callable[[], dict[Key, int]], Callable[[], dict[Key, int]], Callable[[], object]]:
    asked = QUESTIONS[name]
    given = values(asked, ())
    columns = source.tables["stints"].columns
    present = [field for field in FIELDS if field in columns]
    text = BY_HAND[name].format(", ".join(f"count(*) - count({one}) AS {one}" for one in present))

    def by_hand() -> dict[Key, int]:
        return {tuple(row[:-1]): int(row[-1]) for row in bare.execute(text).fetchall()}

    return (
        by_hand,
        lambda: read(source, asked, given),
        lambda: ask(source, asked, given),
    )


def _growth(costs: list[tuple[int, dict[str, float]]]) -> int:
    """Print what a row costs in the largest file over the smallest; whether it grows."""
    if len(costs) < 2:
        return 0
    (few, small), (many, large) = costs[0], costs[-1]
    print(f"\nA row of {many:,} over a row of {few:,}, at most {MOST_GROWTH}\n")
    over = 0
    for name, seconds in large.items():
        ratio = seconds / small[name] * few / many
        over += ratio > MOST_GROWTH
        print(f"  {name:38}{ratio:7.2f}{'  MISSED' if ratio > MOST_GROWTH else ''}")
    return over


if __name__ == "__main__":
    sys.exit(main())
