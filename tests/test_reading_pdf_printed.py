"""Pages as a real browser prints them to PDF: every layout of the plan gives the facts that the page itself gives."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser import chromium
from plan24 import differences
from plan24_html import LAYOUTS
from zeren.extract import extract_file
from zeren.reading.pdf_shapes import with_names

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STYLE = "<style>body {font: 11pt serif} table {border-collapse: collapse} td, th {border: 1px solid}</style></head>"


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    with chromium() as program:
        yield program


def printed(browser: "Browser", page: str) -> bytes:
    context = browser.new_context(offline=True, locale="zh-CN")
    tab = context.new_page()
    tab.set_content(page.replace("</head>", STYLE).replace("<html>", '<html lang="zh-CN">'))
    data = tab.pdf(format="A4", display_header_footer=True)
    context.close()
    return data


@pytest.mark.parametrize("name", ["header of two rows", "themes as rows", "paragraphs"])
def test_a_printed_page_gives_the_facts_of_the_page(browser: "Browser", name: str, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(printed(browser, LAYOUTS[name]()))
    found = extract_file(tmp_path / "plan.pdf")
    assert differences(found) == []
    assert {duty.basis for measure in found.measures for duty in measure.responsibilities} == {"bold"}
    assert all(measure.location.page for measure in found.measures)


def test_fonts_that_are_drawings_are_named_by_an_update_at_the_end(browser: "Browser") -> None:
    data = printed(browser, "<html><head></head><body><b>市教育局</b>、市财政局</body></html>")
    named = with_names(data)
    assert named.startswith(data) and named.count(b"/BaseFont") > data.count(b"/BaseFont")
    assert with_names(data[:-9]) == data[:-9]
