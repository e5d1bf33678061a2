"""The page as bytes: escaping, what a public page may hold, references, determinism."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml import html as parser
from report_sample import SECRET_PATH, UNROUNDED

from generator.base.findings import Position
from generator.document.blocks import Document, DocumentFact, Equation, Paragraph
from generator.document.inlines import Link, Str
from generator.document.inlines import Math as Formula
from generator.render import html

AT = Position("sections/x.md", 7)


def page_of(document: Document) -> str:
    outcome = html.write(document)
    assert outcome.value is not None
    return outcome.value.decode("utf-8")


def own_text(page: str) -> str:
    """The page without plotly's code."""
    return re.sub(r"<script>/\*\*?\s*\* plotly\.js.*?</script>", "", page, flags=re.S)


def with_paragraph(document: Document, *inlines: object) -> Document:
    return replace(document, blocks=(Paragraph("p-x", AT, tuple(inlines)),))


def test_a_number_carries_its_rounded_value_and_its_ids(report: Document) -> None:
    tree = parser.fromstring(page_of(report))
    number = tree.xpath("//data[@data-id='t000001']")[0]
    assert number.text == "48,273.46\u00a0t\u00a0CO₂e"
    assert number.get("value") == "48273.46"
    assert number.get("data-fact") == report.facts["inventory.total[period=2024,basis=location]"].alias
    assert number.get("tabindex") == "0"
    ids = [n.get("data-id") for n in tree.xpath("//data[@data-id]")]
    assert sorted(ids) == [f"t{i:06d}" for i in range(1, len(ids) + 1)]
    assert len(set(tree.xpath("//@id"))) == len(tree.xpath("//@id"))


def test_a_public_page_holds_no_key_trace_path_or_unrounded_value(make: Callable[..., Document]) -> None:
    internal = make()
    # The facts of an internal document: even then a public page tells nothing.
    public = replace(internal, audience="public")
    page = own_text(page_of(public))
    assert UNROUNDED not in page
    assert SECRET_PATH not in page
    assert "report.md" not in page
    assert "inventory.total" not in page
    assert not any(fact.key in page for fact in internal.facts.values())
    tree = parser.fromstring(page)
    assert tree.xpath("//data[@aria-describedby or @tabindex]") == []
    assert tree.xpath("//*[@data-origin]") == []
    assert "content/report" not in page
    told = own_text(page_of(internal))
    assert all(secret in told for secret in (UNROUNDED, SECRET_PATH, "inventory.total", "content/report"))


def test_a_page_for_the_client_names_no_template_file(report: Document) -> None:
    assert "sections/report.md" in page_of(report)
    page = page_of(replace(report, audience="client"))
    assert "sections/report.md" not in page
    assert SECRET_PATH in page


def test_references_lead_to_their_blocks(report: Document) -> None:
    tree = parser.fromstring(page_of(report))
    ids = set(tree.xpath("//@id"))
    targets = [href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")]
    assert len(targets) > 20
    assert set(targets) <= ids
    shown = [link.text for link in tree.xpath("//a[@class='ref']")]
    assert shown[:4] == ["图 2-1", "表 1-1", "式 (1-1)", "第 1.2 节"]


def test_headings_and_captions_show_their_labels(report: Document) -> None:
    tree = parser.fromstring(page_of(report))
    assert tree.xpath("string(//h3[@id='b-sec-quant']/span)") == "1.2"
    assert tree.xpath("string(//h2[@id='b-sec-annex']/span)") == report.numbering.labels["sec-annex"]
    assert tree.xpath("string(//figure[@id='b-fig-macc']/figcaption/span[1])") == "图 3-2"
    assert tree.xpath("count(//figure[@id='b-tbl-sources']//thead/tr)") == 2
    assert tree.xpath("//figure[@id='b-tbl-sources']//tr[@class='total']/td[2]/@class") == ["right"]


def test_only_listed_schemes_become_links(report: Document) -> None:
    bad = Link("javascript:alert(1)", (Str("点"),))
    sly = Link(" JaVaScRiPt:alert(1)", (Str("击"),))
    outcome = html.write(with_paragraph(report, bad, sly, Link("https://example.org/?a=1&b=2", (Str("好"),))))
    page = (outcome.value or b"").decode()
    assert "javascript:alert" not in page.lower()
    assert 'href="https://example.org/?a=1&amp;b=2"' in page
    assert [(f.rule, f.position, f.block) for f in outcome.findings] == [("RE001", AT, "p-x")] * 2


def test_the_policy_allows_only_the_scripts_of_the_page(report: Document) -> None:
    page = page_of(report)
    policy = parser.fromstring(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy
    scripts = policy.split("script-src")[1].split(";")[0]
    assert "unsafe" not in scripts
    assert scripts.count("sha256-") == 3
    assert not re.search(r"<[^>]+\son\w+=", own_text(page).split('<script type="application/json"')[0])


def test_a_page_without_charts_is_light(report: Document) -> None:
    page = page_of(with_paragraph(report, Str("没有图")))
    assert len(page) < 60_000
    assert "Plotly.newPlot" in page_of(report)


@pytest.mark.parametrize("latex", [r"\frac{a", "", r"\notacommand{x}", r"\href{javascript:alert(1)}{x}\foo"])
def test_a_formula_that_cannot_be_read_is_an_error_where_it_stands(report: Document, latex: str) -> None:
    document = replace(report, blocks=(Equation("eq-x", AT, latex),))
    outcome = html.write(document)
    assert [(f.rule, f.severity, f.position) for f in outcome.findings] == [("RE001", "error", AT)]
    assert 'class="failed"' in (outcome.value or b"").decode()


def test_formulas_carry_no_markup_or_links(report: Document) -> None:
    page = page_of(
        with_paragraph(report, Formula(r"\text{<b>x</b>} \href{https://example.org/}{y} + \style{color:red}{z}"))
    )
    formula = page[page.index("<math") : page.index("</math>")]
    assert "&lt;b&gt;" in formula
    assert "example.org" not in formula
    assert "style" not in formula


def test_control_characters_are_named_and_replaced(report: Document) -> None:
    outcome = html.write(with_paragraph(report, Str("前\x0b后\u202eabc\ud800")))
    page = (outcome.value or b"").decode()
    assert "前\ufffd后abc\ufffd" in page
    assert [(f.rule, f.position) for f in outcome.findings] == [("RE002", AT)]
    assert "U+000B" in outcome.findings[0].message.en


def test_a_missing_fact_leaves_a_mark_and_a_finding(report: Document) -> None:
    facts = {k: v for k, v in report.facts.items() if not k.startswith("inventory.total")}
    outcome = html.write(replace(report, facts=facts))
    assert [(f.rule, f.block) for f in outcome.findings] == [("RE001", "p-1")]
    assert "此处内容无法绘制" in (outcome.value or b"").decode()


def test_charts_hold_displayed_values(report: Document) -> None:
    tree = parser.fromstring(page_of(report))
    figures = {n.get("data-plot"): json.loads(n.text) for n in tree.xpath("//script[@class='figure']")}
    assert figures["b-fig-trend"]["data"][0]["y"] == [27140, 26455, 25403]
    assert figures["b-fig-flow"]["data"][0]["link"]["value"][0] == 7980
    assert tree.xpath("string(//figure[@id='b-fig-trend']//tbody/tr[3]/td[1]/data)") == "25,403"
    assert tree.xpath("//div[@id='plot-b-fig-trend']/@aria-label") == ["范围一与范围二排放三年下降"]


def test_json_and_style_cannot_end_their_elements(make: Callable[..., Document]) -> None:
    name = "</script></style><b>\u2028</title>"
    page = own_text(page_of(make(client=name)))
    assert page.count("<style>") == page.count("</style>") == 1
    assert page.count("</script>") == page.count("<script")
    assert page.count("</title>") == 1


def test_open_slots_and_signatures_are_visible(report: Document) -> None:
    tree = parser.fromstring(page_of(report))
    slot = tree.xpath("//section[@id='b-slot-1']")[0].text_content()
    assert "待撰写" in slot
    assert "技术负责人" in slot
    assert "公司自主编写的背景说明" in tree.xpath("//section[@id='b-slot-2']")[0].text_content()
    assert tree.xpath("//dl[@id='b-sign']//dd/text()") == ["岚河铸造"]
    assert len(tree.xpath("//dl[@id='b-sign']//dd")) == 3


def test_a_draft_says_so_and_a_final_page_does_not(make: Callable[..., Document]) -> None:
    assert ">草稿<" in page_of(make())
    assert ">草稿<" not in page_of(make(final=True))


def test_english_pages_speak_english(make: Callable[..., Document]) -> None:
    tree = parser.fromstring(page_of(make(language="en")))
    assert tree.get("lang") == "en"
    assert tree.xpath("string(//a[@class='ref'])") == "Figure 2-1"
    assert "Client" in tree.xpath("string(//header)")


def test_the_same_document_gives_the_same_bytes(make: Callable[..., Document]) -> None:
    assert html.write(make()).value == html.write(make()).value


def test_the_value_of_a_magnitude_is_the_shown_one(report: Document) -> None:
    tree = parser.fromstring(page_of(report))
    rate = tree.xpath("//data[@data-id='t000002']")[0]
    assert (rate.text, rate.get("value")) == ("3.1%", "3.1")


def test_facts_of_hostile_alias_cannot_break_out(report: Document) -> None:
    key = "inventory.total[period=2024,basis=location]"
    facts = dict(report.facts)
    facts[key] = replace(facts[key], alias='x" onmouseover="alert(1)')
    assert isinstance(facts[key], DocumentFact)
    assert 'onmouseover="alert' not in own_text(page_of(replace(report, facts=facts)))
