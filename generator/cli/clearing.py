"""The commands ``review clear`` and ``review status``."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from generator.cli.reviewing import review
from generator.cli.shared import UNREADABLE, OneProject, TextFormat, folders, language, refuse, say, show_findings
from generator.cli.shared import stages_of as _stages_of

if TYPE_CHECKING:
    from pathlib import Path

    from generator.build.stages import Stages
    from generator.checks.reviewed import Standing
    from generator.document.blocks import Document
    from generator.project.project import Project

_LONGEST = 200


def _read(folder: Path) -> tuple[Stages, Project]:
    folders([folder], every=False)
    stages = _stages_of(folder)
    if stages.project is None or stages.ledger is None:
        show_findings(stages.findings)
        raise typer.Exit(UNREADABLE)
    return stages, stages.project


def _document(stages: Stages, project: Project, name: str) -> Document:
    from generator.project.suggestions import listing, nearest

    order = next((one for one in project.file.documents if one.id == name), None)
    if order is None:
        known = [one.id for one in project.file.documents]
        near = nearest(name, known) or listing(known)
        refuse(f"项目没有文档 {name}；相近的有 {near}", f"the project orders no document {name}; near it: {near}")
    document = stages.document(order)
    if document is None:
        show_findings(stages.findings)
        raise typer.Exit(UNREADABLE)
    return document


def _chosen(wanted: list[str], known: tuple[Standing, ...]) -> list[Standing]:
    """Return the sections that a person means: by heading id, number or title."""
    from generator.project.suggestions import listing, nearest

    names: dict[str, Standing] = {}
    for one in known:
        for name in (one.section.title, one.section.label, one.section.id.removeprefix("sec-"), one.section.id):
            if name:
                names[name] = one
    found = []
    for name in wanted:
        if name not in names:
            ids = [one.section.id for one in known]
            near = nearest(name, names) or listing(ids, 30)
            refuse(f"没有章节 {name}；相近的有 {near}", f"there is no section {name!r}; near it: {near}")
        found.append(names[name])
    return found


def _plain(text: str, zh: str, en: str) -> str:
    from generator.base.characters import UNSHOWABLE

    if UNSHOWABLE.search(text) or "\n" in text or len(text) > _LONGEST:
        refuse(f"{zh}应为一行，不超过 {_LONGEST} 字", f"{en} is one line of at most {_LONGEST} characters")
    return text.strip()


@review.command("clear")
def clear(
    project: OneProject,
    document: Annotated[str, typer.Argument(help="id of the document 文档编号")],
    sections: Annotated[list[str] | None, typer.Argument(help="sec-boundary, 2, 核算边界", show_default=False)] = None,
    by: Annotated[str, typer.Option("--by", help="role or name 岗位或姓名", show_default=False)] = "",
    note: Annotated[str, typer.Option("--note", help="what was looked at 说明", show_default=False)] = "",
    every: Annotated[bool, typer.Option("--all", help="every section 全部章节")] = False,
) -> None:
    """Mark sections as read: a later change makes them suspect. 标记章节已审阅；其后有变化即为待复核。"""
    from generator.base.files import write_beside
    from generator.checks.reviewed import standings
    from generator.project.reviewed import NAME, Mark, reviewed_text
    from generator.project.workspace import PathError, inside
    from generator.review.upgrade.tree import commit_of

    who, why = _plain(by, "--by", "--by"), _plain(note, "--note", "--note")
    if not who:
        refuse("请写明审阅的岗位或姓名：--by 核查组", "say who read it: --by verifier")
    stages, loaded = _read(project)
    assert stages.ledger is not None
    made = _document(stages, loaded, document)
    if any(finding.position.path.endswith(NAME) for finding in stages.findings):
        show_findings([finding for finding in stages.findings if finding.position.path.endswith(NAME)])
        refuse(f"{NAME} 不能读取，不覆盖", f"{NAME} cannot be read and is not written over")
    known = standings(loaded, stages.ledger, made)
    chosen = list(known) if every else _chosen(sections or [], known)
    if not chosen:
        listed = ", ".join(one.section.id for one in known)
        refuse(f"请写明章节，或 --all；有 {listed}", f"name sections, or use --all; there are {listed}")
    today, commit = datetime.date.today().isoformat(), commit_of(loaded.root, NAME)
    marks = dict(loaded.reviewed)
    for one in chosen:
        read = one.section
        blocks = tuple((block.id, block.words, block.facts) for block in read.blocks)
        mark = Mark(made.id, read.id, read.title, who, today, read.words, read.facts, blocks, why, made.build, commit)
        marks[made.id, read.id] = mark
    try:
        write_beside(inside(loaded.root, NAME), reviewed_text(marks).encode())
    except PathError as wrong:
        refuse(wrong.zh, wrong.en)
    except OSError as wrong:
        refuse(f"{NAME} 不能写入：{wrong.strerror}", f"{NAME} cannot be written: {wrong.strerror}")
    noun = "section" if len(chosen) == 1 else "sections"
    say(f"已标记 {len(chosen)} 个章节：{loaded.root / NAME}", f"{len(chosen)} {noun} cleared: {loaded.root / NAME}")


@review.command("status")
def status(
    project: OneProject,
    document: Annotated[str, typer.Argument(help="id of the document 文档编号", show_default=False)] = "",
    format: Annotated[TextFormat, typer.Option(help="how the list is written 输出格式")] = TextFormat.TEXT,  # noqa: A002 - the option's name
) -> None:
    """List sections: clear, suspect and why, open. 列出各章节的审阅状态。"""
    import json

    from generator.checks.reviewed import standings

    stages, loaded = _read(project)
    assert stages.ledger is not None
    names = [document] if document else [order.id for order in loaded.file.documents]
    told = {}
    for name in names:
        told[name] = standings(loaded, stages.ledger, _document(stages, loaded, name))
    if format is TextFormat.JSON:
        typer.echo(json.dumps({k: [_as_json(one) for one in v] for k, v in told.items()}, ensure_ascii=False, indent=1))
        return
    for name, known in told.items():
        typer.echo(name)
        for one in known:
            typer.echo("  " + _line(one))


_STATES = {"open": ("未审阅", "open"), "clear": ("已审阅", "clear"), "suspect": ("待复核", "suspect")}


def _line(one: Standing) -> str:
    from generator.checks.reviewed import what_changed

    place = 0 if language() == "zh" else 1
    title = " ".join(filter(None, (one.section.label, one.section.title)))
    line = f"{_STATES[one.state][place]}  {one.section.id}  {title}".rstrip()
    if one.mark is None:
        return line
    by = f"  ({one.mark.by} {one.mark.date})"
    return line + by + (f"  {what_changed(one)[place]}" if one.state == "suspect" else "")


def _as_json(one: Standing) -> dict[str, Any]:
    mark = one.mark
    return {
        "section": one.section.id,
        "title": one.section.title,
        "label": one.section.label,
        "state": one.state,
        "words": one.words,
        "facts": one.facts,
        "changed": [{"block": block.id, "at": str(block.origin)} for block in one.changed],
        "gone": one.gone,
        "by": mark.by if mark else "",
        "date": mark.date if mark else "",
        "note": mark.note if mark else "",
    }
