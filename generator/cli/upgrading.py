"""The commands ``override`` and ``upgrade``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.shared import (
    UNREADABLE,
    OneProject,
    TextFormat,
    app,
    exit_code,
    folders,
    language,
    refuse,
    say,
    show_findings,
)

if TYPE_CHECKING:
    from generator.project.project import Project


def _loaded(folder: Path) -> Project:
    from generator.project.load import load_project

    folders([folder], every=False)
    loaded = load_project(folder)
    if loaded.value is None:
        show_findings(loaded.findings)
        raise typer.Exit(UNREADABLE)
    return loaded.value


def _known(project: Project, document: str) -> None:
    from generator.project.suggestions import listing, nearest

    known = [order.id for order in project.file.documents]
    if document not in known:
        near = nearest(document, known) or listing(known)
        refuse(
            f"项目没有文档 {document}；相近的有 {near}", f"the project orders no document {document}; near it: {near}"
        )


@app.command()
def override(
    project: OneProject,
    document: Annotated[str, typer.Argument(help="id of the document 文档编号")],
    section: Annotated[str, typer.Argument(help="sec-boundary, or the file: 02-boundary.md")],
) -> None:
    """Copy a section of a document's template into the project, to be worded there. 把模板章节取到项目中改写。"""
    from generator.base.files import write_beside
    from generator.build.workspace import workspace_of
    from generator.compose.overrides import override_name
    from generator.compose.templates import find_template
    from generator.project.suggestions import listing, nearest
    from generator.project.workspace import PathError, inside
    from generator.review.upgrade.taking import section_named, taken_over

    loaded = _loaded(project)
    _known(loaded, document)
    order = next(one for one in loaded.file.documents if one.id == document)
    roots = (workspace_of(project).templates,)
    found = find_template(order.template, order.version, roots, asked_at=order.place("template"))
    if found.value is None:
        show_findings(found.findings)
        raise typer.Exit(UNREADABLE)
    chosen = section_named(found.value, section, order.language)
    if chosen is None:
        names = [override_name(one) for one in found.value.sections]
        near = nearest(section, names) or listing(names, 30)
        refuse(f"模板没有章节 {section}；相近的有 {near}", f"the template has no section {section!r}; near it: {near}")
    text = taken_over(found.value, chosen, order.language)
    name = f"content/{document}/sections/{override_name(chosen)}"
    try:
        target = inside(loaded.root, name)
        if target.exists() or target.is_symlink():
            refuse(f"{name} 已存在，不覆盖", f"{name} exists and is not written over")
        target.parent.mkdir(parents=True, exist_ok=True)
        write_beside(target, (text or "").encode())
    except PathError as wrong:
        refuse(wrong.zh, wrong.en)
    except OSError as wrong:
        refuse(f"{name} 不能写入：{wrong.strerror}", f"{name} cannot be written: {wrong.strerror}")
    say(f"已写入 {target}", f"written: {target}")


@app.command()
def upgrade(
    project: OneProject,
    document: Annotated[str, typer.Argument(help="id of the document 文档编号", show_default=False)] = "",
    to: Annotated[str, typer.Option("--to", help="version 版本", show_default=False)] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="tell and write nothing 只说明不写")] = False,
    conflicts: Annotated[bool, typer.Option("--conflicts", help="write conflicts into the files 写入冲突标记")] = False,
    force: Annotated[bool, typer.Option("--force", help="though files are not committed 有未提交的修改也执行")] = False,
    format: Annotated[TextFormat, typer.Option(help="how the report is written 输出格式")] = TextFormat.TEXT,  # noqa: A002 - the option's name
) -> None:
    """Move documents to a newer version of their template, merging own sections. 升级到较新的模板版本。"""
    import json

    from generator.build.workspace import workspace_of
    from generator.review.upgrade.planning import plan
    from generator.review.upgrade.telling import as_json, as_lines

    folders([project], every=False)
    _recover(project)
    loaded = _loaded(project)
    if document:
        _known(loaded, document)
    planned = plan(loaded, (workspace_of(project).templates,), (document,) if document else (), to, conflicts=conflicts)
    made = planned.value
    assert made is not None
    if format is TextFormat.JSON:
        typer.echo(json.dumps(as_json(made), ensure_ascii=False, indent=1))
    for line in as_lines(made, language()) if format is TextFormat.TEXT else ():
        typer.echo(line)
    show_findings(planned.findings)
    if planned.findings:
        raise typer.Exit(exit_code(planned.findings))
    if not made.documents:
        say("各文档已是最新的模板版本", "every document is at the newest version of its template")
    elif dry_run:
        say("没有写入任何文件（--dry-run）", "nothing was written (--dry-run)")
    else:
        if not force:
            _committed(loaded.root)
        _write(loaded.root, made.files)


def _recover(project: Path) -> None:
    """Put back what an upgrade left that was killed."""
    from generator.review.upgrade.writing import FOLDER, recover

    done = recover(project.resolve())
    if done is None:
        return
    if done.edited:
        listed = ", ".join(done.edited)
        refuse(
            f"上次升级中断，其后有人改过 {listed}；请从 {FOLDER} 中取回原文，再删除该文件夹",
            f"an upgrade broke off, and {listed} was edited since: take the old texts from {FOLDER}, then delete it",
        )
    say(
        f"上次升级中断，已恢复 {len(done.restored)} 个文件",
        f"an upgrade broke off: {len(done.restored)} of its files are put back",
    )


def _committed(root: Path) -> None:
    from generator.review.upgrade.tree import uncommitted

    open_ = uncommitted(root)
    if open_:
        listed = ", ".join(open_[:6])
        refuse(
            f"项目有未提交的修改：{listed}；先提交，升级后可用 git revert 退回，或加 --force",
            f"files of the project are not committed: {listed}; commit them, so that git can revert, or use --force",
        )
    if open_ is None:
        say("项目不在 git 版本库中，升级后无法退回", "the project is in no git repository: there is no way back")


def _write(root: Path, files: object) -> None:
    from generator.project.workspace import PathError
    from generator.review.upgrade.writing import Change, write_all

    assert isinstance(files, tuple)
    changes: tuple[Change, ...] = files
    try:
        write_all(root, changes)
    except PathError as wrong:
        refuse(wrong.zh, wrong.en)
    except OSError as wrong:
        refuse(f"不能写入，没有改动：{wrong.strerror}", f"cannot be written, nothing is changed: {wrong.strerror}")
    for one in changes:
        mark = "-" if one.new is None else "+" if one.old is None else "~"
        say(f"{mark} {one.path}", f"{mark} {one.path}")
    say(
        "运行 tanwen build 生成新版文档并更新锁定文件",
        "run tanwen build to make the documents and the lock",
    )
