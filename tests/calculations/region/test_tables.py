"""Maps and tables of a region: what a classification brings, what the section says over it, which rows count."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.calculations.compute import compute
from generator.project.load import load_data
from tests.calculations.region.small import ROWS, line, project
from tests.calculations.worked import calculate, write

OWN = """\
id: own
groups: [{id: producing, name: {zh: 生产, en: producing}}]
sectors:
  - {id: industry, name: {zh: 工业, en: industry}, labels: [Industry], groups: [producing]}
  - {id: rural, name: {zh: 农村, en: rural}, labels: [Rural]}
items:
  - {id: coal, name: {zh: 煤, en: coal}, labels: [Coal]}
  - {id: gas, name: {zh: 天然气, en: natural gas}, labels: [Gas]}
"""


def with_classification(folder: Path, text: str, **region: Any) -> Any:
    """Write a workspace with a classification of its own and calculate."""
    root = write(folder, project(classification="own", sectors=[], **region))
    home = folder / "content" / "classifications"
    home.mkdir(parents=True)
    (home / "own.yaml").write_text(text, encoding="utf-8")
    project_read = load_data(root).value
    assert project_read is not None
    return compute(project_read)


def test_a_workspace_may_have_a_classification_of_its_own(tmp_path: Path) -> None:
    outcome = with_classification(tmp_path, OWN, items=[])

    assert outcome.findings == ()
    assert outcome.value["region.group[period=2020,sector=producing]"].value == 12


def test_what_the_section_says_of_an_id_keeps_the_labels_that_came_with_it(tmp_path: Path) -> None:
    items = [{"id": "gas", "name": {"zh": "管道气", "en": "piped gas"}, "category": "waste"}]
    outcome = with_classification(tmp_path, OWN, items=items)

    assert outcome.findings == ()
    assert outcome.value["region.item[period=2020,energy=gas]"].value == 3
    assert outcome.value["region.category[period=2020,category=waste]"].value == 3
    assert "管道气" in outcome.value["region.item[period=2020,energy=gas]"].label.zh


@pytest.mark.parametrize("text", ["sectors: [{name: x}]\nitems: []\n", "sectors: [\n", "groups: []\n"])
def test_a_classification_that_cannot_be_read_is_said(tmp_path: Path, text: str) -> None:
    outcome = with_classification(tmp_path, text, items=[])

    assert "LG300" in {f.rule for f in outcome.findings}
    assert "region.total[period=2020,basis=gross]" in outcome.value.missing


def test_a_table_that_cannot_be_read_leaves_no_total(tmp_path: Path) -> None:
    emissions = {"table": "cells", "item": "nothing", "value": "emission", "source": "某县清单"}
    _, ledger, _ = calculate(tmp_path, project(lines=[line()], emissions=emissions))

    assert "region.line[period=2020,source=clinker]" in ledger.facts
    assert "region.total[period=2020,basis=gross]" in ledger.missing
    assert "region.gas[period=2020,gas=CO2]" in ledger.missing


def test_a_region_without_anything_has_no_total(tmp_path: Path) -> None:
    _, ledger, _ = calculate(tmp_path, project(emissions=None))

    assert "region.total[period=2020,basis=gross]" in ledger.missing
    assert "region.total[period=2020,basis=net]" in ledger.missing


def test_labels_are_told_apart_without_regard_to_case_and_underscores(tmp_path: Path) -> None:
    rows = ROWS.replace("2020,Industry", "2020,INDUSTRY ").replace("2019,Rural", "2019,农村居民")
    _, ledger, findings = calculate(tmp_path, project(rows))

    assert findings == ()
    assert ledger["region.table[period=2020]"].value == 14


def test_several_labels_of_one_sector_add_up_and_are_no_repetition(tmp_path: Path) -> None:
    sectors = [{"id": "all", "name": {"zh": "全部", "en": "all"}, "labels": ["Industry", "Rural"]}]
    _, ledger, findings = calculate(tmp_path, project(sectors=sectors))

    assert findings == ()
    assert ledger["region.sector[period=2020,sector=all]"].value == 14


def test_a_line_counts_the_rows_it_asks_for_and_no_year_with_an_empty_cell(tmp_path: Path) -> None:
    table = {"table": "animals", "value": "heads", "where": {"kind": "猪"}}
    example = project(lines=[line(activity={}, table=table, unit="head")])
    example["project"]["region"]["lines"][0]["factor"]["unit"] = "tCO2/head"
    example["project"]["tables"].append(
        {
            "id": "animals",
            "file": "data/animals.csv",
            "columns": {"year": "year", "kind": "kind"},
            "values": {"heads": {"header": "heads", "unit": "10^4 head"}},
        }
    )
    example["files"]["data/animals.csv"] = "year,kind,heads\n2019,猪,3\n2019,猪,4\n2019,牛,9\n2020,猪,5\n2020,猪,\n"
    _, ledger, findings = calculate(tmp_path, example)

    assert ledger["region.activity[period=2019,source=clinker]"].value == 70000
    assert ledger["region.line[period=2019,source=clinker]"].value == Decimal(35000)
    assert "region.activity[period=2020,source=clinker]" in ledger.missing
    assert [f.rule for f in findings] == ["LG313"]


def test_the_peak_is_the_greatest_year_and_the_earlier_of_two_equal_ones(tmp_path: Path) -> None:
    activity = {"2018": "1 t", "2019": "4 t", "2020": "4 t"}
    example = project(lines=[line(activity=activity)], emissions=None)
    example["project"]["periods"]["reporting"] = [2018, 2019, 2020]
    _, ledger, findings = calculate(tmp_path, example)

    assert findings == ()
    assert ledger["region.peak[basis=gross]"].value == 2
    assert ledger["region.peak_year[basis=gross]"].value == 2019


def test_a_label_goes_before_the_name_of_another_sector_whatever_their_order(tmp_path: Path) -> None:
    industry = {"id": "industry", "name": {"zh": "工业", "en": "industry"}, "labels": ["Industry"]}
    rural = {"id": "rural", "name": {"zh": "农村", "en": "rural"}, "labels": ["Rural", "工业"]}
    for number, sectors in enumerate(([industry, rural], [rural, industry])):
        _, ledger, _ = calculate(
            tmp_path / str(number), project(ROWS.replace("2020,Rural", "2020,工业"), sectors=sectors)
        )
        assert ledger["region.sector[period=2020,sector=rural]"].value == 2


def test_a_net_sink_has_no_rate_of_change_whose_sign_would_be_the_opposite(tmp_path: Path) -> None:
    forest = line(removal=True, category="land-use", activity={"2019": "100 t", "2020": "60 t"})
    product = {"values": {"2019": "10 万CNY", "2020": "10 万CNY"}, "source": "年鉴", "prices": 2019}
    _, ledger, findings = calculate(tmp_path, project(lines=[forest], gdp=product))

    assert findings == ()
    assert ledger["region.change[period=2020,since=2019,basis=net]"].value == 23  # -39 to -16
    rates = ("growth", "change_rate", "average_growth", "per_gdp_change")
    for name in rates:
        assert "net sink" in ledger.missing[f"region.{name}[period=2020,since=2019,basis=net]"].reason.en
    assert ledger["region.growth[period=2020,since=2019,basis=gross]"].value == pytest.approx(Decimal(3) / 11)


def test_a_table_that_cannot_be_read_leaves_no_part_of_its_category(tmp_path: Path) -> None:
    example = project(lines=[line(category="energy"), line(id="waste", category="waste")])
    example["project"]["region"]["emissions"]["gas"] = "XX"
    _, ledger, _ = calculate(tmp_path, example)

    assert "region.category[period=2020,category=energy]" in ledger.missing
    assert "region.energy_co2[period=2020]" in ledger.missing
    assert ledger["region.category[period=2020,category=waste]"].value == 10
