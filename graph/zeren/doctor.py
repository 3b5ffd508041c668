"""The self-test: what of an installation works, what is missing, and what to do about it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib import metadata, util
from pathlib import Path
from typing import Any

from zeren import __version__, outputs
from zeren.errors import BuildError, ZerenError
from zeren.resources import Shelf, shelf

SAMPLE = "2021年示例市民生实事\n1.新建幼儿园12所，年底前完成。(市教育局牵头，市财政局配合)\n"
"""Invented words with a place for every reader: a year, a number, a date, a lead and a support."""

LIBRARIES = {
    "altair": "altair",
    "defusedxml": "defusedxml",
    "fonttools": "fontTools",
    "GB2260-v2": "gb2260_v2",
    "jinja2": "jinja2",
    "lxml": "lxml",
    "markupsafe": "markupsafe",
    "minify-html": "minify_html",
    "networkx": "networkx",
    "numpy": "numpy",
    "opencc-python-reimplemented": "opencc",
    "openpyxl": "openpyxl",
    "pandas": "pandas",
    "pyahocorasick": "ahocorasick",
    "pyarrow": "pyarrow",
    "pyoxigraph": "pyoxigraph",
    "pypdfium2": "pypdfium2",
    "python-docx": "docx",
    "pypinyin": "pypinyin",
    "pyvis": "pyvis",
    "rapidfuzz": "rapidfuzz",
    "rich": "rich",
    "scipy": "scipy",
    "spacy": "spacy",
    "thinc": "thinc",
    "typer": "typer",
    "vl-convert-python": "vl_convert",
    "webencodings": "webencodings",
}
"""The libraries that setup.cfg asks for: the name each is installed by, and the name it is imported by."""


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    ok: bool
    detail: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def examine(data: Path | None = None) -> list[Check]:
    """All checks in order, the build in `data` among them where one is named."""
    checks = [
        Check("zeren", True, __version__),
        python(),
        *libraries(),
        files("ontology", ".ttl"),
        files("queries", ".rq"),
    ]
    checks += [attempt("reading", read_sample), attempt("font", find_font)]
    return checks if data is None else [*checks, attempt("build", lambda: open_build(data))]


def python() -> Check:
    return Check("python", sys.version_info >= (3, 11), f"{sys.version.split()[0]} (3.11 or newer is needed)")


def libraries() -> Iterator[Check]:
    for name, module in LIBRARIES.items():
        present = util.find_spec(module) is not None
        yield Check(name, present, metadata.version(name) if present else f"missing; pip install {name}")


def files(name: Shelf, ending: str) -> Check:
    folder = shelf(name)
    found = [file.name for file in folder.iterdir() if file.name.endswith(ending)] if folder.is_dir() else []
    return Check(name, bool(found), f"{len(found)} files in {folder}")


def attempt(name: str, do: Callable[[], str]) -> Check:
    try:
        return Check(name, True, do())
    except (ZerenError, OSError) as error:
        return Check(name, False, str(error))


def read_sample() -> str:
    from zeren.worker import reader

    with tempfile.TemporaryDirectory() as folder, reader() as reading:
        file = Path(folder) / "sample.txt"
        file.write_text(SAMPLE, encoding="utf-8")
        found = reading.extract_file(file)
    units = [duty.name for measure in found.measures for duty in measure.responsibilities]
    if units != ["市教育局", "市财政局"]:
        raise ZerenError(f"the sample's duties were read as {units}; the installation is damaged, install zeren anew")
    return f"{len(found.measures)} measure, {len(units)} units"


def find_font() -> str:
    """The font that charts are drawn with; without one no chart is drawn, and all else works."""
    from zeren.pages import font_files

    font = font_files.find()
    if font is None:
        raise BuildError(f"none with Chinese characters in {', '.join(font_files.searched())}; {font_files.INSTALL}")
    return f"{font}; {'may' if font.free else 'its licence does not say that it may'} be embedded in SVG and HTML"


def open_build(data: Path) -> str:
    tables = outputs.load(data)
    return f"{len(tables['measures'])} measures, {len(outputs.open_graph(data))} quads in {data}"
