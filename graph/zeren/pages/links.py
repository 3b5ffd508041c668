"""Names of files and anchors, made of stable ids only: the same facts always have the same address."""

from __future__ import annotations

import re
from hashlib import sha256

_PLAIN = re.compile(r"[a-z0-9]+(/[a-z0-9_-]+)?")


def unit_file(unit: str) -> str:
    """The file name of a unit's page, in lower-case ASCII; an id with other characters gets a hash of itself.

    >>> unit_file("371300/finance")
    '371300-finance.html'
    """
    if _PLAIN.fullmatch(unit):
        return unit.replace("/", "-") + ".html"
    stem = re.sub(r"[^a-z0-9]+", "-", unit.lower()).strip("-")[:40]
    return f"{stem or 'unit'}-{short_hash(unit)}.html"


def short_hash(*words: str) -> str:
    """Eight hex digits that stand for some words."""
    return sha256("\x1f".join(words).encode()).hexdigest()[:8]


def measure(order: int) -> str:
    """The anchor of a measure on its document's evidence page.

    >>> measure(7)
    'm-007'
    """
    return f"m-{order:03}"


def part(order: int, kind: str, position: int) -> str:
    """The anchor of a measure's part: `r` responsibility, `t` target, `s` milestone."""
    return f"{measure(order)}-{kind}{position}"


def loose(kind: str, position: int) -> str:
    """The anchor of what stands beside measures: `h` theme, `x` result, `k` mechanism, `p` problem, `u` residue."""
    return f"{kind}-{position:03}"


def evidence(document: str, anchor: str = "") -> str:
    """A place on an evidence page, seen from the folder of the pages."""
    return f"evidence/{document}.html" + (f"#{anchor}" if anchor else "")
