"""Read the small CSV tables that lie beside the modules which use them.

Apart, because the rule tables of `language` and the data of `registry` are read in the same way.
"""

import csv
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeAlias

Row: TypeAlias = MappingProxyType[str, str]


@cache
def rows(package: str, name: str) -> tuple[Row, ...]:
    """The rows of `<package>/<name>.csv` in file order; an empty cell is an empty string."""
    text = files(package).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(MappingProxyType(row) for row in csv.DictReader(text.splitlines()))
