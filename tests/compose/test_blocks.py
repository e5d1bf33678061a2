"""Golden block trees: what sections become, with ids, lines and numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.compose.making import document, tree

SECTIONS = {
    "prose": """# 概况 {#sec-overview}

{{ project.client.name }}共有{{ project.sites | map(attribute="name") | join("、") }}。
第二行接在同一段，**重点**与*强调*，`代码`。

{# 注释不出现 #}
> 排放总量为{{ inventory.total | full }}，见[@tbl-x]和[@iso-14064-1-2018]。

## 小节 {.unnumbered}

脚注^[说明[一]，值{{ inventory.total | n(0) }}。]在句中，公式$E = AD \\times EF$，[链接](https://example.org/a_b)。

右对齐的落款 {.right}

# 附件 {#sec-annex .annex}

1. 第一
2. 第二
    - 内层{{ project.client.short }}
    - 内层二

        内层第二段
3. 第三
""",
    "tables": """{% call table(id="tbl-sources", unit="tCO2e", widths=[2, 1, 1]) %}
各排放源**排放量**

| 排放源 | {% for y in project.years %}{% if y > 2022 %}{{ y }}年 | {% endif %}{% endfor %}

| :--- | ---: | ---: |
| {{ GROUP }} 范围一 |
{% for s in project.sources | by_fact("source.emission", reverse=True) %}

| {{ s.name }} | {{ source.emission(source=s.id, period=2023) }} | {{ source.emission(source=s.id) }} |
{% endfor %}
| {{ TOTAL }}合计 | {{ inventory.total(period=2023) }} | **{{ inventory.total }}** |

按未修约值求和。

第二条注。
{% endcall %}

{% call table() %}
| 项目 | {{ LEFT }} | 值 |
| 名称 | 场所 | {{ UP }} |
| --- | :---: | --- |
| 甲 | a \\| b | {{ inventory.change_rate | pct(1) }} |
| {{ UP }} | c | {{ inventory.change_rate | magnitude | pct(1) }} |
{% endcall %}

| 裸表 | 值 |
| --- | ---: |
| 合计 | {{ electricity.total | show(unit="kWh", digits=0) }} |
""",
    "figures": """{% set years = project.periods.reporting %}
{% call chart(id="fig-trend", kind="column-stacked", unit="tCO2e", categories=years, series=[
  series("范围一", inventory.scope(scope=1) | across(period=years)),
  series("总量", inventory.total | across(period=years), draw="line", digits=0)], y_title="排放量") %}
排放趋势（{{ years | first }}年起）

数据来源：核算结果。
{% endcall %}

{% set ns = namespace(flows=[]) %}
{% for s in project.sources %}
{% set ns.flows = ns.flows + [flow(s.name, project.client.short, source.emission(source=s.id))] %}
{% endfor %}
{% call sankey(id="fig-flow", unit="tCO2e", flows=ns.flows) %}流向{% endcall %}

{{ equation("E = AD \\\\times EF", id="eq-e", where=[["AD", "活动数据"], ["E", inventory.total]]) }}

{{ signature([["编制单位", ""], ["日期", ""]]) }}
{{ page_break() }}
""",
    "loops": """{% macro line(s) %}
{{ s.name }}排放{{ source.emission(source=s.id) | full }}。
{% endmacro %}
{% from "_names.md" import words %}
{% for s in project.sources %}

### {{ s.name }} {#sec-{{ s.id }}}

{{ line(s) }}
{% if source.emission(source=s.id) > 600 %}
{{ words.big }}
{% elif source.emission(source=s.id) > 500 %}
{{ words.middle }}
{% endif %}
{% endfor %}
{% include "_tail.md" %}
""",
}
OTHERS = {
    "names.md": '{% set words = {"big": "为主要来源。", "middle": "次之。"} %}\n',
    "tail.md": "\n结尾段，共{{ project.sources | length | han }}个源。\n",
}


@pytest.mark.parametrize("name", sorted(SECTIONS))
def test_block_trees(name: str, tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    golden(f"{name}.txt", tree(document(tmp_path, SECTIONS[name], others=OTHERS)))
