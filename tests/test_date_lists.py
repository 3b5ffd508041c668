"""Several dates for several figures: the n-th belongs to the n-th, and no figure gets a date that may be another's."""

from __future__ import annotations

from pathlib import Path

import pytest

from zeren.extract import extract_file
from zeren.model import Extraction

HEAD = "某某市2023年民生实事任务分工"
MAY, OCTOBER = "2023-05-31", "2023-10-31"


def extracted(tmp_path: Path, name: str, text: str) -> Extraction:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return extract_file(path)


def deadlines(found: Extraction) -> list[str | None]:
    return [target.deadline for measure in found.measures for target in measure.targets]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("新建书屋6家、改造戏台15座，分别于5月底前、10月底前完成。", [MAY, OCTOBER]),
        ("新建书屋6家，改造戏台15座，分别于5月底和10月底前建成投用。", [MAY, OCTOBER]),
        ("分别于5月底、10月底前完成新建书屋6家、改造戏台15座。", [MAY, OCTOBER]),
        ("5月底、10月底前分别完成新建书屋6家、改造戏台15座。", [MAY, OCTOBER]),
        ("东片、西片分别于5月底、10月底前新建书屋6家、戏台15座。", [MAY, OCTOBER]),
        ("5月底、10月底前投资完成率分别达到35%、95%。", [MAY, OCTOBER]),
        ("新建书屋6家、改造戏台15座、整修祠堂4处，分别于5月底、10月底前完成。", [None] * 3),
        ("分别于5月底、8月底、10月底前新建书屋6家、戏台15座。", [None] * 2),
        ("分别于5月底、10月底前完成选址和主体，新建书屋6家。", [None]),
        ("新建书屋6家、戏台15座，甲桥、乙桥分别于5月底、10月底前通车。", [None] * 2),
    ],
)
def test_listed_dates_go_to_the_figures_in_order_or_to_none(
    tmp_path: Path, sentence: str, told: list[str | None]
) -> None:
    assert deadlines(extracted(tmp_path, "plan.txt", f"{HEAD}\n1.{sentence}（市甲局牵头）\n")) == told


@pytest.mark.parametrize(
    ("task", "cell", "told"),
    [
        ("新建书屋6家、改造戏台15座", "分别于5月底前、10月底前完成", [MAY, OCTOBER]),
        ("新建书屋6家，改造戏台15座", "书屋、戏台分别于5月底、10月底前完成", [MAY, OCTOBER]),
        ("新建书屋6家", "分别于5月底、10月底前完成", [None]),
        ("新建书屋6家、改造戏台15座", "5月底前开工，10月底前完成", [OCTOBER] * 2),
    ],
)
def test_a_deadline_cell_lists_dates_too(tmp_path: Path, task: str, cell: str, told: list[str | None]) -> None:
    rows = f"{HEAD}\t\t\t\n序号\t任务\t牵头单位\t完成时限\n1\t{task}\t市甲局\t{cell}\n2\t修桥\t市乙局\t年内\n"
    found = extracted(tmp_path, "plan.tsv", rows)
    assert deadlines(found) == told
    assert not any("分别" in point.quote for point in found.measures[0].milestones)
