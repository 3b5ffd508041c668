"""What a query gives back: columns and rows, as plain values, frames, objects or SPARQL results.

Apart from running queries, so that whoever shows an answer needs no store.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import isfinite
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

if TYPE_CHECKING:
    import pandas as pd

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Plain: TypeAlias = str | int | float | bool | None

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_PLAIN_STRINGS: Final = frozenset((_XSD + "string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"))


SHOWN_ROWS: Final = 50
SHOWN_COLUMNS: Final = 20
_SHOWN_CHARACTERS: Final = 200
"""How much of an answer a notebook shows."""


@dataclass(frozen=True, repr=False)
class Answer:
    """A table of RDF terms; `None` where a variable is unbound. `boolean` is set for ASK only, beside its one cell."""

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]
    boolean: bool | None = None

    def __len__(self) -> int:
        return len(self.terms)

    @cached_property
    def rows(self) -> list[tuple[Plain, ...]]:
        """The rows as plain values: numbers, booleans, strings for all else (dates as in ISO 8601, IRIs in full)."""
        return [tuple(plain(term) for term in row) for row in self.terms]

    def to_json(self) -> list[dict[str, Plain]]:
        """One object a row, as `zeren query --format json` prints it."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def frame(self) -> pd.DataFrame:
        """The rows as a DataFrame whose types allow for missing values."""
        import pandas as pd

        return pd.DataFrame(self.rows, columns=list(self.columns), dtype=object).convert_dtypes()

    def srj(self) -> str:
        """The answer in the SPARQL 1.1 Query Results JSON Format."""
        if self.boolean is not None:
            return json.dumps({"head": {}, "boolean": self.boolean})
        bindings = [
            {name: _binding(term) for name, term in zip(self.columns, row, strict=True) if term is not None}
            for row in self.terms
        ]
        head = {"vars": list(self.columns)}
        return json.dumps({"head": head, "results": {"bindings": bindings}}, ensure_ascii=False, indent=1)

    def __repr__(self) -> str:
        return f"<answer of {len(self)} rows: {', '.join(self.columns[:SHOWN_COLUMNS])}>"

    def _repr_html_(self) -> str:
        """The first rows as a table, every word escaped, and how many rows and columns are left out."""
        shown = Answer(self.columns[:SHOWN_COLUMNS], tuple(row[:SHOWN_COLUMNS] for row in self.terms[:SHOWN_ROWS]))
        plain = shown.frame().astype(object)
        table = plain.where(plain.notna(), "").map(_clipped).to_html(index=False)
        return f"{table}<p>{self._told()}</p>"

    def _told(self) -> str:
        """How many rows there are, and what of them is not shown."""
        rows, columns = len(self) - SHOWN_ROWS, len(self.columns) - SHOWN_COLUMNS
        parts = [f"{count} more {what}" for count, what in ((rows, "rows"), (columns, "columns")) if count > 0]
        left = f"; {' and '.join(parts)} in .frame()" if parts else ""
        return f"{len(self)} {'row' if len(self) == 1 else 'rows'}{left}"


def plain(term: Term | None) -> Plain:
    """A term as a plain value; INF and NaN stay strings, for JSON has no such numbers.

    >>> plain(Literal("2.50", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")))
    2.5
    """
    if not isinstance(term, Literal):
        return None if term is None else term.value if isinstance(term, NamedNode) else str(term)
    match term.datatype.value.removeprefix(_XSD):
        case "integer" | "int" | "long" | "nonNegativeInteger" | "positiveInteger":
            return int(term.value)
        case "decimal":
            number = Decimal(term.value)
            return int(number) if number == number.to_integral_value() else float(number)
        case "double" | "float":
            return float(term.value) if isfinite(float(term.value)) else term.value
        case "boolean":
            return term.value in ("true", "1")
    return term.value


def _clipped(value: Plain) -> Plain:
    """A value to show, cut where it is a long string."""
    cut = isinstance(value, str) and len(value) > _SHOWN_CHARACTERS
    return f"{str(value)[:_SHOWN_CHARACTERS]}…" if cut else value


def _binding(term: Term) -> dict[str, object]:
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Triple():
            parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
            return {"type": "triple", "value": {name: _binding(part) for name, part in parts.items()}}
    binding: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        binding["xml:lang"] = term.language
    elif term.datatype.value not in _PLAIN_STRINGS:
        binding["datatype"] = term.datatype.value
    return binding
