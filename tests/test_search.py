"""The question itself: topics by meaning, units by any of their names, hints for an empty answer."""

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented_facts import FINANCE, HEALTH, tables
from zeren.analysis.answers import Answer
from zeren.analysis.bureaus import find_units, take_apart, unit_forms
from zeren.analysis.search import Index, suggest_topics, suggest_units, what, who
from zeren.analysis.topics import cut, understand
from zeren.analysis.words import count, fold, heads, lexicon, related
from zeren.errors import QueryError

FACTS = tables()
INDEX = Index.of(FACTS)


def found(question: str) -> list[str]:
    """The measures that answer, best first, as `a1` for measure 1 of the first document."""
    return [f"{document[0]}{order}" for (document, order), _ in INDEX.find(question)]


@pytest.mark.parametrize(
    ("question", "measures"),
    [
        ("危桥", ["a2"]),
        ("路", ["a2"]),
        ("村里修路", ["a2"]),
        ("养老院", ["a1"]),
        ("老人院归谁管", ["a1"]),
        ("看病", ["a5", "a3"]),
        ("校服", ["a4"]),
        ("异地就医", ["a5"]),
        ("幼儿园", ["b1", "c1"]),
        ("哪个部门管幼儿园建设?", ["b1", "c1"]),
        ("谁负责农村幼儿园?", ["c1"]),
        ("停车难", ["c2"]),
        ("停車場", ["c2"]),
        ("上学", ["b1"]),
    ],
)
def test_a_topic_is_found_by_meaning(question: str, measures: list[str]) -> None:
    assert found(question)[: len(measures)] == measures


@pytest.mark.parametrize("question", ["航天飞机", "宠物登记", "思路", "谁负责", "?", "", "婚姻登记", "农村机场"])
def test_what_no_measure_speaks_of_has_no_answer(question: str) -> None:
    assert found(question) == []


def test_the_word_itself_ranks_before_a_synonym_and_a_synonym_before_a_narrower_word() -> None:
    assert [strength for word, strength in related("养老院") if word in ("养老院", "敬老院", "养老床位")] == [
        1.0,
        0.8,
        0.6,
    ]
    scores = {key[1]: score for key, score in INDEX.find("敬老院")}
    assert scores[1] > dict((key[1], score) for key, score in INDEX.find("养老院"))[1]


def test_a_bureau_of_that_name_ranks_below_a_heading_and_a_lead_before_others() -> None:
    assert found("教育") == ["b1", "b2", "a4"]
    assert found("民政") == ["a1", "a3"]
    assert [score for _, score in INDEX.find("市场监管")] == [0.3]


def test_traditional_and_simplified_ask_the_same() -> None:
    assert found("幼兒園") == found("幼儿园")


def test_a_word_by_accident_of_spelling_does_not_count() -> None:
    assert count("以上学历教师", "上学") == 0
    assert "b2" not in found("上学")


def test_a_damaged_question_is_answered_by_its_parts() -> None:
    assert found("乡镇卫生完发热哨点") == ["a3"]


def test_an_answer_is_plain_and_complete() -> None:
    [first] = who(FACTS, "危桥")
    assert list(first) == list(Answer.__annotations__)
    assert first["document"] == "aaaaaaaa" and first["place"] == "青山市" and first["year"] == 2021
    assert (first["lead"], first["support"], first["implement"]) == (["市交通运输局"], ["市财政局"], ["各县区政府"])
    assert first["basis"] == "label" and first["span"] == [200, 200 + len(first["text"])] and 0 < first["score"] <= 1
    assert first["targets"][0] == {
        "quote": "危桥12座", "indicator": "危桥", "comparator": "=", "value": 12.0, "value_max": None,
        "unit": "座", "deadline": "2021-12-31",
    }  # fmt: skip
    assert type(first["order"]) is int and type(first["year"]) is int


def test_city_year_and_limit_narrow_the_answer() -> None:
    assert [a["place"] for a in who(FACTS, "幼儿园", city="碧水")] == ["碧水市"]
    assert [a["place"] for a in who(FACTS, "幼儿园", city="990100", year=2022)] == ["青山市"]
    assert who(FACTS, "幼儿园", city="Bishui", year=2021, limit=0) == []


@pytest.mark.parametrize("scope", [{"city": "无名市"}, {"year": 1999}])
def test_a_city_or_year_of_no_document_is_an_error_that_names_those_there_are(scope: dict[str, str]) -> None:
    with pytest.raises(QueryError, match=r"there are: (青山市|碧水市|2021)"):
        who(FACTS, "幼儿园", **scope)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("市财政局", {"青山市", "碧水市"}),
        ("财政局", {"青山市", "碧水市"}),
        ("财政", {"青山市", "碧水市"}),
        ("青山市财政局", {"青山市"}),
        ("碧水市财政局", {"碧水市"}),
        ("县财政局", set()),
        ("市卫健委", {"青山市"}),
        ("市衛生健康委員會", {"青山市"}),
        ("市教体局", {"青山市", "碧水市"}),
        ("市民族局", {"碧水市"}),
        ("市委宣传部", {"碧水市"}),
        ("各县区政府", {"青山市"}),
        ("市场监管局", {"青山市"}),
        ("航天局", set()),
    ],
)
def test_a_unit_is_found_by_any_of_its_names(name: str, places: set[str]) -> None:
    assert {answer["place"] for answer in what(FACTS, name)} == places


def test_a_known_unit_is_one_whatever_it_is_called() -> None:
    assert find_units(FACTS, "卫健委") == [HEALTH]
    assert FINANCE in find_units(FACTS, "市财政局") and len(find_units(FACTS, "市财政局")) == 2


def test_what_a_unit_leads_comes_first_and_a_role_narrows() -> None:
    answers = what(FACTS, "市教育局")
    assert [("市教育局" in a["lead"], a["order"]) for a in answers[:2]] == [(True, 1), (True, 2)]
    assert [a["order"] for a in what(FACTS, "市财政局", city="青山", year=2021, role="support")] == [1, 2, 3, 5]
    assert what(FACTS, "市财政局", role="lead") == []


def test_an_empty_answer_suggests_topics_that_have_one() -> None:
    for asked in ("机场", "航天飞机", "养老圆", "不知所云的话"):
        assert suggest_topics(FACTS, asked) and all(who(FACTS, topic) for topic in suggest_topics(FACTS, asked))
    assert "道路" in suggest_topics(FACTS, "机场")


def test_an_empty_answer_suggests_the_nearest_bureaus() -> None:
    assert suggest_units(FACTS, "市财证局", 1) == ["市财政局"]
    assert len(suggest_units(FACTS, "航天局", 3)) == 3


def test_a_suggested_bureau_of_another_place_comes_with_its_place() -> None:
    assert "（青山市）" in suggest_units(FACTS, "白水市财政局", 1)[0]


def test_the_topic_itself_is_never_suggested() -> None:
    assert "危桥" not in suggest_topics(FACTS, "危桥")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("谁负责老旧小区改造?", ["老旧小区", "改造"]),
        ("我家老人想住养老院怎么办", ["老人", "住", "养老院"]),
        ("PM2.5", ["pm2.5"]),
        ("思路", ["思路"]),
        ("改造", ["改造"]),
        ("谁来管", []),
    ],
)
def test_a_question_is_cut_into_its_concepts(question: str, words: list[str]) -> None:
    assert [concept.word for concept in understand(question).concepts] == words


@given(st.text(alphabet="谁管路幼儿园的建设老人在机场思", max_size=12))
def test_a_cut_keeps_every_character_in_order(text: str) -> None:
    assert "".join(word for word, _ in cut(text)) == text


@given(st.text(max_size=20))
def test_any_question_is_answered_or_not_but_never_fails(question: str) -> None:
    scores = [score for _, score in INDEX.find(question)]
    assert scores == sorted(scores, reverse=True) and all(0 < score <= 1 for score in scores)


def test_names_taken_apart_keep_the_double_word_of_the_market_bureau() -> None:
    assert take_apart("市市场监管局", {}).core == take_apart("市场监管局", {}).core
    assert take_apart("市神秘局", {}).home.tier == "市" and take_apart("市政管理局", {}).home.tier is None
    assert unit_forms(FACTS)[HEALTH] == ["市卫生健康委", "青山市卫生健康委", "市卫健委", "市卫计委"]


def table(name: str) -> list[dict[str, str]]:
    text = (files("zeren.analysis") / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_the_synonym_table_is_sound() -> None:
    rows = table("synonyms")
    assert len({row["id"] for row in rows}) == len(rows) >= 150
    for row in rows:
        words = [*row["same"].split(), *row["narrower"].split()]
        assert row["subject"] and row["same"] and len(set(words)) == len(words), row["id"]
    assert set(heads()) <= set(lexicon())


def test_every_trap_holds_its_word_and_a_word_that_is_looked_for() -> None:
    looked_for = {word for head in heads() for word, _ in related(head)}
    for row in table("traps"):
        assert row["word"] in row["inside"] and row["word"] != row["inside"] and fold(row["word"]) in looked_for, row
