"""What can be wrong in a record-level file that a user brings: KG831 to KG869."""

from __future__ import annotations

from kg.findings.code import Code

CODES: dict[str, Code] = {}
