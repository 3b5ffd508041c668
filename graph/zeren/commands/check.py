"""The command for the makers of plans: every finding in a document at once, each at its cell.

Apart from the other commands that read, because it writes pages and workbooks too, and joins both halves to do so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

import typer

from zeren import render
from zeren.commands.options import FINDINGS, by_ending, not_over
from zeren.console import put, say, show
from zeren.finding import SEVERITIES, Lang

if TYPE_CHECKING:
    from zeren.finding import Finding

_Format: TypeAlias = Literal["table", "json", "html", "xlsx"]
_BY_ENDING: Final[dict[str, _Format]] = {
    ".txt": "table",
    ".json": "json",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "xlsx",
}


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="One document.")],
    format: Annotated[
        _Format | None, typer.Option("--format", help="By the ending of the output by default, else a table.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file.", metavar="FILE")] = None,
    lang: Annotated[
        Lang | None, typer.Option("--lang", help="Pages and workbooks are Chinese by default, the rest English.")
    ] = None,
) -> None:
    """Everything in a plan that its makers should look at again."""
    from zeren.worker import reader

    chosen = by_ending(output, format, _BY_ENDING, "table")
    if chosen == "xlsx" and output is None:
        raise typer.BadParameter("a workbook needs a file: -o FILE")
    not_over(output, file)
    spoken = lang or ("zh" if chosen in ("html", "xlsx") else "en")
    with reader() as reading:
        found = reading.check_file(file)
        made = reading.make(partial(_made, found, chosen, spoken), file) if chosen in ("html", "xlsx") else b""
    if chosen in ("table", "json"):
        rows = [one.to_json(spoken) for one in found]
        show(rows if chosen == "json" else render.findings(rows), chosen, output=output)
    else:
        put(made, output)
    say(_summary(found))
    if found:
        raise typer.Exit(FINDINGS)


def _made(found: Sequence[Finding], format: _Format, lang: Lang, file: Path) -> bytes:
    """A page or a workbook. Both open the document again, and so are made where it was read."""
    if format == "html":
        from zeren.pages.findings import page
        from zeren.reading.open import read
        from zeren.text.repair import repair

        return page(repair(read(file)), found, lang).encode()
    from zeren.exports import marked
    from zeren.reading.packages import kind_of_package

    data = file.read_bytes() if file.is_file() else b""  # one of an archive is no file
    if data.startswith(b"PK") and kind_of_package(BytesIO(data)) == "xlsx":
        return marked.marked(data, found, lang)
    return marked.listed(found, lang)


def _summary(findings: Sequence[Finding]) -> str:
    counts = Counter(one.severity for one in findings)
    told = [f"{counts[name]} {name}{'s' if counts[name] > 1 else ''}" for name in SEVERITIES if counts[name]]
    return ", ".join(told) or "nothing found"
