"""Hunan 1997 to 2019 (CEADs): the sectors add up to the published total in every year.

The file is not the project's to carry; where it is not at hand, these tests are skipped.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.base.findings import Severity
from generator.ledger.ledger import Ledger
from tests.calculations.worked import calculate

FILE = Path(__file__).resolve().parents[4] / "shared" / "domain" / "ceads_hunan_1997_2019.csv"
YEARS = list(range(1997, 2020))

pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="the CEADs file lies beside the repository, not in it")

PROJECT: dict[str, Any] = {
    "periods": {"reporting": YEARS, "current": 2019, "base_year": {"year": 1997, "reason": "序列起点"}},
    "tables": [
        {
            "id": "ceads",
            "file": "data/ceads.csv",
            "columns": {"year": "year", "sector": "sector", "item": "item"},
            "values": {"emission": {"header": "value_MtCO2", "unit": "MtCO2"}},
        }
    ],
    "region": {
        "id": "hunan",
        "name": {"zh": "湖南省", "en": "Hunan"},
        "level": "province",
        "classification": "ceads-provinces",
        "emissions": {
            "table": "ceads",
            "item": "item",
            "value": "emission",
            "totals": {
                "sectors": ["Total Consumption", "Total Emissions", "TotalEmissions"],
                "items": ["Scope_1_Total"],
            },
            "absent": "zero",
            "source": "CEADs: Shan et al. 2016, 2018, 2020; Guan et al. 2021",
        },
        "key_categories": {"by": "sectors"},
    },
}


@pytest.fixture(scope="module")
def hunan(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The ledger of the project with the table."""
    files = {"data/ceads.csv": FILE.read_text(encoding="utf-8-sig")}
    example = {"project": PROJECT, "files": files, "calculations": ["region"]}
    _, ledger, findings = calculate(tmp_path_factory.mktemp("hunan"), example)
    assert [f for f in findings if f.severity is not Severity.NOTE] == []
    return ledger


@pytest.mark.parametrize("year", YEARS)
def test_sectors_and_items_add_up_to_the_published_total(hunan: Ledger, year: int) -> None:
    total = hunan[f"region.table[period={year}]"].value
    stated = hunan[f"region.stated[period={year}]"].value
    items = sum((f.value for f in hunan.by_id["region.item"] if f.context.get("period") == str(year)), Decimal(0))

    assert abs(total - stated) < Decimal("0.000001") * stated
    assert items == total


@pytest.mark.parametrize(
    ("key", "published"),
    [
        ("region.table[period=1997]", "98.003"),
        ("region.table[period=2010]", "262.154"),
        ("region.table[period=2019]", "310.642"),
        ("region.category[period=2019,category=industrial-processes]", "36.147"),
        ("region.item[period=2019,energy=process]", "36.147"),
    ],
)
def test_figures_that_were_published(hunan: Ledger, key: str, published: str) -> None:
    assert (hunan[key].value / 10**6).quantize(Decimal("0.001")) == Decimal(published)


def test_industries_and_households_are_the_whole(hunan: Ledger) -> None:
    parts = [
        hunan[f"region.group[period=2019,sector={name}]"].value
        for name in ("primary", "secondary", "tertiary", "households")
    ]

    assert sum(parts) == hunan["region.table[period=2019]"].value


def test_key_categories_rank_every_sector_and_end_at_the_whole(hunan: Ledger) -> None:
    ranks = {f.context.get("sector"): f.value for f in hunan.by_id["region.key_level_rank"]}
    cumulative = {f.context.get("sector"): f.value for f in hunan.by_id["region.key_level_cumulative"]}
    last = max(ranks, key=lambda name: ranks[name])

    assert sorted(ranks.values()) == [Decimal(n) for n in range(1, len(ranks) + 1)]
    assert abs(cumulative[last] - 1) < Decimal("1e-25")
    largest = max((f for f in hunan.by_id["region.sector"] if f.context.get("period") == "2019"), key=lambda f: f.value)
    assert ranks[largest.context.get("sector")] == 1
