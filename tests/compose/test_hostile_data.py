"""Data never speaks Markdown, HTML or Jinja: whatever a client is called stands in the document as it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.document.blocks import Heading, ListBlock, Paragraph, Table
from generator.document.inlines import CrossRef, Link, Str
from generator.document.pictures import Chart
from generator.document.walk import inlines_of, walk_blocks
from tests.compose.making import composed, document, project_file, spell, told

NAMES = [
    "甲|乙",
    "{{7*7}}",
    "{% raw %}x{% endraw %}",
    "[x](javascript:alert(1))",
    "<b>粗</b>&amp;<script>alert(1)</script>",
    "*强*_调_**",
    "# 标题",
    "- 项\u00a0目",
    "1. 一",
    "> 引",
    "`代码`",
    "^[脚注]",
    "[@sec-x]",
    "$x$",
    "😀 & 子公司",
    "{.note}",
    "{:#sec-x}",
    "\\*反斜杠\\",
    "| --- |",
]
TEXT = """# {{ project.client.name }} {#sec-x}

{{ project.client.name }}

本公司{{ project.client.name }}说明**{{ project.client.name }}**^[注{{ project.client.name }}]。

- {{ project.client.name }}

> {{ project.client.name }}

{% call table(id="tbl-x") %}
{{ project.client.name }}

| {{ project.client.name }} | 乙 |
| --- | --- |
| {{ project.client.name }} | 值 |

{{ project.client.name }}
{% endcall %}

{% call chart(id="fig-x", categories=[project.client.name], series=[series(project.client.name, [inventory.total])]) %}
{{ project.client.name }}
{% endcall %}
"""


def _client(name: str) -> dict[str, object]:
    return {"id": "c", "name": name, "short": name, "industry": "铸造", "region": "湖南"}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_text_in_every_place(name: str, tmp_path: Path) -> None:
    made = document(tmp_path, TEXT, client=_client(name))
    heading, alone, sentence, listed, key, table, chart = made.blocks
    assert isinstance(heading, Heading)
    assert (heading.id, spell(heading.inlines), heading.level) == ("sec-x", name, 1)
    assert isinstance(alone, Paragraph)
    assert alone.inlines == (Str(name),)
    assert isinstance(sentence, Paragraph)
    assert spell(sentence.inlines) == f"本公司{name}说明‹b:{name}›⟦demo.fn1: 注{name}⟧。"
    assert isinstance(listed, ListBlock)
    assert spell(listed.items[0].blocks[0].inlines) == name
    assert isinstance(key, Paragraph)
    assert (key.style, spell(key.inlines)) == ("key", name)
    assert isinstance(table, Table)
    assert [spell(line) for line in (table.caption, *table.notes)] == [name, name]
    assert [[spell(cell.inlines) for cell in row.cells] for row in table.header + table.rows] == [
        [name, "乙"],
        [name, "值"],
    ]
    assert isinstance(chart, Chart)
    assert (chart.categories, chart.series[0].name, spell(chart.caption)) == ((name,), name, name)
    assert not [i for b in walk_blocks(made.blocks) for i in inlines_of(b) if isinstance(i, (Link, CrossRef))]


def test_characters_that_no_document_shows_are_named(tmp_path: Path) -> None:
    client = project_file().client.model_copy(update={"address": "路\x07\ue000一\U000f0001号"})
    outcome = composed(tmp_path, "地址{{ project.client.address }}。\n", client=client.model_dump())
    assert outcome.value is not None
    assert spell(outcome.value.blocks[0].inlines) == "地址路\ufffd\ufffd一\ufffd号。"
    (line,) = told(outcome.findings)
    assert line.startswith("templates/demo/1.0/sections/demo.md:1 CP021")
    assert "U+0007" in line


def test_a_template_with_private_characters_is_refused(tmp_path: Path) -> None:
    outcome = composed(tmp_path, "第一行\n第二\ue000行\n")
    assert told(outcome.findings) == [
        "templates/demo/1.0/sections/demo.md:2 CP021 文件含有不可显示的字符 U+E000",
    ]


def test_a_link_takes_its_address_from_data_only_with_a_listed_scheme(tmp_path: Path) -> None:
    text = "[官网]({{ project.client.address }})\n"
    good = document(tmp_path, text, client={**_client("甲"), "address": "https://example.org/?a=1&b=<2>"})
    assert good.blocks[0].inlines == (Link("https://example.org/?a=1&b=<2>", (Str("官网"),)),)
    bad = composed(tmp_path, text, client={**_client("甲"), "address": "JavaScript:alert(1)"})
    assert bad.value is not None
    assert bad.value.blocks[0].inlines == (Str("官网"),)
    assert [f.rule for f in bad.findings] == ["CP033"]


def test_html_in_a_template_is_text(tmp_path: Path) -> None:
    made = document(tmp_path, "说明 <b>粗</b> &lt; &amp; <!-- x --> a < b & c\n")
    assert spell(made.blocks[0].inlines) == "说明 <b>粗</b> &lt; &amp; <!-- x --> a < b & c"


def test_lines_of_a_text_become_line_breaks(tmp_path: Path) -> None:
    made = document(tmp_path, "{{ project.client.profile }}\n", client={**_client("甲"), "profile": "一行\n\n二行"})
    assert spell(made.blocks[0].inlines) == "一行⏎⏎二行"
