"""The catalogue: 142 documents, whole, each with the template that makes it or missing."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from generator.catalogue import catalogue_rows, load_catalogue, rows_as_json, rows_as_text, strays
from generator.compose.templates import all_templates


@dataclass(frozen=True)
class _Template:
    type: str
    version: str
    covers: tuple[str, ...]


def test_all_documents_and_relations_are_there() -> None:
    catalogue = load_catalogue()
    assert len(catalogue.documents) == 142
    assert list(catalogue.relations) == [f"R{number:02d}" for number in range(1, 38)]
    assert sum(name.startswith("P-") for name in catalogue.documents) == 16


def test_every_document_says_what_it_holds() -> None:
    catalogue = load_catalogue()
    for document in catalogue.documents.values():
        assert re.search(r"[\u4e00-\u9fff]", document.name.zh)
        assert document.name.en
        assert not re.search(r"[\u4e00-\u9fff]", document.name.en)
        assert document.name.en.count("(") == document.name.en.count(")")
        assert re.fullmatch(r"[67](\.\d+)+(-\w+)?", document.clause), document.clause
        assert document.named in ("full", "near", "part", "none")
        assert document.contents or document.named == "none"
        assert set(document.relations) <= set(catalogue.relations)
    lines = [bullet.line for document in catalogue.documents.values() for bullet in document.contents]
    assert len(lines) == 211
    assert all(158 <= line <= 560 for line in lines)


def test_a_document_without_template_is_missing() -> None:
    rows = catalogue_rows(
        [_Template("white-paper", "1.0", ("D-WHP-01",)), _Template("white-paper", "1.1", ("D-WHP-01",))]
    )
    by_id = {row.document.id: row for row in rows}
    assert len(rows) == 142
    assert by_id["D-WHP-01"].template == "white-paper@1.0, white-paper@1.1"
    assert by_id["D-POL-01"].template == "missing"
    data = json.loads(rows_as_json(rows))
    assert [row["id"] for row in data] == list(by_id)
    assert sum(row["template"] == "missing" for row in data) == 141
    assert rows_as_text(rows).splitlines()[-1] == "共 142 份文件，1 份有模板，141 份尚缺"


def test_what_a_template_covers_outside_the_catalogue_is_named() -> None:
    memo = _Template("memo", "1.0", ("D-INV-02", "D-INV-99"))
    assert strays([memo]) == (("memo@1.0", "D-INV-99"),)


def test_templates_declare_only_what_the_catalogue_knows() -> None:
    catalogue = load_catalogue()
    bullets = {bullet for document in catalogue.documents.values() for bullet in document.bullets}
    templates = all_templates().value or ()
    assert templates
    for template in templates:
        assert set(template.covers) <= set(catalogue.documents)
        declared = {bullet for section in template.sections for bullet in section.covers}
        assert declared <= bullets
        wanted = {bullet for name in template.covers for bullet in catalogue.documents[name].bullets}
        assert wanted <= declared, f"{template.name} leaves out {sorted(wanted - declared)}"
