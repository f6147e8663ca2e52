"""Where the project's own files are: in the checkout, or inside the installed wheel."""

from __future__ import annotations

import os

_PACKAGE = os.path.dirname(os.path.abspath(__file__))
_CHECKOUT = os.path.dirname(_PACKAGE)
#: the folder that holds ontology, seeds and queries
ROOT = (
    _CHECKOUT
    if os.path.isdir(os.path.join(_CHECKOUT, "ontology"))
    and os.path.isfile(os.path.join(_CHECKOUT, "pyproject.toml"))
    else os.path.join(_PACKAGE, "data")
)
ONTOLOGY = os.path.join(ROOT, "ontology")
QUERIES = os.path.join(ROOT, "queries")
RULES = os.path.join(QUERIES, "rules")
CHECKS = os.path.join(QUERIES, "checks")
#: the published schemas and the context of the export
SCHEMA = os.path.join(ROOT, *(("docs",) if ROOT == _CHECKOUT else ()), "schema")
#: parts of the ontology that are loaded into the store; the shapes are not
VOCABULARY = ("vocabulary.ttl", "schemes.ttl", "alignments.ttl")
#: what decides how seeds become quads, below the package
COMPILING = ("edtf.py", "names.py", "version.py", "model", "read", "compile", "derive")


def seeds() -> str:
    """The seeds folder: ``KG_SEEDS`` if set, else the project's own."""
    return os.path.abspath(os.environ.get("KG_SEEDS") or os.path.join(ROOT, "seeds"))


def cache() -> str:
    """The folder of built stores: ``KG_CACHE``, else the user's cache folder."""
    chosen = os.environ.get("KG_CACHE")
    if chosen:
        return os.path.abspath(chosen)
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "custody-graph")


def package() -> str:
    """The folder of the package itself."""
    return _PACKAGE


def importing() -> str:
    """``PYTHONPATH`` for a process of our own that has to import this very package."""
    before = os.environ.get("PYTHONPATH")
    source = os.path.dirname(_PACKAGE)
    return f"{source}{os.pathsep}{before}" if before else source
