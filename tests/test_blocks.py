"""Blocks of labelled lines: whatever the order of the labels, each promise goes to the body of its own block."""

from __future__ import annotations

from pathlib import Path

import pytest

from zeren.extract import extract_file

TITLE = "滨湖市2024年民生实事清单\n\n"

Told = list[tuple[tuple[str, ...], tuple[tuple[str, str | None], ...]]]

CASES: dict[str, tuple[str, Told]] = {
    "a name opens each block": (
        "项目名称：公园建设\n责任单位：市城管局\n目标任务：新建公园12座\n\n"
        "项目名称：学位建设\n责任单位：市教育局\n目标任务：新增学位5000个\n",
        [(("市城管局",), (("12座", None),)), (("市教育局",), (("5000个", None),))],
    ),
    "numbered names with steps": (
        "1、项目名称：老年助餐\n责任单位：市民政局\n目标任务：新建老年食堂120个\n进度安排：6月底前建成60个；12月底前建成120个。\n\n"
        "2、项目名称：水体治理\n责任单位：市生态环境局\n目标任务：治理农村黑臭水体45条\n",
        [
            (("市民政局",), (("120个", None), ("60个", "2024-06-30"), ("120个", "2024-12-31"))),
            (("市生态环境局",), (("45条", None),)),
        ],
    ),
    "a title above its duties": (
        "一、公园建设\n牵头单位：市城管局\n配合单位：市财政局\n年度目标：新建公园12座\n完成时限：10月底\n",
        [(("市城管局", "市财政局"), (("12座", "2024-10-31"),))],
    ),
    "a promise as the title": (
        "1.新建公园12座\n牵头单位：市城管局\n完成时限：10月底\n年度目标：绿化面积8万平方米\n",
        [(("市城管局",), (("12座", "2024-10-31"), ("80000平方米", "2024-10-31")))],
    ),
    "parts and bodies below their labels": (
        "项目名称：道路建设\n完成时限：11月底\n目标任务：\n（1）改造道路30公里；\n（2）新建桥梁2座。\n责任单位：\n市交通运输局\n",
        [(("市交通运输局",), (("30公里", "2024-11-30"), ("2座", "2024-11-30")))],
    ),
    "a mark behind a body in a bracket": (
        "1.新建公园12座。（市城管局、市财政局）\n2.新建公厕20座。（市城管局*、市财政局）\n3.新建桥梁5座。（市交通局▲，市水利局★）\n",
        [
            (("市城管局", "市财政局"), (("12座", None),)),
            (("市城管局", "市财政局"), (("20座", None),)),
            (("市交通局", "市水利局"), (("5座", None),)),
        ],
    ),
    "an item whose bracket is not understood": (
        "1.新建公园12座。（市城管局）\n2.新建公厕20座。（城管口）\n3.新建桥梁5座。（市交通局）\n",
        [(("市城管局",), (("12座", None),)), ((), (("20座", None),)), (("市交通局",), (("5座", None),))],
    ),
    "duties above their tasks, under themes": (
        "一、工业\n责任单位：市工信局\n任务：新建厂房8座。\n责任单位：市发改委\n任务：新增企业20家。\n",
        [(("市工信局",), (("8座", None),)), (("市发改委",), (("20家", None),))],
    ),
}


@pytest.mark.parametrize(("text", "told"), CASES.values(), ids=list(CASES))
def test_each_block_keeps_its_own_duties_figures_and_dates(tmp_path: Path, text: str, told: Told) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(TITLE + text, encoding="utf-8")
    found = extract_file(path).to_json()
    made = [
        (
            tuple(duty["name"] for duty in measure["responsibilities"]),
            tuple((f"{one['value']:g}{one['unit']}", one["deadline"]) for one in measure["targets"]),
        )
        for measure in found["measures"]
    ]
    assert made == told
    assert not found["results"]


@pytest.mark.parametrize("header", ["项目,数量,单位,责任单位", "事项,单位,目标值,责任单位"])
def test_a_unit_of_measurement_beside_a_number_is_no_body(tmp_path: Path, header: str) -> None:
    path = tmp_path / "plan.csv"
    row = "新建公园,12,座,市城管局" if "数量" in header else "新建公园,座,12,市城管局"
    path.write_text(
        f"{header}\n{row}\n改造道路,{'30,公里' if '数量' in header else '公里,30'},市交通局\n", encoding="utf-8"
    )
    found = extract_file(path).to_json()
    assert [[duty["name"] for duty in one["responsibilities"]] for one in found["measures"]] == [
        ["市城管局"],
        ["市交通局"],
    ]
    assert not found["residue"]
