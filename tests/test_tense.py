"""Promised or reached: how far the words of a time or a doing reach; every sentence here is invented."""

from pathlib import Path

import pytest

from zeren.extract import extract_file
from zeren.model import Extraction


def extracted(tmp_path: Path, text: str) -> Extraction:
    path = tmp_path / "plan.txt"
    path.write_text(text, encoding="utf-8")
    return extract_file(path)


@pytest.mark.parametrize(
    ("sentence", "promised", "reached"),
    [
        ("改造老旧小区60个（2023年已改造45个），更新电梯30部。", [60, 30], [45]),
        ("新增托位800个（去年新增650个），婴幼儿入托率保持在9%以上。", [800, 9], [650]),
        ("植树造林3万亩（上年实际完成2.6万亩）、修复湿地200公顷。", [30000, 200], [26000]),
        ("去年建成驿站12处（含续建3处），今年再建9处。", [9], [12, 3]),
        ("新建停车位1200个（截至2023年底已有5000个），充电桩300个。", [1200, 300], [5000]),
    ],
)
def test_a_word_of_the_past_in_a_bracket_speaks_for_the_bracket(
    tmp_path: Path, sentence: str, promised: list[float], reached: list[float]
) -> None:
    found = extracted(tmp_path, f"某市2024年民生实事\n1.{sentence}（市甲局牵头）\n2.新建公园2处。（市乙局牵头）\n")
    assert [target.value for target in found.measures[0].targets] == promised
    assert [result.value for result in found.results] == reached


@pytest.mark.parametrize(
    ("title", "told", "next_step", "planned"),
    [
        (
            "关于某市2023年民生实事完成情况的通报",
            "新建托育园7所，完成年度目标的140%；改造水厂3座。",
            "下一步，2024年计划新建托育园4所。",
            4,
        ),
        (
            "某市2023年为民办实事落实情况",
            "发放补贴600万元，惠及老人1.2万人；建成驿站9处。",
            "2024年计划建成驿站6处。",
            6,
        ),
    ],
)
def test_a_report_in_prose_on_how_things_ended_tells_results(
    tmp_path: Path, title: str, told: str, next_step: str, planned: int
) -> None:
    found = extracted(tmp_path, f"{title}\n{told}\n{next_step}\n")
    promised = [target.value for measure in found.measures for target in measure.targets]
    assert promised == [planned]
    assert len(found.results) >= 2
