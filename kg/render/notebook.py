"""What notebooks show: answers, claims and cells as HTML without scripts, addresses or classes.

Every text of the data is escaped here, and nowhere else: callers give texts, never markup.
"""

from __future__ import annotations

from html import escape

from kg.ask.counted import counted
from kg.render.cells import figure, grid, numeric
from kg.render.counted import sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from kg.ask.answer import Answer
    from kg.ask.evidence import Evidence
    from kg.ask.reading import Reading

_CLAIM = ("claim", "text", "said by", "stance", "modality", "where", "stated", "contested by")


def answer(found: Answer) -> str:
    """An answer: its table, what it rests on, its claims to be opened, and what it cannot say."""
    columns, rows = grid(found, claims=True, figures=True)
    days = [f"as of {found.as_of}"] if found.as_of else []
    days += [f"known by {found.known_by}"] if found.known_by else []
    title = ", ".join([found.heading, *days])
    rests = [
        found.evidence_line(), f"Last confirmed: {found.last_confirmed or 'never'}.",
        f"Custody Graph {found.version}, {found.digest[:12]}.",
    ]
    notes = [*map(sentence, counted(found.observations.values())), *found.limits]
    return (
        table(title, columns, rows, numeric(found))
        + f"<p>{escape(' '.join(rests))}</p>"
        + claims(found.claims.values())
        + listed("What this answer cannot say, and what is counted", notes)
    )


def claims(found: Iterable[Evidence]) -> str:
    """A table of claims, to be opened; nothing where there are none."""
    rows = [
        [
            one.id, one.text, one.chain,
            one.stance_label + (" (negated)" if one.polarity == "negated" else ""), one.modality,
            f"{one.document_label}, {one.place}", one.stated_on, ", ".join(one.contested_by),
        ]
        for one in found
    ]
    title = f"Claims behind it: {len(rows)}"
    return opened(title, table(title, _CLAIM, rows)) if rows else ""


def claim(one: Evidence) -> str:
    """A claim with its evidence, one property a line."""
    return described(one.text, {
        "claim": one.id,
        "said by": one.chain,
        "where": f"{one.document_label}, {one.place}; stated {one.stated_on}",
        "stance": one.stance_label,
        "polarity": one.polarity,
        "modality": one.modality,
        "valid": one.valid or "no time given: certain only on the day it was stated",
        "origin": "; ".join(one.origin_labels),
        "contested by": ", ".join(one.contested_by) or "no curated conflict",
        "checked": "against the copy consulted" if one.verified else "not verified",
        "deprecated": one.rank_reason or "" if one.rank == "deprecated" else "",
        "note": one.note or "",
    })


def cell(one: Reading) -> str:
    """A cell of a published table with what it counts, one property a line."""
    value = figure(one.value) if not isinstance(one.value, str) else one.value
    return described(f"{one.measure_label}: {value}", {
        "cell": one.id,
        "unit": one.unit,
        "population": one.population,
        "denominator": one.denominator,
        "period": f"{one.period} ({one.coverage})",
        **{name: label for name, (_, label) in one.dimensions.items()},
        "where": f"{one.document_label}, {one.sheet.strip()}!{one.cell}",
        "published": one.published,
        "cannot be split": one.not_separable,
        "breaks": "; ".join(f"{gap.at}: {gap.reason}" for gap in one.breaks),
    })


def table(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    right: Collection[str] = (),
) -> str:
    """A table of texts with a caption; columns named in ``right`` are figures."""
    side = [f' style="text-align: {"right" if name in right else "left"}"' for name in columns]
    head = "".join(
        f'<th scope="col"{style}>{escape(name)}</th>'
        for style, name in zip(side, columns, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td{style}>{escape(text)}</td>" for style, text in zip(side, row, strict=True))
        + "</tr>"
        for row in rows
    )
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def described(title: str, facts: dict[str, str]) -> str:
    """A table of facts by name, without those that are empty."""
    body = "".join(
        f'<tr><th scope="row" style="text-align: left">{escape(name)}</th>'
        f'<td style="text-align: left">{escape(text)}</td></tr>'
        for name, text in facts.items() if text
    )
    return f"<table><caption>{escape(title)}</caption><tbody>{body}</tbody></table>"


def listed(title: str, lines: Sequence[str]) -> str:
    """A list with a title; nothing where there are no lines."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<p>{escape(title)}:</p><ul>{items}</ul>" if lines else ""


def opened(title: str, content: str) -> str:
    """Markup of this module that is shown when its title is chosen."""
    return f"<details><summary>{escape(title)}</summary>{content}</details>"
