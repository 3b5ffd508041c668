"""The evidence: every character of a source, with what was understood of it marked in place.

The text of the page's source block equals the raw text code point by code point, so an offset in a table is an offset
on the page. Marks nest where spans nest; where two spans cross, the one that began later is cut into pieces, and the
first piece bears the anchor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zeren.pages import labels, links
from zeren.pages.html import percent, render, source_text
from zeren.pages.ledger import Duty, Figure, Ledger, Measure, Source, figure, rows

if TYPE_CHECKING:
    from markupsafe import Markup

    from zeren.facts import Tables

_RANK: Final = ("theme", "measure", "problem", "residue", "mechanism", "result", "milestone", "target")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the source and what it is; `note` is told when a reader points at it."""

    start: int
    end: int
    anchor: str
    kind: str
    note: str


def pages(tables: Tables, ledger: Ledger) -> Iterable[tuple[str, str]]:
    """The evidence page of each document: its path below the pages' folder, and its HTML."""
    texts = {row["document"]: row["text"] for row in rows(tables["texts"])}
    loose = _loose_marks(tables)
    results = defaultdict(list)
    for row in rows(tables["results"]):
        results[row["document"]].append(figure(row, links.loose("x", row["position"])))
    measures = defaultdict(list)
    for measure in ledger.measures:
        measures[measure.source.id].append(measure)
    for source in ledger.sources:
        found = [mark for measure in measures[source.id] for mark in measure_marks(measure)] + loose[source.id]
        yield links.evidence(source.id), _page(source, measures[source.id], results[source.id], texts[source.id], found)


def marked(text: str, marks: Sequence[Mark]) -> Markup:
    """The text as HTML with its marks around their characters.

    >>> str(marked("教育局牵头", [Mark(0, 3, "m-001-r1", "lead", "牵头")]))
    '<mark id="m-001-r1" class="lead" title="牵头">教育局</mark>牵头'
    """
    from markupsafe import Markup

    waiting = sorted((_within(mark, len(text)) for mark in marks), key=_outermost_first)
    made: list[Markup] = []
    inside: list[Mark] = []
    at = 0
    for mark in waiting:
        at = _close(text, at, mark.start, inside, made)
        made.append(source_text(text[at : mark.start]))
        at = mark.start
        made.append(_opening(mark, first=True))
        inside.append(mark)
    at = _close(text, at, len(text), inside, made)
    made.append(source_text(text[at:]))
    return Markup("").join(made)


def _close(text: str, at: int, until: int, inside: list[Mark], made: list[Markup]) -> int:
    """Write text and closings up to a place; a mark that goes on past one that ends is closed and opened again."""
    from markupsafe import Markup

    while inside and (end := min(mark.end for mark in inside)) <= until:
        made.append(source_text(text[at:end]))
        at = end
        lowest = next(i for i, mark in enumerate(inside) if mark.end == end)
        going_on = [mark for mark in inside[lowest:] if mark.end > end]
        made.extend([Markup("</mark>")] * (len(inside) - lowest))
        made.extend(_opening(mark, first=False) for mark in going_on)
        inside[lowest:] = going_on
    return at


def _opening(mark: Mark, first: bool) -> Markup:
    from markupsafe import Markup

    name = "id" if first else "data-of"
    return Markup('<mark {}="{}" class="{}" title="{}">').format(Markup(name), mark.anchor, mark.kind, mark.note)


def _within(mark: Mark, length: int) -> Mark:
    start = min(max(mark.start, 0), length)
    return Mark(start, min(max(mark.end, start), length), mark.anchor, mark.kind, mark.note)


def _outermost_first(mark: Mark) -> tuple[int, int, int, str]:
    return mark.start, -mark.end, _RANK.index(mark.kind) if mark.kind in _RANK else len(_RANK), mark.anchor


def _page(source: Source, measures: list[Measure], results: list[Figure], text: str, marks: list[Mark]) -> str:
    return render(
        "evidence.html",
        root="../",
        here="evidence",
        heading=source.title,
        source=source,
        measures=measures,
        results=results,
        text=marked(text, marks),
        characters=len(text),
    )


def measure_marks(measure: Measure) -> list[Mark]:
    """The marks of a measure, of its duties, targets and milestones."""
    made = [Mark(measure.start, measure.end, measure.anchor, "measure", f"{labels.word('measure')} {measure.order}")]
    made += [Mark(duty.start, duty.end, duty.anchor, duty.role, _duty_note(duty)) for duty in measure.duties]
    made += [Mark(it.start, it.end, it.anchor, "target", _figure_note("target", it)) for it in measure.targets]
    made += [Mark(it.start, it.end, it.anchor, "milestone", _figure_note("milestone", it)) for it in measure.milestones]
    return made


def _loose_marks(tables: Tables) -> dict[str, list[Mark]]:
    """Marks of what stands beside measures, by document."""
    made: dict[str, list[Mark]] = defaultdict(list)
    for table, kind, letter, words in (
        ("themes", "theme", "h", "name"),
        ("mechanisms", "mechanism", "k", "name"),
        ("problems", "problem", "p", "message"),
        ("residue", "residue", "u", "text"),
        ("results", "result", "x", "quote"),
    ):
        for row in rows(tables[table]):
            note = f"{labels.word(kind)}：{row[words]}"
            anchor = links.loose(letter, row["position"])
            made[row["document"]].append(Mark(row["start"], row["end"], anchor, kind, note))
    return made


def _duty_note(duty: Duty) -> str:
    role, basis = labels.word(f"role-{duty.role}"), labels.word(f"basis-{duty.basis}")
    return _note(f"{role} · {duty.unit.label} · {basis}", duty)


def _figure_note(kind: str, found: Figure) -> str:
    parts = (labels.word(kind), found.indicator, found.value, found.deadline)
    return _note(" · ".join(part for part in parts if part), found)


def _note(words: str, fact: Duty | Figure) -> str:
    told = f"{words} · {labels.word('rule')} {fact.rule} · {labels.word('confidence')} {percent(fact.confidence)}"
    return f"{told} · {labels.word('reviewed')} {fact.review}" if fact.review else told
