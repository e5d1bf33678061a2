"""One example client in several states, each changed in one place; made once for all tests of this folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build.sides import project_side
from generator.review.side import Side
from tests.build.workspaces import DAY, ROOT, workspace

PROJECT = "projects/lanhe-foundry"
CSV = f"{PROJECT}/data/value-chain.csv"
SLOT = f"{PROJECT}/content/ghg-report-2024/data-management.md"
METHOD = "templates/ghg-inventory-report/1.0/sections/04-method.md"


class States:
    """States of a project, each a copy of the one before with one place changed."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.root = folder, folder / "base"
        workspace(self.root, "lanhe-foundry")
        for name in ("ghg-inventory-report", "white-paper", "shared"):
            shutil.copytree(ROOT / "templates" / name, self.root / "templates" / name)
        self.made: dict[str, Side] = {}
        self._look("base")

    def change(self, name: str, path: str, old: str, new: str) -> None:
        """Copy the last state, replace one text in a file of it, and make a side of it."""
        shutil.copytree(self.root, self.folder / name)
        self.root = self.folder / name
        text = (self.root / path).read_text("utf-8")
        assert old in text
        (self.root / path).write_text(text.replace(old, new, 1), "utf-8")
        self._look(name)

    def _look(self, name: str) -> None:
        self.made[name] = project_side(self.root / PROJECT, today=DAY, name=name)


@pytest.fixture(scope="session")
def states(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Side]:
    """Return the sides ``base``, ``activity``, ``factor``, ``sentence`` and ``template``, each one change further."""
    made = States(tmp_path_factory.mktemp("states"))
    made.change("activity", CSV, '2024,类别四,外购生铁,"6,820"', '2024,类别四,外购生铁,"7,320"')
    made.change("factor", f"{PROJECT}/project.yaml", "factor: {value: 1.65, unit", "factor: {value: 1.60, unit")
    made.change("sentence", SLOT, "抽查比例不低于百分之三十", "抽查比例不低于百分之四十")
    made.change("template", METHOD, "采用“活动数据乘以", "全部排放源采用“活动数据乘以")
    return made.made.__getitem__
