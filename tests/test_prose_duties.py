"""The duties of a measure from what its own sentences say: roles, bases, and what other clauses add."""

import pytest

from zeren.language.drafts import Draft
from zeren.language.prose_duties import draft_duties
from zeren.language.roles import Duties, find_rules


def duties(text: str, end: int | None = None) -> Duties:
    draft = Draft((0, len(text) if end is None else end), "sentence")
    return draft_duties(text, [], draft, find_rules(text, [], []))


def told(text: str) -> str:
    return " ".join(f"{unit.name}:{unit.role}" for unit in duties(text).units)


MEASURES = [
    (
        "由市水利局牵头，甲镇、乙镇人民政府落实属地责任，改造水站9座。",
        "市水利局:lead 甲镇人民政府:implement 乙镇人民政府:implement",
    ),
    (
        "由市卫健委负责，新院区年底前结顶；市财政局、市医保局做好资金保障。",
        "市卫健委:lead 市财政局:support 市医保局:support",
    ),
    ("市教育局牵头，新建学校3所。市住建局要加强质量监管。", "市教育局:lead 市住建局:support"),
    ("市教育局牵头，新建学校3所。各有关部门要高度重视。", "市教育局:lead"),
    ("市教育局牵头，各县区要于6月底前开工3所。", "市教育局:lead 各县区:implement"),
    ("市住建局负责建设，市水务局负责供水，各区负责征迁，年内完成9处。", "市住建局:lead 市水务局:lead 各区:implement"),
    ("市住建局、市城管局要加快改造小区5个。", "市住建局:lead 市城管局:lead"),
    ("由市住建局、市城管局按职责分工负责，改造小区5个。", "市住建局:lead 市城管局:support"),
    ("各旗市区要抢抓施工期，10月底前完成。", "各旗市区:lead"),
    ("由甲区政府组织实施，年内改造小区5个。", "甲区政府:lead"),
    ("市公安局密切配合市教育局开展护学，设岗200个。", "市公安局:support 市教育局:lead"),
    ("新建学校3所，市财政局做好资金保障。", "市财政局:support"),
    ("新建学校3所，各部门做好服务保障。", ""),
]


@pytest.mark.parametrize(("text", "expected"), MEASURES, ids=[text for text, _ in MEASURES])
def test_all_the_sentences_of_a_measure_tell_its_roles_together(text: str, expected: str) -> None:
    assert told(text) == expected


def test_of_several_who_answer_the_first_is_a_guess_and_else_the_words_told() -> None:
    guessed = duties("由市住建局、市城管局按职责分工负责，改造小区5个。").units
    assert [unit.basis for unit in guessed] == ["first-listed", "first-listed"]
    assert {unit.basis for unit in duties("市住建局牵头，市城管局要于6月底前完成5个。").units} == {"inline"}


def test_a_clause_that_binds_every_measure_adds_its_units_to_prose_too() -> None:
    text = "由市教育局牵头，新建学校3所。以下任务均需各县区政府落实，不再列出。由市住建局牵头，改造小区5个。"
    draft = Draft((text.index("由市住建局"), len(text)), "sentence")
    units = draft_duties(text, [], draft, find_rules(text, [], [])).units
    assert [(unit.name, unit.role) for unit in units] == [("市住建局", "lead"), ("各县区政府", "implement")]


def test_every_unit_is_mentioned_where_it_stands() -> None:
    text = "新建学校3所，由市教育局牵头，市财政局配合。"
    assert [text[unit.start : unit.end] for unit in duties(text).units] == ["市教育局", "市财政局"]
    assert [one.name for one in duties(text).mentions] == ["市教育局", "市财政局"]
