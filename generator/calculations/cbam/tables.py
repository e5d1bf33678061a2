"""Figures of the regulations: default values, benchmarks, factors, scope, taken from the package opencbam.

Method: nothing is calculated here. Every figure comes with the regulation that opencbam cites and with opencbam's
version; the package is imported when a project has a section `cbam`, since its tables take 0.1 s to read. Countries
are called as the regulation's tables call them; common Chinese names are understood.

Inputs: CN code, country, year, production route.

Outputs: figures for the facts of the other parts; no facts of its own.

Errors: none of its own.

Example: `worked/default-turkiye.yaml` (the package's README).

Marks: all secondary, a transcription of the regulations; the cross-sectoral correction factor is not published, is
taken as 1 and is unconfirmed. The package holds no electricity factors (its source forbids redistribution): a
project states them.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import ModuleType
from typing import Any

from generator.ledger.fact import Reference

DEFAULTS = "Implementing Regulation (EU) 2025/2621"
BENCHMARKS = "Implementing Regulation (EU) 2025/2620"
METHOD = "Implementing Regulation (EU) 2025/2547"
CBAM = "Regulation (EU) 2023/956"
OMNIBUS = "Regulation (EU) 2025/2083"
ETS = "Directive 2003/87/EC"
#: Marks of production years in the benchmark table: 2026 and 2027, 2028 to 2030.
_FIRST_YEARS = 2027
_GASES = {"N2O": "GWP_N2O", "CF4": "GWP_CF4", "C2F6": "GWP_C2F6"}
#: What Chinese files call some countries, and what the regulation's tables call them.
_COUNTRIES = {
    "中国": "China",
    "土耳其": "Türkiye",
    "印度": "India",
    "越南": "Vietnam",
    "印度尼西亚": "Indonesia",
    "马来西亚": "Malaysia",
    "泰国": "Thailand",
    "韩国": "South Korea",
    "日本": "Japan",
    "乌克兰": "Ukraine",
    "俄罗斯": "Russia",
    "巴西": "Brazil",
    "埃及": "Egypt",
    "哈萨克斯坦": "Kazakhstan",
}


@dataclass(frozen=True, slots=True)
class Default:
    """Default values of one CN code in one country, in tCO2e per functional unit; what does not apply is ``None``."""

    direct: Decimal | None
    indirect: Decimal | None
    total: Decimal
    marked_up: Decimal
    own: bool


@lru_cache(maxsize=1)
def package() -> ModuleType:
    """Import opencbam with the parts that hold the tables."""
    import opencbam
    import opencbam.engine.constants
    import opencbam.engine.cscf
    import opencbam.engine.reference

    module: ModuleType = opencbam
    return module


def reference(document: str, locator: str = "", year: str = "") -> Reference:
    """Return the reference of a figure: the regulation, where in it, and the package that transcribed it."""
    via = f"opencbam {package().__version__}"
    return Reference(document, f"{locator}；{via}" if locator else via, year)


def digits(cn: str) -> str:
    """Return a CN code without spaces."""
    return cn.replace(" ", "")


def covered(cn: str) -> bool:
    """Whether a CN code is (a heading of) a good of Annex I."""
    return bool(package().is_covered_cn(cn))


def nearest_codes(cn: str) -> list[str]:
    """Return the covered CN codes nearest to one that is not covered, with their names."""
    goods: Any = package().engine.goods
    known = {good.cn: good for (good,) in ((g,) for g in goods._load().values())}
    start = digits(cn)
    same = [code for length in (6, 4, 2) for code in known if code.startswith(start[:length])]
    close = difflib.get_close_matches(start, list(known), n=3, cutoff=0.5)
    return [f"{code}（{known[code].description}）" for code in dict.fromkeys([*same[:3], *close])][:4]


def nearest_benchmarks(cn: str) -> list[str]:
    """Return the CN codes nearest to one without benchmark that have one: those of its longest common heading."""
    known = sorted(digits(code) for code in package().engine.reference._load())
    start = digits(cn)
    headings = ([code for code in known if code.startswith(start[:length])] for length in (6, 4))
    return next((codes[:6] for codes in headings if codes), [])


def country_name(country: str) -> str:
    """Return what the regulation's tables call a country."""
    return _COUNTRIES.get(country.strip(), country.strip())


def sector(cn: str) -> str:
    """Return the sector of a CN code, or nothing."""
    return str(package().sector_for_cn(cn) or "")


def is_electricity(cn: str) -> bool:
    """Whether the good is electricity."""
    return digits(cn).startswith("2716")


def indirect_counts(cn: str) -> bool:
    """Whether indirect emissions count: for goods outside Annex II."""
    return not is_electricity(cn) and not package().engine.reference.is_annex_ii(cn)


def counts_clinker(cn: str) -> bool:
    """Whether the functional unit is the clinker contained."""
    return bool(package().engine.reference.is_clinker_functional_unit(cn))


def always_in_scope(cn: str) -> bool:
    """Whether the de minimis rule leaves the good out: hydrogen and electricity."""
    return sector(cn) in ("hydrogen", "electricity")


def listed(country: str) -> bool:
    """Whether the table of default values has the country by this name."""
    return bool(package().country_is_listed(country))


def nearest_countries(country: str) -> list[str]:
    """Return the names of listed countries nearest to one that is not listed."""
    rows: Any = package().engine.defaults._load()
    names = sorted({row["country"] for group in rows.values() for row in group})
    folded = {name.casefold(): name for name in names}
    close = difflib.get_close_matches(country.casefold(), list(folded), n=3, cutoff=0.5)
    return [folded[one] for one in close]


def default(country: str, cn: str, year: int, route: str | None) -> Default | None:
    """Return the default values of a CN code, or nothing; a clinker without its grade raises ValueError."""
    tables = package()
    grade = route if route in ("A", "B") else None
    for tried in (grade, None) if grade else (None,):
        total = tables.get_default_value(country, cn, kind="total", route=tried)
        marked = tables.get_marked_up_default(country, cn, year, route=tried)
        if total is not None and marked is not None:
            direct = tables.get_default_value(country, cn, kind="direct", route=tried)
            indirect = tables.get_default_value(country, cn, kind="indirect", route=tried)
            return Default(direct, indirect, total, marked, listed(country))
    return None


def default_route(country: str, cn: str, route: str | None) -> str | None:
    """Return the route on which a default value rests: the benchmark follows it. None for clinker without its grade."""
    if route in ("A", "B") and counts_clinker(cn):
        return route
    try:
        found = package().engine.defaults.get_default_route(country, cn)
    except ValueError:
        return None
    return str(found) if found else None


def unknown_origin(cn: str, year: int, route: str | None) -> tuple[Decimal, Decimal] | None:
    """Return the value of a precursor of unknown origin (Annex IV), without and with mark-up, or nothing."""
    tables = package().engine.defaults
    base = tables.get_unknown_country_precursor_default(cn, route=route)
    marked = tables.get_unknown_country_precursor_marked_up(cn, year, route=route)
    return (base, marked) if base is not None and marked is not None else None


def routes(cn: str, actual: bool, year: int) -> dict[str | None, Decimal]:
    """Return the benchmarks of a CN code by route, of column A (actual values) or B (default values)."""
    entry = package().engine.reference._entry(cn)
    if entry is None:
        return {}
    rows = entry["column_a"] if actual else entry["column_b"]
    marker = "1" if year <= _FIRST_YEARS else "2"
    pool = [row for row in rows if row["year"] == marker] or rows
    return {row["route"]: Decimal(row["value"]) for row in pool}


def factor(year: int) -> Decimal:
    """Return the CBAM factor: the share of free allocation that is still deducted."""
    return Decimal(package().engine.constants.cbam_factor(year))


def correction(year: int) -> tuple[Decimal, bool]:
    """Return the cross-sectoral correction factor and whether it is only assumed."""
    value, assumed = package().engine.cscf.cscf_factor(year)
    return Decimal(value), bool(assumed)


def warming(gas: str) -> Decimal | None:
    """Return the GWP (AR5) of a gas other than CO2, or nothing."""
    name = _GASES.get(gas)
    return Decimal(getattr(package().engine.constants, name)) if name else None


def carbon_to_co2() -> Decimal:
    """Return 3.664 tCO2/tC."""
    return Decimal(package().engine.constants.F_C_TO_CO2)


def de_minimis() -> Decimal:
    """Return the net mass in tonnes a year up to which an importer is exempt."""
    return Decimal(package().engine.constants.DE_MINIMIS_NET_MASS_TONNES)
