"""The rules on plain language and modal verbs on two drafts written before they were measured on them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.drafting.lint import lint
from generator.drafting.read.text import read_text
from generator.drafting.table import DRAFT_RULES

DRAFTS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("plain_language.yaml").read_text("utf-8"))[
    "drafts"
]
RULES = [one for one in DRAFT_RULES if one.rule.id.startswith(("TXT-", "MOD-"))]


def found(draft: dict[str, Any]) -> dict[int, list[tuple[str, str]]]:
    """Return the rules that find something and the words they name, by line."""
    text = "\n".join(line[0] for line in draft["lines"]) + "\n"
    by_line: dict[int, list[tuple[str, str]]] = {}
    for hit in lint(read_text(text, "draft.txt", draft["kind"]), RULES).hits:
        by_line.setdefault(hit.finding.position.line, []).append((hit.rule.rule.id, hit.breach.fragment))
    return by_line


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: str(draft["name"]))
def test_nine_in_ten_slips_are_found_and_nine_in_ten_findings_are_slips(draft: dict[str, Any]) -> None:
    planned = {place for place, line in enumerate(draft["lines"], 1) if len(line) > 1}
    hits = found(draft)
    findings = [(line, one) for line, ones in hits.items() for one in ones]
    right = [line for line, _ in findings if line in planned]
    assert len(planned & set(hits)) >= 0.9 * len(planned), sorted(planned - set(hits))
    assert len(right) >= 0.9 * len(findings), [one for one in findings if one[0] not in planned]
