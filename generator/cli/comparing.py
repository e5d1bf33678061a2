"""The commands that compare: what changed between two states of a project, and why."""

from __future__ import annotations

import datetime
import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.shared import DONE, FOUND, UNREADABLE, app, language, refuse, say, show_findings

if TYPE_CHECKING:
    from generator.build.named import Pair
    from generator.review.changes import Changes
    from generator.review.side import Side


class DiffFormat(enum.StrEnum):
    """Formats of a comparison on standard output."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="HEAD~1, HEAD~1:projects/x, projects/x, output/x, issued edition 旧版")],
    new: Annotated[str, typer.Argument(help="the same forms; default: the project as it stands 新版")] = "",
    document: Annotated[list[str] | None, typer.Option(help="only this document 只比较该文档")] = None,
    format: Annotated[DiffFormat, typer.Option(help="how it is written 输出格式")] = DiffFormat.TEXT,  # noqa: A002 - the option's name
    output: Annotated[
        Path | None, typer.Option(help="write page, JSON and redlines here 写出对照页与修订稿", show_default=False)
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="list all, shorten nothing 全部列出")] = False,
    final: Annotated[bool, typer.Option("--final", help="compare as final documents 按终稿比较")] = False,
    told: Annotated[
        bool, typer.Option("--exit-code", help="exit with 1 where anything differs 有变化时返回 1")
    ] = False,
) -> None:
    """Say what changed in a project's numbers and documents, and why. 比较两个版本并说明原因。"""
    from generator.review.compare import compare_sides

    differs = False
    pairs = _pairs(old, new, document or [], final=final)
    if format is DiffFormat.JSON and len(pairs) > 1:
        listed = ", ".join(name for pair in pairs for name in pair.old.documents)
        refuse(
            f"已发布多个文档，用 --document 指定一个：{listed}",
            f"several were issued; name one by --document: {listed}",
        )
    for pair in pairs:
        changes = compare_sides(pair.old, pair.new)
        differs = differs or not changes.same
        typer.echo(_written(changes, format, full=everything).rstrip("\n"))
        if output is not None:
            _deliver(pair.old, pair.new, changes, output / next(iter(pair.old.documents)) if len(pairs) > 1 else output)
    raise typer.Exit(FOUND if told and differs else DONE)


def _pairs(old: str, new: str, documents: list[str], *, final: bool) -> tuple[Pair, ...]:
    """Return what is to be compared, or say what is wrong with what was named, and exit."""
    from generator.build.named import pairs_of

    outcome = pairs_of(old, new, documents, today=datetime.date.today(), final=final)
    if outcome.value is None:
        show_findings(outcome.findings)
        raise typer.Exit(UNREADABLE)
    known = {name for pair in outcome.value for side in (pair.old, pair.new) for name in side.documents}
    if lacking := [name for name in documents if name not in known]:
        refuse(f"两侧都没有文档 {'、'.join(lacking)}", f"neither side has the document {', '.join(lacking)}")
    return outcome.value


def _written(changes: Changes, form: DiffFormat, *, full: bool) -> str:
    if form is DiffFormat.JSON:
        from generator.review.as_json import as_json

        return as_json(changes, language())
    if form is DiffFormat.MARKDOWN:
        from generator.review.markdown import markdown

        return markdown(changes, language(), full=full)
    from generator.review.summary import summary

    return summary(changes, language(), full=full)


def _deliver(before: Side, after: Side, changes: Changes, output: Path) -> None:
    """Write the page, the JSON and a redline of each changed document."""
    from generator.base.files import write_beside
    from generator.review.as_json import as_json
    from generator.review.page import page
    from generator.review.redlines import redlines

    made = redlines(before, after, changes, language())
    files = {
        "diff.html": page(changes, language()),
        "diff.json": as_json(changes, language()).encode(),
        **{f"{name}.redline.docx": data for name, data in (made.value or {}).items()},
    }
    try:
        output.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            write_beside(output / name, data)
    except OSError as wrong:
        refuse(f"无法写入 {output}：{wrong}", f"cannot write {output}: {wrong}")
    show_findings(made.findings)
    listed = ", ".join(files)
    say(f"已写入 {output}：{listed}", f"written to {output}: {listed}")
