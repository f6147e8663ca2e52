"""Presentation: answers and findings as tables, JSON, CSV, Markdown. Knows no SPARQL."""
