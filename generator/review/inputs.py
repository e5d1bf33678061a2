"""Inputs and shares in words: what an input was and is, where it stands, how much of a change it has."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from generator.base.text import Language
from generator.base.units import Unit
from generator.ledger.attribution.causes import InputChange
from generator.ledger.spelling import place
from generator.review.changes import Headline, NumberChange
from generator.review.phrases import say, word
from generator.review.spelling import decimals, grouped, with_unit_text

#: A number with its unit, or nothing.
Value = tuple[Decimal, Unit | None] | None


def _value(value: Decimal | None, unit: Unit | None) -> Value:
    return (value, unit) if value is not None else None


def _spelled(value: Value, language: Language) -> str:
    if value is None:
        return "—"
    return with_unit_text(grouped(value[0]), value[1].text if value[1] is not None else "", language)


def _change_text(old: Value, new: Value, language: Language) -> str:
    """Return ``6,820 → 7,320 t``; the unit stands once where both sides have the same."""
    before, after = _spelled(old, language), _spelled(new, language)
    if old is not None and new is not None and old[1] == new[1]:
        before = grouped(old[0])
    return f"{before} → {after}"


def values_text(one: InputChange, language: Language) -> str:
    """Return what an input was and is; of one whose formula changed, what changed in it."""
    old, new = (_value(fact.value, fact.unit) if fact is not None else None for fact in (one.old, one.new))
    values = _change_text(old, new, language)
    if one.detail is None:
        return values
    return one.detail.say(language) if one.old is None and one.new is None else f"{values}; {one.detail.say(language)}"


def row_texts(one: InputChange, language: Language) -> list[tuple[str, str, str]]:
    """Return the rows behind an input: what they are called, what they were and are, and where they stand."""
    return [
        (
            row.name,
            _change_text(_value(row.old, row.old_unit), _value(row.new, row.new_unit), language),
            place(row.position),
        )
        for row in one.rows
    ]


def places_text(one: InputChange) -> str:
    """Return where to look for an input: its first row, or itself, and how many rows more there are."""
    return place(one.position) if one.position is not None else ""


def shares_text(number: NumberChange, language: Language) -> list[tuple[str, str]]:
    """Return the shares of a shown change, by name of cause, with rounding last.

    They are spelled with one digit more than the number, and sum to the change as they are spelled: what spelling
    takes is counted as rounding.
    """
    if number.difference is None or number.unexplained:
        return []
    digits = number.digits + 1
    rounded = ((word(one.group, language), _rounded(one.share, digits)) for one in number.shares)
    spelled = [(name, share) for name, share in rounded if share]
    rest = Fraction(number.difference) - sum((share for _, share in spelled), Fraction(0))
    if rest:
        spelled.append((word("rounding", language), rest))
    return [(name, decimals(share, digits)) for name, share in spelled]


def _rounded(share: Fraction, digits: int) -> Fraction:
    return Fraction(round(share * 10**digits), 10**digits)


def difference_text(headline: Headline, language: Language) -> str:
    """Return ``+825 (+2.2%)``; of a percentage, the points that it moved; empty where there is no difference."""
    number = headline.number
    if number.difference is None:
        return ""
    difference = decimals(number.difference, number.digits)
    if number.unit == "%":
        return difference + say(" 个百分点", " points", language)
    return f"{difference} ({percent_text(headline)})" if percent_text(headline) else difference


def percent_text(headline: Headline) -> str:
    """Return ``+2.2%``, empty where there is nothing to compare with."""
    return f"{decimals(headline.percent, 1)}%" if headline.percent is not None and headline.number.unit != "%" else ""
