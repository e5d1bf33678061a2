"""`tanwen ci` as a server runs it: what it writes, says and exits with."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.build.repositories import commit, git, put, repository
from tests.build.workspaces import tanwen, workspace

CHENGYU, LANHE = "projects/chengyu-ceramics", "projects/lanhe-foundry"
TABLE = f"{CHENGYU}/data/energy-2024.csv"
SLOT = f"{CHENGYU}/content/ghg-report-2024/management-statement.md"
SERVERS = ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_RUN_ID", "GITLAB_CI", "CI_JOB_URL", "CI_PROJECT_DIR")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose workspace lies below its top."""
    top = tmp_path_factory.mktemp("ci")
    root = workspace(top / "客户 文件", "chengyu-ceramics")
    repository(top)
    return root


@pytest.fixture(autouse=True)
def no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SERVERS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def root(base: Path) -> Iterator[Path]:
    first = git(base, "rev-parse", "HEAD").strip()
    yield base
    git(base, "reset", "-q", "--hard", first)
    git(base, "clean", "-qfd")


def edit(root: Path, path: str, old: str, new: str) -> None:
    data = (root / path).read_bytes()
    assert old.encode() in data
    (root / path).write_bytes(data.replace(old.encode(), new.encode(), 1))


def test_a_summary_says_first_what_changed_and_why(root: Path, tmp_path: Path) -> None:
    edit(root, TABLE, "105.87", "150.87")
    edit(root, SLOT, "负责。", "负全部责任。")
    commit(root, "Correct January @everyone | <b>")
    page = tmp_path / "step.md"
    page.write_text("before\n", "utf-8")
    done = tanwen("ci", "HEAD~1..HEAD", "--output", "out", cwd=root, GITHUB_STEP_SUMMARY=str(page))
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(root / "out/summary.md")
    told = (root / "out/summary.md").read_text("utf-8")
    assert page.read_text("utf-8") == f"before\n{told}"
    lines = told.splitlines()
    assert lines[:2] == ["<!-- tanwen ci -->", "# Tanwen: 2 documents of 1 project touched, 93 numbers changed"]
    assert "1 commit: Correct January \\@<!-- -->everyone \\| \\<b\\> (评审员)" in told
    first, second = (line for line in lines if "`ghg-report-2024`" in line or "`white-paper-2025`" in line)
    assert re.search(r"\| changed \| \d+ \| 1 \| ✅ \|", first)
    assert re.search(r"\| changed \| 114 \| 0 \|", second)
    total = next(line for line in lines if line.startswith("| total emission \\(location\\-based\\) |"))
    assert re.search(r"50,456 t CO₂e \| 51,430 t CO₂e \| .*974 .*1\.9%.*activity data .*974", total)
    assert f"`{TABLE}:5 (C5)`" in told
    assert "全部责任" in told
    for link in re.findall(r"\]\(([^)]+)\)", "".join((first, second))):
        assert (root / "out" / link).is_file(), link
    redlines = sorted((root / "out").rglob("*.redline.docx"))
    assert [path.name for path in redlines] == ["ghg-report-2024.redline.docx", "white-paper-2025.redline.docx"]
    for path in redlines:  # the cause of each number stands beside it
        said = tanwen("text", str(path), cwd=root).stdout
        assert re.search(r"\[comment 0 at paragraph \d+, 评审员, 2026-01-05T00:00:00Z\].*activity data", said)
        assert re.search(r"\[\d+ tracked changes", said)
    assert not git(root, "status", "--porcelain", "--", "projects", "tanwen.toml")


def test_findings_come_in_the_formats_of_servers(root: Path) -> None:
    edit(root, SLOT, "负责。", "负责，2024年温室气体排放总量为60,000 t CO₂e。")
    commit(root, "Type a number")
    done = tanwen("ci", "HEAD~1..HEAD", "--formats", "md", "--output", "out", cwd=root, GITHUB_ACTIONS="true")
    assert done.returncode == 1
    told = (root / "out/summary.md").read_text("utf-8")
    assert "❌ 1 error" in told
    assert told.index("## ❌ 1 error") < told.index("## 澄屿")
    assert f"- `{SLOT}:5" in told
    errors = [line for line in done.stdout.splitlines() if line.startswith("::error ")]
    assert errors == done.stdout.splitlines()[: len(errors)]
    assert f"file=客户 文件/{SLOT},line=5," in errors[0]
    sarif = json.loads((root / "out/findings.sarif").read_text("utf-8"))
    places = [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in sarif["runs"][0]["results"]
        if result["level"] == "error"
    ]
    assert places == [f"%E5%AE%A2%E6%88%B7%20%E6%96%87%E4%BB%B6/{SLOT}"]
    suite = ElementTree.fromstring((root / "out/junit.xml").read_text("utf-8"))[0]  # noqa: S314 - our own
    assert suite.get("failures") == "1"


def test_what_nothing_reads_touches_nothing(root: Path) -> None:
    put(root, "README.md", "read")
    commit(root, "Explain")
    done = tanwen("ci", "HEAD~1..HEAD", "--output", "out", cwd=root)
    assert done.returncode == 0
    assert "# Tanwen: no document is touched" in (root / "out/summary.md").read_text("utf-8")
    assert json.loads((root / "out/findings.sarif").read_text("utf-8"))["runs"][0]["results"] == []
    assert not (root / "out/documents").exists()


def test_a_first_push_a_project_that_came_and_one_that_went(root: Path) -> None:
    first = tanwen("ci", f"{'0' * 40}..HEAD", "--output", "out", "--formats", "md", cwd=root)
    assert first.returncode == 0, first.stderr
    told = (root / "out/summary.md").read_text("utf-8")
    assert "everything counts as new" in told
    assert "A new project. Documents: `ghg-report-2024`, `white-paper-2025`" in told
    assert {path.name for path in (root / "out/documents/chengyu-ceramics").glob("*.md")} == {
        "ghg-report-2024.draft.md",
        "white-paper-2025.draft.md",
    }
    shutil.rmtree(root / CHENGYU)
    commit(root, "Let a client go")
    gone = tanwen("ci", "HEAD~1..HEAD", "--output", "out", cwd=root)
    assert gone.returncode == 0
    told = (root / "out/summary.md").read_text("utf-8")
    assert "The project is gone, with its documents `ghg-report-2024`, `white-paper-2025`." in told
    assert not (root / "out/documents").exists()  # the first range left them there


def test_a_merge_shows_what_it_brings(root: Path) -> None:
    git(root, "checkout", "-q", "-B", "work")
    edit(root, SLOT, "负责。", "负全部责任。")
    commit(root, "Take it all on")
    git(root, "checkout", "-q", "-B", "trunk", "HEAD~1")
    edit(root, TABLE, "105.87", "150.87")
    commit(root, "Correct January")
    git(root, "merge", "-q", "--no-ff", "-m", "Join", "work")
    done = tanwen("ci", "HEAD^1..HEAD", "--output", "out", "--formats", "md", cwd=root)
    assert done.returncode == 0, done.stderr
    told = (root / "out/summary.md").read_text("utf-8")
    assert "1 document of 1 project touched, 0 numbers changed" in told
    assert "1 commit: Take it all on" in told


def test_what_is_not_committed_is_no_part_of_a_closed_range(root: Path) -> None:
    edit(root, SLOT, "负责。", "负全部责任。")
    commit(root, "Take it all on")
    edit(root, SLOT, "负全部责任。", "不负责任。")
    closed = tanwen("ci", "HEAD~1..HEAD", "--output", "out", "--formats", "md", cwd=root)
    assert closed.returncode == 0, closed.stderr
    told = (root / "out/summary.md").read_text("utf-8")
    assert re.search(r"> ⚠ changes that are not committed .*management.*statement", told)
    assert "全部责任" in told
    built = next((root / "out/documents").rglob("ghg-report-2024.draft.md")).read_text("utf-8")
    assert "负全部责任。" in built
    open_end = tanwen("ci", "HEAD~1", "--output", "out", "--formats", "md", cwd=root)
    assert open_end.returncode == 0, open_end.stderr
    built = next((root / "out/documents").rglob("ghg-report-2024.draft.md")).read_text("utf-8")
    assert "不负责任。" in built
    assert not list((root / "out").rglob(".lock"))


def test_a_project_that_could_not_be_read_before_or_cannot_now(root: Path) -> None:
    edit(root, f"{CHENGYU}/project.yaml", "\nclient:", "\nklient:")
    commit(root, "Break it")
    broken = tanwen("ci", "HEAD~1..HEAD", "--output", "out", cwd=root)
    assert broken.returncode == 2
    told = (root / "out/summary.md").read_text("utf-8")
    assert "The project cannot be read; not built: `ghg-report-2024`, `white-paper-2025`." in told
    assert "klient" in told
    edit(root, f"{CHENGYU}/project.yaml", "\nklient:", "\nclient:")
    edit(root, SLOT, "负责。", "负全部责任。")
    commit(root, "Mend it")
    mended = tanwen("ci", "HEAD~1..HEAD", "--output", "out", "--formats", "md", cwd=root)
    assert mended.returncode == 0, mended.stderr
    told = (root / "out/summary.md").read_text("utf-8")
    assert "the project before the range cannot be read" in told


def test_a_document_that_no_lock_pins_is_an_error_unless_that_is_wanted(root: Path) -> None:
    (root / CHENGYU / "tanwen.lock").unlink()
    edit(root, SLOT, "负责。", "负全部责任。")
    commit(root, "Forget the lock")
    done = tanwen("ci", "HEAD~1..HEAD", "--output", "out", "--formats", "md", cwd=root)
    assert done.returncode == 1
    assert "DL001" in (root / "out/summary.md").read_text("utf-8")
    assert tanwen("ci", "HEAD~1..HEAD", "--output", "out", "--formats", "md", "--unlocked", cwd=root).returncode == 0


def test_links_lead_to_the_server(root: Path) -> None:
    edit(root, SLOT, "负责。", "负全部责任。")
    commit(root, "Take it all on")
    lab = {"GITLAB_CI": "true", "CI_PROJECT_DIR": str(root.parent), "CI_JOB_URL": "https://lab.example/j/1"}
    assert tanwen("ci", "HEAD~1..HEAD", "--output", "out", "--formats", "md", cwd=root, **lab).returncode == 0
    told = (root / "out/summary.md").read_text("utf-8")
    folder = "%E5%AE%A2%E6%88%B7%20%E6%96%87%E4%BB%B6"
    assert f"(https://lab.example/j/1/artifacts/file/{folder}/out/review/chengyu-ceramics/changes.html)" in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name a range"),
        (["--", "--upload-pack=touch stolen"], "is no revision"),
        (["$(touch stolen)..HEAD"], "no revision"),
        (["HEAD", "--formats", "doc"], "no format"),
        (["HEAD", "--output", "projects/x"], "among the sources"),
        (["HEAD", "--output", "."], "not empty"),
        (["HEAD", "--output", "tanwen.toml"], "no folder"),
    ],
)
def test_what_cannot_be_reviewed_is_refused(arguments: list[str], said: str, root: Path) -> None:
    done = tanwen("ci", *arguments, cwd=root)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(root.rglob("stolen"))
