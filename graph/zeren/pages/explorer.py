"""The explorer: one page that shows who owns what in columns, one bureau, matrix, tables, down to the source's words.

In a build it lies beside the other pages and shares their scripts; `page` makes one file of it that needs nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from zeren.files import replacing
from zeren.pages import explorer_data, labels
from zeren.pages.html import Json, asset, json_block, json_text, policy, render, template
from zeren.pages.ledger import Ledger, ledger

if TYPE_CHECKING:
    from zeren.facts import Tables

SCRIPTS: Final = (
    *("data", "shared", "state", "select", "find", "dom", "when", "judged"),
    *("seriation", "gather", "sides", "indicators"),
    *("detail", "save", "facets", "seek", "paper", "outline"),
    *("columns", "ego", "ties", "network", "matrix", "timeline", "compare", "table"),
    *("charts", "loads", "heat", "flows", "outcomes", "shell"),
)
"""The parts of the explorer's script, in the order in which they need each other."""
INSIDE: Final = 300_000
"""A build's source words of more characters than this are not in the page but in a script for each document."""

_DARK: Final = "@media (prefers-color-scheme: dark)"
_NAME: Final = re.compile(r"[a-z][\w-]*")
_BEGINNING: Final = re.compile(r"""[`"]([a-z][a-z-]*-)(?:\$\{|" ~)""")


def write(tables: Tables, path: Path) -> None:
    """Write the explorer of some facts as one file."""
    with replacing(path) as partial:
        partial.write_text(page(tables), encoding="utf-8")


def page(tables: Tables) -> str:
    """The explorer of some facts as one file: no request leaves it, and nothing else need lie beside it."""
    from markupsafe import Markup

    book = ledger(tables)
    style = _small("style", asset("zeren.css") + _style())
    script = f'"use strict"; window.LABELS = {json_text(_spoken(_script()))};\n{_small("script", _script())}'
    return render(
        "explorer.html",
        policy=policy([style], [script]),
        single=True,
        heading=_heading(book),
        style=Markup(style),
        script=Markup(script),
        data=json_block(explorer_data.block(tables, book) | {"single": True}),
        words=json_block(explorer_data.packed(explorer_data.words(tables, book), book), "words"),
    )


def pages(tables: Tables, book: Ledger) -> Iterator[tuple[str, str]]:
    """The explorer of a build with its assets: paths below the pages' folder, and contents."""
    words = explorer_data.packed(explorer_data.words(tables, book), book)
    inside = sum(len(json_text(told)) for told in words.values()) <= INSIDE
    yield "assets/explorer.css", _style()
    yield "assets/explorer.js", _script()
    if not inside:
        yield from ((f"assets/words/{document}.js", _said(document, told)) for document, told in words.items())
    yield (
        "index.html",
        render(
            "explorer.html",
            policy=policy(pictures=True),
            single=False,
            heading=labels.word("home"),
            data=json_block(explorer_data.block(tables, book, pages=True)),
            words=json_block(words, "words") if inside else None,
        ),
    )


def _script() -> str:
    return "\n".join(asset(f"explorer/{name}.js") for name in SCRIPTS)


def _style() -> str:
    """The explorer's style sheet, with the light and the dark colours of every page for those who choose by the button."""
    light, dark = (block.split("}", 1)[0] for block in asset("zeren.css").split(_DARK, 1))
    return asset("explorer.css") + "".join(
        f'html[data-theme="{name}"] {{ color-scheme: {name};{block.rpartition("{")[2]}}}\n'
        for name, block in (("light", light), ("dark", dark))
    )


def _small(tag: Literal["script", "style"], text: str) -> str:
    """A script or style sheet of ours in fewer characters, for the file that has to carry it along."""
    import minify_html

    made = minify_html.minify(f"<{tag}>{text}</{tag}>", minify_js=True, minify_css=True, keep_closing_tags=True)
    return made.removeprefix(f"<{tag}>").removesuffix(f"</{tag}>")


def _spoken(script: str) -> dict[str, Json]:
    """The labels that the explorer says: those that its script or its page names, whole or by how they begin."""
    text = script + template("explorer.html")
    named, begun = set(_NAME.findall(text)), tuple(_BEGINNING.findall(text))
    return {key: list(pair) for key, pair in labels.table().items() if key in named or key.startswith(begun)}


def _said(document: str, told: Json) -> str:
    return f"Z.said({json_text(document)},{json_text(told)});\n"


def _heading(book: Ledger) -> str:
    return book.sources[0].title if len(book.sources) == 1 else labels.word("home")
