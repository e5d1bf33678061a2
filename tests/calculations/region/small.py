"""A small region for tests: two sectors, two items, two years, in a long table of emissions."""

from __future__ import annotations

import copy
from typing import Any

ROWS = """\
year,sector,item,emission
2019,Industry,Coal,8
2019,Industry,Gas,2
2019,Rural,Coal,1
2020,Industry,Coal,9
2020,Industry,Gas,3
2020,Rural,Coal,2
"""

PROJECT: dict[str, Any] = {
    "periods": {"reporting": [2019, 2020], "current": 2020, "base_year": {"year": 2019, "reason": "首次编制"}},
    "tables": [
        {
            "id": "cells",
            "file": "data/cells.csv",
            "columns": {"year": "year", "sector": "sector", "item": "item"},
            "values": {"emission": {"header": "emission", "unit": "tCO2"}},
        }
    ],
    "region": {
        "id": "county",
        "name": {"zh": "某县", "en": "a county"},
        "level": "county",
        "sectors": [
            {"id": "industry", "name": {"zh": "工业", "en": "industry"}, "labels": ["Industry"]},
            {"id": "rural", "name": {"zh": "农村居民", "en": "rural households"}, "labels": ["Rural"]},
        ],
        "items": [
            {"id": "coal", "name": {"zh": "煤", "en": "coal"}, "labels": ["Coal"]},
            {"id": "gas", "name": {"zh": "天然气", "en": "natural gas"}, "labels": ["Gas"]},
        ],
        "emissions": {
            "table": "cells",
            "item": "item",
            "value": "emission",
            "totals": {"sectors": ["All sectors"], "items": ["All items"]},
            "source": "某县清单",
        },
    },
}


def project(rows: str = ROWS, **region: Any) -> dict[str, Any]:
    """Return the example with other rows, and keys of the region replaced or, with ``None``, taken out."""
    made = copy.deepcopy(PROJECT)
    for key, value in region.items():
        made["region"][key] = value
        if value is None:
            del made["region"][key]
    return {"project": made, "files": {"data/cells.csv": rows}, "calculations": ["region"]}


def line(**keys: Any) -> dict[str, Any]:
    """Return a line of cement clinker, with keys replaced."""
    made: dict[str, Any] = {
        "id": "clinker",
        "name": {"zh": "水泥熟料", "en": "clinker"},
        "category": "industrial-processes",
        "unit": "t",
        "activity": {"2019": "10 t", "2020": "20 t"},
        "factor": {"value": 0.5, "unit": "tCO2/t", "source": "算例", "mark": "confirmed"},
    }
    return {**made, **keys}
