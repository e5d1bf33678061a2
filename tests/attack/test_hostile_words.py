"""Odd units, ids, names and data sets in a project file are findings at their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.base.content import load_yaml
from generator.base.units import UnitError, parse_unit
from generator.build.state import State
from generator.build.workspace import workspace_of
from generator.calculations.compute import compute
from generator.project.load import load_project
from tests.build.workspaces import workspace
from tests.project.project_folder import write


@pytest.mark.parametrize(
    "text",
    [
        "10^999999999 Nm3",
        "t/0 kWh",
        "0 t",
        "t^99999999",
        "MWh*" * 5000 + "MWh",
        "t/" * 3000 + "t",
        "t{" + "x" * 9999 + "}",
        "__import__('os').system('id')",
    ],
)
def test_a_unit_that_would_overflow_is_no_unit(text: str) -> None:
    with pytest.raises(UnitError):
        parse_unit(text)


@pytest.mark.parametrize(
    ("change", "rule", "message"),
    [
        (("unit: MWh", "unit: 10^999999999 MWh"), "IN024", "“unit”：单位“10^999999999 MWh”无法识别"),
        (("id: report", "id: " + "a" * 101), "IN023", "“id”应为不超过 100 个字"),
        (("name: 东厂", 'name: "   "'), "IN023", "“name”应为至少 1 个字"),
        (("id: report", "id: ../../evil"), "IN023", "“id”应为小写字母、数字和连字符"),
    ],
)
def test_an_odd_word_is_found_at_its_line(change: tuple[str, str], rule: str, message: str, tmp_path: Path) -> None:
    root = write(tmp_path, change=change)
    line = (root / "project.yaml").read_text().split(change[1])[0].count("\n") + 1
    (finding,) = load_project(root).findings
    assert (finding.rule, finding.position.path, finding.position.line) == (rule, "acme/project.yaml", line)
    assert finding.message.zh.startswith(message)


def test_a_data_set_that_is_not_there_is_found_where_it_is_asked_for(tmp_path: Path) -> None:
    root = workspace(tmp_path, "chengyu-ceramics")
    file = root / "projects" / "chengyu-ceramics" / "project.yaml"
    text = file.read_text().replace("fuels: cn-fuels-gbt32151.22-2024", "fuels: ../../../etc/passwd")
    file.write_text(text)
    line = text[: text.index("fuels: ../")].count("\n") + 1
    loaded = load_project(file.parent)
    assert loaded.value is not None
    found = [f for f in compute(loaded.value).findings if f.rule == "LG020"]
    assert [(f.position.path, f.position.line) for f in found] == [("projects/chengyu-ceramics/project.yaml", line)]
    assert found[0].message.en == "there is no data set ../../../etc/passwd"


@pytest.mark.parametrize("data", [b"a: " + b"[" * 5000, b"\xff\xfe", b"a: !!python/object/apply:os.getcwd []"])
def test_a_data_set_that_is_no_yaml_is_a_finding(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "1.0.yaml").write_bytes(data)
    outcome = load_yaml(tmp_path / "1.0.yaml")
    assert outcome.value is None
    assert [f.position.path for f in outcome.findings] == ["1.0.yaml"]


def test_a_changed_data_set_of_the_workspace_is_another_build(tmp_path: Path) -> None:
    (tmp_path / "tanwen.toml").touch()
    own = tmp_path / "content" / "factors" / "ours"
    own.mkdir(parents=True)
    (tmp_path / "projects" / "p").mkdir(parents=True)
    (own / "1.0.csv").write_text("a\n")
    before = State.read(workspace_of(tmp_path / "projects" / "p"), tmp_path / "projects" / "p")
    (own / "1.0.csv").write_text("b\n")
    after = State.read(workspace_of(tmp_path / "projects" / "p"), tmp_path / "projects" / "p")
    assert before.ledger_key() != after.ledger_key()
