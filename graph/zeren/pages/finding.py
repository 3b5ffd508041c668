"""The words by which the pages' search finds a row beside those that it shows: other names, other words for a topic.

Apart, because these words are never shown. They are folded as the search of `zeren.analysis` folds them, with a blank
between one and the next, so that the page answers 养老院 and 卫健委 as the command line does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from zeren.analysis.bureaus import unit_forms
from zeren.analysis.words import asked_by, fold
from zeren.pages.ledger import Measure

if TYPE_CHECKING:
    from zeren.facts import Tables


IN_CONTEXT: Final = 200_000
"""Characters that are read as the words they stand in (行 in 银行); beyond them each is read as it is mostly read."""
_HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")


def unit_words(tables: Tables) -> dict[str, str]:
    """The names of each unit: as written, in full, by alias."""
    return {unit: _joined(names) for unit, names in unit_forms(tables).items()}


def measure_words(measure: Measure) -> str:
    """A measure in Simplified characters where it is not, and the words that a question about it may use instead."""
    text = fold(measure.simplified or measure.text)
    return " ".join([*([text] if measure.simplified else []), *asked_by(text)])


def sounds(texts: Iterable[str]) -> dict[str, str]:
    """The characters of some texts by the syllables that they are read as, so that a page finds 财政局 by `caizhengju`
    and by `czj`.

    >>> sounds(["银行", "行政"])
    {'hang': '行', 'xing': '行', 'yin': '银', 'zheng': '政'}
    """
    from pypinyin import lazy_pinyin

    whole = "\n".join(texts)
    runs = [*_HAN.findall(whole[:IN_CONTEXT]), *sorted(set(_HAN.findall("\n".join(set(whole[IN_CONTEXT:])))))]
    found: dict[str, set[str]] = defaultdict(set)
    for run in runs:
        for sign, syllable in zip(run, lazy_pinyin(run), strict=True):
            if syllable.isascii() and syllable.isalpha():
                found[syllable].add(sign)
    return {syllable: "".join(sorted(found[syllable])) for syllable in sorted(found)}


def _joined(names: Iterable[str]) -> str:
    """The names without those that stand in another one."""
    folded = list(dict.fromkeys(fold(name) for name in names))
    return " ".join(name for name in folded if not any(name in other for other in folded if other != name))
