"""Data inside a page, as text that cannot become markup."""

from __future__ import annotations

import json


def embedded(data: object) -> str:
    """JSON for a script element: no ``<`` is left that could end the element around it."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
