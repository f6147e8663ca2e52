"""The explorer: one page to ask, look, check and share; served, as a file, in a site."""

from __future__ import annotations

from kg.explorer.page import Page, page

__all__ = ["Page", "page"]
