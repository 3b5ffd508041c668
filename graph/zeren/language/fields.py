"""A duty field: the stretch of text that names who is responsible for one measure, and what its label says."""

from typing import Literal, NamedTuple, TypeAlias

from zeren.model import Span

DutyLabel: TypeAlias = Literal["lead", "support", "implement", "unit", "none"]
"""What stands over, before or in the field: 牵头单位, 配合单位, 落实单位, 责任单位 (no rank told), nothing."""

FieldForm: TypeAlias = Literal["cell", "label", "bracket", "prose"]


class DutyField(NamedTuple):
    """`span` is the cell, the bracket's inside or the text after the label, in clean offsets; `label_span` the label
    or column header that says what it holds; `level` the tier that the label names (省 in 省牵头单位), if any."""

    span: Span
    label: DutyLabel
    form: FieldForm
    label_span: Span | None = None
    level: str | None = None
