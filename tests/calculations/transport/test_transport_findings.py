"""What the transport calculation says of bad input, and where."""

from __future__ import annotations

from typing import Any

import pytest

from tests.calculations.solved import solve
from tests.calculations.transport.cases import INTENSITY, TRUCK, element, transport

TOTAL = "transport.chain_emission[process=one,stage=wtw]"
VEHICLE = {"fuel": "柴油B5", "consumption": "0.24 kg/km", "capacity": "25 t", "load": "60 %", "empty": "20 %"}
TRIP = {
    "id": "t",
    "name": "车次",
    "mode": "road",
    "fuel": "柴油B5",
    "quantity": "100 kg",
    "consignments": [{"id": "c", "name": "批次", "mass": "8 t", "distance": "100 km"}],
}


def _daf(value: str) -> dict[str, str]:
    return {"value": f"{value} 1", "source": "承运人", "mark": "secondary"}


def _vehicle(**more: Any) -> dict[str, Any]:
    category = {"id": "truck", "name": "卡车", "mode": "road", "vehicle": {**VEHICLE, **more}}
    return transport(element("e", "a", "b", basis="actual", daf=_daf("1.1")), categories=[category])


def _category(**more: Any) -> dict[str, Any]:
    return transport(element("e", "a", "b"), categories=[{**TRUCK, **more}])


@pytest.mark.parametrize(
    ("rule", "words", "missing", "project"),
    [
        ("LG580", "mass: -12 t", TOTAL, transport(element("e", "a", "b"), mass="-12 t")),
        ("LG580", "distance: 0 km", TOTAL, transport(element("e", "a", "b", distance="0 km"))),
        ("LG580", "ttw: -1 g", TOTAL, _category(intensity={**INTENSITY, "ttw": "-1 gCO2e/tkm"})),
        ("LG581", "mode: lorry", TOTAL, transport(element("e", "a", "b", mode="lorry"))),
        ("LG581", "mode: rail", TOTAL, transport(element("e", "a", "b", mode="rail"))),
        ("LG582", "begins: c", TOTAL, transport(element("e", "a", "b"), element("f", "c", "d"))),
        ("LG582", "ends: b", TOTAL, transport(element("h", "a", "b", mode="hub"))),
        ("LG583", "value: 0.95 1", TOTAL, transport(element("e", "a", "b", basis="actual", daf=_daf("0.95")))),
        ("LG584", "basis: actual", TOTAL, transport(element("e", "a", "b", basis="actual"))),
        (
            "LG584",
            "basis: great-circle",
            TOTAL,
            transport(element("e", "a", "b", basis="great-circle", daf=_daf("1.1"))),
        ),
        ("LG585", "id: e", TOTAL, transport(element("e", "a", "b", category=None))),
        ("LG585", "id: truck", TOTAL, _category(intensity=None)),
        ("LG586", "id: e", TOTAL, transport(element("e", "a", "b", distance=None))),
        ("LG587", "empty: 100 %", TOTAL, _vehicle(empty="100 %")),
        ("LG587", "load: 0 %", TOTAL, _vehicle(load="0 %")),
        ("LG014", "fuel: 柴油B9", TOTAL, _vehicle(fuel="柴油B9")),
        (
            "LG588",
            "consignment: c",
            "",
            transport(element("e", "a", "b", category=None, trip="t", consignment="c"), trips=[TRIP]),
        ),
        (
            "LG588",
            "consignment: c",
            "",
            transport(
                element("e", "a", "b", category=None, trip="t", consignment="c", distance="90 km"),
                mass="8 t",
                trips=[TRIP],
            ),
        ),
        (
            "LG589",
            "consignment: c",
            "",
            transport(
                element("e", "a", "b", category=None, trip="t", consignment="c"),
                element("f", "b", "c", category=None, trip="t", consignment="c"),
                mass="8 t",
                trips=[TRIP],
            ),
        ),
        (
            "LG208",
            "quantity: 100 L",
            "transport.trip_emission[stage=wtw,element=t]",
            transport(element("e", "a", "b"), trips=[{**TRIP, "quantity": "100 L"}]),
        ),
        (
            "LG584",
            "basis: actual",
            TOTAL,
            transport(element("e", "a", "b", category=None, trip="t", consignment="c", basis="actual"), trips=[TRIP]),
        ),
        ("LG208", "distance: 320 kg", TOTAL, transport(element("e", "a", "b", distance="320 kg"))),
        ("LG208", "wtt: 15 gCO2/tkm", TOTAL, _category(intensity={**INTENSITY, "wtt": "15 gCO2/tkm"})),
        ("IN031", "ends: x", "", transport(element("e", "a", "x"))),
    ],
)
def test_bad_input_is_found_at_its_place(rule: str, words: str, missing: str, project: dict[str, Any]) -> None:
    ledger, findings, line = solve(project)

    found = [f for f in findings if f.rule == rule]
    assert found, [(f.rule, f.message.en) for f in findings]
    assert words in line(found[0].position)
    assert all(f.hint is not None for f in found)
    if missing:
        assert missing in ledger.missing
        assert missing not in ledger.facts
        assert missing != TOTAL or "transport.total[stage=wtw]" in ledger.missing
