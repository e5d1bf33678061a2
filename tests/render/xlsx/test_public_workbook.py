"""A public workbook holds what its document shows, and nothing else."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from office import cells, edited

from generator.base.findings import Position
from generator.compose.workbook import Shared, build_workbook
from generator.document.blocks import Cover, Document, DocumentFact, Heading, Numbering, Paragraph
from generator.document.display import DEFAULT_DIGITS, Display
from generator.document.inlines import FactRef, Str
from generator.inspect.xlsx import inspect_xlsx
from generator.render.xlsx import write

HERE = Position("sections/01.md", 1)
TOTAL = "inventory.total[period=2024,basis=location]"
SCOPE = "inventory.scope[period=2024,scope=1]"


def _document(example: Any, audience: str, *refs: FactRef) -> Document:
    facts = {}
    for ref in refs:
        fact = example.ledger[ref.key]
        facts[ref.key] = DocumentFact(ref.key, "t1", str(fact.value), fact.unit.text, "排放", "confirmed")
    return Document(
        "d",
        "white-paper@1.0",
        "zh",
        "report",
        audience,
        False,
        Cover("白皮书", "", "客户", "机构", "N", "1.0", "2025-10-17"),
        (Heading("h", HERE, 1, (Str("概况"),)), Paragraph("p", HERE, refs)),
        facts,
        (),
        dict(DEFAULT_DIGITS),
        Numbering(),
        "2025-10-17",
    )


def _made(example: Any, audience: str, *refs: FactRef) -> tuple[bytes, Document]:
    document = _document(example, audience, *refs)
    order = example.order.model_copy(update={"audience": audience})
    data = write(build_workbook(example.project, example.ledger, order, Shared.of(document))).value
    assert data is not None
    return data, document


def test_only_shown_numbers_as_they_are_shown(ceramics: Any) -> None:
    data, document = _made(
        ceramics, "public", FactRef(TOTAL, Display(digits=0)), FactRef(SCOPE, Display(unit="10^4 t{CO2e}", digits=2))
    )
    sheets = cells(data)
    assert list(sheets) == ["结果"]
    total, scope = ceramics.ledger[TOTAL].value, ceramics.ledger[SCOPE].value
    numbers = sorted(value for row in sheets["结果"] for value in row if isinstance(value, float))
    assert numbers == [float(round(scope / 10000, 2)), float(round(total))]
    assert inspect_xlsx(data, document, ceramics.ledger) == ()


def test_no_part_of_the_file_holds_keys_paths_or_unrounded_values(ceramics: Any) -> None:
    data, _ = _made(ceramics, "public", FactRef(TOTAL, Display(digits=0)))
    everything = b"".join(
        zipfile.ZipFile(io.BytesIO(data)).read(n) for n in zipfile.ZipFile(io.BytesIO(data)).namelist()
    )
    exact = f"{ceramics.ledger[TOTAL].value:.4f}"
    for secret in ("inventory.", "[period", ".csv", "project.yaml", "<f>", "definedName", exact, "澄屿工厂"):
        assert secret.encode() not in everything


def test_without_a_document_nothing_is_published(ceramics: Any) -> None:
    order = ceramics.order.model_copy(update={"audience": "public"})
    book = build_workbook(ceramics.project, ceramics.ledger, order)
    assert [sheet.name for sheet in book.sheets] == ["结果"]
    assert not any(row.kind in ("data", "total") for row in book.sheets[0].rows)


@pytest.mark.parametrize(
    ("pattern", "replacement", "rule"),
    [
        (r"<v>50456</v>", "<v>50456.47</v>", "IS005"),
        (r"(<c r=\"\w+\"[^>]*>)<v>50456</v>", r"\1<f>1+1</f><v>50456</v>", "IS008"),
        (r"排放总量（基于位置）", "inventory.total[period=2024]", "IS008"),
    ],
)
def test_inspection_finds_what_is_not_public(ceramics: Any, pattern: str, replacement: str, rule: str) -> None:
    data, document = _made(ceramics, "public", FactRef(TOTAL, Display(digits=0)))
    spoiled = edited(data, {pattern: replacement})
    assert spoiled != data
    assert [f.rule for f in inspect_xlsx(spoiled, document, ceramics.ledger)] == [rule]


def test_inspection_finds_a_value_that_is_not_the_ledgers(ceramics: Any) -> None:
    data, document = _made(ceramics, "client", FactRef(TOTAL))
    assert inspect_xlsx(data, document, ceramics.ledger) == ()
    exact = repr(float(ceramics.ledger[TOTAL].value))[:8]
    spoiled = edited(data, {rf"<v>{exact}[0-9]*</v>": "<v>50000</v>"}, "sheet4.xml")
    found = inspect_xlsx(spoiled, document, ceramics.ledger)
    assert {f.rule for f in found} == {"IS003"}
    assert TOTAL in {f.fact for f in found}
    assert {f.position.sheet for f in found if f.fact} == {"计算"}


def test_inspection_finds_a_result_that_left_its_reference(ceramics: Any) -> None:
    data, document = _made(ceramics, "client", FactRef(TOTAL))
    spoiled = edited(data, {r"(<c r=\"E12\"[^>]*><f>[^<]*</f>)<v>[^<]*</v>": r"\1<v>1</v>"}, "sheet5.xml")
    found = inspect_xlsx(spoiled, document, ceramics.ledger)
    assert [(f.rule, f.position.sheet, f.position.cell) for f in found] == [("IS003", "结果", "E12")]


def test_inspection_finds_a_fact_that_the_workbook_lacks(ceramics: Any) -> None:
    data, document = _made(ceramics, "client", FactRef(TOTAL))
    spoiled = edited(data, {r"measures\.capex": "measures.capec"})
    assert ("IS004", "measures.capex") in {(f.rule, f.fact) for f in inspect_xlsx(spoiled, document, ceramics.ledger)}


def test_a_file_that_is_no_workbook(ceramics: Any) -> None:
    document = _document(ceramics, "client", FactRef(TOTAL))
    assert [f.rule for f in inspect_xlsx(b"PK\x03\x04", document, ceramics.ledger)] == ["IS001"]


def test_a_percentage_is_published_with_its_sign(ceramics: Any) -> None:
    key = "base.change_rate[period=2024,basis=location]"
    data, document = _made(ceramics, "public", FactRef(key, Display(unit="%", digits=1)))
    shown = round(ceramics.ledger[key].value * 100, 1)
    assert any(row[1] == "%" and float(shown) in row for row in cells(data)["结果"])
    assert inspect_xlsx(data, replace(document), ceramics.ledger) == ()
    assert Decimal(str(shown)) == shown
