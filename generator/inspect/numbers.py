"""Reading shown numbers back, and telling which digit strings of a document need no fact behind them.

A value shown with d digits stands for an interval of half a unit of the last digit; the ledger's value must lie in it.
The kinds of digit strings that are no figures are listed here, and published in ``docs/inspection.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from generator.base.units import UnitError, parse_unit

_NUMBER = re.compile(r"[-+−－±]?\d[\d,]*(?:\.\d+)?")


def read_number(text: str) -> Decimal | None:
    """Return the first number in a shown text, grouping commas and typographic minus signs understood."""
    found = _NUMBER.search(text)
    if not found:
        return None
    plain = found.group().replace(",", "").replace("−", "-").replace("－", "-").lstrip("±")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def agrees(shown: Decimal, digits: int, shown_unit: str, value: Decimal, unit: str) -> bool:
    """Whether ``shown`` is ``value`` (in ``unit``) rounded to ``digits`` decimals in ``shown_unit``, sign apart.

    The sign is left out because a sentence may say "a fall of 3.2 %" of a change of -3.2 %.
    """
    try:
        # readers see MWh where the ledger says MWh{electricity}: here the two are one unit
        have, wanted = parse_unit(unit).plain, parse_unit(shown_unit).plain
        exact = value if unit == shown_unit else value * have.conversion(wanted)
    except UnitError:
        return False
    half = Decimal("0.5").scaleb(-digits)
    return abs(abs(exact) - abs(shown)) <= half


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of digit string that is no figure."""

    name: str
    zh: str
    pattern: re.Pattern[str]


#: In this order: the first that covers a digit string names it.
KINDS: tuple[Kind, ...] = tuple(
    Kind(name, zh, re.compile(pattern))
    for name, zh, pattern in (
        (
            "standard number",
            "标准编号与文号",
            r"(?:[A-Z][A-Za-z]*(?:[/ ][A-Z0-9]+)*)[ /]?\d[\d.]*(?:-\d+)*(?:[:：—–-]\d{4})?",
        ),
        ("document number", "发文字号", r"[〔\[（(]\d{4}[〕\]）)](?:第)?\d+号|\d{4}年第\d+号"),
        ("date", "日期", r"(?:19|20)\d{2}[-./年]\d{1,2}(?:[-./月]\d{1,2}日?|月)?"),
        ("year", "年份", r"(?<![\d.,])(?:19|20)\d{2}(?![\d.,]\d)(?:[—–-](?:19|20)\d{2})?"),
        ("month or day", "月日", r"(?<!\d)\d{1,2}(?:月|日)"),
        (
            "clause or numbering",
            "条款与编号",
            r"第\s?\d+(?:\.\d+)*\s?(?:部分|[章节条款项页])|(?:表|图|式|附录)\s?[A-Z]?\.?\d+(?:[-.]\d+)*|\(\d+-\d+\)|（\d+-\d+）",
        ),
        ("power of ten in a unit", "单位中的十的幂", r"10[⁰¹²³⁴⁵⁶⁷⁸⁹]+|10\^\d+"),
        ("chemical formula", "化学式与气体代号", r"(?:C|N|S|H|F|O|R|HFC|PFC|HCFC)[A-Za-z]*-?\d+[A-Za-z0-9]*"),
        (
            "identifier",
            "代号",
            r"[A-Za-z#№][A-Za-z0-9_./#-]*\d[A-Za-z0-9_./#-]*|\d+[A-Za-z][A-Za-z0-9_-]*|\d+\s?(?:#|号|楼|层|室|路|栋|期)|#\d+"
            r"|(?<!\d)\d{6,}(?![\d.,]*\s*(?:[吨万亿元人台件%％t]|[kMG]?[WgJ]))",
        ),
        ("ratio of atomic weights", "相对分子质量比", r"44\s?/\s?12"),
    )
)
_DIGITS = re.compile(r"\d[\d,.]*")


def loose_digits(text: str, allowed: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the digit strings of ``text`` that belong to no kind and stand in none of the ``allowed`` texts."""
    for known in sorted(filter(None, allowed), key=len, reverse=True):
        text = text.replace(known, " ")
    if not _DIGITS.search(text):  # as most of a text is
        return
    covered = [match.span() for kind in KINDS for match in kind.pattern.finditer(text)]
    for match in _DIGITS.finditer(text):
        if not any(start <= match.start() and match.end() <= end for start, end in covered):
            bare = match.group().rstrip(".,")
            if not any(start <= match.start() and match.start() + len(bare) <= end for start, end in covered):
                yield bare
