"""Blanks put between characters: taken out where a document has them throughout, kept where they part things."""

import doctest

import pytest

from zeren.text import blanks
from zeren.text.blanks import blank_edits


def without(text: str) -> str:
    for start, end, new in reversed(blank_edits(text)):
        text = text[:start] + new + text[end:]
    return text


CONVERTED = "1.新 建幼儿 园5所,教 育局牵 头,财 政局配合。\n2.提 升农 村道路,发 展养老 服务。\n3.改 造社 区食堂。\n"
TYPESET = (
    "2021 年新建幼儿园 5 所，新增学位 360 个，入园率达到 90% 以上，公办园占比 60% 以上。\n3 改造农村公路 80 公里。\n"
)
KEPT = [
    "牵 头 单 位：市教育局\n配 合 单 位：市财政局\n责 任 单 位：市民政局\n",
    "1 新建学校 市教育局 市财政局\n2 改造道路 市交通局 市住建局\n3 发展养老 市民政局 市卫健委\n",
    "新建学校5所，改造道路3公里，投资 2 亿元。\n",
]


def test_blanks_of_a_converter_are_taken_out() -> None:
    assert without(CONVERTED) == CONVERTED.replace(" ", "")


def test_blanks_around_numbers_are_taken_out_but_behind_the_number_of_a_line() -> None:
    assert without(TYPESET) == TYPESET.replace(" ", "").replace("\n3", "\n3 ")


def test_blanks_between_units_stay() -> None:
    assert "青山区政府 绿水区政府" in without(CONVERTED + "4.扩建医院。(青山区政府 绿水区政府)\n")


@pytest.mark.parametrize("text", KEPT)
def test_blanks_that_part_words_stay(text: str) -> None:
    assert blank_edits(text) == []


def test_the_examples_hold() -> None:
    assert doctest.testmod(blanks).failed == 0


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("责 任 单 位：市 水 利 局\n", "责 任 单 位：市水利局\n"),
        ("责任单位：市 民 政 局 牵 头，市 财 政 局 配 合\n", "责任单位：市民政局牵头，市财政局配合\n"),
        ("牵头：甲 县 人 民 政 府；配合：市 残 联\n", "牵头：甲县人民政府；配合：市 残 联\n"),
        ("类别：甲 乙 丙 丁\n", "类别：甲 乙 丙 丁\n"),
    ],
)
def test_a_name_that_is_spaced_out_behind_a_mark_is_put_together(text: str, kept: str) -> None:
    assert without(text) == kept
