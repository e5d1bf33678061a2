"""Each rule stands once, has its page, and is as sure as the list of the 184 rules says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from generator.base.findings import Severity
from generator.drafting.framework import DraftRule
from generator.drafting.table import DRAFT_RULES, UNDECIDED

RULES = Path(__file__).resolve().parents[2].parent / "shared" / "drafting" / "gbt11-rules.yaml"


def test_no_rule_stands_twice() -> None:
    ids = [one.rule.id for one in (*DRAFT_RULES, *UNDECIDED)]
    assert len(set(ids)) == len(ids)


def test_names_are_unique() -> None:
    names = [one.rule.name for one in (*DRAFT_RULES, *UNDECIDED)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("one", DRAFT_RULES, ids=lambda one: one.rule.id)
def test_a_checked_rule_has_a_page(one: DraftRule) -> None:
    doc = one.rule.doc
    assert re.search(r"^Finds: ", doc)
    for part in ("Why", "Wrong", "Right"):
        assert re.search(rf"^{part}: ", doc, re.MULTILINE), part


def test_a_rule_from_memory_is_no_error() -> None:
    assert [
        one.rule.id for one in DRAFT_RULES if one.certainty == "memory" and one.rule.severity is Severity.ERROR
    ] == []


@pytest.mark.skipif(not RULES.is_file(), reason="the list of the 184 rules is not here")
def test_ids_and_certainty_are_those_of_the_list() -> None:
    listed = {one["id"]: one["certainty"] for one in yaml.safe_load(RULES.read_text("utf-8"))["rules"]}
    ours = {one.rule.id: one.certainty for one in (*DRAFT_RULES, *UNDECIDED)}
    assert ours == listed


def test_every_rule_is_checked_or_shown_undecidable_or_not_seen_well_enough() -> None:
    assert len(DRAFT_RULES) + len(UNDECIDED) == 184
    assert len(DRAFT_RULES) >= 140
    assert [one.rule.id for one in UNDECIDED if one.look_alikes is None and one.certainty != "memory"] == []
