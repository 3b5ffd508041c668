"""How long each view of 10,000 measures takes, and whether the tab ever freezes: the longest task that blocks it.

    python bench/bench_views.py

Milliseconds from the click on a view's tab to two frames after it is drawn, the longest task within (of over 50 ms; the browser's own
count), and the CPU milliseconds of the page's main thread (for the opening: of all of the browser), the middle of three. Then the
same for a choice, a word typed in the search, a filter, and the opening of the file itself.
The facts are invented: ten cities, two plans each, 240 bureaus, every measure with four of them, a target and a date.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from rivals import programs
from watching import visit

import page_facts
from browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROUNDS = 3
ACT = """() => new Promise((done) => {
  window.longest = 0;
  const from = performance.now(), drawn = new Promise((told) => addEventListener("hashchange", told, { once: true }));
  ACT;
  (NEWS ? drawn : Promise.resolve()).then(() => requestAnimationFrame(() => requestAnimationFrame(() => {
    const gone = performance.now() - from; setTimeout(() => done([gone, window.longest]), 150); })));
})"""
TAB = "document.querySelector('#tabs a[data-view={}]').click()"
ACTS = {
    "a bureau chosen": "Z.go({ view: 'columns', pick: Z.units[3].key })",
    "a measure chosen": "Z.go({ pick: Z.measures[5000].key })",
    "no choice": "Z.go({ pick: '' })",
    "a role filtered": "Z.go({ role: ['lead'] })",
    "no filter": "Z.go({ role: [] })",
    "a city filtered": "Z.go({ place: [Z.documents[0].place] })",
    "no city": "Z.go({ place: [] })",
}
TYPED = "const box = document.getElementById('search'); box.value = '{}'; box.dispatchEvent(new Event('input'))"
WORDS = ("局", "第500件", "没有的词")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        path, ours = Path(folder) / "page.html", programs()[0]
        ours.write(page_facts.cities(), path)
        print(
            f"{os.getloadavg()[0]:.0f} jobs at a time on {os.cpu_count()} processors\n{'':<30}{'ms':>8}{'longest task':>14}"
        )
        with visit(browser, path, ours.ready) as it:
            print(row("opening the file", it.wall, it.page.evaluate("window.longest"), 1000 * it.cpu), flush=True)
            names = it.page.locator("#tabs a").evaluate_all("all => all.map(it => it.dataset.view)")
            for name in [*names[1:], names[0]]:
                home = TAB.format(names[1] if name == names[0] else names[0])
                told(it.page, name, TAB.format(name), home)
            for name, act in ACTS.items():
                told(it.page, name, act)
            for word in WORDS:
                told(it.page, f"“{word}” typed", TYPED.format(word), news=False)


def thread(page: Page) -> Callable[[], float]:
    """CPU milliseconds of the page's main thread so far."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def read() -> float:
        found = session.send("Performance.getMetrics")["metrics"]
        return 1000 * next(float(it["value"]) for it in found if it["name"] == "TaskDuration")

    return read


def told(page: Page, name: str, act: str, home: str = "", news: bool = True) -> None:
    """Do something and tell how long it took; where there is a way back, the middle of three."""
    walls, longest, cpus, clock = [], [], [], thread(page)
    for n in range(ROUNDS if home else 1):
        if home and n:
            page.evaluate(_timed(home, True))
        before = clock()
        wall, task = page.evaluate(_timed(act, news))
        cpus.append(clock() - before)
        walls.append(wall)
        longest.append(task)
    print(row(name, median(walls), median(longest), median(cpus)), flush=True)


def _timed(act: str, news: bool) -> str:
    return ACT.replace("ACT;", f"{act};").replace("NEWS", str(news).lower())


def row(name: str, wall: float, longest: float, cpu: float) -> str:
    return f"{name:<30}{wall:>8.0f}{longest:>14.0f}{cpu:>9.0f}"


if __name__ == "__main__":
    main()
