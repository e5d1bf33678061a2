"""What stands in the way in ``output/``, and what somebody wrote into a manifest or a lock, is a finding or nothing."""

from __future__ import annotations

import datetime
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from generator.build import deliver, lock
from generator.build.options import Built, Options
from generator.build.pipeline import build_project
from tests.build.workspaces import tanwen

FILES = {"a.md": b"one"}
FINDING = {
    "rule": "NU001",
    "severity": "error",
    "message": ["一", "one"],
    "hint": None,
    "position": ["p", 1, 1, "", ""],
    "related": [],
    "fact": "",
    "block": "",
    "waiver": "",
}


def _build(root: Path) -> Built:
    (root / "tanwen.toml").touch()
    (root / "projects" / "p").mkdir(parents=True)
    (root / "projects" / "p" / "project.yaml").write_text("tanwen: 1\n")
    return build_project(
        root / "projects" / "p", Options(root / "output"), today=datetime.date(2026, 1, 5), progress=lambda *_: None
    )


@pytest.mark.parametrize("place", ["output", "output/p"])
def test_an_output_folder_that_is_a_file_is_a_finding(place: str, tmp_path: Path) -> None:
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text("precious")
    built = _build(tmp_path)
    (finding,) = built.findings
    assert (finding.rule, finding.position.path, built.files) == ("DL010", "output/p", ())
    assert "cannot write p" in finding.message.en
    assert (tmp_path / place).read_text() == "precious"


def test_a_link_in_the_place_of_the_lock_file_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / "output" / "p").mkdir(parents=True)
    (tmp_path / "output" / "p" / ".lock").symlink_to(victim)
    assert [f.rule for f in _build(tmp_path).findings] == ["DL010"]
    assert victim.read_text() == "precious"


@pytest.mark.parametrize("kind", ["link", "file"])
def test_what_stands_in_the_place_of_the_staging_folder_goes_and_nothing_behind_it(kind: str, tmp_path: Path) -> None:
    behind = tmp_path / "behind"
    behind.mkdir()
    (behind / "a.md").write_text("precious")
    folder = tmp_path / "output"
    folder.mkdir()
    if kind == "link":
        (folder / ".staging").symlink_to(behind)
    else:
        (folder / ".staging").write_text("x")
    assert deliver.deliver(folder, FILES, {"files": deliver.describe(FILES)}) == ()
    assert (folder / "a.md").read_bytes() == b"one"
    assert (behind / "a.md").read_text() == "precious"


def _entry(name: str, data: bytes = b"") -> dict[str, Any]:
    return {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def test_a_manifest_that_a_build_wrote_is_read(tmp_path: Path) -> None:
    written = {"files": [_entry("a.md", b"one")], "pages": {"d": {"b": 3}}, "findings": [FINDING]}
    (tmp_path / "manifest.json").write_text(json.dumps(written))
    assert deliver.read_manifest(tmp_path) == written


@pytest.mark.parametrize(
    "written",
    [
        {"files": [_entry("../../../etc/passwd")]},
        {"files": [_entry("/etc/passwd")]},
        {"files": [_entry("..")]},
        {"files": [_entry("a\0b")]},
        {"files": [{}]},
        {"files": 5},
        {"files": [5]},
        {"pages": {"d": {"b": "x"}}},
        {"pages": {"d": [1]}},
        {"pages": [1]},
        {"findings": [{}]},
        {"findings": 5},
        {"findings": [{**FINDING, "severity": "fatal"}]},
        {"findings": [{**FINDING, "message": ["one"]}]},
        {"findings": [{**FINDING, "position": ["p", "1", 1, "", ""]}]},
        {"findings": [{**FINDING, "related": [[]]}]},
        [],
        None,
    ],
)
def test_a_manifest_that_no_build_wrote_is_none(written: object, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps(written))
    assert deliver.read_manifest(tmp_path) is None


def test_json_without_end_is_no_manifest_and_no_lock(tmp_path: Path) -> None:
    for name in ("manifest.json", lock.NAME):
        (tmp_path / name).write_text("[" * 100_000)
    assert deliver.read_manifest(tmp_path) is None
    read, (finding,) = lock.read_lock(tmp_path, "p/tanwen.lock")
    assert (read, finding.rule, finding.position.path) == (None, "DL003", "p/tanwen.lock")


def test_a_lock_that_cannot_be_written_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(lock, "write_beside", full)
    (finding,) = lock.write_lock(tmp_path, None, {"d": {"template t@1": "x"}}, {"d"}, shown="p/tanwen.lock")
    assert (finding.rule, finding.position.path) == ("DL004", "p/tanwen.lock")
    assert finding.message.zh == "无法写入锁定文件：No space left on device"


@pytest.mark.parametrize("output", ["projects/p", "projects", "projects/p/data"])
def test_an_output_folder_inside_the_project_is_refused(output: str, tmp_path: Path) -> None:
    (tmp_path / "tanwen.toml").touch()
    (tmp_path / "projects" / "p").mkdir(parents=True)
    (tmp_path / "projects" / "p" / "project.yaml").write_text("tanwen: 1\n")
    done = tanwen("build", "projects/p", "--output", output, cwd=tmp_path)
    assert done.returncode == 2
    assert "lies in project" in done.stderr
    assert sorted(p.name for p in (tmp_path / "projects" / "p").iterdir()) == ["project.yaml"]
