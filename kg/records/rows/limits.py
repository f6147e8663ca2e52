"""What is read at most: a file beyond these is refused before it fills memory or disk."""

#: columns of a header; the widest release has 53
COLUMNS = 2_000
#: bytes that are looked at for the header, and lines
HEAD, HEAD_LINES = 1 << 20, 40
#: bytes of a row, whose quoted cells may have several lines; a longer one is set aside
ROW = 2_000_000
#: bytes of a line; no release has a tenth of that. With a longer one the file is refused: to record
#: each of its cells that does not fit takes DuckDB time that grows with their square, and a line
#: that fills its buffer would be lost
LINE = 16 << 10
#: how often its size a compressed file may open to, once it has opened to so many bytes
RATIO, RATIO_FROM = 150, 64 << 20
#: bytes of a table once it is open
OPENED = 64 << 30
#: bytes of disk that stay free
SPARE = 1 << 30
#: rows of a table, and bytes of a Parquet file's description of itself
ROWS, FOOTER = 200_000_000, 64 << 20
#: bytes that the parts of a workbook open to: its sheets are held in memory one by one
SHEETS = 4 << 30
