"""Answers as text: a list of plain objects becomes JSON, or a table for people.

Apart from the command line, which alone prints. JSON keeps every key and its type; a table shows the columns asked for,
and a list as its words.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from zeren.rdf.headers import Query

Row: TypeAlias = Mapping[str, object]
WIDEST = 10_000
MEASURE_COLUMNS = ("place", "year", "order", "text", "lead", "support", "implement", "basis", "targets")


def as_json(value: object, *, indent: int | None = 1) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False) + "\n"


def grid(rows: Sequence[Row]) -> tuple[list[str], list[list[str]]]:
    """The columns of the first row and the words of every cell, as the writers of spreadsheets take them."""
    columns = list(rows[0]) if rows else []
    return columns, [[words(row.get(column)) for column in columns] for row in rows]


def as_text(rows: Sequence[Row], columns: Sequence[str] | None = None, *, wide: bool = False) -> str:
    """A table for people, as broad as the terminal or, `wide`, as its longest words."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = list(columns or (rows[0] if rows else ()))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in shown:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(words(row.get(column))) for column in shown))
    console = Console(file=io.StringIO(), width=WIDEST if wide else None)
    with console.capture() as captured:
        console.print(table)
    return "\n".join(line.rstrip() for line in captured.get().splitlines()).strip("\n") + "\n"


def duties(found: Mapping[str, Any]) -> list[Row]:
    """A row for each duty of an extraction's JSON; a measure without any has a row of its own."""
    document = found["document"]
    rows: list[Row] = []
    for measure in found["measures"]:
        of = {"document": document["id"], "order": measure["order"], "text": measure["text"], "theme": measure["theme"]}
        for duty in measure["responsibilities"] or [{}]:
            kept = {key: duty.get(key) for key in ("name", "role", "basis", "confidence", "department")}
            rows.append(of | kept | {"targets": measure["targets"]})
    return rows


def audit(found: Mapping[str, Any]) -> list[Row]:
    """A row for each piece of an audit: where it stands, its words, what it became and the rule that decided."""
    rows: list[Row] = []
    for name, pieces in (("duty", found["duties"]), ("number", found["numbers"])):
        for piece in pieces:
            where = f"{name} {piece['measure']}, {piece['span'][0]}-{piece['span'][1]}"
            text = piece.get("near", piece["text"]).replace("\n", "⏎")
            rows.append({"where": where, "text": text, "as": piece["as"], "rule": piece["rule"]})
    return rows


def findings(found: Sequence[Row]) -> list[Row]:
    """A row for each finding: how grave, where, what is so and what to do."""
    return [{key: one[key] for key in ("severity", "id", "place", "message", "advice")} for one in found]


def measures(found: Sequence[Mapping[str, Any]], paths: Mapping[str, str], roles: Sequence[str] = ()) -> list[Row]:
    """A row for each answer about a measure; `source` only where they come from several documents, `role` where told."""
    several = len({one["document"] for one in found}) > 1
    rows: list[Row] = []
    for number, one in enumerate(found):
        source = {"source": paths.get(one["document"], one["document"])} if several else {}
        role = {"role": roles[number]} if roles else {}
        guess = " (guess)" if one["basis"] == "first-listed" else ""
        lead = {"lead": words(one["lead"]) + guess if one["lead"] else ""}
        aims = {"targets": "; ".join(map(aim, one["targets"]))}
        kept = {key: one[key] for key in ("place", "year", "order", "text", "support", "implement", "basis")}
        rows.append(source | role | {key: (kept | lead | aims)[key] for key in MEASURE_COLUMNS})
    return rows


def differences(found: Sequence[Mapping[str, Any]]) -> list[Row]:
    """A row for each measure of two plans: what became of it, how alike the two are, its words and leads then and now,
    and its figures."""
    rows: list[Row] = []
    for one in found:
        sides = {side: one[side] or {"order": "", "text": "", "lead": []} for side in ("before", "after")}
        told = {side: f"{it['order']} {it['text']}".strip() for side, it in sides.items()}
        alike = "" if one["score"] is None else f"{one['score']:.2f}"
        hands = "" if one["hands"] in ("same", "unknown") else one["hands"]
        lead = " → ".join(dict.fromkeys(words(it["lead"]) + _guess(it) for it in sides.values() if it["lead"]))
        figures = "; ".join(map(_step, one["figures"]))
        rows.append({"change": one["change"], "alike": alike, **told, "figures": figures, "lead": lead, "hands": hands})
    return rows


def _guess(task: Mapping[str, Any]) -> str:
    return " (guess)" if task["guess"] else ""


def _step(step: Mapping[str, Any]) -> str:
    """A figure then and now; a dash where the other plan has none."""
    one, other = (step[side]["quote"] if step[side] else "–" for side in ("before", "after"))
    return f"{one} → {other}: {step['reason'] or step['move']}"


def question(query: Query) -> Row:
    """A question of the library in a row; `?` or a default marks a parameter that may be left out."""
    optional = {
        one.name: "" if one.required else "?" if one.default is None else f"={one.default}" for one in query.parameters
    }
    parameters = " ".join(name + mark for name, mark in optional.items())
    return {"name": query.name, "parameters": parameters, "zh": query.zh, "en": query.en}


def aim(target: Mapping[str, Any]) -> str:
    """A target in a line; where it is no number, the words of the source.

    >>> aim({"quote": "9座", "indicator": "危桥", "comparator": ">=", "value": 9.0, "value_max": None, "unit": "座",
    ...      "deadline": "2021-12-31"})
    '危桥 >= 9 座, 2021-12-31'
    """
    if target["value"] is None:
        said = str(target["quote"])
    else:
        most = f"-{words(target['value_max'])}" if target["value_max"] is not None else ""
        parts = (target["indicator"], target["comparator"], words(target["value"]) + most, target["unit"])
        said = " ".join(str(part) for part in parts if part)
    return f"{said}, {target['deadline']}" if target["deadline"] else said


def words(value: object) -> str:
    """A value as people read it.

    >>> words(["市教育局", "市财政局"]), words(90.0), words(None), words([{"quote": "48所"}])
    ('市教育局、市财政局', '90', '', '48所')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, Mapping):
        return str(value["quote"]) if "quote" in value else "; ".join(f"{k} {words(v)}" for k, v in value.items())
    if isinstance(value, (list, tuple)):
        return "、".join(words(one) for one in value)
    return str(value)
