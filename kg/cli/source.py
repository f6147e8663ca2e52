"""``kg source new`` and ``verify``: a document's seed file, and its digests against a text."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg import paths
from kg.cli.common import check_format
from kg.cli.inspect import opened
from kg.engine.value import IRI
from kg.errors import KgError
from kg.render.rows import FORMATS, grid

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.read import Dataset

#: the fields that kg source new asks for, in this order
FIELDS = ("label", "title", "kind", "publisher", "publisher_name", "date", "language", "url",
          "from", "how", "licence", "what")
#: asks for a value: the question, and what an empty answer means
Ask = Callable[[str, str], str]
#: a run of this many words is too near to the source
_MOST_WORDS = 9
_COPYRIGHT = "Copyright of the publisher; no licence for reuse is known."


def new(
    key: str, text: Path | None, ask: Ask | None, seeds: str | None, given: Sequence[str] = ()
) -> int:
    """Write a document's seed file; raises KgError where the key is taken or not a key.

    ``given`` are fields as ``name=value``; with ``ask`` the others are asked for. If any is given
    or asked for, the file is valid when it is written, and nothing is written before all fit.
    """
    from kg.model.base import KEY_PATTERN
    from kg.skeleton import skeleton

    if not re.fullmatch(KEY_PATTERN, key):
        raise KgError(
            "KG603", f"{key!r} is not a key.", "Lower-case words and figures joined by hyphens."
        )
    folder = Path(os.path.abspath(seeds) if seeds else paths.seeds())
    target = folder / "documents" / f"{key}.yaml"
    if target.exists():
        raise KgError("KG603", f"{target} exists.", "Choose another key; keys are permanent.")
    digests = _digests(text) if text else []
    fields: dict[str, str] | None = None
    if ask or given:
        known = _known(folder)
        if key in known.entities or key in known.documents:
            raise KgError("KG603", f"The key {key} is taken.", "Choose another: keys are unique.")
        fields = Form(known, ask, _assigned(given)).fill()
    try:
        if fields and fields.get("publisher_name"):
            _add_outlet(folder, fields["publisher"], fields["publisher_name"])
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(skeleton(key, digests, fields), encoding="utf-8")
    except OSError as error:
        raise KgError("KG601", f"{target} cannot be written: {error}.", "Check it.") from None
    rest = "Add its claims" if fields else "Fill in what is marked"
    print(f"Wrote {target} with {len(digests)} paragraph digests. {rest}, then run kg check.")
    return 0


def verify(key: str, file: Path, form: str, seeds: str | None) -> int:
    """Print each paragraph with whether its digest holds, and claims too near to the text.

    Status 1 where a paragraph changed or a claim has nine words in a row of the text.
    """
    from kg.ask.find import find
    from kg.ask.verify import verify as compare

    check_format(form, FORMATS)
    graph = opened(seeds)
    name = find(graph.engine, key)
    found = compare(graph.engine, name, _digests(file))
    rows = [[str(p.number), p.state, " ".join(p.claims)] for p in found]
    print(grid(form, ["paragraph", "state", "claims"], rows))
    changed = [p for p in found if p.state != "unchanged"]
    lost = [p for p in changed if p.state in ("changed", "missing")]
    if form == "table":
        standing = sorted({claim for p in lost for claim in p.claims})
        print(
            f"\n{len(found) - len(changed)} of {len(found)} paragraphs are unchanged."
            + (f" Read again: {', '.join(standing)}." if standing else "")
        )
    near = _shared(graph, name, file)
    for claim, words in near:
        print(f"{claim} has {_MOST_WORDS} words or more in a row of the text: “{words}”")
    return int(bool(changed or near))


def _shared(graph: Graph, document: str, file: Path) -> list[tuple[str, str]]:
    """Claims of the document whose words stand in the text, nine or more in a row."""
    from kg.ask.evidence import evidence
    from kg.names import CG, GRAPH, full

    _, rows = graph.engine.select(
        f"SELECT ?c WHERE {{ GRAPH <{GRAPH}claims> {{ ?c <{CG}statedIn> <{full(document)}> }} }}"
    )
    names = [row[0].short for row in rows if isinstance(row[0], IRI)]
    text = f" {' '.join(_words(file.read_text(encoding='utf-8')))} "
    found = []
    for claim in evidence(graph.engine, names).values():
        words = _words(f"{claim.text} {claim.note or ''}")
        for i in range(len(words) - _MOST_WORDS + 1):
            run = " ".join(words[i : i + _MOST_WORDS])
            if f" {run} " in text:
                found.append((claim.id, run))
                break
    return found


def _words(text: str) -> list[str]:
    from kg.text import normalise

    return re.findall(r"[a-z0-9']+", normalise(text).lower())


def _known(folder: Path) -> Dataset:
    from kg.read import read
    from kg.store.build import predicates

    return read(folder, predicates())


def _assigned(given: Sequence[str]) -> dict[str, str]:
    from kg.suggest import did_you_mean

    found = dict[str, str]()
    for one in given:
        name, mark, value = one.partition("=")
        if not mark or name not in FIELDS:
            raise KgError(
                "KG603", f"--set {one!r} is not a field and a value.{did_you_mean(name, FIELDS)}",
                f"Fields: {', '.join(FIELDS)}.",
            )
        found[name] = value
    return found


class Form:
    """The fields of a document: given, asked for, or left at what an empty answer means."""

    def __init__(self, known: Dataset, ask: Ask | None, given: dict[str, str]) -> None:
        self.known, self.ask, self.given = known, ask, given

    def fill(self) -> dict[str, str]:
        """All fields by name; raises KgError for a given value that does not fit."""
        from kg.edtf import Edtf
        from kg.model.entity import Actor
        from kg.model.vocabulary import SCHEMES

        actors = [key for key, one in self.known.entities.items() if isinstance(one, Actor)]
        kinds, hows = SCHEMES["document-kind"], SCHEMES["derivation"]
        fields = {
            "label": self._one("label", "Short name, such as CBS News, 5 February 2025", "", bool),
            "title": self._one("title", "Title, empty if not known", "", lambda value: True),
            "kind": self._one("kind", f"Kind: {', '.join(kinds)}", "news", kinds.__contains__),
            "publisher": self._one("publisher", "Key of the publisher", "", self._publisher),
        }
        if fields["publisher"] not in actors:
            from kg.suggest import did_you_mean

            did = f"There is no publisher {fields['publisher']} yet."
            did += did_you_mean(fields["publisher"], actors)
            fields["publisher_name"] = self._one(
                "publisher_name", f"{did} Its name, as a new media outlet", "", bool
            )
        fields |= {
            "date": self._one(
                "date", "Date of publication: 2025-02-05, 2025-02, [2025-02-03..2025-02-09]", "",
                lambda value: bool(value) and _parses(Edtf.parse, value),
            ),
            "language": self._one(
                "language", "Language, two letters", "en",
                lambda value: bool(re.fullmatch("[a-z]{2}", value)),
            ),
            "url": self._one(
                "url", "Address, empty if not known", "",
                lambda value: not value or bool(re.fullmatch(r"https?://\S+", value)),
            ),
            "from": self._one(
                "from", "Key of the document it was made from, empty if it is an original", "",
                lambda value: not value or value in self.known.documents,
            ),
        }
        if fields["from"]:
            fields["how"] = self._one("how", f"How: {', '.join(hows)}", "copy", hows.__contains__)
        fields["licence"] = self._one("licence", "Licence or copyright", _COPYRIGHT, bool)
        fields["what"] = self._one(
            "what", "What was read, such as: an excerpt of an archived copy of the page", "", bool
        )
        return fields

    def _publisher(self, value: str) -> bool:
        """An actor, or a key that nothing has yet."""
        from kg.model.base import KEY_PATTERN
        from kg.model.entity import Actor

        one = self.known.entities.get(value)
        if one is not None:
            return isinstance(one, Actor)
        return bool(re.fullmatch(KEY_PATTERN, value)) and value not in self.known.documents

    def _one(self, name: str, question: str, empty: str, fits: Callable[[str], bool]) -> str:
        """The value of a field; asked for until it fits, at most twenty times."""
        if name in self.given or not self.ask:
            value = self.given.get(name, empty)
            if not fits(value):
                raise KgError("KG603", f"{name}={value!r} does not fit.", f"{question}.")
            return value
        for _ in range(20):
            value = self.ask(question, empty).strip() or empty
            if fits(value):
                return value
            print(f"{value!r} does not fit.")
        raise KgError("KG603", f"No answer fits: {question}.", f"Give it as --set {name}=…")


def _add_outlet(folder: Path, key: str, name: str) -> None:
    """Add a media outlet to ``entities/media.yaml``."""
    from kg.skeleton import MEDIA, outlet

    media = folder / "entities" / "media.yaml"
    media.parent.mkdir(parents=True, exist_ok=True)
    with media.open("a", encoding="utf-8") as file:
        if not file.tell():
            file.write(MEDIA)
        file.write(outlet(key, name))
    print(f"Added {key} to {media}: write a better definition there.")


def _parses(parse: Callable[[str], object], value: str) -> bool:
    try:
        parse(value)
    except ValueError:
        return False
    return True


def _digests(file: Path) -> list[str]:
    from kg.text import digest, paragraphs

    try:
        return [digest(part) for part in paragraphs(file.read_text(encoding="utf-8"))]
    except (OSError, UnicodeDecodeError) as error:
        raise KgError("KG601", f"{file} cannot be read: {error}.", "Check it.") from None
