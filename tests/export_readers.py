"""Readers of exported files that know nothing of how they were written."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx

Rows = list[dict[str, Any]]
_GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
_Y = "{http://www.yworks.com/xml/graphml}"


def read_cyjs(path: Path) -> Any:
    """The network as NetworkX reads Cytoscape's JSON."""
    return nx.cytoscape_graph(json.loads(path.read_bytes()))


def read_yed(path: Path) -> Any:
    """The network with what yEd draws of each part in ``drawn``."""
    root = ET.parse(path).getroot()  # noqa: S314 - written by the test
    names = {
        key.get("id"): key.get("attr.name") or "drawn" for key in root.iter(f"{_GRAPHML}key")
    }
    whole = root.find(f"{_GRAPHML}graph")
    assert whole is not None
    found: Any = nx.MultiDiGraph()
    found.graph |= _attributes(whole, names)
    for node in whole.iter(f"{_GRAPHML}node"):
        found.add_node(node.get("id"), **_attributes(node, names))
    for edge in whole.iter(f"{_GRAPHML}edge"):
        found.add_edge(
            edge.get("source"), edge.get("target"), key=edge.get("id"), **_attributes(edge, names)
        )
    return found


def _attributes(element: ET.Element, names: dict[str | None, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for data in element.findall(f"{_GRAPHML}data"):
        name = names[data.get("key")]
        if name == "drawn":
            found[name] = {
                part.tag.removeprefix(_Y): part.attrib | {"text": part.text or ""}
                for part in data[0]
            }
        else:
            found[name] = data.text or ""
    return found


def unpacked(path: Path) -> dict[str, bytes]:
    """The files of a zip archive."""
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def read_neo4j_tables(path: Path) -> tuple[Rows, Rows]:
    """Nodes and relationships as the import tool reads them."""
    files = unpacked(path)
    return _rows(files["nodes.csv"]), _rows(files["relationships.csv"])


def _rows(content: bytes) -> Rows:
    found = []
    for row in csv.DictReader(io.StringIO(content.decode(), newline="")):
        one: dict[str, Any] = {}
        for head, cell in row.items():
            name, _, kind = head.rpartition(":") if not head.startswith(":") else (head, "", "")
            name, kind = (name, kind) if name else (kind, "")
            if kind == "string[]":
                one[name] = cell.split(";") if cell else []
            elif cell:
                one[name] = {"int": int, "double": float}.get(kind, str)(cell)
        found.append(one)
    return found


@dataclass
class Database:
    """What a script of Cypher makes: constraints, nodes by id, relationships by id."""

    constraints: list[str] = field(default_factory=list)
    nodes: dict[str, tuple[frozenset[str], dict[str, Any]]] = field(default_factory=dict)
    links: dict[str, tuple[str, str, str, dict[str, Any]]] = field(default_factory=dict)


_NAME = r"`((?:[^`]|``)+)`"
_NODES = re.compile(
    rf"UNWIND (.*) AS row MERGE \(n:{_NAME} \{{id: row\.id\}}\)"
    rf"(?: SET n((?::{_NAME})+))? SET n \+= row\.is", re.DOTALL,
)
_LINKS = re.compile(
    rf"UNWIND (.*) AS row MATCH \(a:{_NAME} \{{id: row\.from\}}\), \(b:{_NAME} \{{id: row\.to\}}\) "
    rf"MERGE \(a\)-\[r:{_NAME} \{{id: row\.id\}}\]->\(b\) SET r \+= row\.is", re.DOTALL,
)
_TOKEN = re.compile(
    rf"\s*(?:(?P<text>'(?:[^'\\]|\\.)*')|(?P<name>{_NAME})|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<mark>[\[\]{}:,+]))", re.DOTALL,
)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\", "'": "'"}


def run_cypher(script: str) -> Database:
    """Run the few kinds of statement that a script has; anything else is an error."""
    found = Database()
    for statement in _statements(script):
        plain = re.sub(r"(?<=\])\s+(?=AS)|(?<=AS row)\s+|(?<=\))\n(?=MERGE)", " ", statement)
        if statement.startswith("CREATE CONSTRAINT"):
            found.constraints.append(statement)
        elif match := _NODES.fullmatch(plain):
            kinds = {match[2], *re.findall(_NAME, match[3] or "")}
            for row in _value(match[1]):
                found.nodes[row["id"]] = (frozenset(kinds), row["is"] | {"id": row["id"]})
        else:
            match = _LINKS.fullmatch(plain)
            assert match, plain[:200] + plain[-200:]
            for row in _value(match[1]):
                assert row["from"] in found.nodes
                assert row["to"] in found.nodes
                found.links[row["id"]] = (match[4], row["from"], row["to"], row["is"])
    return found


def _statements(script: str) -> Iterator[str]:
    """What semicolons part outside of texts and quoted names; comments are left out."""
    part = r"//[^\n]*|'(?:[^'\\]|\\.)*'|`(?:[^`]|``)*`|;|[^'`;/]+|/"
    text, end = "", 0
    for match in re.finditer(part, script, re.DOTALL):
        assert match.start() == end, "a quote is not closed"
        end = match.end()
        if match[0] == ";":
            yield text.strip()
            text = ""
        elif not match[0].startswith("//"):
            text += match[0]
    assert end == len(script)
    assert not text.strip()


def _value(text: str) -> Any:
    tokens = []
    end = 0
    while text[end:].strip():
        match = _TOKEN.match(text, end)
        assert match, text[end : end + 80]
        tokens.append((str(match.lastgroup), match[str(match.lastgroup)]))
        end = match.end()
    value = _read(tokens)
    assert not tokens
    return value


def _read(tokens: list[tuple[str, str]]) -> Any:
    kind, text = tokens.pop(0)
    if kind == "text":
        value = re.sub(r"\\(.)", lambda m: _ESCAPES[m[1]], text[1:-1], flags=re.DOTALL)
        while tokens and tokens[0][1] == "+":
            tokens.pop(0)
            value += _read(tokens)
        return value
    if kind == "number":
        return float(text) if "." in text else int(text)
    found: Any = [] if text == "[" else {}
    assert text in "[{"
    close = "]" if text == "[" else "}"
    while tokens[0][1] != close:
        if text == "[":
            found.append(_read(tokens))
        else:
            key = tokens.pop(0)[1][1:-1].replace("``", "`")
            assert tokens.pop(0)[1] == ":"
            found[key] = _read(tokens)
        if tokens[0][1] == ",":
            tokens.pop(0)
    tokens.pop(0)
    return found


@dataclass
class Flowchart:
    """What a Mermaid text draws: labels by name; arrows as ends, sign, label and evidence."""

    nodes: dict[str, str]
    arrows: list[tuple[str, str, str, str, dict[str, list[str]]]]
    comments: list[str]


_QUOTED = r'"([^"]*)"'
_OPEN, _CLOSE = r"(?:\(\[|\{\{|\[\[|\[/|\(|\[)", r"(?:\]\)|\}\}|\]\]|/\]|\\\]|\)|\])"
_BOX = re.compile(rf"(n\d+){_OPEN}{_QUOTED}{_CLOSE}:::\w+")
_ARROW = re.compile(rf"(n\d+) (--[>xo]|==[>xo]|-\.-[>xo])\|{_QUOTED}\| (n\d+)")


def read_mermaid(text: str) -> Flowchart:
    """Read a flowchart; a line that is none of the known kinds is an error."""
    first, *lines = text.splitlines()
    assert first == "flowchart TD"
    found = Flowchart({}, [], [])
    for line in map(str.strip, lines):
        if line.startswith("%% e"):
            told = [part.split() for part in line.partition(": ")[2].split(";")]
            found.arrows[-1][4].update({name: values for name, *values in told})
        elif line.startswith("%%"):
            found.comments.append(line)
        elif match := _BOX.fullmatch(line):
            found.nodes[match[1]] = _entities(match[2])
        elif match := _ARROW.fullmatch(line):
            found.arrows.append((match[1], match[4], match[2], _entities(match[3]), {}))
        else:
            assert re.match(r"(accTitle: |accDescr: |classDef \w+ fill:)", line), line
    return found


def _entities(text: str) -> str:
    return unescape(re.sub(r"#(\d+);", r"&#\1;", text))
