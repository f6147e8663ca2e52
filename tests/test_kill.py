"""Builds that are killed leave complete stores only, and readers never notice."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import kg
from kg import paths
from kg.engine.embedded import Embedded
from kg.graph import open_graph
from kg.render.answer import as_json
from kg.store.build import PHASES, build
from kg.store.digest import digest
from kg.store.places import GRACE, folder, stores
from tests.article import article_seeds

KG = Path(sys.executable).parent / "kg"
QUESTION = "release-factors"
CLAIM = "pickaway-2025-02/c56-medical-release"
#: what the whole test may take, in seconds
LIMIT = 58.0
#: kills in each phase; the later ones cost a whole build each
KILLS = dict(zip(PHASES, (12, 12, 11, 5, 5, 5), strict=True))
#: seconds between a phase's announcement and the kill, at most: about what the phase takes, and
#: for the two short ones a little more than the pause after the announcement
DELAY = dict(zip(PHASES, (0.05, 0.05, 0.1, 0.1, 0.005, 0.002), strict=True))

#: forks a process for each build, which saves the imports; a process stays known by its id
#: until the line that asks for its end
BUILDER = """
import os, random, sys, time, traceback
from kg.store.build import build

def announce(phase):
    os.write(1, f"{phase}\\n".encode())
    time.sleep(random.uniform(0, 0.004))

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        try:
            os.write(1, f"{os.getpid()}\\n".encode())
            build(line.strip(), announce)
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os.write(1, b"failed\\n")
            os._exit(1)
    sys.stdin.readline()
    _, status = os.waitpid(child, 0)
    os.write(1, f"end {os.waitstatus_to_exitcode(status)}\\n".encode())
"""


class Seeds:
    """Seeds of the article, each with another text of one claim."""

    def __init__(self, place: Path) -> None:
        self.place, self.count = place, 0

    def another(self) -> tuple[str, str]:
        """A new folder of seeds, and the claim's text in it."""
        self.count += 1
        target = self.place / f"seeds-{self.count}"
        article_seeds(target)
        file = target / "documents" / "pickaway-2025-02.yaml"
        before = file.read_text(encoding="utf-8")
        text = f"Medical reasons may lead to release, in wording {self.count}."
        after = before.replace("text: Medical reasons may also lead to release.", f"text: {text}")
        assert after != before
        file.write_text(after, encoding="utf-8")
        return str(target), text


def told(printed: str) -> tuple[object, str]:
    """An answer without the claim's text and the digest, and that text."""
    data = json.loads(printed)
    text = data["claims"][CLAIM].pop("text")
    del data["graph"]["digest"]
    return data, text


@contextlib.contextmanager
def builder() -> Iterator[subprocess.Popen[str]]:
    """The process that builds; it and its children end with the block, or when time is up."""
    with subprocess.Popen(
        [sys.executable, "-c", BUILDER],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
    ) as process:
        watch = threading.Timer(LIMIT, os.killpg, (process.pid, signal.SIGKILL))
        watch.start()
        try:
            yield process
        finally:
            watch.cancel()
            if process.stdin:
                process.stdin.close()
            process.wait(10)


def kill_in(process: subprocess.Popen[str], seeds: str, phase: str) -> bool:
    """Start a build and kill it in the phase; returns whether the kill came before its end."""
    assert process.stdin and process.stdout
    process.stdin.write(f"{seeds}\n")
    process.stdin.flush()
    child = int(process.stdout.readline())
    line = ""
    while line != phase:
        line = process.stdout.readline().strip()
        assert line in PHASES, line or "time is up"
    time.sleep(random.uniform(0, DELAY[phase]))  # noqa: S311 - nothing secret
    os.kill(child, signal.SIGKILL)
    process.stdin.write("end\n")
    process.stdin.flush()
    while not line.startswith("end "):
        line = process.stdout.readline().strip()
        assert line, "time is up"
    return line == f"end {-signal.SIGKILL}"


class Readers:
    """Threads that read over and over until told to stop, and what went wrong in them."""

    def __init__(self, *reads: Callable[[], bool]) -> None:
        self.wrong: list[str] = []
        self.counts = [0] * len(reads)
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._read, args=(i, read)) for i, read in enumerate(reads)
        ]

    def _read(self, number: int, read: Callable[[], bool]) -> None:
        while not self._stop.wait(0.2):
            try:
                self.counts[number] += read()
            except BaseException as error:  # noqa: BLE001 - any error at all is a failure
                self.wrong.append(f"reader {number}: {error!r}")
                return

    def __enter__(self) -> Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(30)


def test_a_killed_build_leaves_the_old_answer_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    started = time.monotonic()
    seeds = Seeds(tmp_path)
    old, old_text = seeds.another()
    rest, text = told(as_json(kg.open(old).ask(QUESTION)))
    assert text == old_text
    made = [seeds.another()]

    def by_command() -> bool:
        done = subprocess.run(
            [KG, "ask", QUESTION, "--format", "json", "--seeds", old],
            capture_output=True, text=True, check=False, timeout=30,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert told(done.stdout) == (rest, old_text)
        return True

    def old_in_process() -> bool:
        assert told(as_json(open_graph(old).ask(QUESTION))) == (rest, old_text)
        return True

    def new_in_process() -> bool:
        for place, text in reversed(made[-12:]):
            if Path(folder(digest(place))).is_dir():
                assert told(as_json(open_graph(place).ask(QUESTION))) == (rest, text)
                return True
        return False

    killed: Counter[str] = Counter()
    published: set[bool] = set()
    with (
        Readers(by_command, old_in_process, new_in_process) as readers,
        builder() as process,
    ):
        for phase, wanted in KILLS.items():
            # kills in the phase of the rename have to fall on both sides of it
            while killed[phase] < wanted or (phase == "publish" and len(published) < 2):
                assert time.monotonic() - started < LIMIT, killed
                made.append(seeds.another())
                killed[phase] += kill_in(process, made[-1][0], phase)
                if phase == "publish":
                    published.add(Path(folder(digest(made[-1][0]))).is_dir())
                assert readers.wrong == []
    assert readers.wrong == []
    assert min(readers.counts) > 0, readers.counts
    assert sum(killed.values()) >= 50
    assert min(killed[phase] for phase in PHASES) >= 5

    for place in stores():
        answer = Embedded.open(str(Path(place) / "store"))
        assert answer.select("SELECT ?s WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 1")[1]
        assert json.loads((Path(place) / "sheet.json").read_bytes())["claims"] > 0

    # the next reader of seeds whose build was killed builds them itself
    with builder() as process:
        place, text = seeds.another()
        while not kill_in(process, place, "write"):
            assert time.monotonic() - started < LIMIT
            place, text = seeds.another()
    assert told(as_json(open_graph(place).ask(QUESTION))) == (rest, text)

    # a later build sweeps away what the dead ones left
    trash = Path(paths.cache()) / "tmp"
    left = list(trash.iterdir())
    assert left
    for path in left:
        os.utime(path, (time.time() - GRACE - 60,) * 2)
    place, text = seeds.another()
    assert build(place)[1]
    assert list(trash.iterdir()) == []
    assert told(as_json(open_graph(place).ask(QUESTION))) == (rest, text)
