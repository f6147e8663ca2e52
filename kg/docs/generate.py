"""Writes the pages and the schema: ``python -m kg.docs.generate``."""

from __future__ import annotations

import sys
from pathlib import Path

from kg import paths
from kg.docs import codes, commands, questions, schema, vocabulary


def pages() -> dict[str, str]:
    """Every generated file, by its place below ``docs/``."""
    return {
        "codes.md": codes.write(),
        "commands.md": commands.write(),
        "questions.md": questions.write(),
        "vocabulary.md": vocabulary.write(),
        "schema/seed.schema.json": schema.write(),
    }


def main() -> None:
    """Write what differs and name it."""
    for name, text in pages().items():
        path = Path(paths.ROOT, "docs", name)
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"docs/{name}\n")


if __name__ == "__main__":
    main()
