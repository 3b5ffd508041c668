"""The whole as a notebook shows it: how many there are of each thing, and who leads most; of facts, or of a graph."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zeren.finding import Lang
from zeren.pages.cards import card
from zeren.pages.ledger import rows

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from zeren.facts import Tables

COUNTED: Final = ("documents", "measures", "units", "targets", "milestones", "results")
COLUMNS: Final = {"node": "string", "name": "string", "links": "Int64", "strength": "Float64", "led": "Int64"}


@dataclass(frozen=True, repr=False)
class SummaryCard:
    """Counts, and the units in the order of what they carry; `frame()` has them all."""

    counts: tuple[tuple[str, int], ...]
    """The key of a label, and how many there are."""
    columns: tuple[str, ...]
    """The columns of the frame that a display shows."""
    table: pd.DataFrame
    lang: Lang

    def __repr__(self) -> str:
        return f"<summary: {', '.join(f'{count} {what}' for what, count in self.counts)}>"

    def frame(self) -> pd.DataFrame:
        """Of facts the workload of every unit, of a graph its nodes; the first leads most, or has most links."""
        return self.table.copy()

    def _repr_html_(self) -> str:
        return card("card_graph.html", self.lang, counts=self.counts, columns=self.columns, lines=self._lines())

    def _lines(self) -> list[list[object]]:
        return [list(row.values()) for row in rows(self.table[list(self.columns)])]


def summary(of: Tables | nx.Graph[str], *, lang: Lang = "zh") -> SummaryCard:
    """The counts of some facts or of a networkx graph, and who leads most or has most links."""
    return _of_tables(of, lang) if isinstance(of, dict) else _of_graph(of, lang)


def _of_tables(tables: Tables, lang: Lang) -> SummaryCard:
    from zeren.analysis.workload import workload

    frame = workload(tables).sort_values(["led", "measures", "unit"], ascending=[False, False, True], ignore_index=True)
    counts = {name: len(tables[name]) for name in COUNTED} | {"units": len(frame)}
    guessed = tables["responsibilities"]["basis"] == "first-listed"
    leads = tables["responsibilities"]["role"] == "lead"
    told = counts | {"leads-told": int(leads.sum()), "leads-guessed": int((leads & guessed).sum())}
    return SummaryCard(tuple(told.items()), ("name", "led", "supported", "implemented", "targets_owned"), frame, lang)


def _of_graph(graph: nx.Graph[str], lang: Lang) -> SummaryCard:
    import pandas as pd

    led = Counter[str]()
    for one, other, edge in graph.edges(data=True):
        led.update((one, other) if edge.get("role") == "lead" else ())
    degree, strength = dict(graph.degree()), dict(graph.degree(weight="weight"))
    made = [
        (str(node), str(data.get("name") or data.get("label") or node), degree[node], strength[node], led[node])
        for node, data in graph.nodes(data=True)
        if data.get("bipartite") != 0
    ]
    frame = pd.DataFrame(made, columns=list(COLUMNS)).astype(COLUMNS)
    by = ["led", "strength", "links", "node"]
    frame = frame.sort_values(by, ascending=[False, False, False, True], ignore_index=True)
    counts = (("nodes", len(graph)), ("units", len(frame)), ("links", graph.number_of_edges()))
    shown = ("name", "led", "links") if led else ("name", "links", "strength")
    return SummaryCard(counts, shown, frame, lang)
