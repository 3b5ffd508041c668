"""What the program offers is documented, and what the documents point at is there."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
import typer

from zeren import vocab
from zeren.__main__ import app
from zeren.facts import KEYS, SCHEMA

ROOT = Path(__file__).parents[1]
COMMANDS = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
FACTS = (ROOT / "docs/reference/facts.md").read_text(encoding="utf-8")
PAGES = [page for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("sources/**/README.md"))]


COMMANDS_BY_NAME = typer.main.get_group(app).commands


def section(text: str, heading: str) -> str:
    """The part of a page under a second-level heading; empty where there is none."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    return found[1] if found else ""


def options() -> Iterator[tuple[str, str]]:
    for name, command in COMMANDS_BY_NAME.items():
        for part in (command, *getattr(command, "commands", {}).values()):
            for parameter in part.params:
                yield from ((name, one) for one in parameter.opts if one.startswith("-") and one != "--help")


@pytest.mark.parametrize(("command", "option"), list(options()))
def test_every_option_of_every_command_is_documented(command: str, option: str) -> None:
    assert f"`{option}" in section(COMMANDS, f"zeren {command}")


def test_no_command_is_documented_that_there_is_not() -> None:
    documented = re.findall(r"^## zeren (\w+)$", COMMANDS, re.M)
    assert documented == list(COMMANDS_BY_NAME)


@pytest.mark.parametrize("table", SCHEMA)
def test_every_column_of_every_table_is_documented_in_order(table: str) -> None:
    cells = [row.split("|")[1] for row in section(FACTS, table).splitlines() if row.startswith("| `")]
    assert re.findall(r"`(\w+)`", " ".join(cells)) == list(SCHEMA[table])


@pytest.mark.parametrize("table", SCHEMA)
def test_the_documented_key_is_the_key(table: str) -> None:
    marked = re.findall(r"^\| `(\w+)` .*\*key\*", section(FACTS, table), re.M)
    assert marked == KEYS[table][-1:]


LISTS = [
    ("role", vocab.Role),
    ("role basis", vocab.RoleBasis),
    ("comparator", vocab.Comparator),
    ("deadline basis", vocab.DeadlineBasis),
    ("milestone kind", vocab.MilestoneKind),
    ("layout", vocab.Layout),
    ("year basis", vocab.YearBasis),
    ("theme basis", vocab.ThemeBasis),
    ("problem kind", vocab.ProblemKind),
    ("verdict", vocab.Verdict),
    ("unit kind", vocab.UnitKind),
    ("unit level", vocab.UnitLevel),
]


@pytest.mark.parametrize(("name", "closed"), LISTS, ids=[name for name, _ in LISTS])
def test_every_word_of_a_closed_list_is_documented(name: str, closed: object) -> None:
    row = re.search(rf"^\| {name} \|(.*)\|$", FACTS, re.M)
    assert row
    assert re.findall(r"`([^`]+)`", row[1]) == list(get_args(closed))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:|#", target):
            assert (page.parent / target.split("#")[0]).exists(), target
