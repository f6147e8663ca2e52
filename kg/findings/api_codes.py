"""What can be wrong with a request to the API: KG941."""

from __future__ import annotations

from kg.findings.code import Code

CODES: dict[str, Code] = {
    "KG941": Code(
        "Not there yet",
        "The address is kept for what is to come, so that no other thing ever has it.",
        "Ask the questions about law, such as release-authority, in the meantime.",
    ),
}
