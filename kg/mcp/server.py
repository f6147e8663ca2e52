"""The server of the protocol: tools, resources and a prompt, and the log of what was called."""

from __future__ import annotations

import time

import mcp_types as types
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from mcp_types.methods import SPEC_CLIENT_METHODS, SPEC_CLIENT_NOTIFICATION_METHODS

from kg.api.taken import LONGEST
from kg.ask.question import questions
from kg.errors import KgError
from kg.mcp.backend import Backend
from kg.mcp.calls import call
from kg.mcp.extras import Extras
from kg.mcp.shapes import output_schema
from kg.mcp.tools import TOOLS, input_schema
from kg.mcp.words import INSTRUCTIONS
from kg.names import BASE
from kg.suggest import did_you_mean
from kg.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from mcp.server.context import CallNext, HandlerResult, ServerRequestContext

    Context = ServerRequestContext[Any, Any]

_METHODS = SPEC_CLIENT_METHODS | SPEC_CLIENT_NOTIFICATION_METHODS
_READS = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def build(backend: Backend, note: Callable[[str], object]) -> Server[Any]:
    """A server whose tools ask the backend; ``note`` is told each call, not what it asks."""
    tools, extras = _Tools(backend), Extras(backend)
    server: Server[Any] = Server(
        "custody-graph", version=VERSION, title="Custody Graph", website_url=BASE,
        description="US immigration detention and release: who says what, where and when.",
        instructions=INSTRUCTIONS,
        on_list_tools=tools.listed, on_call_tool=tools.call,
        on_list_resources=extras.resources, on_read_resource=extras.read,
        on_list_resource_templates=extras.templates,
        on_list_prompts=extras.prompts, on_get_prompt=extras.prompt,
    )

    async def noted(ctx: Context, call_next: CallNext) -> HandlerResult:
        begun = time.perf_counter()
        ended = "error"
        try:
            result = await call_next(ctx)
            failed = isinstance(result, dict) and result.get("isError")
            ended = "refused" if failed else "done"
            return result
        finally:
            taken = 1000 * (time.perf_counter() - begun)
            note(f"{_called(ctx)} {ended} {taken:.1f}ms")

    # in place of the library's own, which tells calls to whatever telemetry is installed
    server.middleware[:] = [noted]
    return server


def _called(ctx: Context) -> str:
    """Method and tool, as far as they are known: nothing of what was sent gets into the log."""
    method = ctx.method if ctx.method in _METHODS else "?"
    tool = (ctx.params or {}).get("name")
    return f"{method} {tool}" if isinstance(tool, str) and tool in TOOLS else method


class _Tools:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    async def listed(
        self, ctx: Context, params: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        # whoever looks at the tools is about to call one
        self._backend.warm()
        ids = sorted(one.id for one in questions())
        return types.ListToolsResult(tools=[
            types.Tool(
                name=one.name, title=one.title, description=one.about, annotations=_READS,
                input_schema=input_schema(one, ids), output_schema=output_schema(one.name),
            )
            for one in TOOLS.values()
        ])

    async def call(
        self, ctx: Context, params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        name = params.name[:LONGEST]
        if name not in TOOLS:
            raise MCPError(types.INVALID_PARAMS, f"There is no tool {name}."
                           f"{did_you_mean(name, TOOLS)} There are {', '.join(TOOLS)}.")
        try:
            found, said = await call(self._backend, TOOLS[name], params.arguments or {})
        except KgError as error:
            text = f"{error.code}: {error.message}\nRemedy: {error.remedy}"
            return types.CallToolResult(content=[_text(text)], is_error=True)
        return types.CallToolResult(content=[_text(said)], structured_content=found)


def _text(text: str) -> types.TextContent:
    return types.TextContent(type="text", text=text)
