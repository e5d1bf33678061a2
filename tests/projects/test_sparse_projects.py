"""The white paper of a project that has little to say: every chapter stands, nothing is asked for that is not there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.calculations.compute import compute
from generator.compose import compose
from generator.compose.templates import find_template
from generator.document.blocks import Heading, Paragraph
from generator.document.inlines import CrossRef
from generator.document.walk import walk_blocks
from generator.project.load import load_project

ROOT = Path(__file__).resolve().parents[2]
Data = dict[str, Any]


def _without_pathway(data: Data) -> None:
    data.pop("pathway")
    data["stages"] = []


def _without_targets(data: Data) -> None:
    data["targets"] = []


def _bare(data: Data) -> None:
    _without_pathway(data)
    _without_targets(data)
    for part in ("peers", "policies", "metrics"):
        data[part] = []
    data["boundary"]["exclusions"] = []


def _one_year(data: Data) -> None:
    _bare(data)
    data["periods"]["reporting"] = [2024]
    data["periods"]["base_year"]["year"] = 2024
    data["activity"]["tables"] = data["activity"]["tables"][2:]


def _without_measures(data: Data) -> None:
    data["pathway"]["measures"] = []
    for scenario in data["pathway"]["scenarios"]:
        scenario["measures"] = []


def _without_electricity(data: Data) -> None:
    data["sources"] = [source for source in data["sources"] if source["id"] != "power"]
    for table in data["activity"]["tables"]:
        table["sources"] = {name: one for name, one in table["sources"].items() if one != "power"}
        table["skip"] = [*table["skip"], "电力"]
    pathway = data["pathway"]
    pathway["measures"] = [measure for measure in pathway["measures"] if measure["id"] != "mill"]
    for scenario in pathway["scenarios"]:
        scenario["measures"] = [one for one in scenario.get("measures", []) if one != "mill"]
        scenario.pop("grid", None)
        for growth in scenario.get("growth", []):
            growth["sources"] = [one for one in growth["sources"] if one != "power"]


@pytest.mark.parametrize(
    "change", [_without_pathway, _without_targets, _bare, _one_year, _without_measures, _without_electricity]
)
def test_what_a_project_lacks_is_said_and_nothing_breaks(tmp_path: Path, change: Callable[[Data], None]) -> None:
    """No missing fact is printed, no reference leads to a table that was left out, no chapter is empty."""
    folder = tmp_path / "projects" / "sparse"
    shutil.copytree(ROOT / "projects" / "chengyu-ceramics" / "data", folder / "data")
    (tmp_path / "tanwen.toml").write_text('[workspace]\nname = "test"\n', encoding="utf-8")
    data = yaml.safe_load((ROOT / "projects" / "chengyu-ceramics" / "project.yaml").read_text(encoding="utf-8"))
    change(data)
    (folder / "project.yaml").write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    project = load_project(folder).value
    assert project
    ledger = compute(project).value
    assert ledger
    order = next(order for order in project.file.documents if order.template == "white-paper")
    template = find_template(order.template, order.version).value
    assert template
    outcome = compose(project, ledger, order, template, build="test", final=False)
    assert [str(finding.message) for finding in outcome.findings] == []
    document = outcome.value
    assert document
    blocks = list(walk_blocks(document.blocks))
    known = {block.id for block in blocks}
    for block in blocks:
        if isinstance(block, Paragraph):
            targets = [one.target for one in block.inlines if isinstance(one, CrossRef)]
            assert [target for target in targets if target not in known] == []
            assert not re.search("【缺数", "".join(getattr(one, "text", "") for one in block.inlines))
    for one, following in zip(document.blocks, document.blocks[1:], strict=False):
        assert not (isinstance(one, Heading) and isinstance(following, Heading)), one.id
