"""Commits that comments name: known, not known, or not to be told."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from generator.base.findings import Severity
from generator.project.load import load_project

PROJECT = Path(__file__).parents[1] / "projects" / "standard-process"
#: How the row of the first comment ends: its last column, the commit, is empty.
ROW = "全文统一为“碳数据”，并在术语中给出定义。,"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), "-c", "user.name=drafting", "-c", "user.email=drafting@example.org", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _workspace(folder: Path) -> Path:
    """A repository with two commits of the draft."""
    root = folder / "work" / "projects" / "standard-process"
    shutil.copytree(PROJECT, root)
    (folder / "work" / "tanwen.toml").write_text('[workspace]\nname = "work"\n', encoding="utf-8")
    _git(folder / "work", "init", "-q")
    for number in (1, 2):
        (root / "content" / "standard" / f"note{number}.txt").write_text("x", encoding="utf-8")
        _git(folder / "work", "add", "-A")
        _git(folder / "work", "commit", "-q", "-m", f"Answer comment {number}")
    return root


def _named(root: Path, commit: str) -> list[tuple[str, str, str]]:
    """Name a commit in the first comment, and return what is found of commits: rule, severity, cell."""
    file = root / "data" / "comments.csv"
    text = (PROJECT / "data" / "comments.csv").read_text(encoding="utf-8")
    assert ROW in text
    file.write_text(text.replace(ROW, ROW + commit), encoding="utf-8")
    found = [one for one in load_project(root).findings if one.rule in ("IN092", "IN093")]
    return [(one.rule, str(one.severity.value), one.position.cell) for one in found]


def test_a_commit_of_the_repository_is_known_by_its_short_and_its_whole_hash(tmp_path: Path) -> None:
    root = _workspace(tmp_path)
    commit = _git(root, "rev-parse", "HEAD~1")
    assert _named(root, commit) == []
    assert _named(root, commit[:8]) == []


@pytest.mark.parametrize("commit", ["0123456789abcdef", "main", "HEAD", "-h", "abc"])
def test_what_is_no_commit_of_the_repository_is_told_at_its_cell(commit: str, tmp_path: Path) -> None:
    assert _named(_workspace(tmp_path), commit) == [("IN092", Severity.ERROR.value, "H2")]


def test_a_file_s_hash_is_no_commit(tmp_path: Path) -> None:
    root = _workspace(tmp_path)
    blob = _git(root, "rev-parse", "HEAD:tanwen.toml")
    assert _named(root, blob) == [("IN092", Severity.ERROR.value, "H2")]


def test_a_shallow_clone_cannot_tell(tmp_path: Path) -> None:
    root = _workspace(tmp_path)
    first = _git(root, "rev-parse", "HEAD~1")
    work = (tmp_path / "work").as_uri()
    subprocess.run(["git", "clone", "-q", "--depth", "1", work, str(tmp_path / "shallow")], check=True)
    shallow = tmp_path / "shallow" / "projects" / "standard-process"
    assert _named(shallow, first) == [("IN093", Severity.NOTE.value, "H2")]


def test_without_a_repository_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = _workspace(tmp_path)
    shutil.rmtree(tmp_path / "work" / ".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert _named(root, "0123456789abcdef") == []
