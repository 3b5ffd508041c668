"""How long a question takes: `who`, `what`, `workload` and the projection over copies of some facts.

    python bench/bench_search.py [FACTS [COPIES]]

CPU seconds, the best of three, over the facts as they are (those of the build in `out/`) and over COPIES (100) of them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))

from zeren import facts
from zeren.analysis import network, search, workload

if TYPE_CHECKING:
    from zeren.facts import Tables

FACTS = Path(__file__).parents[1] / "out" / "facts"
QUESTIONS = ("危桥", "看病", "谁负责老旧小区改造?", "水", "没有这样的词语")


def main() -> None:
    tables = facts.read(Path(sys.argv[1]) if len(sys.argv) > 1 else FACTS)
    copies = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    search.who(tables, "危桥")  # reads the word tables once
    for times in (1, copies):
        many = copied(tables, times)
        print(f"{len(many['measures']):>8} measures")
        for name, job in jobs(many).items():
            print(f"    {name:<28} {best(job):8.4f}")


def jobs(tables: Tables) -> dict[str, Callable[[], object]]:
    index = search.Index.of(tables)
    asked = {f"find {question}": partial(index.find, question) for question in QUESTIONS}
    return {
        "Index.of": lambda: search.Index.of(tables),
        **asked,
        "who 看病 (index and answers)": lambda: search.who(tables, "看病"),
        "what 市财政局": lambda: search.what(tables, "市财政局"),
        "suggest_topics": lambda: search.suggest_topics(tables, "没有这样的词语"),
        "workload": lambda: workload.workload(tables),
        "pairs": lambda: workload.pairs(tables),
        "co_responsibility": lambda: network.co_responsibility(tables),
    }


def copied(tables: Tables, times: int) -> Tables:
    """Every document as often as asked, each copy under an id of its own."""

    def repeat(frame: pd.DataFrame) -> pd.DataFrame:
        if "document" not in frame or times == 1:
            return frame
        return pd.concat([frame.assign(document=frame["document"] + f"-{n}") for n in range(times)], ignore_index=True)

    return {name: repeat(frame) for name, frame in tables.items()}


def best(job: Callable[[], object]) -> float:
    taken = []
    for _ in range(3):
        start = process_time()
        job()
        taken.append(process_time() - start)
    return min(taken)


if __name__ == "__main__":
    main()
