"""Dates as deadline cells shorten them, and days that no calendar has."""

import doctest
from datetime import date
from pathlib import Path

import pytest

from zeren.extract import extract_file
from zeren.findings.check import check_file
from zeren.language import cell_dates, dates


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024.9", date(2024, 9, 30)),
        ("2024-4", date(2024, 4, 30)),
        ("2024/11底前", date(2024, 11, 30)),
        ("20240915", date(2024, 9, 15)),
        ("202406", date(2024, 6, 30)),
        ("10.31前完成", date(2024, 10, 31)),
        ("2024.1", None),
        ("9.5", None),
        ("20240931", None),
        ("120", None),
        ("尽快", None),
    ],
)
def test_a_short_date_fills_its_cell(cell: str, day: date | None) -> None:
    assert cell_dates.last_day(cell, 2024) == day


@pytest.mark.parametrize(
    "words", ["2024年14月", "2024年13月底前", "4月31日前", "2023年2月29日", "2024-09-31", "2024.0.5"]
)
def test_a_day_that_no_calendar_has_is_no_deadline_and_told(tmp_path: Path, words: str) -> None:
    assert [found.deadline for found in dates.find(words, year=2024) if found.deadline] == []
    path = tmp_path / "plan.csv"
    path.write_text(
        f"某市2024年民生实事,,,\n序号,任务,牵头单位,完成时限\n1,新建驿站3处,市教育局,{words}\n", encoding="utf-8"
    )
    (target,) = extract_file(path).measures[0].targets
    assert target.deadline is None
    assert [one.id for one in check_file(path).findings] == ["date-impossible"]


def test_the_deadline_of_a_short_cell_is_inherited(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(
        "某市2024年民生实事,,,\n序号,任务,牵头单位,完成时限\n1,新建驿站3处,市教育局,2024.9\n", encoding="utf-8"
    )
    (target,) = extract_file(path).measures[0].targets
    assert (target.deadline, target.deadline_basis) == ("2024-09-30", "inherited")
    assert check_file(path).findings == []


def test_the_examples_hold() -> None:
    assert doctest.testmod(cell_dates).failed == 0
