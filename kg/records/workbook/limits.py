"""What a workbook may cost. ICE's own: 62 parts, 13 MB unpacked, ratio 16, 30,000 cells."""

from __future__ import annotations

FILE_BYTES = 100_000_000
PARTS = 2_000
UNPACKED_BYTES = 200_000_000
PART_BYTES = 100_000_000
#: unpacked to packed; parts below a megabyte may be as repetitive as they like
RATIO = 150
RATIO_FROM = 1_000_000
SHEETS = 100
CELLS = 1_000_000
#: cells with blank ones; one of ICE's sheets has 260,000
TAGS = 4_000_000
#: rows times columns of one sheet as a reader lays it out
AREA = 5_000_000
#: of the process that reads the values
SECONDS = 60
MEMORY_BYTES = 2_000_000_000
#: findings of one workbook; what is beyond is counted
FINDINGS = 500
