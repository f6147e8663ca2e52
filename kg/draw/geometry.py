"""Curves, boxes and the placing of labels; coordinates in pixels, y downward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, degrees, hypot

Point = tuple[float, float]

#: share of the font size that a character takes; the widths of DejaVu Sans, a wide font
_NARROW = frozenset("iljtfrI.,;:'\u2019|!()[]- ")
_WIDE = frozenset("mwMW@%—")


def measure(text: str, size: float) -> float:
    """Width of a line of text, rather too wide than too narrow."""
    return size * sum(
        0.4 if c in _NARROW else 1.0 if c in _WIDE else 0.74 if c.isupper() else 0.63
        for c in text
    )


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its centre."""

    x: float
    y: float
    width: float
    height: float

    def overlap(self, other: Box) -> float:
        """Area shared with another box."""
        across = (self.width + other.width) / 2 - abs(self.x - other.x)
        down = (self.height + other.height) / 2 - abs(self.y - other.y)
        return across * down if across > 0 and down > 0 else 0.0

    def grown(self, by: float) -> Box:
        """The box with a margin."""
        return Box(self.x, self.y, self.width + 2 * by, self.height + 2 * by)

    def holds(self, point: Point) -> bool:
        """Whether the point is inside."""
        return (
            abs(point[0] - self.x) * 2 < self.width and abs(point[1] - self.y) * 2 < self.height
        )


def along(points: Sequence[Point], step: float = 6.0) -> list[Point]:
    """Points of a chain of cubic curves (1 + 3n control points), at equal distances."""
    fine: list[Point] = [points[0]]
    for i in range(0, len(points) - 3, 3):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = points[i : i + 4]
        for n in range(1, 17):
            t = n / 16
            u = 1 - t
            a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
            fine.append((a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy))
    even, carried = [fine[0]], 0.0
    for (ax, ay), (bx, by) in pairwise(fine):
        length = hypot(bx - ax, by - ay)
        at = step - carried
        while at <= length:
            even.append((ax + (bx - ax) * at / length, ay + (by - ay) * at / length))
            at += step
        carried = length - (at - step)
    even.append(fine[-1])
    return even


def middle(one: Point, other: Point) -> Point:
    """The point half way."""
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def arrowhead(base: Point, tip: Point, width: float = 4.5) -> tuple[Point, Point, Point]:
    """The triangle of an arrow."""
    dx, dy = tip[0] - base[0], tip[1] - base[1]
    length = hypot(dx, dy) or 1.0
    nx, ny = -dy / length * width, dx / length * width
    return ((base[0] + nx, base[1] + ny), tip, (base[0] - nx, base[1] - ny))


_CELL = 48.0
#: places on a path where a label or a mark is tried
_PLACES = 64


class Room:
    """The taken places of a drawing, asked for free ones."""

    def __init__(self, boxes: Sequence[Box], paths: dict[str, list[Point]]) -> None:
        self.paths = paths
        self._boxes: dict[tuple[int, int], list[Box]] = {}
        self._points: dict[tuple[int, int], list[tuple[str, Point]]] = {}
        for box in boxes:
            self._take(box)
        for name, path in paths.items():
            for point in path:
                cell = (int(point[0] // _CELL), int(point[1] // _CELL))
                self._points.setdefault(cell, []).append((name, point))

    def label(
        self, name: str, width: float, height: float, wanted: float
    ) -> tuple[Point, bool]:
        """Where on its path a label stands best, and whether it covers a box or a label there.

        ``wanted`` is the part of the way at which it would stand if there were room.
        """
        n, covers = self._best(name, width, height, wanted, 60)
        return self.paths[name][n], covers

    def mark(self, name: str, size: float) -> tuple[float, float, float]:
        """Where on its path a mark of this size stands best: x, y and the line's angle there."""
        path = self.paths[name]
        n, _ = self._best(name, size, size, 0.65, 40)
        (ax, ay), (bx, by) = path[max(n - 1, 0)], path[min(n + 1, len(path) - 1)]
        return (*path[n], degrees(atan2(by - ay, bx - ax)))

    def _best(
        self, name: str, width: float, height: float, wanted: float, pull: float
    ) -> tuple[int, bool]:
        path = self.paths[name]
        last = len(path) - 1
        costs = []
        for n in range(1, last, max(1, last // _PLACES)) if last > 1 else (last,):
            box = Box(*path[n], width, height)
            covered = sum(other.overlap(box) for other in self._covered(box))
            crossed = len(self._crossed(box) - {name})
            costs.append((covered * 4 + crossed * 80 + pull * abs(n / last - wanted), n, covered))
        _, n, covered = min(costs)
        self._take(Box(*path[n], width, height))
        # Touching a margin harms nobody.
        return n, covered > 40

    def _take(self, box: Box) -> None:
        margin = box.grown(2)
        for cell in _cells(margin):
            self._boxes.setdefault(cell, []).append(margin)

    def _covered(self, box: Box) -> list[Box]:
        near = (other for cell in _cells(box) for other in self._boxes.get(cell, ()))
        return list(dict.fromkeys(near))

    def _crossed(self, box: Box) -> set[str]:
        near = (found for cell in _cells(box) for found in self._points.get(cell, ()))
        return {name for name, point in near if box.holds(point)}


def _cells(box: Box) -> list[tuple[int, int]]:
    w, h = box.width / 2, box.height / 2
    return [
        (column, row)
        for column in range(int((box.x - w) // _CELL), int((box.x + w) // _CELL) + 1)
        for row in range(int((box.y - h) // _CELL), int((box.y + h) // _CELL) + 1)
    ]
