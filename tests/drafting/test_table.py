"""Every one of the 184 rules has its place: checked, shown to be undecidable, or not seen well enough."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from generator.base.findings import Severity
from generator.drafting.table import DRAFT_RULES, UNDECIDED

RULES = Path(__file__).resolve().parents[2].parent / "shared" / "drafting" / "gbt11-rules.yaml"


def test_no_rule_stands_twice_and_at_least_140_of_184_are_checked() -> None:
    ids = [one.rule.id for one in (*DRAFT_RULES, *UNDECIDED)]
    assert len(set(ids)) == len(ids) == 184
    assert len(DRAFT_RULES) >= 140


def test_names_are_unique() -> None:
    names = [one.rule.name for one in (*DRAFT_RULES, *UNDECIDED)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("one", DRAFT_RULES, ids=lambda one: one.rule.id)
def test_a_checked_rule_has_a_page(one: object) -> None:
    doc = one.rule.doc  # type: ignore[attr-defined]
    assert re.search(r"^Finds: ", doc)
    for part in ("Why", "Wrong", "Right"):
        assert re.search(rf"^{part}: ", doc, re.MULTILINE), part


@pytest.mark.parametrize("one", UNDECIDED, ids=lambda one: one.rule.id)
def test_an_undecided_rule_says_why(one: object) -> None:
    assert len(one.rule.doc) > 60  # type: ignore[attr-defined]
    pair = one.look_alikes  # type: ignore[attr-defined]
    if pair is None:
        assert one.certainty == "memory"  # type: ignore[attr-defined]
    else:
        assert pair[0] != pair[1]


def test_a_rule_from_memory_is_no_error() -> None:
    assert [
        one.rule.id for one in DRAFT_RULES if one.certainty == "memory" and one.rule.severity is Severity.ERROR
    ] == []


@pytest.mark.skipif(not RULES.is_file(), reason="the list of the 184 rules is not here")
def test_ids_and_certainty_are_those_of_the_list() -> None:
    listed = {one["id"]: one["certainty"] for one in yaml.safe_load(RULES.read_text("utf-8"))["rules"]}
    ours = {one.rule.id: one.certainty for one in (*DRAFT_RULES, *UNDECIDED)}
    assert ours == listed
