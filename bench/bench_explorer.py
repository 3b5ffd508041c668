"""How soon the explorer stands still, from a file, in a browser without a display; and how it scrolls.

    python bench/bench_explorer.py

Milliseconds from the opening of the file to two frames after the picture is drawn, the middle of three, for plans of more and more
nodes; frames a second while the page of 1,000 nodes is scrolled from end to end. No software but Chromium is needed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import page_facts
from browser import chromium, opened
from zeren.pages import explorer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PLANS = {"130 nodes": (50, 80), "1,000 nodes": (200, 800), "10,000 measures": (300, 10_000)}
STILL = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
SCROLL = """() => new Promise((done) => {
  const most = document.documentElement.scrollHeight - innerHeight, from = performance.now();
  let frames = 0, moved = 0, last = -1;
  const step = (now) => {
    frames += 1;
    if (scrollY !== last) moved += 1;
    last = scrollY;
    const gone = (now - from) / 1000;
    if (gone >= 2) { done([frames / gone, moved / gone, most]); return; }
    scrollTo(0, most * gone / 2);
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for name, (units, measures) in PLANS.items():
            path = Path(folder) / "page.html"
            explorer.write(page_facts.large(units, measures), path)
            taken = median(stable(browser, path) for _ in range(3))
            print(f"{name:<18} {path.stat().st_size // 1000:>6} kB {taken:>7.0f} ms")
            if name.startswith("1,000"):
                scroll(browser, path)


def stable(browser: Browser, path: Path) -> float:
    start = perf_counter()
    with opened(browser, path, path.parent) as (page, _):
        page.wait_for_selector("#view[data-drawn]", state="attached")
        page.evaluate(STILL)
        return 1000 * (perf_counter() - start)


def scroll(browser: Browser, path: Path) -> None:
    with opened(browser, path, path.parent) as (page, _):
        frames, moved, most = page.evaluate(SCROLL)
        print(f"    scrolled {most:.0f} px: {frames:.0f} frames a second, the picture moved in {moved:.0f} of them")


if __name__ == "__main__":
    main()
