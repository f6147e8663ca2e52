"""Problems as RFC 9457 has them: what is wrong, its code, and how to mend it."""

from __future__ import annotations

import json
from http import HTTPStatus

from kg.errors import KgError
from kg.findings.serve_codes import CODES
from kg.names import BASE
from kg.serve.reply import Reply

MEDIA_TYPE = "application/problem+json"
#: the status of a code that a request can run into; any other is a fault in the request
_STATUS = {
    "KG602": 404,
    "KG901": 503,
    "KG903": 403,
    "KG904": 403,
    "KG906": 406,
    "KG907": 415,
    "KG908": 413,
    "KG909": 413,
    "KG910": 504,
    "KG911": 507,
    "KG912": 503,
    "KG913": 404,
    "KG914": 405,
    "KG916": 500,
    "KG921": 421,
    "KG922": 403,
    "KG923": 408,
    "KG924": 404,
    "KG925": 503,
    "KG941": 501,
}


def problem(
    code: str, detail: str, remedy: str = "", headers: dict[str, str] | None = None
) -> Reply:
    """The reply for a code; its general remedy where no better one is given."""
    status = _STATUS.get(code, 400)
    if not remedy and code in CODES:
        remedy = CODES[code].remedy
    body = {
        "type": f"{BASE}docs/codes.html#{code.lower()}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "remedy": remedy,
    }
    return Reply(status, MEDIA_TYPE, headers or {}, json.dumps(body).encode())


def of(error: KgError) -> Reply:
    """The reply for an error that a request ran into."""
    return problem(error.code, error.message, error.remedy)
