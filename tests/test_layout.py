"""Where measures stand: rows, labelled lines, brackets, sentences; themes, titles and what is none of these."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from zeren.language.brackets import brackets, names_duties
from zeren.language.clauses import clauses
from zeren.language.labels import meaning, segments
from zeren.language.layout import read_layout
from zeren.language.lines import is_furniture, numbering_of, sentences
from zeren.language.promises import promises
from zeren.model import Document
from zeren.reading.open import read
from zeren.text.repair import repair


def document(tmp_path: Path, text: str, suffix: str = ".txt") -> Document:
    path = tmp_path / f"{hashlib.sha256(text.encode()).hexdigest()[:8]}{suffix}"
    path.write_text(text, encoding="utf-8")
    return repair(read(path))


def measures(tmp_path: Path, text: str, suffix: str = ".txt") -> list[str]:
    found = document(tmp_path, text, suffix)
    return [found.words(draft.span) for draft in read_layout(found).measures]


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("序号", "number"),
        ("牵头单位", "lead"),
        ("市级牵头部门(单位)", "lead"),
        ("配 合 单 位", "support"),
        ("责任单位:", "unit"),
        ("责任单位(加粗为牵头)", "unit"),
        ("落实单位", "implement"),
        ("完成时限", "deadline"),
        ("分管市领导", "person"),
        ("进展情况", "progress"),
        ("年度目标任务", "task"),
        ("项目名称", "name"),
        ("牵头单位（部门）", "lead"),
        ("责任部门/单位", "unit"),
        ("主办/协办单位", "unit"),
        ("牵头(配合)单位", "unit"),
        ("牵头单位及配合单位", "unit"),
        ("参与单位和配合单位", "support"),
        ("责任领导及责任单位", "unit"),
        ("责任单位及责任人", "unit"),
        ("责任单位及完成时限", "unit"),
        ("牵头领导和单位", "lead"),
        ("任务及完成时限", "task"),
        ("2022年度目标任务", "task"),
        ("项目业主", "implement"),
        ("责任镇街", "implement"),
        ("项目分类", "theme"),
        ("项目地点", "other"),
        ("资金(万元)", "other"),
        ("督办单位", "other"),
        ("指导处", None),
        ("二、任务分工", None),
        ("责任和担当", None),
        ("市教育局", None),
        ("新建学校3所", None),
    ],
)
def test_a_header_announces_what_stands_below_it(header: str, role: str | None) -> None:
    assert meaning(header) == role


def test_labels_in_one_line_each_govern_up_to_the_next() -> None:
    line = "建3所。牵头单位:甲局 配合单位:乙局、丙局;完成时限:12月底"
    assert [(s.role, line[slice(*s.span)]) for s in segments(line, (0, len(line)))] == [
        ("lead", "甲局"),
        ("support", "乙局、丙局"),
        ("deadline", "12月底"),
    ]


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("一、教育", "cn"),
        ("(二)医疗", "cn-paren"),
        ("3.养老", "arabic"),
        ("3．养老", "arabic"),
        ("(4)住房", "arabic-paren"),
        ("⑤交通", "circled"),
        ("第二章 任务", "chapter"),
        ("1.5万人参保", None),
        ("2015年实施", None),
    ],
)
def test_a_line_tells_how_it_is_numbered(text: str, style: str | None) -> None:
    found = numbering_of(text)
    assert (found[0] if found else None) == style


@pytest.mark.parametrize(
    "text", ["本报记者 某某", "来源:某某日报", "- 3 -", "第 2 页", "https://example.org/a", "返回首页", "※ ※"]
)
def test_page_furniture_is_no_line_of_the_document(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("甲。乙。", 2),
        ("甲(乙。丙)。丁。", 2),
        ("“甲。”乙说。丙。", 3),
        ("甲;乙。", 1),
        ("甲\n乙", 2),
    ],
)
def test_sentences_end_at_full_stops_outside_of_brackets(text: str, count: int) -> None:
    assert len(sentences(text, (0, len(text)))) == count


def test_clauses_keep_thousands_and_ratios_whole() -> None:
    text = "建1,200所(含甲,乙),比例1.5:1,率90%"
    assert [text[slice(*c)] for c in clauses(text, (0, len(text)))] == ["建1,200所(含甲,乙)", "比例1.5:1", "率90%"]


@pytest.mark.parametrize(
    ("sentence", "promised"),
    [
        ("新建改扩建幼儿园3所。", True),
        ("将老旧小区纳入改造。", True),
        ("为困难老人提供助餐。", True),
        ("到2025年,城镇化率达到70%。", True),
        ("全市持续推进污水治理。", True),
        ("民生无小事,枝叶总关情。", False),
        ("“办事真快!”市民高兴地说。", False),
        ("怎么办?", False),
        ("重点抓好以下工作:", False),
        ("去年,新增就业8万人。", False),
        ("这是改善民生的一个缩影。", False),
    ],
)
def test_a_sentence_promises_by_the_verb_that_opens_a_clause(sentence: str, promised: bool) -> None:
    assert promises(sentence) is promised


def test_nested_brackets_of_mixed_kinds_are_found_whole() -> None:
    text = "建3所〔市教育局(体育局)、市财政局）。"
    assert brackets(text, (0, len(text))) == [((3, 19), (4, 18))]


@pytest.mark.parametrize(
    ("text", "duties"),
    [
        ("建3所(市教育局牵头,市财政局配合)。", True),
        ("建3所(责任单位:市教育局)", True),
        ("建3所(市教育局、市财政局)", True),
        ("由市发改委(粮食局)负责储备。", False),
        ("运输(民航、铁路、邮政)安全", False),
        ("60周岁(含)以上老人", False),
    ],
)
def test_a_bracket_names_duties_only_at_the_end_of_an_item(text: str, duties: bool) -> None:
    outer, inner = brackets(text, (0, len(text)))[0]
    assert names_duties(text, outer, inner) is duties


BRACKETED = """某某市2023年民生实事
一、教育
1.新建学校3所。(市教育局牵头,市财政局配合)
2.新建幼儿园5所。(责任单位:市教育局)
二、养老
3.建设助餐点20个。(市民政局负责)
"""


def test_bracketed_items_are_measures_under_their_headings(tmp_path: Path) -> None:
    outline = read_layout(found := document(tmp_path, BRACKETED))
    assert outline.layout == "bracketed-items"
    assert [found.words(draft.span) for draft in outline.measures] == [
        "新建学校3所。",
        "新建幼儿园5所。",
        "建设助餐点20个。",
    ]
    assert [outline.themes[draft.theme].name for draft in outline.measures if draft.theme is not None] == [
        "教育",
        "教育",
        "养老",
    ]
    assert [draft.number for draft in outline.measures] == ["1.", "2.", "3."]


def test_several_brackets_in_a_line_cut_it_into_measures(tmp_path: Path) -> None:
    text = "某市任务\n一、交通\n(1)改造危桥3座(市交通局)(2)新建公路9公里(市公路局)。\n"
    assert measures(tmp_path, text) == ["改造危桥3座", "新建公路9公里"]


LABELLED = """某某市十件实事
一、扩大就业
城镇新增就业5万人。
牵头单位:市人社局
配合单位:市财政局
完成时限:12月底
二、便民停车
新增泊位2万个。
责任单位:市城管局
三、敬老助老
建养老院2处。
责任单位:市民政局
"""


def test_labelled_lines_close_the_item_above_them(tmp_path: Path) -> None:
    outline = read_layout(found := document(tmp_path, LABELLED))
    assert outline.layout == "labelled-lines"
    assert [found.words(draft.span) for draft in outline.measures] == [
        "扩大就业\n城镇新增就业5万人。",
        "便民停车\n新增泊位2万个。",
        "敬老助老\n建养老院2处。",
    ]
    assert [field.label for field in outline.measures[0].fields] == ["lead", "support"]
    assert outline.measures[0].deadline is not None


def test_a_person_named_in_a_line_is_left_out_of_the_measure(tmp_path: Path) -> None:
    text = LABELLED.replace("牵头单位:市人社局", "责任领导:某某某\n牵头单位:市人社局")
    assert not any("某某某" in measure for measure in measures(tmp_path, text))


TABLE = """<table>
<tr><th rowspan=2>序号</th><th rowspan=2>项目</th><th rowspan=2>内容</th><th colspan=2>责任分工</th></tr>
<tr><th>牵头单位</th><th>配合单位</th></tr>
<tr><td rowspan=2>1</td><td rowspan=2>教育</td><td>建学校3所</td><td>市教育局</td><td>市财政局</td></tr>
<tr><td>建食堂9个</td><td>市教育局</td><td>市市场监管局</td></tr>
</table>"""


def test_a_two_row_header_and_merged_names_are_understood(tmp_path: Path) -> None:
    outline = read_layout(found := document(tmp_path, TABLE, ".html"))
    assert outline.layout == "table"
    assert [found.words(draft.span) for draft in outline.measures] == ["建学校3所", "建食堂9个"]
    assert {outline.themes[draft.theme].name for draft in outline.measures if draft.theme is not None} == {"教育"}
    assert [[field.label for field in draft.fields] for draft in outline.measures] == [["lead", "support"]] * 2


def test_a_table_of_labels_and_values_gives_a_measure_a_pair(tmp_path: Path) -> None:
    text = "任务: | 建学校3所。 |\n责任单位: | 市教育局 |\n任务: | 建公园2个。 |\n责任单位: | 市城管局 |\n"
    outline = read_layout(document(tmp_path, text))
    assert len(outline.measures) == 2
    assert outline.layout == "flattened-table"


FLATTENED = (
    "某市清单\n序号\n工作任务\n牵头单位\n完成时限\n1\n建学校3所\n市教育局\n12月底\n2\n建公园2个\n绿道5公里\n市城管局\n"
)


def test_a_table_with_one_cell_a_line_is_put_together_by_its_numbers(tmp_path: Path) -> None:
    outline = read_layout(found := document(tmp_path, FLATTENED))
    assert [found.words(draft.span) for draft in outline.measures] == ["建学校3所", "建公园2个\n绿道5公里"]
    assert [found.words(draft.fields[0].span) for draft in outline.measures] == ["市教育局", "市城管局"]


def test_without_duties_each_sentence_that_promises_is_a_measure(tmp_path: Path) -> None:
    text = "扩大就业。实施就业优先,新增就业5万人。民生无小事,枝叶总关情。支持返乡创业。\n"
    assert measures(tmp_path, text) == ["实施就业优先,新增就业5万人。", "支持返乡创业。"]


LISTED = """云溪县2024年为民办实事项目

1.建成社区食堂8家。
2.高龄津贴每人每月提高20元。
3.整修农村公路45公里。
4.新增停车泊位600个。
5.垃圾分类覆盖率达到90%。
6.举报热线：8300000。
7.以上事项由县政府办公室解释。
"""


@pytest.mark.parametrize("numbered", [True, False])
def test_in_a_list_of_promises_a_line_with_a_figure_is_one_too_and_a_remark_is_none(
    tmp_path: Path, numbered: bool
) -> None:
    text = LISTED if numbered else re.sub(r"(?m)^\d\.", "", LISTED)
    assert [words[:4] for words in measures(tmp_path, text)] == [
        "建成社区",
        "高龄津贴",
        "整修农村",
        "新增停车",
        "垃圾分类",
    ]


def test_listed_projects_are_measures_and_the_count_cuts_a_joint(tmp_path: Path) -> None:
    text = "该类工程包括甲区改造工程、乙河治理工程等2项工程。\n该类工程有市民中心建设和追溯体系建设2项工程。\n"
    assert measures(tmp_path, text) == ["甲区改造工程", "乙河治理工程", "市民中心建设", "追溯体系建设"]


def test_a_heading_printed_again_is_a_mention_and_no_new_theme(tmp_path: Path) -> None:
    text = "1 教育体系\n\n办好学校\n\n新建学校3所,方便入学。\n\n2 医疗体系\n\n建好医院\n\n1 教育体系\n\n办好学校\n"
    outline = read_layout(found := document(tmp_path, text))
    assert [theme.name for theme in outline.themes] == ["教育体系", "医疗体系"]
    assert len(outline.themes[0].mentions) == 1
    assert [found.words(draft.span) for draft in outline.measures] == ["新建学校3所,方便入学。", "建好医院"]


def test_a_goal_paragraph_with_figures_is_a_measure_without_duties(tmp_path: Path) -> None:
    text = BRACKETED.replace("一、教育", "总体目标:新增就业5万人,城镇化率达到70%以上。\n一、教育")
    outline = read_layout(document(tmp_path, text))
    assert [draft.form for draft in outline.measures] == ["goal", "bracket", "bracket", "bracket"]


TITLED = """<table><tr><td colspan="4">2023年碧水市重点民生项目责任分解表</td></tr>
<tr><td colspan="4">填报单位：市政府督查室</td></tr>
<tr><td>项目名称</td><td>责任部门/单位</td><td>年度目标</td><td>指导处</td></tr>
<tr><td>社区食堂建设</td><td>市民政局</td><td>新建社区食堂18处</td><td>三处</td></tr>
<tr><td>口袋公园建设</td><td>市城管局</td><td>建成口袋公园9处</td><td>五处</td></tr></table>"""


def test_the_words_over_a_table_are_its_title_and_no_theme(tmp_path: Path) -> None:
    found = document(tmp_path, TITLED, ".html")
    outline = read_layout(found)
    assert outline.title is not None and found.words(outline.title) == "2023年碧水市重点民生项目责任分解表"
    assert outline.themes == ()


def test_a_column_nobody_understands_is_told_and_a_far_task_column_is_read(tmp_path: Path) -> None:
    found = document(tmp_path, TITLED, ".html")
    outline = read_layout(found)
    assert [found.words(span) for span in outline.unread_headers] == ["指导处"]
    assert [found.words(draft.further[0]) for draft in outline.measures] == ["新建社区食堂18处", "建成口袋公园9处"]


def test_a_merged_first_row_of_a_sheet_is_the_title(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["碧水市2023年民生实事任务清单"],
        ["序号", "工作任务", "牵头单位"],
        [1, "新建社区食堂18处", "市民政局"],
        [2, "建成口袋公园9处", "市城管局"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    book.save(tmp_path / "plan.xlsx")
    found = repair(read(tmp_path / "plan.xlsx"))
    outline = read_layout(found)
    assert outline.title is not None and found.words(outline.title) == "碧水市2023年民生实事任务清单"
    assert len(outline.measures) == 2 and outline.themes == ()


def duties(tmp_path: Path, text: str) -> list[tuple[str, list[str]]]:
    """The first words of each measure and what its duty fields hold."""
    found = document(tmp_path, text)
    drafts = read_layout(found).measures
    return [
        (found.words(draft.span).split("\n")[0], [found.words(field.span) for field in draft.fields])
        for draft in drafts
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2023年碧水市任务清单\n一、民政\n责任单位：市民政局\n1.新建食堂18处。\n责任单位：市残联\n2.改造家庭200户。\n"
        "二、城管\n责任单位：市城管局\n3.建成公园9处。\n",
        "2023年碧水市任务清单\n现将任务分解如下。\n责任单位：市民政局\n1.新建食堂18处。\n责任单位：市残联\n2.改造家庭200户。\n"
        "责任单位：市城管局\n3.建成公园9处。\n",
        "2023年碧水市任务清单\n【责任单位：市民政局】\n新建食堂18处。\n【责任单位：市残联】\n改造家庭200户。\n"
        "【责任单位：市城管局】\n建成公园9处。\n",
        "2023年碧水市任务清单\n1.新建食堂18处。\n责任单位：市民政局\n2.改造家庭200户。\n责任单位：市残联\n"
        "3.建成公园9处。\n责任单位：市城管局\n各单位要抓好落实。\n",
    ],
    ids=["under headings", "by the numbers", "in brackets", "labels below"],
)
def test_a_label_belongs_to_its_task_above_or_below(tmp_path: Path, text: str) -> None:
    told = [(words, fields[0].removeprefix("责任单位：")) for words, fields in duties(tmp_path, text)]
    assert told == [("新建食堂18处。", "市民政局"), ("改造家庭200户。", "市残联"), ("建成公园9处。", "市城管局")]


def test_labels_between_title_and_words_leave_the_task_whole(tmp_path: Path) -> None:
    text = (
        "2023年碧水市任务清单\n1.社区食堂\n责任单位：市民政局\n新建食堂18处。\n2.无障碍改造\n责任单位：市残联\n"
        "改造家庭200户。\n3.口袋公园\n责任单位：市城管局\n建成公园9处。\n各单位要抓好落实。\n"
    )
    assert duties(tmp_path, text) == [
        ("社区食堂", ["市民政局"]),
        ("无障碍改造", ["市残联"]),
        ("口袋公园", ["市城管局"]),
    ]
    assert [words.split("\n")[-1] for words in measures(tmp_path, text)] == [
        "新建食堂18处。",
        "改造家庭200户。",
        "建成公园9处。",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023年碧水市民生实事\n实事一：新建食堂18处，惠及老人。\n实事二：改造公厕40座，方便群众。\n实事三：建成公园9处，绿化城区。\n", ["实事一", "实事二", "实事三"]),
        ("2023年碧水市民生实事\n第一件：新建食堂18处，惠及老人。\n第二件：改造公厕40座，方便群众。\n第三件：建成公园9处，绿化城区。\n", ["第一件", "第二件", "第三件"]),
        ("2023年碧水市民生实事\n一是新建食堂18处，惠及老人。\n二是改造公厕40座，方便群众。\n三是建成公园9处，绿化城区。\n", ["一是", "二是", "三是"]),
        ("2023年碧水市任务表\n任务1：社区食堂\n新建食堂18处。\n责任单位：市民政局\n任务2：公厕\n改造公厕40座。\n责任单位：市城管局\n任务3：公园\n建成公园9处。\n责任单位：市园林局\n", ["任务1", "任务2", "任务3"]),
    ],
)  # fmt: skip
def test_items_may_be_numbered_in_words(tmp_path: Path, text: str, found: list[str]) -> None:
    assert [draft.number for draft in read_layout(document(tmp_path, text)).measures] == found


@pytest.mark.parametrize(
    "text",
    [
        "一是新建食堂18处；二是改造公厕40座；三是建成公园9处。",
        "第一件：新建食堂18处。第二件：改造公厕40座。第三件：建成公园9处。",
        "实事一：新建食堂18处；实事二：改造公厕40座；实事三：建成公园9处。",
    ],
)
def test_items_numbered_in_words_inside_a_line_are_cut(tmp_path: Path, text: str) -> None:
    found = [words.rstrip("；。") for words in measures(tmp_path, f"2023年碧水市民生实事\n{text}\n")]
    assert found == ["新建食堂18处", "改造公厕40座", "建成公园9处"]


def test_a_markdown_table_with_its_rule_is_a_table_and_bare_bars_are_flattened(tmp_path: Path) -> None:
    head, rows = "|序号|任务|责任单位|\n", "|1|新建食堂18处|市民政局|\n|2|改造公厕40座|市城管局|\n"
    layouts = [read_layout(document(tmp_path, head + rule + rows)).layout for rule in ("|---|---|---|\n", "")]
    assert layouts == ["table", "flattened-table"]


REPORT = """2020年，碧水市累计新建食堂12处，同比增长20%。已完成公厕改造56座，惠及居民3万人。
截至11月底，建成公园4处，完成率达到80%。累计发放补贴700万元，全部完成年度任务。
"""


@pytest.mark.parametrize(
    ("forward", "plans"),
    [
        ("2021年怎么干\n新建食堂18处。\n改造公厕40座。\n", ["新建食堂18处。", "改造公厕40座。"]),
        ("三、下一步打算\n（一）民政\n新建食堂18处，惠及老人。\n", ["新建食堂18处，惠及老人。"]),
        ("下一步，我市将新建食堂18处。\n", ["下一步，我市将新建食堂18处。"]),
        ("二、2020年工作成效\n新建食堂18处，惠及老人。\n", []),
    ],
)
def test_the_part_of_a_report_that_looks_forward_keeps_its_plans(
    tmp_path: Path, forward: str, plans: list[str]
) -> None:
    found = document(tmp_path, f"碧水市民生实事进展\n一、回顾\n{REPORT}{forward}")
    drafts = read_layout(found).measures
    assert [found.words(draft.span) for draft in drafts if draft.form == "plan"] == plans


def test_figures_of_the_forward_part_are_targets_and_no_results(tmp_path: Path) -> None:
    from zeren.extract import extract

    text = f"碧水市2020年总结和2021年工作安排\n一、回顾\n{REPORT}二、工作打算\n一是新建食堂18处；二是改造公厕40座。\n"
    found = extract(document(tmp_path, text))
    assert found.year == 2021
    assert [target.value for measure in found.measures for target in measure.targets] == [18, 40]
    assert not {18, 40} & {result.value for result in found.results}


ONE_LINE_HEADER = """碧水市2023年重点工作责任分解表
序号 工作任务 责任领导 牵头单位 配合单位 完成时限
1
新建食堂18处
王某某
市民政局
市财政局
市残联
11月底前
2
改造公厕40座
李某某
市城管局
10月底前
3
建成公园9处
李某某
市城管局
各区政府
12月底前
"""


def test_a_header_may_stand_in_one_line_over_one_cell_a_line(tmp_path: Path) -> None:
    found = document(tmp_path, ONE_LINE_HEADER)
    outline = read_layout(found)
    assert outline.title is not None and found.words(outline.title) == "碧水市2023年重点工作责任分解表"
    told = [[(field.label, found.words(field.span)) for field in draft.fields] for draft in outline.measures]
    assert told == [
        [("lead", "市民政局"), ("support", "市财政局\n市残联")],
        [("lead", "市城管局")],
        [("lead", "市城管局"), ("support", "各区政府")],
    ]


@pytest.mark.parametrize("sign", ["——", "●", "■ ", "◆"])
def test_a_sign_before_an_item_is_no_word_of_it(tmp_path: Path, sign: str) -> None:
    text = "".join(f"{sign}{item}。（责任单位：市民政局）\n" for item in ("新建食堂18处", "改造公厕40座"))
    assert measures(tmp_path, text) == ["新建食堂18处。", "改造公厕40座。"]


def test_a_heading_is_no_label_though_a_label_follows_in_its_bracket() -> None:
    line = "二、老有所养（牵头单位：市民政局）"
    assert line[slice(*segments(line, (0, len(line)))[0].label)] == "牵头单位"


def test_a_title_with_its_duties_in_a_bracket_takes_in_the_words_below_it(tmp_path: Path) -> None:
    text = (
        "2023年碧水市任务清单\n1.社区食堂（责任单位：市民政局）\n新建食堂18处。\n2.公厕（责任单位：市城管局）\n改造公厕40座。\n"
        "3.公园（责任单位：市园林局）\n建成公园9处。\n各单位要抓好落实。\n"
    )
    found = [words.split("\n") for words in measures(tmp_path, text)]
    assert [lines[-1] for lines in found] == ["新建食堂18处。", "改造公厕40座。", "建成公园9处。"]


def test_a_section_with_its_duties_in_a_bracket_takes_in_its_items(tmp_path: Path) -> None:
    text = (
        "2023年碧水市任务清单\n一、民政（责任单位：市民政局）\n1.新建食堂18处。\n2.改造家庭200户。\n二、城管（责任单位：市城管局）\n"
        "3.改造公厕40座。\n三、园林（责任单位：市园林局）\n4.建成公园9处。\n"
    )
    found = [words.split("\n")[1:] for words in measures(tmp_path, text)]
    assert found == [["1.新建食堂18处。", "2.改造家庭200户。"], ["3.改造公厕40座。"], ["4.建成公园9处。"]]


def test_a_sentence_of_nothing_but_duties_speaks_of_the_one_before_it(tmp_path: Path) -> None:
    found = document(tmp_path, "今年将新建食堂18处。由市民政局牵头，市财政局配合。将改造公厕40座。\n")
    drafts = read_layout(found).measures
    told = [(found.words(draft.span), [found.words(field.span) for field in draft.fields]) for draft in drafts]
    assert told == [("今年将新建食堂18处。", ["市民政局牵头，市财政局配合"]), ("将改造公厕40座。", [])]


def test_figures_for_a_part_of_the_year_are_no_words_of_the_task(tmp_path: Path) -> None:
    text = (
        "碧水市2024年重点任务表\n序号\t任务名称\t牵头单位\t一季度目标\t二季度目标\t全年目标\n"
        "1\t新建公路\t市交通局\t完成10公里\t完成40公里\t完成120公里\n2\t新建学校\t市教育局\t开工2所\t开工4所\t建成5所\n"
    )
    outline = read_layout(document(tmp_path, text))
    assert len(outline.measures) == 2 and not outline.unread_headers
    assert [len(draft.steps) for draft in outline.measures] == [2, 2]
    assert not any("10公里" in words or "40公里" in words for words in measures(tmp_path, text))
