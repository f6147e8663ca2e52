"""What axe, which judges how accessible a page is, finds wrong in one."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # no stubs
    Axe,
)
from playwright.sync_api import Page

#: to read style sheets once more is not possible from a disk, and is not needed; of what passes,
#: no addresses are worked out, which takes half of the time
_OPTIONS = {"preload": False, "resultTypes": ["violations"]}


def violations(page: Page, part: str | None = None) -> list[object]:
    """Rules that the page, or the part that a selector names, breaks, with the first elements."""
    found = Axe().run(page, part, options=_OPTIONS).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]
