"""The characters by which labels, role words and legends are looked for are those with which they begin."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeren.language.duty_words import legends, marks
from zeren.language.rules import rows

TABLES = ("duty_labels", "duty_words", "duty_legends")
ROWS = [(name, row["pattern"], row["starts"]) for name in TABLES for row in rows(name)]


@pytest.mark.parametrize(("table", "pattern", "starts"), ROWS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_a_pattern_takes_begins_with_one_of_its_starts(
    table: str, pattern: str, starts: str, data: st.DataObject
) -> None:
    words = data.draw(st.from_regex(re.sub(r"\(\?[<=!][^()]*\)", "", pattern), fullmatch=True))
    assert words and words[0] in starts


@pytest.mark.parametrize(("table", "pattern", "starts"), ROWS)
def test_no_start_is_idle(table: str, pattern: str, starts: str) -> None:
    assert len(set(starts)) == len(starts)
    assert all(character in pattern for character in starts)


def test_a_field_without_a_colon_has_role_words_and_no_labels() -> None:
    text = "市教育局牵头、市财政局配合"
    assert [(mark.kind, mark.says) for mark in marks(text, 0, len(text))] == [("after", "lead"), ("after", "support")]
    labelled = "牵头单位:市教育局;配合单位为市财政局"
    assert [(m.kind, m.says) for m in marks(labelled, 0, len(labelled))] == [("label", "lead"), ("label", "support")]


def test_a_legend_is_found_behind_its_bracket_and_its_remark_word() -> None:
    assert [(x.rule, x.start, x.end) for x in legends("甲(备注：其中，加粗的为牵头单位，下同)。")] == [
        ("legend-bold", 1, 20)
    ]
