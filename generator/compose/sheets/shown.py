"""Displayed values in a workbook: rounded half to even as documents round, by a formula that stays live."""

from __future__ import annotations

from decimal import Decimal

from generator.base.text import Language
from generator.document.display import Display, Shown, show

#: Ids whose pure numbers read as percent, by their last part.
_PERCENT = frozenset(
    {
        "share",
        "green_share",
        "change_rate",
        "difference_rate",
        "gap_rate",
        "progress",
        "reduction",
        "rate",
        "required_rate",
    }
)


def is_percent(fact_id: str, unit: str) -> bool:
    """Whether a fact's pure number reads as a percentage."""
    return unit == "1" and fact_id.rpartition(".")[2] in _PERCENT


def displayed(value: Decimal, unit: str, language: Language, digits: dict[str, int]) -> Shown:
    """Round a value as the document's policy asks."""
    return show(value, unit, Display(), language, digits)


def number_format(digits: int, *, percent: bool = False, grouped: bool = True) -> str:
    """Return the spreadsheet format of a number with so many decimals."""
    if percent:
        return "0" + (f".{'0' * max(digits - 2, 0)}" if digits > 2 else "") + "%"
    head = "#,##0" if grouped else "0"
    return head + (f".{'0' * digits}" if digits else "")


def half_even(cell: str, digits: int) -> str:
    """Return a formula that rounds ``cell`` half to even (GB/T 8170).

    A spreadsheet's ROUND goes half up, so a tie is found first. Binary fractions are not exact: what lies within the
    noise of the calculation of a tie (2E-14 of the value) is one.
    """
    step = 10**digits
    scaled = f"ABS({cell})*{step}" if digits else f"ABS({cell})"
    tie = f"ABS({scaled}-INT({scaled})-0.5)<={scaled}*2E-14"
    even = f"2*ROUND({scaled}/2,0)/{step}" if digits else f"2*ROUND({scaled}/2,0)"
    return f"SIGN({cell})*IF({tie},{even},ROUND(ABS({cell}),{digits}))"
