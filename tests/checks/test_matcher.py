"""The matcher: floors of precision and recall, numerals, tolerances, and the words that decide."""

from __future__ import annotations

import importlib.util
import sys
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.text import Text
from generator.base.units import parse_unit
from generator.checks.matcher.candidates import build_index
from generator.checks.matcher.concepts import Vocabulary
from generator.checks.matcher.masks import masked
from generator.checks.matcher.mentions import find
from generator.checks.matcher.numerals import normalise, read_arabic, read_han
from generator.checks.matcher.verdict import judge
from generator.ledger.context import Context
from generator.ledger.fact import Fact, Kind

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("matcher_benchmark", ROOT / "benchmarks" / "matcher.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("corpus", "least"), [("numbers.yaml", 200), ("unseen.yaml", 100), ("fresh.yaml", 48)])
def test_corpus_floor(bench: ModuleType, corpus: str, least: int) -> None:
    scores = bench.measure(Path(__file__).parent / "corpus" / corpus)
    assert scores.sentences >= least
    assert scores.mentions.precision() >= 0.98, scores.mentions.mistakes
    assert scores.mentions.recall() >= 0.98, scores.mentions.mistakes
    # A false contradiction stops a build and cannot be waived: none is allowed.
    assert scores.verdicts.precision("contradicts") == 1, scores.verdicts.mistakes
    assert scores.verdicts.recall("contradicts") >= 0.95, scores.verdicts.mistakes
    assert scores.verdicts.recall() >= 0.97, scores.verdicts.mistakes


_DIGITS = "零一二三四五六七八九"


def _han(value: int) -> str:
    """Spell a number below a hundred million in Chinese, the way a person would."""
    if value >= 10_000:
        rest = value % 10_000
        gap = "零" if 0 < rest < 1000 else ""
        return _han(value // 10_000) + "万" + (gap + _han(rest) if rest else "")
    text, zero = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // place % 10
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return text


@given(st.integers(min_value=1, max_value=99_999_999))
def test_chinese_numerals_are_read_back(value: int) -> None:
    read = read_han(_han(value))
    assert read is not None
    assert read.value == value


@given(st.decimals(min_value=0, max_value=10**12, places=3))
def test_arabic_numerals_with_separators_are_read_back(value: Decimal) -> None:
    read = read_arabic(f"{value:,}")
    assert read.value == value
    assert read.step == Decimal("0.001")


@given(st.text(max_size=80))
def test_any_text_is_survived_and_offsets_hold(text: str) -> None:
    assert len(normalise(text)) == len(text)
    assert len(masked(normalise(text))) == len(text)
    for mention in find(text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.low <= mention.high


def _facts() -> list[Fact]:
    def fact(name: str, value: str, unit: str, **context: str) -> Fact:
        return Fact(name, Context.of(**context), Decimal(value), parse_unit(unit), Kind.DERIVED, Text.of(name))

    return [
        fact("inventory.total", "123456.78", "tCO2e", period="2024", basis="location"),
        fact("inventory.total", "131020.40", "tCO2e", period="2023", basis="location"),
        fact("inventory.change_rate", "-0.0577", "1", period="2024", basis="location"),
        fact("source.emission", "28411.9", "tCO2e", period="2024", source="coke"),
    ]


WORDS = Vocabulary({"source": {"coke": ("冲天炉焦炭",)}}, "2024", "2022")


def _answers(text: str) -> list[str]:
    mentions = find(text)
    return [verdict.answer.value for verdict in judge(text, mentions, build_index(_facts()), WORDS)]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("排放总量为12.3万吨。", "rounding"),
        ("排放总量为12.4万吨。", "contradicts"),
        ("排放总量为12.35万吨。", "rounding"),
        ("排放总量为123,456.78吨。", "equal"),
        ("排放总量约12万吨。", "rounding"),
        ("排放总量近12.5万吨。", "rounding"),
        ("排放总量超过12万吨。", "rounding"),
        ("排放总量超过12.5万吨。", "contradicts"),
        ("排放总量不足12万吨。", "contradicts"),
        ("排放总量在12万至13万吨之间。", "rounding"),
        ("排放总量为12.3万千克。", "contradicts"),
        ("2023年排放总量为13.1万吨。", "rounding"),
        ("2023年排放总量为12.3万吨。", "contradicts"),
        ("2021年排放总量为14.2万吨。", "unsourced"),
        ("排放总量比上年下降5.8%。", "rounding"),
        ("排放总量比上年上升5.8%。", "contradicts"),
        ("排放总量比2020年下降9%。", "unsourced"),
        ("预计排放总量将降至11万吨。", "unsourced"),
        ("同行的排放总量为9.8万吨。", "unsourced"),
        ("冲天炉焦炭的排放量为2.84万吨。", "rounding"),
        ("冲天炉焦炭的排放量为2.48万吨。", "contradicts"),
        ("节约标准煤260吨。", "unsourced"),
    ],
)
def test_words_and_digits_decide(text: str, answer: str) -> None:
    assert _answers(text) == [answer]


@pytest.mark.parametrize(
    "text",
    [
        "排放总量中，来自运输的为1.2万吨。",
        "排放总量目标为11万吨。",
        "上半年排放总量为6.1万吨。",
        "2024年3月排放总量为1.02万吨。",
        "排放总量从14.1万吨降到12.35万吨。",
        "2号炉的冲天炉焦炭排放量为1.1万吨。",
        "冲天炉焦炭的排放量每增加1,000吨，成本上升2%。",
        "全国钢铁行业排放总量为18亿吨。",
        "冲天炉焦炭的甲烷排放量为12吨。",
        "若冲天炉停用，排放总量为9.5万吨。",
        "其余排放源的排放量为3.2万吨。",
        "排放总量的统计范围包括3个车间。",
        "排放总量不超过20万吨。",
        "排放总量比2019年下降了三分之一。",
        "单台冲天炉焦炭排放量为1.4万吨。",
        "冲天炉焦炭的平均排放量为2.6万吨。",
    ],
)
def test_a_sentence_about_something_else_contradicts_nothing(text: str) -> None:
    assert "contradicts" not in _answers(text)


def test_a_wrong_direction_is_told_apart_from_a_wrong_size() -> None:
    text = "排放总量比上年上升5.8%。"
    (verdict,) = judge(text, find(text), build_index(_facts()), WORDS)
    assert verdict.wrong_way
    text = "排放总量比上年上升9.9%。"
    (verdict,) = judge(text, find(text), build_index(_facts()), WORDS)
    assert not verdict.wrong_way
