"""Of which year a result is: told by its own period, and by no other year that stands near."""

from __future__ import annotations

from pathlib import Path

import pytest

import page_facts
from zeren.analysis.outcomes import figures_met, year_told


@pytest.mark.parametrize(
    ("period", "published", "year"),
    [
        ("2022年", None, 2022),
        ("2022年度", "2023-02-01", 2022),
        ("2021年前三季度", None, 2021),
        ("截至2021年底", "2022-03-01", 2021),
        ("1—9月", "2022-10-20", 2022),
        ("截至12月20日", "2022-12-28", 2022),
        ("截至12月20日", "2023-01-09", 2022),
        ("二季度末", "2022-07-01", 2022),
        ("上半年", "2023-02-01", 2022),
        ("截至11月底", None, None),
        ("全年", "2023-01-05", None),
        ("目前", "2023-01-05", None),
        ("年初", "2023-01-05", None),
        ("上年", "2023-01-05", None),
        ("去年同期", "2022-12-28", None),
        ("2022年上年同期", "2022-12-28", None),
        ("2019年以来", "2022-12-28", None),
        ("自2019年起", "2022-12-28", None),
        ("2019—2021年", "2022-12-28", None),
        (None, "2022-12-28", None),
    ],
)
def test_a_result_is_of_the_year_that_its_period_tells(period: str | None, published: str | None, year: int) -> None:
    assert year_told(period, published) == year


def test_a_report_that_names_its_year_tells_results_of_that_year_and_fails_no_target_early(tmp_path: Path) -> None:
    plan = "青山市2022年民生实事任务清单\n1.新建公共厕所50座。\n责任单位：市城市管理局\n2.改造农村危桥20座。\n责任单位：市交通运输局\n"
    report = "青山市2022年民生实事进展情况通报\n1.已新建公共厕所60座。\n责任单位：市城市管理局\n2.已改造农村危桥5座。\n责任单位：市交通运输局\n"
    news = report.replace("进展情况通报", "")
    for name, told in (("plan.txt", plan), ("report.txt", report), ("news.txt", news)):
        (tmp_path / name).write_text(told, encoding="utf-8")
    met = figures_met(page_facts.read(tmp_path / "plan.txt", tmp_path / "report.txt"))
    assert met[["indicator", "target", "result"]].values.tolist() == [["改造农村危桥", 20, 5], ["新建公共厕所", 50, 60]]
    assert (met["met"].isna()[0], met["met"][1]) == (True, True)
    assert figures_met(page_facts.read(tmp_path / "plan.txt", tmp_path / "news.txt")).empty
