"""100,000 activity rows: loading and computing against reading the same sheet with python-calamine alone.

    python benchmarks/rows.py [--rows 100000] [--runs 5]

Every measurement runs in a process of its own. ``work`` is the processor time of the call, modules imported before;
``process`` is the wall time of the whole process with the interpreter's start and all imports; ``peak`` is the highest
resident memory.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.harness import fresh, in_turn, tell, timed

SOURCES = 20
YEARS = (2022, 2023, 2024)

_PROJECT = """\
tanwen: 1
client: {id: bench, name: 基准测试企业, short: 基准, industry: 铸造, region: 湖南, fictional: true}
responsible: [{id: energy, role: 能源管理岗, department: 设备部}]
firms: [{id: firm, name: 咨询机构}]
engagements: [{id: advice, firm: firm, role: advisory, object: 基准测试, begins: 2025-01-01}]
boundary:
  consolidation: operational-control
  sites: [{id: east, name: 东厂, address: 湖南, region: 湖南}, {id: west, name: 西厂, address: 湖南, region: 湖南}]
periods: {reporting: [2022, 2023, 2024], current: 2024, base_year: {year: 2022, reason: 数据完整}}
criteria: {standards: [iso-14064-1-2018], gwp: AR6, fuels: cn-fuels-gbt32151.22-2024}
sources:
"""
_TABLE = """\
activity:
  tables:
    - id: ledger
      file: data/ledger.xlsx
      columns:
        {site: 厂区, source: 品种, month: 月份, quantity: 用量, unit: 单位, evidence: 凭证, meter: 表, note: 备注}
documents:
  - {id: report, template: white-paper, version: "1.0", audience: internal, engagement: advice, date: 2025-04-18}
"""


def make(folder: Path, rows: int) -> Path:
    """Write a project whose one sheet has ``rows`` rows, eight columns, twenty sources; return the workbook."""
    import xlsxwriter

    (folder / "data").mkdir(parents=True)
    sources = ""
    for s in range(SOURCES):
        site, number = ("east" if s < SOURCES // 2 else "west"), f"{s:02d}"
        if s % 4 == 0:
            kind = "kind: purchased-electricity, unit: MWh"
        else:
            kind = "kind: stationary-combustion, unit: t, fuel: 柴油"
        what = f"id: s{number}, name: 源{number}, site: {site}, facility: 设备{number}, {kind}, responsible: energy"
        sources += f"  - {{{what}}}\n"
    (folder / "project.yaml").write_text(_PROJECT + sources + _TABLE, encoding="utf-8")
    file = folder / "data" / "ledger.xlsx"
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("台账")
    sheet.write_row(0, 0, ["厂区", "品种", "月份", "用量", "单位", "凭证", "表", "备注"])
    months = [f"{y}-{m:02d}" for y in YEARS for m in range(1, 13)]
    for i in range(rows):
        s, month, meter = i % SOURCES, months[(i // SOURCES) % len(months)], i // (SOURCES * len(months))
        site = "东厂" if s < SOURCES // 2 else "西厂"
        unit = ("kWh" if meter % 2 else "万kWh") if s % 4 == 0 else ("kg" if meter % 2 else "t")
        sheet.write_row(
            i + 1, 0, [site, f"源{s:02d}", month, round(10 + (i % 977) * 0.37, 2), unit, f"凭证{i}", f"表{meter}"]
        )
    book.close()
    return file


def calamine(folder: Path) -> Callable[[], object]:
    """Read the sheet with python-calamine and do nothing with it."""
    from python_calamine import CalamineWorkbook

    file = folder / "data" / "ledger.xlsx"
    return lambda: CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()


def load(folder: Path) -> Callable[[], object]:
    """Load the project."""
    import python_calamine  # noqa: F401 - imported before the clock starts, as in the other measurement

    from generator.base.units import parse_unit
    from generator.project.load import load_project

    parse_unit("t").of("coal")
    return lambda: load_project(folder)


def compute(folder: Path) -> Callable[[], object]:
    """Load the project and compute its ledger."""
    from generator.calculations.compute import compute as run
    from generator.project.load import load_project

    load(folder)

    def both() -> object:
        project = load_project(folder).value
        if project is None:
            raise SystemExit("the benchmark's project does not load")
        return run(project)

    return both


MEASURED: dict[str, Callable[[Path], Callable[[], object]]] = {"calamine": calamine, "load": load, "compute": compute}
WORDS = {"calamine": "calamine alone", "load": "load", "compute": "load and compute"}


def one(name: str, folder: Path) -> None:
    """Measure one thing in this process and print it."""
    tell(timed(MEASURED[name](folder))[1])


def table(rows: int, runs: int) -> str:
    """Return the measurements as a Markdown table of medians."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "bench"
        make(folder, rows)
        cases = {name: partial(fresh, __file__, name, "--folder", folder) for name in MEASURED}
        medians = in_turn(cases, runs)
    floor = medians["calamine"]["work"]
    lines = [f"| {rows:,} rows | work, s | x calamine | process, s | peak, MiB |", "| :-- | --: | --: | --: | --: |"]
    for name, m in medians.items():
        lines.append(
            f"| {WORDS[name]} | {m['work']:.2f} | {m['work'] / floor:.2f} | {m['process']:.2f} | {m['peak']:.0f} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Print the table, or one measurement."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--one", choices=list(MEASURED))
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.one:
        one(asked.one, asked.folder)
    else:
        sys.stdout.write(table(asked.rows, asked.runs) + "\n")


if __name__ == "__main__":
    main()
