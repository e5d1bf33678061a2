"""Which project the sides of a comparison name, where only one of them does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.build.named import project_named_by


@pytest.mark.parametrize(("said", "known"), [("x", True), ("y", False), ("../projects/x", False), ("", False)])
def test_an_output_names_its_project_and_nothing_else(tmp_path: Path, said: str, known: bool) -> None:
    (tmp_path / "tanwen.toml").touch()
    project, output = tmp_path / "projects" / "x", tmp_path / "output" / "x"
    for folder in (project, output):
        folder.mkdir(parents=True)
    (project / "project.yaml").touch()
    (output / "manifest.json").write_text(json.dumps({"project": said}), "utf-8")
    assert project_named_by(output) == (project if known else None)


def test_an_edition_is_of_the_project_that_it_lies_in(tmp_path: Path) -> None:
    folder = tmp_path / "x" / "issued" / "report" / "1.0"
    folder.mkdir(parents=True)
    (tmp_path / "x" / "project.yaml").touch()
    (folder / "edition.json").write_text("{}", "utf-8")
    assert project_named_by(folder) == tmp_path / "x"
