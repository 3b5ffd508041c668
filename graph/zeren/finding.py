"""What `zeren check` finds, as it passes from the reading half to the pages and workbooks that show it.

Apart from `model`, because a finding is told to people: it carries its words in both languages and the place where they
look for it, while facts carry neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from zeren.model import Span

Severity: TypeAlias = Literal["error", "warning", "note"]
Lang: TypeAlias = Literal["zh", "en"]

SEVERITIES: Final[dict[Severity, tuple[str, str]]] = {
    "error": ("错误", "error"),
    "warning": ("提醒", "warning"),
    "note": ("说明", "note"),
}
_LETTERS: Final = 26


class Words(NamedTuple):
    """The same in Chinese and in English."""

    zh: str
    en: str

    def by(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Position:
    """Where people look: all counts are from 1; a sheet's row and column are those of the sheet itself, and a paragraph
    is one with text that stands in no table."""

    sheet: str | None = None
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None
    paragraph: int | None = None

    @property
    def cell(self) -> str | None:
        """The cell of a sheet by its name.

        >>> Position(sheet="任务", row=7, column=28).cell
        'AB7'
        """
        if self.sheet is None or self.row is None or self.column is None:
            return None
        return f"{column_letters(self.column)}{self.row}"

    def words(self, lang: Lang) -> str:
        """The place in a few words.

        >>> Position(table=1, row=7, column=4).words("en"), Position(sheet="任务", row=7, column=4).words("zh")
        ('table 1, row 7, column 4', '工作表“任务”D7')
        """
        return (_in_chinese if lang == "zh" else _in_english)(self)


def column_letters(column: int) -> str:
    """The letters of a column, counted from 1.

    >>> column_letters(4), column_letters(27)
    ('D', 'AA')
    """
    letters = ""
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters


def _in_chinese(at: Position) -> str:
    if at.sheet is not None:
        return f"工作表“{at.sheet}”{at.cell or (f'第{at.row}行' if at.row else '')}"
    page = f"第{at.page}页" if at.page else ""
    line = f"文本第{at.line}行" if at.line else ""
    if at.table is not None and at.row is not None:
        column = f"第{at.column}列" if at.column else ""
        return f"{page}表{at.table}第{at.row}行{column}" + (f"（{line}）" if line else "")
    paragraph = f"第{at.paragraph}段" if at.paragraph else ""
    return page or line or paragraph or "全文"


def _in_english(at: Position) -> str:
    if at.sheet is not None:
        return f"sheet {at.sheet}" + (f", {at.cell}" if at.cell else f", row {at.row}" if at.row else "")
    parts = [f"page {at.page}"] if at.page else []
    if at.table is not None and at.row is not None:
        parts += [f"table {at.table}", f"row {at.row}", *([f"column {at.column}"] if at.column else [])]
    if not at.page and at.line:
        parts.append(f"line {at.line}")
    if at.paragraph:
        parts.append(f"paragraph {at.paragraph}")
    return ", ".join(parts) or "the document"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: `span` is in raw offsets, `text` the words there, `measure` the order of the measure, if any.

    `title` names the kind of finding, `message` says what is so here, `advice` what to do.
    """

    id: str
    severity: Severity
    position: Position
    span: Span
    text: str
    measure: int | None
    title: Words
    message: Words
    advice: Words

    def to_json(self, lang: Lang) -> dict[str, Any]:
        """The plain view that `zeren check --format json` prints."""
        at = self.position
        return {
            "id": self.id,
            "severity": self.severity,
            "title": self.title.by(lang),
            "message": self.message.by(lang),
            "advice": self.advice.by(lang),
            "measure": self.measure,
            "place": at.words(lang),
            "sheet": at.sheet,
            "page": at.page,
            "table": at.table,
            "row": at.row,
            "column": at.column,
            "cell": at.cell,
            "line": at.line,
            "paragraph": at.paragraph,
            "span": list(self.span),
            "text": self.text,
        }
