"""Formulas evaluated again give the recorded value to the last digit."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.calculations.compute import compute
from generator.ledger.evaluation import convert, operate
from generator.ledger.expression import Call, Convert, Expression, Operation, fold
from generator.project.load import load_project

ROOT = Path(__file__).resolve().parents[2]
PROJECTS = [
    *(f"projects/{name}" for name in ("lanhe-foundry", "chengyu-ceramics", "jichuan-standard")),
    *(
        f"tests/projects/calculations/{one.name}"
        for one in sorted((ROOT / "tests/projects/calculations").iterdir())
        if one.is_dir()
    ),
]


def _again(node: Expression, parts: list[Decimal]) -> Decimal:
    match node:
        case Operation():
            return operate(node.operator, parts)
        case Call():
            return operate(node.function, parts)
        case Convert():
            return convert(parts[0], node.factor)
        case _:
            return node.value


@pytest.mark.parametrize("name", PROJECTS)
def test_every_formula_of_the_examples(name: str) -> None:
    project = load_project(ROOT / name).value
    assert project is not None
    ledger = compute(project).value
    assert ledger is not None
    formulas = [fact for fact in ledger if fact.formula is not None]
    assert formulas
    wrong = [fact.key for fact in formulas if fact.formula and fold(fact.formula, _again) != fact.value]
    assert wrong == []
