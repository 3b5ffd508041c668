"""Numbers: exact values of all the ways in which plans write them."""

import time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.language import numerals
from zeren.language.numerals import find, fold, parse

PARSED = [
    ("0", 0), ("7", 7), ("48", 48), ("1,200", 1200), ("1,234,567", 1234567), ("4.5", Decimal("4.5")), ("0.05",
    Decimal("0.05")),
    ("９２", 92), ("４．５", Decimal("4.5")), ("9万", 90000), ("4.9 万", 49000), ("1.2亿", 120000000),
    ("3000万", 30000000),
    ("1.5万亿", 1500000000000), ("5千万", 50000000), ("3百万", 3000000), ("3万5千", 35000), ("1亿2000万", 120000000),
    ("1万2000", 12000), ("5千", 5000), ("8百", 800),
    ("零", 0), ("〇", 0), ("一", 1), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("三十五", 35), ("一百", 100),
    ("一百零五", 105), ("一百一十", 110), ("一百二", 120), ("两百五", 250), ("两百五十", 250), ("三千六", 3600),
    ("三千零六", 3006),
    ("三千零六十", 3060), ("一万", 10000), ("一万二", 12000), ("一万二千", 12000), ("一万零二百", 10200),
    ("十万", 100000),
    ("一百二十万", 1200000), ("三千万", 30000000), ("一亿", 100000000), ("一亿二", 120000000),
    ("一亿零五百万", 105000000),
    ("三万亿", 3000000000000), ("一万三千亿", 1300000000000), ("二〇二一", 2021), ("二○二五", 2025), ("一五〇", 150),
    ("壹", 1), ("壹佰贰拾叁", 123), ("伍万元"[:2], 50000), ("叁仟", 3000), ("三点五", Decimal("3.5")),
    ("八点五亿", 850000000),
    ("百万", 1000000), ("千万", 10000000), ("百亿", 10000000000),
    ("三分之二", Fraction(2, 3)), ("四分之三", Fraction(3, 4)), ("1/3", Fraction(1, 3)), ("十分之一", Fraction(1,
    10)),
    ("百分之三十", Fraction(3, 10)), ("百分之九十五点五", Fraction(191, 200)), ("百分之30", Fraction(3, 10)),
    ("千分之六", Fraction(3, 500)), ("万分之五", Fraction(1, 2000)), ("百分百", Fraction(1)),
    ("八成", Fraction(4, 5)), ("8成", Fraction(4, 5)), ("八成半", Fraction(17, 20)), ("八折", Fraction(4, 5)),
    ("92%", Fraction(23, 25)), ("92 %", Fraction(23, 25)), ("4.5%", Fraction(9, 200)), ("８‰", Fraction(1, 125)),
]  # fmt: skip

UNREADABLE = [
    "", "万", "亿", "百", "千", "数十", "若干", "三四", "十七八", "1.2.3", "三三", "一一", "万万", "一千千", "十十",
    "百十", "3/2", "5/5", "abc",
    "1,2,3", "1234567890123456", "统一", "一二万三四", "3万4万", "两三",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), PARSED)
def test_a_number_has_its_exact_value(text: str, value: object) -> None:
    assert parse(text) == value


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_not_one_sure_number_has_no_value(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("新增9万人", "9万", 90000), ("共 4.9 万套", "4.9 万", 49000), ("满意度92 %", "92", 92), ("五项", "五", 5),
        ("2万千瓦", "2万", 20000),
        ("十千瓦", "十", 10), ("5千克", "5", 5), ("超8成", "8成", 80), ("一个半小时", "一个半", 1.5),
        ("半小时", "半", 0.5), ("一百分", "一百", 100),
    ],
)  # fmt: skip
def test_a_number_stands_where_it_is_written(text: str, words: str, value: float) -> None:
    (found,) = find(text)
    assert (text[found.start : found.end], found.value) == (words, value)


@pytest.mark.parametrize(
    ("text", "value"), [("60余名", 60), ("30多万人", 300000), ("二十余万人", 200000), ("百余户", 100), ("十多个", 10)]
)
def test_odd_numbers_say_more(text: str, value: int) -> None:
    (found,) = find(text)
    assert (found.value, found.more) == (value, True)


@pytest.mark.parametrize("text", ["3余热利用", "5多功能厅", "3多媒体教室"])
def test_words_that_begin_with_more_are_left_alone(text: str) -> None:
    assert not find(text)[0].more


PAIRS = [("两三个", 2, 3), ("三五个", 3, 5), ("三四十人", 30, 40), ("十七八岁", 17, 18), ("七八万人", 70000, 80000)]


@pytest.mark.parametrize(("text", "low", "high"), PAIRS)
def test_neighbouring_digits_are_a_pair(text: str, low: int, high: int) -> None:
    (found,) = find(text)
    assert (found.value, found.value_max) == (low, high)


@pytest.mark.parametrize("text", ["数十家", "几百人", "若干项", "数千万元"])
def test_vague_words_have_no_value(text: str) -> None:
    (found,) = find(text)
    assert (found.value, found.kind) == (None, "inexact")


@pytest.mark.parametrize("text", ["2021年成立", "3成员", "8成立", "3成功", "建成3"])
def test_tenths_are_told_from_words(text: str) -> None:
    assert [n.rate for n in find(text)] == [None]


def test_folding_keeps_length_and_the_comma_that_ends_clauses() -> None:
    text = "（９２％），Ａ：１　～"
    assert fold(text) == "(92%)，A:1 ~"
    assert len(fold(text)) == len(text)


def test_numbers_are_found_in_a_piece() -> None:
    assert [n.value for n in find("1和2和3", 2, 3)] == [2]


def written(number: int) -> str:
    """Our own writer, apart from the reader: 10203 is 一万零二百零三."""
    if number == 0:
        return "零"
    groups: list[str] = []
    unit, zero = 0, False
    while number:
        number, low = divmod(number, 10**4)
        words = _four(low)
        if words:
            groups.append(words + ("", "万", "亿", "万亿")[unit] + ("零" if zero and groups else ""))
        zero = bool(groups) and low < 1000
        unit += 1
    return "".join(reversed(groups)).rstrip("零").replace("零零", "零")


def _four(number: int) -> str:
    words, zero = "", False
    for step, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, step)
        if digit:
            words += ("零" if zero and words else "") + "零一二三四五六七八九"[digit] + name
        zero = not digit
    return words


@given(st.integers(0, 10**12 - 1))
def test_what_is_written_in_chinese_is_read(number: int) -> None:
    assert parse(written(number)) == number


@given(st.integers(0, 10**12))
def test_what_is_written_with_commas_is_read(number: int) -> None:
    assert parse(f"{number:,}") == number


@given(st.integers(1, 99999), st.sampled_from([(10**4, "万"), (10**8, "亿")]), st.integers(0, 99))
def test_decimals_of_ten_thousands_stay_exact(whole: int, scale: tuple[int, str], hundredths: int) -> None:
    found = parse(f"{whole}.{hundredths:02}{scale[1]}")
    assert found == (whole * 100 + hundredths) * scale[0] // 100


@given(st.text(alphabet="0123456789,./%〇零一二两三十百千万亿点分之成半余多数几 ", max_size=60))
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    found = find(text)
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert all(found[i].end <= found[i + 1].start for i in range(len(found) - 1))


NEAR_MISSES = [
    "1", "9,", "1,234,", "1.", "万", "一", "百分之", "三分之", "1/", "数", "一点", "多", "3万4", "1 ",
]  # fmt: skip


@pytest.mark.parametrize("near_miss", NEAR_MISSES)
def test_near_misses_cost_linear_time(near_miss: str) -> None:
    def cost(size: int) -> float:
        text = near_miss * (size // len(near_miss))
        begin = time.process_time()
        numerals.find(text)
        return time.process_time() - begin

    assert cost(100_000) < 30 * max(cost(10_000), 0.02)
