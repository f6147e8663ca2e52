"""``python -m kg``: the command, for where the script is not on the path."""

from __future__ import annotations

from kg.cli import main

if __name__ == "__main__":
    main()
