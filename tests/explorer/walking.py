"""Walking through the explorer with a mouse, or with nothing but keys."""

from __future__ import annotations

from typing import Protocol

from playwright.sync_api import Locator, Page, expect

#: stops of the Tab key until a thing must have been reached
MOST_STOPS = 700


class Walker(Protocol):
    """One way to use a page."""

    page: Page

    def choose(self, what: Locator) -> None:
        """Press a button, follow a link, open a summary, tick a box."""

    def write(self, where: Locator, text: str) -> None:
        """Put a text into a field, in place of what is there."""

    def pick(self, where: Locator, label: str) -> None:
        """Take a choice of a list by what it is called."""


class Mouse:
    """Clicks; only texts are typed."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def choose(self, what: Locator) -> None:
        what.click()

    def write(self, where: Locator, text: str) -> None:
        where.click(click_count=3)
        where.press_sequentially(text)

    def pick(self, where: Locator, label: str) -> None:
        # the list that a browser opens is drawn outside of the page
        where.select_option(label=label)


class Keys:
    """Tab to what is wanted, then the key that it takes; the page gets no other event."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def choose(self, what: Locator) -> None:
        self.reach(what)
        ticked = what.evaluate("one => one.type === 'checkbox'")
        self.page.keyboard.press("Space" if ticked else "Enter")

    def write(self, where: Locator, text: str) -> None:
        self.reach(where)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def pick(self, where: Locator, label: str) -> None:
        self.reach(where)
        options = where.locator("option").all_inner_texts()
        wanted = [one.strip() for one in options].index(label)
        self.page.keyboard.press("Home")
        for _ in range(wanted):
            self.page.keyboard.press("ArrowDown")
        expect(where.locator("option:checked")).to_have_text(label)

    def reach(self, what: Locator) -> None:
        """Press Tab until it has the focus."""
        expect(what).to_be_visible()
        wanted = what.element_handle()
        key = self.page.evaluate(
            # which way is shorter; focus in nothing is at the top
            """one => {
              const here = document.activeElement;
              return here !== document.body
                && here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING
                ? "Shift+Tab" : "Tab";
            }""", wanted)
        for _ in range(MOST_STOPS):
            if self.page.evaluate("one => document.activeElement === one", wanted):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{what} was not reached by {key}")
