"""What is wrong with a query that does not parse, in one line for people.

Apart from running queries, because the parser lists every sign that could have come next, and names the furthest place
it reached, which may lie past the fault. The likely mistakes are looked for first; the parser's place comes last.
"""

import re
from collections.abc import Iterator
from typing import Final

from zeren.rdf.prefixes import PREFIXES
from zeren.rdf.tokens import labels, prologue, spoken

_FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_POSITION: Final = re.compile(r"(?<!\d)(\d++):(\d+)")
_SENTENCE: Final = re.compile(r"[A-Z][a-z]*(?: \w+){2,}")
_WORD: Final = re.compile(r"[A-Za-z]+|\S?")
_TERM: Final = r"(?:[?$]\w+|<[^<>\s]*>|[\w-]*:[\w-]*|a|\"[^\"\n]*\"|'[^'\n]*'|[+-]?\d+(?:\.\d+)?)"
_UNFINISHED: Final = re.compile(rf"(?:(?:[{{}}]|\.(?!\d))\s*{_TERM}(?:\s+{_TERM})?|;\s*{_TERM})\s*(?=[.;}}])")
_VALUES: Final = re.compile(r"VALUES\s*(?:[?$]\w+|\([^()]*\))\s*$", re.IGNORECASE)
_DECLARES: Final = re.compile(r"PREFIX\s+$", re.IGNORECASE)


def explain(name: str, text: str, message: str) -> str:
    """The mistake, its line and column, then that line with a mark below; `message` is the parser's."""
    at, wrong = next(_mistakes(text, message))
    if at is None:
        return f"{name}: {wrong}"
    before = text[:at]
    number, column = before.count("\n") + 1, at - before.rfind("\n")
    line = text.split("\n")[number - 1].rstrip("\r")
    return f"{name}, line {number}, column {column}: {wrong}\n    {line}\n    {' ' * (column - 1)}^"


def _mistakes(text: str, message: str) -> Iterator[tuple[int | None, str]]:
    """Where and what, the surest first."""
    words = spoken(text)
    start = prologue(words)
    form = _WORD.match(words, start)
    if form and form[0].upper() not in _FORMS:
        said = f", not with {form[0]!r}" if form[0] else ""
        yield start, f"a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE{said}"
    yield from _undeclared(text)
    yield from ((None, found[0]) for found in _SENTENCE.finditer(message) if found[0] != "Prefix not found")
    yield from _unfinished(text, words)
    if (open_ := words.count("{") - words.count("}")) > 0:
        yield len(text.rstrip()), f"the query ends with {open_} '{{' not closed by '}}'"
    if open_ < 0:
        yield words.rindex("}"), "a '}' closes nothing"
    yield _place(text, message)


def _undeclared(text: str) -> Iterator[tuple[int, str]]:
    used = list(labels(text))
    declared = {label for label, at in used if _DECLARES.search(text, max(0, at - 100), at)}
    for label, at in used:
        if label not in declared and label not in PREFIXES:
            yield at, f"the prefix '{label}:' is not declared; these need no declaration: {', '.join(PREFIXES)}"


def _unfinished(text: str, words: str) -> Iterator[tuple[int, str]]:
    """Patterns of fewer than three terms."""
    for found in _UNFINISHED.finditer(text):
        if words[found.start()] != " " and not _VALUES.search(text, 0, found.start()):
            yield found.end(), "the pattern before here is not finished; it needs a subject, a predicate and an object"


def _place(text: str, message: str) -> tuple[int | None, str]:
    found = _POSITION.search(message)
    if not found:
        return None, "the query is not understood"
    lines = text.splitlines(keepends=True)
    at = min(sum(map(len, lines[: int(found[1]) - 1])) + int(found[2]) - 1, len(text))
    word = _WORD.match(text, at)
    return at, f"the query is not understood {f'at {word[0]!r} or' if word and word[0] else 'somewhere'} before"
