"""What commands share."""

from __future__ import annotations

from collections.abc import Collection, Mapping

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


def check_above(options: Mapping[str, float]) -> None:
    """Raise KgError for the first option whose value is not above 0."""
    for option, value in options.items():
        if not value > 0:
            raise KgError("KG603", f"{option} {value} is not above 0.", "Give a greater number.")
