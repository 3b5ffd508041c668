"""The same words put otherwise tell the same facts.

Each change leaves what a document says as it is: the width of characters, blanks, line ends, script, format, what
stands beside it. The facts before and after are compared without their places; the share of the same facts is printed
(`pytest -s`), and what differs must be named in `EXPLAINED` with its reason.
"""

from __future__ import annotations

import html
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Final, TypeAlias

import pytest

from zeren.extract import extract_file
from zeren.model import Extraction, Measure, Target
from zeren.score.gold import plain
from zeren.text.simplify import simplify

SHARED = Path(os.environ.get("ZEREN_SHARED", Path(__file__).parents[2] / "shared"))
CORPUS = Path(__file__).parent / "corpus" / "texts"
CORPUS_TEXTS: Final = sorted(CORPUS.glob("*.txt"))
TEXTS: Final = [*CORPUS_TEXTS, *sorted((SHARED / "seeds").glob("*.txt"))]
LEAST: Final = 0.995

Fact: TypeAlias = tuple[object, ...]
Change: TypeAlias = Callable[[str], str | None]
"""The text put otherwise, or None where a text has nothing that could change."""


# --- facts -----------------------------------------------------------------------------------------------------------


def facts_of(found: Extraction) -> Counter[Fact]:
    """What was found in a document, without places: measures, who has them, targets, milestones and results."""
    return Counter(fact for make in (_measures, _duties, _targets, _milestones, _results) for fact in make(found))


def _measures(found: Extraction) -> Iterator[Fact]:
    yield from (("measure", folded(measure)) for measure in found.measures)


def _duties(found: Extraction) -> Iterator[Fact]:
    for measure in found.measures:
        for duty in measure.responsibilities:
            yield "duty", folded(measure), duty.role, plain(duty.name_simplified or duty.name)


def _targets(found: Extraction) -> Iterator[Fact]:
    for measure in found.measures:
        yield from (("target", folded(measure), *told(target)) for target in measure.targets)


def _milestones(found: Extraction) -> Iterator[Fact]:
    for measure in found.measures:
        yield from (("milestone", folded(measure), one.kind, one.deadline) for one in measure.milestones)


def _results(found: Extraction) -> Iterator[Fact]:
    yield from (("result", *told(result)) for result in found.results)


def folded(measure: Measure) -> str:
    """The words of a measure without blanks, widths and the marks of mark-up."""
    return re.sub(r"[*_]|\W+$", "", plain(measure.text_simplified or measure.text))


def told(one: Target) -> Fact:
    return one.value, one.value_max, one.comparator, plain(simplify(one.unit or "")), one.deadline


def read(text: str, folder: Path, name: str, ending: str = ".txt") -> Counter[Fact]:
    file = folder / f"{name}{ending}"
    file.write_bytes(text.encode())
    return facts_of(extract_file(file))


@cache
def original(path: Path) -> tuple[str, Counter[Fact]]:
    return path.read_bytes().decode(), facts_of(extract_file(path))


# --- changes ---------------------------------------------------------------------------------------------------------

_ACCENTED: Final = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
_SIGNS: Final = re.compile(
    r"(<[^<>]*>|&\w+;|\\[rn]|\A---\n.*?\n---\n|\A-- .*?VALUES \(|https?://\S+|^[| :-]+$"
    rf"|\(?[a-z]*[{_ACCENTED}][a-z{_ACCENTED}]*\)?)",
    re.S | re.M,
)
"""What is no wording: mark-up, escapes, front matter, statements, addresses, the sounds of characters."""
_FULL: Final = {
    ord(one): ord(one) + 0xFEE0 for one in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz%"
}
_HALF: Final = {full: half for half, full in _FULL.items()}
_MARKS: Final[dict[str, int | str | None]] = dict(zip("，；：（）", ",;:()", strict=True))


def of_words(change: Callable[[str], str]) -> Change:
    """A change of the words alone, mark-up and addresses aside."""

    def changed(text: str) -> str | None:
        parts = _SIGNS.split(text)
        made = "".join(part if at % 2 else change(part) for at, part in enumerate(parts))
        return made if made != text else None

    return changed


def half_marks(words: str) -> str:
    return words.translate(str.maketrans(_MARKS))


def full_marks(words: str) -> str:
    """Full marks for half ones, but in numbers (1,200), times (8:30) and numbering (1)."""
    back = {str(half): full for full, half in _MARKS.items()}
    return re.sub(r"(?<!\d)[,;:](?!\d)|[()](?!\d)(?<!\d.)", lambda mark: back[mark[0]], words)


def spaced(words: str) -> str:
    """A blank between every fifth two Chinese characters, as converters from PDF leave them."""
    count = iter(range(len(words)))
    return re.sub(r"(?<=[一-龥])(?=[一-龥])", lambda _: " " if next(count) % 5 == 4 else "", words)


def spaced_numbers(words: str) -> str:
    return re.sub(r"(?<=[一-龥])(?=\d)|(?<=[\d%])(?=[一-龥])", " ", words)


def trailing(text: str) -> str:
    return re.sub(r"(?<=[^\r\n])$", "  ", text, flags=re.M)


def indented(text: str) -> str | None:
    """Two ideographic blanks before each line that is neither mark-up nor a row."""
    return None if text.startswith("---") else re.sub(r"^(?=[^\s|<-])", "\u3000\u3000", text, flags=re.M)


def unbreaking(text: str) -> str | None:
    """Blanks that are not indents of mark-up become non-breaking and ideographic ones."""
    made = re.sub(r"(?<=\S) (?=\S)", "\xa0", text)
    return made if made != text else None


def traditional(text: str) -> str:
    import opencc  # type: ignore[import-untyped]

    made: str = opencc.OpenCC("s2t").convert(text)
    return made


_MARKDOWN_ROW: Final = re.compile(r"^\|.*\|$", re.M)


def broken_cells(text: str) -> str | None:
    """A line break behind every comma, semicolon and stop within the cells of a table."""
    broken = "<br>" if "<td" not in text else "<br/>"
    cells = _MARKDOWN_ROW if "<td" not in text else re.compile(r"<td[^>]*>.*?</td>", re.S)
    made = cells.sub(lambda row: re.sub(r"(?<=[，、；。])(?=[^|<])", broken, row[0]), text)
    return made if made != text else None


def page(text: str) -> str | None:
    """The same paragraphs as a page of the web."""
    if "<" in text or text.startswith("---") or "|" in text or "**" in text:
        return None
    lines = [html.escape(line, quote=False) for line in text.splitlines() if line.strip()]
    parts = (
        _table(part) if tabbed else _paragraphs(part) for tabbed, part in groupby(lines, lambda line: "\t" in line)
    )
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>\n{"".join(parts)}</body></html>\n'


def _paragraphs(lines: Iterable[str]) -> str:
    return "".join(f"<p>{line}</p>\n" for line in lines)


def _table(lines: Iterable[str]) -> str:
    rows = ("".join(f"<td>{cell}</td>" for cell in line.split("\t")) for line in lines)
    return "<table>" + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</table>\n"


CHANGES: Final[dict[str, Change]] = {
    "full-width digits and letters": of_words(lambda words: words.translate(_FULL)),
    "half-width digits and letters": of_words(lambda words: words.translate(_HALF)),
    "half-width marks": of_words(half_marks),
    "full-width marks": of_words(full_marks),
    "blanks between characters": of_words(spaced),
    "blanks around numbers": of_words(spaced_numbers),
    "blanks at the ends of lines": trailing,
    "indents": indented,
    "other blanks": unbreaking,
    "line breaks in cells": broken_cells,
    "CRLF": lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n"),
    "a byte order mark": lambda text: "\ufeff" + text,
    "Traditional script": of_words(traditional),
    "a page of the web": page,
}


def compared(name: str, folder: Path) -> tuple[float, list[tuple[str, int, Fact]]]:
    """The share of the facts that stay, over all documents, and those that do not: 1 came, -1 went."""
    same = every = 0
    differ: list[tuple[str, int, Fact]] = []
    for path in TEXTS:
        text, before = original(path)
        changed = CHANGES[name](text)
        if changed is None:
            continue
        after = read(changed, folder, path.stem, ".html" if name == "a page of the web" else ".txt")
        same += (before & after).total()
        every += (before | after).total()
        differ += [(path.stem[:3], 1, fact) for fact in after - before]
        differ += [(path.stem[:3], -1, fact) for fact in before - after]
    return same / every, differ


_DAMAGED: Final = (
    "bytes are lost in it, and what is left of them holds digits, marks and letters that change with the rest"
)
EXPLAINED: Final[dict[str, dict[str, str]]] = {
    "003": dict.fromkeys(CHANGES, _DAMAGED),
    "004": {"full-width marks": "a bracket that opens half-width and never closes is no bracket of a label any more"},
    "107": {
        "half-width marks": "a number written 3，000 is one number once its comma is half-width",
        "blanks around numbers": "29．8 and 80 % hold blanks and points of their own that the change tears apart",
    },
    "304": {
        "blanks between characters": "a blank in 办 结 时 限 and one behind its colon: the deadline is read as words"
    },
    "310": {"blanks around numbers": "the request to report every quarter is told apart by the form of its date"},
    "311": {"a page of the web": "a row of fewer cells than its header continues the row above in the text"},
    "404": {"Traditional script": "乾 in the name of a town is no 干, and only a list of all towns could tell"},
    "410": {"line breaks in cells": "a date of the row is not carried behind the break"},
}
"""What differs, by document and change, with the reason; everything else must be the same."""


@pytest.mark.parametrize("name", CHANGES)
def test_the_same_words_put_otherwise_tell_the_same_facts(name: str, tmp_path: Path) -> None:
    share, differ = compared(name, tmp_path)
    print(f"\n{name}: {share:.4f}")
    assert share >= LEAST, differ
    assert not [fact for fact in differ if name not in EXPLAINED.get(fact[0], ())]


# --- cells of workbooks ----------------------------------------------------------------------------------------------


def workbook(rows: list[list[str]], file: Path) -> Counter[Fact]:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(file)
    return facts_of(extract_file(file))


def test_line_breaks_in_the_cells_of_a_workbook_change_nothing(tmp_path: Path) -> None:
    for path in TEXTS:
        rows = [
            line.strip("|").split("|")
            for line in _MARKDOWN_ROW.findall(original(path)[0])
            if not set(line) <= set("|- :")
        ]
        if not rows:
            continue
        cells = [[cell.strip().replace("*", "") for cell in row] for row in rows]
        broken = [[re.sub(r"(?<=[，、；。])(?=.)", "\n", cell) for cell in row] for row in cells]
        assert workbook(cells, tmp_path / "whole.xlsx") == workbook(broken, tmp_path / "broken.xlsx"), path.name


# --- what stands beside a document -----------------------------------------------------------------------------------


def test_the_order_of_documents_changes_nothing(tmp_path: Path) -> None:
    from zeren import facts
    from zeren.build import build

    texts = TEXTS[:8]
    made = []
    for order in (texts, texts[::-1]):
        folder = tmp_path / f"from-{order[0].stem}"
        folder.mkdir()
        for at, path in enumerate(order):
            (folder / f"{at}.txt").write_bytes(path.read_bytes())
        build([folder], tmp_path / f"out-{order[0].stem}")
        made.append(facts.read(tmp_path / f"out-{order[0].stem}" / "facts"))
    for name, first in made[0].items():
        columns = [column for column in first.columns if column != "path"]
        told, again = (sorted(map(str, table[name][columns].to_dict("records"))) for table in made)
        assert told == again, name


def alone(path: Path) -> tuple[int | None, bool]:
    """The year of a document without mark-up, and whether its measures name their units."""
    found = extract_file(path)
    return found.year, sum(bool(measure.responsibilities) for measure in found.measures) > len(found.measures) / 2


def pairs() -> list[tuple[Path, Path]]:
    """Documents of one year, two by two, without mark-up.

    Both name the units of their measures. A text that names none (a speech, a report) is read sentence by sentence,
    and a file where others name theirs is not: what is a promise there would be told of every sentence beside a list.
    Documents with a cell a line are left out too, for what follows their last row looks like one more cell.
    """
    plain_ones = [path for path in CORPUS_TEXTS if not re.search(r"<|\A---|\A-- ", original(path)[0])]
    known = {path: alone(path) for path in plain_ones if "cells" not in path.stem}
    ordered = sorted(
        (path for path, (_, named) in known.items() if named), key=lambda path: (str(known[path][0]), path.name)
    )
    return [(one, other) for one, other in pairwise(ordered) if known[one][0] == known[other][0]]


_OF_ALL: Final = "a sentence about all measures (their date, who carries them out) is about all those of the file"
_RUNS_ON: Final = "a title that nothing sets apart goes on the last row or item of the text before it"
_ONE_FORM: Final = "what an item is, and what is done or promised, is judged by the whole file"
BESIDE: Final = {
    **dict.fromkeys(["109", "207", "301", "404", "407"], _OF_ALL),
    **dict.fromkeys(["111", "116"], _RUNS_ON),
    **dict.fromkeys(["102", "120", "211", "306", "308"], _ONE_FORM),
}
"""What differs where two documents share a file, by the first of them, with the reason: a file is one document."""


def test_two_documents_in_one_file_tell_the_facts_of_both(tmp_path: Path) -> None:
    shares: dict[str, tuple[int, int]] = {}
    for one, other in pairs():
        (first, told_first), (second, told_second) = original(one), original(other)
        both, before = read(f"{first.rstrip()}\n\n{second}", tmp_path, one.stem), told_first + told_second
        shares[one.stem[:3]] = (before & both).total(), (before | both).total()
    same, every = (sum(column) for column in zip(*shares.values(), strict=True))
    print(f"\ntwo documents in one file: {same / every:.4f}; {len(BESIDE)} of {len(shares)} pairs are explained")
    assert (
        not {name: (same, every) for name, (same, every) in shares.items() if same < LEAST * every}.keys()
        - BESIDE.keys()
    )
