"""The confidence tables of the rules, measured anew on folders of right answers.

    python bench/calibrate.py GOLD TEXTS [GOLD TEXTS]...            > graph/zeren/language/data/rule_confidence.csv
    python bench/calibrate.py --roles GOLD TEXTS [GOLD TEXTS]...    > graph/zeren/language/data/role_rules.csv

Priors are kept as the tables have them; write to another file first and move it, so that the old table can be read.
A lead that gold itself took from the order of names says nothing of the rules that guess by the order of names: these
are counted only where gold knows better, and by `OUTSIDE`.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))

from zeren.language.confidence import PRIOR_RULE, PRIOR_WEIGHT, smoothed
from zeren.language.rules import rows
from zeren.score.report import score

OUTSIDE = {"first-listed": 11}
"""Right leads known from elsewhere: a city's later table has a column 牵头单位 for 11 measures of a plan without one, and
in all 11 the first listed leads."""

Counts = Counter[tuple[str, str, bool]]


def main() -> None:
    folders = [Path(word) for word in sys.argv[1:] if word != "--roles"]
    if not folders or len(folders) % 2:
        print(__doc__, file=sys.stderr)
        return
    pairs = list(zip(folders[::2], folders[1::2], strict=True))
    claims = [claim for gold, texts in pairs for claim in score(gold, texts).claims]
    counts = Counter((claim.kind, claim.rule, claim.right) for claim in claims)
    table = role_rows(counts) if "--roles" in sys.argv else figure_rows(counts)
    out = csv.DictWriter(sys.stdout, list(table[0]), lineterminator="\n")
    out.writeheader()
    out.writerows(table)


def figure_rows(counts: Counts) -> list[dict[str, str]]:
    """Each kind's prior, then its rules by name."""
    made = []
    for prior in [row for row in rows("rule_confidence") if row["rule"] == PRIOR_RULE]:
        a, b = int(prior["right"]), int(prior["wrong"])
        made.append(prior | {"confidence": str(smoothed(0, 0, a, b))})
        for rule in sorted({rule for kind, rule, _ in counts if kind == prior["kind"]}):
            right, wrong = counts[prior["kind"], rule, True], counts[prior["kind"], rule, False]
            told = {"right": str(right), "wrong": str(wrong), "confidence": str(smoothed(right, wrong, a, b))}
            made.append({"kind": prior["kind"], "rule": rule} | told)
    return made


def role_rows(counts: Counts) -> list[dict[str, str]]:
    """The rules of roles in their order, with new counts."""
    made = []
    for row in rows("role_rules"):
        prior, rule = float(row["prior"]), row["rule"]
        right = counts["role", rule, True] + OUTSIDE.get(rule, 0)
        wrong = counts["role", rule, False]
        sure = smoothed(right, wrong, PRIOR_WEIGHT * prior, PRIOR_WEIGHT * (1 - prior))
        made.append(row | {"confidence": str(sure), "right": str(right), "wrong": str(wrong)})
    return made


if __name__ == "__main__":
    main()
