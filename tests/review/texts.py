"""Documents and sides made by hand, for the tests of comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from generator.base.findings import Finding, Position
from generator.base.text import Text
from generator.base.units import parse_unit
from generator.document.blocks import (
    BibliographyEntry,
    Block,
    Cell,
    Column,
    Cover,
    Document,
    DocumentFact,
    Heading,
    Paragraph,
    Row,
    Table,
)
from generator.document.display import Display
from generator.document.inlines import FactRef, Inlines, Str
from generator.document.numbering import number
from generator.ledger.context import Context
from generator.ledger.fact import Kind
from generator.ledger.ledger import Ledger, LedgerBuilder
from generator.project.project import Project
from generator.review.side import Side

#: Stands for the project that a side was made from: comparisons ask it for its tables alone.
PROJECT = cast(Project, SimpleNamespace(rows=(), columns=()))
COVER = Cover("核算报告", "2024年度", "虚构企业", "虚构机构", "N-1", "1.0", "2025年1月1日")


def at(line: int, path: str = "templates/sample/1.0/sections/report.md") -> Position:
    """Return a place in the template."""
    return Position(path, line)


def inlines(*parts: str | FactRef) -> Inlines:
    """Return text and numbers as inlines."""
    return tuple(Str(part) if isinstance(part, str) else part for part in parts)


def heading(name: str, title: str, level: int = 1, line: int = 1) -> Heading:
    """Return a heading."""
    return Heading(name, at(line), level, inlines(title))


def paragraph(name: str, *parts: str | FactRef, line: int = 1, path: str = "") -> Paragraph:
    """Return a paragraph; ``path`` is where it was written, by default the template."""
    return Paragraph(name, at(line, path) if path else at(line), inlines(*parts))


def table(name: str, rows: Iterable[Iterable[str]], header: Iterable[str], caption: str = "排放量") -> Table:
    """Return a table of text."""
    head = Row(tuple(Cell(inlines(text)) for text in header), "header")
    body = tuple(Row(tuple(Cell(inlines(text)) for text in row)) for row in rows)
    return Table(name, at(1), inlines(caption), tuple(Column() for _ in head.cells), (head,), body)


def shown(key: str, digits: int = 0) -> FactRef:
    """Return a number in text."""
    return FactRef(key, Display(digits=digits, with_unit=True))


def document(
    *blocks: Block,
    values: Mapping[str, str] | None = None,
    references: Iterable[str] = (),
    cover: Cover = COVER,
    name: str = "report",
) -> Document:
    """Return a document of blocks; ``values`` are its facts by key, in tCO2e."""
    facts = {
        key: DocumentFact(key, f"f{at}", value, "tCO2e", key, "")
        for at, (key, value) in enumerate((values or {}).items())
    }
    listed = tuple(BibliographyEntry(f"r{at}", text) for at, text in enumerate(references))
    labels = number(blocks, "zh")
    day = "2025-01-01"
    return Document(
        name, "sample@1.0", "zh", "report", "internal", False, cover, blocks, facts, listed, {}, labels, day
    )


def ledger(values: Mapping[str, str]) -> Ledger:
    """Return a ledger of given numbers in tCO2e, each typed in the project's data."""
    builder = LedgerBuilder()
    for line, (key, value) in enumerate(values.items(), start=2):
        place = Position("projects/sample/data/energy.csv", line)
        builder.give(
            key,
            Context(),
            Decimal(value),
            parse_unit("tCO2e"),
            Text(f"数值 {key}", f"number {key}"),
            place,
            kind=Kind.GIVEN,
        )
    return builder.close()


def side(
    *documents: Document,
    name: str = "one",
    values: Mapping[str, str] | None = None,
    root: Path = Path("/nowhere"),
    template: str = "1" * 64,
    findings: tuple[Finding, ...] = (),
) -> Side:
    """Return a side that holds documents."""
    pins = {one.id: {f"template {one.template}": template} for one in documents}
    return Side(
        name=name,
        folder=root / "projects" / "sample",
        root=root,
        project=PROJECT,
        ledger=ledger(values or {}),
        documents={one.id: one for one in documents},
        templates={one.id: one.template for one in documents},
        pins=pins,
        findings=findings,
    )
