"""The facts as the explorer's scripts take them: one compact block of plain lists, and the source's words beside it.

Apart from `explorer`, which makes the files: here is the contract between facts and browser. `assets/explorer/data.js`
reads it; positions in lists stand for ids, -1 for none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from zeren.pages import explorer_sides, links
from zeren.pages.excerpts import Excerpts, Window
from zeren.pages.explorer_sums import beside
from zeren.pages.explorer_ties import ties
from zeren.pages.finding import measure_words, sounds, unit_words
from zeren.pages.html import Json
from zeren.pages.ledger import Duty, Ledger, Measure, Row, Unit, amount, rows
from zeren.script import simplified_forms

if TYPE_CHECKING:
    from zeren.facts import Tables
    from zeren.model import Span

ROLES: Final = ("lead", "support", "implement")


def block(tables: Tables, book: Ledger, pages: bool = False) -> dict[str, Json]:
    """Everything but the source's words; with `pages`, where the unit's own pages lie."""
    from zeren.analysis.workload import universal_units

    places = _Places(book)
    common = frozenset(universal_units(tables)["unit"])
    found = unit_words(tables)
    marked_up = {row["document"] for row in rows(tables["documents"]) if row["format"] == "html"}
    return {
        "documents": [
            {
                "id": it.id,
                "label": it.label,
                "title": it.title,
                "place": it.place,
                "year": it.year,
                "published": it.published,
            }
            | ({"markup": True} if it.id in marked_up else {})
            for it in book.sources
        ],
        "themes": [{"name": name, "classified": told} for name, told in places.themes.items()],
        "units": [_unit(it, found[it.id], it.id in common, pages) for it in book.units],
        "bases": [*places.bases],
        "measures": [places.measure(it) for it in book.measures],
        "duties": [
            places.duty(m, n, it) for m, measure in enumerate(book.measures) for n, it in enumerate(measure.duties, 1)
        ],
        "targets": [_target(places, row) for row in rows(tables["targets"])],
        "milestones": [
            [places.of(row), row["quote"], row["kind"], row["deadline"], row["start"], row["end"], row["confidence"]]
            for row in rows(tables["milestones"])
        ],
        "results": [_result(places, row) for row in rows(tables["results"])],
        "order": _order(tables, places),
        **explorer_sides.block(tables, book),
        **ties(tables, places.units, places.measures),
        **beside(tables, places.units),
        "fold": _folding(book),
        "sounds": sounds(_spoken(tables, book, found)),
    }


def _order(tables: Tables, places: _Places) -> dict[str, Json]:
    """The bureaus and the measures in which like stands by like: one order for the page and for the charts."""
    from zeren.analysis.seriation import order

    units, measures = order(tables)
    return {"units": [places.units[it] for it in units], "measures": [places.measures[it] for it in measures]}


def words(tables: Tables, book: Ledger) -> dict[str, dict[str, list[Window]]]:
    """For each document, by its id, the stretches of its source behind each measure, by the measure's order."""
    texts = {row["document"]: row["text"] for row in rows(tables["texts"])}
    spans: dict[str, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for it in book.measures:
        here = spans[it.source.id][it.order]
        here.append((it.start, it.end))
        here += [(duty.start, duty.end) for duty in it.duties if duty.start < duty.end]
        here += [(told.start, told.end) for told in (*it.targets, *it.milestones) if told.start < told.end]
    for row in rows(tables["results"]):
        if row["measure"] is not None:
            spans[row["document"]][row["measure"]].append((row["start"], row["end"]))
    return {document: _said(Excerpts(texts[document]), of) for document, of in spans.items()}


def _said(text: Excerpts, spans: Mapping[int, list[Span]]) -> dict[str, list[Window]]:
    return {str(order): text.windows(found) for order, found in spans.items()}


def packed(told: Mapping[str, Mapping[str, list[Window]]], book: Ledger) -> dict[str, dict[str, Json]]:
    """The words as a page takes them: 0 for those that the measure says itself, and no stretch that is all of them."""
    own = {(it.source.id, str(it.order)): it.text for it in book.measures}
    return {
        document: {order: [_packed(it, own[document, order]) for it in found] for order, found in of.items()}
        for document, of in told.items()
    }


def _packed(window: Window, own: str) -> list[Json]:
    start, words, stretches = window
    whole = stretches == ((start, start + len(words)),)
    return [start, 0 if words == own else words, *([] if whole else [list(map(list, stretches))])]


class _Places:
    """Where things stand in the lists of the block."""

    def __init__(self, book: Ledger) -> None:
        self.documents = {it.id: n for n, it in enumerate(book.sources)}
        self.units = {it.id: n for n, it in enumerate(book.units)}
        self.measures = {(it.source.id, it.order): n for n, it in enumerate(book.measures)}
        self.themes = {it.theme: it.classified for it in book.measures if it.theme}
        self.bases = list(dict.fromkeys(duty.basis for it in book.measures for duty in it.duties))
        self._theme_at = {name: n for n, name in enumerate(self.themes)}

    def of(self, row: Row) -> int:
        return -1 if row["measure"] is None else self.measures[row["document"], row["measure"]]

    def measure(self, it: Measure) -> Json:
        theme = self._theme_at[it.theme] if it.theme else -1
        made: list[Json] = [self.documents[it.source.id], it.order, it.number, it.text, theme, it.start, it.end]
        asked = measure_words(it)
        return [*made, asked] if asked else made

    def duty(self, measure: int, n: int, it: Duty) -> Json:
        made: list[Json] = [
            measure,
            self.units[it.unit.id],
            ROLES.index(it.role),
            self.bases.index(it.basis),
            it.confidence,
        ]
        made += [it.start, it.end, 0 if it.anchor == links.part(it.measure.order, "r", n) else it.anchor]
        return [*made, it.name] if it.name != it.unit.label else made


def _unit(it: Unit, found: str, common: bool, pages: bool) -> Mapping[str, Json]:
    told: dict[str, Json] = {
        "id": it.id,
        "page": it.page if pages else None,
        "name": it.label,
        "full": it.full_name,
        "en": it.name_en,
        "kind": it.kind,
        "place": it.place,
        "known": it.known,
        "common": common,
        "find": found,
    }
    return {key: value for key, value in told.items() if value not in (None, False, "")}


def _figure(row: Row) -> list[Json]:
    indicator = row["indicator_simplified"] or row["indicator"] or ""
    return [row["quote"], indicator, amount(row), row["comparator"], row["value"], row["unit"]]


def _target(places: _Places, row: Row) -> Json:
    when: list[Json] = [row["deadline"], row["deadline_basis"], row["start"], row["end"], row["confidence"]]
    return [places.of(row), *_figure(row), *when]


def _result(places: _Places, row: Row) -> Json:
    place: list[Json] = [places.documents[row["document"]], places.of(row)]
    return [*place, *_figure(row), row["period"], row["start"], row["end"], row["confidence"]]


def _spoken(tables: Tables, book: Ledger, found: Mapping[str, str]) -> list[str]:
    """What may be looked for by its sounds: names of units, themes and indicators, and the words of measures."""
    indicators = (row["indicator_simplified"] or row["indicator"] or "" for row in rows(tables["targets"]))
    texts = [*found.values(), *(it.label for it in book.units), *dict.fromkeys(it.theme or "" for it in book.measures)]
    return [*texts, *(it.simplified or it.text for it in book.measures), *indicators]


def _folding(book: Ledger) -> str:
    """Pairs of a Traditional character and its Simplified one, for the characters that names and measures hold."""
    here = set("".join([*(it.label for it in book.units), *(it.simplified or it.text for it in book.measures)]))
    return "".join(old + new for old, new in simplified_forms().items() if new in here)
