"""The graph for assistants: tools of the Model Context Protocol over the functions of ``kg.api``.

``kg.mcp.tools`` has the table of tools; ``kg.mcp.calls`` answers them through the worker pool of
``kg.serve``. The library of the protocol is imported by ``server``, ``wire`` and ``run`` alone.
"""
