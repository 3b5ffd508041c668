"""A browser watched from outside: how long it takes, what it burns, and in how many frames a picture moves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
LONG = """window.longest = 0; new PerformanceObserver((list) => {
  for (const it of list.getEntries()) window.longest = Math.max(window.longest, it.duration); }).observe({ entryTypes: ["longtask"] });"""


@dataclass
class Visit:
    """One page opened: milliseconds until it stood still, CPU seconds of the browser till then, requests beyond the file."""

    page: Page
    stood: bool = False
    wall: float = 0.0
    cpu: float = 0.0
    foreign: list[str] = field(default_factory=list)


@contextmanager
def visit(browser: Browser, path: Path, ready: str, *, first: str = "", ceiling: float = 60) -> Iterator[Visit]:
    """Open a page from disk with the network cut and wait until `ready` holds and two frames more, or for `ceiling` seconds."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    made = Visit(page)
    page.on("request", lambda it: None if it.url.startswith("file:") else made.foreign.append(it.url))
    page.add_init_script(LONG + first)
    before, start = burnt(browser), perf_counter()
    page.goto(path.as_uri(), wait_until="commit")
    made.stood = reached(page, ready, ceiling)
    if made.stood:
        page.evaluate(TWO_FRAMES)
    made.wall = 1000 * (perf_counter() - start)
    made.cpu = sum(seconds - before.get(process, 0) for process, seconds in burnt(browser).items())
    yield made
    context.close()


def reached(page: Page, ready: str, ceiling: float) -> bool:
    """Whether an expression came true in time."""
    from playwright.sync_api import TimeoutError as Late

    try:
        page.wait_for_function(ready, timeout=1000 * ceiling)
    except Late:
        return False
    return True


def burnt(browser: Browser) -> dict[int, float]:
    """CPU seconds of each of the browser's processes so far."""
    session = browser.new_browser_cdp_session()
    told = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return {int(it["id"]): float(it["cpuTime"]) for it in told}
