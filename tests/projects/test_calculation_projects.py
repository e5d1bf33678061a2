"""A small project for each calculation, as a consultant meets it: the real commands, their results and where from.

The projects lie in ``tests/projects/calculations``. What each shows lies in ``tests/projects/shown``: ``results`` with
the arithmetic by hand (or in plain floats, apart from the engine) in the comments and as many digits as are compared,
``places`` to which ``explain`` leads, and why something is ``missing``.
"""

from __future__ import annotations

import datetime
import io
import json
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from python_calamine import CalamineWorkbook

from generator.base.findings import Finding
from generator.base.standards import load_register
from generator.calculations.compute import compute
from generator.calculations.versions import CALCULATIONS, applicable
from generator.checks import check
from generator.compose.workbook import build_workbook
from generator.ledger.ledger import Ledger
from generator.project.load import load_project
from generator.project.models import DocumentOrder
from generator.project.project import Project
from generator.render.xlsx import write
from tests.build.workspaces import tanwen

PROJECTS = Path(__file__).parent / "calculations"
SHOWN: dict[str, dict[str, Any]] = {
    path.stem: yaml.safe_load(path.read_text("utf-8"))
    for path in sorted((Path(__file__).parent / "shown").glob("*.yaml"))
}
ORDER = {
    "id": "sheet",
    "template": "white-paper",
    "version": "1.0",
    "audience": "client",
    "engagement": "advice",
    "date": "2026-03-01",
}
#: Facts whose English label holds a Chinese word: an item of a data set that has no English name.
NAMED_IN_CHINESE = ("transport.fuel_factor", "metering.required", "metering.installed", "metering.rate")
#: Dimensions whose values are ids that the project chose.
CHOSEN = (
    "account", "asset", "driver", "element", "entity", "energy", "indicator", "instrument", "measure", "meter",
    "process", "product", "project", "scenario", "sector", "source", "stage", "stratum", "target",
)  # fmt: skip
_HAN = re.compile("[㐀-鿿]")

every_project = pytest.mark.parametrize("name", SHOWN)


@dataclass(frozen=True)
class Ran:
    """What the commands printed for one project."""

    zh: subprocess.CompletedProcess[str]
    en: subprocess.CompletedProcess[str]
    explain: subprocess.CompletedProcess[str]

    def facts(self) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
        """Return the facts listed in Chinese and in English, by key."""
        zh, en = ({fact["key"]: fact for fact in json.loads(done.stdout)["facts"]} for done in (self.zh, self.en))
        assert zh.keys() == en.keys()
        return {key: (fact, en[key]) for key, fact in zh.items()}


@dataclass(frozen=True)
class Calculated:
    """A project in this process, and all that was found."""

    project: Project
    ledger: Ledger
    findings: tuple[Finding, ...]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of its own with all of the projects."""
    folder = tmp_path_factory.mktemp("shown")
    shutil.copytree(PROJECTS, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".tanwen"))
    return folder


@pytest.fixture(scope="module")
def ran(root: Path) -> dict[str, Ran]:
    """Every command once a project, two at a time."""

    def run(name: str) -> tuple[str, Ran]:
        family, fact = SHOWN[name]["family"], SHOWN[name]["explain"]
        zh = tanwen("facts", name, family, "--format", "json", cwd=root, TANWEN_LANG="zh")
        en = tanwen("facts", name, family, "--format", "json", cwd=root, TANWEN_LANG="en")
        return name, Ran(zh, en, tanwen("explain", name, fact, "--rows", "0", cwd=root))

    with ThreadPoolExecutor(2) as pool:
        return dict(pool.map(run, SHOWN))


@pytest.fixture(scope="module")
def calculated(root: Path) -> dict[str, Calculated]:
    """Every project loaded, calculated and checked in this process."""
    made = {}
    for name in SHOWN:
        loaded = load_project(root / name)
        assert loaded.value is not None
        assert loaded.findings == ()
        outcome = compute(loaded.value)
        assert outcome.value is not None
        found = check(loaded.value, outcome.value, [], today=datetime.date(2026, 1, 5), final=False)
        made[name] = Calculated(loaded.value, outcome.value, (*outcome.findings, *found))
    return made


def test_every_calculation_has_a_project(calculated: dict[str, Calculated]) -> None:
    """The pathway is shown by the example clients."""
    assert {path.parent.name for path in PROJECTS.glob("*/project.yaml")} == set(SHOWN)
    shown = {name for one in calculated.values() for name in applicable(one.project.file)}
    assert set(CALCULATIONS) - shown == {"pathway"}


@every_project
def test_a_project_is_fictional_and_has_no_finding_but_notes_on_figures(
    name: str, calculated: dict[str, Calculated]
) -> None:
    one = calculated[name]
    assert {(f.rule, f.severity.value) for f in one.findings} <= {("CO011", "note")}
    assert one.project.file.client.fictional
    assert "虚构" in one.project.file.client.name.zh
    register = load_register().value
    assert register is not None
    assert set(one.project.file.criteria.standards) <= set(register)


@every_project
def test_facts_list_the_main_results(name: str, ran: dict[str, Ran]) -> None:
    assert (ran[name].zh.returncode, ran[name].en.returncode) == (0, 0), ran[name].zh.stderr
    facts = ran[name].facts()
    for key, wanted in SHOWN[name]["results"].items():
        zh, en = facts[key]
        value = Decimal(wanted["value"])
        assert Decimal(zh["value"]).quantize(value) == value, (key, zh["value"])
        found = {"unit": zh["unit"], "mark": zh["mark"], "zh": zh["label"], "en": en["label"]}
        assert found == {part: wanted[part] for part in found}, key
        assert zh["kind"] == "derived", key


@every_project
def test_nothing_is_missing_but_what_is_explained(name: str, ran: dict[str, Ran]) -> None:
    reasons = {gone["reason"] for gone in json.loads(ran[name].zh.stdout)["missing"]}
    assert reasons == set(SHOWN[name].get("missing", []))


@every_project
def test_explain_leads_to_files_cells_and_data_sets(name: str, ran: dict[str, Ran]) -> None:
    done = ran[name].explain
    assert done.returncode == 0, done.stderr
    assert [place for place in SHOWN[name]["places"] if place not in done.stdout] == []


@every_project
def test_labels_are_words_of_either_language_and_no_ids(name: str, ran: dict[str, Ran]) -> None:
    for key, (zh, en) in ran[name].facts().items():
        assert _HAN.search(zh["label"]), (key, zh["label"])
        assert zh["id"].startswith(NAMED_IN_CHINESE) or not _HAN.search(en["label"]), (key, en["label"])
        for dimension, value in zh["context"].items():
            if dimension in CHOSEN and len(value) > 3 and not _HAN.search(value):
                assert value not in zh["label"], (key, zh["label"])
                assert "-" not in value or value not in en["label"], (key, en["label"])


@every_project
def test_the_workbook_builds_and_holds_the_main_results(name: str, calculated: dict[str, Calculated]) -> None:
    one = calculated[name]
    made = write(build_workbook(one.project, one.ledger, DocumentOrder.model_validate(ORDER)))
    assert made.value is not None
    assert made.findings == ()
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(made.value)).get_sheet_by_name("计算")
    assert set(SHOWN[name]["results"]) <= {str(row[0]) for row in sheet.to_python() if row}
