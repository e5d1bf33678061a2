"""The commands that make or check whole projects."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.shared import (
    All,
    CheckFormat,
    Projects,
    app,
    exit_code,
    folders,
    language,
    refuse,
    say,
    show_findings,
    stages_of,
)

if TYPE_CHECKING:
    from generator.base.findings import Finding


@app.command()
def build(
    projects: Projects = None,
    document: Annotated[list[str] | None, typer.Option(help="only this document 只生成该文档")] = None,
    format: Annotated[str, typer.Option(help="docx,html,pdf,xlsx,md")] = "docx,html,xlsx,md",  # noqa: A002 - the option's name
    output: Annotated[Path | None, typer.Option(help="output folder 输出文件夹", show_default=False)] = None,
    every: All = False,
    final: Annotated[bool, typer.Option("--final", help="refuse errors, no draft marks 终稿")] = False,
    locked: Annotated[bool, typer.Option("--locked", help="refuse what the lock does not pin 按锁定文件")] = False,
    paginate: Annotated[bool, typer.Option("--paginate", help="lay out a draft for page numbers 草稿排页码")] = False,
    jobs: Annotated[int, typer.Option(help="projects at a time 并行项目数")] = 0,
) -> None:
    """Build documents. 生成文档。"""
    from generator.build import Options
    from generator.build import build as run
    from generator.build.options import FORMATS
    from generator.build.workspace import workspace_of

    wanted = tuple(dict.fromkeys(f.strip() for f in format.split(",") if f.strip()))
    if not wanted or (unknown := [f for f in wanted if f not in FORMATS]):
        bad = "、".join(unknown) if wanted else format
        refuse(f"没有格式 {bad}；可选 {'、'.join(FORMATS)}", f"no format {bad!r}; choose from {', '.join(FORMATS)}")
    chosen = folders(projects, every)
    target = (output or workspace_of(chosen[0]).output).resolve()
    for folder in chosen:
        if (target / folder.resolve().name).is_relative_to(folder.resolve()):
            refuse(
                f"输出文件夹 {target} 在项目 {folder} 之内：生成的文件会成为下一次的输入",
                f"the output folder {target} lies in project {folder}: what a build writes would be its next input",
            )
    options = Options(target, wanted, tuple(document or ()), final, locked, paginate)
    from generator.progress import reporter

    findings: list[Finding] = []
    today = datetime.date.today()
    with reporter(len(chosen), language()) as progress:
        for built in run(chosen, options, today=today, progress=progress, jobs=jobs or min(2, os.cpu_count() or 1)):
            findings.extend(built.findings)
            progress.done(built)
    show_findings(findings)
    raise typer.Exit(exit_code(findings))


@app.command()
def check(
    projects: Projects = None,
    format: Annotated[CheckFormat, typer.Option(help="how findings are written 输出格式")] = CheckFormat.TEXT,  # noqa: A002 - the option's name
    every: All = False,
    final: Annotated[bool, typer.Option("--final", help="judge as a final build 按终稿检查")] = False,
) -> None:
    """Check projects and their documents without writing them. 检查项目与文档，不写文件。"""
    import dataclasses

    from generator.base.findings import in_order

    found: list[Finding] = []
    for folder in folders(projects, every):
        stages = stages_of(folder)
        stages.options = dataclasses.replace(stages.options, final=final)
        checked = stages.check(datetime.date.today())
        found.extend([*stages.findings, *checked])
    ordered = in_order(found)
    show_findings(ordered, format.value)
    if format is CheckFormat.TEXT and not ordered:
        say("没有发现问题", "no findings")
    raise typer.Exit(exit_code(ordered))
