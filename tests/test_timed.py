"""A query that runs away is stopped, and nothing of it goes on; any other answers as it does without a limit."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zeren import outputs
from zeren.errors import FederationRefused, QueryError, QueryTimeout, QueryTooLarge, StoreError
from zeren.rdf import headers, timed

if TYPE_CHECKING:
    from conftest import Run

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LISTED = 'SELECT ?n ("责任"@zh AS ?word) (2.5 AS ?half) { ?m a z:Measure ; z:ordinal ?n } ORDER BY ?n'
SPARE = 10
"""How long an interpreter may take to start and to end on a busy machine."""


def test_a_runaway_query_is_stopped_and_leaves_no_process(built: Path) -> None:
    import resource

    start = time.monotonic()
    with pytest.raises(QueryTimeout, match=r"sparql: took more than 1 seconds.*--seconds"):
        outputs.ask(headers.parse("sparql", RUNAWAY), {}, built, 1)
    assert time.monotonic() - start < 1 + SPARE
    spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    time.sleep(0.5)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime == spent, "the child was waited for: it is gone"


def test_a_limit_changes_no_answer(built: Path) -> None:
    for query in (LISTED, "ASK { ?m a z:Measure }", "CONSTRUCT { ?m a z:Measure } WHERE { ?m a z:Measure }"):
        question = headers.parse("sparql", query)
        assert outputs.ask(question, {}, built, 30) == outputs.ask(question, {}, built, None)
    unit = {"unit": "市财政局"}
    assert (
        outputs.query("unit_duties", unit, data=built, seconds=30).rows
        == outputs.query("unit_duties", unit, data=built).rows
    )


@pytest.mark.parametrize(
    ("query", "error", "told"),
    [
        ("SELECT ?x { SERVICE <http://a.invalid/> { ?x ?y ?z } }", FederationRefused, "SERVICE"),
        ("SELECT ?x { ?x zz:y ?z }", QueryError, "'zz:' is not declared"),
        (LISTED, QueryTooLarge, "more than 3 rows"),
    ],
)
def test_an_error_within_the_limit_is_the_same_error(
    built: Path, query: str, error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told):
        outputs.ask(headers.parse("sparql", query), {}, built, 30, 3)


def test_a_process_that_dies_is_an_error_that_says_how(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timed, "_START", "import os; os.abort()")
    with pytest.raises(QueryTooLarge, match=r"ended without an answer \(status -6"):
        outputs.ask(headers.parse("sparql", LISTED), {}, built, 30)


def test_the_command_line_stops_it_too(run: Run, built: Path, tmp_path: Path) -> None:
    (tmp_path / "away.rq").write_text(RUNAWAY, encoding="utf-8")
    done = run("query", tmp_path / "away.rq", "--data", built, "--seconds", "1")
    assert (done.status, done.out) == (1, "")
    assert "away: took more than 1 seconds and was stopped" in done.err
    assert run("query", "who_leads", "--data", built, "--seconds", "0").status == 2
    with pytest.raises(StoreError, match="run `zeren build`"):
        outputs.query("who_leads", data=tmp_path, seconds=1)
