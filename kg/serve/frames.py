"""How server and worker speak: lengths first, then JSON, then the body as it is."""

from __future__ import annotations

import json
from struct import Struct

from kg.serve.reply import Reply

#: to the worker: how long the question is, and the seconds it may take
QUESTION = Struct(">Id")
#: from the worker: how long the head of the reply is, and how long its body
ANSWER = Struct(">II")


def question(text: bytes, seconds: float) -> bytes:
    """The frame of a question."""
    return QUESTION.pack(len(text), seconds) + text


def answer(reply: Reply) -> bytes:
    """The frame of a reply, without its body, which follows it."""
    head = json.dumps([reply.status, reply.media_type, reply.headers]).encode()
    return ANSWER.pack(len(head), len(reply.body)) + head


def reply(head: bytes, body: bytes) -> Reply:
    """The reply that a head and a body make."""
    status, media_type, headers = json.loads(head)
    return Reply(status, media_type, headers, body)
