"""Every limit that the documents name is there, with its value."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from zeren.child import Limits

PAGE = (Path(__file__).parents[1] / "docs/reference/limits.md").read_text(encoding="utf-8")
CONSTANTS = re.findall(r"^\| `(\w+)\.(\w+)` \| (\d+) \|", PAGE, re.M)


@pytest.mark.parametrize(("module", "name", "value"), CONSTANTS)
def test_a_limit_of_a_reader_is_as_documented(module: str, name: str, value: str) -> None:
    assert getattr(import_module(f"zeren.reading.{module}"), name) == int(value)


def test_the_limits_of_a_process_are_as_documented() -> None:
    told = re.findall(r"^\| `ZEREN_(\w+)` \| (\d+) \|", PAGE, re.M)
    assert {name.lower(): int(value) for name, value in told} == Limits()._asdict()
    assert len(CONSTANTS) > 10
