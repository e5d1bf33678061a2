"""What all commands share: the application, its options, how they print, refuse and exit."""

from __future__ import annotations

import enum
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.base.findings import Finding, Rule
    from generator.base.text import Language
    from generator.build.stages import Stages

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


def stages_of(folder: Path) -> Stages:
    """Return the stages of one project, for commands that only read."""
    from generator.build.cache import Cache
    from generator.build.options import Options
    from generator.build.stages import Stages
    from generator.build.state import State
    from generator.build.workspace import workspace_of

    workspace = workspace_of(folder)
    state = State.read(workspace, folder.resolve())
    return Stages(workspace, folder.resolve(), state, Options(workspace.output), Cache(workspace.cache))
