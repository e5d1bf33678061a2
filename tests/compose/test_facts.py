"""Facts in templates: defaults, comparison with exact values, order, display."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.compose.lookup import Ambiguous, Lookup, Unknown
from generator.document.blocks import Table
from generator.document.pictures import Chart
from tests.compose.making import composed, document, ledger, spell

PRINTED = {
    "{{ inventory.total }}": "⟦inventory.total[period=2024,basis=location]⟧",
    "{{ inventory.total(period=2023, basis='market') }}": "⟦inventory.total[period=2023,basis=market]⟧",
    "{{ inventory.scope(scope=2) | full }}": "⟦inventory.scope[period=2024,scope=2,basis=location] unit⟧",
    "{{ inventory.scope(scope='1') | n(3) }}": "⟦inventory.scope[period=2024,scope=1] 3⟧",
    "{{ inventory.change_rate | pct(1) | magnitude }}": (
        "⟦inventory.change_rate[period=2024,basis=location] 1 % unit magnitude⟧"
    ),
    "{{ inventory.change_rate | show(unit='%', digits=2, sign='always') }}": (
        "⟦inventory.change_rate[period=2024,basis=location] 2 % always⟧"
    ),
    "{{ electricity.total | full(unit='GJ') }}": "⟦electricity.total[period=2024] GJ unit⟧",
    "{{ inventory.total(period=target.year(target='near')) is known }}": "",
    "{{ inventory.total.unit }}/{{ inventory.total.label }}": "t CO₂e/inventory.total 的名称",
    "{{ inventory.total.mark_text }}{{ inventory.total.kind_text }}": "已核实原始来源实测或提供",
    "{{ all('inventory.gas', 'gas') | map(attribute='context') | map(attribute='gas') | join('、') }}": "CO2、CH4",
    "{{ all('inventory.gas', 'gas') | ordered | join('<') }}": (
        "⟦inventory.gas[period=2024,gas=CH4]⟧<⟦inventory.gas[period=2024,gas=CO2]⟧"
    ),
    "{{ (project.sources | largest('source.emission') | first).name }}": "天然气",
    "{{ project.sources | by_fact('source.emission') | map(attribute='name') | join('、') }}": "外购电力、天然气",
    "{{ '约' ~ inventory.total ~ '吨' }}": "约⟦inventory.total[period=2024,basis=location]⟧吨",
    "{{ order.date }}起{{ project.current }}、{{ '2024-03' | month }}": "2025年4月18日起2024、2024年3月",
    "{{ '10^4 Nm3' | unit }}、{{ inventory.total | unit }}": "万Nm³、t CO₂e",
    "{{ site('two').name }}{{ responsible('energy').role }}{{ firm_of(order.engagement).name }}": (
        "二厂能源管理岗某咨询公司"
    ),
    "{{ standard('iso-14064-1-2018').number }}": "ISO 14064-1:2018",
}

TRUE = [
    "inventory.total > 1234.5677",
    "inventory.total < 1234.5679",
    "inventory.total == inventory.total(basis='location')",
    "inventory.total < inventory.total(period=2023)",
    "inventory.change_rate < -0.3142 and inventory.change_rate >= -0.31423",
    "inventory.total is known",
    "measure.payback(measure='fan') is not known",
    "measure.payback(measure='nothing') is not known",
    "inventory.total(period=1999) is not known",
    "not inventory.total.value_is_zero",
    "inventory.change_rate is beyond(inventory.change_rate) == false",
    "inventory.total(period=2024) in [inventory.total]",
]


@pytest.mark.parametrize("expression", [one for one in PRINTED if PRINTED[one]])
def test_what_an_expression_prints(expression: str, tmp_path: Path) -> None:
    assert spell(document(tmp_path, expression + "\n").blocks[0].inlines) == PRINTED[expression]


@pytest.mark.parametrize("condition", TRUE)
def test_facts_compare_by_exact_value(condition: str, tmp_path: Path) -> None:
    made = document(tmp_path, f"{{% if {condition} %}}是{{% else %}}否{{% endif %}}\n")
    assert spell(made.blocks[0].inlines) == "是"


def test_a_section_sets_its_own_defaults_and_condition(tmp_path: Path) -> None:
    extra = ", defaults: {period: previous, basis: market}, when: inventory.total is known"
    made = document(tmp_path, "{{ inventory.total }}\n", extra=extra)
    assert spell(made.blocks[0].inlines) == "⟦inventory.total[period=2023,basis=market]⟧"
    gone = document(tmp_path, "{{ inventory.total }}\n", extra=", when: project.pathway and project.targets")
    assert gone.blocks == ()


def test_a_mistake_in_a_condition_stands_at_the_manifest(tmp_path: Path) -> None:
    outcome = composed(tmp_path, "文\n", extra=", when: inventory.totl > 3")
    (finding,) = outcome.findings
    assert (finding.rule, finding.position.path) == ("CP012", "templates/demo/1.0/template.yaml")
    assert finding.position.line == 13


def test_a_table_shows_plain_facts_in_its_own_unit(tmp_path: Path) -> None:
    text = (
        '{% call table(unit="GJ") %}\n| 甲 | 乙 | 丙 |\n| - | - | - |\n'
        "| {{ electricity.total }} | {{ inventory.change_rate | pct }} | {{ inventory.total }} |\n{% endcall %}\n"
    )
    (table,) = document(tmp_path, text).blocks
    assert isinstance(table, Table)
    assert [spell(cell.inlines) for cell in table.rows[0].cells] == [
        "⟦electricity.total[period=2024] GJ⟧",
        "⟦inventory.change_rate[period=2024,basis=location] 1 % unit⟧",
        "⟦inventory.total[period=2024,basis=location]⟧",
    ]


def test_a_missing_point_is_a_gap_and_a_finding(tmp_path: Path) -> None:
    text = (
        '{% call chart(id="f", categories=["a", "b", "c"], unit="a", series=[\n'
        '  series("s", [measure.payback(measure="fan"), none, none])]) %}图{% endcall %}\n'
    )
    outcome = composed(tmp_path, text)
    assert [finding.rule for finding in outcome.findings] == ["CP014"]
    assert outcome.value is not None
    (chart,) = outcome.value.blocks
    assert isinstance(chart, Chart)
    assert chart.series[0].points == (None, None, None)


def test_why_a_fact_is_not_found() -> None:
    lookup = Lookup(ledger(), {"period": "2024"})
    assert lookup.find("inventory.total", {}) is None
    why = lookup.why("inventory.total", {})
    assert isinstance(why, Ambiguous)
    assert why.open == ("basis",)
    unknown = lookup.why("inventory.totals", {})
    assert isinstance(unknown, Unknown)
    assert unknown.near[0] == "inventory.total"


def test_the_look_up_means_what_the_ledger_means() -> None:
    book = ledger()
    lookup = Lookup(book, {"period": "2024", "basis": "location"})
    for fact in book:
        asked = dict(fact.context.pairs)
        found = book.candidates(fact.id, asked, lookup.defaults)
        assert lookup.find(fact.id, asked) == fact
        assert found == (fact,)
