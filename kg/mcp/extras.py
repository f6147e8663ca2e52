"""Beside the tools: things as resources, and a prompt."""

from __future__ import annotations

import re

import mcp_types as types
from mcp.shared.exceptions import MCPError

from kg.api.taken import LONGEST
from kg.errors import KgError
from kg.mcp.calls import call
from kg.mcp.tools import TOOLS
from kg.mcp.words import PROMPT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from mcp.server.context import ServerRequestContext

    from kg.mcp.backend import Backend

    Context = ServerRequestContext[Any, Any]

_SCHEME = "custody-graph://"
_PROMPT = types.Prompt(
    name="cited-answer", title="Answer with citations",
    description="Answer a question from the graph alone, each statement with its claim.",
    arguments=[types.PromptArgument(
        name="question", description="What you want to know.", required=True)],
)
_CATALOGUE = types.Resource(
    uri=f"{_SCHEME}questions", name="questions", title="The catalogue of questions",
    description="Every question that can be asked, by theme.", mime_type="text/plain",
)
_TEMPLATES = {
    "claim/{document}/{claim}": ("A claim with its evidence", "Who says what, where and when."),
    "thing/{id}": ("What a thing is", "An entity, document, law, term or conflict by its id."),
}
_ADDRESS = re.compile(rf"{_SCHEME}(questions|claim/[^/?#]+/[^/?#]+|thing/[^?#]+)")


class Extras:
    """Handlers of resources and prompts; a resource is the text of a tool's answer."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    async def resources(
        self, ctx: Context, params: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        """The catalogue, the one resource that has an address of its own."""
        return types.ListResourcesResult(resources=[_CATALOGUE])

    async def templates(
        self, ctx: Context, params: types.PaginatedRequestParams | None
    ) -> types.ListResourceTemplatesResult:
        """How addresses of claims and of other things are made."""
        return types.ListResourceTemplatesResult(resource_templates=[
            types.ResourceTemplate(uri_template=_SCHEME + path, name=path.partition("/")[0],
                                   title=title, description=about, mime_type="text/plain")
            for path, (title, about) in _TEMPLATES.items()
        ])

    async def read(
        self, ctx: Context, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        """A resource as text; raises MCPError where nothing has the address."""
        uri = str(params.uri)
        found = _ADDRESS.fullmatch(uri[:LONGEST])
        if not found:
            raise MCPError(types.INVALID_PARAMS, "Nothing has this address.",
                           {"uri": uri[:LONGEST]})
        sort, _, name = found[1].partition("/")
        tool = {"claim": "why", "thing": "describe"}.get(sort, "list_questions")
        try:
            _, said = await call(self._backend, TOOLS[tool], {"thing": name} if name else {})
        except KgError as error:
            raise MCPError(types.INVALID_PARAMS, f"{error.code}: {error.message} {error.remedy}",
                           {"uri": uri[:LONGEST]}) from None
        return types.ReadResourceResult(contents=[
            types.TextResourceContents(uri=uri, mime_type="text/plain", text=said)])

    async def prompts(
        self, ctx: Context, params: types.PaginatedRequestParams | None
    ) -> types.ListPromptsResult:
        """The one prompt."""
        return types.ListPromptsResult(prompts=[_PROMPT])

    async def prompt(
        self, ctx: Context, params: types.GetPromptRequestParams
    ) -> types.GetPromptResult:
        """The prompt with a question in it; raises MCPError for another."""
        asked = (params.arguments or {}).get("question", "").strip()
        if params.name != _PROMPT.name or not asked:
            raise MCPError(types.INVALID_PARAMS,
                           f"There is one prompt, {_PROMPT.name}, which takes a question.")
        return types.GetPromptResult(description=_PROMPT.description, messages=[
            types.PromptMessage(role="user", content=types.TextContent(
                type="text", text=PROMPT + asked))])
