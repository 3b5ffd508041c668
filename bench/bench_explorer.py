"""How soon the explorer stands still, beside three usual ways to draw a graph, and which labels can be read then.

    python bench/bench_explorer.py [FACTS]

Each opens one file of the same facts (invented ones, and those of a build where there is one) from disk, its network cut, in a browser
without a display. Milliseconds from asking for the file to two frames after it stands still, the middle of three, and the CPU seconds
that all of the browser burnt till then; *x*: how many times ours.
*Still* is: the explorer's picture is drawn; pyvis's physics have come to rest; the others have drawn once with the places given to
them. Who has not come to rest in 60 seconds is not asked again. Labels are counted in the last visit: those whose box meets another
label's, how high letters are on the screen in pixels, and how many can be read so: clear, and of 9 pixels or more. *asked*: requests
to the net. pyvis comes with zeren; cytoscape is got from npm by `make bench`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from rivals import Program, programs
from watching import visit

import page_facts
from browser import chromium
from zeren import facts

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from zeren.facts import Tables

FACTS = Path(__file__).parents[1] / "out" / "facts"
PLANS = {
    "130 nodes": partial(page_facts.large, 50, 80),
    "1,000 nodes": partial(page_facts.large, 200, 800),
    "10,000 measures of ten cities and 240 bureaus": page_facts.cities,
}
ROUNDS, CEILING, READABLE = 3, 60.0, 9
HEAD = f"{'':<26}{'kB':>8}{'ms':>9}{'x':>7}{'CPU s':>8}{'x':>7}{'labels':>8}{'meet':>7}{'px':>6}{'read':>7}{'asked':>7}"


@dataclass(frozen=True)
class Seen:
    """One program with one plan; `meet`: labels that cover one another; `letters`: their height on the screen in pixels."""

    size: int
    stood: bool
    wall: float
    cpu: float
    labels: int = 0
    meet: int = 0
    letters: float = 0.0
    foreign: int = 0

    @property
    def read(self) -> int:
        """Labels that can be read as the page stands: clear of the others, and high enough."""
        return self.labels - self.meet if self.letters >= READABLE else 0


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        known = programs()
        for plan, make in plans().items():
            print(
                f"\n{plan}; {os.getloadavg()[0]:.0f} jobs at a time on {os.cpu_count()} processors\n{HEAD}", flush=True
            )
            tables, first = make(), None
            for program in known:
                path = Path(folder) / "page.html"
                program.write(tables, path)
                seen = watched(browser, program, path)
                first = first or seen
                print(line(program.name, seen, first), flush=True)


def plans() -> dict[str, Callable[[], Tables]]:
    build = Path(sys.argv[1]) if len(sys.argv) > 1 else FACTS
    if build.is_dir():
        return {**PLANS, "the build": partial(facts.read, build)}
    print("left out: a build's facts, for want of out/facts: `make graph` makes them")
    return PLANS


def watched(browser: Browser, program: Program, path: Path) -> Seen:
    walls: list[float] = []
    cpus: list[float] = []
    made = None
    for n in range(ROUNDS):
        with visit(browser, path, program.ready, first=program.first, ceiling=CEILING) as it:
            walls.append(it.wall)
            cpus.append(it.cpu)
            if not it.stood:
                return Seen(path.stat().st_size // 1000, False, CEILING * 1000, it.cpu, foreign=len(it.foreign))
            if n == ROUNDS - 1:
                boxes, letters = it.page.evaluate(program.labels)
                meet = len(meeting(boxes))
                made = (len(boxes), meet, letters, len(it.foreign))
    assert made
    return Seen(path.stat().st_size // 1000, True, median(walls), median(cpus), *made)


def meeting(boxes: Sequence[Sequence[float]]) -> set[int]:
    """The boxes that share more than an edge with another one."""
    found: set[int] = set()
    open_: list[int] = []
    for n in sorted(range(len(boxes)), key=lambda i: boxes[i][1]):
        left, top, right, _ = boxes[n]
        open_ = [other for other in open_ if boxes[other][3] > top]
        for other in open_:
            if boxes[other][0] < right and left < boxes[other][2]:
                found |= {n, other}
        open_.append(n)
    return found


def line(name: str, seen: Seen, ours: Seen) -> str:
    over = "" if seen.stood else ">"
    times, cpus = f"{over}{seen.wall / ours.wall:.1f}", f"{over}{seen.cpu / ours.cpu:.1f}"
    told = f"{name:<26}{seen.size:>8}{over + format(seen.wall, '.0f'):>9}{times:>7}{over + format(seen.cpu, '.2f'):>8}{cpus:>7}"
    if not seen.stood:
        return f"{told}{'':>28}{seen.foreign:>7}"
    return f"{told}{seen.labels:>8}{seen.meet:>7}{seen.letters:>6.1f}{seen.read:>7}{seen.foreign:>7}"


if __name__ == "__main__":
    main()
