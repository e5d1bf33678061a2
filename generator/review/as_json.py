"""A comparison as JSON, for programs: all of it, with stable keys. Numbers are strings, exact; shares are fractions.

The top holds ``tanwen-diff`` (the version of this form, 1), ``same``, ``old`` and ``new`` (``name``, ``project``,
``commit``, ``author``, ``date``), ``remarks`` and:

- ``facts``: every fact of the ledger that came (``added``), went (``gone``) or is another (``changed``): ``key``,
  ``label``, ``old`` and ``new`` (``value``, ``unit``, ``position``; of a missing one ``reason``), ``difference``,
  ``percent``, and ``causes``: ``group``, ``share`` (a decimal) and ``exact`` (a fraction; those of a fact sum to
  ``change``), ``between`` and ``inputs``, places in the list ``inputs`` at the end, from 0.
- ``inputs``: ``key``, ``label``, ``old``, ``new``, ``detail``, ``table``, ``position`` and ``rows`` (``table``,
  ``name``, ``old``, ``new``, each with ``value``, ``unit``, ``position``).
- ``shown``: the changed facts that documents show, the most important first: ``key``, ``old``, ``new``, ``unit``,
  ``difference``, ``shares`` (``group``, ``share``), ``rounding``, ``percent``, ``documents``, ``places``.
- ``documents``: ``id``, ``fate``, ``title``, ``language``, ``templates``, ``cover``, ``sections``, ``blocks``,
  ``pieces``, ``unchanged``, ``renumbered``. A block has ``fate``, ``what``, ``section``, ``old_section``, ``label``,
  ``blocks``, ``origins``, ``text``, ``causes``, ``edits``, ``numbers``, ``grid``, ``folded``, ``worded``.
  ``fate`` of a document is ``added``, ``gone``, ``changed``, ``same`` or ``unmade`` (a side could not make it); of a
  section also ``moved``, ``renamed`` or ``level``; of a block ``added``, ``gone``, ``changed`` or ``moved``. Causes of
  sections and blocks are ``data``, ``wording``, ``template``, ``rounding``, ``numbering`` and ``order``.
- ``findings``: ``came``, ``went``, ``changed``, ``stayed``; ``templates``; ``pins``.

Pairs of then and now are objects with ``old`` and ``new``. What is empty is left out of facts, inputs and blocks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from generator.base.findings import Finding
from generator.base.text import Language
from generator.ledger.spelling import place
from generator.review.changes import BlockChange, Changes, DocumentChanges, SectionChange, SideName
from generator.review.grid_changes import GridChange, Line
from generator.review.json_facts import Facts, filled, headline_data, number_data
from generator.review.pieces import Section

VERSION = 1


def as_json(changes: Changes, language: Language) -> str:
    """Return a comparison as JSON; ``language`` is that of labels and messages."""
    return json.dumps(data(changes, language), ensure_ascii=False, indent=2) + "\n"


def data(changes: Changes, language: Language) -> dict[str, Any]:
    """Return a comparison as plain values."""
    ledger, facts = changes.ledger, Facts(language)
    found = {
        "tanwen-diff": VERSION,
        "same": changes.same,
        "old": _side(changes.old),
        "new": _side(changes.new),
        "remarks": [remark.say(language) for remark in changes.remarks],
        "templates": [
            {"document": one.document, "old": one.old, "new": one.new, "edited": one.edited}
            for one in changes.templates
        ],
        "pins": [
            {"name": one.name, "old": one.old, "new": one.new, "documents": list(one.documents)} for one in changes.pins
        ],
        "shown": [headline_data(one, language) for one in changes.headlines],
        "facts": {
            "count": changes.facts,
            "added": [facts.fact(one) for one in ledger.added],
            "gone": [facts.fact(one) for one in ledger.gone],
            "changed": [facts.fact(one) for one in ledger.changed],
        },
        "documents": [_document(one, language) for one in changes.documents],
        "findings": {
            "came": [_finding(one, language) for one in changes.findings.came],
            "went": [_finding(one, language) for one in changes.findings.went],
            "changed": [
                {"old": _finding(one.old, language), "new": _finding(one.new, language)}
                for one in changes.findings.changed
            ],
            "stayed": changes.findings.stayed,
        },
    }
    return {**found, "inputs": facts.inputs}


def _side(side: SideName) -> dict[str, str]:
    return {
        "name": side.name,
        "project": side.project,
        "commit": side.commit,
        "author": side.author,
        "date": side.date,
    }


# ------------------------------------------------------------------------------------------------- documents


def _document(one: DocumentChanges, language: Language) -> dict[str, Any]:
    return {
        "id": one.id,
        "fate": one.fate,
        "title": one.title,
        "language": one.language,
        "templates": {"old": one.old_template, "new": one.new_template},
        "cover": [{"field": line.field, "old": line.old, "new": line.new, "cause": line.cause} for line in one.cover],
        "sections": [_section_change(section) for section in one.sections],
        "blocks": [_block(block, language) for block in one.blocks],
        "pieces": one.pieces,
        "unchanged": one.unchanged,
        "renumbered": one.renumbered,
    }


def _section(section: Section | None) -> dict[str, Any] | None:
    if section is None:
        return None
    return filled({"label": section.label, "title": section.title, "id": section.id, "path": list(section.path)})


def _section_change(one: SectionChange) -> dict[str, Any]:
    return {
        "fate": one.fate,
        "old": _section(one.old),
        "new": _section(one.new),
        "level": one.level,
        "cause": one.cause,
        "pieces": one.pieces,
        "folded": one.folded,
        "origins": {"old": place(one.old_origin), "new": place(one.new_origin)},
    }


def _block(block: BlockChange, language: Language) -> dict[str, Any]:
    return filled(
        {
            "fate": block.fate,
            "what": block.what,
            "section": _section(block.section),
            "old_section": _section(block.old_section),
            "label": block.label,
            "blocks": {"old": block.old_block, "new": block.new_block},
            "origins": {"old": place(block.old_origin), "new": place(block.new_origin)},
            "text": {"old": block.old_text, "new": block.new_text},
            "causes": list(block.causes),
            "edits": [{"kind": run.kind, "text": run.text} for run in block.edits],
            "numbers": [number_data(one, language) for one in block.numbers],
            "grid": _grid(block.grid) if block.grid is not None else None,
            "folded": block.folded,
            "worded": block.worded,
        }
    )


def _grid(grid: GridChange) -> dict[str, Any]:
    return filled(
        {
            "rows": _lines(grid.rows),
            "columns": _lines(grid.columns),
            "cells": [
                {"row": cell.row_label, "column": cell.column_label, "old": cell.old, "new": cell.new}
                for cell in grid.cells
            ],
            "caption": [{"kind": run.kind, "text": run.text} for run in grid.caption],
            "unit": _pair(grid.unit),
            "kind": _pair(grid.kind),
            "notes": [_pair(pair) for pair in grid.notes],
        }
    )


def _pair(pair: tuple[str, str] | None) -> dict[str, str] | None:
    return {"old": pair[0], "new": pair[1]} if pair is not None else None


def _lines(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Return the lines that are not simply the same on both sides; places count from 1."""
    found = []
    for line in lines:
        if line.old is not None and line.new is not None and not line.moved and not line.renamed:
            continue
        places = {
            "old": line.old + 1 if line.old is not None else None,
            "new": line.new + 1 if line.new is not None else None,
        }
        found.append({"label": line.label, **places, "moved": line.moved, "renamed": line.renamed})
    return found


def _finding(finding: Finding, language: Language) -> dict[str, Any]:
    return filled(
        {
            "rule": finding.rule,
            "severity": finding.severity.value,
            "message": finding.message.say(language),
            "position": place(finding.position),
            "fact": finding.fact,
            "block": finding.block,
            "waiver": finding.waiver,
        }
    )
