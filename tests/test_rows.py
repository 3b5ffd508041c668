"""Rows of tables: what belongs to a row, what stands over several, what says the same as the row above."""

from __future__ import annotations

from pathlib import Path

import pytest

from zeren.extract import extract_file
from zeren.findings.check import check_file
from zeren.model import Extraction, Measure

HEADER = "序号|任务|牵头单位|配合单位|完成时限"


def table(*rows: str, header: str = HEADER, title: str = "2024年青山市民生实事任务分解表") -> str:
    """A page with one table; a cell that opens with `3*` covers three columns, one with `v3*` as many rows."""
    body = "".join(f"<tr>{''.join(_cell(cell) for cell in row.split('|'))}</tr>" for row in [header, *rows])
    return f"<html><head><meta charset=utf-8><title>{title}</title></head><body><table>{body}</table></body></html>"


def _cell(cell: str) -> str:
    span, star, words = cell.partition("*")
    if not star:
        return f"<td>{cell}</td>"
    return f"<td rowspan={span[1:]}>{words}</td>" if span[0] == "v" else f"<td colspan={span}>{words}</td>"


def read(tmp_path: Path, content: str, name: str = "a.html") -> Extraction:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return extract_file(path)


def ids(tmp_path: Path, content: str, name: str = "a.html") -> list[str]:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return [one.id for one in check_file(path).findings]


def told(measure: Measure) -> dict[str, str]:
    return {duty.name: duty.role for duty in measure.responsibilities}


@pytest.mark.parametrize(
    "row", ["2||市民政局|市残联|6月底", "二||市体育局||", "2||市水利局、市气象局||9月底前", "（2）|||市科协|年底前"]
)
def test_a_numbered_row_without_a_task_gives_its_bodies_to_nobody(tmp_path: Path, row: str) -> None:
    content = table("1|新建书屋9间|市文旅局|市财政局|8月底", row, "3|改造水厂2座|市水务局||年底前")
    found = read(tmp_path, content)
    assert [told(one) for one in found.measures] == [{"市文旅局": "lead", "市财政局": "support"}, {"市水务局": "lead"}]
    assert "task-empty" in ids(tmp_path, content)


def test_a_row_without_number_and_task_goes_on_with_the_one_above(tmp_path: Path) -> None:
    content = table("1|新建书屋9间|市文旅局|市财政局|8月底", "|||市教育局|")
    assert told(read(tmp_path, content).measures[0])["市教育局"] == "support"
    assert "task-empty" not in ids(tmp_path, content)


@pytest.mark.parametrize("section", ["一|4*就业（2项）", "二|4*养老和托育", "5*三、城市更新", "|4*（四）生态"])
def test_a_row_merged_over_tasks_and_duties_is_a_section(tmp_path: Path, section: str) -> None:
    found = read(tmp_path, table(section, "1|新建书屋9间|市文旅局||8月底", "2|改造水厂2座|市水务局||年底前"))
    assert [one.text for one in found.measures] == ["新建书屋9间", "改造水厂2座"] and not found.residue
    assert len(found.themes) == 1 and found.themes[0].basis == "column"


@pytest.mark.parametrize("note", ["备注|4*表中任务均须报市政府督查室", "注|4*带星号的为续建项目。", "说明|4*共2项"])
def test_a_remark_on_the_table_is_no_measure(tmp_path: Path, note: str) -> None:
    found = read(tmp_path, table("1|新建书屋9间|市文旅局||8月底", "2|改造水厂2座|市水务局||年底前", note))
    assert len(found.measures) == 2 and not found.residue


def test_a_second_table_on_a_sheet_is_not_read_under_the_headers_of_the_first(tmp_path: Path) -> None:
    rows = "序号,实事,主办单位,完成时限\n1,新建书屋9间,市文旅局,8月底\n,,,\n乡镇,改厕（户）,修路（公里）,责任单位\n"
    content = rows + "白石镇,120,3,白石镇政府\n清溪镇,80,5,清溪镇政府\n"
    found = read(tmp_path, content, "a.csv")
    assert [one.text for one in found.measures] == ["新建书屋9间"] and not found.residue
    assert [one.kind for one in found.problems if one.kind == "header-not-understood"] == ["header-not-understood"]


@pytest.mark.parametrize(("same", "name"), [("同上", "a.html"), ("〃", "a.html"), ("同上栏", "a.csv"), ("″", "a.csv")])
def test_a_cell_that_says_the_same_means_the_one_above_in_its_column(tmp_path: Path, same: str, name: str) -> None:
    rows = [
        "1|新建书屋9间|市文旅局|市财政局|8月底",
        f"2|改造水厂2座|市水务局|{same}|{same}",
        f"3|造林60亩|{same}|市园林局|{same}",
    ]
    content = (
        table(*rows) if name == "a.html" else "\n".join(["2024年青山市民生实事表||||", HEADER, *rows]).replace("|", ",")
    )
    found = read(tmp_path, content, name)
    assert [told(one) for one in found.measures] == [
        {"市文旅局": "lead", "市财政局": "support"},
        {"市水务局": "lead", "市财政局": "support"},
        {"市水务局": "lead", "市园林局": "support"},
    ]
    assert {(target.deadline or "")[-5:] for one in found.measures for target in one.targets} == {"08-31"}


def test_a_header_nobody_understands_is_told_at_its_own_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("青山市2024年实事矩阵,,,\n事由,甲局,乙局,丙局\n新建书屋9间,★,○,\n", encoding="utf-8")
    told = [one for one in check_file(path).findings if one.id == "header-not-understood"]
    assert [one.position.row for one in told if one.position] == [2]


@pytest.mark.parametrize(
    ("header", "cell", "kind", "day"),
    [
        ("二季度", "打下桩基", "other", "06-30"),
        ("三季度目标", "建成主体", "finish", "09-30"),
        ("上半年工作计划", "编制设计方案", "other", "06-30"),
        ("10月底前", "投入使用", "finish", "10-31"),
        ("开工时间", "2024年3月", "start", "03-31"),
    ],
)
def test_a_planned_stage_is_a_milestone_and_never_a_result(
    tmp_path: Path, header: str, cell: str, kind: str, day: str
) -> None:
    rows = [f"1|建设充电站6处|{cell}|市发改委", f"2|铺设管网|{cell}|市水务局"]
    found = read(tmp_path, table(*rows, header=f"序号|任务|{header}|责任单位"))
    points = [(point.quote, point.kind, point.deadline) for one in found.measures for point in one.milestones]
    assert points == [(cell, kind, f"2024-{day}")] * 2 and not found.results


def test_stages_under_one_header_are_planned_and_those_of_a_report_are_not(tmp_path: Path) -> None:
    def stages(upper: str) -> Extraction:
        header = f"v2*序号|v2*任务|2*{upper}|v2*责任单位"
        return read(tmp_path, table("一季度|二季度", "1|建设充电站6处|选址5处|建成4处|市发改委", header=header))

    planned, reported = stages("进度目标"), stages("完成情况")
    told = [(one.value, one.deadline) for one in planned.measures[0].targets]
    assert told == [(6, None), (5, "2024-03-31"), (4, "2024-06-30")] and not planned.results
    assert [one.value for one in reported.measures[0].targets] == [6]


@pytest.mark.parametrize("cell", ["已建成2处", "正在施工", "未启动", "25%", ""])
def test_a_stage_that_tells_how_things_stand_plans_nothing(tmp_path: Path, cell: str) -> None:
    found = read(tmp_path, table(f"1|建设充电站6处|{cell}|市发改委", header="序号|任务|二季度|责任单位"))
    assert not found.measures[0].milestones


@pytest.mark.parametrize("header", ["截止日期", "截止时间", "节点", "完成节点", "竣工时间", "办结日期"])
def test_the_deadline_of_a_measure_without_a_figure_is_a_milestone(tmp_path: Path, header: str) -> None:
    rows = ["1|开通夜间公交|5月底前|市交通局", "2|建设充电站6处|8月底前|市发改委"]
    first, second = read(tmp_path, table(*rows, header=f"序号|任务|{header}|责任单位")).measures
    assert [(one.quote, one.kind, one.deadline) for one in first.milestones] == [("5月底前", "finish", "2024-05-31")]
    assert not second.milestones and [one.deadline for one in second.targets] == ["2024-08-31"]


def test_each_doing_of_a_deadline_cell_has_its_date(tmp_path: Path) -> None:
    content = table("1|建设充电站6处|市发改委||4月底前选址，6月底前动工3处、11月底前全部投用")
    (measure,) = read(tmp_path, content).measures
    assert [(one.kind, one.deadline) for one in measure.milestones] == [
        ("other", "2024-04-30"),
        ("finish", "2024-11-30"),
    ]
    assert [(one.value, one.deadline) for one in measure.targets] == [(6, "2024-11-30"), (3, "2024-06-30")]


@pytest.mark.parametrize("header", ["NO.", "状态", "完成率", "存在问题", "是否完成"])
def test_headers_that_tell_no_fact_are_known(tmp_path: Path, header: str) -> None:
    content = table("1|建设充电站6处|市发改委|无", "2|铺设管网3公里|市水务局|无", header=f"序号|任务|责任单位|{header}")
    assert "header-not-understood" not in ids(tmp_path, content)


def cards(*rows: str) -> str:
    return table(*rows[1:], header=rows[0])


@pytest.mark.parametrize(
    "rows",
    [
        (
            "实事名称|3*夜间公交",
            "建设内容|3*开通线路7条",
            "牵头单位|市交通局|完成时限|2024年9月",
            "配合单位|3*市财政局",
        ),
        ("项目名称|夜间公交|年度目标|开通线路7条", "主办单位|市交通局|协办单位|市财政局", "完成时限|3*9月底"),
        ("项目名称|3*夜间公交", "工作目标|开通线路7条|完成时间|9月底", "责任单位|市交通局|配合单位|市财政局"),
    ],
)
def test_a_card_of_labels_and_values_is_one_measure(tmp_path: Path, rows: tuple[str, ...]) -> None:
    (measure,) = read(tmp_path, cards(*rows)).measures
    assert told(measure) == {"市交通局": "lead", "市财政局": "support"} and measure.text == "夜间公交"
    assert [(one.value, one.deadline) for one in measure.targets] == [(7, "2024-09-30")]


@pytest.mark.parametrize(
    "rows",
    [
        ("项目|甲园|乙园", "建设内容|新建公园2个|新建球场9个", "牵头单位|市园林局|市体育局"),
        ("任务|新建公园2个|新建球场9个", "责任单位|市园林局|市体育局", "完成时限|6月底|8月底", "备注||续建"),
        ("3*项目一览", "年度目标|新建公园2个|新建球场9个", "主办部门|市园林局|市体育局", "配合部门||"),
    ],
)
def test_a_table_on_its_side_has_a_measure_in_each_column(tmp_path: Path, rows: tuple[str, ...]) -> None:
    found = read(tmp_path, cards(*rows))
    assert [told(one) for one in found.measures] == [{"市园林局": "lead"}, {"市体育局": "lead"}]
    assert [[target.value for target in one.targets] for one in found.measures] == [[2], [9]]
