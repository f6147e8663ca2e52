"""What a chart is drawn with: lines, dots, areas and texts, before any format is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from kg.draw.geometry import Point

#: name → (light theme, dark theme). Hues of Okabe and Ito (2008), darkened or lightened until
#: they reach a contrast of 4.5 to the ground, as figures are written in them.
COLOURS: dict[str, tuple[str, str]] = {
    "ink": ("#1b1e21", "#e9ecef"),
    "soft": ("#4b5158", "#b5bcc4"),
    "rule": ("#c9ced3", "#41484f"),
    "paper": ("#ffffff", "#15181b"),
    "band": ("#f3e9c6", "#463c16"),
    "event": ("#6b5200", "#e6c14f"),
    "level": ("#a34600", "#f29a5c"),
    "s0": ("#00609a", "#6cbcf0"),
    "s1": ("#b04a00", "#f5965a"),
    "s2": ("#00725a", "#45cfa5"),
    "s3": ("#94406f", "#eba6d0"),
    "s4": ("#7d5a00", "#f0b93a"),
    "s5": ("#146a8a", "#8fdcf5"),
    "s6": ("#3d4043", "#d2d6da"),
    "s7": ("#6a5acd", "#b9aefc"),
}
#: marker of each place in the palette, so that colour is never alone
SHAPES = ("circle", "square", "triangle", "diamond", "down", "pentagon", "plus", "cross")
DASHES: dict[str, tuple[float, ...]] = {
    "solid": (), "dashed": (5.0, 3.0), "dotted": (1.2, 2.8), "long": (9.0, 3.0),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A chain of straight lines."""

    points: tuple[Point, ...]
    colour: str
    width: float = 1.8
    dash: str = "solid"
    #: key of the series whose figures it joins, if any
    series: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A marker on a figure."""

    at: Point
    shape: str
    colour: str
    size: float = 5.0
    hollow: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle from its upper left corner: hatched for a part, plain for uncertain days."""

    at: Point
    width: float
    height: float
    colour: str
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text, by the height of its baseline."""

    at: Point
    text: str
    size: float
    colour: str = "ink"
    align: str = "left"
    bold: bool = False
    ground: bool = False


Mark = Line | Dot | Area | Text


@dataclass(frozen=True, slots=True)
class Plan:
    """All marks of a chart in drawing order, on a sheet of that size."""

    width: float
    height: float
    marks: tuple[Mark, ...]


def outline(shape: str, size: float) -> tuple[Point, ...]:
    """The closed outline of a marker around the origin; empty for a circle."""
    r = size * 0.62
    third = r / 2.6
    return {
        "square": ((-r * 0.85, -r * 0.85), (r * 0.85, -r * 0.85), (r * 0.85, r * 0.85),
                   (-r * 0.85, r * 0.85)),
        "triangle": ((0, -r * 1.1), (r, r * 0.8), (-r, r * 0.8)),
        "down": ((0, r * 1.1), (r, -r * 0.8), (-r, -r * 0.8)),
        "diamond": ((0, -r * 1.15), (r * 1.15, 0), (0, r * 1.15), (-r * 1.15, 0)),
        "pentagon": ((0, -r * 1.1), (r * 1.05, -r * 0.34), (r * 0.65, r * 0.9),
                     (-r * 0.65, r * 0.9), (-r * 1.05, -r * 0.34)),
        "plus": ((-third, -r), (third, -r), (third, -third), (r, -third), (r, third),
                 (third, third), (third, r), (-third, r), (-third, third), (-r, third),
                 (-r, -third), (-third, -third)),
        "cross": ((0, -third * 1.4), (r - third, -r), (r, third - r), (third * 1.4, 0),
                  (r, r - third), (r - third, r), (0, third * 1.4), (third - r, r),
                  (-r, r - third), (-third * 1.4, 0), (-r, third - r), (third - r, -r)),
    }.get(shape, ())
