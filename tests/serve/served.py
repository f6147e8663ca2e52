"""``kg serve`` as a user starts it: a process of its own, asked over the wire."""

from __future__ import annotations

import http.client
import re
import signal
import subprocess
import sys
from pathlib import Path

from tests.serve.wire import Got, get


class Served:
    """The command with some options, on a free port."""

    def __init__(self, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kg", "serve", "--port", "0", *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        assert self.process.stdout is not None
        self.said = self.process.stdout.readline()
        found = re.search(r" at http://[^ ]+:(\d+)/$", self.said)
        if not found:
            self.process.kill()
            raise AssertionError(self.said + self.process.communicate()[1])
        self.port = int(found[1])

    def get(self, path: str, *lines: str, method: str = "GET", body: bytes = b"") -> Got:
        """One request on a connection of its own."""
        return get(self.port, path, *lines, method=method, body=body)

    def warm(self, path: str = "/", accept: str = "text/html") -> None:
        """Have something made that is made once, and takes longer than other tests wait."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        asked.request("GET", path, headers={"Accept": accept})
        reply = asked.getresponse()
        assert reply.status == 200 and reply.read()
        asked.close()

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str, str]:
        """Status, the rest of the output, and the log, after a signal."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        said, log = self.process.communicate(timeout=60)
        return self.process.returncode, said, log

    def children(self) -> list[int]:
        """Ids of the processes that it has started and that still run."""
        task = Path(f"/proc/{self.process.pid}/task")
        return [int(child) for one in task.iterdir()
                for child in (one / "children").read_text().split()]

    def memory(self) -> int:
        """Bytes that the server's own process has in use."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found
        return 1024 * int(found[1])
