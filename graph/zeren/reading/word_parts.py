"""The parts of a Word file, parsed: its text, styles, numbering, notes, headers and footers.

Apart from the reader of the text, and with a parser of our own: that of python-docx parses every part there is, and stops
at ten megabytes of text in one place and at 256 elements inside each other. Its package reader finds the parts and their
relations. Vast parts are parsed only as UTF-8 or UTF-16, in which a document type cannot hide from `archives.checked`:
with no entities there is nothing that could expand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple
from zipfile import BadZipFile

from zeren.errors import TooLarge, UnreadableDocument
from zeren.reading.packages import LIBRARY_ERRORS, checked_package
from zeren.reading.styles import W

if TYPE_CHECKING:
    from docx.opc.pkgreader import PackageReader
    from lxml.etree import _Element

MAX_XML_DEPTH: Final = 2048
"""How many elements may stand inside each other, as libxml2 sets it for vast documents."""

_MAIN: Final = re.compile(
    r"application/(?:vnd\.openxmlformats|vnd\.ms-word)[\w.-]*?\.(?:document|template)[\w.]*\.main\+xml", re.I
)
_OF_USE: Final = ("styles", "numbering", "footnotes", "endnotes", "header", "footer")
_ENCODING: Final = re.compile(rb"<\?xml[^>]*?encoding=[\"']([\w.-]+)")
_MARKS: Final = re.compile(rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)")
_DEEP: Final = "xcessive depth"
_PLAINER: Final = "take the tables out of one another in Word and save it again"


class Parts(NamedTuple):
    """The parts of a Word file that are read, those of no use or missing left out."""

    body: _Element
    styles: _Element | None
    numbering: _Element | None
    notes: list[_Element]
    margins: dict[str, list[_Element]]


def word_parts(data: bytes) -> Parts:
    """The parts of a Word file; raises `InputError` where they are broken, missing or past a limit."""
    from docx.opc.exceptions import OpcError
    from docx.opc.pkgreader import PackageReader

    try:
        return _parts(PackageReader.from_file(checked_package(data)))  # type: ignore[no-untyped-call]
    except (*LIBRARY_ERRORS, OpcError, BadZipFile) as error:
        if isinstance(error, SyntaxError) and _DEEP in str(error):
            raise TooLarge(f"more than {MAX_XML_DEPTH} elements inside each other; {_PLAINER}") from None
        raise UnreadableDocument(f"a broken Word file ({error}); open it in Word and save it again") from None


def _parts(package: PackageReader) -> Parts:
    found, relations = package.iter_sparts(), package.iter_srels()  # type: ignore[no-untyped-call]
    blobs = {name: (kind, blob) for name, kind, _, blob in found}
    relations = [(source, one) for source, one in relations if not one.is_external]
    main = next(one.target_partname for _, one in relations if _kind(one.reltype) == "officeDocument")
    kind, text = blobs[main]
    if not _MAIN.fullmatch(kind):
        raise ValueError(f"it holds {kind}")
    related: dict[str, list[_Element]] = {}
    for source, one in relations:
        if source == main and (name := _kind(one.reltype)) in _OF_USE:
            related.setdefault(name, []).append(parsed(blobs[one.target_partname][1]))
    body = parsed(text).find(f"{W}body")
    if body is None:
        raise ValueError("it has no body")
    notes = [note for name in ("footnotes", "endnotes") for root in related.get(name, []) for note in _notes(root)]
    first = {name: next(iter(related.get(name, [])), None) for name in ("styles", "numbering")}
    return Parts(
        body, first["styles"], first["numbering"], notes, {n: related.get(n, []) for n in ("header", "footer")}
    )


def _kind(relation: str) -> str:
    return relation.rpartition("/")[2]


def _notes(root: _Element) -> Iterator[_Element]:
    """The notes themselves, not the lines that part them from the text."""
    return (note for note in root if note.get(f"{W}type", "normal") == "normal")


def parsed(part: bytes) -> _Element:
    """The root of a part; no entity is expanded and nothing is fetched."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=_is_unicode(part),
    )
    root = etree.fromstring(part, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("it contains a document type declaration")
    return root


def _is_unicode(part: bytes) -> bool:
    """Whether a part is in an encoding in which `<!DOCTYPE` is found by its bytes."""
    head = _MARKS.sub(b"", part[:400]).replace(b"\0", b"").lstrip()
    named = _ENCODING.match(head)
    return head.startswith(b"<") and (named is None or named[1].lower() in (b"utf-8", b"utf-16", b"us-ascii"))
