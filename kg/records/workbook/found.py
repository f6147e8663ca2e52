"""Findings with a place in a workbook: file, sheet and cell."""

from __future__ import annotations

from kg.findings.codes import CODES
from kg.findings.model import Finding, Place


def finding(
    code: str, file: str, message: str, sheet: str = "", cell: str = "", severity: str = "error"
) -> Finding:
    """A finding whose place reads ``file.xlsx!Sheet!B7``; the remedy is its code's."""
    parts = [part for part in (file, sheet.strip(), cell) if part]
    return Finding(Place("!".join(parts)), code, message, CODES[code].remedy, severity)
