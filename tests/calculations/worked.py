"""Projects of worked examples, written to disk and loaded as any project is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from generator.base.findings import Finding
from generator.calculations.compute import compute
from generator.ledger.ledger import Ledger
from generator.project.load import load_data
from generator.project.project import Project

HERE = Path(__file__).parent
EXAMPLES = sorted(HERE.glob("*/worked/*.yaml"))

#: What every project says; an example replaces what it needs. There is no organisation, no source and no document.
BASE: dict[str, Any] = {
    "tanwen": 1,
    "client": {"id": "client", "name": "某客户", "short": "某客户", "industry": "工业", "region": "湖南"},
    "responsible": [{"id": "energy", "role": "能源管理", "department": "设备部"}],
    "firms": [{"id": "firm", "name": "某咨询公司"}],
    "engagements": [{"id": "advice", "firm": "firm", "role": "advisory", "object": "报告", "begins": "2024-01-01"}],
    "periods": {"reporting": [2023], "current": 2023, "base_year": {"year": 2023, "reason": "首次核算"}},
    "criteria": {"standards": ["iso-14064-1-2018"], "gwp": "AR6", "fuels": "cn-fuels-gbt32151.22-2024"},
}


def write(folder: Path, example: dict[str, Any]) -> Path:
    """Write an example's project: ``project`` are keys of project.yaml, ``files`` texts by path inside the project."""
    root = folder / "projects" / "client"
    root.mkdir(parents=True)
    (folder / "tanwen.toml").write_text('[workspace]\nname = "example"\n', encoding="utf-8")
    data = {**BASE, **example.get("project", {})}
    (root / "project.yaml").write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    for name, text in example.get("files", {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def calculate(folder: Path, example: dict[str, Any]) -> tuple[Project, Ledger, tuple[Finding, ...]]:
    """Write, load and compute; the project must load, whatever findings it has."""
    loaded = load_data(write(folder, example))
    assert loaded.value is not None, [f"{f.position} {f.rule} {f.message.en}" for f in loaded.findings]
    outcome = compute(loaded.value, example.get("calculations"))
    assert outcome.value is not None
    return loaded.value, outcome.value, (*loaded.findings, *outcome.findings)
