"""From which commit a build came: the newest one whose inputs give the build's name.

Trees are compared through git's own objects, nothing is checked out: what a commit's project, templates and data sets
were is hashed once and kept in the cache. A build with changes that were never committed has no such commit.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.base.git import GitError, Repository, Revision
from generator.base.resources import content_root, template_root
from generator.base.text import Text
from generator.build.cache import Cache
from generator.build.fingerprint import SKIPPED_PARTS, hash_bytes, tree
from generator.build.lock import NAME as LOCK_NAME
from generator.build.state import State
from generator.build.workspace import Workspace
from generator.project.editions import is_frozen, read_editions
from generator.project.issued import Editions

#: How many commits are looked at, from HEAD on: those that touch the project, its templates or its data sets.
MOST_COMMITS = 200
_MOST_EXTENDED = 20
_EXTENDS = re.compile(r"^extends:[ \t]*[\"']?([A-Za-z0-9][A-Za-z0-9.-]*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Found:
    """The commit of a build, or why there is none: then ``revision`` is ``None``."""

    revision: Revision | None
    why: Text = Text("", "")


def commit_of_build(workspace: Workspace, folder: Path, document: str, template: str, build: str) -> Found:
    """Return the newest commit whose inputs give ``build`` for a document of the project in ``folder``.

    Args:
        workspace: The workspace of the project.
        folder: The project's folder.
        document: The document's id.
        template: The template as the file names it: ``type@version``.
        build: The name of the build, as the file says it.
    """
    kind, _, version = template.partition("@")
    versions = _versions(workspace, kind, version)
    seen = 0
    try:
        repository = Repository.around(workspace.root)
        history = _History(repository, workspace, folder.resolve(), document)
        for commit, states in history.states():
            seen += 1
            if any(state.build_of(document, kind, versions) == build for state in states):
                return Found(repository.revision(commit))
        shallow = repository.is_shallow()
    except (GitError, ValueError) as wrong:
        zh, en = (wrong.zh, wrong.en) if isinstance(wrong, GitError) else (str(wrong), str(wrong))
        return Found(None, Text(f"git 不能回答：{zh}", f"git cannot say: {en}"))
    if shallow:
        zh = "这一浅克隆中没有这样的提交：先运行 git fetch --unshallow"
        return Found(None, Text(zh, "no such commit in this shallow clone: run git fetch --unshallow first"))
    zh = f"最近 {seen} 个有关提交都不是：生成时有未提交的改动，或提交不在此分支上"
    en = f"none of the last {seen} commits that touch it: the build had changes that were not committed, or is older"
    return Found(None, Text(zh, en))


def _versions(workspace: Workspace, kind: str, version: str) -> tuple[str, ...]:
    """Return a template's version and those that it extends, as its files say now: a published one never changes."""
    found = [version]
    while len(found) < _MOST_EXTENDED:
        texts = (_text(root / kind / found[-1] / "template.yaml") for root in (workspace.templates, template_root()))
        said = next((match[1] for text in texts if (match := _EXTENDS.search(text))), "")
        if not said or said in found:
            break
        found.append(said)
    return tuple(found)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, ValueError):
        return ""


class _History:
    """The states of a project, commit by commit, newest first; trees that stayed the same are read once."""

    def __init__(self, repository: Repository, workspace: Workspace, folder: Path, document: str) -> None:
        self._repository = repository
        self._cache = Cache(workspace.cache)
        self._top = repository.top.resolve()
        self._folder = folder.relative_to(workspace.root.resolve()).as_posix()
        self._project = self._below(folder)
        #: Prefix of a tree's paths in a state, and its folder; what lies outside the repository is taken as it is now.
        self._templates = [("tanwen:", template_root())]
        own = workspace.templates
        if own.resolve() != template_root().resolve():
            self._templates.append(("workspace:", own))
        self._content = [("", content_root()), ("", workspace.root / "content")]
        self._issued = self._records(document, folder, workspace.root)
        self._trees: dict[str, dict[str, str]] = {}

    @staticmethod
    def _records(document: str, folder: Path, root: Path) -> list[Editions]:
        """Return the revision record of a document as it was before each edition: part of the name of a build."""
        known = read_editions(folder, root).revisions.get(document, ())
        return [Editions({document: known[:count]} if count else {}) for count in range(len(known), -1, -1)]

    def states(self) -> Iterator[tuple[str, list[State]]]:
        """Yield each commit that touches the project's inputs with the states that it can have had."""
        folders = [folder for _, folder in (*self._templates, *self._content)]
        places = sorted({self._project, *(place for one in folders if (place := self._below(one)))})
        paths = [] if "." in places else ["--", *places]
        told = self._repository.ask("log", f"-{MOST_COMMITS}", "--format=%H", "HEAD", *paths).decode().split()
        last: tuple[tuple[str, str], ...] = ()
        for commit in told:
            trees = self._at(commit, places)
            if trees.get(self._project) and (now := tuple(sorted(trees.items()))) != last:
                last = now
                yield commit, [self._state(trees, issued) for issued in self._issued]

    def _at(self, commit: str, places: Sequence[str]) -> dict[str, str]:
        """Return the trees of folders in a commit; a folder that is not there is left out."""
        found: dict[str, str] = {}
        if "." in places:
            found["."] = self._repository.ask("rev-parse", f"{commit}^{{tree}}").decode().strip()
        below = [place for place in places if place != "."]
        told = self._repository.ask("ls-tree", "-z", "--full-tree", commit, "--", *below) if below else b""
        for line in told.split(b"\0"):
            about, _, path = line.partition(b"\t")
            parts = about.split()
            if len(parts) == 3 and parts[1] == b"tree":
                found[path.decode("utf-8", "surrogateescape")] = parts[2].decode()
        return found

    def _state(self, trees: dict[str, str], issued: Editions) -> State:
        files = {k: v for k, v in self._tree(trees[self._project]).items() if k != LOCK_NAME}
        templates, content = self._joined(self._templates, trees), self._joined(self._content, trees)
        return State(self._folder, files, templates, content, "", {}, "", issued)

    def _joined(self, folders: Iterable[tuple[str, Path]], trees: dict[str, str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for prefix, folder in folders:
            place = self._below(folder)
            held = self._tree(trees.get(place, "")) if place else _present(folder)
            found |= {f"{prefix}{path}": sha256 for path, sha256 in held.items()}
        return found

    def _below(self, folder: Path) -> str:
        """Return a folder's path below the repository's top; nothing where it lies elsewhere."""
        try:
            return folder.resolve().relative_to(self._top).as_posix()
        except ValueError:
            return ""

    def _tree(self, tree_id: str) -> dict[str, str]:
        """Return path -> hash of the files of a git tree, as :func:`generator.build.fingerprint.tree` has them."""
        if not tree_id:
            return {}
        if tree_id not in self._trees:
            read = functools.partial(self._read, tree_id)
            self._trees[tree_id] = self._cache.value("tree", tree_id, read)
        return self._trees[tree_id]

    def _read(self, tree_id: str) -> dict[str, str]:
        entries = [one for one in self._repository.files(tree_id) if _counts(tuple(one.path.split("/")))]
        told = self._repository.blobs([one.blob for one in entries])
        return {entry.path: hash_bytes(data) for entry, (_, data) in zip(entries, told, strict=True)}


def _counts(parts: tuple[str, ...]) -> bool:
    return SKIPPED_PARTS.isdisjoint(parts) and not is_frozen(parts)


@functools.cache
def _present(folder: Path) -> dict[str, str]:
    return tree(folder)
