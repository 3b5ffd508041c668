"""Lines that go on in the next one: a list broken after its comma, a bracket that closes a line later.

Apart from the readers, because a paragraph of any format can be broken so, by the width of a page or the end of a
cell. Only what shows by itself that it is not finished is joined; a line that merely looks full is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from zeren.reading.draft import BlockDraft, joined

MAX_LINES = 4
"""How many lines a broken one may take."""
LONGEST_BRACKET = 200
"""How long a bracket may be that closes in a later line."""

_UNFINISHED: Final = re.compile(r"[\u4e00-\u9fff)）〕】](?<![一二三四五六七八九十])\s*、$")
_BRACKET: Final = re.compile(r"[(（\[【〔]|(?P<close>[)）\]】〕])")
_LINE_OF_ITS_OWN: Final = re.compile(
    r"[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[.．、)）\s]|$)|[①-⑳#|*>-]|第[一二三四五六七八九十百]{1,4}[章节条件项]"
    r"|[\u4e00-\u9fff/／、()（）]{2,12}[:：]"
)


def unwrapped(drafts: Iterable[BlockDraft]) -> list[BlockDraft]:
    """The blocks with broken paragraphs made whole, nothing between the two parts."""
    made: list[BlockDraft] = []
    lines = 0
    for draft in drafts:
        if made and lines < MAX_LINES and _goes_on(made[-1], draft):
            made[-1] = replace(made[-1], piece=joined([made[-1].piece, draft.piece], ""))
            lines += 1
        else:
            made.append(draft)
            lines = 1
    return made


def _goes_on(upper: BlockDraft, lower: BlockDraft) -> bool:
    """Whether a paragraph is not finished and the next one begins as its rest would."""
    if upper.kind != "paragraph" or lower.kind != "paragraph":
        return False
    above, below = upper.piece.text.text, lower.piece.text.text
    if not below or _LINE_OF_ITS_OWN.match(below):
        return False
    return bool(_UNFINISHED.search(above)) or (_is_open(above) and _closes(below))


def _is_open(text: str) -> bool:
    """Whether the last bracket of a line is still open at its end."""
    depth = 0
    for sign in _BRACKET.finditer(text, max(0, len(text) - LONGEST_BRACKET)):
        depth = max(0, depth - 1) if sign["close"] else depth + 1
    return depth > 0


def _closes(text: str) -> bool:
    """Whether a line closes a bracket that it did not open, before it ends a sentence."""
    depth = 0
    for sign in _BRACKET.finditer(text, 0, LONGEST_BRACKET):
        depth += -1 if sign["close"] else 1
        if depth < 0:
            return not re.search("[。!！?？]", text[: sign.start()])
    return False
