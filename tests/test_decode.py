"""Bytes to text, whatever the label says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.errors import UnreadableDocument
from zeren.text.decode import codec_of, decode

PLAIN = "市教育局牵头，新建小学三所，年底前开工。\r\n责任单位：市财政局\n"
TRADITIONAL = "市教育局牽頭，新建小學三所，年底前開工。責任單位為財政局"
CODECS = ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gbk", "gb18030", "utf-16-le", "utf-16-be"]
WRONG_LABELS = [None, "utf-8", "gb2312", "big5", "iso-8859-1", "no-such-label"]


@pytest.mark.parametrize("declared", WRONG_LABELS)
@pytest.mark.parametrize("codec", CODECS)
def test_text_survives_any_label(codec: str, declared: str | None) -> None:
    assert decode(PLAIN.encode(codec), declared)[0] == PLAIN


@pytest.mark.parametrize("declared", WRONG_LABELS)
def test_big5_is_told_from_gb18030(declared: str | None) -> None:
    assert decode(TRADITIONAL.encode("big5"), declared) == (TRADITIONAL, "big5")


def test_labels_mean_what_the_encoding_standard_says() -> None:
    assert {codec_of(label) for label in ("gb2312", "GBK", " x-gbk ", "chinese")} == {("gb18030", "gb18030")}


def test_characters_beyond_gb2312_survive_a_gb2312_label() -> None:
    text = "镕基路、堃、㛃、𠮷，" + PLAIN
    assert decode(text.encode("gb18030"), "gb2312") == (text, "gb18030")


def test_a_western_file_keeps_its_declared_encoding() -> None:
    assert decode("café".encode("latin-1"), "iso-8859-1") == ("café", "windows-1252")


def test_a_character_cut_by_the_end_of_the_file_is_kept_visible() -> None:
    assert decode(PLAIN.rstrip().encode()[:-1])[0] == PLAIN.rstrip()[:-1] + "\ufffd"


REFUSED = {
    "empty": b"",
    "blank": b" \r\n\t ",
    "only a byte order mark": b"\xef\xbb\xbf",
    "nul bytes": b"\0" * 64,
    "control codes": bytes(range(1, 32)) * 8,
    "two encodings in one file": PLAIN.encode("gbk") + b"\xff\xff" + PLAIN.encode(),
    "compressed": bytes((n * 167 + 13) % 256 for n in range(3000)),
    "a mark that lies": b"\xef\xbb\xbf" + PLAIN.encode("gbk"),
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_what_is_no_text_is_refused_with_advice(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"save it as UTF-8|name a file that holds text"):
        decode(data)


def test_the_message_says_where_the_bytes_fail() -> None:
    with pytest.raises(UnreadableDocument, match="UTF-8 fails at byte 6, 0xFF"):
        decode("任务".encode() + b"\xff\xff\xff" + "任务".encode("gbk") + b"\xff")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip))
def test_any_utf8_text_comes_back_whole(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode())[0] == text
