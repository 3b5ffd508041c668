"""Nothing is lost: every character of a duty field and every number of a measure is accounted for."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Zeren
from zeren.extract import audit_file, extract_file
from zeren.language import audit, numerals, pipeline
from zeren.language.fields import DutyField
from zeren.language.figure import SetAside
from zeren.language.roles import find_rules, read_duties
from zeren.language.rules import rows
from zeren.model import Span
from zeren.reading.open import read
from zeren.text.repair import repair

SHARED = Path(os.environ.get("ZEREN_SHARED", Path(__file__).parents[2] / "shared"))
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))
SOURCES = sorted(p for p in (Path(__file__).parents[1] / "sources").iterdir() if p.name != "README.md")
HEAD = "某某市2023年民生实事\n"

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def plan(text: str) -> Path:
        path = tmp_path / "plan.txt"
        path.write_text(HEAD + text, encoding="utf-8")
        return path

    return plan


def pieces(words: str) -> list[tuple[Span, audit.Told]]:
    """What becomes of a duty field that is all of a text."""
    field = DutyField((0, len(words)), "unit", "label")
    return audit.tile(words, field.span, read_duties(words, [], [field], find_rules(words, [], [field])))


def assert_tiled(tiles: list[Span], field: Span) -> None:
    """Spans that follow each other from one end of a field to the other."""
    assert all(start < end for start, end in tiles)
    assert all(before[1] == after[0] for before, after in pairwise(tiles))
    assert not tiles or (tiles[0][0], tiles[-1][1]) == field
    assert tiles or field[0] == field[1]


DUTIES = [
    ("市教育局、市财政局", "市教育局=unit 、=separator 市财政局=unit"),
    ("市教育局牵头，市财政局配合", "市教育局=unit 牵头=role-word ，=separator 市财政局=unit 配合=role-word"),
    ("（市教育局等部门）", "（=separator 市教育局=unit 等部门=separator ）=separator"),
    ("市教育局和市财政局", "市教育局=unit 和=separator 市财政局=unit"),
    ("市民政局(列第一位者为牵头单位，下同)", "市民政局=unit (列第一位者为牵头单位，下同)=legend"),
    ("市民政局 张某某", "市民政局=unit  =separator 张某某=person"),
    ("牵头单位：市民政局", "牵头单位：=label 市民政局=unit"),
    ("市民政局；责任人：王某甲", "市民政局=unit ；=separator 责任人：=label 王某甲=person"),
    ("市民政局；备注：视情况调整", "市民政局=unit ；=separator 备注：=label 视情况调整=aside"),
    ("市民政局、加快推进项目建设", "市民政局=unit 、=separator 加快推进项目建设=residue"),
    ("①市民政局②市教育局", "①=separator 市民政局=unit ②=separator 市教育局=unit"),
    ("", ""),
]


@pytest.mark.parametrize(("field", "told"), DUTIES, ids=[field for field, _ in DUTIES])
def test_every_character_of_a_duty_field_is_told(field: str, told: str) -> None:
    assert " ".join(f"{field[slice(*span)]}={form}" for span, (form, _) in pieces(field)) == told


def test_what_the_readers_keep_silent_about_is_residue() -> None:
    from zeren.language.roles import Duties

    words = "市教育局、某某某某"
    assert [told for _, told in audit.tile(words, (0, 9), Duties((), (), ()))] == [
        ("residue", "unexplained"),
        ("separator", "separator-mark"),
        ("residue", "unexplained"),
    ]


@given(
    st.text(
        alphabet="市县区局委办，、；（）()各和等 教育财政民牵头负责单位配合：:责任人注\n1①张某列第一位下同", max_size=60
    )
)
def test_the_pieces_of_any_field_tile_it(words: str) -> None:
    assert_tiled([span for span, _ in pieces(words)], (0, len(words)))


@pytest.mark.parametrize("path", [*SEEDS, *SOURCES], ids=lambda path: str(path.name)[:24])
def test_the_pieces_of_every_duty_field_of_a_document_tile_it(path: Path) -> None:
    document = repair(read(path))
    doc = pipeline.read(document)
    found = audit.audit(doc)
    for order, draft in enumerate(doc._.outline.measures, 1):
        for field in draft.fields:
            tiles = [p.span for p in found.duties if p.measure == order and p.within == field.span]
            assert_tiled(tiles, field.span)


@pytest.mark.parametrize("path", [*SEEDS, *SOURCES], ids=lambda path: str(path.name)[:24])
def test_every_number_of_every_measure_is_told_once(path: Path) -> None:
    document = repair(read(path))
    doc = pipeline.read(document)
    told = [piece.span for piece in audit.audit(doc).numbers]
    stretches = [draft.span for draft in doc._.outline.measures]
    numbers = [n for stretch in stretches for n in numerals.find(document.simplified, *stretch)]
    assert len(told) == len(set(told))
    assert {(number.start, number.end) for number in numbers} <= set(told)


@pytest.mark.parametrize("path", [*SEEDS, *SOURCES], ids=lambda path: str(path.name)[:24])
def test_hardly_anything_of_a_real_document_is_residue(path: Path) -> None:
    coverage = extract_file(path).coverage
    assert coverage.get("duties", 1) == 1
    assert coverage["numbers"] >= 0.93


NUMBERS = [
    ("新建学校48所", "48=target"),
    ("新建学校48所,其中幼儿园20所", "48=target 20=part"),
    ("将标准从每人每年580元提高到610元", "580=baseline 610=target"),
    ("到2023年底,建成公园3处", "2023=date 3=target"),
    ("落实第四期行动,改造公园3处", "四=ordinal 3=target"),
    ("做好12345热线,改造公园3处", "12345=phone 3=target"),
    ("关爱60周岁以上老人5000名", "60=age 5000=target"),
    ("完成投资500万元以上的项目3个", "500万=condition 3=target"),
    ("已建成公园8处,年内再建2处", "8=result 2=target"),
    ("打造一座有温度的公园", "一=article"),
    ("新增养老服务站数十处", "数十=inexact"),
    ("建成驿站3家,提供7天免费住宿", "3=target 7=duration"),
    ("完成20户以上自然村通车任务12个,其中新增(全省80个)6个", "20=target 12=target 80=elsewhere 6=part"),
    ("改造77公园", "77=residue"),
]


@pytest.mark.parametrize(("sentence", "told"), NUMBERS, ids=[sentence for sentence, _ in NUMBERS])
def test_every_number_of_a_measure_is_told(write: Write, sentence: str, told: str) -> None:
    numbers = audit_file(write(f"1、{sentence}。(市甲局牵头)\n"))["numbers"]
    assert " ".join(f"{number['text']}={number['as']}" for number in numbers) == told


def test_every_piece_names_its_rule_and_its_place_in_the_raw_text(write: Write) -> None:
    path = write("1.新建学校48所。(市教育局牵头,市财政局配合)\n")
    raw, found = HEAD + "1.新建学校48所。(市教育局牵头,市财政局配合)\n", audit_file(path)
    for piece in [*found["duties"], *found["numbers"]]:
        assert raw[slice(*piece["span"])] == piece["text"]
        assert piece["rule"]
    assert [number["near"] for number in found["numbers"]] == ["新建学校‹48›所。"]


def test_a_person_is_told_and_never_named(write: Write) -> None:
    path = write("1.新建学校48所。\n责任单位：市教育局 张某甲\n责任人：王某乙 0571-12345678\n")
    told = audit_file(path)
    assert [piece["text"] for piece in told["duties"] if piece["as"] == "person"][:1] == [audit.PERSON]
    assert not any(name in str(told) for name in ("张某甲", "王某乙", "12345678"))


def test_coverage_is_the_share_that_is_no_residue(write: Write) -> None:
    found = extract_file(write("1.改造77公园,新建学校48所。(市教育局牵头)\n"))
    assert found.coverage == {"duties": 1.0, "numbers": 0.5}


def test_where_there_is_nothing_to_cover_nothing_is_said(write: Write) -> None:
    assert extract_file(write("加快推进公园建设。\n")).coverage == {}


def test_residue_in_the_facts_is_the_residue_of_the_audit(write: Write) -> None:
    path = write("1.新建学校48所。\n责任单位：市教育局、加快推进项目建设\n")
    found, told = extract_file(path), audit_file(path)
    assert [list(one.span) for one in found.residue] == [p["span"] for p in told["duties"] if p["as"] == "residue"]
    assert found.coverage["duties"] < 1


def test_every_rule_that_sets_a_quantity_aside_says_what_it_is() -> None:
    assert set(get_args(SetAside)) <= {row["rule"] for row in rows("audit_numbers")}


def test_every_rule_of_the_tables_says_what_it_means() -> None:
    for table in ("audit_separators", "audit_numbers"):
        assert all(None not in row and row["meaning"] for row in rows(table))


def test_the_command_line_shows_the_audit_as_a_table_or_as_plain_values(write: Write, zeren: Zeren) -> None:
    path = write("1.新建学校48所。\n责任单位：市教育局 张某甲\n")
    table, plain = zeren("extract", path, "--audit"), zeren("extract", path, "--audit", "--format", "json")
    head, _, *lines = [line.split() for line in table.stdout.splitlines()]
    assert head == ["where", "text", "as", "rule"]
    assert [line[-3:-1] for line in lines if "48" in line[-3]] == [["新建学校‹48›所。", "target"]]
    assert json.loads(plain.stdout) == audit_file(path)
    assert audit.PERSON in table.stdout
    assert "张某甲" not in table.stdout + plain.stdout


def test_an_audit_can_be_a_sheet(write: Write, zeren: Zeren) -> None:
    path = write("1.新建学校48所。(市教育局牵头)\n")
    rows = list(
        csv.DictReader(zeren("extract", path, "--audit", "--format", "csv").stdout.lstrip("\ufeff").splitlines())
    )
    assert [(row["text"], row["as"]) for row in rows][:2] == [("市教育局", "unit"), ("牵头", "role-word")]
