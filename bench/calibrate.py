"""The confidence tables of the rules, measured anew on folders of right answers.

    python bench/calibrate.py [GOLD TEXTS]...            > graph/zeren/language/data/rule_confidence.csv
    python bench/calibrate.py --roles [GOLD TEXTS]...    > graph/zeren/language/data/role_rules.csv

Without folders: the five real documents, in the folder that ZEREN_SHARED names, and tests/corpus. Priors are kept as the
tables have them, and so are rules that no right answer judges; write to another file first and move it, so that the
old table can be read.
A lead that gold itself took from the order of names says nothing of the rules that guess by the order of names: these
are counted only where gold knows better, and by `OUTSIDE`.
"""

from __future__ import annotations

import csv
import os
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))

from zeren.language.confidence import PRIOR_RULE, PRIOR_WEIGHT, smoothed
from zeren.language.rules import rows
from zeren.score.report import score

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("ZEREN_SHARED", ROOT.parent / "shared"))
CORPUS = ROOT / "tests" / "corpus"
FOLDERS = [SHARED / "gold", SHARED / "seeds", CORPUS / "gold", CORPUS / "texts"]
OUTSIDE = {"first-listed": 11}
"""Right leads known from elsewhere: a city's later table has a column 牵头单位 for 11 measures of a plan without one, and
in all 11 the first listed leads."""

Counts = Counter[tuple[str, str, bool]]


def main() -> None:
    folders = [Path(word) for word in sys.argv[1:] if word != "--roles"] or FOLDERS
    if len(folders) % 2:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    pairs = list(zip(folders[::2], folders[1::2], strict=True))
    claims = [claim for gold, texts in pairs for claim in score(gold, texts).claims]
    counts: Counts = Counter((claim.kind, claim.rule, claim.right) for claim in claims)
    table = role_rows(counts) if "--roles" in sys.argv else figure_rows(counts)
    out = csv.DictWriter(sys.stdout, list(table[0]), lineterminator="\n")
    out.writeheader()
    out.writerows(table)


def figure_rows(counts: Counts) -> list[dict[str, str]]:
    """Each kind's prior, then its rules by name."""
    made, known = [], [(row["kind"], row["rule"]) for row in rows("rule_confidence")]
    for prior in [row for row in rows("rule_confidence") if row["rule"] == PRIOR_RULE]:
        a, b = int(prior["right"]), int(prior["wrong"])
        made.append(prior | {"confidence": str(smoothed(0, 0, a, b))})
        measured = [(kind, rule) for kind, rule, _ in counts]
        for rule in sorted({rule for kind, rule in measured + known if kind == prior["kind"]} - {PRIOR_RULE}):
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
