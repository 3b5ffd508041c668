"""What is wrong with the document as a whole: nothing to read, headers, damage, copies, no year.

Apart from the checks of measures; much of it was told as a problem already and only gets its id here.
"""

from __future__ import annotations

from collections.abc import Iterator

from zeren.findings.reading import Found, Reading
from zeren.reading import struck


def whole(reading: Reading) -> Iterator[Found]:
    """The finds about the document itself."""
    if not reading.measures:
        yield Found("no-measure", (0, 0))
    for span in reading.outline.unread_headers:
        yield Found("header-not-understood", span, about={"text": " ".join(reading.words(span).split())})
    if reading.measures and reading.year is None:
        yield Found("no-year", (0, 0))
    yield from _damage(reading)
    for theme in reading.outline.themes:
        yield from (Found("heading-repeated", copy, about={"text": theme.name}) for copy in theme.mentions)
    yield from (Found("cut-off", span) for span in reading.outline.cut_off)
    if unread := [problem for problem in reading.document.problems if problem.kind == "cut-off"]:
        yield Found("not-read", unread[0].span, about={"count": str(len(unread))})


def _damage(reading: Reading) -> Iterator[Found]:
    from zeren.text.repair import mended

    places = mended(reading.document)
    if places:
        yield Found("repaired", places[0], about={"count": str(len(places))})
    for problem in reading.document.problems:
        if problem.kind == "repair-not-unique":
            yield Found("repair-not-unique", problem.span)
        elif problem.kind == "text-struck":
            yield Found("text-struck", (0, 0), about={"text": struck.named(problem)})
        elif problem.kind == "encoding-corrected":
            yield Found("encoding-corrected", (0, 0), about={"encoding": reading.document.encoding})
