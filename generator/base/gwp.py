"""Global warming potentials over 100 years, from the package ``globalwarmingpotentials`` (IPCC SAR, AR4, AR5, AR6).

The package's table is read as text, so that no digit passes through a binary float. CO2 has no row there: it is 1 by
definition. AR6 gives methane as one value (27.9) without the split into fossil and non-fossil origin.
"""

from __future__ import annotations

import csv
import importlib.util
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from generator.base.findings import Position

SETS = ("SAR", "AR4", "AR5", "AR6")

#: Where each set was published: document and table.
_DOCUMENTS = {
    "SAR": ("IPCC第二次评估报告（SAR）", "GHG Protocol GWP values, 2016"),
    "AR4": ("IPCC第四次评估报告（AR4）", "WG1 Table 2.14"),
    "AR5": ("IPCC第五次评估报告（AR5）", "WG1 Table 8.A.1"),
    "AR6": ("IPCC第六次评估报告（AR6）", "WG1 Table 7.SM.7"),
}
_YEARS = {"SAR": "1995", "AR4": "2007", "AR5": "2013", "AR6": "2021"}
_PFCS = frozenset(
    ["CF4", "C2F6", "C3F8", "cC4F8", "C4F10", "C5F12", "C6F14", "C7F16", "C8F18", "C10F18", "cC3F6", "SF5CF3"]
)
_FILE = "globalwarmingpotentials.csv"


@dataclass(frozen=True, slots=True)
class Potential:
    """The GWP100 of a gas in one set, in tCO2e per t of gas."""

    gas: str
    set: str
    value: Decimal
    document: str
    locator: str
    year: str
    mark: str
    position: Position


def potential(gas: str, gwp_set: str) -> Potential | None:
    """Return the GWP100 of ``gas`` (``CH4``, ``HFC134a``, ``CF4`` …), or ``None`` where the set has none."""
    document, locator = _DOCUMENTS[gwp_set]
    if gas == "CO2":
        return Potential(
            gas, gwp_set, Decimal(1), document, "definition", _YEARS[gwp_set], "confirmed", Position(_FILE)
        )
    found = _table().get((gas, gwp_set))
    if found is None:
        return None
    value, line = found
    return Potential(gas, gwp_set, value, document, locator, _YEARS[gwp_set], "secondary", Position(_FILE, line))


@lru_cache(maxsize=1)
def gases() -> tuple[str, ...]:
    """Return the gases of any set."""
    return tuple(dict.fromkeys(["CO2", *(gas for gas, _ in _table())]))


def family(gas: str) -> str:
    """Return the group in which an inventory reports a gas.

    CO2, CH4, N2O, NF3 and SF6 stand alone; HFCs and PFCs are groups; gases of the Montreal Protocol (CFCs, HCFCs,
    halons) and others outside the seven are ``other``: apart from the totals (GHG Protocol Corporate Standard, ch. 9).
    """
    if gas in ("CO2", "CH4", "N2O", "NF3", "SF6"):
        return gas
    if gas.startswith("HFC"):
        return "HFCs"
    if gas in _PFCS:
        return "PFCs"
    return "other"


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, str], tuple[Decimal, int]]:
    spec = importlib.util.find_spec("globalwarmingpotentials")
    if spec is None or spec.origin is None:
        return {}
    found: dict[tuple[str, str], tuple[Decimal, int]] = {}
    columns: list[str] = []
    with (Path(spec.origin).parent / _FILE).open(encoding="utf-8", newline="") as stream:
        for line, cells in enumerate(csv.reader(stream), 1):
            if not cells or cells[0].startswith("#"):
                continue
            if not columns:
                columns = cells
                continue
            for column, value in zip(columns[1:], cells[1:], strict=False):
                gwp_set = column.removesuffix("GWP100")
                if value and column.endswith("GWP100") and gwp_set in SETS:
                    found[cells[0], gwp_set] = (Decimal(value), line)
    return found
