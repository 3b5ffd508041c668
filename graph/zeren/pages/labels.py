"""What pages say, in Chinese and English: one small table, with the closed word lists of the contract added to it.

Chinese stands in the page itself; the browser swaps in English from the same table on request.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from io import StringIO

from zeren.errors import ModelError
from zeren.finding import SEVERITIES, Lang, Words
from zeren.vocab import BASIS_LABELS, ROLE_LABELS


@cache
def table() -> dict[str, tuple[str, str]]:
    """Every label by key: (Chinese, English)."""
    text = files("zeren.pages").joinpath("labels.csv").read_text(encoding="utf-8")
    made = {row["key"]: (row["zh"], row["en"]) for row in csv.DictReader(StringIO(text))}
    made |= {f"role-{role}": pair for role, pair in ROLE_LABELS.items()}
    made |= {f"basis-{basis}": pair for basis, pair in BASIS_LABELS.items()}
    made |= {f"severity-{severity}": pair for severity, pair in SEVERITIES.items()}
    return made


def word(key: str, lang: Lang = "zh") -> str:
    """The words of a label, Chinese by default; an unknown key is an error, so that no page shows a bare key."""
    try:
        return Words(*table()[key]).by(lang)
    except KeyError:
        raise ModelError(f"pages: no label {key!r}; add a row to labels.csv") from None
