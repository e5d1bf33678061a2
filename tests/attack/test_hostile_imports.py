"""Imports that would write where they must not, twice at once, or be killed; cells that would run; meters that lie."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.build.workspaces import ROOT, tanwen
from tests.calculations.building import SITE, source
from tests.calculations.worked import write

LEDGER = {
    "id": "a",
    "kind": "ledger",
    "file": "in/a.csv",
    "to": "data/a.csv",
    "columns": {"source": "品种", "month": "月份", "unit": "单位", "note": "备注"},
    "values": {"quantity": {"header": "用量", "unit": "1"}},
}
TEXT = "品种,月份,用量,单位,备注\ngas,2024-01,1,万Nm3,\ngas,2024-02,-2,万Nm3,\n"
METER = {
    "id": "a",
    "kind": "meter",
    "file": "in/a.csv",
    "to": "data/a.csv",
    "columns": {"meter": "表号", "time": "时间"},
    "values": {"reading": {"header": "示数", "unit": "kWh"}},
    "map": {"meter": {"D01": "gas"}},
}


def _client(folder: Path, *imports: dict[str, Any], text: str = TEXT) -> Path:
    project = {
        "boundary": {"consolidation": "operational-control", "sites": [SITE]},
        "sources": [source("gas", "stationary-combustion", "10^4 Nm3", fuel="天然气")],
        "imports": list(imports),
    }
    return write(folder, {"project": project, "files": {"in/a.csv": text}})


def _import(root: Path, *options: str, language: str = "en", code: int = 2) -> str:
    done = tanwen("import", "projects/client", *options, cwd=root.parents[1], TANWEN_LANG=language)
    assert "Traceback" not in done.stderr
    assert done.returncode == code, done.stderr
    return done.stderr if code else done.stdout


def _line_of(root: Path, told: str, rule: str) -> str:
    """Return the line of project.yaml at which a rule speaks; its hint follows."""
    lines = told.splitlines()
    number = next(i for i, line in enumerate(lines) if f" error {rule} " in line)
    assert lines[number].startswith("projects/client/project.yaml:")
    assert lines[number + 1].startswith("  ")
    return (root / "project.yaml").read_text(encoding="utf-8").splitlines()[int(lines[number].split(":")[1]) - 1]


def _files(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root.parents[1])): path.read_bytes()
        for path in root.parents[1].rglob("*")
        if path.is_file() and path.name != "imports.lock"
    }


@pytest.mark.parametrize(
    ("to", "rule"),
    [
        ("../x.csv", "IN040"),
        ("/x.csv", "IN040"),
        ("data/a\nb.csv", "IN040"),
        (".tanwen/x.csv", "IN088"),
        ("data/.x.csv", "IN088"),
        ("project.yaml", "IN088"),
        ("in/a.csv", "IN088"),
        ("IN/./A.CSV", "IN088"),
        ("x" * 300 + ".csv", "IN089"),
    ],
)
def test_an_import_writes_a_csv_file_of_its_own(to: str, rule: str, tmp_path: Path) -> None:
    root = _client(tmp_path, {**LEDGER, "to": to})
    before = _files(root)
    for language in ("zh", "en"):
        assert "to:" in _line_of(root, _import(root, "--force", language=language), rule)
    assert _files(root) == before


def _link(at: str, to: str) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        (root / at).parent.mkdir(exist_ok=True)
        (root / at).symlink_to(to)

    return make


@pytest.mark.parametrize(
    ("plant", "rule"),
    [
        (_link("data/a.csv", "../../../out.csv"), "IN040"),
        (_link("data", "../.."), "IN040"),
        (_link("data/a.csv", "../in/a.csv"), "IN088"),
        (_link(".tanwen", "../.."), "IN040"),
        (_link(".tanwen/imports.lock", "../../../lock"), "IN089"),
        (lambda root: (root / ".tanwen").write_text("x"), "IN089"),
        (lambda root: (root / "data" / "a.csv").mkdir(parents=True), "IN089"),
        (lambda root: (root / ".tanwen" / "imports.json").mkdir(parents=True), "IN089"),
    ],
    ids=["file", "folder", "input", "record", "lock", "record-file", "to-folder", "record-folder"],
)
def test_what_stands_in_the_way_is_told(plant: Callable[[Path], None], rule: str, tmp_path: Path) -> None:
    root = _client(tmp_path, LEDGER)
    plant(root)
    before = {name: data for name, data in _files(root).items() if not name.endswith("a.csv")}
    assert "to: data/a.csv" in _line_of(root, _import(root, "--force"), rule)
    after = _files(root)
    assert {name: after[name] for name in before} == before
    assert not (tmp_path / "out.csv").exists()
    assert not (tmp_path / "lock").exists()
    assert not (tmp_path / "a.csv").exists()


@pytest.mark.parametrize("to", ["data/a.csv", "Data/A.csv", "data/./a.csv"])
def test_two_imports_do_not_write_one_file(to: str, tmp_path: Path) -> None:
    root = _client(tmp_path, LEDGER, {**LEDGER, "id": "b", "to": to})
    told = _import(root, "--force")
    assert f"to: {to}" in _line_of(root, told, "IN088")
    assert "also written by the import a" in told
    assert (root / "data" / "a.csv").is_file()


@pytest.mark.parametrize("record", [b"\xff{[", b"[1]", b"[" * 99999, b"{}"])
def test_a_broken_record_lets_nothing_be_written_over(record: bytes, tmp_path: Path) -> None:
    root = _client(tmp_path, LEDGER)
    (root / ".tanwen").mkdir()
    (root / ".tanwen" / "imports.json").write_bytes(record)
    (root / "data").mkdir()
    (root / "data" / "a.csv").write_text("mine\n")
    assert "data/a.csv error IN086" in _import(root)
    assert (root / "data" / "a.csv").read_text() == "mine\n"
    assert "wrote 2 rows" in _import(root, "--force", code=0)


def test_a_cell_that_a_spreadsheet_would_run_is_inert_and_a_number_stays_one(tmp_path: Path) -> None:
    notes = ["=1+1", "+cmd|' /C calc'!A0", "-1+cmd", "@sum", "-5", "+3.5", "甲-1"]
    rows = "".join(f'gas,2024-{i + 1:02d},-{i}.5,万Nm3,"{note}"\n' for i, note in enumerate(notes))
    root = _client(tmp_path, LEDGER, text=TEXT.splitlines()[0] + "\n" + rows)
    _import(root, code=0)
    with (root / "data" / "a.csv").open(encoding="utf-8", newline="") as stream:
        written = list(csv.DictReader(stream))
    assert [row["note"] for row in written] == [
        "'=1+1",
        "'+cmd|' /C calc'!A0",
        "'-1+cmd",
        "'@sum",
        "-5",
        "+3.5",
        "甲-1",
    ]
    assert written[1]["quantity"] == "-1.5"


@pytest.mark.parametrize(
    ("rows", "more", "rule"),
    [
        ("D01,2024-01-01,1\n", {}, "IN091"),
        ("D01,2024-01-01,5\nD01,2024-02-01,1\n", {"rollover": {"D01": 3}}, "IN082"),
        ("D01,1000-01-01,5\nD01,9999-12-31,9\n", {"spread": "by-days"}, "IN085"),
        ("D01,2024-02-30,5\nD01,2024-03-01,9\n", {}, "IN085"),
        (f"{'x' * 99999},2024-01-01,5\nD01,2024-01-01,5\nD01,2024-02-01,5\n", {}, "IN081"),
    ],
)
def test_a_meter_that_would_drop_out_is_told_in_one_short_line(
    rows: str, more: dict[str, Any], rule: str, tmp_path: Path
) -> None:
    root = _client(tmp_path, {**METER, **more}, text="表号,时间,示数\n" + rows)
    told = _import(root)
    (line,) = [one for one in told.splitlines() if f" {rule} " in one][:1]
    assert line.startswith("projects/client/in/a.csv:")
    assert len(line) < 300
    assert not (root / "data").exists()


@pytest.mark.parametrize("key", ["multipliers", "rollover"])
def test_a_multiplier_of_another_meter_is_told(key: str, tmp_path: Path) -> None:
    root = _client(tmp_path, {**METER, key: {"D1": 2000}}, text="表号,时间,示数\nD01,2024-01-01,5\nD01,2024-02-01,9\n")
    told = _import(root)
    assert "D1:" in _line_of(root, told, "IN090")
    assert "did you mean D01" in told


@pytest.mark.parametrize("key", ["multipliers", "rollover"])
def test_a_multiplier_of_nought_is_refused(key: str, tmp_path: Path) -> None:
    root = _client(tmp_path, {**METER, key: {"D01": 0}}, text="表号,时间,示数\nD01,2024-01-01,5\nD01,2024-02-01,9\n")
    assert " error IN023 D01 must be above 0" in _import(root)


def test_two_readings_of_one_day_are_split_over_no_days(tmp_path: Path) -> None:
    rows = "表号,时间,示数\nD01,2024-01-31 00:00,5\nD01,2024-01-31 12:00,9\n"
    root = _client(tmp_path, {**METER, "spread": "by-days"}, text=rows)
    _import(root, code=0)
    assert "gas,2024-01,4,kWh,D01" in (root / "data" / "a.csv").read_text(encoding="utf-8")


def test_the_lines_to_copy_are_yaml_whatever_a_fuel_is_called(tmp_path: Path) -> None:
    balance = {
        "id": "a",
        "kind": "balance",
        "file": "in/a.csv",
        "to": "data/a.csv",
        "columns": {"flow": "品种"},
        "values": {"coal, raw: [1]": {"header": "用量", "unit": "10^4 t"}},
        "year": 2024,
        "map": {"flow": {"gas": "final"}},
    }
    root = _client(tmp_path, balance, text="品种,用量\ngas,1\n")
    shown = _import(root, code=0)
    named = yaml.safe_load(shown[shown.index("    tables:") :])
    assert named["tables"][0]["values"] == {"coal, raw: [1]": {"header": "coal, raw: [1]", "unit": "10^4 t"}}


def test_imports_at_once_keep_every_hash(tmp_path: Path) -> None:
    many = [{**LEDGER, "id": f"i{n}", "to": f"data/{n}.csv"} for n in range(6)]
    root = _client(tmp_path, *many)
    environment = {**os.environ, "TANWEN_LANG": "en", "PYTHONPATH": str(ROOT)}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "generator", "import", "projects/client", "--only", one["id"]],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        for one in many
    ]
    assert [process.wait(120) for process in running] == [0] * 6
    assert len(json.loads((root / ".tanwen" / "imports.json").read_text())) == 6
    assert {path.name for path in (root / "data").iterdir()} == {f"{n}.csv" for n in range(6)}


KILLED = """
import os, signal, sys
from pathlib import Path
real = Path.replace
def replace(self, target):
    if str(target).endswith("a.csv"):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(self, target)
Path.replace = replace
from generator.cli import main
sys.argv = ["tanwen", "import", "projects/client"]
main()
"""


def test_a_killed_import_leaves_the_old_table(tmp_path: Path) -> None:
    root = _client(tmp_path, LEDGER)
    _import(root, code=0)
    old = (root / "data" / "a.csv").read_bytes()
    (root / "in" / "a.csv").write_text(TEXT + "gas,2024-03,3,万Nm3,\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", KILLED], cwd=tmp_path, env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert (root / "data" / "a.csv").read_bytes() == old
    assert "wrote 3 rows" in _import(root, code=0)
