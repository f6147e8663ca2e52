"""Comparing two builds claim by claim."""

from __future__ import annotations

from kg.ask.corrections import Correction, corrections
from kg.ask.evidence import Evidence, evidence
from kg.delta.cells import CellChange, cells
from kg.delta.state import EDITORIAL, State, states
from kg.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.delta.source import Source

KINDS = {
    "added": "New",
    "changed": "Changed: what the claim says, of when, or where it stands",
    "corrected": "Corrected: wording, rank, verification, note, or an entry of the log",
    "withdrawn": "Withdrawn",
}


class FieldChange(Frozen):
    """A field with its values before and after; several values are joined."""

    field: str
    before: str
    after: str


class Change(Frozen):
    """What became of one claim."""

    kind: str
    claim: str
    document: str
    fields: tuple[FieldChange, ...]
    #: why it is withdrawn or deprecated; empty where nothing is said
    reason: str
    replaced_by: str
    #: entries of the log of corrections that the older build does not have
    log: tuple[Correction, ...]
    #: of the newer build; of the older where the claim is gone
    content_hash: str
    #: as kg.delta.state.State has it, or the day of the correction if it is later
    day: str
    evidence: Evidence | None


class Delta(Frozen):
    """What changed from one build to another, by document and claim."""

    old: Source
    new: Source
    since: str | None
    changes: tuple[Change, ...]
    #: claims in both that are the same
    unchanged: int
    #: cells of published tables, added up by document and table
    cells: tuple[CellChange, ...]

    def of_kind(self, kind: str) -> tuple[Change, ...]:
        """The changes of a kind."""
        return tuple(change for change in self.changes if change.kind == kind)


def compare(old: Source, new: Source, since: str | None = None) -> Delta:
    """Every claim that is new, changed, corrected or withdrawn; with ``since``, from that day on.

    Claims without any day are left out where ``since`` is given.
    """
    before, after = states(old.engine), states(new.engine)
    known_log = corrections(old.engine)
    log = {
        claim: tuple(one for one in found if one not in known_log.get(claim, ()))
        for claim, found in corrections(new.engine).items()
    }
    found = [
        one for claim in sorted({*before, *after})
        if (one := _change(before.get(claim), after.get(claim), log.get(claim, ())))
    ]
    kept = [one for one in found if since is None or _day(one) >= since]
    known = evidence(new.engine, {one[1].id for one in kept})
    known |= evidence(old.engine, {one[1].id for one in kept} - set(known))
    changes = tuple(_whole(one, known) for one in kept)
    living = sum(not state.withdrawn for state in after.values())
    touched = sum(one[0] != "withdrawn" for one in found)
    changed = cells(old.engine, new.engine, since)
    return Delta(old, new, since, changes, living - touched, changed)


_Found = tuple[str, State, tuple[FieldChange, ...], tuple[Correction, ...]]


def _change(
    before: State | None, after: State | None, log: tuple[Correction, ...]
) -> _Found | None:
    if after is None:
        # its key is permanent, so without a tombstone it should not be gone; it is told
        return None if before is None or before.withdrawn else ("withdrawn", before, (), log)
    if after.withdrawn:
        known = before and before.withdrawn and not log
        return None if known else ("withdrawn", after, (), log)
    if before is None or before.withdrawn:
        return "added", after, (), log
    fields = tuple(_fields(before, after))
    if not fields and not log:
        # another hash of the same fields: the model grew between the builds
        return None
    content = any(change.field not in EDITORIAL for change in fields)
    return "changed" if content else "corrected", after, fields, log


def _day(found: _Found) -> str:
    return max(found[1].day, *(entry.on for entry in found[3]), "")


def _fields(before: State, after: State) -> Iterator[FieldChange]:
    for name in sorted({*before.fields, *after.fields}):
        old, new = before.fields.get(name, ()), after.fields.get(name, ())
        if old != new:
            yield FieldChange(name, "; ".join(old), "; ".join(new))


def _whole(found: _Found, known: dict[str, Evidence]) -> Change:
    kind, state, fields, log = found

    def first(name: str) -> str:
        return (state.fields.get(name) or ("",))[0]

    reason = first("reason") or first("rankReason")
    if kind == "withdrawn" and not state.withdrawn:
        reason = "It is gone, and no tombstone says why."
    return Change(
        kind=kind,
        claim=state.id,
        document=state.id.partition("/")[0],
        fields=fields,
        reason=reason,
        replaced_by=first("isReplacedBy"),
        log=log,
        content_hash=state.content_hash,
        day=_day(found),
        evidence=known.get(state.id),
    )
