"""``kg draw series``: charts of the record."""

from __future__ import annotations

from datetime import date

from kg.cli.daily import assignments
from kg.cli.inspect import days, opened
from kg.edtf import Edtf
from kg.errors import KgError
from kg.suggest import did_you_mean

NAMES = ("releases", "atd", "population")


def series(
    name: str | None,
    output: str,
    first: str | None,
    last: str | None,
    sets: list[str],
    beside: str | None,
    known_by: str | None,
    seeds: str | None,
) -> int:
    """Write a chart and print where it is."""
    from kg.draw.series import draw
    from kg.draw.series.prepare import CHARTS, FIRST, LAST

    if name not in NAMES:
        what = "No chart is named." if name is None else f"There is no chart {name}."
        raise KgError(
            "KG603", what + did_you_mean(name or "", NAMES),
            f"Use kg draw series with one of: {', '.join(NAMES)}.",
        )
    days(None, known_by)
    make, parameter = CHARTS[name]
    given = assignments(sets)
    for key in given:
        if key != parameter:
            raise KgError(
                "KG603",
                f"The chart {name} has no parameter {key}.{did_you_mean(key, (parameter,))}",
                f"Its parameter: {parameter}, values parted by commas.",
            )
    start, end = _edge(first, "--from", FIRST), _edge(last, "--to", LAST)
    if start >= end:
        raise KgError("KG603", "--to lies before --from.", "Give the earlier time to --from.")
    more: dict[str, object] = {} if beside is None else {"beside": beside}
    if parameter in given:
        more["chosen"] = tuple(part.strip() for part in given[parameter].split(",") if part.strip())
    chart = make(opened(seeds), start, end, known_by=known_by, **more)
    draw(chart, output)
    figures = sum(len(one.points) for one in chart.series())
    print(f"Drew panels: {len(chart.panels)}, figures: {figures}, events: {len(chart.events)}. "
          f"See {output}")
    return 0


def _edge(text: str | None, option: str, otherwise: date) -> date:
    """The first day of a time, or for --to the day after its last."""
    if text is None:
        return otherwise
    try:
        found = Edtf.parse(text)
        if found.is_interval or found.start is None or "[" in text:
            raise ValueError
        first, last = found.start
        return first if option == "--from" else date.fromordinal(last.toordinal() + 1)
    except ValueError:
        raise KgError(
            "KG603", f"{option} {text!r} is no month, day or year.", "Write it as 2025-02."
        ) from None
