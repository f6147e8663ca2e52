"""What an exporter is: a name, what it writes, and one function that writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from kg.graph import Graph


class Times(NamedTuple):
    """The day for which links or claims are written, and the day by which they were known."""

    as_of: str | None = None
    known_by: str | None = None


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format of ``kg export``."""

    name: str
    ending: str
    media_type: str
    about: str
    #: whether it can write the links or claims of one day; else it always writes everything
    by_day: bool
    write: Callable[[Graph, BinaryIO, Times], None]
    #: a library that is not among the core's
    needs: str = ""
