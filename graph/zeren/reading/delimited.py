"""CSV and TSV files: rows of cells with their places in the raw text.

Apart from the csv module, which tells no offsets; the grammar is that of RFC 4180 as the csv module reads it, with
quoted line breaks and doubled quotation marks. The delimiter is the one that makes the widest regular table, or the one
that a first line `sep=;` names, as Excel writes it; rows may be of any length.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final

from zeren.errors import TooLarge
from zeren.model import Document
from zeren.reading.draft import CellDraft, Pen, Piece, Source, assemble
from zeren.reading.grid import row_drafts
from zeren.text.decode import decode

DELIMITERS: Final = (",", "\t", ";", "|")
FULL_WIDTH: Final = ("，", "；", "｜")
"""Marks of running text too: believed only where none of the others parts two rows and these part all alike."""
SAMPLE_ROWS = 50
"""How many rows are looked at to find the delimiter."""
SAMPLE_CHARACTERS = 50_000
"""How much of a file is looked at to find the delimiter."""
MAX_CELLS = 1_000
"""The most cells that one row may have."""
MAX_ROWS = 500_000
"""The most rows that one file may have."""

_NAMED: Final = re.compile(r"sep=([^\r\n])(?:\r\n|\r|\n)")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")


def read_delimited(source: Source, data: bytes) -> Document:
    """The document of a CSV or TSV file: one table, its empty rows left out."""
    raw, encoding = decode(data)
    named = _NAMED.match(raw)
    delimiter = named[1] if named else find_delimiter(raw, "\t" if source.format == "tsv" else "")
    found = records(raw, delimiter, named.end() if named else 0)
    rows = [[CellDraft(piece) for piece in record] for record in islice(found, MAX_ROWS + 1)]
    if len(rows) > MAX_ROWS:
        raise TooLarge(f"more than {MAX_ROWS} rows; split the file")
    return assemble(source._replace(encoding=encoding), raw, row_drafts(rows, 1), {})


def find_delimiter(raw: str, named: str = "") -> str:
    """The character that parts the cells of the first rows; the one that the file's name stands for, where that parts two rows.

    >>> find_delimiter("序号;任务\\n1;甲,乙"), find_delimiter("序号，任务\\n1，甲")
    (';', '，')
    """
    raw = raw[:SAMPLE_CHARACTERS]
    if named and _regularity(raw, named)[0] > 1:
        return named
    found = max((named or ",", *DELIMITERS), key=lambda mark: _regularity(raw, mark))
    even = (mark for mark in FULL_WIDTH if _regularity(raw, found)[0] < 2 and _is_even(raw, mark))
    return next(even, found)


def _is_even(raw: str, delimiter: str) -> bool:
    """Whether it parts every row, the header too, into the same number of cells."""
    widths = [
        len(record) for record in islice(records(raw, delimiter), SAMPLE_ROWS) if any(len(p.text) for p in record)
    ]
    return len(widths) > 1 and {*widths} == {max(widths)} != {1}


def _regularity(raw: str, delimiter: str) -> tuple[int, int]:
    """How many rows have the commonest width beyond one cell, and that width."""
    widths = Counter(len(record) for record in islice(records(raw, delimiter), SAMPLE_ROWS))
    rows, width = max(((n, width) for width, n in widths.items() if width > 1), default=(0, 0))
    return rows, width


def records(raw: str, delimiter: str, at: int = 0) -> Iterator[list[Piece]]:
    """The rows of a delimited text, from `at` on, as pieces."""
    mark = re.escape(delimiter)
    field = re.compile(rf'"(?P<quoted>(?:[^"]++|"")*+)"(?P<rest>[^{mark}\r\n]*)|(?P<plain>[^{mark}\r\n]*)')
    record: list[Piece] = []
    while at < len(raw):
        match = field.match(raw, at)
        assert match is not None, "the plain alternative takes nothing at all"
        record.append(_piece(match))
        at = match.end()
        line_end = _LINE_END.match(raw, at)
        if len(record) > MAX_CELLS:
            raise TooLarge(f"a row of more than {MAX_CELLS} cells; split the file, or look for a stray quotation mark")
        if at < len(raw) and not line_end:
            at += 1
            if at < len(raw):
                continue
            record.append(Piece())
        yield record
        record, at = [], line_end.end() if line_end else at


def _piece(match: re.Match[str]) -> Piece:
    pen = Pen()
    if match.group("quoted") is None:
        pen.copy(match.group("plain"), match.start("plain"))
    else:
        _write_quoted(pen, match.group("quoted"), match.start("quoted"))
        pen.copy(match.group("rest"), match.start("rest"))
    return pen.lift()


def _write_quoted(pen: Pen, text: str, start: int) -> None:
    """The inside of a quoted cell: doubled quotation marks are one, line ends are line feeds, tabs are blanks."""
    at = 0
    for match in re.finditer('""|\r\n|\r|\t', text):
        pen.copy(text[at : match.start()], start + at)
        made = {'""': '"', "\t": " "}.get(match.group(), "\n")
        pen.stand(made, (start + match.start(), start + match.end()))
        at = match.end()
    pen.copy(text[at:], start + at)
