"""Decisions of people: kept as a table that only grows, in no order, applied to the facts, and taken back without a trace."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import example_plan as example
from example_plan import DOCUMENT, at
from test_build import bytes_of
from zeren import outputs
from zeren.build import build
from zeren.errors import InputError
from zeren.model import Extraction, Place
from zeren.rdf import quads
from zeren.review import decisions as table
from zeren.review import keys, values
from zeren.review.apply import applied, frame, read, unapplied
from zeren.review.decisions import UNDO, Decision, settle
from zeren.review.keys import Key, Kind

LINYI = "371300"
PLAN = replace(example.extraction(), place=Place("临沂市", LINYI, "title", 0.9))
LEAD = keys.of_words("role", DOCUMENT, *at("市教育局"), "市教育局")
SECOND = keys.of_words("role", DOCUMENT, *at("市财政局"), "市财政局")
RATE = keys.of_words("target", DOCUMENT, *at("入园率达到90%以上"), "入园率达到90%以上")
START = keys.of_words("milestone", DOCUMENT, *at("5月底前开工"), "5月底前开工")
NARROW, WIDE = keys.of_link("市路桥中心", LINYI, DOCUMENT)
YEAR, PLACE = Key("year", DOCUMENT), Key("place", DOCUMENT)
ROADS = f"{LINYI}/transport"
VALUES: dict[Key, tuple[str, ...]] = {
    LEAD: ("lead", "support"),
    SECOND: ("lead", "support", "implement"),
    RATE: (">= 90 %", "95 %", "all", "none"),
    START: ("2021-05-31", "2021-06"),
    NARROW: (ROADS, f"{LINYI}/finance"),
    WIDE: (ROADS, f"{LINYI}/education"),
    YEAR: ("2021",),
    PLACE: (LINYI,),
}


def decide(key: Key, value: str | None, *replaced: Decision, note: str = "") -> Decision:
    """A decision that a fact is something, or that there is none."""
    return Decision(key, "reject" if value is None else "set", value or "", note, tuple(one.id for one in replaced))


def undo(one: Decision) -> Decision:
    return Decision(one.key, UNDO, replaces=(one.id,))


def after(*decisions: Decision, plan: Extraction = PLAN) -> Extraction:
    return applied(plan, settle(decisions))


@st.composite
def tables_of_decisions(draw: st.DrawFn) -> list[Decision]:
    """Decisions as several people might take them: on few facts, some replacing or undoing others, some contradicting."""
    made: list[Decision] = []
    for _ in range(draw(st.integers(1, 10))):
        key = draw(st.sampled_from(sorted(VALUES)))
        earlier = [one for one in made if one.key == key]
        replaced = draw(st.lists(st.sampled_from(earlier), unique=True, max_size=2)) if earlier else []
        value = draw(st.sampled_from((*VALUES[key], None)))
        note = draw(st.sampled_from(("", "=1+1", "已核实", "undo")))
        undoes = bool(replaced) and note == "undo"
        made.append(undo(replaced[0]) if undoes else decide(key, value, *replaced, note=note))
    return made


def graph(decisions: Sequence[Decision]) -> list[bytes]:
    """The quads of the plan with the decisions on it."""
    rulings = settle(decisions)
    found = applied(PLAN, rulings)
    reviewed = example.tables(found) | {"reviews": frame(rulings, [found])}
    return sorted(quads.fact_lines(reviewed, "0"))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_decisions_joined_in_any_order_and_twice_make_the_same_facts(data: st.DataObject) -> None:
    made = data.draw(tables_of_decisions())
    shuffled = data.draw(st.permutations(made))
    cut = data.draw(st.integers(0, len(made)))
    joined = [*shuffled[cut:], *made[:cut], *shuffled]
    assert settle(joined) == settle(made)
    assert after(*joined) == after(*made)


@given(st.data())
@settings(max_examples=8, deadline=None)
def test_the_graph_of_joined_decisions_is_the_same_in_every_byte(data: st.DataObject) -> None:
    made = data.draw(tables_of_decisions())
    assert graph(data.draw(st.permutations(made))) == graph(made)


@given(tables_of_decisions(), st.sampled_from(sorted(VALUES)))
@settings(max_examples=60, deadline=None)
def test_a_decision_that_is_undone_leaves_no_trace(made: list[Decision], key: Key) -> None:
    new = decide(key, VALUES[key][0], note="another")
    assert after(*made, new, undo(new)) == after(*made)


def test_a_decision_taken_again_after_it_was_undone_is_in_force() -> None:
    first = decide(LEAD, "support")
    again = decide(LEAD, "support", undo(first))
    assert settle([first, undo(first), again]).in_force[LEAD].ids == again.id


def test_a_confirmed_fact_keeps_its_basis_and_is_sure() -> None:
    confirmed = Decision(LEAD, "confirm", "lead")
    duty = after(confirmed).measures[0].responsibilities[0]
    assert (duty.role, duty.basis, duty.rule, duty.confidence) == ("lead", "inline", "inline-lead", 1.0)
    assert duty.review == confirmed.id


def test_a_guess_that_is_confirmed_is_a_guess_no_longer() -> None:
    duties = (replace(PLAN.measures[0].responsibilities[0], basis="first-listed", confidence=0.6),)
    guessed = replace(PLAN, measures=(replace(PLAN.measures[0], responsibilities=duties),))
    duty = after(Decision(LEAD, "confirm", "lead"), plan=guessed).measures[0].responsibilities[0]
    assert (duty.role, duty.basis, duty.confidence) == ("lead", "reviewed", 1.0)


def test_a_role_that_is_changed_says_that_a_person_did() -> None:
    duty = after(decide(SECOND, "lead")).measures[0].responsibilities[1]
    assert (duty.role, duty.basis, duty.rule, duty.confidence) == ("lead", "reviewed", "reviewed", 1.0)


def test_a_rejected_fact_leaves_the_facts_and_is_told_as_a_problem() -> None:
    rejected = decide(SECOND, None)
    found = after(rejected, decide(RATE, None), decide(START, None))
    assert [duty.name for duty in found.measures[0].responsibilities] == ["市教育局", "各县政府"]
    assert [target.quote for target in found.measures[0].targets] == ["新建幼儿园2-3所"]
    assert found.measures[0].milestones == ()
    problem = next(one for one in found.problems if one.span == at("市财政局"))
    assert (problem.kind, problem.message) == ("rejected", f"市财政局 (support): rejected by decision {rejected.id}")


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        ("95 %", ("=", 95.0, None, "%")),
        (">= 12.5 %", (">=", 12.5, None, "%")),
        ("range 3..5 所", ("range", 3.0, 5.0, "所")),
        ("increase_by 3", ("increase_by", 3.0, None, None)),
        ("all", ("all", None, None, "%")),
        ("none", (None, None, None, "%")),
    ],
)
def test_a_target_is_what_a_person_says(words: str, figure: tuple[object, ...]) -> None:
    found = after(decide(RATE, words)).measures[0].targets[1]
    assert (found.comparator, found.value, found.value_max, found.unit) == figure
    assert (found.rule, found.confidence, found.deadline) == ("reviewed", 1.0, "2021-12-31")


def test_a_share_in_wide_signs_that_is_confirmed_is_not_changed() -> None:
    first, second = PLAN.measures
    wide = replace(first.targets[1], unit="％")
    plan = replace(PLAN, measures=(replace(first, targets=(first.targets[0], wide)), second))
    confirmed = Decision(RATE, "confirm", values.settled(RATE, values.of_target(wide)))
    found = after(confirmed, plan=plan).measures[0].targets[1]
    assert (found.rule, found.confidence, found.review) == (wide.rule, 1.0, confirmed.id)


def test_a_link_holds_for_every_document_of_the_place_and_no_other() -> None:
    elsewhere = replace(PLAN, place=Place("济南市", "370100", "title", 0.9))
    other = replace(PLAN, sha256="f" * 64)
    wide = decide(WIDE, ROADS)
    assert [after(wide, plan=one).measures[1].responsibilities[0].department for one in (PLAN, other, elsewhere)] == [
        *(ROADS, ROADS),
        None,
    ]


def test_the_link_of_one_document_goes_before_that_of_its_place() -> None:
    found = after(decide(WIDE, ROADS), decide(NARROW, f"{LINYI}/finance"))
    assert found.measures[1].responsibilities[0].department == f"{LINYI}/finance"


def test_a_unit_that_was_linked_is_no_unknown_one_any_more() -> None:
    from zeren.model import Problem

    unknown = Problem("unknown-unit", at("市路桥中心"), "市路桥中心: not in the registry")
    found = after(decide(WIDE, ROADS), plan=replace(PLAN, problems=(unknown,)))
    assert found.problems == ()


def test_nothing_is_linked_where_the_place_is_not_known_but_in_that_document_alone() -> None:
    assert keys.of_link("市路桥中心", None, DOCUMENT) == (Key("link", DOCUMENT, keys.NOWHERE, "", "市路桥中心"),)


def test_contradicting_decisions_leave_a_fact_as_it_was_and_say_so() -> None:
    one, other = decide(LEAD, "support"), decide(LEAD, None)
    found = after(one, other)
    assert found.measures == PLAN.measures
    [problem] = found.problems
    assert (problem.kind, problem.span) == ("decisions-contradict", at("市教育局"))
    assert one.id in problem.message
    assert other.id in problem.message


def test_a_contradiction_ends_with_a_decision_that_replaces_both() -> None:
    one, other = decide(LEAD, "support"), decide(LEAD, None)
    rulings = settle([one, other, decide(LEAD, "lead", one, other)])
    assert (rulings.in_force[LEAD].value, rulings.conflicts) == ("lead", {})


def test_a_decision_replaces_none_on_another_fact() -> None:
    first = decide(LEAD, "support")
    assert settle([first, decide(RATE, "all", first)]).in_force[LEAD].value == "support"


def test_people_who_agree_are_named_both() -> None:
    agreed = decide(LEAD, "support", note="甲"), decide(LEAD, "support", note="乙")
    assert after(*agreed).measures[0].responsibilities[0].review == " ".join(sorted(one.id for one in agreed))


def test_the_same_words_twice_in_a_measure_are_two_facts() -> None:
    first, second = PLAN.measures
    twice = replace(PLAN, measures=(replace(first, targets=(first.targets[1], first.targets[1])), second))
    found = after(decide(replace(RATE, span=f"{RATE.span}~2"), "95 %"), plan=twice)
    assert [target.value for target in found.measures[0].targets] == [90.0, 95.0]


def test_a_role_and_a_link_of_one_name_may_both_be_rejected() -> None:
    duty = PLAN.measures[0].responsibilities[0]
    role = keys.of_words("role", DOCUMENT, *duty.span, duty.name)
    link = keys.of_link(duty.name, PLAN.place.code if PLAN.place else None, DOCUMENT)[0]
    made = [decide(role, None), decide(link, None)]
    assert unapplied(settle(made), [after(*made)]) == []


def test_what_finds_no_fact_is_told_with_the_reason() -> None:
    gone = replace(LEAD, span="1..2")
    strange = replace(LEAD, document="0" * 8)
    rulings = settle(
        [decide(gone, "lead"), decide(strange, "lead"), decide(WIDE, "371300/nothing"), decide(RATE, "all")]
    )
    told = {one.key: reason for one, reason in unapplied(rulings, [applied(PLAN, rulings)])}
    assert told == {
        gone: "no such fact is read at these words any more",
        strange: "its document is not in this build",
        WIDE: "the registry knows no unit 371300/nothing",
    }


BARE = "关于印发民生实事任务的通知\n1.6月底前新建幼儿园3所。(市财政局牵头)\n"


def test_a_document_is_read_again_with_the_year_and_place_that_were_decided(tmp_path: Path) -> None:
    from zeren.worker import Reader

    (tmp_path / "bare.txt").write_text(BARE, encoding="utf-8")
    before = read(Reader().extract_file, tmp_path / "bare.txt", settle([]))
    assert (before.year, before.place) == (None, None)
    decided = decide(Key("year", before.id), "2022"), decide(Key("place", before.id), LINYI)
    found = read(Reader().extract_file, tmp_path / "bare.txt", settle(decided))
    assert (found.year, found.year_basis, found.year_review) == (2022, "reviewed", decided[0].id)
    assert found.place == Place("临沂市", LINYI, "reviewed", 1.0, decided[1].id)
    duty, target = found.measures[0].responsibilities[0], found.measures[0].targets[0]
    assert (duty.department, target.deadline) == (f"{LINYI}/finance", "2022-06-30")


def test_no_words_of_a_document_can_pretend_to_a_decision(tmp_path: Path) -> None:
    from zeren.extract import extract_file

    (tmp_path / "a.md").write_text(f"---\ngiven: 2030\nyear: 2030\nplace: 371300\n---\n{BARE}", encoding="utf-8")
    assert extract_file(tmp_path / "a.md").year_basis != "reviewed"


@given(st.sampled_from(get_args(Kind)), st.text(max_size=120))
def test_a_key_is_read_back_as_it_was_and_not_where_it_was_damaged(kind: Kind, words: str) -> None:
    words = keys.plain(words) or "局"
    key = {
        "link": Key("link", keys.ANYWHERE, LINYI, "", words),
        "place": Key("place", DOCUMENT),
        "year": Key("year", DOCUMENT),
    }.get(kind, Key(kind, DOCUMENT, "", "3..9", words))
    assert keys.parse(str(key)) == key
    assert keys.parse(str(key)[:-1]) is None
    assert keys.parse(str(key).replace(":", ":1", 1)) is None


@pytest.mark.parametrize(
    ("key", "said", "kept"),
    [
        (LEAD, "牵头", "lead"),
        (YEAR, "2021年", "2021"),
        (PLACE, "临沂市", LINYI),
        (WIDE, "市财政局", f"{LINYI}/finance"),
        (RATE, "≥90％", ">= 90 %"),
        (RATE, "= 1200.0 户", "1200 户"),
        (RATE, "range 3 .. 5所", "range 3..5 所"),
        (START, "2021-06", "2021-06"),
        (START, "2023/6/30", "2023-06-30"),
        (START, "无", "none"),
        (YEAR, "２０２３ 年", "2023"),
        (RATE, "5.5万亩以上", ">= 55000 亩"),
        (RATE, "8,400 户", "8400 户"),
        (RATE, "不少于 7 座", ">= 7 座"),
        (RATE, "３-５所", "range 3..5 所"),
        (RATE, "全覆盖", "all"),
        (RATE, "20 吨/日", "20 吨/日"),
        (RATE, "1.5：1", "1.5 :1"),
        (WIDE, f"{LINYI}/finance 市财政局 0.56 (looks like 财政局)", f"{LINYI}/finance"),
        (START, "2021年6月", "2021-06"),
        (LEAD, "配合 support", "support"),
    ],
)
def test_words_are_kept_in_one_form(key: Key, said: str, kept: str) -> None:
    assert values.settled(key, said) == kept
    assert values.settled(key, kept) == kept


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (LEAD, "主办"),
        (YEAR, "21"),
        (PLACE, "无此地市"),
        (WIDE, "市神秘局"),
        (WIDE, "420500/Abc集团"),
        (RATE, "很多"),
        (RATE, "3..5 所"),
        (RATE, "range 5..3 所"),
        (RATE, "2021-05-03"),
        (RATE, "1,2345 套"),
        (RATE, "2022年3月"),
        (RATE, "4所、6所"),
        (START, "2023.1"),
        (START, "2021-13"),
        (START, "六月"),
        (START, "2023/2/30"),
    ],
)
def test_words_that_cannot_be_meant_are_refused(key: Key, said: str) -> None:
    with pytest.raises(ValueError, match=said[:2]):
        values.settled(key, said)


def test_a_place_of_many_is_told_by_its_city_and_what_is_like_a_name_is_offered() -> None:
    assert values.settled(PLACE, "长沙市 岳麓区") == "430104"
    with pytest.raises(
        ValueError, match=r"新华区 is the name of several places; give the code: 130105 河北省石家庄市新华区"
    ):
        values.settled(PLACE, "新华区")
    with pytest.raises(ValueError, match=f"no unit 市教有局 in the registry; did you mean {LINYI}/education"):
        values.settled(WIDE, "市教有局")


def test_every_target_can_be_told_in_words_and_back() -> None:
    for measure in PLAN.measures:
        for target in measure.targets:
            assert values.with_figure(target, values.settled(RATE, values.of_target(target))) == target


def test_a_table_only_grows_and_holds_each_decision_once(tmp_path: Path) -> None:
    path = tmp_path / "review" / "decisions.csv"
    one, other = decide(LEAD, "support", note="=cmd"), decide(RATE, None)
    assert table.append(path, [one, other]) == [one, other]
    before = path.read_bytes()
    assert table.append(path, [other, one]) == []
    assert path.read_bytes() == before
    assert table.append(path, [undo(one)]) == [undo(one)]
    assert path.read_bytes().startswith(before)
    assert table.load(path) == [one, other, undo(one)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_that_excel_saved_is_read_all_the_same(encoding: str, tmp_path: Path) -> None:
    made = [decide(LEAD, "support", note="已与市教育局核实，确为配合单位")]
    text = table.as_csv(made).decode("utf-8-sig").replace("\n", "\r\n")
    (tmp_path / "d.csv").write_bytes(text.encode(encoding))
    assert table.load(tmp_path / "d.csv") == made


def test_a_row_that_was_altered_by_hand_is_refused_by_its_number(tmp_path: Path) -> None:
    made = [decide(LEAD, "support"), decide(RATE, "all")]
    (tmp_path / "d.csv").write_bytes(table.as_csv(made).replace(b",all,", b",none,"))
    with pytest.raises(InputError, match=r"row 3: d\w+ was altered; undo it instead"):
        table.load(tmp_path / "d.csv")


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"\x00\xff" * 99, b"id,key,decision,value,note,replaces\nx,y\n"])
def test_what_is_no_table_of_decisions_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_bytes(data)
    with pytest.raises(InputError, match=r"d\.csv"):
        table.load(tmp_path / "d.csv")


def test_only_a_decision_that_stands_can_be_undone() -> None:
    one = decide(LEAD, "support")
    assert table.undoing([one], one.id) == undo(one)
    for identifier, message in (("d0", "no decision"), (one.id, "already"), (undo(one).id, "itself")):
        with pytest.raises(InputError, match=message):
            table.undoing([one, undo(one)], identifier)


def test_a_build_applies_decisions_and_tells_what_became_of_them(plans: Path, built: Path, tmp_path: Path) -> None:
    duties = outputs.load(built)["responsibilities"]
    row = duties[duties["name"] == "市城市管理局"].iloc[0]
    key = keys.of_words("role", row["document"], row["start"], row["end"], row["name"])
    one, lost = decide(key, "lead", note="说明"), decide(LEAD, "lead")
    clash = decide(RATE, None), decide(RATE, "all")
    out, path = tmp_path / "out", tmp_path / "decisions.csv"
    table.append(path, [one, lost, *clash])
    report = build([plans], out, decisions=path)
    assert report.decisions.applied == (one.id,)
    assert [len(report.decisions.conflicting), len(report.decisions.not_applied)] == [1, 1]
    assert report.violations == ()
    assert "decisions: 1 applied, 1 conflicting, 1 not applicable" in report.summary(out)
    assert json.loads((out / outputs.REPORT).read_text(encoding="utf-8"))["decisions"]["applied"] == [one.id]
    facts = outputs.load(out)
    assert list(facts["reviews"]["review"]) == [one.id]
    assert facts["responsibilities"].query("name == '市城市管理局'")[["role", "review"]].values.tolist() == [
        ["lead", one.id]
    ]
    asked = "ASK { ?duty z:reviewedBy ?review . ?review z:verdict <https://w3id.org/zeren/code/verdict/set> }"
    assert outputs.open_graph(out).query(
        f"PREFIX z: <https://w3id.org/zeren/ns#> {asked}", use_default_graph_as_union=True
    )
    page = (out / f"pages/evidence/{row['document']}.html").read_text(encoding="utf-8")
    assert f"<code>{one.id}</code>" in page
    assert f"已核定 {one.id}" in page


def test_a_note_is_no_formula_in_an_export(tmp_path: Path) -> None:
    from zeren.exports import office

    rulings = settle([decide(LEAD, "support", note="=1+1")])
    reviews = frame(rulings, [applied(PLAN, rulings)])
    office.write({"reviews": reviews}, "csv", tmp_path / "csv")
    assert ",'=1+1\n" in (tmp_path / "csv" / "reviews.csv").read_text(encoding="utf-8-sig")


def test_an_undone_decision_restores_a_build_in_every_byte(plans: Path, built: Path, tmp_path: Path) -> None:
    duties = outputs.load(built)["responsibilities"]
    row = duties[duties["name"] == "市民政局"].iloc[0]
    one = decide(keys.of_words("role", row["document"], row["start"], row["end"], row["name"]), None)
    table.append(tmp_path / "decisions.csv", [one, undo(one)])
    build([plans], tmp_path / "out", decisions=tmp_path / "decisions.csv")
    assert bytes_of(tmp_path / "out") == bytes_of(built)


def test_the_table_of_decisions_is_never_a_source(plans: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_bytes((plans / "2021.txt").read_bytes())
    table.append(tmp_path / "review" / "decisions.csv", [decide(LEAD, "lead")])
    report = build([tmp_path], tmp_path / "out", decisions=tmp_path / "review" / "decisions.csv")
    assert [one.path for one in report.documents] == ["plan.txt"]
