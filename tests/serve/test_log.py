"""The log: every line in order, and none that makes an answer wait."""

from __future__ import annotations

import io
import re
import threading

from kg.serve import log as module
from kg.serve.log import Log


class Stuck(io.StringIO):
    """A stream whose reader does not read until it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.entered, self.free = threading.Event(), threading.Event()

    def write(self, text: str) -> int:
        self.entered.set()
        assert self.free.wait(30)
        return super().write(text)


def test_lines_stand_in_their_order_with_the_time_and_none_is_lost() -> None:
    stream = io.StringIO()
    log = Log(stream)

    def note(name: int) -> None:
        for number in range(2000):
            log.note(f"{name} {number}")

    threads = [threading.Thread(target=note, args=(name,)) for name in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    log.close()
    lines = stream.getvalue().splitlines()
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \d \d+", one)
               for one in lines)
    said = [line.split()[1:] for line in lines]
    for number in "012":
        assert [int(i) for n, i in said if n == number] == list(range(2000))


def test_a_log_that_nobody_reads_keeps_so_many_lines_and_counts_the_others() -> None:
    stream = Stuck()
    log = Log(stream)
    log.note("first")
    assert stream.entered.wait(30)
    for number in range(module._WAITING + 5):
        log.note(str(number))
    stream.free.set()
    log.close()
    lines = stream.getvalue().splitlines()
    assert len(lines) == module._WAITING + 2
    assert lines[-1] == "5 lines were dropped: the log is read too slowly."
