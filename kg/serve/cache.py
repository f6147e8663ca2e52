"""Replies that were given before, the ones used last, within a bound of memory."""

from __future__ import annotations

from collections import OrderedDict

from kg.serve.reply import Reply

#: what a kept reply takes beyond its key and body, roughly
_OVERHEAD = 1000
#: the share of the memory that one reply may take
_SHARE = 4


class Cache:
    """Replies by their question; the one unused for longest goes first."""

    def __init__(self, size: int) -> None:
        self._size, self.used = size, 0
        self._kept: OrderedDict[bytes, Reply] = OrderedDict()

    def get(self, key: bytes) -> Reply | None:
        """The reply that is kept for the question."""
        reply = self._kept.get(key)
        if reply is not None:
            self._kept.move_to_end(key)
        return reply

    def put(self, key: bytes, reply: Reply) -> None:
        """Keep the reply, unless it would drive out too many others."""
        cost = _cost(key, reply)
        if cost * _SHARE > self._size or key in self._kept:
            return
        self._kept[key] = reply
        self.used += cost
        while self.used > self._size:
            self.used -= _cost(*self._kept.popitem(last=False))


def _cost(key: bytes, reply: Reply) -> int:
    return len(key) + len(reply.body) + _OVERHEAD
