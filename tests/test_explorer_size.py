"""One plan as one file stays small enough to be sent about, whatever the explorer comes to show."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import page_facts
from zeren.pages import explorer

SHARED = Path(os.environ.get("ZEREN_SHARED", Path(__file__).parents[2] / "shared"))
SOURCES = Path(__file__).parents[1] / "sources"
SMALL = 300_000
"""Bytes of the file of one plan."""


@pytest.mark.parametrize("name", ["linyi-2021-measures-01-11.html", "linyi-2021-measures-12-59.txt"])
def test_a_plan_of_the_sources_stays_small(name: str) -> None:
    assert len(explorer.page(page_facts.read(SOURCES / name)).encode()) < SMALL


def test_the_largest_of_the_real_plans_stays_small() -> None:
    plans = sorted((SHARED / "seeds").glob("*.txt"))
    if not plans:
        pytest.skip("the real documents do not lie beside this checkout; ZEREN_SHARED names their folder")
    sizes = {plan.name: len(explorer.page(page_facts.read(plan)).encode()) for plan in plans}
    assert max(sizes.values()) < SMALL, sizes
