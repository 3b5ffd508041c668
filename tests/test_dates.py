"""Dates: what a plan's words for time mean on the calendar; every sentence here is invented."""

import itertools
import json
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeren.language import dates
from zeren.language.dates import DateMention, as_json

# text, the words of the date, first day, last day, kind; read for the plan year 2021
CASES = [
    ("年内新增岗位", "年内", "2021-01-01", "2021-12-31", "deadline"),
    ("全年完成", "全年", "2021-01-01", "2021-12-31", "period"),
    ("今年,我市将", "今年", "2021-01-01", "2021-12-31", "period"),
    ("本年度任务", "本年度", "2021-01-01", "2021-12-31", "period"),
    ("年底前10家", "年底前", None, "2021-12-31", "deadline"),
    ("年底之前完成", "年底之前", None, "2021-12-31", "deadline"),
    ("今年底前完成", "今年底前", None, "2021-12-31", "deadline"),
    ("今年年底前完成", "今年年底前", None, "2021-12-31", "deadline"),
    ("年末完成", "年末", "2021-12-31", "2021-12-31", "point"),
    ("明年6月完成", "明年6月", "2022-06-01", "2022-06-30", "period"),
    ("去年以来", "去年以来", "2020-01-01", None, "period"),
    ("6月底前接入", "6月底前", None, "2021-06-30", "deadline"),
    ("6 月底前接入", "6 月底前", None, "2021-06-30", "deadline"),
    ("６月底前接入", "６月底前", None, "2021-06-30", "deadline"),
    ("六月底前接入", "六月底前", None, "2021-06-30", "deadline"),
    ("十二月底完成", "十二月底", "2021-12-31", "2021-12-31", "point"),
    ("6月前完成", "6月前", None, "2021-06-30", "deadline"),
    ("2月底完成", "2月底", "2021-02-28", "2021-02-28", "point"),
    ("9月投入使用", "9月", "2021-09-01", "2021-09-30", "period"),
    ("9月份投入使用", "9月份", "2021-09-01", "2021-09-30", "period"),
    ("9月初开工", "9月初", "2021-09-01", "2021-09-10", "period"),
    ("9月上旬开工", "9月上旬", "2021-09-01", "2021-09-10", "period"),
    ("9月中旬开工", "9月中旬", "2021-09-11", "2021-09-20", "period"),
    ("9月下旬开工", "9月下旬", "2021-09-21", "2021-09-30", "period"),
    ("9月30日完工", "9月30日", "2021-09-30", "2021-09-30", "point"),
    ("9月30日前完工", "9月30日前", None, "2021-09-30", "deadline"),
    ("2021年12月31日", "2021年12月31日", "2021-12-31", "2021-12-31", "point"),
    ("2021 年 12 月 31 日", "2021 年 12 月 31 日", "2021-12-31", "2021-12-31", "point"),
    ("2020年2月29日", "2020年2月29日", "2020-02-29", "2020-02-29", "point"),
    ("2021年2月30日", "2021年2月30日", None, None, "point"),
    ("2015 年底", "2015 年底", "2015-12-31", "2015-12-31", "point"),
    ("2015年年底", "2015年年底", "2015-12-31", "2015-12-31", "point"),
    ("2015年末", "2015年末", "2015-12-31", "2015-12-31", "point"),
    ("到 2015 年底,", "到 2015 年底", None, "2015-12-31", "deadline"),
    ("到2020年,", "到2020年", None, "2020-12-31", "deadline"),
    ("到 2020 年基本实现", "到 2020 年", None, "2020-12-31", "deadline"),
    ("2025年前", "2025年前", None, "2025-12-31", "deadline"),
    ("2020年完成", "2020年", "2020-01-01", "2020-12-31", "period"),
    ("2021年度计划", "2021年度", "2021-01-01", "2021-12-31", "period"),
    ("二〇二一年完成", "二〇二一年", "2021-01-01", "2021-12-31", "period"),
    ("二○二五年底前", "二○二五年底前", None, "2025-12-31", "deadline"),
    ("2021年内", "2021年内", "2021-01-01", "2021-12-31", "deadline"),
    ("2021年初", "2021年初", "2021-01-01", "2021-01-31", "period"),
    ("2018—2020年", "2018—2020年", "2018-01-01", "2020-12-31", "period"),
    ("2018 — 2020 年,", "2018 — 2020 年", "2018-01-01", "2020-12-31", "period"),
    ("2018-2020年", "2018-2020年", "2018-01-01", "2020-12-31", "period"),
    ("2018年至2020年", "2018年至2020年", "2018-01-01", "2020-12-31", "period"),
    ("(2018-2020)", "2018-2020", "2018-01-01", "2020-12-31", "period"),
    ("2020-2021学年", "2020-2021学年", None, None, "period"),
    ("2021年开始实施", "2021年开始", "2021-01-01", None, "period"),
    ("从2021年开始实施", "从2021年开始", "2021-01-01", None, "period"),
    ("自2021年7月1日起施行", "自2021年7月1日起", "2021-07-01", None, "period"),
    ("2021年以来", "2021年以来", "2021-01-01", None, "period"),
    ("截至2021年11月底", "截至2021年11月底", None, "2021-11-30", "deadline"),
    ("截止11月底", "截止11月底", None, "2021-11-30", "deadline"),
    ("1至11月份", "1至11月份", "2021-01-01", "2021-11-30", "period"),
    ("1-9月", "1-9月", "2021-01-01", "2021-09-30", "period"),
    ("3月至5月", "3月至5月", "2021-03-01", "2021-05-31", "period"),
    ("2021年10月至2022年3月", "2021年10月至2022年3月", "2021-10-01", "2022-03-31", "period"),
    ("3月1日至5月31日", "3月1日至5月31日", "2021-03-01", "2021-05-31", "period"),
    ("2021年3月1日-15日", "2021年3月1日-15日", "2021-03-01", "2021-03-15", "period"),
    ("上半年开工", "上半年", "2021-01-01", "2021-06-30", "period"),
    ("2022年下半年开工", "2022年下半年", "2022-07-01", "2022-12-31", "period"),
    ("一季度开工", "一季度", "2021-01-01", "2021-03-31", "period"),
    ("第三季度开工", "第三季度", "2021-07-01", "2021-09-30", "period"),
    ("3季度开工", "3季度", "2021-07-01", "2021-09-30", "period"),
    ("四季度末完工", "四季度末", "2021-12-31", "2021-12-31", "point"),
    ("前三季度收入", "前三季度", "2021-01-01", "2021-09-30", "period"),
    ("2021年前三季度收入", "2021年前三季度", "2021-01-01", "2021-09-30", "period"),
    ("十四五末", "十四五末", "2025-12-31", "2025-12-31", "point"),
    ("到“十四五”末", "到“十四五”末", None, "2025-12-31", "deadline"),
    ("“十四五”期间", "“十四五”期间", "2021-01-01", "2025-12-31", "period"),
    ("“十三五”时期", "“十三五”时期", "2016-01-01", "2020-12-31", "period"),
    ("“十三五”以来", "“十三五”以来", "2016-01-01", None, "period"),
    ("三年内完成", "三年内", None, None, "relative"),
    ("3年内完成", "3年内", None, None, "relative"),
    ("2至3年内完成", "2至3年内", None, None, "relative"),
    ("用半年时间化解", "用半年时间", None, None, "relative"),
    ("一年时间全部化解", "一年时间", None, None, "relative"),
    ("6个月内完成", "6个月内", None, None, "relative"),
    ("为期1年的行动", "为期1年", None, None, "relative"),
    ("未来五年", "未来五年", None, None, "relative"),
    ("近年来,", "近年来", None, None, "relative"),
    ("每年举办", "每年", None, None, "recurring"),
    ("每月检查", "每月", None, None, "recurring"),
    ("每年12月底前", "每年12月底前", None, None, "recurring"),
    ("长期坚持", "长期", None, None, "recurring"),
    ("|长期|", "长期", None, None, "recurring"),
    ("2021-12-31", "2021-12-31", "2021-12-31", "2021-12-31", "point"),
    ("2021/3/5", "2021/3/5", "2021-03-05", "2021-03-05", "point"),
    ("2021.12.31", "2021.12.31", "2021-12-31", "2021-12-31", "point"),
    ("2021.06", "2021.06", "2021-06-01", "2021-06-30", "period"),
    ("2022-04-08 09:55:49", "2022-04-08 09:55:49", "2022-04-08", "2022-04-08", "point"),
    ("国庆节前开放", "国庆节前", None, "2021-09-30", "deadline"),
    ("五一前开放", "五一前", None, "2021-04-30", "deadline"),
    ("春节前发放", "春节前", None, None, "deadline"),
    ("汛期前完成", "汛期前", None, None, "deadline"),
    ("秋季开学前投用", "秋季开学前", None, None, "deadline"),
    ("采暖季前完成", "采暖季前", None, None, "deadline"),
]

NONE = [
    "实施三年行动计划", "第三期行动", "九年义务教育", "新建12个", "三个月嫂", "护理长期照料", "长期护理保险",
    "多年内涝", "统一", "千年古镇",
    "青年人才", "年内容", "少年宫", "学年", "2021号文", "“七五”普法", "三年级学生", "12345", "2021人", "近日常生活",
]  # fmt: skip


def only(text: str, **known: date | int) -> DateMention:
    found = dates.find(text, **known)  # type: ignore[arg-type]
    assert len(found) == 1, [d.text for d in found]
    return found[0]


@pytest.mark.parametrize(("text", "words", "first", "last", "kind"), CASES)
def test_a_date_is_read_with_its_bounds(text: str, words: str, first: str | None, last: str | None, kind: str) -> None:
    found = only(text, year=2021)
    assert (found.text, found.kind) == (words, kind)
    assert as_json(found)["from"] == first
    assert as_json(found)["to"] == last
    assert text[found.start : found.end] == words


@pytest.mark.parametrize("text", NONE)
def test_words_with_numbers_of_other_kinds_are_no_dates(text: str) -> None:
    assert [d.text for d in dates.find(text, year=2021)] == []


@pytest.mark.parametrize("text", ["年内", "6月底前", "上半年", "今年", "年底前"])
def test_without_a_year_the_bounds_stay_open(text: str) -> None:
    found = only(text)
    assert (found.first, found.last) == (None, None)


def test_a_reference_day_gives_the_year() -> None:
    assert only("年底前", reference=date(2023, 5, 4)).last == date(2023, 12, 31)


def test_the_plan_year_goes_before_the_reference() -> None:
    assert only("年底前", reference=date(2023, 5, 4), year=2021).last == date(2021, 12, 31)


@pytest.mark.parametrize(
    ("text", "last"),
    [("用半年时间", "2021-09-01"), ("三年内", "2024-03-01"), ("6个月内", "2021-09-01"), ("2至3年内", "2024-03-01")],
)
def test_a_stretch_is_counted_from_the_reference(text: str, last: str) -> None:
    found = only(text, reference=date(2021, 3, 1))
    assert (str(found.first), str(found.last)) == ("2021-03-01", last)


def test_a_stretch_from_the_last_of_a_month_ends_inside_the_month() -> None:
    assert only("6个月内", reference=date(2021, 8, 31)).last == date(2022, 2, 28)


def test_a_bare_month_takes_the_year_of_its_sentence() -> None:
    assert [str(d.last) for d in dates.find("2022年5月开工,12月底前完工。9月投用", year=2021)] == [
        "2022-05-31", "2022-12-31", "2021-09-30",
    ]  # fmt: skip


def test_within_the_year_is_the_year_of_the_plan_whatever_stands_before() -> None:
    assert [str(d.last) for d in dates.find("2018年3月启动,年内完工", year=2021)] == ["2018-03-31", "2021-12-31"]


def test_deadline_is_the_last_day_that_the_words_allow() -> None:
    assert only("6月底前", year=2021).deadline == date(2021, 6, 30)
    assert only("每年").deadline is None
    assert only("2021年以来").deadline is None


def test_several_dates_are_found_in_order() -> None:
    found = dates.find("为期1年(现在起至2021年12月31日),6月底前开工、9月完工", year=2021)
    assert [d.text for d in found] == ["为期1年", "2021年12月31日", "6月底前", "9月"]


def test_json_holds_plain_values() -> None:
    row = as_json(only("到2020年"))
    assert json.loads(json.dumps(row)) == {"text": "到2020年", "start": 0, "end": 6, "from": None, "to": "2020-12-31"}


@settings(deadline=None)
@given(
    st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.sampled_from(["{0}年{1}月{2}日", "{0}-{1}-{2}", "{0}/{1}/{2}"])
)
def test_any_day_is_read_as_written(day: date, form: str) -> None:
    found = only(form.format(day.year, day.month, day.day))
    assert (found.first, found.last) == (day, day)


@settings(deadline=None)
@given(st.text(alphabet="0123456789一二三十四五年月日底前至到-“”上半季度内每今截长期 ", max_size=50))
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    found = dates.find(text, year=2021, reference=date(2021, 1, 31))
    assert all(0 <= d.start < d.end <= len(text) and text[d.start : d.end] == d.text for d in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


NEAR_MISSES = [
    "1", "一", "2021", "1月", "1-", "2021年", "年", "每", "上", "“十", "到", "近", "1至", "2021年1月",
]  # fmt: skip


@pytest.mark.parametrize("near_miss", NEAR_MISSES)
def test_near_misses_cost_linear_time(near_miss: str) -> None:
    def cost(size: int) -> float:
        text = near_miss * (size // len(near_miss))
        begin = time.process_time()
        dates.find(text, year=2021)
        return time.process_time() - begin

    assert cost(100_000) < 30 * max(cost(10_000), 0.02)
