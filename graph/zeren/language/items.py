"""Measures that stand in paragraphs and name their own duties: by labelled lines or by a bracket at the end.

The smallest item with a label or bracket of its own is a measure. What lies between items (headings, introductions)
is handed back for others to read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from zeren.language.brackets import brackets, timed
from zeren.language.charged import leads
from zeren.language.covering import assigned, by_number, covered, covers
from zeren.language.drafts import Draft, DraftForm
from zeren.language.fields import DutyField
from zeren.language.labels import DUTIES, Segment, duty_field, meaning, segments
from zeren.language.leading import tasks_first
from zeren.language.lines import DEPTH, Line, deepest, trimmed
from zeren.language.marking import Marks, depth_of, is_section, item_styles, kinds_of, marked
from zeren.model import Span

_NOT_ALONE: Final = re.compile(r"[\s。;；,，、.!！)）(（]*")
_SAYS: Final = re.compile(r"[\d。;；,，]")
_INNER_NUMBER: Final = re.compile(r"\s*(?:[(（]?\d{1,2}[)）.．、]|[①-⑳])\s*")


@dataclass
class Items:
    """`themes` runs beside `drafts`; `rest` are the lines that belong to no item, each with its heading, and `bare` those
    of them, by index, that are numbered like the items around them."""

    drafts: list[Draft] = field(default_factory=list)
    themes: list[Line | None] = field(default_factory=list)
    rest: list[tuple[Line, Line | None]] = field(default_factory=list)
    bare: set[int] = field(default_factory=set)


@dataclass
class _Open:
    """The item being read: its lines, then its duties."""

    body: list[Line] = field(default_factory=list)
    fields: list[DutyField] = field(default_factory=list)
    deadline: Span | None = None
    form: DraftForm = "label"
    end: int | None = None
    details: int = 0


class _Reader:
    """`marks` are told by the line's index; `details` is how many plain lines may follow a title with its duties;
    `styles` are the numberings of whole items."""

    def __init__(self, text: str, marks: Mapping[int, Marks], details: int, styles: AbstractSet[str]) -> None:
        self.text = text
        self.marks = marks
        self.details = details
        self.styles = styles
        self.items = Items()
        self.open = _Open()
        self.sections: list[Line] = []
        self.label: tuple[str, Span] | None = None
        self.shared: _Open | None = None
        self.begun = False

    def theme(self) -> Line | None:
        return self.sections[-1] if self.sections else None

    def flush(self) -> None:
        """Close the item at hand: a draft where it has duties, else lines that belong to none."""
        item, self.open = self.open, _Open()
        if not item.fields and self.shared and item.body:
            numbered = [line for line in item.body if line.numbering == deepest(item.body)]
            self.share(numbered or item.body, self.shared, item.body)
            return
        if not item.fields:
            self.items.rest += [(line, self.theme()) for line in item.body]
            return
        body = item.body if item.details else _own_lines(self.text, item.body, self.styles)
        above = item.body[: len(item.body) - len(body)]
        self.items.rest += [(line, self.theme()) for line in above]
        self.items.bare |= {line.index for line in above if line.numbering in self.styles}
        if body:
            span = trimmed(self.text, (body[0].body[0], item.end or body[-1].span[1]))
            number = body[0].number
            self.add(Draft(span, item.form, number, None, tuple(item.fields), item.deadline))

    def add(self, draft: Draft) -> None:
        self.items.drafts.append(draft)
        self.items.themes.append(self.theme())

    def share(self, lines: Sequence[Line], said: _Open, body: Sequence[Line]) -> None:
        """One measure for each of some lines, under the same labels; the other lines of the body belong to none."""
        for line in lines:
            self.add(_spoken_for(line, said))
        self.items.rest += [(line, self.theme()) for line in body if line not in lines]

    def cover(self, said: re.Match[str], labels: Sequence[Segment]) -> None:
        """Read labels that speak for several items above; where these are not found, they speak for none."""
        duties = _Open()
        for segment in labels:
            self.put(duties, segment)
        self.flush()
        self.speak(covered(said, self.left()) if duties.fields else [], duties)

    def assign(self, said: Sequence[tuple[list[int], Span]]) -> None:
        """Read a line that says of one item above after another who answers for it."""
        self.flush()
        left = self.left()
        for numbers, duties in said:
            self.speak(by_number(numbers, left), _Open(fields=[DutyField(duties, "none", "prose")], form="item"))

    def left(self) -> list[Line]:
        return [line for line, _ in self.items.rest]

    def speak(self, lines: Sequence[Line], said: _Open) -> None:
        """Make measures of lines that belonged to no item."""
        themes = {line.index: theme for line, theme in self.items.rest}
        self.items.rest = [(line, theme) for line, theme in self.items.rest if line not in lines]
        for line in lines:
            self.items.drafts.append(_spoken_for(line, said))
            self.items.themes.append(themes[line.index])

    def put(self, item: _Open, segment: Segment) -> None:
        if segment.role in DUTIES:
            item.fields.append(duty_field(self.text, segment.span, segment.role, "label", segment.label))
        elif segment.role == "deadline":
            item.deadline = segment.span

    def read(self, line: Line) -> None:
        labels, found, kind = self.marks[line.index]
        begun, self.begun = self.begun, False
        if self.label:
            self.read_value(line)
        elif begun and kind == "label" and labels:
            self.shared = _Open()
            for segment in labels:
                self.put(self.shared, segment)
        elif parts := assigned(self.text, line.body):
            self.assign(parts)
        elif said := _covering(self.text, line):
            self.cover(*said)
        elif kind == "aside":
            return
        elif labels:
            self.read_labels(line, labels)
        elif found:
            self.read_brackets(line, found)
        elif (role := meaning(line.text)) and (role in DUTIES or role == "deadline") and self.open.body:
            self.label = (role, line.span)
        else:
            self.read_plain(line)

    def read_value(self, line: Line) -> None:
        """The line under a label that stands alone."""
        role, label = self.label or ("unit", line.span)
        self.label = None
        if role == "deadline":
            self.open.deadline = line.span
        elif role in DUTIES:
            self.open.fields.append(
                duty_field(self.text, line.span, meaning(self.text[slice(*label)]) or "unit", "label", label)
            )

    def read_labels(self, line: Line, labels: Sequence[Segment]) -> None:
        before = trimmed(self.text, (line.span[0], labels[0].label[0]))
        while before[1] > before[0] and self.text[before[1] - 1] in "(（[【〔":
            before = trimmed(self.text, (before[0], before[1] - 1))
        if before[1] - before[0] > 3:
            if self.open.fields:
                self.flush()
            self.open.body.append(line)
            self.open.end = before[1]
        for segment in labels:
            self.put(self.open, segment)

    def read_brackets(self, line: Line, found: Sequence[tuple[Span, Span]]) -> None:
        """Cut a line at its duty brackets; a line of nothing but brackets belongs to the item before it."""
        at = line.span[0]
        for i, (outer, inner) in enumerate(found):
            words = trimmed(self.text, (_NOT_ALONE.match(self.text, at, outer[0]).end() if i else at, outer[0]))  # type: ignore[union-attr]
            fields, deadline = _bracket_fields(self.text, inner)
            if words[1] - words[0] <= 3:
                self.attach(fields, deadline)
            elif i == 0:
                self.start(line, words[1], fields, deadline)
            else:
                self.flush()
                self.add_piece(words, fields, deadline)
            at = outer[1]

    def start(self, line: Line, end: int, fields: list[DutyField], deadline: Span | None) -> None:
        if self.open.fields or line.numbering or not _is_title(self.open.body[-1:]):
            self.flush()
        self.open = _Open([*self.open.body, line], fields, deadline, "bracket", end)

    def attach(self, fields: list[DutyField], deadline: Span | None) -> None:
        if self.open.body:
            self.open.fields += fields
            self.open.deadline = self.open.deadline or deadline
            self.open.form = "bracket"
        elif self.items.drafts:
            last = self.items.drafts[-1]
            self.items.drafts[-1] = Draft(
                last.span, last.form, last.number, None, (*last.fields, *fields), last.deadline or deadline
            )

    def add_piece(self, words: Span, fields: list[DutyField], deadline: Span | None) -> None:
        number = _INNER_NUMBER.match(self.text, *words)
        start = number.end() if number else words[0]
        draft = Draft(
            (start, words[1]), "bracket", number.group().strip() if number else None, None, tuple(fields), deadline
        )
        self.add(draft)

    def read_plain(self, line: Line) -> None:
        if self.open.fields and self.open.details < self.details and self.is_detail(line):
            self.open.body.append(line)
            self.open.end = line.span[1]
            self.open.details += 1
            return
        if self.open.fields:
            self.flush()
        if is_section(line):
            self.flush()
            self.shared = None
            self.begun = True
            depth = depth_of(line)
            self.sections = [known for known in self.sections if depth_of(known) < depth] + [line]
        else:
            self.open.body.append(line)

    def is_detail(self, line: Line) -> bool:
        """Whether a plain line tells more of the title above it, which ends with its duties."""
        if self.open.form != "bracket" or not self.open.body or is_section(line):
            return False
        first = self.open.body[0]
        if not _is_titled(self.text, first, self.marks[first.index]):
            return False
        return line.numbering is None or DEPTH[line.numbering] > DEPTH.get(first.numbering or "bare", 0)


def read_items(text: str, lines: Sequence[Line], breaks: AbstractSet[int] = frozenset()) -> Items:
    """All items of some lines that name their own duties, in order; none goes on over a line of `breaks`."""
    lines, marks = marked(text, lines)
    details = _details(text, lines, marks)
    lines = tasks_first(lines, kinds_of(lines, marks))
    reader = _Reader(text, marks, details, item_styles(lines, kinds_of(lines, marks)))
    for line in lines:
        if line.index in breaks:
            reader.flush()
        reader.read(line)
    reader.flush()
    return reader.items


def _is_titled(text: str, line: Line, marks: Marks) -> bool:
    """Whether a line is a title with the duties in a bracket behind it: 一、老有所养(牵头单位:市民政局)."""
    found = marks.brackets
    words = text[line.body[0] : found[0][0][0]] if found else ""
    return len(found) == 1 and line.span[1] - found[0][0][1] <= 1 and 2 <= len(words) <= 24 and not _SAYS.search(words)


def _details(text: str, lines: Sequence[Line], marks: Mapping[int, Marks]) -> int:
    """How many plain lines follow a title with its duties, at most, the last title aside; 0 where it is no habit."""
    counts: list[int] = []
    for line in lines:
        own = marks[line.index]
        if own.kind == "own" and _is_titled(text, line, own):
            counts.append(0)
        elif own.kind == "body" and counts:
            counts[-1] += 1
    told = counts[:-1]
    return max(told) if len(told) >= 2 and all(told) else 0


def _spoken_for(line: Line, said: _Open) -> Draft:
    return Draft(line.body, said.form, line.number, None, tuple(said.fields), said.deadline)


def _covering(text: str, line: Line) -> tuple[re.Match[str], list[Segment]] | None:
    """The words by which labels, in a bracket or not, say that they speak for several items, and these labels."""
    whole = next((inner for outer, inner in brackets(text, line.span) if outer == line.span), line.span)
    said = covers(text, whole)
    return (said, segments(text, (said.end(), whole[1]))) if said else None


def _bracket_fields(text: str, inner: Span) -> tuple[list[DutyField], Span | None]:
    """A bracket's duties: the whole inside as one field, or its labelled parts where one part is a deadline."""
    parts = segments(text, inner)
    deadline = next((part.span for part in parts if part.role == "deadline"), None)
    if not parts:
        units, date = timed(text, inner)
        return [duty_field(text, units, "unit", "bracket", None)], date
    duties = [part for part in parts if part.role in DUTIES]
    made = [duty_field(text, part.span, part.role, "bracket", part.label) for part in duties]
    before = trimmed(text, (inner[0], parts[0].label[0]))
    if before[1] - before[0] > 2:
        made.insert(0, duty_field(text, before, "unit", "bracket", None))
    return made, deadline


def _is_title(found: Sequence[Line]) -> bool:
    return bool(found) and found[0].heading


def _own_lines(text: str, body: Sequence[Line], styles: AbstractSet[str]) -> list[Line]:
    """The last lines of an item, those that end at its duties: from its number, or from its title, or from its first sentence.

    Where several lines carry the deepest numbering, they are parts of one item that begins above them, unless such
    numbers are those of items. A line without a number that names its own leading body is another measure.
    """
    style = deepest(body)
    numbered = [i for i, line in enumerate(body) if line.numbering == style] if style else []
    first = next((line for line in body if line.numbering), None)
    if len(numbered) == 1 or (first and style in styles and first.numbering == style):
        return list(body[numbered[-1] :])
    led = [i for i, line in enumerate(body[:-1], 1) if leads(text, line.body)] if not style else []
    return list(body[led[-1] if led else 0 :])
