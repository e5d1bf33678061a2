"""Delivery: all of a build or nothing of it, and the last good output survives."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from generator.build import deliver


def test_files_and_manifest_stand_with_the_bytes_that_the_manifest_names(tmp_path: Path) -> None:
    files = {"a.docx": b"one", "b.html": b"two"}
    assert deliver.deliver(tmp_path, files, {"files": deliver.describe(files)}) == ()
    manifest = deliver.read_manifest(tmp_path)
    assert manifest is not None
    assert deliver.stands(tmp_path, manifest)
    (tmp_path / "b.html").write_bytes(b"TWO")
    assert not deliver.stands(tmp_path, manifest)
    (tmp_path / "b.html").unlink()
    assert not deliver.stands(tmp_path, manifest)


def test_no_staging_is_left_behind(tmp_path: Path) -> None:
    deliver.deliver(tmp_path, {"a.md": b"x"}, {"files": []})
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.md", "manifest.json"]


def test_an_output_that_cannot_be_replaced_is_named_and_the_old_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = {"report.docx": b"old", "report.html": b"old"}
    deliver.deliver(tmp_path, old, {"files": deliver.describe(old)})
    replace = Path.replace

    def open_elsewhere(self: Path, target: Path) -> Path:
        if target.name == "report.docx":
            raise PermissionError(13, "The process cannot access the file")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", open_elsewhere)
    new = {"report.docx": b"new", "report.html": b"new"}
    (finding,) = deliver.deliver(tmp_path, new, {"files": deliver.describe(new)})
    assert finding.rule == "DL010"
    assert finding.position.path.endswith("report.docx")
    assert "关闭" in str(finding.hint)
    assert (tmp_path / "report.docx").read_bytes() == b"old"
    manifest = deliver.read_manifest(tmp_path)
    assert manifest is not None
    assert not deliver.stands(tmp_path, manifest), "the old manifest must not vouch for the new html"


def test_an_output_folder_that_cannot_be_written_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / ".staging").mkdir()
    (tmp_path / "report.docx").mkdir()
    (tmp_path / "report.docx" / "inside").write_text("x")
    (finding,) = deliver.deliver(tmp_path, {"report.docx": b"new"}, {"files": []})
    assert finding.rule == "DL010"
    assert (tmp_path / "report.docx" / "inside").read_text() == "x"


def _hang_in_the_middle(folder: Path) -> None:
    replace = Path.replace

    def stall(self: Path, target: Path) -> Path:
        if target.name == "report.docx":
            (folder / "reached").touch()
            time.sleep(60)
        return replace(self, target)

    Path.replace = stall  # in a child process of its own
    deliver.deliver(folder, {"report.docx": b"new"}, {"files": []})


def test_a_killed_build_leaves_the_last_good_output_and_the_next_one_cleans_up(tmp_path: Path) -> None:
    old = {"report.docx": b"good"}
    deliver.deliver(tmp_path, old, {"files": deliver.describe(old)})
    child = multiprocessing.get_context("fork").Process(target=_hang_in_the_middle, args=(tmp_path,))
    child.start()
    for _ in range(500):
        if (tmp_path / "reached").exists():
            break
        time.sleep(0.01)
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    assert (tmp_path / "report.docx").read_bytes() == b"good"
    manifest = deliver.read_manifest(tmp_path)
    assert manifest is not None
    assert deliver.stands(tmp_path, manifest)
    assert deliver.deliver(tmp_path, {"report.docx": b"next"}, {"files": []}) == ()
    assert (tmp_path / "report.docx").read_bytes() == b"next"
    assert not (tmp_path / ".staging").exists()


def _note(folder: Path, name: str) -> None:
    with deliver.turn(folder):
        with (folder / "log").open("a") as log:
            log.write(f"{name} in\n")
        time.sleep(0.2)
        with (folder / "log").open("a") as log:
            log.write(f"{name} out\n")


def test_two_builds_of_one_project_take_turns(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    both = [context.Process(target=_note, args=(tmp_path, name)) for name in ("a", "b")]
    for process in both:
        process.start()
    for process in both:
        process.join()
    lines = (tmp_path / "log").read_text().split("\n")
    assert lines[0].split()[0] == lines[1].split()[0]
    assert lines[2].split()[0] == lines[3].split()[0]
