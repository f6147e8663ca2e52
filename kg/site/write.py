"""Writing the site: whole or not at all, and never over a folder of something else."""

from __future__ import annotations

import json
import shutil
import tempfile
from importlib import resources
from pathlib import Path

from kg.draw.series.svg import css
from kg.errors import KgError
from kg.explorer import page as explorer_page
from kg.export import available, export
from kg.export.void import describe, file_name
from kg.graph import Graph
from kg.site import asked, documents, home, lists, terms, things
from kg.site.frame import Site
from kg.site.places import EXPLORER

#: what tells a folder of this command from others
MARK = "void.ttl"


def write(
    graph: Graph, folder: str | Path, *, data: bool = True, explorer: bool = True
) -> int:
    """Write all pages into a folder, which it replaces; returns how many there are.

    ``data`` adds the exports that the pages offer. ``explorer`` adds the explorer's page; a
    server that has its own at that address needs no other. Raises KgError where the folder holds
    something else, or cannot be written.
    """
    target = Path(folder).resolve()
    if target.exists() and (not target.is_dir() or not _ours(target)):
        raise KgError(
            "KG601", f"{target} holds something else than a site.",
            "Name another folder, or remove it first.",
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
        try:
            count = _fill(graph, part, data=data, explorer=explorer)
            # mkdtemp makes a folder for its owner alone; pages are for everybody
            part.chmod(0o755)
            _replace(part, target)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise KgError(
            "KG601", f"{target} cannot be written: {error}.", "Check the folder above it."
        ) from None
    return count


def pages(graph: Graph, *, data: bool = True) -> Site:
    """All pages in memory, by path; ``data`` says whether they offer the exports."""
    site = Site(graph)
    for part in (things, documents, terms, asked, lists):
        part.write(site)
    home.write(site, downloads=data)
    return site


def _fill(graph: Graph, part: Path, *, data: bool, explorer: bool) -> int:
    site = pages(graph, data=data)
    if explorer:
        site.pages[EXPLORER] = explorer_page(graph, pages="./").text
    files = {name: text.encode() for name, text in site.pages.items()}
    files[MARK] = describe(graph)
    files["site.css"] = _css()
    files["search.js"] = _asset("search.js").encode()
    files["index.js"] = _index(site)
    for name, content in files.items():
        path = part / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if data:
        (part / "data").mkdir()
        for name, one in available().items():
            export(graph, name, str(part / "data" / file_name(one.ending)))
    return len(site.pages)


def _css() -> bytes:
    base = resources.files("kg.draw").joinpath("assets", "base.css").read_bytes()
    return base + _asset("site.css").encode() + css().encode()


def _asset(name: str) -> str:
    return resources.files("kg.site").joinpath("assets", name).read_text(encoding="utf-8")


def _index(site: Site) -> bytes:
    """The search's index as a script: a page from a disk may load scripts, but no data."""
    rows = sorted(site.entries)
    packed = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return f"const INDEX = {packed};\n".encode()


def _ours(folder: Path) -> bool:
    return (folder / MARK).is_file() or not any(folder.iterdir())


def _replace(part: Path, target: Path) -> None:
    old = part.with_name(part.name + ".old")
    if target.exists():
        target.rename(old)
    part.rename(target)
    shutil.rmtree(old, ignore_errors=True)
