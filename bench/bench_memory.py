"""Whether memory stays flat: the peak of the process while it reads many small documents, each unlike the last.

    python bench/bench_memory.py [DOCUMENTS]

Invented plans in four layouts, with other names, figures and words each time; the peak is told every 500 documents
(DOCUMENTS: 2000). Where nothing leaks, it stands still after the first lines.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))

from zeren.extract import extract_file

EVERY = 500
UNITS_OF_PEAK = 2**20 if sys.platform == "darwin" else 2**10
"""macOS tells the peak in bytes, Linux in KiB."""
HAN = [chr(code) for code in range(0x4E00, 0x9FA6)]
DOINGS = ("新建", "改造", "提升", "发放", "培训", "整治", "完成", "建成")
THINGS = ("学校", "道路", "社区食堂", "公园", "泵站", "充电桩", "水库", "停车位")
BUREAUS = ("教育局", "财政局", "住建局", "民政局", "水利局", "交通局", "城管局", "卫健委")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    characters = 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.txt"
        for number, text in enumerate(plans(count), 1):
            file.write_text(text, "utf-8")
            extract_file(file)
            characters += len(text)
            if number % EVERY == 0 or number == count:
                told(number, characters)


def told(number: int, characters: int) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / UNITS_OF_PEAK
    print(f"{number:>8} documents  {peak:8.1f} MiB at most  {process_time():7.1f} CPU s  {characters:>9} characters")


def plans(count: int) -> Iterator[str]:
    """Documents that no cache knows yet; the same ones in every run."""
    chance = random.Random(0)
    for _ in range(count):
        city = "".join(chance.sample(HAN, 2)) + "市"
        year = chance.randint(2010, 2030)
        lines = [chance.choice(LAYOUTS)(item(chance, city), unit(chance, city)) for _ in range(chance.randint(4, 12))]
        yield "\n".join([f"{city}{year}年民生实事实施方案", *(f"{i}.{line}" for i, line in enumerate(lines, 1)), ""])


def item(chance: random.Random, city: str) -> str:
    name = "".join(chance.sample(HAN, 3))
    doing, thing = chance.choice(DOINGS), chance.choice(THINGS)
    month, number = chance.randint(1, 12), chance.randint(2, 9999)
    return f"{month}月底前,{doing}{name}{thing}{number}处,{name}覆盖率达到{chance.randint(50, 99)}%以上"


def unit(chance: random.Random, city: str) -> str:
    bureaus = chance.sample(BUREAUS, 3)
    return "、".join(["市" + bureaus[0], city + bureaus[1], "".join(chance.sample(HAN, 2)) + "县政府"])


LAYOUTS: tuple[Callable[[str, str], str], ...] = (
    lambda item, units: f"{item}。(责任单位:{units})",
    lambda item, units: f"{item}。\n牵头单位:{units.partition('、')[0]};配合单位:{units.partition('、')[2]}",
    lambda item, units: f"{item}。({units.replace('、', '牵头,', 1)}配合)",
    lambda item, units: f"{item},由{units}负责。",
)


if __name__ == "__main__":
    main()
