"""The magic `%sparql` and the displays, in a real IPython shell on a build of invented plans."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import zeren
from zeren.errors import FederationRefused, QueryError, QueryMisused, QueryTooLarge, StoreError

MEASURES = "SELECT ?n ?text { ?m a z:Measure ; z:ordinal ?n ; z:statedText ?text } ORDER BY ?n ?text"


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Any:
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    quiet = Config({"HistoryManager": {"enabled": False}})
    made: Any = InteractiveShell(config=quiet, ipython_dir=str(tmp_path_factory.mktemp("ipython")))  # type: ignore[no-untyped-call]
    made.run_line_magic("load_ext", "zeren")
    return made


def cell(shell: Any, line: str, query: str) -> Any:
    return shell.run_cell_magic("sparql", line, query)


def test_a_cell_asks_a_build_and_knows_the_prefixes(shell: Any, built: Path) -> None:
    answer = cell(shell, f"--data '{built}' -o found", MEASURES)
    assert len(answer) == 6
    assert list(shell.user_ns["found"].columns) == ["n", "text"]
    assert shell.user_ns["found"]["n"].tolist() == [1, 1, 2, 2, 3, 4]


def test_a_line_asks_by_name_by_file_and_in_its_own_words(shell: Any, built: Path, tmp_path: Path) -> None:
    named = shell.run_line_magic("sparql", f"unit_duties --data '{built}' --param unit=市财政局")
    assert {row["role"] for row in named.to_json()} == {"support"}
    file = tmp_path / "mine.rq"
    file.write_text(MEASURES, encoding="utf-8")
    assert len(shell.run_line_magic("sparql", f"'{file}' --data '{built}'")) == 6
    assert len(shell.run_line_magic("sparql", f"--data '{built}' {MEASURES}")) == 6
    assert shell.run_line_magic("sparql", f"--data '{built}' ask {{ ?m a z:Measure }}").boolean is True


def test_the_line_of_a_cell_takes_the_values_of_variables(shell: Any, built: Path) -> None:
    shell.user_ns |= {"out": built, "bureau": "市财政局"}
    query = "# param unit: unit -- whose\nSELECT ?_unit ?m { ?m z:supportDepartment/z:name ?_unit }"
    assert len(cell(shell, "--data $out --param unit={bureau}", query)) == 3


@pytest.mark.parametrize(
    ("line", "query", "error", "said"),
    [
        ("", "SELECT * { SERVICE <http://a.invalid/> { ?s ?p ?o } }", FederationRefused, "SERVICE"),
        ("", "LOAD <http://a.invalid/>", FederationRefused, "LOAD"),
        ("", "DELETE WHERE { ?s ?p ?o }", QueryError, "queries only read"),
        ("", "SELECT ?s FROM <http://a.invalid/g> { ?s ?p ?o }", QueryError, "a.invalid"),
        ("", "SELECT ?s { ?s ?p }", QueryError, "line 1, column 19"),
        ("", "SELECT ?s { ?s zz:p ?o }", QueryError, "'zz:' is not declared"),
        ("--rows 3", MEASURES, QueryTooLarge, "more than 3 rows"),
        ("--rows 0", MEASURES, QueryMisused, "at least one row"),
        ("--seconds 0", MEASURES, QueryMisused, "at least one"),
        ("--rows many", MEASURES, QueryMisused, "invalid int value"),
        ("--colour red", MEASURES, QueryMisused, "unrecognized arguments"),
        ("themes", MEASURES, QueryMisused, "two questions"),
        ("-o 2nd", MEASURES, QueryMisused, "name as Python has them"),
        ("--param unit", MEASURES, QueryMisused, "name=value"),
        ("--param a=1 --param a=2", MEASURES, QueryMisused, "twice"),
        ("--param 'a=1", MEASURES, QueryMisused, "No closing quotation"),
        ("--param unit=市财政局", MEASURES, QueryMisused, "takes no parameters"),
        ("", "  \n", QueryMisused, "there is no query"),
    ],
)
def test_what_cannot_be_asked_is_told(
    shell: Any, built: Path, line: str, query: str, error: type[QueryError], said: str
) -> None:
    with pytest.raises(error, match=said):
        cell(shell, f"--data '{built}' {line}", query)


def test_a_folder_without_a_build_and_a_line_without_a_question_are_told(shell: Any, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="run `zeren build` first"):
        cell(shell, f"--data '{tmp_path}'", MEASURES)
    with pytest.raises(QueryMisused, match="there is no query"):
        shell.run_line_magic("sparql", "")


def test_an_error_is_shown_as_a_message_without_a_traceback(
    shell: Any, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = shell.run_cell(f"%%sparql --data '{built}' --rows 3\n{MEASURES}")
    assert isinstance(done.error_in_exec, QueryTooLarge)
    caught = capsys.readouterr()
    assert (caught.out + caught.err).strip() == (
        "QueryTooLarge: sparql: more than 3 rows; end the query with LIMIT, or allow more"
    )


def test_facts_and_graphs_show_themselves_and_other_dictionaries_as_ever(shell: Any, built: Path) -> None:
    from zeren.analysis import network

    tables = zeren.load(built)
    for shown in (tables, network.bipartite(tables), network.lead_support(tables)):
        data, _ = shell.display_formatter.format(shown)
        assert data["text/html"].startswith('<div class="zeren-card"')
    data, _ = shell.display_formatter.format({"a": "<b>"})
    assert "text/html" not in data


def test_a_chart_shows_itself_as_a_picture_without_a_script(built: Path) -> None:
    chart = zeren.chart(zeren.load(built), "workload")
    svg = chart._repr_svg_()
    assert svg.startswith("<svg")
    assert "市民政局" in svg
    assert "<script" not in svg
    assert "name" in chart.frame()
    with pytest.raises(QueryError, match="there is no chart nothing"):
        zeren.chart(zeren.load(built), "nothing")


def test_a_chart_of_hostile_names_keeps_them_text() -> None:
    from page_facts import hostile

    svg = zeren.chart(hostile(), "workload")._repr_svg_()
    assert "<script" not in svg
    assert "<img" not in svg
    assert "&lt;script&gt;" in svg
