"""Places for the things of a whole network: a block for each family, cheap and without overlap.

The layout of a drawing takes too long for a whole network; the programs that read these files lay
out what is chosen there. What they open with should be readable and the same every time.
"""

from __future__ import annotations

from math import ceil, sqrt

from kg.draw import style
from kg.draw.geometry import Box, measure
from kg.draw.layout import NODE_LEADING, NODE_SIZE, wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_LINE = 22
_PADDING, _GAP, _BETWEEN = 18.0, 24.0, 120.0


def places(things: Mapping[str, tuple[str, str]]) -> dict[str, Box]:
    """Boxes by id, for the kind and the label of each thing; families stand in the order of
    :data:`kg.draw.style.FAMILIES`, side by side, and their kinds and labels in order of the
    alphabet from above."""
    found: dict[str, Box] = {}
    x = 0.0
    for name in style.FAMILIES:
        members = sorted(
            (kind, label, key) for key, (kind, label) in things.items()
            if style.family(kind) == name
        )
        if members:
            sizes = {key: _size(label) for _, label, key in members}
            keys = [key for *_, key in members]
            wide = max(width for width, _ in sizes.values()) + _GAP
            high = max(height for _, height in sizes.values()) + _GAP
            columns = max(1, round(sqrt(len(keys) * high / wide)))
            for n, key in enumerate(keys):
                row, column = divmod(n, columns)
                across, down = x + column * wide + wide / 2, row * high + high / 2
                found[key] = Box(round(across, 1), round(down, 1), *sizes[key])
            x += min(columns, len(keys)) * wide + _BETWEEN
    return found


def lines(label: str) -> tuple[str, ...]:
    """The label as it stands in its box."""
    return wrapped(label, _LINE)


def _size(label: str) -> tuple[float, float]:
    text = lines(label)
    width = max(measure(line, NODE_SIZE) for line in text) + _PADDING
    return float(ceil(width)), len(text) * NODE_LEADING + _PADDING
