"""Laws of every footprint: sums, shares, balances, linearity."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.base.data_sets import load_data_set
from generator.ledger.ledger import Ledger
from tests.calculations.footprint.small import exchange, factor, footprint, process, solve

TINY = Decimal("1e-25")
PARTS = ("fossil", "aircraft", "luc", "biogenic", "biogenic-other", "removal")
few = settings(max_examples=12, deadline=None)

numbers = st.decimals("0.01", "500", places=2)
parts = st.sampled_from(PARTS)


def _solve(*cases: dict[str, Any]) -> Ledger:
    with tempfile.TemporaryDirectory() as folder:
        _, ledger, findings = solve(Path(folder), *cases)
        assert not [f.message.en for f in findings]
        return ledger


def _sum(ledger: Ledger, keys: Sequence[str]) -> Decimal:
    with localcontext(prec=34):
        return sum((ledger[key].value for key in keys), Decimal(0))


def _near(ledger: Ledger, one: Decimal, other: Decimal) -> bool:
    """Whether two values agree in the 25 digits that the largest emission of the system leaves."""
    largest = max((abs(f.value) for f in ledger.by_id["footprint.emission"]), default=Decimal(1))
    return abs(one - other) <= max(largest, Decimal(1)) * TINY


@st.composite
def systems(draw: st.DrawFn) -> dict[str, Any]:
    """A chain of up to four processes in two stages with exchanges of every part; each may feed any later one."""
    count = draw(st.integers(1, 4))
    made = []
    for number in range(count):
        listed = [
            exchange(
                f"e{k}", amount=f"{draw(numbers)} kg", factor=factor(draw(numbers)), origin=draw(st.sampled_from(PARTS))
            )
            for k in range(draw(st.integers(1, 3)))
        ]
        for later in range(number + 1, count):
            if later == number + 1 or draw(st.booleans()):
                name = f"p{later}"
                listed.append(exchange(f"from-{name}", amount=f"{draw(numbers)} kg", factor=None, process=name))
        stage = draw(st.sampled_from(["make", "use"]))
        made.append({**process(f"p{number}", *listed, output=f"{draw(numbers)} kg"), "stage": stage})
    used = sorted({one["stage"] for one in made})
    return footprint(*made, stages=[{"id": stage, "name": stage} for stage in used])


def test_a_long_chain_of_processes() -> None:
    chain = [process(f"p{n}", exchange(factor=None, process=f"p{n + 1}")) for n in range(150)]
    ledger = _solve(footprint(*chain, process("p150")))
    assert ledger["footprint.total[product=thing]"].value == 20


@few
@given(systems())
def test_stages_processes_and_parts_each_sum_to_the_total(case: dict[str, Any]) -> None:
    ledger = _solve(case)
    whole = ledger["footprint.total[product=thing]"].value
    stages = [f"footprint.stage[product=thing,stage={one['id']}]" for one in case["stages"]]
    processes = [f"footprint.process[product=thing,process={one['id']}]" for one in case["processes"]]
    parts = [f"footprint.part[category={part},product=thing]" for part in PARTS]
    assert _near(ledger, _sum(ledger, stages), whole)
    assert _near(ledger, _sum(ledger, processes), whole)
    assert _near(ledger, _sum(ledger, parts), whole)
    assert ledger["footprint.part[category=removal,product=thing]"].value <= 0


@few
@given(systems())
def test_the_intensity_of_the_last_process_is_the_total_per_unit(case: dict[str, Any]) -> None:
    ledger = _solve(case)
    whole = ledger["footprint.total[product=thing]"].value
    intensity = ledger["footprint.intensity[product=thing,process=p0]"].value
    with localcontext(prec=34):
        assert _near(ledger, intensity * 10, whole)
    into = [
        f"footprint.contribution[product=thing,process=p0,element={e['id']}]" for e in case["processes"][0]["exchanges"]
    ]
    assert _near(ledger, _sum(ledger, into), whole)


@few
@given(systems(), st.integers(2, 50))
def test_the_unit_scales_the_footprint(case: dict[str, Any], times: int) -> None:
    once = _solve(case)["footprint.total[product=thing]"].value
    larger = {**case, "demand": [{"process": "p0", "amount": f"{10 * times} kg"}]}
    with localcontext(prec=34):
        ledger = _solve(larger)
        assert _near(ledger, ledger["footprint.total[product=thing]"].value, once * times)


@few
@given(st.lists(numbers, min_size=1, max_size=4), numbers, st.sampled_from(["mass", "energy", "economic"]))
def test_allocation_gives_everything_to_someone(amounts: list[Decimal], main: Decimal, method: str) -> None:
    products = [
        {
            "id": f"c{n}",
            "name": f"c{n}",
            "amount": f"{value} kg",
            "energy": f"{n + 1} MJ/kg",
            "price": f"{n + 2} CNY/kg",
        }
        for n, value in enumerate(amounts)
    ]
    allocation = {"method": method, "reason": "示例", "tolerance": "1 %", "energy": "3 MJ/kg", "price": "7 CNY/kg"}
    whole = main + sum(amounts)
    one = process(
        "making", exchange(amount=f"{whole} kg"), output=f"{main} kg", products=products, allocation=allocation
    )
    ledger = _solve(footprint(one, demand=[{"process": "making", "amount": f"{main} kg"}]))
    shares = [f"footprint.co_share[product=thing,process=making,element={p['id']}]" for p in products]
    assert _sum(ledger, [*shares, "footprint.share[product=thing,process=making]"]) == 1
    assert ledger["footprint.share_sum[product=thing,process=making]"].value == 1
    assert ledger["footprint.mass_gap[product=thing,process=making]"].value == 0
    # What the main product bears and what the others would bear is all that the process emits.
    with localcontext(prec=34):
        borne = ledger["footprint.total[product=thing]"].value
        others = sum((ledger[key].value for key in shares), Decimal(0)) * whole * 2
        assert _near(ledger, borne + others, whole * 2)


@few
@given(systems(), st.integers(1, 100))
def test_sensitivity_is_what_the_change_itself_gives(case: dict[str, Any], percent: int) -> None:
    first = case["processes"][-1]
    chosen = first["exchanges"][0]
    varied = {"process": first["id"], "exchange": chosen["id"], "what": "amount", "change": f"{percent} %"}
    amount = Decimal(chosen["amount"].split()[0]) * (100 + percent) / 100
    changes = [{"process": first["id"], "exchange": chosen["id"], "amount": f"{amount} kg", "basis": "设想"}]
    ledger = _solve({**case, "sensitivity": [varied], "scenarios": [{"id": "s", "name": "情景", "changes": changes}]})
    at = f"product=thing,process={first['id']},element={chosen['id']},parameter=amount,level=high"
    closed = ledger[f"footprint.sensitivity[{at}]"].value
    anew = next(f.value for f in ledger if f.id == "footprint.total" and f.context.get("scenario") == "s")
    assert _near(ledger, closed, anew)


@few
@given(st.lists(st.decimals(-50, 50, places=1), min_size=3, max_size=3))
def test_a1_to_a3_is_the_sum_of_its_modules_and_d_is_apart(values: list[Decimal]) -> None:
    modules = dict(zip(("A1", "A2", "A3"), map(str, values), strict=True))
    indicator = {"id": "ap", "name": "AP", "unit": "kgCO2e", "source": "LCA软件", "modules": {**modules, "D": "-99"}}
    ledger = _solve(footprint(declaration={"type": "cradle-to-gate", "indicators": [indicator]}))
    facts = {(f.id, f.context.get("module")): f.value for f in ledger if f.context.get("indicator") == "ap"}
    assert facts["footprint.epd", "A1-A3"] == sum(values)
    assert facts["footprint.epd_life", None] == sum(values)
    assert facts["footprint.epd", "D"] == -99


def test_a_worse_score_never_means_less_variance() -> None:
    loaded = load_data_set("lca-pedigree").value
    assert loaded is not None
    for indicator in ("reliability", "completeness", "temporal", "geographical", "technological"):
        found = [loaded.find(f"{indicator}-{score}", "variance")[0].value for score in range(1, 6)]
        assert found[0] == 0
        assert found == sorted(found)
