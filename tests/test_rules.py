"""The characters by which a table's patterns are looked for are those with which they begin."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeren.language.rules import rows, starting

TABLES = {
    "duty_labels": "pattern",
    "duty_words": "pattern",
    "duty_legends": "pattern",
    "mechanisms": "head",
    "wholes": "pattern",
}
ROWS = [(name, row[column], row["starts"]) for name, column in TABLES.items() for row in rows(name)]


def _without_look_around(pattern: str) -> str:
    """A pattern that takes the same characters and does not ask what stands around them."""
    while look := re.search(r"\(\?<?[=!]", pattern):
        at, depth = look.end(), 1
        while depth:
            bracket = re.compile(r"\[[^\]]*\]|\\.|[()]").search(pattern, at)
            assert bracket
            depth += {"(": 1, ")": -1}.get(bracket[0], 0)
            at = bracket.end()
        pattern = pattern[: look.start()] + pattern[at:]
    return pattern


@pytest.mark.parametrize(("table", "pattern", "starts"), ROWS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_a_pattern_takes_begins_with_one_of_its_starts(
    table: str, pattern: str, starts: str, data: st.DataObject
) -> None:
    words = data.draw(st.from_regex(_without_look_around(pattern), fullmatch=True))
    assert words and words[0] in starts


@pytest.mark.parametrize(("table", "pattern", "starts"), ROWS)
def test_no_start_is_idle(table: str, pattern: str, starts: str) -> None:
    assert len(set(starts)) == len(starts)
    assert all(character in pattern for character in starts)


def test_the_look_at_the_start_takes_marks_of_patterns_for_themselves() -> None:
    assert re.match(starting([{"starts": "甲]"}], "[-"), "]")
    assert not re.match(starting([{"starts": "甲]"}], "[-"), "乙")
