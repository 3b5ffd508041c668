"""Values into RDF terms, a column at a time, in the canonical form of N-Quads.

Apart, because this is the only place that knows how a term is written. The forms are those of "RDF 1.2 N-Quads",
canonical form, with canonical literals (XSD 1.1 Part 2: decimals `40.5` and `90`), so that a store gives back the same
characters. A value that is absent gives an absent term, and an absent term gives no statement.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import quote

from zeren.errors import ModelError
from zeren.vocab import CODE, COMPARATOR_CODE, NS

if TYPE_CHECKING:
    import pandas as pd

    Column: TypeAlias = "pd.Series[str]"

PREFIXES: Final = {
    "z": NS,
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_XSD: Final = PREFIXES["xsd"]
_ESCAPES: Final = {chr(n): f"\\u{n:04X}" for n in (*range(32), 0x7F, 0xFFFE, 0xFFFF)} | {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}
_TRANSLATION: Final = str.maketrans(_ESCAPES)
_NEEDS_ESCAPE: Final = f"[{re.escape(''.join(_ESCAPES))}]"
_DATES: Final = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "date", "{}"),
    (re.compile(r"\d{4}-\d{2}"), "gYearMonth", "{}-01"),
    (re.compile(r"\d{4}"), "gYear", "{}-01-01"),
)


def expand(name: str) -> str:
    """The IRI that a prefixed name stands for.

    >>> expand("z:bearer")
    'https://w3id.org/zeren/ns#bearer'
    """
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def segment(identifier: str) -> str:
    """An identifier as part of an IRI; slashes stay.

    >>> segment("371300/finance"), segment("a b")
    ('371300/finance', 'a%20b')
    """
    return quote(identifier, safe="/-._~")


def indicator_id(name: str) -> str:
    """The identity of an indicator: the first 16 hex digits of the SHA-256 digest of its name."""
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def escape(text: str) -> str:
    r"""The characters between the quotes of a literal.

    >>> escape('a"b\n')
    'a\\"b\\n'
    """
    return text.translate(_TRANSLATION)


def decimal_form(value: float) -> str:
    """The canonical decimal of a finite number; any other is a ModelError.

    >>> decimal_form(40.50), decimal_form(90.0), decimal_form(1e21), decimal_form(-0.0)
    ('40.5', '90', '1000000000000000000000', '0')
    """
    if not math.isfinite(value):
        raise ModelError(f"a figure of the facts is {value}: a decimal must be a finite number")
    text = format(Decimal(repr(float(value))), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def date_term(text: str) -> str:
    """A date, month or year as a typed literal; anything else stays a plain string, for the shapes to find.

    >>> date_term("2021-06-30").endswith("#date>"), date_term("2025-02-30")
    (True, '"2025-02-30"')
    """
    for pattern, datatype, whole in _DATES:
        if pattern.fullmatch(text) and _is_date(whole.format(text)):
            return f'"{text}"^^<{_XSD}{datatype}>'
    return f'"{escape(text)}"'


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def by_value(column: Column, function: Callable[[Any], str]) -> Column:
    """The function over a column, called once for each value that occurs; absent stays absent."""
    return column.map({value: function(value) for value in column.dropna().unique()}).astype("string")


def joined(*parts: Column | str) -> list[bytes]:
    """Columns and constants joined row by row, as UTF-8; a row with an absent part is left out."""
    import pyarrow as pa
    import pyarrow.compute as pc

    text = pa.large_string()
    arrays = [pa.scalar(part, text) if isinstance(part, str) else pa.array(part).cast(text) for part in parts]
    rows = pc.binary_join_element_wise(*arrays, pa.scalar("", text), null_handling="emit_null").drop_null()
    found: list[bytes] = rows.cast(pa.large_binary()).to_numpy(zero_copy_only=False).tolist()
    return found


def escaped(column: Column) -> Column:
    """`escape` over a column; only the few values that need it leave the fast path."""
    needs = column.str.contains(_NEEDS_ESCAPE, regex=True).fillna(False)
    if not needs.any():
        return column
    return column.mask(needs, column[needs].map(escape))


def iris(column: Column) -> Column:
    return "<" + column + ">"


def strings(column: Column) -> Column:
    return '"' + escaped(column) + '"'


def tagged(column: Column, language: str | Column) -> Column:
    return '"' + escaped(column) + '"@' + language


def codes(column: Column, scheme: str) -> Column:
    """Words of a closed list as concepts of its scheme."""
    written = {str(word): code for word, code in COMPARATOR_CODE.items()} if scheme == "comparator" else {}
    return by_value(column, lambda word: f"<{CODE}{scheme}/{segment(written.get(word, word))}>")


def integers(column: Column) -> Column:
    return '"' + column.astype("string") + f'"^^<{_XSD}integer>'


def decimals(column: Column) -> Column:
    return by_value(column, lambda number: f'"{decimal_form(number)}"^^<{_XSD}decimal>')


def booleans(column: Column) -> Column:
    return by_value(column, lambda flag: f'"{str(bool(flag)).lower()}"^^<{_XSD}boolean>')


def dates(column: Column) -> Column:
    return by_value(column, date_term)


FORMS: Final[dict[str, Callable[[Column], Column]]] = {
    "iri": iris,
    "string": strings,
    "integer": integers,
    "decimal": decimals,
    "boolean": booleans,
    "date": dates,
}
