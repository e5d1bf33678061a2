"""Answers of worked examples, and how a ledger is held against them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Any

from generator.base.units import parse_unit
from generator.ledger.context import parse_key, spell_key
from generator.ledger.ledger import Ledger

#: Two values are one when they agree to this part of themselves: 34 digits are carried, thirds never end.
AGREEMENT = Decimal("1e-24")


def assert_answers(ledger: Ledger, answers: Mapping[str, Any]) -> None:
    """Hold facts against their answers.

    ``1170 tCO2e`` is exact; ``{value: 678.6, unit: tCO2e, digits: 1}`` is what a source printed with so many decimals;
    ``missing`` is a value that must not be there, with its reason recorded.
    """
    for key, answer in answers.items():
        spelled = spell_key(*parse_key(key))
        if answer == "missing":
            assert spelled in ledger.missing, key
            continue
        assert spelled in ledger.facts, (key, _near(ledger, spelled))
        fact = ledger.facts[spelled]
        value, unit, digits = _answer(answer)
        factor = fact.unit.conversion(parse_unit(unit))
        with localcontext(prec=34):
            found = fact.value * factor
        if digits is None:
            assert abs(found - value) <= abs(value) * AGREEMENT, (key, found)
        else:
            assert found.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN) == value, (key, found)


def _answer(answer: Any) -> tuple[Decimal, str, int | None]:
    if isinstance(answer, str):
        number, _, unit = answer.partition(" ")
        return Decimal(number), unit, None
    digits = answer["digits"]
    return Decimal(str(answer["value"])).quantize(Decimal(1).scaleb(-digits)), answer["unit"], digits


def _near(ledger: Ledger, key: str) -> list[str]:
    wanted = parse_key(key)[0]
    found = [k for k in ledger.facts if parse_key(k)[0] == wanted]
    return found[:8] or sorted(ledger.by_id)[:80]
