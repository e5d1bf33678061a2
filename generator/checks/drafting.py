"""The drafting rules of GB/T 1.1-2020 over the draft standards of a project."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.findings import Rule
from generator.checks.framework import Case
from generator.checks.waivers import Placed


def has_standards(case: Case) -> bool:
    """Whether one of the documents is a draft standard."""
    return any(document.standard is not None for document in case.documents)


def drafting_rules() -> dict[str, Rule]:
    """Return the drafting rules by id."""
    from generator.drafting.table import DRAFT_RULES

    return {one.rule.id: one.rule for one in DRAFT_RULES}


def drafting_findings(case: Case) -> Iterator[Placed]:
    """Yield what the drafting rules find in each draft standard, at the place in the project's own files."""
    from generator.drafting.lint import lint
    from generator.drafting.read.document import read_document

    section = case.project.file.standard
    for document in case.documents:
        if document.standard is None:
            continue
        draft = read_document(document, section.type if section is not None else "")
        for finding in lint(draft).findings:
            yield Placed(finding, document.id)
