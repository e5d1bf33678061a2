"""A Word file held against its project: the ledger now, the words now, and the commit that it was built from."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from generator.build.built_from import commit_of_build
from generator.build.sides import project_side
from generator.build.workspace import workspace_of
from tests.build.repositories import git
from tests.build.workspaces import DAY, tanwen, workspace

REPORT, PROJECT = "ghg-report-2024", "lanhe-foundry"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, str]:
    """A workspace in git whose project changed after its report was built: its root, the file, the commit."""
    root = workspace(tmp_path_factory.mktemp("verify") / "w", PROJECT)
    git(root, "init", "-q")
    _commit(root, "Begin the report")
    first = git(root, "rev-parse", "HEAD").strip()
    word = project_side(root / "projects" / PROJECT, today=DAY).word(REPORT)
    assert word is not None
    file = root / "projects" / PROJECT / "project.yaml"
    text = file.read_text("utf-8")
    assert "factor: {value: 1.65, unit: tCO2e/t" in text
    text = text.replace("factor: {value: 1.65, unit: tCO2e/t", "factor: {value: 1.85, unit: tCO2e/t")
    file.write_text(text.replace("湖南省岚河县工业集中区铸业路", "湖南省岚河县工业集中区铸业大道"), "utf-8")
    _commit(root, "Take another factor for pig iron")
    return root, word, first


def _commit(root: Path, subject: str) -> None:
    git(root, "add", "-A")
    git(root, "-c", "user.name=Li", "-c", "user.email=li@example.org", "commit", "-q", "-m", subject)


def _verify(root: Path, data: bytes, *more: str) -> tuple[int, dict[str, object]]:
    (root / "edited.docx").write_bytes(data)
    done = tanwen("verify", "edited.docx", "--format", "json", *more, cwd=root)
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


def test_numbers_that_the_ledger_left_behind_are_told_with_the_commit_of_the_build(
    made: tuple[Path, bytes, str],
) -> None:
    root, word, first = made
    code, told = _verify(root, word, "--project", f"projects/{PROJECT}")
    assert code == 1
    findings = told["findings"]
    assert isinstance(findings, list)
    outdated = [one for one in findings if one["rule"] == "VF031"]
    total = next(one for one in outdated if one["fact"] == "inventory.total[period=2024,basis=location]")
    assert "37,036" in total["message"]
    assert "38,400" in total["message"]  # 6,820 t of pig iron at 0.2 tCO2e/t more
    assert total["origin"][0].startswith("templates/ghg-inventory-report/1.0/sections/")
    assert any(one["rule"] == "VF032" and "大道" in one["message"] for one in findings)
    assert {one["rule"] for one in findings} == {"VF031", "VF032"}
    built = told["built_from"]
    assert isinstance(built, dict)
    assert (built["commit"], built["same_as_project"]) == (first, False)
    assert told["numbers"] == {"checked": 867, "as_built": 867}


def test_a_file_of_the_project_as_it_is_carries_the_ledgers_numbers(made: tuple[Path, bytes, str]) -> None:
    root, _, _ = made
    word = project_side(root / "projects" / PROJECT, today=DAY).word(REPORT)
    assert word is not None
    code, told = _verify(root, word, "--project", f"projects/{PROJECT}")
    assert (code, told["findings"], told["against"], told["ok"]) == (0, [], "project", True)
    built = told["built_from"]
    assert isinstance(built, dict)
    assert (built["commit"], built["same_as_project"]) == (git(root, "rev-parse", "HEAD").strip(), True)


def test_on_the_file_alone_it_is_consistent_and_nothing_more(made: tuple[Path, bytes, str]) -> None:
    root, word, _ = made
    code, told = _verify(root, word)
    assert (code, told["against"]) == (0, "file")
    assert "that is not proof" in str(told["answer"])


def test_a_file_of_another_client_is_not_judged_number_by_number(made: tuple[Path, bytes, str], tmp_path: Path) -> None:
    _, word, _ = made
    other = workspace(tmp_path / "other", PROJECT)
    file = other / "projects" / PROJECT / "project.yaml"
    text = file.read_text("utf-8").replace("name: {zh: 岚河精密铸造有限公司", "name: {zh: 另一铸造有限公司")
    file.write_text(text, "utf-8")
    code, told = _verify(other, word, "--project", f"projects/{PROJECT}")
    findings = told["findings"]
    assert isinstance(findings, list)
    assert code == 1
    assert [one["rule"] for one in findings] == ["VF030"]
    assert "另一铸造有限公司" in findings[0]["message"]


def test_a_build_that_no_commit_gives_is_said_plainly(made: tuple[Path, bytes, str], tmp_path: Path) -> None:
    root, _, first = made
    folder = root / "projects" / PROJECT
    build = project_side(folder, today=DAY).documents[REPORT].build
    template = "ghg-inventory-report@1.0"
    found = commit_of_build(workspace_of(folder), folder, REPORT, template, build)
    assert found.revision is not None
    assert found.revision.subject == "Take another factor for pig iron"
    unknown = commit_of_build(workspace_of(folder), folder, REPORT, template, "0" * 16)
    assert unknown.revision is None
    assert "not committed" in unknown.why.en
    alone = workspace(tmp_path / "alone", PROJECT)
    none = commit_of_build(workspace_of(alone), alone / "projects" / PROJECT, REPORT, template, build)
    assert none.revision is None
    assert "git" in none.why.en
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", str(shallow))
    near = shallow / "projects" / PROJECT
    assert commit_of_build(workspace_of(near), near, REPORT, template, build).revision is not None
    old = git(root, "rev-parse", first).strip()
    assert old == first
    missing = commit_of_build(workspace_of(near), near, REPORT, template, "0" * 16)
    assert "fetch --unshallow" in missing.why.en


@pytest.mark.parametrize(
    "arguments",
    [
        ("edited.txt",),
        ("nowhere.docx",),
        ("edited.docx", "--project", "nowhere"),
        ("edited.docx", "--signature", "x.sig"),
    ],
)
def test_what_cannot_be_carried_out_exits_with_two(arguments: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "edited.docx").write_bytes(b"PK")
    (tmp_path / "edited.txt").write_bytes(b"")
    done = tanwen("verify", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_every_format_of_findings_is_written(made: tuple[Path, bytes, str]) -> None:
    root, word, _ = made
    shutil.copy(root / "edited.docx", root / "copy.docx") if (root / "edited.docx").exists() else None
    (root / "plain.docx").write_bytes(word)
    for form in ("sarif", "junit", "github"):
        done = tanwen("verify", "plain.docx", "--format", form, cwd=root)
        assert done.returncode == 0, done.stderr
    text = tanwen("verify", "plain.docx", cwd=root)
    first, *_, last = text.stderr.strip().splitlines()
    assert first.startswith("plain.docx: 867 numbers, 867 as built")
    assert last.startswith("answer: consistent in itself")
