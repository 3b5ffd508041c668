"""The rule tables of the language rooms: CSV files in `data/`, one rule a row.

Apart, so that every reader opens its table in the same way, installed or in a checkout.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from importlib.resources import files


def rows(name: str) -> list[dict[str, str]]:
    """The rows of `data/<name>.csv` in their order, as dictionaries by column."""
    text = (files(__package__) / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def starting(table: Iterable[Mapping[str, str]], others: str = "") -> str:
    """A look at the character that a match begins with (the column `starts`), before a table's patterns are tried."""
    starts = {*others, *(character for row in table for character in row["starts"])}
    return f"(?=[{re.escape(''.join(sorted(starts)))}])"
