"""What a decomposition refuses, and where it says so."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.base.findings import Finding
from generator.ledger.fact import Mark
from generator.ledger.ledger import Ledger
from generator.project.load import load_data
from tests.calculations.worked import calculate, write

WORKED = Path(__file__).parent / "worked"
TABLE = """\
年份,部门,产值,能耗,排放
2019,工业,10,20,50
2019,农业,5,2,4
2020,工业,12,21,52
2020,农业,6,2,4
"""


def _example(text: str = TABLE, **changes: Any) -> dict[str, Any]:
    spec = {
        "id": "co2",
        "name": "排放",
        "unit": "tCO2",
        "method": "lmdi-1",
        "given": "quantities",
        "chained": True,
        "table": "t",
        "sector": "sector",
        "sectors": [{"id": "industry", "name": "工业"}, {"id": "farming", "name": "农业"}],
        "factors": [
            {"id": "output", "name": "产值", "column": "output"},
            {"id": "energy", "name": "能源强度", "column": "energy"},
            {"id": "carbon", "name": "碳强度", "column": "emission"},
        ],
        **changes,
    }
    table = {
        "id": "t",
        "file": "data/t.csv",
        "columns": {"year": "年份", "sector": "部门"},
        "values": {
            "output": {"header": "产值", "unit": "亿元"},
            "energy": {"header": "能耗", "unit": "tce"},
            "emission": {"header": "排放", "unit": "tCO2"},
        },
    }
    return {"project": {"tables": [table], "drivers": [spec]}, "files": {"data/t.csv": text}}


def _line(folder: Path, finding: Finding) -> str:
    return (folder / finding.position.path).read_text(encoding="utf-8").splitlines()[finding.position.line - 1]


def _told(folder: Path, example: dict[str, Any]) -> tuple[Ledger, list[Finding]]:
    _, ledger, findings = calculate(folder, example)
    return ledger, list(findings)


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        (TABLE.replace("12,21,52", "12,,52"), "LG351", "projects/client/data/t.csv:4"),
        (
            TABLE.replace("2020,农业,6,2,4\n", "2020,农业,6,2,4\n2020,农业,6,2,4\n"),
            "LG351",
            "projects/client/data/t.csv:6",
        ),
        (TABLE.replace("12,21,52", "12,21,-52"), "LG352", "projects/client/data/t.csv:4"),
        (TABLE.replace("12,21,52", "12,0,52"), "LG354", "projects/client/data/t.csv:4"),
        (TABLE.replace("2020,工业", "上年,工业"), "LG355", "projects/client/data/t.csv:4"),
        (TABLE.replace("2020,农业", "2020,林业"), "LG356", "projects/client/data/t.csv:5"),
    ],
)
def test_a_fault_in_the_table_is_told_at_its_cell(text: str, rule: str, place: str, tmp_path: Path) -> None:
    ledger, findings = _told(tmp_path, _example(text))
    found = [f for f in findings if f.rule == rule]
    assert [str(f.position) for f in found] == [place], findings
    assert "drivers.effect[period=2020,since=2019,driver=energy,indicator=co2]" not in ledger.facts or rule == "LG351"


def test_a_missing_number_leaves_the_effects_missing_with_its_reason(tmp_path: Path) -> None:
    ledger, _ = _told(tmp_path, _example(TABLE.replace("12,21,52", "12,,52")))
    gone = ledger.missing["drivers.effect[period=2020,since=2019,driver=energy,indicator=co2]"]
    assert gone.reason.zh == "能源强度缺数据"
    assert "drivers.total[period=2020,indicator=co2]" in ledger.facts


def test_a_gap_in_a_chained_series_is_an_error_unless_it_is_meant(tmp_path: Path) -> None:
    text = TABLE.replace("2020,", "2022,")
    _, findings = _told(tmp_path / "a", _example(text))
    gap = next(f for f in findings if f.rule == "LG353")
    assert gap.position.path.endswith("project.yaml")
    assert "2020, 2021" in gap.message.en
    ledger, findings = _told(tmp_path / "b", _example(text, years=[2019, 2022]))
    assert not findings
    assert "drivers.effect[period=2022,since=2019,driver=energy,indicator=co2]" in ledger.facts


def test_units_that_do_not_make_the_aggregate_are_told_once(tmp_path: Path) -> None:
    ledger, findings = _told(tmp_path, _example(unit="MWh"))
    assert [f.rule for f in findings] == ["LG350"]
    assert findings[0].position.line
    assert "drivers.total" not in ledger.by_id


def test_shares_that_do_not_sum_to_one_are_told_at_their_year(tmp_path: Path) -> None:
    factors = [
        {"id": "output", "name": "产值", "unit": "tCO2", "values": {"2019": 100, "2020": 120}},
        {
            "id": "structure",
            "name": "结构",
            "share": True,
            "sectors": [
                {"sector": "industry", "values": {"2019": "0.6", "2020": "0.6"}},
                {"sector": "farming", "values": {"2019": "0.4", "2020": "0.5"}},
            ],
        },
    ]
    _, findings = _told(tmp_path, _example(given="factors", factors=factors))
    assert [(f.rule, "2020" in f.message.en) for f in findings] == [("LG357", True)]


def test_one_year_alone_has_no_change(tmp_path: Path) -> None:
    _, findings = _told(tmp_path, _example("".join(TABLE.splitlines(keepends=True)[:3])))
    assert [f.rule for f in findings] == ["LG358"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"table": "u"}, "table 'u' does not exist"),
        ({"sector": "branch"}, "column of words 'branch' does not exist"),
        ({"sector": ""}, "no word which column"),
        ({"years": [2020, 2019]}, "years must ascend"),
        ({"factors": [{"id": "a", "name": "a"}, {"id": "b", "name": "b", "column": "output"}]}, "numbers in one place"),
        ({"factors": [{"id": "a", "name": "a", "column": "x"}, {"id": "b", "name": "b", "column": "output"}]}, "'x'"),
    ],
)
def test_what_the_section_says_against_the_file_is_told_when_loading(
    changes: dict[str, Any], said: str, tmp_path: Path
) -> None:
    findings = load_data(write(tmp_path, _example(**changes))).findings
    assert any(said in f.message.en and f.position.line for f in findings), [f.message.en for f in findings]


def test_an_effect_at_the_limit_is_no_more_certain_than_its_numbers(tmp_path: Path) -> None:
    example = _example(TABLE.replace("2020,农业,6,2,4", "2020,农业,0,0,0"))
    example["project"]["tables"][0] |= {"mark": "unconfirmed", "source": "某年鉴"}
    ledger, findings = _told(tmp_path, example)

    assert not findings
    effects = ledger.by_id["drivers.sector_effect"]
    assert any(fact.value == 0 for fact in effects)
    assert {fact.mark for fact in effects} == {Mark.UNCONFIRMED}


REGION = yaml.safe_load((WORKED / "region-facts.yaml").read_text(encoding="utf-8"))


def _regional(index: int, **changes: Any) -> dict[str, Any]:
    """Return the example of a region with one decomposition of it, keys of its last factor replaced."""
    example = copy.deepcopy(REGION)
    spec = example["project"]["drivers"][index]
    spec["factors"][-1] |= changes
    example["project"]["drivers"] = [spec]
    return example


def test_effects_of_a_regions_facts_lead_to_them_and_are_no_more_certain(tmp_path: Path) -> None:
    example = copy.deepcopy(REGION)
    example["calculations"] = ["drivers"]
    ledger, findings = _told(tmp_path, example)

    assert not findings
    assert ledger["drivers.value[period=2020,sector=industry,indicator=sectors]"].inputs == (
        "region.sector[period=2020,sector=mining]",
        "region.sector[period=2020,sector=making]",
    )
    assert ledger["region.energy_co2[period=2020]"].mark is Mark.SECONDARY
    assert {fact.mark for fact in ledger.by_id["drivers.effect"] if fact.context.get("driver") == "carbon"} == {
        Mark.SECONDARY
    }


@pytest.mark.parametrize(
    ("index", "fact", "word"),
    [
        (0, "region.total", "basis"),
        (0, "region.totl[basis=gross]", "no such fact"),
        (0, "inventory.total", "regional inventory"),
        (0, "region.total[bases=gross]", "dimension"),
        (1, "region.energy_co2", "sector"),
    ],
)
def test_facts_that_are_not_there_by_year_and_sub_sector_are_told(
    index: int, fact: str, word: str, tmp_path: Path
) -> None:
    ledger, findings = _told(tmp_path, _regional(index, fact=fact))

    assert [finding.rule for finding in findings] == ["LG359"]
    assert word in findings[0].message.en
    assert f"fact: {fact}" in _line(tmp_path, findings[0])
    assert "drivers.effect" not in ledger.by_id


def test_a_sector_of_the_region_that_is_not_listed_is_told_at_the_factor(tmp_path: Path) -> None:
    example = _regional(1)
    example["project"]["drivers"][0]["sectors"][0]["rows"] = ["making", "工业"]
    _, findings = _told(tmp_path, example)

    assert [finding.rule for finding in findings] == ["LG356"]
    assert "mining" in findings[0].message.en


def test_a_missing_fact_of_the_region_is_no_nought(tmp_path: Path) -> None:
    example = _regional(0)
    del example["project"]["region"]["population"]["values"]["2020"]
    ledger, findings = _told(tmp_path, example)

    assert [finding.rule for finding in findings] == ["LG351"]
    gone = ledger.missing["drivers.effect[period=2020,since=2019,driver=population,indicator=kaya]"]
    assert gone.waits_for == "region.population[period=2020]"


def test_sub_sectors_may_be_those_of_the_regions_facts(tmp_path: Path) -> None:
    example = _regional(0)
    spec = example["project"]["drivers"][0] | {"dimension": "sector"}
    spec["factors"] = [
        {"id": "activity", "name": "总量", "fact": "region.table", "over": "year"},
        {"id": "structure", "name": "结构", "fact": "region.sector"},
    ]
    example["project"]["drivers"] = [spec]
    ledger, findings = _told(tmp_path, example)

    assert not findings
    fact = ledger["drivers.sector_effect[period=2020,since=2019,sector=making,driver=structure,indicator=kaya]"]
    assert "制造业" in fact.label.zh
    assert sum(effect.value for effect in ledger.by_id["drivers.effect"]) == pytest.approx(180000)


def test_the_dimension_of_sub_sectors_is_asked_for(tmp_path: Path) -> None:
    example = _regional(1)
    del example["project"]["drivers"][0]["dimension"]
    loaded = load_data(write(tmp_path, example))

    assert ["dimension" in finding.hint.en for finding in loaded.findings if finding.hint] == [True]
