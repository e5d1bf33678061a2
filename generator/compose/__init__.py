"""Compose: project, ledger and template become a Document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.base.findings import Outcome
    from generator.compose.templates import Template
    from generator.document.blocks import Document
    from generator.ledger.ledger import Ledger
    from generator.project.models import DocumentOrder
    from generator.project.project import Project


def compile_template(project: Project, order: DocumentOrder, template: Template, bytecode: Path) -> None:
    """Compile the sections of a template that comes with Tanwen into ``bytecode``, before there is a ledger."""
    from generator.compose.sections import Job, compile_sections
    from generator.ledger.ledger import Ledger

    if not template.outside and not project.overrides:
        compile_sections(Job(project, Ledger({}, {}, {}), order, template, order.language, {}, bytecode))


def compose(
    project: Project,
    ledger: Ledger,
    order: DocumentOrder,
    template: Template,
    *,
    build: str,
    final: bool,
    bytecode: Path | None = None,
) -> Outcome[Document]:
    """Compose one document: every number in it is a fact, every block knows its line.

    ``build`` is the id of the build that the document carries, ``bytecode`` a folder that keeps compiled templates.
    Mistakes of templates and missing values are findings, all of them; a draft shows a placeholder in their place.
    A template that does not come with Tanwen, and a project that words sections of one itself, is rendered in a process
    of its own, under limits.
    """
    from generator.compose.stage import compose_document

    return compose_document(project, ledger, order, template, build=build, final=final, bytecode=bytecode)
