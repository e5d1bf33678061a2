"""Imports: what clients hand over becomes a table, with a report; nothing is guessed, lost or written over."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.project.importing.draft import report
from generator.project.importing.run import Imported, run_imports
from generator.project.load import load_data
from tests.calculations.building import SITE, source
from tests.calculations.worked import write

ROOT = Path(__file__).resolve().parents[3]
HUNAN = ROOT.parent / "shared" / "domain" / "ceads_hunan_1997_2019.csv"

LEDGER = {
    "id": "ledger",
    "kind": "ledger",
    "file": "inbox/ledger.csv",
    "to": "data/ledger.csv",
    "header": 2,
    "columns": {"source": "品种", "month": "月份", "unit": "单位", "evidence": "凭证"},
    "values": {"quantity": {"header": "用量", "unit": "1"}},
    "map": {"source": {"管道天然气": "gas"}},
    "totals": ["合计"],
    "skip": ["一、燃料"],
}
LEDGER_TEXT = """\
2024年能源台账,,,,
品种,月份,用量,单位,凭证
一、燃料,,,,
管道天然气,2024年1月,"1,200",万Nm3,=发票1
gas,2024-02,300.5,10^4 Nm3,发票2
合计,,1500.5,,
"""
METER = {
    "id": "meters",
    "kind": "meter",
    "file": "inbox/meters.csv",
    "to": "data/meters.csv",
    "columns": {"meter": "表号", "time": "抄表时间"},
    "values": {"reading": {"header": "示数", "unit": "kWh"}},
    "map": {"meter": {"D01": "power"}},
    "multipliers": {"D01": 2000},
}
METER_TEXT = """\
表号,抄表时间,示数
D01,2024-03-01 00:00,130.5
D01,2023-12-31,100
D01,2024-02-01,112.25
D01,2024-02-14,120
"""


def _sources() -> dict[str, Any]:
    gas = source("gas", "stationary-combustion", "10^4 Nm3", fuel="天然气")
    power = source("power", "purchased-electricity", "MWh")
    return {"sources": [gas, power], "boundary": {"consolidation": "operational-control", "sites": [SITE]}}


def _run(folder: Path, spec: dict[str, Any], text: str, **options: Any) -> tuple[Path, Imported]:
    root = write(folder, {"project": {**_sources(), "imports": [spec]}, "files": {spec["file"]: text}})
    return root, _again(root, **options)


def _again(root: Path, **options: Any) -> Imported:
    loaded = load_data(root).value
    assert loaded is not None
    (done,) = run_imports(loaded.file, loaded.root, loaded.workspace, **options)
    return done


def _told(done: Imported) -> list[str]:
    return [f"{f.position} {f.rule}" for f in done.findings]


def _rows(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text("utf-8").splitlines()))


def test_a_ledger_becomes_an_activity_table_that_the_project_reads(tmp_path: Path) -> None:
    root, done = _run(tmp_path, LEDGER, LEDGER_TEXT)

    assert _told(done) == []
    assert _rows(root / "data" / "ledger.csv") == [
        ["source", "month", "quantity", "unit", "evidence"],
        ["gas", "2024-01", "1200", "万Nm3", "'=发票1"],
        ["gas", "2024-02", "300.5", "10^4 Nm3", "发票2"],
    ]
    assert done.draft is not None
    said = report(done.draft, written=True, language="zh")
    assert "管道天然气 -> gas" in said
    assert "略过 一、燃料: 1" in said
    assert "合计相符: 1/1" in said
    # what the report says to paste makes the project read the table
    pasted = said.partition("引用：\n")[2]
    text = (root / "project.yaml").read_text("utf-8") + re.sub(r"^ {4}", "", pasted, flags=re.M)
    (root / "project.yaml").write_text(text.replace("reporting:\n  - 2023", "reporting:\n  - 2023\n  - 2024"), "utf-8")
    loaded = load_data(root)
    assert loaded.findings == ()
    assert loaded.value is not None
    assert loaded.value.rows[0].quantity == [Decimal(1200), Decimal("300.5")]


def test_months_as_columns(tmp_path: Path) -> None:
    spec = {
        **LEDGER,
        "header": 1,
        "year": 2024,
        "unit": "万kWh",
        "columns": {"source": "品种"},
        "values": {"1": {"header": "1月", "unit": "1"}, "2": {"header": "2月", "unit": "1"}},
    }
    root, done = _run(tmp_path, spec, "品种,1月,2月\npower,5,6\n")

    assert _told(done) == []
    assert _rows(root / "data" / "ledger.csv")[1:] == [
        ["power", "2024-01", "5", "万kWh"],
        ["power", "2024-02", "6", "万kWh"],
    ]


def test_readings_become_amounts_by_month_with_their_multiplier(tmp_path: Path) -> None:
    """A reading of the first day closes the month before; rows need not be in order."""
    root, done = _run(tmp_path, METER, METER_TEXT)

    assert _told(done) == []
    assert _rows(root / "data" / "meters.csv") == [
        ["source", "month", "quantity", "unit", "meter", "note"],
        ["power", "2024-01", "24500", "kWh", "D01", "100 -> 112.25"],
        ["power", "2024-02", "36500", "kWh", "D01", "112.25 -> 130.5"],
    ]


def test_a_meter_that_starts_again_and_an_interval_over_two_months(tmp_path: Path) -> None:
    text = METER_TEXT.replace("130.5", "20.5")
    root, done = _run(tmp_path / "back", METER, text)
    assert _told(done) == ["projects/client/inbox/meters.csv:2 IN082"]
    assert not (root / "data" / "meters.csv").exists()
    root, done = _run(tmp_path / "rolled", {**METER, "rollover": {"D01": 1000}}, text)
    assert (
        _rows(root / "data" / "meters.csv")[2][2] == str((1000 - 120 + Decimal("20.5") + Decimal("7.75")) * 2000)[:-3]
    )

    across = METER_TEXT.replace("2024-02-01", "2024-01-21")
    _, done = _run(tmp_path / "across", METER, across)
    assert _told(done) == ["projects/client/inbox/meters.csv:5 IN083"]
    root, done = _run(tmp_path / "spread", {**METER, "spread": "by-days"}, across)
    amounts = [Decimal(row[2]) for row in _rows(root / "data" / "meters.csv")[1:]]
    assert sum(amounts) == Decimal(61000)
    # 7.75 between 21 January and 14 February: eleven of 24 days lie in January
    assert abs(amounts[0] - (Decimal("12.25") + Decimal("7.75") * 11 / 24) * 2000) < Decimal("0.01")


def test_a_balance_keeps_its_fuels_as_columns(tmp_path: Path) -> None:
    spec = {
        "id": "balance",
        "kind": "balance",
        "file": "inbox/balance.csv",
        "to": "data/balance.csv",
        "year": 2020,
        "columns": {"flow": "项目"},
        "values": {"raw-coal": {"header": "原煤", "unit": "10^4 t"}, "power": {"header": "电力", "unit": "10^8 kWh"}},
        "map": {"flow": {"工业": "industry", "火力发电": "power-generation"}},
        "totals": ["终端消费量"],
    }
    root, done = _run(tmp_path, spec, "项目,原煤,电力\n火力发电,-120.5,30\n终端消费量,80,25\n工业,80,\n")

    assert _told(done) == []
    assert _rows(root / "data" / "balance.csv") == [
        ["year", "flow", "raw-coal", "power"],
        ["2020", "power-generation", "-120.5", "30"],
        ["2020", "industry", "80", ""],
    ]


@pytest.mark.parametrize(
    ("spec", "text", "told"),
    [
        (LEDGER, LEDGER_TEXT.replace("管道天然气", "煤气"), "inbox/ledger.csv:4 IN081"),
        (LEDGER, LEDGER_TEXT.replace("1500.5", "1600.5"), "inbox/ledger.csv:6 IN084"),
        (LEDGER, LEDGER_TEXT.replace('"1,200"', ""), "inbox/ledger.csv:4 IN050"),
        (LEDGER, LEDGER_TEXT.replace('"1,200"', "约1200"), "inbox/ledger.csv:4 IN051"),
        (LEDGER, LEDGER_TEXT.replace("2024-02", "2024-01"), "inbox/ledger.csv:5 IN087"),
        (LEDGER, LEDGER_TEXT.replace("2024-02", "上月"), "inbox/ledger.csv:5 IN085"),
        (LEDGER, LEDGER_TEXT.replace("10^4 Nm3", "方块"), "inbox/ledger.csv:5 IN053"),
        (METER, METER_TEXT.replace("2024-02-14", "二月中"), "inbox/meters.csv:5 IN085"),
        ({**LEDGER, "columns": {"source": "品种"}}, LEDGER_TEXT, "project.yaml:"),
        ({**LEDGER, "to": "../out.csv"}, LEDGER_TEXT, "project.yaml:"),
        ({**LEDGER, "to": "inbox/ledger.csv"}, LEDGER_TEXT, "project.yaml:"),
        ({**LEDGER, "file": "inbox/none.csv"}, "", "inbox/none.csv:1 IN004"),
    ],
)
def test_a_fault_is_told_at_its_cell_and_nothing_is_written(
    tmp_path: Path, spec: dict[str, Any], text: str, told: str
) -> None:
    root, done = _run(tmp_path, spec, text)

    assert any(line.startswith(f"projects/client/{told}") for line in _told(done)), _told(done)
    assert not done.written
    assert not (root / "data").exists()
    assert not (tmp_path / "projects" / "out.csv").exists()


def test_a_table_edited_by_hand_is_not_written_over(tmp_path: Path) -> None:
    root, done = _run(tmp_path, LEDGER, LEDGER_TEXT)
    assert done.written
    assert _again(root).written
    made = root / "data" / "ledger.csv"
    made.write_text(made.read_text("utf-8").replace("300.5", "305"), "utf-8")

    assert _told(_again(root)) == ["projects/client/data/ledger.csv IN086"]
    assert "305" in made.read_text("utf-8")
    assert _again(root, force=True).written
    assert "300.5" in made.read_text("utf-8")


@pytest.mark.skipif(not HUNAN.is_file(), reason="the CEADs table lies outside the project and is not at hand")
def test_the_table_of_hunan_imports_and_its_totals_agree(tmp_path: Path) -> None:
    """Labels are spelled in two ways over the years, one item has one id; every printed total is its rows' sum."""
    text = HUNAN.read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    totals = {"Total Consumption", "TotalEmissions", "Total Emissions", "Scope_1_Total"}

    def named(column: str) -> dict[str, str]:
        labels = {row[column] for row in rows} - totals
        return {label: re.sub("[^a-z]+", "-", label.lower()).strip("-") for label in labels}

    spec = {
        "id": "hunan",
        "kind": "sectors",
        "file": "inbox/hunan.csv",
        "to": "data/hunan.csv",
        "columns": {"year": "year", "sector": "sector", "item": "item"},
        "values": {"value": {"header": "value_MtCO2", "unit": "MtCO2"}},
        "map": {"sector": named("sector"), "item": named("item")},
        "totals": sorted(totals),
    }
    root, done = _run(tmp_path, spec, text)

    assert _told(done) == []
    assert done.draft is not None
    assert len(done.draft.totals) > 1000
    written = _rows(root / "data" / "hunan.csv")
    assert len({row[2] for row in written[1:]}) == 18  # 17 fuels and the process of cement
    total = sum(Decimal(row[3]) for row in written[1:] if row[0] == "2019")
    assert round(total, 3) == Decimal("310.642")
