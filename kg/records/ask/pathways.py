"""Raw release reasons and the pathway each belongs to, value by value.

Bond set by ICE and bond set by a judge are two pathways, and a reason that is not in the table is
none of them: it stays visible as an unknown value. Ids are those of the graph where it has them.
"""

from __future__ import annotations

UNKNOWN, BLANK = "unknown value", "(no value)"

#: pathway → label and the raw values, in lower case, as capitals differ within one file
PATHWAYS: dict[str, tuple[str, tuple[str, ...]]] = {
    "bond-by-ice": ("Bond set by ICE", ("bonded out - field office",)),
    "bond-by-judge": ("Bond set by a judge", ("bonded out - ij",)),
    "recognizance": (
        "Release on recognizance",
        ("order of recognizance", "order of recognizance - humanitarian"),
    ),
    "parole": (
        "Parole",
        ("paroled", "paroled - fear found", "paroled - humanitarian", "paroled - public benefit"),
    ),
    "order-of-supervision": (
        "Order of supervision",
        (
            "order of supervision", "order of supervision - no slrrff",
            "order of supervision - humanitarian", "order of supervision - re-release",
        ),
    ),
    "relief-granted": ("Relief granted", ("relief granted by ij",)),
    "proceedings-terminated": ("Proceedings terminated", ("proceedings terminated",)),
    "court-ordered": ("Court ordered", ("court ordered",)),
    "prosecutorial-discretion": ("Prosecutorial discretion", ("prosecutorial discretion",)),
    "handover-to-hhs": (
        "Handed over to HHS", ("orr - office of refugee resettlement",),
    ),
    "handover-to-other-agency": (
        "Handed over to the Marshals or another agency",
        (
            "u.s. marshals or other agency",
            "u.s. marshals or other agency (explain in detention comments)",
        ),
    ),
    "removal": (
        "Removal, return or voluntary departure",
        ("removed", "voluntary departure", "voluntary return", "title 42 return"),
    ),
    "transfer": ("Transfer, no exit", ("transferred",)),
    "disposition-changed": (
        "Processing disposition changed", ("processing disposition changed locally",),
    ),
    "withdrawal": ("Withdrawal, not said whether an exit", ("withdrawal",)),
    "death": ("Death", ("died",)),
    "left-without-release": ("Left without release", ("escaped", "orr-runaway")),
}

#: raw value in lower case → pathway
BY_REASON: dict[str, str] = {
    raw: pathway for pathway, (_, values) in PATHWAYS.items() for raw in values
}

#: pathways that end in freedom inside the country, as far as the code says
RELEASES = (
    "bond-by-ice", "bond-by-judge", "recognizance", "parole", "order-of-supervision",
    "relief-granted", "proceedings-terminated", "court-ordered", "prosecutorial-discretion",
)


def pathway(reason: str | None) -> str:
    """The pathway of a raw reason.

    >>> pathway("Bonded Out - IJ"), pathway(" "), pathway("Beamed up")
    ('bond-by-judge', '(no value)', 'unknown value')
    """
    known = (reason or "").strip().lower()
    return BY_REASON.get(known, UNKNOWN) if known else BLANK


def label(pathway_id: str) -> str:
    """The label of a pathway; what is none is its own label."""
    return PATHWAYS.get(pathway_id, (pathway_id, ()))[0]
