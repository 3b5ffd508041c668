"""How surely names of real cities are linked: a table of surface forms made by an annotator who did not know the code.

`registry/forms.csv` has a name as written, its home and year, and the body that it means: place, level, function or official
name, kind; all empty where nothing firm is meant. Other right answers stand behind `alt:` in the note. Precision is the
share of right links among links made, recall among the names that mean something.
"""

import csv
import re
from pathlib import Path

from zeren.registry import departments, places
from zeren.registry.places import AdministrativeArea

ROWS = list(csv.DictReader((Path(__file__).parent / "registry/forms.csv").read_text("utf-8").splitlines()))
MANY = ("collective", "catch-all")
PRECISION, RECALL = 0.99, 0.95


def home_of(row: dict[str, str]) -> str | None:
    home = places.meant_by(row["home"], None, int(row["year"])) if row["home"] else None
    return home.code if home else None


def place_of(row: dict[str, str]) -> set[str]:
    """The codes that a unit of this row may begin with: that of the county for a township, of the nation for 国家."""
    words, year, alts = row["place"], int(row["year"]), re.findall("alt: place ([一-龥]+)", row["note"])
    return {code for one in (words, *alts) for code in [_code(one, year)] if code}


def _code(words: str, year: int) -> str | None:
    found: AdministrativeArea | None = None
    for end in range(len(words), 1, -1):
        if found := places.meant_by(words[:end], None, year):
            return found.code
    return None


def judge(row: dict[str, str]) -> str:
    """`right`, `wrong` or `missed` for a name that means something; `wrong` or `quiet` for one that does not."""
    unit = departments.resolve(row["surface"], home_of(row), int(row["year"]))
    firm = bool(row["function"] or row["proper"] or row["kind"] in MANY)
    if unit is None:
        return "missed" if firm and "alt: unresolved" not in row["note"] else "quiet"
    return "right" if firm and _means(row, unit) else "wrong"


def _means(row: dict[str, str], unit: str) -> bool:
    described = departments.describe(unit)
    if row["kind"] in MANY:
        return described.kind in MANY
    if unit.partition("/")[0] not in place_of(row):
        return False
    if row["level"] == "township":
        return (described.kind, described.level) == (row["kind"], "township")
    if row["function"]:
        return described.function is not None and described.function in _either(row, row["function"])
    return described.kind in _either(row, row["kind"]) or described.function in _either(row, "")


def _either(row: dict[str, str], first: str) -> set[str]:
    return {first, *re.findall("[a-z]+(?:-[a-z]+)*", row["note"].partition("alt: ")[2].removeprefix("kind"))}


def figures() -> tuple[float, float, dict[str, list[dict[str, str]]]]:
    """Precision, recall and the rows by verdict."""
    rows: dict[str, list[dict[str, str]]] = {"right": [], "wrong": [], "missed": [], "quiet": []}
    for row in ROWS:
        rows[judge(row)].append(row)
    right, wrong = len(rows["right"]), len(rows["wrong"])
    firm = (
        right
        + len(rows["missed"])
        + sum(bool(r["function"] or r["proper"] or r["kind"] in MANY) for r in rows["wrong"])
    )
    return right / (right + wrong), right / firm, rows


def test_names_of_real_cities_are_linked_rightly() -> None:
    precision, recall, rows = figures()
    told = [f"{row['surface']} ({row['home']} {row['year']})" for row in (*rows["wrong"], *rows["missed"])]
    assert precision >= PRECISION and recall >= RECALL, (precision, recall, told)


def test_the_table_is_large_hostile_and_of_many_homes() -> None:
    assert len(ROWS) >= 400
    assert sum(row["hostile"] == "1" for row in ROWS) >= 100
    assert len({row["home"] for row in ROWS}) >= 30
