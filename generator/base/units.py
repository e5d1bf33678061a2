"""Units with substances: t of coal is not t of clinker, and tCO2 is not tCO2e.

A unit is a product of *atoms* (symbol, substance, exponent) and a scale: ``t{CO2}/MWh{electricity}``. Two units are
comparable when their dimensions agree substance by substance; pint works out the conversion factors
(``content/units/units.txt``). Gas volumes at 0 degC (``Nm3``) and at 20 degC (``Sm3``) are different dimensions, so
that no conversion between them happens unsaid.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

from generator.base.records import by_fields
from generator.base.unit_table import Table, load

#: Symbols that carry a substance in their usual spelling: tCO2e is t{CO2e}.
_MASS = ("t", "kg", "g", "Mt", "kt")
_GASES = ("CO2e", "CO2", "CH4", "N2O", "NF3", "SF6", "HFCs", "PFCs", "C")
_WRITTEN_TOGETHER = {f"{m}{g}": (m, g) for m in _MASS for g in _GASES}

#: Chinese and other spellings: text -> (scale, symbol, substance).
_SPELLINGS: dict[str, tuple[Decimal, str, str]] = {
    "吨": (Decimal(1), "t", ""),
    "千克": (Decimal(1), "kg", ""),
    "公斤": (Decimal(1), "kg", ""),
    "克": (Decimal(1), "g", ""),
    "万吨": (Decimal(10000), "t", ""),
    "升": (Decimal(1), "L", ""),
    "立方米": (Decimal(1), "m3", ""),
    "标立方米": (Decimal(1), "Nm3", ""),
    "标方": (Decimal(1), "Nm3", ""),
    "万标立方米": (Decimal(10000), "Nm3", ""),
    "万立方米": (Decimal(10000), "m3", ""),
    "m³": (Decimal(1), "m3", ""),
    "Nm³": (Decimal(1), "Nm3", ""),
    "千瓦时": (Decimal(1), "kWh", ""),
    "度": (Decimal(1), "kWh", ""),
    "兆瓦时": (Decimal(1), "MWh", ""),
    "万千瓦时": (Decimal(10000), "kWh", ""),
    "吉焦": (Decimal(1), "GJ", ""),
    "百万千焦": (Decimal(1), "GJ", ""),
    "元": (Decimal(1), "CNY", ""),
    "万元": (Decimal(10000), "CNY", ""),
    "亿元": (Decimal(100000000), "CNY", ""),
    "人": (Decimal(1), "person", ""),
    "件": (Decimal(1), "piece", ""),
    "台": (Decimal(1), "piece", ""),
    "年": (Decimal(1), "a", ""),
    "吨标准煤": (Decimal(1), "tce", ""),
    "吨标煤": (Decimal(1), "tce", ""),
    "吨公里": (Decimal(1), "tkm", ""),
    "人公里": (Decimal(1), "pkm", ""),
    "公里": (Decimal(1), "km", ""),
    "平方米": (Decimal(1), "m2", ""),
    "公顷": (Decimal(1), "ha", ""),
    "平方公里": (Decimal(1), "km2", ""),
    "头": (Decimal(1), "head", ""),
    "辆": (Decimal(1), "piece", ""),
    "小时": (Decimal(1), "h", ""),
    "天": (Decimal(1), "day", ""),
    "%": (Decimal(1), "percent", ""),
    "％": (Decimal(1), "percent", ""),
}

#: Longer than any unit with the name of a substance.
_LONGEST = 200
_ATOM = re.compile(r"^(?P<symbol>[^\s{}^/·*()]+?)(?:\{(?P<substance>[^{}]*)\})?(?:\^(?P<exponent>-?[1-9]))?$")
_SCALE = re.compile(
    r"^(?:10\^(?P<power>[0-9]{1,2})|(?P<number>[0-9]{1,15}(?:\.[0-9]{1,15})?)|(?P<han>万|亿))(?=\s|[A-Za-z一-鿿])\s*"
)


class UnitError(ValueError):
    """A unit that cannot be read, or two units that cannot be brought together."""


@by_fields
@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: ``scale`` times the product of ``atoms``, as written in ``text``."""

    text: str
    atoms: tuple[tuple[str, str, int], ...]
    scale: Decimal = Decimal(1)

    def __str__(self) -> str:
        return self.text

    def __hash__(self) -> int:
        return hash(self.text)  # asked with every product; equal units have equal texts

    @property
    def dimensions(self) -> tuple[tuple[str, str, int], ...]:
        """(dimension, substance, exponent), sorted, without zero exponents."""
        return _dimensions(self)

    @property
    def factor(self) -> Fraction:
        """How many canonical units one of this unit is, exactly."""
        return _factor(self)

    @property
    def plain(self) -> Unit:
        """This unit with no substance: what a person types in a ledger's unit column."""
        return _assemble([(s, "", e) for s, _, e in self.atoms], self.scale)

    @property
    def unscaled(self) -> Unit:
        """This unit without its power of ten: t for 10^4 t."""
        return _assemble(list(self.atoms), Decimal(1))

    def of(self, substance: str) -> Unit:
        """Give the substance to every atom that has none and can carry one (mass, volume, energy, pieces)."""
        return self._with([(s, b or (substance if _carries(s) else ""), e) for s, b, e in self.atoms])

    def per(self, substance: str) -> Unit:
        """Give the substance to every atom below the fraction line that has none: tCO2/t of coke."""
        return self._with([(s, b or (substance if e < 0 and _carries(s) else ""), e) for s, b, e in self.atoms])

    def _with(self, atoms: list[tuple[str, str, int]]) -> Unit:
        """Return this unit with other substances; unchanged, it keeps the spelling in which it was written."""
        return self if tuple(atoms) == self.atoms else _assemble(atoms, self.scale)

    def times(self, other: Unit, sign: int = 1) -> Unit:
        """Return the product (``sign=1``) or quotient (``sign=-1``) of two units."""
        return _times(self, other, sign)

    def converts_to(self, other: Unit) -> bool:
        """Whether both are of one dimension, substance by substance."""
        return self.dimensions == other.dimensions

    def conversion(self, other: Unit) -> Decimal:
        """Return the number by which a value in this unit is multiplied to stand in ``other``.

        Raises:
            UnitError: the two differ in dimension or substance; the message names both.
        """
        return _conversion(self, other)


@lru_cache(maxsize=4096)
def _times(one: Unit, other: Unit, sign: int) -> Unit:
    scale = one.scale * other.scale if sign == 1 else one.scale / other.scale
    return _assemble([*one.atoms, *((s, b, sign * e) for s, b, e in other.atoms)], scale)


@lru_cache(maxsize=4096)
def _conversion(one: Unit, other: Unit) -> Decimal:
    if not one.converts_to(other):
        raise UnitError(f"{one.text} is not {other.text}")
    ratio = one.factor / other.factor
    with localcontext(prec=34):
        return Decimal(ratio.numerator) / Decimal(ratio.denominator)


def _assemble(atoms: list[tuple[str, str, int]], scale: Decimal) -> Unit:
    merged: dict[tuple[str, str], int] = {}
    for symbol, substance, exponent in atoms:
        merged[symbol, substance] = merged.get((symbol, substance), 0) + exponent
    kept = tuple((s, b, e) for (s, b), e in merged.items() if e)
    return Unit(_spell(kept, scale), kept, scale)


def _spell(atoms: tuple[tuple[str, str, int], ...], scale: Decimal) -> str:
    def one(symbol: str, substance: str, exponent: int) -> str:
        name = symbol
        if substance:
            name = symbol + substance if symbol + substance in _WRITTEN_TOGETHER else f"{symbol}{{{substance}}}"
        return name if abs(exponent) == 1 else f"{name}^{abs(exponent)}"

    above = "·".join(one(*a) for a in atoms if a[2] > 0)
    below = "/".join(one(*a) for a in atoms if a[2] < 0)
    if scale < 1 and below and (1 / scale) % 1 == 0:
        return f"{above or '1'}/{_scale_text(1 / scale)} {below}"
    head = "" if scale == 1 else f"{_scale_text(scale)} "
    return f"{head}{above or '1'}/{below}" if below else f"{head}{above or '1'}"


def _scale_text(scale: Decimal) -> str:
    digits = scale.normalize().as_tuple()
    if digits.digits == (1,) and isinstance(digits.exponent, int) and digits.exponent > 0:
        return f"10^{digits.exponent}"
    return f"{scale.normalize():f}"


@lru_cache(maxsize=4096)
def parse_unit(text: str) -> Unit:
    """Read a unit such as ``tCO2/MWh``, ``10^4 Nm3``, ``万kWh``, ``t{clinker}``, ``吨`` or ``%``.

    Raises:
        UnitError: the text names no unit that is known.
    """
    source = text.strip().replace("t·km", "tkm").replace("p·km", "pkm")
    if not source:
        raise UnitError("a unit is missing")
    if source in ("1", "-"):
        return Unit("1", ())
    if len(source) > _LONGEST:
        raise UnitError(f"{source[:20]}… is too long for a unit")
    scale = Decimal(1)
    atoms: list[tuple[str, str, int]] = []
    for position, part in enumerate(re.split(r"\s*/\s*", source)):
        sign = 1 if position == 0 else -1
        for piece in re.split(r"\s*[·*]\s*", part):
            if piece == "1":
                continue
            factor, symbol, substance, exponent = _read_atom(piece, text)
            scale = scale * factor if sign == 1 else scale / factor
            atoms.append((symbol, substance, sign * exponent))
    unit = _assemble(atoms, scale)
    return Unit(source, unit.atoms, unit.scale)


def _read_atom(piece: str, whole: str) -> tuple[Decimal, str, str, int]:
    piece = piece.strip().strip("()")
    scale = Decimal(1)
    if piece not in _SPELLINGS and (found := _SCALE.match(piece)):
        if found["power"]:
            scale = Decimal(10) ** int(found["power"])
        elif found["number"]:
            scale = Decimal(found["number"])
            if not scale:
                raise UnitError(f"{whole!r} is not a unit: nothing is measured in noughts")
        else:
            scale = Decimal(10000) if found["han"] == "万" else Decimal(100000000)
        piece = piece[found.end() :]
    match = _ATOM.match(piece)
    if not match:
        raise UnitError(f"{whole!r} is not a unit")
    symbol, substance, exponent = match["symbol"], match["substance"] or "", int(match["exponent"] or 1)
    if symbol in _WRITTEN_TOGETHER:
        symbol, substance = _WRITTEN_TOGETHER[symbol]
    elif symbol in _SPELLINGS:
        more, symbol, found_substance = _SPELLINGS[symbol]
        scale, substance = scale * more, substance or found_substance
    if symbol not in _known():
        raise UnitError(f"{whole!r} is not a unit that is known")
    return scale, symbol, substance, exponent


@lru_cache(maxsize=1)
def _known() -> Table:
    return load()


def _atom(symbol: str) -> tuple[str, Fraction]:
    """Return the dimension and the factor to the canonical unit of a symbol."""
    return _known()[symbol]


def _carries(symbol: str) -> bool:
    return _atom(symbol)[0] in {
        "[mass]^1",
        "[energy]^1",
        "[volume]^1",
        "[gas_at_0C]^1",
        "[gas_at_20C]^1",
        "[count]^1",
        "[freight]^1",
    }


@lru_cache(maxsize=4096)
def _dimensions(unit: Unit) -> tuple[tuple[str, str, int], ...]:
    total: dict[tuple[str, str], int] = {}
    for symbol, substance, exponent in unit.atoms:
        dimension = _atom(symbol)[0]
        if dimension:
            total[dimension, substance] = total.get((dimension, substance), 0) + exponent
    return tuple(sorted((d, s, e) for (d, s), e in total.items() if e))


@lru_cache(maxsize=4096)
def _factor(unit: Unit) -> Fraction:
    value = Fraction(unit.scale)
    for symbol, _, exponent in unit.atoms:
        value *= _atom(symbol)[1] ** exponent
    return value


ONE = Unit("1", ())
