"""Damage mended with a map back to the raw characters."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.mapped import MappedText
from zeren.model import Block, Cell, Document, Problem
from zeren.script import simplified_forms
from zeren.text.edits import Moves, apply
from zeren.text.notes import note_edits
from zeren.text.repair import mended, repair
from zeren.text.simplify import simplify
from zeren.text.slips import find_slips

SHARED = Path(os.environ.get("ZEREN_SHARED", Path(__file__).parents[2] / "shared"))


def document(text: str, **more: object) -> Document:
    blocks = more.pop("blocks", (Block("paragraph", (0, len(text))),))
    mapped = MappedText.identity(text)
    return Document("d.txt", "0" * 64, "txt", "utf-8", text, mapped, text, blocks, **more)  # type: ignore[arg-type]


# --- pinyin notes ---------------------------------------------------------------------------------------------------

NOTES = {
    "城鄉(xiāng)建設(shè)": "城鄉建設",
    "女(nǚ)、绿(lǜ)、綠(lv4)": "女、绿、綠(lv4)",
    "重(zhòng)点，重(chóng)庆": "重点，重庆",
    "民(min)(min)生(sheng)实(shi)事": "民生实事",
    "全角（quán）字": "全角（quán）字",
    "角（jiǎo）": "角",
    "產業(yè)鏈(APP)、(CPI)、(含)、(套)": "產業鏈(APP)、(CPI)、(含)、(套)",
    "只有一个(ge)": "只有一个(ge)",
}


@pytest.mark.parametrize("raw", NOTES)
def test_notes_fold_into_their_character_and_other_brackets_stay(raw: str) -> None:
    assert repair(document(raw)).text.text == NOTES[raw]


def test_a_noted_character_stands_for_itself_and_its_note() -> None:
    clean = repair(document("城鄉(xiāng)建")).text
    assert [clean.raw_span((n, n + 1)) for n in range(3)] == [(0, 1), (1, 9), (9, 10)]


def test_toneless_latin_in_brackets_is_left_where_it_stands_alone() -> None:
    assert note_edits("安(an)全、他(ta)") == []


# --- shifted streams ------------------------------------------------------------------------------------------------


def shifted(text: str, at: int, end: int) -> str:
    """`text[at:end]` as a reader shows it that lost the first byte of the run, in GBK."""
    damaged = text[at:end].encode("gb18030")[1:]
    return text[:at] + "?" + damaged.decode("gb18030", "replace").replace("\ufffd", "?") + text[end:]


BODY = "“居家養老保障卡”全覆蓋，養老保障、健康檔案、學校食堂和老舊電梯改造都有專人負責。保障卡、檔案卡按月發放。"


def test_a_shifted_run_is_read_where_the_document_bears_it_out() -> None:
    raw = BODY + "\n" + shifted("發放“居家養老保障卡”。", 8, 11)
    made = repair(document(raw))
    assert made.text.text == BODY + "\n發放“居家養老保障卡”。"
    assert made.problems == ()
    (span,) = mended(made)
    assert raw[made.text.raw_span(span)[0]] == "?"
    assert made.words(span) in "保障卡”"


@pytest.mark.parametrize("at", range(1, 40))
@pytest.mark.parametrize("length", [1, 2, 3, 5, 8, 13])
def test_a_shifted_run_is_read_right_or_left_alone(at: int, length: int) -> None:
    clause = "今年發放“居家養老保障卡”，改造老舊電梯，新建學校食堂，養老保障和健康檔案都有專人負責。"
    damaged = BODY + "\n" + shifted(clause, at, at + length)
    mended = repair(document(damaged)).text.text
    assert mended in (BODY + "\n" + clause, damaged)


def test_questions_in_plain_text_are_no_slips() -> None:
    text = "什么是民生?群众说了算!钱从哪里来?市财政局答:办好A类实事。满意吗?老百姓满意才算数!"
    assert find_slips(text * 3).edits == []
    assert repair(document(text)).problems == ()


def test_a_slip_with_two_readings_stays_and_is_told() -> None:
    raw = "全市社保卡。社??ā?。"
    mended = repair(document(raw))
    assert mended.text.text == raw
    assert [(p.kind, raw[slice(*p.span)]) for p in mended.problems] == [("repair-not-unique", "??ā?")]


@pytest.mark.parametrize("raw", ["从2021?2025年", "办好\ufffd件", "共????件", "建??所", "全市，责任?位"])
def test_lost_characters_stay_and_are_told(raw: str) -> None:
    mended = repair(document(raw))
    assert mended.text.text == raw
    assert [p.kind for p in mended.problems] == ["repair-not-unique"]


# --- small repairs --------------------------------------------------------------------------------------------------

SMALL = {
    "甲\xa0乙\u3000丙\u2003丁": "甲 乙 丙 丁",
    "甲\u200b乙\ufeff丙\u00ad丁": "甲乙丙丁",
    "全面推行/p>\n下一行": "全面推行\n下一行",
    "全面推行<p\n下一行</div": "全面推行\n下一行",
    '全面推行<span style="color:re\n下一行': "全面推行\n下一行",
    "公里/小时，吞吐/p 值": "公里/小时，吞吐/p 值",
    "下降<5%，a<b": "下降<5%，a<b",
    "甲&nbsp;乙": "甲 乙",
}


@pytest.mark.parametrize("raw", SMALL)
def test_small_damage_is_mended(raw: str) -> None:
    mended = repair(document(raw))
    assert mended.text.text == SMALL[raw]
    assert len(mended.simplified) == len(mended.text.text)


def test_a_block_that_held_only_a_half_tag_goes_with_its_line() -> None:
    raw = "/p>\n甲\n/p>\n/p>\n乙\n</div"
    spans = [(0, 3), (4, 5), (6, 9), (10, 13), (14, 15), (16, 21)]
    mended = repair(document(raw, blocks=tuple(Block("paragraph", span) for span in spans)))
    assert mended.text.text == "甲\n乙"
    assert [mended.words(block.span) for block in mended.blocks] == ["甲", "乙"]


def test_everything_moves_with_the_text() -> None:
    raw = "責(zé)任單位\t市財(cái)政局"
    cells = (Cell((0, 8), 0), Cell((9, 18), 1))
    row = Block("row", (0, 18), cells, table=1, row=1)
    mended = repair(document(raw, blocks=(row,), bold=((10, 16),), problems=(Problem("cut-off", (9, 18), "x"),)))
    assert [mended.words(cell.span) for cell in mended.blocks[0].cells] == ["責任單位", "市財政局"]
    assert [mended.words(span) for span in mended.bold] == ["財"]
    assert [mended.words(problem.span) for problem in mended.problems] == ["市財政局"]


# --- Simplified -----------------------------------------------------------------------------------------------------

SIMPLIFIED = {
    "著力辦好９０％以上的著名企業": "着力办好90%以上的著名企业",
    "隨著於後乾淨，乾隆年間覆蓋": "随着于后干净，乾隆年间覆盖",
    "市財政局": "市财政局",
    "⼈⼤": "人大",
}


@pytest.mark.parametrize("traditional", SIMPLIFIED)
def test_traditional_becomes_simplified_character_by_character(traditional: str) -> None:
    assert simplify(traditional) == SIMPLIFIED[traditional]


@pytest.mark.parametrize("text", ["乾隆湖瞭望台、著名景区於某，后干净", "民生实事 90% (含) ABC"])
def test_simplified_text_passes_unchanged(text: str) -> None:
    assert simplify(text) == text


@given(st.text(st.sampled_from([*simplified_forms(), *"市民政局９Ａ％ab\n\t（）、?⼈"])))
def test_simplifying_keeps_length_and_ends_after_one_turn(text: str) -> None:
    assert len(simplify(text)) == len(text)
    assert len(simplify(simplify(text))) == len(text)


# --- the map --------------------------------------------------------------------------------------------------------

DAMAGED = st.text(st.sampled_from("市業電?!“”()yèmin/p><\xa0\u200b\ufffd\n９ā"), max_size=60)


@given(DAMAGED)
def test_repair_is_done_in_one_turn_and_keeps_the_map_in_order(raw: str) -> None:
    mended = repair(document(raw))
    clean = mended.text
    assert len(clean.text) == len(clean.starts) == len(clean.ends) == len(mended.simplified)
    assert list(clean.starts) == sorted(clean.starts)
    assert list(clean.ends) == sorted(clean.ends)
    assert all(start < end for start, end in zip(clean.starts, clean.ends, strict=True))


@st.composite
def edited_texts(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]]]:
    text = draw(st.text("甲乙丙丁", min_size=1, max_size=30))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, [(start, end, draw(st.text("子丑", max_size=4))) for start, end in spans]


@given(edited_texts(), st.data())
def test_spans_outside_edits_keep_their_words(
    made: tuple[str, list[tuple[int, int, str]]], data: st.DataObject
) -> None:
    text, edits = made
    changed = {at for start, end, _ in edits for at in range(start, end)}
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    moved = Moves(edits).span((start, end))
    words = apply(document(text), edits).text.text[slice(*moved)]
    if not changed & set(range(start, end)):
        assert words == text[start:end]


# --- a real document ------------------------------------------------------------------------------------------------


def seed() -> tuple[Document, str, str, list[tuple[int, int]]]:
    gold = SHARED / "gold"
    found = sorted((SHARED / "seeds").glob("003*.txt")) if gold.is_dir() else []
    if not found:
        pytest.skip(f"the shared folder is not at {SHARED} (set ZEREN_SHARED)")
    spans = json.loads((gold / "003.offsetmap.json").read_text())
    texts = [(gold / f"003.repaired.{script}.txt").read_text(encoding="utf-8") for script in ("hant", "hans")]
    raw = found[0].read_text(encoding="utf-8")
    return repair(document(raw)), texts[0], texts[1], list(zip(spans["start"], spans["end"], strict=True))


def seen(text: str, *columns: list[object]) -> list[tuple[object, ...]]:
    """Characters other than blanks, which repair keeps at line ends and the proven text does not, with more columns."""
    return [row for row in zip(text, *columns, strict=True) if not str(row[0]).isspace()]


def test_a_damaged_page_is_repaired_as_proven_with_the_same_map() -> None:
    mended, traditional, _, spans = seed()
    own = list(zip(mended.text.starts, mended.text.ends, strict=True))
    assert seen(mended.text.text, list(own)) == seen(traditional, list(spans))
    assert mended.problems == ()


def test_its_simplified_text_is_the_proven_one_but_for_one_word() -> None:
    mended, _, simplified, _ = seed()
    assert seen(mended.simplified) == seen(simplified.replace("著力", "着力")) != seen(simplified)
