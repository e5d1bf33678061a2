"""Numbers as people type them in ledgers: thousands separators, full-width digits, text cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

#: Beyond this no quantity of a project lies; it also keeps infinity out.
_LARGEST = 1e30

_NUMBER = re.compile(
    r"^[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+|(?=\.))(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,2})?$"
)
_MOST_CHARACTERS = 48


def parse_number(text: str) -> Decimal | None:
    """Read a number typed as text, or return ``None``.

    ``1,234.5``, ``１２３４``, ``1 234``, ``-3``, ``1.2e3`` are numbers; ``12,34``, ``1.2.3``, ``约120`` are none.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("\u2212", "-")
    if len(plain) > _MOST_CHARACTERS or not _NUMBER.match(plain):
        return None
    value = Decimal(plain.replace(",", "").replace(" ", ""))
    return value if abs(value) < Decimal(_LARGEST) else None


def decimals(values: Sequence[object]) -> list[Decimal | None]:
    """Read a column of cells; what is no number is ``None``.

    A binary float from a workbook becomes the fifteen significant digits that a spreadsheet shows and calculates with,
    so that 0.1 + 0.2 in a sheet is 0.3 here too.
    """
    result: list[Decimal | None] = []
    add = result.append
    for value in values:
        if type(value) is float:
            add(Decimal(f"{value:.15g}") if -_LARGEST < value < _LARGEST else None)
        elif isinstance(value, str):
            add(parse_number(value))
        elif type(value) is int:
            add(Decimal(value))
        else:
            add(None)
    return result
