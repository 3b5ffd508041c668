"""A real browser for the tests of pages: Debian's Chromium without a display, its network cut.

Every request is counted and any that is not for the pages' own folder is refused. The fixtures that open it, and pages of
invented facts, are in `conftest`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Visit:
    """What went wrong while a page was open, and how many files it took."""

    files: int = 0
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def note(self, kind: str, words: str) -> None:
        if kind in ("error", "warning"):
            self.errors.append(words)

    def judge(self, route: Route, home: Path) -> None:
        if route.request.url.startswith(home.as_uri() + "/"):
            self.files += 1
            route.continue_()
        else:
            self.foreign.append(route.request.url)
            route.abort()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; a test that needs it is skipped where there is none, and `conftest` makes that a failure in CI."""
    program = os.environ.get("ZEREN_CHROMIUM") or shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium: install Debian's package `chromium` or name the program in ZEREN_CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser, path: Path, home: Path, dark: bool = False, anchor: str = ""
) -> Iterator[tuple[Page, Visit]]:
    """A page opened from disk; `home` is the only folder it may read."""
    visit = Visit()
    context = browser.new_context(offline=True, color_scheme="dark" if dark else "light")
    page = context.new_page()
    page.on("console", lambda message: visit.note(message.type, message.text))
    page.on("pageerror", lambda error: visit.note("error", str(error)))
    page.on("dialog", lambda dialog: visit.note("error", f"dialog {dialog.message}"))
    page.route("**/*", lambda route: visit.judge(route, home))
    page.goto(path.as_uri() + anchor)
    yield page, visit
    context.close()


# The choices above a picture that stand in its menus: name of the view, and index of the menu.
MENUS = """() => [...document.querySelectorAll("#view .controls select")].map(it => it.options.length)"""
MOST_OPTIONS = 9
"""A menu of more is one of bureaus or places, which all look alike."""


def choices(page: Page, pick: str = "''", wait: int = 60) -> Iterator[str]:
    """Show every view of the explorer, and every kind of picture that a menu above it offers, such as each chart."""
    for view in page.evaluate("Object.keys(Z.views)"):
        page.evaluate(f"Z.go({{view: '{view}', pick: {pick}}})")
        page.wait_for_timeout(wait)
        yield view
        for menu, options in enumerate(page.evaluate(MENUS)):
            for option in range(options if options <= MOST_OPTIONS else 0):
                chosen = page.locator("#view .controls select").nth(menu)
                if page.evaluate(MENUS)[menu : menu + 1] != [options]:
                    break
                chosen.select_option(index=option)
                page.wait_for_timeout(wait)
                yield f"{view} {menu}.{option}"
