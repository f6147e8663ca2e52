"""Many clients at once: every answer is the one that the graph gives directly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from kg.graph import Graph
from tests.serve import mixed
from tests.serve.mixed import Asked
from tests.serve.served import Served

CLIENTS, REQUESTS, DIFFERENT = 16, 1500, 125


@pytest.fixture(scope="module")
def requests(graph: Graph) -> list[Asked]:
    return mixed.mixed(graph, DIFFERENT)


@pytest.fixture
def served(graph: Graph) -> Iterator[Served]:
    # a cache that holds some of the answers, and not all
    running = Served("--workers", "2", "--cache", "1")
    yield running
    running.stop()


def test_every_answer_is_the_direct_one_and_no_process_is_left(
    served: Served, requests: list[Asked]
) -> None:
    assert set(Counter(one.kind for one in requests).values()) == {DIFFERENT // 5}
    found = mixed.sent(mixed.plan(requests, served.port, CLIENTS, REQUESTS))
    assert found["wrong"] == []
    assert len(found["taken"]) == REQUESTS
    started = served.children()
    assert len(started) >= 2
    status, _, log = served.stop()
    assert status == 0
    assert log.count(" 200 ") == REQUESTS
    assert not any(mixed.lives(process) for process in started)


def test_a_wrong_answer_is_noticed(served: Served, requests: list[Asked]) -> None:
    some = [requests[0], requests[1]._replace(answer=b"another"), requests[2]]
    found = mixed.sent(mixed.plan(some, served.port, 2, 6))
    assert len(found["wrong"]) == 2
    assert len(found["taken"]) == 6
