"""Frozen records for the start-up path: what a frozen dataclass is, at a tenth of its cost.

Importing ``dataclasses`` brings ``inspect`` with it, and code for every decorated class is
compiled anew in each process: together a quarter of the time that ``kg ask`` took. Type
checkers see dataclasses here.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import dataclass_transform
else:

    def dataclass_transform(**_: bool) -> object:
        """Leave the class as it is."""
        return lambda cls: cls


@dataclass_transform(frozen_default=True)
class Frozen:
    """Base of a record whose fields are its annotations, in order; all of them are required.

    >>> class Pair(Frozen):
    ...     left: int
    ...     right: int
    >>> Pair(1, right=2)
    Pair(left=1, right=2)
    >>> Pair(1, 2) == Pair(1, 2), Pair(1, 2) == Pair(2, 1), len({Pair(1, 2), Pair(1, 2)})
    (True, False, 1)
    """

    _fields: tuple[str, ...] = ()

    def __init_subclass__(cls) -> None:
        cls._fields = tuple(cls.__annotations__)

    def __init__(self, *values: object, **named: object) -> None:
        if not named and len(values) == len(self._fields):
            self.__dict__.update(zip(self._fields, values, strict=True))
            return
        given = dict(zip(self._fields, values, strict=False)) | named
        if len(values) + len(named) != len(given) or given.keys() != set(self._fields):
            raise TypeError(f"{type(self).__name__} takes: {', '.join(self._fields)}")
        self.__dict__.update((name, given[name]) for name in self._fields)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be set: it is frozen")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be deleted: it is frozen")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(tuple(self.__dict__.values()))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({fields})"
