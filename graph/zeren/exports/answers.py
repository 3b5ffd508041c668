"""The answer to a query as bytes, in each format that `zeren query --format` writes (a table for people aside)."""

import json
from collections.abc import Callable
from typing import Final, Literal, TypeAlias

from zeren.exports.office import csv_bytes, xlsx_bytes
from zeren.rdf.answers import Answer

Format: TypeAlias = Literal["json", "csv", "xlsx", "srj"]

_WRITERS: Final[dict[Format, Callable[[Answer], bytes]]] = {
    "json": lambda answer: (json.dumps(answer.to_json(), ensure_ascii=False, indent=1) + "\n").encode(),
    "csv": lambda answer: csv_bytes((answer.columns, answer.rows)),
    "xlsx": lambda answer: xlsx_bytes({"answer": (answer.columns, answer.rows)}),
    "srj": lambda answer: (answer.srj() + "\n").encode(),
}


def answer_bytes(answer: Answer, fmt: Format) -> bytes:
    """`json`: a list of objects with plain values; `csv`, `xlsx`: for spreadsheets; `srj`: SPARQL 1.1 results."""
    return _WRITERS[fmt](answer)
