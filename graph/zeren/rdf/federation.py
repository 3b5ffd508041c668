"""Keeps queries at home: finds SERVICE, LOAD and other updates before a query reaches the store.

Apart, because the store follows SERVICE to the network without asking, and has no switch against it. The check reads
tokens, so that a word in a string, a comment, an IRI, a variable or a local name is no keyword. A prefix label with
"service" in it is refused.
"""

import re
from typing import Final

from zeren.errors import FederationRefused, QueryError
from zeren.rdf.tokens import prologue, spoken

_WORD: Final = re.compile("[A-Za-z]*")
_UPDATES: Final = frozenset(("INSERT", "DELETE", "WITH", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"))


def check_stays_home(text: str) -> None:
    """Raise `FederationRefused` for SERVICE and LOAD, `QueryError` for updates and for what cannot be told apart.

    >>> check_stays_home('SELECT * { ?service <http://example.org/service#x> "SERVICE" } # SERVICE')
    """
    keywords = spoken(text)
    if re.search("service", keywords, re.IGNORECASE):
        raise FederationRefused(
            "the query asks another server (SERVICE), and queries here never use the network; take that part out "
            "(a prefix label with 'service' in it must be named otherwise)"
        )
    word = _WORD.findall(keywords, prologue(keywords))[0].upper()
    if word == "LOAD":
        raise FederationRefused("LOAD fetches from the network, which queries here never use; build from files instead")
    if word in _UPDATES:
        raise QueryError(f"{word} changes the graph, and queries only read; use SELECT, ASK, CONSTRUCT or DESCRIBE")
