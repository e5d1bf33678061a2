"""Sides of a comparison: a project's folder as it stands, or a git revision of it.

Each side is made with the templates and data sets of its own state. A revision is written once below the cache,
where it can be deleted at any time.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from generator.base.findings import Outcome, Position, Rule, Severity, in_order
from generator.base.git import GitError, Repository, Revision, export
from generator.base.resources import template_root
from generator.build import lock
from generator.build.cache import Cache
from generator.build.fingerprint import tree
from generator.build.options import Options
from generator.build.stages import Stages
from generator.build.state import State
from generator.build.workspace import Workspace, workspace_of
from generator.project.workspace import MARKER, PROJECT_FILE
from generator.review.side import Side

NO_SIDE = Rule(
    "RV040",
    "no-such-side",
    Severity.ERROR,
    "What was named is no state of a project: no folder with a project.yaml, no git revision of one, no built output. "
    "Wrong: ``tanwen diff HEAD~1 projects/other``, where HEAD~1 has no such project. "
    "Right: ``tanwen diff HEAD~1 projects/lanhe-foundry``.",
    waivable=False,
)


def project_side(folder: Path, *, today: datetime.date, name: str = "", final: bool = False) -> Side:
    """Return a project's folder as it stands, whatever git says of it."""
    return _side(folder.resolve(), name or str(folder), workspace_of(folder), today, final=final)


def revision_side(folder: Path, revision: str, *, today: datetime.date, final: bool = False) -> Outcome[Side]:
    """Return the state that the project in ``folder`` had in a git revision. The folder itself need not exist now."""
    folder = folder.resolve()
    workspace = workspace_of(folder if folder.is_dir() else folder.parent)
    name = f"{revision}:{folder.name}"
    try:
        repository = Repository.around(workspace.root)
        known = repository.revision(revision)
        exported, root = exported_project(repository, known, workspace, folder)
    except GitError as wrong:
        return no_side(name, wrong.zh, wrong.en)
    if not (exported / PROJECT_FILE).is_file():
        zh = f"版本 {revision} 中没有项目 {folder.name}"
        return no_side(name, zh, f"revision {revision} has no project {folder.name}")
    side = _side(exported, name, dataclasses.replace(workspace, root=root), today, final=final)
    return Outcome(dataclasses.replace(side, commit=known.commit, author=known.author, date=known.date))


def no_side(name: str, zh: str, en: str) -> Outcome[Side]:
    """Return that what was named is no side, and why."""
    finding = NO_SIDE.at(
        Position(name),
        zh,
        en,
        hint_zh="例如 tanwen diff HEAD~1 projects/lanhe-foundry",
        hint_en="for example tanwen diff HEAD~1 projects/lanhe-foundry",
    )
    return Outcome(None, (finding,))


def exported_project(repository: Repository, known: Revision, workspace: Workspace, folder: Path) -> tuple[Path, Path]:
    """Return the folder that holds the project as it was in a revision, and that of the workspace around it.

    Raises:
        GitError: the files cannot be taken out of the repository.
    """
    place = PurePosixPath(folder.relative_to(workspace.root).as_posix())
    target = workspace.cache / "revisions" / f"{known.commit}-{folder.name}"
    if not target.is_dir():
        root = workspace.root.relative_to(repository.top.resolve()).as_posix()
        export(repository, known.commit, root, _wanted(place), target, marker=MARKER)
        _without_carried(target)
    return target / place, target


def _wanted(place: PurePosixPath) -> Callable[[str], bool]:
    own = (f"{place}/", "templates/", "content/")

    def wanted(path: str) -> bool:
        # editions of other engagements are what quoted facts are read from
        return path.startswith(own) or path == MARKER or path.endswith("/edition.json")

    return wanted


def _without_carried(target: Path) -> None:
    """Take templates away that are the ones that come with Tanwen: those need no process of their own."""
    own = target / "templates"
    shared = own / "shared"
    if tree(shared) != tree(template_root() / "shared"):
        return
    for folder in sorted(own.glob("*/*")):
        if folder.parent != shared and tree(folder) == tree(template_root() / folder.relative_to(own)):
            shutil.rmtree(folder)
    if not any(own.glob("*/*/template.yaml")):
        shutil.rmtree(own, ignore_errors=True)


def _side(folder: Path, name: str, workspace: Workspace, today: datetime.date, *, final: bool) -> Side:
    stages = stages_at(folder, workspace, Options(workspace.output, ("docx",), final=final, locked=True))
    checked = stages.check(today)
    pins = stages.pins()
    known, faults = lock.read_lock(folder, f"{folder.name}/{lock.NAME}")
    return Side(
        name=name,
        folder=folder,
        root=workspace.root,
        project=stages.project,
        ledger=stages.ledger,
        documents=stages.documents,
        templates={order.id: f"{order.template}@{order.version}" for order in stages.orders},
        pins=pins,
        pinned=known.documents if known else {},
        findings=in_order([*stages.findings, *checked, *faults]),
        word=functools.partial(_word, stages),
    )


def stages_at(folder: Path, workspace: Workspace, options: Options) -> Stages:
    """Return the stages of a project; an exported revision shares the cache of the workspace that it came from."""
    cache = _shared_cache(workspace)
    return Stages(workspace, folder, State.read(workspace, folder), options, cache)


def _shared_cache(workspace: Workspace) -> Cache:
    above = workspace.root.parent
    return Cache(above.parent if above.name == "revisions" and above.parent.name == "cache" else workspace.cache)


def _word(stages: Stages, document: str) -> bytes | None:
    """Write a document's Word file. It has no page numbers: no side is laid out, so both show dashes."""
    from generator.build.rendering import Rendering

    order = next((one for one in stages.orders if one.id == document), None)
    if order is None or document not in stages.documents:
        return None
    rendering = Rendering(stages, stages.options.output / ".none", datetime.date.min, lambda *_: None)
    try:
        return rendering.word(order).value
    finally:
        rendering.stop()
