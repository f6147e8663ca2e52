"""Writes the pages and the schema: ``python -m kg.docs.generate``."""

from __future__ import annotations

import sys
from pathlib import Path

from kg import paths
from kg.docs import answer, codes, commands, questions, schema, vocabulary
from kg.export import context


def pages() -> dict[str, str]:
    """Every generated file by its place, and the README with the answer it shows."""
    return {
        "README.md": answer.fill(Path(paths.ROOT, "README.md").read_text(encoding="utf-8")),
        "docs/codes.md": codes.write(),
        "docs/commands.md": commands.write(),
        "docs/questions.md": questions.write(),
        "docs/vocabulary.md": vocabulary.write(),
        "docs/schema/context.jsonld": context.published(),
        "docs/schema/seed.schema.json": schema.write(),
    }


def main() -> None:
    """Write what differs and name it."""
    for name, text in pages().items():
        path = Path(paths.ROOT, name)
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    main()
