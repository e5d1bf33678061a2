"""Worked examples of every calculation, from outside the project: inputs, answers, and what every number must have.

``tests/calculations/<calculation>/worked/*.yaml``: ``name``, ``from`` (the source, or what was worked out by hand),
``project`` (keys of project.yaml), ``files`` (tables), ``findings`` (the rules that must speak), ``facts``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.ledger.explain import explain, leaves
from tests.calculations.answers import assert_answers
from tests.calculations.worked import EXAMPLES, calculate


def _read(path: Path) -> dict[str, Any]:
    example: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return example


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.parent.name}/{path.stem}")
def test_example(path: Path, tmp_path: Path) -> None:
    """The answers are met, the findings are those expected, and every number leads down to a place or a source."""
    example = _read(path)
    assert example["from"], "an example names its source"
    project, ledger, findings = calculate(tmp_path, example)

    told = [f"{f.position} {f.rule} {f.message.en}" for f in findings]
    assert sorted({f.rule for f in findings}) == sorted(example.get("findings", [])), told
    assert all(f.position.path for f in findings)
    assert_answers(ledger, example["facts"])
    tables = (*project.rows, *project.columns)
    for fact in ledger:
        node = explain(ledger, tables, fact.key, "en")
        assert node is not None
        for leaf in leaves(node):
            assert leaf.position is not None or leaf.reference is not None or leaf.arithmetic, leaf.key
        assert fact.label.zh != fact.label.en or fact.label.en.isascii(), fact.key
