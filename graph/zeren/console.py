"""What the command line says: the only module that prints.

Data goes to standard output, progress and messages to standard error.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zeren import render
from zeren.errors import UnreadableDocument
from zeren.files import replacing

if TYPE_CHECKING:
    from zeren.build import Tell
    from zeren.render import Row


def say(message: str) -> None:
    print(message, file=sys.stderr)


def put(data: bytes, output: Path | None = None) -> None:
    """Data to a file where one is named, else to standard output."""
    if output is None:
        print(data.decode(), end="")
    else:
        with replacing(output) as partial:
            partial.write_bytes(data)


def show(rows: Sequence[Row], format: str, columns: Sequence[str] | None = None, output: Path | None = None) -> None:
    if format == "json":
        put(render.as_json(list(rows)).encode(), output)
    elif rows:
        put(render.as_text(rows, columns, wide=output is not None or not sys.stdout.isatty()).encode(), output)


def suggest(asked: str, nearest: Sequence[str], within: Sequence[str], elsewhere: Sequence[Mapping[str, Any]]) -> None:
    """Say that nothing was found, `within` what, and how much there is elsewhere or, failing that, what is nearest."""
    message = f"nothing found for {asked}" + (f" in {', '.join(within)}" if within else "")
    if elsewhere:
        places = Counter(str(one["place"] or "no known place") for one in elsewhere)
        counts = ", ".join(f"{place} {number}" for place, number in sorted(places.items()))
        message += f"; without that limit: {len(elsewhere)} ({counts})"
    elif nearest:
        message += f"; nearest: {'、'.join(nearest)}"
    say(message)


def each_line(text: str, read: Callable[[str], Sequence[Row]], format: str) -> None:
    """One answer for the words given, or one for each line of standard input, as soon as it is read."""
    if text != "-":
        show(read(_sound(text, "these words")), format)
        return
    for number, line in enumerate(sys.stdin, 1):
        rows = read(_sound(line.rstrip("\r\n"), f"standard input, line {number}"))
        if format == "json":
            print(render.as_json(rows, indent=None), end="", flush=True)
        else:
            show(rows, format)


def _sound(text: str, where: str) -> str:
    """The same text; `UnreadableDocument` where its bytes were not UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UnreadableDocument(f"{where}: not UTF-8; convert it, as in `iconv -f gb18030 -t utf-8`") from None
    return text


@contextmanager
def progress() -> Iterator[Tell]:
    """A bar on standard error while it is a terminal; silence elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done, total, what: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading")
        yield lambda done, total, what: bar.update(task, completed=done, total=total, description=escape(what))
