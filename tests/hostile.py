"""Files made to do harm, each small on disk; run as a program, it reads them and tells what became of each.

`python hostile.py FOLDER [--extract]` prints a JSON line for every file in a folder: what was read or why not, processor
seconds, and the most memory in use. A process of its own, because memory is counted by process.
"""

from __future__ import annotations

import ctypes
import gc
import io
import json
import re
import resource
import signal
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

SECONDS = 10
"""The processor time after which a file is given up."""
PLAN = "2021年青山市民生实事\n1.新建幼儿园12所，年底前完成。(市教育局牵头，市财政局配合)\n"
ROWS = [
    ["序号", "任务", "牵头单位"],
    ["1", "新建幼儿园12所。", "市教育局"],
    ["2", "改造农村公路80公里。", "市交通运输局"],
]
SENTENCE = "新建幼儿园12所，改造农村公路80公里。"


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()


def table(rows: list[list[str]]) -> str:
    lines = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>{''.join(lines)}</table>"


def word(text: str = SENTENCE) -> bytes:
    import docx

    file = docx.Document()
    file.add_paragraph(text)
    made = file.add_table(len(ROWS), len(ROWS[0]))
    for row, words in zip(made.rows, ROWS, strict=True):
        for cell, words_ in zip(row.cells, words, strict=True):
            cell.text = words_
    return saved(file)


def workbook(change: Callable[[object], object] = lambda sheet: None) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    for row in ROWS:
        book.active.append(row)
    change(book.active)
    return saved(book)


def saved(file: object) -> bytes:
    stream = io.BytesIO()
    file.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def packed(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def rewritten(archive: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """An archive with the parts changed whose names end so."""
    with zipfile.ZipFile(io.BytesIO(archive)) as old:
        return packed({n: change(old.read(n)) if n.endswith(part) else old.read(n) for n in old.namelist()})


def lying(archive: bytes, size: int) -> bytes:
    """An archive whose every member says that it unpacks to `size` bytes."""
    data = bytearray(archive)
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset : at + offset + 4] = size.to_bytes(4, "little")
            at = data.find(mark, at + 4)
    return bytes(data)


def entities(declared: str, use: str = "&i;") -> Callable[[bytes], bytes]:
    """A part of an office file with a document type that declares entities, and one of them used in its text."""
    type_ = f"<!DOCTYPE x [{declared}]>".encode()
    return lambda part: (part.replace(b"?>", b"?>" + type_, 1) if b"?>" in part else type_ + part).replace(
        SENTENCE.encode(), use.encode()
    )


LAUGHS = '<!ENTITY a "民生民生民生民生">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
OUTSIDE = '<!ENTITY i SYSTEM "file:///etc/hostname">'


def nested_tables(depth: int) -> str:
    return "<table><tr><td>" * depth + SENTENCE + "</td></tr></table>" * depth


def nested_word_tables(depth: int, columns: int = 1) -> Callable[[bytes], bytes]:
    opening = b"<w:tbl><w:tr>" + b"<w:tc><w:p/></w:tc>" * (columns - 1) + b"<w:tc>"
    closing = b"<w:p/></w:tc></w:tr></w:tbl>"
    text = b"<w:p><w:r><w:t>" + SENTENCE.encode() + b"</w:t></w:r></w:p>"
    return lambda part: part.replace(b"<w:body>", b"<w:body>" + opening * depth + text + closing * depth, 1)


def in_ebcdic(part: bytes) -> bytes:
    """A part whose document type cannot be seen in its bytes; its bomb would go off within an attribute."""
    bomb = entities(LAUGHS, "")(part).replace(b"<w:body>", b'<w:body x="&i;">', 1)
    bomb = re.sub(rb"<\?xml.*?\?>", b'<?xml version="1.0" encoding="IBM1047"?>', bomb, count=1)
    return bomb.decode().replace("民生", "xy").encode("cp037", "replace")


def with_file(archive: bytes, name: str, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as old:
        return packed({**{n: old.read(n) for n in old.namelist()}, name: data})


def long_text(part: bytes) -> bytes:
    return part.replace(SENTENCE.encode(), "".join(f"新建幼儿园{n * n}所。" for n in range(232_000)).encode())


def far_cell(sheet: object) -> None:
    sheet["XFD1048576"] = "远"  # type: ignore[index]


def vast_merge(part: bytes) -> bytes:
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="D1:XFD1048576"/></mergeCells>'
    return part.replace(b"</sheetData>", merge, 1)


def files() -> Iterator[tuple[str, bytes]]:
    """Every file of the set by name; `ok-` begins the names of those that must be read, their text whole."""
    for ending in ("txt", "md", "html", "csv", "tsv", "docx", "xlsx", "pdf", "zip", "doc", "xls", "wps", "et", "ofd"):
        yield f"zero.{ending}", b""
        yield f"nul.{ending}", bytes(4096)
        yield f"noise.{ending}", bytes((n * 167 + n // 7) % 256 for n in range(4096))
    yield "bomb.docx", rewritten(word(), "document.xml", lambda part: part + b" " * 2**23)
    yield "bomb.xlsx", rewritten(workbook(), "sheet1.xml", lambda part: part + b" " * 2**23)
    yield "bomb.zip", packed({"a.txt": PLAN.encode() + b" " * 2**23})
    yield "lying.docx", lying(rewritten(word(), "document.xml", lambda part: part + b" " * 2**23), 9_000)
    yield "lying.zip", lying(packed({"a.txt": b" " * 2**23}), 9_000)
    yield "matryoshka.zip", packed({"a.zip": packed({"b.zip": packed({"c.txt": PLAN.encode()})})})
    yield "crowd.zip", packed({f"{n}.txt": b"x" for n in range(5_001)})
    yield "far.xlsx", workbook(far_cell)
    yield "merge.xlsx", rewritten(workbook(), "sheet1.xml", vast_merge)
    for ending, whole, part in (("docx", word(), "document.xml"), ("xlsx", sheet_with_sentence(), "sheet1.xml")):
        yield f"laughs.{ending}", rewritten(whole, part, entities(LAUGHS))
        yield f"outside.{ending}", rewritten(whole, part, entities(OUTSIDE))
    yield "laughs.html", page(f"<!DOCTYPE x [{LAUGHS}]>&i;")
    yield "ok-nested.html", page(nested_tables(300))
    yield "ok-nested.docx", rewritten(word(), "document.xml", nested_word_tables(300))
    yield "deep.html", page("<div><b>" * 50_000 + SENTENCE)
    yield "ok-spans.html", page(table(ROWS).replace("<td>", "<td rowspan=65534 colspan=1000>", 1))
    yield "all-spans.html", page(table(ROWS * 100).replace("<td>", "<td rowspan=65534 colspan=1000>"))
    yield "ok-long.html", page(f"<p>{SENTENCE * 200_000}</p>")
    yield "ok-long.txt", (SENTENCE * 200_000).encode()
    yield "ok-long.csv", ("序号,任务\n1," + SENTENCE * 200_000).encode()
    yield "nested-tables.docx", rewritten(word(), "document.xml", nested_word_tables(300, 2))
    yield "too-deep.docx", rewritten(word(), "document.xml", nested_word_tables(1_000))
    yield "ok-long.docx", rewritten(word(), "document.xml", long_text)
    yield "ok-long.xlsx", rewritten(sheet_with_sentence(), "sheet1.xml", long_text)
    yield "hidden-laughs.docx", rewritten(word(), "document.xml", in_ebcdic)
    yield "ok-page-inside.docx", with_file(word(), "word/part.htm", page(SENTENCE))
    yield "quotes.csv", b'"' * 1_000_001
    yield "open-quotes.csv", b'1,"' * 200_000
    yield "brackets.txt", ("（" * 20_000 + "）" * 20_000).encode()
    yield "open-tags.html", page("<p " * 60_000)
    yield "entities.html", page("&#x4e00;&amp&lt" * 30_000)
    yield "comments.html", page("<!--" * 40_000)
    yield "styles.html", page("<style>" + "p{font-weight:bold}" * 400 + "</style>" + "<p>修路" * 400)
    yield "columns.csv", (",".join("修路" for _ in range(50_000)) + "\n").encode() * 4


def sheet_with_sentence() -> bytes:
    """A workbook whose sheet holds its text itself, as some programs write it."""
    inline = f'<row r="9"><c r="A9" t="inlineStr"><is><t>{SENTENCE}</t></is></c></row></sheetData>'
    return rewritten(workbook(), "sheet1.xml", lambda part: part.replace(b"</sheetData>", inline.encode()))


# --- the program ----------------------------------------------------------------------------------------------------


def main() -> None:
    from zeren.errors import InputError
    from zeren.extract import extract
    from zeren.reading.open import read
    from zeren.text.repair import repair

    for path in sorted(Path(sys.argv[1]).iterdir()):
        _give_back()
        Path("/proc/self/clear_refs").write_text("5")
        started = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            document = read(path)
            if "--extract" in sys.argv:
                extract(repair(document))
            outcome = f"read {len(document.raw)}"
        except InputError as error:
            outcome = f"{type(error).__name__}: {error}"
        except TimeoutError:
            outcome = "late"
        signal.setitimer(signal.ITIMER_PROF, 0)
        seconds = time.process_time() - started
        print(
            json.dumps({"name": path.name, "outcome": outcome, "seconds": round(seconds, 2), "megabytes": _peak()}),
            flush=True,
        )


def _late(*_: object) -> None:
    raise TimeoutError


def _give_back() -> None:
    """Give the memory back that the file before took, which the allocator keeps; it is none of the next one's."""
    gc.collect()
    with suppress(OSError, AttributeError):  # another C library
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def _peak() -> int:
    """The most memory in use since it was last asked, in 2^20 bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


if __name__ == "__main__":
    signal.signal(signal.SIGPROF, _late)
    resource.setrlimit(resource.RLIMIT_AS, (2**32, 2**32))
    main()
