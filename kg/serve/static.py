"""The pages of the site and the exports, as files in the cache that are written once.

Nothing of an address ever becomes a path: it is looked up among the names of the files there are.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import sys
from pathlib import Path
from zlib import crc32

from kg import paths
from kg.export import FORMATS
from kg.export.void import file_name
from kg.serve.problem import problem
from kg.serve.reply import Reply
from kg.serve.respond import held
from kg.site.write import MARK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Scope, Send

#: seconds that writing takes at most
_WRITING = 900
#: sites that are kept in the cache
_KEPT = 3
_PIECE = 65_536
#: what can be had instead of a page
ELSEWHERE = "Ask for it in RDF, with .ttl after the address, or use the first page."
#: seconds after which a reader may look for the pages again
_AGAIN = {"Retry-After": "10"}
_MEDIA = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png",
    ".json": "application/json", ".ttl": "text/turtle; charset=utf-8",
}
#: what the pages of the site need: their own style, script and pictures
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Shelf:
    """The files of one site; empty until they are written."""

    def __init__(self, digest: str, seeds: str | None, note: Callable[[str], object]) -> None:
        self._seeds, self._note = seeds, note
        self._key = _key(digest)
        self._folder = Path(paths.cache(), "sites", self._key)
        #: name below the folder → size in bytes
        self._files: dict[str, int] = {}
        self._writer: asyncio.subprocess.Process | None = None
        #: whether the pages can no longer be expected
        self.failed = False

    @property
    def ready(self) -> bool:
        """Whether the pages are there."""
        return bool(self._files)

    def __contains__(self, name: str) -> bool:
        return name in self._files

    def waiting(self) -> Reply:
        """What is said as long as there are no pages."""
        if self.failed:
            return problem("KG916", "The pages could not be written.", ELSEWHERE)
        return problem("KG925", "The pages are being written, which takes half a minute once.",
                       "", _AGAIN)

    async def prepare(self) -> None:
        """Write the site where it is not there yet, in a process of its own; takes a while."""
        if not (self._folder / MARK).is_file():
            self.failed = not await self._write()
        if not self.failed:
            self._files = await asyncio.to_thread(_listed, self._folder)

    async def close(self) -> None:
        """End the writing, if it is still going on."""
        if self._writer is not None and self._writer.returncode is None:
            self._writer.kill()
            await self._writer.wait()

    async def send(
        self, name: str, scope: Scope, send: Send, headers: tuple[tuple[bytes, bytes], ...] = ()
    ) -> None:
        """Send a file piece by piece, or 304 to whom has it; raises OSError where it is gone."""
        size, tag = self._files[name], f'"{self._key[:16]}-{crc32(name.encode()):08x}"'
        page = name.endswith(".html")
        same = held(scope, tag)
        with (self._folder / name).open("rb") as file:
            await send({"type": "http.response.start", "status": 304 if same else 200, "headers": [
                (b"etag", tag.encode()), (b"cache-control", b"no-cache"),
                *([(b"content-security-policy", _POLICY.encode())] if page else []),
                *([] if same else [(b"content-type", media_type(name).encode()),
                                   (b"content-length", str(size).encode())]),
                *headers,
            ]})
            left = 0 if same or scope["method"] == "HEAD" else size
            while left > 0:
                piece = file.read(min(_PIECE, left))
                if not piece:
                    raise EOFError
                left -= len(piece)
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def _write(self) -> bool:
        part = self._folder.with_name(f"{self._key}.{os.getpid()}")
        seeds = ["--seeds", self._seeds] if self._seeds else []
        try:
            # a session of its own, so that a key that stops the server does not stop it half-way
            self._writer = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "kg", "site", "-o", str(part), *seeds,
                stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL, start_new_session=True,
                env={**os.environ, "PYTHONPATH": paths.importing()},
            )
            if hasattr(os, "setpriority"):
                # answers go before pages
                os.setpriority(os.PRIO_PROCESS, self._writer.pid, 10)
            status = await asyncio.wait_for(self._writer.wait(), _WRITING)
            if status == 0 and not self._folder.exists():
                part.rename(self._folder)
        except (OSError, TimeoutError):
            status = -1
        finally:
            await self.close()
            # the writer's own folder has a name that begins with this one's
            for one in (part, *part.parent.glob(f".{part.name}.*")):
                shutil.rmtree(one, ignore_errors=True)
        if (self._folder / MARK).is_file():
            _sweep(self._folder)
            return True
        self._note(f"pages could not be written: kg site ended with status {status}")
        return False


def media_type(name: str) -> str:
    """The media type of a file by its name.

    >>> media_type("data/custody-graph.flat.ttl"), media_type("id/x.html")
    ('text/turtle', 'text/html; charset=utf-8')
    """
    for one in FORMATS.values():
        if name == f"data/{file_name(one.ending)}":
            return one.media_type
    return _MEDIA.get(Path(name).suffix, "application/octet-stream")


def _listed(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in folder.rglob("*") if path.is_file() and not path.is_symlink()
    }


def _key(digest: str) -> str:
    """What decides how the pages look: the graph, and the code and the queries that write them."""
    mixed = hashlib.sha256(digest.encode())
    for base in (paths.package(), paths.QUERIES):
        for path in sorted(Path(base).rglob("*")):
            if path.suffix in (".py", ".html", ".css", ".js", ".rq"):
                mixed.update(path.read_bytes())
    return mixed.hexdigest()[:32]


def _sweep(newest: Path) -> None:
    """Remove all but the newest sites; what another server still reads is the newest but one."""
    found = sorted(
        (one for one in newest.parent.iterdir() if (one / MARK).is_file()),
        key=lambda one: (one == newest, one.stat().st_mtime), reverse=True,
    )
    for one in found[_KEPT:]:
        shutil.rmtree(one, ignore_errors=True)
