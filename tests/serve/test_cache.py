"""What is kept of replies, and what a stream takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serve.bounded import Bounded, TooLargeError, lines, marks
from kg.serve.cache import Cache
from kg.serve.reply import Reply


def _reply(size: int) -> Reply:
    return Reply(200, "text/plain", {}, b"x" * size)


def test_what_was_used_last_stays() -> None:
    cache = Cache(9999)
    for name in (b"a", b"b", b"c", b"d"):
        cache.put(name, _reply(1400))
    assert cache.get(b"a") is not None
    cache.put(b"e", _reply(1400))
    kept = [name for name in (b"a", b"b", b"c", b"d", b"e") if cache.get(name)]
    assert kept == [b"a", b"c", b"d", b"e"]


def test_one_reply_does_not_drive_out_all_others() -> None:
    cache = Cache(10_000)
    cache.put(b"small", _reply(10))
    cache.put(b"large", _reply(9000))
    assert cache.get(b"large") is None
    assert cache.get(b"small") is not None


@given(st.lists(st.tuples(st.binary(max_size=3), st.integers(0, 4000)), max_size=60))
def test_the_bound_holds_and_what_is_used_is_what_is_kept(
    given_: list[tuple[bytes, int]],
) -> None:
    cache = Cache(9000)
    for key, size in given_:
        cache.put(key, _reply(size))
        assert cache.used <= 9000
    kept = {key: found for key, _ in given_ if (found := cache.get(key))}
    assert cache.used == sum(len(key) + len(one.body) + 1000 for key, one in kept.items())


def test_a_stream_takes_so_many_bytes() -> None:
    stream = Bounded(10)
    stream.write(b"12345")
    stream.write(b"67890")
    assert stream.value() == b"1234567890"
    with pytest.raises(TooLargeError):
        stream.write(b"1")


@given(st.lists(st.sampled_from([b"}", b",", b"{", b'"', b"},{", b'},{"', b"x"])), st.data())
def test_marks_are_counted_wherever_the_writer_cuts(
    pieces: list[bytes], data: st.DataObject
) -> None:
    text = b"".join(pieces)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=5)))
    count = marks(b'},{"')
    ends = zip([0, *cuts], [*cuts, len(text)], strict=True)
    assert sum(count(text[start:end]) for start, end in ends) == text.count(b'},{"')


@given(st.lists(st.lists(st.sampled_from(['a"b', "a\r\nb", "a,b", "", '"', "\n"]), min_size=1)))
def test_lines_of_csv_are_counted_wherever_the_writer_cuts(table: list[list[str]]) -> None:
    rows = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in table]
    text = "".join(f"{row}\r\n" for row in rows).encode()
    for step in (1, 2, 7, len(text) + 1):
        count = lines()
        found = sum(count(text[i : i + step]) for i in range(0, len(text), step))
        assert found == len(table)
