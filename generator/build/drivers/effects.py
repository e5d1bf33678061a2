"""What the change of one file does to the documents of its project.

The project is taken as it stands in the working tree, once with the file as it was and once as it is: git tells a
driver the two versions of one file and not which commits they come from.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
from collections.abc import Iterator
from pathlib import Path

from generator.base.text import Text
from generator.build.drivers.overlay import project_around, with_files
from generator.build.drivers.plain import Versions
from generator.build.sides import project_side
from generator.build.workspace import workspace_of
from generator.review.side import Side


@dataclasses.dataclass(frozen=True, slots=True)
class Effect:
    """A project with a file as it was and as it is; ``lacking`` says why there is nothing to compare."""

    project: str
    old: Side
    new: Side
    lacking: Text | None = None


@contextlib.contextmanager
def effect_of(versions: Versions, top: Path, *, today: datetime.date) -> Iterator[Effect | None]:
    """Give the two states of the project that a file belongs to, ``None`` for a file of no project.

    The sides hold good as long as the context does.

    Raises:
        OSError: a copy of the project cannot be written.
    """
    top = top.resolve()
    project = project_around(top, versions.now)
    if project is None or (versions.old == versions.new and versions.path == versions.now):
        yield None
        return
    workspace = workspace_of(project)
    now = (top / versions.now).relative_to(project).as_posix()
    before = {now: versions.old}
    if versions.path != versions.now:
        before = {now: None}
        if project_around(top, versions.path) == project:
            before[(top / versions.path).relative_to(project).as_posix()] = versions.old
    after = {**dict.fromkeys(before), now: versions.new}
    with with_files(workspace, project, before) as one, with_files(workspace, project, after) as other:
        old = project_side(one, today=today, name=f"{now} (old)")
        new = project_side(other, today=today, name=f"{now} (new)")
        yield Effect(project.relative_to(workspace.root).as_posix(), old, new, _lacking(old, new))


def _lacking(old: Side, new: Side) -> Text | None:
    """Say which of the two states cannot be read, and the first thing that is wrong with it."""
    told = ((old, "该文件原来的内容", "the file as it was"), (new, "该文件现在的内容", "the file as it is"))
    for side, zh, en in told:
        if side.project is None or side.ledger is None:
            first = next((one for one in side.findings if one.blocks_final), None)
            why = (
                Text(f"：{first.position} {first.message.zh}", f": {first.position} {first.message.en}")
                if first
                else None
            )
            zh, en = f"项目按{zh}读不出来", f"the project cannot be read with {en}"
            return Text(f"{zh}{why.zh}", f"{en}{why.en}") if why else Text(zh, en)
    return None
