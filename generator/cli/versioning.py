"""The commands that git calls, and the one that has git call them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.shared import UNREADABLE, app, refuse, say, show_findings

_POINTER = b"version https://git-lfs.github.com/spec/"


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
    from generator.build.drivers.settings import set_up, take_out
    from generator.build.git import GitError

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
