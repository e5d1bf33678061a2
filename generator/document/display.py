"""How a fact is shown: unit, digits, sign. Rounding for display happens here alone, half to even (GB/T 8170)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Literal

from generator.base.records import by_fields
from generator.base.text import Language
from generator.base.units import parse_unit

Sign = Literal["plain", "magnitude", "always"]

#: Decimals by unit, where neither the place nor the document says otherwise.
DEFAULT_DIGITS: dict[str, int] = {
    "tCO2e": 2,
    "tCO2": 2,
    "t": 2,
    "tC": 2,
    "kWh": 0,
    "MWh": 2,
    "GJ": 2,
    "tce": 2,
    "%": 2,
    "percent": 2,
    "year": 0,
    "CNY": 2,
    "万元": 2,
    "person": 0,
    "a": 1,
    "1": 4,
}

#: What a reader sees for a unit, zh and en, where it differs from the unit's text.
_SHOWN_UNITS: dict[str, tuple[str, str]] = {
    "tCO2e": ("t CO₂e", "t CO₂e"),
    "tCO2": ("t CO₂", "t CO₂"),
    "kgCO2/kWh": ("kg CO₂/kWh", "kg CO₂/kWh"),
    "tCO2/MWh": ("t CO₂/MWh", "t CO₂/MWh"),
    "tCO2e/MWh": ("t CO₂e/MWh", "t CO₂e/MWh"),
    "tC/GJ": ("t C/GJ", "t C/GJ"),
    "percent": ("%", "%"),
    "CNY": ("元", "CNY"),
    "10^4 CNY": ("万元", "10⁴ CNY"),
    "万元": ("万元", "10⁴ CNY"),
    "亿元": ("亿元", "10⁸ CNY"),
    "10^4 Nm3": ("万Nm³", "10⁴ Nm³"),
    "tkm": ("t·km", "t·km"),
    "pkm": ("人·km", "passenger-km"),
    "person": ("人", "persons"),
    "piece": ("件", "pieces"),
    "a": ("年", "years"),
    "month": ("个月", "months"),
    "day": ("天", "days"),
    "year": ("年", ""),
    "1": ("", ""),
}


#: What a unit measures is said by the fact's label, not repeated beside every number.
_SUBSTANCE = re.compile(r"\{[^{}]*\}")


@by_fields
@dataclass(frozen=True, slots=True)
class Display:
    """How one place shows a fact. ``unit`` and ``digits`` of ``None`` leave it to the document's policy."""

    unit: str | None = None
    digits: int | None = None
    with_unit: bool = False
    sign: Sign = "plain"
    grouping: bool = True


@dataclass(frozen=True, slots=True)
class Shown:
    """A number as a reader sees it: its text, its rounded value, the decimals shown, and its unit."""

    text: str
    value: Decimal
    digits: int
    unit: str
    unit_text: str

    @property
    def full(self) -> str:
        """Number and unit as they stand in a sentence."""
        if not self.unit_text:
            return self.text
        joint = "" if self.unit_text in ("%", "年", "个月", "天") else " "
        return f"{self.text}{joint}{self.unit_text}"


def unit_text(unit: str, language: Language) -> str:
    """Return the spelling of a unit for readers: CO₂ with its subscript, 万元 for 10^4 CNY, no substance in braces."""
    unit = _SUBSTANCE.sub("", unit)
    if unit in _SHOWN_UNITS:
        return _SHOWN_UNITS[unit][1 if language == "en" else 0]
    if "/" in unit:
        first, *below = (unit_text(part, language) for part in unit.split("/"))
        return "/".join([first, *(f"({part})" if "·" in part else part for part in below)])
    text = unit
    for plain, shown in (("CO2e", " CO₂e"), ("CO2", " CO₂"), ("CH4", " CH₄"), ("N2O", " N₂O")):
        if plain in text and shown.strip() not in text:
            text = text.replace(plain, shown)
    for number, power in (("10^4", "10⁴"), ("10^8", "10⁸"), ("^3", "³"), ("^2", "²"), ("m3", "m³"), ("m2", "m²")):
        text = text.replace(number, power)
    return text.replace("  ", " ").strip()


def conversion(unit: str, wanted: str) -> Decimal:
    """Return the number by which a value in ``unit`` is multiplied to be shown in ``wanted``.

    A wanted unit that names no substance (``MWh``, ``t``) stands for that of the fact (``MWh{electricity}``).

    Raises:
        UnitError: the two differ in dimension or substance.
    """
    if unit == wanted:
        return Decimal(1)
    have, want = parse_unit(unit), parse_unit(wanted)
    if not have.converts_to(want) and not any(substance for _, substance, _ in want.atoms):
        have = have.plain
    return have.conversion(want)


def _digits(unit: str, policy: dict[str, int]) -> int:
    plain = _SUBSTANCE.sub("", unit)
    for table in (policy, DEFAULT_DIGITS):
        for name in (unit, plain):
            if name in table:
                return table[name]
    return 2


def show(
    value: Decimal,
    unit: str,
    display: Display,
    language: Language,
    policy: dict[str, int] | None = None,
) -> Shown:
    """Round a value half to even at the digits that place, policy or unit ask for, and spell it.

    ``policy`` maps unit text to decimals (the document's digit policy).

    Raises:
        UnitError: ``display.unit`` is of another dimension than ``unit``.
    """
    wanted = display.unit or unit
    with localcontext(prec=50):
        exact = value if wanted == unit else value * conversion(unit, wanted)
        digits = _digits(wanted, policy or {}) if display.digits is None else display.digits
        rounded = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_EVEN)
    if rounded == 0:
        rounded = abs(rounded)
    spelled = abs(rounded) if display.sign == "magnitude" else rounded
    grouped = display.grouping and wanted != "year"
    text = f"{spelled:,f}" if grouped else f"{spelled:f}"
    if display.sign == "always" and rounded > 0:
        text = f"+{text}"
    text = text.replace("-", "−") if spelled < 0 else text
    return Shown(text, spelled, digits, wanted, unit_text(wanted, language))
