"""Small projects for the tests of loading: a sound one, and the same with one thing changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from generator.base.findings import Finding, Outcome
from generator.project.load import load_project
from generator.project.project import Project

PROJECT = """\
tanwen: 1
client:
  id: acme
  name: 岚河铸造
  short: 岚河
  industry: 铸造
  region: 湖南
responsible:
  - {id: energy, role: 能源管理岗, department: 设备部}
firms:
  - {id: firm, name: 衡序咨询}
engagements:
  - {id: advice, firm: firm, role: advisory, object: 年度报告, begins: 2025-01-01}
boundary:
  consolidation: operational-control
  sites:
    - {id: east, name: 东厂, address: 湖南, region: 湖南}
    - {id: west, name: 西厂, address: 湖南, region: 湖南}
periods:
  reporting: [2023, 2024]
  current: 2024
  base_year: {year: 2023, reason: 数据完整}
criteria:
  standards: [iso-14064-1-2018]
  gwp: AR6
  fuels: cn-fuels-gbt32151.22-2024
sources:
  - id: diesel
    name: 柴油
    site: east
    facility: 叉车
    kind: mobile-combustion
    unit: t
    fuel: 柴油
    responsible: energy
    evidence: 发票
  - id: power
    name: 外购电
    site: east
    facility: 全厂
    kind: purchased-electricity
    unit: MWh
    responsible: energy
    evidence: 结算单
  - id: flux
    name: 石灰石
    site: west
    facility: 冲天炉
    kind: process
    unit: t
    material: 石灰石
    factor: {value: 0.44, unit: tCO2/t, source: 指南, mark: secondary}
    responsible: energy
    evidence: 领料单
"""
TABLE = """\
activity:
  tables:
    - id: ledger
      file: data/ledger.csv
      columns: {source: 品种, month: 月份, quantity: 用量, unit: 单位}
"""
DOCUMENTS = """\
documents:
  - {id: report, template: white-paper, version: "1.0", audience: internal, engagement: advice, date: 2025-04-18}
"""
HEADER = "品种,月份,用量,单位\n"


def write(
    folder: Path, *, table: str = "", data: dict[str, str | bytes] | None = None, change: tuple[str, str] = ("", "")
) -> Path:
    """Write a project: ``table`` is its activity part, ``data`` its files, ``change`` replaces text of project.yaml."""
    root = folder / "acme"
    root.mkdir(exist_ok=True)
    text = PROJECT + table + DOCUMENTS
    assert change[0] in text
    (root / "project.yaml").write_text(text.replace(*change, 1) if change[0] else text, encoding="utf-8")
    for name, content in (data or {}).items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def load_rows(folder: Path, csv: str | bytes, table: str = TABLE) -> Outcome[Project]:
    """Load a project whose one table is this csv file."""
    return load_project(write(folder, table=table, data={"data/ledger.csv": csv}))


def sheet_table(sheet: str = "台账", extra: str = "", columns: str = "") -> str:
    """Return the activity part for data/ledger.xlsx."""
    columns = columns or "{source: 品种, month: 月份, quantity: 用量, unit: 单位}"
    return (
        "activity:\n  tables:\n    - id: ledger\n      file: data/ledger.xlsx\n"
        f"      sheet: {sheet}\n{extra}      columns: {columns}\n"
    )


def book(
    folder: Path, rows: Sequence[Sequence[Any]], more: Callable[[Any, Any], None] | None = None, sheet: str = "台账"
) -> None:
    """Write data/ledger.xlsx with these rows; ``more`` gets the workbook and sheet to add to them."""
    file = folder / "acme" / "data" / "ledger.xlsx"
    file.parent.mkdir(parents=True, exist_ok=True)
    workbook = xlsxwriter.Workbook(file)
    worksheet = workbook.add_worksheet(sheet)
    for i, row in enumerate(rows):
        worksheet.write_row(i, 0, row)
    if more:
        more(workbook, worksheet)
    workbook.close()


def load_book(
    folder: Path,
    rows: Sequence[Sequence[Any]],
    more: Callable[[Any, Any], None] | None = None,
    table: str | None = None,
) -> Outcome[Project]:
    """Load a project whose one table is a sheet with these rows."""
    book(folder, rows, more)
    return load_project(write(folder, table=table or sheet_table()))


def said(outcome: Outcome[Any]) -> list[str]:
    """Return every finding as ``position rule message``, in Chinese."""
    return [f"{f.position} {f.rule} {f.message.zh}" for f in outcome.findings]


def place(folder: Path, text: str) -> str:
    """Return where ``text`` first stands in the project file, as findings spell it."""
    written = (folder / "acme" / "project.yaml").read_text(encoding="utf-8")
    start = written.index(text)
    return f"acme/project.yaml:{written.count(chr(10), 0, start) + 1}:{start - written.rfind(chr(10), 0, start)}"


def only(outcome: Outcome[Any]) -> Finding:
    """Return the one finding there is."""
    assert len(outcome.findings) == 1, said(outcome)
    return outcome.findings[0]


def quantities(outcome: Outcome[Project]) -> list[tuple[str, str, str, str]]:
    """Return the rows of the first table as (source, period, quantity, unit)."""
    assert outcome.value is not None
    rows = outcome.value.rows[0]
    units = [rows.units[u].text for u in rows.unit]
    return list(zip(rows.source, rows.period, map(str, rows.quantity), units, strict=True))
