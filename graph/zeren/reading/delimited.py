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
from zeren.reading.draft import CellDraft, Pen, Piece, Source, assemble, copied
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
    sample = islice(records(raw, delimiter), SAMPLE_ROWS)
    widths = [len(record) for record in sample if any(piece.text.text for piece in record)]
    return len(widths) > 1 and {*widths} == {max(widths)} != {1}


def _regularity(raw: str, delimiter: str) -> tuple[int, int]:
    """How many rows have the commonest width beyond one cell, and that width."""
    widths = Counter(len(record) for record in islice(_fields(raw, delimiter, 0), SAMPLE_ROWS))
    rows, width = max(((n, width) for width, n in widths.items() if width > 1), default=(0, 0))
    return rows, width


def records(raw: str, delimiter: str, at: int = 0) -> Iterator[list[Piece]]:
    """The rows of a delimited text, from `at` on, as pieces."""
    return ([_piece(field) for field in record] for record in _fields(raw, delimiter, at))


def _fields(raw: str, delimiter: str, at: int) -> Iterator[list[re.Match[str]]]:
    """The rows as the fields that they are written in, each up to its delimiter or line end."""
    mark = re.escape(delimiter)
    field = re.compile(
        rf'(?:"(?P<quoted>(?:[^"]++|"")*+)"(?P<rest>[^{mark}\r\n]*)|(?P<plain>[^{mark}\r\n]*))(?P<end>{mark}|\r\n|\r|\n|)'
    )
    record: list[re.Match[str]] = []
    for match in field.finditer(raw, at):
        if match.start() == len(raw) and not record:
            return
        record.append(match)
        if len(record) > MAX_CELLS:
            raise TooLarge(f"a row of more than {MAX_CELLS} cells; split the file, or look for a stray quotation mark")
        if match["end"] != delimiter:
            yield record
            record = []


def _piece(field: re.Match[str]) -> Piece:
    plain, quoted = field.group("plain", "quoted")
    if quoted is None:
        return copied(plain, field.start("plain"))
    pen = Pen()
    _write_quoted(pen, quoted, field.start("quoted"))
    pen.copy(field["rest"], field.start("rest"))
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
