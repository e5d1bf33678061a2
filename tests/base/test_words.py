"""Text as words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.edits import word_edits
from generator.base.words import cut_alike, is_number, tokens

_ALPHABET = (
    "本报告核算了公司年度的温室气体排放总量为吨二氧化碳当量，。；（）、 \t\n0123456789.,%‰+-−±eEtCO₂é\u0301ａ１𠀀"
)


@given(st.text(_ALPHABET) | st.text())
def test_nothing_is_lost(text: str) -> None:
    assert "".join(tokens(text)) == text
    assert all(tokens(text))


@given(st.text(_ALPHABET))
def test_digits_that_stand_together_stay_together(text: str) -> None:
    ends, at = set(), 0
    for token in tokens(text):
        at += len(token)
        ends.add(at)
    for run in re.finditer("[0-9]+", text):
        assert not ends & set(range(run.start() + 1, run.end()))


@pytest.mark.parametrize(
    "number", ["12", "12.5", "1,234,567.80", "-3.2", "−3.2", "+0.5%", "±5%", "3.5‰", "1.2e-05", "4.1.2", "１２．５％"]
)
def test_a_number_is_one_token(number: str) -> None:
    assert number in tokens(f"约 {number} 吨")
    assert is_number(number)


def test_a_hyphen_after_a_number_or_word_is_no_sign() -> None:
    assert tokens("2024-2025") == ["2024", "-", "2025"]
    assert tokens("ISO 14064-1:2018") == ["ISO", " ", "14064", "-", "1", ":", "2018"]
    assert tokens("12,34") == ["12", ",", "34"]


def test_chinese_is_cut_by_words_and_marks_are_single() -> None:
    assert tokens("核算报告，温室气体排放总量。") == ["核算", "报告", "，", "温室", "气体", "排放", "总量", "。"]


def test_latin_words_keep_their_digits() -> None:
    assert tokens("tCO2e与CO₂、client's") == ["tCO2e", "与", "CO₂", "、", "client's"]


def test_a_long_text_without_a_mark_is_cut() -> None:
    text = "温室气体" * 20_000
    assert "".join(tokens(text)) == text


@pytest.mark.parametrize(
    ("old", "new", "deleted", "inserted"),
    [
        ("核算边界", "核算边界与排放源", "", "与排放源"),
        ("核算方法", "核算与量化方法", "", "与量化"),
        ("外购电力", "外购的热力", "电力", "的热力"),
    ],
)
def test_words_are_cut_alike_on_both_sides(old: str, new: str, deleted: str, inserted: str) -> None:
    edits = word_edits(old, new)
    assert "".join(one.text for one in edits if one.kind == "deleted") == deleted
    assert "".join(one.text for one in edits if one.kind == "inserted") == inserted


@given(st.text(_ALPHABET), st.text(_ALPHABET))
def test_cutting_alike_loses_nothing(old: str, new: str) -> None:
    olds, news = cut_alike(tokens(old), tokens(new))
    assert ("".join(olds), "".join(news)) == (old, new)
    assert all([*olds, *news])
