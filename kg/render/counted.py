"""What the cells of an answer count, as lines below it: a count never stands without them."""

from __future__ import annotations

from kg.ask.counted import Counted, counted
from kg.ask.reading import spoken
from kg.render.table import indented

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.ask.reading import Reading


def block(cells: Iterable[Reading]) -> list[str]:
    """For a terminal: a heading, and each measure with its lines."""
    lines = ["Counted"]
    for one in counted(cells):
        lines.append(indented(_head(one), "  ", "    "))
        lines += [indented(f"{name:<14}{text}", "    ", " " * 18) for name, text in facts(one)]
    return lines


def markdown(cells: Iterable[Reading]) -> list[str]:
    """For a document: a list item for each measure."""
    return [f"- Counted: {sentence(one)}" for one in counted(cells)]


def sentence(one: Counted) -> str:
    """A measure and its facts in a row."""
    parts = [_head(one), *(f"{name}: {text.rstrip('.')}" for name, text in facts(one))]
    return "; ".join(parts) + "."


def facts(one: Counted) -> list[tuple[str, str]]:
    """What has to be known of a measure of a table, by name; what is not said is left out."""
    found = [
        ("population", one.population),
        ("denominator", one.denominator),
        ("vintage", ", ".join(map(spoken, one.vintages))),
        ("not separable", one.not_separable),
        *(("series break", f"{spoken(b.at)}: {b.reason}") for b in one.breaks),
        ("part only", ", ".join(map(spoken, one.parts))),
    ]
    return [(name, text) for name, text in found if text]


def _head(one: Counted) -> str:
    kind = ", ".join(part for part in (one.unit, one.kind) if part)
    return f"{one.measure_label} ({kind}), table: {one.table_label}"
