"""A table whose cells were written one a line: a run of header lines, then the cells of each row in turn.

With a number column, each row begins at the next number, and a cell that is missing or broken over lines is told by
what the cells look like; without one, rows are cut by the count of headers for as long as that fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from zeren.language.drafts import Draft
from zeren.language.fields import DutyField
from zeren.language.labels import DUTIES, Meaning, duty_field, meaning
from zeren.language.lines import Line
from zeren.language.units import split
from zeren.model import Span

_NUMBER: Final = re.compile(r"\d{1,3}[.、]?$")
_DATE: Final = re.compile(
    r"^(?:(?:20\d\d\s*年)?\s*(?:\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?(?:底|末|[上中下]旬|份)?|第?[一二三四1-4]季度[末底]?|[上下]半年|年?[底末内]|全年)"
    r"|20\d\d\s*年|长期|持续|常年)(?:之?前)?(?:坚持|推进|完成|办结|实施|达标)?$"
)

_PERSON: Final = re.compile(r"[\u4e00-\u9fff]{2,4}(?:[、\s]+[\u4e00-\u9fff]{2,4}){0,3}")
_LONGEST_HEADER: Final = 80

Header = list[tuple[Meaning, Line]]


def read_flattened(text: str, found: Sequence[Line], blank: frozenset[int]) -> tuple[list[Draft], list[Line]]:
    """The drafts of a flattened table, and the lines that are none of it; `blank` are the lines after an empty one."""
    header, at = _header(found)
    if not header:
        return [], list(found)
    body = _without_repeats([line for line in found[at:] if line.index > header[-1][1].index], header)
    if header[0][0] == "number":
        rows = _ended_rows(_numbered_rows(body), header)
    else:
        rows = _separated_rows(body, header, blank) or _counted_rows(body, header)
    drafts = _inherited([draft for number, row in rows if (draft := _draft(text, header, number, row))])
    if len(drafts) < 2:
        return [], list(found)
    used = {line.index for _, row in rows for line in row} | {line.index for _, line in header}
    numbers = {number.index for number, _ in rows if number}
    rest = [line for line in found if line.index not in used | numbers and not _is_header_word(line, header)]
    return drafts, rest


def _header(found: Sequence[Line]) -> tuple[Header, int]:
    """The first run of three or more header lines that speak of tasks and of duties, or one line of such words."""
    run: Header = []
    for i, line in enumerate(found):
        if _is_header(words := _header_words(line)):
            return words, i
        role = meaning(line.text)
        if role:
            run.append((role, line))
            continue
        if _is_header(run):
            return run, i - len(run)
        run = []
    return [], 0


def _header_words(line: Line) -> Header:
    """The headers that a line holds, parted by blanks; nothing where one of them is none."""
    words = list(re.finditer(r"\S+", line.text)) if len(line.text) <= _LONGEST_HEADER else []
    roles = [meaning(word[0]) for word in words]
    at = line.span[0]
    return [
        (role, replace(line, span=(at + word.start(), at + word.end()), text=word[0]))
        for role, word in zip(roles, words, strict=True)
        if role and all(roles)
    ]


def _is_header(run: Header) -> bool:
    roles = {role for role, _ in run}
    return len(run) >= 3 and bool(roles & DUTIES) and bool(roles & {"task", "name"})


def _is_header_word(line: Line, header: Header) -> bool:
    return any(line.text == known.text for _, known in header)


def _without_repeats(body: Sequence[Line], header: Header) -> list[Line]:
    return [line for line in body if not _is_header_word(line, header)]


def _numbered_rows(body: Sequence[Line]) -> list[tuple[Line | None, list[Line]]]:
    rows: list[tuple[Line | None, list[Line]]] = []
    expected = 1
    for line in body:
        if _NUMBER.match(line.text) and int(re.sub(r"\D", "", line.text)) == expected:
            rows.append((line, []))
            expected += 1
        elif rows:
            rows[-1][1].append(line)
    return rows


def _ended_rows(rows: Sequence[tuple[Line | None, list[Line]]], header: Header) -> list[tuple[Line | None, list[Line]]]:
    """Rows cut after the date that closes them, where the last column holds dates: a row whose number was merged away
    follows another without a sign, and what stands behind the last date of all is none of the table."""
    if header[-1][0] != "deadline":
        return list(rows)
    made: list[tuple[Line | None, list[Line]]] = []
    for number, row in rows:
        ends = [at + 1 for at, line in enumerate(row) if _looks_like("deadline", line.text)]
        ends = [end for end, after in zip_longest(ends, ends[1:]) if after is None or after - end > 1]
        for start, end in zip([0, *ends], ends, strict=False):
            made.append((None if start else number, row[start:end]))
        if not ends:
            made.append((number, row))
    return made


def _separated_rows(
    body: Sequence[Line], header: Header, blank: frozenset[int]
) -> list[tuple[Line | None, list[Line]]]:
    """Rows with an empty line between them, where every one of them can hold the header's columns."""
    rows: list[tuple[Line | None, list[Line]]] = []
    for line in body:
        if line.index in blank or not rows:
            rows.append((None, []))
        rows[-1][1].append(line)
    whole = [row for _, row in rows if len(row) >= len(header) - 1]
    return rows if len(rows) >= 2 and len(whole) >= 0.8 * len(rows) else []


def _counted_rows(body: Sequence[Line], header: Header) -> list[tuple[Line | None, list[Line]]]:
    size = len(header)
    duty = [i for i, (role, _) in enumerate(header) if role in DUTIES]
    rows: list[tuple[Line | None, list[Line]]] = []
    for at in range(0, len(body) - size + 1, size):
        row = list(body[at : at + size])
        if not all(is_units(row[i].text) for i in duty):
            break
        rows.append((None, row))
    return rows


def _inherited(drafts: Sequence[Draft]) -> list[Draft]:
    """The rows without a number and without units under those of the row above: their cells were merged with its."""
    made: list[Draft] = []
    for draft in drafts:
        merged = made and draft.number is None and not draft.fields and made[-1].fields
        made.append(draft._replace(fields=made[-1].fields) if merged else draft)
    return made


def _draft(text: str, header: Header, number: Line | None, row: Sequence[Line]) -> Draft | None:
    columns = [(role, line) for role, line in header if role != "number" or number is None]
    cells = _assigned(columns, row)
    tasks = [span for role, _, span in cells if role in ("task", "name")]
    if not tasks:
        return None
    fields: list[DutyField] = [
        duty_field(text, span, role, "cell", label) for role, label, span in cells if role in DUTIES
    ]
    deadline = next((span for role, _, span in cells if role == "deadline"), None)
    span = (min(a for a, _ in tasks), max(b for _, b in tasks))
    return Draft(span, "row", number.text if number else None, None, tuple(fields), deadline)


def _assigned(columns: Header, row: Sequence[Line]) -> list[tuple[Meaning, Span, Span]]:
    """The cells with their columns: one for one, else from both ends inward by what they look like."""
    fits = all(
        role not in DUTIES or _looks_like(role, line.text) for (role, _), line in zip(columns, row, strict=False)
    )
    if fits and len(columns) == len(row):
        return [(role, label.span, line.span) for (role, label), line in zip(columns, row, strict=True)]
    made: list[tuple[Meaning, Span, Span]] = []
    left = list(row)
    if columns[0][0] == "theme" and len(left) > len(columns) - 2:
        left = left[1:]
    for at, (role, label) in reversed(list(enumerate(columns))):
        taken: list[Line] = []
        others = sum(before in DUTIES for before, _ in columns[:at]) if role in DUTIES else 0
        while len(left) > 1 and _looks_like(role, left[-1].text) and (role in DUTIES or not taken):
            if others and not all(is_units(line.text) for line in left[-1 - others : -1]):
                break
            taken.insert(0, left.pop())
        if taken:
            made.append((role, label.span, (taken[0].span[0], taken[-1].span[1])))
    tasks = [(role, label) for role, label in columns if role in ("task", "name")]
    if left and tasks:
        made.append((tasks[-1][0], tasks[-1][1].span, (left[0].span[0], left[-1].span[1])))
    return made[::-1]


def is_units(words: str) -> bool:
    """Whether a cell holds units and nothing else."""
    listed = split(words, 0, len(words))
    return bool(listed.units) and not listed.residue and all(unit.form != "place" for unit in listed.units)


def _looks_like(role: Meaning, words: str) -> bool:
    if role in DUTIES:
        return is_units(words)
    if role == "other":
        return len(words) <= 6
    if role == "person":
        return _PERSON.fullmatch(words) is not None
    return role == "deadline" and bool(_DATE.match(words))
