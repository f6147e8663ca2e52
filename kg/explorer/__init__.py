"""The explorer: one page to ask, look, check and share; served, as a file, in a site."""

from __future__ import annotations

from kg.explorer.page import Page, live_page, page, page_path

__all__ = ["Page", "live_page", "page", "page_path"]
