"""The commands that stand before a project: its schema, its starter, the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.shared import (
    UNREADABLE,
    TextFormat,
    app,
    language,
    refuse,
    say,
    show_findings,
)

if TYPE_CHECKING:
    pass


@app.command()
def schema(
    section: Annotated[
        str, typer.Argument(help="a section in a file of its own 单独成文件的部分", show_default=False)
    ] = "",
) -> None:
    """Print the JSON Schema of project.yaml, or of a section's file. 输出 project.yaml 或其某一部分的 JSON Schema。"""
    import json

    from generator.project.schema import json_schema, section_schema

    made = section_schema(section) if section else json_schema()
    if made is None:
        known = ", ".join(json_schema()["properties"])
        refuse(f"project.yaml 没有“{section}”；可用：{known}", f"project.yaml has no {section!r}; it has {known}")
    typer.echo(json.dumps(made, ensure_ascii=False, indent=1))


@app.command()
def new(
    template: Annotated[str, typer.Argument(metavar="TYPE", help="ghg-inventory-report, white-paper")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="folder to make 新建的文件夹")],
) -> None:
    """Make a project that builds at once as a visible draft. 新建可立即生成草稿的项目。"""
    from generator.project.new import scaffold

    outcome = scaffold(template, folder)
    if outcome.findings:
        show_findings(outcome.findings)
    if outcome.value is None:
        raise typer.Exit(UNREADABLE)
    for path in outcome.value:
        typer.echo(path)
    say(f"下一步：tanwen build {folder}", f"next: tanwen build {folder}")


@app.command()
def catalogue(
    format: Annotated[TextFormat, typer.Option(help="how the list is written 输出格式")] = TextFormat.TEXT,  # noqa: A002 - the option's name
) -> None:
    """List the 142 documents of the guide, each with its template or `missing`. 列出指南的全部文档与模板。"""
    from generator.build.workspace import workspace_of
    from generator.catalogue import catalogue_rows, rows_as_json, rows_as_text, strays
    from generator.compose.templates import all_templates

    templates = all_templates((workspace_of(Path.cwd()).templates,))
    if templates.findings:
        show_findings(templates.findings)
    rows = catalogue_rows(templates.value or ())
    for template, document in strays(templates.value or ()):
        say(
            f"{template}：covers 中的 {document} 不在目录中",
            f"{template}: {document}, which it covers, is not in the catalogue",
        )
    typer.echo((rows_as_json if format is TextFormat.JSON else rows_as_text)(rows, language()).rstrip("\n"))
