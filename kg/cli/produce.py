"""``kg export``, ``kg draw`` and ``kg site``: files out of the graph."""

from __future__ import annotations

import os
import sys

from kg.cli.inspect import days, opened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.draw.series.chart import Chart


def export(
    form: str, output: str, as_of: str | None, known_by: str | None, seeds: str | None
) -> int:
    """Write an export and print where it is; ``-`` is the standard output."""
    from kg.export import chosen, exported
    from kg.export import export as write

    days(as_of, known_by)
    chosen(form, as_of, known_by)
    if output == "-":
        _printed(exported(opened(seeds), form, as_of, known_by))
        print(f"Wrote {form}", file=sys.stderr)
        return 0
    write(opened(seeds), form, output, as_of, known_by)
    print(f"Wrote {output}")
    return 0


def _printed(content: bytes) -> None:
    """Write to the standard output; a reader that goes away before its end is no error."""
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # nothing of it may be tried again at the end of the process
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def site(output: str, data: bool, seeds: str | None) -> int:
    """Write the site and print where it begins."""
    from kg.site import write

    graph = opened(seeds)
    print("Writing pages and answers ...", file=sys.stderr)
    count = write(graph, output, data=data)
    print(f"Wrote {count} pages. Open {os.path.join(output, 'index.html')}")
    return 0


def explorer(output: str, seeds: str | None) -> int:
    """Write the explorer as one file and print where it is."""
    from kg.draw.files import write
    from kg.explorer import page, page_path

    path = page_path(output)
    graph = opened(seeds)
    print("Answering all questions, which takes a while ...", file=sys.stderr)
    text = page(graph).text.encode()
    write(path, text)
    print(f"Wrote {output} ({len(text) / 1e6:.1f} MB). Open it in a browser.")
    return 0


def draw(
    thing: str | None, output: str, as_of: str | None, known_by: str | None, seeds: str | None
) -> int:
    """Write a drawing and print where it is."""
    from kg.draw import draw as write
    from kg.draw.prepare import chosen

    days(as_of, known_by)
    graph = opened(seeds)
    view = chosen(graph, thing, as_of, known_by)
    charts: tuple[Chart, ...] = ()
    if thing is None and output.lower().endswith(".html"):
        from kg.draw.series.prepare import every

        charts = every(graph, known_by)
    write(view, output, charts)
    print(f"Drew things: {len(view.nodes)}, links: {len(view.edges)}. See {output}")
    return 0
