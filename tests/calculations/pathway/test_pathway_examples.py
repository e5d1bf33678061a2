"""The pathway against published and hand-checked results, written in YAML."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from small_system import solve

from generator.base.units import parse_unit
from generator.ledger.context import parse_key, spell_key

EXAMPLES = Path(__file__).parent.parent / "pathway_examples"


class _Loader(yaml.SafeLoader):
    """Reads numbers from the digits typed."""


_Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: Decimal(loader.construct_scalar(node)))


def _read(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a SafeLoader
    return loaded


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_worked_example(path: Path) -> None:
    case = _read(path)
    ledger, findings = solve(case)
    assert findings == []
    for text, wanted in case["expect"].items():
        number, _, unit = wanted.partition(" ")
        key = spell_key(*parse_key(text))
        assert key in ledger.facts, ledger.missing.get(key) or f"no {key}"
        fact = ledger[key]
        value = fact.value * fact.unit.conversion(parse_unit(unit))
        assert abs(value - Decimal(number)) <= abs(Decimal(number)) * Decimal("1e-12"), f"{key} = {value} {unit}"
    for text, reason in case.get("missing", {}).items():
        key = spell_key(*parse_key(text))
        assert key not in ledger.facts
        assert reason in ledger.missing[key].reason.zh
