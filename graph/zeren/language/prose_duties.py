"""The duties of one draft: from its fields, or, where it has none, from sure words of its own sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from zeren.language import roles
from zeren.language.clauses import clauses
from zeren.language.drafts import Draft
from zeren.language.promises import opens_with_promise
from zeren.language.roles import Duties, DutyRules, DutyUnit
from zeren.language.units import UnitMention
from zeren.model import Span

RULE: Final = "prose-subject"

_SUBJECT: Final = re.compile(
    r"(?P<unit>[\u4e00-\u9fff]{1,8}?[市县区省州盟旗](?:委)?[\u4e00-\u9fff]{1,12}?(?:局|委员会|办公室|中心|联合会|残联|妇联|总工会|厅))"
    r"(?=依托|通过|牵头|组织|联合|会同|负责|开展|推进|实施|制定|印发|建立|打造|优化|创新)"
)


def draft_duties(text: str, bold: Sequence[Span], draft: Draft, rules: DutyRules) -> Duties:
    """Who is responsible for one measure, with what in its fields became nothing."""
    if draft.fields:
        return roles.read_duties(text, bold, draft.fields, rules)
    told = roles.prose_duties(text, *draft.span)
    if told:
        return roles.read_duties(text, bold, told, rules)
    return Duties(tuple(_subjects(text, draft.span)), (), ())


def _subjects(text: str, span: Span) -> list[DutyUnit]:
    """A body that opens a clause as the one who acts: 某市医保局依托…打造了…."""
    for start, end in clauses(text, span):
        found = _SUBJECT.match(text, start, end)
        if found and opens_with_promise(text[found.end() : end]):
            first, last = found.span("unit")
            unit = UnitMention(text[first:last], first, last, RULE, "shape")
            return [roles.duty(unit, "lead", RULE)]
    return []
