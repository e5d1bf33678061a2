"""The manual of the calculations comes from their docstrings: none that records facts may leave a part out."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.calculations.compute import runner
from generator.calculations.versions import CALCULATIONS
from generator.project.models import ProjectFile
from tools.calculation_pages import examples, lacking, package_of, records

MODULES = sorted(
    path for one in CALCULATIONS.values() for path in package_of(one.module).rglob("*.py") if records(path)
)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_module_that_records_facts_says_method_inputs_outputs_errors_example_and_marks(path: Path) -> None:
    assert lacking(path) == []


@pytest.mark.parametrize("name", CALCULATIONS)
def test_a_calculation_runs_reads_sections_that_exist_and_has_worked_examples(name: str) -> None:
    one = CALCULATIONS[name]

    assert callable(runner(one))
    assert set(one.sections) <= set(ProjectFile.model_fields)
    assert list(CALCULATIONS).index(name) > max((list(CALCULATIONS).index(need) for need in one.needs), default=-1)
    assert list(examples(name)), f"no worked example of {name}"
