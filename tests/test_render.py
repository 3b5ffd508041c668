"""Answers as text keep their words: whole, in their columns, and harmless in a spreadsheet."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren import render

PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
ROWS = st.lists(st.fixed_dictionaries({"order": st.integers(), "text": PLAIN}), min_size=1)


@given(ROWS)
def test_json_gives_back_what_went_in(rows: list[dict[str, object]]) -> None:
    assert json.loads(render.as_json(rows)) == rows


def test_a_grid_has_the_columns_of_its_first_row_and_words_in_every_cell() -> None:
    rows: list[render.Row] = [{"order": 1, "lead": ["市教育局", "市财政局"]}, {"order": 2}]
    assert render.grid(rows) == (["order", "lead"], [["1", "市教育局、市财政局"], ["2", ""]])


def test_a_wide_table_breaks_no_words() -> None:
    text = "新建幼儿园" * 60
    assert text in render.as_text([{"text": text}], wide=True)


def test_a_narrow_table_folds_words_and_loses_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    text = "新建改扩建公办幼儿园三十二所,年底前全部投入使用"
    made = render.as_text([{"order": 1, "text": text}])
    assert "".join(line.split("1")[-1].strip() for line in made.splitlines()[2:]) == text


def test_words_that_look_like_markup_stay_as_they_are() -> None:
    assert "[bold]市教育局[/bold]" in render.as_text([{"lead": ["[bold]市教育局[/bold]"]}])


def test_chinese_columns_stand_below_each_other() -> None:
    lines = render.as_text([{"a": "市教育局", "b": "x"}, {"a": "bureau", "b": "y"}]).splitlines()
    assert [lines[2].index("x") + 4, lines[3].index("y")] == [lines[0].index("b")] * 2


def test_duties_of_a_measure_without_any_are_one_row() -> None:
    measure = {"order": 1, "text": "新建幼儿园", "theme": None, "responsibilities": [], "targets": []}
    rows = render.duties({"document": {"id": "00000000"}, "measures": [measure]})
    assert [(row["order"], row["name"], row["role"]) for row in rows] == [(1, None, None)]
