"""Where a Chinese font is: named by the user, known to the system, or brought by an installed package.

Apart from `fonts`, which draws: here files are looked for and read, and nothing is asked of a drawing library.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Literal, TypeAlias

from zeren.errors import BuildError

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

Origin: TypeAlias = Literal["ZEREN_FONT", "fontconfig", "font folder", "package"]

SETTING: Final = "ZEREN_FONT"
INSTALL: Final = (
    "install a font with Chinese characters (Debian and Ubuntu: apt install fonts-noto-cjk; Fedora: dnf install "
    "google-noto-sans-cjk-fonts; macOS and Windows bring one), or name a font file (.ttf .otf .ttc) in ZEREN_FONT"
)
_SAMPLE: Final = "责任"
_FOLDERS: Final = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "C:/Windows/Fonts",
)
_FILES: Final = (
    "NotoSansCJK-Regular.*",
    "NotoSansCJKsc-Regular.*",
    "NotoSansSC*",
    "SourceHanSansSC-Regular.*",
    "SourceHanSansCN-Regular.*",
    "PingFang.*",
    "Hiragino Sans GB.*",
    "msyh.*",
    "simhei.*",
    "wqy-zenhei.*",
    "wqy-microhei.*",
    "DroidSansFallback*",
)
_OF_PACKAGES: Final = re.compile(
    r"(?:NotoSans(?:CJK|SC)|SourceHanSans|wqy-|DroidSansFallback|SimHei|LXGW)[^/]{0,60}\.(?:ttf|otf|ttc)$",
    re.IGNORECASE,
)
_ASKED: Final = ("fc-match", "-f", "%{file}\n", "sans-serif:lang=zh-cn")
_SECONDS: Final = 20
_SIMPLIFIED: Final = re.compile(r"\b(?:SC|CN|GB)\b")
_FREE: Final = re.compile(r"open font licen|\bofl\b|apache licen|public domain|font exception", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Font:
    """A face of a font file that has Chinese characters, and how it was found."""

    path: Path
    face: int
    family: str
    origin: Origin
    free: bool
    """Whether its licence says that parts of it may stand in a document."""

    def __str__(self) -> str:
        return f"{self.family} ({self.path}, by {self.origin})"


@cache
def find() -> Font | None:
    """The first font with Chinese characters; `BuildError` where `ZEREN_FONT` names none."""
    named = os.environ.get(SETTING)
    if named:
        font = _face(Path(named).expanduser(), "ZEREN_FONT")
        if font is None:
            raise BuildError(f"{SETTING}={named}: no font file with Chinese characters; name another or unset it")
        return font
    return next(filter(None, (_face(path, origin) for path, origin in _candidates())), None)


def searched() -> list[str]:
    """The places where a font is looked for, in words."""
    folders = [name for name in _FOLDERS if Path(name).expanduser().is_dir()]
    system = ["fontconfig"] if shutil.which(_ASKED[0]) else []
    return [f"{SETTING} (not set)", *system, *folders, "installed Python packages"]


def opened(font: Font) -> TTFont:
    """The face of a font, to be read or cut."""
    from fontTools.ttLib import TTFont

    return TTFont(font.path, fontNumber=font.face, lazy=True)


@cache
def characters(font: Font) -> frozenset[int]:
    """The code points that a font has a glyph for."""
    with opened(font) as face:
        return frozenset(face.getBestCmap() or ())


def _candidates() -> Iterator[tuple[Path, Origin]]:
    yield from ((path, "fontconfig") for path in _of_system())
    folders = [folder for name in _FOLDERS if (folder := Path(name).expanduser()).is_dir()]
    for pattern in _FILES:
        for folder in folders:
            yield from ((path, "font folder") for path in sorted(folder.rglob(pattern)))
    yield from ((path, "package") for path in _of_packages())


def _of_system() -> list[Path]:
    """The font that fontconfig takes for Simplified Chinese; none where there is no fontconfig."""
    program = shutil.which(_ASKED[0])
    if program is None:
        return []
    try:
        told = subprocess.run([program, *_ASKED[1:]], capture_output=True, timeout=_SECONDS, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [Path(os.fsdecode(line)) for line in told.splitlines() if line]


def _of_packages() -> Iterator[Path]:
    """The Chinese fonts among the files of installed packages."""
    from importlib import metadata

    for package in sorted(metadata.distributions(), key=lambda one: str(one.name)):
        for file in package.files or ():
            if _OF_PACKAGES.search(str(file)):
                yield Path(str(file.locate()))


def _face(path: Path, origin: Origin) -> Font | None:
    """The face of a file that has Simplified Chinese, the one named so where several have; None where none has."""
    from fontTools.ttLib import TTFont, TTLibError

    found = []
    try:
        with path.open("rb") as file:
            for number in range(_faces(file)):
                face = TTFont(file, fontNumber=number, lazy=True)
                if {ord(sign) for sign in _SAMPLE} <= (face.getBestCmap() or {}).keys():
                    family = str(face["name"].getBestFamilyName() or path.stem)
                    found.append(Font(path, number, family, origin, _is_free(face)))
    except (OSError, TTLibError, KeyError, ValueError):
        return None
    return min(found, key=lambda font: (not _SIMPLIFIED.search(font.family), "Mono" in font.family), default=None)


def _faces(file: BinaryIO) -> int:
    """How many faces a file has; a collection tells it in the twelve bytes of its head."""
    head = file.read(12)
    file.seek(0)
    return int.from_bytes(head[8:12], "big") if head[:4] == b"ttcf" else 1


def _is_free(face: TTFont) -> bool:
    told = " ".join(str(name) for number in (13, 14) if (name := face["name"].getDebugName(number)))
    return face["OS/2"].fsType & 0x0302 == 0 and bool(_FREE.search(told))
