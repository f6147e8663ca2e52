"""All connections of a server: how many there are, and which has to go."""

from __future__ import annotations

import asyncio

from kg.serve.bounds import Bounds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.serve.http import Connection

#: seconds between two looks
_PAUSE = 1.0


class Crowd:
    """The open connections, in the order in which they came."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._open: dict[Connection, float | None] = {}
        self._looking = False

    def __len__(self) -> int:
        return len(self._open)

    def admit(self, connection: Connection) -> bool:
        """Take one in; False where it is one too many and none can be ended for it."""
        full = len(self._open) >= self._bounds.connections
        gone = self._least() if full else None
        if gone is not None:
            gone.cut()
            self._open.pop(gone)
        self._open[connection] = None
        if not self._looking:
            self._looking = True
            connection.loop.call_later(_PAUSE, self._look, connection.loop)
        return not full or gone is not None

    def leave(self, connection: Connection) -> None:
        """Forget one that is closed."""
        self._open.pop(connection, None)

    def _least(self) -> Connection | None:
        """The one whose time is up first among those that wait, else the one that reads least."""
        waiting = [one for one in self._open if one.waiting and one.deadline is not None]
        if waiting:
            return min(waiting, key=lambda one: one.deadline or 0.0)
        stalled = [one for one in self._open if one.stalled_since is not None]
        return min(stalled, key=lambda one: one.stalled_since or 0.0, default=None)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        for one, closing_since in list(self._open.items()):
            stalled = one.stalled_since
            if one.transport.is_closing():
                self._open[one] = closing_since or now
                if closing_since and now - closing_since > self._bounds.stall_seconds:
                    one.cut()
            elif stalled is not None and now - stalled > self._bounds.stall_seconds:
                one.cut()
            elif one.waiting and one.deadline is not None and now > one.deadline:
                one.end()
        self._looking = bool(self._open)
        if self._looking:
            loop.call_later(_PAUSE, self._look, loop)
