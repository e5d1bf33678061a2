"""The table of rules: every rule of every module stands in it, with a manual page; the written manual is up to date."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import generator.checks
from generator.base.findings import Rule
from generator.checks.framework import Check
from generator.checks.manual import page
from generator.checks.table import CHECKS, RULES

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "rules.md"


def _modules() -> list[object]:
    names = [m.name for m in pkgutil.walk_packages(generator.checks.__path__, "generator.checks.")]
    return [importlib.import_module(name) for name in names]


def test_every_check_of_every_module_is_in_the_table() -> None:
    found = {value.rule.id for module in _modules() for value in vars(module).values() if isinstance(value, Check)}
    assert found == {one.rule.id for one in CHECKS}


def test_every_rule_of_every_module_is_known() -> None:
    found = {value.id for module in _modules() for value in vars(module).values() if isinstance(value, Rule)}
    assert found <= {rule.id for rule in RULES}


def test_no_id_and_no_name_stands_twice() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_docstring_is_a_manual_page(rule: Rule) -> None:
    assert re.fullmatch(r"(NU|NA|CO|RF|RL|RV|WV)\d{3}", rule.id)
    parts = re.findall(r"^(Finds|Why|Wrong|Right): \S", rule.doc, re.MULTILINE)
    assert parts == ["Finds", "Why", "Wrong", "Right"]
    assert rule.doc.splitlines()[0].endswith(".")


def test_independence_and_mismatches_cannot_be_waived() -> None:
    firm = {rule.id for rule in RULES if not rule.waivable}
    assert {"NU001", "NU003", "NU006", "RL020", "RL021", "WV003"} <= firm


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_written_manual_is_up_to_date(rule: Rule) -> None:
    assert "\n".join(page(rule)) in MANUAL.read_text(encoding="utf-8"), "run: python tools/docs.py"
