"""Mutations of small sound files, by what each format is made of, and the one rule for them: only `InputError` leaves.

`make fuzz` (or `python tests/fuzzing.py --count N [--seed S]`) reads N of them; `test_fuzzing` a few, always the same.
A file that breaks the rule is written to `fuzz-failures/`.
"""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

import hostile
import plan24_pdf
from zeren.errors import InputError
from zeren.extract import extract
from zeren.reading.archives import entries, member, opened
from zeren.reading.open import read_bytes
from zeren.text.repair import repair

EVERY = 5
"""One in so many of the documents that can be read goes through extraction too."""
_WORDS: Final = tuple(
    word.encode()
    for word in (
        *(
            "",
            "\0",
            "\r",
            "\n",
            "\t",
            '"',
            '""',
            "<",
            ">",
            "&",
            "&#0;",
            "&#xD800;",
            "&#1114112;",
            "&nbsp",
            "|",
            "，",
            "\ufeff",
        ),
        *(
            "<table>",
            "</table>",
            "<tr>",
            "<td>",
            "</td>",
            "<td rowspan=0 colspan=0>",
            "<td rowspan=-1 colspan=99999999>",
        ),
        *("<b>", "</b>", "<p>", "<!--", "-->", "<style>", "<script>", "<![CDATA[", "]]>", "<?xml?>", "<h1>", "<br/>"),
        *(
            "（",
            "）",
            "牵头",
            "配合，",
            "责任单位：",
            "、",
            "；",
            "2021年",
            "13月32日",
            "1.",
            "①",
            "%",
            "万",
            "九千亿",
            "1e999",
        ),
        *(
            "<w:p>",
            "</w:p>",
            "<w:b/>",
            "<w:tbl>",
            "</w:tc>",
            "<w:t>",
            '<w:gridSpan w:val="-1"/>',
            "<w:vMerge/>",
            '<w:gridSpan w:val="x"/>',
        ),
        *(
            '<c r="A0">',
            '<c r="XFE1">',
            't="s"',
            "<v>99999999</v>",
            "<v>x</v>",
            's="9999"',
            '<mergeCell ref="B2:A1"/>',
            "<is>",
        ),
    )
)
PAYLOADS: Final = (*_WORDS, b"\xff\xfe", b"\x81", b"\xa1\xa1", b"\xe5\xb8", b"\xff" * 4, bytes(8))


@cache
def sound() -> Mapping[str, bytes]:
    """A small sound file of each format."""
    text = hostile.PLAN * 2
    html = hostile.page(f"<style>.a{{font-weight:bold}}</style><h1>计划</h1><p>{text}</p>{hostile.table(hostile.ROWS)}")
    return {
        "a.txt": text.encode(),
        "b.txt": text.encode("gb18030"),
        "a.md": f"---\ntitle: 计划\n---\n# 计划\n{text}\n|序号|任务|\n|--|--|\n|1|**修路**|\n".encode(),
        "a.html": html,
        "b.html": html.decode().replace("utf-8", "gb2312").encode("gb18030"),
        "a.csv": "\n".join(map(",".join, hostile.ROWS)).encode(),
        "a.tsv": "\n".join(map("\t".join, hostile.ROWS)).encode("utf-16"),
        "a.docx": hostile.word(),
        "a.xlsx": hostile.sheet_with_sentence(),
        "a.pdf": plan24_pdf.columns("font"),
        "a.zip": hostile.packed({"a.txt": text.encode()}),
    }


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file with one to six changes; those of an office file are made in one of its parts more often than outside."""
    name = draw(st.sampled_from(sorted(sound())))
    data = sound()[name]
    if name.endswith(("docx", "xlsx")) and draw(st.integers(0, 4)):
        return name, _in_part(draw, data)
    return name, _changed(draw, data)


def _in_part(draw: st.DrawFn, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    part = draw(
        st.sampled_from(sorted(parts, key=lambda one: ("document.xml" not in one and "sheet1" not in one, one)))
    )
    if not draw(st.integers(0, 9)):
        del parts[part]
    else:
        parts[part] = _changed(draw, parts[part])
    return hostile.packed(parts)


def _changed(draw: st.DrawFn, data: bytes) -> bytes:
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from((0, 0, 0, 1, 1, 2, 7, 50, 400))))
        if draw(st.integers(0, 5)):
            start, end = _whole(data, start), _whole(data, end)
        match draw(st.integers(0, 4)):
            case 0:
                new = draw(st.binary(max_size=4))
            case 1:
                new = data[start:end] * 3
            case 2:
                at = draw(st.integers(0, len(data)))
                new = data[at : at + 60]
            case _:
                new = draw(st.sampled_from(PAYLOADS))
        data = data[:start] + new + data[end:]
    return data


def _whole(data: bytes, at: int) -> int:
    """The next place that parts no character of UTF-8."""
    while at < len(data) and data[at] & 0xC0 == 0x80:
        at += 1
    return at


def try_file(name: str, data: bytes, deep: bool) -> str:
    """What became of a file; any error but `InputError` leaves."""
    try:
        if name.endswith(".zip"):
            with opened(io.BytesIO(data)) as archive:
                name, data = next(((one, member(archive, one, 2**20)) for one in entries(archive)), (name, b""))
        document = read_bytes(data, name)
    except InputError as error:
        return type(error).__name__
    if deep:
        extract(repair(document))
    return "read"


def fuzz(count: int, start: int, keep: Callable[[str, bytes], None]) -> Counter[str]:
    """Try so many files; the same ones for the same seed."""
    seen: Counter[str] = Counter()

    @seed(start)
    @settings(
        max_examples=count, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=[*HealthCheck]
    )
    @given(mutated())
    def run(made: tuple[str, bytes]) -> None:
        name, data = made
        sound_ = False
        try:
            outcome = try_file(name, data, seen.total() % EVERY == 0)
            sound_ = True
        finally:
            if not sound_:
                keep(name, data)
        seen[f"{name.split('.')[1]} {outcome}"] += 1

    run()
    return seen


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--count", type=int, default=200_000)
    asked.add_argument("--seed", type=int, default=0)
    options = asked.parse_args()
    folder = Path("fuzz-failures")

    def keep(name: str, data: bytes) -> None:
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)

    for outcome, number in sorted(fuzz(options.count, options.seed, keep).items()):
        sys.stdout.write(f"{number:8} {outcome}\n")


if __name__ == "__main__":
    main()
