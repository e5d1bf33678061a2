"""docs/templates.md names everything that templates can use, so that nothing has to be read from the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.compose import facts, filters, templates, views
from generator.compose.charts import KINDS
from generator.compose.functions import Functions
from generator.compose.lookup import Lookup
from generator.compose.printing import Printer
from generator.compose.run import Run
from tests.compose.making import AT, ledger, project_file

MANUAL = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")


def _offered() -> dict[str, list[str]]:
    run = Run("zh", AT)
    scope = facts.Scope(run, Lookup(ledger()))
    shown, tests = filters.make(scope, lambda name: facts.FactProxy(scope, name))
    file = project_file()
    return {
        "keys": list(templates._KEYS),
        "functions": list(Functions(scope, {}, Printer(run)).names()),
        "filters": [*shown, *tests],
        "look-ups": [name for name, _, _ in views.lookups(file, "zh")],
        "properties": list(facts.PROPERTIES),
        "chart kinds": list(KINDS),
    }


@pytest.mark.parametrize("kind", ["keys", "functions", "filters", "look-ups", "properties", "chart kinds"])
def test_the_manual_names_everything(kind: str) -> None:
    words = set(re.findall(r"[\w-]+", " ".join(re.findall(r"`[^`]+`|^    .*$", MANUAL, re.MULTILINE))))
    assert [name for name in _offered()[kind] if name not in words] == []
