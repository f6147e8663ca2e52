"""Measure the explorer in Chromium; status 1 on a miss.

    python benchmarks/explorer.py [--rounds 15]

The page of the project's own graph is written as a file. It is opened in a browser that has not
seen it, at its first view and at the drawing of everything, with things and claims added until
there are 500 boxes. A view is usable when its script has run and the browser has painted: the time
counts from the start of the navigation. A filter and a choice count from the event to the second
frame after it, where the drawing opened and again with all 500 boxes in sight. Figures are medians
of the rounds.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from kg.explorer import page
from kg.graph import open_graph

CHROMIUM = os.environ.get("KG_CHROMIUM", "/usr/bin/chromium")
NODES = 500
#: milliseconds at most
MOST_OPEN, MOST_STEP = 1000.0, 100.0
_PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_TIMED = """async (code) => {
  const begun = performance.now();
  (0, eval)(code);
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - begun;
}"""
_EVERYTHING = "view=look&look.mode=everything"
#: what is done in the drawing of everything: name, and the clicks that do it and take it back
_STEPS = (
    ("select a box", "document.querySelectorAll('#look .drawing .node')[NUMBER]"
     ".dispatchEvent(new PointerEvent('click', {bubbles: true}));"
     " go({thing: document.querySelectorAll('#look .drawing .node')[NUMBER].dataset.id})"),
    ("filter by kind", "document.querySelector('#look .legend input[type=checkbox]').click()"),
    ("move the day", "go({as_of: `2025-0${NUMBER % 9 + 1}-15`})"),
)


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the explorer in Chromium.")
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        file = Path(place) / "explorer.html"
        text = _filled(page(open_graph()).text)
        file.write_text(text, encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        print(f"{len(text) / 1e6:.1f} MB, {NODES} boxes, medians of {rounds} rounds\n")
        missed = sum([
            _opened(browser, file, "the first view", "", rounds),
            _opened(browser, file, "the drawing of everything", _EVERYTHING, rounds),
            *_stepped(browser, file, rounds),
        ])
        browser.close()
    print("\nAll targets are met." if not missed else f"\n{missed} targets are MISSED.")
    return int(missed > 0)


def _filled(text: str) -> str:
    """The page with things and claims added until the drawing has its boxes."""
    found = re.search(r'(<script type="application/json" id="pack">)(.*?)(</script>)', text, re.S)
    if found is None:
        raise SystemExit("The page holds no data.")
    pack: dict[str, Any] = json.loads(found[2])
    drawn = pack["drawn"]
    row = drawn["rows"][0]
    for number in range(NODES - len(drawn["boxes"])):
        name, claim = f"added-{number}", f"added/c{number}"
        drawn["boxes"][name] = drawn["boxes"][row[1]]
        pack["things"][name] = pack["things"][row[1]] | {"label": f"Added {number}"}
        pack["claims"][claim] = pack["claims"][row[0]]
        drawn["rows"].append([claim, name, row[2], row[3]])
        places = pack["views"]["everything"]["nodes"]
        places[name] = [places[row[1]][0] + 30 * number, places[row[1]][1]]
    return text[: found.start(2)] + json.dumps(pack).replace("<", "\\u003c") + text[found.end(2):]


def _opened(browser: Browser, file: Path, name: str, state: str, rounds: int) -> bool:
    taken = []
    for _ in range(rounds):
        opened = _page(browser)
        opened.goto(f"{file.as_uri()}#{state}")
        opened.wait_for_function("window.__ready === true")
        opened.evaluate(_PAINTED)
        taken.append(float(opened.evaluate("performance.now()")))
        boxes = opened.locator("#look .drawing .node").count()
        if state and boxes != NODES:
            raise SystemExit(f"{boxes} boxes are drawn, not {NODES}.")
        opened.context.close()
    return _told(name, taken, MOST_OPEN)


def _stepped(browser: Browser, file: Path, rounds: int) -> list[bool]:
    opened = _page(browser)
    opened.goto(f"{file.as_uri()}#{_EVERYTHING}")
    opened.wait_for_function("window.__ready === true")
    missed = []
    for sight in ("", ", all in sight"):
        if sight:
            opened.locator("#look .sightbar").get_by_role("button", name="All", exact=True).click()
            opened.wait_for_timeout(500)
        for name, code in _STEPS:
            taken = [float(opened.evaluate(_TIMED, code.replace("NUMBER", str(number))))
                     for number in range(rounds)]
            missed.append(_told(name + sight, taken, MOST_STEP))
            opened.evaluate("go({thing: undefined, as_of: undefined})")
    opened.context.close()
    return missed


def _page(browser: Browser) -> Page:
    # the page's own policy lets nothing be evaluated from texts
    return browser.new_context(
        viewport={"width": 1400, "height": 900}, bypass_csp=True, reduced_motion="reduce"
    ).new_page()


def _told(name: str, taken: list[float], most: float) -> bool:
    missed = median(taken) > most
    print(f"  {name:32}{median(taken):8.0f} ms, at most {most:5.0f}"
          f"  {'MISSED' if missed else 'met'} (least {min(taken):.0f})")
    return missed


if __name__ == "__main__":
    sys.exit(main())
