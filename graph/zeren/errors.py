"""Every exception that zeren raises on purpose, sorted by whose fault it is.

    ZerenError
    ├── InputError              the document cannot be used
    │   ├── UnreadableDocument      broken, empty or not text
    │   ├── TooLarge                past a named limit
    │   ├── UnsupportedFormat       a kind of file that no reader takes
    │   └── ReaderFailed            a reader broke on it: a defect of zeren
    ├── ModelError              facts, vocabulary or ontology disagree
    ├── QueryError              the query cannot be answered as asked
    │   ├── QueryMisused            no such query, or parameters that are not its own
    │   ├── QueryTimeout
    │   ├── QueryTooLarge
    │   └── FederationRefused
    ├── StoreError              the store is missing, locked or broken
    └── BuildError              a build could not be made or published

A message says what is wrong, where, and what to do.
"""


class ZerenError(Exception):
    """The root of all errors that zeren raises on purpose."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows instead of a traceback: the message says what is wrong, where, and what to do."""
        return [f"{type(self).__name__}: {self}"]


class InputError(ZerenError):
    """A document that cannot be used; the message names the file."""


class UnreadableDocument(InputError):
    """A file that is missing, empty, broken or not text."""


class TooLarge(InputError):
    """A document past one of the named limits of the readers."""


class UnsupportedFormat(InputError):
    """A kind of file that no reader takes."""


class ReaderFailed(InputError):
    """A document on which a reader broke in its own process: a defect of zeren."""


class ModelError(ZerenError):
    """Facts, vocabulary or ontology that contradict each other."""


class QueryError(ZerenError):
    """A query that cannot be answered as asked."""


class QueryMisused(QueryError):
    """A query that does not exist, or whose parameters are missing, unknown or not of their type: wrong usage."""


class QueryTimeout(QueryError):
    """A query that ran past its time limit."""


class QueryTooLarge(QueryError):
    """A query whose answer is past its row limit."""


class FederationRefused(QueryError):
    """A query that asks for the network (SERVICE, LOAD)."""


class StoreError(ZerenError):
    """A store that is missing, locked or broken."""


class BuildError(ZerenError):
    """A build that could not be made or published."""
