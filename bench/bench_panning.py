"""In how many frames a second a picture of 1,000 nodes really moves while it is panned, beside the other ways to draw it.

    python bench/bench_panning.py

Frames a second in which the place of one mark on the screen changed, read in each frame; of a canvas, how often it was drawn. The
explorer gathers what is over 500 nodes: it is panned as it opens, and with that limit raised so that all 1,000 stand in one picture;
the matrix on both sides at once, its heads following; all again with a bureau chosen, which fades the rest. *whole*: from end to end
in three seconds, by script; *script* and *wheel*: 600 pixels a second, by script and by events of a mouse's wheel. The others are
panned by their own functions at that speed, as they open (all nodes in view, letters a pixel high) and near (letters of 14 pixels).
*CPU ms*: what all of the browser burns for one such frame, which tells most where other work goes on: 33 is thirty frames a second of
one processor.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from rivals import Program, programs
from watching import burnt, visit

import page_facts
from browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

UNITS, MEASURES, SECONDS, PIXELS = 200, 800, 3, 600
BOX = """const box = document.querySelector("#view .matrix") || document.scrollingElement,
  most = [box.scrollWidth - box.clientWidth, box.scrollHeight - box.clientHeight];"""
WATCH = """(what) => { const it = document.querySelector(what), from = performance.now();
  let frames = 0, moved = 0, last = "", on = true;
  const step = () => { const box = it.getBoundingClientRect(), at = `${box.x} ${box.y}`;
    frames += 1; if (last && at !== last) moved += 1; last = at; if (on) requestAnimationFrame(step); };
  requestAnimationFrame(step);
  window.told = () => { on = false; const gone = (performance.now() - from) / 1000; return [moved / gone, moved]; }; }"""
SCROLL = f"""(speed) => new Promise((done) => {{ {BOX} const from = performance.now();
  const step = (now) => {{ const gone = Math.max(0, now - from) / 1000, part = gone / {SECONDS};
    box.scrollTo(...most.map((all) => (speed ? Math.min(all, speed * gone) : all * part)));
    if (part < 1) requestAnimationFrame(step); else done(true); }};
  requestAnimationFrame(step); }})"""
BACK = f"() => {{ {BOX} box.scrollTo(0, 0); return most; }}"
PAN = f"""() => new Promise((done) => {{ const step = STEP, from = performance.now();
  step(0); window.drawn = 0; let frames = 0;
  const next = (now) => {{ frames += 1; step({PIXELS // 60} * (frames % 120 < 60 ? 1 : -1)); const gone = (now - from) / 1000;
    if (gone >= {SECONDS}) done([window.drawn / gone, window.drawn]); else requestAnimationFrame(next); }};
  requestAnimationFrame(next); }})"""
ALL = "() => { Z.MOST = 5000; Z.go({ view: 'table' }); }"
SHOWN = "(view) => document.querySelector('#tabs a[aria-current]').dataset.view === view"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        tables = page_facts.large(UNITS, MEASURES)
        print(f"{os.getloadavg()[0]:.0f} jobs at a time on {os.cpu_count()} processors")
        print(f"{'':<42}{'whole':>8}{'script':>8}{'wheel':>8}{'CPU ms':>8}")
        for program in programs():
            path = Path(folder) / "page.html"
            program.write(tables, path)
            if program.pan:
                other(browser, program, path)
            else:
                ours(browser, program, path)


def ours(browser: Browser, program: Program, path: Path) -> None:
    with visit(browser, path, program.ready) as it:
        for way in ("gathered", "1,000 nodes"):
            for view, mark in (("columns", "#view .node text"), ("matrix", "#view .cell")):
                for chosen in ("''", "Z.units[3].key"):
                    show(it.page, view, chosen)
                    told(f"explorer, {view}, {way}{', chosen' if 'key' in chosen else ''}", it.page, mark)
            it.page.evaluate(ALL)


def show(page: Page, view: str, chosen: str) -> None:
    page.evaluate(f"Z.go({{ view: '{view}', pick: {chosen} }})")
    page.wait_for_function(SHOWN, arg=view)
    page.wait_for_timeout(500)


def told(name: str, page: Page, mark: str) -> None:
    rates, count, before = [], 0, spent(page)
    for how in ("whole", "script", "wheel"):
        most = page.evaluate(BACK)
        page.wait_for_timeout(200)
        page.evaluate(WATCH, mark)
        if how == "wheel":
            wheel(page, most[0] > PIXELS)
        else:
            page.evaluate(SCROLL, 0 if how == "whole" else PIXELS)
        rate, moved = page.evaluate("told()")
        rates.append(f"{rate:.0f}")
        count += moved
    print(row(name, rates, (spent(page) - before) / max(count, 1)), flush=True)


def spent(page: Page) -> float:
    """CPU seconds of all of the browser so far."""
    browser = page.context.browser
    assert browser
    return sum(burnt(browser).values())


def wheel(page: Page, aside: bool) -> None:
    """Events of a wheel at a steady speed, made by the browser itself as if they came from a mouse."""
    session = page.context.new_cdp_session(page)
    long = -PIXELS * SECONDS
    gesture = {"x": 500, "y": 500, "yDistance": long, "xDistance": long if aside else 0, "preventFling": True}
    session.send("Input.synthesizeScrollGesture", {**gesture, "speed": PIXELS, "gestureSourceType": "mouse"})
    session.detach()


def other(browser: Browser, program: Program, path: Path) -> None:
    with visit(browser, path, program.ready, first=program.first, ceiling=5) as it:
        it.page.set_default_timeout(120_000)
        name = program.name if it.stood else f"{program.name}, physics at work"
        for where in ("as it opens", "near"):
            if where == "near":
                it.page.evaluate(program.near)
            before = spent(it.page)
            rate, drawn = it.page.evaluate(PAN.replace("STEP", program.pan))
            print(
                row(f"{name}, {where}", ["", f"{rate:.0f}", ""], (spent(it.page) - before) / max(drawn, 1)), flush=True
            )


def row(name: str, rates: list[str], cost: float) -> str:
    return f"{name:<42}" + "".join(f"{it:>8}" for it in [*rates, f"{1000 * cost:.0f}"])


if __name__ == "__main__":
    main()
