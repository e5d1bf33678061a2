"""The command line as a consultant, a reviewer and CI meet it: exit codes, languages, formats, help."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml

from generator.checks.report import FORMATS
from generator.cli import CheckFormat
from tests.build.workspaces import ROOT, tanwen, workspace
from tests.calculations.worked import write

PROJECT = "projects/chengyu-ceramics"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("cli"), "chengyu-ceramics")


def test_build_prints_the_paths_that_then_exist_and_exits_with_0(root: Path) -> None:
    done = tanwen("build", PROJECT, "--format", "md,xlsx", cwd=root)
    assert done.returncode == 0, done.stderr
    paths = [Path(line) for line in done.stdout.split()]
    assert [p.name for p in paths] == [
        "ghg-report-2024.draft.md",
        "ghg-report-2024.draft.xlsx",
        "white-paper-2025.draft.md",
        "white-paper-2025.draft.xlsx",
    ]
    assert all(path.is_file() for path in paths)


def test_a_finding_of_severity_error_exits_with_1_and_unreadable_input_with_2(root: Path, tmp_path: Path) -> None:
    other = workspace(tmp_path, "chengyu-ceramics")
    slot = next((other / PROJECT / "content" / "ghg-report-2024").glob("*.md"))
    slot.unlink()
    assert tanwen("check", PROJECT, "--final", cwd=other).returncode == 1
    file = other / PROJECT / "project.yaml"
    file.write_text(file.read_text("utf-8").replace("\nclient:", "\nklient:", 1), "utf-8")
    done = tanwen("check", PROJECT, cwd=other)
    assert done.returncode == 2
    assert "project.yaml:" in done.stderr
    assert "client" in done.stderr
    for arguments in (["build", "nosuch"], ["build", PROJECT, "--format", "doc"], ["explain", PROJECT, "no.such.fact"]):
        refused = tanwen(*arguments, cwd=root)
        assert refused.returncode == 2
        assert refused.stderr.startswith("error: ")
        assert "Traceback" not in refused.stderr


def test_messages_are_in_the_language_asked_for(root: Path) -> None:
    assert "账中没有" in tanwen("explain", PROJECT, "no.such.fact", cwd=root, TANWEN_LANG="zh").stderr
    assert "the ledger has no" in tanwen("explain", PROJECT, "no.such.fact", cwd=root, TANWEN_LANG="en").stderr


def test_findings_come_in_every_format(tmp_path: Path) -> None:
    root = workspace(tmp_path, "chengyu-ceramics")
    next((root / PROJECT / "content" / "ghg-report-2024").glob("*.md")).unlink()
    said = {f: tanwen("check", PROJECT, "--final", "--format", f, cwd=root).stdout for f in ("json", "github")}
    assert any(f["rule"] == "CO001" for f in json.loads(said["json"])["findings"])
    assert "\n::error file=" in said["github"]
    assert said["github"].startswith("::notice file=content/factors/")
    assert {form.value for form in CheckFormat} == set(FORMATS)


def test_projects_without_documents_are_each_told_their_own_findings(tmp_path: Path) -> None:
    """They have no document to be told apart by; a note of one project must not be kept for another."""
    said = {"evidence": "财务报表", "responsible": "energy"}
    metrics = [{"id": "output", "name": "产值", "unit": "万元", "values": {"2023": 1000}, **said}]
    first = write(tmp_path, {"project": {"metrics": metrics}})
    second = first.with_name("second")
    shutil.copytree(first, second)
    factor = {"value": 3.2, "unit": "tCO2/ha", "source": "某地调查", "mark": "secondary"}
    line = {"id": "forest", "name": "林地", "category": "land-use", "unit": "ha", "activity": {"2023": "5 ha"}}
    region = {"id": "place", "name": "某地", "level": "city", "lines": [{**line, "factor": factor}]}
    (first / "region.yaml").write_text(yaml.safe_dump(region, allow_unicode=True), "utf-8")

    assert "CO011" in tanwen("check", str(first), cwd=tmp_path).stderr
    assert tanwen("check", str(second), cwd=tmp_path).stderr == "no findings\n"
    (first / "region.yaml").unlink()
    assert tanwen("check", str(first), cwd=tmp_path).stderr == "no findings\n"


def test_explain_ends_at_cells_and_factor_sources(root: Path) -> None:
    done = tanwen("explain", PROJECT, "inventory.total", "--format", "json", "--rows", "0", cwd=root)
    tree = json.loads(done.stdout)

    def leaves(node: dict[str, object]) -> list[dict[str, object]]:
        below = node.get("inputs") or []
        assert isinstance(below, list)
        return [leaf for child in below for leaf in leaves(child)] or [node]

    ends = [leaf for leaf in leaves(tree) if not leaf.get("repeated")]
    assert len(ends) > 50
    for leaf in ends:
        assert leaf.get("position") or leaf.get("value") == "0", leaf


def test_facts_are_listed_as_table_json_and_csv(root: Path) -> None:
    facts = json.loads(tanwen("facts", PROJECT, "inventory.total", "--format", "json", cwd=root).stdout)
    listed = facts["facts"] if isinstance(facts, dict) else facts
    assert {f["key"] for f in listed} >= {"inventory.total[period=2024,basis=location]"}
    lines = tanwen("facts", PROJECT, "inventory.total", "--format", "csv", cwd=root).stdout.splitlines()
    assert lines[0].startswith("key,")
    assert len(lines) == len(listed) + 1
    assert "tCO2e" in tanwen("facts", PROJECT, "inventory.total", cwd=root).stdout


def test_the_catalogue_has_142_documents_and_names_what_is_missing(root: Path) -> None:
    listed = json.loads(tanwen("catalogue", "--format", "json", cwd=root).stdout)
    documents = {d["id"]: d for d in (listed["documents"] if isinstance(listed, dict) else listed)}
    assert len(documents) == 142
    assert "ghg-inventory-report@1.0" in json.dumps(documents["D-INV-02"])
    assert "white-paper@1.0" in json.dumps(documents["D-WHP-01"])
    assert "missing" in json.dumps(documents["D-GMS-01"])
    assert "standard-feasibility@1.0" in json.dumps(documents["D-STD-01"])


@pytest.mark.parametrize("template", ["ghg-inventory-report", "white-paper"])
def test_a_new_project_builds_at_once_as_a_visible_draft_and_asks_for_what_it_lacks(
    tmp_path: Path, template: str
) -> None:
    made = tanwen("new", template, "projects/acme", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert "$schema=" in (tmp_path / "projects/acme/project.yaml").read_text("utf-8").splitlines()[0]
    done = tanwen("build", "projects/acme", "--format", "md,docx,html,xlsx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len([p for p in done.stdout.split() if ".draft." in p]) == 4
    assert "warning CO001" in done.stderr
    request = tanwen("todo", "projects/acme", cwd=tmp_path, TANWEN_LANG="zh").stdout
    assert request.startswith("# 资料补充清单")
    again = tanwen("new", template, "projects/acme", cwd=tmp_path)
    assert again.returncode == 2, "a project that is there is not overwritten"


def test_the_schema_accepts_the_examples_and_refuses_an_unknown_key(root: Path) -> None:
    import jsonschema
    import yaml

    schema = json.loads(tanwen("schema", cwd=root).stdout)
    data = json.loads(json.dumps(yaml.safe_load((ROOT / PROJECT / "project.yaml").read_text("utf-8")), default=str))
    validator = jsonschema.Draft202012Validator(schema)
    assert [e.message for e in validator.iter_errors(data)] == []
    assert list(validator.iter_errors({**data, "klient": 1}))


def test_every_command_stands_in_the_readme_and_in_the_command_page() -> None:
    from typer.main import get_command

    from generator.cli import app

    readme, page = (ROOT / "README.md").read_text("utf-8"), (ROOT / "docs/commands.md").read_text("utf-8")
    for name, command in get_command(app).commands.items():
        if command.hidden:  # called by git and not by people
            continue
        assert f"tanwen {name}" in readme, name
        assert f"## tanwen {name}" in page, name


def test_a_footprint_is_printed_for_exchange_or_refused_with_what_it_lacks(tmp_path: Path) -> None:
    shown = ROOT / "tests" / "projects" / "calculations" / "footprint"
    folder = tmp_path / "projects" / "casing"
    shutil.copytree(shown, folder)
    (tmp_path / "tanwen.toml").write_text('[workspace]\nname = "test"\n', encoding="utf-8")

    printed = json.loads(tanwen("pact", "projects/casing", "casing", cwd=tmp_path).stdout)
    assert printed["pcf"]["declaredUnitOfMeasurement"] == "kilogram"
    assert "pcfExcludingBiogenicUptake" in printed["pcf"]

    unknown = tanwen("pact", "projects/casing", "other", cwd=tmp_path)
    assert (unknown.returncode, "casing" in unknown.stderr) == (2, True)
    section = folder / "footprints.yaml"
    text = section.read_text("utf-8")
    section.write_text("\n".join(line for line in text.splitlines() if "secondary_sources" not in line), "utf-8")
    lacking = tanwen("pact", "projects/casing", cwd=tmp_path)
    assert (lacking.returncode, "secondaryEmissionFactorSources" in lacking.stderr) == (2, True)
    assert lacking.stdout == ""


def test_facts_say_that_errors_stand(tmp_path: Path) -> None:
    metric = {"id": "output", "name": "产值", "unit": "万元", "values": {"2023": 1000}}
    write(tmp_path, {"project": {"metrics": [metric, metric]}})

    done = tanwen("facts", "projects/client", cwd=tmp_path, TANWEN_LANG="en")

    assert done.returncode == 0
    assert "errors stand (1): see tanwen check" in done.stderr
    assert "metric.value" in done.stdout
