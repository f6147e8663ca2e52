"""What commands share."""

from __future__ import annotations

from collections.abc import Collection

from kg.errors import KgError
from kg.suggest import did_you_mean


def check_format(form: str, formats: Collection[str]) -> None:
    """Raise KgError where the format is not one of those there are."""
    if form not in formats:
        raise KgError(
            "KG603",
            f"There is no format {form}.{did_you_mean(form, formats)}",
            f"Use one of: {', '.join(formats)}.",
        )
