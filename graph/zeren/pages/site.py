"""All pages of a build, written from the tables alone: the same tables make the same bytes.

Every page says what it has to say in plain HTML; scripts only filter, sort, translate and draw. Scripts and styles lie
once in `assets/`, vis-network among them, taken from the installed pyvis.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zeren.analysis.workload import universal_units
from zeren.errors import BuildError
from zeren.pages import charts, compare, evidence, explorer, graph, labels, links
from zeren.pages.ego import ego, helped
from zeren.pages.finding import measure_words, unit_words
from zeren.pages.html import asset, json_block, labels_script, render
from zeren.pages.ledger import Ledger, Measure, Source, Unit, ledger, rows
from zeren.pages.loads import Load, loads
from zeren.pages.overview import overview

if TYPE_CHECKING:
    from zeren.facts import Tables

MEASURES_LISTED: Final = 2000  # on the first page; more are left to the documents' own pages
_BRIEF: Final = 12
_SCRIPTS: Final = ("zeren.css", "zeren.js", "graph.js", "evidence.js")


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document and the counts that the first page gives of it."""

    source: Source
    measures: list[Measure]
    units: int
    targets: int
    results: int

    @property
    def page(self) -> str:
        return links.evidence(self.source.id)


@dataclass(frozen=True, slots=True)
class ProblemRow:
    message: str
    label: str
    evidence: str


def write(tables: Tables, folder: Path, undrawn: list[str] | None = None) -> list[Path]:
    """Write all pages of some tables below a folder, which should be empty; the paths come back in order.

    A chart for which a font is wanting is left out, all else is written; `undrawn` is given why.
    """
    written = []
    for name, content in _files(tables, undrawn if undrawn is not None else []):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        written.append(path)
    return sorted(written)


def _files(tables: Tables, undrawn: list[str]) -> Iterator[tuple[str, str | bytes]]:
    book = ledger(tables)
    carried = loads(tables, book)
    common = frozenset(universal_units(tables)["unit"])
    yield from ((f"assets/{name}", asset(name)) for name in _SCRIPTS)
    yield "assets/labels.js", labels_script()
    yield "assets/vis-network.js", graph.script()
    yield from explorer.pages(tables, book)
    yield "ledger.html", _ledger(tables, book, carried)
    yield "overview.html", _overview(tables, book, common)
    yield from _unit_pages(carried, common)
    yield from evidence.pages(tables, book)
    yield from _workload(tables, carried, undrawn)
    yield "compare.html", compare.of_build(tables)


def _ledger(tables: Tables, book: Ledger, carried: list[Load]) -> str:
    documents = list(_documents(tables, book))
    return render(
        "ledger.html",
        root="",
        here="ledger",
        heading=labels.word("ledger"),
        tiles=[
            ("documents", len(book.sources)),
            ("measures", len(book.measures)),
            ("units", len(book.units)),
            ("targets", len(tables["targets"])),
            ("results", len(tables["results"])),
        ],
        loads=carried,
        most=max((it.total for it in carried), default=0),
        brief=_BRIEF,
        several_places=len({unit.place for unit in book.units}) > 1,
        documents=documents,
        names=unit_words(tables),
        measure_words=measure_words,
        listed=len(book.measures) <= MEASURES_LISTED,
        guesses=any(duty.guess for unit in book.units for duty in unit.duties),
        problems=_problems(tables, book),
        unknown=[unit for unit in book.units if not unit.known],
    )


def _documents(tables: Tables, book: Ledger) -> Iterator[DocumentRow]:
    results = Counter(tables["results"]["document"])
    measures = defaultdict(list)
    for measure in book.measures:
        measures[measure.source.id].append(measure)
    for source in book.sources:
        found = measures[source.id]
        units = {duty.unit.id for measure in found for duty in measure.duties}
        targets = sum(len(measure.targets) for measure in found)
        yield DocumentRow(source, found, len(units), targets, results[source.id])


def _problems(tables: Tables, book: Ledger) -> dict[str, list[ProblemRow]]:
    """Problems by kind, the rarest kind first: it is the likeliest to need a reader."""
    sources = {source.id: source for source in book.sources}
    made: dict[str, list[ProblemRow]] = defaultdict(list)
    for row in rows(tables["problems"]):
        anchor = links.loose("p", row["position"])
        where = links.evidence(row["document"], anchor)
        made[row["kind"]].append(ProblemRow(row["message"], sources[row["document"]].label, where))
    return dict(sorted(made.items(), key=lambda item: (len(item[1]), item[0])))


def _overview(tables: Tables, book: Ledger, common: frozenset[str]) -> str:
    drawn = overview(book, common, unit_words(tables))
    return render(
        "overview.html",
        root="",
        here="overview",
        heading=labels.word("overview"),
        data=json_block(drawn.data()),
        left_out=drawn.left_out,
        guessed=drawn.guessed,
        universal=bool(common),
        units=book.units,
        themes=list(_theme_rows(book)),
    )


@dataclass(frozen=True, slots=True)
class ThemeRow:
    source: Source
    name: str | None
    classified: bool
    count: int
    units: dict[str, list[tuple[Unit, int]]]


def _theme_rows(book: Ledger) -> Iterator[ThemeRow]:
    themes: dict[tuple[str, str | None], list[Measure]] = defaultdict(list)
    for measure in book.measures:
        if measure.duties:
            themes[measure.source.id, measure.theme].append(measure)
    for (_, name), measures in themes.items():
        units = {role: _units_of(measures, role) for role in ("lead", "support", "implement")}
        yield ThemeRow(measures[0].source, name, measures[0].classified, len(measures), units)


def _units_of(measures: Iterable[Measure], role: str) -> list[tuple[Unit, int]]:
    found = Counter(unit for measure in measures for unit in dict.fromkeys(d.unit for d in measure.by_role(role)))
    return found.most_common()


def _unit_pages(carried: list[Load], common: frozenset[str]) -> Iterator[tuple[str, str]]:
    several = len({duty.measure.source.id for load in carried for duty in load.unit.duties}) > 1
    for load in carried:
        unit = load.unit
        drawn = ego(unit, common)
        yield (
            unit.page,
            render(
                "unit.html",
                root="../",
                here="unit",
                heading=unit.label,
                unit=unit,
                load=load,
                led=load.leads,
                helped=helped(unit),
                often=_often(unit),
                several_sources=several,
                universal=any(node.get("universal") for node in drawn.network.nodes),
                guessed=drawn.guessed,
                data=json_block(drawn.data()),
            ),
        )


def _often(unit: Unit) -> list[tuple[Unit, int]]:
    """The units that stand with a unit in most measures."""
    measures = {id(duty.measure): duty.measure for duty in unit.duties}.values()
    found = Counter(other for measure in measures for other in dict.fromkeys(d.unit for d in measure.duties))
    del found[unit]
    return found.most_common(24)


def _workload(tables: Tables, carried: list[Load], undrawn: list[str]) -> Iterator[tuple[str, str | bytes]]:
    from zeren.pages import drawing, pictures

    data = charts.frame("workload", tables)
    order = {unit: n for n, unit in enumerate(data["unit"])}
    try:
        picture = pictures.workload(data, pages=True)
        drawn = drawing.svg(pictures.entitled(picture, labels.word("chart-workload"), charts.notes("workload", data)))
    except BuildError as error:
        drawn = ""
        undrawn.append(f"workload: {error}")
    if drawn:
        yield "workload.svg", drawn
        yield "workload.png", drawing.png(drawn)
    yield (
        "workload.html",
        render(
            "workload.html",
            root="",
            here="workload",
            heading=labels.word("workload"),
            picture=drawing.inline(drawn) if drawn else None,
            cut=len(carried) > pictures.BARS,
            loads=sorted(carried, key=lambda load: order[load.unit.id]),
        ),
    )
