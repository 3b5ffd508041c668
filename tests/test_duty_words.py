"""Labels, role words and legends are found where they stand."""

from zeren.language.duty_words import legends, marks


def test_a_field_without_a_colon_has_role_words_and_no_labels() -> None:
    text = "市教育局牵头、市财政局配合"
    assert [(mark.kind, mark.says) for mark in marks(text, 0, len(text))] == [("after", "lead"), ("after", "support")]
    labelled = "牵头单位:市教育局;配合单位为市财政局"
    assert [(m.kind, m.says) for m in marks(labelled, 0, len(labelled))] == [("label", "lead"), ("label", "support")]


def test_a_legend_is_found_behind_its_bracket_and_its_remark_word() -> None:
    assert [(x.rule, x.start, x.end) for x in legends("甲(备注：其中，加粗的为牵头单位，下同)。")] == [
        ("legend-bold", 1, 20)
    ]
