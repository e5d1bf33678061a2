"""The composed document: cover, front matter, facts, bibliography, audience."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from generator.document.blocks import Contents, Document, Paragraph
from generator.document.display import Display, show
from generator.document.walk import numbers_of, plain_text
from tests.compose.making import MANIFEST, composed, document, ledger, project, template

TEXT = """# 总量

{{ inventory.total | full }}，约{{ inventory.total | show(digits=3) }}，
合{{ inventory.total | show(unit="kgCO2e", digits=0) }}。

变化{{ inventory.change_rate | pct(1) | magnitude }}，即{{ inventory.change_rate | show(digits=3) }}，
约{{ inventory.change_rate | pct(0) }}。

{% call chart(id="f", categories=["a"], unit="tCO2e", series=[
  series("s", [inventory.scope(scope=2)])]) %}图[@iso-14064-1-2018]{% endcall %}
"""


def test_the_cover_says_what_the_project_says(tmp_path: Path) -> None:
    made = document(tmp_path, TEXT)
    cover = made.cover
    assert (cover.title, cover.subtitle, cover.client) == ("示例报告", "2024年度", "岚河公司")
    assert (cover.provider, cover.version, cover.date) == ("某咨询公司", "1.0", "2025年4月18日")
    assert (made.id, made.template, made.theme, made.date, made.build) == (
        "report",
        "demo@1.0",
        "report",
        "2025-04-18",
        "b1",
    )


def test_contents_stand_in_front_where_the_template_wants_them(tmp_path: Path) -> None:
    from generator.compose import compose

    made = project(tmp_path)
    wanted = MANIFEST.replace("front: {contents: false}", "front: {contents: true, tables: true}")
    chosen = template(tmp_path, {"demo.md": TEXT}, wanted)
    composed_document = compose(made, ledger(), made.file.documents[0], chosen, build="b", final=False).value
    assert composed_document is not None
    contents = composed_document.blocks[0]
    assert isinstance(contents, Contents)
    assert (contents.title, contents.tables, contents.figures) == ("目录", True, False)


def test_every_number_is_a_fact_with_alias_and_trace(tmp_path: Path) -> None:
    made = document(tmp_path, TEXT)
    keys = {number.key for _, number in numbers_of(made.blocks)}
    assert set(made.facts) == keys
    assert len({fact.alias for fact in made.facts.values()}) == len(keys) == 3
    total = made.facts["inventory.total[period=2024,basis=location]"]
    assert (total.value, total.unit, total.label, total.mark) == (
        "1234.5678",
        "tCO2e",
        "inventory.total 的名称",
        "confirmed",
    )
    assert total.trace[0].value.startswith("1234.5678")
    assert re.fullmatch("f[0-9a-f]{12}", total.alias)


def test_cited_standards_make_the_bibliography(tmp_path: Path) -> None:
    made = document(tmp_path, "一[@iso-14064-1-2018]，二[@pas-2060-2014]，三[@iso-14064-1-2018]。\n")
    assert [entry.id for entry in made.references] == ["iso-14064-1-2018", "pas-2060-2014"]
    assert "ISO 14064-1:2018" in made.references[0].text


def _texts(made: Document) -> list[str]:
    return [
        show(Decimal(made.facts[n.key].value), made.facts[n.key].unit, n.display, "zh", made.digits).full
        for _, n in numbers_of(made.blocks)
    ]


def test_a_public_document_shows_the_same_and_knows_no_more_than_it_shows(tmp_path: Path) -> None:
    internal, public = document(tmp_path, TEXT), document(tmp_path, TEXT, audience="public")
    assert _texts(public) == _texts(internal)
    whole = repr(public.facts)
    for secret in ("1234.5678", "0.31423", "334.5678", "的名称", "projects/p"):
        assert secret in repr(internal.facts)
        assert secret not in whole
    assert all(fact.trace == () and fact.label == "" and fact.mark == "" for fact in public.facts.values())


def test_a_public_value_rounds_right_at_every_shown_precision(tmp_path: Path) -> None:
    # 2.2549 shows 2.25 and 2.3; rounding the shown 2.25 once more would show 2.2.
    from generator.compose.register import _public_value
    from generator.ledger.context import Context
    from generator.ledger.fact import Fact

    fact = next(iter(ledger()))
    for value in ("2.2549", "2.25", "-2.2549", "0.05", "99.95", "2.4451"):
        exact = Fact("x", Context(), Decimal(value), fact.unit, fact.kind, fact.label)
        displays = [
            Display(digits=2),
            Display(digits=1),
            Display(digits=1, sign="magnitude"),
            Display(unit="kgCO2e", digits=0),
        ]
        for chosen in (displays[:1], displays[:2], displays[1:3], displays):
            known = _public_value(exact, chosen, "zh", {})
            for display in chosen:
                assert show(known, "tCO2e", display, "zh").text == show(exact.value, "tCO2e", display, "zh").text


def test_a_part_that_the_template_needs_is_asked_for(tmp_path: Path) -> None:
    from generator.compose import compose

    made = project(tmp_path)
    chosen = template(tmp_path, {"demo.md": "文\n"}, MANIFEST.replace("slots:", "requires: [pathway, sources]\nslots:"))
    outcome = compose(made, ledger(), made.file.documents[0], chosen, build="b", final=False)
    assert [finding.rule for finding in outcome.findings] == ["CP050"]
    assert "pathway" in outcome.findings[0].message.zh


def test_the_same_inputs_give_the_same_document(tmp_path: Path) -> None:
    assert document(tmp_path, TEXT) == document(tmp_path, TEXT)


def test_compiled_templates_are_kept_and_used(tmp_path: Path) -> None:
    from generator.compose import compose

    made = project(tmp_path)
    chosen = template(tmp_path, {"demo.md": TEXT})
    order = made.file.documents[0]
    first = compose(made, ledger(), order, chosen, build="b", final=False, bytecode=tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir())
    second = compose(made, ledger(), order, chosen, build="b", final=False, bytecode=tmp_path / "cache")
    assert first == second
    changed = template(tmp_path, {"demo.md": "{{ inventory.totl }}\n"})
    third = compose(made, ledger(), order, changed, build="b", final=False, bytecode=tmp_path / "cache")
    assert [finding.rule for finding in third.findings] == ["CP012"]


def test_findings_stand_in_order_of_place(tmp_path: Path) -> None:
    outcome = composed(tmp_path, "{{ a }}\n\n{{ b }}\n\n![x](y)\n")
    assert [finding.position.line for finding in outcome.findings] == [1, 3, 5]


def test_a_section_has_editions_by_language(tmp_path: Path) -> None:
    from generator.compose import compose

    made = project(tmp_path)
    chosen = template(tmp_path, {"demo.md": "中文，{{ project.client.name }}\n"})
    edition = chosen.folder / "sections" / "en" / "demo.md"
    edition.parent.mkdir()
    edition.write_text("\n\nEnglish, {{ project.client.name }}, {{ order.date }},\ntwo lines\n", encoding="utf-8")
    order = made.file.documents[0].model_copy(update={"language": "en"})
    outcome = compose(made, ledger(), order, chosen, build="b", final=False)
    assert outcome.value is not None
    (paragraph,) = outcome.value.blocks
    assert isinstance(paragraph, Paragraph)
    assert plain_text(paragraph.inlines) == "English, Lanhe, 18 April 2025, two lines"
    assert str(paragraph.origin) == "templates/demo/1.0/sections/en/demo.md:3"
    assert outcome.value.cover.title == "Sample report"
