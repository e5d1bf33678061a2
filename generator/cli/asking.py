"""The commands that ask a project or its data: names, sources, facts, factors, imports, gaps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.shared import (
    FOUND,
    UNREADABLE,
    FactFormat,
    OneProject,
    TextFormat,
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
    from generator.build.stages import Stages
    from generator.project.project import Project


@app.command()
def names() -> None:
    """Look for one client's name in another's documents, over the whole workspace. 查不同客户之间的串名。"""
    from generator.build.workspace import workspace_of
    from generator.checks.foreign import foreign_names

    workspace = workspace_of(Path.cwd())
    if not workspace.projects:
        refuse("这里没有项目：请在工作区中运行", "there is no project here: run it inside a workspace")
    documents = {folder.name: tuple(stages_of(folder).documents.values()) for folder in workspace.projects}
    found = foreign_names(workspace.root, documents, workspace.allowed_names)
    show_findings(found)
    if not found:
        say("没有串名", "no client is named in another's documents")
    raise typer.Exit(exit_code(found))


def _read(folder: Path) -> tuple[Stages, Project]:
    folders([folder], every=False)
    stages = stages_of(folder)
    if stages.project is None or stages.ledger is None:
        show_findings(stages.findings)
        raise typer.Exit(UNREADABLE)
    if wrong := sum(finding.blocks_final for finding in stages.findings):
        say(f"有 {wrong} 处错误，见 tanwen check {folder}", f"errors stand ({wrong}): see tanwen check {folder}")
    return stages, stages.project


@app.command()
def explain(
    project: OneProject,
    fact: Annotated[str, typer.Argument(help="inventory.total[period=2024,basis=location]")],
    format: Annotated[TextFormat, typer.Option(help="how the tree is written 输出格式")] = TextFormat.TEXT,  # noqa: A002 - the option's name
    rows: Annotated[int, typer.Option(help="rows shown of each table 每张表显示的行数")] = 12,
) -> None:
    """Follow a number down to file, line and factor source. 追溯一个数到文件行与因子来源。"""
    import json

    from generator.ledger.context import ContextError
    from generator.ledger.explain import as_json, nearest, resolve
    from generator.ledger.explain import explain as follow
    from generator.ledger.tree import draw

    stages, loaded = _read(project)
    assert stages.ledger is not None
    defaults = {"period": str(loaded.file.periods.current), "basis": "location"}
    try:
        keys = resolve(stages.ledger, fact, defaults)
    except ContextError as wrong:
        refuse(f"{fact} 不是账目的写法：{wrong}", str(wrong))
    if not keys:
        near = nearest(stages.ledger, fact)
        zh, en = "、".join(near) or "无", ", ".join(near) or "nothing"
        refuse(f"账中没有 {fact}；相近的有 {zh}", f"the ledger has no {fact}; near it: {en}")
    if len(keys) > 1:
        listed = "\n  ".join(keys[:40])
        refuse(f"{fact} 可指以下各项，请写全：\n  {listed}", f"{fact} may mean each of these; write one:\n  {listed}")
    node = follow(stages.ledger, (*loaded.rows, *loaded.columns), keys[0], language(), row_limit=rows)
    assert node is not None
    if format is TextFormat.JSON:
        typer.echo(json.dumps(as_json(node), ensure_ascii=False, indent=1))
    else:
        typer.echo(draw(node, language()).rstrip("\n"))


@app.command()
def facts(
    project: OneProject,
    pattern: Annotated[str, typer.Argument(help="inventory.*", show_default=False)] = "*",
    format: Annotated[FactFormat, typer.Option(help="how the list is written 输出格式")] = FactFormat.TABLE,  # noqa: A002 - the option's name
) -> None:
    """List the ledger's numbers with unit, kind, mark and source. 列出账中的数。"""
    from generator.ledger import export

    stages, _ = _read(project)
    assert stages.ledger is not None
    write = {"table": export.as_table, "json": export.as_json, "csv": export.as_csv}[format.value]
    typer.echo(write(stages.ledger, pattern, language()).rstrip("\n"))


@app.command()
def factors(
    query: Annotated[
        list[str] | None, typer.Argument(help="words, or: check 关键词，或 check", show_default=False)
    ] = None,
    data_set: Annotated[str, typer.Option("--set", help="only this data set 只查该数据集")] = "",
    year: Annotated[int | None, typer.Option(help="data year 数据年份", show_default=False)] = None,
    region: Annotated[str, typer.Option(help="全国, 湖南, 华中 …")] = "",
    purpose: Annotated[str, typer.Option(help="location, market-residual, fossil, product-footprint …")] = "",
    mark: Annotated[str, typer.Option(help="confirmed, secondary, unconfirmed")] = "",
    one: Annotated[bool, typer.Option("--one", help="an error unless one figure fits 多于一个即报错")] = False,
    format: Annotated[FactFormat, typer.Option(help="how the list is written 输出格式")] = FactFormat.TABLE,  # noqa: A002 - the option's name
) -> None:
    """Search factors, each with source and mark; `factors check` proves the data sets. 查因子，检验数据集。"""
    from generator.build.workspace import workspace_of
    from generator.library import proof
    from generator.library import search as library

    root = workspace_of(Path.cwd()).root
    if query == ["check"]:
        found = proof.check_all(root)
        show_findings(found)
        if not found:
            say("数据集没有问题", "the data sets hold")
        raise typer.Exit(exit_code(found))
    wanted = library.Wanted(tuple(query or ()), data_set, year, region, purpose, mark)
    sets = library.load_all(root)
    hits = library.search(sets.value or (), wanted)
    if (one and len(hits) != 1) or not hits:
        show_findings(sets.findings)  # what could not be read cannot be found
        show_findings([library.not_one(hits, library.nearest(sets.value or (), wanted.words), wanted)])
        raise typer.Exit(FOUND)
    write = {"table": library.as_table, "json": library.as_json, "csv": library.as_csv}[format.value]
    typer.echo(write(hits, language()).rstrip("\n"))


@app.command("import")
def import_(
    project: OneProject,
    only: Annotated[str, typer.Option(help="only this import 只运行该导入")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="report and write nothing 只报告不写")] = False,
    force: Annotated[bool, typer.Option("--force", help="write over a table edited since 覆盖改过的表")] = False,
) -> None:
    """Make tables of what clients hand over, with a report. 把客户资料导入为数据表，并报告。"""
    from generator.project.importing.draft import report
    from generator.project.importing.run import run_imports
    from generator.project.load import load_data

    folders([project], every=False)
    loaded = load_data(project)
    if loaded.value is None:
        show_findings(loaded.findings)
        raise typer.Exit(UNREADABLE)
    file, root, workspace = loaded.value.file, loaded.value.root, loaded.value.workspace
    if not any(only in ("", one.id) for one in file.imports):
        known = "、".join(one.id for one in file.imports) or "-"
        refuse(f"没有这样的导入；project.yaml 的 imports 中有：{known}", f"no such import; imports holds: {known}")
    found: list[Finding] = []
    for done in run_imports(file, root, workspace, only, write=not dry_run, force=force):
        found.extend(done.findings)
        if done.draft is not None:
            typer.echo(report(done.draft, done.written, language()))
    show_findings(found)
    raise typer.Exit(exit_code(found))


@app.command()
def pact(
    project: OneProject,
    footprint: Annotated[str, typer.Argument(help="id of the footprint 足迹编号", show_default=False)] = "",
) -> None:
    """Print a product footprint for exchange (PACT data model, JSON). 按 PACT 数据模型输出产品碳足迹。"""
    import json

    from generator.calculations.footprint.pact import lacking, product_footprint

    stages, loaded = _read(project)
    assert stages.ledger is not None
    known = [one.id for one in loaded.file.footprints]
    name = footprint or (known[0] if len(known) == 1 else "")
    if name not in known:
        listed = "、".join(known) or "-"
        refuse(f"没有足迹“{name}”；项目中有：{listed}", f"there is no footprint {name!r}; the project has: {listed}")
    if gone := lacking(stages.ledger, loaded, name):
        listed = ", ".join(gone)
        refuse(f"足迹 {name} 缺少交换所需的内容：{listed}", f"the footprint {name} lacks for exchange: {listed}")
    if any(f.blocks_final for f in stages.findings):
        show_findings(stages.findings)
        raise typer.Exit(exit_code(stages.findings))
    typer.echo(json.dumps(product_footprint(stages.ledger, loaded, name), ensure_ascii=False, indent=1))


@app.command()
def todo(project: OneProject) -> None:
    """Write the request for missing data, evidence and texts, by responsible role. 按责任岗位列出待补资料。"""
    from generator.project.todo import letter

    stages, loaded = _read(project)
    assert stages.ledger is not None
    slots = {o.id: stages.templates[o.id].slots for o in stages.orders if o.id in stages.templates}
    typer.echo(letter(loaded, slots, language()).rstrip("\n"))
