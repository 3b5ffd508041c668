"""The source's words around what was read: for each measure the stretches that its facts rest on, with a little before
and behind, so that a page can show a fact in its place without the whole source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias

from zeren.model import Span

AROUND: Final = 36
"""Characters shown before and behind a fact."""

Window: TypeAlias = tuple[int, str]
"""Where a stretch begins in the source, and its words."""


def windows(text: str, spans: Iterable[Span]) -> list[Window]:
    """The stretches of a text around some spans, joined where they meet.

    >>> windows("0123456789" * 20, [(50, 52), (60, 61)])[0][0]
    14
    """
    made: list[list[int]] = []
    for start, end in sorted(spans):
        begin, stop = max(0, start - AROUND), min(len(text), end + AROUND)
        if made and begin <= made[-1][1]:
            made[-1][1] = max(made[-1][1], stop)
        else:
            made.append([begin, stop])
    return [(begin, text[begin:stop]) for begin, stop in made]
