"""What a page's head says: its encoding, whether that is true, and its title, publisher, date and address.

Apart from the HTML reader, because text files that hold a page have a head too.
"""

from __future__ import annotations

import html
import re
from typing import Final

from zeren.model import Problem
from zeren.reading.dates import iso_date
from zeren.reading.markup import attributes
from zeren.text.decode import misdeclared

_CHARSET: Final = re.compile(
    rb"<meta[^>]{1,200}?charset\s*+=\s*+[\"']?+\s*+([\w.:-]+)|<\?xml[^<>]*encoding=[\"']([\w.-]+)", re.I
)
_TITLE: Final = re.compile(r"<title\b[^<>]*>([^<]*)</title", re.I)
_META: Final = re.compile(r"<meta\s([^<>]*)>", re.I)
_META_NAMES: Final = (
    ("title", ("articletitle", "og:title")),
    ("published", ("pubdate", "publishdate", "article:published_time", "og:release_date")),
    ("publisher", ("contentsource", "source", "og:site_name", "sitename")),
    ("url", ("url", "og:url")),
)
"""Metadata and the names it goes by in `<meta>`, those of Chinese government sites first."""


def declared_charset(data: bytes) -> str | None:
    """The encoding that a page says it is in."""
    match = _CHARSET.search(data[:4096])
    return (match.group(1) or match.group(2)).decode("ascii") if match else None


def label_problems(raw: str, label: str | None, used: str) -> list[Problem]:
    """The problem of a wrong label, which is no doubt about any one character; ASCII reads the same under every label."""
    message = None if raw.isascii() else misdeclared(label, used)
    return [Problem("encoding-corrected", (0, 0), message)] if message else []


def html_metadata(raw: str) -> dict[str, str]:
    """Title, publisher, date and address as the page's head tells them."""
    said = [attributes(written) for written in _META.findall(raw)]
    named = {(meta.get("name") or meta.get("property", "")).lower(): meta.get("content", "").strip() for meta in said}
    made = {key: next((named[name] for name in names if named.get(name)), "") for key, names in _META_NAMES}
    title = _TITLE.search(raw)
    made["title"] = made["title"] or (" ".join(html.unescape(title.group(1)).split()) if title else "")
    made["published"] = iso_date(made["published"]) or ""
    return {key: value for key, value in made.items() if value}
