"""The folder that a build makes: where each part lies in it, and how to open it.

Apart from `build.py`, because whoever asks a question needs the folder and never the batch.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zeren import facts
from zeren.errors import StoreError

if TYPE_CHECKING:
    from pyoxigraph import Store

    from zeren.facts import Tables
    from zeren.rdf.queries import Answer, Query

FACTS: Final = "facts"
QUADS: Final = "zeren.nq"
STORE: Final = "store"
PAGES: Final = "pages"
REPORT: Final = "report.json"

QUERY_SECONDS: Final = 60
MOST_SECONDS: Final = 86_400
"""How long a query may take that the command line or a notebook puts, unless it is told otherwise."""


def load(data: Path | str = "out") -> Tables:
    """The facts tables of a build, each plan counted once; `ModelError` where there are none."""
    return facts.counted(facts.read(Path(data) / FACTS))


def open_graph(data: Path | str = "out") -> Store:
    """The graph of a build, read only; `StoreError` where there is none."""
    folder = Path(data) / STORE
    if not folder.is_dir():
        raise StoreError(f"{folder}: no graph here; run `zeren build` first or name its output folder")
    from zeren.rdf.store import open_store

    return open_store(folder)


def query(
    name: str | Path,
    params: Mapping[str, str] | None = None,
    *,
    data: Path | str = "out",
    seconds: int | None = None,
) -> Answer:
    """The answer of a build to a question of the library, or to a query in a file.

    `params` fills the query's parameters; `QueryError` where one is missing or not of its type. With `seconds` it runs
    in a process of its own and is stopped after so many (`QueryTimeout`).
    """
    from zeren.rdf import queries

    return ask(queries.load(name), params or {}, data, seconds)


def ask(
    question: Query, params: Mapping[str, str], data: Path | str, seconds: int | None, most: int | None = None
) -> Answer:
    """The answer of a build to a query that is loaded already, of at most so many rows."""
    from zeren.rdf import queries, timed

    graph = open_graph(data)
    if seconds is None:
        return queries.run(graph, question, params, most=most)
    return timed.run(Path(data) / STORE, question, params, seconds=seconds, most=most)
