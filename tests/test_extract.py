"""Whole documents: the five seeds against their right answers, and what every extraction must keep."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from zeren.extract import extract_file
from zeren.model import Extraction

SHARED = Path(os.environ.get("ZEREN_SHARED", Path(__file__).parents[2] / "shared"))
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))
SOURCES = sorted(p for p in (Path(__file__).parents[1] / "sources").iterdir() if p.name != "README.md")
needs_seeds = pytest.mark.skipif(not SEEDS, reason=f"the seeds are not at {SHARED} (set ZEREN_SHARED)")

FLOORS = {
    "measures": 0.97,
    "departments": 0.995,
    "roles": 0.995,
    "targets": 0.97,
    "milestones": 0.9,
    "results": 0.95,
}
ACCURACIES = {"basis": 0.98, "comparators": 0.98, "deadlines": 0.98, "indicators": 0.93}


@cache
def seed(number: int) -> Extraction:
    return extract_file(SEEDS[number])


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The ruler's figures for all five seeds."""
    folder = tmp_path_factory.mktemp("answers")
    for i, path in enumerate(SEEDS):
        (folder / f"{path.name[:3]}.json").write_text(json.dumps(seed(i).to_json(), ensure_ascii=False), "utf-8")
    command = [sys.executable, str(SHARED / "tools/score.py"), str(SHARED / "gold"), str(SHARED / "seeds"), str(folder)]
    printed = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True).stdout
    figures: dict[str, Any] = json.loads(printed)
    return figures


@needs_seeds
def test_every_seed_gets_an_answer(scored: dict[str, Any]) -> None:
    assert (scored["documents"], scored["unanswered"]) == (5, 0)


@needs_seeds
@pytest.mark.parametrize("row", FLOORS)
def test_the_seeds_are_read_right(scored: dict[str, Any], row: str) -> None:
    assert scored[row]["f1"] >= FLOORS[row]


@needs_seeds
@pytest.mark.parametrize("row", ACCURACIES)
def test_the_keys_of_a_right_fact_are_right(scored: dict[str, Any], row: str) -> None:
    assert scored[row]["accuracy"] >= ACCURACIES[row]


@needs_seeds
def test_hardly_a_figure_is_invented(scored: dict[str, Any]) -> None:
    assert scored["invented"] <= 1


def quotes(found: Extraction) -> Iterator[tuple[str, tuple[int, int]]]:
    """All words of an extraction with the raw span they come from."""
    for measure in found.measures:
        yield measure.text, measure.span
        yield from ((duty.name, duty.span) for duty in measure.responsibilities)
        yield from ((target.quote, target.span) for target in measure.targets)
        yield from ((point.quote, point.span) for point in measure.milestones)
    yield from ((result.quote, result.span) for result in found.results)
    yield from ((theme.name, theme.span) for theme in found.themes if theme.basis != "classified")
    yield from ((mechanism.name, mechanism.span) for mechanism in found.mechanisms)


def bare(text: str) -> str:
    """Text without mark-up, pinyin notes and blanks: a repair of its own, for spans that lost no byte."""
    return re.sub(r"<[^>]*>|(?<=[\u4e00-\u9fff])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿɡɑ]+\)|\s", "", text)


@needs_seeds
@pytest.mark.parametrize("number", range(5))
def test_every_span_cut_from_the_raw_text_is_its_quote(number: int) -> None:
    found = seed(number)
    for words, (start, end) in quotes(found):
        cut = found.raw[start:end]
        if re.search(r"\?[!?]|ā[^)a-z]|ā$", cut):
            assert number == 3
            continue
        assert bare(cut) == bare(words) or (bare(words).startswith(bare(cut)) and words.endswith("政府")), (cut, words)


@needs_seeds
def test_spans_over_lost_bytes_are_the_proven_repair() -> None:
    """The stretches of seed 003 that lost bytes, against the repaired text and its map of offsets."""
    repaired = (SHARED / "gold/003.repaired.hant.txt").read_text("utf-8")
    offsets = json.loads((SHARED / "gold/003.offsetmap.json").read_text("utf-8"))
    starts, ends = (next(v for k, v in offsets.items() if k.startswith(word)) for word in ("start", "end"))
    found = seed(3)
    for words, (start, end) in quotes(found):
        if re.search(r"\?[!?]|ā[^)a-z]|ā$", found.raw[start:end]):
            last = max(i for i, at in enumerate(ends[: len(repaired)]) if at == end)
            assert bare(repaired[starts.index(start) : last + 1]) == bare(words)


@needs_seeds
def test_a_repeated_heading_is_one_theme_and_told() -> None:
    found = seed(2)
    names = [theme.name for theme in found.themes]
    assert len(names) == len(set(names)) == 17
    assert sum(problem.kind == "repeated" for problem in found.problems) == 13


@needs_seeds
def test_a_lost_legend_makes_the_lead_a_guess() -> None:
    found = seed(4)
    assert {d.basis for m in found.measures for d in m.responsibilities if d.role == "lead"} == {"first-listed"}
    assert [found.raw[slice(*rule.span)] for rule in found.lead_rules] == ["(字体加粗者为牵头部门,下同)"]
    assert any(problem.kind == "ambiguous-role" for problem in found.problems)
    assert found.residue == ()


@needs_seeds
def test_a_document_without_duties_is_read_and_says_so() -> None:
    found = seed(0)
    assert len(found.measures) > 25
    assert [problem.kind for problem in found.problems if problem.kind == "duty-missing"] == ["duty-missing"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.name))
def test_the_projects_own_sources_are_read_whole(path: Path) -> None:
    found = extract_file(path)
    assert found.measures
    assert found.year is not None
    assert found.place is not None
    assert found.place.code is not None
    assert found.residue == ()


def test_bold_that_survives_tells_the_lead() -> None:
    found = extract_file(next(path for path in SOURCES if path.suffix == ".html"))
    leads = [d for m in found.measures for d in m.responsibilities if d.role == "lead"]
    assert {lead.basis for lead in leads} == {"bold"}
    assert len(leads) == len(found.measures) == 11


def test_a_flagged_place_is_told_in_raw_offsets(tmp_path: Path) -> None:
    path = tmp_path / "damaged.txt"
    notes = "濟(jì)南市實(shí)施學(xué)前教育計劃,建設(shè)養(yǎng)老設(shè)施。"
    path.write_text(f"{notes}\n辦好\ufffd\ufffd學(xué)校,新增學(xué)位9個。\n", encoding="utf-8")
    found = extract_file(path)
    flagged = [found.raw[slice(*problem.span)] for problem in found.problems if problem.kind == "repair-not-unique"]
    assert flagged
    assert all("\ufffd" in cut for cut in flagged)
