"""Units: spellings, exact conversions, and the mismatches that must be refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.unit_table import ask_pint, load
from generator.base.units import UnitError, parse_unit

ENERGY = ["GJ", "MJ", "kJ", "TJ", "kWh", "MWh", "GWh", "tce", "kgce", "万kWh", "10^4 kWh", "吉焦", "吨标准煤"]
MASS = ["t", "kg", "g", "kt", "Mt", "吨", "万吨", "千克"]


def test_the_table_that_is_read_is_what_pint_makes_of_the_definitions() -> None:
    assert load() == ask_pint()


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("万标立方米", "10^4 Nm3"),
        ("千瓦时", "kWh"),
        ("度", "kWh"),
        ("百万千焦", "GJ"),
        ("亿元", "10^4 万元"),
        ("公顷", "ha"),
        ("平方公里", "100 ha"),
        ("km2", "10^6 m2"),
        ("头", "head"),
        ("辆", "台"),
        ("小时", "h"),
        ("天", "24 h"),
        ("TWh", "10^3 GWh"),
        ("t·km", "tkm"),
        ("％", "percent"),
        ("tCO2", "t{CO2}"),
        ("kgCO2/kWh", "tCO2/MWh"),
        ("GJ/10^4 Nm3", "0.0001 GJ/Nm3"),
    ],
)
def test_spellings_of_one_unit_are_one_unit(written: str, same: str) -> None:
    assert parse_unit(written).conversion(parse_unit(same)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tCO2", "tCO2e"),
        ("t{coal}", "t{clinker}"),
        ("t{coal}", "t"),
        ("Nm3", "Sm3"),
        ("Nm3", "m3"),
        ("L", "t"),
        ("kWh{electricity}", "GJ{heat}"),
        ("CNY", "EUR"),
    ],
)
def test_what_only_looks_alike_does_not_convert(one: str, other: str) -> None:
    with pytest.raises(UnitError):
        parse_unit(one).conversion(parse_unit(other))


@given(st.sampled_from([ENERGY, MASS]), st.data())
def test_conversions_round_trip_exactly(family: list[str], data: st.DataObject) -> None:
    one, other = (parse_unit(data.draw(st.sampled_from(family))) for _ in range(2))
    assert one.factor / other.factor * (other.factor / one.factor) == 1
    there, back = one.conversion(other), other.conversion(one)
    assert abs(Fraction(there) * Fraction(back) - 1) < Fraction(1, 10**30)


@given(st.sampled_from([*ENERGY, *MASS]), st.sampled_from(["coal", "天然气", "R410A"]))
def test_a_substance_is_kept_through_its_spelling(unit: str, substance: str) -> None:
    given_unit = parse_unit(unit).of(substance)
    assert parse_unit(given_unit.text) == given_unit
    assert given_unit.plain.converts_to(parse_unit(unit))
    with pytest.raises(UnitError):
        given_unit.conversion(parse_unit(unit).of("another"))


def test_a_factor_counts_per_substance_and_keeps_its_spelling() -> None:
    assert parse_unit("GJ/10^4 Nm3").per("天然气").text == "GJ/10^4 Nm3{天然气}"
    assert parse_unit("tCO2/t").per("焦炭").times(parse_unit("t{焦炭}")).converts_to(parse_unit("tCO2"))
    assert parse_unit("%").per("焦炭").text == "%"
    assert parse_unit("tCO2/t{clinker}").per("cement").text == "tCO2/t{clinker}"


@pytest.mark.parametrize("text", ["", "tone", "t//", "公斤力", "t CO2"])
def test_what_is_no_unit_is_said_so(text: str) -> None:
    with pytest.raises(UnitError):
        parse_unit(text)


def test_a_ton_of_coal_equivalent_is_29_3076_gigajoules() -> None:
    assert parse_unit("tce").conversion(parse_unit("GJ")) == Decimal("29.3076")


def test_a_unit_without_its_power_of_ten_keeps_its_substance() -> None:
    assert parse_unit("10^4 t{clinker}").unscaled == parse_unit("t{clinker}")
    assert parse_unit("万kWh").unscaled == parse_unit("kWh")
