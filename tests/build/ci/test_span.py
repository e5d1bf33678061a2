"""Ranges of commits as people and servers name them, and the clones that cannot tell them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build.ci.span import Span, span_of
from tests.build.repositories import commit, git, put, repository


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository of three commits; no project in it is ever loaded here."""
    put(tmp_path, "tanwen.toml", "")
    put(tmp_path, "projects/a/project.yaml", "tanwen: 1\n")
    repository(tmp_path)
    put(tmp_path, "README.md", "read")
    commit(tmp_path, "Explain")
    put(tmp_path, "projects/碳 文/data/用量.csv", "1")
    commit(tmp_path, "Add a table")
    return tmp_path


def span(text: str, root: Path) -> Span:
    outcome = span_of(text, root)
    assert outcome.value is not None, outcome.findings
    return outcome.value


def refusal(text: str, root: Path) -> str:
    outcome = span_of(text, root)
    assert outcome.value is None
    (finding,) = outcome.findings
    assert finding.rule == "RV401"
    return finding.message.en


def test_a_range_has_its_commits_and_the_paths_that_can_change_a_document(root: Path) -> None:
    two = span("HEAD~2..HEAD", root)
    assert [one.subject for one in two.commits] == ["Add a table", "Explain"]
    assert two.paths == ("projects/碳 文/data/用量.csv",)
    assert (two.stands, two.dirty, two.remarks) == (True, False, ())
    assert {one.date for one in two.commits} == {"2026-01-05T00:00:00Z"}
    assert span("HEAD~2..HEAD~1", root).paths == ()
    assert not span("HEAD~2..HEAD~1", root).stands


def test_changes_that_are_not_committed_belong_to_a_range_without_an_end_only(root: Path) -> None:
    put(root, "projects/a/project.yaml", "tanwen: 2\n")
    put(root, "projects/b/project.yaml", "tanwen: 1\n")
    put(root, "notes.txt", "")
    open_end, closed = span("HEAD", root), span("HEAD~1..HEAD", root)
    assert open_end.paths == ("projects/a/project.yaml", "projects/b/project.yaml")
    assert open_end.stands
    assert open_end.dirty
    assert closed.paths == ("projects/碳 文/data/用量.csv",)
    assert not closed.stands
    assert "not committed (projects/a/project.yaml" in closed.remarks[0].en


@pytest.mark.parametrize("before", ["0" * 40, "", "1234567890" * 4])
def test_where_nothing_stood_before_everything_is_new_and_said_to_be(before: str, root: Path) -> None:
    first = span(f"{before}..HEAD", root)
    assert first.old is None
    assert len(first.commits) == 3
    assert first.paths == ("projects/a/project.yaml", "projects/碳 文/data/用量.csv", "tanwen.toml")
    assert "everything counts as new" in first.remarks[0].en


def test_three_dots_begin_where_the_lines_parted(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "other", "HEAD~1")
    put(root, "projects/a/data/x.csv", "1")
    commit(root, "On the other line")
    assert span("main...HEAD", root).paths == ("projects/a/data/x.csv",)
    assert len(span("main..HEAD", root).paths) == 2
    git(root, "merge", "-q", "--no-ff", "-m", "Join", "main")
    joined = span("main..HEAD", root)
    assert joined.paths == ("projects/a/data/x.csv",)
    assert [one.subject for one in joined.commits] == ["On the other line"]


def test_a_shallow_clone_says_what_to_do(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    clone = tmp_path_factory.mktemp("shallow") / "clone"
    first = git(root, "rev-parse", "HEAD~2").strip()
    git(root, "clone", "-q", "--depth", "1", f"file://{root}", str(clone))
    for text in ("HEAD~2..HEAD", f"{first}..HEAD", "HEAD~1"):
        assert "git fetch --unshallow" in refusal(text, clone)
    git(clone, "fetch", "-q", "--unshallow")
    assert len(span(f"{first}..HEAD", clone).commits) == 2


@pytest.mark.parametrize(
    "name", ["--upload-pack=touch x", "-v", "--output=stolen", "$(touch stolen)", "`touch stolen`", "a;touch stolen"]
)
def test_hostile_names_are_refused_and_do_nothing(name: str, root: Path) -> None:
    before = sorted(path.name for path in root.iterdir())
    for text in (name, f"{name}..HEAD", f"HEAD..{name}", f"{name}...HEAD"):
        assert refusal(text, root)
    assert sorted(path.name for path in root.iterdir()) == before


def test_a_branch_of_a_hostile_name_is_a_branch(root: Path) -> None:
    git(root, "branch", "$(touch${IFS}stolen)", "HEAD~1")
    assert span("$(touch${IFS}stolen)..HEAD", root).paths == ("projects/碳 文/data/用量.csv",)
    assert not (root / "stolen").exists()


def test_a_folder_outside_any_repository_is_refused(tmp_path: Path) -> None:
    assert "git repository" in refusal("HEAD~1..HEAD", tmp_path)
    git(tmp_path, "init", "-q")
    assert refusal("HEAD", tmp_path)
