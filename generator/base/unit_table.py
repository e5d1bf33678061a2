"""What pint makes of ``content/units/units.txt``: the dimension of each symbol and its factor to the canonical unit.

Importing pint takes half a second, more than all else that a small build does. So its answers stand in ``atoms.csv``
beside the definitions, with their hash; when the definitions were edited, pint is asked again (``python -m
generator.base.unit_table`` writes the file anew, and a test holds the two together).
"""

from __future__ import annotations

import hashlib
from fractions import Fraction
from pathlib import Path
from typing import Any

from generator.base.resources import content_root

Table = dict[str, tuple[str, Fraction]]


def _definitions() -> Path:
    return content_root() / "units" / "units.txt"


def _written() -> Path:
    return content_root() / "units" / "atoms.csv"


def symbols() -> list[str]:
    """Return the symbols that the definitions name, in their order."""
    lines = _definitions().read_text(encoding="utf-8").splitlines()
    return [line.split("=")[0].strip() for line in lines if "=" in line and not line.startswith("#")]


def fingerprint() -> str:
    """Return the hash of the definitions."""
    return hashlib.sha256(_definitions().read_bytes()).hexdigest()


def load() -> Table:
    """Return dimension and exact factor by symbol."""
    if _written().is_file():
        head, *lines = _written().read_text(encoding="utf-8").splitlines()
        if head == f"# {fingerprint()}":
            rows = (line.split(",") for line in lines)
            return {symbol: (dimension, Fraction(factor)) for symbol, dimension, factor in rows}
    return ask_pint()


def ask_pint() -> Table:
    """Return dimension and exact factor by symbol, worked out by pint."""
    import pint

    registry: pint.UnitRegistry[Any] = pint.UnitRegistry(None, non_int_type=Fraction)
    for line in _definitions().read_text(encoding="utf-8").splitlines():
        definition = line.split("#")[0].strip()
        if definition:
            registry.define(definition)
    table: Table = {}
    for symbol in symbols():
        factor, unit = registry.get_base_units(symbol)
        dimensions = sorted(registry.Quantity(1, unit).dimensionality.items())
        table[symbol] = "*".join(f"{name}^{exponent}" for name, exponent in dimensions), Fraction(str(factor))
    return table


def write() -> None:
    """Write pint's answers beside the definitions."""
    lines = [f"# {fingerprint()}", *(f"{s},{d},{f}" for s, (d, f) in ask_pint().items())]
    _written().write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
