"""Rules that the seeded faults do not reach: one fuel with two values, a peer's slip of unit, the pure helpers."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from pathlib import Path

import pytest

from generator.checks import check
from generator.checks.slips import power_of_ten, transposed
from generator.project.models import ProjectFile
from generator.project.project import Project
from tests.checks.seeded.planting import TODAY, Clean, changed_ledger, load_clean


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Clean:
    return load_clean("lanhe-foundry", Path(tmp_path_factory.mktemp("bytecode")))


def _with(project: Project, **parts: object) -> Project:
    file: ProjectFile = project.file.model_copy(update=parts)
    return dataclasses.replace(project, file=file)


def test_one_fuel_of_one_site_has_one_calorific_value(clean: Clean) -> None:
    sources = clean.project.file.sources
    trucks = next(source for source in sources if source.id == "diesel-truck")
    forklifts = next(source for source in sources if source.id == "diesel-forklift")
    moved = trucks.model_copy(update={"site": forklifts.site})
    project = _with(clean.project, sources=[moved if source is trucks else source for source in sources])
    ledger = changed_ledger(clean.ledger, {"set": "factor.ncv[source=diesel-truck]", "times": 1.02})
    found = [f for f in check(project, ledger, (), today=TODAY, final=False) if f.rule == "RL004"]
    assert [finding.position.line for finding in found] == [moved.at.line]
    assert found[0].related == (forklifts.at,)
    assert not [f for f in check(project, clean.ledger, (), today=TODAY, final=False) if f.rule == "RL004"]


def test_a_peer_a_thousand_times_better_is_a_slip(clean: Clean) -> None:
    peer = clean.project.file.peers[0]
    value = peer.value.model_copy(update={"value": peer.value.value / 1000})
    peers = [peer.model_copy(update={"value": value}), *clean.project.file.peers[1:]]
    found = check(_with(clean.project, peers=peers), clean.ledger, (), today=TODAY, final=False)
    assert [(f.rule, f.position.line) for f in found if f.rule != "CO011"] == [("NU010", peer.place("value").line)]


@pytest.mark.parametrize(
    ("ratio", "power"), [("10", 1), ("0.098", 1), ("1000", 3), ("1.1", 0), ("5", 0), ("0", 0), ("-10", 0), ("13", 0)]
)
def test_powers_of_ten(ratio: str, power: int) -> None:
    assert power_of_ten(Decimal(ratio)) == power


@pytest.mark.parametrize(
    ("one", "other", "swapped"),
    [
        ("16226528", "16226258", True),
        ("42690", "42960", True),
        ("42690", "42690", False),
        ("42690", "42680", False),
        ("42690", "426900", False),
        ("123", "132", False),
    ],
)
def test_transposed_digits(one: str, other: str, swapped: bool) -> None:
    assert transposed(Decimal(one), Decimal(other)) is swapped
