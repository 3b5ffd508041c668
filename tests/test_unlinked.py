"""A bearer that is linked to no body is told of, with the reason; none stays so in silence."""

from pathlib import Path

import pytest

from zeren.extract import extract_file
from zeren.findings.check import check_file


def _told(folder: Path, title: str, *bearers: str) -> list[tuple[str, str]]:
    """The problems about bearers, each by the text it points to."""
    plan = folder / "plan.txt"
    tasks = [f"{at}.新建服务站{at}处。（责任单位：{bearer}）" for at, bearer in enumerate(bearers, 1)]
    plan.write_text("\n".join([title, "", *tasks]), encoding="utf-8")
    found = extract_file(plan)
    kinds = ("unknown-unit", "body-out-of-time")
    return [(one.kind, found.raw[slice(*one.span)]) for one in found.problems if one.kind in kinds]


@pytest.mark.parametrize(
    ("title", "bearer", "kind"),
    [
        ("杭州市2024年民生实事责任分工", "下城区政府", "body-out-of-time"),
        ("南京市2016年民生实事责任分工", "白下区教育局", "body-out-of-time"),
        ("新疆维吾尔自治区2024年民生实事责任分工", "兵团水利局", "unknown-unit"),
        ("新疆维吾尔自治区2024年民生实事责任分工", "第十师", "unknown-unit"),
        ("九江市2024年民生实事责任分工", "市虚构局", "unknown-unit"),
    ],
)
def test_an_unlinked_bearer_is_told_of_once(tmp_path: Path, title: str, bearer: str, kind: str) -> None:
    assert _told(tmp_path, title, bearer, f"{bearer}、{title[:2]}银行") == [(kind, bearer)]


def test_where_no_place_is_known_one_problem_tells_it(tmp_path: Path) -> None:
    assert _told(tmp_path, "2024年民生实事责任分工", "市教育局", "市水利局") == [("unknown-unit", "市教育局")]


def test_linked_bearers_are_no_problem(tmp_path: Path) -> None:
    assert _told(tmp_path, "九江市2024年民生实事责任分工", "市教育局、瑞昌市、各县（市、区）政府") == []


def test_the_check_tells_of_a_body_whose_area_had_ended(tmp_path: Path) -> None:
    _told(tmp_path, "杭州市2024年民生实事责任分工", "市教育局、下城区政府", "市水利局、上城区政府")
    found = [one for one in check_file(tmp_path / "plan.txt").findings if one.id == "body-out-of-time"]
    assert len(found) == 1 and "下城区政府" in found[0].message.zh
