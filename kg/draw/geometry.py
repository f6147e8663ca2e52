"""Curves, boxes and the placing of labels; coordinates in pixels, y downward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import atan2, degrees, hypot

Point = tuple[float, float]

#: share of the font size that a character takes; the widths of DejaVu Sans, a wide font
_NARROW = frozenset("iljtfrI.,;:'’|!()[]- ")
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
    for (ax, ay), (bx, by) in zip(fine, fine[1:], strict=False):
        length = hypot(bx - ax, by - ay)
        at = step - carried
        while at <= length:
            even.append((ax + (bx - ax) * at / length, ay + (by - ay) * at / length))
            at += step
        carried = length - (at - step)
    even.append(fine[-1])
    return even


def arrowhead(base: Point, tip: Point, width: float = 4.5) -> tuple[Point, Point, Point]:
    """The triangle of an arrow."""
    dx, dy = tip[0] - base[0], tip[1] - base[1]
    length = hypot(dx, dy) or 1.0
    nx, ny = -dy / length * width, dx / length * width
    return ((base[0] + nx, base[1] + ny), tip, (base[0] - nx, base[1] - ny))


@dataclass(slots=True)
class Room:
    """The taken places of a drawing, asked for free ones."""

    boxes: list[Box]
    paths: dict[str, list[Point]]
    _cells: dict[tuple[int, int], list[tuple[str, Point]]] = field(default_factory=dict)
    _labels: list[Box] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name, path in self.paths.items():
            for point in path:
                self._cells.setdefault(self._cell(point), []).append((name, point))

    def label(self, name: str, width: float, height: float) -> tuple[Point, bool]:
        """Where on its path a label stands best, and whether it covers a box or a label there."""
        path = self.paths[name]
        last = len(path) - 1
        best: tuple[float, Point, float] | None = None
        for n in range(1, last):
            box = Box(*path[n], width, height)
            hits = sum(other.grown(2).overlap(box) for other in (*self.boxes, *self._labels))
            lines = {found for found, point in self._near(box) if found != name}
            cost = hits * 4 + 80 * len(lines) + 60 * abs(n / last - 0.4)
            if best is None or cost < best[0]:
                best = (cost, path[n], hits)
        if best is None:
            best = (0.0, path[last // 2], 1.0)
        self._labels.append(Box(*best[1], width, height))
        return best[1], best[2] > 0

    def mark(self, name: str, size: float) -> tuple[float, float, float]:
        """Where on its path a mark of this size stands best: x, y and the line's angle there."""
        path = self.paths[name]
        last = len(path) - 1
        costs: list[tuple[float, int]] = []
        for n in range(1, max(last, 2)):
            box = Box(*path[min(n, last)], size, size)
            hits = sum(other.grown(1).overlap(box) for other in (*self.boxes, *self._labels))
            lines = {found for found, _ in self._near(box) if found != name}
            costs.append((hits * 4 + 30 * len(lines) + 40 * abs(n / last - 0.65), min(n, last)))
        n = min(costs)[1]
        (ax, ay), (bx, by) = path[max(n - 1, 0)], path[min(n + 1, last)]
        self._labels.append(Box(*path[n], size, size))
        return (*path[n], degrees(atan2(by - ay, bx - ax)))

    def _near(self, box: Box) -> list[tuple[str, Point]]:
        left, top = self._cell((box.x - box.width / 2, box.y - box.height / 2))
        right, bottom = self._cell((box.x + box.width / 2, box.y + box.height / 2))
        return [
            entry
            for column in range(left, right + 1)
            for row in range(top, bottom + 1)
            for entry in self._cells.get((column, row), ())
            if box.holds(entry[1])
        ]

    @staticmethod
    def _cell(point: Point) -> tuple[int, int]:
        return int(point[0] // 32), int(point[1] // 32)
