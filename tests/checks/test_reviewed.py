"""Reviewed marks on a copy of an example: what a change makes suspect, and what an order may require."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.build.workspaces import build, tanwen, workspace

CLIENT, REPORT = "chengyu-ceramics", "ghg-report-2024"


@pytest.fixture(scope="module")
def cleared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = workspace(tmp_path_factory.mktemp("w"), CLIENT)
    done = _tanwen(root, "clear", REPORT, "--all", "--by", "verifier", "--note", "against vouchers")
    assert done[0] == 0, done[1]
    return root


def _tanwen(root: Path, command: str, *more: str) -> tuple[int, str]:
    done = tanwen("review", command, f"projects/{CLIENT}", *more, cwd=root)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def root(cleared: Path, tmp_path: Path) -> Path:
    made = workspace(tmp_path / "w")
    import shutil

    shutil.copytree(cleared / "projects", made / "projects")
    return made


def _edit(root: Path, file: str, old: str, new: str) -> None:
    path = root / "projects" / CLIENT / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _status(root: Path) -> dict[str, dict[str, object]]:
    code, told = _tanwen(root, "status", REPORT, "--format", "json")
    assert code == 0, told
    return {one["section"]: one for one in json.loads(told)[REPORT]}


def _suspect(root: Path) -> list[str]:
    return [name for name, one in _status(root).items() if one["state"] == "suspect"]


def test_what_was_cleared_is_clear_and_the_word_file_the_same(cleared: Path, tmp_path: Path) -> None:
    assert {one["state"] for one in _status(cleared).values()} == {"clear"}
    plain = workspace(tmp_path / "plain", CLIENT)
    options = {"documents": (REPORT,), "formats": ("docx",)}
    (one,), (other,) = build(plain, CLIENT, **options).files, build(cleared, CLIENT, **options).files
    assert one.read_bytes() == other.read_bytes()


def test_a_word_makes_its_section_suspect_and_names_the_block_in_the_authors_file(root: Path) -> None:
    slot = root / "projects" / CLIENT / "content" / REPORT / "data-management.md"
    slot.write_text(slot.read_text(encoding="utf-8") + "\n另有一句说明。\n", encoding="utf-8")
    assert _suspect(root) == ["sec-activity"]
    one = _status(root)["sec-activity"]
    assert (one["words"], one["facts"]) == (True, False)
    (block,) = one["changed"]  # type: ignore[misc]
    assert block["block"] == "slot-data-management"
    assert f"content/{REPORT}/data-management.md" in block["at"]
    found = [f for f in build(root, CLIENT, documents=(REPORT,), formats=("md",)).findings if f.rule == "RV001"]
    assert [(f.severity.value, f.block) for f in found] == [("warning", "slot-data-management")]
    assert "verifier" in found[0].message.en
    assert _tanwen(root, "clear", REPORT, "sec-activity", "--by", "energy")[0] == 0
    assert _suspect(root) == []
    assert _status(root)["sec-activity"]["by"] == "energy"
    assert _status(root)["sec-results"]["by"] == "verifier"


def test_a_number_makes_every_section_suspect_that_shows_what_hangs_on_it(root: Path) -> None:
    file = root / "projects" / CLIENT / "data" / "energy-2024.csv"
    data = file.read_bytes()
    assert b",131.5," in data
    file.write_bytes(data.replace(b",131.5,", b",132.5,", 1))
    now = _status(root)
    assert {"sec-summary", "sec-results", "sec-activity"} <= {n for n, one in now.items() if one["facts"]}
    assert now["sec-annex-index"]["state"] == "clear"


def test_an_order_may_require_that_all_is_clear(root: Path) -> None:
    _edit(root, "project.yaml", 'version: "1.0"', 'version: "1.0"\n    require_review: true')
    good = build(root, CLIENT, documents=(REPORT,), formats=("md",), final=True)
    assert not [f for f in good.findings if f.rule.startswith("RV")]
    assert good.files
    _edit(root, "reviewed.yaml", '    "sec-method":', '    "sec-methods":')
    _edit(root, f"content/{REPORT}/data-management.md", "。", "；")
    draft = [f for f in build(root, CLIENT, documents=(REPORT,), formats=("md",)).findings if f.rule.startswith("RV")]
    assert {(f.rule, f.severity.value) for f in draft} == {
        ("RV001", "warning"),
        ("RV002", "warning"),
        ("RV003", "warning"),
    }
    (unknown,) = [f for f in draft if f.rule == "RV003"]
    assert "did you mean sec-method?" in unknown.hint.en
    assert unknown.position.path == f"projects/{CLIENT}/reviewed.yaml"
    final = build(root, CLIENT, documents=(REPORT,), formats=("md",), final=True)
    assert final.files == ()
    assert {f.rule for f in final.findings if f.blocks_final} == {"RV001", "RV002"}


def test_a_mark_that_was_torn_is_an_error_and_is_not_written_over(root: Path) -> None:
    _edit(root, "reviewed.yaml", "tanwen: 1", "tanwen: 9")
    assert any(f.rule == "IN023" for f in build(root, CLIENT, documents=(REPORT,), formats=("md",)).findings)
    code, told = _tanwen(root, "clear", REPORT, "sec-method", "--by", "x")
    assert code == 2
    assert "is not written over" in told


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((REPORT, "sec-bounday", "--by", "x"), "near it: sec-boundary"),
        (("ghg-reprot-2024", "sec-boundary", "--by", "x"), "near it: ghg-report-2024"),
        ((REPORT, "sec-boundary"), "--by"),
        ((REPORT, "--by", "x"), "sec-boundary"),
        ((REPORT, "sec-boundary", "--by", "a\nb"), "one line"),
    ],
)
def test_what_cannot_be_cleared_is_told(root: Path, more: tuple[str, ...], said: str) -> None:
    before = (root / "projects" / CLIENT / "reviewed.yaml").read_bytes()
    code, told = _tanwen(root, "clear", *more)
    assert code == 2
    assert said in told
    assert (root / "projects" / CLIENT / "reviewed.yaml").read_bytes() == before


@pytest.mark.parametrize("name", ["sec-boundary", "boundary", "2", "核算边界"])
def test_a_section_is_named_by_id_number_or_title(root: Path, name: str) -> None:
    assert _tanwen(root, "clear", REPORT, name, "--by", "third")[0] == 0
    assert [n for n, one in _status(root).items() if one["by"] == "third"] == ["sec-boundary"]
