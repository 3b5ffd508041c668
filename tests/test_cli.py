"""The command line as its users meet it: data on one stream, words on the other, an exit status that tells."""

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from conftest import Run, Zeren
from zeren.__main__ import main
from zeren.pages import font_files

KEYS = [
    *("document", "place", "year", "order", "text", "theme"),
    *("lead", "support", "implement", "basis", "targets", "span", "score"),
]


@pytest.fixture
def ask(run: Run, built: Path) -> Run:
    """A question to the build of the invented plans, answered as JSON."""
    return lambda *words, stdin="": run(*words, "--data", built, "--format", "json", stdin=stdin)


def test_a_build_says_what_it_made_on_the_error_stream(zeren: Zeren, plans: Path, tmp_path: Path) -> None:
    done = zeren("build", plans, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "2 documents, 6 measures" in done.stderr
    assert done.stderr.rstrip().endswith(f"open {Path('out', 'pages', 'index.html')}")


def test_the_script_at_the_top_builds_without_an_installation(plans: Path, tmp_path: Path, zeren: Zeren) -> None:
    script = Path(__file__).parents[1] / "build_graph.py"
    done = zeren(plans, "-o", "made", cwd=tmp_path, program=script, env={"PYTHONPATH": ""})
    assert (done.returncode, (tmp_path / "made" / "report.json").is_file()) == (0, True), done.stderr


def test_a_build_in_which_a_document_fails_exits_with_1_and_names_it(run: Run, plans: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = run("build", plans, tmp_path / "empty.txt", "-o", tmp_path / "out")
    assert (done.status, done.out) == (1, "")
    assert "empty.txt: not built: " in done.err
    assert (tmp_path / "out" / "report.json").is_file()


MISTAKES: dict[str, tuple[list[str], int, str]] = {
    "a missing file": (["extract", "missing.txt"], 1, "missing.txt"),
    "a missing source": (["build", "missing"], 1, "missing"),
    "a missing build": (["who", "幼儿园", "--data", "missing"], 1, "zeren build"),
    "a missing graph": (["query", "who_leads", "--data", "missing"], 1, "zeren build"),
    "an unknown command": (["bild"], 2, "bild"),
    "an unknown option": (["doctor", "--loud"], 2, "--loud"),
    "an empty topic": (["who", ""], 2, "empty"),
    "an empty unit": (["what", " "], 2, "empty"),
    "an empty source": (["build", ""], 2, "empty"),
    "an empty folder to publish in": (["build", "x", "-o", ""], 2, "empty"),
    "a missing argument": (["who"], 2, "TOPIC"),
    "an unknown role": (["what", "市教育局", "--role", "boss"], 2, "boss"),
    "an unknown format": (["export", "odt", "-o", "x"], 2, "odt"),
    "a parameter without a value": (["query", "x.rq", "--param", "unit"], 2, "name=value"),
    "a parameter given twice": (["query", "unit_duties", "--param", "unit=a", "--param", "unit=b"], 2, "twice"),
    "an unknown query": (["query", "who_lead"], 2, "did you mean who_leads"),
    "a missing query file": (["query", "x.rq"], 1, "x.rq"),
    "a query without a name": (["query"], 2, "--list"),
    "a place that is none": (["resolve", "市财政局", "--place", "不知道市"], 1, "不知道市"),
    "a date that is none": (["dates", "年内", "--reference", "soon"], 2, "soon"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_message_and_a_status(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mistake: str
) -> None:
    words, status, told = MISTAKES[mistake]
    monkeypatch.chdir(tmp_path)
    done = run(*words)
    assert (done.status, done.out) == (status, "")
    assert told in done.err
    assert "Traceback" not in done.err


def test_an_interrupted_command_exits_with_130(run: Run, plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("zeren.extract.extract_file", interrupt)
    assert run("extract", plans / "2021.txt").status == 130


def test_extract_prints_the_object_of_one_document(run: Run, plans: Path) -> None:
    done = run("extract", plans / "2021.txt")
    assert (done.status, done.err, done.data["schema_version"]) == (0, "", 1)
    assert [measure["order"] for measure in done.data["measures"]] == [1, 2, 3, 4]
    assert "市教育局" in done.out


def test_extract_prints_a_row_for_each_duty_as_csv(run: Run, plans: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("extract", plans / "2021.txt", "--format", "csv").out)))
    assert [(row["order"], row["name"], row["role"]) for row in rows][:2] == [
        ("1", "市教育局", "lead"),
        ("1", "市财政局", "support"),
    ]


def test_who_finds_a_topic_with_those_who_own_it(ask: Run) -> None:
    first = ask("who", "幼儿园").data[0]
    assert list(first) == KEYS
    assert (first["lead"], first["support"]) == (["市教育局"], ["市财政局", "市自然资源和规划局"])


def test_who_keeps_to_a_year(ask: Run) -> None:
    assert {row["year"] for row in ask("who", "老人", "--year", "2021").data} == {2021}


def test_what_finds_all_that_a_bureau_owns(ask: Run) -> None:
    assert {(row["year"], row["order"]) for row in ask("what", "市民政局").data} == {(2021, 2), (2022, 2)}
    assert ask("what", "市财政局", "--role", "lead").data == []


@pytest.mark.parametrize("words", [("who", "火星探测"), ("what", "市航天局")])
def test_an_empty_answer_is_an_empty_list_and_names_the_nearest(ask: Run, words: tuple[str, str]) -> None:
    done = ask(*words)
    assert (done.status, done.data) == (0, [])
    assert words[1] in done.err
    assert "nearest: " in done.err


def test_a_table_for_people_shows_the_same_words(run: Run, built: Path) -> None:
    done = run("who", "幼儿园", "--data", built)
    assert "市教育局" in done.out
    assert done.out.splitlines()[0].split() == list(KEYS[1:5] + KEYS[6:11])
    assert "新建公办幼儿园 = 12 所; 新增学位 = 3600 个" in done.out


def test_a_table_tells_the_role_and_where_answers_come_from_several_documents_the_source(run: Run, built: Path) -> None:
    lines = run("what", "市民政局", "--data", built).out.splitlines()
    assert lines[0].split()[:2] == ["source", "role"]
    assert sorted(line.split()[:2] for line in lines[2:]) == [["2021.txt", "lead"], ["2022/table.html", "lead"]]
    roles = [
        line.split()[0] for line in run("what", "市财政局", "--year", "2021", "--data", built).out.splitlines()[2:]
    ]
    assert roles == ["support", "support"]


def test_a_guessed_lead_is_marked_beside_its_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(
        "2021年青山市民生实事\n1.新建幼儿园12所。(市教育局、市财政局)\n", encoding="utf-8"
    )
    run("build", tmp_path / "plan.txt", "-o", tmp_path / "out")
    assert "市教育局 (guess)" in run("who", "幼儿园", "--data", tmp_path / "out").out


def test_what_a_limit_leaves_out_is_told_with_its_place(ask: Run) -> None:
    done = ask("who", "老旧小区改造", "--year", "2021")
    assert (done.data, "nearest" in done.err) == ([], False)
    assert "nothing found for 老旧小区改造 in 2021; without that limit: 1 (青山市 1)" in done.err
    assert "in lead; without that limit: 3" in ask("what", "市财政局", "--role", "lead").err


def test_the_library_is_listed(run: Run) -> None:
    listed = run("query", "--list", "--format", "json").data
    assert all(one["name"] and one["zh"] and one["en"] for one in listed)
    assert listed[0]["name"] in run("query", "--list").out


def test_the_table_of_the_library_shows_the_parameters(run: Run) -> None:
    head, _, *lines = run("query", "--list").out.splitlines()
    assert head.split() == ["name", "parameters", "zh", "en"]
    assert any(line.split()[:4] == ["unit_duties", "unit", "role?", "place?"] for line in lines)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["unit_duties"], "needs --param unit="),
        (["who_leads", "--param", "yaer=2021"], "has no parameter 'yaer'"),
        (["documents", "--param", "year=2021"], "takes no parameters"),
        (["who_leads", "--param", "year=soon"], "should be a whole number"),
        (["unit_duties", "--param", "unit=市教育局", "--param", "role=boss"], "is not one of lead"),
    ],
)
def test_a_parameter_that_the_query_does_not_take_is_wrong_usage(ask: Run, words: list[str], told: str) -> None:
    done = ask("query", *words)
    assert (done.status, done.out, told in done.err) == (2, "", True)


def test_a_unit_that_the_graph_does_not_know_is_no_wrong_usage(ask: Run) -> None:
    assert ask("query", "unit_duties", "--param", "unit=市航天局").status == 1


COUNT = "PREFIX z: <https://w3id.org/zeren/ns#>\nSELECT (COUNT(?m) AS ?n) { ?m a z:Measure }"
ANSWERS = {
    "json": lambda text: json.loads(text) == [{"n": 6}],
    "csv": lambda text: text == "n\n6\n",
    "table": lambda text: text.split()[::2] == ["n", "6"],
    "srj": lambda text: json.loads(text)["results"]["bindings"][0]["n"]["value"] == "6",
}


@pytest.mark.parametrize("format", ANSWERS)
def test_a_query_from_a_file_is_answered(run: Run, built: Path, tmp_path: Path, format: str) -> None:
    (tmp_path / "count.rq").write_text(COUNT)
    assert ANSWERS[format](run("query", tmp_path / "count.rq", "--data", built, "--format", format).out)


def test_a_query_is_written_as_a_workbook(run: Run, built: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    (tmp_path / "count.rq").write_text(COUNT)
    query = ("query", tmp_path / "count.rq", "--data", built, "--format", "xlsx")
    assert run(*query).status == 2
    assert run(*query, "-o", tmp_path / "n.xlsx").status == 0
    assert [[cell.value for cell in row] for row in load_workbook(tmp_path / "n.xlsx").worksheets[0]] == [["n"], [6]]


@pytest.mark.parametrize("format", ["ttl", "trig", "jsonld", "nq", "graphml", "gexf", "csv", "xlsx"])
def test_a_build_is_exported(run: Run, built: Path, tmp_path: Path, format: str) -> None:
    target = tmp_path / f"made.{format}"
    assert run("export", format, "-o", target, "--data", built).status == 0
    assert any(target.iterdir()) if target.is_dir() else target.stat().st_size > 0


@pytest.mark.parametrize("ending", ["svg", "png", "html", "xlsx"])
def test_a_chart_is_drawn(run: Run, built: Path, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"workload.{ending}"
    done = run("chart", "workload", "-o", target, "--data", built)
    assert (done.status, done.out, done.err) == (0, "", f"wrote {target}\n")
    assert target.stat().st_size > 0


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("heat", "--weight", "share"), "--weight changes nothing in the chart heat"),
        (("workload", "--sensitivity", "--by", "kind"), "leave --by and --weight out"),
    ],
)
def test_a_choice_that_a_chart_does_not_have_is_wrong_usage(
    run: Run, built: Path, tmp_path: Path, given: tuple[str, ...], told: str
) -> None:
    done = run("chart", *given, "-o", tmp_path / "x.svg", "--data", built)
    assert done.status == 2 and told in " ".join(done.err.split())


def test_a_broken_table_of_facts_is_told_with_what_to_do(run: Run, built: Path, tmp_path: Path) -> None:
    shutil.copytree(built / "facts", tmp_path / "facts")
    for data in (b"", b"PAR1 torn", (built / "facts" / "places.parquet").read_bytes()):
        (tmp_path / "facts" / "measures.parquet").write_bytes(data)
        asked = run("who", "幼儿园", "--data", tmp_path)
        assert (asked.status, "measures.parquet: not a table of these facts" in asked.err) == (1, True)
        assert "run `zeren build` again" in asked.err
        examined = run("doctor", "--data", tmp_path)
        assert (examined.status, "measures.parquet" in examined.out) == (1, True)


WRITERS = {
    "chart": ["chart", "workload", "-o", "{}.svg"],
    "graph": ["export", "ttl", "-o", "{}.ttl"],
    "network": ["export", "gexf", "-o", "{}.gexf"],
    "workbook": ["export", "xlsx", "-o", "{}.xlsx"],
    "folder": ["export", "csv", "-o", "{}.d"],
    "answer": ["query", "documents", "--format", "csv", "-o", "{}.csv"],
    "table": ["query", "documents", "-o", "{}.txt"],
}


@pytest.mark.parametrize("words", WRITERS.values(), ids=WRITERS)
def test_where_nothing_can_be_written_the_place_is_told_and_what_to_do(
    run: Run, built: Path, tmp_path: Path, words: list[str]
) -> None:
    (tmp_path / "file").touch()
    done = run(*(word.format(tmp_path / "file" / "x") for word in words), "--data", built)
    assert done.status == 1
    assert done.err.startswith(f"zeren: {tmp_path / 'file' / 'x'}")
    assert done.err.endswith(
        "cannot be written (a file stands where a folder should); choose another place, or free this one\n"
    )
    taken = Path(words[words.index("-o") + 1].format(tmp_path / "taken"))
    taken.touch() if words[1] == "csv" else taken.mkdir()
    done = run(*(word.format(tmp_path / "taken") for word in words), "--data", built)
    assert (done.status, done.err.split(";")[0]) == (
        1,
        f"zeren: {taken}: is a {'file' if words[1] == 'csv' else 'folder'}",
    )


READERS = {
    "quantities": ("改造危桥9座", ["text", "start", "end", "value", "value_max", "unit", "comparator"]),
    "dates": ("2021年6月底前", ["text", "start", "end", "from", "to"]),
    "resolve": (
        "市教育局",
        [
            *("unit", "name", "full_name", "kind", "level", "function"),
            *("valid_from", "valid_to", "place", "score", "reasons"),
        ],
    ),
}


@pytest.mark.parametrize("command", READERS)
def test_a_reader_reads_the_words_it_is_given(run: Run, command: str) -> None:
    words, keys = READERS[command]
    assert list(run(command, words, "--format", "json").data[0]) == keys


@pytest.mark.parametrize("command", READERS)
def test_a_reader_answers_every_line_of_its_input_with_a_list(run: Run, command: str) -> None:
    words, _ = READERS[command]
    lines = run(command, "-", "--format", "json", stdin=f"{words}\n\n{words}\n").out.splitlines()
    first, empty, last = map(json.loads, lines)
    assert (empty, first) == ([], last)
    assert first


@pytest.mark.parametrize("command", READERS)
def test_a_line_that_is_not_utf8_is_told_by_its_number(
    run: Run, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lines").write_bytes("改造危桥9座\n".encode() + "改造危桥9座\n".encode("gbk"))
    monkeypatch.setattr("sys.argv", ["zeren", command, "-"])
    with (tmp_path / "lines").open() as lines, pytest.raises(SystemExit) as left:
        monkeypatch.setattr("sys.stdin", lines)
        main()
    assert (left.value.code, "standard input, line 2: not UTF-8" in capsys.readouterr().err) == (1, True)


def test_relative_dates_count_from_the_day_given(run: Run) -> None:
    assert run("dates", "年内", "--reference", "2021-03-01", "--format", "json").data[0]["to"] == "2021-12-31"


def test_the_self_test_passes_and_examines_a_build(run: Run, built: Path) -> None:
    done = run("doctor", "--data", built, "--format", "json")
    names = {"python", "spacy", "ontology", "queries", "reading", "font", "build"}
    assert {check["name"] for check in done.data} >= names
    wrong = [check["name"] for check in done.data if not check["ok"]]
    assert set(wrong) <= (set() if font_files.find() else {"font"})
    assert done.status == bool(wrong)


def test_the_self_test_fails_where_the_build_is_missing(run: Run, tmp_path: Path) -> None:
    assert run("doctor", "--data", tmp_path).status == 1


def test_chinese_survives_a_terminal_that_knows_none(zeren: Zeren, plans: Path) -> None:
    done = zeren("extract", plans / "2021.txt", env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    assert "市教育局" in done.stdout


def test_check_ends_with_3_where_there_are_findings_and_says_how_many(run: Run, plans: Path, tmp_path: Path) -> None:
    fault = tmp_path / "fault.html"
    clean = (plans / "2022" / "table.html").read_text(encoding="utf-8")
    fault.write_text(clean.replace("<td>市民政局</td>", "<td></td>"), encoding="utf-8")
    done = run("check", fault, "--format", "json")
    assert (done.status, [one["id"] for one in done.data]) == (3, ["no-lead"])
    assert done.err == "1 error\n"
    assert "没有牵头单位" in run("check", fault, "--format", "json", "--lang", "zh").out
    assert "table 1, row 3, column 3" in run("check", fault).out
    assert (run("check", plans / "2022" / "table.html").status, run("check", tmp_path / "none").status) == (0, 1)


def test_check_writes_what_the_ending_of_the_output_says(run: Run, plans: Path, tmp_path: Path) -> None:
    plan = plans / "2021.txt"
    for name, start in (("a.html", b"<!doctype html>"), ("a.xlsx", b"PK"), ("a.json", b"[]")):
        assert run("check", plan, "-o", tmp_path / name).status in (0, 3)
        assert (tmp_path / name).read_bytes().startswith(start[:1])
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(plan, "plan.txt")
    assert run("check", f"{tmp_path / 'a.zip'}!/plan.txt", "-o", tmp_path / "b.xlsx").status in (0, 3)
    assert run("check", plan, "--format", "xlsx").status == 2
    assert run("check", plan, "-o", tmp_path / "a.docx").status == 2
    assert not (tmp_path / "a.docx").exists()
    assert run("check", plan, "-o", tmp_path / "a.txt").status in (0, 3)
    assert run("check", plan, "-o", plan).status == 2
