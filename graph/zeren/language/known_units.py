"""Names of units that the registry knows, after words for some place: 市财政局, 杭州市医保局, 州政府金融办.

Apart from the shapes of names, because the whole vocabulary is one pattern, and whatever it matches needs no shape.
"""

import re
from functools import cache, lru_cache
from typing import Final

from zeren.registry import areas, functions

LONGEST_RUN: Final = 80
"""Units run together without a separator are cut by their shapes up to this many characters, beyond by known names; no
name is longer."""

_WITHIN: Final = re.compile("^(?![省市县区州旗盟]|人民|政府|党)(?!.*政府).*(?:办|办公室|督查室|研究室)$")
"""An office of this kind belongs to the government or committee whose name stands before it: 州政府金融办."""


def known(words: str) -> bool:
    """Whether a string is a form of the registry's after words for some place: 市财政局, 杭州市医保局, 教育局."""
    return len(words) <= LONGEST_RUN and _known(words)


@lru_cache(maxsize=8192)
def _known(words: str) -> bool:
    return known_pattern().fullmatch(words) is not None


@cache
def known_pattern() -> re.Pattern[str]:
    """Everything known, with a second known name in a bracket behind it."""
    ordered = sorted(functions.vocabulary(), key=lambda form: (-len(form), form))
    forms = "|".join(map(re.escape, ordered))
    offices = "|".join(re.escape(form) for form in ordered if _WITHIN.search(form))
    stem = r"[^\W\d_a-zA-Z省市县区州旗局委办厅会院队部社和与及、]"
    place = rf"(?:中共)?(?:(?:{_joined_areas()}|{stem}{{1,5}}[省市县区州旗盟]){{1,3}}|[省市县区州旗盟])?"
    league = rf"共?青?团(?:{stem}{{1,5}})?[省市县区州旗]委"
    power = rf"国网(?:{stem}{{1,6}}[市县区]?)?供电公司"
    joint = "[省市县区]委[省市县区]政府(?:督查室|信访局)?"
    office = rf"{place}(?:(?:人民)?政府|(?<=[省市县区州旗盟])委)(?:{offices})"
    name = rf"(?:{league}|{power}|{joint}|{office}|{place}(?:{forms}))"
    return re.compile(rf"{name}(?:\s*[（(]{place}(?:{forms})[)）])?")


def _joined_areas() -> str:
    """The areas whose names hold a word that elsewhere joins two: 和平区, 太和县.

    What may be 和 and a county (和县) is an area behind one that it lies in.
    """
    every = [area for area in areas.ever() if re.search("[和与及]", area.name)]
    sure = {area.name for area in every if len(area.name) > 2 and area.name[1:] not in _names()}
    nested = {f"{upper.name}{area.name}" for area in every for upper in areas.ancestors(area.code)}
    return "|".join(sorted(sure | nested, key=lambda name: (-len(name), name)))


@cache
def _names() -> frozenset[str]:
    return frozenset(area.name for area in areas.ever())
