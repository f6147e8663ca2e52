"""What tests read off the view Look: what is drawn, and where."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page


def nodes(page: Page) -> set[str]:
    """Ids of the boxes in the drawing."""
    return set(page.eval_on_selector_all(
        "#look .drawing .node", "found => found.map(one => one.dataset.id)"))


def arrows(page: Page) -> set[str]:
    """Names of the arrows in the drawing."""
    return set(page.eval_on_selector_all(
        "#look .drawing .edge", "found => found.map(one => one.dataset.id)"))


def overlaps(page: Page) -> list[Any]:
    """Pairs of boxes that cover each other."""
    found: list[Any] = page.evaluate("""() => {
      const boxes = [...document.querySelectorAll('#look .drawing .node .outline')]
        .map(one => [one.parentNode.dataset.id, one.getBoundingClientRect()]);
      const both = [];
      boxes.forEach(([a, one], n) => boxes.slice(0, n).forEach(([b, other]) => {
        if (one.left < other.right - 1 && other.left < one.right - 1
          && one.top < other.bottom - 1 && other.top < one.bottom - 1) both.push([a, b]);
      }));
      return both;
    }""")
    return found


def parameters(page: Page) -> dict[str, list[str]]:
    """The state as the address has it."""
    found: dict[str, list[str]] = page.evaluate("""() => {
      const parts = new URLSearchParams(location.hash.slice(1));
      return Object.fromEntries([...new Set(parts.keys())].map(k => [k, parts.getAll(k)]));
    }""")
    return found
