"""Every mistake of a template is a finding at its line, says what would be right, and leaves the rest standing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compose.making import composed, spell, told

#: text -> (line, rule, words of the message or the hint)
MISTAKES = {
    "unknown name": ("一\n\n{{ projekt.client }}\n", 3, "CP011", "project"),
    "unknown field": ("{{ project.client.nam }}\n", 1, "CP011", "name"),
    "unknown fact": ("一\n{{ inventory.totl }}\n", 2, "CP012", "inventory.total"),
    "unknown family": ("{{ pathway.emission }}\n", 1, "CP012", "pathway.emission"),
    "context that is not there": ("{{ inventory.total(period=1999) }}\n", 1, "CP012", "period=2024"),
    "open dimension": ("{{ source.emission }}\n", 1, "CP013", "source=gas"),
    "no dimension": ("{{ inventory.total(year=2023) }}\n", 1, "CP019", "period"),
    "missing value": ("{{ measure.payback(measure='fan') }}\n", 1, "CP014", "measure.saving[measure=fan]"),
    "missing judged": ("{% if measure.payback(measure='fan') > 3 %}长{% endif %}短\n", 1, "CP014", "未填节约费用"),
    "bare number": ("共{{ project.sources | length }}个\n", 1, "CP015", "inventory.total"),
    "bare number of the project": ("{{ project.sources[0].id }}{{ 3.5 }}\n", 1, "CP015", "3.5"),
    "nothing to print": ("{{ project.pathway }}\n", 1, "CP016", "if"),
    "an object printed": ("{{ project.client }}\n", 1, "CP016", "name"),
    "arithmetic": ("一\n\n{{ inventory.total * 2 }}\n", 3, "CP017", "运算"),
    "sum of facts": ("{{ inventory.total + inventory.total }}\n", 1, "CP017", "运算"),
    "rounding": ("{{ inventory.total | round(1) }}\n", 1, "CP017", "digits"),
    "summing": ("{{ [1, 2] | sum }}\n", 1, "CP017", "运算"),
    "safe": ("{{ project.client.name | safe }}\n", 1, "CP017", "safe"),
    "unknown filter": ("{{ inventory.total | ful }}\n", 1, "CP011", "full"),
    "unknown test": ("{% if inventory.total is knwn %}x{% endif %}\n", 1, "CP011", "known"),
    "internals": ("一\n{{ project.__class__ }}\n", 2, "CP017", "__class__"),
    "internals of text": ('{{ "".__class__.__mro__ }}\n', 1, "CP017", "__class__"),
    "internals by item": ('{{ project["__class__"] }}\n', 1, "CP017", "__class__"),
    "internals of a function": ("{{ range.__globals__ }}\n", 1, "CP017", "__globals__"),
    "internals of a fact": ("{{ inventory._scope }}\n", 1, "CP017", "_scope"),
    "internals of a macro": ("{% macro m() %}x{% endmacro %}{{ m._func }}\n", 1, "CP017", "_func"),
    "format": ('{{ "{0.__class__}".format(project) }}\n', 1, "CP011", "format"),
    "a long text": ("{{ 'a' * 100000000 }}\n", 1, "CP017", "运算"),
    "a long range": ("{% for i in range(100000000) %}x{% endfor %}\n", 1, "CP018", "range"),
    "loops in loops": (
        "一\n{% for i in range(9999) %}\n{% for j in range(9999) %}x{% endfor %}\n{% endfor %}\n",
        3,
        "CP018",
        "循环",
    ),
    "doubling lists": (
        "{% set ns = namespace(a=[1]) %}\n{% for i in range(99) %}\n{% set ns.a = ns.a + ns.a %}\n{% endfor %}\n",
        3,
        "CP018",
        "列表",
    ),
    "endless recursion": ("{% macro m() %}\n{{ m() }}\n{% endmacro %}\n{{ m() }}\n", 2, "CP018", "嵌套"),
    "syntax": ("一\n{% if x %}\n二\n", 3, "CP010", "endif"),
    "unknown tag": ("一\n{% do x %}\n", 2, "CP010", "do"),
    "forbidden tag": ("{% autoescape false %}x{% endautoescape %}\n", 1, "CP017", "autoescape"),
    "include of nothing": ('一\n{% include "none.md" %}\n', 2, "CP003", "none.md"),
    "include outside": ('{% include "../../../pyproject.toml" %}\n', 1, "CP003", "pyproject"),
    "wrong argument": ('{% call table(ident="x") %}\n{% endcall %}\n', 1, "CP019", "widths"),
    "wrong unit": ('{{ inventory.total | show(unit="MWh") }}\n', 1, "CP020", "MWh"),
    "wrong digits": ("{{ inventory.total | show(digits=-1) }}\n", 1, "CP019", "位数"),
    "a filter on words": ("{{ project.client.name | full }}\n", 1, "CP019", "数据"),
    "a fact as condition": ("{% if inventory.total %}x{% endif %}\n", 1, "CP017", "is known"),
    "a fact as list": ("{% for x in inventory.total %}x{% endfor %}\n", 1, "CP017", "all("),
    "a text as list": ("{% for x in project.client.name %}x{% endfor %}\n", 1, "CP019", "列表"),
    "compared with words": ('{% if inventory.total == "many" %}x{% endif %}\n', 1, "CP019", "比较"),
    "units that do not compare": ("{% if inventory.total > electricity.total %}x{% endif %}\n", 1, "CP020", "比较"),
    "look-up of nothing": ('{{ site("three").name }}\n', 1, "CP011", "three"),
    "image": ("![图](x.png)\n", 1, "CP030", "图片"),
    "deep heading": ("##### 深\n", 1, "CP030", "四级"),
    "list in a key paragraph": ("> - 一\n", 1, "CP030", "段落"),
    "unknown class": ("文字 {.red}\n", 1, "CP030", "note"),
    "call inside a sentence": ("见 {{ page_break() }}\n", 1, "", ""),
    "mark outside a table": ("见{{ TOTAL }}\n", 1, "CP030", "单元格"),
    "table without header": ("{% call table() %}\n| a | b |\n{% endcall %}\n", 1, "CP031", "对齐"),
    "row of another length": (
        "{% call table() %}\n| a | b |\n| - | - |\n| 1 | 2 | 3 |\n{% endcall %}\n",
        4,
        "CP031",
        "2 列",
    ),
    "text between rows": (
        "{% call table() %}\n| a | b |\n| - | - |\n| c | d |\n文字\n| e | f |\n{% endcall %}\n",
        6,
        "CP031",
        "注释",
    ),
    "merge that is no rectangle": (
        "{% call table() %}\n| a | b |\n| - | - |\n| c | {{ LEFT }} |\n| {{ UP }} | d |\n{% endcall %}\n",
        4,
        "CP031",
        "矩形",
    ),
    "widths": ("{% call table(widths=[1]) %}\n| a | b |\n| - | - |\n| c | d |\n{% endcall %}\n", 1, "CP031", "widths"),
    "chart of numbers": (
        '{% call chart(id="f", categories=["a"], series=[series("s", [3])]) %}图{% endcall %}\n',
        1,
        "CP019",
        "数据",
    ),
    "chart kind": (
        '{% call chart(kind="radar", categories=["a"], series=[series("s", [inventory.total])]) %}图{% endcall %}\n',
        1,
        "CP032",
        "column",
    ),
    "chart lengths": (
        '{% call chart(id="f", categories=["a", "b"], series=[series("s", [inventory.total])]) %}图{% endcall %}\n',
        1,
        "CP032",
        "类别",
    ),
    "chart unit": (
        '{% call chart(unit="MWh", categories=["a"], series=[series("s", [inventory.total])]) %}图{% endcall %}\n',
        1,
        "CP020",
        "MWh",
    ),
    "a value in a formula": ("$E = {{ inventory.total }}$\n", 1, "CP019", "公式"),
    "unknown slot": ('一\n\n{{ slot("wrds") }}\n', 3, "CP040", "words"),
    "id twice": ("# 甲 {#sec-a}\n\n# 乙 {#sec-a}\n", 3, "CP034", "sec-a"),
    "bad id": ("# 甲 {#1a}\n", 1, "CP019", "字母"),
}


@pytest.mark.parametrize("name", [name for name in MISTAKES if MISTAKES[name][2]])
def test_a_mistake_is_found_at_its_line(name: str, tmp_path: Path) -> None:
    text, line, rule, words = MISTAKES[name]
    outcome = composed(tmp_path, text)
    first = [f for f in outcome.findings if f.rule == rule]
    assert first, told(outcome.findings)
    finding = first[0]
    assert str(finding.position) == f"templates/demo/1.0/sections/demo.md:{line}"
    hint = finding.hint.zh if finding.hint else ""
    assert words in finding.message.zh + hint
    assert finding.message.en
    assert outcome.value is not None


def test_all_mistakes_are_found_in_one_go(tmp_path: Path) -> None:
    text = "{{ inventory.totl }}\n\n{{ projekt }}\n\n{{ 12 }}\n\n{{ project.client }}\n\n{{ inventory.total | full }}\n"
    outcome = composed(tmp_path, text)
    assert [(f.position.line, f.rule) for f in outcome.findings] == [
        (1, "CP012"),
        (3, "CP011"),
        (5, "CP015"),
        (7, "CP016"),
    ]
    assert outcome.value is not None
    assert spell(outcome.value.blocks[-1].inlines) == "⟦inventory.total[period=2024,basis=location] unit⟧"


def test_forbidden_things_of_one_file_are_listed_together(tmp_path: Path) -> None:
    outcome = composed(tmp_path, "{{ inventory.total | round }}\n{{ 2 * 3 }}\n{{ 1 - 1 }}\n")
    assert [(f.position.line, f.rule) for f in outcome.findings] == [(1, "CP017"), (2, "CP017"), (3, "CP017")]


def test_a_missing_value_stands_visibly_and_names_its_chain(tmp_path: Path) -> None:
    outcome = composed(tmp_path, "回收期{{ measure.payback(measure='fan') | full }}。\n")
    assert outcome.value is not None
    assert spell(outcome.value.blocks[0].inlines) == "回收期‹b:【缺数：measure.payback】›。"
    (finding,) = outcome.findings
    assert "measure.payback[measure=fan] ← measure.saving[measure=fan]" in finding.message.zh
    assert finding.fact == "measure.payback[measure=fan]"
    assert [str(place) for place in finding.related] == ["projects/p/project.yaml:7"]


def test_a_section_that_cannot_go_on_leaves_a_placeholder(tmp_path: Path) -> None:
    outcome = composed(tmp_path, "# 标题\n\n{% if %}\n")
    assert outcome.value is not None
    assert "未能生成" in spell(outcome.value.blocks[0].inlines)


def test_a_mistake_in_an_include_and_in_a_macro_is_found_there(tmp_path: Path) -> None:
    text = '{% include "_a.md" %}\n\n{% from "_b.md" import m %}\n{{ m("x") }}\n'
    others = {
        "a.md": "\n\n{{ inventory.totl }}\n",
        "b.md": "{% macro m(a) %}\n{{ source.emission(source=a) }}\n{% endmacro %}\n",
    }
    outcome = composed(tmp_path, text, others=others)
    assert [str(f.position).rpartition("/")[2] for f in outcome.findings] == ["_a.md:3", "_b.md:2"]


def test_a_loop_variable_that_hides_facts_is_named(tmp_path: Path) -> None:
    text = "{% for source in project.sources %}\n{{ source.emission(source=source.id) }}\n{% endfor %}\n"
    outcome = composed(tmp_path, text)
    (finding,) = outcome.findings
    assert finding.hint is not None
    assert "循环变量请勿命名为 source" in finding.hint.zh


def test_too_much_output_is_refused_where_it_is_made(tmp_path: Path) -> None:
    line = "很长" * 2000
    text = f"一\n{{% for i in range(2000) %}}\n{line}\n{{% endfor %}}\n"
    (finding,) = composed(tmp_path, text).findings
    assert finding.rule == "CP018"
    assert finding.position.line in (2, 3)
