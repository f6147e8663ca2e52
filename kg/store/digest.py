"""The digest of everything a store is built from; imports nothing heavy."""

from __future__ import annotations

import hashlib
import os

from kg import paths


def inputs(seeds: str) -> list[tuple[str, str]]:
    """Name and path of each file that decides what the store holds, sorted by name."""
    found = list(_walk("seeds", seeds, (".yaml", ".yml")))
    cells = os.path.join(seeds, "observations")
    if os.path.isdir(cells):
        found += _walk("seeds/observations", cells, (".csv",))
    found += [(f"ontology/{n}", os.path.join(paths.ONTOLOGY, n)) for n in paths.VOCABULARY]
    found += _walk("rules", paths.RULES, (".rq",))
    for part in paths.COMPILING:
        place = os.path.join(paths.package(), part)
        if part.endswith(".py"):
            found.append((f"kg/{part}", place))
        else:
            found += _walk(f"kg/{part}", place, (".py",))
    return sorted(found)


def digest(seeds: str) -> str:
    """SHA-256 over the names and bytes of all inputs, as 64 hexadecimal digits.

    Raises OSError where an input cannot be read.
    """
    total = hashlib.sha256()
    for name, path in inputs(seeds):
        with open(path, "rb") as file:
            content = file.read()
        total.update(f"{len(name)}:{name}:{len(content)}:".encode())
        total.update(content)
    return total.hexdigest()


def _walk(name: str, folder: str, endings: tuple[str, ...]) -> list[tuple[str, str]]:
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    found += _walk(f"{name}/{entry.name}", entry.path, endings)
            elif entry.name.endswith(endings):
                found.append((f"{name}/{entry.name}", entry.path))
    return found
