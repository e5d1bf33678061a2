"""Build: plan, lock, cache, the stages in their order, and what stands in output/ afterwards."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.build.options import Built, Options, Progress

__all__ = ["Built", "Options", "Progress", "build"]


def build(
    folders: Sequence[Path], options: Options, *, today: datetime.date, progress: Progress, jobs: int = 1
) -> Iterator[Built]:
    """Build projects, several at a time where ``jobs`` allows, and yield each as it is done.

    One project, or one job, builds in this process, with a second one to help it where ``jobs`` allows. In others
    ``progress`` hears of each project's end alone.
    """
    if jobs <= 1 or len(folders) <= 1:
        from generator.build.pipeline import build_project

        for folder in folders:
            yield build_project(folder, options, today=today, progress=progress, helped=jobs > 1)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor, as_completed

    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(folders)), mp_context=context, max_tasks_per_child=20) as pool:
        waiting = {pool.submit(_build_apart, folder, options, today): folder for folder in folders}
        for done in as_completed(waiting):
            built = done.result()
            progress(built.project, "done")
            yield built


def _build_apart(folder: Path, options: Options, today: datetime.date) -> Built:
    from generator.build.pipeline import build_project

    return build_project(folder, options, today=today, progress=functools.partial(_silent))


def _silent(project: str, stage: str) -> None:
    """Hear nothing: a child process has no terminal of its own."""
