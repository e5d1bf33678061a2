"""Bad input of a factory: each fault is told at its line, and a missing value is never nought."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.calculations.factory.small_factory import YEAR, indicator, scoring, zero_carbon
from tests.calculations.told import told
from tests.calculations.worked import calculate

ONE = indicator("one")
TOTAL = "factory.score_total[period=2023]"


@pytest.mark.parametrize(
    ("example", "rule", "line"),
    [
        (scoring(ONE, indicator("two", weight=49)), "LG460", "- id: one"),
        (scoring(ONE, indicator("two", leading=20)), "LG461", "leading: 20"),
        (scoring(ONE, indicator("two", direction="lower")), "LG461", "leading: 60"),
        (scoring(ONE, indicator("two", base=None)), "LG461", "leading: 60"),
        (scoring(ONE, indicator("two", base=-5)), "LG462", "base: -5"),
        (scoring(ONE, indicator("two", value=None)), "LG463", "- id: two"),
        (scoring(ONE, indicator("two", value=None, fact="energy.total[period=2023]")), "LG463", "fact: energy.total"),
        (scoring(ONE, indicator("two", value=None, not_applicable="没有工业废气")), "LG464", "- id: two"),
        (scoring(ONE, indicator("two", kind="qualitative", achieved="50 %")), "LG465", "- id: one"),
        (scoring(ONE, indicator("two"), at_base=10, below_base=20), "IN023", "below_base: 20"),
        (scoring(ONE, indicator("two"), table="scores"), "IN031", "table: scores"),
        (zero_carbon(non_fossil="13000 tce"), "LG468", "non_fossil: 13000 tce"),
        (zero_carbon(traced="31 GWh"), "LG468", "traced: 31 GWh"),
        (zero_carbon(energy=None), "LG469", "- year: 2023"),
        (zero_carbon(energy=None), "LG467", "years:"),
        (zero_carbon(emission="5 t"), "LG208", "emission: 5 t"),
        (zero_carbon(traced="-1 GWh"), "LG215", "traced: -1 GWh"),
    ],
)
def test_a_fault_is_told_at_its_line(tmp_path: Path, example: dict[str, Any], rule: str, line: str) -> None:
    lines = told(tmp_path, example)
    assert any(one.startswith(line) for one in lines.get(rule, [])), lines


def test_years_ascend(tmp_path: Path) -> None:
    example = zero_carbon()
    example["project"]["factory"]["zero_carbon"]["years"] = [YEAR, YEAR]
    assert "IN032" in told(tmp_path, example)


def test_a_row_that_does_not_fit_is_told_at_its_cell(tmp_path: Path) -> None:
    example = scoring(table="scores", full=100)
    example["files"] = {
        "data/s.csv": "指标,名称,维度,方向,单位,权重,基准值,引领值,指标值\n"
        "a,可再生能源利用率,energy,higher,%,60,18,55,45\n"
        "b,容积率,site,higher,1,40,0.6,1.2,0.9\n"
        "c,取水强度,resource,lower,m3/t,40,6,2.5,4.25\n"
    }
    words = {"indicator": "指标", "name": "名称", "dimension": "维度", "direction": "方向", "unit": "单位"}
    numbers = {"weight": "权重", "base": "基准值", "leading": "引领值", "value": "指标值"}
    example["project"]["tables"] = [
        {
            "id": "scores",
            "file": "data/s.csv",
            "columns": words,
            "values": {key: {"header": header, "unit": "1"} for key, header in numbers.items()},
        }
    ]
    assert told(tmp_path / "a", example) == {"LG466": ["b,容积率,site,higher,1,40,0.6,1.2,0.9"]}
    _, ledger, _ = calculate(tmp_path / "b", example)
    assert ledger["factory.score[period=2023,indicator=c]"].value == Decimal(20)


def test_weights_that_do_not_sum_leave_no_score(tmp_path: Path) -> None:
    _, ledger, _ = calculate(tmp_path, scoring(ONE, indicator("two", weight=49)))
    assert TOTAL not in ledger.facts
    assert "factory.score[period=2023,indicator=one]" not in ledger.facts


def test_a_missing_indicator_is_said_and_counts_for_nothing(tmp_path: Path) -> None:
    _, ledger, _ = calculate(tmp_path, scoring(ONE, indicator("two", value=None, dimension="land")))
    assert TOTAL in ledger.missing
    assert "factory.dimension_score[period=2023,category=land]" in ledger.missing
    assert ledger["factory.dimension_score[period=2023,category=energy]"].value == Decimal(25)
    assert ledger["factory.score_known[period=2023]"].value == Decimal(25)
    assert ledger["factory.indicators_missing[period=2023]"].value == Decimal(1)


@pytest.mark.parametrize(("rule", "score"), [("rescale", "50"), ("zero", "25"), ("full", "75")])
def test_points_of_what_does_not_apply(tmp_path: Path, rule: str, score: str) -> None:
    gone = indicator("two", value=None, not_applicable="没有工业废气")
    _, ledger, _ = calculate(tmp_path, scoring(ONE, gone, not_applicable=rule))
    assert ledger[TOTAL].value == Decimal(score)


def test_a_value_is_taken_from_the_ledger(tmp_path: Path) -> None:
    example = scoring(
        ONE, indicator("two", value=None, fact="factory.indicator[period=2023,indicator=traced-power-share]")
    )
    example["project"]["factory"]["zero_carbon"] = {"years": [YEAR]}
    _, ledger, _ = calculate(tmp_path, example)
    assert ledger["factory.value[period=2023,indicator=two]"].value == Decimal(40)
    assert ledger[TOTAL].value == Decimal(50)
