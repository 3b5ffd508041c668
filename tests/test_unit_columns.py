"""Numbers whose units stand in a column of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from zeren.extract import extract_file

CASES = [
    ("数量,单位", "40,张", "=", 40, None, "张"),
    ("单位,数量", "张,40", "=", 40, None, "张"),
    ("目标值,计量单位", "2.5,万人次", "=", 25000, None, "人次"),
    ("计划数,单位", "不少于8,家", ">=", 8, None, "家"),
    ("规模,单位", "3-5,公里", "range", 3, 5, "公里"),
    ("数量,单位", '"1,200",亩', "=", 1200, None, "亩"),
]


def table(tmp_path: Path, heads: str, cells: str) -> Path:
    path = tmp_path / "plan.csv"
    path.write_text(
        f"序号,任务,{heads},牵头单位\n1,添置健身器材,{cells},市体育局\n2,其他工作,,,市体育局\n", encoding="utf-8"
    )
    return path


@pytest.mark.parametrize(("heads", "cells", "comparator", "value", "most", "unit"), CASES)
def test_a_number_counts_the_unit_that_its_row_tells(
    tmp_path: Path, heads: str, cells: str, comparator: str, value: float, most: float | None, unit: str
) -> None:
    found = extract_file(path := table(tmp_path, heads, cells))
    [target] = found.measures[0].targets
    assert (target.comparator, target.value, target.value_max, target.unit) == (comparator, value, most, unit)
    assert target.indicator == "添置健身器材"
    assert path.read_text(encoding="utf-8")[slice(*target.span)].replace('"', "") == target.quote
    assert [duty.name for duty in found.measures[0].responsibilities] == ["市体育局"]


@pytest.mark.parametrize("cells", ["若干,张", "40,", ",张", "40,按需"])
def test_what_makes_no_quantity_together_is_no_target(tmp_path: Path, cells: str) -> None:
    assert extract_file(table(tmp_path, "数量,单位", cells)).measures[0].targets == ()
