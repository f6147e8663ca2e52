"""The drawing of the project's own graph, which is what a newcomer sees first."""

from __future__ import annotations

from kg.draw.layout import layout
from kg.draw.prepare import around, pathway
from kg.graph import Graph

SPINE = ("immigration-arrest", "release", "alternatives-to-detention")


def test_the_pathway_runs_down_from_arrest_to_release_to_monitoring(graph: Graph) -> None:
    view = pathway(graph)
    assert {node.id for node in view.nodes if node.spine} == set(SPINE)
    boxes = {node.id: node.box for node in layout(view).nodes}
    heights = [boxes[name].y for name in SPINE]
    assert heights == sorted(heights)


def test_norms_are_left_out_counted_and_drawn_around_a_thing(graph: Graph) -> None:
    view = pathway(graph)
    kinds = {node.kind for node in view.nodes}
    assert {"Factor", "Outcome"} <= kinds
    assert not kinds & {"LegalInstrument", "Contract"}
    assert "What the law lays down" in view.limits[-1]
    # that it can be read in one view
    assert len(view.nodes) < 100
    assert any(node.kind == "LegalInstrument" for node in around(graph, "release").nodes)


def test_what_bears_on_release_is_drawn(graph: Graph) -> None:
    drawn = {node.id for node in pathway(graph).nodes}
    assert {"medical-need", "sole-care-of-children", "capacity-limit"} <= drawn
