"""The sheet that a person decides in: what is asked, what Excel may make of it, what is taken back and what is refused."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

import example_plan as example
from example_plan import DOCUMENT, at
from zeren import facts, outputs
from zeren.__main__ import main
from zeren.errors import InputError, TooLarge
from zeren.model import Extraction, Place
from zeren.review import decisions as table
from zeren.review import keys, sheet
from zeren.review.apply import applied, frame
from zeren.review.decisions import Decision, settle
from zeren.review.doubts import Doubt, doubts
from zeren.review.keys import Key

if TYPE_CHECKING:
    from zeren.facts import Tables

LINYI = "371300"
FORMULA = '=HYPERLINK("http://example.org","市教育局")'
LEAD = keys.of_words("role", DOCUMENT, *at("市教育局"), "市教育局")


def plan() -> Extraction:
    """The invented plan with a lead that is a guess, a target and a milestone that are in doubt, and a name to be linked."""
    found = example.extraction()
    first, second = found.measures
    duties = [replace(first.responsibilities[0], basis="first-listed", confidence=0.6), *first.responsibilities[1:]]
    name = replace(second.responsibilities[0], name="市财政所", review=None)
    first = replace(first, responsibilities=tuple(duties))
    second = replace(second, responsibilities=(name,))
    return replace(
        found,
        measures=(first, second),
        results=(),
        place=Place("临沂市", LINYI, "title", 0.97),
        year_basis="inferred",
    )


def tables(*decisions: Decision) -> Tables:
    rulings = settle(decisions)
    found = applied(plan(), rulings)
    return facts.frames([found], example._registry() | {"reviews": frame(rulings, [found])})


def asked(*decisions: Decision, **options: bool) -> list[Doubt]:
    return doubts(tables(*decisions), decisions, **options)


Fill = Callable[[Doubt], Mapping[str, Any]]


def filled(path: Path, fill: Mapping[str, Mapping[str, Any]], found: Iterable[Doubt] | None = None) -> Path:
    """A sheet as a person gives it back: `fill` holds the cells by the kind of fact."""
    found = list(asked() if found is None else found)
    sheet.write(found, path)
    book = openpyxl.load_workbook(path)
    columns = {str(cell.value).split()[-1]: n for n, cell in enumerate(book.worksheets[0][1], 1)}
    for row, doubt in enumerate(found, 2):
        for column, value in fill.get(doubt.key.kind, {}).items():
            book.worksheets[0].cell(row, columns[column]).value = value
    book.save(path)
    return path


def test_each_kind_of_doubt_is_asked_about_once_and_in_order() -> None:
    found = asked()
    assert [one.key.kind for one in found] == ["year", "link", "role", *["target"] * 3, "milestone"]
    by_kind = {one.key.kind: one for one in found}
    assert (by_kind["role"].key, by_kind["role"].proposal, by_kind["role"].confidence) == (LEAD, "lead", 0.6)
    assert by_kind["year"].proposal == "2021"
    assert by_kind["milestone"].proposal == "2021-05-31"
    assert "【5月底前开工】" in by_kind["milestone"].context
    assert by_kind["link"].place == "第2项"


def test_a_name_to_be_linked_comes_with_what_it_may_mean() -> None:
    [link] = [one for one in asked() if one.key.kind == "link"]
    assert link.key == Key("link", keys.ANYWHERE, LINYI, "", "市财政所")
    assert (link.present, link.proposal) == ("", f"{LINYI}/finance")
    assert link.candidates.startswith(f"{LINYI}/finance 市财政局 0.")
    assert link.mentions == 1
    [narrow] = [one for one in asked(by_document=True) if one.key.kind == "link"]
    assert narrow.key == replace(link.key, document=DOCUMENT)


def test_what_is_decided_is_not_asked_again_unless_all_is() -> None:
    rejected = Decision(LEAD, "reject")
    assert LEAD not in {one.key for one in asked(rejected)}
    confirmed = Decision(LEAD, "confirm", "lead")
    assert LEAD not in {one.key for one in asked(confirmed)}
    [again] = [one for one in asked(confirmed, everything=True) if one.key == LEAD]
    assert again.replaces == (confirmed.id,)
    assert len(asked(everything=True)) > len(asked())


def test_a_contradiction_is_asked_about_with_both_sides() -> None:
    clash = Decision(LEAD, "reject"), Decision(LEAD, "set", "support")
    [doubt] = [one for one in asked(*clash) if one.key == LEAD]
    assert set(doubt.replaces) == {one.id for one in clash}


@pytest.mark.parametrize("name", ["r.xlsx", "r.csv"])
def test_an_empty_sheet_decides_nothing(name: str, tmp_path: Path) -> None:
    sheet.write(asked(), tmp_path / name)
    assert sheet.read(tmp_path / name) == []
    sheet.write([], tmp_path / name)
    assert sheet.read(tmp_path / name) == []


def test_a_workbook_comes_back_with_its_decisions(tmp_path: Path) -> None:
    path = filled(
        tmp_path / "r.xlsx",
        {
            "year": {"decision": "驳回"},
            "link": {"decision": "确认 confirm"},
            "role": {"decision": "SET", "value": "配合", "note": "已\n核实"},
            "milestone": {"decision": "改为", "value": "2021-06-30"},
        },
    )
    found = {one.key.kind: (one.decision, one.value, one.note) for one in sheet.read(path)}
    assert found == {
        "year": ("reject", "", ""),
        "link": ("confirm", f"{LINYI}/finance", ""),
        "role": ("set", "support", "已 核实"),
        "milestone": ("set", "2021-06-30", ""),
    }


def test_a_share_or_a_date_that_excel_took_for_one_means_what_it_shows(tmp_path: Path) -> None:
    from datetime import datetime

    doubtful = [one for one in asked() if one.key.kind in ("target", "milestone")][-2:]
    path = filled(
        tmp_path / "r.xlsx",
        {
            "target": {"decision": "set", "value": 0.925},
            "milestone": {"decision": "set", "value": datetime(2021, 6, 30)},
        },
        doubtful,
    )
    book = openpyxl.load_workbook(path)
    column = [str(cell.value).split()[-1] for cell in book.worksheets[0][1]].index("value") + 1
    book.worksheets[0].cell(2, column).number_format = "0.0%"
    book.save(path)
    assert [one.value for one in sheet.read(path)] == ["92.5 %", "2021-06-30"]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("yyyy/m/d", "2022-05-01"),
        ('yyyy"年"m"月"', "2022-05"),
        ("[$-409]mmm-yy;@", "2022-05"),
        ('yyyy"年"', "2022"),
        ('m"月"d"日"', "2022-05-01"),
    ],
)
def test_a_date_is_as_long_as_its_cell_shows_it(form: str, shown: str, tmp_path: Path) -> None:
    from datetime import datetime

    milestone = [one for one in asked() if one.key.kind == "milestone"]
    path = filled(tmp_path / "r.xlsx", {"milestone": {"decision": "set", "value": datetime(2022, 5, 1)}}, milestone)
    book = openpyxl.load_workbook(path)
    column = [str(cell.value).split()[-1] for cell in book.worksheets[0][1]].index("value") + 1
    book.worksheets[0].cell(2, column).number_format = form
    book.save(path)
    assert [one.value for one in sheet.read(path)] == [shown]


def test_the_sheet_is_found_among_others_and_formulas_in_columns_of_ones_own_are_nothing(tmp_path: Path) -> None:
    path = filled(tmp_path / "r.xlsx", {"role": {"decision": "reject", "context": "=1+1"}})
    book = openpyxl.load_workbook(path)
    book.worksheets[0].title = "第一组"
    book.worksheets[0].cell(2, 22).value = "=COUNTA(A:A)"
    book.worksheets[0].insert_rows(1, 2)
    book.worksheets[0].cell(1, 1).value = "民生实事核定表"
    book.create_sheet("空", 0)
    book.save(path)
    assert sheet.read(path) == [Decision(LEAD, "reject")]


def test_a_workbook_offers_the_decisions_and_keeps_its_head_in_sight(tmp_path: Path) -> None:
    sheet.write(asked(), tmp_path / "r.xlsx")
    ours = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[0]
    [choice] = ours.data_validations.dataValidation
    column = next(cell.column_letter for cell in ours[1] if cell.value == "决定 decision")
    assert choice.formula1 == '"确认 confirm,驳回 reject,改为 set"'
    assert str(choice.sqref) == f"{column}2:{column}{ours.max_row}"
    assert ours.freeze_panes == "A2"


def test_the_same_doubts_make_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx", "a.csv", "b.csv"):
        sheet.write(asked(), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_no_words_of_a_document_become_a_formula(tmp_path: Path) -> None:
    hostile = [replace(one, words=FORMULA, context=FORMULA, source=FORMULA) for one in asked()]
    sheet.write(hostile, tmp_path / "r.xlsx")
    ours = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[0]
    assert {cell.data_type for row in ours.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    sheet.write(hostile, tmp_path / "r.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "r.csv").read_text(encoding="utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert sheet.read(tmp_path / "r.csv") == []


def as_csv(cells: Mapping[str, str], found: Iterable[Doubt], path: Path) -> list[list[str]]:
    """The rows of a CSV with the first doubt decided."""
    sheet.write(found, path)
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    columns = [cell.split()[-1] for cell in rows[0]]
    for column, cell in cells.items():
        rows[1][columns.index(column)] = cell
    return rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_that_excel_saved_is_read_whatever_it_made_of_it(encoding: str, separator: str, tmp_path: Path) -> None:
    role = [one for one in asked() if one.key.kind == "role"]
    rows = as_csv({"decision": "改为 set", "value": "配合", "note": "'=1+1"}, role, tmp_path / "r.csv")
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    (tmp_path / "r.csv").write_bytes(text.getvalue().encode(encoding))
    assert sheet.read(tmp_path / "r.csv") == [Decision(LEAD, "set", "support", "=1+1")]


def test_columns_may_be_moved_dropped_and_added(tmp_path: Path) -> None:
    role = [one for one in asked() if one.key.kind == "role"]
    rows = as_csv({"decision": "reject"}, role, tmp_path / "r.csv")
    needed = [n for n, cell in enumerate(rows[0]) if cell.split()[-1] in sheet.NEEDED]
    moved = [[*(row[n] for n in reversed(needed)), "我的批注"] for row in rows]
    with (tmp_path / "r.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(moved)
    assert sheet.read(tmp_path / "r.csv") == [Decision(LEAD, "reject")]


WRONG = [
    ({"decision": "maybe"}, "row 2, column decision: maybe is none of confirm, reject, set"),
    ({"value": "lead"}, "row 2, column decision: a value without a decision"),
    ({"decision": "set"}, "row 2, column value: empty"),
    ({"decision": "set", "value": "主办"}, "row 2, column value: no role 主办"),
    ({"decision": "reject", "value": "support"}, "row 2, column value: support stands beside reject"),
    ({"decision": "confirm", "proposal": ""}, "row 2, column decision: nothing to confirm"),
    ({"decision": "confirm", "key": str(LEAD)[:-2]}, "row 2, column key: no key of a fact"),
    ({"decision": "confirm", "replaces": "1"}, "row 2, column replaces: no ids of decisions"),
    ({"decision": "confirm", "key": ""}, "row 2, column key: no key of a fact"),
    ({"decision": "confirm", "note": "长" * 1001}, "row 2, column note: longer than 1000"),
]


@pytest.mark.parametrize(("cells", "message"), WRONG, ids=[message for _, message in WRONG])
def test_a_row_that_cannot_be_meant_is_named_with_its_column(
    cells: Mapping[str, str], message: str, tmp_path: Path
) -> None:
    role = [one for one in asked() if one.key.kind == "role"]
    rows = as_csv(cells, role, tmp_path / "r.csv")
    with (tmp_path / "r.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    with pytest.raises(InputError, match=message):
        sheet.read(tmp_path / "r.csv")


def test_an_unknown_unit_is_named(tmp_path: Path) -> None:
    path = filled(tmp_path / "r.xlsx", {"link": {"decision": "set", "value": "市神秘局"}})
    with pytest.raises(InputError, match="row 3, column value: no unit 市神秘局 in the registry"):
        sheet.read(path)


def test_rows_that_contradict_each_other_are_named_both_and_those_that_agree_are_one(tmp_path: Path) -> None:
    role = [one for one in asked() if one.key.kind == "role"]
    rows = as_csv({"decision": "confirm"}, [*role, *role], tmp_path / "r.csv")
    decision = [cell.split()[-1] for cell in rows[0]].index("decision")
    for said, count in (("confirm", 1), ("reject", 0)):
        rows[2][decision] = said
        with (tmp_path / "r.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        if count:
            assert len(sheet.read(tmp_path / "r.csv")) == count
        else:
            with pytest.raises(InputError, match="row 3, column decision: row 2 decides otherwise on the same fact"):
                sheet.read(tmp_path / "r.csv")


def test_merged_cells_formulas_and_foreign_files_are_refused(tmp_path: Path) -> None:
    path = filled(tmp_path / "merged.xlsx", {"target": {"decision": "confirm"}})
    book = openpyxl.load_workbook(path)
    book.worksheets[0].merge_cells("K5:K7")
    book.save(path)
    with pytest.raises(InputError, match="merged cells \\(K5:K7\\)"):
        sheet.read(path)
    with pytest.raises(InputError, match="a formula or an error"):
        sheet.read(filled(tmp_path / "formula.xlsx", {"target": {"decision": "=K1"}}))
    for name, data in {"a.xlsx": b"PK\x03\x04", "b.csv": b"", "c.csv": b"\x00\x01" * 99, "d.csv": b"a,b\n"}.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(InputError, match=name):
            sheet.read(tmp_path / name)
    with pytest.raises(InputError, match=r"gone\.xlsx: cannot be read"):
        sheet.read(tmp_path / "gone.xlsx")


def test_what_is_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = filled(tmp_path / "r.xlsx", {})
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A1048576"] = "x"
    book.save(path)
    with pytest.raises(TooLarge, match="more than 200000 rows"):
        sheet.read(path)
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * 10**6)
    monkeypatch.setattr("zeren.reading.packages.MAX_UNPACKED_BYTES", 10**5)
    with pytest.raises(TooLarge, match=r"bomb\.xlsx: unpacks"):
        sheet.read(tmp_path / "bomb.xlsx")
    monkeypatch.setattr(sheet, "MAX_BYTES", 10)
    with pytest.raises(TooLarge, match="larger than 10 bytes"):
        sheet.read(path)


def test_only_the_endings_of_workbooks_and_csv_are_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.xlsx or \.csv"):
        sheet.write([], tmp_path / "r.pdf")


Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line in this process and a folder of its own; what it says on either stream."""
    monkeypatch.chdir(tmp_path)

    def command(*words: str | Path, status: int = 0) -> str:
        monkeypatch.setattr("sys.argv", ["zeren", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            main()
        said = "".join(capsys.readouterr())
        assert (left.value.code or 0) == status, said
        return said

    return command


def test_the_whole_round_on_the_command_line(run: Run, built: Path, plans: Path, tmp_path: Path) -> None:
    assert "to decide" in run("review", "export", "--all", "-o", "r.xlsx", "--data", built)
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    ours = book.worksheets[0]
    columns = {str(cell.value).split()[-1]: n for n, cell in enumerate(ours[1], 1)}
    row = next(n for n in range(2, ours.max_row + 1) if str(ours.cell(n, columns["key"]).value).startswith("role:"))
    ours.cell(row, columns["decision"]).value = "驳回 reject"
    book.save(tmp_path / "r.xlsx")
    assert "1 new decision;" in run("review", "import", "r.xlsx")
    assert "0 new decisions, 1 known already" in run("review", "import", "r.xlsx")
    assert "decisions: 1 applied, 0 conflicting, 0 not applicable" in run("build", plans)
    assert (tmp_path / "out/zeren.nq").read_bytes() != (built / "zeren.nq").read_bytes()
    assert "rejected" in set(outputs.load(tmp_path / "out")["problems"]["kind"])
    [one] = table.load(tmp_path / table.FILE)
    assert '"state": "in force"' in run("review", "list", "--format", "json")
    path = outputs.load(built)["documents"].set_index("document")["path"][one.key.document]
    assert f'"{one.id}"' in run("extract", plans / path, "--decisions", table.FILE)
    run("review", "undo", one.id)
    assert f"{one.id}: no" not in run("review", "undo", one.id, status=1)
    assert '"state": "undone"' in run("review", "list", "--format", "json")
    assert "1 of these is undone or replaced and stays so" in run("review", "import", "r.xlsx")


def test_a_named_table_that_is_not_there_is_an_error(run: Run, plans: Path, tmp_path: Path) -> None:
    assert "gone.csv: cannot be read" in run("build", plans, "--decisions", "gone.csv", status=1)
    assert not (tmp_path / "out").exists()
