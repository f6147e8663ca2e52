"""Answers as text that an assistant reads and cites from: short lines, every one with its ids."""

from __future__ import annotations

from kg.mcp.cited import cells, claims, cut, sources
from kg.names import short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kg.mcp.page import Page

#: ids in a row, and choices of a parameter, that the text has
_MOST = 20


def search(found: dict[str, Any], page: Page) -> str:
    """Results of a search, the best first."""
    lines = [f"Search: {cut(found['query'], 300)}", page.line("Results")]
    lines += [f"- {one['id']} ({one['kind']}): {one['label']}" for one in found["results"]]
    if found["suggestions"]:
        lines.append(f"Nothing has these words. Try: {'; '.join(found['suggestions'])}.")
    elif not found["total"]:
        lines.append("Nothing has these words. Try fewer, or other ones.")
    return "\n".join(lines)


def thing(found: dict[str, Any], page: Page) -> str:
    """What a thing is."""
    lines = [
        f"{_thing(found['thing'])} {found['iri']}",
        f"is: {', '.join(map(_thing, found['kinds'])) or 'of no kind'}",
    ]
    lines += [f"definition: {found['definition']}"] if found["definition"] else []
    lines += [f"names: {'; '.join(found['names'])}"] if found["names"] else []
    roles = ", ".join(f"{name} {count}" for name, count in found["roles"].items())
    lines += [
        f"claims that speak of it: {found['claims']}{f' (as {roles})' if roles else ''};"
        f" cells of published tables: {found['cells']}. why has the claims.",
        "", page.line("Properties"),
    ]
    lines += [f"- {one['property']['id']}: {_cell(one['value'])} ({one['graph']})"
              for one in found["properties"]]
    return "\n".join(lines)


def questions(listed: list[dict[str, Any]], one: dict[str, Any] | None, left: str | None) -> str:
    """The catalogue by theme, or one question whole."""
    if one is not None:
        return _question(one, left)
    lines, theme = [f"Questions: {len(listed)}. ask takes the id."], ""
    for each in listed:
        if each["theme_label"] != theme:
            theme = each["theme_label"]
            lines += ["", f"{theme} [{each['theme']}]"]
        names = ", ".join(p["name"] for p in each["parameters"])
        lines.append(f"- {each['id']}: {each['title']}{f' ({names})' if names else ''}")
    return "\n".join(lines)


def _question(one: dict[str, Any], left: str | None) -> str:
    lines = [f"{one['id']}: {one['title']}", f"answers: {one['answers']}",
             *(f"cannot say: {said}" for said in one["cannot"]),
             f"without rows: {one['empty']}", "", "Parameters:"]
    for each in one["parameters"]:
        usual = f", else {each['default']}" if each["default"] else ""
        lines.append(f"- {each['name']} ({each['type']}{usual}): {each['about']}")
        lines += [f"    {_thing(choice)}" for choice in each["choices"] or ()]
    lines += [] if one["parameters"] else ["- none"]
    lines += ["", "Columns:", *(f"- {each['name']}: {each['about']}" for each in one["columns"])]
    return "\n".join([*lines, *([left] if left else [])])


def answer(found: dict[str, Any], page: Page, lineage: dict[str, Any]) -> str:
    """Rows of an answer, their claims and cells, their sources, and what it cannot say."""
    asked = found["question"]
    set_ = [f"{name} = {value}" for name, value in asked["parameters"].items() if value]
    set_ += [f"{name} = {found[name]}" for name in ("as_of", "known_by") if found[name]]
    lines = [f"{asked['title']} [{asked['id']}{': ' if set_ else ''}{', '.join(set_)}]",
             page.line("Rows")]
    for number, row in enumerate(found["rows"], page.offset + 1):
        told = [f"{name}: {_cell(row[name])}" for name in found["columns"]
                if row[name] not in (None, "", [])]
        lines.append(f"{number}. {'; '.join(told)}")
        for kind in ("claims", "observations"):
            if row[kind]:
                lines.append(f"   {kind}: {_some(row[kind])}")
    lines += claims(found["claims"], lineage)
    lines += cells(found["observations"])
    lines += sources(lineage)
    lines += ["", *(f"Cannot say: {said}" for said in found["limits"]),
              f"The answer was last stated {found['last_confirmed'] or 'at no known time'}."]
    return "\n".join(lines)


def evidence(found: dict[str, Any], page: Page) -> str:
    """The evidence of a thing."""
    lines = [_thing(found["thing"])]
    lines += [found["headline"]] if found["headline"] else []
    lines += [f"{name} = {found[name]}" for name in ("as_of", "known_by") if found[name]]
    lines.append(page.line("Claims"))
    if not page.total and not found["observations"]:
        lines.append("No claim here speaks of it, which is not to say that nothing is so.")
    lines += claims(found["claims"], found, notes=True)
    lines += cells(found["observations"])
    if found["cells"]:
        lines.append(f"Cells of published tables that have it: {found['cells']}.")
    names = found["labels"]
    shown = sorted({x for one in found["claims"].values()
                    for x in (*one["origin"], *one["contested_by"])})
    if shown:
        lines += ["", "Named above:", *(f"- {name}: {cut(names.get(name, name), 300)}"
                                        for name in shown)]
    lines += sources(found)
    return "\n".join(lines)


def results(said: dict[str, Any], page: Page) -> str:
    """What a query gave."""
    hint = [f"Hint: {said['hint']}"] if said["hint"] else []
    if said["form"] == "boolean":
        return "\n".join(["yes" if said["boolean"] else "no", *hint])
    if said["form"] == "triples":
        return str(said["turtle"])
    lines = ["\t".join(said["variables"])]
    for row in said["rows"]:
        lines.append("\t".join(_term(row.get(name)) for name in said["variables"]))
    return "\n".join([page.line("Rows"), *lines, *hint])


def _term(term: dict[str, Any] | None) -> str:
    if term is None:
        return "-"
    value = term["value"]
    if term["type"] == "uri":
        return short(value)
    if not isinstance(value, str):
        return str(value)
    return " ".join(value.split())


def _thing(one: dict[str, Any]) -> str:
    return str(one["id"]) if one["id"] == one["label"] else f"{one['label']} [{one['id']}]"


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_cell, value))
    if isinstance(value, dict):
        return _thing(value)
    return "-" if value is None else str(value)


def _some(ids: list[str]) -> str:
    more = f" and {len(ids) - _MOST} more" if len(ids) > _MOST else ""
    return f"{', '.join(ids[:_MOST])}{more}"
