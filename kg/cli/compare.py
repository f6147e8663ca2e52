"""``kg delta`` and ``kg diff``: two builds of the graph, and two days in the world."""

from __future__ import annotations

import os

from kg import paths
from kg.cli.common import check_format
from kg.cli.daily import announce
from kg.errors import KgError


def diff(
    first: str,
    last: str,
    area: str | None,
    stage: str | None,
    known_by: str | None,
    form: str,
    seeds: str | None,
) -> int:
    """Print what changed in the world between two days."""
    from kg.cli.inspect import opened
    from kg.diff.diff import diff as compare
    from kg.diff.window import window
    from kg.render.diff import FORMATS

    check_format(form, FORMATS)
    # what is wrong with the days is told before a build is waited for
    window(first, last)
    found = compare(opened(seeds), first, last, area=area, stage=stage, known_by=known_by)
    print(FORMATS[form](found))
    return 0


def delta(
    old: str | None,
    new: str | None,
    since: str | None,
    feed: str | None,
    output: str | None,
    form: str,
    seeds: str | None,
) -> int:
    """Print what changed between two builds, or write it as a feed."""
    from kg.ask.bind import day
    from kg.delta.compare import compare
    from kg.delta.feed import FEEDS
    from kg.delta.feed import feed as write
    from kg.delta.source import empty, source
    from kg.render.delta import FORMATS

    check_format(form, FORMATS)
    if feed is not None:
        check_format(feed, FEEDS)
    if since is not None:
        day(since, "--since")
    if new is not None and seeds is not None:
        raise KgError("KG603", "--seeds is the newer build, and NEW is too.", "Give one of them.")
    if (feed is None) != (output is None):
        raise KgError("KG603", "--feed and -o go together.", "kg delta --feed atom -o claims.atom")
    before = source(old, announce) if old else empty()
    after = source(new or seeds or paths.seeds(), announce)
    found = compare(before, after, since)
    if feed is None or output is None:
        print(FORMATS[form](found))
        return 0
    temporary = f"{output}.part"
    try:
        with open(temporary, "w", encoding="utf-8") as file:
            file.write(write(found, feed))
        os.replace(temporary, output)
    except OSError as error:
        raise KgError("KG601", f"{output} cannot be written: {error}.", "Check it.") from None
    print(f"Wrote {output}: {len(found.changes)} entries.")
    return 0
