"""A trained component beside the rules: what its spans add to what the readers found.

Its spans only say *here is a target*, *here is a department*, each with a score. Number, unit, comparator, deadline,
noun and role stay with the readers, so that nothing is told that the text does not say; docs/decisions/0010 tells why.
A span that meets a finding of the rules may raise its confidence. One that meets none adds a fact under the rule
`spancat`, with its score as confidence, where the score reaches the threshold and the readers can read the fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Stretch

from zeren.errors import ModelError
from zeren.language import targets
from zeren.language.describing import proper
from zeren.language.drafts import Draft
from zeren.language.duty_clauses import clauses_of, saying
from zeren.language.figure import Figure, Figures, figure
from zeren.language.indicators import after, before
from zeren.language.promises import only_verbs
from zeren.language.roles import Duties, DutyUnit
from zeren.language.targets import Reading
from zeren.language.units import UnitMention, local_tier
from zeren.model import Span

Label: TypeAlias = Literal["TARGET", "DEPARTMENT"]

COMPONENT: Final = "zeren_merging"
RULE: Final = "spancat"
KEY: Final = "sc"
THRESHOLD: Final = 0.9
SUREST: Final = 0.99
"""What a score counts at most: of 738 targets that a trained component called all but certain, 99 in 100 were right."""
_NAME: Final = re.compile(r"[\u4e00-\u9fff]{3,}")


@dataclass(frozen=True, slots=True)
class Opinion:
    """A span of the trained component, in clean offsets."""

    span: Span
    label: str
    score: float


@Language.factory(COMPONENT, default_config={"spans_key": KEY, "threshold": THRESHOLD})
def make_merging(nlp: Language, name: str, spans_key: str, threshold: float) -> Callable[[Doc], Doc]:
    """The component that merges the spans under a key, to stand behind the one that writes them."""

    def merging(doc: Doc) -> Doc:
        said = list(_opinions(doc, spans_key))
        doc._.readings = list(_readings(doc, said, threshold))
        doc._.duties = list(_duties(doc, said, threshold))
        return doc

    return merging


def _opinions(doc: Doc, key: str) -> Iterator[Opinion]:
    group = doc.spans.get(key)
    if group is None or (len(group) and "scores" not in group.attrs):
        raise ModelError(f"no component before {COMPONENT} writes spans with scores under {key!r}; name its spans_key")
    for span, score in zip(group, group.attrs.get("scores", ()), strict=True):
        yield Opinion((span.start, span.end), span.label_, min(SUREST, round(float(score), 3)))


def _score(said: Iterable[Opinion], label: Label, span: Span) -> float:
    """The best score of the spans of a label that hold a stretch; 0 where none does."""
    held = (one.score for one in said if one.label == label and one.span[0] <= span[0] and span[1] <= one.span[1])
    return max(held, default=0.0)


# --- targets ---------------------------------------------------------------------------------------------------------


def _readings(doc: Doc, said: Sequence[Opinion], threshold: float) -> Iterator[Reading]:
    """The measures' targets, surer where a span agrees; a target that only a span tells comes last of its measure."""
    found: Figures = doc._.figures
    taken = [one.number for reading in doc._.readings for one in reading.targets]
    taken += [report.figure.number for report in doc._.reports]
    sure = [one for one in said if one.label == "TARGET" and one.score >= threshold]
    for draft, reading in zip(doc._.outline.measures, doc._.readings, strict=True):
        kept = [
            one._replace(confidence=max(one.confidence, _score(said, "TARGET", one.number))) for one in reading.targets
        ]
        for opinion in sure:
            one = _target(found, draft, opinion, taken)
            if one and (promised := targets.promised(found, draft, one, doc._.tense)):
                kept.append(promised)
                taken.append(one.number)
        yield reading._replace(targets=tuple(kept))


def _target(found: Figures, draft: Draft, opinion: Opinion, taken: Sequence[Span]) -> Figure | None:
    """The figure of a span: its one quantity, if no fact has it yet, with the noun before or behind it."""
    start, end = _within(draft, opinion.span)
    numbers = proper(found, (start, end))
    if len(numbers) != 1 or numbers[0].value is None or any(start < b and a < end for a, b in taken):
        return None
    (q,) = numbers
    nouns = before(found.text, found.gap((start, q.start))), after(found.text, (q.end, end))
    noun = next((one for one in nouns if _says_something(found.text[slice(*one)])), None)
    if noun is None:
        return None
    span = min(noun[0], q.start), max(noun[1], q.end)
    return figure(q, span, [noun], rule=RULE)._replace(confidence=opinion.score)


def _within(draft: Draft, span: Span) -> Span:
    """The part of a span that lies in a measure, without what stands before it, such as its printed number."""
    shared = ((max(span[0], a), min(span[1], b)) for a, b in (draft.span, *draft.further))
    return next((part for part in shared if part[0] < part[1]), (span[0], span[0]))


def _says_something(words: str) -> bool:
    return len(words) > 1 and not only_verbs(words)


# --- departments -----------------------------------------------------------------------------------------------------


def _duties(doc: Doc, said: Sequence[Opinion], threshold: float) -> Iterator[Duties]:
    """The measures' units, and what stood in their duty fields as residue where a span calls it a department.

    A span says nothing of roles, which is what a unit's confidence is about: units of the rules stay as they are.
    """
    for draft, duties in zip(doc._.outline.measures, doc._.duties, strict=True):
        for piece in duties.residue:
            score = _score(said, "DEPARTMENT", piece)
            unit = _unit(doc._.document.simplified, draft, piece, score) if score >= threshold else None
            if unit and unit.name not in {known.name for known in duties.units}:
                duties = _with(duties, unit, piece)
                doc.spans["units"].append(Stretch(doc, unit.start, unit.end, label=unit.role))
                doc._.units.append(unit)
        yield duties


def _unit(text: str, draft: Draft, piece: Span, score: float) -> DutyUnit | None:
    """A piece of a duty field as a unit, where a word or label tells its role; who leads is never guessed here."""
    name = text[slice(*piece)]
    if not _NAME.fullmatch(name):
        return None
    mention = UnitMention(name, *piece, RULE, "shape")
    for field in draft.fields:
        for clause in clauses_of(text, field):
            if clause.start <= piece[0] and piece[1] <= clause.end and clause.label != "other":
                says, rule = saying(clause, mention)
                if says in ("lead", "support", "implement"):
                    role = "implement" if says == "support" and local_tier(name) else says
                    return DutyUnit(name, *piece, role, "label" if rule.startswith("label") else "inline", RULE, score)
    return None


def _with(duties: Duties, unit: DutyUnit, piece: Span) -> Duties:
    mention = UnitMention(unit.name, *piece, RULE, "shape")
    residue = tuple(other for other in duties.residue if other != piece)
    return duties._replace(units=(*duties.units, unit), residue=residue, mentions=(*duties.mentions, mention))
