"""Worked examples in YAML: inputs and answers that come from outside the code under test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.base.data_sets import COLUMNS
from generator.base.findings import Severity
from generator.calculations.compute import compute
from generator.project.models import ProjectFile
from generator.project.project import Project
from tests.calculations.answers import assert_answers
from tests.calculations.building import document, source, table

EXAMPLES = sorted((Path(__file__).parent / "examples").glob("*.yaml"))


def _workspace(folder: Path, sets: list[list[str]]) -> Path:
    for name, *rows in sets:
        home = folder / "content" / "factors" / name
        home.mkdir(parents=True)
        head = {"id": name, "version": "1.0", "zh": name, "en": name, "kind": "electricity"}
        head["sources"] = {"example": {"document": "worked example", "published": "2024-01-01"}}
        (home / "1.0.yaml").write_text(yaml.safe_dump(head, allow_unicode=True), encoding="utf-8")
        (home / "1.0.csv").write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example(path: Path, tmp_path: Path) -> None:
    example: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert example["from"], "an example names its source"
    data = document()
    data["sources"] = [source(one.pop("id"), one.pop("kind"), one.pop("unit"), **one) for one in example["sources"]]
    data["criteria"] = {**data["criteria"], **example.get("criteria", {})}
    data |= {key: example[key] for key in ("boundary", "periods", "metrics", "instruments") if key in example}
    workspace = _workspace(tmp_path, example.get("workspace_factors", []))
    rows = (table([tuple(row) for row in example["rows"]]),)
    project = Project("client", workspace, workspace, ProjectFile.model_validate(data), rows, {}, {})

    outcome = compute(project, ["inventory"])

    assert outcome.value is not None
    assert sorted({f.rule for f in outcome.findings if f.severity is not Severity.ERROR}) == example.get("findings", [])
    assert not [f for f in outcome.findings if f.severity is Severity.ERROR]
    assert_answers(outcome.value, example["facts"])
