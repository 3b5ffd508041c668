"""The command about bureaus as a network: who works together beyond chance, who connects, where duties are thin or clash."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeAlias, cast

import typer

from zeren import outputs, render
from zeren.commands.options import OUT, City, Data, Year, by_ending
from zeren.console import put, say, show

if TYPE_CHECKING:
    import pandas as pd

    from zeren.facts import Tables

About: TypeAlias = Literal["pairs", "brokers", "groups", "exposed", "gaps", "clashes"]

UNSHOWN: Final = ("unit", "unit_a", "unit_b", "document", "theme")
"""Columns that programs want and a table for people does without."""
_Format: TypeAlias = Literal["table", "json", "csv"]
_BY_ENDING: Final[dict[str, _Format]] = {".txt": "table", ".json": "json", ".csv": "csv"}
_TIED: Final = ("pairs", "brokers", "groups")


def network(
    about: Annotated[
        About, typer.Argument(metavar="ABOUT", help="pairs brokers groups; exposed gaps clashes.")
    ] = "pairs",
    city: City = None,
    year: Year = None,
    document: Annotated[str | None, typer.Option("--document", help="Only this document, by its id.")] = None,
    perhaps: Annotated[
        bool, typer.Option("--perhaps", help="With the pairs that are only perhaps more or less than chance.")
    ] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file.", metavar="FILE")] = None,
    data: Data = OUT,
    format: Annotated[
        _Format | None, typer.Option("--format", help="By the output's ending, else a table for people.")
    ] = None,
) -> None:
    """Bureaus as a network: together beyond chance, brokers, groups; who would be missed, gaps, clashes."""
    chosen = by_ending(output, format, _BY_ENDING, "table")
    tables = outputs.load(data)
    asked = {"city": city, "year": year, "document": document}
    rows = _rows(_answer(about, tables, asked, perhaps))
    if not rows:
        say(_unread(tables, asked) or _nothing(about, perhaps))
    if chosen == "table":
        show([{key: row[key] for key in row if key not in UNSHOWN} for row in rows], chosen, output=output)
    elif chosen == "json":
        show(rows, chosen, output=output)
    elif rows:
        from zeren.exports.office import csv_bytes

        put(csv_bytes(render.grid(rows)), output)


def _answer(about: About, tables: Tables, scope: Mapping[str, Any], perhaps: bool) -> pd.DataFrame:
    from zeren.analysis import communities, exposure
    from zeren.analysis.cooperation import cooperation

    if about not in _TIED:
        asked: dict[str, Callable[..., pd.DataFrame]] = {
            "exposed": exposure.exposed,
            "gaps": exposure.gaps,
            "clashes": exposure.clashes,
        }
        return asked[about](tables, **scope)
    pairs = cooperation(tables, **cast("Any", scope))
    told: dict[str, Callable[[], pd.DataFrame]] = {
        "pairs": partial(_beyond, pairs, perhaps),
        "brokers": partial(communities.brokers, pairs, perhaps),
        "groups": partial(communities.groups, pairs, perhaps),
    }
    return told[about]()


def _beyond(pairs: pd.DataFrame, perhaps: bool) -> pd.DataFrame:
    """The pairs that are not like chance."""
    return pairs[pairs["than_chance"] != "like"] if perhaps else pairs[pairs["than_chance"].isin(["more", "less"])]


def _unread(tables: Tables, scope: Mapping[str, Any]) -> str | None:
    """Why there can be no answer: no document fits the scope, or none that does says who does what."""
    from zeren.analysis.duties import within

    here = within(tables, **cast("Any", scope))
    asked = ", ".join(f"{name} {value}" for name, value in scope.items() if value is not None) or "any place and year"
    if here["documents"].empty:
        there = ", ".join(f"{place} {year}" for place, year in _plans(tables))
        return f"no document of {asked}; there are: {there}"
    return f"no document of {asked} names who does what" if here["responsibilities"].empty else None


def _plans(tables: Tables) -> list[tuple[str, str]]:
    told = tables["documents"][["place_name", "year"]].astype("string").fillna("?").drop_duplicates()
    return sorted(zip(told["place_name"], told["year"], strict=True))


def _nothing(about: About, perhaps: bool) -> str:
    if about not in _TIED:
        return "nothing found"
    said = "no pair of bureaus works together more or less than chance"
    return said if perhaps else said + ", as far as these plans can tell; --perhaps adds those that may"


def _rows(found: pd.DataFrame) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", found.astype(object).where(found.notna(), None).to_dict("records"))
