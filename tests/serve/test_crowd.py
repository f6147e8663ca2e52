"""A thousand connections that are opened slowly, and say what they want slower still."""

from __future__ import annotations

import contextlib
import resource
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph import Graph
from kg.serve.bounds import Bounds
from tests.serve.served import Served

CROWD = 1000
MIB = 1_048_576
QUESTION = "/api/questions/release-factors"
HEAD = b"GET /api/questions/release-factors HTTP/1.1\r\nHost: x\r\nX-Slow: "


@pytest.fixture(scope="module")
def files() -> Iterator[None]:
    """Room for a thousand connections in this process."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CROWD + 500
    if hard != resource.RLIM_INFINITY and hard < wanted:
        pytest.skip(f"NO {wanted} FILES: slow connections are NOT TESTED; raise ulimit -n")
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.fixture(scope="module")
def served(graph: Graph, files: None) -> Iterator[Served]:
    # no answer is kept: each question is worked at anew
    running = Served("--workers", "2", "--cache", "0")
    yield running
    running.stop()


def _open_files(served: Served) -> int:
    return len(list(Path(f"/proc/{served.process.pid}/fd").iterdir()))


@pytest.mark.skipif(sys.platform != "linux", reason="NO /proc: NOT TESTED on this system")
def test_a_thousand_slow_connections_keep_nobody_out(served: Served) -> None:
    right = served.get(QUESTION)
    assert right.status == 200
    before, memory, workers = _open_files(served), served.memory(), served.children()
    answers, most = [], 0
    with contextlib.ExitStack() as stack:
        slow = []
        for number in range(CROWD):
            one = stack.enter_context(
                socket.create_connection(("127.0.0.1", served.port), timeout=10)
            )
            slow.append(one)
            with contextlib.suppress(OSError):
                one.sendall(HEAD[: 1 + number % len(HEAD)])
            if number % 100 == 99:
                # those that are still open say one letter more
                for other in slow:
                    with contextlib.suppress(OSError):
                        other.send(b"x")
                answers.append(served.get(QUESTION))
                most = max(most, _open_files(served))
        assert len(slow) == CROWD
        answers.append(served.get(QUESTION))
        # each takes some memory, and no more of them are open than may be
        assert served.memory() - memory < 64 * MIB
        assert most <= before + Bounds().connections + 1
    answers += [served.get(QUESTION) for _ in range(3)]
    assert [one.status for one in answers] == [200] * 14
    assert {one.body for one in answers} == {right.body}
    assert set(workers) <= set(served.children())
    for _ in range(200):
        if _open_files(served) <= before:
            break
        time.sleep(0.1)
    assert _open_files(served) <= before
