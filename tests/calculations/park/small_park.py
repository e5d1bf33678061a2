"""A small park in memory: two members, one facility, and the keys that tests change."""

from __future__ import annotations

from typing import Any

EQUIVALENT = {"value": "0.3", "unit": "kgce/kWh", "source": "统计公报", "mark": "secondary"}
CARRIERS = [
    {"id": "gas", "name": "天然气", "kind": "fuel", "fuel": "天然气", "unit": "10^4 Nm3", "clean": True},
    {"id": "solar", "name": "直供光伏", "kind": "electricity", "supply": "direct", "unit": "MWh"},
    {"id": "grid", "name": "网电", "kind": "electricity", "supply": "grid", "unit": "MWh", "clean": False},
    {"id": "steam", "name": "蒸汽", "kind": "heat", "supply": "fossil", "unit": "GJ", "clean": False},
]


def flow(entity: str, carrier: str, quantity: str, kind: str = "use") -> dict[str, Any]:
    """Return a flow of 2023."""
    return {"entity": entity, "year": 2023, "carrier": carrier, "flow": kind, "quantity": quantity}


def transfer(given: str, received: str, **more: Any) -> dict[str, Any]:
    """Return a transfer of steam from the mill to the plant."""
    base = {"id": "line", "year": 2023, "carrier": "steam", "giver": "mill", "receiver": "plant"}
    return {**base, "given": given, "received": received, **more}


def park(**more: Any) -> dict[str, Any]:
    """Return an example with a small park; ``more`` replaces keys of the section."""
    section = {
        "name": "某园区",
        "years": [2023],
        "members": [{"id": "mill", "name": "甲公司"}, {"id": "plant", "name": "乙公司"}],
        "facilities": [{"id": "works", "name": "公共设施"}],
        "electricity_equivalent": EQUIVALENT,
        "carriers": CARRIERS,
        "flows": [
            flow("mill", "gas", "100 10^4 Nm3"),
            flow("mill", "solar", "500 MWh"),
            flow("plant", "steam", "9000 GJ"),
            flow("works", "grid", "300 MWh"),
        ],
        "transfers": [transfer("8000 GJ", "8000 GJ")],
        **more,
    }
    return {"project": {"park": {key: value for key, value in section.items() if value is not None}}}
