"""Reforms: which body took over from which, when, and how sure that is.

A rename, merge or split ends the original; a foundation or transfer moves some of its duties and leaves it in being. A
date is a year where no more is known.
"""

from dataclasses import dataclass
from typing import Final

from zeren.registry.csvtable import rows

ENDS_ORIGINAL: Final = frozenset({"rename", "merge", "split"})


@dataclass(frozen=True, slots=True)
class Reform:
    reform: str
    kind: str
    date: str
    original: str
    resulting: str
    source: str
    certainty: str


def table() -> list[Reform]:
    return [Reform(**row) for row in rows(__package__, "reforms")]


def history(unit: str) -> list[Reform]:
    """The reforms that led to a unit or came after it, back and forth along bodies that ended, by date."""
    reached, todo = {unit}, [unit]
    while todo:
        here = todo.pop()
        for event in table():
            if event.kind in ENDS_ORIGINAL:
                beyond = {event.original: event.resulting, event.resulting: event.original}.get(here)
                if beyond and beyond not in reached:
                    reached.add(beyond)
                    todo.append(beyond)
    touching = [e for e in table() if {e.original, e.resulting} <= reached or unit in (e.original, e.resulting)]
    return sorted(touching, key=lambda event: (event.date, event.reform, event.original))


def successors(unit: str) -> list[str]:
    """The bodies that answer today for what a unit answered for; the unit itself where it has not ended."""
    after = [event.resulting for event in table() if event.original == unit and event.kind in ENDS_ORIGINAL]
    return [last for body in after for last in successors(body)] if after else [unit]
