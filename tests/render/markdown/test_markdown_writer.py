"""Markdown: a golden file, escaping against two readers, what a public file may hold."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import markdown as python_markdown
import pytest
from markdown_it import MarkdownIt
from report_sample import SECRET_PATH, UNROUNDED

from generator.base.findings import Position
from generator.document.blocks import Cell, Column, Document, ListBlock, ListItem, Paragraph, Row, Table
from generator.document.inlines import Link, Str
from generator.render import markdown

AT = Position("sections/x.md", 7)
GOLDEN = Path(__file__).with_name("report.md")

HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "](javascript:alert(1))",
    "甲|乙",
    "a\n\n# 标题\n",
    "`code` *em* __strong__ ~~del~~",
    "&lt;b&gt; &#60;b&#62;",
    "![图](https://example.org/x.png)",
    "https://evil.example.org www.evil.example.org a@evil.example.org",
    "$x$ $$y$$",
    "<https://evil.example.org>",
    "\\*still\\*",
    "[^1]: note",
]
STARTS = ["# a", "> a", "- a", "+ a", "* a", "1. a", "1) a", "=== a", "--- ", "    code", ": a", "~~~", "```", "|a|b|"]


def written(document: Document) -> str:
    outcome = markdown.write(document)
    assert outcome.value is not None
    return outcome.value.decode("utf-8")


def only(document: Document, *texts: str) -> Document:
    blocks = tuple(Paragraph(f"p-{i}", AT, (Str(text),)) for i, text in enumerate(texts))
    return replace(document, blocks=blocks, references=(), cover=replace(document.cover, subtitle=""))


def read(text: str) -> list[str]:
    """The kinds of tokens that a CommonMark reader with GitHub's extensions finds."""
    reader = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"])
    return [t.type for token in reader.parse(text) for t in (token, *(token.children or ()))]


def test_golden(report: Document) -> None:
    text = written(report)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(text, "utf-8")
    assert text == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize("name", HOSTILE)
def test_names_from_data_stay_text(report: Document, name: str) -> None:
    text = written(only(report, f"前{name}后", name))
    body = text.split("\n\n", 2)[2]
    kinds = set(read(body))
    allowed = {"paragraph_open", "paragraph_close", "inline", "text", "text_special", "bullet_list_open"}
    allowed |= {"bullet_list_close", "list_item_open", "list_item_close", "softbreak"}
    assert kinds <= allowed, body
    shown = python_markdown.markdown(body, extensions=["tables", "footnotes"])
    assert not any(
        mark in shown for mark in ("<script", "<a ", "<img", "<em", "<strong", "<code", "<h1", "<table", "<del")
    )
    for address in ("https://", "www.", "a@evil"):
        assert address not in body


@pytest.mark.parametrize("start", STARTS)
def test_a_paragraph_opens_no_other_block(report: Document, start: str) -> None:
    body = written(only(report, start)).split("\n\n", 2)[2]
    assert read(body)[:2] == ["paragraph_open", "inline"], body


def test_a_cell_holds_whatever_its_text_says(report: Document) -> None:
    name = "甲|乙\\|丙\n丁"
    row = Row((Cell((Str(name),)), Cell((Str("值"),))))
    head = Row((Cell((Str("名"),)), Cell((Str("数"),))), "header")
    table = Table("t", AT, (), (Column(), Column("right")), (head,), (row,))
    body = written(replace(report, blocks=(table,), references=()))
    tokens = read(body)
    assert tokens.count("td_open") == 2
    reader = MarkdownIt("commonmark").enable("table")
    cells = [t.content for t in reader.parse(body) if t.type == "inline"]
    assert reader.renderInline(cells[-2]) == "甲|乙\\|丙 丁"


def test_only_listed_schemes_become_links(report: Document) -> None:
    links = (
        Link("javascript:alert(1)", (Str("点"),)),
        Link("https://example.org/a) [x](javascript:alert(1)", (Str("好"),)),
    )
    body = written(replace(report, blocks=(Paragraph("p", AT, links),)))
    reader = MarkdownIt("commonmark")
    targets = [
        str(t.attrs["href"]) for token in reader.parse(body) for t in (token.children or ()) if t.type == "link_open"
    ]
    assert len(targets) == 1
    assert targets[0].startswith("https://example.org/a%29")
    assert "点" in body


def test_emphasis_beside_chinese_punctuation_is_emphasis(report: Document) -> None:
    parts = (Str("注意：", bold=True), Str("正文"), Str("重点", bold=True), Str("。"))
    body = written(replace(report, blocks=(Paragraph("p", AT, parts),)))
    assert "<strong>注意：</strong>正文**重点**。" in body


def test_lists_nest(report: Document) -> None:
    def item(name: str, *more: ListBlock) -> ListItem:
        return ListItem(name, AT, (Paragraph(f"{name}-p", AT, (Str(name),)), *more))

    inner = ListBlock("in", AT, True, (item("乙"), item("丙")))
    body = written(replace(report, blocks=(ListBlock("out", AT, False, (item("甲", inner), item("丁"))),)))
    assert "- 甲\n  1. 乙\n  2. 丙\n- 丁" in body


def test_a_public_file_holds_no_path_key_or_unrounded_value(report: Document) -> None:
    text = written(replace(report, audience="public"))
    assert UNROUNDED not in text
    assert SECRET_PATH not in text
    assert "content/report" not in text
    assert "inventory.total" not in text
    assert "content/report" in written(report)


def test_control_characters_are_named(report: Document) -> None:
    outcome = markdown.write(only(report, "前\x0b后"))
    assert [(f.rule, f.position) for f in outcome.findings] == [("RE002", AT)]
    assert "前\ufffd后" in (outcome.value or b"").decode()


def test_a_missing_fact_leaves_a_mark_and_a_finding(report: Document) -> None:
    facts = {k: v for k, v in report.facts.items() if not k.startswith("inventory.total")}
    outcome = markdown.write(replace(report, facts=facts))
    assert [(f.rule, f.block) for f in outcome.findings] == [("RE001", "p-1")]
    assert "此处内容无法写出" in (outcome.value or b"").decode()


def test_english_files_speak_english(make: Callable[..., Document]) -> None:
    text = written(make(language="en"))
    assert "Figure 2-1" in text
    assert "## References" in text
    assert "待撰写" not in text
