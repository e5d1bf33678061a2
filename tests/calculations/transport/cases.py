"""A small chain for the tests of laws and findings."""

from __future__ import annotations

from typing import Any

INTENSITY = {"ttw": "60 gCO2e/tkm", "wtt": "15 gCO2e/tkm", "source": "承运人", "mark": "confirmed"}
TRUCK = {"id": "truck", "name": "卡车", "mode": "road", "intensity": INTENSITY}


def element(name: str, begins: str, ends: str, **more: Any) -> dict[str, Any]:
    """Return a road element; a key that is ``None`` is left out."""
    keys = {
        "id": name,
        "name": "公路",
        "mode": "road",
        "begins": begins,
        "ends": ends,
        "category": "truck",
        "distance": "100 km",
        **more,
    }
    return {key: value for key, value in keys.items() if value is not None}


def transport(*elements: dict[str, Any], mass: str = "10 t", **more: Any) -> dict[str, Any]:
    """Return a project of one chain through the places a to f."""
    places = [{"id": one, "name": f"{one}地"} for one in "abcdef"]
    chain = {"id": "one", "name": "运输链", "mass": mass, "elements": list(elements)}
    return {"transport": {"places": places, "categories": [TRUCK], "chains": [chain], **more}}
