"""Each checked rule against its cases: texts that it finds wrong at the named words, and texts that it leaves alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.drafting.lint import Hit, lint
from generator.drafting.read.text import read_markdown, read_text
from generator.drafting.table import DRAFT_RULES

CASES = Path(__file__).with_name("cases")
BY_ID = {one.rule.id: one for one in DRAFT_RULES}


def cases() -> Iterator[Any]:
    """Yield every case as (rule id, case, its place)."""
    for file in sorted(CASES.glob("*.yaml")):
        for rule_id, listed in (yaml.safe_load(file.read_text("utf-8")) or {}).items():
            for place, case in enumerate(listed, 1):
                yield pytest.param(rule_id, case, id=f"{rule_id}-{place}")


def hits(rule_id: str, text: str, case: dict[str, Any]) -> list[Hit]:
    """Run one rule over a text."""
    read = read_markdown if case.get("format") == "md" else read_text
    draft = read(text, "draft.txt", case.get("kind", ""))
    return [hit for hit in lint(draft, [BY_ID[rule_id]]).hits]


@pytest.mark.parametrize(("rule_id", "case"), list(cases()))
def test_bad_is_found_at_its_words_and_good_is_left_alone(rule_id: str, case: dict[str, Any]) -> None:
    assert {"bad", "good"} & set(case)
    assert set(case) <= {"bad", "good", "at", "kind", "format"}
    if "bad" in case:
        found = {(hit.finding.position.line, hit.breach.fragment) for hit in hits(rule_id, case["bad"], case)}
        expected = {(line, fragment) for line, fragment in case["at"]}
        assert found == expected
    if "good" in case:
        assert [hit.finding for hit in hits(rule_id, case["good"], case)] == []


def test_every_rule_checked_in_text_has_a_failing_and_a_passing_case() -> None:
    seen: dict[str, set[str]] = {}
    for file in CASES.glob("*.yaml"):
        for rule_id, listed in (yaml.safe_load(file.read_text("utf-8")) or {}).items():
            seen.setdefault(rule_id, set()).update(key for case in listed for key in case)
    wanting = [
        one.rule.id
        for one in DRAFT_RULES
        if one.needs != "docx" and not {"bad", "good"} <= seen.get(one.rule.id, set())
    ]
    assert wanting == []
    assert set(seen) <= set(BY_ID)
