"""The textual difference that a driver shows is the one that git shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build.drivers.plain import Versions, in_utf8, plain_difference
from tests.build.repositories import commit, git, repository

PATHS = ["data.csv", "projects/碳 文/用 量.md", 'projects/a"b/x.yaml', "x/$(touch stolen)/-y.csv", "a b/\t.md"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("old", "new"),
    [("一\n二\n三\n", "一\n贰\n三\n"), (None, "新\n"), ("旧\n", None), ("没有换行", "没有换行了"), ("", "x\n")],
)
@pytest.mark.parametrize("colour", [False, True])
def test_it_is_what_git_itself_prints(
    path: str, old: str | None, new: str | None, colour: bool, tmp_path: Path
) -> None:
    repository(tmp_path)
    for text in (old, new):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).unlink(missing_ok=True)
        if text is not None:
            (tmp_path / path).write_text(text, "utf-8")
        commit(tmp_path, "State")
    shown = git(
        tmp_path, "-c", "core.quotepath=off", "diff", f"--color={'always' if colour else 'never'}", "HEAD~1", "HEAD"
    )
    versions = Versions(path, *(None if text is None else text.encode() for text in (old, new)))
    assert plain_difference(versions, colour=colour).decode() == shown
    assert not list(tmp_path.rglob("stolen"))


def test_a_change_of_mode_is_told() -> None:
    shown = plain_difference(Versions("x.csv", b"1\n", b"1\n", "100644", "100755"), colour=False)
    assert b"old mode 100644\nnew mode 100755" in shown


def test_a_table_in_gb_18030_is_shown_in_utf_8() -> None:
    old, new = "天然气,105.87\n".encode("gb18030"), "天然气,108.00\n".encode("gb18030")
    assert "-天然气,105.87\n+天然气,108.00\n" in plain_difference(Versions("x.csv", old, new), colour=False).decode()
    assert in_utf8(b"PK\0\xff") == b"PK\0\xff"
    assert in_utf8(b"\xff\xff\xff") == b"\xff\xff\xff"


def test_a_path_cannot_leave_the_folder_of_the_comparison() -> None:
    assert b"+2" in plain_difference(Versions("../../../etc/x", b"1\n", b"2\n"), colour=False)
