"""Measures written as blocks of labelled lines: 项目名称:… 责任单位:… 目标任务:… 完成时限:…, in whatever order.

Apart from the reading of items, whose tasks are plain words: here the task itself stands behind a label, so that order
tells nothing, and one label that comes again, or a title of its own, begins each block. Where a block is not whole, all
its neighbours are left to the other readers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from zeren.language.brackets import brackets, duty_brackets
from zeren.language.drafts import Draft, Step
from zeren.language.labels import DUTIES, Meaning, duty_field, meaning, plain, segments
from zeren.language.lines import SECTIONS, Line, trimmed
from zeren.model import Span

_LABEL: Final = re.compile(
    r"\s*[【\[]?(?P<word>[\u4e00-\u9fff][\u4e00-\u9fff \u3000/／、]{1,11}(?:[(（][\u4e00-\u9fff、]{1,8}[)）])?)[】\]]?\s*[:：]\s*"
)
_WORDS: Final = frozenset({"task", "name"})
_OPENS: Final = frozenset({"name", "number"})
"""What a label says that may begin a block behind lines which belong to none."""
_STEPS: Final = re.compile(r"[;；,，]|\d(?!\d|\s*[年月日季.．/-])")
"""What tells that a schedule holds steps with figures, which are the task's words, and is more than a date."""
_LONGEST_TITLE: Final = 60

Theme = Line | Span | None


class _Field(NamedTuple):
    """A line with its label, what this means and where its value stands."""

    line: Line
    word: str
    role: Meaning
    label: Span
    value: Span
    parts: tuple[Span, ...] = ()
    """The numbered lines below that tell more of it."""


@dataclass
class _Block:
    title: Line | None
    fields: list[_Field]

    def says(self, roles: AbstractSet[str]) -> bool:
        return any(part.role in roles and _filled(part) for part in self.fields)

    @property
    def is_whole(self) -> bool:
        """Whether it has words and no label twice."""
        words = [part.word for part in self.fields]
        return (self.title is not None or self.says(_WORDS)) and len(words) == len(set(words))


@dataclass
class Blocks:
    """`themes` runs beside `drafts`; `rest` are the lines of no block."""

    drafts: list[Draft] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)


def read_blocks(text: str, found: Sequence[Line], blank: AbstractSet[int]) -> Blocks:
    """The measures of all blocks; `blank` are the lines after an empty one."""
    made, used = Blocks(), set[int]()
    runs = list(_runs(text, found, blank))
    habits = _theme_styles(runs)
    for above, run in runs:
        blocks = _cut(run, blank)
        if len(blocks) == 1 and above and not blocks[0].says({"name"}) and _style(above) not in habits:
            blocks[0].title = _title(above, blocks[0])
        if not _holds(text, above, blocks):
            continue
        for block in blocks:
            used |= {part.line.index for part in block.fields} | ({block.title.index} if block.title else set())
            parts = {span for part in block.fields for span in part.parts}
            used |= {line.index for line in found if line.body in parts}
            draft, theme = _draft(text, block)
            made.drafts.append(draft)
            made.themes.append(theme or _section(found, draft))
    values = [span for draft in made.drafts for span in (draft.span, *draft.further)]
    made.rest = [
        line
        for line in found
        if line.index not in used and not any(a <= line.span[0] and line.span[1] <= b for a, b in values)
    ]
    return made


def _field(text: str, line: Line) -> _Field | None:
    label = _LABEL.match(text, *line.body)
    role = meaning(label["word"]) if label else None
    if not label or not role:
        return None
    value = trimmed(text, (label.end(), line.span[1]))
    if role == "deadline" and _STEPS.search(text, *value):
        role = "task"
    return _Field(line, plain(label["word"]), role, label.span("word"), value)


def _runs(text: str, found: Sequence[Line], blank: AbstractSet[int]) -> Iterator[tuple[Line | None, list[_Field]]]:
    """Neighbouring labelled lines, each run with the plain line above it; a value may go on in the lines below."""
    above: Line | None = None
    run: list[_Field] = []
    for line in found:
        part = _field(text, line)
        if part:
            run.append(part)
        elif run and _goes_on(text, run[-1], line, blank):
            run[-1] = _longer(run[-1], line)
        else:
            if run:
                yield above, run
            above, run = line, []
    if run:
        yield above, run


def _longer(part: _Field, line: Line) -> _Field:
    if line.numbering or part.parts:
        return part._replace(parts=(*part.parts, line.body))
    return part._replace(value=(part.value[0] if _filled(part) else line.span[0], line.span[1]))


def _filled(part: _Field) -> bool:
    return part.value[1] > part.value[0] or bool(part.parts)


def _goes_on(text: str, part: _Field, line: Line, blank: AbstractSet[int]) -> bool:
    """Whether a plain line tells more of the value above it: of a task, or of a label with nothing behind it."""
    if line.index in blank or line.level or (line.numbering in SECTIONS and line.heading):
        return False
    if not _filled(part):
        return line.numbering is None or part.role in _WORDS
    return (
        part.role == "task"
        and line.numbering in (None, "arabic-paren", "circled")
        and not duty_brackets(text, line.span)
    )


def _cut(run: Sequence[_Field], blank: AbstractSet[int]) -> list[_Block]:
    """A run cut before each return of the label that begins a block; what stands before the first is a block too."""
    counts = Counter(part.word for part in run)
    opening = run[0].word
    if counts[opening] == 1:
        opening = next((part.word for part in run if part.role in _OPENS and counts[part.word] > 1), opening)
    blocks: list[_Block] = []
    for part in run:
        again = blocks and part.line.index in blank and part.word in {known.word for known in blocks[-1].fields}
        if not blocks or part.word == opening or again:
            blocks.append(_Block(None, []))
        blocks[-1].fields.append(part)
    return blocks


def _style(line: Line) -> tuple[str | None, int]:
    return line.numbering, line.level


def _theme_styles(runs: Sequence[tuple[Line | None, list[_Field]]]) -> set[tuple[str | None, int]]:
    """How the headings look that stand over several blocks: they are themes wherever they stand."""
    return {_style(above) for above, run in runs if above and len(_cut(run, frozenset())) > 1}


def _title(above: Line, block: _Block) -> Line | None:
    """The line above a block as its title: a numbered one, or a heading."""
    fits = (above.numbering or above.heading) and above.span[1] - above.body[0] <= _LONGEST_TITLE
    return above if fits and block.fields[0].line.numbering is None else None


def _holds(text: str, above: Line | None, blocks: Sequence[_Block]) -> bool:
    """Whether blocks are sure: each is whole, tasks stand behind labels, and no duty belongs to plain words above."""
    first = blocks[0]
    if not any(block.says(_WORDS) and block.says(DUTIES) for block in blocks):
        return False
    if not all(block.is_whole for block in blocks):
        return False
    if first.fields[0].role in DUTIES and above and not first.title and not (above.heading or above.level):
        return False
    parts = [part for block in blocks for part in block.fields if part.role in _WORDS]
    return not any(duty_brackets(text, part.value) for part in parts)


def _draft(text: str, block: _Block) -> tuple[Draft, Span | None]:
    """A block as a draft with the theme that it names; words that do not stand next to the first are `further`."""
    words = [block.title.body] if block.title else []
    draft = Draft((0, 0), "label", block.title.number if block.title else block.fields[0].line.number)
    theme: Span | None = None
    for part in block.fields:
        value = part.value
        labels = _inner(text, part)
        if labels:
            value = trimmed(text, (value[0], labels[0][1][0]))
        if part.role in _WORDS:
            words += [span for span in (value, *part.parts) if span[1] > span[0]]
        for role, label, span in [(part.role, part.label, value), *labels]:
            draft = _put(text, draft, role, label, span)
        theme = value if part.role == "theme" else theme
    end = 1
    while end < len(words) and _LABEL.fullmatch(text, words[end - 1][1], words[end][0]):
        end += 1
    return draft._replace(span=(words[0][0], words[end - 1][1]), further=tuple(words[end:])), theme


def _inner(text: str, part: _Field) -> list[tuple[Meaning, Span, Span]]:
    """The labels further on in the same value, outside of brackets."""
    inside = [outer for outer, _ in brackets(text, part.value)]
    return [
        (one.role, one.label, one.span)
        for one in segments(text, part.value)
        if not any(a < one.label[0] and one.label[1] < b - 1 for a, b in inside)
    ]


def _put(text: str, draft: Draft, role: Meaning, label: Span, span: Span) -> Draft:
    if span[1] <= span[0]:
        return draft
    if role in DUTIES:
        return draft._replace(fields=(*draft.fields, duty_field(text, span, role, "label", label)))
    if role == "deadline":
        return draft._replace(deadline=draft.deadline or span, steps=(*draft.steps, Step(span, span)))
    if role == "progress":
        return draft._replace(progress=span)
    return draft._replace(number=text[slice(*span)]) if role == "number" else draft


def _section(found: Sequence[Line], draft: Draft) -> Line | None:
    """The heading over several items that stands nearest above a measure."""
    heads = [line for line in found if line.span[0] < draft.span[0] and line.body != draft.span]
    return next(
        (line for line in reversed(heads) if (line.heading and line.numbering in SECTIONS) or line.level > 1), None
    )
