"""How often the field that a measure is put in is the one that its document states.

    python bench/themes.py [TEXTS]...

The headings of documents that have some are hidden from `classify` and then compared with its answers. Which fields a heading
stands for is told by its own words below, for headings that speak of fields of the scheme alone; one that spans much of life (城乡建设,
安居宜居 beside 供热) stands for all of them, or is left out. Without folders: `tests/corpus` and the five real documents, in the folder that
ZEREN_SHARED names.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))

from zeren.extract import extract_file
from zeren.registry.fields_of_life import classify
from zeren.text.simplify import simplify

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("ZEREN_SHARED", ROOT.parent / "shared"))
FOLDERS = [ROOT / "tests" / "corpus" / "texts", SHARED / "seeds"]
PRIOR, WEIGHT = 19, 20
"""Right cases of a rule before anything was measured, and all of them."""

BROAD = re.compile(
    "商贸|工作任务|重点任务|增进民生|保障和改善民生|高品质|公共服务$|^公共服务|优化公共|人居环境|一体化|优环境|建设美丽|补短板|安全底线|高水平安全"
    "|有效|稳增长|城市群|总体|城乡建设|基础设施|暖心|环境改善|环境治理|改善环境|美丽乡村|社会治理|扶幼|水利惠民"
)
HEADINGS: list[tuple[str, set[str]]] = [
    ("教育|学有|助学", {"教育"}),
    ("医疗|卫生(?!.*环境)|健康|病有", {"医疗卫生"}),
    ("社保|社会保障|救助|救济|底线民生|弱有|帮扶行动|扶贫济困|助残|医疗保障|困难", {"社会保障", "养老服务"}),
    ("就业|创业|增收", {"就业"}),
    ("养老|一老|扶老|老有", {"养老服务"}),
    ("住房|住有|棚户|老旧小区", {"住房"}),
    ("安居|居住", {"住房", "市政设施"}),
    ("交通|出行|公路|四好", {"交通"}),
    ("生态|环境(?!.*营商)|蓝天|碧水|绿|污染", {"生态环境"}),
    ("安全|平安|法治|治安|食品", {"公共安全"}),
    ("文化|体育|文体|文旅|旅游|健身|非遗", {"文化体育"}),
    ("农村|农业|乡村|农补|水利|脱贫|扶贫(?!济)|饮水", {"农业农村"}),
    ("政务|便民|营商|办事|审批", {"政务服务"}),
    ("市政|供热|公用", {"市政设施"}),
]


def meant(heading: str) -> set[str]:
    """The fields that a heading stands for; none where it tells no field."""
    if BROAD.search(heading):
        return set()
    return set().union(*(fields for words, fields in HEADINGS if re.search(words, heading)))


def cases(folder: Path) -> Iterator[tuple[set[str], str, list[str]]]:
    """What the heading of each measure stands for, the measure's words, and who leads it."""
    for path in sorted(folder.iterdir()):
        found = extract_file(path)
        stated = {theme.name for theme in found.themes if theme.basis != "classified"}
        for measure in found.measures:
            fields = meant(simplify(measure.theme)) if measure.theme in stated else set()
            leads = [duty.name_simplified or duty.name for duty in measure.responsibilities if duty.role == "lead"]
            if fields:
                yield fields, measure.text_simplified or measure.text, leads


def main() -> None:
    judged: Counter[tuple[str, bool]] = Counter()
    for folder in map(Path, sys.argv[1:] or FOLDERS):
        total, right, answered = 0, 0, 0
        for fields, text, leads in cases(folder):
            total += 1
            if field := classify(text, leads):
                answered += 1
                right += field.name in fields
                judged[field.rule, field.name in fields] += 1
        precision, recall = right / max(1, answered), right / max(1, total)
        print(f"{folder}: {total} measures, {answered} put in a field, precision {precision:.3f}, recall {recall:.3f}")
    for rule in ("field-lead", "field-words"):
        good, bad = judged[rule, True], judged[rule, False]
        print(f"{rule},{good},{bad},{(good + PRIOR) / (good + bad + WEIGHT):.3f}")


if __name__ == "__main__":
    main()
