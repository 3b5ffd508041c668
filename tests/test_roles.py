"""Roles: who leads, supports and carries out, in the forms that the documents use, and by which rule."""

import json
import os
from pathlib import Path

import pytest

from zeren.language.fields import DutyField, DutyLabel
from zeren.language.roles import Duties, DutyRules, duty_bracket, find_rules, read_duties
from zeren.model import Span

SHARED = Path(os.environ.get("ZEREN_SHARED", Path(__file__).parents[2] / "shared"))


def read(*parts: tuple[DutyLabel, str], legend: str = "", bold: tuple[str, ...] = ()) -> tuple[Duties, str]:
    """The duties of one measure whose fields stand in lines of their own after a legend."""
    text, fields = legend, []
    for label, words in parts:
        text += "\n"
        fields.append(DutyField((len(text), len(text) + len(words)), label, "cell"))
        text += words
    spans = sorted((at, at + len(words)) for words in bold if (at := text.find(words, len(legend))) >= 0)
    return read_duties(text, spans, fields, find_rules(text, spans, fields)), text


def told(duties: Duties) -> str:
    return " ".join(f"{unit.name}:{unit.role}" for unit in duties.units)


INLINE = [
    ("市教育局牵头，市财政局、市民政局配合", "市教育局:lead 市财政局:support 市民政局:support"),
    (
        "由市医保局牵头,市财政局、市民政局参与,各县区政府落实",
        "市医保局:lead 市财政局:support 市民政局:support 各县区政府:implement",
    ),
    ("市教育局负责", "市教育局:lead"),
    ("由市水务局负责", "市水务局:lead"),
    ("市公安局牵头，市交通局、各区政府按职责分工负责", "市公安局:lead 市交通局:support 各区政府:implement"),
    ("（市公安局牵头，各区政府按职责分工负责）", "市公安局:lead 各区政府:implement"),
    ("〔市水务局牵头〕", "市水务局:lead"),
    ("市教育局牵头，市财政局", "市教育局:lead 市财政局:support"),
    ("市教育局牵头市财政局配合", "市教育局:lead 市财政局:support"),
    ("市教育局，市财政局、市民政局配合", "市教育局:lead 市财政局:support 市民政局:support"),
    ("市教育局、市财政局共同牵头，各区配合", "市教育局:lead 市财政局:lead 各区:implement"),
    ("市教育局会同市财政局负责", "市教育局:lead 市财政局:support"),
    ("市教育局（牵头）、市财政局、各区政府", "市教育局:lead 市财政局:support 各区政府:implement"),
    ("市教育局、市财政局（牵头）", "市教育局:support 市财政局:lead"),
    ("市教育局（牵头单位），市财政局（配合单位）", "市教育局:lead 市财政局:support"),
    ("市教育局为牵头单位，市财政局为配合单位", "市教育局:lead 市财政局:support"),
    ("市住建局牵头，各县（市、区）政府具体负责", "市住建局:lead 各县（市、区）政府:implement"),
    ("水利局牵头；农业农村局、乡镇人民政府配合", "水利局:lead 农业农村局:support 乡镇人民政府:implement"),
    ("市大数据局牵头，各有关单位按职责分工负责", "市大数据局:lead 各有关单位:support"),
    ("市文旅局组织实施，市财政局负责资金保障", "市文旅局:lead 市财政局:support"),
    ("市教育局牵头，市财政局等部门配合", "市教育局:lead 市财政局:support"),
    ("市教育局负总责，各县区具体落实", "市教育局:lead 各县区:implement"),
    ("市教育局牵头、各县（市、区）落实属地责任", "市教育局:lead 各县（市、区）:implement"),
    ("市教育局抓总，市财政局协助，各乡镇具体实施", "市教育局:lead 市财政局:support 各乡镇:implement"),
    ("州教育局负责，州财政局做好资金保障", "州教育局:lead 州财政局:support"),
    ("市教育局统筹协调，县区实施", "市教育局:lead 县区:implement"),
    ("省教育厅指导，市教育局牵头", "省教育厅:support 市教育局:lead"),
]


@pytest.mark.parametrize(("field", "expected"), INLINE, ids=[field for field, _ in INLINE])
def test_words_after_the_units_tell_their_roles(field: str, expected: str) -> None:
    duties, _ = read(("unit", field))
    assert told(duties) == expected
    assert {unit.basis for unit in duties.units} == {"inline"}
    assert not duties.residue


SEVERAL: list[tuple[str, str]] = [
    ("市教育局、市财政局按职责分工负责", "市教育局:lead 市财政局:support"),
    (
        "省自然资源厅、住房城乡建设厅，省税务局按职责分工负责",
        "省自然资源厅:lead 住房城乡建设厅:support 省税务局:support",
    ),
    (
        "省科技厅、工业和信息化厅按职责分工负责，各设区市结合实际落实",
        "省科技厅:lead 工业和信息化厅:support 各设区市:implement",
    ),
]


@pytest.mark.parametrize(("field", "expected"), SEVERAL, ids=[field for field, _ in SEVERAL])
def test_of_several_who_answer_for_their_parts_the_first_is_a_guess(field: str, expected: str) -> None:
    duties, _ = read(("unit", field))
    assert told(duties) == expected
    assert {unit.basis for unit in duties.units if unit.role == "lead"} == {"first-listed"}


LABELLED: list[tuple[list[tuple[DutyLabel, str]], str]] = [
    ([("lead", "市教育局"), ("support", "市财政局、各区政府")], "市教育局:lead 市财政局:support 各区政府:implement"),
    ([("lead", "市教育局、市民政局"), ("unit", "市财政局")], "市教育局:lead 市民政局:lead 市财政局:support"),
    ([("unit", "市教育局"), ("support", "市财政局、市民政局")], "市教育局:lead 市财政局:support 市民政局:support"),
    (
        [("unit", "市教育局、各县区政府"), ("support", "市财政局")],
        "市教育局:lead 各县区政府:implement 市财政局:support",
    ),
    ([("lead", "市水务局"), ("implement", "各镇街")], "市水务局:lead 各镇街:implement"),
    ([("lead", "各区政府"), ("support", "市财政局")], "各区政府:lead 市财政局:support"),
    (
        [("none", "牵头单位:市教育局;责任单位:市财政局、各县区政府")],
        "市教育局:lead 市财政局:support 各县区政府:implement",
    ),
    ([("none", "责任单位：市教育局；配合单位：市财政局")], "市教育局:lead 市财政局:support"),
    ([("none", "牵头部门：市教育局，配合部门：市财政局")], "市教育局:lead 市财政局:support"),
    ([("none", "主办单位：市公交集团；协办单位：市交通运输局")], "市公交集团:lead 市交通运输局:support"),
    ([("none", "牵头：市教育局；配合：市财政局")], "市教育局:lead 市财政局:support"),
    ([("none", "【牵头单位：市教育局；责任单位：市财政局】")], "市教育局:lead 市财政局:support"),
    ([("none", "责任部门：住建局 配合部门：财政局、各乡镇")], "住建局:lead 财政局:support 各乡镇:implement"),
    (
        [("none", "省牵头单位：省农业农村厅；市牵头单位：市农业农村局；配合单位：市财政局")],
        "省农业农村厅:lead 市农业农村局:lead 市财政局:support",
    ),
    ([("unit", "牵头单位：市教育局\n配合单位：市财政局")], "市教育局:lead 市财政局:support"),
    (
        [("none", "牵头单位：市委组织部，配合单位：各项目牵头单位，各区、县级市")],
        "市委组织部:lead 各项目牵头单位:support 各区、县级市:implement",
    ),
    ([("lead", "市教育局"), ("unit", "市教育局、市财政局")], "市教育局:lead 市财政局:support"),
    ([("lead", "市教育局负责"), ("support", "市财政局")], "市教育局:lead 市财政局:support"),
]


@pytest.mark.parametrize(("parts", "expected"), LABELLED)
def test_labels_tell_roles_and_one_inside_beats_the_fields_own(
    parts: list[tuple[DutyLabel, str]], expected: str
) -> None:
    duties, _ = read(*parts)
    assert told(duties) == expected
    assert {unit.basis for unit in duties.units} == {"label"}
    assert not duties.residue


GUESSED = [
    ("市教育局、市财政局、各县区政府", "市教育局:lead 市财政局:support 各县区政府:implement", "first-listed"),
    ("市教育局，甲县、乙县政府", "市教育局:lead 甲县政府:implement 乙县政府:implement", "first-of-city"),
    ("各区政府、市住建局", "各区政府:lead 市住建局:support", "first-listed"),
    ("市教育局", "市教育局:lead", "sole"),
    ("各县区政府", "各县区政府:lead", "sole"),
    ("责任领导：张某某；责任单位：市教育局；完成时限：年底前", "市教育局:lead", "sole"),
    ("市民政局 张某某", "市民政局:lead", "sole"),
]


@pytest.mark.parametrize(("field", "expected", "rule"), GUESSED)
def test_where_nothing_tells_the_first_is_a_guess_and_one_alone_is_sole(field: str, expected: str, rule: str) -> None:
    duties, _ = read(("unit", field))
    assert told(duties) == expected
    assert duties.units[0].rule == rule
    assert duties.units[0].confidence < 0.95


LEGENDS = [
    ("列第一位者为牵头单位，下同", "legend-first"),
    ("注：排在第一位的为牵头单位", "legend-first"),
    ("责任单位中列首位的单位为牵头单位。", "legend-first"),
    ("（列第一位者为工作牵头单位或汇总单位，下同）", "legend-first"),
    ("第一个单位为牵头单位", "legend-first"),
    ("排在第一位的单位为牵头单位，其他为配合单位", "legend-first"),
    ("牵头单位用黑体标注", "legend-bold"),
    ("无牵头单位的，责任单位即为牵头单位，下同", "legend-unit-leads"),
    ("加粗的为牵头单位", "legend-bold"),
    ("(字体加粗者为牵头部门,下同)", "legend-bold"),
    ("备注：黑体字单位为牵头单位", "legend-bold"),
]


@pytest.mark.parametrize(("legend", "rule"), LEGENDS)
def test_a_legend_is_found_with_its_rule_and_is_never_a_unit(legend: str, rule: str) -> None:
    duties, text = read(("unit", f"市教育局、市财政局 {legend}"))
    rules = find_rules(text, [], [])
    assert [found.rule for found in rules.lead_rules] == [rule]
    assert [unit.name for unit in duties.units] == ["市教育局", "市财政局"]
    assert not duties.residue


def test_a_legend_that_the_first_leads_makes_the_first_more_than_a_guess() -> None:
    duties, _ = read(("unit", "市教育局、市财政局"), legend="列第一位者为牵头单位，下同")
    assert [(unit.role, unit.basis) for unit in duties.units] == [("lead", "legend-first"), ("support", "legend-first")]


def test_without_a_lead_the_responsible_units_lead_where_a_legend_says_so() -> None:
    legend = "无牵头单位的，责任单位即为牵头单位"
    duties, _ = read(("unit", "市教育局、市财政局"), legend=legend)
    assert told(duties) == "市教育局:lead 市财政局:lead"
    duties, _ = read(("lead", "市民政局"), ("unit", "市教育局"), legend=legend)
    assert told(duties) == "市民政局:lead 市教育局:support"


def test_bold_leads_where_a_legend_says_so_wherever_it_stands_in_the_list() -> None:
    duties, _ = read(("unit", "市教育局、市财政局、各县区政府"), legend="加粗的为牵头单位", bold=("市财政局",))
    assert told(duties) == "市教育局:support 市财政局:lead 各县区政府:implement"
    assert {unit.basis for unit in duties.units} == {"bold"}


def test_a_legend_about_bold_without_bold_leaves_a_guess() -> None:
    duties, _ = read(("unit", "市教育局、市财政局"), legend="加粗的为牵头单位")
    assert [(unit.role, unit.basis) for unit in duties.units] == [("lead", "first-listed"), ("support", "first-listed")]


def fields_of(*cells: str) -> tuple[str, list[DutyField]]:
    text, fields = "", []
    for cell in cells:
        fields.append(DutyField((len(text), len(text) + len(cell)), "unit", "cell"))
        text += cell + "\n"
    return text, fields


def spans_of(text: str, *words: str) -> list[Span]:
    return sorted((text.index(word), text.index(word) + len(word)) for word in words)


def test_bold_that_varies_within_the_fields_means_lead_without_a_legend() -> None:
    text, fields = fields_of("市教育局、市财政局", "市民政局、市残联", "市医保局、市税务局")
    bold = spans_of(text, "市财政局", "市民政局", "市医保局")
    rules = find_rules(text, bold, fields)
    assert rules.bold == "bold-varies"
    assert told(read_duties(text, bold, fields[:1], rules)) == "市教育局:support 市财政局:lead"


def test_bold_that_spans_whole_fields_means_nothing() -> None:
    text, fields = fields_of("市教育局、市财政局", "市民政局、市残联")
    assert find_rules(text, [(0, len(text))], fields).bold is None


def bold_units(units: int, *words: str) -> list[tuple[str, str]]:
    """Roles and bases of the units of one table among two; the words are bold, and so is all of the second table."""
    text, fields = fields_of(
        "市教育局、市财政局", "市民政局、市残联", "市医保局、市税务局", "市水利局、市林业局", "市公安局、市司法局"
    )
    bold = spans_of(text, *words) + [field.span for field in fields[3:]]
    rules = find_rules(text, bold, fields[:3], fields[3:])
    found = read_duties(text, bold, [fields[units]], rules).units
    return [(unit.role, unit.basis) for unit in found]


def test_a_table_that_is_bold_throughout_is_no_mark_and_spoils_no_other() -> None:
    assert bold_units(0, "市财政局", "市残联") == [("support", "bold"), ("lead", "bold")]
    assert bold_units(3, "市财政局", "市残联") == [("lead", "first-listed"), ("support", "first-listed")]


def test_a_legend_gives_no_meaning_to_a_table_that_is_bold_throughout() -> None:
    text, fields = fields_of("市教育局、市财政局", "市民政局", "市水利局、市林业局", "加粗的为牵头单位")
    bold = [*spans_of(text, "市财政局"), fields[1].span, fields[2].span]
    rules = find_rules(text, bold, fields[:1], fields[1:3])
    assert (rules.bold, rules.unmarked) == ("bold-legend", ((fields[1].span[0], fields[2].span[1]),))
    assert find_rules(text, bold[1:], fields[1:3]).bold is None


def test_one_cell_with_all_its_units_in_bold_has_several_leads() -> None:
    cells = [f"市{a}局、市{b}局" for a, b in ("教财", "民残", "医税", "水林", "公司")]
    text, fields = fields_of(*cells, "市气象局、市档案局")
    bold = [(field.span[0], field.span[0] + 3) for field in fields[:5]] + [fields[5].span]
    rules = find_rules(text, bold, fields)
    assert rules.bold == "bold-varies"
    assert told(read_duties(text, bold, fields[5:], rules)) == "市气象局:lead 市档案局:lead"


def test_an_inherited_clause_binds_the_measures_after_it_only() -> None:
    text = "市教育局\n以下各项均需各县区政府落实，不再列出。\n市财政局"
    first, second = DutyField((0, 4), "unit", "cell"), DutyField((len(text) - 4, len(text)), "unit", "cell")
    rules = find_rules(text, [], [first, second])
    assert told(read_duties(text, [], [first], rules)) == "市教育局:lead"
    duties = read_duties(text, [], [second], rules)
    assert told(duties) == "市财政局:lead 各县区政府:implement"
    assert duties.units[1].basis == "inherited"


BRACKETS = [
    ("市教育局牵头，市财政局配合", True),
    ("责任单位:市教育局、市财政局", True),
    ("市教育局、市财政局负责", True),
    ("市教育局", True),
    ("教育局、财政局", True),
    ("各县区政府落实", True),
    ("各有关部门按职责分工负责", True),
    ("区教育局、各街道", True),
    ("国网某市供电公司、市发改委", True),
    ("市住建局牵头，年底前完成", True),
    ("团市委、市妇联", True),
    ("牵头单位：某某公司", True),
    ("含", False),
    ("街道", False),
    ("滨江校区", False),
    ("民航、铁路、邮政", False),
    ("市、区", False),
    ("县级医院", False),
    ("下同", False),
    ("市人民医院", False),
    ("详见附件", False),
    ("2021年完成", False),
    ("负责人", False),
    ("社区", False),
    ("完成时限：6月底", False),
    ("由县级统筹", False),
    ("责任到人", False),
    ("省级统筹，市县落实", False),
    ("一期", False),
    ("镇、街道", False),
    ("自建房", False),
    ("党员干部负责", False),
    ("公办", False),
    ("学校", False),
]


@pytest.mark.parametrize(("inner", "names"), BRACKETS)
def test_a_bracket_that_names_duties_is_told_from_a_remark(inner: str, names: bool) -> None:
    assert duty_bracket(inner) is names


def test_a_unit_named_twice_keeps_its_strongest_role() -> None:
    duties, _ = read(("unit", "市教育局、市财政局"), ("lead", "市财政局"))
    assert told(duties) == "市教育局:support 市财政局:lead"


def test_no_field_gives_no_duty() -> None:
    assert read_duties("市教育局", [], [], DutyRules()) == Duties((), (), ())


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared folder is not at {SHARED} (set ZEREN_SHARED)")
def test_all_duty_cells_of_a_real_plan_are_read_right() -> None:
    gold = json.loads((SHARED / "gold/004.json").read_text("utf-8"))
    text = next((SHARED / "seeds").glob("004*")).read_text("utf-8")
    fields = [DutyField((m["units_span"][0], m["units_span"][1]), "unit", "cell") for m in gold["measures"]]
    rules = find_rules(text, [], fields)
    for measure, field in zip(gold["measures"], fields, strict=True):
        duties = read_duties(text, [], [field], rules)
        assert [u.name for u in duties.units if u.role == "lead"] == measure["lead"]
        assert [u.name for u in duties.units if u.role != "lead"] == measure["support"]
        assert {u.basis for u in duties.units} == {"first-listed"}
        assert not duties.residue


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("市教育局负责，市审计局监督", [("市教育局", "lead")]),
        ("市水务局牵头、市财政局配合，市督查室督办", [("市水务局", "lead"), ("市财政局", "support")]),
        ("市教育局、市审计局监督", [("市教育局", "lead")]),
        ("市体育局主责，各区配合责任", [("市体育局", "lead"), ("各区", "implement")]),
    ],
)
def test_who_only_watches_has_no_duty(words: str, units: list[tuple[str, str]]) -> None:
    read = read_duties(words, [], [DutyField((0, len(words)), "none", "bracket")], DutyRules())
    assert [(unit.name, unit.role) for unit in read.units] == units


@pytest.mark.parametrize(
    ("legend", "listed"),
    [
        ("带▲的为牵头单位", "市水务局、▲市气象局、市档案局"),
        ("注：标注“★”号的单位为牵头单位", "市水务局、市气象局★、市档案局"),
        ("（※为主责部门，下同）", "市水务局，※ 市气象局，市档案局".replace("※ ", "※")),
        ("牵头单位前以●标注", "市水务局 ●市气象局 市档案局"),
        ("打*的为牵头单位", "市水务局、市气象局*、市档案局"),
    ],
)
def test_a_sign_that_a_legend_names_tells_who_leads(legend: str, listed: str) -> None:
    duties, _ = read(("unit", listed), legend=legend)
    assert told(duties) == "市水务局:support 市气象局:lead 市档案局:support"
    assert not duties.residue and {unit.basis for unit in duties.units} == {"bold"}


@pytest.mark.parametrize("listed", ["●市水务局、市气象局", "▲市水务局\n市气象局"])
def test_a_sign_without_a_legend_tells_nothing(listed: str) -> None:
    duties, _ = read(("unit", listed), legend="各单位职责如下")
    assert duties.units[0].basis == "first-listed"


def test_an_underline_tells_who_leads_only_where_a_legend_says_so() -> None:
    text = "{}\n市水务局、市气象局"
    for legend, leads in (("有下划线的为牵头单位", "市气象局"), ("其中有下划线", "市水务局")):
        words = text.format(legend)
        at = words.index("市气象局")
        fields = [DutyField((len(legend) + 1, len(words)), "unit", "cell")]
        rules = find_rules(words, [], fields, underlined=[(at, at + 4)])
        found = read_duties(words, [], fields, rules).units
        assert [unit.name for unit in found if unit.role == "lead"] == [leads]


@pytest.mark.parametrize(
    "listed", ["市水务局（牵头）、市气象局", "市气象局、市水务局(牵头)", "市水务局（主办）\n市气象局"]
)
def test_under_a_label_of_leads_a_word_in_brackets_tells_one_from_the_others(listed: str) -> None:
    duties, _ = read(("lead", listed))
    assert {unit.name: unit.role for unit in duties.units} == {"市水务局": "lead", "市气象局": "support"}


@pytest.mark.parametrize("listed", ["市水务局、市气象局", "市水务局、市气象局牵头"])
def test_units_of_one_rank_under_a_label_of_leads_all_lead(listed: str) -> None:
    duties, _ = read(("lead", listed))
    assert [unit.role for unit in duties.units] == ["lead", "lead"]
