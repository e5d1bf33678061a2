"""The command line: one thin function a command. Only this module prints, reads the clock and exits.

Exit codes: 0 done; 1 a finding of severity error stands; 2 the input or the command could not be read.
"""

from __future__ import annotations

import datetime
import enum
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from generator import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.base.findings import Finding, Rule
    from generator.base.text import Language
    from generator.build.stages import Stages
    from generator.drafting.draft import Draft
    from generator.drafting.lint import LintReport
    from generator.project.project import Project

DONE, FOUND, UNREADABLE = 0, 1, 2

app = typer.Typer(
    name="tanwen",
    help="Tanwen 碳文: build every document of a carbon project from one ledger. 由一本账生成碳项目的全部文件。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class CheckFormat(enum.StrEnum):
    """Formats of findings."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"


class TextFormat(enum.StrEnum):
    """Text for people, JSON for programs."""

    TEXT = "text"
    JSON = "json"


class FactFormat(enum.StrEnum):
    """Formats of fact lists."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


Projects = Annotated[list[Path] | None, typer.Argument(help="project folders 项目文件夹", show_default=False)]
OneProject = Annotated[Path, typer.Argument(help="project folder 项目文件夹")]
All = Annotated[bool, typer.Option("--all", help="every project of the workspace 工作区的全部项目")]


def language() -> Language:
    """Return the language of messages: ``TANWEN_LANG``, else the locale's, Chinese or English."""
    wanted = os.environ.get("TANWEN_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "zh" if wanted.lower().startswith("zh") else "en"


def say(zh: str, en: str) -> None:
    """Print a line for a person to standard error."""
    typer.echo(zh if language() == "zh" else en, err=True)


def refuse(zh: str, en: str) -> NoReturn:
    """Print why the command cannot be carried out, and exit."""
    say(f"错误：{zh}", f"error: {en}")
    raise typer.Exit(UNREADABLE)


def folders(given: list[Path] | None, every: bool) -> list[Path]:
    """Return the project folders that a command names."""
    from generator.base.characters import UNSHOWABLE
    from generator.build.workspace import workspace_of

    chosen = list(given or [])
    if every:
        chosen += [p for p in workspace_of(Path.cwd()).projects if p not in [c.resolve() for c in chosen]]
    if not chosen:
        refuse("没有指定项目：写 tanwen build projects/名称，或 --all", "name a project folder, or use --all")
    for folder in chosen:
        name = str(folder.resolve())
        if UNSHOWABLE.search(name) or "\n" in name:
            shown = ascii(str(folder))
            refuse(f"文件夹名 {shown} 含有不可显示的字符", f"the folder name {shown} holds what cannot be shown")
        if not (folder / "project.yaml").is_file():
            refuse(f"{folder} 不是项目：缺少 project.yaml", f"{folder} is no project: it has no project.yaml")
    return chosen


def show_findings(findings: Sequence[Finding], form: str = "text", rules: Iterable[Rule] | None = None) -> None:
    """Print findings: for people to standard error, for programs to standard output."""
    from generator.checks.report import write

    text = write(findings, form, language(), rules)
    if text:
        typer.echo(text.rstrip("\n"), err=form == "text")


def exit_code(findings: Sequence[Finding]) -> int:
    """Return the exit code that findings call for: unreadable input is worse than a finding."""
    if any(f.rule.startswith("IN") and f.blocks_final for f in findings):
        return UNREADABLE
    return FOUND if any(f.blocks_final for f in findings) else DONE


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


def _stages(folder: Path) -> Stages:
    """Return the stages of one project, for commands that only read."""
    from generator.build.cache import Cache
    from generator.build.options import Options
    from generator.build.stages import Stages
    from generator.build.state import State
    from generator.build.workspace import workspace_of

    workspace = workspace_of(folder)
    state = State.read(workspace, folder.resolve())
    return Stages(workspace, folder.resolve(), state, Options(workspace.output), Cache(workspace.cache))


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
        stages = _stages(folder)
        stages.options = dataclasses.replace(stages.options, final=final)
        checked = stages.check(datetime.date.today())
        found.extend([*stages.findings, *checked])
    ordered = in_order(found)
    show_findings(ordered, format.value)
    if format is CheckFormat.TEXT and not ordered:
        say("没有发现问题", "no findings")
    raise typer.Exit(exit_code(ordered))


@app.command()
def lint(
    files: Annotated[list[Path], typer.Argument(help="drafts: .docx, .md, .txt 标准草案", show_default=False)],
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
    from generator.drafting.read.files import read_draft
    from generator.drafting.summary import KINDS, summary

    if kind and kind not in KINDS:
        refuse(
            f"没有文件类型 {kind}，可用：{', '.join(KINDS)}", f"no document type {kind}; there are {', '.join(KINDS)}"
        )
    if (comments or fix) and len(files) != 1:
        refuse("--comments 和 --fix 一次处理一个文件", "--comments and --fix take one file at a time")
    _may_write(files[0], comments, fix)
    wanted, unknown = chosen(rules)
    if unknown:
        refuse(f"没有规则 {unknown}", f"there is no rule {unknown}")
    found: list[Finding] = []
    unread = False
    for file in files:
        outcome = read_draft(file, str(file), kind)
        found.extend(outcome.findings)
        if format is CheckFormat.TEXT:
            show_findings(outcome.findings)
        if outcome.value is None:
            unread = True
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


@app.command()
def names() -> None:
    """Look for one client's name in another's documents, over the whole workspace. 查不同客户之间的串名。"""
    from generator.build.workspace import workspace_of
    from generator.checks.foreign import foreign_names

    workspace = workspace_of(Path.cwd())
    if not workspace.projects:
        refuse("这里没有项目：请在工作区中运行", "there is no project here: run it inside a workspace")
    documents = {folder.name: tuple(_stages(folder).documents.values()) for folder in workspace.projects}
    found = foreign_names(workspace.root, documents, workspace.allowed_names)
    show_findings(found)
    if not found:
        say("没有串名", "no client is named in another's documents")
    raise typer.Exit(exit_code(found))


def _read(folder: Path) -> tuple[Stages, Project]:
    folders([folder], every=False)
    stages = _stages(folder)
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


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tanwen {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="版本")] = False,
) -> None:
    """Take the options that stand before a command."""


def main() -> None:
    """Run the command line; a pipe that the reader closed is no fault."""
    gc.set_threshold(100_000, 20, 100)  # a ledger is many small objects that stay: looking for garbage costs a tenth
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(DONE) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
