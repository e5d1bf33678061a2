"""The workflow files that Tanwen carries do what they say: their own shell steps, run as the servers run them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.build.repositories import WHO, commit, git, repository
from tests.build.workspaces import ROOT, tanwen, workspace

SLOT = "projects/chengyu-ceramics/content/ghg-report-2024/management-statement.md"
PLACE = "客户 文件"
SERVER = re.compile(r"^(GITHUB|GITLAB|CI|RUNNER)_")


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository as a server checks a pull request out: the merge of a branch into the line it goes to."""
    top = tmp_path_factory.mktemp("served")
    root = workspace(top / PLACE, "chengyu-ceramics")
    repository(top)
    git(top, "checkout", "-q", "-b", "work")
    text = (root / SLOT).read_text("utf-8")
    (root / SLOT).write_text(text.replace("负责。", "负全部责任。"), "utf-8")
    commit(top, "Take it all on")
    git(top, "checkout", "-q", "--detach", "main")
    (top / "README.md").write_text("meanwhile\n", "utf-8")
    commit(top, "Meanwhile")
    git(top, "merge", "-q", "--no-ff", "-m", "Merge", "work")
    return top


def programs(folder: Path, **scripts: str) -> str:
    """Put stand-ins for programs into a folder, with Tanwen among them, and return the search path."""
    folder.mkdir(exist_ok=True)
    for name, script in {"tanwen": f'exec "{sys.executable}" -P -m generator "$@"', **scripts}.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        (folder / name).chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def run(script: str, cwd: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a script under bash as the servers do; nothing of the server that runs these tests reaches it."""
    kept = {k: v for k, v in os.environ.items() if not SERVER.match(k)}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=cwd,
        env={**kept, **WHO, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def started(server: str, top: Path) -> dict[Any, Any]:
    """Have a workspace's workflow file written, and read it."""
    file = top / (".github/workflows/tanwen.yml" if server == "github" else ".gitlab-ci.yml")
    file.unlink(missing_ok=True)
    done = tanwen("ci", "--init", server, cwd=top / PLACE)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(file)
    again = tanwen("ci", "--init", server, cwd=top / PLACE)
    assert again.returncode == 2
    assert "exists" in again.stderr
    told = yaml.safe_load(file.read_text("utf-8"))
    assert isinstance(told, dict)
    return told


class Actions:
    """The little of GitHub Actions that the workflow uses: expressions, environments, conditions."""

    def __init__(self, workflow: dict[Any, Any], known: Mapping[str, str]) -> None:
        (self.job,) = workflow["jobs"].values()
        self.known = known
        self.environment = self.filled(workflow["env"])
        self.folder = workflow["defaults"]["run"]["working-directory"]

    def say(self, text: object) -> str:
        """Fill in expressions; one that is not known fails the test."""
        return re.sub(r"\$\{\{ *(.+?) *\}\}", lambda found: self.known[found[1]], str(text))

    def filled(self, values: Mapping[str, object]) -> dict[str, str]:
        return {name: self.say(value) for name, value in values.items()}

    def step(self, start: str) -> dict[str, Any]:
        (found,) = (step for step in self.job["steps"] if step["name"].startswith(start))
        assert isinstance(found, dict)
        return found


GH = """\
if [ "$2" = --paginate ]; then echo "$COMMENT"; exit; fi
printf '%s\\n' "$@" >> "$CALLS"
for word; do case "$word" in body=@*) head -n 2 "${word#body=@}" >> "$CALLS";; esac; done"""


def test_the_steps_of_github_review_a_pull_request(top: Path, tmp_path: Path) -> None:
    workflow = started("github", top)
    base = git(top, "rev-parse", "HEAD^1").strip()
    actions = Actions(
        workflow,
        {
            "github.event.pull_request.base.sha || github.event.before": base,
            "github.event.pull_request.number": "7",
            "github.token": "secret",
            "github.workspace": str(top),
            "runner.temp": str(tmp_path),
        },
    )
    assert workflow[True].keys() == {"pull_request", "push"}  # YAML 1.1 reads `on` as true
    assert workflow["permissions"] == {
        "contents": "read",
        "pull-requests": "write",
        "security-events": "write",
    }
    assert actions.step("Check out")["with"]["fetch-depth"] == 0
    assert 'pip install --disable-pip-version-check "$TANWEN"' in actions.step("Install")["run"]
    assert not any("${{" in step.get("run", "") for step in actions.job["steps"])  # a title cannot become a command
    page = tmp_path / "step.md"
    calls = tmp_path / "calls"
    server = {
        **actions.environment,
        "PATH": programs(tmp_path / "bin", gh=GH),
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_ACTIONS": "true",
        "GITHUB_STEP_SUMMARY": str(page),
        "GITHUB_SERVER_URL": "https://hub.example",
        "GITHUB_REPOSITORY": "acme/reports",
        "GITHUB_RUN_ID": "12",
        "CALLS": str(calls),
    }
    step = actions.step("Build, check")
    done = run(step["run"], top / actions.folder, {**server, **actions.filled(step["env"])})
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"::notice file={PLACE}/projects/")
    assert "file=content/" not in done.stdout
    told = page.read_text("utf-8")
    assert "# 碳文：涉及 1 个项目的 1 份文档，0 个数值有变化" in told
    assert "(https://hub.example/acme/reports/actions/runs/12#artifacts)" in told
    kept = Path(actions.say(actions.step("Keep documents")["with"]["path"]))
    assert (kept / "review/chengyu-ceramics/ghg-report-2024.redline.docx").is_file()
    assert (kept / "documents/chengyu-ceramics/ghg-report-2024.draft.docx").is_file()
    assert Path(actions.say(actions.step("Show the findings")["with"]["sarif_file"])).is_file()

    step = actions.step("Write the summary")
    for comment, expected in (("", "issues/7/comments"), ("42", "issues/comments/42")):
        calls.unlink(missing_ok=True)
        environment = {**server, **actions.filled(step["env"]), "COMMENT": comment}
        done = run(step["run"], top / actions.folder, environment)
        assert done.returncode == 0, done.stderr
        assert f"repos/acme/reports/{expected}" in calls.read_text("utf-8")
        assert "<!-- tanwen ci -->\n# 碳文" in calls.read_text("utf-8")


CURL = """\
printf '%s\\n' "$@" > "$CALLS"
for word; do case "$word" in body@*) head -n 2 "${word#body@}" >> "$CALLS";; esac; done"""


def test_the_scripts_of_gitlab_review_a_merge_request(top: Path, tmp_path: Path) -> None:
    job = started("gitlab", top)["tanwen"]
    assert job["variables"]["GIT_DEPTH"] == "0"
    assert job["variables"]["TANWEN_WORKSPACE"] == PLACE
    assert 'python -m pip install --disable-pip-version-check "$TANWEN"' in job["before_script"]
    calls = tmp_path / "calls"
    server = {
        **{name: str(value) for name, value in job["variables"].items()},
        "PATH": programs(tmp_path / "bin", curl=CURL),
        "GITLAB_CI": "true",
        "CI_PROJECT_DIR": str(top),
        "CI_JOB_URL": "https://lab.example/j/1",
        "CI_API_V4_URL": "https://lab.example/api/v4",
        "CI_PROJECT_ID": "3",
        "CI_COMMIT_BEFORE_SHA": "0" * 40,
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": git(top, "rev-parse", "HEAD^1").strip(),
        "CALLS": str(calls),
    }
    done = run("\n".join(job["script"]), top, server)
    assert done.returncode == 0, done.stderr
    told = (top / "tanwen-ci/summary.md").read_text("utf-8")
    assert "涉及 1 个项目的 1 份文档" in told
    link = "https://lab.example/j/1/artifacts/file/tanwen-ci/review/chengyu-ceramics/ghg-report-2024.redline.docx"
    assert f"({link})" in told
    assert job["artifacts"]["paths"] == ["tanwen-ci"]
    assert (top / job["artifacts"]["reports"]["junit"]).is_file()

    after = "\n".join(job["after_script"])
    assert run(after, top, server).returncode == 0
    assert not calls.exists()  # without a token nothing is sent
    done = run(after, top, {**server, "TANWEN_TOKEN": "secret", "CI_MERGE_REQUEST_IID": "9"})
    assert done.returncode == 0, done.stderr
    assert "https://lab.example/api/v4/projects/3/merge_requests/9/notes" in calls.read_text("utf-8")
    assert "<!-- tanwen ci -->\n# 碳文" in calls.read_text("utf-8")


def test_a_failing_check_fails_the_job(top: Path, tmp_path: Path) -> None:
    script = "\n".join(started("gitlab", top)["tanwen"]["script"])
    server = {"PATH": programs(tmp_path / "bin"), "CI_PROJECT_DIR": str(tmp_path), "TANWEN_WORKSPACE": PLACE}
    done = run(script, top, {**server, "CI_COMMIT_BEFORE_SHA": "no-such-branch"})
    assert done.returncode == 2
    assert not (tmp_path / "tanwen-ci").exists()
