"""The skeleton of a document's seed file, with the places to fill in marked by TODO."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime


def skeleton(key: str, digests: Sequence[str]) -> str:
    """Text of a seed file for a new document; ``kg check`` names each TODO that is left."""
    today = datetime.now(tz=UTC).date().isoformat()
    lines = [
        "# yaml-language-server: $schema=../../docs/schema/seed.schema.json",
        "record: document",
        f"key: {key}",
        "label: TODO short name shown to readers",
        "kind: TODO such as news",
        "publisher: TODO-key-of-the-publisher",
        "date: TODO-2025-02-03",
        "language: en",
        "licence: TODO licence or copyright of the document",
        "reuse: Facts in own words, and pointers. The text is not stored.",
        "consulted:",
        f'  on: "{today}"',
        "  what: TODO which copy was read",
    ]
    if digests:
        lines += ["  paragraphs:", *(f"    - {digest}" for digest in digests)]
    lines += [
        "voice:",
        "  - {speaker: TODO-key-of-the-publisher, as: institutional}",
        "claims:",
        "  c01-todo:",
        "    text: TODO the claim in your own words",
        "    subject: TODO-key",
        "    predicate: TODO such as leadsTo",
        "    object: TODO-key",
        "    stance: TODO such as asserted",
        "    modality: TODO such as may",
        "    paragraph: 1" if digests else "    locator: TODO where in the document",
        "    verification: {status: unverified}",
    ]
    return "\n".join(lines) + "\n"
