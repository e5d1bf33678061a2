"""Git itself, in a clone that was set up: what `git diff` and `git difftool` show, and that they never fail."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.build.repositories import WHO, commit, git, put, repository
from tests.build.workspaces import ROOT, tanwen, workspace
from tests.word.making import made, para

PROJECT = "projects/橙 屿"
TABLE = f"{PROJECT}/data/energy-2024.csv"
SLOT = f"{PROJECT}/content/ghg-report-2024/management-statement.md"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone that was set up, with a Chinese project name and a Word file beside it."""
    root = workspace(tmp_path_factory.mktemp("git drivers"), "chengyu-ceramics")
    (root / "projects/chengyu-ceramics").rename(root / PROJECT)
    (root / "审 阅.docx").write_bytes(made(para("总量为50,456 t。") + para("不变。")))
    repository(root)
    done = tanwen("git-setup", cwd=root)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(root / ".gitattributes")
    return commit(root, "Show what changes")


@pytest.fixture
def root(base: Path) -> Iterator[Path]:
    first = git(base, "rev-parse", "HEAD").strip()
    yield base
    git(base, "reset", "-q", "--hard", first)
    git(base, "clean", "-qfd")


def shown(root: Path, *arguments: str, **environment: str) -> str:
    """Return what git prints; it must not fail."""
    return git(root, *arguments, PYTHONPATH=str(ROOT), TANWEN_LANG="en", **environment)


def edit(root: Path, path: str, old: str, new: str) -> None:
    data = (root / path).read_bytes()
    assert old.encode() in data
    (root / path).write_bytes(data.replace(old.encode(), new.encode(), 1))


def test_a_cell_shows_its_line_and_the_numbers_that_follow_from_it(root: Path) -> None:
    edit(root, TABLE, "105.87", "150.87")
    told = shown(root, "diff")
    assert f"diff --git a/{TABLE} b/{TABLE}" in told
    assert "-天然气,万Nm3,105.87," in told  # the table is in GB 18030
    assert "+天然气,万Nm3,150.87," in told
    assert f"# tanwen: what this does to the documents of {PROJECT}" in told
    assert re.search(r"total emission \(location-based\) +50,456 t CO₂e → 51,430 t CO₂e .* activity data", told)
    assert f"{TABLE}:5" in told
    git(root, "commit", "-qam", "Correct January")
    assert "51,430 t CO₂e" in shown(root, "show", "--ext-diff")
    assert "tanwen" not in shown(root, "diff", "HEAD~1", TANWEN_GIT="plain").replace("tanwen-project", "")


def test_a_sentence_shows_the_sentence(root: Path) -> None:
    edit(root, SLOT, "负责。", "负全部责任。")
    told = shown(root, "diff")
    assert "no number changed; 1 of 2 documents differ" in told
    assert "[-负责-]{+负全部责任+}" in told
    assert "wording" in told


def test_the_difference_is_still_a_patch(root: Path) -> None:
    edit(root, SLOT, "负责。", "负全部责任。")
    put(root, f"{PROJECT}/content/ghg-report-2024/新 章.md", "新\n")
    git(root, "add", "-N", ".")
    patch = shown(root, "diff")
    (root / "x.patch").write_text(patch, "utf-8")
    git(root, "apply", "-R", "--check", "x.patch")


def test_files_that_come_go_and_are_renamed(root: Path) -> None:
    (root / SLOT).unlink()
    gone = shown(root, "diff")
    assert "deleted file mode 100644" in gone
    assert "+++ /dev/null" in gone
    assert "1.4 管理层承诺声明" in gone
    git(root, "checkout", "-q", ".")
    git(root, "mv", SLOT, SLOT.replace("management", "board"))
    renamed = shown(root, "diff", "-M", "HEAD")
    assert "rename to" in renamed
    assert "1.4 管理层承诺声明" in renamed
    put(root, f"{PROJECT}/data/--upload-pack=touch x.csv", "1\n")
    put(root, f"{PROJECT}/data/$(touch stolen).csv", "1\n")
    git(root, "add", "-A")
    hostile = shown(root, "diff", "--cached")
    assert "+++ b/projects/橙 屿/data/$(touch stolen).csv" in hostile
    assert not list(root.rglob("stolen"))


def test_a_project_that_cannot_be_read_shows_the_plain_difference_and_why(root: Path) -> None:
    edit(root, f"{PROJECT}/project.yaml", "\nclient:", "\nklient:")
    told = shown(root, "diff")
    assert "-client:\n+klient:" in told
    assert f"# tanwen: the project cannot be read with the file as it is: {PROJECT}/project.yaml:" in told


def test_files_of_no_project_and_many_files_show_the_plain_difference(root: Path) -> None:
    put(root, "projects/notes/x.yaml", "a: 1\n")
    commit(root, "Notes")
    put(root, "projects/notes/x.yaml", "a: 2\n")
    told = shown(root, "diff")
    assert told.endswith("-a: 1\n+a: 2\n")
    for number in range(9):
        put(root, f"{PROJECT}/content/ghg-report-2024/{number}.md", "x\n")
    git(root, "add", "-A")
    many = shown(root, "diff", "--cached")
    assert "10 files differ: see tanwen diff" in many
    assert "what this does" not in many


def test_a_word_file_shows_its_text(root: Path) -> None:
    (root / "审 阅.docx").write_bytes(made(para("总量为51,430 t。") + para("不变。")))
    told = shown(root, "diff")
    assert "-总量为50,456 t。\n+总量为51,430 t。\n 不变。" in told
    (root / "审 阅.docx").write_bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 2\n")
    assert "+oid sha256:1" in shown(root, "diff")
    (root / "审 阅.docx").write_bytes(b"no Word file")
    assert "+[no Word file" in shown(root, "diff")
    (root / "审 阅.docx").unlink()
    assert "-总量为50,456 t。" in shown(root, "diff")


def test_the_difftool_writes_what_can_be_opened(root: Path) -> None:
    edit(root, TABLE, "105.87", "150.87")
    (root / "审 阅.docx").write_bytes(made(para("总量为51,430 t。") + para("不变。")))
    opener = root / "open me.sh"
    opener.write_text(f'#!/bin/sh\necho "opened $1" >> "{root}/opened.txt"\n', "utf-8")
    opener.chmod(0o755)
    told = shown(root, "difftool", "-y", "-t", "tanwen", TANWEN_OPEN=f"'{opener}'")
    written = [Path(line) for line in told.splitlines() if line.startswith("/")]
    assert sorted(path.suffix for path in written) == [".docx", ".html"]
    assert all(path.is_file() for path in written)
    assert (root / "opened.txt").read_text("utf-8").splitlines() == [f"opened {path}" for path in written]
    page = next(path for path in written if path.suffix == ".html").read_text("utf-8")
    assert "51,430" in page
    redline = next(path for path in written if path.suffix == ".docx")
    text = tanwen("text", str(redline), cwd=root).stdout
    assert "总量为51,430 t。" in text
    assert "tracked changes" in text


def test_any_other_difftool_still_gets_the_files(root: Path) -> None:
    edit(root, SLOT, "负责。", "负全部责任。")
    told = shown(root, "difftool", "-y", "-x", "diff")
    assert "> - 公司对报告中{{ inventory.total | full }}的排放量负全部责任。" in told
    assert "tanwen" not in told


def test_a_clone_whose_tanwen_is_gone_shows_the_plain_difference(root: Path) -> None:
    edit(root, SLOT, "负责。", "负全部责任。")
    (root / "审 阅.docx").write_bytes(made(para("别的。")))
    config = root / ".git/config"
    kept = config.read_text("utf-8")
    found = next(word for word in kept.split() if word.endswith("python"))
    try:
        config.write_text(kept.replace(found, "/nowhere/bin/python"), "utf-8")
        told = shown(root, "diff")
        assert "负全部责任。" in told
        config.write_text(kept.replace("-m generator", "-m no_such_module"), "utf-8")
        broken = shown(root, "diff")
        assert "负全部责任。" in broken
    finally:
        config.write_text(kept, "utf-8")


def test_a_module_of_the_repository_is_never_run(root: Path) -> None:
    for name in ("generator", "typer"):
        put(root, f"{name}/__init__.py", "open('stolen', 'w')\n")
        put(root, f"{name}/__main__.py", "open('stolen', 'w')\n")
    edit(root, SLOT, "负责。", "负全部责任。")
    assert "wording" in shown(root, "diff")
    assert not (root / "stolen").exists()


def test_set_up_is_taken_back_whole(tmp_path: Path) -> None:
    put(tmp_path, "tanwen.toml", "")
    put(tmp_path, "projects/a b/project.yaml", "tanwen: 1\n")
    put(tmp_path, "projects/c/project.yaml", "tanwen: 1\n")
    put(tmp_path, ".gitattributes", "*.png binary")
    repository(tmp_path)
    before = git(tmp_path, "config", "--local", "--list")
    for folder in ("projects/a b", "projects/c", "projects/a b"):
        assert tanwen("git-setup", folder, cwd=tmp_path).returncode == 0
    attributes = (tmp_path / ".gitattributes").read_text("utf-8")
    assert attributes.count('"/projects/a b/**/*.yaml" diff=tanwen-project') == 1
    assert tanwen("git-setup", "projects/a b", "--undo", cwd=tmp_path).returncode == 0
    assert "tanwen-docx.textconv" in git(tmp_path, "config", "--local", "--list")
    assert tanwen("git-setup", "projects/c", "--undo", cwd=tmp_path).returncode == 0
    assert git(tmp_path, "config", "--local", "--list") == before
    assert (tmp_path / ".gitattributes").read_text("utf-8") == "*.png binary\n"
    assert tanwen("git-setup", "projects/c", "--undo", cwd=tmp_path).returncode == 0


def test_what_cannot_be_set_up_is_said(tmp_path: Path) -> None:
    assert "git repository" in tanwen("git-setup", cwd=tmp_path).stderr
    assert tanwen("git-setup", "nowhere", cwd=tmp_path).returncode == 2
    repository(tmp_path)
    (tmp_path / ".gitattributes").symlink_to("/etc/hostname")
    done = tanwen("git-setup", cwd=tmp_path)
    assert done.returncode == 2
    assert "symbolic link" in done.stderr


def test_text_refuses_what_is_no_word_file(tmp_path: Path) -> None:
    put(tmp_path, "x.docx", "text")
    for name in ("x.docx", "nowhere.docx"):
        done = tanwen("text", name, cwd=tmp_path)
        assert done.returncode == 2
        assert not done.stdout
        assert "Traceback" not in done.stderr


def test_text_for_git_is_utf_8_in_any_terminal(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(made(para("总量")))
    done = subprocess.run(
        [sys.executable, "-m", "generator", "text", "--for-git", "x.docx"],
        cwd=tmp_path,
        env={**os.environ, **WHO, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == "总量\n"
