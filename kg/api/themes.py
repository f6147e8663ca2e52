"""Themes of questions, in the order in which a reader meets them."""

from __future__ import annotations

#: theme of a question's header → what a reader sees of it
THEMES = {
    "factors": "Reasons for release and detention",
    "pathway": "From arrest to release and monitoring",
    "law": "What the law allows and requires",
    "countries": "Countries and returns",
    "record": "Counts of the official record",
    "figures": "Figures in documents",
    "time": "Events and changes",
    "actors": "Roles, contracts and plans",
    "sources": "Who said what",
    "conflicts": "What is contested",
    "limits": "What is limited, unsaid or unverified",
    "provenance": "How claims came into this graph",
    "curation": "For curators",
}


def label(theme: str) -> str:
    """What a reader sees of a theme; one without a name has its own with a capital."""
    return THEMES.get(theme) or theme.capitalize()


def rank(theme: str) -> tuple[int, str]:
    """The place of a theme among all; what has none comes last, by its name."""
    names = list(THEMES)
    return names.index(theme) if theme in THEMES else len(names), theme
