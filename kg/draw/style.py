"""How kinds and evidence look: colours, shapes, letters and lines, for page and figure alike.

Hues follow the colour-blind safe set of Okabe and Ito (2008), darkened until text on them reaches
a contrast of 4.5; no distinction rests on colour alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import cos, pi, sin

from kg.draw.geometry import Point


@dataclass(frozen=True, slots=True)
class Family:
    """Look of related kinds; each colour as (light theme, dark theme)."""

    shape: str
    fill: tuple[str, str]
    ink: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Status:
    """A class of evidence as legend and filter show it."""

    label: str
    line: str
    marks: tuple[str, ...] = ()


FAMILIES: dict[str, Family] = {
    "outcome": Family("pill", ("#dcecf7", "#10314a"), ("#00507f", "#8ccbf2")),
    "factor": Family("hexagon", ("#fdeecd", "#40300a"), ("#774c00", "#f2c14e")),
    "programme": Family("round", ("#d5f0e6", "#0c3a2c"), ("#00604a", "#6fd6b4")),
    "technology": Family("chamfer", ("#e3f4fb", "#123845"), ("#12586f", "#8fdcf5")),
    "law": Family("fold", ("#f6e3ef", "#43203a"), ("#7d3163", "#eba6d0")),
    "actor": Family("box", ("#ececec", "#2f3236"), ("#3d4043", "#d2d6da")),
    "people": Family("double", ("#fbe3d6", "#4a2210"), ("#8f3a00", "#f7a87c")),
    "event": Family("slant", ("#f7f4c9", "#3b3908"), ("#5c5500", "#e8df5e")),
    "other": Family("box", ("#ffffff", "#1d2024"), ("#55595e", "#b4b9bf")),
}

#: class of the ontology → family, and the letters drawn in its boxes
KINDS: dict[str, tuple[str, str]] = {
    "Outcome": ("outcome", "O"),
    "ReleasePathway": ("outcome", "RP"),
    "Factor": ("factor", "F"),
    "Programme": ("programme", "P"),
    "Policy": ("programme", "Po"),
    "MonitoringTechnology": ("technology", "T"),
    "LegalInstrument": ("law", "L"),
    "Norm": ("law", "N"),
    "Agency": ("actor", "A"),
    "Administration": ("actor", "Ad"),
    "Court": ("actor", "C"),
    "Legislature": ("actor", "Le"),
    "Contractor": ("actor", "Co"),
    "MediaOutlet": ("actor", "M"),
    "Person": ("actor", "Pe"),
    "Office": ("actor", "Of"),
    "Curator": ("actor", "Cu"),
    "UnnamedSources": ("people", "U"),
    "PopulationGroup": ("people", "G"),
    "Event": ("event", "E"),
    "Place": ("event", "Pl"),
    "Country": ("event", "Cy"),
    "Measure": ("other", "Me"),
    "Topic": ("other", "To"),
    "Document": ("other", "D"),
    "Claim": ("other", "Cl"),
}

STATUSES: dict[str, Status] = {
    "record": Status("On record or institutional", "solid"),
    "unnamed": Status("Unnamed sources only", "dotted"),
    "hedged": Status("Hedged, promised or denied only", "dashed"),
    "no-evidence": Status("No evidence found (not a “no”)", "sparse", ("no-evidence",)),
    "negated": Status("Negated: said not to be so", "solid", ("negated",)),
}

#: dash patterns in pixels, empty for an unbroken line
DASHES: dict[str, tuple[float, ...]] = {
    "solid": (),
    "dotted": (1.5, 4),
    "dashed": (8, 4),
    "sparse": (12, 4, 2, 4),
}


def family(kind: str) -> str:
    """Name of the family of a kind; unknown kinds look like ``other``."""
    return KINDS.get(kind, ("other", ""))[0]


def letters(kind: str) -> str:
    """The one or two letters that stand in boxes of the kind."""
    return KINDS.get(kind, ("other", kind[:2]))[1]


def words(kind: str) -> str:
    """The class name as words.

    >>> words("MonitoringTechnology")
    'Monitoring technology'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).capitalize()


def outlines(kind: str, width: float, height: float) -> tuple[tuple[Point, ...], ...]:
    """Closed outlines of a box around the origin: the shape, and what is drawn inside it."""
    w, h = width / 2, height / 2
    cut = min(9.0, h / 2)
    c = cut * 0.7
    box = ((-w, -h), (w, -h), (w, h), (-w, h))
    shapes: dict[str, tuple[tuple[Point, ...], ...]] = {
        "pill": (_rounded(w, h, min(h, 16.0)),),
        "round": (_rounded(w, h, min(h, 6.0)),),
        "hexagon": (((-w, 0), (cut - w, -h), (w - cut, -h), (w, 0), (w - cut, h), (cut - w, h)),),
        "chamfer": (
            ((-w, c - h), (c - w, -h), (w - c, -h), (w, c - h),
             (w, h - c), (w - c, h), (c - w, h), (-w, h - c)),
        ),
        "fold": (
            ((-w, -h), (w - cut, -h), (w, cut - h), (w, h), (-w, h)),
            ((w - cut, -h), (w, cut - h), (w - cut, cut - h)),
        ),
        "double": (box, ((3 - w, 3 - h), (w - 3, 3 - h), (w - 3, h - 3), (3 - w, h - 3))),
        "slant": (((cut - w, -h), (w, -h), (w - cut, h), (-w, h)),),
    }
    return shapes.get(FAMILIES[family(kind)].shape, (box,))


def _rounded(w: float, h: float, radius: float, steps: int = 6) -> tuple[Point, ...]:
    corners = ((w, h, 0.0), (-w, h, 0.5), (-w, -h, 1.0), (w, -h, 1.5))
    points = []
    for x, y, start in corners:
        cx = x - radius if x > 0 else x + radius
        cy = y - radius if y > 0 else y + radius
        for step in range(steps + 1):
            angle = (start + step / steps / 2) * pi
            points.append((cx + radius * cos(angle), cy + radius * sin(angle)))
    return tuple((round(x, 2), round(y, 2)) for x, y in points)


def css() -> str:
    """Classes of the families' colours, in both themes."""
    return "".join(
        f".k-{name}{{--fill:light-dark({family.fill[0]},{family.fill[1]});"
        f"--line:light-dark({family.ink[0]},{family.ink[1]})}}\n"
        for name, family in FAMILIES.items()
    )
