"""A small product system that tests change one part of."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from generator.base.findings import Finding
from generator.ledger.ledger import Ledger
from generator.project.project import Project
from tests.calculations.worked import calculate


def factor(value: object = 2, unit: str = "kgCO2e/kg", **more: Any) -> dict[str, Any]:
    """Return a factor with a source."""
    return {"value": str(value), "unit": unit, "source": "示例", "mark": "unconfirmed", **more}


def exchange(name: str = "steel", **values: Any) -> dict[str, Any]:
    """Return an exchange: 10 kg at 2 kgCO2e/kg, but for what ``values`` say; ``None`` takes a key out."""
    whole = {"id": name, "name": name, "kind": "material", "amount": "10 kg", "factor": factor(), **values}
    return {key: value for key, value in whole.items() if value is not None}


def process(name: str = "making", *exchanges: dict[str, Any], **values: Any) -> dict[str, Any]:
    """Return a process that makes 10 kg in the stage ``make``."""
    listed = list(exchanges) or [exchange()]
    return {"id": name, "name": name, "stage": "make", "output": "10 kg", "exchanges": listed, **values}


def footprint(*processes: dict[str, Any], **values: Any) -> dict[str, Any]:
    """Return a footprint of 10 kg of what the first process makes."""
    listed = list(processes) or [process()]
    return {
        "id": "thing",
        "product": "产品",
        "unit": {"kind": "declared", "text": "10 kg 产品", "amount": "10 kg"},
        "boundary": "cradle-to-gate",
        "year": 2023,
        "stages": [{"id": "make", "name": "制造"}],
        "processes": listed,
        "demand": [{"process": listed[0]["id"], "amount": "10 kg"}],
        **values,
    }


def solve(folder: Path, *footprints: dict[str, Any], **more: Any) -> tuple[Project, Ledger, tuple[Finding, ...]]:
    """Write, load and compute a project with these footprints."""
    data = {"footprints": [copy.deepcopy(one) for one in footprints], **more.pop("project", {})}
    return calculate(folder, {"project": data, **more})
