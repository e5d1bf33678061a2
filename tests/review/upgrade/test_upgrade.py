"""``tanwen override`` and ``tanwen upgrade`` on copies of an example: what they tell, write, refuse and leave alone."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from generator.build.pipeline import lock
from tests.build.workspaces import build, tanwen, workspace

CLIENT, REPORT = "lanhe-foundry", "ghg-report-2024"
SENTENCE, OURS = "纳入边界的场所其排放全部计入。", "两处场所的排放全部计入，租入的仓库一并计入。"


def _git(root: Path, *arguments: str) -> str:
    names = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "core.autocrlf=false")
    done = subprocess.run(["git", *names, *arguments], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = workspace(tmp_path / "w", CLIENT)
    (made / ".gitignore").write_text("output/\n.tanwen/\n", encoding="utf-8")
    _git(made, "init", "-q")
    _commit(made)
    return made


def _commit(root: Path) -> None:
    _git(root, "add", "-A")
    _git(root, "commit", "-q", "-m", "state")


def _own(root: Path, name: str) -> Path:
    return root / "projects" / CLIENT / "content" / REPORT / "sections" / name


def _taken(root: Path, section: str, name: str, before: str, after: str) -> Path:
    done = tanwen("override", f"projects/{CLIENT}", REPORT, section, cwd=root)
    assert done.returncode == 0, done.stderr
    file = _own(root, name)
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")
    _commit(root)
    return file


def _upgrade(root: Path, *more: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = tanwen("upgrade", f"projects/{CLIENT}", *more, cwd=root)
    assert "Traceback" not in done.stderr
    assert done.returncode == code, done.stderr
    return done


def test_an_override_is_never_written_over(root: Path) -> None:
    file = _taken(root, "sec-boundary", "02-boundary.md", SENTENCE, OURS)
    done = tanwen("override", f"projects/{CLIENT}", REPORT, "02-boundary", cwd=root)
    assert done.returncode == 2
    assert "is not written over" in done.stderr
    assert OURS in file.read_text(encoding="utf-8")
    unknown = tanwen("override", f"projects/{CLIENT}", REPORT, "boundry", cwd=root)
    assert "near it: 02-boundary.md" in unknown.stderr
    assert "near it: ghg-report-2024" in tanwen("override", f"projects/{CLIENT}", "ghg-report", "x", cwd=root).stderr


def test_a_dry_run_tells_what_the_edition_brings_and_writes_nothing(root: Path) -> None:
    told = _upgrade(root, "--dry-run").stdout
    for line in (
        "ghg-report-2024: ghg-inventory-report@1.0 → ghg-inventory-report@1.1",
        "  + new section 09-data-quality.md",
        "  - dropped section 03-sources.md, taken over by 02-boundary-and-sources.md",
        "  ~ changed section 04-method.md",
        "  | ## 1.1",
    ):
        assert line in told.splitlines()
    assert "  | ## 1.0" not in told
    assert "+ new author slot report-changes\n" in told, "what it asks is said once"
    assert "> write content/ghg-report-2024/report-changes.md:" in told
    assert _git(root, "status", "--porcelain") == ""
    (report,) = json.loads(_upgrade(root, "--dry-run", "--format", "json").stdout)
    assert report["slots"]["to_write"] == ["identification", "report-changes", "data-improvement"]


def test_own_words_move_along_with_the_renamed_section_and_git_brings_all_back(root: Path) -> None:
    old = _taken(root, "boundary", "02-boundary.md", SENTENCE, OURS)
    before = build(root, CLIENT, documents=(REPORT,), formats=("docx", "md"))
    _commit(root)
    files = {p.name: p.read_bytes() for p in before.files}
    told = _upgrade(root)
    assert "overridden section 02-boundary.md → 02-boundary-and-sources.md" in told.stdout
    assert not old.exists()
    new = _own(root, "02-boundary-and-sources.md").read_text(encoding="utf-8")
    assert new.startswith("{# overrides ghg-inventory-report@1.1 sections/02-boundary-and-sources.md sha256:")
    assert OURS in new
    assert '{{ slot("identification") }}' in new
    edited = _git(root, "diff", "-U0", "--", f"projects/{CLIENT}/project.yaml").splitlines()
    assert [line for line in edited if line[:1] in "+-" and line[:3] not in ("+++", "---")] == [
        '-    version: "1.0"',
        '+    version: "1.1"',
    ]
    after = build(root, CLIENT, documents=(REPORT,), formats=("md",))
    assert {f.rule for f in after.findings if f.rule.startswith("CP")} == {"CP074"}
    text = next(p for p in after.files if p.suffix == ".md").read_text(encoding="utf-8")
    assert OURS in text
    assert "基准年与重算" in text
    _commit(root)
    _git(root, "revert", "--no-edit", "HEAD")
    again = build(root, CLIENT, documents=(REPORT,), formats=("docx", "md"), locked=True)
    assert not [f for f in again.findings if f.rule == lock.DRIFT.id]
    assert {p.name: p.read_bytes() for p in again.files} == files


def test_line_ends_and_marks_of_a_file_stay(root: Path) -> None:
    file = _taken(root, "boundary", "02-boundary.md", SENTENCE, OURS)
    project = root / "projects" / CLIENT / "project.yaml"
    for one in (file, project):
        one.write_bytes(b"\xef\xbb\xbf" * (one is file) + one.read_bytes().replace(b"\n", b"\r\n"))
    _commit(root)
    was = project.read_bytes()
    _upgrade(root)
    new = _own(root, "02-boundary-and-sources.md").read_bytes()
    assert new.startswith(b"\xef\xbb\xbf{# overrides")
    assert new.count(b"\n") == new.count(b"\r\n") > 50
    now = project.read_bytes()
    assert (len(now), now.count(b"\r\n")) == (len(was), was.count(b"\r\n"))
    assert sum(a != b for a, b in zip(was, now, strict=True)) == 1


def test_what_both_changed_is_refused_and_on_request_written_for_a_person(root: Path) -> None:
    changed = "温室气体清除由另一份报告说明。"
    file = _taken(
        root, "07-results.md", "07-results.md", "{{ project.client.short }}在报告期内没有温室气体清除。", changed
    )
    was = file.read_bytes()
    done = _upgrade(root, code=1)
    line = was.decode().split("\n").index(changed) + 1
    assert f"projects/{CLIENT}/content/{REPORT}/sections/07-results.md:{line} error UG002" in done.stderr
    assert _git(root, "status", "--porcelain") == ""
    _upgrade(root, "--conflicts")
    text = file.read_text(encoding="utf-8")
    assert text.index("<<<<<<< project") < text.index(changed) < text.index("=======") < text.index(">>>>>>> ")
    built = build(root, CLIENT, documents=(REPORT,), formats=("md",), final=True)
    assert built.files == ()
    assert "CP073" in {f.rule for f in built.findings}
    settled = text.split("<<<<<<< ")[0] + changed + "\n" + text.split(">>>>>>> ")[1].partition("\n")[2]
    file.write_text(settled, encoding="utf-8")
    again = build(root, CLIENT, documents=(REPORT,), formats=("md",))
    assert not {f.rule for f in again.findings} & {"CP070", "CP072", "CP073"}


def test_an_own_section_that_the_edition_left_alone_only_gets_its_first_line(root: Path) -> None:
    file = _taken(root, "06-factors.md", "06-factors.md", "# 排放因子", "# 因子")
    was = file.read_text(encoding="utf-8")
    _upgrade(root)
    now = file.read_text(encoding="utf-8")
    assert now.split("\n")[1:] == was.split("\n")[1:]
    assert now.startswith("{# overrides ghg-inventory-report@1.1 sections/06-factors.md ")


def test_own_words_that_the_edition_says_too_need_no_file(root: Path) -> None:
    file = _taken(root, "05-activity.md", "05-activity.md", "# 活动数据", "# 活动数据")
    told = _upgrade(root)
    assert "the new edition says the same" in told.stdout
    assert not file.exists()


def test_uncommitted_files_are_named_and_stop_it(root: Path) -> None:
    project = root / "projects" / CLIENT / "project.yaml"
    project.write_bytes(project.read_bytes() + b"# later\n")
    done = _upgrade(root, code=2)
    assert f"projects/{CLIENT}/project.yaml" in done.stderr
    assert 'version: "1.1"' not in project.read_text(encoding="utf-8")
    _upgrade(root, "--force")
    assert 'version: "1.1"' in project.read_text(encoding="utf-8")


@pytest.mark.parametrize(("to", "said"), [("0.9", "revert the commit"), ("1.01", "did you mean 1.1?"), ("9.9", "1.1")])
def test_a_version_that_is_not_newer_is_refused(root: Path, to: str, said: str) -> None:
    done = _upgrade(root, REPORT, "--to", to, code=1)
    assert "error UG001" in done.stderr
    assert said in done.stderr
    assert _git(root, "status", "--porcelain") == ""


def test_a_version_that_somebody_wrote_by_hand_is_caught_up_with(root: Path) -> None:
    file = _taken(root, "boundary", "02-boundary.md", SENTENCE, OURS)
    project = root / "projects" / CLIENT / "project.yaml"
    text = project.read_text(encoding="utf-8").replace('version: "1.0"', 'version: "1.1"', 1)
    project.write_text(text, encoding="utf-8")
    _commit(root)
    found = [f for f in build(root, CLIENT, documents=(REPORT,), formats=("md",)).findings if f.rule.startswith("CP")]
    assert [(f.rule, f.blocks_final) for f in found] == [("CP071", True)]
    assert "did you mean 02-boundary-and-sources.md?" in found[0].hint.en
    _commit(root)
    _upgrade(root)
    assert not file.exists()
    assert OURS in _own(root, "02-boundary-and-sources.md").read_text(encoding="utf-8")
    assert project.read_text(encoding="utf-8") == text


def test_a_version_is_asked_for_of_those_that_have_it(root: Path) -> None:
    told = _upgrade(root, "--to", "1.1").stdout
    assert told.startswith("ghg-report-2024: ")
    assert "white-paper" not in told


def test_orders_in_a_file_of_their_own_are_edited_there(root: Path) -> None:
    project = root / "projects" / CLIENT / "project.yaml"
    text, _, orders = project.read_text(encoding="utf-8").partition("\ndocuments:\n")
    project.write_text(text + "\n", encoding="utf-8")
    own = project.with_name("documents.yaml")
    own.write_text(orders, encoding="utf-8")
    _commit(root)
    _upgrade(root)
    assert own.read_text(encoding="utf-8") == orders.replace('version: "1.0"', 'version: "1.1"', 1)
    assert project.read_text(encoding="utf-8") == text + "\n"


def test_there_is_no_way_back_but_git(root: Path) -> None:
    _upgrade(root)
    _commit(root)
    assert "error UG001" in _upgrade(root, REPORT, "--to", "1.0", code=1).stderr
    assert "every document is at the newest version" in _upgrade(root).stderr


def test_a_version_that_others_share_is_not_edited(root: Path) -> None:
    project = root / "projects" / CLIENT / "project.yaml"
    text = project.read_text(encoding="utf-8")
    text = text.replace('version: "1.0"', 'version: &edition "1.0"', 1).replace(
        'version: "1.0"', "version: *edition", 1
    )
    project.write_text(text, encoding="utf-8")
    _commit(root)
    assert "error UG003" in _upgrade(root, code=1).stderr
    assert project.read_text(encoding="utf-8") == text


def test_own_sections_without_a_base_stop_it(root: Path) -> None:
    file = _taken(root, "boundary", "02-boundary.md", "sha256:", "sha256:0000")
    assert "error UG004" in _upgrade(root, code=1).stderr
    assert file.exists()


def test_a_killed_upgrade_is_put_back_before_the_next(root: Path) -> None:
    _taken(root, "boundary", "02-boundary.md", SENTENCE, OURS)
    code = (
        "import os, sys\nfrom generator.review.upgrade import writing\nput = writing._put\n"
        "def dying(file, data):\n    put(file, data)\n    os._exit(9)\n"
        f"writing._put = dying\nsys.argv = ['tanwen', 'upgrade', 'projects/{CLIENT}']\n"
        "from generator.cli import main\nmain()\n"
    )
    import os
    import sys

    from tests.build.workspaces import ROOT

    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, check=False)
    assert done.returncode == 9
    assert _git(root, "status", "--porcelain") != ""
    checked = tanwen("check", f"projects/{CLIENT}", cwd=root)
    assert checked.returncode == 2
    assert "error IN073 an upgrade broke off" in checked.stderr
    done_again = _upgrade(root, "--dry-run")
    assert "an upgrade broke off: 1 of its files are put back" in done_again.stderr
    assert _git(root, "status", "--porcelain") == ""
