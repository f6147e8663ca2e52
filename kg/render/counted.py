"""What the cells of an answer count, as lines below it: a count never stands without them."""

from __future__ import annotations

from kg.ask.counted import Counted, counted
from kg.ask.reading import readings, spoken, vintages
from kg.render.cells import figure
from kg.render.rows import grid
from kg.render.table import indented

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from kg.ask.evidence import Engine
    from kg.ask.reading import Reading


#: columns of a cell's publications
_COLUMNS = ("published", "value", "coverage", "document", "sheet", "cell", "id")


def shown(engine: Engine, cell: str, form: str) -> str:
    """A cell with what it counts, and the same cell in every publication beside each other.

    As JSON the cells by id, as the answer schema has them.
    """
    one = readings(engine, [cell])[cell]
    found = vintages(engine, one)
    if form == "json":
        import json

        data = {each.id: each.to_json() for each in found}
        return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True)
    rows = [
        [each.published, text(each.value, form), each.coverage, each.document, each.sheet,
         each.cell, each.id]
        for each in found
    ]
    listed = grid(form, list(_COLUMNS), rows, ("value",))
    if form != "table":
        return listed
    lines = [
        one.id,
        indented(f"{text(one.value, form)} {one.unit}: {one.measure_label}, {spoken(one.period)}"
                 f"{' (part)' if one.coverage == 'part' else ''}", "  ", "    "),
        *(f"    {name:<18}{label}" for name, (_, label) in one.dimensions.items()),
        indented(f"where  {one.document_label}, {one.sheet}, {one.cell}", "  ", "    "),
        *block([one])[1:],
        "",
        "Every publication of it at hand:" if len(found) > 1 else "No other publication has it.",
    ]
    return "\n".join([*lines, *([listed] if len(found) > 1 else [])])


def text(value: Decimal | int | str, form: str) -> str:
    """A figure as the format has it: with separators where people read it."""
    return figure(value) if form in ("table", "md") and not isinstance(value, str) else str(value)


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
