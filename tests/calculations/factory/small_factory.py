"""A small factory in memory: a year of zero-carbon amounts, and a score of two indicators."""

from __future__ import annotations

from typing import Any

YEAR = {
    "year": 2023,
    "energy": "12000 tce",
    "emission": "2400 tCO2",
    "non_fossil": "4000 tce",
    "electricity": "30 GWh",
    "traced": "12 GWh",
}


def indicator(identifier: str, **more: Any) -> dict[str, Any]:
    """Return an indicator of the score; ``None`` leaves a key out."""
    base: dict[str, Any] = {
        "id": identifier,
        "name": identifier,
        "dimension": "energy",
        "direction": "higher",
        "unit": "%",
        "weight": 50,
        "base": 20,
        "leading": 60,
        "value": 40,
    }
    return {key: value for key, value in {**base, **more}.items() if value is not None}


def scoring(*indicators: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return an example with a score."""
    frame = {"standard": "某行业绿色工厂评价要求", "mark": "confirmed", "year": 2023, "indicators": list(indicators)}
    return {"project": {"factory": {"name": "某工厂", "scoring": {**frame, **more}}}}


def zero_carbon(**more: Any) -> dict[str, Any]:
    """Return an example with a year of zero-carbon amounts."""
    year = {key: value for key, value in {**YEAR, **more}.items() if value is not None}
    return {"project": {"factory": {"name": "某工厂", "zero_carbon": {"years": [year]}}}}
