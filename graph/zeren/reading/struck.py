"""Text that is struck through: it is no part of what a document says, and is told instead of read.

Apart from the readers, since Word files, workbooks and pages strike text each in their own way and tell it alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from zeren.model import Problem

BY_NAME: Final = frozenset(("s", "strike", "del"))
"""The elements of a page that strike their text."""
_MOST: Final = 10
_LONGEST: Final = 40


def problems(words: Sequence[str]) -> list[Problem]:
    """One problem that names what was left out; none where nothing was."""
    told = [" ".join(word.split())[:_LONGEST] for word in words if word.strip()]
    if not told:
        return []
    more = f" and {len(told) - _MOST} more" if len(told) > _MOST else ""
    return [Problem("text-struck", (0, 0), f"struck-through text is left out: {'、'.join(told[:_MOST])}{more}")]


def named(problem: Problem) -> str:
    """The words that such a problem names."""
    return problem.message.partition(": ")[2]
