"""What a ledger took from elsewhere: marks are said, a figure of an older year and a withdrawn source are found."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import yaml

from generator.base.data_sets import COLUMNS
from generator.base.findings import Finding, Severity
from generator.calculations.compute import compute
from generator.checks import check
from generator.project.load import load_data
from tests.calculations.building import document, source
from tests.calculations.worked import write

TODAY = datetime.date(2026, 3, 2)


def _found(folder: Path, source_of: dict[str, Any], **criteria: Any) -> list[Finding]:
    data = document()
    data["sources"] = [source_of]
    data["activity"] = {
        "inline": [{"source": source_of["id"], "period": "2023", "quantity": f"10 {source_of['unit']}"}]
    }
    data["criteria"] |= criteria
    project = load_data(write(folder, {"project": data})).value
    assert project is not None
    ledger = compute(project).value
    assert ledger is not None
    return [f for f in check(project, ledger, (), today=TODAY, final=True) if f.rule in ("CO011", "CO012", "CO013")]


def test_figures_that_nobody_confirmed_are_listed_by_set_and_mark(tmp_path: Path) -> None:
    coal = source("coal", "stationary-combustion", "t", fuel="无烟煤", other_gases=True)
    found = {f.position.path: f for f in _found(tmp_path, coal)}

    fuels = found["content/factors/cn-fuels-gbt32151.22-2024/1.0.csv"]
    assert fuels.severity is Severity.NOTE
    assert "3 figures" in fuels.message.en
    assert len(fuels.related) == 2
    assert "unconfirmed" in found["content/factors/ipcc-2006-combustion/1.0.csv"].message.en


def test_a_confirmed_figure_of_the_project_is_not_listed(tmp_path: Path) -> None:
    own = {"value": "0.44", "unit": "tCO2/t", "source": "检测报告", "mark": "confirmed"}
    assert _found(tmp_path / "a", source("flux", "process", "t", material="石灰石", factor=own)) == []
    own["mark"] = "unconfirmed"
    (found,) = _found(tmp_path / "b", source("flux", "process", "t", material="石灰石", factor=own))
    assert (found.rule, found.position.path) == ("CO011", "projects/client/project.yaml")


def test_what_is_made_of_a_table_is_no_more_certain_than_the_table(tmp_path: Path) -> None:
    table = {
        "id": "cells",
        "file": "data/cells.csv",
        "columns": {"year": "year", "sector": "sector", "item": "item"},
        "values": {"value": {"header": "value", "unit": "MtCO2"}},
        "source": "某数据库",
        "mark": "secondary",
    }
    region = {
        "id": "x",
        "name": "某地区",
        "level": "province",
        "sectors": [{"id": "a", "name": "甲", "labels": ["A"]}],
        "items": [{"id": "coal", "name": "煤", "labels": ["coal"]}],
        "emissions": {"table": "cells", "item": "item", "value": "value", "source": "某数据库"},
    }
    files = {"data/cells.csv": "year,sector,item,value\n2023,A,coal,1.5\n"}
    project = load_data(write(tmp_path, {"project": {"tables": [table], "region": region}, "files": files})).value
    assert project is not None
    ledger = compute(project).value
    assert ledger is not None
    total = next(fact for fact in ledger if fact.id == "region.sector")
    found = [f for f in check(project, ledger, (), today=TODAY, final=True) if f.rule == "CO011"]

    assert total.mark.value == "secondary"
    assert any("the table cells is secondary" in f.message.en for f in found)


def test_an_older_year_than_the_report_asks_for(tmp_path: Path) -> None:
    power = source("power", "purchased-electricity", "MWh")
    old = [f for f in _found(tmp_path / "old", power, electricity_year=2021) if f.rule == "CO012"]

    assert {f.fact for f in old} >= {"factor.electricity[entity=works,period=2023,basis=location]"}
    assert all("2023" in f.message.en and f.related[0].path == f.position.path for f in old)
    assert [f for f in _found(tmp_path / "new", power) if f.rule == "CO012"] == []


def test_a_figure_from_a_withdrawn_document(tmp_path: Path) -> None:
    home = tmp_path / "content" / "factors" / "own"
    home.mkdir(parents=True)
    cited = {"document": "PAS 2060", "standard": "pas-2060-2014", "published": "2014-04"}
    head = {"id": "own", "version": "1.0", "zh": "自有", "en": "own", "kind": "factors", "sources": {"a": cited}}
    (home / "1.0.yaml").write_text(yaml.safe_dump(head, allow_unicode=True), "utf-8")
    row = "熔剂,factor,,,0.44,tCO2/t,,,,a,,confirmed,"
    (home / "1.0.csv").write_text(",".join(COLUMNS) + f"\n{row}\n", "utf-8")

    (found,) = _found(tmp_path, source("flux", "process", "t", material="石灰石", factor="own/熔剂"))

    assert (found.rule, str(found.position)) == ("CO013", "content/factors/own/1.0.csv:2")
