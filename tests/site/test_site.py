"""The site as files: every link leads somewhere, every record has its page."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, normpath
from urllib.parse import unquote

import pytest

from kg.ask.question import ids
from kg.check.ontology_graph import Index, key
from kg.cli import run
from kg.engine.embedded import Embedded
from kg.errors import KgError
from kg.graph import Graph
from kg.names import CG, CLAIM
from kg.site import write
from kg.site.facts import Facts
from kg.site.places import place
from tests.generated import generated

_VOID = {"meta", "link", "br", "hr", "img", "input", "line", "rect", "path"}


class Parsed(HTMLParser):
    """Ids, links and what does not fit together in one page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.named: list[str] = []
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in ("href", "src") and (tag, name) != ("link", "canonical"):
                self.links.append(value or "")
            elif name in ("aria-labelledby", "aria-describedby"):
                self.named.append(value or "")
            elif name.startswith("on") or name == "style":
                self.faults.append(f"{tag} has {name}")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")


def parsed(folder: Path) -> dict[str, Parsed]:
    return {
        path.relative_to(folder).as_posix(): Parsed(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.html"))
    }


@pytest.fixture(scope="session", params=["real", "small"])
def read(request: pytest.FixtureRequest) -> tuple[Path, dict[str, Parsed]]:
    folder: Path = request.getfixturevalue("site" if request.param == "real" else "small")
    return folder, parsed(folder)


def test_every_link_leads_somewhere(read: tuple[Path, dict[str, Parsed]]) -> None:
    folder, found = read
    broken = []
    for page, one in found.items():
        for link in one.links:
            if re.match(r"https?://", link):
                continue
            file, _, anchor = link.partition("#")
            target = normpath(f"{dirname(page)}/{unquote(file)}".lstrip("/")) if file else page
            there = target in found if target.endswith(".html") else (folder / target).is_file()
            if not there or (anchor and anchor not in found[target].ids):
                broken.append((page, link))
    assert broken == []
    assert sum(len(one.links) for one in found.values()) > 5000


def test_pages_are_well_formed(read: tuple[Path, dict[str, Parsed]]) -> None:
    for page, one in read[1].items():
        assert one.faults == [] and one.open == [], page
        assert len(one.ids) == len(set(one.ids)), page
        assert set(one.named) <= {*one.ids, "Status"}, page
        assert {"main", "nav", "header", "footer", "h1", "title"} <= one.tags, page
        assert "img" not in one.tags and "b" not in one.tags, page


def test_only_web_addresses_leave_the_site(read: tuple[Path, dict[str, Parsed]]) -> None:
    schemes = {
        match[1] for one in read[1].values() for link in one.links
        if (match := re.match(r"([a-z][a-z0-9+.-]*):", link))
    }
    assert schemes <= {"https", "http"}


def test_files_differ_by_more_than_case(read: tuple[Path, dict[str, Parsed]]) -> None:
    names = [path.relative_to(read[0]).as_posix().lower() for path in read[0].rglob("*")]
    assert len(names) == len(set(names))


def test_everything_has_a_page_at_its_address(graph: Graph, site: Path) -> None:
    facts = Facts(graph)
    pages = parsed(site)
    anchors = {(page, anchor) for page, one in pages.items() for anchor in one.ids}
    for thing in (*facts.records, *facts.vocabulary.own()):
        page = place(thing, facts.twins)
        assert page in pages, thing
        assert thing in (site / str(page)).read_text(encoding="utf-8")
    for claim in facts.all.typed(CG + "Claim", CG + "Tombstone"):
        document, _, name = claim.removeprefix(CLAIM).partition("/")
        assert (f"id/{document}.html", name) in anchors, claim
    assert len(facts.claims) > 60
    assert {f"question/{name}.html" for name in ids()} <= pages.keys()


def test_a_claim_is_shown_with_all_that_is_known_of_it(graph: Graph, site: Path) -> None:
    facts = Facts(graph)
    text = (site / "id/pickaway-2025-02.html").read_text(encoding="utf-8")
    block = text.partition('id="c56-medical-release"')[2].partition("</article>")[0]
    # read off seeds/documents/pickaway-2025-02.yaml
    for words in ("Medical reasons may also lead to release.", "Three unnamed sources",
                  "(unnamed), through", "paragraph 14", "verified", "2026-11-24", "Origin",
                  ">may<"):
        assert words in block, words
    for claim in facts.claims.values():
        if claim.document == "pickaway-2025-02":
            assert f'id="{claim.id.partition("/")[2]}"' in text


def test_uses_of_a_term_are_counted_as_the_graph_has_them(graph: Graph, site: Path) -> None:
    index = Index(graph.quads())
    claims = sum(
        1 for subject, value in index.by_predicate[CG + "predicate"]
        if key(value) == CG + "leadsTo" and subject.startswith(CLAIM)
    )
    text = (site / "def/leadsTo.html").read_text(encoding="utf-8")
    assert f"{claims} as predicate of: Claim" in text
    assert claims > 5


def test_both_directions_of_an_entity(site: Path) -> None:
    text = (site / "id/release.html").read_text(encoding="utf-8")
    assert 'id="As-object"' in text and "Medical reasons may also lead to release." in text
    assert 'id="As-subject"' in (site / "id/medical-need.html").read_text(encoding="utf-8")


def test_an_instrument_has_history_and_norms(small: Path) -> None:
    text = (small / "id/decision.html").read_text(encoding="utf-8")
    assert 'id="History"' in text and 'id="Norms"' in text
    drawn = [(small / f"id/{name}.html").read_text(encoding="utf-8")
             for name in ("law", "decision", "budget")]
    assert any("<svg" in one and '<rect class="possible"' in one for one in drawn)
    header = re.findall(r'<th scope="col">(\w+)', text)
    assert {"Time", "Binds", "Stage", "Jurisdiction", "Threshold"} <= set(header)


def test_a_term_in_use_is_not_called_unused(site: Path) -> None:
    texts = [(site / f"def/{name}.html").read_text(encoding="utf-8")
             for name in ("LegalInstrument", "Claim", "leadsTo")]
    assert not any("No record uses it" in text for text in texts)


def test_the_index_of_the_search_is_a_script(site: Path, small: Path) -> None:
    for folder in (site, small):
        text = (folder / "index.js").read_text(encoding="utf-8")
        rows = json.loads(text.removeprefix("const INDEX = ").rstrip(";\n"))
        kinds = defaultdict(list)
        for kind, label, _, page in rows:
            kinds[kind].append(label)
            assert (folder / page.partition("#")[0]).is_file()
        assert {"Claim", "Term", "Document", "Question", "Conflict"} <= kinds.keys()


def _files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def test_it_is_always_the_same(graph: Graph, site: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write(graph, folder, data=False)
    one, other = _files(folder), _files(site)
    # the page of the data links files only where they are
    assert {n for n in other.keys() - one.keys() if not n.startswith("data/")} == set()
    assert {name for name in one if one[name] != other[name]} == {"data.html"}


def test_writing_again_replaces(tmp_path: Path) -> None:
    folder, graph = tmp_path / "out", Graph(Embedded.of(generated(3)), "0" * 64)
    write(graph, folder, data=False)
    first = _files(folder)
    (folder / "stale.html").write_text("old", encoding="utf-8")
    write(graph, folder, data=False)
    assert _files(folder) == first
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_something_else_is_left_alone(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(KgError, match="holds something else"):
        write(graph, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]
    file = tmp_path / "letter.txt"
    with pytest.raises(KgError, match="holds something else"):
        write(graph, file)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seeds = str(Path(__file__).parent.parent / "broken-base")
    assert run(["site", "-o", str(tmp_path / "out"), "--no-data", "--seeds", seeds]) == 0
    assert "index.html" in capsys.readouterr().out
    assert not (tmp_path / "out/data").exists()
    assert "custody-graph.ttl" not in (tmp_path / "out/data.html").read_text(encoding="utf-8")
    assert run(["site", "-o", str(Path(__file__).parent), "--seeds", seeds]) == 1
