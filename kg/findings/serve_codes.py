"""What can be wrong with a request to the server: KG901 to KG926."""

from __future__ import annotations

from kg.findings.code import Code

CODES: dict[str, Code] = {
    "KG901": Code(
        "The server is not ready",
        "It is starting or stopping.",
        "Try again shortly.",
    ),
    "KG902": Code(
        "Not exactly one query",
        "The protocol asks one query a request.",
        "Give one parameter query, or the query as body with its media type.",
    ),
    "KG903": Code(
        "A request to change the graph",
        "The graph is read-only here; it changes when its seeds change.",
        "Edit the seeds and run kg build.",
    ),
    "KG904": Code(
        "A query that reaches elsewhere",
        "SERVICE would send requests into the network of whoever runs this.",
        "Ask the other endpoint by itself, and join the two answers.",
    ),
    "KG905": Code(
        "A query that nests too deeply",
        "Reading it would end the process that reads it.",
        "Write it with fewer brackets inside brackets.",
    ),
    "KG906": Code(
        "No format that the client accepts",
        "What was asked for can be had, but not in that format.",
        "Send an Accept header with one of the media types named, or none.",
    ),
    "KG907": Code(
        "A body of another media type",
        "What a body means depends on its media type.",
        "Send application/sparql-query or application/x-www-form-urlencoded, in UTF-8.",
    ),
    "KG908": Code(
        "A request that is too large",
        "Memory is bounded.",
        "Shorten the query; put long lists of values into several queries.",
    ),
    "KG909": Code(
        "A result that is too large",
        "A result is whole or it is refused; it is never cut short in silence.",
        "Add LIMIT (with ORDER BY and OFFSET for pages), or ask for less; kg export has it all.",
    ),
    "KG910": Code(
        "The time limit",
        "The query was stopped, so that others are answered.",
        "Bind more of the pattern, add LIMIT, or run it at home with kg sparql.",
    ),
    "KG911": Code(
        "A process that ended at work",
        "The request needed more memory than one request may take, or its query nests too deeply.",
        "Ask for less at once: fewer joins without common variables, shorter texts, LIMIT.",
    ),
    "KG912": Code(
        "Busy",
        "As many requests are waiting as may wait.",
        "Try again after the seconds that Retry-After names.",
    ),
    "KG913": Code(
        "No such graph",
        "An address names a thing or it does not.",
        "The service description lists the graphs.",
    ),
    "KG914": Code(
        "A method that is not offered",
        "This service is for reading.",
        "Use one of the methods that the header Allow lists.",
    ),
    "KG915": Code(
        "A parameter that cannot be read",
        "A guess would answer another question.",
        "Mend the parameter named.",
    ),
    "KG916": Code(
        "A fault of the server",
        "It is not the fault of the request; the server's own output has the place.",
        "Report it with the address that was asked.",
    ),
    "KG920": Code(
        "An address that cannot be listened to",
        "Another program has the port, or the address is not one of this machine.",
        "Take another port; kg serve --port 0 finds a free one.",
    ),
    "KG921": Code(
        "A request under another name",
        "A page of another site could let its own name point here and read as if it were ours.",
        "Ask the server as localhost, or start it with --allow-host and the name.",
    ),
    "KG922": Code(
        "A request from a page of another site",
        "A page that you happen to have open could let this machine work for it.",
        "Start the server with --cors and the origin of the page.",
    ),
    "KG923": Code(
        "A request that came too slowly",
        "Whoever sends slowly keeps others from being answered.",
        "Send it again, at once.",
    ),
    "KG924": Code(
        "An address that leads nowhere",
        "An address names a thing or it does not.",
        "Follow a link, or search for the thing by its name.",
    ),
    "KG925": Code(
        "A page that is not written yet",
        "Pages are written once for each graph, after the server has started.",
        "Open it again shortly; data in RDF and answers are there at once.",
    ),
    "KG926": Code(
        "A request that is not valid HTTP",
        "What can be read in two ways can be read in the wrong one.",
        "Send one request as RFC 9112 has it, with one Host header.",
    ),
}
