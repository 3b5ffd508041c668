"""Places of one name in one build: never taken for one another, always told apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Run
from zeren.build import build

PLAN = """{city}鼓楼区{year}年民生实事
1.新建便民菜市场{markets}个。（牵头单位：区商务局）
2.完成背街小巷整治20条。（牵头单位：区城管局）
"""
PLANS = (("南京市", 2021, 6), ("福州市", 2021, 9), ("徐州市", 2022, 4))
SEVERAL = "鼓楼区 is the name of several places here; give the code or the name of one"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("namesakes")
    for city, year, markets in PLANS:
        text = PLAN.format(city=city, year=year, markets=markets)
        (source / f"{city}.txt").write_text(text, encoding="utf-8")
    (source / "alone.txt").write_text(PLAN.format(city="太原市", year=2021, markets=2).replace("鼓楼", "万柏林"))
    build([source], source / "out")
    return source / "out"


@pytest.mark.parametrize(
    "asked",
    [
        ("diff", "鼓楼区:2021", "鼓楼区:2022"),
        ("who", "菜市场", "--city", "鼓楼区"),
        ("what", "区商务局", "--city", "鼓楼区"),
    ],
)
def test_a_name_that_several_places_bear_is_refused_with_their_codes(run: Run, built: Path, asked: list[str]) -> None:
    done = run(*asked, "--data", built)
    assert (done.status, done.out) == (1, "")
    assert f"{SEVERAL}: 南京市鼓楼区 (320106)、徐州市鼓楼区 (320302)、福州市鼓楼区 (350102)" in done.err


@pytest.mark.parametrize("city", ["福州市鼓楼区", "350102"])
def test_a_code_or_the_name_with_what_it_lies_in_means_one(run: Run, built: Path, city: str) -> None:
    rows = json.loads(run("who", "菜市场", "--city", city, "--format", "json", "--data", built).out)
    assert [(row["place"], row["text"]) for row in rows] == [("福州市鼓楼区", "新建便民菜市场9个。")]
    compared = run("diff", f"{city}:2021", "南京市鼓楼区:2021", "--data", built)
    assert compared.err == "1 lowered, 1 continued\n"
    led = json.loads(run("query", "who_leads", "--param", f"place={city}", "--format", "json", "--data", built).out)
    assert {row["city"] for row in led} == {"福州市鼓楼区"}


def test_every_answer_tells_them_apart(run: Run, built: Path) -> None:
    told = json.loads(run("who", "菜市场", "--format", "json", "--data", built).out)
    asked = json.loads(
        run("query", "leaders_by_city", "--param", "about=菜市场", "--format", "json", "--data", built).out
    )
    names = {"南京市鼓楼区", "徐州市鼓楼区", "福州市鼓楼区", "万柏林区"}
    assert {row["place"] for row in told} == {row["city"] for row in asked} == names
    refused = run("query", "who_leads", "--param", "place=鼓楼区", "--data", built)
    assert "several places; give the code of one: 320106, 320302, 350102" in refused.err


@pytest.mark.parametrize("city", ["万柏林区", "太原市万柏林区", "万柏林", "140109"])
def test_a_place_that_shares_its_name_with_none_keeps_it(run: Run, built: Path, city: str) -> None:
    rows = json.loads(run("who", "菜市场", "--city", city, "--format", "json", "--data", built).out)
    assert [row["place"] for row in rows] == ["万柏林区"]
