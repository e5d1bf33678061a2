"""The commands that git calls, and the one that has git call them."""

from __future__ import annotations

import datetime
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.shared import UNREADABLE, app, language, refuse, say, show_findings

if TYPE_CHECKING:
    from generator.build.drivers.plain import Versions

_POINTER = b"version https://git-lfs.github.com/spec/"
#: Beyond so many files one difference says what all of them do together sooner than each of them by itself.
_MOST_FILES = 8


@app.command()
def text(
    file: Annotated[Path, typer.Argument(metavar="FILE.docx", help="Word file Word 文件", show_default=False)],
    for_git: Annotated[bool, typer.Option("--for-git", hidden=True)] = False,
) -> None:
    """Print a Word file's text as a reader sees it, for reading and comparing. 输出 Word 文件中读者所见的文字。"""
    from generator.word import read_word
    from generator.word.plain import plain_lines

    try:
        data = file.read_bytes()
    except OSError as wrong:
        refuse(f"{file} 无法读取：{wrong.strerror}", f"{file} cannot be read: {wrong.strerror}")
    outcome = read_word(data, str(file))
    if outcome.value is not None:
        for line in plain_lines(outcome.value):
            typer.echo(line.encode() if for_git else line)  # git reads UTF-8, whatever this terminal speaks
        return
    if not for_git:
        show_findings(outcome.findings)
        raise typer.Exit(UNREADABLE)
    # git would give up on the whole difference: a file that is none is told as such, one kept elsewhere as git has it
    if data.startswith(_POINTER):
        typer.echo(data.rstrip(b"\n"))
    else:
        typer.echo(f"[{outcome.findings[0].message.en}; {len(data)} bytes]".encode())


@app.command()
def git_setup(
    folder: Annotated[
        Path, typer.Argument(metavar="PROJECT|WORKSPACE", help="项目或工作区", show_default=False)
    ] = Path(),
    undo: Annotated[bool, typer.Option("--undo", help="take it back 撤销")] = False,
) -> None:
    """Have `git diff` show documents' changes, and Word files as text. 让 git diff 显示文档变化与 Word 文字。"""
    from generator.base.git import GitError
    from generator.build.drivers.settings import set_up, take_out

    if not folder.is_dir():
        refuse(f"没有文件夹 {folder}", f"there is no folder {folder}")
    try:
        # -P: the folder that git runs in belongs to somebody else, and none of its modules is to be imported
        place = take_out(folder) if undo else set_up(folder, (sys.executable, "-P", "-m", "generator"))
    except GitError as wrong:
        refuse(wrong.zh, wrong.en)
    if undo:
        say(f"已撤销：{place}", f"taken back: {place}")
        return
    typer.echo(place)
    say(
        "请提交该文件；克隆后每人运行一次 tanwen git-setup。git diff --no-ext-diff 显示原样的差异",
        "commit that file; everybody runs tanwen git-setup once in a clone. git diff --no-ext-diff: the bare change",
    )


@app.command(hidden=True)
def git_diff_file(arguments: Annotated[list[str], typer.Argument()]) -> None:
    """Show the difference of a project's file and what it does to the documents; git calls it. 由 git 调用。"""
    from generator.build.drivers.called import versions_of
    from generator.build.drivers.plain import plain_difference

    try:
        versions = versions_of(arguments)
    except OSError as wrong:
        typer.echo(f"{arguments[0]}: {wrong.strerror}")
        return
    if versions is None:
        typer.echo(f"* Unmerged path {arguments[0]}")
        return
    typer.echo(plain_difference(versions, colour=_is_coloured()), nl=False)
    sys.stdout.flush()
    try:
        for line in _effect(versions):
            typer.echo(line.encode("utf-8", "backslashreplace"))
    except BrokenPipeError:
        raise
    except Exception as wrong:  # whatever goes wrong here, the difference that git asked for has been shown
        typer.echo(f"# tanwen: {type(wrong).__name__}: {wrong}".encode("utf-8", "backslashreplace"))


def _effect(versions: Versions) -> list[str]:
    """Return the lines that say what the change of a file does to its project's documents."""
    from generator.build.drivers.effects import effect_of
    from generator.review.compare import compare_sides
    from generator.review.summary import summary

    zh = language() == "zh"
    files = os.environ.get("GIT_DIFF_PATH_TOTAL", "")
    if os.environ.get("TANWEN_GIT") == "plain":
        return []
    if files.isdigit() and int(files) > _MOST_FILES:
        told = (
            f"{files} 个文件有变化，用 tanwen diff 看合起来的影响" if zh else f"{files} files differ: see tanwen diff"
        )
        return [f"# tanwen: {told}"]
    with effect_of(versions, Path.cwd(), today=datetime.date.today()) as effect:
        if effect is None:
            return []
        if effect.lacking is not None:
            return [f"# tanwen: {effect.lacking.say(language())}"]
        told = f"对 {effect.project} 文档的影响" if zh else f"what this does to the documents of {effect.project}"
        lines = summary(compare_sides(effect.old, effect.new), language()).splitlines()
        return [f"# tanwen: {told}", *(f"#   {line}".rstrip() for line in lines[2:] if line.strip())]


def _is_coloured() -> bool:
    """Whether git itself would colour: as configured, for a terminal or a pager before one."""
    terminal = sys.stdout.isatty() or os.environ.get("GIT_PAGER_IN_USE", "") not in ("", "0", "false")
    command = ["git", "config", "--get-colorbool", "color.diff", "true" if terminal else "false"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip() == "true"
    except OSError:
        return False


@app.command(hidden=True)
def git_difftool(local: Path, remote: Path, path: str) -> None:
    """Write what shows the difference of two versions, and open it with $TANWEN_OPEN; git calls it. 由 git 调用。"""
    from generator.build.drivers.called import content_of
    from generator.build.drivers.plain import Versions, plain_difference
    from generator.build.drivers.shown import shown

    now = datetime.datetime.now(datetime.UTC)
    try:
        versions = Versions(path, content_of(str(local)), content_of(str(remote)))
        made = shown(versions, Path.cwd(), now=now, author=_user(), language=language())
    except OSError as wrong:
        refuse(f"{path} 无法比较：{wrong}", f"{path} cannot be compared: {wrong}")
    show_findings(made.findings)
    if made.why is not None:
        say(made.why.zh, made.why.en)
    if made.file is None:
        typer.echo(plain_difference(versions, colour=_is_coloured()), nl=False)
        return
    typer.echo(made.file)
    if program := shlex.split(os.environ.get("TANWEN_OPEN", "")):
        try:
            subprocess.run([*program, str(made.file)], check=False)
        except OSError as wrong:
            refuse(f"TANWEN_OPEN 无法运行：{wrong}", f"TANWEN_OPEN cannot run: {wrong}")


def _user() -> str:
    """Return who works in this clone, for the author of a redline."""
    told = subprocess.run(["git", "config", "user.name"], capture_output=True, check=False).stdout
    return told.decode("utf-8", "replace").strip() or "git"
