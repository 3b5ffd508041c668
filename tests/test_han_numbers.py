"""The value of one run of numerals: every whole number, written in words by a writer of the tests' own, comes back."""

import doctest
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeren.language import han_numbers
from zeren.language.han_numbers import pair, value

PLAIN = "零一二三四五六七八九"
FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
MIXED = str.maketrans(PLAIN[1:], "123456789")


def written(number: int) -> str:
    """10203 is 一万零二百零三, 10**12 一万亿."""
    if number < 10**4:
        return _four(number) or "零"
    step, name = (10**8, "亿") if number >= 10**8 else (10**4, "万")
    high, low = divmod(number, step)
    gap = "零" if low and (low < step // 10) else ""
    return written(high) + name + gap + (written(low) if low else "")


def _four(number: int) -> str:
    words, zero = "", False
    for step, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, step)
        if digit:
            words += ("零" if zero and words else "") + PLAIN[digit] + name
        zero = not digit
    return words


WRITERS = [
    (0, "零"),
    (10, "一十"),
    (10203, "一万零二百零三"),
    (10**8, "一亿"),
    (100000500, "一亿零五百"),
    (20300, "二万零三百"),
]


@pytest.mark.parametrize(("number", "words"), WRITERS)
def test_the_writer_of_these_tests_writes_as_one_does(number: int, words: str) -> None:
    assert written(number) == words


@settings(deadline=None)
@given(st.integers(0, 10**16 - 1))
def test_every_number_in_words_is_read(number: int) -> None:
    assert value(written(number)) == number


@settings(deadline=None)
@given(st.integers(0, 10**16 - 1))
def test_every_number_in_formal_words_is_read(number: int) -> None:
    assert value(written(number).translate(FORMAL)) == number


@settings(deadline=None)
@given(st.integers(1, 10**16 - 1))
def test_every_number_in_digits_and_steps_is_read(number: int) -> None:
    assert value(written(number).translate(MIXED)) == number


@settings(deadline=None)
@given(st.integers(0, 10**16 - 1))
def test_ten_may_leave_out_its_one(number: int) -> None:
    words = written(number)
    assert value(words.removeprefix("一") if words.startswith("一十") else words) == number


@settings(deadline=None)
@given(st.integers(1, 9999), st.sampled_from(["万", "亿", "万亿"]))
def test_every_number_of_great_steps_is_read(number: int, step: str) -> None:
    scale = {"万": 10**4, "亿": 10**8, "万亿": 10**12}[step]
    assert value(f"{number}{step}") == value(written(number) + step) == number * scale


@settings(deadline=None)
@given(st.integers(0, 10**8), st.integers(1, 10**6))
def test_every_point_is_read(whole: int, part: int) -> None:
    digits = "".join(PLAIN[int(c)] for c in str(part))
    assert value(f"{written(whole)}点{digits}") == Decimal(f"{whole}.{part}")


@settings(deadline=None)
@given(st.integers(1900, 2099))
def test_a_year_digit_by_digit_is_read(year: int) -> None:
    digits = "".join(PLAIN[int(c)] for c in str(year))
    assert value(digits) == value(digits.replace("零", "〇")) == year


@settings(deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from([("百", 100), ("千", 1000), ("万", 10**4), ("亿", 10**8)]))
def test_the_last_step_may_be_left_out(high: int, low: int, step: tuple[str, int]) -> None:
    assert value(PLAIN[high] + step[0] + PLAIN[low]) == high * step[1] + low * step[1] // 10


@settings(deadline=None)
@given(st.integers(1, 8), st.sampled_from(["", "十", "百", "千", "万", "十万", "百万", "亿"]))
def test_neighbours_are_a_pair(low: int, steps: str) -> None:
    scale = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "亿": 10**8}[steps]
    assert pair(PLAIN[low] + PLAIN[low + 1] + steps) == (low * scale, (low + 1) * scale)


@pytest.mark.parametrize(
    "run", ["", "百", "千", "万", "一百二百", "一千千", "一万万", "一亿三亿", "百十", "二二", "两两三", "三点", "点"]
)
def test_a_run_out_of_order_has_no_value(run: str) -> None:
    assert value(run) is None


@pytest.mark.parametrize("run", ["三九", "二一", "一百五六", "三", "三四五", "十", "五三十"])
def test_digits_that_are_no_neighbours_are_no_pair(run: str) -> None:
    assert pair(run) is None


def test_the_examples_hold() -> None:
    assert doctest.testmod(han_numbers).failed == 0
