"""What the words of a SPARQL query are: keywords told from strings, comments, IRIs, variables and local names.

Apart from the checks that read them, so that every check tells keywords in the same way. The store's parser needs no
blank before or after a keyword (`1SERVICE:x{`) and takes `<` for an operator where it can; where a reading in tokens
could differ from the parser's, the query is refused.
"""

import re
from collections.abc import Iterator
from typing import Final

from zeren.errors import QueryError

_IRI_CHARACTER: Final = r"[^<>\"{}|^`\\\x00-\x20]"
_SILENT: Final = re.compile(
    rf"""
      \#[^\r\n]*                                               # comment
    | <[A-Za-z][A-Za-z0-9+.-]*://{_IRI_CHARACTER}*>            # IRI that can be nothing else
    | <(?:(?![\#']){_IRI_CHARACTER})*>                         # other IRI, or operators with nothing to hide between
    | (?P<doubtful><{_IRI_CHARACTER}*>)                        # an IRI, or an operator before a comment or string
    | \"\"\"(?:\"{{0,2}}(?:[^\"\\]|\\.))*\"\"\" | '''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
    | \"(?:[^\"\\\r\n]|\\.)*\" | '(?:[^'\\\r\n]|\\.)*'
    | @[A-Za-z][A-Za-z0-9-]*                                   # language tag
    | [?$]\w+                                                  # variable
    | (?P<local>:(?:[\w.:%-]|\\[_~.!$&'()*+,;=/?\#@%-])*)      # local part of a name
    """,
    re.VERBOSE | re.DOTALL,
)
_LABEL: Final = re.compile(r"(?:[^\W\d_][\w.-]*)?$")
_PROLOGUE: Final = re.compile(r"\s*(?:(?:PREFIX\s+[\w.-]*|BASE)\s*)*", re.IGNORECASE)


def spoken(text: str) -> str:
    """The query with blanks for all that can hold no keyword; every other character stands where it stood.

    >>> spoken("ASK { ?s z:p 'FROM' }")
    'ASK {    z          }'
    """
    return _SILENT.sub(_blank, text)


def prologue(words: str) -> int:
    """Where the prologue (PREFIX, BASE) of a query ends, from its spoken words."""
    found = _PROLOGUE.match(words)
    return found.end() if found else 0


def labels(text: str) -> Iterator[tuple[str, int]]:
    """The prefix label of every name, declarations among them, and where it stands."""
    words = spoken(text)
    for found in _SILENT.finditer(text):
        if found["local"] and not words.endswith("_", 0, found.start()):
            label = _LABEL.search(words, max(0, found.start() - 100), found.start())
            yield label[0] if label else "", label.start() if label else found.start()


def _blank(found: re.Match[str]) -> str:
    if found["doubtful"]:
        raise QueryError(
            f"cannot tell whether {found[0]!r} is an IRI or holds the operator '<'; "
            "put blanks around the operator, or write the IRI in full"
        )
    return " " * len(found[0])
