"""Formatting of seed files: indentation, spacing and line ends; keys, comments and quotes stay."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from kg.errors import KgError
from kg.read.tree import tree

#: longer than any line: folding of text is the curator's
_WIDTH = 4096


def formatted(name: str, raw: bytes) -> bytes:
    """The bytes of a seed file in the project's form.

    Key order, comments, quotes and the folding of texts stay as they are. Raises KgError where
    the file is not YAML, or where the result would not hold the same data.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    yaml = YAML()
    yaml.width = _WIDTH
    yaml.preserve_quotes = True
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    before = tree(name, raw)
    if before.findings:
        first = before.findings[0]
        raise KgError(first.code, f"{first.place}: {first.message}", first.remedy)
    out = StringIO()
    try:
        yaml.dump(yaml.load(raw.decode("utf-8").replace("\r\n", "\n")), out)
    except YAMLError as error:
        raise KgError("KG101", f"{name}: {error}", "Run kg check first.") from None
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    result = ("\n".join(lines).strip("\n") + "\n").encode()
    if tree(name, result).data != before.data:
        raise KgError(
            "KG101", f"{name}: formatting would change what it says; it is left as it was.",
            "Write long or unusual values as folded text (>-).",
        )
    return result


def write(path: Path) -> bool:
    """Format a file in place, whole or not at all; returns whether it changed."""
    try:
        raw = path.read_bytes()
        wanted = formatted(path.name, raw)
        if wanted == raw:
            return False
        beside = path.with_name(f".{path.name}.fmt")
        beside.write_bytes(wanted)
        beside.replace(path)
    except OSError as error:
        raise KgError("KG601", f"{path}: {error.strerror}.", "Check the path.") from None
    return True
