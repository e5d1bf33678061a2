"""A small investment project in memory: a process, power and one product in two scenarios."""

from __future__ import annotations

from typing import Any

FACTOR = {"value": "0.5", "unit": "tCO2/t", "source": "核算指南", "mark": "secondary"}
GRID = {"value": "0.5", "unit": "kgCO2/kWh", "source": "主管部门公告", "mark": "secondary"}
PROCESS = {"id": "kiln", "name": "煅烧", "kind": "process", "quantity": {"a": "1000 t", "b": "800 t"}, "factor": FACTOR}
POWER = {
    "id": "power",
    "name": "电力",
    "kind": "electricity",
    "quantity": {"a": "400 MWh", "b": "600 MWh"},
    "factor": GRID,
}
PRODUCT = {"id": "clinker", "name": "熟料", "output": {"a": "1000 t", "b": "1000 t"}}


def level(value: str, kind: str = "access", unit: str = "tCO2/t", identifier: str = "entry") -> dict[str, Any]:
    """Return a level of the clinker's intensity."""
    figure = {"value": value, "unit": unit, "source": "行业准入条件", "mark": "secondary"}
    return {"id": identifier, "name": "水平", "level": kind, "of": "clinker", "value": figure}


def measure(reduction: str, identifier: str = "saving", **more: Any) -> dict[str, Any]:
    """Return a measure of both scenarios."""
    return {"id": identifier, "name": identifier, "scenarios": ["a", "b"], "reduction": reduction, **more}


def replacement(reduction: str, kind: str = "equal", ratio: str = "") -> dict[str, Any]:
    """Return a replacement with one source."""
    given: dict[str, Any] = {"kind": kind, "sources": [{"id": "old", "name": "旧线", "reduction": reduction}]}
    if ratio:
        given["ratio"] = {"value": ratio, "unit": "1", "source": "置换办法", "mark": "secondary"}
    return given


def evaluation(**more: Any) -> dict[str, Any]:
    """Return an example with a small project; ``more`` replaces keys of the section."""
    section = {
        "name": "某项目",
        "capacity_year": 2028,
        "chosen": "a",
        "scenarios": [{"id": "a", "name": "设计情景"}, {"id": "b", "name": "低碳情景"}],
        "operation": [PROCESS, POWER],
        "products": [PRODUCT],
        **more,
    }
    return {"project": {"evaluation": section}}
