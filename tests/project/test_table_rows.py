"""Faults of single rows of an activity table: each is named at its cell, with a right form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.project.project_folder import (
    HEADER,
    TABLE,
    load_rows,
    only,
    quantities,
    said,
)


@pytest.mark.parametrize(
    ("row", "cell", "rule", "message", "hint"),
    [
        (["柴油", "2024-03", "", "t"], "C2", "IN050", "缺少数量（diesel 2024-03）", "填入数量；确实没有消耗时填 0"),
        (
            ["柴油", "2024-03", "约120", "t"],
            "C2",
            "IN051",
            "“约120”不是数值（diesel 2024-03）",
            "只写数字，例如 1,234.5；单位写在单位列，说明写在备注列",
        ),
        (
            ["柴油", "2024-03", -1.5, "t"],
            "C2",
            "IN052",
            "数量为负：-1.5（diesel 2024-03）",
            "消耗量不为负；冲减写在原月份，外供写成 sold- 类排放源",
        ),
        (["柴油", "2024-03", 1.5, ""], "D2", "IN053", "没有写单位", "例如 t、kWh、万kWh、Nm3、GJ"),
        (["柴油", "2024-03", 1.5, "顿"], "D2", "IN053", "单位“顿”无法识别", "例如 t、kWh、万kWh、Nm3、GJ"),
        (
            ["柴油", "2024-03", 1.5, "MWh"],
            "D2",
            "IN054",
            "单位 MWh 与排放源 diesel（柴油，t）的量纲不符",
            "换算为 t，或改正单位",
        ),
        (
            ["柴油", "2024-03", 1.5, "tCO2"],
            "D2",
            "IN054",
            "单位 tCO2 的物质与排放源 diesel（柴油）不符",
            "换算为 t，或改正单位",
        ),
        (
            ["石灰石", "2024-03", 1.5, "t{熟料}"],
            "D2",
            "IN054",
            "单位 t{熟料} 的物质与排放源 flux（石灰石）不符",
            "换算为 t，或改正单位",
        ),
        (
            ["柴由", "2024-03", 1.5, "t"],
            "A2",
            "IN055",
            "排放源“柴由”不存在",
            "在表的 sources 下写：柴由: diesel；小计行写入 skip。已知：柴油, 外购电, 石灰石, diesel, power, flux",
        ),
        (
            ["", "2024-03", 1.5, "t"],
            "A2",
            "IN055",
            "没有写排放源",
            "在表的 sources 下写：…: …；小计行写入 skip。已知：柴油, 外购电, 石灰石, diesel, power, flux",
        ),
        (
            ["柴油", "2024-13", 1.5, "t"],
            "B2",
            "IN057",
            "没有 13 月",
            "例如 2024-03、3月（表写 year: 2024）或 Excel 日期",
        ),
        (["柴油", "", 1.5, "t"], "B2", "IN057", "月份为空", "例如 2024-03、3月（表写 year: 2024）或 Excel 日期"),
        (
            ["柴油", "2022-12", 1.5, "t"],
            "C2",
            "IN058",
            "2022-12 不在报告年份（2023, 2024）内",
            "删除此行，或写 reporting: [2022, 2023, 2024]",
        ),
        (["柴油\x07", "2024-03", 1.5, "t"], "A2", "IN007", "单元格含有不可用的字符 U+0007 (control)", "删除该字符"),
    ],
    ids=lambda v: v if isinstance(v, str) and v.startswith("IN") else "",
)
def test_a_fault_of_a_row(tmp_path: Path, row: list[Any], cell: str, rule: str, message: str, hint: str) -> None:
    outcome = load_rows(tmp_path, HEADER + ",".join(str(c) for c in row) + "\n柴油,2024-04,2,t\n")
    found = only(outcome)
    assert (found.position.line, found.position.cell, found.rule, found.message.zh) == (2, cell, rule, message)
    assert found.hint is not None
    assert found.hint.zh == hint
    assert ("diesel", "2024-04", "2", "t") in quantities(outcome)
    if rule != "IN007":
        assert len(quantities(outcome)) == 1


def test_the_same_fault_in_many_rows_is_one_finding_with_its_count(tmp_path: Path) -> None:
    found = only(load_rows(tmp_path, HEADER + "".join(f"煤,2024-{m:02d},1,t\n" for m in range(1, 13))))
    assert found.message.zh == "排放源“煤”不存在（共 12 处）"
    assert found.related[0].cell == "A3"


def test_many_missing_quantities_are_bounded_and_counted(tmp_path: Path) -> None:
    table = TABLE.replace("unit: 单位}", "unit: 单位, meter: 表}")
    csv = "品种,月份,用量,单位,表\n" + "".join(f"柴油,2024-01,,t,m{i}\n" for i in range(80))
    outcome = load_rows(tmp_path, csv, table)
    assert len(outcome.findings) == 51
    assert "同类问题另有 30 处" in said(outcome)[-1]


def test_a_negative_quantity_may_stand_in_a_process(tmp_path: Path) -> None:
    outcome = load_rows(tmp_path, HEADER + "石灰石,2024-03,-1.5,t\n")
    assert said(outcome) == []


@pytest.mark.parametrize(
    ("site", "message"),
    [("南厂", "厂区“南厂”不存在"), ("", "没有写厂区"), ("西厂", "排放源 diesel 属于厂区 east，此行写的是 west")],
)
def test_a_site_that_does_not_exist_or_is_another(tmp_path: Path, site: str, message: str) -> None:
    table = TABLE.replace("{source", "{site: 厂区, source")
    outcome = load_rows(tmp_path, f"厂区,{HEADER}{site},柴油,2024-03,1.5,t\n", table)
    found = only(outcome)
    assert (found.position.cell, found.rule, found.message.zh) == ("A2", "IN056", message)
    assert quantities(outcome) == []


def test_a_month_twice(tmp_path: Path) -> None:
    outcome = load_rows(tmp_path, HEADER + "柴油,2024-03,1.5,t\n柴油,2024年3月,2,t\n")
    found = only(outcome)
    assert (found.position.cell, found.rule) == ("C3", "IN059")
    assert found.message.zh == "排放源 diesel 的 2024-03 出现两次，先见于 acme/data/ledger.csv:2"
    assert found.related[0].cell == "C2"


def test_meters_tell_quantities_of_a_month_apart(tmp_path: Path) -> None:
    table = TABLE.replace("unit: 单位}", "unit: 单位, meter: 表}")
    head = "品种,月份,用量,单位,表\n"
    assert said(load_rows(tmp_path, head + "柴油,2024-03,1,t,A\n柴油,2024-03,1,t,B\n", table)) == []
    assert only(load_rows(tmp_path, head + "柴油,2024-03,1,t,A\n柴油,2024-03,1,t,A\n", table)).rule == "IN059"
    assert only(load_rows(tmp_path, head + "柴油,2024-03,1,t,A\n柴油,2024-03,1,t,\n", table)).rule == "IN059"


def test_a_year_beside_its_months(tmp_path: Path) -> None:
    found = only(load_rows(tmp_path, HEADER + "柴油,2024-03,1.5,t\n柴油,2024,9,t\n"))
    assert (found.position.cell, found.rule) == ("C3", "IN059")
    assert found.message.zh == "排放源 diesel 的 2024 年既有全年数，又有月度数"
