"""Seeded faults: every one is found at its file and line by the rule that is meant to find it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.base.findings import Severity
from generator.checks import check
from tests.checks.seeded.planting import TODAY, Clean, composed, expected, load_clean, plant

FAULTS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "seeded" / "faults.yaml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Clean]:
    bytecode = tmp_path_factory.mktemp("bytecode")
    return {name: load_clean(name, bytecode) for name in ("lanhe-foundry", "chengyu-ceramics")}


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["id"] for fault in FAULTS])
def test_fault_is_found_where_it_stands(fault: dict[str, Any], clean: dict[str, Clean], tmp_path: Path) -> None:
    planted = plant(fault, clean[fault.get("client", "lanhe-foundry")], tmp_path)
    wanted = expected(fault, planted)
    by_rule = [finding for finding in planted.findings if finding.rule == fault["rule"]]
    places = [
        {name: getattr(finding.position, name) for name in wanted} | {"severity": finding.severity.value}
        for finding in by_rule
    ]
    if "severity" in fault:
        assert {**wanted, "severity": fault["severity"]} in places
    else:
        assert wanted in [{name: place[name] for name in wanted} for place in places]


@pytest.mark.parametrize("client", ["lanhe-foundry", "chengyu-ceramics"])
@pytest.mark.parametrize("final", [False, True], ids=["draft", "final"])
def test_clean_example_has_no_finding(client: str, final: bool, clean: dict[str, Clean]) -> None:
    one = clean[client]
    documents = composed(one.project, one.ledger, None, final, one.bytecode)
    found = check(one.project, one.ledger, documents, today=TODAY, final=final)
    said = [f"{f.position} {f.rule} {f.message.zh}" for f in found if f.severity is not Severity.NOTE]
    assert said == []


def test_there_are_forty_faults_in_every_family() -> None:
    families = Counter(fault["family"] for fault in FAULTS)
    assert sum(families.values()) >= 40
    assert set(families) == {
        "numbers", "totals", "slips", "inventory", "names", "completeness", "references", "relations", "independence",
        "waivers",
    }  # fmt: skip
    seen = {fault["from"] for fault in FAULTS}
    assert {f"seen {n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15)} <= seen
