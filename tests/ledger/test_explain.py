"""Where a number comes from: down to cells and sources, each fact once, missing values with their reason."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import parse_unit
from generator.calculations.compute import compute
from generator.ledger.context import Context
from generator.ledger.explain import as_json, explain, leaves, nearest, resolve
from generator.ledger.expression import RowSum
from generator.ledger.fact import Kind, Mark, Reference
from generator.ledger.ledger import Ledger, LedgerBuilder
from generator.ledger.quantity import Quantity, constant, ratio, total
from generator.ledger.trace import trace
from generator.ledger.tree import draw
from generator.project.load import load_project
from generator.project.project import Project, Rows

ROOT = Path(__file__).resolve().parents[2]
DEFAULTS = {"period": "2024", "basis": "location"}


def _table(count: int) -> Rows:
    return Rows(
        None,
        "data/energy.csv",
        "",
        ["gas"] * count,
        [],
        [f"2024-{n + 1:02d}" for n in range(count)],
        [Decimal(n) for n in range(1, count + 1)],
        [0] * count,
        [parse_unit("t")],
        [f"E{n + 2}" for n in range(count)],
        [n + 2 for n in range(count)],
        [f"单据{n + 1}" for n in range(count)],
        [],
        [],
    )


def _ledger() -> Ledger:
    builder = LedgerBuilder()
    coal = parse_unit("t{煤}")
    at = Context.of(period=2024, source="gas")
    first = Position("data/energy.csv", 2, cell="E2")
    rows = RowSum("inline", tuple(range(12)), Decimal(78), coal)
    builder.derive(
        "activity.quantity",
        at,
        coal,
        Text("煤量", "coal"),
        lambda: Quantity(Decimal(78), coal, rows),
        position=first,
    )
    builder.give(
        "factor.carbon",
        Context.of(source="gas"),
        Decimal("0.75"),
        "tC/t{煤}",
        Text("含碳量", "carbon content"),
        Position("content/factors/fuels.csv", 12),
        mark=Mark.SECONDARY,
        reference=Reference("GB/T 32151.22-2024", "表C.1", "2024"),
    )
    builder.derive(
        "source.gas",
        at.extended(gas="CO2"),
        "tCO2",
        Text("煤：CO2", "coal: CO2"),
        lambda: (
            builder.read("activity.quantity", at)
            * builder.read("factor.carbon", Context.of(source="gas"))
            * ratio(44, 12, "tCO2/tC", "molar masses")
        ),
    )
    twice = Context.of(period=2024)
    builder.derive(
        "inventory.total",
        twice,
        "tCO2",
        Text("总量", "total"),
        lambda: total([builder.read("source.gas", at.extended(gas="CO2"))] * 2, "tCO2"),
    )
    builder.lack("metric.value", twice, Text("没有产值", "no output"), Position("project.yaml", 30))
    builder.derive(
        "intensity.value",
        twice,
        "tCO2/万元",
        Text("强度", "intensity"),
        lambda: builder.read("inventory.total", twice) / builder.read("metric.value", twice),
    )
    builder.derive(
        "intensity.change",
        twice,
        "tCO2/万元",
        Text("强度变化", "change"),
        lambda: builder.read("intensity.value", twice) - builder.read("intensity.value", twice),
    )
    builder.give(
        "growth.rate",
        Context.of(row=1),
        Decimal(3),
        "%",
        Text("增长", "growth"),
        Position("project.yaml", 40),
        kind=Kind.ASSUMED,
    )
    return builder.close()


def test_the_tree_as_text() -> None:
    node = explain(_ledger(), [_table(12)], "inventory.total[period=2024]", "zh", row_limit=2)
    assert node is not None
    assert draw(node, "zh") == "\n".join(
        [
            "inventory.total[period=2024] = 429 tCO2  总量",
            "│   = 214.5 tCO2 + 214.5 tCO2",
            "└── source.gas[period=2024,source=gas,gas=CO2] = 214.5 tCO2  煤：CO2",
            "    │   = 78 t{煤} × 0.75 tC/t{煤} × 44/12",
            "    ├── activity.quantity[period=2024,source=gas] = 78 t{煤}  煤量",
            "    │   │   = Σ(12)",
            "    │   ├── 2024-01  1 t  data/energy.csv:2 (E2)  单据1",
            "    │   ├── 2024-02  2 t  data/energy.csv:3 (E3)  单据2",
            "    │   └── … 另有 10 行",
            "    └── factor.carbon[source=gas] = 0.75 tC/t{煤}  含碳量",
            "            ← 给定  GB/T 32151.22-2024 表C.1 (2024)  [二手来源]  @ content/factors/fuels.csv:12",
            "",
        ]
    )


def test_all_rows_are_listed_where_no_limit_is_set() -> None:
    node = explain(_ledger(), [_table(12)], "activity.quantity[period=2024,source=gas]", "en", row_limit=0)
    assert node is not None
    assert [child.value for child in node.children] == [Decimal(n) for n in range(1, 13)]
    assert node.more == 0


def test_a_missing_value_names_what_it_waits_for() -> None:
    node = explain(_ledger(), [_table(12)], "intensity.change[period=2024]", "zh")
    assert node is not None
    text = draw(node, "zh")
    assert text.splitlines() == [
        "intensity.change[period=2024]  缺失：没有产值",
        "└── metric.value[period=2024]  缺失：没有产值",
        "        @ project.yaml:30",
    ]


def test_a_key_that_nobody_knows() -> None:
    assert explain(_ledger(), [], "inventory.totl[period=2024]", "zh") is None
    assert nearest(_ledger(), "inventory.totl[period=2024]")[0] == "inventory.total"


def test_what_a_short_name_means() -> None:
    ledger = _ledger()
    assert resolve(ledger, "inventory.total", DEFAULTS) == ("inventory.total[period=2024]",)
    assert resolve(ledger, "source.gas[gas=CO2]", DEFAULTS) == ("source.gas[period=2024,source=gas,gas=CO2]",)
    assert resolve(ledger, "metric.value", DEFAULTS) == ("metric.value[period=2024]",)
    assert resolve(ledger, "inventory.total[period=2023]", DEFAULTS) == ()


def test_json_is_exact_and_complete() -> None:
    node = explain(_ledger(), [_table(12)], "inventory.total[period=2024]", "en", row_limit=1)
    assert node is not None
    data = json.loads(json.dumps(as_json(node)))
    assert Decimal(data["value"]) == 429
    gas = data["inputs"][0]
    assert gas["arithmetic"] == "78 t{煤} × 0.75 tC/t{煤} × 44/12"
    assert gas["inputs"][0]["more_rows"] == 11
    assert gas["inputs"][1]["reference"] == {"document": "GB/T 32151.22-2024", "locator": "表C.1", "year": "2024"}
    assert gas["inputs"][1]["mark"] == "secondary"


@pytest.fixture(scope="module", params=["lanhe-foundry", "chengyu-ceramics"])
def example(request: pytest.FixtureRequest) -> tuple[Project, Ledger]:
    project = load_project(ROOT / "projects" / request.param).value
    assert project is not None
    ledger = compute(project).value
    assert ledger is not None
    return project, ledger


@pytest.mark.parametrize("fact_id", ["inventory.total", "pathway.chosen[period=2030]", "measures.abatement_cost"])
def test_every_leaf_ends_at_a_cell_a_line_or_a_source(example: tuple[Project, Ledger], fact_id: str) -> None:
    project, ledger = example
    (key,) = resolve(ledger, fact_id, DEFAULTS)
    node = explain(ledger, project.rows, key, "zh")
    assert node is not None
    ends = list(leaves(node))
    assert len(ends) >= 10
    for leaf in ends:
        # A sum of nothing (no source of scope 3) stands on nothing.
        assert leaf.position is not None or leaf.reference is not None or leaf.arithmetic == "0", leaf.key
        if leaf.kind == "row":
            assert leaf.position is not None
            assert leaf.position.cell
    assert all(leaf.reference is not None for leaf in ends if leaf.key.startswith("factor."))


def test_explaining_takes_each_fact_apart_once(example: tuple[Project, Ledger]) -> None:
    project, ledger = example
    node = explain(ledger, project.rows, "pathway.cumulative[scenario=chosen]", "zh")
    assert node is not None
    apart: list[str] = []
    stack = [node]
    while stack:
        one = stack.pop()
        if one.children:
            apart.append(one.key)
        stack += one.children
    assert len(apart) == len(set(apart)) > 50


def test_the_trace_is_short_and_starts_with_the_number_itself() -> None:
    steps = trace(_ledger(), "inventory.total[period=2024]", "zh")
    assert [(s.depth, s.label, s.value) for s in steps] == [
        (0, "总量", "429 tCO2"),
        (1, "煤：CO2", "214.5 tCO2"),
        (2, "煤量", "78 t{煤}"),
        (2, "含碳量", "0.75 tC/t{煤}"),
    ]
    assert steps[2].source == "data/energy.csv:2 (E2) … (12 行)"
    assert steps[3].source == "GB/T 32151.22-2024 表C.1 (2024)"


def test_a_trace_of_many_inputs_says_how_many_it_leaves_out() -> None:
    builder = LedgerBuilder()
    for n in range(40):
        builder.give(
            "source.emission", Context.of(source=f"s{n}"), Decimal(n), "tCO2e", Text.of("源"), Position("p.yaml", n + 1)
        )
    builder.derive(
        "inventory.total",
        Context(),
        "tCO2e",
        Text.of("和"),
        lambda: (
            total([builder.read("source.emission", Context.of(source=f"s{n}")) for n in range(40)], "tCO2e")
            + constant(0, "tCO2e")
        ),
    )
    steps = trace(builder.close(), "inventory.total", "en", limit=10)
    assert len(steps) == 10
    assert steps[-1].label == "… 32 more"
    assert trace(builder.close(), "inventory.other", "en") == ()
