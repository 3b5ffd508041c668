"""The closed list of findings: what each is called, how much it weighs, what it says and what to do about it.

Apart from the checks, which only say where and of whom: the words are data (`findings.csv`), a row for each id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from zeren.finding import Severity, Words
from zeren.registry.csvtable import Row, rows


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding; `message` and `advice` may have slots that `about` of a find fills."""

    id: str
    severity: Severity
    title: Words
    message: Words
    advice: Words


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by id, in the order of the list."""
    return {row["id"]: _kind(row) for row in rows(__package__, "findings")}


def _kind(row: Row) -> Kind:
    title, message, advice = (Words(row[f"{name}_zh"], row[f"{name}_en"]) for name in ("title", "message", "advice"))
    return Kind(row["id"], cast(Severity, row["severity"]), title, message, advice)


def filled(template: Words, about: Mapping[str, str]) -> Words:
    return Words(template.zh.format_map(about), template.en.format_map(about))
