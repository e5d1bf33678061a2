"""Activity tables: what real ledgers look like, and every fault of a sheet, a header or a cell at its place."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.project.project_folder import (
    HEADER,
    TABLE,
    book,
    load_book,
    load_project,
    load_rows,
    only,
    place,
    quantities,
    said,
    sheet_table,
    write,
)

ROW = ["柴油", "2024-03", 1.5, "t"]
TOP = ["品种", "月份", "用量", "单位"]
LEDGER = "acme/data/ledger.xlsx[台账!"


# ------------------------------------------------------------------------------------------------- sound ledgers


def test_a_ledger_as_companies_keep_it(tmp_path: Path) -> None:
    """Title rows, a two-row merged header, thousands separators, numbers as text, sub-totals, remarks, blank rows."""

    def more(workbook: Any, sheet: Any) -> None:
        bold = workbook.add_format({"bold": True})
        sheet.merge_range("A1:F1", "岚河铸造能源台账", bold)
        sheet.merge_range("A3:A4", "品种", bold)
        sheet.merge_range("B3:B4", "期间", bold)
        sheet.merge_range("C3:D3", "消耗", bold)
        sheet.write("C4", "数量")
        sheet.write("D4", "计量\n单位")
        sheet.merge_range("E3:E4", "凭证号", bold)
        sheet.merge_range("F3:F4", "备注", bold)
        sheet.write_datetime("B8", datetime.datetime(2024, 3, 1), workbook.add_format({"num_format": "yyyy-mm"}))
        sheet.merge_range("A12:F12", "注：数据来自结算单", bold)

    rows: list[list[Any]] = [[], ["填报：设备部"], [], []]
    rows += [["柴油", "1月", "1,234.50", "千克", "P1", "加急"], ["柴油", "2024年2月", 2.25, "t", "P2", ""]]
    rows += [["", "", "", ""], ["柴油", "", "３.５", "吨", "P3", ""], ["外购电", "2024/1", 12.4, "万kWh", 42, ""]]
    rows += [["小计", "", 99, "t", "", ""]]
    table = sheet_table(
        columns="{source: 品种, month: 期间, quantity: 数量, unit: 计量单位, evidence: 凭证号, note: 备注}",
        extra="      header: 4\n      year: 2024\n      skip: [小计]\n",
    )
    outcome = load_book(tmp_path, rows, more, table)
    assert said(outcome) == []
    assert quantities(outcome) == [
        ("diesel", "2024-01", "1234.50", "千克"),
        ("diesel", "2024-02", "2.25", "t"),
        ("diesel", "2024-03", "3.5", "吨"),
        ("power", "2024-01", "12.4", "万kWh"),
    ]
    assert outcome.value is not None
    loaded = outcome.value.rows[0]
    assert loaded.cell == ["C5", "C6", "C8", "C9"]
    assert loaded.evidence == ["P1", "P2", "P3", "42"]
    assert loaded.note == ["加急", "", "", ""]
    assert str(loaded.position(2)) == LEDGER + "C8]"


def test_months_as_columns(tmp_path: Path) -> None:
    csv = '能源,单位,1月,2月,3月,合计\n柴油,t,1,2,,6\n外购电,万kWh,"1,000",0,5,\n'
    table = TABLE.replace(
        "columns: {source: 品种, month: 月份, quantity: 用量, unit: 单位}",
        "year: 2024\n      columns: {source: 能源, unit: 单位, months: {1月: 1, 2月: 2, 3月: 3}}",
    )
    outcome = load_rows(tmp_path, csv, table)
    found = only(outcome)
    assert (str(found.position), found.position.cell, found.rule) == ("acme/data/ledger.csv:2", "E2", "IN050")
    assert found.message.zh == "缺少数量（diesel 2024-03）"
    assert quantities(outcome) == [
        ("diesel", "2024-01", "1", "t"),
        ("diesel", "2024-02", "2", "t"),
        ("power", "2024-01", "1000", "万kWh"),
        ("power", "2024-02", "0", "万kWh"),
        ("power", "2024-03", "5", "万kWh"),
    ]
    assert outcome.value is not None
    assert outcome.value.rows[0].cell == ["C2", "D2", "C3", "D3", "E3"]


def test_a_column_may_be_named_with_the_header_above_it(tmp_path: Path) -> None:
    def more(workbook: Any, sheet: Any) -> None:
        sheet.merge_range("B1:C1", "2023年", workbook.add_format())
        sheet.merge_range("D1:E1", "2024年", workbook.add_format())

    rows: list[list[Any]] = [[], ["品种", "1月", "2月", "1月", "2月"], ["柴油", 1, 2, 3, 4]]
    table = sheet_table(
        columns="{source: 品种, months: {2024年/1月: 1, 2024年/2月: 2}}", extra="      header: 2\n      year: 2024\n"
    )
    outcome = load_book(tmp_path, rows, more, table)
    assert said(outcome) == []
    assert quantities(outcome) == [("diesel", "2024-01", "3", "t"), ("diesel", "2024-02", "4", "t")]
    twice = load_book(tmp_path, rows, more, table.replace("2024年/1月: 1, 2024年/2月: 2", "1月: 1"))
    assert only(twice).message.zh == "列标题“1月”出现多次：B2, D2"


def test_the_unit_may_stand_in_the_header(tmp_path: Path) -> None:
    table = TABLE.replace(", unit: 单位", "")
    outcome = load_rows(tmp_path, "品种,月份,用量（kg）\n柴油,2024-03,1500\n", table)
    assert said(outcome) == []
    assert quantities(outcome) == [("diesel", "2024-03", "1500", "kg")]


def test_one_name_at_two_sites(tmp_path: Path) -> None:
    kind = "kind: purchased-electricity, unit: MWh, responsible: energy"
    second = f"  - {{id: power-west, name: 外购电, site: west, facility: 全厂, {kind}}}\n"
    table = TABLE.replace("columns: {", "sites: {一厂: east, 二厂: west}\n      columns: {site: 厂区, ")
    csv = "厂区,品种,月份,用量,单位\n一厂,外购电,2024-01,1,MWh\n二厂,外购电,2024-01,2,MWh\n"
    outcome = load_project(write(tmp_path, table=second + table, data={"data/ledger.csv": csv}))
    assert said(outcome) == []
    assert [q[0] for q in quantities(outcome)] == ["power", "power-west"]
    alone = load_project(
        write(tmp_path, table=second + TABLE, data={"data/ledger.csv": HEADER + "外购电,2024-01,1,MWh\n"})
    )
    assert only(alone).message.zh == "排放源“外购电”有多种可能：power, power-west"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_in_any_usual_form(tmp_path: Path, encoding: str, separator: str) -> None:
    csv = (HEADER + "柴油,2024-03,1.50,t\n").replace(",", separator)
    outcome = load_rows(tmp_path, csv.encode(encoding))
    assert said(outcome) == []
    assert quantities(outcome) == [("diesel", "2024-03", "1.50", "t")]


def test_csv_lines_count_through_quoted_line_breaks(tmp_path: Path) -> None:
    table = TABLE.replace("unit: 单位}", "unit: 单位, note: 备注}")
    csv = '品种,月份,用量,单位,备注\n柴油,2024-01,1,t,"两行\n备注"\n柴油,2024-02,多,t,\n'
    found = only(load_rows(tmp_path, csv, table))
    assert (found.position.line, found.position.cell) == (4, "C4")


def test_quantities_typed_into_the_project_file(tmp_path: Path) -> None:
    inline = """\
activity:
  inline:
    - {source: diesel, period: 2024, quantity: "1,200 kg", evidence: 发票}
    - {source: diesel, period: 2023-01, quantity: 3 MWh}
    - {source: power, period: 2024-01, quantity: -5 MWh}
    - {source: power, period: 2019-01, quantity: 5 MWh}
"""
    outcome = load_project(write(tmp_path, table=inline))
    assert quantities(outcome) == [("diesel", "2024", "1200", "kg")]
    assert said(outcome) == [
        f"{place(tmp_path, '3 MWh')} IN054 单位 MWh 与排放源 diesel（柴油，t）的量纲不符",
        f"{place(tmp_path, '-5 MWh')} IN052 数量为负：-5（power 2024-01）",
        f"{place(tmp_path, '2019-01')} IN058 2019-01 不在报告年份（2023, 2024）内",
    ]


# ------------------------------------------------------------------------------------------ cells of a workbook


def test_a_merged_cell_in_the_data(tmp_path: Path) -> None:
    rows = [TOP, ROW, ["", "2024-04", 2, "t"], ["柴油", "2024-05", 3, "t"]]
    outcome = load_book(tmp_path, rows, lambda b, s: s.merge_range("A2:A3", "柴油", b.add_format()))
    found = only(outcome)
    assert (str(found.position), found.rule) == (LEDGER + "A2]", "IN060")
    assert found.message.zh == "数据区有合并单元格 A2:A3"
    assert found.hint is not None
    assert found.hint.zh == "取消合并，在 A2—A3 每格填入各自的值"
    assert [q[1] for q in quantities(outcome)] == ["2024-05"]


def test_a_formula_without_a_stored_result(tmp_path: Path) -> None:
    """Xlsxwriter stores what it is given; an empty result is what a program that calculates nothing leaves."""
    outcome = load_book(
        tmp_path, [TOP, ROW, ["柴油", "2024-04", "", "t"]], lambda b, s: s.write_formula("C3", "=C2*2", None, "")
    )
    found = only(outcome)
    assert (str(found.position), found.rule, found.message.zh) == (LEDGER + "C3]", "IN061", "公式没有保存计算结果")
    assert [q[1] for q in quantities(outcome)] == ["2024-03"]


def test_a_formula_error(tmp_path: Path) -> None:
    outcome = load_book(
        tmp_path, [TOP, ROW, ["柴油", "2024-04", "", "t"]], lambda b, s: s.write_formula("C3", "=1/0", None, "#DIV/0!")
    )
    found = only(outcome)
    assert (str(found.position), found.rule, found.message.zh) == (LEDGER + "C3]", "IN062", "公式错误 #DIV/0!")


def test_a_formula_with_its_result_is_a_quantity(tmp_path: Path) -> None:
    outcome = load_book(
        tmp_path, [TOP, ROW, ["柴油", "2024-04", "", "t"]], lambda b, s: s.write_formula("C3", "=C2*2", None, 3)
    )
    assert said(outcome) == []
    assert quantities(outcome)[1] == ("diesel", "2024-04", "3", "t")


def test_formulas_in_rows_and_columns_that_are_not_read_do_not_matter(tmp_path: Path) -> None:
    def more(workbook: Any, sheet: Any) -> None:
        sheet.write_formula("C3", "=SUM(C2:C2)", None, "")
        sheet.write_formula("F2", "=1/0", None, "#DIV/0!")

    outcome = load_book(tmp_path, [TOP, ROW, ["合计", "", "", "t"]], more, sheet_table(extra="      skip: [合计]\n"))
    assert said(outcome) == []


def test_a_date_in_the_quantity_column(tmp_path: Path) -> None:
    def more(workbook: Any, sheet: Any) -> None:
        sheet.write_datetime("C3", datetime.datetime(2024, 3, 1), workbook.add_format({"num_format": "yyyy-mm-dd"}))

    found = only(load_book(tmp_path, [TOP, ROW, ["柴油", "2024-04", "", "t"]], more))
    assert (str(found.position), found.rule) == (LEDGER + "C3]", "IN051")
    assert found.message.zh == "“2024-03-01”不是数值（diesel 2024-04）"


# ------------------------------------------------------------------------------------------------ sheets, headers


def test_a_sheet_that_is_not_there(tmp_path: Path) -> None:
    found = only(load_book(tmp_path, [TOP, ROW], table=sheet_table("台帐")))
    assert (str(found.position), found.rule) == ("acme/data/ledger.xlsx[台帐]", "IN046")
    assert found.message.zh == "没有工作表“台帐”"
    assert found.hint is not None
    assert found.hint.zh == "sheet: 台账；已有工作表：台账"


def test_a_sheet_must_be_named_where_there_are_several(tmp_path: Path) -> None:
    found = only(load_book(tmp_path, [TOP, ROW], lambda b, s: b.add_worksheet("二"), sheet_table('""')))
    assert found.message.zh == "工作簿有 2 个工作表，没有写读哪一个"
    assert said(load_book(tmp_path, [TOP, ROW], table=sheet_table('""'))) == []


def test_a_header_that_is_not_there(tmp_path: Path) -> None:
    found = only(load_rows(tmp_path, "品种,月份,用量数,单位\n柴油,2024-03,1,t\n"))
    assert (str(found.position), found.rule) == ("acme/data/ledger.csv:1", "IN047")
    assert found.message.zh == "第 1 行没有列标题“用量”"
    assert found.hint is not None
    assert found.hint.zh == "columns.quantity: 用量数；该行标题：品种, 月份, 用量数, 单位"
    assert str(found.related[0]) == place(tmp_path, "用量, unit")


def test_a_header_in_another_row_is_pointed_to(tmp_path: Path) -> None:
    outcome = load_rows(tmp_path, "能源台账,,,\n填报,,,\n" + HEADER + "柴油,2024-03,1,t\n")
    assert {f.rule for f in outcome.findings} == {"IN047"}
    assert outcome.findings[0].hint is not None
    assert outcome.findings[0].hint.zh.startswith("header: 3；")


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ("{source: 品种, quantity: 用量}", "表 ledger：没有月份列，也没有 year"),
        ("{source: 品种, month: 月份}", "表 ledger：没有数量列"),
        ("{source: 品种, quantity: 用量, months: {1月: 1}}", "表 ledger：quantity 与 months 只能写一个"),
        ("{source: 品种, month: 月份, months: {1月: 13}}", "表 ledger：months 的值应为 1 到 12"),
    ],
)
def test_a_table_that_is_not_described_whole(tmp_path: Path, columns: str, message: str) -> None:
    table = TABLE.replace("{source: 品种, month: 月份, quantity: 用量, unit: 单位}", columns)
    found = only(load_rows(tmp_path, HEADER + "柴油,2024-03,1,t\n", table))
    assert (str(found.position), found.rule, found.message.zh) == (place(tmp_path, columns), "IN049", message)


def test_a_table_with_its_header_alone(tmp_path: Path) -> None:
    found = only(load_rows(tmp_path, HEADER))
    assert (str(found.position), found.rule) == ("acme/data/ledger.csv:1", "IN045")
    assert found.message.zh == "第 1 行标题下没有数据行"


# ------------------------------------------------------------------------------------------------ a hundred thousand


def test_a_hundred_thousand_rows_are_read_right(tmp_path: Path) -> None:
    rows: list[list[Any]] = [[*TOP, "表"]]
    months = [f"{y}-{m:02d}" for y in (2023, 2024) for m in range(1, 13)]
    for i in range(100_000):
        source, unit = (("柴油", "kg"), ("外购电", "万kWh"), ("石灰石", "t"))[i % 3]
        rows.append([source, months[(i // 3) % 24], i / 100, unit, f"m{i // 72}"])
    rows[50_000][2] = ""
    table = sheet_table(columns="{source: 品种, month: 月份, quantity: 用量, unit: 单位, meter: 表}")
    outcome = load_book(tmp_path, rows, table=table)
    assert said(outcome) == [LEDGER + "C50001] IN050 缺少数量（power 2023-11）"]
    assert outcome.value is not None
    loaded = outcome.value.rows[0]
    assert len(loaded.quantity) == 99_999
    assert sum(loaded.quantity) == Decimal(sum(range(100_000)) - 49_999) / 100
    assert loaded.cell[-1] == "C100001"
    assert (loaded.source[-1], loaded.period[-1], loaded.meter[-1]) == ("diesel", "2024-10", "m1388")


def test_a_book_is_opened_once_for_all_its_tables(tmp_path: Path) -> None:
    book(tmp_path, [TOP, ROW], lambda b, s: b.add_worksheet("二").write_row(0, 0, TOP))
    second = (
        "    - {id: two, file: data/ledger.xlsx, sheet: 二, columns: {source: 品种, month: 月份, quantity: 用量}}\n"
    )
    outcome = load_project(write(tmp_path, table=sheet_table() + second))
    assert said(outcome) == ["acme/data/ledger.xlsx[二] IN045 第 1 行标题下没有数据行"]
    assert outcome.value is not None
    assert sorted(outcome.value.files) == ["acme/data/ledger.xlsx", "acme/project.yaml"]
