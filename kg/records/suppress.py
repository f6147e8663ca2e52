"""Small counts withheld from a table with totals, so that the totals do not give them back.

Every count below the threshold is withheld (zeros are not: an absent combination is public), at
every level, totals included. Then each withheld small count is given a *move*: a change by +1 or
-1 of some withheld counts that leaves every published count and every sum as it is. The move picks
another coordinate in each dimension, or the total of that dimension; all corners of that box are
withheld. Where only a box with the grand total would do, one row is thought from one cell into
another, and the totals of either are withheld. While all that a move touches has room, the table
could as well be the moved one, so whoever reads it cannot tell them apart. Withholding more never
takes a move away, so one pass is enough.

The method is the hypercube of R. D. Repsilber (in ARGUS as GHMITER), with the total as a further
coordinate of each dimension. What a reader knows is counted against it: ``<10`` says 1 to 9, and
a larger count that was withheld is taken to be known to be no smaller than the threshold.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: the coordinate of a total
ALL = "all"
THRESHOLD = 10
#: least distance between the ends of what a withheld small count can still be
WIDTH = 3
#: cells of a table with its totals; more would not fit beside the rows
MOST_CELLS = 50_000_000
#: partners looked at in each dimension
_LOOKED_AT = 10
#: what a total costs, by the number of dimensions it sums over, the grand total apart
_TOTALS, _GRAND = (1.0, 30.0, 3_000.0), 1e9
_BELOW, _WITHHELD = 1, 2

Key = tuple[str, ...]
#: what a move costs, and the cells it touches
Move = tuple[float, list[tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Count:
    """A count of the table: ``state`` is published, below (the threshold) or suppressed."""

    value: int | None
    state: str = "published"

    def shown(self, threshold: int) -> str:
        """What is printed.

        >>> Count(None, "below").shown(10), Count(12).shown(10), Count(None, "suppressed").shown(10)
        ('<10', '12', 'suppressed')
        """
        if self.value is not None:
            return str(self.value)
        return f"<{threshold}" if self.state == "below" else self.state


def below(value: int, threshold: int = THRESHOLD) -> Count:
    """A count that stands in no sum, such as a number of rows without a value."""
    return Count(None, "below") if 0 < value < threshold else Count(value)


def protect(
    counts: Mapping[Key, int], threshold: int = THRESHOLD, width: int = WIDTH
) -> dict[Key, Count]:
    """The table with all its totals, in which no small count can be worked out.

    ``counts`` holds the cells of one to three dimensions that are not 0. A total has ``all`` in
    place of the value of a dimension. Whoever solves all sums of the result, with every marker's
    bounds, is left with at least ``width`` + 1 values for each small count; a width beyond what
    the threshold leaves (``threshold - 2``) is cut to that. Raises KgError where the table is
    too large to be protected.
    """
    cells = {key: value for key, value in counts.items() if value}
    if not cells:
        return {}
    return _Table(cells, threshold, min(width, max(1, threshold - 2))).protected()


class _Table:
    """The counts and totals as an array; the last coordinate of each dimension is its total."""

    def __init__(self, cells: Mapping[Key, int], threshold: int, width: int) -> None:
        import numpy as np

        self.threshold, self.width = threshold, width
        self.names = [sorted(set(values)) for values in zip(*cells, strict=True)]
        shape = tuple(len(names) + 1 for names in self.names)
        if len(shape) > 3:
            raise ValueError("a table has one to three dimensions")
        if any(ALL in names for names in self.names):
            raise ValueError(f"no value of a dimension is called {ALL}")
        if np.prod(shape, dtype=float) > MOST_CELLS:
            raise KgError(
                "KG864",
                f"A table of {' x '.join(map(str, shape))} counts is too large to be protected.",
                "Narrow it with --set, or ask by a field with fewer values.",
            )
        self.value = np.zeros(shape, dtype=np.int64)
        index = [{name: i for i, name in enumerate(names)} for names in self.names]
        for key, value in cells.items():
            self.value[tuple(at[name] for at, name in zip(index, key, strict=True))] = value
        for axis in range(len(shape)):
            total = [slice(None)] * len(shape)
            total[axis] = slice(-1, None)
            self.value[tuple(total)] = self.value.sum(axis=axis, keepdims=True)
        small = (self.value > 0) & (self.value < threshold)
        self.state = np.where(small, _BELOW, 0).astype(np.int8)
        self.cost = np.where(self.value > 0, 1.0 + np.log10(np.maximum(self.value, 1)), np.inf)
        summed = sum(
            (np.arange(size) == size - 1).astype(int).reshape(
                [-1 if i == axis else 1 for i in range(len(shape))]
            )
            for axis, size in enumerate(shape)
        )
        self.cost *= np.array(_TOTALS)[np.minimum(summed, len(_TOTALS) - 1)]
        self.cost[(-1,) * len(shape)] *= _GRAND
        self.cost[small] = 0.0
        #: room upwards and downwards within what a reader knows of a withheld count
        self.up = np.where(small, threshold - 1.0 - self.value, np.inf)
        self.down = np.where(small, self.value - 1.0, self.value - float(threshold))
        inner = self.value[(slice(0, -1),) * len(shape)]
        full = np.argsort(-inner, axis=None, kind="stable")[: 3 * _LOOKED_AT]
        #: the largest cells, which have most to give
        self.fullest = [
            tuple(map(int, np.unravel_index(i, inner.shape))) for i in full if inner.flat[i]
        ]

    def protected(self) -> dict[Key, Count]:
        import numpy as np

        done = np.zeros(self.value.shape, dtype=bool)
        small = np.argwhere(self.state == _BELOW)
        # totals first: what they withhold serves the counts below them
        last = np.array(self.value.shape) - 1
        order = np.lexsort((self.value[tuple(small.T)], -(small == last).sum(axis=1)))
        for at in map(tuple, small[order].tolist()):
            if not done[at]:
                self._protect(at, done)
        return self._counts()

    def _protect(self, at: tuple[int, ...], done: NDArray[np.bool_]) -> None:
        """Withhold what the cheapest move touches; where none has room, markers say less."""
        partners = [self._partners(at, axis) for axis in range(len(at))]
        moves = (
            (find(), relaxed)
            for relaxed in (False, True)
            for find in (
                partial(self._box, at, partners, relaxed=relaxed),
                partial(self._transfer, at, relaxed=relaxed),
            )
        )
        found: list[tuple[float, bool, list[tuple[int, ...]]]] = []
        for move, relaxed in moves:
            if move is not None:
                found.append((move[0], relaxed, move[1]))
                if move[0] < _GRAND:
                    break
        # a box of totals alone always has room upwards, once markers say less
        _, relaxed, touched = min(found)
        for cell in touched:
            if self.state[cell] == _BELOW and relaxed:
                self.state[cell] = _WITHHELD
                self.up[cell] = float("inf")
            elif not self.state[cell]:
                self.state[cell] = _WITHHELD
                self.cost[cell] = 0.0
            done[cell] = True

    def _partners(self, at: tuple[int, ...], axis: int) -> NDArray[np.int64]:
        """The coordinates that can stand opposite along an axis with room enough, and the total."""
        import numpy as np

        line: tuple[slice | int, ...] = (*at[:axis], slice(None), *at[axis + 1 :])
        most = _LOOKED_AT
        cost, up, down = self.cost[line], self.up[line], self.down[line]
        total = self.value.shape[axis] - 1
        room = np.minimum(self.up[at], down) + np.minimum(self.down[at], up)
        usable = np.isfinite(cost) & (room >= self.width)
        usable[at[axis]] = usable[total] = False
        found = np.flatnonzero(usable)
        if len(found) > 2 * most:
            # cheap ones, and full ones, which rarely lack a corner
            cheap = found[np.argsort(cost[found], kind="stable")[:most]]
            full = found[np.argsort(-self.value[line][found], kind="stable")[:most]]
            found = np.union1d(cheap, full)
        if at[axis] != total:
            return np.append(found, total)
        return found if len(found) else np.flatnonzero(np.isfinite(cost[:-1]))

    def _box(
        self, at: tuple[int, ...], partners: list[NDArray[np.int64]], *, relaxed: bool
    ) -> Move | None:
        """The cheapest box with enough room, if there is one."""
        import numpy as np

        shape = tuple(len(one) for one in partners)
        cost = np.zeros(shape)
        rise = np.full(shape, np.inf if relaxed else self.up[at])
        fall = np.full(shape, self.down[at])
        signs = [self._signs(at, partners[axis], axis) for axis in range(len(at))]
        for moved in product((False, True), repeat=len(at)):
            if not any(moved):
                continue
            where = np.ix_(*(
                partners[axis] if moves else np.array([at[axis]])
                for axis, moves in enumerate(moved)
            ))
            sign = np.ones((1,) * len(at))
            for axis, moves in enumerate(moved):
                if moves:
                    sign = sign * signs[axis]
            up, down = self.up[where], self.down[where]
            if relaxed:
                up = np.full_like(up, np.inf)
            cost = cost + self.cost[where]
            rise = np.minimum(rise, np.where(sign > 0, up, down))
            fall = np.minimum(fall, np.where(sign > 0, down, up))
        # a smaller count cannot stand for a larger one: room is never negative
        room = np.maximum(rise, 0.0) + np.maximum(fall, 0.0)
        cost = np.where(room >= self.width, cost, np.inf)
        best = np.unravel_index(int(np.argmin(cost)), shape)
        if not np.isfinite(cost[best]):
            return None
        opposite = tuple(int(partners[axis][i]) for axis, i in enumerate(best))
        return float(cost[best]), list(product(*zip(at, opposite, strict=True)))

    def _transfer(self, at: tuple[int, ...], *, relaxed: bool) -> Move | None:
        """The cheapest move of one row from a cell to another: no total of both is touched."""
        import numpy as np

        total = tuple(size - 1 for size in self.value.shape)
        within = tuple(
            slice(0, -1) if part == last else slice(part, part + 1)
            for part, last in zip(at, total, strict=True)
        )
        base = [0 if part == last else part for part, last in zip(at, total, strict=True)]
        inside = np.argwhere(self.value[within] > 0)[:_LOOKED_AT] + base
        best: Move | None = None
        for here in map(tuple, inside.tolist()):
            for there in self.fullest:
                ups, downs = (set(product(*zip(one, total, strict=True))) for one in (here, there))
                if at in downs:
                    continue
                risen, fallen = ups - downs, downs - ups
                cost = float(sum(self.cost[cell] for cell in (*risen, *fallen)))
                if best is not None and best[0] <= cost:
                    continue
                room = [self.down[cell] for cell in fallen]
                rise = min(room if relaxed else [*room, *(self.up[cell] for cell in risen)])
                room = [self.down[cell] for cell in risen]
                fall = min(room if relaxed else [*room, *(self.up[cell] for cell in fallen)])
                if max(rise, 0.0) + max(fall, 0.0) >= self.width:
                    best = cost, sorted(risen | fallen)
        return best

    def _signs(self, at: tuple[int, ...], partners: NDArray[np.int64], axis: int) -> Floats:
        """+1 where a total moves with its part, -1 where two parts move against each other."""
        import numpy as np

        total = self.value.shape[axis] - 1
        found = np.where((partners == total) | (at[axis] == total), 1.0, -1.0)
        return found.reshape([-1 if i == axis else 1 for i in range(len(at))])

    def _counts(self) -> dict[Key, Count]:
        return dict(self._each())

    def _each(self) -> Iterator[tuple[Key, Count]]:
        import numpy as np

        names = [[*values, ALL] for values in self.names]
        found = np.argwhere(self.value > 0)
        values, states = self.value[tuple(found.T)].tolist(), self.state[tuple(found.T)].tolist()
        hidden = {_BELOW: Count(None, "below"), _WITHHELD: Count(None, "suppressed")}
        for at, value, state in zip(found.tolist(), values, states, strict=True):
            key = tuple(names[axis][i] for axis, i in enumerate(at))
            yield key, hidden[state] if state else Count(value)
