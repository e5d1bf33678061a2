"""What a fact of two ledgers is called: a name that changed must not be read as that of the old number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.base.text import Text
from generator.base.units import parse_unit
from generator.ledger.context import Context
from generator.ledger.fact import Fact, Kind, label_of_both


def fact(zh: str, en: str) -> Fact:
    return Fact("gwp.value", Context(), Decimal(28), parse_unit("1"), Kind.GIVEN, Text(zh, en))


@pytest.mark.parametrize(
    ("old", "new", "both"),
    [
        ("GWP100 of CH4 (AR6)", "GWP100 of CH4 (AR5)", "GWP100 of CH4 (AR6 → AR5)"),
        ("CH4 的全球变暖潜势（AR6）", "CH4 的全球变暖潜势（AR5）", "CH4 的全球变暖潜势（AR6 → AR5）"),
        ("天然气", "管道天然气", "天然气 → 管道天然气"),
        ("gas", "gas, Lanhe", "gas → gas, Lanhe"),
        ("gas", "gas", "gas"),
    ],
)
def test_a_changed_name_is_said_then_and_now(old: str, new: str, both: str) -> None:
    assert label_of_both(fact(old, old), fact(new, new)) == Text(both, both)


def test_a_fact_of_one_side_keeps_its_name() -> None:
    one = fact("甲", "a")
    assert label_of_both(one, None) == label_of_both(None, one) == Text("甲", "a")
