"""What the Word writer refuses: always with the block's name, never by leaving something out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import word_sample
from lxml import etree

from generator.base.findings import Position
from generator.document.blocks import Block, Document, Equation, Heading, Paragraph
from generator.document.display import Display
from generator.document.inlines import Citation, CrossRef, FactRef, Footnote, Inline, Link, Math, Str
from generator.document.numbering import number
from generator.document.pictures import Chart, Picture, Point, Series
from generator.render.docx import write

HERE = Position("sections/a.md", 3)
Findings = Callable[[Document], list[tuple[str, str]]]


def with_blocks(*blocks: Block) -> Document:
    document = word_sample.sample()
    return replace(document, blocks=blocks, numbering=number(blocks, "zh"))


def paragraph(*inlines: Inline) -> Paragraph:
    return Paragraph("p1", HERE, inlines)


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe"])
def test_characters_that_xml_cannot_hold_are_named(character: str) -> None:
    document = with_blocks(paragraph(Str(f"甲{character}乙")))
    outcome = write(document, pictures={}, pages={"x": 1})
    assert [(f.rule, f.block, f.position.line) for f in outcome.findings] == [("RE102", "p1", 3)]
    assert f"U+{ord(character):04X}" in outcome.findings[0].message.zh
    assert outcome.failed
    assert outcome.value is not None
    whole = word_sample.unpacked(outcome.value)["word/document.xml"].decode()
    assert "甲\ufffd乙" in whole


@pytest.mark.parametrize("field", ["title", "client", "provider", "number"])
def test_illegal_characters_on_the_cover_are_named(field: str, rules_of: Findings) -> None:
    document = word_sample.sample()
    broken = replace(document, cover=replace(document.cover, **{field: "甲\x01乙"}))
    assert "RE102" in [rule for rule, _ in rules_of(broken)]


def test_illegal_characters_in_a_chart_are_named(rules_of: Findings) -> None:
    chart = Chart("c1", HERE, "column", (Str("图"),), ("一\x02",), (Series("甲\x03", (Point("inventory.total"),)),))
    assert {("RE102", "c1")} == set(rules_of(with_blocks(chart)))


@pytest.mark.parametrize(
    ("inline", "rule"),
    [
        (FactRef("nobody.knows"), "RE103"),
        (FactRef("inventory.total", Display(unit="MWh")), "RE103"),
        (CrossRef("nowhere"), "RE104"),
        (CrossRef("p1"), "RE104"),
        (Citation("no-such-standard"), "RE104"),
        (Math(r"\frac{1}{"), "RE101"),
        (Math(" "), "RE101"),
        (Link("javascript:alert(1)", (Str("点"),)), "RE107"),
        (Link("file:///etc/passwd", (Str("点"),)), "RE107"),
        (Footnote("f1", (Footnote("f2", (Str("里"),)),)), "RE101"),
    ],
)
def test_an_inline_that_cannot_be_written_is_refused_and_visible(inline: Inline, rule: str) -> None:
    document = with_blocks(paragraph(Str("前"), inline, Str("后")))
    outcome = write(document, pictures={}, pages={"x": 1})
    assert [(f.rule, f.block) for f in outcome.findings] == [(rule, "p1")]
    assert outcome.value is not None
    parts = word_sample.unpacked(outcome.value)
    root = etree.fromstring(
        parts["word/document.xml"] if not isinstance(inline, Footnote) else parts["word/footnotes.xml"]
    )
    shown = "".join(str(t) for t in root.itertext())
    assert any(mark in shown for mark in ("【", "[no-such", "前点后"))


SERIES = Series("甲", (Point("inventory.total"),))


@pytest.mark.parametrize(
    "chart",
    [
        {"kind": "pie", "series": (SERIES, SERIES)},
        {"kind": "pie", "series": (Series("负", (Point("inventory.change_rate"),)),)},
        {"kind": "column", "series": ()},
        {"kind": "column", "categories": ("一", "二"), "series": (SERIES,)},
    ],
)
def test_a_chart_that_word_cannot_draw_is_refused(chart: dict[str, Any], rules_of: Findings) -> None:
    whole = {"categories": ("一",), **chart}
    made = Chart("c1", HERE, caption=(Str("图"),), **whole)
    assert rules_of(with_blocks(made)) == [("RE101", "c1")]


def test_a_chart_without_its_fact_is_refused(rules_of: Findings) -> None:
    chart = Chart("c1", HERE, "column", (Str("图"),), ("一",), (Series("甲", (Point("nobody"),)),))
    assert {rule for rule, _ in rules_of(with_blocks(chart))} == {"RE101", "RE103"}


def test_a_picture_that_was_not_drawn_leaves_a_visible_place() -> None:
    document = with_blocks(Picture("none", HERE, "sankey", (Str("能流图"),)))
    outcome = write(document, pictures={}, pages={"x": 1})
    assert [(f.rule, f.block) for f in outcome.findings] == [("RE101", "none")]
    assert outcome.value is not None
    assert "图片未生成" in word_sample.unpacked(outcome.value)["word/document.xml"].decode()


def test_a_formula_that_cannot_be_read_is_refused(rules_of: Findings) -> None:
    assert rules_of(with_blocks(Equation("e1", HERE, r"\begin{cases} a"))) == [("RE101", "e1")]


def test_a_heading_level_that_was_skipped_is_refused(rules_of: Findings) -> None:
    blocks = (
        Heading("h1", HERE, 1, (Str("一"),)),
        Heading("h3", HERE, 3, (Str("三"),)),
    )
    assert rules_of(with_blocks(*blocks)) == [("RE105", "h3")]


def test_contents_without_pages_say_so() -> None:
    outcome = write(word_sample.sample(), pictures=word_sample.pictures(), pages=None)
    assert [(f.rule, f.severity.value) for f in outcome.findings] == [("RE108", "note")]
    assert not outcome.failed


def test_text_is_never_markup(rules_of: Findings) -> None:
    text = '<w:p/> & "甲" ]]> {{ 7*7 }}'
    document = with_blocks(paragraph(Str(text)))
    outcome = write(document, pictures={}, pages={"x": 1})
    assert outcome.findings == ()
    assert outcome.value is not None
    root = etree.fromstring(word_sample.unpacked(outcome.value)["word/document.xml"])
    assert text in "".join(str(t) for t in root.itertext())
