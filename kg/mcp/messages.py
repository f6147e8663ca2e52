"""A line of input as a message of the protocol, or what it is answered where it is none."""

from __future__ import annotations

import mcp_types as types
import pydantic_core


class RefusedError(Exception):
    """A line that is no message, with what it is answered."""

    def __init__(self, code: int, text: str, name: object = None) -> None:
        known = name if isinstance(name, int | str) and not isinstance(name, bool) else None
        self.answer = types.JSONRPCError(
            jsonrpc="2.0", id=known, error=types.ErrorData(code=code, message=text)
        )


def message_of(line: bytes, longest: int) -> types.JSONRPCMessage:
    """The message of a line; raises RefusedError where it is none."""
    if len(line) > longest:
        raise RefusedError(types.INVALID_REQUEST, f"A message has at most {longest} bytes")
    try:
        found = pydantic_core.from_json(line)
    except ValueError:
        raise RefusedError(types.PARSE_ERROR, "Not JSON") from None
    if not isinstance(found, dict):
        raise RefusedError(types.INVALID_REQUEST, "Not one message: there are no batches")
    try:
        message = types.jsonrpc_message_adapter.validate_python(found, by_name=False)
    except pydantic_core.ValidationError:
        message = None
    # what has an id that cannot be one would pass for a notification, and wait for ever
    if message is None or (isinstance(message, types.JSONRPCNotification) and "id" in found):
        raise RefusedError(
            types.INVALID_REQUEST, "Not a message of JSON-RPC 2.0", found.get("id")
        )
    return message
