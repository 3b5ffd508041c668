"""A selection leaves smaller tables that hold together: no row of a measure that is not there, and what is asked for all there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from zeren import outputs
from zeren.__main__ import app
from zeren.analysis.selection import Selection, selected
from zeren.errors import QueryError

if TYPE_CHECKING:
    from zeren.facts import Tables


@pytest.fixture(scope="module")
def tables(built: Path) -> Tables:
    return outputs.load(built)


def keys(tables: Tables, name: str, column: str = "measure") -> set[tuple[str, int]]:
    held = tables[name].dropna(subset=[column])
    return set(zip(held["document"], held[column], strict=True))


def test_nothing_asked_leaves_everything(tables: Tables) -> None:
    made = selected(tables, Selection())
    assert all(len(made[name]) == len(frame) for name, frame in tables.items())


def test_several_years_are_all_taken_and_several_kinds_must_all_hold(tables: Tables) -> None:
    years = sorted(tables["documents"]["year"].dropna().unique())
    assert len(years) > 1
    both = selected(tables, Selection(years=[int(year) for year in years]))
    assert len(both["measures"]) == len(tables["measures"])
    one = selected(tables, Selection(cities=["青山市"], years=[int(years[0])]))
    assert set(one["documents"]["year"]) == {years[0]}
    assert set(one["texts"]["document"]) == set(one["documents"]["document"])


def test_a_bureau_s_measures_come_with_all_who_bear_them(tables: Tables) -> None:
    made = selected(tables, Selection(units=["市民政局"]))
    kept = keys(made, "measures", "order")
    borne = tables["responsibilities"]
    wanted = keys({"r": borne[borne["name"] == "市民政局"]}, "r")
    assert kept == wanted
    assert len(kept) < len(tables["measures"])
    for name in ("responsibilities", "targets", "milestones", "results", "mechanisms"):
        assert keys(made, name) <= kept
    assert keys(made, "responsibilities") == {key for key in keys(tables, "responsibilities") if key in kept}
    assert set(made["documents"]["document"]) == {document for document, _ in kept}


def test_a_theme_is_found_by_some_of_its_words(tables: Tables) -> None:
    themes = sorted(set(tables["measures"]["theme"].dropna()))
    made = selected(tables, Selection(themes=[themes[0][1:]]))
    assert themes[0] in set(made["measures"]["theme"])
    assert all(themes[0][1:] in theme for theme in made["measures"]["theme"])


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (Selection(cities=["无名市"]), "无名市"),
        (Selection(years=[1999]), "1999"),
        (Selection(documents=["0"]), "id 0"),
        (Selection(themes=["无此主题"]), "无此主题"),
        (Selection(units=["市渔业局"]), "市渔业局.*zeren query workload"),
    ],
)
def test_what_is_not_there_is_named(tables: Tables, asked: Selection, told: str) -> None:
    with pytest.raises(QueryError, match=told):
        selected(tables, asked)


def test_parts_that_leave_no_measure_are_told_together(tables: Tables) -> None:
    borne, measures = tables["responsibilities"], tables["measures"]
    merged = borne.merge(measures, left_on=["document", "measure"], right_on=["document", "order"])
    unit = merged["name"].iloc[0]
    other = set(measures["theme"].dropna()) - set(merged.loc[merged["name"] == unit, "theme"].dropna())
    asked = Selection(themes=[sorted(other)[0]], units=[unit])
    with pytest.raises(QueryError, match=re.escape(str(asked))):
        selected(tables, asked)


def test_a_page_of_a_bureau_holds_its_measures_only(built: Path, tables: Tables, tmp_path: Path) -> None:
    made = tmp_path / "page.html"
    done = CliRunner().invoke(app, ["export", "page", "-o", str(made), "--unit", "市民政局", "--data", str(built)])
    assert done.exit_code == 0, done.output
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', made.read_text(encoding="utf-8"))
    assert found
    measures = json.loads(found[1])["measures"]
    assert len(measures) == len(selected(tables, Selection(units=["市民政局"]))["measures"])


def test_a_format_of_the_whole_build_takes_no_selection(built: Path, tmp_path: Path) -> None:
    asked = ["export", "ttl", "-o", str(tmp_path / "a.ttl"), "--unit", "市民政局", "--data", str(built)]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code != 0
    assert not (tmp_path / "a.ttl").exists()
