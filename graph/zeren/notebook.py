"""What a notebook adds: the magic `%sparql`, charts that show themselves, and displays for facts and graphs.

`%load_ext zeren` brings them. Apart from the displays, which are pages: here is the door that IPython knocks at, without
a need for IPython to be installed. An error is a message in one place, never a traceback (`ZerenError`).
"""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn, Protocol

from zeren import outputs
from zeren.errors import QueryMisused
from zeren.schema import SCHEMA

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from zeren.facts import Tables
    from zeren.pages.pictures import Picture
    from zeren.rdf.headers import Query
    from zeren.rdf.queries import Answer

MOST_ROWS: Final = 100_000
"""How many rows `%sparql` fetches unless it is told to fetch more."""
_QUERY: Final = re.compile(r"(?:^|\s)(?=(?:SELECT|ASK|CONSTRUCT|DESCRIBE|PREFIX|BASE)\b)", re.IGNORECASE)
_USAGE: Final = (
    "%sparql NAME|FILE.rq|QUERY, or %%sparql with a query below; --data FOLDER --param k=v -o NAME --rows N --seconds N"
)


class Shell(Protocol):
    """What is asked of IPython."""

    user_ns: dict[str, Any]
    display_formatter: Any

    def register_magic_function(self, func: Callable[..., Any], magic_kind: str, magic_name: str) -> None: ...


def load_ipython_extension(shell: Shell) -> None:
    """Called by `%load_ext zeren`: registers `%sparql`, `%%sparql`, and displays of tables and of networkx graphs."""

    def sparql(line: str, cell: str | None = None) -> Answer:
        """Ask the graph of a build."""
        asked = _asked(line, cell)
        answer = ask(asked)
        if asked.output:
            shell.user_ns[asked.output] = answer.frame()
        return answer

    shell.register_magic_function(sparql, "line_cell", "sparql")
    html = shell.display_formatter.formatters["text/html"]
    html.for_type_by_name("networkx.classes.graph", "Graph", graph_html)
    html.for_type(dict, tables_html)


def graph_html(graph: nx.Graph[str]) -> str:
    """A networkx graph as its summary."""
    from zeren.pages.card_graph import summary

    return summary(graph)._repr_html_()


def tables_html(value: dict[str, Any]) -> str | None:
    """The facts of a build as their summary; of any other dictionary nothing."""
    if not value.keys() >= SCHEMA.keys():
        return None
    from zeren.pages.card_graph import summary

    return summary(value)._repr_html_()


# --- charts ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class ChartCard:
    """A chart of the pages: it shows itself as SVG, drawn here and without a script."""

    name: str
    tables: Tables

    def __repr__(self) -> str:
        return f"<chart {self.name}>"

    def frame(self) -> pd.DataFrame:
        """What the chart shows, as a table."""
        from zeren.pages import charts

        return charts.frame(self.name, self.tables)

    def altair(self) -> Picture:
        """The chart as an altair object, to go on with."""
        from zeren.pages import charts

        return charts.picture(self.name, self.tables)

    def _repr_svg_(self) -> str:
        from zeren.pages import drawing

        return drawing.svg(self.altair())


def chart(tables: Tables, name: str) -> ChartCard:
    """A chart by its name, such as `workload`; `QueryError` names those that there are."""
    from zeren.pages import charts

    charts.frame(name, tables)
    return ChartCard(name, tables)


# --- the magic -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to a build: the name of one of the library, a file, or a query's own text."""

    question: str
    own: bool
    params: dict[str, str]
    data: Path
    output: str | None
    rows: int
    seconds: int


def ask(asked: Asked) -> Answer:
    """The answer of a build; `QueryError` says in one place what is wrong, `QueryTooLarge` that it has too many rows and
    `QueryTimeout` that it takes too long."""
    return outputs.ask(_question(asked), asked.params, asked.data, asked.seconds, asked.rows)


def _question(asked: Asked) -> Query:
    from zeren.rdf import headers, queries

    return headers.parse("sparql", asked.question) if asked.own else queries.load(asked.question)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise QueryMisused(f"{message}; write {_USAGE}")


def _parser() -> _Parser:
    parser = _Parser(prog="%sparql", add_help=False, allow_abbrev=False)
    parser.add_argument("question", nargs="?")
    parser.add_argument("--data", type=Path, default=Path("out"))
    parser.add_argument("--param", action="append", default=[])
    parser.add_argument("--output", "-o")
    parser.add_argument("--rows", type=int, default=MOST_ROWS)
    parser.add_argument("--seconds", type=int, default=outputs.QUERY_SECONDS)
    return parser


def _asked(line: str, cell: str | None) -> Asked:
    """What a magic asks: the query stands in the cell, or, in a line, behind the options."""
    query = _QUERY.search(line) if cell is None else None
    own = cell if cell is not None else line[query.end() :] if query else None
    given = _parser().parse_args(_words(line[: query.start()] if query else line))
    if given.question is not None and own is not None:
        raise QueryMisused(f"{given.question!r} and a query are two questions; write {_USAGE}")
    if not (given.question if own is None else own.strip()):
        raise QueryMisused(f"there is no query; write {_USAGE}")
    if given.output is not None and not given.output.isidentifier():
        raise QueryMisused(f"-o {given.output}: the answer is stored under a name as Python has them, such as answer")
    if given.rows < 1:
        raise QueryMisused(f"--rows {given.rows}: at least one row is asked for")
    if not 1 <= given.seconds <= outputs.MOST_SECONDS:
        raise QueryMisused(f"--seconds {given.seconds}: at least one and at most {outputs.MOST_SECONDS}, a day")
    return Asked(
        given.question if own is None else own,
        own is not None,
        _params(given.param),
        given.data,
        given.output,
        given.rows,
        given.seconds,
    )


def _words(line: str) -> list[str]:
    """The words of a line; quotes hold blanks together, and a backslash is a sign of a path."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.escape, lexer.commenters = True, "", ""
    try:
        return list(lexer)
    except ValueError as error:
        raise QueryMisused(f"{line.strip()}: {error}; write {_USAGE}") from None


def _params(texts: list[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise QueryMisused(f"--param {text}: write it as name=value")
        if name in given:
            raise QueryMisused(f"--param {name} is given twice")
        given[name] = value
    return given
