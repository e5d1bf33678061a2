"""Check: a project, its ledger and its documents are looked at by every rule of the table; nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from generator.base.findings import Finding, in_order

if TYPE_CHECKING:
    from generator.checks.framework import Case, Check
    from generator.checks.waivers import Placed
    from generator.document.blocks import Document
    from generator.ledger.ledger import Ledger
    from generator.project.project import Project

__all__ = ["check", "prepare"]

#: What is asked of a draft standard, whose numbers are requirements and no results: references inside it, what the
#: catalogue wants of it, what drafting left behind. Its wording is the linter's.
_OF_STANDARDS = frozenset({"RF001", "RF002", "RF006", "RF007", "CO001", "CO002", "CO003", "CO005"})


def prepare(project: Project, ledger: Ledger) -> object:
    """Do what :func:`check` needs to do before it looks at documents, while they are still composed."""
    from generator.base.standards import load_register
    from generator.catalogue import load_catalogue
    from generator.checks.typed import Ground

    load_catalogue()
    load_register()
    return Ground(project, ledger)


def check(
    project: Project,
    ledger: Ledger,
    documents: Sequence[Document],
    *,
    today: date,
    final: bool,
    ground: object = None,
) -> tuple[Finding, ...]:
    """Return what all rules find, waivers applied, in the order of place.

    ``ground`` is what :func:`prepare` gave for the same project and ledger; without it, it is made here.
    ``today`` decides whether a waiver has expired; ``final`` turns what a draft may still lack into errors.
    """
    # the rules are imported when they are run: whoever only prints findings does without them
    from generator.checks.drafting import drafting_findings, drafting_rules, has_standards
    from generator.checks.framework import Case
    from generator.checks.table import CHECKS
    from generator.checks.waivers import apply_waivers

    case = Case(project, ledger, documents, today, final, ground)
    rules = {one.rule.id: one.rule for one in CHECKS}
    found = [placed for one in CHECKS for placed in _run(one, case)]
    if has_standards(case):
        rules |= drafting_rules()
        found += drafting_findings(case)
    return in_order(apply_waivers(found, project.file.waivers, rules, today))


def _run(one: Check, case: Case) -> Iterator[Placed]:
    from generator.checks.waivers import Placed

    if one.of_project is not None:
        for finding in one.of_project(case, one.rule):
            yield Placed(finding)
    if one.of_document is not None:
        for document in case.documents:
            if document.standard is not None and one.rule.id not in _OF_STANDARDS:
                continue
            for finding in one.of_document(case, document, one.rule):
                yield Placed(finding, document.id)
