"""A chart made by hand: a measure that ends, one that begins, parts of months, claims, events."""

from __future__ import annotations

from datetime import date

from kg.draw.series.chart import Chart, Event, Level, Panel, Point, Series


def point(
    month: str, value: float, *, measure: str = "book-outs", coverage: str = "whole"
) -> Point:
    """The figure of a month."""
    year, number = int(month[:4]), int(month[5:])
    start = date(year, number, 1)
    end = date(year + number // 12, number % 12 + 1, 1)
    return Point(
        month, start, end, value, coverage, f"observation/book/sheet/A{number}", "book",
        date(2025, 9, 24), "Sheet 1", f"C{number}", measure,
    )


def line(key: str, label: str, look: int, factor: float = 1.0) -> tuple[Series, ...]:
    """Releases until September 2023, of it a part, and book-outs from October on."""
    old = tuple(
        point(f"2023-{n:02}", 100 * n * factor, measure="releases",
              coverage="part" if n == 9 else "whole")
        for n in range(5, 10)
    )
    new = (
        *(point(f"2023-{n:02}", 5000 * factor) for n in (10, 11, 12)),
        point("2024-02", 90 * factor), point("2024-03", 12 * factor, coverage="part"),
    )
    breaks = ((date(2023, 10, 1), "Another measure begins."),)
    return (
        Series(f"{key}/old", label, "releases", "Final releases", "periods", old, breaks, look),
        Series(f"{key}/new", label, "book-outs", "Final book-outs", "periods", new, breaks, look),
    )


def sample() -> Chart:
    """The chart, with texts that would be markup or a formula."""
    level = Level("doc/c1", "beds", "almost", 4200, 4200, date(2023, 11, 1), None, "2023-11-01",
                  "A & B <i>, doc p3")
    span = Level("doc/c2", "beds", "exactly", 3000, 3500, date(2023, 6, 1), date(2024, 1, 5),
                 "2023-06/2024-01-05", "C, doc p4")
    return Chart(
        "sample", "Releases & <b> $x^2$", ("Final book-outs: people; denominator: a count.",),
        (
            Panel("Paroled <script>", line("a", "Paroled", 0), (level, span), note="A gloss."),
            Panel("Order of Supervision", line("b", "Supervision", 3, 0.01)),
            Panel("Bond", line("c", "Bond", 1, 0.1)[1:]),
        ),
        (
            Event("x", "An order", date(2023, 11, 20), date(2023, 11, 20), "2023-11-20",
                  ("doc/c3-order-in-force",)),
            Event("y", "A memo", date(2023, 11, 22), date(2023, 11, 28), "[2023-11-22..28]"),
        ),
        date(2023, 5, 1), date(2024, 4, 1), False,
        ("Each panel has a scale of its own.",),
        ("Source: book (vintage 2025-09-24, SHA-256 0123456789ab): sheet “Sheet 1”, C5:C12.",),
        "0.1.0", "0123456789ab",
    )
