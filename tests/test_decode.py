"""Bytes to text, whatever the label says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from webencodings import LABELS  # type: ignore[import-untyped]

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


@pytest.mark.parametrize("label", LABELS)
def test_every_label_of_the_standard_is_known_or_names_no_encoding(label: str) -> None:
    found = codec_of(label.upper())
    assert found or LABELS[label] in ("replacement", "x-user-defined")
    assert not found or "a".encode(found[0]).decode(found[0]) == "a"


@pytest.mark.parametrize("label", sorted({*LABELS.values(), "utf-7", "no-such-label"}))
@pytest.mark.parametrize("codec", [*CODECS, "big5"])
def test_no_wrong_label_harms_chinese_text(codec: str, label: str) -> None:
    text = PLAIN if codec != "big5" else TRADITIONAL
    assert decode(text.encode(codec), label)[0] == text


ELSEWHERE = {
    "Администрация города утверждает план: построить двенадцать детских садов.": "koi8-r koi8-u cp1251 "
    "windows-1251 iso-8859-5 cyrillic ibm866 x-mac-cyrillic",
    "Ο Δήμος εγκρίνει το σχέδιο και θα κατασκευάσει δώδεκα νηπιαγωγεία.": "iso-8859-7 greek windows-1253",
    "עיריית העיר מאשרת את תוכנית העבודה לשנה זו.": "iso-8859-8 iso-8859-8-i windows-1255",
    "توافق بلدية المدينة على خطة العمل لهذا العام": "iso-8859-6 arabic windows-1256",
    "เทศบาลเมืองอนุมัติแผนงานสำหรับปีนี้": "windows-874 tis-620",
    "市役所は今年の計画を承認し、年末までに幼稚園を十二か所建設する。": "shift_jis euc-jp iso-2022-jp utf-8",
    "시청은 올해 계획을 승인하고 연말까지 유치원 열두 곳을 건설한다.": "euc-kr ks_c_5601-1987 iso-2022-kr utf-16",
    "Urząd miasta zatwierdza plan: dwanaście przedszkoli, łódź.": "iso-8859-2 latin2 windows-1250 iso-8859-16",
    "Belediye planı onaylıyor: on iki anaokulu inşa edilecek.": "iso-8859-9 latin5 windows-1254",
    "La mairie approuve: douze écoles près de la forêt, été compris.": "iso-8859-1 iso-8859-15 l9 macintosh",
    "Pilsēta apstiprina plānu: divpadsmit bērnudārzi.": "windows-1257 iso-8859-13 iso-8859-4",
    "市教育局牵头，新建小学三所，年底前开工。": "hz-gb-2312 gb2312 gbk cp936 gb18030",
}


@pytest.mark.parametrize(
    ("text", "label"), [(text, label) for text, all_ in ELSEWHERE.items() for label in all_.split()]
)
def test_text_in_its_declared_encoding_is_read_whole(text: str, label: str) -> None:
    known = codec_of(label)
    assert known and decode(text.encode(known[0]), label) == (text, known[1])


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
