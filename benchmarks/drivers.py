"""LMDI chained over 23 years, 47 sub-sectors and 4 drivers: the ledger against bare numpy on the same numbers.

    python benchmarks/drivers.py [--years 23] [--sectors 47] [--runs 5]

Every measurement runs in a process of its own. ``work`` is the processor time of the call, modules imported and the
project loaded before; ``peak`` is the highest resident memory. The peer gives the effects alone, in binary floats,
without units, formulas, labels or places; both sum to the same change, which is checked.
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

FACTORS = ("activity", "structure", "intensity", "carbon")

_PROJECT = """\
tanwen: 1
client: {id: bench, name: 基准测试地区, short: 基准, industry: 区域, region: 湖南, fictional: true}
responsible: [{id: energy, role: 能源管理岗, department: 能源局}]
firms: [{id: firm, name: 咨询机构}]
engagements: [{id: advice, firm: firm, role: advisory, object: 基准测试, begins: 2025-01-01}]
periods: {reporting: [2022], current: 2022, base_year: {year: 2022, reason: 数据完整}}
criteria: {standards: [iso-14064-1-2018], gwp: AR6, fuels: cn-fuels-gbt32151.22-2024}
tables:
  - id: region
    file: data/region.csv
    columns: {year: year, sector: sector}
    values:
      activity: {header: activity, unit: 亿元}
      structure: {header: structure, unit: "1"}
      intensity: {header: intensity, unit: tce/万元}
      carbon: {header: carbon, unit: tCO2/tce}
drivers:
  - id: co2
    name: 二氧化碳排放
    unit: 10^4 tCO2
    method: METHOD
    multiplicative: FORM
    given: factors
    chained: true
    table: region
    sector: sector
    factors:
      - {id: activity, name: 经济规模, column: activity}
      - {id: structure, name: 产业结构, column: structure}
      - {id: intensity, name: 能源强度, column: intensity}
      - {id: carbon, name: 碳强度, column: carbon}
"""


def make(folder: Path, years: int, sectors: int, method: str, both: bool) -> None:
    """Write a project whose table has one row for each sub-sector and year."""
    import random

    chance = random.Random(1)
    (folder / "data").mkdir(parents=True)
    text = _PROJECT.replace("METHOD", method).replace("FORM", "true" if both else "false")
    (folder / "project.yaml").write_text(text, encoding="utf-8")
    lines = ["year,sector," + ",".join(FACTORS)]
    for year in range(2000, 2000 + years):
        for sector in range(sectors):
            numbers = (1000 + 60 * (year - 2000), 1 / sectors, 1.2 - 0.02 * (year - 2000), 2.4)
            lines.append(
                f"{year},s{sector:02d}," + ",".join(f"{n * (0.9 + 0.2 * chance.random()):.6f}" for n in numbers)
            )
    (folder / "data" / "region.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def peer(folder: Path) -> Callable[[], float]:
    """Decompose with numpy alone: effects of every driver, sub-sector and year, and their chained sums."""
    import numpy as np

    rows = [line.split(",") for line in (folder / "data" / "region.csv").read_text("utf-8").splitlines()[1:]]
    years = len({row[0] for row in rows})
    x = np.array([[float(cell) for cell in row[2:]] for row in rows]).reshape(years, -1, len(FACTORS))

    def run() -> float:
        v = x.prod(axis=2)
        now, before = v[1:], v[:-1]
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = np.where(now == before, now, (now - before) / np.log(now / before))
        effects = mean[:, :, None] * np.log(x[1:] / x[:-1])
        return float(effects.sum(axis=1).cumsum(axis=0)[-1].sum())

    return run


def ledger(folder: Path) -> Callable[[], float]:
    """Compute the ledger of the loaded project."""
    from generator.calculations.compute import compute, runner
    from generator.calculations.versions import CALCULATIONS
    from generator.project.load import load_project

    project = load_project(folder).value
    if project is None:
        raise SystemExit("the benchmark's project does not load")
    runner(CALCULATIONS["drivers"])

    def run() -> float:
        found = compute(project).value
        if found is None:
            raise SystemExit("the benchmark's project has no ledger")
        last = max(fact.context.get("period") or "" for fact in found.by_id["drivers.chained_effect"])
        return float(sum(f.value for f in found.by_id["drivers.chained_effect"] if f.context.get("period") == last))

    return run


MEASURED = {"numpy": peer, "ledger": ledger}
CASES = (
    ("numpy, I additive", "numpy", "lmdi-1", False),
    ("ledger, I additive", "ledger", "lmdi-1", False),
    ("ledger, I both forms", "ledger", "lmdi-1", True),
    ("ledger, II both forms", "ledger", "lmdi-2", True),
)


def one(name: str, folder: Path) -> None:
    """Measure one thing in this process and print it, with the sum of effects."""
    total, measured = timed(MEASURED[name](folder))
    tell({**measured, "total": total})


def table(years: int, sectors: int, runs: int) -> str:
    """Return the measurements as a Markdown table of medians."""
    lines = [f"| {years} years x {sectors} sub-sectors x 4 | work, s | peak, MiB |", "| :-- | --: | --: |"]
    with tempfile.TemporaryDirectory() as temporary:
        cases = {}
        for words, name, method, both in CASES:
            folder = Path(temporary) / words.replace(", ", "-")
            make(folder, years, sectors, method, both)
            cases[words] = partial(fresh, __file__, name, "--folder", folder)
        medians = in_turn(cases, runs)
    totals = [m["total"] for m in medians.values()]
    if max(totals) - min(totals) > 1e-9 * abs(totals[0]):
        raise SystemExit(f"the sums of effects differ: {totals}")
    lines += [f"| {words} | {m['work']:.4f} | {m['peak']:.0f} |" for words, m in medians.items()]
    return "\n".join(lines)


def main() -> None:
    """Print the table, or one measurement."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--years", type=int, default=23)
    parser.add_argument("--sectors", type=int, default=47)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--one", choices=list(MEASURED))
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.one:
        one(asked.one, asked.folder)
    else:
        sys.stdout.write(table(asked.years, asked.sectors, asked.runs) + "\n")


if __name__ == "__main__":
    main()
