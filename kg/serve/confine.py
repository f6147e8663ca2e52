"""What the system itself holds a worker to."""

from __future__ import annotations

import resource
import signal
import sys
import time
from pathlib import Path


def confine(memory: int) -> None:
    """Bound the memory beyond what is in use now; leave the ending to the server.

    Only Linux holds a process to the bound; elsewhere there is none.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # a signal to the group reaches the server too, which lets its workers finish
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if memory and sys.platform == "linux":
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
        used = int(pages) * resource.getpagesize()
        _lower(resource.RLIMIT_AS, used + memory)


def deadline(seconds: float) -> None:
    """Let the system end this process should it still compute well after the seconds.

    The server ends it in time; this is for a server that is no longer there.
    """
    _lower(resource.RLIMIT_CPU, int(time.process_time() + seconds) + 3)


def _lower(kind: int, wanted: int) -> None:
    ceiling = resource.getrlimit(kind)[1]
    if ceiling != resource.RLIM_INFINITY:
        wanted = min(wanted, ceiling)
    resource.setrlimit(kind, (wanted, ceiling))
