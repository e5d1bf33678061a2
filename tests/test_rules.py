"""Rules of all stages: a finding's id names one rule."""

from __future__ import annotations

import importlib
import pkgutil
from collections import defaultdict

import generator
from generator.base.findings import Rule


def test_an_id_names_one_rule() -> None:
    known: dict[str, set[str]] = defaultdict(set)
    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        if not module.name.startswith(("generator.cli", "generator.__main__")):
            for value in vars(importlib.import_module(module.name)).values():
                for rule in value if isinstance(value, tuple) else (value,):
                    if isinstance(rule, Rule):
                        known[rule.id].add(rule.name)
    assert {name: rules for name, rules in known.items() if len(rules) > 1} == {}
    assert len(known) > 300
