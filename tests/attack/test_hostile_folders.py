"""Names and kinds of files that no consultant makes: each a finding or a refusal, never a traceback or a wait."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from generator.build.fingerprint import key_of, tree
from tests.build.workspaces import tanwen
from tests.project.project_folder import TABLE, load_project, said, write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such names and files there")


def test_pipes_are_not_waited_for(tmp_path: Path) -> None:
    root = write(tmp_path, table=TABLE)
    (root / "data").mkdir()
    (root / "content" / "report").mkdir(parents=True)
    os.mkfifo(root / "data" / "ledger.csv")
    os.mkfifo(root / "content" / "report" / "words.md")
    assert said(load_project(root)) == [
        "acme/content/report/words.md:1:1 IN001 无法读取：not a regular file",
        f"acme/project.yaml:{_line(root, 'data/ledger.csv')}:13 IN001 表格文件“data/ledger.csv”不存在或无法读取",
    ]


def _line(root: Path, text: str) -> int:
    return (root / "project.yaml").read_text().split(text)[0].count("\n") + 1


def test_a_file_name_that_is_no_text_can_be_hashed_and_said(tmp_path: Path) -> None:
    root = write(tmp_path)
    (root / "content" / "report").mkdir(parents=True)
    Path(os.fsdecode(os.fsencode(root / "content" / "report") + b"/\xff.md")).write_text("x\x07")
    (line,) = said(load_project(root))
    assert line.startswith("acme/content/report/\\udcff.md:1:2 IN007")
    assert key_of(tree(root))


@pytest.mark.parametrize("name", ["a\nb", "a\u202eb", "a\x1b[31mb"])
def test_a_folder_whose_name_cannot_be_shown_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "project.yaml").write_text("tanwen: 1\n")
    done = tanwen("build", name, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: the folder name {name!a} holds what cannot be shown")
    assert sorted(p.name for p in tmp_path.iterdir()) == [name]


@pytest.mark.parametrize("name", ["空 格", "全\u3000角", "x'\"&<y>", "%s{0}", "-rf", "#f?q=1"])
def test_any_other_folder_name_is_a_project(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "project.yaml").write_text("tanwen: 2\n")
    done = tanwen("check", "--", name, cwd=tmp_path)
    assert done.returncode == 2
    assert f"{name}/project.yaml:1:9 error IN023 tanwen must be one of 1" in done.stderr
