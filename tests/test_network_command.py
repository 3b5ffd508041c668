"""`zeren network` as its users meet it."""

import csv
import io
import json
from pathlib import Path

import pytest

from conftest import Run
from invented_facts import tables
from zeren import facts
from zeren.commands.network import UNSHOWN

ABOUT = ("pairs", "brokers", "groups", "exposed", "gaps", "clashes")


@pytest.mark.parametrize("about", ABOUT)
def test_every_answer_comes_as_table_json_and_csv(run: Run, built: Path, about: str) -> None:
    told = run("network", about, "--perhaps", "--data", built, "--format", "json")
    rows = json.loads(told.out)
    plain = run("network", about, "--perhaps", "--data", built, "--format", "csv").out
    assert len(list(csv.DictReader(io.StringIO(plain)))) == len(rows)
    if rows:
        assert set(csv.DictReader(io.StringIO(plain)).fieldnames or ()) == set(rows[0])
        head = run("network", about, "--perhaps", "--data", built).out.split("\n")[0].split()
        assert head == [key for key in rows[0] if key not in UNSHOWN]
    else:
        assert "no" in told.err


def test_an_answer_can_be_narrowed_and_says_where_nothing_is_sure(run: Run, built: Path) -> None:
    done = run("network", "--year", "2021", "--data", built)
    assert (done.status, done.out) == (0, "") and "--perhaps" in done.err
    rows = json.loads(run("network", "exposed", "--year", "2021", "--data", built, "--format", "json").out)
    assert {row["name"] for row in rows} == {"市交通运输局"}


@pytest.fixture(scope="module")
def three_plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The facts of three invented plans: 青山市 2021 and 2022, 碧水市 2021."""
    out = tmp_path_factory.mktemp("plans")
    facts.write(tables(), out / "facts")
    return out


@pytest.mark.parametrize("about", ABOUT)
def test_every_answer_takes_a_scope_and_says_where_there_is_no_such_plan(
    run: Run, three_plans: Path, about: str
) -> None:
    whole, city, none = (
        run("network", about, "--perhaps", "--data", three_plans, "--format", "json", *scope)
        for scope in ((), ("--city", "青山市"), ("--city", "碧水市", "--year", "2022"))
    )
    assert [it.status for it in (whole, city, none)] == [0, 0, 0]
    assert len(json.loads(whole.out)) >= len(json.loads(city.out)) and json.loads(none.out) == []
    assert "no document of city 碧水市, year 2022" in none.err
    assert "碧水市 2021" in none.err and "青山市 2022" in none.err
    assert run("network", about, "--city", "赤土市", "--data", three_plans).status == 1
