"""Two builds compared: the base of the broken files, and the same with one thing edited."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema  # type: ignore[import-untyped]
import pytest

from kg import paths
from kg.cli import run
from kg.delta.compare import Change, compare
from kg.delta.feed import entries, feed
from kg.delta.source import empty, source
from kg.errors import KgError
from kg.export import export
from kg.graph import Graph, open_graph
from kg.render.delta import FORMATS, to_json
from kg.store.places import folder

BASE = Path(__file__).parent / "broken-base"
FACTOR, SIZE = "base-document/c01-factor-leads-to-outcome", "base-document/c02-group-has-a-size"
SCHEMA = json.loads((Path(paths.SCHEMA) / "delta.schema.json").read_text(encoding="utf-8"))
ATOM = "{http://www.w3.org/2005/Atom}"

Edits = tuple[tuple[str, str], ...]


def edited(place: Path, *edits: tuple[str, str]) -> str:
    """The base with edits made to its document; each text stands there exactly once."""
    shutil.copytree(BASE, place)
    document = place / "base-document.yaml"
    text = document.read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    document.write_text(text, encoding="utf-8")
    return str(place)


def changes(tmp_path: Path, *edits: tuple[str, str]) -> dict[str, Change]:
    found = compare(source(str(BASE)), source(edited(tmp_path / "seeds", *edits)))
    return {change.claim: change for change in found.changes}


def fields(change: Change) -> dict[str, tuple[str, str]]:
    return {one.field: (one.before, one.after) for one in change.fields}


def test_a_build_is_equal_to_itself() -> None:
    found = compare(source(str(BASE)), source(str(BASE)))
    assert (found.changes, found.unchanged) == ((), 2)


def test_against_nothing_every_claim_is_new() -> None:
    found = compare(empty(), source(str(BASE)))
    kinds = {change.claim: change.kind for change in found.changes}
    assert kinds == {
        FACTOR: "added", SIZE: "added", "base-document/c00-gone": "withdrawn",
    }
    assert found.unchanged == 0


CONTENT: dict[str, tuple[Edits, str, dict[str, tuple[str, str]]]] = {
    "figure": ((("value: 100", "value: 90"),), SIZE, {"quantity/value": ("100", "90")}),
    "comparator": (
        (("comparator: about", "comparator: almost"),), SIZE,
        {"quantity/comparator": ("cg:comparator-about", "cg:comparator-almost")},
    ),
    "time": (
        (('"2025-01-20/"', '"2025-01-21/"'),), SIZE, {"valid": ("2025-01-20/", "2025-01-21/")},
    ),
    "speaker": (
        (("{speaker: base-sources, as: unnamed}", "{speaker: base-agency, as: on-record}"),),
        FACTOR,
        {
            "attribution/1/manner": ("cg:manner-unnamed", "cg:manner-on-record"),
            "attribution/1/speaker": ("base-sources", "base-agency"),
        },
    ),
    "predicate": (
        (("predicate: leadsTo", "predicate: prevents"),), FACTOR,
        {"predicate": ("cg:leadsTo", "cg:prevents")},
    ),
}


@pytest.mark.parametrize("name", CONTENT)
def test_a_change_of_content_names_its_fields(name: str, tmp_path: Path) -> None:
    edits, claim, expected = CONTENT[name]
    found = changes(tmp_path, *edits)
    # nobody else says who the unnamed sources are, so the entity file may stand as it is
    assert {key: change.kind for key, change in found.items()} == {claim: "changed"}
    assert fields(found[claim]) == expected


def test_wording_is_corrected_and_the_hash_stays(tmp_path: Path) -> None:
    found = changes(tmp_path, ("The factor leads to the outcome.", "It leads to the outcome."))
    assert {key: change.kind for key, change in found.items()} == {FACTOR: "corrected"}
    before = compare(empty(), source(str(BASE))).changes[1]
    assert before.claim == FACTOR
    assert found[FACTOR].content_hash == before.content_hash
    assert fields(found[FACTOR]) == {
        "text": ("The factor leads to the outcome.", "It leads to the outcome."),
    }


def test_deprecation_is_a_correction_with_its_reason(tmp_path: Path) -> None:
    found = changes(
        tmp_path,
        ('valid: "2025-01-20/"', 'valid: "2025-01-20/"\n    rank: deprecated\n'
         "    rank_reason: The group never had that size."),
    )
    assert found[SIZE].kind == "corrected"
    assert found[SIZE].reason == "The group never had that size."
    assert fields(found[SIZE])["rank"] == ("cg:rank-normal", "cg:rank-deprecated")


def test_a_check_is_a_correction_of_its_day(tmp_path: Path) -> None:
    found = changes(
        tmp_path,
        ("{status: unverified}", '{status: verified, against: base-document, on: "2025-03-01"}'),
    )
    assert (found[SIZE].kind, found[SIZE].day) == ("corrected", "2025-03-01")


def test_withdrawn_with_a_tombstone_and_without(tmp_path: Path) -> None:
    text = (BASE / "base-document.yaml").read_text(encoding="utf-8")
    size = "\n  c02-" + text.partition("\n  c02-")[2].partition("tombstones:")[0]
    stone = (
        "tombstones:\n",
        'tombstones:\n  c02-group-has-a-size:\n    reason: Counted twice.\n    on: "2025-02-06"\n'
        "    went_to: ./c01-factor-leads-to-outcome\n",
    )
    told = changes(tmp_path / "told", (size, "\n"), stone)[SIZE]
    assert (told.kind, told.reason, told.day) == ("withdrawn", "Counted twice.", "2025-02-06")
    assert told.replaced_by == FACTOR
    assert told.evidence and told.evidence.text == "The group has about a hundred members."
    silent = changes(tmp_path / "silent", (size, "\n"))[SIZE]
    assert (silent.kind, silent.reason) == ("withdrawn", "It is gone, and no tombstone says why.")


def test_since_a_day() -> None:
    def since(day: str) -> list[str]:
        return [c.claim for c in compare(empty(), source(str(BASE)), day).changes]

    # c01 was checked, c02 only consulted, on the same day; the tombstone is of the next
    assert since("2025-02-04") == ["base-document/c00-gone", FACTOR, SIZE]
    assert since("2025-02-05") == ["base-document/c00-gone"]
    assert since("2025-02-06") == []


@pytest.mark.parametrize("form", ["trig", "nquads"])
def test_an_exported_file_a_store_and_their_seeds_are_equal(form: str, tmp_path: Path) -> None:
    built = open_graph(str(BASE))
    place = tmp_path / {"trig": "build.trig", "nquads": "build.nq"}[form]
    export(built, form, str(place))
    for one in (str(place), folder(built.digest), f"{folder(built.digest)}/store"):
        assert compare(source(one), source(str(BASE))).changes == ()
    assert source(folder(built.digest)).digest == built.digest


def test_what_is_no_build_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("x")
    (tmp_path / "bad.trig").write_text("<a> {")
    (tmp_path / "none.nq").write_text("<http://a.test/a> <http://a.test/b> <http://a.test/c> .\n")
    for name, code in (("x.txt", "KG602"), ("bad.trig", "KG601"), ("none.nq", "KG602")):
        with pytest.raises(KgError) as caught:
            source(str(tmp_path / name))
        assert caught.value.code == code
    with pytest.raises(KgError, match="export them"):
        source("v0.1.0")


def everything(tmp_path: Path) -> Any:
    new = edited(
        tmp_path / "new",
        ("The factor leads to the outcome.", "It leads to the outcome."),
        ("value: 100", "value: 90"),
    )
    return compare(source(str(BASE)), source(new))


def test_json_follows_its_schema(tmp_path: Path, graph: Graph) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    validator.check_schema(SCHEMA)
    for found in (everything(tmp_path), compare(empty(), source(paths.seeds()))):
        data = to_json(found)
        assert json.loads(FORMATS["json"](found)) == data
        validator.validate(data)
        assert len(data["changes"]) == len(found.changes)  # type: ignore[arg-type]


def test_other_formats_name_every_change(tmp_path: Path) -> None:
    found = everything(tmp_path)
    for form in ("table", "csv", "md"):
        shown = FORMATS[form](found)
        for words in ("c01-factor", "c02-group", "100", "90", "It leads to the outcome."):
            assert words in shown, (form, words)


def test_atom_is_as_rfc_4287_has_it() -> None:
    found = compare(empty(), source(str(BASE)))
    root = ET.fromstring(feed(found, "atom"))  # noqa: S314 - our own text
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
        assert re.match(r"https://\S+$", element.findtext(f"{ATOM}id") or "")
        updated = element.findtext(f"{ATOM}updated") or ""
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", updated)
    # RFC 4287, 4.1.1: an author in the feed, as no entry has one of its own
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    ids = [one.findtext(f"{ATOM}id") for one in root.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) == 3
    days = [one.findtext(f"{ATOM}updated") or "" for one in root.findall(f"{ATOM}entry")]
    assert days == sorted(days, reverse=True)
    assert root.findtext(f"{ATOM}updated") == days[0]
    allowed = {"id", "title", "updated", "author", "rights", "generator", "entry", "link",
               "category", "content", "name"}
    assert {one.tag.removeprefix(ATOM) for one in root.iter()} - {"feed"} <= allowed


def test_json_feed_1_1() -> None:
    data = json.loads(feed(compare(empty(), source(str(BASE))), "json"))
    assert data["version"] == "https://jsonfeed.org/version/1.1"
    assert data["title"]
    for item in data["items"]:
        assert item["id"].startswith("https://") and item["content_text"]
        assert "date_published" in item or "date_modified" in item


def test_an_entry_keeps_its_id_while_the_content_is_the_same(tmp_path: Path) -> None:
    before = {e.address: e.id for e in entries(compare(empty(), source(str(BASE))))}
    after = {e.address: e.id for e in entries(everything(tmp_path))}
    ids = {address.rpartition("/")[2]: (before[address], after[address]) for address in after}
    reworded, another = ids["c01-factor-leads-to-outcome"], ids["c02-group-has-a-size"]
    assert reworded[0] == reworded[1]
    assert another[0] != another[1]


def test_an_entry_says_who_says_it_and_where() -> None:
    found = {e.address.rpartition("/")[2]: e for e in entries(compare(empty(), source(str(BASE))))}
    text = found["c01-factor-leads-to-outcome"].text
    assert "Said by: Sources (unnamed) < Paper (institutional)." in text
    assert "Where: Document of the base, p1; stated 2025-02-03." in text


def test_a_feed_of_nothing_is_a_feed() -> None:
    root = ET.fromstring(feed(compare(empty(), empty()), "atom"))  # noqa: S314 - our own text
    assert root.findtext(f"{ATOM}updated")
    assert root.findall(f"{ATOM}entry") == []


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["delta", str(BASE), str(BASE)], 0),
        (["delta", str(BASE), "--seeds", str(BASE), "--format", "md"], 0),
        (["delta", str(BASE), str(BASE), "--seeds", str(BASE)], 2),
        (["delta", "nowhere"], 2),
        (["delta", str(BASE), "--format", "xml"], 2),
        (["delta", "--feed", "atom"], 2),
        (["delta", "--feed", "rss", "-o", "x"], 2),
        (["delta", "--since", "yesterday"], 2),
        (["delta", "--seeds", str(BASE), "--feed", "atom", "-o", "/nowhere/x"], 1),
    ],
)
def test_status(
    arguments: list[str], status: int, capsys: pytest.CaptureFixture[str], cache: Path
) -> None:
    assert run(arguments) == status
    if status:
        assert re.match(r"kg: error KG60\d: .+\n  remedy: \S", capsys.readouterr().err)


def test_a_feed_is_written_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "claims.atom"
    assert run(["delta", "--seeds", str(BASE), "--feed", "atom", "-o", str(target)]) == 0
    assert "3 entries" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["claims.atom"]
    assert target.read_text(encoding="utf-8") == feed(compare(empty(), source(str(BASE))), "atom")
