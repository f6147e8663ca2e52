"""The text of a document, as far as the project touches it: paragraphs and their digests.

A document's text is never stored. What is kept is one digest for each paragraph, so that anyone
with a copy can tell whether a claim's paragraph is the one that was read.
"""

from __future__ import annotations

import hashlib
import unicodedata

#: typographic quotation marks differ between copies of one text
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text in order: its lines that are not blank, as they stand.

    >>> paragraphs("One.\\n\\n  Two.\\n")
    ['One.', '  Two.']
    """
    return [line for line in text.splitlines() if line.strip()]


def normalise(text: str) -> str:
    """The text as it is digested: NFC, straight quotation marks, single spaces, no ends.

    >>> normalise(" \u201cIn  some\\u00a0cases\u201d ")
    '"In some cases"'
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(_QUOTES).split())


def digest(text: str) -> str:
    """SHA-256 of the normalised text in UTF-8, as 64 lower-case hexadecimal digits.

    >>> digest("It\u2019s  so.") == digest("It's so.")
    True
    """
    return hashlib.sha256(normalise(text).encode()).hexdigest()
