"""Text tied to the raw characters that it stands for, and spans of it.

Apart from the records, which use both: here positions are mapped, there nothing is computed.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]


@dataclass(eq=False, slots=True)
class MappedText:
    """Text whose character `i` stands for the raw characters `[starts[i], ends[i])`.

    >>> MappedText.identity("民生").edited([(0, 1, "人民")]).raw_span((0, 2))
    (0, 1)
    """

    text: str
    starts: array[int]
    ends: array[int]

    @classmethod
    def identity(cls, text: str) -> MappedText:
        return cls(text, array("L", range(len(text))), array("L", range(1, len(text) + 1)))

    @classmethod
    def join(cls, parts: Iterable[MappedText]) -> MappedText:
        text, starts, ends = [], array("L"), array("L")
        for part in parts:
            text.append(part.text)
            starts.extend(part.starts)
            ends.extend(part.ends)
        return cls("".join(text), starts, ends)

    def __len__(self) -> int:
        return len(self.text)

    def raw_span(self, span: Span) -> Span:
        """The raw characters behind a clean span; an empty span gives an empty one."""
        start, end = span
        if start >= end:
            at = self.starts[start] if start < len(self) else (self.ends[-1] if len(self) else 0)
            return at, at
        return self.starts[start], self.ends[end - 1]

    def slice(self, span: Span) -> MappedText:
        start, end = span
        return MappedText(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def edited(self, edits: Sequence[tuple[int, int, str]]) -> MappedText:
        """Replace each `[start, end)` (sorted, disjoint) by other text.

        A replacement of the same length keeps the map character by character; of any other length, each new
        character stands for the whole replaced run. A deletion widens nothing: its raw characters simply have no
        clean character.
        """
        parts, at = [], 0
        for start, end, new in edits:
            parts.append(self.slice((at, start)))
            if len(new) == end - start:
                parts.append(MappedText(new, self.starts[start:end], self.ends[start:end]))
            elif new:
                first, last = self.raw_span((start, end))
                parts.append(MappedText(new, array("L", [first] * len(new)), array("L", [last] * len(new))))
            at = end
        parts.append(self.slice((at, len(self))))
        return MappedText.join(parts)
