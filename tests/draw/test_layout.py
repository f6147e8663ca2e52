"""Places: nothing overlaps, equal views give equal places, failures say what to do."""

from __future__ import annotations

import itertools
import subprocess
import sys
from dataclasses import replace

import pytest

import kg.draw.dot as module
from kg.draw import DrawError, Edge, Node, View
from kg.draw.geometry import along
from kg.draw.layout import layout, wrapped

from .sample import sample


def test_boxes_do_not_overlap_and_lie_inside() -> None:
    placed = layout(sample())
    boxes = [node.box for node in placed.nodes]
    assert len(boxes) == 30
    assert [pair for pair in itertools.combinations(boxes, 2) if pair[0].overlap(pair[1])] == []
    for box in boxes:
        assert box.width / 2 - 0.1 <= box.x <= placed.width - box.width / 2 + 0.1
        assert box.height / 2 - 0.1 <= box.y <= placed.height - box.height / 2 + 0.1


def test_edges_run_through_no_other_box_and_labels_cover_none() -> None:
    view, placed = sample(), layout(sample())
    boxes = {node.id: node.box for node in placed.nodes}
    for edge, way in zip(view.edges, placed.edges, strict=True):
        others = [box for key, box in boxes.items() if key not in (edge.source, edge.target)]
        through = [box for box in others for point in along(way.points) if box.holds(point)]
        assert through == [], edge.id
        assert not way.crowded, edge.id


def test_edges_end_at_their_boxes() -> None:
    view, placed = sample(), layout(sample())
    boxes = {node.id: node.box for node in placed.nodes}
    for edge, way in zip(view.edges, placed.edges, strict=True):
        assert boxes[edge.source].grown(2).holds(way.points[0]), edge.id
        assert boxes[edge.target].grown(2).holds(way.head[1]), edge.id
        assert len(way.points) % 3 == 1


def test_pathway_runs_straight_down() -> None:
    placed = {node.id: node.box for node in layout(sample()).nodes}
    spine = [
        placed[key]
        for key in ("immigration-arrest", "detention", "release", "alternatives-to-detention")
    ]
    assert [box.y for box in spine] == sorted(box.y for box in spine)
    assert max(box.x for box in spine) - min(box.x for box in spine) < 2


def test_whole_drawing_is_legible_in_the_opening_view() -> None:
    placed = layout(sample())
    assert min(820 / placed.width, 740 / placed.height) >= 0.6


def test_order_of_parts_does_not_move_anything() -> None:
    view = sample()
    turned = replace(view, nodes=view.nodes[::-1], edges=view.edges[::-1])
    assert {n.id: n for n in layout(view).nodes} == {n.id: n for n in layout(turned).nodes}
    assert {e.id: e for e in layout(view).edges} == {e.id: e for e in layout(turned).edges}


def test_every_run_gives_the_same_places() -> None:
    code = "from tests.draw.sample import sample; from kg.draw.layout import layout; "
    code += "print(layout(sample()))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "random")
    }
    assert len(runs) == 1


def test_a_view_without_parts_and_one_without_edges() -> None:
    empty = replace(sample(), nodes=(), edges=(), claims={})
    assert layout(empty).nodes == ()
    alone = replace(empty, nodes=(Node("a", "", "Thing", ""),))
    assert layout(alone).nodes[0].lines == ("—",)


def test_an_edge_to_itself_and_parallel_edges() -> None:
    nodes = (Node("a", "A", "Factor", ""), Node("b", "B", "Outcome", ""))
    edge = Edge("1", "a", "a", "p", "p", "affirmed", "does", (), None, (), (), False, False)
    edges = (edge, replace(edge, id="2", target="b"), replace(edge, id="3", target="b"))
    placed = layout(replace(sample(), nodes=nodes, edges=edges, claims={}))
    assert len({way.points for way in placed.edges}) == 3


def test_hundreds_of_edges_are_laid_out_in_time() -> None:
    nodes = tuple(Node(f"n{n}", f"Node number {n}", "Topic", "") for n in range(150))
    edges = tuple(
        Edge(f"e{n}", f"n{n * 7 % 150}", f"n{n * n % 149 + 1}", "p", "bears on", "affirmed",
             "does", (), None, (), (), False, False)
        for n in range(300)
    )
    assert len(layout(replace(sample(), nodes=nodes, edges=edges, claims={})).edges) == 300


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("Release", ("Release",)),
        ("Capacity limit of detention centres", ("Capacity limit", "of detention", "centres")),
        ("Telephone check-in", ("Telephone", "check-in")),
        ("x" * 60, ("x" * 24, "x" * 24, "x" * 12)),
        ("word " * 40, ("word word word",) * 4 + ("word word word…",)),
    ],
)
def test_labels_are_wrapped(label: str, lines: tuple[str, ...]) -> None:
    assert wrapped(label, 16) == lines


def test_a_layout_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(DrawError, match=r"KG702.*not ready after 0\.001 seconds"):
        layout(sample(), timeout=0.001)


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PROGRAM", "graphviz-that-is-missing")
    with pytest.raises(DrawError, match="KG702 graphviz-that-is-missing is not installed"):
        layout(sample())


def test_a_program_that_fails_says_why() -> None:
    with pytest.raises(DrawError, match=r"KG702 graphviz-pure failed: .*syntax error"):
        module.run("digraph { a -> ", 10)


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ({"source": "nowhere"}, "edge 'link/01' has no node 'nowhere'"),
        ({"claims": ("none/c1",)}, "edge 'link/01' has no evidence for claim 'none/c1'"),
        ({"id": "link/02"}, "id 'link/02' twice"),
    ],
)
def test_a_view_that_does_not_fit_together(part: dict[str, object], message: str) -> None:
    view = sample()
    wrong = replace(view.edges[0], **part)  # type: ignore[arg-type]  # each case names a field
    broken: View = replace(view, edges=(wrong, *view.edges[1:]))
    with pytest.raises(DrawError, match=f"KG703 .*{message}"):
        layout(broken)
