"""Data tables and section files: read as they stand, every cell and key with its place, nothing taken as nought."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from generator.calculations.columns import column_sum
from generator.ledger.expression import RowSum
from generator.project.load import load_data
from generator.project.project import Project
from tests.calculations.worked import write

TABLE = {
    "id": "prices",
    "file": "data/prices.csv",
    "columns": {"date": "日期"},
    "values": {"close": {"header": "收盘价", "unit": "CNY/tCO2e"}, "volume": {"header": "成交量", "unit": "tCO2e"}},
    "skip": ["合计"],
}
TEXT = """\
日期,收盘价（元/吨）,成交量
2024-01-02,80.5,100
2024-01-03,,200
合计,,300

2024-01-04,"1,081.25",0
注：来自交易所,,
"""


def _loaded(folder: Path, text: str = TEXT, table: dict[str, Any] | None = None) -> tuple[Project, list[str]]:
    root = write(folder, {"project": {"tables": [table or TABLE]}, "files": {"data/prices.csv": text}})
    outcome = load_data(root)
    assert outcome.value is not None
    return outcome.value, [f"{f.position} {f.rule}" for f in outcome.findings]


def test_words_numbers_and_places(tmp_path: Path) -> None:
    project, told = _loaded(tmp_path)
    table = project.tables["prices"]

    assert told == []
    assert table.text["date"] == ["2024-01-02", "2024-01-03", "2024-01-04"]
    assert table.values["close"] == [Decimal("80.5"), None, Decimal("1081.25")]
    assert str(table.position(2, "close")) == "projects/client/data/prices.csv:6"
    assert table.position(2, "close").cell == "B6"
    assert table.units["volume"].text == "tCO2e"


def test_a_sum_names_its_cells_and_leaves_empty_ones_out(tmp_path: Path) -> None:
    project, _ = _loaded(tmp_path)

    found = column_sum(project.tables["prices"], "close", range(3))

    assert found.value == Decimal("1161.75")
    assert isinstance(found.formula, RowSum)
    assert (found.formula.table, found.formula.rows) == ("prices.close", (0, 2))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (TEXT.replace("80.5", "约80"), "projects/client/data/prices.csv:2 IN051"),
        (TEXT.replace("成交量", "数量"), "projects/client/data/prices.csv:1 IN047"),
        (TEXT.splitlines()[0] + "\n", "projects/client/data/prices.csv:1 IN045"),
    ],
)
def test_a_fault_is_told_at_its_cell(tmp_path: Path, text: str, place: str) -> None:
    assert place in _loaded(tmp_path, text)[1]


def test_merged_cells_are_told_and_their_numbers_are_missing(tmp_path: Path) -> None:
    root = write(tmp_path, {"project": {"tables": [{**TABLE, "file": "data/prices.xlsx"}]}})
    (root / "data").mkdir()
    book = xlsxwriter.Workbook(root / "data" / "prices.xlsx")
    sheet = book.add_worksheet("价格")
    sheet.write_row(0, 0, ["日期", "收盘价", "成交量"])
    sheet.write_column(1, 0, ["2024-01-02", "2024-01-03", "2024-01-04"])
    sheet.merge_range(1, 1, 2, 1, 80)
    sheet.write(3, 1, 81)
    sheet.write_column(1, 2, [1, 2, 3])
    book.close()

    outcome = load_data(root)

    assert [f"{f.position} {f.rule}" for f in outcome.findings] == ["projects/client/data/prices.xlsx[价格!B2] IN060"]
    assert outcome.value is not None
    assert outcome.value.tables["prices"].values["close"] == [None, None, Decimal(81)]


def test_a_section_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    first = "- {id: output, name: 产值, unit: 万元, values: {2023: 1000}}"
    metrics = f"{first}\n- {{id: output, name: 产量, unit: t, values: {{}}}}\n"
    outcome = load_data(write(tmp_path, {"files": {"metrics.yaml": metrics}}))

    assert outcome.value is not None
    assert outcome.value.file.metrics[0].values == {"2023": Decimal(1000)}
    assert [f"{f.position} {f.rule}" for f in outcome.findings] == ["projects/client/metrics.yaml:2:8 IN030"]
    assert "projects/client/metrics.yaml" in outcome.value.files


def test_a_section_in_both_places_names_both(tmp_path: Path) -> None:
    outcome = load_data(write(tmp_path, {"project": {"metrics": []}, "files": {"metrics.yaml": "[]\n"}}))

    (found,) = outcome.findings
    assert found.position.path == "projects/client/project.yaml"
    assert [at.path for at in found.related] == ["projects/client/metrics.yaml"]


def test_a_fault_in_a_section_file_is_told_there(tmp_path: Path) -> None:
    outcome = load_data(write(tmp_path, {"files": {"metrics.yaml": "- {id: output, nam: 产值}\n"}}))

    assert {f.position.path for f in outcome.findings} == {"projects/client/metrics.yaml"}


def test_sources_need_a_boundary_and_nothing_else_does(tmp_path: Path) -> None:
    source = {
        "id": "kiln",
        "name": "窑",
        "site": "works",
        "facility": "窑",
        "kind": "process",
        "unit": "t",
        "responsible": "energy",
    }
    without = load_data(write(tmp_path / "a", {}))
    assert without.findings == ()
    told = load_data(write(tmp_path / "b", {"project": {"sources": [source]}})).findings
    assert any("boundary" in f.message.en for f in told)
