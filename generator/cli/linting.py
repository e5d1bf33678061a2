"""The command ``lint``."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.shared import (
    UNREADABLE,
    CheckFormat,
    app,
    exit_code,
    language,
    refuse,
    say,
    show_findings,
    stages_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.base.findings import Finding, Outcome
    from generator.drafting.draft import Draft
    from generator.drafting.lint import LintReport


@app.command()
def lint(
    files: Annotated[
        list[Path], typer.Argument(help="drafts .docx .md .txt, or projects 草案或项目", show_default=False)
    ],
    format: Annotated[CheckFormat, typer.Option(help="how findings are written 输出格式")] = CheckFormat.TEXT,  # noqa: A002 - the option's name
    kind: Annotated[str, typer.Option("--type", help="document type, if its name does not say it 文件类型")] = "",
    rules: Annotated[str, typer.Option(help="only these rules or families: CIT,MOD-01 只查这些规则")] = "",
    comments: Annotated[
        Path | None, typer.Option(help="copy of the Word file with comments 带批注的副本", show_default=False)
    ] = None,
    fix: Annotated[
        Path | None, typer.Option(help="copy with tracked changes, or the mended text 修订副本", show_default=False)
    ] = None,
    untold: Annotated[bool, typer.Option("--untold", help="list rules that cannot tell 列出无法判断的规则")] = False,
) -> None:
    """Check drafts of standards against GB/T 1.1-2020. 按 GB/T 1.1-2020 检查标准草案。"""
    from generator.base.findings import in_order
    from generator.drafting.lint import chosen
    from generator.drafting.lint import lint as run
    from generator.drafting.summary import KINDS, summary

    if kind and kind not in KINDS:
        refuse(
            f"没有文件类型 {kind}，可用：{', '.join(KINDS)}", f"no document type {kind}; there are {', '.join(KINDS)}"
        )
    if (comments or fix) and (len(files) != 1 or _is_project(files[0])):
        refuse("--comments 和 --fix 一次处理一个文件", "--comments and --fix take one file at a time")
    _may_write(files[0], comments, fix)
    wanted, unknown = chosen(rules)
    if unknown:
        refuse(f"没有规则 {unknown}", f"there is no rule {unknown}")
    found: list[Finding] = []
    unread = False
    for file in files:
        outcomes = list(_drafts(file, kind))
        unread = unread or any(outcome.value is None for outcome in outcomes)
        for outcome in outcomes:
            found.extend(outcome.findings)
            if format is CheckFormat.TEXT:
                show_findings(outcome.findings)
            if outcome.value is None:
                continue
            report = run(outcome.value, wanted)
            found.extend(report.findings)
            if format is CheckFormat.TEXT:
                show_findings(report.findings)
                for line in summary(outcome.value, report, language(), untold=untold):
                    typer.echo(line, err=True)
            _write_copies(file, outcome.value, report, comments, fix)
    ordered = in_order(found)
    if format is not CheckFormat.TEXT:
        show_findings(ordered, format.value, [one.rule for one in wanted])
    raise typer.Exit(UNREADABLE if unread else exit_code(ordered))


def _is_project(folder: Path) -> bool:
    try:
        return (folder / "project.yaml").is_file()
    except OSError:  # no folder can have a name that is too long
        return False


def _drafts(file: Path, kind: str) -> Iterator[Outcome[Draft]]:
    """Yield the draft that a file holds, or the draft standards of a project folder, composed from its own files."""
    from generator.base.findings import Outcome
    from generator.drafting.read.document import read_document
    from generator.drafting.read.files import read_draft

    if not _is_project(file):
        yield read_draft(file, str(file), kind)
        return
    stages = stages_of(file)
    documents = [document for document in stages.documents.values() if document.standard is not None]
    project = stages.project
    if not documents or project is None:
        if not stages.findings:
            refuse(f"{file} 不起草标准：没有 standard 部分", f"{file} drafts no standard: it has no section standard")
        yield Outcome(None, tuple(stages.findings))
        return
    told = kind or (project.file.standard.type if project.file.standard is not None else "")
    for place, document in enumerate(documents):
        yield Outcome(read_document(document, told), () if place else tuple(stages.findings))


def _may_write(file: Path, comments: Path | None, fix: Path | None) -> None:
    """Refuse places of copies where something stands, before any work is done."""
    from generator.base.files import spelled

    for target in filter(None, (comments, fix)):
        name = spelled(target)
        if target.resolve() == file.resolve():
            refuse("副本不能覆盖草案本身：请写另一个文件名", "a copy may not take the draft's place: name another file")
        if os.path.lexists(target):
            refuse(f"{name} 已存在：请换一个文件名，或先移走它", f"{name} exists: name another file, or move it away")
        if not target.parent.is_dir():
            folder = spelled(target.parent)
            refuse(f"没有文件夹 {folder}：请先建立", f"there is no folder {folder}: make it first")
    if comments is not None and fix is not None and comments.resolve() == fix.resolve():
        refuse("--comments 和 --fix 要写不同的文件", "--comments and --fix have to name two files")


def _write_copies(file: Path, draft: Draft, report: LintReport, comments: Path | None, fix: Path | None) -> None:
    """Write the copies that were asked for, beside the draft and never over it."""
    if comments is None and fix is None:
        return
    from generator.base.files import spelled, write_beside
    from generator.drafting.copies import commented_copy, mended_copy

    copies = []
    for target, make in ((comments, commented_copy), (fix, mended_copy)):
        if target is None:
            continue
        if (suffix := target.suffix.lower()) not in _suffixes(file, draft):
            wanted = _suffixes(file, draft)[0]
            refuse(
                f"副本的扩展名应为 {wanted}，不是 {suffix}", f"a copy of this draft ends with {wanted}, not {suffix}"
            )
        copies.append((target, make(draft, report, datetime.date.today())))
    for _, copy in copies:
        if copy.data is None:
            refuse(copy.message.zh, copy.message.en)
    for target, copy in copies:
        name = spelled(target)
        try:
            write_beside(target, copy.data or b"")
        except OSError as wrong:
            refuse(f"{name} 不能写入：{wrong.strerror}", f"{name} cannot be written: {wrong.strerror}")
        say(f"{name}：{copy.message.zh}", f"{name}: {copy.message.en}")
        for remark in copy.remarks:
            say(f"  {remark.zh}", f"  {remark.en}")


def _suffixes(file: Path, draft: Draft) -> tuple[str, ...]:
    """Return how the names of copies may end: a Word file and a text stay what they are."""
    own = file.suffix.lower()
    if draft.word is not None:
        return (own,) if own in (".docx", ".docm", ".dotx") else (".docx",)
    return (own, ".md", ".markdown", ".txt") if own else ("", ".md", ".txt")
