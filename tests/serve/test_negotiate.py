"""Which format a client gets."""

from __future__ import annotations

import pytest

from kg.serve.negotiate import BOOLEAN, SOLUTIONS, TRIPLES, chosen

JSON, XML, CSV, TSV = SOLUTIONS[:4]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("text/csv", CSV),
        ("TEXT/CSV", CSV),
        ("text/*", CSV),
        ("text/csv;q=0.4, text/tab-separated-values;q=0.5", TSV),
        ("text/csv, */*;q=0.1", CSV),
        ("*/*;q=0.1, text/csv", CSV),
        (f"{JSON};q=0, */*", XML),
        ("text/*;q=0.9, text/csv;q=0", TSV),
        ("application/*;q=0.5, text/csv;q=0.4", JSON),
        (f"{XML};charset=utf-8", XML),
        ("text/csv ; q=0.5 , text/tab-separated-values ; q=0.9", TSV),
        ("application/json", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
        ("text/html", None),
        ("image/png, text/turtle", None),
        ("*/*;q=0", None),
        ("text/csv;q=none", None),
        ("no type, text/csv", CSV),
        (",;,;=", JSON),
    ],
)
def test_rows(accept: str | None, expected: str | None) -> None:
    assert chosen(accept, SOLUTIONS) == expected


def test_yes_and_no_have_no_csv() -> None:
    assert chosen("text/csv", BOOLEAN) is None
    assert chosen("text/csv, */*;q=0.1", BOOLEAN) == JSON


def test_a_graph_is_turtle_unless_asked() -> None:
    assert chosen("*/*", TRIPLES) == "text/turtle"
    assert chosen("application/ld+json", TRIPLES) == "application/ld+json"
    assert chosen("application/*", TRIPLES) == "application/n-triples"
