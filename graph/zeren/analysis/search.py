"""The question itself: which measures are about a topic, and who owns them; what a unit has to do.

There is no stored index. A word is looked for in every measure by substring: 2 ms a word over 17,000 measures, less
than it takes to load an index from disk, and no word can be missed by a wrong segmentation. What costs thought is the
ranking: a measure that says the topic in its own words stands before one that says the same in other words, before one
whose heading says it, before one whose bureau bears it in its name. A measure that answers less than half of the
question is no answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import TYPE_CHECKING, Final, Unpack

from zeren.analysis.answers import Key, answers
from zeren.analysis.bureaus import find_units
from zeren.analysis.duties import Scope, narrow, select
from zeren.analysis.suggest import suggest_topics, suggest_units
from zeren.analysis.topics import WEAK_WEIGHT, Concept, Topic, understand
from zeren.analysis.words import EXACT, count, fold

if TYPE_CHECKING:
    import pandas as pd

    from zeren.analysis.answers import Answer
    from zeren.facts import Tables
    from zeren.vocab import Role

__all__ = ["Index", "narrow", "roles", "suggest_topics", "suggest_units", "what", "who"]

IN_THEME: Final = 0.5
IN_LEAD: Final = 0.3
IN_UNIT: Final = 0.2
IN_PARTS: Final = 0.4
APART: Final = 0.9
LEAST_PARTS: Final = 0.6
LEAST_COVER: Final = 0.5
NEAR_BEST: Final = 0.75
SATURATION, LENGTH, FLOOR = 1.2, 0.75, 0.85

ROLE_ORDER: Final = {"lead": 0, "support": 1, "implement": 2}


def who(
    tables: Tables, topic: str, *, city: str | None = None, year: int | None = None, limit: int | None = 10
) -> list[Answer]:
    """The measures on a topic, best first, with those who own them; empty where nothing is near enough.

    `topic` is a word, several, or a question in Chinese, in either script. `city` is a name or a code; `QueryError`
    where no document is of that city or year.
    """
    found = Index.of(tables, city=city, year=year).find(topic)[:limit]
    return answers(tables, [key for key, _ in found], [score for _, score in found])


def what(
    tables: Tables, unit: str, *, city: str | None = None, year: int | None = None, role: Role | None = None
) -> list[Answer]:
    """Every measure in which a unit has a duty, those it leads first; all bodies of that name, where several bear it.

    The unit may be written in full, as in any document, by an alias, or without its city.
    """
    held = tables["responsibilities"]
    held = select(held[held["unit"].isin(find_units(tables, unit))], tables, city=city, year=year)
    if role is not None:
        held = held[held["role"] == role]
    first = held.assign(rank=held["role"].map(ROLE_ORDER)).sort_values(["rank", "document", "measure"])
    keys = list(dict.fromkeys(first[["document", "measure"]].itertuples(index=False, name=None)))
    return answers(tables, keys, [1.0] * len(keys))


def roles(tables: Tables, unit: str, found: Sequence[Answer]) -> list[str]:
    """What a unit does in each of the answers that `what` gave for it; several roles with a comma between."""
    held = tables["responsibilities"]
    held = held[held["unit"].isin(find_units(tables, unit))]
    of: dict[Key, set[str]] = {}
    for document, measure, role in held[["document", "measure", "role"]].itertuples(index=False, name=None):
        of.setdefault((document, measure), set()).add(role)
    return [", ".join(sorted(of[one["document"], one["order"]], key=ROLE_ORDER.__getitem__)) for one in found]


@dataclass(frozen=True)
class Index:
    """The measures of some facts, folded for searching; make it once to ask many questions."""

    keys: tuple[Key, ...]
    texts: tuple[str, ...]
    themes: tuple[str, ...]
    leads: tuple[str, ...]
    others: tuple[str, ...]

    @classmethod
    def of(cls, tables: Tables, **scope: Unpack[Scope]) -> Index:
        measures = select(tables["measures"], tables, **scope)
        keys = tuple(measures[["document", "order"]].itertuples(index=False, name=None))
        targets, duties = tables["targets"], tables["responsibilities"]
        indicators = _joined(targets, targets["indicator_simplified"].fillna(targets["indicator"]))
        names = duties["name_simplified"].fillna(duties["name"])
        leads = _joined(duties[duties["role"] == "lead"], names)
        others = _joined(duties[duties["role"] != "lead"], names)
        texts = measures["text_simplified"].fillna(measures["text"])
        return cls(
            keys,
            tuple(f"{fold(text)}\n{indicators.get(key, '')}" for key, text in zip(keys, texts, strict=True)),
            tuple(fold(theme) for theme in measures["theme"].fillna("")),
            tuple(leads.get(key, "") for key in keys),
            tuple(others.get(key, "") for key in keys),
        )

    def find(self, question: str) -> list[tuple[Key, float]]:
        """The measures that answer a question, each with a score in (0, 1], best first, ties in document order."""
        topic = understand(question)
        if not topic.concepts:
            return []
        scores = self._in_names(topic.phrase) | self._by_concepts(topic)
        if len(topic.concepts) > 1:
            for row, value in self._in_texts(Concept(topic.phrase, ((topic.phrase, EXACT),))).items():
                scores[row] = max(value, scores.get(row, 0.0))
        ranked = sorted((-round(score, 4), self.keys[row]) for row, score in scores.items())
        return [(key, -score) for score, key in ranked]

    def _by_concepts(self, topic: Topic) -> dict[int, float]:
        """Rows that answer enough of the concepts, a rare one counting for more than a frequent one."""
        values = [self._values(concept) for concept in topic.concepts]
        weights = [self._weight(concept, len(found)) for concept, found in zip(topic.concepts, values, strict=True)]
        covered: dict[int, float] = {}
        scores: dict[int, float] = {}
        for found, weight in zip(values, weights, strict=True):
            share = weight / sum(weights)
            for row, value in found.items():
                covered[row] = covered.get(row, 0.0) + share
                scores[row] = scores.get(row, 0.0) + share * value
        least = max(LEAST_COVER, NEAR_BEST * max(covered.values(), default=0.0))
        factor = EXACT if len(topic.concepts) == 1 else APART
        return {row: factor * score for row, score in scores.items() if covered[row] >= least}

    def _values(self, concept: Concept) -> dict[int, float]:
        found = self._in_themes(concept.word)
        if concept.unknown and len(concept.word) > 2:
            found |= self._in_parts(concept.word)
        for row, value in self._in_texts(concept).items():
            found[row] = max(value, found.get(row, 0.0))
        return found

    def _weight(self, concept: Concept, rows: int) -> float:
        return WEAK_WEIGHT if concept.weak else log(1 + (len(self.keys) - rows + 0.5) / (rows + 0.5))

    def _in_texts(self, concept: Concept) -> dict[int, float]:
        strongest: dict[int, float] = {}
        times: dict[int, int] = {}
        for word, strength in concept.words:
            for row, text in enumerate(self.texts):
                if word in text and (said := count(text, word)):
                    strongest[row] = max(strength, strongest.get(row, 0.0))
                    times[row] = times.get(row, 0) + said
        return {row: strength * self._fullness(row, times[row]) for row, strength in strongest.items()}

    def _fullness(self, row: int, times: int) -> float:
        """BM25's term saturation and length norm, within the narrow band that keeps the kinds of match apart."""
        length = 1 - LENGTH + LENGTH * len(self.texts[row]) / self.mean_length
        return FLOOR + (1 - FLOOR) * times / (times + SATURATION * length)

    def _in_themes(self, word: str) -> dict[int, float]:
        return {row: IN_THEME for row, theme in enumerate(self.themes) if word in theme and count(theme, word)}

    def _in_parts(self, word: str) -> dict[int, float]:
        """Rows that hold most pairs of neighbouring characters of an unknown word."""
        pairs = {word[i : i + 2] for i in range(len(word) - 1)}
        shares = {row: sum(pair in text for pair in pairs) / len(pairs) for row, text in enumerate(self.texts)}
        return {row: IN_PARTS * share for row, share in shares.items() if share >= LEAST_PARTS}

    def _in_names(self, phrase: str) -> dict[int, float]:
        if len(phrase) < 2:
            return {}
        others = {row: IN_UNIT for row, names in enumerate(self.others) if phrase in names}
        return others | {row: IN_LEAD for row, names in enumerate(self.leads) if phrase in names}

    @cached_property
    def mean_length(self) -> float:
        return sum(map(len, self.texts)) / max(len(self.texts), 1)


def _joined(frame: pd.DataFrame, words: pd.Series[str]) -> dict[Key, str]:
    made: dict[Key, str] = {}
    for document, measure, word in zip(frame["document"], frame["measure"], words.loc[frame.index], strict=True):
        made[document, measure] = f"{made.get((document, measure), '')}\n{fold(word)}"
    return made
