"""What to ask instead, when nothing answers: the nearest topics and the nearest bureaus that these facts do speak of.

Apart from the search, because nearness of spelling is good enough for a hint and never for an answer.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from ahocorasick import Automaton  # type: ignore[import-not-found]
from rapidfuzz import fuzz, process

from zeren.analysis.bureaus import Home, known_places, take_apart, unit_forms, unit_homes
from zeren.analysis.duties import written_names
from zeren.analysis.topics import understand
from zeren.analysis.words import fold, fold_query, heads, related, subjects

if TYPE_CHECKING:
    from zeren.facts import Tables

LONGEST_TOPIC: Final = 12
NEAR: Final = 60.0


def suggest_topics(tables: Tables, topic: str, n: int = 5) -> list[str]:
    """Up to `n` topics that these facts answer: near in meaning, in spelling, in subject, then the most frequent.

    Never the topic itself, which is asked for because it has no answer.
    """
    said, words = _spoken(tables), [concept.word for concept in understand(topic).concepts if not concept.weak]
    often = sorted(said, key=lambda word: (-said[word], word))
    subject = {field for word in words for field in subjects(word)}
    meant = [word for one in words for word, _ in related(one) if word in said]
    titles = _titles(tables)
    spelt = process.extract(fold_query(topic), sorted({*said, *titles}), scorer=fuzz.ratio, score_cutoff=NEAR, limit=n)
    akin = [word for word in often if subject & set(subjects(word))]
    near = dict.fromkeys([*meant, *(word for word, _, _ in spelt), *akin, *often])
    return [word for word in near if word != fold_query(topic)][:n]


def suggest_units(tables: Tables, unit: str, n: int = 5) -> list[str]:
    """Up to `n` units of these facts, as they are written there, nearest in spelling first.

    Where the unit of a place is asked for, a unit of another place comes with that place in brackets.
    """
    names, places, homes = written_names(tables["responsibilities"]), known_places(tables), unit_homes(tables)
    full = take_apart(unit, places)
    asked, place = full.core, full.home.place
    near = {
        one: max(_likeness(asked, take_apart(form, places).core) for form in forms)
        for one, forms in unit_forms(tables).items()
    }
    ranked = sorted(near, key=lambda one: (-near[one], str(names[one]), one))
    shown = (
        _placed(str(names[one]), homes[one]) if place not in (None, homes[one].place) else names[one] for one in ranked
    )
    return list(dict.fromkeys(map(str, shown)))[:n]


def _placed(name: str, home: Home) -> str:
    """市财政局（青山市）, unless the name itself begins with the place or the place is not known."""
    known = home.place is not None and not name.startswith(home.place)
    return f"{name}（{home.place}{home.tier or ''}）" if known else name


def _likeness(asked: str, name: str) -> float:
    return max(fuzz.ratio(asked, name), 0.9 * fuzz.partial_ratio(asked, name))


def _spoken(tables: Tables) -> Counter[str]:
    """The known words that these facts speak of, and how often."""
    measures = tables["measures"]
    words = Automaton()
    for word in heads():
        if len(word) > 1:
            words.add_word(word, word)
    words.make_automaton()
    text = fold("\n".join(measures["text_simplified"].fillna(measures["text"])))
    return Counter(word for _, word in words.iter(text))


def _titles(tables: Tables) -> set[str]:
    """Headings and indicators short enough to be asked for."""
    themes, targets = tables["measures"]["theme"].dropna(), tables["targets"]
    indicators = targets["indicator_simplified"].fillna(targets["indicator"])
    return {word for word in map(fold, (*themes, *indicators)) if 1 < len(word) <= LONGEST_TOPIC}
