"""Numbers that can be read in two ways are told and not read."""

from pathlib import Path

import pytest

from zeren.extract import extract_file
from zeren.language import ambiguous, quantities

DOUBTFUL = {
    "A3 200套": "3 200",
    "建设 12 345 套住房": "12 345",
    "投资1.234.567万元": "1.234.567万",
    "完成改造1.234.567套": "1.234.567",
    "新建1,2345套": "1,2345",
    "发病率不超过10/10万": "10/10万",
}
CERTAIN = {
    "新建住房3 200套": [3200],
    "新建住房3\u2009200套": [3200],
    "新建住房3\u00a0200套": [3200],
    "新建12，345套": [12345],
    "新建1,234,567套": [1234567],
    "见1.2.3建设内容": [],
    "改造1/3路段": [],
    "附件3 500字": [500],
    "第一季度200套": [200],
}


@pytest.mark.parametrize("text", DOUBTFUL)
def test_a_doubtful_number_is_told_and_not_read(text: str) -> None:
    assert [text[slice(*span)] for span in ambiguous.find(text, 0, len(text))] == [DOUBTFUL[text]]
    assert quantities.find(text) == []


@pytest.mark.parametrize("text", CERTAIN)
def test_a_certain_number_is_read_and_not_told(text: str) -> None:
    assert list(ambiguous.find(text, 0, len(text))) == []
    assert [found.value for found in quantities.find(text) if found.unit] == CERTAIN[text]


def test_the_problem_stands_at_the_number(tmp_path: Path) -> None:
    plan = "2021年青山市民生实事\n1.建设 12 345 套住房，年底前完成。(市教育局牵头，市财政局配合)\n2.新建学校3所。(市教育局牵头)\n"
    (tmp_path / "plan.txt").write_text(plan, encoding="utf-8")
    found = extract_file(tmp_path / "plan.txt")
    assert [plan[slice(*p.span)] for p in found.problems if p.kind == "ambiguous-number"] == ["12 345"]
    assert not found.measures[0].targets
