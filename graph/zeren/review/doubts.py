"""The doubtful facts of a build, each with what a person needs to decide on it: the words, the place, the choices.

Apart from `sheet`, which writes and reads the table: what is doubtful, and what to say of it, is decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from zeren.finding import Position
from zeren.registry import linking
from zeren.review import keys, values
from zeren.review.apply import words_in
from zeren.review.decisions import Decision, latest, settle
from zeren.review.keys import Key, Kind

if TYPE_CHECKING:
    import pandas as pd

    from zeren.facts import Tables

Row: TypeAlias = Mapping[str, Any]

SURE_PLACE: Final = 0.7
SURE_ROLE: Final = 0.9
SURE_FIGURE: Final = 0.95
"""From these confidences on, a place, a role, a target or milestone is not asked about."""
GUESSED_PLACE: Final = ("inferred", "children", "none")
GUESSED_YEAR: Final = ("inferred", "none")
MOST_CANDIDATES: Final = 5
_AROUND: Final = 40
"""How many characters are shown before and after the words."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A fact that a person may decide on. `proposal` is what a confirmation confirms, empty where there is nothing to
    confirm; `replaces` the decisions that a new one supersedes; `mentions` how many facts hang on it."""

    key: Key
    source: str
    place: str
    context: str
    words: str
    present: str
    proposal: str
    candidates: str
    confidence: float | None
    mentions: int
    replaces: tuple[str, ...]


def doubts(
    tables: Tables, decisions: Sequence[Decision], *, everything: bool = False, by_document: bool = False
) -> list[Doubt]:
    """The doubtful facts that nothing is decided on, by kind and then as they stand in the documents.

    `everything` asks about facts that are sure or decided as well; `by_document` about the link of a name in each document.
    """
    standing = latest(decisions)
    decided = settle(decisions).in_force
    book = _Book(tables, by_document)
    found: dict[Key, Doubt] = {}
    for sure, doubt in book.all():
        known = found.get(doubt.key)
        if known or everything or not (sure or _is_decided(doubt.key, decided)):
            found[doubt.key] = replace(
                known or doubt,
                mentions=(known.mentions if known else 0) + 1,
                replaces=tuple(one.id for one in standing.get(doubt.key, ())),
            )
    return list(found.values())


def _is_decided(key: Key, decided: Collection[Key]) -> bool:
    wide = replace(key, document=keys.ANYWHERE)
    return key in decided or (key.kind == "link" and wide in decided)


class _Book:
    """The tables of a build, ready to be gone through fact by fact."""

    def __init__(self, tables: Tables, by_document: bool) -> None:
        self.tables = tables
        self.by_document = by_document
        self.documents = {row["document"]: row for row in _rows(tables["documents"])}
        self.measures = {(row["document"], row["order"]): row for row in _rows(tables["measures"])}
        self.texts = dict(zip(tables["texts"]["document"], tables["texts"]["text"], strict=True))
        reviews = _rows(tables["reviews"])
        self.gone = {key for row in reviews if row["verdict"] == "reject" and (key := keys.parse(row["key"]))}

    def all(self) -> Iterator[tuple[bool, Doubt]]:
        """Each fact with whether it is sure."""
        for row in self.documents.values():
            yield (
                _sure_place(row),
                self.of_document("place", row, row["place_name"], row["place_code"] or row["place_name"]),
            )
        for row in self.documents.values():
            year = str(row["year"]) if row["year"] else None
            yield row["year_basis"] not in GUESSED_YEAR, self.of_document("year", row, year, year)
        for row in _rows(self.tables["responsibilities"]):
            yield from self.of_link(row)
        for row, key in self.with_keys("role", "responsibilities", "name"):
            unsure = row["basis"] == "first-listed" or row["confidence"] < SURE_ROLE
            yield not unsure, self.of_words(key, row, row["role"], row["confidence"])
        for row, key in self.with_keys("target", "targets", "quote"):
            words = values.figure(row["comparator"], row["value"], row["value_max"], row["unit"])
            yield row["confidence"] >= SURE_FIGURE, self.of_words(key, row, words, row["confidence"])
        for row, key in self.with_keys("milestone", "milestones", "quote"):
            yield (
                row["confidence"] >= SURE_FIGURE,
                self.of_words(key, row, row["deadline"] or values.NONE, row["confidence"]),
            )

    def with_keys(self, kind: Kind, table: str, words: str) -> Iterator[tuple[Row, Key]]:
        """The rows of a table with their keys; one of several at the same words is told apart within its measure."""
        seen: Counter[Key] = Counter()
        within: tuple[str, int] | None = None
        for row in _rows(self.tables[table]):
            if within != (within := (row["document"], row["measure"])):
                seen.clear()
            yield row, words_in(_key(kind, row, words), seen, self.gone)

    def of_document(self, kind: Kind, row: Row, present: str | None, proposal: str | None) -> Doubt:
        head = _line(self.texts[row["document"]][: 4 * _AROUND])
        sure = row["place_confidence"] if kind == "place" else None
        key = Key(kind, row["document"])
        return Doubt(key, row["path"], "", head, row["title"] or "", present or "", proposal or "", "", sure, 0, ())

    def of_words(self, key: Key, row: Row, present: str, confidence: float | None) -> Doubt:
        words = row.get("name") or row.get("quote") or ""
        return Doubt(
            key, self.documents[row["document"]]["path"], self.place(row), self.context(row), words, present, present, "",
            confidence, 0, (),
        )  # fmt: skip

    def of_link(self, row: Row) -> Iterator[tuple[bool, Doubt]]:
        """The link of a name to a unit; sure where it is linked, and not asked about where nothing is like it."""
        document = self.documents[row["document"]]
        name = row["name_simplified"] or row["name"]
        narrow, *wide = keys.of_link(name, document["place_code"], row["document"])
        key = narrow if self.by_document or not wide else wide[0]
        likely = () if row["department"] else candidates(name, document["place_code"], document["year"])
        best = row["department"] or (likely[0]["unit"] if likely else "")
        told = "; ".join(
            f"{one['unit']} {one['name']} {one['score']:.2f} ({', '.join(one['reasons'])})" for one in likely
        )
        made = self.of_words(key, row, row["department"] or "", likely[0]["score"] if likely else None)
        yield bool(row["department"]) or not likely, replace(made, proposal=best, candidates=told)

    def place(self, row: Row) -> str:
        """Where the measure of a fact stands, in words."""
        at = self.measures[row["document"], row["measure"]]
        where = Position(sheet=at["sheet"], page=at["page"], table=at["table"], row=at["row"])
        spoken = where.words("zh") if where != Position() else ""
        return f"{spoken} 第{row['measure']}项".strip()

    def context(self, row: Row) -> str:
        """The words of the source with those of the fact in brackets 【】 among them."""
        text, start, end = self.texts[row["document"]], row["start"], row["end"]
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        return _line(f"{before}【{text[start:end]}】{after}")


@lru_cache(maxsize=4096)
def candidates(name: str, place_code: str | None, year: int | None) -> Sequence[Mapping[str, Any]]:
    """The units that a name may mean, best first; none where the home place is not known."""
    if not place_code:
        return ()
    likely = [one for one in linking.candidates(name, place_code, year) if one["score"] >= linking.REVIEW]
    return tuple(likely[:MOST_CANDIDATES])


def _sure_place(row: Row) -> bool:
    return row["place_basis"] not in GUESSED_PLACE and (row["place_confidence"] or 0) >= SURE_PLACE


def _key(kind: Kind, row: Row, words: str) -> Key:
    return keys.of_words(kind, row["document"], row["start"], row["end"], row[words])


def _line(text: str) -> str:
    return " ".join(text.split())


def _rows(frame: pd.DataFrame) -> Iterator[Row]:
    """The rows of a table as plain values, a missing one as None."""
    plain = frame.astype(object).where(frame.notna(), None)
    return (dict(zip(plain.columns, values, strict=True)) for values in plain.itertuples(index=False, name=None))
