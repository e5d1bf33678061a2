"""Texts that programs read from printed pages, and Markdown as others write it: what each line becomes."""

from __future__ import annotations

from generator.drafting.draft import Draft, Kind, Part
from generator.drafting.lint import lint
from generator.drafting.read.html import table_rows, without_tags
from generator.drafting.read.text import read_markdown, read_text
from generator.drafting.shown import Shown
from generator.drafting.views import tables, terms

PAGES = """# 中华人民共和国国家标准

GB/T 90001—2021

# General requirements for FreshBox storage of leafy vegetables

# 叶菜冷藏箱通用要求

2021-03-09 发布

II

## 前言

本文件由某协会提出。

# 叶菜冷藏箱通用要求

## 1 范围

本文件规定了叶菜冷藏箱的要求。

## 2 规范性引用文件

本文件没有规范性引用文件。

## 3 术语和定义

下列术语和定义适用于本文件。

### 3.1

## 冷藏箱 cold box

储存叶菜的箱体。

# 3 2

保鲜箱 fresh box

鲜箱 fresh case

保持湿度的冷藏箱。

注：湿度由用户设定，

一般不变。

## 4 要求

### 4.1 温度

箱内温度要求如下：

a）上层为4 ℃；

b) 中层为3 ℃；

c）下层为2 ℃。

<div style="text-align: center;">表 1 箱内温度</div>

<table border=1><tr><td rowspan="2">层</td><td>温度</td></tr>
<tr><td>湿度</td></tr></table>

<!-- page 3 -->

注 $ ^{1} $ ：温度取平均值。

---

### 4.2 记录

温度的记录见附录 A。

## 附录 A

## (资料性)

## 温度记录

温度记录见表 1。
"""


def lines(draft: Draft) -> dict[str, Kind]:
    """Return the kind of each piece by its words."""
    return {piece.text.strip(): piece.kind for piece in draft.pieces if piece.text.strip()}


def test_headings_without_number_are_lines_of_the_cover_terms_and_annex_titles() -> None:
    draft = read_markdown(PAGES, "d.md")
    found = lines(draft)
    assert draft.name == "叶菜冷藏箱通用要求"
    assert found["中华人民共和国国家标准"] is Kind.COVER
    assert found["GB/T 90001—2021"] is Kind.COVER
    assert (found["(资料性)"], found["温度记录"]) == (Kind.ANNEX_ROLE, Kind.ANNEX_TITLE)
    assert [section.title for section in draft.chapters] == ["范围", "规范性引用文件", "术语和定义", "要求"]
    assert [(one.role, one.title) for one in draft.annexes] == [("资料性", "温度记录")]
    assert "II" not in found
    assert "---" not in found


def test_terms_have_their_numbers_synonyms_and_definitions_before_the_note() -> None:
    first, second = terms(read_markdown(PAGES, "d.md"))
    assert (first.number, first.zh, first.english) == ("3.1", "冷藏箱", ("cold box",))
    assert (second.number, second.zh, second.synonyms) == ("3.2", "保鲜箱", ("鲜箱",))
    assert [piece.text for piece in second.definition] == ["保持湿度的冷藏箱。"]


def test_html_gives_captions_and_cells_and_marks_of_one_list_may_have_two_widths_of_bracket() -> None:
    draft = read_markdown(PAGES, "d.md")
    assert lines(draft)["箱内温度"] is Kind.TABLE_CAPTION
    assert [[cell.text for cell in row] for row in tables(draft)[0].rows] == [["层", "温度"], ["湿度"]]
    assert [piece.level for piece in draft.of(Kind.ITEM)] == [1, 1, 1]
    assert [piece.label for piece in draft.of(Kind.NOTE)] == ["注：", "注1："]


def test_clean_pages_have_no_findings_about_numbers_and_structure() -> None:
    families = ("NUM", "STR", "TOC", "ANX", "LST-01", "LST-08", "FOR")
    hits = lint(read_markdown(PAGES, "d.md")).hits
    assert [hit.rule.rule.id for hit in hits if hit.rule.rule.id.startswith(families)] == []


def test_a_markdown_list_in_chapter_2_is_its_entries_and_code_is_no_text() -> None:
    draft = read_markdown(
        "# 规范\n\n# 1 范围\n\n# 2 规范性引用文件\n\n- GB/T 2589 综合能耗计算通则\n\n"
        "# 4 接口\n\n```json\n- 应填\n```\n",
        "d.md",
    )
    assert [piece.text for piece in draft.of(Kind.REFERENCE)] == ["GB/T 2589 综合能耗计算通则"]
    assert [piece.text for piece in draft.of(Kind.FIGURE_TEXT)] == ["应填"]


def test_bold_numbers_begin_entries_whose_definition_may_begin_with_a_number() -> None:
    draft = read_markdown(
        "# 规范\n\n# 1 范围\n\n# 3 术语和定义\n\n**3.1 初检；First Check**\n12 号工位完成的检查。\n\n"
        "**3.2 复检（second check）**\n由另一人完成的检查。\n",
        "d.md",
    )
    assert [(term.number, term.zh) for term in terms(draft)] == [("3.1", "初检"), ("3.2", "复检")]


def test_a_text_without_numbers_tells_synonyms_from_the_chapters_that_bear_their_words() -> None:
    draft = read_text(
        "目次\n5 冷藏服务\t3\n前言\n本文件由某协会提出。\n范围\n本文件规定了冷藏服务的要求。\n术语和定义\n"
        "下列术语和定义适用于本文件。\n农产品冷藏服务  cold storage service\n冷藏服务\n在低温下存放农产品的服务。\n"
        "总则\n服务应连续。\n冷藏服务\n服务的内容见合同。\n",
        "d.txt",
    )
    assert [(term.zh, term.synonyms) for term in terms(draft)] == [("农产品冷藏服务", ("冷藏服务",))]
    assert draft.pieces[-1].part is Part.BODY


def test_a_name_that_goes_on_in_the_next_line_is_one_name() -> None:
    draft = read_text(
        "农产品冷链 第2部分：\n冷藏车操作规程\n前言\n略。\n农产品冷链\n第2部分：冷藏车操作规程\n1 范围\n", "d.txt"
    )
    assert [piece.text for piece in draft.of(Kind.NAME)][:2] == ["农产品冷链 第2部分：", "冷藏车操作规程"]


def test_tags_are_taken_away_and_comparisons_are_left() -> None:
    assert without_tags(Shown("当a<b且c>d时，<T>为真<br/>")).text == "当a<b且c>d时，<T>为真"
    assert without_tags(Shown("![图](a.png)")).text == ""
    assert table_rows("<table><tr><td colspan=2>甲</td><td>乙</td></tr></table>") == [[(0, "甲"), (2, "乙")]]
