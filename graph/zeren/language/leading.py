"""Labels that stand over the task they belong to, or between its title and its words: which of these a document does.

Apart from the reading of items, because it is told by the whole document: a label over its task always has a task
below it, and the first one of a section none above it; a label inside a task always has a numbered title above it and
words without a number below. Where that is so, the lines are put in the order in which the reader of items expects
them, the task first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

from zeren.language.lines import Line

LineKind: TypeAlias = Literal["label", "aside", "section", "body", "own"]
"""A line of nothing but labels; one that only tells a person or a remark; a heading over several items; plain words;
words with labels or brackets of their own behind them."""

FEWEST = 2
"""How many labels over their tasks make a habit of the document."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring lines of one kind; remarks stand with the lines before them."""

    kind: LineKind
    lines: tuple[Line, ...]


def tasks_first(lines: Sequence[Line], kinds: Sequence[LineKind]) -> list[Line]:
    """The lines with each label behind its task, moved there where the document puts labels first."""
    runs = _runs(lines, kinds)
    if labels_lead(runs):
        moved = _swapped(runs)
    elif labels_part(runs):
        moved = _swapped(_details_apart(runs))
    else:
        moved = runs
    return [line for run in moved for line in run.lines]


def _swapped(runs: Sequence[_Run]) -> list[_Run]:
    """Each run of labels behind the plain words below it."""
    made = list(runs)
    for at, run in enumerate(made[:-1]):
        if run.kind == "label" and made[at + 1].kind == "body":
            made[at], made[at + 1] = made[at + 1], run
    return made


def _runs(lines: Sequence[Line], kinds: Sequence[LineKind]) -> list[_Run]:
    told: list[LineKind] = []
    for kind in kinds:
        told.append(told[-1] if kind == "aside" and told else kind)
    pairs = groupby(zip(told, lines, strict=True), key=lambda pair: pair[0])
    return [_Run(kind, tuple(line for _, line in group)) for kind, group in pairs]


def labels_lead(runs: Sequence[_Run]) -> bool:
    """Whether every label has plain words below it, and what stands above tells that it is not theirs.

    Where words stand above each label too, only the numbers tell: those below are items of one style and those above
    the first label are none of them.
    """
    labels = [at for at, run in enumerate(runs) if run.kind == "label"]
    below = [runs[at + 1] for at in labels if at + 1 < len(runs) and runs[at + 1].kind == "body"]
    if len(labels) < FEWEST or len(below) < len(labels):
        return False
    if any(_is_list(run) for run in below):
        return False
    bare = [at for at in labels if at == 0 or runs[at - 1].kind == "section"]
    if len(bare) == len(labels):
        return True
    styles = {run.lines[0].numbering for run in below}
    if len(styles) > 1 or any(runs[at - 1].kind == "own" for at in labels if at):
        return False
    above = {line.numbering for line in runs[labels[0] - 1].lines} if labels[0] else set()
    return bool(bare) or (None not in styles and styles.isdisjoint(above))


def _is_list(run: _Run) -> bool:
    """Whether some words are several items of one style: labels over them speak for each, and are not moved."""
    styles = [line.numbering for line in run.lines]
    return len(styles) > 1 and None not in styles and len(set(styles)) == 1


def labels_part(runs: Sequence[_Run]) -> bool:
    """Whether labels stand between a numbered title, always of one style, and words without a number."""
    parted = [(runs[at - 1], runs[at + 1]) for at in _between_words(runs)]
    titles = {above.lines[-1].numbering for above, _ in parted}
    unnumbered = [below for _, below in parted if below.lines[0].numbering is None and not below.lines[0].heading]
    labels = sum(run.kind == "label" for run in runs)
    return len(titles) == 1 and None not in titles and FEWEST <= len(unnumbered) == len(parted) >= labels - 1


def _between_words(runs: Sequence[_Run]) -> list[int]:
    """The runs of labels with plain words above and below."""
    inner = range(1, len(runs) - 1)
    return [at for at in inner if [run.kind for run in runs[at - 1 : at + 2]] == ["body", "label", "body"]]


def _details_apart(runs: Sequence[_Run]) -> list[_Run]:
    """The runs with the words that end one task cut from the title of the next; what closes the document is no detail."""
    made: list[_Run] = []
    longest = 0
    for at, run in enumerate(runs):
        if run.kind != "body" or not made or made[-1].kind != "label":
            made.append(run)
            continue
        end = next((i for i, line in enumerate(run.lines) if line.numbering), len(run.lines))
        end = min(end, longest) if at + 1 == len(runs) and longest else end
        longest = max(longest, end)
        made += [_Run("body", lines) for lines in (run.lines[:end], run.lines[end:]) if lines]
    return made
