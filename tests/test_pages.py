"""The pages of a build: the same bytes each time, every link with an end, every hostile word inert."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import page_facts
from zeren.errors import ModelError
from zeren.pages import finding, labels, links, site
from zeren.pages.columns import by_neighbours, spread, width, wrapped
from zeren.pages.ego import CARDS_SHOWN, ego
from zeren.pages.evidence import Mark, marked
from zeren.pages.html import asset, json_text, source_text, tokens
from zeren.pages.ledger import amount, ledger
from zeren.pages.overview import overview

if TYPE_CHECKING:
    from zeren.facts import Tables


class Reader(HTMLParser):
    """What a browser would see: elements with their attributes, ids, text of the source block and of data blocks."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.data = ""
        self._in_data = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.elements.append((tag, values))
        if values.get("id"):
            self.ids.append(str(values["id"]))
        self._in_data = tag == "script" and values.get("type") == "application/json"

    def handle_endtag(self, tag: str) -> None:
        self._in_data = False

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data += data


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    site.write(page_facts.plain(), folder)
    return folder


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    site.write(page_facts.hostile(), folder)
    return folder


def html_files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_a_build_has_one_page_for_each_unit_and_document(pages: Path) -> None:
    names = [path.relative_to(pages).parts[0] for path in html_files(pages)]
    assert names.count("unit") == 5
    assert names.count("evidence") == 2
    assert {"index.html", "ledger.html", "overview.html", "workload.html"} < set(names)


def test_the_same_facts_make_the_same_bytes(pages: Path, tmp_path: Path) -> None:
    written = site.write(page_facts.plain(), tmp_path)
    assert written == sorted(written)
    for path in written:
        assert path.read_bytes() == (pages / path.relative_to(tmp_path)).read_bytes(), path.name


def test_every_link_leads_to_a_file_and_an_anchor_that_exist(pages: Path, hostile: Path) -> None:
    for folder in (pages, hostile):
        ids = {path: set(Reader(path.read_text(encoding="utf-8")).ids) for path in html_files(folder)}
        for path in ids:
            for tag, values in Reader(path.read_text(encoding="utf-8")).elements:
                for name in ("href", "src", "xlink:href"):
                    if (target := values.get(name)) is not None:
                        file, _, anchor = target.partition("#")
                        found = (path.parent / file).resolve() if file else path
                        assert found.is_file(), (path.name, tag, target)
                        assert not anchor or anchor in ids[found], (path.name, tag, target)


def test_no_id_stands_twice_on_a_page(pages: Path, hostile: Path) -> None:
    for path in [*html_files(pages), *html_files(hostile)]:
        ids = Reader(path.read_text(encoding="utf-8")).ids
        assert len(ids) == len(set(ids)), path.name


def test_the_first_page_says_who_leads_what_and_marks_a_guess(pages: Path) -> None:
    text = (pages / "ledger.html").read_text(encoding="utf-8")
    first = text[text.index("<tbody>") :]
    assert first.index("市教育局") < first.index("市民政局") < first.index("市财政局")
    assert 'class="basis guess"' in text
    assert labels.word("guess-why") in text


def test_data_of_the_source_becomes_no_element_and_no_attribute(hostile: Path) -> None:
    scripts = {"vis-network.js", "graph.js", "labels.js", "zeren.js", "evidence.js", "explorer.js"}
    for path in html_files(hostile):
        for tag, values in Reader(path.read_text(encoding="utf-8")).elements:
            assert tag not in ("img", "iframe", "object", "style", "b") or not values, path.name
            assert not any(name.startswith("on") for name in values), (path.name, values)
            assert "style" not in values
            if tag == "script" and values.get("type") != "application/json":
                assert str(values["src"]).rsplit("/", 1)[-1] in scripts
            assert not str(values.get("href")).startswith(("javascript:", "http:", "https:", "//", "data:"))


def test_every_page_forbids_all_but_its_own_files(pages: Path) -> None:
    for path in html_files(pages):
        rules = next(
            str(values["content"])
            for tag, values in Reader(path.read_text(encoding="utf-8")).elements
            if tag == "meta" and values.get("http-equiv") == "Content-Security-Policy"
        )
        assert "default-src 'none'" in rules
        assert "unsafe" not in rules
        assert "http" not in rules


def test_no_page_of_ours_names_an_address_of_the_net(pages: Path) -> None:
    for path in [*html_files(pages), *sorted((pages / "assets").iterdir())]:
        if path.name != "vis-network.js":
            found = set(re.findall(r"https?://[\w./]+", path.read_text(encoding="utf-8")))
            assert found <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}, path.name


def test_the_words_of_a_source_stand_on_its_evidence_page_unchanged() -> None:
    tables = page_facts.hostile()
    text = tables["texts"]["text"][0]
    book = ledger(tables)
    marks = [Mark(m.start, m.end, m.anchor, "measure", "") for m in book.measures]
    assert seen(str(marked(text, marks))) == text


def seen(html: str) -> str:
    reader = TextOf()
    reader.feed(html)
    reader.close()
    return reader.text


class TextOf(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []
        self.covered: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        anchor = str(values.get("id") or values.get("data-of"))
        self.open.append(anchor)
        self.covered.setdefault(anchor, "")

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        for anchor in set(self.open):
            self.covered[anchor] += data


TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)


@given(TEXTS, st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45)), max_size=8))
def test_any_spans_mark_exactly_their_characters(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(start, end, f"a{i}", "target", "<'\">") for i, (start, end) in enumerate(spans)]
    reader = TextOf()
    reader.feed(str(marked(text, marks)))
    reader.close()
    assert reader.text == text
    assert not reader.open
    for i, (start, end) in enumerate(spans):
        assert reader.covered[f"a{i}"] == text[max(start, 0) : max(end, 0)]


@given(TEXTS)
def test_source_text_survives_html(text: str) -> None:
    assert seen(str(source_text(text))) == text


def test_a_carriage_return_and_a_nul_keep_their_place() -> None:
    assert str(source_text("a\r\nb\0c")) == "a&#13;\nb\N{REPLACEMENT CHARACTER}c"


@given(st.recursive(TEXTS | st.integers() | st.booleans() | st.none(), lambda it: st.lists(it, max_size=3)))
def test_a_data_block_reads_back_and_cannot_be_closed_from_inside(data: object) -> None:
    text = json_text(data)  # type: ignore[arg-type]
    assert json.loads(text) == data
    assert not set("<>&\u2028\u2029") & set(text)


def test_a_units_file_is_plain_ascii_and_no_two_are_the_same() -> None:
    units = ["371300/finance", "371300/Finance", "371300/fin ance", "a1b2c3d4/1", "370100/财政", "../../etc", "", "con"]
    names = [links.unit_file(unit) for unit in units]
    assert names[0] == "371300-finance.html"
    assert names[3] == "a1b2c3d4-1.html"
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9_-]+\.html", name) for name in names)


@pytest.mark.parametrize(
    ("comparator", "value", "most", "unit", "said"),
    [
        (">=", 90.0, None, "%", "≥ 90 %"),
        ("=", 120000.0, None, "人", "120000 人"),
        ("range", 2.0, 3.0, "个", "2–3 个"),
        ("increase_to", 1.5, None, "万", "增至 1.5 万"),
        ("all", None, None, None, "全部"),
        (None, None, None, None, ""),
    ],
)
def test_a_figure_is_said_in_a_few_signs(
    comparator: str | None, value: float | None, most: float | None, unit: str | None, said: str
) -> None:
    assert amount({"comparator": comparator, "value": value, "value_max": most, "unit": unit}) == said


def test_units_of_the_same_name_in_two_places_are_told_apart() -> None:
    tables = page_facts.plain()
    book = ledger(tables)
    assert {unit.label for unit in book.units} == {unit.name for unit in book.units}
    tables["responsibilities"]["name"] = "市同名局"
    assert {unit.label for unit in ledger(tables).units} == {"青山市·市同名局"}


def test_a_column_never_overlaps() -> None:
    for height in (900, 1080, 3000):
        heights = sorted(y for _, y in spread(list(range(30)), 0, 36, height).values())
        assert all(b - a >= 36 for a, b in pairwise(heights))


def test_a_column_follows_its_neighbours() -> None:
    links = [("低", 2, 1), ("高", 0, 3), ("高", 1, 1)]
    assert by_neighbours(["孤", "低", "高"], links, {0: 0, 1: 1, 2: 2}) == ["高", "低", "孤"]


@given(TEXTS, st.integers(4, 30), st.integers(1, 3))
def test_a_label_keeps_within_its_box(text: str, columns: int, lines: int) -> None:
    made = wrapped(text, columns, lines).split("\n")
    assert len(made) <= lines
    hanging = 2 * sum(text.count(sign) for sign in "、，。；：！？）》」』】〕”’,.;:!?)]")
    assert all(width(line) <= columns + hanging for line in made)


def boxes(tables: Tables) -> list[tuple[str, list[tuple[float, float, float, float]]]]:
    book = ledger(tables)
    drawn = [("overview", overview(book, ()))] + [(unit.label, ego(unit, ())) for unit in book.units]
    return [
        (
            name,
            [
                (node["x"], node["y"], node["widthConstraint"] + 10, node["heightConstraint"] + 10)
                for node in drawing.network.nodes
                if "of" not in node
            ],
        )
        for name, drawing in drawn
    ]


def test_no_box_of_a_graph_covers_another_or_leaves_the_picture() -> None:
    for name, found in boxes(page_facts.large(units=40, measures=90)):
        for i, (x, y, wide, high) in enumerate(found):
            assert x >= wide / 2, name
            assert y >= high / 2, name
            for x2, y2, wide2, high2 in found[i + 1 :]:
                assert abs(x - x2) >= (wide + wide2) / 2 or abs(y - y2) >= (high + high2) / 2, name


@pytest.mark.parametrize("tables", [page_facts.plain(), page_facts.hostile()], ids=["plain", "hostile"])
def test_a_graph_has_its_places_from_here_and_ids_without_words(tables: Tables) -> None:
    book = ledger(tables)
    for drawing in [overview(book, ()), *(ego(unit, ()) for unit in book.units)]:
        for node in drawing.network.nodes:
            assert re.fullmatch(r"[a-z0-9-]+[<>]?", node["id"]), node["id"]
            assert isinstance(node["x"], int)
            assert isinstance(node["y"], int)
        assert not [one for one in (*drawing.network.nodes, *drawing.network.edges) if "title" in one]
    script = asset("graph.js")
    assert "physics: false" in script
    assert not re.search(r"manipulation|configure|navigationButtons|innerHTML", script)


def test_a_line_of_guesses_alone_is_dashed_and_the_legend_says_so(tmp_path: Path) -> None:
    tables = page_facts.plain()
    duties = tables["responsibilities"]
    for basis, there in (("first-listed", True), ("label", False)):
        told = tables | {"responsibilities": duties.assign(basis=basis)}
        drawn = overview(ledger(told), ())
        dashed = {(edge["role"], edge["dashes"]) for edge in drawn.network.edges}
        assert dashed >= {("lead", there), ("support", False)}
        assert ("lead", not there) not in dashed
        site.write(told, tmp_path / basis)
        assert ('class="lead guess"' in (tmp_path / basis / "overview.html").read_text(encoding="utf-8")) == there


def test_an_edge_leads_from_box_to_box_and_tells_its_evidence() -> None:
    book = ledger(page_facts.plain())
    unit = next(unit for unit in book.units if unit.name == "市民政局")
    drawing = ego(unit, ())
    keys = {node["id"] for node in drawing.network.nodes if "of" not in node}
    roles = {(frozenset(edge["ends"]), edge["role"]) for edge in drawing.network.edges}
    assert all(set(edge["ends"]) <= keys for edge in drawing.network.edges)
    assert len(roles) == len(drawing.network.edges)
    assert {role for _, role in roles} == {"lead", "support"}
    for edge in drawing.network.edges:
        for key, role, _, _, anchor in edge["duties"]:
            assert role == edge["role"]
            assert anchor.startswith(key.split("-", 1)[1])
            assert key in drawing.measures


def test_a_theme_on_both_sides_of_a_unit_is_two_cards() -> None:
    tables = page_facts.large(units=2, measures=CARDS_SHOWN * 3)
    for unit in ledger(tables).units:
        drawing = ego(unit, ())
        ids = [node["id"] for node in drawing.network.nodes]
        assert len(ids) == len(set(ids))
        sides = {(node["name"], node["x"]) for node in drawing.network.nodes if node["group"] == "measure"}
        assert len({name for name, _ in sides}) < len(sides)


def test_too_many_measures_are_drawn_together_by_theme() -> None:
    tables = page_facts.large(units=4, measures=CARDS_SHOWN * 4)
    unit = ledger(tables).units[0]
    cards = [node for node in ego(unit, ()).network.nodes if node["group"] == "measure"]
    assert 0 < len(cards) <= CARDS_SHOWN * 2


def test_the_overview_counts_no_measure_twice() -> None:
    drawing = overview(ledger(page_facts.plain()), ())
    labels_of = {node["name"]: node["label"] for node in drawing.network.nodes if node["group"] == "unit-lead"}
    assert labels_of == {"市教育局": "市教育局 2", "市民政局": "市民政局 1", "市府办": "市府办 1"}


@pytest.mark.parametrize("kind", ["unit", "evidence"])
def test_a_deadline_that_the_text_does_not_state_is_said_to_be_none_as_in_the_explorer(pages: Path, kind: str) -> None:
    assert labels.table()["deadline-plan-year"] == ("未写明(按计划年度)", "not stated (plan year)")
    shown = "".join(path.read_text(encoding="utf-8") for path in sorted((pages / kind).iterdir()))
    assert "未写明(按计划年度)" in shown and "2021 年内" not in shown
    assert not any("计划年度内" in text for text in shown)


def test_a_row_is_found_by_other_names_and_words_that_it_does_not_show(pages: Path) -> None:
    reader = Reader((pages / "ledger.html").read_text(encoding="utf-8"))
    found = [str(values["data-find"]) for _, values in reader.elements if values.get("data-find")]
    assert any({"学前教育", "幼教"} <= set(words.split()) for words in found)


def test_the_names_of_a_unit_are_folded_and_said_once() -> None:
    tables = page_facts.plain()
    units = tables["units"].assign(aliases="市ＡＢ局|市教育|教 委")
    names = finding.unit_words(tables | {"units": units})
    assert {"市教育局 市ab局 教委"} == {words for words in names.values() if words.startswith("市教育局")}


def test_facts_without_any_duty_still_make_pages(tmp_path: Path) -> None:
    tables = page_facts.plain()
    for name in ("responsibilities", "targets", "milestones", "units"):
        tables[name] = tables[name].iloc[0:0]
    site.write(tables, tmp_path)
    assert labels.word("no-duties") in (tmp_path / "ledger.html").read_text(encoding="utf-8")


def test_every_label_exists_in_both_languages_and_an_unknown_one_is_an_error() -> None:
    assert all(zh.strip() and en.strip() for zh, en in labels.table().values())
    with pytest.raises(ModelError, match=r"labels\.csv"):
        labels.word("no such label")


def test_every_word_of_the_closed_lists_has_a_label() -> None:
    from typing import get_args

    from zeren import vocab

    lists = {"kind": vocab.UnitKind, "layout": vocab.Layout, "problem": vocab.ProblemKind, "role": vocab.Role}
    lists |= {"basis": vocab.RoleBasis, "deadline": vocab.DeadlineBasis}
    for prefix, words in lists.items():
        for word in get_args(words):
            assert labels.word(f"{prefix}-{word}")


def test_the_style_sheets_first_block_holds_the_tokens() -> None:
    assert {"lead", "support", "implement", "theme", "target", "ink", "card", "line"} <= set(tokens())
    assert all(re.fullmatch(r"#[0-9a-f]{6}", value) for value in tokens().values())
    assert len(set(tokens().values())) == len(tokens())
