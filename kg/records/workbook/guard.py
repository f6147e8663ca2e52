"""What stands between a file and its reader: nothing is unpacked before it was measured."""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from kg.findings.model import Findings
from kg.records.workbook import limits
from kg.records.workbook.found import finding

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVED = re.compile(rb"<dcterms:modified[^<>]*>(\d{4}-\d\d-\d\d)T")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Package:
    """A file that may be opened: its name, SHA-256 and size."""

    path: Path
    name: str
    digest: str
    size: int


def is_spreadsheet(path: Path) -> bool:
    """Whether the first bytes are those of a zip or OLE file, whatever the name says."""
    with path.open("rb") as file:
        head = file.read(8)
    return head.startswith(b"PK") or head == _OLE


def package(path: Path) -> Package:
    """The file, measured; raises Findings where it must not be opened."""
    name = path.name
    size = path.stat().st_size
    if size > limits.FILE_BYTES:
        raise _no("KG804", name, f"The file has {size:,} bytes; {limits.FILE_BYTES:,} are allowed.")
    digest = hashlib.sha256()
    with path.open("rb") as file:
        head = file.read(8)
        digest.update(head)
        while block := file.read(1 << 20):
            digest.update(block)
    if head == _OLE:
        raise _no("KG803", name, _ole(path))
    if not head.startswith(b"PK"):
        what = "is empty" if not size else "does not begin as a .xlsx file does"
        raise _no("KG801", name, f"The file {what}.")
    try:
        with zipfile.ZipFile(path) as archive:
            _measure(archive, name)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise _no("KG802", name, f"The archive cannot be read: {error}.") from None
    return Package(path, name, digest.hexdigest(), size)


def saved_on(one: Package) -> str:
    """The day on which the file says it was last saved; empty where it does not say."""
    try:
        with zipfile.ZipFile(one.path) as archive, archive.open("docProps/core.xml") as part:
            found = _SAVED.search(part.read(100_000))
    except (KeyError, zipfile.BadZipFile, zlib.error, OSError, ValueError):
        return ""
    return found.group(1).decode() if found else ""


def _no(code: str, name: str, message: str) -> Findings:
    return Findings([finding(code, name, message)])


def _ole(path: Path) -> str:
    with path.open("rb") as file:
        encrypted = _ENCRYPTED in file.read(1 << 20)
        if not encrypted:
            file.seek(max(0, path.stat().st_size - (1 << 20)))
            encrypted = _ENCRYPTED in file.read()
    return (
        "The workbook is encrypted."
        if encrypted
        else "The file is in the old binary format (.xls), or another OLE file."
    )


def _measure(archive: zipfile.ZipFile, name: str) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(parts) > limits.PARTS:
        raise _no("KG804", name, f"It has {len(parts):,} parts; {limits.PARTS:,} are allowed.")
    if len(names) < len(parts):
        raise _no("KG802", name, "Two parts of the archive have one name.")
    if any(part.flag_bits & 0x1 for part in parts):
        raise _no("KG803", name, "Parts of the archive are encrypted.")
    total = sum(part.file_size for part in parts)
    if total > limits.UNPACKED_BYTES:
        raise _no(
            "KG804", name, f"It unpacks to {total:,} bytes; {limits.UNPACKED_BYTES:,} are allowed."
        )
    for part in parts:
        ratio = part.file_size / max(1, part.compress_size)
        if part.file_size > limits.PART_BYTES or (
            part.file_size > limits.RATIO_FROM and ratio > limits.RATIO
        ):
            raise _no(
                "KG804",
                name,
                f"The part {part.filename} unpacks to {part.file_size:,} bytes, "
                f"{ratio:,.0f} times its packed size.",
            )
    if "xl/workbook.bin" in names:
        raise _no("KG803", name, "The workbook is in the binary format (.xlsb).")
    if "xl/workbook.xml" not in names:
        raise _no("KG801", name, "The archive holds no workbook.")
