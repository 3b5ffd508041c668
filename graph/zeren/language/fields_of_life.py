"""The fields of a document's measures, for documents that group their measures in no way of their own.

Apart from `registry.fields_of_life`, which judges one measure: here its judgement is given to drafts.
"""

from __future__ import annotations

from collections.abc import Sequence

from zeren.language.drafts import Draft
from zeren.language.roles import Duties
from zeren.registry.fields_of_life import Field, classify


def of_drafts(text: str, drafts: Sequence[Draft], duties: Sequence[Duties]) -> dict[int, Field]:
    """The fields of a document's measures by their order, with spans of the text; an overall goal has none."""
    made: dict[int, Field] = {}
    for order, (draft, read) in enumerate(zip(drafts, duties, strict=True), 1):
        start, end = draft.span
        leads = [unit.name for unit in read.units if unit.role == "lead"]
        field = None if draft.form == "goal" else classify(text[start:end], leads)
        if field:
            made[order] = field._replace(span=(start + field.span[0], start + field.span[1]))
    return made
