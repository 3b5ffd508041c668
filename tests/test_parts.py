"""Parts that do not add up to their whole are told; those that do, or may, are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from zeren.extract import extract_file


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("改造小区100个，其中甲区60个、乙区50个。", "60+50 = 110 个"),
        ("改造小区100个，其中甲区60个、其他30个。", "60+30 = 90 个"),
        ("开展培训1.5万人次，其中企业职工2万人次。", "20000 = 20000 人次"),
        ("改造小区100个，其中甲区60个、乙区30个。", None),
        ("改造小区100个，其中甲区60个、乙区40个。", None),
        ("改造小区100个，其中甲区60个、其他40个。", None),
        ("改造小区100个以上，其中甲区60个、乙区50个。", None),
        ("完成投资320亿元，其中技改投资占比达到40%。", None),
        ("新建学校10所、幼儿园20所。", None),
    ],
)
def test_parts_are_held_against_their_whole(tmp_path: Path, sentence: str, told: str | None) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(f"甲市2023年民生实事\n1.{sentence}（市甲局）\n", encoding="utf-8")
    found = [problem.message for problem in extract_file(file).problems if problem.kind == "parts-do-not-add-up"]
    assert len(found) == (told is not None)
    assert told is None or told in found[0]
