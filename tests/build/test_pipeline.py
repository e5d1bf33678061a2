"""Builds of the example clients: nothing twice, nothing lost, the same bytes wherever they are made."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.build.workspaces import ROOT, build, tanwen, workspace
from tests.calculations.worked import write

PROJECT = "chengyu-ceramics"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = workspace(tmp_path_factory.mktemp("built"), PROJECT)
    assert build(root, PROJECT).ok
    return root


def _stamps(root: Path) -> dict[str, int]:
    return {p.name: p.stat().st_mtime_ns for p in (root / "output" / PROJECT).iterdir() if p.name != ".lock"}


def test_a_build_with_nothing_to_do_writes_nothing_and_still_says_what_it_found(built: Path) -> None:
    before = _stamps(built)
    manifest = json.loads((built / "output" / PROJECT / "manifest.json").read_text())
    again = build(built, PROJECT)
    assert again.fresh
    assert _stamps(built) == before
    assert len(again.findings) == len(manifest["findings"])
    assert {p.name for p in again.files} == {entry["name"] for entry in manifest["files"]}


def test_a_file_that_was_deleted_or_altered_is_made_again(built: Path) -> None:
    target = built / "output" / PROJECT / "ghg-report-2024.draft.md"
    whole = target.read_bytes()
    for spoil in (target.unlink, lambda: target.write_text("altered")):
        spoil()
        again = build(built, PROJECT)
        assert not again.fresh
        assert target.read_bytes() == whole


def test_one_line_of_prose_changes_its_own_document_alone(tmp_path: Path) -> None:
    root = workspace(tmp_path, PROJECT)
    build(root, PROJECT)
    output = root / "output" / PROJECT
    before = {p.name: p.read_bytes() for p in output.iterdir() if p.is_file()}
    slot = next((root / "projects" / PROJECT / "content" / "ghg-report-2024").glob("*.md"))
    slot.write_text(slot.read_text("utf-8") + "\n\n补充一句说明。\n", "utf-8")
    build(root, PROJECT)
    changed = {p.name for p in output.iterdir() if p.is_file() and p.read_bytes() != before.get(p.name)}
    assert changed == {
        "ghg-report-2024.draft.docx",
        "ghg-report-2024.draft.html",
        "ghg-report-2024.draft.md",
        "manifest.json",
        "record.json.gz",  # its part of the ledger stays as it was
    }


_WITHOUT_CONVERTERS = """
import datetime, sys
from pathlib import Path
from generator.build.options import Options
from generator.build.pipeline import build_project
sys.modules.update({"latex2mathml.converter": None, "mathml2omml": None})  # None: importing it fails
root = Path(sys.argv[1])
options = Options(root / "output", ("docx", "html"))
built = build_project(root / "projects" / sys.argv[2], options, today=datetime.date(2026, 1, 5), progress=print)
assert built.ok and not built.fresh, built
"""


def test_formulas_are_converted_once_and_not_again_for_a_line_of_prose(tmp_path: Path) -> None:
    root = workspace(tmp_path, PROJECT)
    build(root, PROJECT, formats=("docx", "html"))
    slot = next((root / "projects" / PROJECT / "content" / "ghg-report-2024").glob("*.md"))
    slot.write_text(slot.read_text("utf-8") + "\n\n补充一句说明。\n", "utf-8")
    command = [sys.executable, "-c", _WITHOUT_CONVERTERS, str(root), PROJECT]
    done = subprocess.run(command, cwd=ROOT, env=os.environ.copy(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    page = root / "output" / PROJECT / "ghg-report-2024.draft.html"
    assert "补充一句说明" in page.read_text("utf-8")


def test_the_cache_may_be_deleted_at_any_time(built: Path) -> None:
    import shutil

    output = built / "output" / PROJECT
    build(built, PROJECT)
    before = {p.name: p.read_bytes() for p in output.iterdir() if p.is_file()}
    shutil.rmtree(built / ".tanwen")
    (output / "manifest.json").unlink()
    build(built, PROJECT)
    assert {p.name: p.read_bytes() for p in output.iterdir() if p.is_file()} == before


_ELSEWHERE = """
import datetime, sys, time
real = time.time
time.time = lambda: real() + 157_680_000.0
from pathlib import Path
from generator.build.options import Options
from generator.build.pipeline import build_project
root = Path(sys.argv[1])
for name in sys.argv[2:]:
    options = Options(root / "output", ("md", "html", "xlsx", "docx", "pdf"), final=True)
    built = build_project(root / "projects" / name, options, today=datetime.date(2026, 1, int(sys.argv[1][-1])),
                          progress=lambda *_: None)
    assert built.files, built.findings
"""


@pytest.mark.office
@pytest.mark.browser
def test_two_folders_two_clocks_two_hash_seeds_give_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for number in (1, 2):
        root = workspace(tmp_path / ("deep/er" * number) / f"w{number}", "lanhe-foundry")
        environment = {**os.environ, "PYTHONHASHSEED": str(number), "TZ": ("UTC", "Asia/Shanghai")[number - 1]}
        environment |= {"PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(tmp_path / f"s{number}")}
        subprocess.run([sys.executable, "-c", _ELSEWHERE, str(root), "lanhe-foundry"], env=environment, check=True)
        output = root / "output" / "lanhe-foundry"
        made.append(
            {p.name: p.read_bytes() for p in output.iterdir() if p.suffix in {".md", ".html", ".xlsx", ".docx", ".pdf"}}
        )
    assert len(made[0]) == 10
    assert {name: data == made[1].get(name) for name, data in made[0].items()} == dict.fromkeys(made[0], True)


def test_a_build_killed_in_the_middle_leaves_the_last_good_output(tmp_path: Path) -> None:
    root = workspace(tmp_path, PROJECT)
    build(root, PROJECT)
    output = root / "output" / PROJECT
    good = {p.name: p.read_bytes() for p in output.iterdir() if p.is_file()}
    file = root / "projects" / PROJECT / "project.yaml"
    file.write_text(file.read_text("utf-8").replace("edition: ", "edition: 2"), "utf-8")
    file.write_text(file.read_text("utf-8") + "\n# changed\n", "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "build", f"projects/{PROJECT}"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(1.2)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    manifest = json.loads((output / "manifest.json").read_bytes())
    if process.returncode == -signal.SIGKILL and (output / "manifest.json").read_bytes() == good["manifest.json"]:
        for entry in manifest["files"]:
            assert (output / entry["name"]).read_bytes() == good[entry["name"]]
    assert build(root, PROJECT).ok
    assert not (output / ".staging").exists()


def test_two_builds_at_once_both_end_well(tmp_path: Path) -> None:
    root = workspace(tmp_path, PROJECT)
    command = [sys.executable, "-m", "generator", "build", f"projects/{PROJECT}", "--format", "md,xlsx"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TANWEN_LANG": "en"}
    both = [
        subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    ends = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], ends
    assert sum("up to date" in err for _, err in ends) == 1


def test_a_final_build_over_an_error_writes_nothing_and_keeps_the_last_good_one(tmp_path: Path) -> None:
    root = workspace(tmp_path, PROJECT)
    first = build(root, PROJECT, final=True, formats=("md",))
    assert first.ok, [f for f in first.findings if f.blocks_final]
    target = root / "output" / PROJECT / "ghg-report-2024.md"
    good = target.read_bytes()
    slot = next((root / "projects" / PROJECT / "content" / "ghg-report-2024").glob("*.md"))
    slot.unlink()
    second = build(root, PROJECT, final=True, formats=("md",))
    assert not second.ok
    assert not second.files
    assert target.read_bytes() == good
    assert build(root, PROJECT, formats=("md",)).files, "a draft is still made, the slot visibly empty"


def test_locked_refuses_a_changed_data_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace(tmp_path, PROJECT)
    build(root, PROJECT, formats=("md",))
    lock = root / "projects" / PROJECT / "tanwen.lock"
    pins = json.loads(lock.read_text())
    assert any(name.startswith("data content/factors/") for name in pins["documents"]["ghg-report-2024"])
    name = next(n for n in pins["documents"]["ghg-report-2024"] if n.startswith("data "))
    pins["documents"]["ghg-report-2024"][name] = "0" * 64
    lock.write_text(json.dumps(pins))
    done = tanwen("build", f"projects/{PROJECT}", "--format", "md", "--locked", "--final", cwd=root)
    assert done.returncode == 1
    assert name in done.stderr
    assert json.loads(lock.read_text()) == pins, "--locked writes no lock"


def test_names_that_hold_digits_are_names_and_no_figures(tmp_path: Path) -> None:
    root = workspace(tmp_path, PROJECT)
    file = root / "projects" / PROJECT / "project.yaml"
    text = file.read_text("utf-8")
    assert "衡序碳管理咨询有限公司" in text
    file.write_text(text.replace("衡序碳管理咨询有限公司", "360第5联碳管理有限公司"), "utf-8")
    for path in (root / "projects" / PROJECT / "content").rglob("*.md"):
        path.write_text(path.read_text("utf-8").replace("衡序碳管理咨询有限公司", "360第5联碳管理有限公司"), "utf-8")
    built = build(root, PROJECT, formats=("html", "docx"))
    assert [str(f.message) for f in built.findings if f.rule == "IS005"] == []
    page = next(p for p in built.files if p.name == "ghg-report-2024.draft.html")
    assert "360第5联碳管理有限公司" in page.read_text("utf-8")


def test_a_project_that_orders_nothing_has_facts_and_no_build(tmp_path: Path) -> None:
    metrics = [{"id": "output", "name": "产值", "unit": "万元", "values": {"2023": 1000}}]
    write(tmp_path, {"project": {"metrics": metrics}})

    built = build(tmp_path, "client")

    assert "DL021" in [f.rule for f in built.findings]
    assert built.files == ()
    assert "metric.value" in tanwen("facts", "projects/client", cwd=tmp_path).stdout
