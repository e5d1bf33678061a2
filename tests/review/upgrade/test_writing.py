"""Files of an upgrade: all or none, also where the process dies between two of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.project.workspace import PathError
from generator.review.upgrade import writing
from generator.review.upgrade.writing import FOLDER, Change, Recovered, recover, write_all

CHANGES = (
    Change("content/a/sections/new.md", None, b"new"),
    Change("content/a/sections/old.md", b"old", None),
    Change("project.yaml", b"one", b"two"),
)
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content/a/sections").mkdir(parents=True)
    (tmp_path / "content/a/sections/old.md").write_bytes(b"old")
    (tmp_path / "project.yaml").write_bytes(b"one")
    return tmp_path


def _files(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


BEFORE = {"content/a/sections/old.md": b"old", "project.yaml": b"one"}
AFTER = {"content/a/sections/new.md": b"new", "project.yaml": b"two"}


def test_all_files_are_written_and_nothing_is_left_behind(root: Path) -> None:
    write_all(root, CHANGES)
    assert _files(root) == AFTER
    assert recover(root) is None


@pytest.mark.parametrize("last", range(3))
def test_a_file_that_cannot_be_written_leaves_all_as_they_were(
    root: Path, last: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, calls = writing._put, []

    def failing(file: Path, data: bytes | None) -> None:
        calls.append(file)
        if len(calls) == last + 1:
            raise OSError(28, "No space left on device")
        put(file, data)

    monkeypatch.setattr(writing, "_put", failing)
    with pytest.raises(OSError, match="No space"):
        write_all(root, CHANGES)
    assert _files(root) == BEFORE


@pytest.mark.parametrize("last", range(3))
def test_a_killed_run_is_put_back_by_the_next(root: Path, last: int) -> None:
    code = f"""
import os, sys
from pathlib import Path
from generator.review.upgrade import writing
put, calls = writing._put, []
def dying(file, data):
    calls.append(file)
    if len(calls) == {last + 1}:
        os._exit(9)
    put(file, data)
writing._put = dying
from tests.review.upgrade.test_writing import CHANGES
writing.write_all(Path(sys.argv[1]), CHANGES)
"""
    done = subprocess.run([sys.executable, "-c", code, str(root)], cwd=ROOT, check=False)
    assert done.returncode == 9
    assert (root / FOLDER / "undo.json").is_file()
    recovered = recover(root)
    assert recovered is not None
    assert len(recovered.restored) == last
    assert _files(root) == BEFORE
    assert recover(root) is None


def _broken_off(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "recover", lambda _: None)
    monkeypatch.setattr(writing, "_put", lambda *_: (_ for _ in ()).throw(OSError))
    with pytest.raises(OSError):  # noqa: PT011 - as if it were killed
        write_all(root, CHANGES)
    monkeypatch.undo()


def test_what_somebody_edited_since_is_not_put_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _broken_off(root, monkeypatch)
    (root / "project.yaml").write_bytes(b"three")
    assert recover(root) == Recovered(edited=("project.yaml",))
    assert (root / "project.yaml").read_bytes() == b"three"


@pytest.mark.parametrize(
    "undo",
    [
        '[{"path": "../outside", "old": "", "new": ""}]',
        '[{"path": "/etc/passwd", "old": "", "new": ""}]',
        '[{"path": "project.yaml"}]',
        "{}x",
        "[1]",
        "[" * 100_000,
    ],
)
def test_an_undo_that_came_with_somebodys_project_writes_nothing(root: Path, undo: str) -> None:
    (root / FOLDER).mkdir(parents=True)
    (root / FOLDER / "undo.json").write_text(undo, encoding="utf-8")
    recovered = recover(root)
    assert recovered is not None
    assert recovered.edited
    assert (root / "project.yaml").read_bytes() == b"one"


def test_a_file_that_changed_since_it_was_read_stops_it(root: Path) -> None:
    (root / "project.yaml").write_bytes(b"three")
    with pytest.raises(PathError, match="changed meanwhile"):
        write_all(root, CHANGES)
    assert "content/a/sections/new.md" not in _files(root)


def test_a_path_that_leads_out_stops_it(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    (root / "content/b").symlink_to(other)
    with pytest.raises(PathError):
        write_all(root, (Change("content/b/x.md", None, b"x"),))
    assert list(other.iterdir()) == []
