"""What a person sees of a build: bars on a terminal, plain lines elsewhere."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from generator.base.text import Language

if TYPE_CHECKING:
    from generator.build.options import Built


class Lines:
    """One line a finished project, for CI and pipes."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def __call__(self, project: str, stage: str) -> None:
        """Hear of a stage; plain output says nothing until a project is done."""

    def done(self, built: Built) -> None:
        """Say what a project's build left behind."""
        zh = self._language == "zh"
        if not built.files:
            print(f"{built.project}: {'未写出文件' if zh else 'nothing written'}", file=sys.stderr)  # noqa: T201 - the terminal
            return
        state = ("已是最新" if zh else "up to date") if built.fresh else ("已生成" if zh else "built")
        print(f"{built.project}: {state}", file=sys.stderr)  # noqa: T201 - the terminal
        for path in built.files:
            print(path)  # noqa: T201 - the paths are the command's result


class Bars(Lines):
    """A bar over the projects and the stage that each is in."""

    def __init__(self, language: Language, bar: Any, task: Any) -> None:
        super().__init__(language)
        self._bar, self._task = bar, task

    def __call__(self, project: str, stage: str) -> None:
        """Show the stage."""
        self._bar.update(self._task, description=f"{project} · {stage}", refresh=True)

    def done(self, built: Built) -> None:
        """Advance, then list the files."""
        self._bar.advance(self._task)
        self._bar.refresh()
        self._bar.console.file.flush()
        super().done(built)


@contextlib.contextmanager
def reporter(projects: int, language: Language) -> Iterator[Lines]:
    """Yield what hears of a build's progress."""
    if not sys.stderr.isatty():
        yield Lines(language)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    stage = TextColumn("{task.description}")
    columns = (SpinnerColumn(), stage, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # no thread of rich's own: a build forks its helpers out of a process that has none
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        yield Bars(language, bar, bar.add_task("", total=projects))
