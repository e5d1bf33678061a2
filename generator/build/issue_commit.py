"""The commit that an edition is issued from, and what is not as that commit has it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.base.git import GitError, Repository
from generator.build.workspace import Workspace
from generator.project.editions import is_frozen
from generator.project.project import Project
from generator.project.suggestions import listing
from generator.project.workspace import PROJECT_FILE


@dataclass(frozen=True, slots=True)
class Committed:
    """The commit (empty where there is none), the paths that differ from it, and in words why it is not clean."""

    commit: str
    changed: tuple[str, ...] = ()
    zh: str = ""
    en: str = ""


def committed(project: Project, workspace: Workspace) -> Committed:
    """Return what git says of a project and its workspace; outputs, caches and issued editions are no inputs."""
    commit = ""
    try:
        repository = Repository.around(workspace.root)
        commit = repository.revision("HEAD").commit
        top = repository.top.resolve()
        if not repository.knows((project.root / PROJECT_FILE).relative_to(top).as_posix()):
            raise GitError("project.yaml 不在仓库中", "project.yaml is not in the repository")
        place = workspace.root.relative_to(top).as_posix()
        paths = repository.changed(place)
    except (GitError, ValueError) as wrong:
        why = wrong if isinstance(wrong, GitError) else GitError(str(wrong), str(wrong))
        return Committed(commit, ("*",), f"无法由 git 还原：{why.zh}", f"git could not make it again: {why.en}")
    inner = "" if place == "." else f"{place}/"
    own = project.root.relative_to(workspace.root).parts
    below = (path.removeprefix(inner) for path in paths)
    changed = tuple(path for path in below if not _is_made(tuple(path.split("/")), own))
    if not changed:
        return Committed(commit)
    shown = listing(changed, 4)
    return Committed(commit, changed, f"有未提交的改动：{shown}", f"changes are not committed: {shown}")


def _is_made(parts: tuple[str, ...], own: tuple[str, ...]) -> bool:
    """Whether a path is what Tanwen itself writes: outputs, caches, editions of this project and of others."""
    below = parts[len(own) :] if parts[: len(own)] == own else parts[2:]
    return parts[0] in ("output", ".tanwen") or is_frozen(below)
