"""``kg source new`` and ``verify``: a document's seed file, and its digests against a text."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg import paths
from kg.cli.common import check_format
from kg.cli.inspect import opened
from kg.errors import KgError
from kg.render.rows import FORMATS, grid

if TYPE_CHECKING:
    from kg.read import Dataset

#: asks for a value: the question, and what an empty answer means
Ask = Callable[[str, str], str]
_COPYRIGHT = "Copyright of the publisher; no licence for reuse is known."


def new(key: str, text: Path | None, ask: Ask | None, seeds: str | None) -> int:
    """Write a document's seed file; raises KgError where the key is taken or not a key.

    With ``ask`` every field is asked for, and the file is valid when it is written.
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
    known = _known(folder) if ask else None
    if known and (key in known.entities or key in known.documents):
        raise KgError("KG603", f"The key {key} is taken.", "Choose another: keys are unique.")
    digests = _digests(text) if text else []
    given = _questions(ask, known, folder) if ask and known else None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(skeleton(key, digests, given), encoding="utf-8")
    except OSError as error:
        raise KgError("KG601", f"{target} cannot be written: {error}.", "Check it.") from None
    rest = "Add its claims" if given else "Fill in what is marked"
    print(f"Wrote {target} with {len(digests)} paragraph digests. {rest}, then run kg check.")
    return 0


def verify(key: str, file: Path, form: str, seeds: str | None) -> int:
    """Print each paragraph with whether its digest holds; status 1 where one does not."""
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
    return int(bool(changed))


def _known(folder: Path) -> Dataset:
    from kg.read import read
    from kg.store.build import predicates

    return read(folder, predicates())


def _questions(ask: Ask, known: Dataset, folder: Path) -> dict[str, str]:
    from kg.edtf import Edtf
    from kg.model.vocabulary import SCHEMES

    given = {"label": _until(ask, "Short name, such as CBS News, 5 February 2025", "", bool)}
    given["title"] = ask("Title, empty if not known", "")
    kinds = SCHEMES["document-kind"]
    given["kind"] = _until(ask, f"Kind: {', '.join(kinds)}", "news", kinds.__contains__)
    given["publisher"] = _publisher(ask, known, folder)
    given["date"] = _until(
        ask, "Date of publication, such as 2025-02-05, 2025-02 or [2025-02-03..2025-02-09]", "",
        lambda value: bool(value) and _parses(Edtf.parse, value),
    )
    given["language"] = _until(
        ask, "Language, two letters", "en", lambda v: bool(re.fullmatch("[a-z]{2}", v))
    )
    given["url"] = _until(
        ask, "Address, empty if not known", "",
        lambda v: not v or bool(re.fullmatch(r"https?://\S+", v)),
    )
    given["from"] = _until(
        ask, "Key of the document it was made from, empty if it is an original", "",
        lambda v: not v or v in known.documents,
    )
    if given["from"]:
        hows = SCHEMES["derivation"]
        given["how"] = _until(ask, f"How: {', '.join(hows)}", "copy", hows.__contains__)
    given["licence"] = ask("Licence or copyright", _COPYRIGHT) or _COPYRIGHT
    given["what"] = _until(ask, "What was read, such as: an archived copy of the page", "", bool)
    return given


def _publisher(ask: Ask, known: Dataset, folder: Path) -> str:
    """The key of an actor; a media outlet that is new is added to ``entities/media.yaml``."""
    from kg.model.base import KEY_PATTERN
    from kg.model.entity import Actor
    from kg.skeleton import MEDIA, outlet
    from kg.suggest import did_you_mean

    actors = [key for key, one in known.entities.items() if isinstance(one, Actor)]
    while True:
        key = ask("Key of the publisher", "")
        if key in actors:
            return key
        if not re.fullmatch(KEY_PATTERN, key) or key in known.entities or key in known.documents:
            print(f"{key!r} is no publisher and cannot become one: keys are small words joined"
                  " by hyphens, and unique.")
            continue
        label = ask(f"There is no publisher {key}.{did_you_mean(key, actors)} Its name, if it is a"
                    " new media outlet; empty to choose again", "")
        if label:
            media = folder / "entities" / "media.yaml"
            media.parent.mkdir(parents=True, exist_ok=True)
            with media.open("a", encoding="utf-8") as file:
                if not file.tell():
                    file.write(MEDIA)
                file.write(outlet(key, label))
            print(f"Added {key} to {media}: write a better definition there.")
            return key


def _until(ask: Ask, question: str, empty: str, fits: Callable[[str], bool]) -> str:
    """Ask until the answer fits, at most twenty times."""
    for _ in range(20):
        value = ask(question, empty).strip() or empty
        if fits(value):
            return value
        print(f"{value!r} does not fit.")
    raise KgError("KG603", f"No answer fits: {question}.", "Write the file without --ask.")


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
