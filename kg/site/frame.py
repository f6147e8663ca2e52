"""What all pages share: the templates, links between pages, and the entries of the search."""

from __future__ import annotations

from collections.abc import Iterable

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kg.ask.evidence import Evidence
from kg.engine.value import IRI
from kg.graph import Graph
from kg.names import BASE, BEARING, CG, CLAIM, LINK, full, short
from kg.render.cells import short_claim
from kg.site.facts import Facts
from kg.site.places import EXPLORER, place, relative
from kg.site.statements import tags

#: the pages of the bar at the top of every page
BAR = (
    (EXPLORER, "Explorer"),
    ("questions.html", "Questions"), ("instruments.html", "Law"),
    ("documents.html", "Documents"), ("entities.html", "Entities"),
    ("conflicts.html", "Conflicts"), ("def/index.html", "Terms"), ("about.html", "About"),
)


class Site:
    """Pages as they are written: path → text, and what the search knows of them."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self.facts = graph, Facts(graph)
        self.pages: dict[str, str] = {}
        #: kind, label, text that is searched too, and page
        self.entries: list[tuple[str, str, str, str]] = []
        self._templates = Environment(
            loader=PackageLoader("kg.site"), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )

    def add(
        self, page: str, template: str, title: str, *, iri: str = "", **values: object
    ) -> None:
        """Write one page; ``iri`` is the IRI of what it describes."""
        self.pages[page] = self._templates.get_template(template).render(
            title=title, iri=iri, page=page, w=Writer(self, page), facts=self.facts, bar=BAR,
            digest=self.graph.digest, version=self.graph.version, **values,
        )

    def found(self, kind: str, label: str, text: str, page: str) -> None:
        """Let the search find a page or a place of one."""
        self.entries.append((kind, label, " ".join(text.split()), page))

    def place(self, thing: str) -> str | None:
        """Page and anchor of an IRI, if the site has one."""
        if thing.startswith(BEARING):
            thing = next(iter(self.facts.all.nodes(thing, CG + "claim")), thing)
        if thing.startswith(LINK):
            return self._link(thing)
        return place(thing, self.facts.twins)

    def _link(self, link: str) -> str | None:
        """A derived link stands on the page of its subject."""
        subject = next(iter(self.facts.all.nodes(link, CG + "subject")), "")
        page = self.place(subject)
        if page is None or "#" in page:
            return page
        return f"{page}#Link-{link.removeprefix(LINK)}"


class Writer:
    """Links and values as they stand on one page."""

    def __init__(self, site: Site, page: str) -> None:
        self._site, self._page = site, page

    def href(self, target: str) -> str:
        """The address of a page of the site."""
        return relative(self._page, target)

    def link(self, thing: str, text: str = "") -> Markup:
        """A thing's label, with a link where it has a page or an address on the Web."""
        facts = self._site.facts
        shown = text or self.label(thing)
        target = self._site.place(thing) if self._known(thing) else None
        if target is not None:
            return Markup('<a href="{}">{}</a>').format(self.href(target), shown)
        # what stands in the data may be any IRI; only these are addresses of pages
        if thing.startswith(("https://", "http://")) and not thing.startswith(BASE):
            return Markup('<a href="{}" rel="external noopener">{}</a>').format(thing, shown)
        return Markup('<span title="{}">{}</span>').format(thing, text or facts.label(thing))

    def label(self, thing: str) -> str:
        """What a thing is called: a claim by its text, a paragraph by its number."""
        facts = self._site.facts
        if thing.startswith(CLAIM):
            # parts of a claim are called as the claim is
            claim = facts.claims.get("/".join(thing.removeprefix(CLAIM).split("/")[:2]))
            return f"{short_claim(claim.id)}: {claim.text}" if claim else short(thing)
        if facts.records.get(thing) == CG + "Correction":
            return f"correction of {facts.text(thing, 'cg:correctedOn')}"
        if facts.records.get(thing) == CG + "RecordTest":
            tested = facts.all.nodes(thing, CG + "tests")[0]
            return f"beside the record: {self.label(tested)}"
        if thing.startswith((LINK, BEARING)):
            ends = ("subject", "predicate", "object") if thing.startswith(LINK) else (
                "factor", "direction", "outcome")
            return " ".join(self.label(end) for name in ends
                            for end in facts.all.nodes(thing, CG + name))
        if "/derivation/" in thing or "/alias/" in thing or "/side/" in thing:
            return facts.label(thing.rpartition("/")[0].rpartition("/")[0])
        number = facts.text(thing, "cg:paragraph")
        return f"paragraph {number}" if number else facts.label(thing)

    def show(self, pieces: Iterable[object]) -> Markup:
        """Pieces of text and things in a row."""
        return Markup("").join(
            self.link(piece) if isinstance(piece, IRI) else Markup("{}").format(piece)
            for piece in pieces
        )

    def claim(self, name: str, text: str = "") -> Markup:
        """A claim by its short name."""
        return self.link(full(name), text or short_claim(name))

    def evidence(self, name: str) -> Evidence:
        """What is known of a claim."""
        return self._site.facts.claims[name]

    def tags(self, claim: Evidence) -> list[str]:
        """What a reader must not overlook of a claim."""
        return tags(claim)

    def _known(self, thing: str) -> bool:
        return thing in self._site.facts.all.by_subject
