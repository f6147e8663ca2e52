"""Take a file in: its digest, whether it can be read, and a copy in plain UTF-8 where it is not."""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import shutil
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.findings import Finding, Findings, Place
from kg.records.rows import limits

_BLOCK = 1 << 20
_GZIP, _ZIP, _PARQUET, _OLE = b"\x1f\x8b", b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as it can be read: ``text`` (UTF-8), ``parquet`` or ``sheets``."""

    #: what the user named, and what is read for it
    path: Path
    plain: Path
    kind: str
    digest: str
    size: int
    encoding: str = "utf-8"


def take(path: Path, scratch: Path, progress: Callable[[str], None]) -> Taken:
    """Read the file once through; raises Findings where nothing can be made of it."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(8)
    except OSError as error:
        raise refused(path, "KG833", f"It cannot be opened: {error.strerror}.") from None
    if not size:
        raise refused(path, "KG833", "The file is empty.")
    if head.startswith(_OLE):
        raise refused(path, "KG833", "It is encrypted, or a workbook of before 2007.")
    if head.startswith((_ZIP, _PARQUET)):
        kind = "sheets" if head.startswith(_ZIP) else "parquet"
        return Taken(path, path, kind, _digest(path), size)
    progress(f"reading {path.name}")
    return _text(path, scratch, head, size)


def presumed(path: Path) -> Taken | None:
    """A file that begins as text in UTF-8, before it was looked through: no digest is known."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(limits.HEAD)
    except OSError:
        return None
    seen = _Seen()
    seen.add(head)
    text = seen.bytes and seen.nul < 0 and seen.fits
    if not text or head.startswith((_GZIP, _ZIP, _PARQUET, _OLE)):
        return None
    return Taken(path, path, "text", "", size)


def refused(path: Path, code: str, message: str) -> Findings:
    """The one finding of a file that cannot be read."""
    from kg.findings import CODES

    return Findings([Finding(Place(str(path)), code, message, CODES[code].remedy)])


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _text(path: Path, scratch: Path, head: bytes, size: int) -> Taken:
    digest = hashlib.sha256()
    packed = head.startswith(_GZIP)
    plain = scratch / f"{len(list(scratch.iterdir()))}.csv" if packed else path
    seen = _Seen()
    with plain.open("wb") if packed else contextlib.nullcontext() as sink:
        for block in _opened(path, digest, packed):
            if sink is not None:
                sink.write(block)
            seen.add(block)
            if seen.long >= 0:
                raise refused(
                    path, "KG844", f"The line that begins at byte {seen.long:,} has more than "
                    f"{limits.LINE:,} bytes: no row of a release is so long.",
                )
    if not seen.bytes:
        raise refused(path, "KG833", "The file opens to nothing.")
    with plain.open("rb") as stream:
        start = stream.read(4096)
    encoding = "utf-8" if seen.whole() else "cp1252"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif seen.nul >= 0 and start[1::2].count(0) > len(start) // 4:
        encoding = "utf-16-le"
    elif seen.nul >= 0:
        raise refused(path, "KG833", f"Byte {seen.nul} is NUL: it is cut off, or no text.")
    if encoding != "utf-8":
        plain = _transcoded(path, plain, scratch, encoding)
    return Taken(path, plain, "text", digest.hexdigest(), size, encoding)


class _Seen:
    """What was seen of the bytes of a text: how many, the first NUL, the start of the first line
    that is too long, whether they are UTF-8."""

    def __init__(self) -> None:
        self.bytes, self.nul, self.long = 0, -1, -1
        #: where the line begins whose end was not seen yet
        self._line = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._utf8, self._open = True, False

    def add(self, block: bytes) -> None:
        """Look at the next bytes."""
        if self.nul < 0 and (at := block.find(0)) >= 0:
            self.nul = self.bytes + at
        # most blocks are plain ASCII, and decoding costs ten times as much as seeing that
        if self._open or not block.isascii():
            self._decode(block)
        self._measure(block)
        self.bytes += len(block)

    @property
    def fits(self) -> bool:
        """Whether nothing so far is no UTF-8."""
        return self._utf8

    def whole(self) -> bool:
        """Whether all of it is UTF-8."""
        self._decode(b"", final=True)
        return self._utf8

    def _measure(self, block: bytes) -> None:
        lines = block.split(b"\n" if b"\n" in block else b"\r")
        start = self._line
        self._line = self.bytes + len(block) - len(lines[-1]) if len(lines) > 1 else start
        longest = max(map(len, lines))
        if self.long >= 0 or max(longest, self.bytes + len(lines[0]) - start) <= limits.LINE:
            return
        end = self.bytes
        for line in lines:
            end += len(line)
            if end - start > limits.LINE:
                self.long = start
                return
            end += 1
            start = end

    def _decode(self, block: bytes, final: bool = False) -> None:
        if self._utf8:
            try:
                self._decoder.decode(block, final)
            except UnicodeDecodeError:
                self._utf8 = False
            self._open = self._utf8 and bool(self._decoder.getstate()[0])


def _opened(path: Path, digest: hashlib._Hash, packed: bool) -> Iterator[bytes]:
    """The blocks of the file, decompressed as far as the limits allow."""
    unpack, inside = zlib.decompressobj(wbits=31), False
    read = opened = 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            read += len(block)
            if not packed:
                yield block
                continue
            while block:
                inside = True
                try:
                    out = unpack.decompress(block, _BLOCK)
                except zlib.error as error:
                    raise refused(path, "KG833", f"It cannot be decompressed: {error}.") from None
                opened += len(out)
                _bounded(path, read, opened)
                yield out
                block = unpack.unconsumed_tail
                if unpack.eof:
                    # a gz file may hold several members, and zeros behind the last
                    block = unpack.unused_data.lstrip(b"\0")
                    unpack, inside = zlib.decompressobj(wbits=31), False
    if inside:
        raise refused(path, "KG833", "It is cut off in the middle of its compressed data.")


def _bounded(path: Path, read: int, opened: int) -> None:
    if opened > limits.RATIO_FROM and opened > limits.RATIO * read:
        raise refused(
            path, "KG844", f"Its first {read:,} bytes open to {opened:,}: no table packs so well."
        )
    if opened > limits.OPENED:
        raise refused(path, "KG844", f"It opens to more than {limits.OPENED:,} bytes.")


def _transcoded(path: Path, plain: Path, scratch: Path, encoding: str) -> Path:
    target = scratch / f"{len(list(scratch.iterdir()))}.utf8.csv"
    try:
        with (
            plain.open("r", encoding=encoding, newline="") as source,
            target.open("w", encoding="utf-8", newline="") as sink,
        ):
            shutil.copyfileobj(source, sink, _BLOCK)
    except UnicodeError as error:
        raise refused(
            path, "KG833", f"It is neither UTF-8 nor {encoding}: {error}."
        ) from None
    return target
