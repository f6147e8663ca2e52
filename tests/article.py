"""The seeds of one article, for tests whose work would grow with the graph and show no more."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from kg import paths

KEY = "pickaway-2025-02"
_START = (KEY, "curator-notes-pickaway")
_WORD = re.compile(r"[a-z0-9][a-z0-9-]*")
_RECORD = re.compile(r"^  [a-z0-9-]+:\n(?:(?:    .*)?\n)*", re.MULTILINE)


@cache
def article_files() -> dict[str, str]:
    """The article, what was made from it or with it, and all they name: texts by path in seeds.

    Every file is that of the project; of files of entities, only the records named are kept.
    """
    seeds = Path(paths.ROOT) / "seeds"
    found: dict[str, str] = {}
    queue = [f"documents/{key}.yaml" for key in _START]
    queue += (f"curation/{path.name}" for path in (seeds / "curation").glob("article-*.yaml"))
    while queue:
        name = queue.pop()
        if name in found:
            continue
        found[name] = (seeds / name).read_text(encoding="utf-8")
        queue += (
            f"documents/{word}.yaml" for word in set(_WORD.findall(found[name]))
            if (seeds / "documents" / f"{word}.yaml").exists()
        )
    words = set(_WORD.findall(" ".join(found.values())))
    files = {path: path.read_text(encoding="utf-8") for path in (seeds / "entities").glob("*.yaml")}
    records = {_key(one): one for text in files.values() for one in _RECORD.findall(text)}
    known = {key for key in records if key in words}
    while more := {
        key for one in known for key in _WORD.findall(records[one]) if key in records
    } - known:
        known |= more
    for path, text in files.items():
        kept = [one for one in _RECORD.findall(text) if _key(one) in known]
        if kept:
            head = text.partition("entities:\n")[0] + "entities:\n"
            found[f"entities/{path.name}"] = head + "".join(kept)
    return found


def _key(record: str) -> str:
    return record.partition(":")[0].strip()


def article_seeds(folder: Path) -> Path:
    """Write the seeds of the article to a folder of its own, and return it."""
    for name, text in article_files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
