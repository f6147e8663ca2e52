"""Accessibility as far as axe-core sees it; what it cannot see, the keyboard tests look at."""

from __future__ import annotations

import pytest

from tests.axe import violations

from .conftest import Opened


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    "address", ["", "#node=release", "#edge=link%2F25", "#view=table", "#search=release"]
)
@pytest.mark.parametrize("width", [1400, 390])
def test_axe_finds_nothing(opened: Opened, address: str, width: int, dark: bool) -> None:
    # axe is injected, which the page's own policy forbids.
    page = opened(None, address, dark=dark, size=(width, 900), bypass_csp=True)
    assert violations(page) == []
