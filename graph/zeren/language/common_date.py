"""The date by which a document wants everything done: 各项任务均须于11月30日前完成, 完成时限原则上为12月底.

Apart from layout, because it is told once, in an introduction, a note or an ending, and binds every measure that has
no date of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from zeren.language.drafts import Draft
from zeren.model import Span

_ALL: Final = (
    r"(?:各项|各件|所有|全部|每项|上述|以上|本?表[中内]?所列|本(?:方案|清单)[中内]?所列|这?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[项件])"
    r"(?:[^。;；,，:：\n]{0,10}?(?:任务|工作|项目|实事|事项|措施))?"
)
_MUST: Final = "(?:均|都|一律|原则上|必须|务必|须|需|应当?|要|统一|全部)"
_DONE: Final = "(?:完成|办结|完工|建成|办好|到位|见效|收官|交账)"
_UNLESS: Final = "(?:未(?:注明|列明|明确|标明|作说明|特别说明)|除[^。;；\n]{1,14}外|[如若]?无(?:特[别殊])?(?:说明|注明|要求)|没有(?:注明|明确))"
_LIMIT: Final = "(?:完成|办结)?(?:时限|时间|期限)"
_CLAUSES: Final = re.compile(
    rf"(?=[各所全每上以本表这\d一二三四五六七八九十未除如若无没完办时期])(?:{_ALL}[^。;；,，\n]{{0,4}}?{_MUST}[^。;；\n]{{1,16}}?{_DONE}"
    rf"|{_UNLESS}[^。;；\n]{{0,16}}?(?:{_LIMIT}|{_MUST})[^。;；\n]{{1,24}}"
    rf"|{_LIMIT}(?:要求)?{_MUST}(?:为|是|在|于|截至|不[晚迟]于)?[^。;；\n]{{2,16}})"
)
_DATE: Final = re.compile(r"\d{1,2} ?月|[底末内]前?|年内|季度")


def common_date(text: str, drafts: Sequence[Draft]) -> Span | None:
    """The clause that sets a date for all measures, outside of any of them; None where there is none, or several.

    >>> line = "各项任务均须于11月30日前完成，另有要求的除外。"
    >>> line[slice(*common_date(line, []))]
    '各项任务均须于11月30日前完成'
    """
    own = [draft.span for draft in drafts if draft.form != "goal"]
    said = [match for match in _CLAUSES.finditer(text) if _DATE.search(match[0])]
    found = [match.span() for match in said if not any(a <= match.start() < b for a, b in own)]
    return found[0] if len(found) == 1 else None


def with_common_date(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, those without a date of their own under the one that the document sets for all."""
    date = common_date(text, drafts)
    return [
        draft._replace(deadline=date) if date and draft.deadline is None and draft.form != "goal" else draft
        for draft in drafts
    ]
