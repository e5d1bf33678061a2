"""Three-way merges: what one side changed is taken, what both changed is for a person, and nothing is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.review.upgrade.merging import MOST_LINES, Conflict, merge

LINES = st.lists(st.sampled_from(["甲\n", "乙\n", "丙。丁。\n", "\n", "戊，己。庚\n"]), max_size=12).map("".join)


@given(LINES, LINES)
def test_what_one_side_alone_changed_is_taken(base: str, other: str) -> None:
    assert merge(base, base, other).text() == other
    assert merge(base, other, base).text() == other
    assert merge(base, other, other).text() == other
    assert merge(base, other, other).conflicts == ()


@given(LINES, LINES, LINES)
def test_no_sentence_of_either_side_is_lost(base: str, ours: str, theirs: str) -> None:
    merged = merge(base, ours, theirs)
    text = merged.text("a", "b", "c")
    for side in (ours, theirs):
        assert set(_sentences(side)) - set(_sentences(base)) <= set(_sentences(text))
    assert text.count("<<<<<<< a\n") == text.count(">>>>>>> c\n") == len(merged.conflicts)


def _sentences(text: str) -> list[str]:
    return [part for line in text.splitlines() for part in line.replace("。", "。\n").splitlines()]


@given(LINES, LINES, LINES)
def test_sides_may_change_places(base: str, ours: str, theirs: str) -> None:
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert bool(one.conflicts) == bool(other.conflicts)
    if not one.conflicts:
        assert one.text() == other.text()


def test_sentences_of_one_paragraph_are_merged_one_by_one() -> None:
    base = "边界按控制权确定。排放全部计入。租入的除外。\n"
    ours = "边界按控制权确定。两处的排放全部计入。租入的除外。\n"
    theirs = "边界按运营控制权确定。排放全部计入。租入的除外。\n"
    assert merge(base, ours, theirs).text() == "边界按运营控制权确定。两处的排放全部计入。租入的除外。\n"


def test_one_sentence_that_both_changed_shows_whole_lines_of_all_three() -> None:
    base, ours, theirs = "甲。乙。\n\n丙\n", "甲一。乙。\n\n丙\n", "甲二。乙。\n\n丙\n"
    merged = merge(base, ours, theirs)
    assert merged.conflicts == (Conflict(1, ("甲一。乙。\n",), ("甲。乙。\n",), ("甲二。乙。\n",)),)
    assert merged.text("project", "1.0", "1.1") == (
        "<<<<<<< project\n甲一。乙。\n||||||| 1.0\n甲。乙。\n=======\n甲二。乙。\n>>>>>>> 1.1\n\n丙\n"
    )


def test_the_line_of_a_conflict_is_that_of_the_project() -> None:
    base, theirs = "甲\n乙\n丙\n丁\n", "甲\n乙\n丙\n丁二\n"
    assert [c.line for c in merge(base, "甲\n新\n新\n乙\n丙\n丁一\n", theirs).conflicts] == [6]


def test_a_text_that_would_take_minutes_to_compare_is_not_compared() -> None:
    long = "甲\n" * (MOST_LINES + 1)
    assert merge(long, long + "乙\n", long).text() == long + "乙\n"
    assert len(merge(long, long + "乙\n", long + "丙\n").conflicts) == 1
