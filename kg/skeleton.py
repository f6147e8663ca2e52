"""The skeleton of a document's seed file, with the places to fill in marked by TODO."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

_TODO = {
    "label": "TODO short name shown to readers",
    "kind": "TODO such as news",
    "publisher": "TODO-key-of-the-publisher",
    "date": "TODO-2025-02-03",
    "language": "en",
    "licence": "TODO licence or copyright of the document",
    "what": "TODO which copy was read",
}
#: the head of a file of media outlets
MEDIA = """\
# yaml-language-server: $schema=../../docs/schema/seed.schema.json
record: entities
key: media
description: Outlets and sites that published a document.
entities:
"""
_CLAIM = (
    "c01-todo:",
    "  text: TODO the claim in your own words",
    "  subject: TODO-key",
    "  predicate: TODO such as leadsTo",
    "  object: TODO-key",
    "  stance: TODO such as asserted",
    "  modality: TODO such as may",
    "  {place}",
    "  verification: {{status: verified, against: {key}, on: \"{today}\", curators: 1}}",
)


def skeleton(key: str, digests: Sequence[str], given: Mapping[str, str] | None = None) -> str:
    """Text of a seed file for a new document; ``kg check`` names each TODO that is left.

    With ``given`` (label, kind, publisher, date, licence and what; title, url, language, from and
    how where known) the file is valid as it stands, and the form of a claim is a comment in it.
    """
    today = datetime.now(tz=UTC).date().isoformat()
    has = _TODO | {name: _scalar(value) for name, value in (given or {}).items() if value}
    lines = [
        "# yaml-language-server: $schema=../../docs/schema/seed.schema.json",
        "record: document",
        f"key: {key}",
        f"label: {has['label']}",
        *([f"title: {has['title']}"] if "title" in has else []),
        f"kind: {has['kind']}",
        f"publisher: {has['publisher']}",
        f"date: {has['date']}",
        f"language: {has['language']}",
        *([f"url: {has['url']}"] if "url" in has else []),
    ]
    if "from" in has:
        lines += ["derived_from:", f"  - document: {has['from']}", f"    how: {has['how']}"]
    lines += [
        f"licence: {has['licence']}",
        "reuse: Facts in own words, and pointers. The text is not stored.",
        "consulted:",
        f'  on: "{today}"',
        f"  what: {has['what']}",
    ]
    if digests:
        lines += ["  paragraphs:", *(f"    - {digest}" for digest in digests)]
    lines += ["voice:", f"  - {{speaker: {has['publisher']}, as: institutional}}"]
    place = "paragraph: 1" if digests else "locator: TODO where in the document"
    claim = [line.format(place=place, key=key, today=today) for line in _CLAIM]
    if given:
        lines += ["# claims:", *(f"#   {line}" for line in claim)]
    else:
        lines += ["claims:", *(f"  {line}" for line in claim)]
    return "\n".join(lines) + "\n"


def outlet(key: str, label: str) -> str:
    """Lines that add a media outlet to a file of entities."""
    return (
        f"\n  {key}:\n    class: MediaOutlet\n    label: {_scalar(label)}\n"
        f"    definition: {_scalar(label + ', as a publisher.')}\n"
    )


def _scalar(value: str) -> str:
    """A value as YAML takes it for text, in quotes where it would not otherwise."""
    plain = all(c.isalnum() or c in " ,.'()/-" for c in value) and value[:1].isalpha()
    treacherous = value.lower() in ("y", "n", "yes", "no", "true", "false", "on", "off", "null")
    if plain and not treacherous and value == value.strip():
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
