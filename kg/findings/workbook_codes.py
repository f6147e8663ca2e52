"""What can be wrong in a workbook of official statistics: KG801 to KG829."""

from __future__ import annotations

from kg.findings.code import Code

CODES: dict[str, Code] = {}
