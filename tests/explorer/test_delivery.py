"""The explorer as a file, in a site and from a server: the same page, asking nothing elsewhere."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from kg.cli import run
from kg.errors import KgError
from kg.explorer import live_page, page, page_path
from kg.explorer.claims import claims
from kg.explorer.things import things
from kg.graph import Graph
from kg.names import full
from kg.site import write
from kg.site.places import place
from tests.browser import Opener

from .served import served

READY = "window.__ready === true"


@pytest.fixture(scope="module")
def site(article: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("delivery") / "site"
    write(article, folder, data=False)
    return folder


def test_the_command_writes_one_file_that_opens(
    article_folder: Path, tmp_path: Path, opener: Opener, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "explorer.html"
    assert run(["draw", "--all", "-o", str(file), "--seeds", str(article_folder)]) == 0
    said = capsys.readouterr()
    assert str(file) in said.out and "takes a while" in said.err
    assert [one.name for one in tmp_path.iterdir()] == ["explorer.html"]
    opened = opener.open(file.as_uri(), ready=READY)
    expect(opened.locator("h1")).to_have_text("Custody Graph")
    # an empty address opens the first view, and nothing else was asked for
    assert opener.requests == [file.as_uri()]


@pytest.mark.parametrize(
    "arguments",
    [("--all", "medical-need"), ("--all", "--as-of", "2025-02-03"), ("--all", "series"),
     ("--all", "--from", "2025-01")],
)
def test_all_goes_with_nothing_that_the_page_chooses(
    arguments: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "explorer.html"
    assert run(["draw", *arguments, "-o", str(file)]) == 2
    assert "KG603: --all takes nothing" in capsys.readouterr().err
    assert not file.exists()


def test_another_ending_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"KG701 'explorer\.svg'"):
        page_path(tmp_path / "explorer.svg")
    assert page_path("Explorer.HTML") == Path("Explorer.HTML")


def test_a_folder_that_is_not_there_keeps_what_was(
    article_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = str(tmp_path / "none" / "explorer.html")
    assert run(["draw", "--all", "-o", place, "--seeds", str(article_folder)]) == 1
    assert "KG704" in capsys.readouterr().err


def test_the_site_leads_to_it_and_it_to_the_site(site: Path, opener: Opener) -> None:
    opened = opener.open((site / "index.html").as_uri())
    expect(opened.locator("header nav a").first).to_have_text("Explorer")
    opened.locator("main a", has_text="Ask a question").click()
    opened.wait_for_function(READY)
    assert opened.url == (site / "explorer.html").as_uri()
    there = opened.evaluate("pageOf('medical-need')")
    assert there == "./id/medical-need.html"
    opened.goto((site / there).as_uri())
    expect(opened.locator("h1")).to_have_text("Medical need")


def test_it_opens_from_a_server_of_files(site: Path, opener: Opener) -> None:
    with served(site) as address:
        opener.allow(address)
        opened = opener.open(f"{address}explorer.html", ready=READY)
        expect(opened.locator("h1")).to_have_text("Custody Graph")
        assert opener.requests == [f"{address}explorer.html"]
        opened.context.close()


def test_a_site_without_it(article: Graph, tmp_path: Path) -> None:
    write(article, tmp_path / "site", data=False, explorer=False)
    assert not (tmp_path / "site/explorer.html").exists()
    assert (tmp_path / "site/index.html").exists()


def test_links_to_pages_are_those_of_the_site(
    graph: Graph, article: Graph, opener: Opener, tmp_path: Path
) -> None:
    """Held against the rule of the site for every id that the page can name."""
    file = tmp_path / "beside.html"
    file.write_text(page(article, pages="./").text, encoding="utf-8")
    opened = opener.open(file.as_uri(), ready=READY)
    ids = [*claims(graph), *things(graph), "nbc-2025-02-03/c15/quantity", "graph/claims",
           "rule/x", "origin/a/b", "link/ab", "https://example.org/x",
           full("nbc-2025-02-03") + "/p3", full("x") + "/side/a"]
    assert len(ids) > 1000
    wanted = [place(full(one)) for one in ids]
    assert opened.evaluate("ids => ids.map(pageOf)", ids) == [one and f"./{one}" for one in wanted]
    assert opened.evaluate("ids => ids.map(iriOf)", ids) == [full(one) for one in ids]
    assert opened.evaluate("ids => ids.map(one => idOf(iriOf(one)))", ids[:-2]) == ids[:-2]


def test_a_file_alone_links_to_no_page(article: Graph, opener: Opener, tmp_path: Path) -> None:
    file = tmp_path / "alone.html"
    file.write_text(page(article).text, encoding="utf-8")
    opened = opener.open(file.as_uri(), ready=READY)
    assert opened.evaluate("pageOf('medical-need')") is None


def test_no_other_script_runs(article: Graph, opener: Opener, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page(article).text, encoding="utf-8")
    opener.expect_error("Content Security Policy")
    opened = opener.open(file.as_uri(), ready=READY)
    opened.evaluate(
        "() => { const one = document.createElement('script');"
        " one.textContent = 'window.__hit = 1'; document.body.append(one);"
        " document.body.setAttribute('onclick', 'window.__hit = 1'); document.body.click(); }"
    )
    assert opened.evaluate("window.__hit") is None


def test_the_served_page(article: Graph) -> None:
    made = live_page(article)
    assert '"live":true' in made.text
    assert "connect-src 'self'" in made.policy and "frame-ancestors 'none'" in made.policy
    assert "unsafe" not in made.policy
    # what stands in the page is the same policy, as far as a page can say it
    meta = re.search(r'Content-Security-Policy" content="([^"]*)"', made.text)
    assert meta and made.policy == f"{meta[1]}; frame-ancestors 'none'"
    assert gzip.decompress(made.compressed()).decode() == made.text
    assert made.compressed() == live_page(article).compressed()
