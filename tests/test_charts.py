"""The charts: every name in every format, Chinese as glyphs, hostile names as text."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

import invented_facts
import page_facts
from zeren import facts
from zeren.analysis import weighting
from zeren.errors import BuildError, QueryError
from zeren.pages import charts, drawing, fonts, pictures, ribbons
from zeren.pages.charts import Asked
from zeren.pages.html import tokens
from zeren.pages.pictures import BARS

if TYPE_CHECKING:
    from zeren.analysis.weighting import Weight
    from zeren.facts import Tables
    from zeren.pages.chart_frames import By

FACTS = (Path(__file__).parents[1] / "docs/reference/facts.md").read_text(encoding="utf-8")
SUFFIXES = (".svg", ".png", ".pdf", ".html", ".xlsx")
MAGIC = {".svg": b"<svg", ".png": b"\x89PNG", ".pdf": b"%PDF", ".html": b"<!doctype html>", ".xlsx": b"PK"}

needs_font = pytest.mark.skipif(not fonts.drawable("责"), reason="no font with Chinese characters on this machine")


def words(tree: ElementTree.Element) -> list[str]:
    return ["".join(element.itertext()) for element in tree.iter() if element.tag.endswith("text")]


@pytest.fixture(scope="module")
def plain() -> Tables:
    return page_facts.plain()


@needs_font
@pytest.mark.parametrize("name", list(charts.CHARTS))
def test_a_chart_is_written_as_its_suffix_says(name: str, plain: Tables, tmp_path: Path) -> None:
    for suffix in SUFFIXES if name == "workload" else (".svg", ".xlsx"):
        path = tmp_path / "new" / f"{name}{suffix}"
        charts.write(name, plain, path)
        assert path.read_bytes().startswith(MAGIC[suffix])


@needs_font
@pytest.mark.parametrize("suffix", [".svg", ".png", ".html", ".xlsx"])
def test_the_same_facts_make_the_same_chart(suffix: str, plain: Tables, tmp_path: Path) -> None:
    made = []
    for turn in ("1", "2"):
        path = tmp_path / (turn + suffix)
        charts.write("workload", plain, path)
        made.append(path.read_bytes())
    assert made[0] == made[1]


def test_an_unknown_name_or_suffix_is_told_with_what_there_is(plain: Tables, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"no chart pie.*workload"):
        charts.write("pie", plain, tmp_path / "pie.svg")
    with pytest.raises(BuildError, match=r"\.bmp.*\.svg"):
        charts.write("workload", plain, tmp_path / "x.bmp")
    assert not list(tmp_path.iterdir())


@needs_font
@pytest.mark.parametrize("name", ["workload", "heat", "themes", "flows"])
def test_hostile_names_stay_text_in_a_picture(name: str) -> None:
    drawn = drawing.svg(charts.picture(name, page_facts.hostile()))
    tree = ElementTree.fromstring(drawn)
    tags = {element.tag.rsplit("}", 1)[-1] for element in tree.iter()}
    assert tags <= {"svg", "g", "path", "text", "tspan", "line", "rect", "a"}
    assert not any(key.lower().startswith("on") for element in tree.iter() for key in element.attrib)
    assert any(word.startswith("<script>") for word in words(tree))


@needs_font
def test_a_picture_names_every_unit_once(plain: Tables) -> None:
    told = words(ElementTree.fromstring(drawing.svg(charts.picture("workload", plain))))
    for name in charts.frame("workload", plain)["name"]:
        assert told.count(name) == 1


@needs_font
def test_long_names_that_look_the_same_keep_their_own_bars(plain: Tables) -> None:
    data = charts.frame("workload", plain)
    data["name"] = ["长" * 40 + str(i) for i in range(len(data))]
    tree = ElementTree.fromstring(drawing.svg(pictures.workload(data)))
    labels = {element.text for element in tree.iter() if element.tag.endswith("text") and "长" in (element.text or "")}
    assert len(labels) == len(data)


@needs_font
def test_a_large_chart_is_cut_and_its_table_is_not() -> None:
    tables = page_facts.large(units=BARS * 2, measures=BARS * 3)
    assert len(charts.frame("workload", tables)) == BARS * 2
    tree = ElementTree.fromstring(drawing.svg(charts.picture("workload", tables)))
    names = [element.text for element in tree.iter() if element.tag.endswith("text") and "局" in (element.text or "")]
    assert len(names) == BARS


@needs_font
def test_bars_of_a_page_open_the_units_page(plain: Tables) -> None:
    drawn = drawing.svg(pictures.workload(charts.frame("workload", plain), pages=True))
    assert 'xlink:href="unit/' in drawn
    assert "xlink:href" not in drawing.svg(charts.picture("workload", plain))


@needs_font
@pytest.mark.parametrize("name", list(charts.CHARTS))
def test_facts_without_duties_make_a_chart_that_says_so(name: str, plain: Tables, tmp_path: Path) -> None:
    bare = plain | {table: plain[table].iloc[0:0] for table in ("responsibilities", "targets", "milestones")}
    for suffix in (".svg", ".html"):
        charts.write(name, bare, tmp_path / f"bare{suffix}")
        assert "没有可画的内容" in (tmp_path / f"bare{suffix}").read_text(encoding="utf-8")
    assert not len(charts.frame(name, bare))
    drawn = (tmp_path / "bare.svg").read_text(encoding="utf-8")
    assert not any(f'aria-roledescription="{mark}"' in drawn for mark in ("bar", "rect mark", "line mark"))


@needs_font
def test_a_page_of_a_chart_has_its_table_its_weighting_and_no_script(plain: Tables, tmp_path: Path) -> None:
    asked = Asked(weight="share", lang="en")
    charts.write("workload", plain, tmp_path / "x.html", asked=asked)
    page = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "Counted in equal shares (each measure is one" in page and "<title>Workload of each unit</title>" in page
    assert "<script" not in page and page.count("<tr>") == 1 + len(charts.frame("workload", plain, asked))
    assert 'fill="var(--lead)"' in page and 'aria-label="市教育局 Led 0.' in page
    assert '<th scope="col">Unit</th>' in page and "单位</th>" not in page


@needs_font
def test_the_weighting_and_the_scope_are_told_on_the_picture(plain: Tables) -> None:
    asked = Asked(city="青山市", year=2021, weight="lead", expand=True)
    told = "".join(words(ElementTree.fromstring(drawing.svg(charts.picture("workload", plain, asked)))))
    for part in ("范围：青山市 2021", "集合称谓已换成其成员", "牵头加重"):
        assert part in told


def test_rows_of_a_workload_may_be_themes_or_kinds(plain: Tables) -> None:
    by_theme = charts.frame("workload", plain, Asked(by="theme")).set_index("name")
    assert by_theme["load"].to_dict() == {"教育": 5, "养老": 2, "未分主题": 1}
    assert by_theme["led"].to_dict() == {"教育": 2, "养老": 1, "未分主题": 1}
    shared = charts.frame("workload", plain, Asked(by="theme", weight="share")).set_index("name")["load"]
    assert shared.to_dict() == {"教育": 2.0, "养老": 1.0, "未分主题": 1.0}
    by_kind = charts.frame("workload", plain, Asked(by="kind"))
    assert by_kind["load"].sum() == 8


@pytest.mark.parametrize("weight", weighting.WEIGHTS)
@pytest.mark.parametrize("by", [None, "theme", "kind"])
def test_guesses_are_a_part_of_what_is_led_and_change_no_total(by: By | None, weight: Weight) -> None:
    tables = invented_facts.tables()
    told = charts.frame("workload", tables, Asked(by=by, weight=weight))
    held = tables["responsibilities"]
    stated = tables | {"responsibilities": held.assign(basis="label")}
    plain = charts.frame("workload", stated, Asked(by=by, weight=weight))
    assert (told["guess"] <= told["led"]).all() and not plain["guess"].any()
    assert told.drop(columns="guess").equals(plain.drop(columns="guess"))
    assert told["guess"].sum() == pytest.approx({"count": 1, "share": 1 / 3, "lead": 1 / 2}[weight], abs=1e-6)


@needs_font
@pytest.mark.parametrize("by", [None, "theme", "kind"])
def test_what_is_led_by_a_guess_is_pale_with_a_dashed_edge_and_in_the_legend(by: By | None) -> None:
    tree = ElementTree.fromstring(drawing.svg(charts.picture("workload", invented_facts.tables(), Asked(by=by))))
    drawn = [it for it in tree.iter() if "stroke-dasharray" in it.attrib and it.get("fill") == tokens()["lead-wash"]]
    dashed = [it for it in drawn if it.get("stroke") == tokens()["lead"]]
    bars = [it for it in dashed if it.get("aria-roledescription") == "bar"]
    assert len(bars) == 1 and (bars[0].get("aria-label") or "").endswith("推断 1")
    assert len(dashed) == 2 and "推断" in words(tree)
    red = [it.get("aria-label") for it in tree.iter() if it.get("fill") == tokens()["lead"]]
    assert by or "市卫生健康委 牵头 1" in red


def test_the_longest_bar_comes_first_and_of_equal_ones_the_one_that_leads_more() -> None:
    data = charts.frame("workload", invented_facts.tables())
    told = list(zip(-data["load"], -data["led"], data["unit"], strict=True))
    assert told == sorted(told) and data["led"].tolist() != sorted(data["led"], reverse=True)


@needs_font
def test_a_bureau_that_leads_by_guess_alone_is_dashed_in_flows() -> None:
    tables = invented_facts.tables()
    assert charts.frame("flows", tables)["guess"].sum() == 1
    assert "推断" not in "".join(words(ElementTree.fromstring(drawing.svg(charts.picture("flows", tables)))))
    held = tables["responsibilities"]
    guessed = held["basis"].where(held["name"] != "市民政局", "first-listed")
    tables["responsibilities"] = held.assign(basis=guessed)
    tree = ElementTree.fromstring(drawing.svg(charts.picture("flows", tables)))
    named = [it.get("aria-label") or "" for it in tree.iter() if (it.get("aria-label") or "").endswith(" 推断")]
    assert named == ["市民政局  1 推断"] and words(tree).count("推断") == 1
    assert "虚线框的单位" in "".join(words(tree))


@needs_font
def test_a_slope_chart_shows_the_rank_of_each_bureau_under_each_weighting(plain: Tables) -> None:
    asked = Asked(sensitivity=True)
    assert list(charts.frame("workload", plain, asked).columns) == ["unit", "name", "count", "share", "lead"]
    told = words(ElementTree.fromstring(drawing.svg(charts.picture("workload", plain, asked))))
    assert {"按项数", "均摊", "牵头加重"} <= set(told)
    assert sum("市教育局" in one for one in told) == 2


def test_a_heat_map_has_every_pair_and_its_order_is_that_of_the_series() -> None:
    from zeren.analysis.seriation import order

    tables = invented_facts.tables()
    data = charts.frame("heat", tables)
    units = order(tables)[0]
    assert [units[rank] for rank in data["unit_a_rank"]] == data["unit_a"].tolist()
    assert not {"各县区政府"} & {*data["name_a"], *data["name_b"]}


def test_a_theme_chart_tells_what_each_bureau_leads_under_each_theme() -> None:
    data = charts.frame("themes", invented_facts.tables())
    told = data.loc[data["theme"] == "健康", ["name", "measures", "led"]].values.tolist()
    assert told == [["青山·市财政局", 2, 0], ["市卫生健康委", 2, 2], ["市民政局", 1, 0]]


@needs_font
def test_flows_are_ribbons_and_those_of_many_units_are_drawn_together_and_told_apart_in_the_table() -> None:
    tables = page_facts.large(units=BARS + 20, measures=BARS * 3)
    data = charts.frame("flows", tables)
    assert data["lead"].nunique() == BARS + 20
    tree = ElementTree.fromstring(drawing.svg(charts.picture("flows", tables)))
    told = words(tree)
    leads, supports = ribbons.ROOMS
    assert [one.rpartition("  ")[0] for one in told if "其他" in one and "个  " in one] == [
        f"其他{BARS + 20 - leads}个",
        f"其他{BARS + 20 - supports}个",
    ]
    assert len([one for one in told if "局" in one and "第" in one]) == leads + supports
    areas = [it for it in tree.iter() if it.get("aria-roledescription") == "area mark"]
    assert (
        len([it for it in areas if "→" in it.get("aria-label", "") and "其他" not in it.get("aria-label", "")]) >= leads
    )


@needs_font
def test_the_widths_of_ribbons_are_the_measures_of_the_table() -> None:
    tables = invented_facts.tables()
    tree = ElementTree.fromstring(drawing.svg(charts.picture("flows", tables)))
    told = sorted(it.get("aria-label", "") for it in tree.iter() if "→" in it.get("aria-label", ""))
    rows = charts.frame("flows", tables)[["lead_name", "support_name", "measures"]].values.tolist()
    assert told == sorted(f"{lead} → {support} {n}" for lead, support, n in rows)


@needs_font
def test_a_map_of_many_units_is_a_short_page(tmp_path: Path) -> None:
    tables = page_facts.large(units=57, measures=260)
    charts.write("heat", tables, tmp_path / "heat.html", embed=False)
    page = (tmp_path / "heat.html").read_text(encoding="utf-8")
    pairs = len(charts.frame("heat", tables))
    assert pairs > 150 and len(page) < 40_000 + 360 * pairs
    assert page.count('aria-roledescription="rect mark"') == pairs
    assert page.count("Noto Sans CJK SC, ") <= 2


@needs_font
def test_bureaus_of_the_same_name_are_told_apart_by_their_place(plain: Tables) -> None:
    tables = invented_facts.tables()
    tables["units"] = tables["units"].assign(name="市财政局")
    held = tables["responsibilities"]
    tables["responsibilities"] = held.assign(name=held["name"].where(held["name"] != "市教育局", "市财政局"))
    names = charts.frame("workload", tables)["name"].tolist()
    assert names.count("青山·市财政局") == 2 and "碧水市·市财政局" in names and "市卫生健康委" in names
    assert set(charts.frame("workload", plain)["name"]) >= {"市教育局", "市财政局"}


@needs_font
def test_functions_of_plans_stand_side_by_side() -> None:
    tables = invented_facts.tables()
    known = tables["units"]["full_name"].notna()
    tables["units"]["function"] = tables["units"]["unit"].str.partition("/")[2].where(known)
    data = charts.frame("cities", tables)
    assert data[["name", "plan", "led", "measures", "share"]].values.tolist() == [
        ["教育局", "青山市 2022", 2, 2, 100.0],
        ["卫生健康委", "青山市 2021", 2, 5, 40.0],
    ]
    told = words(ElementTree.fromstring(drawing.svg(charts.picture("cities", tables))))
    assert "青山市 2021 (5)" in told and "青山市 2022 (2)" not in told
    assert "不足 5 项措施有牵头单位的计划" in "".join(told)


def reached(indicator: str, value: float, unit: str, **more: object) -> dict[str, object]:
    row = {"document": "aaaaaaaa", "indicator": indicator, "value": value, "unit": unit, "quote": "已成"}
    return row | {"comparator": "="} | more


@needs_font
def test_results_stand_beside_the_targets_of_the_same_indicator_place_and_year(tmp_path: Path) -> None:
    rows = [
        reached("道路", 45000, "米", period="2021年1至11月"),
        reached("护理床位数", 330, "张", period="2021年"),
        reached("哨点", 20, "户"),
        reached("危桥", 12, "座", period="2020年"),
        reached("危桥", 3, "座", comparator="increase_by"),
    ]
    rows = [row | {"position": position} for position, row in enumerate(rows)]
    tables = invented_facts.tables() | {"results": facts.frame("results", rows)}
    data = charts.frame("results", tables)
    assert data[["indicator", "target", "result", "unit", "part"]].values.tolist() == [
        ["护理床位", 300, 330, "张", 110.0],
        ["道路", 60, 45, "公里", 75.0],
    ]
    charts.write("results", tables, tmp_path / "x.svg")
    assert "75%" in (tmp_path / "x.svg").read_text(encoding="utf-8")


@needs_font
def test_a_result_has_the_colour_of_whether_it_meets_its_target() -> None:
    rows = [
        reached("道路", 45, "公里", period="2021年"),
        reached("护理床位数", 330, "张", period="2021年"),
        reached("危桥", 11, "座", comparator=">=", period="2021年"),
    ]
    rows = [row | {"position": position} for position, row in enumerate(rows)]
    tables = invented_facts.tables() | {"results": facts.frame("results", rows)}
    tree = ElementTree.fromstring(drawing.svg(charts.picture("results", tables)))
    bars = {
        (it.get("aria-label") or "").rpartition(" ")[2]: it.get("fill")
        for it in tree.iter()
        if it.get("aria-roledescription") == "bar"
    }
    look = tokens()
    assert bars == {
        "达到目标数": look["target"],
        "尚未达到目标数": look["milestone"],
        "未说明是否达到": look["implement"],
    }
    assert set(bars) <= set(words(tree))


SCHEMAS = {
    "workload": ("workload", Asked()),
    "workload by theme or kind": ("workload", Asked(by="theme")),
    "workload with sensitivity": ("workload", Asked(sensitivity=True)),
    **{name: (name, Asked()) for name in charts.CHARTS if name != "workload"},
}


@pytest.mark.parametrize("heading", SCHEMAS)
def test_every_column_of_a_chart_is_documented_in_order(heading: str) -> None:
    name, asked = SCHEMAS[heading]
    part = re.search(rf"^### Chart {heading}\n(.*?)(?=^##|\Z)", FACTS, re.M | re.S)
    assert part
    kinds = {"string": ("string", "str", "object"), "integer": ("Int64", "int64"), "flag": ("boolean",)}
    kinds["number"] = ("Float64", "float64")
    data = charts.frame(name, invented_facts.tables(), asked)
    told = re.findall(r"^\| `(\w+)` \| (\w+) \|", part[1], re.M)
    assert [column for column, _ in told] == list(data.columns)
    assert all(str(data[column].dtype) in kinds[kind] for column, kind in told)


def test_every_chart_that_is_documented_there_is() -> None:
    assert re.findall(r"^### Chart (.+)$", FACTS, re.M) == list(SCHEMAS)


def test_a_sheet_keeps_text_as_text_and_no_clock() -> None:
    import pandas as pd
    from openpyxl import load_workbook

    data = pd.DataFrame({"单位": ["=1+1", "市\x01局", None], "项数": [1, 2, 3]})
    made = drawing.sheet(data, "a/b:c*" * 9)
    page = load_workbook(BytesIO(made)).worksheets[0]
    assert [[cell.value for cell in row] for row in page.rows][1:] == [["=1+1", 1], ["市局", 2], [None, 3]]
    assert page["A2"].data_type == "s"
    assert {member.date_time for member in ZipFile(BytesIO(made)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"modified" not in ZipFile(BytesIO(made)).read("docProps/core.xml")
    assert drawing.sheet(data, "a/b:c*" * 9) == made


@needs_font
def test_the_drawing_library_tells_a_glyph_from_a_missing_one() -> None:
    assert fonts.drawable("责")
    assert fonts.drawable("镇")
    assert not fonts.drawable("\u0379")


@needs_font
def test_the_pictures_of_the_workload_page_name_their_weighting(plain: Tables, tmp_path: Path) -> None:
    from zeren.pages import site

    site.write(plain, tmp_path)
    for name in ("workload.svg", "workload.html"):
        assert "计法：按项数（每项措施计一次）" in (tmp_path / name).read_text(encoding="utf-8")
