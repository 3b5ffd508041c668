"""Our own ruler: the same figures as the shared one, the same facts judged as people would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any, get_args

import pytest

from conftest import PLAN, Zeren
from zeren.errors import InputError
from zeren.extract import extract_file
from zeren.language.confidence import PRIOR_RULE, PRIOR_WEIGHT, lowered, of_rule, smoothed
from zeren.language.rules import rows
from zeren.model import Extraction, Measure
from zeren.score.calibration import bins, brier, ece, kinds
from zeren.score.figures import MARKS, ROWS, figures
from zeren.score.gold import answers, placed
from zeren.score.judge import Claim, judge
from zeren.score.report import Report, score
from zeren.vocab import Role

SHARED = Path(os.environ.get("ZEREN_SHARED", Path(__file__).parents[2] / "shared"))
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))
needs_seeds = pytest.mark.skipif(not SEEDS, reason=f"the seeds are not at {SHARED} (set ZEREN_SHARED)")


# --- beside the shared ruler -----------------------------------------------------------------------------------------


@cache
def seeds() -> tuple[Extraction, ...]:
    return tuple(extract_file(path) for path in SEEDS)


@cache
def seeds_report() -> Report:
    return score(SHARED / "gold")


def spoiled(found: Extraction) -> Extraction:
    """An extraction with mistakes of every kind, the same ones each time."""
    kept = [_spoiled(m, at) for at, m in enumerate(found.measures) if at % 7 != 6]
    twice = [replace(m, span=(m.span[0] + 3, m.span[1])) for m in kept[::9]]
    results = [replace(r, value=(r.value or 0) + at % 2) for at, r in enumerate(found.results)]
    return replace(found, measures=(*kept, *twice), results=tuple(results))


def _spoiled(measure: Measure, at: int) -> Measure:
    roles: Iterator[Role] = cycle(get_args(Role))
    duties = [replace(d, role=next(roles)) if n % 3 == 1 else d for n, d in enumerate(measure.responsibilities)]
    duties = [replace(d, name=d.name.removeprefix("市")) if n % 4 == 2 else d for n, d in enumerate(duties)]
    targets = [
        replace(
            t, value=None if n % 5 == 4 else t.value, comparator="<=" if n % 3 == 2 else t.comparator, deadline=None
        )
        for n, t in enumerate(measure.targets)
    ]
    strange = [replace(t, span=(t.span[1] + 400, t.span[1] + 404), indicator="无关") for t in targets[::4]]
    points = [replace(p, span=(0, 1)) for p in measure.milestones[::2]] + list(measure.milestones[1:])
    return replace(
        measure,
        responsibilities=tuple(duties[at % 2 :]),
        targets=(*targets, *strange),
        milestones=tuple(points),
        span=(measure.span[0] + 2 * (at % 4), measure.span[1]),
    )


def ruler(found: Iterable[Extraction], folder: Path) -> dict[str, Any]:
    """What the shared ruler says of some extractions of the seeds."""
    for path, one in zip(SEEDS, found, strict=True):
        (folder / f"{path.name[:3]}.json").write_text(json.dumps(one.to_json(), ensure_ascii=False), "utf-8")
    command = [sys.executable, str(SHARED / "tools/score.py"), str(SHARED / "gold"), str(SHARED / "seeds"), str(folder)]
    told = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True).stdout
    figures: dict[str, Any] = json.loads(told)
    return figures


@needs_seeds
def test_every_figure_is_that_of_the_shared_ruler(tmp_path: Path) -> None:
    told = ruler(seeds(), tmp_path)
    ours = seeds_report().to_json()
    assert {key: ours[key] for key in told} == told


@needs_seeds
def test_every_figure_is_that_of_the_shared_ruler_on_bad_answers_too(tmp_path: Path) -> None:
    bad = [spoiled(found) for found in seeds()]
    told = ruler(bad, tmp_path)
    noted = answers(SHARED / "gold").values()
    judged = figures(judge(placed(gold, found.raw), found) for gold, found in zip(noted, bad, strict=True))
    ours = judged.to_json()
    assert {key: told[key] for key in ours} == ours
    assert all(rates.fp and rates.fn for rates in judged.rates.values())
    assert judged.invented


@needs_seeds
def test_confidence_is_near_the_truth_on_the_seeds() -> None:
    told = {str(line["kind"]): line for line in kinds(seeds_report().claims)}
    assert float(str(told["all"]["brier"])) < 0.02
    assert abs(float(str(told["target"]["accuracy"])) - float(str(told["target"]["confidence"]))) < 0.05


# --- an invented plan ------------------------------------------------------------------------------------------------

GOLD: dict[str, Any] = {
    "measures": [
        {
            "starts_with": "新建公办幼儿园12所",
            "lead": ["市教育局"],
            "support": ["市财政局", "市自然资源和规划局"],
            "role_source": "inline-牵头",
            "targets": [
                {
                    "quote": "新建公办幼儿园12所",
                    "indicator": "公办幼儿园",
                    "comparator": "=",
                    "value": 12,
                    "unit": "所",
                },
                {"quote": "新增学位3600个", "indicator": "新增学位", "comparator": "=", "value": 3600, "unit": "个"},
            ],
        },
        {
            "starts_with": "为全市4万名低收入老人",
            "lead": ["市民政局"],
            "support": ["市财政局"],
            "targets": [
                {
                    "quote": "4万名低收入老人",
                    "indicator": "低收入老人",
                    "comparator": "=",
                    "value": 40000,
                    "unit": "名",
                },
                {"quote": "每人每年360元", "indicator": "助餐补贴标准", "comparator": "=", "value": 360, "unit": "元"},
            ],
        },
        {
            "starts_with": "改造农村公路80公里",
            "lead": ["市交通运输局"],
            "support": ["各县区政府"],
            "targets": [
                {"quote": "农村公路80公里", "indicator": "农村公路", "comparator": "=", "value": 80, "unit": "公里"},
                {"quote": "危桥9座", "indicator": "危桥", "value": 9, "unit": "座", "breakdown": True},
            ],
        },
        {
            "starts_with": "主城区公交准点率",
            "lead": ["市公安局"],
            "support": [],
            "role_source": "explicit",
            "targets": [
                {"quote": "达到92%以上", "indicator": "公交准点率", "comparator": ">=", "value": 93, "unit": "%"},
            ],
        },
    ],
    "results": [],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of one right answer with its text; two mistakes are in the answer's last measure."""
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "001.json").write_text(json.dumps(GOLD, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "gold" / "terms.json").write_text("[]", encoding="utf-8")
    (tmp_path / "gold" / "001_plan.txt").write_text(PLAN, encoding="utf-8")
    return tmp_path / "gold"


def test_facts_without_a_place_in_gold_are_found_by_their_words(folder: Path) -> None:
    found = score(folder).figures
    assert (found.rates["measures"].tp, found.rates["measures"].fp, found.rates["measures"].fn) == (4, 0, 0)
    assert (found.rates["departments"].tp, found.rates["departments"].fp, found.rates["departments"].fn) == (7, 1, 1)
    assert (found.rates["targets"].tp, found.rates["targets"].fp, found.rates["targets"].fn) == (5, 1, 1)
    assert found.invented == 0


def test_errors_name_what_was_found_and_what_is_right_and_no_unit_twice(folder: Path) -> None:
    told = {str(error["error"]): f"{error['what']}/{error['gold']}" for error in score(folder).errors(9)}
    told.pop("wrong indicators", None)  # how an indicator is put is another matter
    assert sorted(told) == ["extra departments", "extra targets", "missed departments", "missed targets"]
    assert told["missed departments"] == "/市公安局"
    assert told["extra departments"] == "市交通运输局/"
    assert len(score(folder).errors(1)) == 1


def test_figures_stand_by_layout_and_by_rule(folder: Path) -> None:
    report = score(folder)
    assert list(report.by_layout()) == ["bracketed-items"]
    lines: Sequence[dict[str, Any]] = report.to_json()["rules"]  # type: ignore[assignment]
    leads = next(line for line in lines if line["rule"] == "inline-lead")
    assert (leads["kind"], leads["claims"], leads["right"]) == ("role", 3, 3)
    assert {"role", "target"} == {line["kind"] for line in lines}


def test_the_texts_stand_beside_or_in_the_gold_or_where_they_are_said_to_be(folder: Path) -> None:
    expected = score(folder).to_json()
    for name in ("elsewhere", "seeds"):
        (folder.parent / name).mkdir()
        (folder / "001_plan.txt").rename(folder.parent / name / "001_plan.txt")
        assert score(folder, folder.parent / name if name == "elsewhere" else None).to_json() == expected
        (folder.parent / name / "001_plan.txt").rename(folder / "001_plan.txt")


def test_a_document_without_text_counts_as_unanswered_and_all_of_it_as_missed(folder: Path) -> None:
    for number, text in (("002", None), ("003", b"")):
        (folder / f"{number}.json").write_text(json.dumps(GOLD, ensure_ascii=False), encoding="utf-8")
        if text is not None:
            (folder / f"{number}.txt").write_bytes(text)
    report = score(folder)
    assert report.counts() | {"invented": 0} == {"documents": 3, "unanswered": 2, "invented": 0}
    assert report.failures["002"] == "its text is missing"
    assert "003.txt" in report.failures["003"]
    assert report.figures.rates["measures"].fn == 8


FAULTS = {
    "no answers": ({}, "no right answers"),
    "not JSON": ({"001.json": "{"}, "001.json: not JSON"),
    "no texts": ({"001.json": '{"measures": []}'}, "--texts"),
    "no first words": ({"001.json": '{"measures": [{}]}', "001.txt": PLAN}, "starts_with"),
    "a span of one": ({"001.json": '{"measures": [{"starts_with": "新", "span": [1]}]}', "001.txt": PLAN}, "001.json"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_folder_that_cannot_be_scored_says_why(tmp_path: Path, fault: str) -> None:
    files, told = FAULTS[fault]
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        score(tmp_path)


NAMES = [
    ("市财政局", "市财政局", True),
    ("青山市财政局", "财政局", True),
    ("财政局", "市财政局", True),
    ("市财政局", "青山市财政局", True),
    ("青山新城财政局", "财政局", False),
    ("市财政局", "市教育局", False),
    ("市（县）财政局", "市(县) 财政局", True),
]


@pytest.mark.parametrize(("ours", "gold", "same"), NAMES)
def test_a_unit_may_carry_or_leave_out_its_place(folder: Path, ours: str, gold: str, same: bool) -> None:
    found = extract_file(folder / "001_plan.txt")
    first = found.measures[0]
    duty = replace(first.responsibilities[0], name=ours)
    alone = replace(found, measures=(replace(first, responsibilities=(duty,)),))
    noted = {"measures": [{"starts_with": "新建公办幼儿园12所", "lead": [gold]}]}
    told = figures([judge(placed(noted, found.raw), alone)])
    assert told.rates["departments"].tp == same


def test_a_guess_met_by_a_guess_is_no_claim(folder: Path) -> None:
    found = extract_file(folder / "001_plan.txt")
    first = found.measures[0]
    guess = replace(first.responsibilities[0], basis="first-listed", rule="first-listed")
    alone = replace(found, measures=(replace(first, responsibilities=(guess,), targets=(), milestones=()),))
    for source, claims in (("first-listed", 0), ("explicit", 1)):
        noted = {"measures": [{"starts_with": "新建公办", "lead": ["市教育局"], "role_source": source}]}
        assert len(judge(placed(noted, found.raw), alone).claims) == claims


def test_a_milestone_that_is_missed_is_told_in_its_words(folder: Path) -> None:
    found = extract_file(folder / "001_plan.txt")
    at = found.raw.index("6月底前开工")
    point = {"quote": "6月底前开工", "span": [at, at + 7], "deadline": "2021-06-30"}
    noted = {"measures": [{"starts_with": "改造农村公路80公里", "milestones": [point]}]}
    without = replace(found, measures=tuple(replace(measure, milestones=()) for measure in found.measures))
    (missed,) = [one for one in judge(placed(noted, found.raw), without).verdicts if one.row == "milestones"]
    assert (missed.outcome, missed.what, missed.gold) == ("missed", "", "6月底前开工")


def test_the_rules_that_err_most_are_told_first(folder: Path) -> None:
    sections = score(folder).sections(errors=9)
    claims = [(int(str(line["claims"])), int(str(line["right"]))) for line in sections["By rule, most errors first"]]
    assert [claimed - right for claimed, right in claims] == sorted((c - r for c, r in claims), reverse=True)
    told = next(iter(sections.values()))[0]
    assert told["errors"] == len(sections["Errors, at most 9 a document"])


def test_the_command_prints_tables_or_one_object(zeren: Zeren, folder: Path, tmp_path: Path) -> None:
    table = zeren("score", folder, "--errors", "2", cwd=tmp_path)
    assert (table.returncode, table.stderr) == (0, "")
    assert all(word in table.stdout for word in (*ROWS, *MARKS, "bracketed-items", "inline-lead", "brier", "missed"))
    told = zeren("score", folder, "--texts", folder, "--format", "json", cwd=tmp_path)
    assert json.loads(told.stdout) == score(folder).to_json()
    wrong = zeren("score", tmp_path / "nowhere", cwd=tmp_path)
    assert (wrong.returncode, wrong.stdout) == (1, "")


# --- confidence ------------------------------------------------------------------------------------------------------


def test_the_confidence_of_each_figure_rule_is_its_counts_with_the_prior_of_its_kind() -> None:
    table = rows("rule_confidence")
    priors = {row["kind"]: (int(row["right"]), int(row["wrong"])) for row in table if row["rule"] == PRIOR_RULE}
    assert {sum(prior) for prior in priors.values()} == {PRIOR_WEIGHT}
    for row in table:
        counted = (0, 0) if row["rule"] == PRIOR_RULE else (int(row["right"]), int(row["wrong"]))
        assert float(row["confidence"]) == smoothed(*counted, *priors[row["kind"]]), row


def test_the_confidence_of_each_role_rule_is_its_counts_with_its_prior() -> None:
    for row in rows("role_rules"):
        prior = float(row["prior"])
        expected = smoothed(int(row["right"]), int(row["wrong"]), PRIOR_WEIGHT * prior, PRIOR_WEIGHT * (1 - prior))
        assert float(row["confidence"]) == expected, row


def emitted(found: Extraction) -> set[tuple[str, str]]:
    """The kind and rule of every fact that has a confidence."""
    facts: dict[str, Sequence[Any]] = {
        "role": [duty for measure in found.measures for duty in measure.responsibilities],
        "target": [target for measure in found.measures for target in measure.targets],
        "milestone": [point for measure in found.measures for point in measure.milestones],
        "result": found.results,
    }
    return {(kind, fact.rule) for kind, told in facts.items() for fact in told}


MEASURED = {(row["kind"], row["rule"]) for row in rows("rule_confidence")}
MEASURED |= {("role", row["rule"]) for row in rows("role_rules")}


@needs_seeds
def test_every_rule_that_the_seeds_meet_has_a_confidence_of_its_own() -> None:
    assert {one for found in seeds() for one in emitted(found)} <= MEASURED


def test_every_rule_that_the_corpus_meets_has_a_confidence_of_its_own() -> None:
    corpus = sorted((Path(__file__).parent / "corpus" / "texts").glob("*.txt"))
    assert corpus
    assert {one for path in corpus for one in emitted(extract_file(path))} <= MEASURED


def test_the_confidence_of_a_target_is_that_of_its_rule_in_the_table(folder: Path) -> None:
    table = {(row["kind"], row["rule"]): float(row["confidence"]) for row in rows("rule_confidence")}
    for measure in extract_file(folder / "001_plan.txt").measures:
        for target in measure.targets:
            inherited = target.deadline_basis == "inherited"
            assert target.confidence == lowered(table["target", target.rule], inherited=inherited)


def test_a_rule_that_nobody_measured_has_the_prior_of_its_kind() -> None:
    assert [of_rule(kind, "unheard-of") for kind in ("target", "result", "milestone")] == [0.95, 0.9, 0.9]


WORDS = "“居家养老保障卡”全覆盖，养老保障、健康档案、学校食堂都有专人负责。保障卡、档案卡按月发放。\n"
DAMAGE = {
    "whole": ("1.年底前完成保障卡换发5000张。(市民政局牵头)\n", 1.0),
    "lost": ("1.年底前完成保障\ufffd换发5000张。(市民政局牵头)\n", 0.9),
}


@pytest.mark.parametrize("state", DAMAGE)
def test_words_that_lost_bytes_are_less_sure(tmp_path: Path, state: str) -> None:
    line, times = DAMAGE[state]
    (tmp_path / "plan.txt").write_text(WORDS + line, encoding="utf-8")
    (target,) = extract_file(tmp_path / "plan.txt").measures[-1].targets
    assert target.confidence == round(of_rule("target", target.rule) * times, 3)


def test_a_deadline_of_its_row_is_a_little_less_sure_than_the_rule() -> None:
    assert lowered(1.0) == 1.0
    assert lowered(1.0, inherited=True) < 1.0
    assert lowered(1.0, damaged=True, inherited=True) < lowered(1.0, damaged=True) == 0.9


def claims(*told: tuple[float, bool]) -> list[Claim]:
    return [Claim("target", "count", confidence, right) for confidence, right in told]


def test_bins_hold_every_claim_once_and_certainty_too() -> None:
    told = claims((0.0, False), (0.5, True), (0.9, True), (0.9, False), (0.979, True), (1.0, True))
    assert [line["claims"] for line in bins(told)] == [1, 1, 2, 1, 1]
    assert [line["right"] for line in bins(told)] == [0, 1, 1, 1, 1]


def test_the_calibration_error_weighs_the_gap_of_each_bin_by_its_claims() -> None:
    assert ece(claims((1.0, True), (0.0, False))) == 0
    assert ece(claims((0.9, True), (0.9, True), (0.9, True), (0.5, False))) == pytest.approx((3 * 0.1 + 0.5) / 4)
    assert ece([]) == 0


def test_the_brier_score_is_nought_for_one_who_knows_and_a_quarter_for_a_coin() -> None:
    assert brier(claims((1.0, True), (0.0, False))) == 0
    assert brier(claims((0.5, True), (0.5, False))) == 0.25
    assert brier([]) == 0
