"""Units of rows: as ledgers spell them, and whether they fit the unit of the row's source."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from generator.base.units import Unit, UnitError, parse_unit
from generator.project.models import Source

#: Spellings that differ from the symbol in case alone; only those that no other unit could mean.
_CASE = {
    u.casefold(): u for u in ("kWh", "MWh", "GWh", "kg", "GJ", "MJ", "TJ", "kJ", "Nm3", "Sm3", "m3", "tce", "L", "km")
}


@lru_cache(maxsize=1024)
def read_unit(text: str) -> Unit:
    """Read a unit cell: ``万kWh``, ``KWH``, ``Nm³``, ``吨``.

    Raises:
        UnitError: the text names no unit that is known.
    """
    try:
        return parse_unit(text)
    except UnitError:
        same = "".join(unicodedata.normalize("NFKC", text).split())
        head, rest = ("万", same[1:]) if same.startswith("万") else ("", same)
        return parse_unit(head + _CASE.get(rest.casefold(), rest))


def mismatch(unit: Unit, source: Source) -> str:
    """Say how a row's unit fails to fit its source: ``""`` (it fits), ``dimension`` or ``substance``."""
    own = parse_unit(source.unit)
    if unit.atoms == own.atoms:
        return ""
    substance = source.substance
    mine, its = (unit.of(substance), own.of(substance)) if substance else (unit, own)
    if mine.converts_to(its):
        return ""
    return "substance" if unit.plain.converts_to(own.plain) else "dimension"
