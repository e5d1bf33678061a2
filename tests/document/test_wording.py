"""How references, numbers and captions read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.base.findings import Position
from generator.base.text import Language
from generator.base.units import UnitError
from generator.document.blocks import BibliographyEntry, Block, Cover, Document, DocumentFact, Equation, Heading, Table
from generator.document.display import Display
from generator.document.inlines import Citation, CrossRef, FactRef, Footnote, LineBreak, Link, Math, Str
from generator.document.numbering import number
from generator.document.pictures import Chart
from generator.document.wording import Wording

AT = Position("x.md", 1)


def wording(language: Language = "zh") -> Wording:
    blocks: tuple[Block, ...] = (
        Heading("h-pre", AT, 1, (Str("前言"),), numbered=False),
        Heading("h-1", AT, 1, (Str("边界"),)),
        Heading("h-2", AT, 2, (Str("方法"),)),
        Table("t", AT, (Str("表"),), (), (), ()),
        Chart("c", AT, "line", (Str("图"),), (), ()),
        Equation("e", AT, "x"),
        Heading("h-a", AT, 1, (Str("因子"),), annex=True),
        Heading("h-a1", AT, 2, (Str("电力"),)),
    )
    facts = {"k": DocumentFact("k", "f1", "1234.565", "tCO2e", "", "confirmed")}
    references = (BibliographyEntry("A", "甲"), BibliographyEntry("B", "乙"))
    cover = Cover("", "", "", "", "", "", "")
    labels = number(blocks, language)
    return Wording.of(
        Document("d", "t@1", language, "report", "internal", False, cover, blocks, facts, references, {}, labels, "")
    )


@pytest.mark.parametrize(
    ("target", "zh", "en"),
    [
        ("h-1", "第 1 章", "Section 1"),
        ("h-2", "第 1.1 节", "Section 1.1"),
        ("h-pre", "“前言”", "“前言”"),
        ("h-a", "附录A", "Annex A"),
        ("t", "表 1-1", "Table 1-1"),
        ("c", "图 1-1", "Figure 1-1"),
        ("e", "式 (1-1)", "Equation (1-1)"),
    ],
)
def test_references(target: str, zh: str, en: str) -> None:
    assert wording().reference(target).replace(" ", "") == zh.replace(" ", "")
    assert wording("en").reference(target) == en


def test_a_section_of_an_annex_is_named_by_its_number() -> None:
    assert "A.1" in wording().reference("h-a1")
    assert "A.1" in wording("en").reference("h-a1")


def test_plain_text_leaves_footnotes_out() -> None:
    parts = (
        Str("共"),
        FactRef("k", Display(with_unit=True)),
        Footnote("f", (Str("注"),)),
        CrossRef("t"),
        Citation("B"),
        Link("https://example.org", (Str("链"),)),
        LineBreak(),
        Math("x^2"),
    )
    assert wording().plain(parts) == "共1,234.56 t CO₂e表 1-1[2]链 x^2"


def test_numbers_round_half_to_even_and_obey_the_documents_digits() -> None:
    words = wording()
    assert words.spell(FactRef("k")) == "1,234.56"
    other = replace(words, document=replace(words.document, digits={"tCO2e": 0}))
    assert other.spell(FactRef("k")) == "1,235"
    assert other.spell(FactRef("k", Display(digits=1))) == "1,234.6"


def test_what_cannot_be_shown_is_an_error() -> None:
    with pytest.raises(KeyError):
        wording().spell(FactRef("unknown"))
    with pytest.raises(UnitError):
        wording().spell(FactRef("k", Display(unit="kWh")))
