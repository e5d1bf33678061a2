"""Numbers and months as ledgers have them."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.project.months import MonthError, parse_period
from generator.project.numbers import decimals, parse_number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_a_number_reads_the_same_in_every_spelling(number: Decimal) -> None:
    wide = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
    grouped = f"{number:,f}"
    for text in (f"{number:f}", grouped, grouped.replace(",", " "), grouped.translate(wide), f"  {grouped}\u3000"):
        assert parse_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "约120", "12,34", "1.2.3", "12 t", "1,2345", "--1", "1e999", "一百", "#REF!", "1/2", "nan", "inf", "9" * 60],
)
def test_what_is_no_number_is_not_guessed(text: str) -> None:
    assert parse_number(text) is None


def test_floats_become_what_a_spreadsheet_shows() -> None:
    assert decimals([0.1 + 0.2, 1234.1, 3.0, 1e400, "1,200", True, None]) == [
        Decimal("0.3"),
        Decimal("1234.1"),
        Decimal("3"),
        None,
        Decimal("1200"),
        None,
        None,
    ]


@given(st.integers(1990, 2100), st.integers(1, 12))
def test_a_month_reads_the_same_in_every_spelling(year: int, month: int) -> None:
    han = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"][month - 1]
    wanted = f"{year}-{month:02d}"
    spellings: list[object] = [
        wanted,
        f"{year}/{month}",
        f"{year}.{month:02d}",
        f"{year}{month:02d}",
        f"{year}年{month}月",
        f"{year} 年 {month:02d} 月份",
        f"{year}年{han}月",
        f"{wanted}-15",
        f"{year}年{month}月15日",
        f"{datetime.date(year, month, 1):%b} {year}",
        datetime.datetime(year, month, 28),
        datetime.date(year, month, 1),
        float(year * 100 + month),
    ]
    assert {parse_period(s) for s in spellings} == {wanted}
    alone: list[object] = [f"{month}月", f"{month:02d}月份", f"{han}月", month, float(month), str(month)]
    assert {parse_period(s, year) for s in alone} == {wanted}


@pytest.mark.parametrize("value", ["2024", "2024年", "2024年度", 2024.0])
def test_a_year_is_a_period_too(value: object) -> None:
    assert parse_period(value) == "2024"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("", "月份为空"),
        ("2024-13", "没有 13 月"),
        ("3月", "“3月”没有年份，表格也没有写 year"),
        ("一季度", "“一季度”不是月份"),
        ("合计", "“合计”不是月份"),
        (45352.0, "“45352”像是没有设成日期格式的 Excel 日期"),
        ("1823-01", "年份 1823 超出范围"),
        ("2024-03-99", "“2024-03-99”不是月份"),
    ],
)
def test_what_is_no_month_says_why(value: object, words: str) -> None:
    with pytest.raises(MonthError) as caught:
        parse_period(value)
    assert caught.value.zh == words


@given(st.text(max_size=12))
def test_any_cell_is_a_period_or_says_why(text: str) -> None:
    try:
        period = parse_period(text, 2024)
    except MonthError:
        return
    assert 1990 <= int(period[:4]) <= 2100
    assert len(period) == 4 or 1 <= int(period[5:]) <= 12
