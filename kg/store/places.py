"""Where built stores stand in the cache."""

from __future__ import annotations

import os

from kg import paths

#: how long a store is kept in any case after it was built or last held, in seconds
GRACE = 3600.0


def folder(digest: str) -> str:
    """The folder of the store with this digest, whether or not it exists."""
    return os.path.join(paths.cache(), "stores", digest[:32])


def stands(digest: str) -> bool:
    """Whether the store with this digest is there and was not emptied by someone."""
    place = folder(digest)
    return os.path.isfile(os.path.join(place, "sheet.json")) and os.path.isfile(
        os.path.join(place, "store", "CURRENT")
    )


def stores() -> list[str]:
    """The folders of all built stores, the newest first."""
    base = os.path.join(paths.cache(), "stores")
    try:
        names = os.listdir(base)
    except FileNotFoundError:
        return []
    found = []
    for name in names:
        path = os.path.join(base, name)
        try:
            found.append((os.stat(path).st_mtime, path))
        except FileNotFoundError:
            continue
    return [path for _, path in sorted(found, reverse=True)]
