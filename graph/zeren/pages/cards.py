"""What the displays of a notebook share: their frame and style, how much they show, and the facts of some measures only.

Apart from the pages, because a display stands among cells that others wrote: it brings its few rules of style with it,
uses no script, and is short whatever it is of. Its `.frame()` has all.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from zeren.finding import Lang
from zeren.pages import labels
from zeren.pages.html import asset, render

if TYPE_CHECKING:
    from zeren.analysis.answers import Key
    from zeren.facts import Tables

SHOWN: Final = 12
"""At most so many lines of a list."""
LONGEST: Final = 160
"""At most so many characters of a text."""
_Item = TypeVar("_Item")
_BY_MEASURE: Final = {"measures": "order", "responsibilities": "measure", "targets": "measure", "milestones": "measure"}


def card(template: str, lang: Lang, **values: object) -> str:
    """A display: a template filled with values, every one of them escaped, and the style that all displays share."""
    from markupsafe import Markup

    say = partial(labels.word, lang=lang)
    return render(template, style=Markup(asset("card.css")), say=say, first=first, clip=clip, lang=lang, **values)


def first(items: Sequence[_Item], most: int = SHOWN) -> tuple[Sequence[_Item], int]:
    """The first of some items, and how many are left out."""
    return items[:most], max(len(items) - most, 0)


def clip(text: object, most: int = LONGEST) -> str:
    """A text, cut where it is too long to show.

    >>> clip("新建幼儿园", 4)
    '新建幼…'
    """
    told = str(text)
    return told if len(told) <= most else told[: most - 1] + "…"


def only(tables: Tables, keys: Collection[Key]) -> Tables:
    """The same facts with the measures of some keys only, and the units that bear a duty in these."""
    import pandas as pd

    wanted = pd.MultiIndex.from_tuples(sorted(keys), names=["document", "order"])
    made = {
        name: tables[name][pd.MultiIndex.from_frame(tables[name][["document", order]]).isin(wanted)]
        for name, order in _BY_MEASURE.items()
    }
    bearing = tables["units"]["unit"].isin(made["responsibilities"]["unit"])
    return tables | made | {"units": tables["units"][bearing]}
