"""What a range touches: documents whose inputs differ, and nothing else of a repository."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.base.resources import template_root
from generator.build.ci.span import span_of
from generator.build.ci.touched import Touched, touched
from tests.build.repositories import commit, git, put, repository
from tests.build.workspaces import workspace

CHENGYU, LANHE = "projects/chengyu-ceramics", "projects/lanhe-foundry"
BOTH = {"ghg-report-2024": "changed", "white-paper-2025": "changed"}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose workspace lies below its top."""
    top = tmp_path_factory.mktemp("touched")
    workspace(top / "客户 文件", "chengyu-ceramics", "lanhe-foundry")
    return repository(top) / "客户 文件"


@pytest.fixture
def root(base: Path) -> Iterator[Path]:
    """The same, with what a test did to it taken back."""
    first = git(base, "rev-parse", "HEAD").strip()
    yield base
    git(base, "reset", "-q", "--hard", first)
    git(base, "clean", "-qfd")


def found(root: Path, text: str = "HEAD~1..HEAD") -> dict[str, Touched]:
    span = span_of(text, root).value
    assert span is not None
    return {one.place: one for one in touched(span)}


def fates(one: Touched) -> dict[str, str]:
    return {document.id: document.fate for document in one.documents}


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), "utf-8")


def test_an_authors_paragraph_touches_its_own_document_and_a_readme_none(root: Path) -> None:
    edit(root, f"{CHENGYU}/content/ghg-report-2024/management-statement.md", "。", "；")
    put(root, "README.md", "read")
    put(root.parent, "projects/chengyu-ceramics/project.yaml", "beside the workspace")
    commit(root, "Mend a sentence")
    (one,) = found(root).values()
    assert (one.place, one.id, one.fate, one.compared) == (CHENGYU, "chengyu-ceramics", "changed", True)
    assert one.folder == root / CHENGYU
    assert fates(one) == {"ghg-report-2024": "changed"}
    put(root, "README.md", "read again")
    commit(root, "Explain")
    assert found(root) == {}


def test_a_template_touches_the_documents_made_from_it(root: Path) -> None:
    shutil.copytree(template_root() / "white-paper" / "1.0", root / "templates/white-paper/1.0")
    commit(root, "Keep the template here, as it is")
    assert found(root) == {}
    edit(root, "templates/white-paper/1.0/template.yaml", "version:", "# \nversion:")
    commit(root, "Edit the template")
    assert {place: fates(one) for place, one in found(root).items()} == {
        CHENGYU: {"white-paper-2025": "changed"},
        LANHE: {"white-paper-2025": "changed"},
    }


def test_a_data_set_touches_every_document(root: Path) -> None:
    put(root, "content/factors/own/1.0.csv", "")
    commit(root, "Add a data set")
    assert {place: fates(one) for place, one in found(root).items()} == {CHENGYU: BOTH, LANHE: BOTH}


def test_projects_that_come_and_go_and_changes_that_are_not_committed(root: Path) -> None:
    git(root, "mv", CHENGYU, "projects/新 客户")
    git(root, "commit", "-qm", "Rename")
    ends = found(root)
    assert {place: one.fate for place, one in ends.items()} == {CHENGYU: "gone", "projects/新 客户": "new"}
    assert ends[CHENGYU].folder is None
    assert set(fates(ends[CHENGYU]).values()) == {"gone"}
    assert set(fates(ends["projects/新 客户"]).values()) == {"new"}
    edit(root, "projects/新 客户/project.yaml", "  - id: white-paper-2025", "  - id: white-paper-2026")
    (open_end,) = found(root, "HEAD").values()
    assert fates(open_end) == {"white-paper-2026": "new", "ghg-report-2024": "changed", "white-paper-2025": "gone"}
    closed = found(root)
    assert set(fates(closed["projects/新 客户"])) == {"ghg-report-2024", "white-paper-2025"}
    assert closed["projects/新 客户"].folder != root / "projects/新 客户"


def test_a_project_that_cannot_be_read_is_said_on_either_side(root: Path) -> None:
    edit(root, f"{CHENGYU}/project.yaml", "\nclient:", "\nklient:")
    commit(root, "Break it")
    (broken,) = found(root).values()
    assert any(finding.blocks_final for finding in broken.findings)
    assert set(fates(broken)) == set(BOTH)
    edit(root, f"{CHENGYU}/project.yaml", "\nklient:", "\nclient:")
    commit(root, "Mend it")
    (mended,) = found(root).values()
    assert not mended.findings
    assert not mended.compared
    assert "cannot be read" in mended.remarks[0].en
    assert f"{CHENGYU}/project.yaml" in mended.remarks[0].en
    assert set(fates(mended).values()) == {"new"}


def test_where_nothing_stood_before_every_document_is_new(root: Path) -> None:
    everything = found(root, f"{'0' * 40}..HEAD")
    assert {place: one.fate for place, one in everything.items()} == {CHENGYU: "new", LANHE: "new"}
    assert set(fates(everything[LANHE]).values()) == {"new"}
