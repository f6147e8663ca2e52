"""``kg check``, ``kg test``, ``kg source``: what curators do."""

from __future__ import annotations

import os
from pathlib import Path

from kg import paths
from kg.ask.find import find
from kg.cli.common import check_format
from kg.cli.inspect import opened
from kg.errors import KgError
from kg.findings import Finding, Findings
from kg.render.rows import FORMATS, grid


def check(form: str, fail_on: str, seeds: str | None) -> int:
    """Print all findings; status 1 where one is at least as grave as ``fail_on``."""
    from datetime import date

    from kg.check import check as run
    from kg.check.waivers import waive
    from kg.findings.report import as_json, as_sarif, as_text
    from kg.version import VERSION

    check_format(form, ("text", "json", "sarif"))
    check_format(fail_on, ("error", "warning"))
    folder = os.path.abspath(seeds) if seeds else paths.seeds()
    try:
        found = waive(run(folder), folder, date.today())
    except Findings as error:
        found = list(error.findings)
    if form == "json":
        print(as_json(found))
    elif form == "sarif":
        print(as_sarif(found, VERSION))
    else:
        print(as_text(found) if found else "No findings.")
    grave = ("error",) if fail_on == "error" else ("error", "warning")
    return int(any(finding.severity in grave for finding in found))


def report(form: str, output: str | None, seeds: str | None) -> int:
    """Print or write the quality of the whole; what it finds is no reason for status 1.

    Raises Findings where the seeds cannot be read at all.
    """
    from datetime import date

    from kg.check.quality import report as measure
    from kg.check.run import checked
    from kg.check.waivers import waive
    from kg.render.quality import FORMATS as WRITTEN
    from kg.render.quality import summary
    from kg.store.build import dataset_quads

    check_format(form, WRITTEN)
    folder = os.path.abspath(seeds) if seeds else paths.seeds()
    dataset, quads = dataset_quads(folder)
    found = measure(quads, waive(checked(dataset, quads), folder, date.today()))
    text = WRITTEN[form](found)
    if output is None:
        print(text)
    else:
        Path(output).write_text(text + "\n", encoding="utf-8")
        print(f"Wrote {output}. {summary(found)}")
    return 0


def test(files: list[Path], seeds: str | None) -> int:
    """Run case files; prints each that does not hold, and the count."""
    from kg.cases import finding, run
    from kg.findings.report import as_text

    cases = sorted(
        case
        for file in files
        for case in (sorted(file.glob("*.yaml")) if file.is_dir() else [file])
    )
    if not cases:
        raise KgError("KG603", "No case files are there.", "kg test tests/cases")
    graph = opened(seeds)
    failed: list[Finding] = []
    for case in cases:
        outcome = run(graph, case)
        if outcome.differences:
            failed.append(finding(outcome))
    if failed:
        print(as_text(failed))
    print(f"{len(cases) - len(failed)} of {len(cases)} cases hold.")
    return int(bool(failed))


def source_new(key: str, text: Path | None, seeds: str | None) -> int:
    """Write a skeleton; raises KgError where the key is taken or not a key."""
    import re

    from kg.model.base import KEY_PATTERN

    if not re.fullmatch(KEY_PATTERN, key):
        raise KgError(
            "KG603", f"{key!r} is not a key.", "Lower-case words and figures joined by hyphens."
        )
    folder = Path(os.path.abspath(seeds) if seeds else paths.seeds()) / "documents"
    target = folder / f"{key}.yaml"
    if target.exists():
        raise KgError("KG603", f"{target} exists.", "Choose another key; keys are permanent.")
    digests = _digests(text) if text else []
    from kg.skeleton import skeleton

    try:
        folder.mkdir(parents=True, exist_ok=True)
        target.write_text(skeleton(key, digests), encoding="utf-8")
    except OSError as error:
        raise KgError("KG601", f"{target} cannot be written: {error}.", "Check it.") from None
    print(f"Wrote {target} with {len(digests)} paragraph digests. Fill in what is marked, then "
          "run kg check.")
    return 0


def source_verify(key: str, file: Path, form: str, seeds: str | None) -> int:
    """Print each paragraph with whether its digest holds; status 1 where one does not."""
    check_format(form, FORMATS)
    graph = opened(seeds)
    name = find(graph.engine, key)
    from kg.ask.verify import verify

    found = verify(graph.engine, name, _digests(file))
    rows = [[str(p.number), p.state, " ".join(p.claims)] for p in found]
    print(grid(form, ["paragraph", "state", "claims"], rows))
    changed = [p for p in found if p.state != "unchanged"]
    lost = [p for p in changed if p.state in ("changed", "missing")]
    if form == "table":
        standing = sorted({claim for p in lost for claim in p.claims})
        print(
            f"\n{len(found) - len(changed)} of {len(found)} paragraphs are unchanged."
            + (f" Read again: {', '.join(standing)}." if standing else "")
        )
    return int(bool(changed))


def _digests(file: Path) -> list[str]:
    from kg.text import digest, paragraphs

    try:
        return [digest(part) for part in paragraphs(file.read_text(encoding="utf-8"))]
    except (OSError, UnicodeDecodeError) as error:
        raise KgError("KG601", f"{file} cannot be read: {error}.", "Check it.") from None
