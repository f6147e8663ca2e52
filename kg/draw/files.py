"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from kg.draw.errors import DrawError


def write(path: Path, content: bytes) -> None:
    """The content at the path; what stood there before stays until the new file is complete.

    Raises DrawError (KG704) where it cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _refused(path, error) from None
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # mkstemp gives a private file; a drawing is as readable as other new files.
        mask = os.umask(0)
        os.umask(mask)
        part.chmod(0o666 & ~mask)
        part.replace(path)
    except OSError as error:
        raise _refused(path, error) from None
    finally:
        part.unlink(missing_ok=True)


def _refused(path: Path, error: OSError) -> DrawError:
    return DrawError(
        "KG704",
        f"{path} cannot be written: {error.strerror or error}.",
        "Choose a folder that exists and that you may write to.",
    )
