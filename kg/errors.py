"""The one error of commands and interface: a code, what is wrong, how to mend it."""

from __future__ import annotations


class KgError(Exception):
    """What a user did cannot be done; never a defect of the data."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(f"{code} {message} {remedy}")
        self.code, self.message, self.remedy = code, message, remedy
