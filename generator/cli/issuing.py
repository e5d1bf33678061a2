"""The command that freezes an edition."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.shared import OneProject, app, exit_code, folders, language, say, show_findings


@app.command()
def issue(
    project: OneProject,
    document: Annotated[str, typer.Argument(help="id of the document 文档编号")],
    change: Annotated[str, typer.Option(help="what changed, for the revision record 修订内容")] = "",
    version: Annotated[str, typer.Option(help="default: the next one 默认为下一版本")] = "",
    by: Annotated[
        list[str] | None,
        typer.Option(help="prepared=ID, reviewed=ID, approved=ID 编制、审核、批准（责任岗位或机构编号）"),
    ] = None,
    sign: Annotated[
        Path | None, typer.Option(help="sign with this ssh key 用该 ssh 密钥签名", show_default=False)
    ] = None,
    allow_dirty: Annotated[
        bool, typer.Option("--allow-dirty", help="issue uncommitted changes, and record it 允许未提交的改动并记录")
    ] = False,
) -> None:
    """Freeze an edition of a document into issued/. 发布并冻结文档的一个版本。"""
    from generator.build.issue_request import Request
    from generator.build.issuing import issue as run
    from generator.build.issuing import signer

    folders([project], every=False)
    signed = {}
    for one in by or []:
        step, equals, name = one.partition("=")
        signed[step if equals else "approved"] = name if equals else one
    request = Request(project, document, change, version, signed, allow_dirty, signer(sign) if sign else None)
    from generator.progress import reporter

    with reporter(1, language()) as progress:
        issued = run(request, today=datetime.date.today(), progress=progress)
    show_findings(issued.findings)
    if issued.value is not None:
        say(f"已发布 {document} {issued.value.version}", f"issued {document} {issued.value.version}")
        for name in issued.value.files:
            typer.echo(str(issued.value.folder / name))
    raise typer.Exit(exit_code(issued.findings))
