"""The catalogue: the documents that industrial carbon services deliver, and which template makes each of them.

Source: the draft guidelines for industrial carbon services (工业碳服务指南), paraphrased in ``content/catalogue``;
``l`` is a line of the guide. Clause numbers are reconstructed from the order of its headings.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from generator.base.resources import content_root
from generator.base.text import Language, Text


@dataclass(frozen=True, slots=True)
class Bullet:
    """One thing that the guide asks of a document: the guide's line, and what it says in our words."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class CatalogueDocument:
    """A document of the catalogue.

    ``named`` says how the guide names it: ``full`` (in these words), ``near`` (in other words), ``part`` (it names the
    work), ``none`` (implied). ``independence`` is the role of the firm that makes it; empty for process documents.
    """

    id: str
    name: Text
    clause: str
    service: Text
    named: str
    independence: str
    audience: tuple[str, ...]
    contents: tuple[Bullet, ...]
    compute: tuple[str, ...]
    standards: tuple[str, ...]
    relations: tuple[str, ...]

    @property
    def bullets(self) -> tuple[str, ...]:
        """What a template declares that it covers: ``D-INV-02:273``."""
        return tuple(f"{self.id}:{bullet.line}" for bullet in self.contents)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two documents of one client (R01 to R37). ``origin`` is ``guide`` or ``domain``."""

    id: str
    kind: str
    origin: str
    rule: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All documents and relations, by id, in the guide's order."""

    documents: dict[str, CatalogueDocument]
    relations: dict[str, Relation]


class CoversDocuments(Protocol):
    """What the catalogue needs to know of a template: its name, and the documents that it makes."""

    @property
    def type(self) -> str:
        """The template's type, for example ``ghg-inventory-report``."""

    @property
    def version(self) -> str:
        """The template's version."""

    @property
    def covers(self) -> tuple[str, ...]:
        """Ids of the catalogue."""


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """A document of the catalogue with the templates that make it (``type@version``); none: it is missing."""

    document: CatalogueDocument
    templates: tuple[str, ...]

    @property
    def template(self) -> str:
        """The templates' names, or ``missing``."""
        return ", ".join(self.templates) or "missing"


def _read(path: Path) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_bytes(), Loader=loader)  # noqa: S506 (both loaders are the safe ones)


@lru_cache(maxsize=4)
def _load(folder: Path) -> Catalogue:
    services = {row["clause"]: row for row in _read(folder / "services.yaml")["services"]}
    documents = {}
    for row in _read(folder / "documents.yaml"):
        service = services[row["clause"]]
        documents[row["id"]] = CatalogueDocument(
            row["id"],
            Text(row["zh"], row["en"]),
            row["clause"],
            Text(service["zh"], service["en"]),
            row["named"],
            service.get("independence", ""),
            tuple(service.get("for", ())),
            tuple(Bullet(bullet["l"], bullet["t"]) for bullet in row["contents"]),
            tuple(row["compute"]),
            tuple(service.get("standards", ())),
            tuple(service["relations"]),
        )
    relations = {row["id"]: Relation(**row) for row in _read(folder / "relations.yaml")}
    return Catalogue(documents, relations)


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Return the catalogue that comes with Tanwen, or the one in ``folder``."""
    return _load(folder or content_root() / "catalogue")


def catalogue_rows(templates: Iterable[CoversDocuments], folder: Path | None = None) -> tuple[CatalogueRow, ...]:
    """Return every document of the catalogue with the templates that make it, in the guide's order."""
    makers: dict[str, list[str]] = {}
    for template in templates:
        for document in template.covers:
            makers.setdefault(document, []).append(f"{template.type}@{template.version}")
    documents = load_catalogue(folder).documents.values()
    return tuple(CatalogueRow(document, tuple(sorted(makers.get(document.id, ())))) for document in documents)


def strays(templates: Iterable[CoversDocuments], folder: Path | None = None) -> tuple[tuple[str, str], ...]:
    """Return ``(type@version, id)`` for every document that a template covers and the catalogue does not hold."""
    known = load_catalogue(folder).documents
    return tuple(
        (f"{template.type}@{template.version}", document)
        for template in templates
        for document in template.covers
        if document not in known
    )


def rows_as_json(rows: Iterable[CatalogueRow], language: Language = "zh") -> str:
    """Return the rows as JSON: id, names, clause, service, contents, computations, standards, relations, template."""
    listed = [
        {
            "id": row.document.id,
            "zh": row.document.name.zh,
            "en": row.document.name.en,
            "clause": row.document.clause,
            "service": row.document.service.say(language),
            "named": row.document.named,
            "independence": row.document.independence,
            "for": list(row.document.audience),
            "contents": [{"line": bullet.line, "text": bullet.text} for bullet in row.document.contents],
            "compute": list(row.document.compute),
            "standards": list(row.document.standards),
            "relations": list(row.document.relations),
            "templates": list(row.templates),
            "template": row.template,
        }
        for row in rows
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def rows_as_text(rows: Iterable[CatalogueRow], language: Language = "zh") -> str:
    """Return one line a document (id, clause, template, name), and how many there are and are missing."""
    listed = list(rows)
    lines = [
        f"{row.document.id:<10} {row.document.clause:<10} {row.template:<32} {row.document.name.say(language)}"
        for row in listed
    ]
    missing = sum(not row.templates for row in listed)
    made = len(listed) - missing
    count = (
        f"共 {len(listed)} 份文件，{made} 份有模板，{missing} 份尚缺"
        if language == "zh"
        else f"{len(listed)} documents: {made} with a template, {missing} missing"
    )
    return "\n".join([*lines, count]) + "\n"
