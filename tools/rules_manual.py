"""Write docs/rules.md: the rules of every stage, from the code. Usage: python tools/rules_manual.py."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import generator  # noqa: E402 (run as a script)
from generator.base.findings import Rule  # noqa: E402
from generator.checks.manual import rules_manual  # noqa: E402
from generator.checks.table import RULES  # noqa: E402


def all_rules() -> Iterator[Rule]:
    """Every rule that a module of the engine holds, those of the checks first."""
    yield from RULES
    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        if "__main__" in module.name or module.name.startswith("generator.cli"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            found = value if isinstance(value, tuple) else (value,)
            yield from (rule for rule in found if isinstance(rule, Rule))


def main() -> None:
    """Write the manual."""
    rules = {rule.id: rule for rule in reversed(list(all_rules()))}
    (ROOT / "docs" / "rules.md").write_text(rules_manual(rules.values()), encoding="utf-8")


if __name__ == "__main__":
    main()
