"""A trained component joins by a file, adds what the rules miss, and takes nothing away."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import load_model_from_config, registry
from thinc.api import Config, fix_random_seed

from conftest import PLAN, ROOT, Zeren
from zeren.errors import ModelError
from zeren.extract import extract_file
from zeren.language.joining import VARIABLE, pieces
from zeren.language.merging import RULE, SUREST
from zeren.language.pipeline import pipeline
from zeren.model import Extraction, Responsibility, Target

Joined = Callable[..., Extraction]
NUMBERS = count()
OURS = ["zeren_layout", "zeren_dates", "zeren_quantities", "zeren_duties", "zeren_targets", "zeren_mechanisms"]


@Language.component("forgetful")
def forgetful(doc: Doc) -> Doc:
    """As if the rules had missed every target, and every unit had stayed unexplained."""
    doc._.readings = [reading._replace(targets=()) for reading in doc._.readings]
    doc._.duties = [
        duties._replace(units=(), mentions=(), residue=tuple((unit.start, unit.end) for unit in duties.units))
        for duties in doc._.duties
    ]
    return doc


@Language.factory("oracle", default_config={"key": "sc", "score": 0.95, "words": ["[]", "TARGET"]})
def make_oracle(nlp: Language, name: str, key: str, score: float, words: list[str]) -> Any:
    """As if trained: a span for each piece that holds one of some words."""
    *known, label = words

    def oracle(doc: Doc) -> Doc:
        text = doc._.document.simplified
        found = [piece for piece in pieces(text) if any(word in text[slice(*piece)] for word in known)]
        doc.spans[key] = [Span(doc, *piece, label=label) for piece in found]
        doc.spans[key].attrs["scores"] = [score] * len(found)
        return doc

    return oracle


def joining(folder: Path, *names: str, **oracle: object) -> Path:
    """A file of a user who adds some components."""
    settings = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in oracle.items())
    blocks = {name: f'[components.{name}]\nfactory = "{name}"\n' for name in names}
    blocks["oracle"] = f'[components.oracle]\nfactory = "oracle"\n{settings}'
    line = f"[nlp]\npipeline = {json.dumps([*OURS, *names])}\n"
    file = folder / f"joined{next(NUMBERS)}.cfg"  # a pipeline is made once a file
    file.write_text("\n".join([line, "[components]\n", *(blocks[name] for name in names)]), encoding="utf-8")
    return file


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    return tmp_path / "plan.txt"


@pytest.fixture
def joined(plan: Path, monkeypatch: pytest.MonkeyPatch) -> Joined:
    """Read the plan with some components that have joined."""

    def read(*names: str, **oracle: object) -> Extraction:
        monkeypatch.setenv(VARIABLE, str(joining(plan.parent, *names, **oracle)))
        return extract_file(plan)

    return read


def targets(found: Extraction) -> list[Target]:
    return [target for measure in found.measures for target in measure.targets]


def duties(found: Extraction) -> list[Responsibility]:
    return [duty for measure in found.measures for duty in measure.responsibilities]


# --- targets ---------------------------------------------------------------------------------------------------------


def test_a_target_that_the_rules_miss_is_added_with_the_score_as_confidence(plan: Path, joined: Joined) -> None:
    rules = {target.span: target for target in targets(extract_file(plan))}
    found = joined("forgetful", "oracle", "zeren_merging", words=["学位", "准点率", "TARGET"])
    added = targets(found)
    assert [(one.rule, one.confidence) for one in added] == [(RULE, 0.95)] * 2
    assert [(one.indicator, one.comparator, one.value, one.unit) for one in added] == [
        ("新增学位", "=", 3600, "个"),
        ("主城区公交准点率", ">=", 92, "%"),
    ]
    assert [one.deadline_basis for one in added] == [rules[one.span].deadline_basis for one in added]


def test_a_score_below_the_threshold_adds_nothing(joined: Joined) -> None:
    found = joined("forgetful", "oracle", "zeren_merging", words=["学位", "TARGET"], score=0.89)
    assert targets(found) == []


UNREADABLE = ["负责", "民生实事", "2021年", "一、", "年底前", "6月底前"]


@pytest.mark.parametrize("word", UNREADABLE)
def test_a_span_without_a_number_that_the_readers_read_adds_nothing(joined: Joined, word: str) -> None:
    assert targets(joined("forgetful", "oracle", "zeren_merging", words=[word, "TARGET"], score=1.0)) == []


def test_a_span_that_agrees_adds_nothing_and_makes_its_target_no_less_sure(plan: Path, joined: Joined) -> None:
    rules = targets(extract_file(plan))
    for score in (0.6, 1.0):
        found = targets(joined("oracle", "zeren_merging", words=["0", "2", "9", "TARGET"], score=score))
        sure = min(score, SUREST)
        assert found == [replace(one, confidence=max(one.confidence, sure)) for one in rules]


# --- departments -----------------------------------------------------------------------------------------------------


def test_a_department_that_the_rules_miss_is_added_where_the_text_tells_its_role(joined: Joined) -> None:
    found = joined("forgetful", "oracle", "zeren_merging", words=["局", "DEPARTMENT"])
    told = [(duty.name, duty.role, duty.basis, duty.rule, duty.confidence) for duty in duties(found)]
    assert told[:2] == [("市教育局", "lead", "inline", RULE, 0.95), ("市财政局", "support", "inline", RULE, 0.95)]
    assert "各县区政府" in [residue.text for residue in found.residue]
    assert found.measures[3].responsibilities == ()


def test_a_department_that_the_rules_know_stays_as_it_is(plan: Path, joined: Joined) -> None:
    found = joined("oracle", "zeren_merging", words=["局", "DEPARTMENT"], score=1.0)
    assert found.to_json() == extract_file(plan).to_json()


# --- joining ---------------------------------------------------------------------------------------------------------


def test_nothing_changes_where_nothing_joins(plan: Path, joined: Joined, monkeypatch: pytest.MonkeyPatch) -> None:
    joined("oracle", "zeren_merging", words=["学位", "TARGET"])
    monkeypatch.setenv(VARIABLE, "")
    empty = extract_file(plan).to_json()
    monkeypatch.delenv(VARIABLE)
    assert extract_file(plan).to_json() == empty
    assert pipeline().pipe_names == OURS


FAULTS = {
    "no merging": ([*OURS, "oracle"], "", "zeren_merging"),
    "one of ours is missing": ([*OURS[1:], "oracle", "zeren_merging"], "", "zeren_layout"),
    "a key of ours": (
        [*OURS, "spancat", "zeren_merging"],
        '[components.spancat]\nfactory = "spancat"\nspans_key = "units"',
        "spans_key",
    ),
    "nothing writes": ([*OURS, "zeren_merging"], "", "spans_key"),
    "no such source": ([*OURS, "spancat", "zeren_merging"], '[components.spancat]\nsource = "nowhere"', "nowhere"),
    "no such factory": ([*OURS, "spanner", "zeren_merging"], '[components.spanner]\nfactory = "spanner"', "spanner"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_that_cannot_join_says_why(
    plan: Path, joined: Joined, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    names, block, told = FAULTS[fault]
    file = plan.parent / "joined.cfg"
    merging = '[components.zeren_merging]\nfactory = "zeren_merging"'
    line = f"[nlp]\npipeline = {json.dumps(names)}"
    file.write_text("\n\n".join([line, "[components]", merging, block]), encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(file))
    with pytest.raises(ModelError, match=told):
        extract_file(plan)


def test_the_command_line_names_a_file_that_is_not_there(zeren: Zeren, plan: Path) -> None:
    told = zeren("extract", plan, env={VARIABLE: "nowhere.cfg"})
    assert (told.returncode, told.stdout) == (1, "")
    assert "nowhere.cfg (named by ZEREN_PIPELINE)" in told.stderr


# --- a component of spaCy's, trained ---------------------------------------------------------------------------------

HOW_TO = (ROOT / "docs/how-to/train-a-component.md").read_text(encoding="utf-8")
TRAINING, JOINING = re.findall(r"^```ini\n(.*?)^```", HOW_TO, re.M | re.S)


def trained(folder: Path) -> Path:
    """A spancat that has learnt which pieces of the invented plan are targets."""
    fix_random_seed(0)
    nlp = load_model_from_config(Config().from_str(TRAINING, interpolate=False), auto_fill=True)
    examples = []
    for words in filter(None, PLAN.splitlines()):
        doc = nlp.make_doc(words)
        right = [piece for piece in pieces(words) if re.search(r"\d+(?:所|个|万名|元|公里|%)", words[slice(*piece)])]
        doc.spans["sc"] = [Span(doc, *piece, label="TARGET") for piece in right]
        examples.append(Example(nlp.make_doc(words), doc))
    optimizer = nlp.initialize(lambda: examples)
    optimizer.learn_rate = 0.02
    for _ in range(60):
        nlp.update(examples, sgd=optimizer)
    folder.mkdir(parents=True)
    nlp.to_disk(folder)
    return folder


@pytest.mark.parametrize("forget", [False, True], ids=["rules", "forgetful"])
def test_a_trained_spancat_joins_as_the_how_to_says(plan: Path, monkeypatch: pytest.MonkeyPatch, forget: bool) -> None:
    rules = targets(extract_file(plan))
    trained(plan.parent / "trained" / "model-best")
    config = JOINING.replace('"spancat", ', '"forgetful", "spancat", ') if forget else JOINING
    config += '\n[components.forgetful]\nfactory = "forgetful"\n' if forget else ""
    (plan.parent / "joined.cfg").write_text(config, encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(plan.parent / "joined.cfg"))
    found = targets(extract_file(plan))
    if forget:
        assert {one.value for one in found} == {one.value for one in rules} - {9, 360}  # neither taught, nor named
        assert all(one.rule == RULE and 0.9 <= one.confidence <= SUREST for one in found)
    else:
        assert [replace(one, confidence=0) for one in found] == [replace(one, confidence=0) for one in rules]
        assert all(ours.confidence >= before.confidence for ours, before in zip(found, rules, strict=True))


def test_pieces_of_texts_without_any_are_no_candidates() -> None:
    suggest = registry.misc.get("zeren.pieces.v1")()
    nlp = pipeline()
    docs = [nlp.tokenizer(text) for text in ("", "。\n", "改造道路3条，共2公里。")]
    assert suggest(docs).lengths.tolist() == [0, 0, 2]
    assert suggest(docs[:2]).lengths.tolist() == [0, 0]
    assert suggest(docs).dataXd.tolist() == [[0, 6], [7, 11]]
