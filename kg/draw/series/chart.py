"""What a chart holds: series of one measure each, figures of claims, events, sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.draw.errors import DrawError


@dataclass(frozen=True, slots=True)
class Point:
    """One printed cell: a figure for a half-open period, with where it stands."""

    period: str
    start: date
    end: date
    value: float
    coverage: str
    observation: str
    document: str
    published: date
    sheet: str
    cell: str
    measure: str

    @property
    def whole(self) -> bool:
        """Whether the data cover the whole period."""
        return self.coverage == "whole"


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one measure for one line of a table, in order.

    Raises DrawError (KG703) for points of another measure, out of order or twice: figures that
    count different things are never one line.
    """

    key: str
    label: str
    measure: str
    measure_label: str
    #: ``periods`` follow each other and may be joined; ``days`` are counts of single days
    shape: str
    points: tuple[Point, ...]
    #: days from which the table's figures cannot be compared with earlier ones, and why
    breaks: tuple[tuple[date, str], ...] = ()
    #: place in the palette
    look: int = 0

    def __post_init__(self) -> None:
        starts = [point.start for point in self.points]
        if {point.measure for point in self.points} - {self.measure} or (
            starts != sorted(set(starts))
        ):
            raise DrawError(
                "KG703", f"The series {self.key} mixes measures or days.", "Part it by measure."
            )

    def runs(self) -> tuple[tuple[Point, ...], ...]:
        """Points that a line may join: whole periods that follow each other, over no break.

        A part of a period stands alone, and so does every figure of a day.
        """
        runs: list[list[Point]] = []
        for point in self.points:
            last = runs[-1][-1] if runs else None
            joins = (
                last is not None and self.shape == "periods" and last.whole and point.whole
                and last.end == point.start
                and not any(last.start < day <= point.start for day, _ in self.breaks)
            )
            if joins:
                runs[-1].append(point)
            else:
                runs.append([point])
        return tuple(tuple(run) for run in runs)


@dataclass(frozen=True, slots=True)
class Level:
    """A figure that a claim gives: on one day, or from a day to a day (open where none is)."""

    claim: str
    measure: str
    comparator: str
    low: float
    high: float
    start: date
    end: date | None
    days: str
    source: str
    #: whether its time is known well enough to stand anywhere on an axis
    placed: bool = True

    @property
    def figure(self) -> str:
        """The figure as the source qualifies it, such as ``almost 42,000``."""
        numbers = f"{self.low:,.0f}"
        if self.high != self.low:
            numbers += f" to {self.high:,.0f}"
        return numbers if self.comparator in ("", "exactly") else f"{self.comparator} {numbers}"


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated that is drawn as a line, or as a band where its day is uncertain."""

    key: str
    label: str
    start: date
    latest: date
    days: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """One small drawing with a title: series, and figures of claims beside them."""

    title: str
    series: tuple[Series, ...]
    levels: tuple[Level, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Panels over one axis of time, with all that must be read beside them."""

    id: str
    title: str
    #: what is counted, of whom, divided by what
    measures: tuple[str, ...]
    panels: tuple[Panel, ...]
    events: tuple[Event, ...]
    start: date
    end: date
    #: whether all panels share one scale of figures
    shared: bool
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    version: str
    digest: str
    unit: str = ""

    def __post_init__(self) -> None:
        if not self.sources:
            raise DrawError("KG703", f"The chart {self.id} names no source.", "Give its sources.")

    def series(self) -> tuple[Series, ...]:
        """All series, each once, in the order in which they are drawn."""
        return tuple(dict.fromkeys(one for panel in self.panels for one in panel.series))
