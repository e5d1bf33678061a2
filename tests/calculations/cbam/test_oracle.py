"""The calculation against the engine of opencbam, which shares the tables with it and none of the formulas."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from opencbam import assess_good
from opencbam.engine.attribution import attribute
from opencbam.engine.reference import Route
from opencbam.engine.see import compute_see
from opencbam.engine.types import (
    CombustionStream,
    DataSource,
    ElectricityFlow,
    HeatFlow,
    MassBalanceStream,
    N2OStream,
    PrecursorInput,
    ProcessStream,
    ProductionProcess,
    Sector,
)

from generator.ledger.context import Context, spell_key
from generator.ledger.ledger import Ledger
from tests.calculations.worked import calculate

PRICE = {"value": 75.36, "unit": "EUR/tCO2e", "source": "算例设定", "mark": "unconfirmed"}
PRICES = [{"id": "p", "name": "价", "years": {str(y): PRICE for y in range(2026, 2036)}}]
CASES = [
    ("72071111", "China", 2026, "120", None, Sector.IRON_STEEL),
    ("7208", "India", 2027, "5000.5", None, Sector.IRON_STEEL),
    ("72142000", "Türkiye", 2028, "60", None, Sector.IRON_STEEL),
    ("7601", "China", 2030, "333", None, Sector.ALUMINIUM),
    ("25231000", "China", 2026, "88.8", "A", Sector.CEMENT),
    ("25231000", "Egypt", 2033, "1000", "B", Sector.CEMENT),
    ("25232900", "Vietnam", 2026, "70", "A", Sector.CEMENT),
    ("28080000", "Egypt", 2026, "400", None, Sector.FERTILISERS),
    ("31021019", "China", 2027, "90", None, Sector.FERTILISERS),
    ("26011200", "Brazil", 2026, "10000", None, Sector.IRON_STEEL),
    ("73181500", "Chad", 2034, "51", None, Sector.IRON_STEEL),
    ("28041000", "China", 2026, "5", None, Sector.HYDROGEN),
]


def _value(ledger: Ledger, fact_id: str, **context: object) -> Decimal:
    return ledger.facts[spell_key(fact_id, Context.of(**context))].value


def _of(ledger: Ledger, year: int) -> dict[str, Decimal]:
    at: dict[str, object] = {"product": "g", "period": year}
    return {
        "embedded": _value(ledger, "cbam.embedded", **at),
        "free": _value(ledger, "cbam.free_allocation", **at),
        "paid": _value(ledger, "cbam.paid_emissions", **at, scenario="p", basis="default"),
        "due": _value(ledger, "cbam.certificates", **at, scenario="p"),
        "cost": _value(ledger, "cbam.cost", **at, scenario="p"),
    }


@pytest.mark.parametrize(("cn", "country", "year", "mass", "route", "sector"), CASES)
def test_default_values(
    cn: str, country: str, year: int, mass: str, route: str | None, sector: Sector, tmp_path: Path
) -> None:
    """Default values, free allocation, a carbon price paid, certificates and cost agree."""
    good: dict[str, Any] = {"id": "g", "name": "货物", "cn": cn, "country": country, "year": year, "importer": "i"}
    good |= {"mass": f"{mass} t", "clinker": f"{mass} t"} | ({"route": route} if route else {})
    good["carbon_price"] = {"value": 11, "unit": "EUR/tCO2e", "source": "凭证", "mark": "confirmed"}
    section = {"importers": [{"id": "i", "name": "进口商"}], "goods": [good], "prices": PRICES}
    _, ledger, _ = calculate(tmp_path, {"project": {"cbam": section}})
    theirs = assess_good(
        cn_code=cn,
        country=country,
        mass=Decimal(mass),
        year=year,
        data_source=DataSource.DEFAULT,
        sector=sector,
        certificate_price=Decimal("75.36"),
        route=Route(route) if route else None,
        functional_unit_mass=Decimal(mass),
        carbon_price_paid_per_tonne=Decimal(11),
    )
    ours = _of(ledger, year)
    assert ours["embedded"] == theirs.embedded_emissions
    assert ours["free"] == theirs.free_allocation
    assert abs(ours["paid"] - theirs.carbon_price_covered) < Decimal("1e-15")
    assert ours["due"].quantize(Decimal("0.001")) == theirs.certificates_due.quantize(Decimal("0.001"))
    assert abs(ours["cost"] - theirs.liability_eur) <= Decimal("0.05")


def _f(value: str, unit: str) -> dict[str, Any]:
    return {"value": float(value), "unit": unit, "source": "化验", "mark": "confirmed"}


def test_a_process_with_precursors(tmp_path: Path) -> None:
    """Attribution and specific embedded emissions of a process with every kind of stream agree."""
    process = {
        "id": "p",
        "name": "过程",
        "year": 2026,
        "cn": "31021019",
        "output": "40000 t",
        "streams": [
            {"id": "gas", "name": "天然气", "kind": "combustion", "quantity": "9000 t", "ncv": _f("0.048", "TJ/t"),
             "factor": _f("56.1", "tCO2/TJ"), "conversion": _f("0.995", "1"), "biomass": _f("0.1", "1")},
            {"id": "stone", "name": "石灰石", "kind": "process", "quantity": "700 t", "factor": _f("0.44", "tCO2/t")},
            {"id": "in", "name": "进料", "kind": "mass-balance", "quantity": "3000 t", "carbon": _f("0.8", "tC/t")},
            {"id": "out", "name": "出料", "kind": "mass-balance", "quantity": "-1000 t", "carbon": _f("0.2", "tC/t")},
            {"id": "n2o", "name": "氧化亚氮", "kind": "gas", "quantity": "3.5 t{N2O}"},
        ],
        "flows": [
            {"id": "in", "name": "购汽", "kind": "heat-import", "quantity": "12 TJ", "factor": _f("60", "tCO2/TJ")},
            {"id": "power", "name": "自发电", "kind": "electricity-export", "quantity": "800 MWh",
             "factor": _f("0.5", "tCO2/MWh")},
        ],
        "electricity": "5000 MWh",
        "electricity_factor": _f("0.58", "tCO2/MWh"),
        "precursors": [
            {"id": "acid", "mass": "2000 t", "cn": "28080000", "direct": _f("1.1", "tCO2e/t"),
             "indirect": _f("0.05", "tCO2e/t"), "free_allocation": _f("0.5", "tCO2e/t")},
            {"id": "eu", "mass": "500 t", "eu_origin": True},
        ],
    }  # fmt: skip
    works = {"id": "w", "name": "厂", "supplier": "s", "country": "China", "verified": True, "processes": [process]}
    section = {"suppliers": [{"id": "s", "name": "供应商"}], "installations": [works]}
    _, ledger, findings = calculate(tmp_path, {"project": {"cbam": section}})
    assert not findings
    theirs = ProductionProcess(
        sector=Sector.FERTILISERS,
        activity_level=Decimal(40000),
        combustion=[
            CombustionStream(
                fuel_quantity=Decimal(9000),
                ncv=Decimal("0.048"),
                emission_factor=Decimal("56.1"),
                oxidation_factor=Decimal("0.995"),
                biomass_fraction=Decimal("0.1"),
            )
        ],
        process=[ProcessStream(activity_data=Decimal(700), emission_factor=Decimal("0.44"))],
        mass_balance=[
            MassBalanceStream(activity_data=Decimal(3000), carbon_content=Decimal("0.8")),
            MassBalanceStream(activity_data=Decimal(-1000), carbon_content=Decimal("0.2")),
        ],
        n2o=[N2OStream(tonnes_n2o=Decimal("3.5"))],
        heat_imported=[HeatFlow(tj=Decimal(12), emission_factor=Decimal(60))],
        electricity_produced=[ElectricityFlow(mwh=Decimal(800), emission_factor=Decimal("0.5"))],
        electricity_consumed=[ElectricityFlow(mwh=Decimal(5000), emission_factor=Decimal("0.58"))],
        precursors=[
            PrecursorInput(mass=Decimal(2000), see_direct=Decimal("1.1"), see_indirect=Decimal("0.05")),
            PrecursorInput(mass=Decimal(500), see_direct=Decimal(9), see_indirect=Decimal(9), eu_origin=True),
        ],
    )
    attributed = attribute(theirs)
    specific = compute_see(theirs, attributed)
    at: dict[str, object] = {"process": "p", "period": 2026}
    assert _value(ledger, "cbam.direct_attributed", **at) == attributed.direct
    assert _value(ledger, "cbam.indirect_attributed", **at) == attributed.indirect
    assert abs(_value(ledger, "cbam.see_direct", **at) - specific.see_direct) < Decimal("1e-24")
    assert abs(_value(ledger, "cbam.see_indirect", **at) - specific.see_indirect) < Decimal("1e-24")
