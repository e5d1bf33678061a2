"""What is wrong in the input of a region is said at its place, and no total is made up over it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.base.findings import Finding, Severity
from generator.ledger.fact import Mark
from generator.ledger.ledger import Ledger
from generator.project.load import load_data
from tests.calculations.region.small import PROJECT, ROWS, line, project
from tests.calculations.worked import calculate, write

CSV = "projects/client/data/cells.csv"
YAML = "projects/client/project.yaml"


def run(folder: Path, example: dict[str, Any], rule: str) -> tuple[Ledger, Finding]:
    """Calculate, and return the one finding of a rule."""
    _, ledger, findings = calculate(folder, example)
    found = [f for f in findings if f.rule == rule]
    assert len(found) == 1, [f"{f.rule} {f.position} {f.message.en}" for f in findings]
    return ledger, found[0]


def written_at(folder: Path, finding: Finding) -> str:
    """Return the line of the file that a finding names."""
    return (folder / finding.position.path).read_text(encoding="utf-8").splitlines()[finding.position.line - 1]


def changed(old: str, new: str) -> str:
    assert old in ROWS
    return ROWS.replace(old, new)


# ------------------------------------------------------------------------------------------------- the table


def test_an_unknown_sector_is_said_with_the_nearest_and_opens_its_year(tmp_path: Path) -> None:
    ledger, told = run(tmp_path, project(changed("2020,Rural", "2020,Rurel")), "LG301")

    assert (told.position.path, told.position.line, told.position.cell) == (CSV, 7, "B7")
    assert told.hint is not None
    assert "'Rural'" in told.hint.en
    assert told.severity is Severity.ERROR
    assert "region.table[period=2020]" in ledger.missing
    assert "region.item[period=2020,energy=coal]" in ledger.missing
    assert ledger["region.table[period=2019]"].value == 11


def test_an_unknown_item_is_said(tmp_path: Path) -> None:
    ledger, told = run(tmp_path, project(changed("2019,Rural,Coal", "2019,Rural,Peat")), "LG301")

    assert (told.position.line, told.position.cell) == (4, "C4")
    assert "region.table[period=2019]" in ledger.missing


def test_an_unknown_column_of_a_wide_table_is_said_where_the_project_names_it(tmp_path: Path) -> None:
    example = project("year,sector,coal,peat\n2019,Industry,8,1\n2020,Industry,8,1\n")
    example["project"]["tables"][0] |= {
        "columns": {"year": "year", "sector": "sector"},
        "values": {"coal": {"header": "coal", "unit": "tCO2"}, "peat": {"header": "peat", "unit": "tCO2"}},
    }
    example["project"]["region"]["emissions"] = {"table": "cells", "source": "某县清单"}
    _, told = run(tmp_path, example, "LG301")

    assert told.position.path == YAML
    assert "peat" in written_at(tmp_path, told)


def test_a_sector_twice_in_a_year_is_said_with_both_places(tmp_path: Path) -> None:
    ledger, told = run(tmp_path, project(ROWS + "2020,Rural,Coal,2\n"), "LG302")

    assert told.position.line == 8
    assert [place.line for place in told.related] == [7]
    assert "region.sector[period=2020,sector=rural]" in ledger.missing
    assert "region.table[period=2020]" in ledger.missing


def test_a_negative_cell_is_refused(tmp_path: Path) -> None:
    ledger, told = run(tmp_path, project(changed("2019,Industry,Gas,2", "2019,Industry,Gas,-2")), "LG306")

    assert (told.position.line, told.position.cell) == (3, "D3")
    assert "region.sector[period=2019,sector=industry]" in ledger.missing


def test_an_empty_cell_is_missing_unless_absent_means_nought(tmp_path: Path) -> None:
    rows = changed("2019,Industry,Gas,2", "2019,Industry,Gas,")
    ledger, told = run(tmp_path / "a", project(rows), "LG305")
    assert told.position.line == 3
    assert "region.table[period=2019]" in ledger.missing

    emissions = {**PROJECT["region"]["emissions"], "absent": "zero"}
    _, ledger, findings = calculate(tmp_path / "b", project(rows, emissions=emissions))
    assert findings == ()
    assert ledger["region.table[period=2019]"].value == 9


def test_a_gap_opens_the_year_unless_absent_means_nought(tmp_path: Path) -> None:
    rows = changed("2020,Rural,Coal,2\n", "")
    ledger, told = run(tmp_path / "a", project(rows), "LG304")
    assert told.severity is Severity.WARNING
    assert "2020" in told.message.en
    assert "region.table[period=2020]" in ledger.missing
    assert "region.sector[period=2020,sector=rural]" in ledger.missing
    assert ledger["region.sector[period=2020,sector=industry]"].value == 12

    emissions = {**PROJECT["region"]["emissions"], "absent": "zero"}
    ledger, told = run(tmp_path / "b", project(rows, emissions=emissions), "LG304")
    assert told.severity is Severity.NOTE
    assert ledger["region.table[period=2020]"].value == 12
    assert ledger["region.sector[period=2020,sector=rural]"].value == 0


def test_an_item_that_a_sector_has_in_some_years_alone_is_no_nought(tmp_path: Path) -> None:
    rows = changed("2020,Industry,Gas,3\n", "")
    ledger, told = run(tmp_path / "missing", project(rows), "LG304")

    assert "'gas'" in told.message.en
    assert "2020" in told.message.en
    assert {
        "region.sector[period=2020,sector=industry]",
        "region.item[period=2020,energy=gas]",
        "region.table[period=2020]",
    } <= set(ledger.missing)
    assert ledger["region.sector[period=2020,sector=rural]"].value == 2

    zero = project(rows, emissions={**PROJECT["region"]["emissions"], "absent": "zero"})
    zero["project"]["tables"][0]["mark"] = "unconfirmed"
    _, ledger, findings = calculate(tmp_path / "zero", zero)

    assert findings == ()
    assert ledger["region.table[period=2020]"].value == 11
    fact = ledger["region.item[period=2020,energy=gas]"]
    assert (fact.value, fact.mark) == (0, Mark.UNCONFIRMED)


def test_a_sector_with_an_unknown_item_is_not_the_sum_of_the_others(tmp_path: Path) -> None:
    ledger, _ = run(tmp_path, project(changed("2019,Industry,Gas", "2019,Industry,Peat")), "LG301")

    assert "region.sector[period=2019,sector=industry]" in ledger.missing
    assert ledger["region.sector[period=2020,sector=industry]"].value == 12


def test_rows_of_other_years_are_not_counted(tmp_path: Path) -> None:
    ledger, told = run(tmp_path, project(ROWS + "2018,Rural,Coal,5\n"), "LG307")

    assert (told.position.line, told.position.cell) == (8, "A8")
    assert ledger["region.table[period=2019]"].value == 11


def test_a_total_that_is_mapped_as_a_sector_is_found_by_its_numbers(tmp_path: Path) -> None:
    sectors = [{"id": name, "name": {"zh": f"部门{name}", "en": name}} for name in ("a", "b", "c", "whole")]
    rows = "year,sector,item,emission\n" + "".join(
        f"{year},{name},Coal,{value}\n"
        for year in (2019, 2020)
        for name, value in (("a", 1), ("b", 2), ("c", 4), ("whole", 7))
    )
    _, told = run(tmp_path, project(rows, sectors=sectors), "LG303")

    assert told.position.line == 5
    assert "'whole'" in told.message.en


def test_a_stated_total_that_its_cells_do_not_meet_is_said_at_its_cell(tmp_path: Path) -> None:
    rows = ROWS + "2019,Industry,All items,10.5\n2019,All sectors,All items,11\n2019,All sectors,Coal,9\n"
    ledger, told = run(tmp_path, project(rows), "LG308")

    assert (told.position.line, told.position.cell) == (8, "D8")
    assert ledger["region.stated_difference[period=2019]"].value == 0


def test_a_published_total_beyond_the_tolerance_is_said(tmp_path: Path) -> None:
    published = {
        "id": "report",
        "name": {"zh": "公报", "en": "report"},
        "of": "table",
        "year": 2020,
        "value": "13 tCO2",
        "source": "某县公报",
        "tolerance": 5,
    }
    ledger, told = run(tmp_path, project(published=[published]), "LG309")

    assert "13 tCO2" in written_at(tmp_path, told)
    assert ledger["region.published_difference[period=2020,source=report]"].value == 1


def test_a_classification_that_is_not_there_is_said_with_those_that_are(tmp_path: Path) -> None:
    _, told = run(tmp_path, project(classification="ceads-province"), "LG300")

    assert told.hint is not None
    assert "ceads-provinces" in told.hint.en
    assert "classification" in written_at(tmp_path, told)


# --------------------------------------------------------------------------------------------------- factors


def consumption(**item: Any) -> dict[str, Any]:
    items = [
        {"id": "coal", "name": {"zh": "煤", "en": "coal"}, "labels": ["Coal"], "fuel": "烟煤"},
        {"id": "gas", "name": {"zh": "天然气", "en": "natural gas"}, "labels": ["Gas"], **item},
    ]
    cells = {**PROJECT["region"]["emissions"]}
    example = project(items=items, consumption=cells, emissions=None)
    example["project"]["tables"][0]["values"]["emission"]["unit"] = "t"
    return example


def test_a_unit_that_does_not_convert_is_said_and_the_item_is_missing(tmp_path: Path) -> None:
    ledger, told = run(tmp_path, consumption(fuel="天然气"), "LG310")

    assert "fuel: 天然气" in written_at(tmp_path, told)
    assert "region.item_factor[energy=gas]" in ledger.missing
    assert "region.item[period=2019,energy=gas]" in ledger.missing
    assert "region.sector[period=2019,sector=industry]" in ledger.missing
    assert "region.item[period=2019,energy=coal]" in ledger.facts


def test_an_item_without_fuel_is_said_and_electricity_needs_none(tmp_path: Path) -> None:
    _, told = run(tmp_path / "a", consumption(), "LG312")
    assert told.position.path.endswith("project.yaml")

    _, ledger, findings = calculate(tmp_path / "b", consumption(carrier="electricity"))
    assert findings == ()
    assert "region.sector[period=2019,sector=industry]" in ledger.facts


def test_a_fuel_that_the_set_does_not_have_is_said(tmp_path: Path) -> None:
    _, _, findings = calculate(tmp_path, consumption(fuel="竹炭"))

    assert {f.rule for f in findings} == {"LG014"}
    assert all("竹炭" in written_at(tmp_path, told) for told in findings)


@pytest.mark.parametrize(
    ("factor", "key"),
    [
        ({"set": "cn-electricity", "item": "electricity", "property": "province", "region": "湖南", "year": 2019,
          "purpose": "location"}, "year: 2019"),
        ({"set": "cn-electricity", "item": "electricity", "property": "national", "year": 2022, "purpose": "steel"},
         "year: 2022"),
    ],
    ids=["year", "purpose"],
)  # fmt: skip
def test_a_factor_of_another_year_or_purpose_is_never_taken(tmp_path: Path, factor: dict[str, Any], key: str) -> None:
    lines = [line(unit="MWh", activity={"2019": "1 MWh", "2020": "1 MWh"}, factor=factor)]
    ledger, told = run(tmp_path, project(lines=lines), "LG014")

    assert key in written_at(tmp_path, told)
    assert told.hint is not None
    assert "2022" in told.hint.en
    assert "region.line[period=2019,source=clinker]" in ledger.missing
    assert "region.total[period=2019,basis=gross]" in ledger.missing


def test_two_figures_that_fit_are_said(tmp_path: Path) -> None:
    lines = [line(unit="ha", gas="CH4", activity={"2019": "1 ha", "2020": "1 ha"})]
    lines[0]["factor"] = "cn-provincial-agriculture/单季稻"
    _, told = run(tmp_path, project(lines=lines), "LG015")

    assert told.hint is not None
    assert "中南华南" in told.hint.en


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"gas": "CH4"}, "LG311"),
        ({"unit": "m3", "activity": {"2019": "1 m3", "2020": "1 m3"}}, "LG310"),
        ({"unit": "t{cement}", "activity": {"2019": "1 t{cement}", "2020": "1 t{cement}"},
          "factor": {"value": 1, "unit": "tCO2/t{clinker}", "source": "算例", "mark": "confirmed"}}, "LG310"),
        ({"gas": "CO3", "factor": {"value": 1, "unit": "t{CO3}/t", "source": "算例", "mark": "confirmed"}}, "LG311"),
    ],
    ids=["gas", "volume", "substance", "no-gwp"],
)  # fmt: skip
def test_a_factor_that_does_not_go_with_its_line_is_said(tmp_path: Path, change: dict[str, Any], rule: str) -> None:
    ledger, told = run(tmp_path, project(lines=[line(**change)]), rule)

    assert told.position.path == YAML
    assert "region.category[period=2019,category=industrial-processes]" in ledger.missing
    assert "region.category[period=2019,category=energy]" in ledger.facts


def test_a_line_without_activity_in_a_year_opens_its_category_there(tmp_path: Path) -> None:
    ledger, told = run(tmp_path, project(lines=[line(activity={"2019": "10 t"})]), "LG313")

    assert "2020" in told.message.en
    assert "region.total[period=2020,basis=gross]" in ledger.missing
    assert ledger["region.total[period=2019,basis=gross]"].value == 16


def test_a_negative_activity_is_refused(tmp_path: Path) -> None:
    ledger, told = run(tmp_path, project(lines=[line(activity={"2019": "-1 t", "2020": "1 t"})]), "LG215")

    assert "-1 t" in written_at(tmp_path, told)
    assert "region.line[period=2019,source=clinker]" in ledger.missing


def test_a_negative_activity_in_a_table_is_refused_at_its_cell(tmp_path: Path) -> None:
    example = project(lines=[line(activity={}, table={"table": "kiln", "value": "amount"})])
    values = {"amount": {"header": "amount", "unit": "t"}}
    example["project"]["tables"].append(
        {"id": "kiln", "file": "data/kiln.csv", "columns": {"year": "year"}, "values": values}
    )
    example["files"]["data/kiln.csv"] = "year,amount\n2019,5\n2020,-5\n"
    ledger, told = run(tmp_path, example, "LG215")

    assert (told.position.line, told.position.cell) == (3, "B3")
    assert "region.line[period=2020,source=clinker]" in ledger.missing
    assert ledger["region.line[period=2019,source=clinker]"].value == Decimal("2.5")


BELOW: dict[str, dict[str, Any]] = {
    "emission": {"factor": {"value": -0.5, "unit": "tCO2/t", "source": "算例", "mark": "confirmed"}},
    "removal": {
        "removal": True,
        "factor": {"value": -0.5, "unit": "tCO2/t", "source": "算例", "mark": "confirmed"},
    },
    "part": {
        "factor": [
            {"value": 0.5, "unit": "tCO2/t", "source": "算例", "mark": "confirmed"},
            {"value": -1, "unit": "1", "source": "算例", "mark": "confirmed"},
        ]
    },
}


@pytest.mark.parametrize("case", BELOW)
def test_a_factor_below_nought_nets_nothing_silently(tmp_path: Path, case: str) -> None:
    ledger, told = run(tmp_path, project(lines=[line(**BELOW[case])]), "LG317")

    assert told.severity is Severity.ERROR
    assert "-" in written_at(tmp_path, told)
    assert "region.factor[source=clinker]" in ledger.missing
    assert "region.total[period=2020,basis=net]" in ledger.missing


def test_more_non_fossil_than_primary_energy_is_said(tmp_path: Path) -> None:
    primary = {"values": {"2019": "10 tce", "2020": "10 tce"}, "source": "年鉴"}
    other = {"values": {"2019": "2 tce", "2020": "11 tce"}, "source": "年鉴"}
    _, told = run(tmp_path, project(primary_energy=primary, non_fossil_energy=other), "LG318")

    assert "11 tce" in written_at(tmp_path, told)


def exchange(**keys: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": "import",
        "name": {"zh": "区外来电", "en": "imports"},
        "direction": "import",
        "quantity": {"2019": "1 GWh", "2020": "1 GWh"},
        "factor": {"level": "province", "region": "湖南", "year": 2022},
    }
    return {**made, **keys}


def test_a_grid_factor_of_another_year_is_said(tmp_path: Path) -> None:
    ledger, told = run(tmp_path, project(electricity=[exchange()]), "LG314")

    assert "year: 2022" in written_at(tmp_path, told)
    assert ledger["region.electricity[period=2019]"].value == 490


def test_a_grid_factor_in_another_unit_is_refused(tmp_path: Path) -> None:
    factor = {"value": 0.5, "unit": "tCO2/t", "source": "算例", "mark": "confirmed"}
    _, ledger, findings = calculate(tmp_path, project(electricity=[exchange(factor=factor)]))

    assert {f.rule for f in findings} == {"LG310"}
    assert "region.total[period=2019,basis=with-electricity]" in ledger.missing
    assert "region.total[period=2019,basis=gross]" in ledger.facts


def test_a_category_without_uncertainty_is_said_where_others_have_it(tmp_path: Path) -> None:
    lines = [line(uncertainty={"activity": 5, "factor": 5})]
    _, ledger, findings = calculate(tmp_path, project(lines=lines))

    assert [f.rule for f in findings] == ["LG315", "LG315"]
    assert "region.uncertainty_total[period=2019]" in ledger.missing


def test_current_prices_give_intensities_but_no_change_of_them(tmp_path: Path) -> None:
    gdp = {"prices": "current", "values": {"2019": "1 亿元", "2020": "2 亿元"}, "source": "某县统计年鉴"}
    ledger, told = run(tmp_path, project(gdp=gdp), "LG316")

    assert "current" in written_at(tmp_path, told)
    assert "region.per_gdp[period=2020,basis=gross]" in ledger.facts
    assert "region.per_gdp_change[period=2020,since=2019,basis=gross]" in ledger.missing


def test_a_population_in_another_unit_is_refused(tmp_path: Path) -> None:
    population = {"values": {"2019": "1 万t", "2020": "2 万person"}, "source": "某县统计年鉴"}
    ledger, told = run(tmp_path, project(population=population), "LG208")

    assert "1 万t" in written_at(tmp_path, told)
    assert "region.per_head[period=2019,basis=gross]" in ledger.missing


# --------------------------------------------------------------------------------------- the section itself


def _sector(name: str, *labels: str) -> dict[str, Any]:
    return {"id": name, "name": name, "labels": list(labels)}


CONTRADICTIONS: dict[str, tuple[dict[str, Any], str, str]] = {
    "label twice": ({"sectors": [_sector("a", "Industry"), _sector("b", "Industry")]}, "LG340", "Industry"),
    "label twice in other letters": (
        {"sectors": [_sector("a", "Raw Coal"), _sector("b", "raw_coal")]},
        "LG340",
        "raw_coal",
    ),
    "sector twice": ({"sectors": [_sector("a", "Industry"), _sector("a", "Rural")]}, "LG340", "a"),
    "total as sector": ({"sectors": [_sector("a", "Total Consumption")]}, "LG341", "Total Consumption"),
    "total in Chinese": ({"sectors": [_sector("a", "能源消费总量")]}, "LG341", "能源消费总量"),
    "unknown group": ({"sectors": [{**_sector("a", "Industry"), "groups": ["secundary"]}]}, "IN", "secundary"),
    "both tables": ({"consumption": PROJECT["region"]["emissions"]}, "LG342", "table: cells"),
    "unknown table": ({"emissions": {"table": "cell", "source": "x"}}, "IN", "table: cell"),
    "unknown column": (
        {"emissions": {"table": "cells", "item": "items", "value": "emission", "source": "x"}},
        "IN",
        "item: items",
    ),
    "no activity": ({"lines": [line(activity={})]}, "LG343", ""),
    "year of activity": ({"lines": [line(activity={"2021": "1 t"})]}, "LG343", "2021"),
    "year of key categories": ({"key_categories": {"base": 2001}}, "LG343", "2001"),
}


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_a_contradiction_is_said_when_the_project_is_loaded(tmp_path: Path, case: str) -> None:
    change, rule, written = CONTRADICTIONS[case]
    loaded = load_data(write(tmp_path, project(**change)))
    found = [f for f in loaded.findings if f.rule.startswith(rule)]

    assert len(found) == 1, [f"{f.rule} {f.position} {f.message.en}" for f in loaded.findings]
    assert written in written_at(tmp_path, found[0])
    assert found[0].hint is not None


@pytest.mark.parametrize(
    ("factor", "lacking"),
    [({"value": 0.5, "unit": "tCO2/t", "mark": "secondary"}, "source"), ({"set": "cn-provincial-waste"}, "item")],
    ids=["own", "named"],
)
def test_a_factor_with_a_part_left_out_is_told_of_that_part_alone(
    tmp_path: Path, factor: dict[str, Any], lacking: str
) -> None:
    loaded = load_data(write(tmp_path, project(lines=[line(factor=factor)])))

    assert [f.message.en.split()[0] for f in loaded.findings] == [lacking]
