"""The manual of the calculations comes from their docstrings: none that records facts may leave a part out."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.base.findings import Severity
from generator.calculations.compute import runner
from generator.calculations.versions import CALCULATIONS, with_needs
from generator.project.models import ProjectFile
from tests.calculations.worked import calculate
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


def _opening(name: str) -> tuple[str, str]:
    """Return the first paragraph below the title of a calculation's docstring, and the block that it leads into."""
    text = ast.get_docstring(ast.parse((package_of(CALCULATIONS[name].module) / "run.py").read_text("utf-8"))) or ""
    _, paragraph, block, *_ = [*text.split("\n\n"), "", ""]
    return paragraph, textwrap.dedent(block)


@pytest.mark.parametrize("name", CALCULATIONS)
def test_a_calculation_opens_with_what_it_is_for_and_a_section_that_runs(name: str, tmp_path: Path) -> None:
    """The snippet, with the inventory where the calculation rests on one, loads without finding and gives facts."""
    paragraph, block = _opening(name)
    sections = CALCULATIONS[name].sections
    assert paragraph.startswith("For ")
    assert paragraph.endswith("::")
    assert any(f"``{section}``" in paragraph for section in sections)
    assert 5 <= len(block.splitlines()) <= 15
    keys: dict[str, Any] = yaml.safe_load(block)
    assert set(sections) & set(keys)
    for need in with_needs({name}) - {name}:
        keys = {**yaml.safe_load(_opening(need)[1]), **keys}
    project, ledger, findings = calculate(tmp_path, {"project": keys})
    assert CALCULATIONS[name].applies(project.file)
    assert [f"{f.position} {f.rule} {f.message.en}" for f in findings if f.severity is not Severity.NOTE] == []
    assert len(ledger.facts) > 5
