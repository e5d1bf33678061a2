"""A file built before the project went on: laid over its own build, found in git, then over the text of now."""

from __future__ import annotations

import subprocess
from pathlib import Path

from generator.build.reviewing import review
from tests.review.importing.editing import LANHE, Edited, edited, of, slot


def _git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=编制人", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def _later(root: Path) -> None:
    """Let the project go on: one paragraph of a slot is written anew, a number changes."""
    file = root / slot("management-statement")
    file.write_text(file.read_text("utf-8").replace("公司将逐年更新清单", "公司将每年更新清单"), "utf-8")


def _reviewed(file: Edited) -> None:
    file.replace(file.paragraph("台账由设备能源部汇总"), "财务部", "财务管理部")
    file.replace(file.paragraph("公司将逐年更新清单"), "优先以", "优先用")
    file.replace(file.paragraph("电力、天然气和蒸汽以贸易结算表"), "月末以", "月底以", tracked=True)


def test_with_the_commit_of_its_build_silent_edits_are_told_from_the_projects_own(report: bytes, root: Path) -> None:
    (root / ".gitignore").write_text(".tanwen/\noutput/\n", "utf-8")
    _git(root, "init", "-q")
    _git(root, "add", "-A")
    _git(root, "commit", "-q", "-m", "as built")
    _later(root)
    _git(root, "commit", "-q", "-a", "-m", "later")
    outcome = review(edited(report, _reviewed), "edited.docx", root / "projects" / LANHE, "", "en")
    assert outcome.value is not None, outcome.findings
    found = outcome.value.found
    assert not found.current
    assert [i.new for i in of(found.items, "patch") if "财务管理部" not in i.new and "月底以" not in i.new] == []
    assert "财务管理部按季度" in found.texts[slot("data-management")]
    assert "月底以库存" in found.texts[slot("data-management")]
    (left,) = of(found.items, "manual")
    assert "优先用" in left.new
    assert str(left.position) == f"{slot('management-statement')}:7"
    assert not of(found.items, "unplaced")


def test_without_it_tracked_changes_are_laid_over_the_text_of_now_and_the_rest_is_listed(
    report: bytes, root: Path
) -> None:
    _later(root)
    outcome = review(edited(report, _reviewed), "edited.docx", root / "projects" / LANHE, "", "en")
    assert outcome.value is not None, outcome.findings
    found = outcome.value.found
    assert [finding.rule for finding in found.findings] == ["RV303"]
    assert [i.new[-30:] for i in of(found.items, "patch")] == [
        next(i.new[-30:] for i in found.items if "月底以" in i.new)
    ]
    listed = [i.new for i in of(found.items, "manual")]
    assert any("财务管理部" in new for new in listed)
    assert any("优先用" in new for new in listed)
