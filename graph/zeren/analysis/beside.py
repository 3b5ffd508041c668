"""Documents beside a plan that are no plan of their own: reports on it, and amendments of a part of it, by their titles.

Apart from versions, because comparing plans and telling whose measures an answer shows ask the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from zeren.facts import Tables

_REPORT: Final = re.compile("进展|(?:完成|落实|推进|办理|执行|实施)情况|总结|自评|通报|(?<!政府工作)报告")
_PLANS_TOO: Final = re.compile("政府工作报告|计划|安排|打算|部署|要点|下一?步")
"""What the title of a document says that does not only report."""
_AMENDS: Final = re.compile(
    "关于(?:部分|适当)?(?:调整|修订|修改|变更|更正)|[（(](?:修订|调整|更正|修正)|(?:修订|修正)[稿版]|调整后"
)


def is_report(title: str, results: int, measures: int) -> bool:
    """By its title, else because it tells more of what was done; one whose title says that it plans too is none."""
    return not _PLANS_TOO.search(title) and (bool(_REPORT.search(title)) or 2 * results > measures)


def amends(title: str) -> bool:
    """Whether a title says that its document amends another one.

    >>> amends("关于调整2023年民生实事的通知"), amends("2023年产业结构调整重点工作")
    (True, False)
    """
    return _AMENDS.search(title) is not None


def reports(tables: Tables) -> list[str]:
    """The documents that report on a plan of the same place and year that is there too."""
    return _beside_plans(tables, is_report)


def amendments(tables: Tables) -> list[str]:
    """The documents that amend a part of a plan of the same place and year that is there too."""
    return _beside_plans(tables, lambda title, results, measures: amends(title))


def _beside_plans(tables: Tables, is_such: Callable[[str, int, int], bool]) -> list[str]:
    """The documents that are such by title, results and measures, where another of their place and year is not."""
    told = tables["documents"][lambda all: all["version_of"].isna() & all["year"].notna()]
    reached, held = (tables[name].groupby("document").size() for name in ("results", "measures"))
    such = [
        is_such("" if pd.isna(title) else title, int(reached.get(document, 0)), int(held.get(document, 0)))
        for document, title in zip(told["document"], told["title"], strict=True)
    ]
    told = told.assign(of=told["place_code"].fillna(told["place_name"]), such=such)
    told = told[told["document"].isin(held.index)].dropna(subset="of")
    planned = (~told["such"]).groupby([told["of"], told["year"]]).transform("any")
    return list(told["document"][told["such"] & planned])
