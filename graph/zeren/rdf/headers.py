"""The comments at the head of a query file: its question, its parameters, the columns it promises.

Apart from running queries, because the header is a small format of its own, which people write by hand:

    # zh: 哪些目标在某日之前到期?
    # en: Which targets fall due by a date?
    # param by: date -- 截止日期 / the last day that counts
    # param year: integer? -- 计划年度 / the plan's year
    # param least: integer = 2 -- 至少几条 / at least so many
    # column due: date -- 到期日 / the due date

`?` makes a parameter optional: unset, it means "any". A parameter `by` is the variable `?_by` of the query, which its
SELECT must name. Other comments are free.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from zeren.errors import QueryError

ParameterType: TypeAlias = Literal[
    "string",
    "integer",
    "decimal",
    "boolean",
    "date",
    "unit",
    "place",
    "role",
    "kind",
    "level",
    "comparator",
    "deadline-basis",
]
ColumnType: TypeAlias = Literal["string", "integer", "decimal", "date", "boolean", "iri"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """`default` is what an unset parameter takes; an optional one without default means "any"."""

    name: str
    type: ParameterType
    required: bool
    default: str | None
    description: str


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: ColumnType
    description: str


@dataclass(frozen=True, slots=True)
class Query:
    """A question of the library, or a file of the user's own; `text` is the whole file."""

    name: str
    zh: str
    en: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str


_PARAMETER_TYPES: Final[dict[str, ParameterType]] = {name: name for name in get_args(ParameterType)}
_COLUMN_TYPES: Final[dict[str, ColumnType]] = {name: name for name in get_args(ColumnType)}
_LINE: Final = re.compile(r"#\s*(?P<key>zh|en|param|column)\b:?\s*(?P<rest>.*)")
_DECLARED: Final = re.compile(
    r"(?P<name>[a-z]\w*):\s*(?P<type>[a-z-]+)(?P<optional>\?)?\s*(?:=\s*(?P<default>\S+)\s*)?--\s*(?P<description>.+)"
)


def parse(name: str, text: str) -> Query:
    """Read a query file; a header is optional, but what stands in it must be well formed."""
    questions = {"zh": "", "en": ""}
    parameters: list[Parameter] = []
    columns: list[Column] = []
    for place, key, rest in _header(name, text):
        match key:
            case "param":
                parameters.append(_parameter(place, rest))
            case "column":
                columns.append(_column(place, rest))
            case _:
                questions[key] = rest
    return Query(name, questions["zh"], questions["en"], tuple(parameters), tuple(columns), text)


def _header(name: str, text: str) -> Iterator[tuple[str, str, str]]:
    """The lines of the header that say something: where they stand, their key, and what follows it."""
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            return
        if found := _LINE.fullmatch(line.strip()):
            yield f"{name}, line {number}", found["key"], found["rest"]


def _declared(place: str, rest: str, types: Iterable[str]) -> re.Match[str]:
    found = _DECLARED.fullmatch(rest)
    if not found:
        raise QueryError(f"{place}: {rest!r} should read 'NAME: TYPE -- what it is'")
    if found["type"] not in types:
        raise QueryError(f"{place}: no type {found['type']!r}; the types are {', '.join(types)}")
    return found


def _parameter(place: str, rest: str) -> Parameter:
    found = _declared(place, rest, _PARAMETER_TYPES)
    required = not found["optional"] and found["default"] is None
    return Parameter(found["name"], _PARAMETER_TYPES[found["type"]], required, found["default"], found["description"])


def _column(place: str, rest: str) -> Column:
    found = _declared(place, rest, _COLUMN_TYPES)
    return Column(found["name"], _COLUMN_TYPES[found["type"]], found["description"])
