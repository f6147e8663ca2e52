"""A dated feed of changes, as Atom (RFC 4287) or JSON Feed 1.1.

An entry's id is the claim's address with its content hash: a claim whose content changed is a
new entry, one whose wording was mended is the same entry of a later day.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from kg.delta.compare import Change, Delta
from kg.errors import KgError
from kg.frozen import Frozen
from kg.names import BASE, full

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

TITLE = "Custody Graph: new, changed and corrected claims"
AUTHOR = "Custody Graph contributors"
RIGHTS = "CC BY 4.0"
_ADDRESS = f"{BASE}feed"
_ATOM = "http://www.w3.org/2005/Atom"
_WORDS = {"added": "New", "changed": "Changed", "corrected": "Corrected", "withdrawn": "Withdrawn"}


class Entry(Frozen):
    """What a reader of the feed gets of one change."""

    id: str
    address: str
    kind: str
    title: str
    text: str
    day: str


def entries(delta: Delta) -> list[Entry]:
    """The entries of a delta, the newest first; what has no day gets the newest of the others."""
    newest = max((change.day for change in delta.changes), default="") or _today()
    found = [_entry(change, newest) for change in delta.changes]
    return sorted(sorted(found, key=lambda e: e.id), key=lambda e: e.day, reverse=True)


def feed(delta: Delta, form: str) -> str:
    """The feed as text; raises KgError where there is no such form."""
    if form not in FEEDS:
        from kg.suggest import did_you_mean

        raise KgError(
            "KG603",
            f"There is no feed {form}.{did_you_mean(form, FEEDS)}",
            f"Use one of: {', '.join(FEEDS)}.",
        )
    return FEEDS[form](entries(delta))


def _entry(change: Change, newest: str) -> Entry:
    address = full(change.claim)
    mark = "withdrawn" if change.kind == "withdrawn" else change.content_hash
    claim = change.evidence
    lines = [claim.text] if claim else []
    if claim:
        negated = ", negated" if claim.polarity == "negated" else ""
        lines += [
            f"Said by: {claim.chain}. Stance: {claim.stance_label}{negated}.",
            f"Where: {claim.document_label}, {claim.place}; stated {claim.stated_on}.",
            f"Valid: {claim.valid or 'no time given; certain only on the day it was stated'}.",
            "Compared with the copy consulted." if claim.verified else "Not verified.",
        ]
    lines += [f"{one.field}: {one.before or 'nothing'} → {one.after or 'nothing'}"
              for one in change.fields]
    lines += [f"Corrected {entry}" for entry in change.log]
    lines += ["Deprecated: wrong when it was stated."] if claim and claim.rank != "normal" else []
    lines += [f"Reason: {change.reason}"] if change.reason else []
    lines += [f"See instead: {change.replaced_by}"] if change.replaced_by else []
    where = claim.document_label if claim else change.document
    return Entry(
        id=f"{address}#{mark}",
        address=address,
        kind=change.kind,
        title=f"{_WORDS[change.kind]}: {change.claim} ({where})",
        text="\n".join(lines),
        day=change.day or newest,
    )


def _atom(found: list[Entry]) -> str:
    # the namespace is written by hand: ElementTree would number it
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})

    def put(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
        one = ET.SubElement(parent, name, attributes)
        one.text = text or None
        return one

    put(root, "id", _ADDRESS)
    put(root, "title", TITLE)
    put(root, "updated", _time(found[0].day if found else _today()))
    put(put(root, "author"), "name", AUTHOR)
    put(root, "rights", RIGHTS)
    put(root, "generator", "Custody Graph")
    for entry in found:
        one = put(root, "entry")
        put(one, "id", entry.id)
        put(one, "title", entry.title)
        put(one, "updated", _time(entry.day))
        put(one, "link", rel="alternate", href=entry.address)
        put(one, "category", term=entry.kind)
        put(one, "content", entry.text, type="text")
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _json(found: list[Entry]) -> str:
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": TITLE,
        "home_page_url": BASE,
        "language": "en",
        "authors": [{"name": AUTHOR}],
        "items": [
            {
                "id": entry.id,
                "url": entry.address,
                "title": entry.title,
                "content_text": entry.text,
                "date_published" if entry.kind == "added" else "date_modified": _time(entry.day),
                "tags": [entry.kind],
            }
            for entry in found
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


FEEDS: dict[str, Callable[[list[Entry]], str]] = {"atom": _atom, "json": _json}


def _time(day: str) -> str:
    """The day as RFC 3339 has it; what changed that day changed by its end, so at its start."""
    return f"{day}T00:00:00Z"


def _today() -> str:
    return datetime.now(tz=UTC).date().isoformat()
