"""The commands about reviewed documents: ``tanwen review …``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.shared import UNREADABLE, TextFormat, app, exit_code, folders, language, refuse, say, show_findings

review = typer.Typer(
    name="review",
    help="What reviewers say comes back, what they cleared is kept. 审阅意见回到项目，审阅标记有据可查。",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(review)


@review.callback()
def _root() -> None:
    """Keep what reviewers say and clear."""


@review.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="the Word file that came back 审阅后的 Word 文件", show_default=False)],
    project: Annotated[Path, typer.Option("--project", help="project folder 项目文件夹")] = Path(),
    document: Annotated[str, typer.Option(help="its document, if the file does not say it 所属文档")] = "",
    apply: Annotated[bool, typer.Option("--apply", help="write wording into the project 写入项目")] = False,
    patch: Annotated[
        Path | None, typer.Option("--patch", help="leave wording as a patch 存为补丁", show_default=False)
    ] = None,
    override: Annotated[
        bool, typer.Option("--override", help="template's words become the project's 模板文字由项目改写")
    ] = False,
    format: Annotated[TextFormat, typer.Option(help="how it is told 输出格式")] = TextFormat.TEXT,  # noqa: A002 - the option's name
) -> None:
    """Take comments and changes of a reviewed Word file back. 导入审阅稿的批注和修订。"""
    import json

    from generator.base.files import spelled
    from generator.base.findings import in_order
    from generator.build.review_writing import write_import
    from generator.build.reviewing import review as run
    from generator.review.importing import report

    folders([project], every=False)
    if not file.is_file():
        refuse(f"没有文件 {file}", f"there is no file {file}")
    called = spelled(file)
    outcome = run(file.read_bytes(), called, project, document, language(), override=override)
    found = outcome.value
    if found is None:
        show_findings(outcome.findings)
        raise typer.Exit(exit_code(outcome.findings) or UNREADABLE)
    findings = [*outcome.findings, *report.findings_of(found.found, called)]
    written, faults = write_import(found, patch, apply=apply)
    findings += faults
    if format is TextFormat.JSON:
        typer.echo(json.dumps(report.as_json(found.found, written), ensure_ascii=False, indent=1))
    else:
        show_findings(in_order(findings))
        say(*report.summary(found.found, written))
    raise typer.Exit(exit_code(findings))
