"""Two versions side by side."""

import itertools
import random

from hypothesis import given
from hypothesis import strategies as st

from generator.base.alignment import Pair, Piece, WordEdit, align, reading, word_edits
from generator.base.sequences import common, heaviest_chain
from generator.base.words import is_number, tokens

A = "本报告核算了公司在报告期内的温室气体排放总量。"
B = "天然气的低位发热量取自供应商每月提供的检测报告。"
C = "外购电力的排放因子采用主管部门公布的最近一年数据。"
D = "组织边界按运营控制权法确定，包含两个生产厂区。"


def pieces(*texts: str, kind: str = "paragraph") -> list[Piece]:
    return [Piece(kind, text, text) for text in texts]


def test_one_paragraph_changed_in_place() -> None:
    changed = B.replace("每月", "每季度")
    assert align(pieces(A, B, C), pieces(A, changed, C)) == (Pair(0, 0, True), Pair(1, 1), Pair(2, 2, True))


def test_unrelated_paragraphs_are_deleted_and_inserted() -> None:
    assert align(pieces(A, B, C), pieces(A, D, C)) == (Pair(0, 0, True), Pair(1, None), Pair(None, 1), Pair(2, 2, True))


def test_a_paragraph_that_moved() -> None:
    pairs = align(pieces(A, B, C, D), pieces(B, C, D, A))
    assert pairs == (Pair(1, 0, True), Pair(2, 1, True), Pair(3, 2, True), Pair(0, 3, True, True))
    assert next(iter(reading(pairs))) == Pair(0, None, True, True)


def test_a_paragraph_that_moved_and_was_edited() -> None:
    pairs = align(pieces(A, B, C, D), pieces(B, C, D, A.replace("报告期", "核算期")))
    assert pairs[-1] == Pair(0, 3, False, True)


def test_a_short_heading_moves_with_its_section() -> None:
    pairs = align(pieces("概述", A, "数据", B, C, D), pieces("数据", B, C, D, "概述", A))
    assert [(p.old, p.new) for p in pairs if p.moved] == [(0, 4), (1, 5)]


def test_a_short_text_that_came_again_is_no_move() -> None:
    assert not any(p.moved for p in align(pieces("无", A, B), pieces(A, B, "无")))


def test_kinds_are_not_mixed() -> None:
    pairs = align(pieces(A), pieces(A, kind="heading"))
    assert pairs == (Pair(0, None), Pair(None, 0))


_SOME = st.lists(st.sampled_from([A, B, C, D, "无", "", "1", "2"]), max_size=30)


@given(_SOME, _SOME)
def test_every_piece_stands_once_and_in_order(old: list[str], new: list[str]) -> None:
    pairs = align(pieces(*old), pieces(*new))
    assert sorted(p.old for p in pairs if p.old is not None) == list(range(len(old)))
    assert [p.new for p in pairs if p.new is not None] == list(range(len(new)))
    read = [p for p in reading(pairs) if p.old is not None and not (p.moved and p.new is not None)]
    assert [p.old for p in read] == list(range(len(old)))
    for pair in pairs:
        if pair.same:
            assert old[pair.old or 0] == new[pair.new or 0]


def test_adversarial_sizes_end() -> None:
    align(pieces(*["无"] * 10_000), pieces(*["无"] * 9_000))
    align(pieces(*["无", "有"] * 5_000), pieces(*["有", "无", "无"] * 3_000))
    chance = random.Random(5)  # noqa: S311
    words = [w for text in (A, B, C, D) for w in tokens(text)]
    made = ["".join(chance.choices(words, k=12)) for _ in range(6_000)]
    pairs = align(pieces(*made[:3000]), pieces(*made[3000:]))
    assert sum(p.old is not None for p in pairs) == 3000


@given(st.lists(st.integers(0, 4), max_size=40), st.lists(st.integers(0, 4), max_size=40))
def test_common_is_a_longest_common_subsequence(old: list[int], new: list[int]) -> None:
    pairs = common(old, new)
    assert all(old[i] == new[j] for i, j in pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in itertools.pairwise(pairs))
    row = [0] * (len(new) + 1)
    for item in old:
        previous = row
        row = [0]
        for j, other in enumerate(new):
            row.append(previous[j] + 1 if item == other else max(row[j], previous[j + 1]))
    assert len(pairs) == row[-1]


def test_the_heaviest_chain_keeps_what_weighs_most() -> None:
    assert heaviest_chain([(0, 2, 10.0), (1, 0, 3.0), (2, 1, 3.0)]) == [(0, 2)]
    assert heaviest_chain([(0, 2, 5.0), (1, 0, 3.0), (2, 1, 3.0)]) == [(1, 0), (2, 1)]


def test_a_changed_number_is_one_edit() -> None:
    assert word_edits("排放量为 12,345.6 吨。", "排放量为 12,435.6 吨。") == (
        WordEdit("equal", "排放量为 "),
        WordEdit("deleted", "12,345.6"),
        WordEdit("inserted", "12,435.6"),
        WordEdit("equal", " 吨。"),
    )


def test_two_numbers_beside_each_other_stay_two_edits() -> None:
    edits = word_edits("占 5%、6%。", "占 7%、8%。")
    assert [e.text for e in edits if e.kind != "equal"] == ["5%", "7%", "6%", "8%"]


def test_stray_characters_between_changes_are_swallowed() -> None:
    edits = word_edits("公司的锅炉改造项目已完成。", "集团的电机更新项目已完成。")
    assert [e.kind for e in edits] == ["deleted", "inserted", "equal"]
    assert edits[0].text.startswith("公司的锅炉")


def test_a_text_written_anew_is_no_mix() -> None:
    assert [e.kind for e in word_edits(A, B)] == ["deleted", "inserted"]


@given(st.text("排放量为的吨，。 1234.5%ab"), st.text("排放量为的吨，。 1234.5%ab"))
def test_edits_give_both_texts_and_split_no_number(old: str, new: str) -> None:
    edits = word_edits(old, new)
    assert "".join(e.text for e in edits if e.kind != "inserted") == old
    assert "".join(e.text for e in edits if e.kind != "deleted") == new
    assert all(e.text for e in edits)
    for text, gone in ((old, "inserted"), (new, "deleted")):
        ends = {0}
        for edit in edits:
            if edit.kind != gone:
                ends.add(max(ends) + len(edit.text))
        at = 0
        for token in tokens(text):
            if is_number(token):
                assert not ends & set(range(at + 1, at + len(token)))
            at += len(token)


def test_equal_texts_are_one_run() -> None:
    assert word_edits(A, A) == (WordEdit("equal", A),)
    assert word_edits("", "") == ()
