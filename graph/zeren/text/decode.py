"""Bytes to text: which encoding a file is really in, whatever its label says.

Apart from the readers, because every text format decodes the same way and before anything is parsed: a parser that
decodes by itself cuts the text at the first byte that a wrong label cannot read. UTF-8 proves itself; every other
encoding is weighed by how everyday the characters are that it yields, and a label that names a script other than
Chinese is believed where the bytes yield that script. Labels are those of the WHATWG Encoding Standard, in which gb2312
and gbk mean GB18030. Text is never decoded with losses: only a character cut in half by the end of the
file is let through, as U+FFFD, for repair to flag.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import Final, NamedTuple

from zeren.errors import UnreadableDocument
from zeren.text.tables import in_gb2312, is_everyday, read_rows

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32le"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16be"),
)
DETECTED: Final = (("gb18030", "gb18030"), ("big5hkscs", "big5"))
SCRIPTS: Final = {
    "euc-kr": (re.compile("[\uac00-\ud7a3]"), 0.95),
    "euc-jp": (re.compile("[\u3041-\u30fe]"), 0.2),
}
"""Encodings whose bytes read as Chinese too: what their own texts hold, and in which share of what is not ASCII."""
DETECTED_WITH_NUL: Final = (("utf-16-le", "utf-16le"), ("utf-16-be", "utf-16be"))

SAMPLE = 4_000
"""How many characters beyond ASCII are weighed."""
PLAUSIBLE = 0.5
"""The least weight at which a guessed encoding is believed."""
CERTAIN = 0.9
"""The least weight at which it is believed against a label that names an alphabet and nobody sets unasked."""
LABEL_BONUS = 0.1
"""How much a declared label counts for."""
NOISE_SHARE = 0.01
"""The share of control characters from which a file is called binary."""

_CONTROL = frozenset(map(chr, [*range(9), 11, *range(14, 26), *range(27, 32), *range(127, 160)])) - {"\x85"}
_ANY_CONTROL = re.compile(f"[{re.escape(''.join(sorted(_CONTROL)))}]")
_UNASKED: Final = "windows-1252"
"""What iso-8859-1 and ascii mean, the labels that programs set where nobody told them one."""
_ESCAPE = re.compile(rb"~\{|\x1b[$(]")
"""How text in 7 bits says that what follows is not ASCII."""
_ADVICE = "open it in the program that made it and save it as UTF-8 text"


class _Reading(NamedTuple):
    text: str
    name: str
    weight: float


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of `data` without its byte order mark, line ends as they are, and the name of its encoding.

    Raises `UnreadableDocument` for empty files, binary files and text that no encoding reads whole.

    >>> decode("市民政局".encode("gbk"), "utf-8")
    ('市民政局', 'gb18030')
    """
    if not data.strip():
        raise UnreadableDocument("the file is empty; name a file that holds text")
    text, name = _decoded(data, declared)
    _refuse_noise(text)
    return text, name


def codec_of(label: str | None) -> tuple[str, str] | None:
    """The codec and the name for an encoding label, None for a label that nobody knows.

    >>> codec_of(" GB2312 ")
    ('gb18030', 'gb18030')
    """
    return _labelled((label or "").strip().strip("\"'").lower())


def misdeclared(declared: str | None, used: str) -> str | None:
    """What a reader is told of a file whose label names another encoding than its bytes are in; None where it is right.

    >>> misdeclared("utf-8", "gb18030")
    'the file says that it is in utf-8, but its bytes are gb18030 and were read as such'
    >>> misdeclared("GB2312", "gb18030") is None
    True
    """
    if not declared:
        return None
    label = codec_of(declared)
    if label is None:
        return f"the file says that it is in {declared}, an encoding nobody knows; it was read as {used}"
    if label[1] == used:
        return None
    return f"the file says that it is in {declared}, but its bytes are {used} and were read as such"


@cache
def _labelled(label: str) -> tuple[str, str] | None:
    from webencodings import LABELS  # type: ignore[import-untyped]

    name: str | None = label if label in _otherwise() else LABELS.get(label)
    if name is None or name in ("replacement", "x-user-defined"):
        return None
    return _otherwise().get(name, (name, name))


@cache
def _otherwise() -> dict[str, tuple[str, str]]:
    return {row["label"]: (row["codec"], row["name"]) for row in read_rows("zeren.text", "encodings.csv")}


@cache
def _writes_han(codec: str) -> bool:
    try:
        return bool("\u4e00".encode(codec))
    except UnicodeEncodeError:
        return False


def _decoded(data: bytes, declared: str | None) -> tuple[str, str]:
    for mark, codec, name in BOMS:
        if data.startswith(mark):
            return _by_mark(data[len(mark) :], codec, name)
    if escaped := _escaped(data, declared):
        return escaped
    if b"\0" not in data and (text := _whole(data, "utf-8")) is not None:
        return text, "utf-8"
    if own := _in_own_script(data, declared):
        return own
    tried = [_weighed(data, codec, name, declared) for codec, name in _candidates(data, declared)]
    found = [reading for reading in tried if reading]
    best = max(found, key=lambda reading: reading.weight, default=None)
    known = _as_labelled(data, declared)
    if best and best.weight >= (CERTAIN if known and _is_alphabet(*known[1]) else PLAUSIBLE):
        return best.text, best.name
    if known:
        return known[0], known[1][1]
    raise UnreadableDocument(_undecodable(data, declared))


def _by_mark(data: bytes, codec: str, name: str) -> tuple[str, str]:
    text = _whole(data, codec)
    if text is None:
        raise UnreadableDocument(f"the byte order mark says {name}, but the bytes do not follow it; {_ADVICE}")
    if not text.strip():
        raise UnreadableDocument("the file holds nothing but a byte order mark; name a file that holds text")
    return text, name


def _escaped(data: bytes, declared: str | None) -> tuple[str, str] | None:
    """Text in 7 bits (HZ, ISO 2022), which is ASCII to every other encoding, where the label says so and it has escapes."""
    label = codec_of(declared)
    if not label or not label[0].startswith(("hz", "iso2022")) or not data.isascii() or not _ESCAPE.search(data):
        return None
    text = _whole(data, label[0])
    return (text, label[1]) if text else None


def _in_own_script(data: bytes, declared: str | None) -> tuple[str, str] | None:
    """Text in a declared encoding that Chinese encodings read too, where it holds the script of its label."""
    label = codec_of(declared)
    script, share = SCRIPTS.get(label[1], (None, 0.0)) if label else (None, 0.0)
    text = _whole(data, label[0]) if label and script else None
    if not label or not script or not text:
        return None
    letters = "".join(c for c in text if c.isalpha() and not c.isascii())
    return (text, label[1]) if letters and len(script.findall(letters)) >= share * len(letters) else None


def _candidates(data: bytes, declared: str | None) -> list[tuple[str, str]]:
    label = codec_of(declared)
    guesses = DETECTED_WITH_NUL if b"\0" in data else DETECTED
    own = [label] if label and _writes_han(label[0]) else []
    return [*own, *(guess for guess in guesses if guess != label)]


def _whole(data: bytes, codec: str) -> str | None:
    """The text where the codec reads every byte.

    A last character cut off by the end of the file becomes U+FFFD, if the text before shows that the codec is right.
    """
    decoder = codecs.getincrementaldecoder(codec)("strict")
    try:
        text = decoder.decode(data, final=False)
        cut, _ = decoder.getstate()
    except UnicodeDecodeError:
        return None
    return text if not cut else None if text.isascii() else text + "\ufffd"


def _weighed(data: bytes, codec: str, name: str, declared: str | None) -> _Reading | None:
    text = _whole(data, codec)
    if text is None:
        return None
    bonus = LABEL_BONUS if codec_of(declared) == (codec, name) else 0.0
    return _Reading(text, name, _everyday_share(text) + bonus)


def _everyday_share(text: str) -> float:
    """How much of what is not ASCII looks like everyday Chinese, from 0 to 1."""
    beyond = [c for c in text[: 20 * SAMPLE] if c > "\x7f"][:SAMPLE]
    return sum(map(_everyday_weight, beyond)) / len(beyond) if beyond else 0.0


@cache
def _everyday_weight(character: str) -> float:
    if is_everyday(character) or "\u3000" <= character <= "\u3020" or character in "—…·“”‘’！，．：；？（）％":
        return 1.0
    if in_gb2312(character):
        return 0.6
    return 0.1 if "\u4e00" <= character <= "\u9fff" else 0.0


def _as_labelled(data: bytes, declared: str | None) -> tuple[str, tuple[str, str]] | None:
    """Text in a declared encoding that is not Chinese, where the label reads it whole and without control codes."""
    label = codec_of(declared)
    text = _whole(data, label[0]) if label and label not in DETECTED else None
    if label and text is not None and not _ANY_CONTROL.search(text):
        return text, label
    return None


def _is_alphabet(codec: str, name: str) -> bool:
    """Whether a label names an alphabet, and is none that programs set where nobody told them one."""
    return name != _UNASKED and not _writes_han(codec)


def _undecodable(data: bytes, declared: str | None) -> str:
    at, byte = _first_bad_byte(data)
    tried = ", ".join(dict.fromkeys(["UTF-8", *([declared] if declared else []), "GB18030", "Big5"]))
    return f"the bytes are no text in {tried} (UTF-8 fails at byte {at}, 0x{byte:02X}); {_ADVICE}"


def _first_bad_byte(data: bytes) -> tuple[int, int]:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start, data[error.start]
    return data.index(0), 0


def _refuse_noise(text: str) -> None:
    if not _ANY_CONTROL.search(text):
        return
    noise = sum(map(text.count, _CONTROL))
    if noise > NOISE_SHARE * len(text):
        raise UnreadableDocument(f"{noise} of {len(text)} characters are control codes: a binary file; {_ADVICE}")
