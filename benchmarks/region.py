"""A regional table of 23 years x 47 sectors x 20 items: loading and computing, beside pandas reading and grouping it.

    python benchmarks/region.py [--runs 5]

The table is synthetic, long (year, sector, item, value) and written to a temporary folder. Every measurement runs in a
process of its own; ``work`` is the processor time of the call, modules imported before. pandas makes four sums (year,
year and sector, year and item, sector) of binary floats and nothing else: no check, no trace, no decimals.
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

YEARS = range(1997, 2020)
SECTORS = 47
ITEMS = 20

_PROJECT = """\
tanwen: 1
client: {id: bench, name: 基准测试省, short: 基准, industry: 区域, region: 湖南, fictional: true}
responsible: [{id: energy, role: 统计岗, department: 统计处}]
firms: [{id: firm, name: 咨询机构}]
engagements: [{id: advice, firm: firm, role: advisory, object: 基准测试, begins: 2025-01-01}]
periods: {reporting: [%s], current: 2019, base_year: {year: 1997, reason: 序列起点}}
criteria: {standards: [iso-14064-1-2018], gwp: AR6, fuels: cn-fuels-gbt32151.22-2024}
tables:
  - id: cells
    file: data/cells.csv
    columns: {year: year, sector: sector, item: item}
    values: {emission: {header: value, unit: MtCO2}}
region:
  id: bench
  name: 基准测试省
  level: province
  emissions: {table: cells, item: item, value: emission, source: synthetic, totals: {items: [Total]}}
  groups: [{id: industry, name: 工业}, {id: other, name: 其他}]
"""


def make(folder: Path) -> Path:
    """Write the project and its table of 21,620 rows; return the table."""
    (folder / "data").mkdir(parents=True)
    text = _PROJECT % ", ".join(map(str, YEARS)) + "  sectors:\n"
    for s in range(SECTORS):
        group = "industry" if s % 3 else "other"
        text += f'    - {{id: s{s:02d}, name: 部门{s:02d}, labels: ["Sector, number {s:02d}"], groups: [{group}]}}\n'
    text += "  items:\n"
    for i in range(ITEMS):
        text += f"    - {{id: i{i:02d}, name: 品种{i:02d}, labels: [Item_{i:02d}]}}\n"
    (folder / "project.yaml").write_text(text, encoding="utf-8")
    lines = ["year,sector,item,value"]
    for year in YEARS:
        for s in range(SECTORS):
            for i in range(ITEMS):
                value = ((year * 31 + s * 17 + i * 7) % 9973) / 997
                lines.append(f'{year},"Sector, number {s:02d}",Item_{i:02d},{value!r}')
    file = folder / "data" / "cells.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def pandas(folder: Path) -> tuple[Callable[[], object], Callable[[object], object]]:
    """Read the table with pandas and group it."""
    import pandas as pd

    file = folder / "data" / "cells.csv"

    def group(_: object) -> object:
        frame = pd.read_csv(file)
        keys = (["year"], ["year", "sector"], ["year", "item"], ["sector"])
        return [frame.groupby(key)["value"].sum() for key in keys]

    return (lambda: None), group


def load(folder: Path) -> tuple[Callable[[], object], Callable[[object], object]]:
    """Load the project."""
    from generator.base.units import parse_unit
    from generator.project.load import load_project

    parse_unit("t").of("coal")
    return (lambda: None), (lambda _: load_project(folder))


def compute(folder: Path) -> tuple[Callable[[], object], Callable[[object], object]]:
    """Compute the ledger of the project, loaded before the clock starts."""
    from generator.calculations.compute import compute as run
    from generator.calculations.compute import runner
    from generator.calculations.versions import CALCULATIONS
    from generator.project.load import load_project
    from generator.project.project import Project

    runner(CALCULATIONS["region"])

    def ledger(project: object) -> object:
        if not isinstance(project, Project):
            raise SystemExit("the benchmark's project does not load")
        return run(project)

    return (lambda: load_project(folder).value), ledger


Case = Callable[[Path], tuple[Callable[[], object], Callable[[object], object]]]
MEASURED: dict[str, Case] = {"pandas": pandas, "load": load, "compute": compute}
WORDS = {"pandas": "pandas read_csv and groupby", "load": "load", "compute": "compute"}


def one(name: str, folder: Path) -> None:
    """Measure one thing in this process and print it."""
    prepare, call = MEASURED[name](folder)
    ready = prepare()
    tell(timed(lambda: call(ready))[1])


def table(runs: int) -> str:
    """Return the measurements as a Markdown table of medians."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "bench"
        make(folder)
        medians = in_turn({name: partial(fresh, __file__, name, "--folder", folder) for name in MEASURED}, runs)
    rows = len(YEARS) * SECTORS * ITEMS
    lines = [f"| {rows:,} cells | work, s | x pandas | peak, MiB |", "| :-- | --: | --: | --: |"]
    for name, m in medians.items():
        ratio = m["work"] / medians["pandas"]["work"]
        lines.append(f"| {WORDS[name]} | {m['work']:.2f} | {ratio:.1f} | {m['peak']:.0f} |")
    return "\n".join(lines)


def main() -> None:
    """Print the table, or one measurement."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--one", choices=list(MEASURED))
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.one:
        one(asked.one, asked.folder)
    else:
        sys.stdout.write(table(asked.runs) + "\n")


if __name__ == "__main__":
    main()
