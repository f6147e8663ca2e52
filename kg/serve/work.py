"""What a worker does: the table of operations, and doing one."""

from __future__ import annotations

import hashlib

from kg.api import operations as api
from kg.errors import KgError
from kg.serve import description, lookup, sparql, store_protocol
from kg.serve.log import fault
from kg.serve.problem import of, problem
from kg.serve.reply import Reply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.graph import Graph
    from kg.serve.limits import Limits

    Operation = Callable[[Graph, Limits, Mapping[str, object]], Reply]

OPERATIONS: dict[str, Operation] = {
    **sparql.OPERATIONS,
    **store_protocol.OPERATIONS,
    **description.OPERATIONS,
    **lookup.OPERATIONS,
    **api.OPERATIONS,
}


def perform(
    graph: Graph, limits: Limits, operation: str, arguments: Mapping[str, object]
) -> Reply:
    """The reply of an operation; whatever goes wrong is a reply too."""
    try:
        reply = OPERATIONS[operation](graph, limits, arguments)
    except KgError as error:
        return of(error)
    except MemoryError:
        return problem("KG911", "The request needed more memory than one request may take.")
    except Exception as error:  # noqa: BLE001 - the worker lives on, and nobody sees its insides
        fault(operation, error)
        return problem("KG916", "The server has a fault here.")
    if reply.status == 200:
        reply.headers.setdefault("ETag", _tag(graph.digest, reply.body))
    return reply


def _tag(digest: str, body: bytes) -> str:
    return f'"{digest[:12]}-{hashlib.sha256(body).hexdigest()[:20]}"'
