"""Sides: a folder as it stands, and a git revision of it made with its own files."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from generator.base.git import GitError, Repository
from generator.build.sides import project_side, revision_side
from tests.build.workspaces import DAY, workspace

LANHE = "projects/lanhe-foundry"


def git(root: Path, *arguments: str) -> None:
    """Run git in a folder with an author of its own."""
    who = ("-c", "user.name=审核员", "-c", "user.email=r@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, "-C", str(root), *arguments], check=True, capture_output=True)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose workspace lies below its top, with a second commit that changes one sentence."""
    top = tmp_path_factory.mktemp("repository")
    made = workspace(top / "客户 文件", "lanhe-foundry")
    git(top, "init", "-q")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "First report")
    slot = made / LANHE / "content/ghg-report-2024/data-management.md"
    slot.write_text(slot.read_text("utf-8").replace("。", "；", 1), "utf-8")
    git(top, "commit", "-qam", "Mend a sentence")
    return made


def _words(side: object, document: str) -> str:
    return repr(side.documents[document].blocks)  # type: ignore[attr-defined]


def test_a_revision_is_made_from_its_own_files(root: Path) -> None:
    now = project_side(root / LANHE, today=DAY)
    head, before = (revision_side(root / LANHE, name, today=DAY).value for name in ("HEAD", "HEAD~1"))
    assert head
    assert before
    assert (head.author, head.date[-1], len(head.commit)) == ("审核员", "Z", 40)
    assert head.documents == now.documents  # the same inputs are the same document, wherever they lie
    assert _words(before, "ghg-report-2024") != _words(now, "ghg-report-2024")
    assert before.documents["white-paper-2025"] == now.documents["white-paper-2025"]
    assert before.ledger
    assert now.ledger
    assert before.ledger.facts == now.ledger.facts
    assert now.word("ghg-report-2024") == head.word("ghg-report-2024")
    assert not (root / LANHE / "manifest.json").exists()


def test_reading_a_side_changes_nothing(root: Path) -> None:
    before = {path: path.read_bytes() for path in (root / "projects").rglob("*") if path.is_file()}
    side = project_side(root / LANHE, today=DAY)
    assert side.word("white-paper-2025")
    assert {path: path.read_bytes() for path in (root / "projects").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["nope", "--upload-pack=x", "", "HEAD~99", "a\nb", "HEAD^{tree}"])
def test_no_such_revision_is_a_finding(root: Path, name: str) -> None:
    found = revision_side(root / LANHE, name, today=DAY)
    assert found.value is None
    assert [f.rule for f in found.findings] == ["RV040"]


def test_a_project_that_was_not_there_yet_is_a_finding(root: Path) -> None:
    found = revision_side(root / "projects/other", "HEAD", today=DAY)
    assert found.value is None
    assert "other" in found.findings[0].message.en


def test_a_shallow_clone_says_how_to_get_the_rest(root: Path, tmp_path: Path) -> None:
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{root.parent}", str(tmp_path / "c")], check=True)
    with pytest.raises(GitError) as told:
        Repository.around(tmp_path / "c").revision("HEAD~1")
    assert "git fetch --unshallow" in told.value.zh
    assert "git fetch --unshallow" in told.value.en


def test_links_of_a_revision_are_not_followed(tmp_path: Path) -> None:
    made = workspace(tmp_path / "w", "lanhe-foundry")
    (made / LANHE / "content/ghg-report-2024/passwd.md").symlink_to("/etc/passwd")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "With a link")
    side = revision_side(made / LANHE, "HEAD", today=DAY).value
    assert side is not None
    assert not (side.folder / "content/ghg-report-2024/passwd.md").is_symlink()
    assert not (side.folder / "content/ghg-report-2024/passwd.md").exists()
