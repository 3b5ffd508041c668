"""The words by which the pages' search finds a row beside those that it shows: other names, other words for a topic.

Apart, because these words are never shown. They are folded as the search of `zeren.analysis` folds them, with a blank
between one and the next, so that the page answers 养老院 and 卫健委 as the command line does.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zeren.analysis.bureaus import unit_forms
from zeren.analysis.words import asked_by, fold
from zeren.pages.ledger import Measure

if TYPE_CHECKING:
    from zeren.facts import Tables


def unit_words(tables: Tables) -> dict[str, str]:
    """The names of each unit: as written, in full, by alias."""
    return {unit: _joined(names) for unit, names in unit_forms(tables).items()}


def measure_words(measure: Measure) -> str:
    """A measure in Simplified characters where it is not, and the words that a question about it may use instead."""
    text = fold(measure.simplified or measure.text)
    return " ".join([*([text] if measure.simplified else []), *asked_by(text)])


def _joined(names: Iterable[str]) -> str:
    """The names without those that stand in another one."""
    folded = list(dict.fromkeys(fold(name) for name in names))
    return " ".join(name for name in folded if not any(name in other for other in folded if other != name))
