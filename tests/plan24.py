"""One invented plan of 24 rows as plain data, for builders of every format: the same facts whichever file it came in.

Leads are told by bold type alone and are not always the first listed; theme cells and two duty cells are merged over
several rows; one row has two leads; the counties carry out. `TITLE`, `HEADERS`, `ROWS` and `duty_runs` are what a
builder needs; `differences` and `f1` are what a test asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from zeren.model import Extraction
from zeren.vocab import Comparator, Role

TITLE = "2023年临沂市民生实事任务分解表"
HEADERS = ("序号", "类别", "工作任务", "责任单位", "完成时限")
LEGEND = "注：加粗的为牵头单位"
YEAR = 2023


class Figure(NamedTuple):
    """A target as the facts should tell it."""

    value: float | None
    unit: str | None
    comparator: Comparator = "="


@dataclass(frozen=True)
class Row:
    """One measure: `leads` are set in bold in the order of `units`; `due` is the date that `due_words` say."""

    theme: str
    task: str
    units: tuple[str, ...]
    leads: tuple[str, ...]
    due: date
    due_words: str
    figures: tuple[Figure, ...]

    def role(self, unit: str) -> Role:
        return "lead" if unit in self.leads else "implement" if unit in COUNTIES else "support"

    def role_of_first(self, unit: str) -> Role:
        """The role as a reader has to guess it where bold is lost."""
        return "lead" if unit == self.units[0] else "implement" if unit in COUNTIES else "support"


COUNTIES = ("各县区政府", "各县区人民政府")
_THEMES = ("学有所教", "病有所医", "老有所养", "住有所居", "行有所畅")
_JUNE, _SEPTEMBER, _NOVEMBER, _DECEMBER = (
    (date(YEAR, 6, 30), f"{YEAR}年6月底前"),
    (date(YEAR, 9, 30), f"{YEAR}年9月底前"),
    (date(YEAR, 11, 30), f"{YEAR}年11月底前"),
    (date(YEAR, 12, 31), f"{YEAR}年12月底前"),
)
_TABLE: tuple[tuple[int, str, str, tuple[date, str], tuple[Figure, ...]], ...] = (
    (0, "新建公办幼儿园12所", "*市教育局、市财政局、各县区政府", _SEPTEMBER, (Figure(12, "所"),)),
    (0, "改造农村中小学食堂35个", "*市教育局、市市场监管局", _JUNE, (Figure(35, "个"),)),
    (0, "新增普惠性学位8000个以上", "*市教育局、市发展改革委、市财政局", _SEPTEMBER, (Figure(8000, "个", ">="),)),
    (0, "培训乡村教师1500名", "", _NOVEMBER, (Figure(1500, "名"),)),
    (0, "建设校园足球场20片", "市教育局、*市体育局、各县区政府", _DECEMBER, (Figure(20, "片"),)),
    (1, "建成社区卫生服务中心9个", "*市卫生健康委、市财政局", _DECEMBER, (Figure(9, "个"),)),
    (1, "免费筛查妇女疾病6万人", "*市卫生健康委、市妇联、各县区政府", _NOVEMBER, (Figure(60000, "人"),)),
    (1, "家庭医生签约率达到75%以上", "市财政局、*市卫生健康委", _DECEMBER, (Figure(75, "%", ">="),)),
    (1, "新增急救车辆30辆", "*市卫生健康委", _JUNE, (Figure(30, "辆"),)),
    (1, "门诊费用直接结算覆盖医院18家", "*市医保局、市卫生健康委", _SEPTEMBER, (Figure(18, "家"),)),
    (2, "新建老年食堂60处", "*市民政局、市财政局、各县区人民政府", _NOVEMBER, (Figure(60, "处"),)),
    (2, "改造困难老年人家庭2200户", "", _DECEMBER, (Figure(2200, "户"),)),
    (2, "新增养老床位1000张", "", _DECEMBER, (Figure(1000, "张"),)),
    (2, "培训养老护理员3000人次", "市人力资源社会保障局、*市民政局", _NOVEMBER, (Figure(3000, "人次"),)),
    (2, "城乡低保标准提高到每月960元", "*市民政局、市财政局", _JUNE, (Figure(960, "元", "increase_to"),)),
    (3, "改造老旧小区150个", "*市住房城乡建设局、市财政局、各县区政府", _DECEMBER, (Figure(150, "个"),)),
    (3, "加装住宅电梯200部", "*市住房城乡建设局、*市市场监管局、市财政局", _NOVEMBER, (Figure(200, "部"),)),
    (3, "筹集保障性租赁住房5000套", "市自然资源和规划局、*市住房城乡建设局", _DECEMBER, (Figure(5000, "套"),)),
    (3, "新建口袋公园25个", "*市城管局、市自然资源和规划局", _SEPTEMBER, (Figure(25, "个"),)),
    (4, "新改建农村公路400公里", "*市交通运输局、各县区政府", _NOVEMBER, (Figure(400, "公里"),)),
    (4, "改造农村危桥40座", "*市交通运输局、市财政局", _DECEMBER, (Figure(40, "座"),)),
    (4, "新增公共停车位1.2万个", "*市城管局、市公安局、市住房城乡建设局", _DECEMBER, (Figure(12000, "个"),)),
    (4, "更新新能源公交车80辆", "市财政局、*市交通运输局", _SEPTEMBER, (Figure(80, "辆"),)),
    (4, "新建充电桩600个", "*市发展改革委、国网临沂供电公司", _DECEMBER, (Figure(600, "个"),)),
)
"""Theme, task, units with a star before each lead (none: the duty cell of the row above goes on), deadline, figures."""


def _rows() -> Iterator[Row]:
    starred: tuple[str, ...] = ()
    for theme, task, listed, (due, words), figures in _TABLE:
        starred = tuple(listed.split("、")) if listed else starred
        units = tuple(unit.lstrip("*") for unit in starred)
        leads = tuple(unit.lstrip("*") for unit in starred if unit.startswith("*"))
        yield Row(_THEMES[theme], task, units, leads, due, words, figures)


ROWS = tuple(_rows())
DUTY_SPANS = tuple(
    next((n for n, row in enumerate(_TABLE[at + 1 :], 1) if row[2]), len(_TABLE) - at) if _TABLE[at][2] else 0
    for at in range(len(_TABLE))
)
"""How many rows the duty cell of each row covers, 0 where the one above goes on."""
THEME_SPANS = tuple(
    sum(other[0] == row[0] for other in _TABLE) if not at or _TABLE[at - 1][0] != row[0] else 0
    for at, row in enumerate(_TABLE)
)
"""How many rows the theme cell of each row covers, 0 where the one above goes on."""


def duty_runs(row: Row) -> list[tuple[str, bool]]:
    """The duty cell as runs of text, each bold or not; the marks between units are not."""
    runs: list[tuple[str, bool]] = []
    for unit in row.units:
        if runs:
            runs.append(("、", False))
        runs.append((unit, unit in row.leads))
    return runs


def duty_text(row: Row) -> str:
    return "、".join(row.units)


class Told(NamedTuple):
    """What a file tells: sets of facts, each with the number of its measure."""

    departments: frozenset[tuple[int, str]]
    roles: frozenset[tuple[int, str, str]]
    targets: frozenset[tuple[int, float | None, str | None, str | None, str | None]]
    themes: frozenset[tuple[int, str | None]]


def expected(bold: bool = True) -> Told:
    """The facts of the plan; where bold is lost, the first listed leads."""
    numbered = list(enumerate(ROWS, 1))
    return Told(
        frozenset((n, unit) for n, row in numbered for unit in row.units),
        frozenset(
            (n, unit, row.role(unit) if bold else row.role_of_first(unit)) for n, row in numbered for unit in row.units
        ),
        frozenset((n, f.value, f.unit, f.comparator, row.due.isoformat()) for n, row in numbered for f in row.figures),
        frozenset((n, row.theme) for n, row in numbered),
    )


def told(found: Extraction) -> Told:
    """The same facts as they were read."""
    return Told(
        frozenset((m.order, duty.name) for m in found.measures for duty in m.responsibilities),
        frozenset((m.order, duty.name, duty.role) for m in found.measures for duty in m.responsibilities),
        frozenset((m.order, t.value, t.unit, t.comparator, t.deadline) for m in found.measures for t in m.targets),
        frozenset((m.order, m.theme) for m in found.measures),
    )


def differences(found: Extraction, bold: bool = True) -> list[str]:
    """What is missed (-) and what is extra (+), in words; empty where F1 is 1.00 over all."""
    right, ours = expected(bold), told(found)
    lines = []
    for name, own, other in zip(Told._fields, right, ours, strict=True):
        lines += [f"- {name} {fact}" for fact in sorted(own - other, key=repr)]
        lines += [f"+ {name} {fact}" for fact in sorted(other - own, key=repr)]
    return lines


def f1(found: Extraction, bold: bool = True) -> dict[str, float]:
    """F1 of departments, roles and targets."""
    pairs = zip(Told._fields, expected(bold), told(found), strict=True)
    return {name: 2 * len(own & other) / (len(own) + len(other)) for name, own, other in pairs}
