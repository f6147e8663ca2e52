"""A process of ``kg mcp`` that is spoken to in lines, as any client does."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

#: seconds in which a busy machine answers
PATIENCE = 120.0
VERSION = "2025-11-25"


class Speaking:
    """The process; every line that it writes has to be a message."""

    def __init__(self, *options: str, log: Path, before: dict[str, str] | None = None) -> None:
        self.log = log
        with log.open("wb") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kg", "mcp", *options], env=before,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
            )
        assert self.process.stdin is not None and self.process.stdout is not None
        self.input: IO[bytes] = self.process.stdin
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._count = 0
        self._reader = threading.Thread(target=self._read, args=(self.process.stdout,))
        self._reader.start()

    def _read(self, stream: IO[bytes]) -> None:
        with stream:
            for line in stream:
                self._lines.put(line)
        self._lines.put(b"")

    def write(self, data: bytes) -> None:
        self.input.write(data)
        self.input.flush()

    def send(self, message: object) -> None:
        self.write(json.dumps(message).encode() + b"\n")

    def receive(self) -> Any:
        """The next message; None at the end."""
        line = self._lines.get(timeout=PATIENCE)
        return json.loads(line) if line else None

    def request(self, method: str, params: object | None = None) -> int:
        """Send a request; its id."""
        self._count += 1
        message: dict[str, object] = {"jsonrpc": "2.0", "id": self._count, "method": method}
        self.send(message if params is None else message | {"params": params})
        return self._count

    def ask(self, method: str, params: object | None = None) -> Any:
        """The reply to a request, with ``result`` or ``error``."""
        name = self.request(method, params)
        reply = self.receive()
        assert reply["id"] == name and reply["jsonrpc"] == "2.0"
        return reply

    def call(self, tool: str, **arguments: object) -> Any:
        """The result of a tool."""
        return self.ask("tools/call", {"name": tool, "arguments": arguments})["result"]

    def refused(self, tool: str, **arguments: object) -> str:
        """The text with which a tool refuses."""
        result = self.call(tool, **arguments)
        assert result["isError"] and "structuredContent" not in result
        (content,) = result["content"]
        text = content["text"]
        assert "Remedy: " in text and "Traceback" not in text
        return str(text)

    def begin(self, version: str = VERSION) -> Any:
        """The result of the handshake."""
        result = self.ask("initialize", {
            "protocolVersion": version, "capabilities": {},
            "clientInfo": {"name": "tests", "version": "1"},
        })["result"]
        self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})
        return result

    def children(self) -> set[int]:
        """The ids of the processes that it started and that are still there."""
        name = self.process.pid
        text = Path(f"/proc/{name}/task/{name}/children").read_text(encoding="ascii")
        return set(map(int, text.split()))

    def end(self) -> int:
        """Close its input; the status with which it ends."""
        self.input.close()
        return self.ended()

    def ended(self) -> int:
        """The status with which it ends."""
        status = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return status

    def kill(self) -> None:
        """End it by force, if it has not ended."""
        with suppress(BrokenPipeError):
            self.input.close()
        self.process.kill()
        self.ended()


def gone(processes: set[int]) -> bool:
    """Whether all of them end within a minute; a busy machine takes a moment to end one."""
    until = time.monotonic() + 60
    while any(map(alive, processes)):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def alive(process: int) -> bool:
    """Whether a process is there and not only waiting to be counted."""
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
