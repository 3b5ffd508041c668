"""One measure as a notebook shows it: who does what, how much, by when, and the words of the source it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from zeren.analysis.answers import Answer
from zeren.errors import QueryMisused
from zeren.finding import Lang
from zeren.pages.cards import card, clip, only
from zeren.pages.evidence import Mark, marked, measure_marks
from zeren.pages.excerpts import Excerpts
from zeren.pages.ledger import Duty, Figure, Measure, ledger

if TYPE_CHECKING:
    import pandas as pd
    from markupsafe import Markup

    from zeren.analysis.answers import Key
    from zeren.facts import Tables

PIECES: Final = 5
PIECE: Final = 600
HEAD: Final = 120
"""Of the source a display shows at most so many pieces of so many characters, and of a long measure its head; those who
lead are always in it."""
COLUMNS: Final = {
    "part": "string",
    "position": "Int64",
    "words": "string",
    "unit": "string",
    "basis": "string",
    "guess": "boolean",
    "indicator": "string",
    "value": "string",
    "deadline": "string",
    "rule": "string",
    "confidence": "Float64",
    "start": "Int64",
    "end": "Int64",
    "source": "string",
}


@dataclass(frozen=True, repr=False)
class MeasureCard:
    """A measure with all that was understood of it; `key` is its document and its order there, `1a2b3c4d-7`."""

    key: str
    told: Measure
    raw: str
    lang: Lang

    def __repr__(self) -> str:
        return f"<measure {self.key}: {clip(self.told.text, 60)!r}>"

    def frame(self) -> pd.DataFrame:
        """A row for each part: the measure itself, its duties, targets and milestones; `source` is the raw text there."""
        import pandas as pd

        rows = [row | {"source": self.raw[row["start"] : row["end"]]} for row in _rows(self.told)]
        return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)

    def _repr_html_(self) -> str:
        words = _pieces(self.raw, self.told)
        return card("card_measure.html", self.lang, key=self.key, measure=self.told, words=words)


def measure(tables: Tables, which: str | Answer, *, lang: Lang = "zh") -> MeasureCard:
    """A measure by its key (`1a2b3c4d-7`: document and order), or one that `who` or `what` found.

    `QueryMisused` where these facts have no such measure.
    """
    key = _key(which)
    chosen = ledger(only(tables, [key])).measures
    if not chosen:
        raise QueryMisused(f"no measure {key[0]}-{key[1]} in these facts; a key is a document and an order, 1a2b3c4d-7")
    texts = tables["texts"]
    raw = str(texts.loc[texts["document"] == key[0], "text"].iloc[0])
    return MeasureCard(f"{key[0]}-{key[1]}", chosen[0], raw, lang)


def _key(which: str | Answer) -> Key:
    if not isinstance(which, str):
        return which["document"], which["order"]
    document, _, order = which.strip().rpartition("-")
    if not document or not order.isascii() or not order.isdecimal():
        raise QueryMisused(f"{which!r} is no key of a measure: write its document and its order, as 1a2b3c4d-7")
    return document, int(order)


def _rows(measure: Measure) -> Iterator[dict[str, Any]]:
    yield {"part": "measure", "position": measure.order, "words": measure.text} | _span(measure)
    counted: dict[str, int] = {}
    for duty in measure.duties:
        counted[duty.role] = counted.get(duty.role, 0) + 1
        of = {"part": duty.role, "position": counted[duty.role], "words": duty.name, "unit": duty.unit.id}
        yield of | {"basis": duty.basis, "guess": duty.guess} | _ground(duty)
    for part, figures in (("target", measure.targets), ("milestone", measure.milestones)):
        for position, figure in enumerate(figures, 1):
            said = {"indicator": figure.indicator or None, "value": figure.value or None, "deadline": figure.deadline}
            yield {"part": part, "position": position, "words": figure.quote} | said | _ground(figure)


def _ground(fact: Duty | Figure) -> dict[str, Any]:
    return {"rule": fact.rule, "confidence": fact.confidence} | _span(fact)


def _span(fact: Measure | Duty | Figure) -> dict[str, int]:
    return {"start": fact.start, "end": fact.end}


def _pieces(raw: str, measure: Measure) -> list[Markup]:
    """The stretches of the source that the measure rests on, with its parts marked."""
    leads = [(duty.start, duty.end) for duty in measure.by_role("lead")]
    parts: list[Duty | Figure] = [*measure.duties, *measure.targets, *measure.milestones]
    head = (measure.start, min(measure.end, measure.start + HEAD))
    found = Excerpts(raw).windows([head, *((part.start, part.end) for part in parts)])
    first = [one for one in found if any(one[0] <= start < one[0] + len(one[1]) for start, _ in leads)]
    shown = sorted([*first, *(one for one in found if one not in first)][:PIECES])
    return [_piece(raw, begin, begin + min(len(words), PIECE), measure) for begin, words, _ in shown]


def _piece(raw: str, begin: int, end: int, measure: Measure) -> Markup:
    """A stretch of the source, dots where it is cut."""
    inside = [mark for mark in measure_marks(measure) if mark.start < end and mark.end > begin]
    moved = [Mark(max(it.start - begin, 0), it.end - begin, it.anchor, it.kind, it.note) for it in inside]
    words = marked(raw[begin:end], moved)
    return ("…" if begin else "") + words + ("…" if end < len(raw) else "")
