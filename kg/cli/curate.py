"""``kg check``, ``kg test``, ``kg fmt``: what curators do, beside ``kg source``."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from kg import paths
from kg.cli.common import check_format
from kg.cli.inspect import opened
from kg.errors import KgError
from kg.findings import Finding, Findings


def check(form: str, fail_on: str, seeds: str | None, *, shapes: bool = True) -> int:
    """Print all findings; status 1 where one is at least as grave as ``fail_on``.

    Without ``shapes``, shapes and ontology are not checked, which takes most of the time.
    """
    from datetime import date

    from kg.check import check as run
    from kg.check.waivers import waive
    from kg.findings.report import as_json, as_sarif, as_text
    from kg.version import VERSION

    check_format(form, ("text", "json", "sarif"))
    check_format(fail_on, ("error", "warning"))
    folder = os.path.abspath(seeds) if seeds else paths.seeds()
    try:
        found = waive(run(folder, shapes=shapes), folder, date.today())
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


def watch(
    run: Callable[[], object],
    folder: Path,
    more: Callable[[], bool] = lambda: True,
    pause: float = 0.5,
) -> int:
    """Run at once and after every change of a seed file, until interrupted or ``more`` says no."""
    seen: frozenset[tuple[str, int, int]] | None = None
    try:
        while more():
            now = _state(folder)
            if now != seen:
                seen = now
                print(f"— {time.strftime('%H:%M:%S')} —", flush=True)
                run()
                print("Waiting for a change; Ctrl-C ends it.", flush=True)
            time.sleep(pause)
    except KeyboardInterrupt:
        print()
    return 0


def _state(folder: Path) -> frozenset[tuple[str, int, int]]:
    found = set()
    for path in folder.rglob("*"):
        try:
            about = path.stat()
        except OSError:  # gone between listing and looking: the next look shows it
            continue
        if path.suffix in (".yaml", ".yml", ".toml"):
            found.add((str(path), about.st_mtime_ns, about.st_size))
    return frozenset(found)


def fmt(files: list[Path], only_check: bool, seeds: str | None) -> int:
    """Format seed files; with ``only_check`` name those that would change, status 1 if any."""
    from kg.fmt import formatted, write
    from kg.read.folder import files as listed

    chosen = [
        one for file in (files or [Path(os.path.abspath(seeds) if seeds else paths.seeds())])
        for one in (listed(file) if file.is_dir() else [file])
    ]
    changed = []
    for path in chosen:
        try:
            if only_check:
                raw = path.read_bytes()
                differs = formatted(path.name, raw) != raw
            else:
                differs = write(path)
        except OSError as error:
            raise KgError("KG601", f"{path}: {error.strerror}.", "Check the path.") from None
        if differs:
            changed.append(path)
            print(path)
    verb = "would change" if only_check else "changed"
    print(f"{len(changed)} of {len(chosen)} files {verb}.")
    return int(only_check and bool(changed))
