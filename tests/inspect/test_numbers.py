"""Which digit strings need a fact, and when a shown number is the ledger's."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.inspect.numbers import agrees, loose_digits, read_number


@pytest.mark.parametrize(
    "text",
    [
        "依据 ISO 14064-1:2018 第9.3.1条和 GB/T 32150—2015 编制",
        "国发〔2021〕23号要求",
        "2024年4月18日至2025-01-31",
        "见表 3-2、图 4-1 和式(4-1)，附录 A.1",
        "采用 R410A、HFC-134a、SF6 和 CO2",
        "单位为 10⁴ Nm³",
        "2#炉、3号楼、表计 RQ-01、AR6",
        "2022—2024年",
        "第1部分：通则",
    ],
)
def test_dates_numbers_of_standards_numbering_and_identifiers_need_no_fact(text: str) -> None:
    assert list(loose_digits(text)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("减排3200吨", ["3200"]),
        ("下降12.5%，达到1,234.56吨", ["12.5", "1,234.56"]),
        ("投资 260 万元，回收期 3.5 年", ["260", "3.5"]),
        ("2024年排放20250吨", ["20250"]),
        ("占比40个百分点", ["40"]),
        ("减排202500吨，凭证号 20240315", ["202500"]),
        ("单位为 t CO₂e的方法减排3200吨", ["3200"]),
    ],
)
def test_figures_do(text: str, found: list[str]) -> None:
    assert list(loose_digits(text)) == found


def test_signs_and_grouping_are_read() -> None:
    assert read_number("−1,234.50 t CO₂e") == Decimal("-1234.50")
    assert read_number("±5.2%") == Decimal("5.2")
    assert read_number("—") is None


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6), st.integers(0, 4))
def test_a_value_agrees_with_its_own_rounding_and_not_with_the_next_one(value: Decimal, digits: int) -> None:
    step = Decimal(1).scaleb(-digits)
    rounded = value.quantize(step)
    assert agrees(rounded, digits, "tCO2e", value, "tCO2e")
    assert not agrees(abs(rounded) + 2 * step, digits, "tCO2e", value, "tCO2e")


def test_a_value_shown_in_another_unit_is_compared_in_that_unit() -> None:
    assert agrees(Decimal("12.35"), 2, "万元", Decimal("123456"), "CNY")
    assert not agrees(Decimal("12.45"), 2, "万元", Decimal("123456"), "CNY")
    assert agrees(Decimal("3.2"), 1, "%", Decimal("-0.0318"), "1")
    assert not agrees(Decimal(3), 0, "t", Decimal(3), "MWh")
