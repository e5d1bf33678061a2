"""The command ``ci``."""

from __future__ import annotations

import datetime
import enum
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.shared import DONE, UNREADABLE, app, exit_code, language, refuse, say, show_findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.build.ci.results import Result, Wanted
    from generator.build.ci.span import Span
    from generator.build.ci.summary import Address


class Server(enum.StrEnum):
    """Servers that workflow files are carried for."""

    GITHUB = "github"
    GITLAB = "gitlab"


class CiFormat(enum.StrEnum):
    """What is written to standard output: the path of the summary, or GitHub's annotations."""

    TEXT = "text"
    GITHUB = "github"


@app.command()
def ci(
    commits: Annotated[
        str, typer.Argument(metavar="RANGE", help="origin/main..HEAD, HEAD~1 提交范围", show_default=False)
    ] = "",
    output: Annotated[Path, typer.Option(help="folder of artefacts 产物文件夹")] = Path("tanwen-ci"),
    format: Annotated[CiFormat | None, typer.Option(help="text, github 输出格式", show_default=False)] = None,  # noqa: A002 - the option's name
    formats: Annotated[str, typer.Option(help="documents: docx,html,pdf,xlsx,md 文档格式")] = "docx,html,xlsx",
    final: Annotated[bool, typer.Option("--final", help="build as final documents 按终稿生成")] = False,
    unlocked: Annotated[bool, typer.Option("--unlocked", help="build what no lock pins 不要求锁定")] = False,
    init: Annotated[
        Server | None, typer.Option(help="write the workflow of a server 写出工作流文件", show_default=False)
    ] = None,
) -> None:
    """Review a range of commits: what it touches, changes and breaks. 评审一段提交涉及的文档。"""
    from generator.build.ci.delivery import refusal
    from generator.build.ci.results import Wanted
    from generator.build.ci.span import span_of
    from generator.build.options import FORMATS
    from generator.build.workspace import workspace_of

    root = workspace_of(Path.cwd()).root
    if init is not None:
        _start(init, root)
        return
    chosen = tuple(dict.fromkeys(one.strip() for one in formats.split(",") if one.strip()))
    if not chosen or any(one not in FORMATS for one in chosen):
        refuse(
            f"没有格式 {formats}；可选 {'、'.join(FORMATS)}", f"no format {formats!r}; choose from {', '.join(FORMATS)}"
        )
    if not commits:
        refuse("没有指定提交范围：例如 tanwen ci origin/main..HEAD", "name a range: tanwen ci origin/main..HEAD")
    target = output.resolve()
    if (why := refusal(target, root)) is not None:
        refuse(why.zh, why.en)
    outcome = span_of(commits, root)
    if outcome.value is None:
        show_findings(outcome.findings)
        raise typer.Exit(UNREADABLE)
    results = _review(outcome.value, Wanted(target, chosen, final, not unlocked))
    if (format or (CiFormat.GITHUB if os.environ.get("GITHUB_ACTIONS") == "true" else None)) is CiFormat.GITHUB:
        from generator.build.ci.artefacts import github_annotations

        typer.echo(github_annotations(outcome.value, results, language()), nl=False)
    else:
        typer.echo(target / "summary.md")
    raise typer.Exit(exit_code([finding for result in results for finding in result.findings]) if results else DONE)


def _review(span: Span, wanted: Wanted) -> tuple[Result, ...]:
    """Build, check, compare and write everything about a range."""
    from generator.base.git import GitError
    from generator.build.ci import delivery
    from generator.build.ci.artefacts import artefacts_of, reports
    from generator.build.ci.results import result_of
    from generator.build.ci.summary import Page, summary
    from generator.build.ci.touched import touched
    from generator.progress import reporter

    today = datetime.date.today()
    try:
        delivery.begin(wanted.target)
        found = list(touched(span))
        with reporter(len(found), language()) as progress:
            results = tuple(result_of(span, one, wanted, today=today, progress=progress) for one in found)
        made = artefacts_of(results, wanted.target, language())
        page = Page(span, results, tuple(made.artefacts), language(), _address(wanted.target))
        told = summary(page)
        files = {**made.files, **reports(span, results, language()), delivery.SUMMARY: told.encode()}
        delivery.write(wanted.target, files)
        if server_page := os.environ.get("GITHUB_STEP_SUMMARY"):
            with Path(server_page).open("a", encoding="utf-8") as stream:
                stream.write(told)
    except GitError as wrong:
        refuse(wrong.zh, wrong.en)
    except OSError as wrong:
        refuse(f"无法写入：{wrong}", f"cannot be written: {wrong}")
    _tell(results)
    show_findings(made.findings)
    return results


def _tell(results: Sequence[Result]) -> None:
    """Say on standard error what was touched and what is wrong with it."""
    if not results:
        say("没有涉及任何文档", "no document is touched")
    for result in results:
        documents = ", ".join(one.id for one in result.touched.documents) or "-"
        say(f"{result.touched.place}：{documents}", f"{result.touched.place}: {documents}")
        for remark in result.remarks:
            say(f"  {remark.zh}", f"  {remark.en}")
        show_findings(result.errors)


def _address(target: Path) -> Address:
    """Return where the artefacts of this run are to be found: on its server's pages, or beside the summary."""
    told = os.environ.get
    if told("GITHUB_ACTIONS") == "true" and told("GITHUB_RUN_ID"):
        page = f"{told('GITHUB_SERVER_URL')}/{told('GITHUB_REPOSITORY')}/actions/runs/{told('GITHUB_RUN_ID')}#artifacts"
        return lambda path: page
    top, job = told("CI_PROJECT_DIR"), told("CI_JOB_URL")
    if told("GITLAB_CI") == "true" and top and job and target.is_relative_to(Path(top).resolve()):
        place = target.relative_to(Path(top).resolve()).as_posix()
        return lambda path: f"{job}/artifacts/file/{place}/{path}"
    return lambda path: path


def _start(server: Server, root: Path) -> None:
    """Write a server's workflow file into the repository, never over another."""
    from generator.base.git import GitError
    from generator.build.ci.starting import workflow

    try:
        made = workflow(server.value, root)
    except GitError as wrong:
        refuse(wrong.zh, wrong.en)
    if os.path.lexists(made.file):
        refuse(
            f"{made.file} 已存在：请先移走它，再把两个文件合并",
            f"{made.file} exists: move it away first, then bring the two together",
        )
    try:
        made.file.parent.mkdir(parents=True, exist_ok=True)
        made.file.write_text(made.text, encoding="utf-8", newline="\n")
    except OSError as wrong:
        refuse(f"{made.file} 无法写入：{wrong.strerror}", f"{made.file} cannot be written: {wrong.strerror}")
    typer.echo(made.file)
    say("请查看开头的变量，然后提交该文件", "look at the variables at its top, then commit it")
