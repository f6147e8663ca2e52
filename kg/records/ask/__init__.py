"""Questions about record-level rows, as Ibis expressions over the tables ``stints`` and ``stays``.

The same expressions run on DuckDB over Parquet files, which is the default, and on any engine that
Ibis reaches and that holds the two tables. Expressions keep to what engines share: filters, groups,
counts and sums; no window, no median of the engine's own, no text function beyond case and trim.
"""
