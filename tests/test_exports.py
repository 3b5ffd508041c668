"""Every export is read back by someone else's reader, and is the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pandas as pd
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren import facts, outputs, vocab
from zeren.analysis.duties import within
from zeren.errors import QueryTooLarge
from zeren.exports import answers, graph, office, rdf
from zeren.rdf import queries

if TYPE_CHECKING:
    from zeren.facts import Tables

COMMANDS = (Path(__file__).parents[1] / "docs/reference/commands.md").read_text(encoding="utf-8")
READERS = {
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nq": ox.RdfFormat.N_QUADS,
}
EVIL = ["=1+1", "+1", "-1", "@x", "\tx", "＝1", "#N/A", "市财政局", "a\x0bb", "x" * 40_000]


@pytest.fixture(scope="module")
def store(built: Path) -> ox.Store:
    return outputs.open_graph(built)


@pytest.fixture(scope="module")
def tables(built: Path) -> Tables:
    return outputs.load(built)


@pytest.mark.parametrize("fmt", ["trig", "jsonld", "nq"])
def test_a_file_with_graphs_reads_back_as_the_same_quads(store: ox.Store, tmp_path: Path, fmt: rdf.Format) -> None:
    rdf.write(store, fmt, tmp_path / "out")
    assert set(ox.parse(path=tmp_path / "out", format=READERS[fmt])) == set(store)


def test_turtle_reads_back_as_the_union_of_all_graphs(store: ox.Store, tmp_path: Path) -> None:
    rdf.write(store, "ttl", tmp_path / "out.ttl")
    read = [quad.triple for quad in ox.parse(path=tmp_path / "out.ttl")]
    assert set(read) == {quad.triple for quad in store}
    assert len(read) == len(set(read))


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_rdflib_reads_the_same_from_json_ld_as_from_n_quads(store: ox.Store, tmp_path: Path) -> None:
    import rdflib

    read = []
    forms: list[tuple[rdf.Format, str]] = [("jsonld", "json-ld"), ("nq", "nquads")]
    for fmt, form in forms:
        rdf.write(store, fmt, tmp_path / fmt)
        read.append(rdflib.Dataset().parse(data=(tmp_path / fmt).read_text(encoding="utf-8"), format=form))
    assert set(read[0]) == set(read[1])


def test_n_quads_are_the_canonical_ones_of_the_build(store: ox.Store, built: Path, tmp_path: Path) -> None:
    rdf.write(store, "nq", tmp_path / "out.nq")
    assert (tmp_path / "out.nq").read_bytes() == (built / outputs.QUADS).read_bytes()


def test_json_ld_has_one_context_and_short_names(store: ox.Store, tmp_path: Path) -> None:
    rdf.write(store, "jsonld", tmp_path / "out.jsonld")
    document = json.loads((tmp_path / "out.jsonld").read_text(encoding="utf-8"))
    assert document["@context"]["z:dueDate"]["@type"].endswith("#date")
    nodes = [node for graph in document["@graph"] for node in graph["@graph"]]
    measure = next(node for node in nodes if node.get("@type") == "z:Measure")
    assert isinstance(measure["z:ordinal"], int)
    assert "市" in json.dumps(nodes, ensure_ascii=False)


@pytest.mark.parametrize("fmt", get_args(rdf.Format))
def test_rdf_is_the_same_bytes_from_a_store_filled_the_other_way_round(
    store: ox.Store, tmp_path: Path, fmt: rdf.Format
) -> None:
    other = ox.Store()
    other.extend(sorted(store, key=str, reverse=True))
    for name, one in (("a", store), ("b", other)):
        rdf.write(one, fmt, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_prefixes_are_bound_in_the_order_of_the_alphabet(store: ox.Store, tmp_path: Path) -> None:
    rdf.write(store, "ttl", tmp_path / "out.ttl")
    lines = (tmp_path / "out.ttl").read_text(encoding="utf-8").splitlines()
    bound = [line for line in lines if line.startswith("@prefix")]
    assert bound == sorted(bound) == lines[: len(bound)]
    assert "@prefix z: <https://w3id.org/zeren/ns#> ." in bound


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "out.xlsx"
    file.write_text("old")
    monkeypatch.setattr(office, "MOST_ROWS", 1)
    with pytest.raises(QueryTooLarge, match="3 rows, and a sheet holds 1; export to csv"):
        office.write({"t": pd.DataFrame({"a": [1, 2, 3]})}, "xlsx", file)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


@pytest.mark.parametrize("fmt", get_args(graph.Format))
def test_a_network_reads_back_with_its_chinese_labels_and_roles(
    tables: Tables, tmp_path: Path, fmt: graph.Format
) -> None:
    import networkx as nx

    graph.write(tables, fmt, tmp_path / "out")
    read = (nx.read_graphml if fmt == "graphml" else nx.read_gexf)(tmp_path / "out")
    duties = tables["responsibilities"]
    assert sum(data["type"] == "measure" for _, data in read.nodes(data=True)) == len(tables["measures"])
    assert read.number_of_edges() == len(duties.drop_duplicates(["document", "measure", "unit"]))
    labels = {data["label"] for _, data in read.nodes(data=True) if data["type"] == "unit"}
    assert {"市教育局", "市财政局"} <= labels
    assert {data["role"] for *_, data in read.edges(data=True)} >= {"lead", "support"}
    assert {data["weight"] for *_, data in read.edges(data=True)} == {1}


@pytest.mark.parametrize("fmt", get_args(graph.Format))
@pytest.mark.parametrize("kind", get_args(graph.Kind)[1:])
def test_a_network_of_units_reads_back_with_weights_that_the_duties_give(
    tables: Tables, tmp_path: Path, fmt: graph.Format, kind: graph.Kind
) -> None:
    import networkx as nx

    graph.write(within(tables, year=2021), fmt, tmp_path / "out", kind)
    read = (nx.read_graphml if fmt == "graphml" else nx.read_gexf)(tmp_path / "out")
    assert read.is_directed() == (kind == "lead-support")
    named = {data["label"]: node for node, data in read.nodes(data=True)}
    assert {data["type"] for _, data in read.nodes(data=True)} == {"unit"}
    assert "各县区政府" not in named
    edge = read.edges[named["市民政局"], named["市财政局"]]
    assert (edge["weight"], edge["role"]) == (1, kind)
    assert [read.nodes[named["市财政局"]][count] for count in ("led", "supported", "implemented")] == [0, 2, 0]
    assert named["市交通运输局"] in set(nx.isolates(read))


def test_a_long_measure_has_a_short_label_and_all_its_words(tables: Tables) -> None:
    network = graph.bipartite(tables | {"measures": tables["measures"].assign(text="新建学校" * 20)})
    measures = [data for _, data in network.nodes(data=True) if data["type"] == "measure"]
    assert {(data["label"], data["text"]) for data in measures} == {("新建学校" * 6 + "…", "新建学校" * 20)}


@pytest.mark.parametrize("fmt", get_args(graph.Format))
def test_a_network_is_the_same_bytes_on_any_day(tables: Tables, tmp_path: Path, fmt: graph.Format) -> None:
    for name in "ab":
        graph.write(tables, fmt, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert not re.search(rb"lastmodified|20\d\d-\d\d-\d\d", (tmp_path / "a").read_bytes())


def test_two_roles_of_one_unit_share_an_edge_and_control_characters_are_left_out(tables: Tables) -> None:
    first = tables["responsibilities"].iloc[[0]]
    again = first.assign(position=99, role="support")
    words = tables["measures"].assign(text="新建\x0b学校")
    changed = tables | {"responsibilities": pd.concat([first, again]), "measures": words}
    network = graph.bipartite(changed)
    assert [data["role"] for *_, data in network.edges(data=True)] == [f"{first['role'].iloc[0]} support"]
    assert {data["label"] for _, data in network.nodes(data=True) if data["type"] == "measure"} == {"新建学校"}


def test_csv_opens_in_excel_as_chinese_and_reads_back(tables: Tables, tmp_path: Path) -> None:
    office.write(tables, "csv", tmp_path / "csv")
    assert {path.stem for path in (tmp_path / "csv").iterdir()} == set(tables)
    raw = (tmp_path / "csv" / "units.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert [row["name"] for row in rows] == tables["units"]["name"].tolist()


def test_a_csv_gives_closed_lists_and_our_own_columns_back_unchanged(tables: Tables, tmp_path: Path) -> None:
    targets = tables["targets"].assign(quote="=1+1", unit="-人")
    targets["comparator"] = [get_args(vocab.Comparator)[i % 11] for i in range(len(targets))]
    targets.loc[0, "comparator"] = "="
    office.write(tables | {"targets": targets}, "csv", tmp_path)
    for name, data in (tables | {"targets": targets}).items():
        read = pd.read_csv(tmp_path / f"{name}.csv", dtype=str, keep_default_na=False)
        for column in set(data.columns) - office.FREE_TEXT:
            assert read[column].tolist() == ["" if pd.isna(it) else str(it) for it in data[column]], (name, column)
    read = pd.read_csv(tmp_path / "targets.csv")
    assert read["comparator"].tolist() == targets["comparator"].tolist()
    assert set(read["quote"]) == {"'=1+1"}


UNDO = re.search(r"`\.str\.replace\(r\"(.+?)\", \"\", regex=True\)`", COMMANDS)


@given(st.text(st.sampled_from("'=-@＝\t\r\na市"), max_size=5))
def test_what_a_csv_puts_before_words_can_be_undone_as_the_reference_says(words: str) -> None:
    assert UNDO
    text = office.csv_bytes((["said", "row"], [(words, 1)])).decode()
    cell = list(csv.reader(io.StringIO(text, newline="")))[1][0]
    assert re.sub(UNDO[1], "", cell) == words
    assert len(cell) < 2 or not cell.startswith(office.FORMULA_STARTS)


def test_the_reference_names_the_columns_that_a_csv_guards_and_each_is_free_text() -> None:
    named = re.search(r"in these columns only: ([^.]+)\.", COMMANDS)
    assert named
    assert set(re.findall(r"`(\w+)`", named[1])) == office.FREE_TEXT
    assert {column for table in facts.SCHEMA.values() for column in table} >= office.FREE_TEXT


def test_no_cell_of_a_csv_is_a_formula() -> None:
    text = office.csv_bytes((["said", "number"], [(words, -1) for words in EVIL])).decode()
    cells = [row[0] for row in csv.reader(io.StringIO(text))][1:]
    assert [cell.removeprefix("'") for cell in cells] == EVIL
    assert not [cell for cell in cells if cell.startswith(office.FORMULA_STARTS)]
    assert ",-1\n" in text


def test_a_workbook_has_a_sheet_a_table_with_filter_and_frozen_header(tables: Tables, tmp_path: Path) -> None:
    import openpyxl

    office.write(tables, "xlsx", tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == list(tables)
    sheet = book["responsibilities"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:N{len(tables['responsibilities']) + 1}"
    assert [cell.value for cell in sheet[1]] == list(tables["responsibilities"].columns)
    assert sheet["B2"].value == tables["responsibilities"]["measure"].iloc[0]
    assert 8 < sheet.column_dimensions["D"].width < 62


def test_no_cell_of_a_workbook_is_a_formula_or_an_error() -> None:
    import openpyxl

    book = office.xlsx_bytes({"t": (["said", "number"], [(words, -1.5) for words in EVIL])})
    rows = list(openpyxl.load_workbook(io.BytesIO(book))["t"].iter_rows(min_row=2))
    assert {row[0].data_type for row in rows} == {"s"}
    assert {row[1].value for row in rows} == {-1.5}
    assert [row[0].value for row in rows][:8] == EVIL[:8]
    assert rows[8][0].value == "ab"
    assert str(rows[9][0].value).endswith("…(截断)")
    assert len(str(rows[9][0].value)) == office.MOST_CHARACTERS


def test_a_workbook_is_the_same_bytes_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"t": (["a"], [["市"]])}
    first = office.xlsx_bytes(table)
    monkeypatch.setattr("time.time", lambda: 2e9)
    assert office.xlsx_bytes(table) == first


@pytest.mark.parametrize("fmt", get_args(answers.Format))
def test_an_answer_is_the_same_table_in_every_format(store: ox.Store, fmt: answers.Format) -> None:
    import openpyxl

    answer = queries.run(store, queries.load("workload"))
    made = answers.answer_bytes(answer, fmt)
    if fmt == "json":
        rows = [tuple(row.values()) for row in json.loads(made)]
    elif fmt == "xlsx":
        rows = list(openpyxl.load_workbook(io.BytesIO(made))["answer"].iter_rows(min_row=2, values_only=True))
    elif fmt == "csv":
        assert not made.startswith(b"\xef\xbb\xbf")
        rows = [tuple(row) for row in csv.reader(io.StringIO(made.decode()))][1:]
        assert rows == [tuple("" if value is None else str(value) for value in row) for row in answer.rows]
        return
    else:
        bindings = json.loads(made)["results"]["bindings"]
        assert [row["unit"]["value"] for row in bindings] == [row[0] for row in answer.rows]
        return
    assert rows == answer.rows
    assert rows
