"""What an answer about measures looks like: one plain object a measure, the same for `who` and `what`.

Apart from the search, so that the shape that the command line prints and notebooks read stands in one place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict, cast

import pandas as pd

if TYPE_CHECKING:
    from zeren.facts import Tables
    from zeren.vocab import Comparator, Role, RoleBasis

Key: TypeAlias = tuple[str, int]
"""A measure: its document and its order there."""

Row: TypeAlias = dict[str, Any]


class Aim(TypedDict):
    """A target of a measure, as an answer shows it."""

    quote: str
    indicator: str
    comparator: Comparator | None
    value: float | None
    value_max: float | None
    unit: str | None
    deadline: str | None


class Answer(TypedDict):
    """A measure and those who own it; units by the names written in the document, `basis` of the first lead."""

    document: str
    place: str | None
    year: int | None
    order: int
    text: str
    theme: str | None
    lead: list[str]
    support: list[str]
    implement: list[str]
    basis: RoleBasis | None
    targets: list[Aim]
    span: list[int]
    score: float


def answers(tables: Tables, keys: Sequence[Key], scores: Sequence[float]) -> list[Answer]:
    """The measures of some keys as answers, in the order given."""
    measures = _by_key(tables["measures"], "order", keys)
    duties = _by_key(tables["responsibilities"], "measure", keys)
    targets = _by_key(tables["targets"], "measure", keys)
    documents = {row["document"]: row for row in _records(tables["documents"])}
    return [
        _answer(measures[key][0], documents[key[0]], duties.get(key, []), targets.get(key, []), score)
        for key, score in zip(keys, scores, strict=True)
    ]


def _answer(
    measure: Row,
    document: Row,
    duties: list[Row],
    targets: list[Row],
    score: float,
) -> Answer:
    lead = next((duty for duty in duties if duty["role"] == "lead"), None)
    return {
        "document": document["document"],
        "place": document["place_name"],
        "year": document["year"],
        "order": measure["order"],
        "text": measure["text"],
        "theme": measure["theme"],
        "lead": _names(duties, "lead"),
        "support": _names(duties, "support"),
        "implement": _names(duties, "implement"),
        "basis": lead["basis"] if lead else None,
        "targets": [cast("Aim", {name: target[name] for name in Aim.__annotations__}) for target in targets],
        "span": [measure["start"], measure["end"]],
        "score": score,
    }


def _names(duties: list[Row], role: Role) -> list[str]:
    return list(dict.fromkeys(str(duty["name"]) for duty in duties if duty["role"] == role))


def _by_key(frame: pd.DataFrame, order: str, keys: Sequence[Key]) -> dict[Key, list[Row]]:
    """The rows of each key, as records; only the documents asked for are looked at."""
    found: dict[Key, list[Row]] = defaultdict(list)
    wanted = set(keys)
    near = frame[frame["document"].isin({document for document, _ in keys})]
    of = list(zip(near["document"], near[order], strict=True))
    chosen = [key in wanted for key in of]
    for row in _records(near[chosen]):
        found[row["document"], row[order]].append(row)
    return found


def _records(frame: pd.DataFrame) -> list[Row]:
    """Rows as plain values, None for what is missing."""
    return cast("list[Row]", frame.astype(object).where(frame.notna(), None).to_dict("records"))
