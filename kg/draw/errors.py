"""The error of drawing: a view that cannot be drawn, or a file that cannot be written."""

from __future__ import annotations

from kg.errors import KgError


class DrawError(KgError):
    """A drawing cannot be made: code, what is wrong, how to mend it.

    KG701 an ending that is not drawn, KG702 no layout, KG703 a view whose parts do not fit
    together, KG704 a file that cannot be written.
    """
