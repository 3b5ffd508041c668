"""The plan of `plan24` as text files: CSV, TSV, Markdown, bare lines."""

from __future__ import annotations

import csv
import io

from plan24 import DUTY_SPANS, HEADERS, ROWS, THEME_SPANS, TITLE, duty_runs, duty_text


def grid(*, merged: bool = False) -> list[list[str]]:
    """The rows of the plan as words; where `merged`, cells that go on from above are empty."""
    made = []
    for n, row in enumerate(ROWS):
        theme = row.theme if THEME_SPANS[n] or not merged else ""
        duty = duty_text(row) if DUTY_SPANS[n] or not merged else ""
        made.append([str(n + 1), theme, row.task, duty, row.due_words])
    return made


def delimited(delimiter: str = ",", *, merged: bool = False, title: bool = False) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([[TITLE, "", "", "", ""]] if title else [])
    writer.writerow(HEADERS)
    writer.writerows(grid(merged=merged))
    return out.getvalue()


def _marked(n: int) -> str:
    return "".join(f"**{text}**" if bold else text for text, bold in duty_runs(ROWS[n]))


def markdown_table() -> str:
    lines = [f"# {TITLE}", "", "|" + "|".join(HEADERS) + "|", "|---" * len(HEADERS) + "|"]
    lines += ["|".join(["", *cells[:3], _marked(n), cells[4], ""]) for n, cells in enumerate(grid())]
    return "\n".join(lines) + "\n"


def markdown_items() -> str:
    """Headings and numbered items with a labelled line each."""
    lines = [f"# {TITLE}", ""]
    for n, row in enumerate(ROWS):
        lines += [f"## {row.theme}", ""] if THEME_SPANS[n] else []
        lines += [f"{n + 1}. {row.task}。", "", f"责任单位：{_marked(n)}", "", f"完成时限：{row.due_words}", ""]
    return "\n".join(lines)


def labelled_lines() -> str:
    lines = [TITLE, ""]
    for n, row in enumerate(ROWS):
        lines += [f"{'一二三四五'[sum(map(bool, THEME_SPANS[:n]))]}、{row.theme}"] if THEME_SPANS[n] else []
        lines += [f"{n + 1}.{row.task}。", f"责任单位：{duty_text(row)}", f"完成时限：{row.due_words}"]
    return "\n".join(lines) + "\n"
