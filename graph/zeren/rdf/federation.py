"""Keeps queries at home: finds SERVICE, LOAD and other updates before a query reaches the store.

Apart, because the store follows SERVICE to the network without asking, and has no switch against it. The check reads
tokens, so that a word in a string, a comment, an IRI, a variable or a local name is no keyword. The store's parser
needs no blank before or after a keyword (`1SERVICE:x{`) and takes `<` for an operator where it can; where a reading
in tokens could differ from the parser's, the query is refused. So is a prefix label with "service" in it.
"""

import re
from typing import Final

from zeren.errors import FederationRefused, QueryError

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
    | :(?:[\w.:%-]|\\[_~.!$&'()*+,;=/?\#@%-])*                 # local part of a name
    """,
    re.VERBOSE | re.DOTALL,
)
_FIRST_WORD: Final = re.compile(r"\s*(?:(?:PREFIX\s+[\w.-]*|BASE)\s*)*(?P<word>[A-Za-z]*)", re.IGNORECASE)
_UPDATES: Final = frozenset(("INSERT", "DELETE", "WITH", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"))


def check_stays_home(text: str) -> None:
    """Raise `FederationRefused` for SERVICE and LOAD, `QueryError` for updates and for what cannot be told apart.

    >>> check_stays_home('SELECT * { ?service <http://example.org/service#x> "SERVICE" } # SERVICE')
    """
    keywords = _SILENT.sub(_blank, text)
    if re.search("service", keywords, re.IGNORECASE):
        raise FederationRefused(
            "the query asks another server (SERVICE), and queries here never use the network; take that part out "
            "(a prefix label with 'service' in it must be named otherwise)"
        )
    start = _FIRST_WORD.match(keywords)
    word = start["word"].upper() if start else ""
    if word == "LOAD":
        raise FederationRefused("LOAD fetches from the network, which queries here never use; build from files instead")
    if word in _UPDATES:
        raise QueryError(f"{word} changes the graph, and queries only read; use SELECT, ASK, CONSTRUCT or DESCRIBE")


def _blank(found: re.Match[str]) -> str:
    if found["doubtful"]:
        raise QueryError(
            f"cannot tell whether {found[0]!r} is an IRI or holds the operator '<'; "
            "put blanks around the operator, or write the IRI in full"
        )
    return " "
