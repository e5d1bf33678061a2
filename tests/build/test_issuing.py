"""Issuing: an edition is whole and from a commit, or it is not there; what is there is never written again."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from generator.base.findings import Outcome
from generator.build.editions import edition_at, edition_side, last_edition, output_side
from generator.build.issue_request import Request
from generator.build.issuing import Issued, issue, signer
from generator.project.editions import read_edition
from generator.review.record import read_record
from generator.review.signature import check_signature
from generator.word import read_word
from tests.build.workspaces import DAY, ROOT, build, tanwen, workspace

PROJECT, REPORT, PAPER = "chengyu-ceramics", "ghg-report-2024", "white-paper-2025"
CHANGE = "按核查意见更正2024年天然气用量128吨"
_WHO = {"GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@example.invalid"}
_WHO |= {"GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@example.invalid"}


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=root, env={**os.environ, **_WHO}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def repository(folder: Path) -> Path:
    root = workspace(folder, PROJECT)
    (root / ".gitignore").write_text("output/\n**/.tanwen/cache/\n")
    git(root, "init", "-q")
    commit(root)
    return root


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "Change")


def issued(root: Path, document: str = REPORT, **how: Any) -> Outcome[Issued]:
    return issue(Request(root / "projects" / PROJECT, document, **{"change": "首次发布", **how}), today=DAY)


def home(root: Path, version: str = "1.0", document: str = REPORT) -> Path:
    return root / "projects" / PROJECT / "issued" / document / version


def rules(outcome: Outcome[Any]) -> set[str]:
    return {finding.rule for finding in outcome.findings if finding.blocks_final}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose report was issued once, with the PDF where LibreOffice is there."""
    root = repository(tmp_path_factory.mktemp("issued"))
    outcome = issued(root, by={"reviewed": "equipment", "approved": "hengxu"})
    assert outcome.value is not None, outcome.findings
    return root


@pytest.fixture
def root(first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, without LibreOffice: what is laid out is not the question here."""
    monkeypatch.setenv("SOFFICE_PATH", "/nowhere/soffice")
    shutil.copytree(first, tmp_path / "copy", symlinks=True)
    commit(tmp_path / "copy")
    return tmp_path / "copy"


def edition(root: Path, version: str = "1.0", document: str = REPORT) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((home(root, version, document) / "edition.json").read_bytes())
    return data


# ------------------------------------------------------------------------------------------------- the path


def test_an_edition_holds_its_files_its_commit_and_its_numbers(first: Path) -> None:
    data = edition(first)
    folder = home(first)
    assert data["version"] == "1.0"
    assert data["commit"] == git(first, "rev-parse", "HEAD")
    assert data["uncommitted"] == []
    assert {entry["name"] for entry in data["files"]} == {p.name for p in folder.iterdir()} - {"edition.json"}
    for entry in data["files"]:
        assert hashlib.sha256((folder / entry["name"]).read_bytes()).hexdigest() == entry["sha256"]
    record = read_record((folder / "record.json.gz").read_bytes(), "record").value
    assert record is not None
    assert record.ledger is not None
    for fact in data["facts"]:
        assert fact["value"] == str(record.ledger[fact["key"]].value)
        assert fact["shown"], fact["key"]
    revision = data["revisions"][0]
    assert (revision["reviewed"], revision["approved"]) == ("设备部设备主管岗", "衡序碳管理咨询有限公司")
    assert str(first) not in json.dumps(data)


def test_the_word_file_says_what_the_edition_says_of_it(first: Path) -> None:
    data = edition(first)
    word = (home(first) / f"{REPORT}.docx").read_bytes()
    controls = data["word"]["control"]
    assert len(controls) > 100
    shown = {one["fact"]: set() for one in controls}
    for one in controls:
        shown[one["fact"]].add(one["shown"])
    for fact in data["facts"]:
        assert shown.get(fact["alias"], set()) <= {text.partition(" ")[0] for text in fact["shown"]}
    assert not any("origin" in block for block in data["word"]["block"])
    text = _text(word)
    assert "修订记录" in text
    assert "V1.0" in text


def test_a_build_after_it_gives_the_files_that_were_issued(first: Path) -> None:
    built = build(first, PROJECT, documents=(REPORT,), final=True, formats=("docx", "html", "xlsx"))
    assert built.ok
    for entry in edition(first)["files"]:
        if entry["name"].endswith((".docx", ".html", ".xlsx")):
            made = (first / "output" / PROJECT / entry["name"]).read_bytes()
            assert hashlib.sha256(made).hexdigest() == entry["sha256"], entry["name"]


def test_the_word_file_passes_the_validators(first: Path) -> None:
    file = home(first) / f"{REPORT}.docx"
    done = subprocess.run(
        [sys.executable, "tools/validate.py", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _text(word: bytes) -> str:
    read = read_word(word, "d.docx").value
    assert read is not None
    return repr(read)


def test_the_next_edition_has_the_next_number_and_lists_both(root: Path) -> None:
    outcome = issued(root, change=CHANGE)
    assert outcome.value is not None, outcome.findings
    assert outcome.value.version == "1.1"
    data = edition(root, "1.1")
    raw = (home(root) / "edition.json").read_bytes()
    assert data["previous"] == {"version": "1.0", "sha256": hashlib.sha256(raw).hexdigest()}
    assert [one["version"] for one in data["revisions"]] == ["1.0", "1.1"]
    side = edition_side(root / "projects" / PROJECT, REPORT).value
    assert side is not None
    assert side.documents[REPORT].cover.version == "1.1"
    text = _text((home(root, "1.1") / f"{REPORT}.docx").read_bytes())
    assert "V1.0" in text
    assert "V1.1" in text
    assert CHANGE in text
    assert last_edition(root / "projects" / PROJECT, REPORT) == "1.1"


def test_an_edition_of_a_public_document_says_what_it_shows_and_no_more(root: Path) -> None:
    outcome = issued(root, PAPER)
    assert outcome.value is not None, outcome.findings
    record = read_record((home(root, document=PAPER) / "record.json.gz").read_bytes(), "r").value
    assert record is not None
    assert record.ledger is not None
    finer = [
        fact["key"]
        for fact in edition(root, document=PAPER)["facts"]
        if len(str(record.ledger[fact["key"]].value)) > 12 and fact["value"] == str(record.ledger[fact["key"]].value)
    ]
    assert finer == []
    for name in (f"{PAPER}.docx", f"{PAPER}.html", f"{PAPER}.xlsx"):
        data = (home(root, document=PAPER) / name).read_bytes()
        assert b"edition.json" not in data


def test_the_command_says_where_the_edition_lies(root: Path) -> None:
    done = tanwen(
        "issue", f"projects/{PROJECT}", REPORT, "--change", "Second", "--version", "2.0", cwd=root, TANWEN_LANG="en"
    )
    assert done.returncode == 0, done.stderr
    assert "issued ghg-report-2024 2.0" in done.stderr
    assert f"{REPORT}/2.0/edition.json" in done.stdout


# ------------------------------------------------------------------------------------------------- refused

REFUSED = {
    "no change": ({"change": " "}, "DL040"),
    "a change of two lines": ({"change": "更正\n数据"}, "DL040"),
    "a version that climbs out": ({"version": "../1.1"}, "DL041"),
    "a version with a slash": ({"version": "1/1"}, "DL041"),
    "a version that is a word": ({"version": "final"}, "DL041"),
    "a version that was issued": ({"version": "1.0"}, "DL041"),
    "a version before it": ({"version": "0.9"}, "DL041"),
    "a signer whom nobody knows": ({"by": {"approved": "boss"}}, "DL043"),
    "a step that is none": ({"by": {"blessed": "equipment"}}, "DL043"),
}


@pytest.mark.parametrize(("how", "rule"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_issued_is_refused_at_its_place(root: Path, how: dict[str, Any], rule: str) -> None:
    before = sorted(p for p in home(root).parent.rglob("*"))
    outcome = issued(root, **how)
    assert outcome.value is None
    assert rules(outcome) == {rule}
    assert outcome.findings[0].position.path.endswith("project.yaml")
    assert outcome.findings[0].hint is not None
    assert sorted(p for p in home(root).parent.rglob("*")) == before


def test_a_document_that_the_project_does_not_order(root: Path) -> None:
    assert rules(issued(root, "../report")) == {"DL020"}


def test_files_that_are_not_committed(root: Path) -> None:
    slot = next((root / "projects" / PROJECT / "content" / REPORT).glob("*.md"))
    slot.write_text(slot.read_text("utf-8") + "\n\n补充一句说明。\n", "utf-8")
    outcome = issued(root, change="补充说明")
    assert rules(outcome) == {"DL042"}
    allowed = issued(root, change="补充说明", allow_dirty=True)
    assert allowed.value is not None, allowed.findings
    assert edition(root, "1.1")["uncommitted"] == [slot.relative_to(root).as_posix()]


def test_a_workspace_that_no_repository_keeps(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", PROJECT)
    outcome = issued(root)
    assert "DL042" in rules(outcome)
    assert not (root / "projects" / PROJECT / "issued").exists()


def test_an_error_in_the_project_keeps_it_from_being_issued(root: Path) -> None:
    file = root / "projects" / PROJECT / "content" / REPORT
    next(file.glob("*.md")).write_text("{{ inventory.nothing }}\n", "utf-8")
    commit(root)
    outcome = issued(root, change="补充说明")
    assert outcome.value is None
    assert not home(root, "1.1").exists()


def test_an_edition_that_somebody_edited(root: Path) -> None:
    word = home(root) / f"{REPORT}.docx"
    word.write_bytes(word.read_bytes() + b"x")
    commit(root)
    outcome = issued(root, change="更正")
    assert rules(outcome) == {"IN111"}
    assert rules(edition_side(root / "projects" / PROJECT, REPORT)) == {"IN111"}
    assert not home(root, "1.1").exists()


def test_an_edition_json_that_somebody_edited(root: Path) -> None:
    file = home(root) / "edition.json"
    file.write_text(file.read_text("utf-8").replace("首次发布", "首次发行"), "utf-8")
    read = read_edition(file, "projects/x/issued/d/1.0/edition.json")
    assert rules(read) == {"IN111"}
    assert "IN111" in {finding.rule for finding in build(root, PROJECT, formats=("md",)).findings}


@pytest.mark.parametrize("text", ["", "[]", "{", '{"tanwen-edition": 2}', '{"tanwen-edition": 1}', "[" * 100_000])
def test_an_edition_json_that_is_none(root: Path, text: str) -> None:
    file = home(root) / "edition.json"
    file.write_text(text, "utf-8")
    read = read_edition(file, "e")
    assert read.value is None
    assert rules(read) == {"IN110"}


# -------------------------------------------------------------------------------------------- interruptions


def test_an_issue_that_cannot_be_renamed_leaves_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name.endswith(".part"):
            raise OSError(28, "no space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    outcome = issued(root, change="更正")
    assert rules(outcome) == {"DL044"}
    assert [p.name for p in home(root).parent.iterdir()] == ["1.0"]


def test_what_a_killed_issue_left_is_no_edition_and_is_cleared(root: Path) -> None:
    left = home(root).parent / ".1.1.part"
    left.mkdir()
    (left / "half.docx").write_bytes(b"half")
    assert last_edition(root / "projects" / PROJECT, REPORT) == "1.0"
    outcome = issued(root, change="更正")
    assert outcome.value is not None, outcome.findings
    assert sorted(p.name for p in home(root).parent.iterdir()) == ["1.0", "1.1"]
    assert not (home(root, "1.1") / "half.docx").exists()


def test_two_at_once_take_turns(root: Path) -> None:
    found: list[Outcome[Issued]] = []
    asked = [threading.Thread(target=lambda: found.append(issued(root, change="更正"))) for _ in range(2)]
    for one in asked:
        one.start()
    for one in asked:
        one.join()
    assert sorted(one.value.version for one in found if one.value is not None) == ["1.1", "1.2"]


# ----------------------------------------------------------------------------------------------- builds, sides


def test_frozen_files_are_no_input_of_a_build_and_the_record_is(root: Path) -> None:
    build(root, PROJECT, formats=("md",))
    (home(root) / "notes.bin").write_bytes(b"0" * 1000)
    assert build(root, PROJECT, formats=("md",)).fresh
    manifest = json.loads((root / "output" / PROJECT / "manifest.json").read_bytes())
    assert not any(name.startswith("issued") for name in manifest["inputs"])
    shutil.rmtree(home(root).parent.parent)
    assert not build(root, PROJECT, formats=("md",)).fresh
    text = (root / "output" / PROJECT / f"{REPORT}.draft.md").read_text("utf-8")
    assert "修订记录" not in text


def test_only_the_document_that_was_issued_has_another_build(root: Path, tmp_path: Path) -> None:
    plain = workspace(tmp_path / "plain", PROJECT)
    builds = []
    for one in (root, plain):
        build(one, PROJECT, formats=("md",))
        manifest = json.loads((one / "output" / PROJECT / "manifest.json").read_bytes())
        builds.append({name: about["build"] for name, about in manifest["documents"].items()})
    assert builds[0][PAPER] == builds[1][PAPER]
    assert builds[0][REPORT] != builds[1][REPORT]


def test_a_built_output_is_a_side_until_a_file_in_it_is_changed(root: Path) -> None:
    build(root, PROJECT, formats=("md", "docx"))
    output = root / "output" / PROJECT
    side = output_side(output).value
    assert side is not None
    assert set(side.documents) == {REPORT, PAPER}
    assert side.word(REPORT) == (output / f"{REPORT}.draft.docx").read_bytes()
    assert side.word("../other") is None
    (output / f"{REPORT}.draft.md").write_text("altered")
    assert rules(output_side(output)) == {"RV022"}


def test_a_prose_edit_does_not_write_the_ledger_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(root, PROJECT, formats=("md",))
    slot = next((root / "projects" / PROJECT / "content" / REPORT).glob("*.md"))
    slot.write_text(slot.read_text("utf-8") + "\n\n补充一句说明。\n", "utf-8")
    monkeypatch.setattr("generator.review.record.ledger_part", None)
    assert build(root, PROJECT, formats=("md",)).files


@pytest.mark.parametrize("version", ["9.9", "../1.0", "1.0/..", ""])
def test_an_edition_that_was_never_issued(root: Path, version: str) -> None:
    document = REPORT if version else "../report"
    assert rules(edition_side(root / "projects" / PROJECT, document, version)) == {"RV021"}


def test_the_side_of_an_editions_own_folder(root: Path) -> None:
    side = edition_at(home(root)).value
    assert side is not None
    assert side.name == f"{REPORT}@1.0"
    assert side.word(REPORT) == (home(root) / f"{REPORT}.docx").read_bytes()
    assert rules(edition_at(root)) == {"RV021"}


# ------------------------------------------------------------------------------------------------- signatures


def _key(folder: Path) -> Path:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "firm", "-f", str(folder / "key")], check=True)
    kind, blob, *_ = (folder / "key.pub").read_text().split()
    (folder / "signers").write_text(f"firm {kind} {blob}\n")
    return folder / "key"


def test_a_signed_edition_is_known_by_its_signer(root: Path, tmp_path: Path) -> None:
    key = _key(tmp_path)
    outcome = issued(root, change="更正", sign=signer(key))
    assert outcome.value is not None, outcome.findings
    data = (home(root, "1.1") / "edition.json").read_bytes()
    mark = (home(root, "1.1") / "edition.json.sig").read_bytes()
    assert check_signature(data, mark, tmp_path / "signers", shown="e").value == "firm"
    changed = check_signature(data.replace(b"1.1", b"1.2"), mark, tmp_path / "signers", shown="e")
    assert rules(changed) == {"RV031"}
    (tmp_path / "signers").write_text(
        "other ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
    )
    assert rules(check_signature(data, mark, tmp_path / "signers", shown="e")) == {"RV031"}


def test_without_the_key_nothing_is_issued(root: Path, tmp_path: Path) -> None:
    outcome = issued(root, change="更正", sign=signer(tmp_path / "no-key"))
    assert rules(outcome) == {"RV030"}
    assert not home(root, "1.1").exists()
