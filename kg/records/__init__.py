"""Official records: published workbooks, and record-level files that a user brings."""
