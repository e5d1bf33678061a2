"""Under equity share the path starts from the company's part of the electricity, as its emissions do."""

from __future__ import annotations

from decimal import Decimal

from small_system import measure, pathway

from generator.calculations.compute import compute
from tests.calculations.building import SITE, Row, document, project, source


def test_the_mean_factor_of_two_sites_weighs_the_companys_part() -> None:
    """Checked by hand: 1,000 MWh at 0.49, whole, and half of 1,000 MWh at 0.5752: 777.6 t over 1,500 MWh = 0.5184."""
    branch = {**SITE, "id": "branch", "region": "江西", "share": 50}
    sources = [
        source("main", "purchased-electricity", "MWh"),
        source("second", "purchased-electricity", "MWh", site="branch"),
    ]
    plan = pathway([measure("saving", sources=["main"], reduction="10 MWh")])
    data = document(
        boundary={"consolidation": "equity-share", "sites": [{**SITE, "share": 100}, branch]},
        criteria={**document()["criteria"], "electricity_year": 2022},
        sources=sources,
        pathway={**plan, "to": 2026},
    )
    rows: list[Row] = [("main", "2023", "1000", "MWh"), ("second", "2023", "1000", "MWh")]
    ledger = compute(project(data, rows)).value
    assert ledger is not None
    assert ledger["inventory.scope12[period=2023,basis=location]"].value == Decimal("777.6")
    for period in (2023, 2024, 2026):
        assert ledger[f"grid.factor[period={period},scenario=bau]"].value == Decimal("0.5184")
