"""Values of query results, the same for every engine.

IRIs are :class:`IRI`, integers are int, decimals are Decimal, everything else is text: days
as ``2025-02-03``, prose without its language. Unbound is None.
"""

from __future__ import annotations

from functools import cache

from kg.names import short

_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
_DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    Value = str | int | Decimal | None
    Row = tuple[Value, ...]
else:
    Value = Row = object


class IRI(str):
    """An IRI; its short id is how people name it."""

    __slots__ = ("_short",)

    _short: str

    @property
    def short(self) -> str:
        """The short id, such as ``medical-need`` or ``cg:leadsTo``."""
        try:
            return self._short
        except AttributeError:
            self._short = short(self)
            return self._short


@cache
def _decimal() -> type[Decimal]:
    """The class of decimals: imported by the first answer that has one, and looked up no more."""
    from decimal import Decimal

    return Decimal


def literal(text: str, datatype: str) -> Value:
    """The value of a literal."""
    if datatype == _INTEGER:
        return int(text)
    return _decimal()(text) if datatype == _DECIMAL else text
