"""How fast files are read by format, beside the bare library that parses them.

    python bench/bench_formats.py [ROWS]

CPU seconds, the best of several rounds, for the plan of 24 rows that the tests know and for one of as many rows as asked
(2400 by default). *Read* is the reader of zeren: text, grid, bold and every character's place. *Parse* is the library
alone (python-docx, openpyxl, lxml, csv); *text* is the library asked for the text of every cell besides, which is the
least that any reader has to do.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, repeat
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import openpyxl

import plan24
import plan24_docx
import plan24_html
import plan24_text
import plan24_xlsx
from zeren.model import Document
from zeren.reading.draft import Source
from zeren.reading.open import READERS

ROUNDS = 7
ROWS = 2400


class Case(NamedTuple):
    """A file of a format and what a bare library does with it."""

    format: str
    data: bytes
    parse: Callable[[bytes], object]
    text: Callable[[bytes], object]


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    print(f"    {'':<8}{'rows':>6}{'cells':>8}{'documents/s':>13}{'cells/s':>10}{'read/parse':>12}{'read/text':>11}")
    for case in chain(cases(len(plan24.ROWS)), cases(rows)):
        measure(case)


def measure(case: Case) -> None:
    """Print a line of figures; the three are taken in turn, so that a busy machine is busy for all of them."""
    source = Source("plan", "0" * 64, case.format, "binary")
    jobs = (partial(READERS[case.format], source), case.parse, case.text)
    best = [
        min(times) for times in zip(*([seconds(job, case.data) for job in jobs] for _ in range(ROUNDS)), strict=True)
    ]
    document = READERS[case.format](source, case.data)
    cells, rows = counted(document)
    read, parse, text = best
    print(
        f"    {case.format:<8}{rows:>6}{cells:>8}{1 / read:>13.1f}{cells / read:>10.0f}"
        f"{read / parse:>12.2f}{read / text:>11.2f}"
    )


def counted(document: Document) -> tuple[int, int]:
    cells = sum(not cell.merged for block in document.blocks for cell in block.cells)
    return cells, sum(block.kind == "row" for block in document.blocks)


def seconds(job: Callable[[bytes], object], data: bytes) -> float:
    start = process_time()
    job(data)
    return process_time() - start


# --- files -----------------------------------------------------------------------------------------------------------


def cases(rows: int) -> Iterator[Case]:
    numbers = [n % len(plan24.ROWS) for n in range(rows)]
    yield Case("docx", word(numbers), parse_word, text_of_word)
    yield Case("xlsx", workbook(numbers), parse_workbook, text_of_workbook)
    yield Case("html", page(numbers), parse_page, text_of_page)
    yield Case("csv", delimited(rows), partial(delimited_rows, limit=0), delimited_rows)


def word(numbers: list[int]) -> bytes:
    made = (plan24_docx.row(n, plan24_docx.B) for n in numbers)
    return plan24_docx.file(plan24_docx.table(plan24_docx.header(), *made))


def workbook(numbers: list[int]) -> bytes:
    book = openpyxl.Workbook()
    sheet = plan24_xlsx.first(book)
    sheet.append(plan24.HEADERS)
    plan24_xlsx.add(sheet, numbers)
    return plan24_xlsx.saved(book)


def page(numbers: list[int]) -> bytes:
    start, end = plan24_html.table(plan24_html.B, "@").split("@")
    rows = end.removesuffix("</table>") * (len(numbers) // len(plan24.ROWS))
    return plan24_html.page(f"{start}{rows}</table>").encode()


def delimited(rows: int) -> bytes:
    head, _, body = plan24_text.delimited().partition("\n")
    return (head + "\n" + "".join(repeat(body, rows // len(plan24.ROWS)))).encode()


# --- bare libraries --------------------------------------------------------------------------------------------------


def parse_word(data: bytes) -> Any:
    import docx

    return docx.Document(io.BytesIO(data))


def text_of_word(data: bytes) -> object:
    """python-docx's own way to a table's cells; `row.cells` takes ten times as long."""
    return [cell.text for table in parse_word(data).tables for cell in table._cells]


def parse_workbook(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=True, data_only=True)


def text_of_workbook(data: bytes) -> object:
    return [str(cell.value) for sheet in parse_workbook(data) for row in sheet.iter_rows() for cell in row]


def parse_page(data: bytes) -> Any:
    import lxml.html

    return lxml.html.document_fromstring(data.decode(), parser=lxml.html.HTMLParser(huge_tree=True))


def text_of_page(data: bytes) -> object:
    return [cell.text_content() for cell in parse_page(data).iter("td", "th")]


def delimited_rows(data: bytes, limit: int | None = None) -> object:
    rows = csv.reader(io.StringIO(data.decode()))
    return list(rows) if limit is None else sum(1 for _ in rows)


if __name__ == "__main__":
    main()
