"""Withheld counts cannot be worked out: an attacker solves every sum of what is published."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kg.records.suppress import ALL, THRESHOLD, WIDTH, Count, Key, below, protect

Bounds = dict[Key, tuple[int, int]]
#: above what any withheld count of these tests can be
HIGH = 10_000


def totals(counts: dict[Key, int]) -> dict[Key, int]:
    """Every cell and total that is not 0: the oracle for the published ones."""
    found: dict[Key, int] = {}
    for key, value in counts.items():
        for summed in product((False, True), repeat=len(key)):
            at = tuple(ALL if total else part for part, total in zip(key, summed, strict=True))
            found[at] = found.get(at, 0) + value
    return {key: value for key, value in found.items() if value}


def sums(table: dict[Key, Count]) -> Iterator[tuple[Key, list[Key]]]:
    """Every total along one dimension with its parts."""
    for total in table:
        for axis, part in enumerate(total):
            if part == ALL:
                rest = (total[:axis], total[axis + 1 :])
                parts = [
                    key for key in table
                    if key[axis] != ALL and (key[:axis], key[axis + 1 :]) == rest
                ]
                yield total, parts


def read_off(table: dict[Key, Count]) -> Bounds:
    """What the markers alone say."""
    found: Bounds = {}
    for key, count in table.items():
        if count.value is not None:
            found[key] = (count.value, count.value)
        else:
            found[key] = (1, THRESHOLD - 1 if count.state == "below" else HIGH)
    return found


def narrowed(bounds: Bounds, equations: list[tuple[Key, list[Key]]]) -> Bounds | None:
    """Bounds that follow from bounds and sums, to the fixed point; None where they contradict."""
    found, changed = dict(bounds), True
    while changed:
        changed = False
        for total, parts in equations:
            low, high = (sum(found[part][end] for part in parts) for end in (0, 1))
            ends = {total: (low, high)}
            for part in parts:
                ends[part] = (
                    found[total][0] - (high - found[part][1]),
                    found[total][1] - (low - found[part][0]),
                )
            for key, (least, most) in ends.items():
                new = max(found[key][0], least), min(found[key][1], most)
                if new[0] > new[1]:
                    return None
                if new != found[key]:
                    found[key], changed = new, True
    return found


def possible(
    bounds: Bounds, equations: list[tuple[Key, list[Key]]], near: dict[Key, int],
    budget: list[int],
) -> bool:
    """Whether whole numbers within the bounds solve the sums: a search, the near values first."""
    budget[0] -= 1
    found = narrowed(bounds, equations) if budget[0] >= 0 else None
    if found is None:
        return False
    still = [key for key, (low, high) in found.items() if low < high]
    if not still:
        return True
    key = min(still, key=lambda one: (found[one][1] - found[one][0], one))
    low, high = found[key]
    tried = sorted(range(low, high + 1), key=lambda value: abs(value - near[key]))
    return any(
        possible(found | {key: (value, value)}, equations, near, budget) for value in tried[:25]
    )


def reach(table: dict[Key, Count], key: Key, near: dict[Key, int]) -> list[int]:
    """The values that a count below the threshold can still have, all sums solved.

    ``near`` are numbers to begin with: the true ones, so that a solution is found soon.
    """
    equations, bounds = list(sums(table)), read_off(table)
    return [
        value
        # beyond that, what says no more than suppressed goes on
        for value in range(1, THRESHOLD + (WIDTH if table[key].state == "suppressed" else 0))
        if possible(bounds | {key: (value, value)}, equations, near, [300])
    ]


def tables(*sizes: int) -> st.SearchStrategy[dict[Key, int]]:
    """Tables with small, middling and large counts, and gaps."""
    names = [[f"{'abc'[axis]}{i}" for i in range(size)] for axis, size in enumerate(sizes)]
    counts = st.one_of(st.integers(0, 12), st.sampled_from([0, 1, 9, 10, 11, 40, 200]))
    return st.fixed_dictionaries(dict.fromkeys(product(*names), counts))


@pytest.mark.parametrize("sizes", [(4,), (9,), (2, 2), (3, 3), (2, 4), (2, 2, 2)])
def test_no_small_count_can_be_worked_out(sizes: tuple[int, ...]) -> None:
    @settings(max_examples=25, deadline=None, derandomize=True, phases=[Phase.generate])
    @given(tables(*sizes))
    def attack(counts: dict[Key, int]) -> None:
        table, true = protect(counts), totals(counts)
        assert table.keys() == true.keys()
        for key, count in table.items():
            value = true[key]
            if count.value is not None:
                assert count.value == value >= THRESHOLD
            if value < THRESHOLD:
                assert count.value is None
                found = reach(table, key, true)
                assert value in found
                # a range, not one number, and no narrower than is promised
                assert max(found) - min(found) >= WIDTH, (key, found, table)

    attack()


def test_the_attacker_is_one() -> None:
    # withheld without a second one beside it, a count is given back by the total
    below_ten = Count(None, "below")
    alone: dict[Key, Count] = {("a",): below_ten, ("b",): Count(20), (ALL,): Count(23)}
    assert reach(alone, ("a",), {("a",): 3}) == [3]
    # and two of them by what below 10 says
    two: dict[Key, Count] = {("a",): below_ten, ("b",): below_ten, (ALL,): Count(18)}
    assert reach(two, ("a",), {("a",): 9, ("b",): 9}) == [9]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(tables(3, 4), st.integers(2, 25))
def test_published_counts_are_true_and_never_small(counts: dict[Key, int], threshold: int) -> None:
    true = totals(counts)
    for key, count in protect(counts, threshold).items():
        assert (count.value is None) == (count.state != "published")
        if count.value is not None:
            assert count.value == true[key] >= threshold
        if count.state == "below":
            assert true[key] < threshold


def test_nothing_is_withheld_where_nothing_is_small() -> None:
    counts: dict[Key, int] = {(a, b): 10 for a in "ab" for b in "xyz"}
    assert all(count.state == "published" for count in protect(counts).values())
    assert protect({}) == {}
    assert protect({("a", "x"): 0}) == {}


def test_the_same_table_is_protected_in_the_same_way() -> None:
    counts: dict[Key, int] = {
        (f"a{i}", f"b{j}"): (i * 7 + j * 5) % 23 for i in range(6) for j in range(6)
    }
    backwards = dict(reversed(list(counts.items())))
    assert protect(counts) == protect(backwards)


def test_the_grand_total_stays_where_it_can() -> None:
    counts: dict[Key, int] = {
        (f"a{i}", f"b{j}"): 3 + 10 * i * j for i in range(5) for j in range(5)
    }
    assert protect(counts)[ALL, ALL].value == sum(counts.values())


def test_nine_lone_people_are_not_given_back_by_their_number() -> None:
    # nine cells that are not 0 and a total below 10: each would have to be 1
    counts: dict[Key, int] = {(f"a{i}",): 1 for i in range(9)}
    table = protect(counts)
    true = totals(counts)
    assert all(len(reach(table, key, true)) > WIDTH for key in table if key != (ALL,))


def test_a_count_in_no_sum() -> None:
    assert [below(n).shown(10) for n in (0, 1, 9, 10)] == ["0", "<10", "<10", "10"]


def test_what_cannot_be_protected_is_refused() -> None:
    with pytest.raises(ValueError, match="one to three"):
        protect({("a", "b", "c", "d"): 1})
    with pytest.raises(ValueError, match="all"):
        protect({(ALL, "x"): 1, ("b", "y"): 2})
