"""Which projects and documents a range of commits touches.

A document is touched where what it is built from differs between the two ends: the project's own files, its template
with what that shares, the data sets. Whether a reader sees any of it is for the comparison to say. Nothing else in the
repository counts: a changed README touches nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.base.characters import UNSHOWABLE
from generator.base.findings import Finding
from generator.base.git import Revision
from generator.base.text import Text
from generator.build.ci.span import Span
from generator.build.options import Options
from generator.build.sides import exported_project, stages_at
from generator.build.workspace import Workspace, workspace_of
from generator.project.workspace import PROJECT_FILE

Fate = Literal["new", "gone", "changed"]
#: A file of one project that others may read: the edition that their quoted facts come from.
_EDITION = "/edition.json"


@dataclass(frozen=True, slots=True)
class TouchedDocument:
    """A document that the range touches, with its template (``ghg-inventory-report@1.0``) at its newer end."""

    id: str
    template: str
    fate: Fate


@dataclass(frozen=True, slots=True)
class Touched:
    """A project that the range touches.

    ``folder`` is where its newer state stands, in the workspace or written out of the repository; ``None`` where the
    range takes the project away. ``place`` is its path below the workspace's root. ``compared`` says that there is an
    older state to hold it against. ``findings`` are those that keep its newer state from being read.
    """

    place: str
    fate: Fate
    folder: Path | None
    compared: bool
    documents: tuple[TouchedDocument, ...] = ()
    remarks: tuple[Text, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def id(self) -> str:
        """The name of the project's folder."""
        return self.place.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class _State:
    """One state of a project: the hash of what each document is built from, or why there is none."""

    folder: Path
    builds: dict[str, tuple[str, str]]
    readable: bool
    findings: tuple[Finding, ...] = ()


def touched(span: Span) -> Iterator[Touched]:
    """Yield the projects that a range touches, by name.

    Raises:
        GitError: a state of the range cannot be written out of the repository.
    """
    before = _projects(span, span.old) if span.old else frozenset()
    now = _standing(span) if span.stands else _projects(span, span.new)
    for place in sorted(before | now):
        if _may_differ(span, place):
            found = _touched(span, place, place in before, place in now)
            if found is not None:
                yield found


def _projects(span: Span, revision: Revision) -> frozenset[str]:
    """Return the projects of a revision, by path below the workspace's root."""
    top = span.root.relative_to(span.repository.top.resolve()).as_posix()
    prefix = "" if top == "." else f"{top}/"
    paths = (one.path.removeprefix(prefix) for one in span.repository.files(revision.commit, f"{prefix}projects"))
    return frozenset(path.removesuffix(f"/{PROJECT_FILE}") for path in paths if _is_project_file(path))


def _is_project_file(path: str) -> bool:
    return path.count("/") == 2 and path.endswith(f"/{PROJECT_FILE}")


def _standing(span: Span) -> frozenset[str]:
    return frozenset(f"projects/{folder.name}" for folder in Workspace(span.root).projects)


def _may_differ(span: Span, place: str) -> bool:
    """Whether a path changed that a build of the project may read; saves writing states out that are the same."""
    return any(
        path.startswith(f"{place}/") or not path.startswith("projects/") or path.endswith(_EDITION)
        for path in span.paths
    )


def _touched(span: Span, place: str, was: bool, stands: bool) -> Touched | None:
    if UNSHOWABLE.search(place) or "\n" in place:
        shown = ascii(place)
        zh, en = f"文件夹名 {shown} 含有不可显示的字符，没有生成", f"the name {shown} cannot be shown: it is not built"
        return Touched(shown, "changed", None, compared=False, remarks=(Text(zh, en),))
    old = _old_state(span, place) if was else None
    if not stands:
        gone = _documents({}, old.builds if old else {})
        return Touched(place, "gone", None, compared=False, documents=tuple(gone))
    new = _new_state(span, place)
    documents = tuple(_documents(new.builds if new.readable else {}, old.builds if old else {}))
    if not new.readable:
        kept = tuple(TouchedDocument(one.id, one.template, "changed") for one in documents)
        return Touched(place, "changed" if was else "new", new.folder, False, kept, findings=new.findings)
    if not documents:
        return None if not (old and not old.readable) else _mended(place, new)
    remarks = _unreadable(old) if old and not old.readable else ()
    compared = old is not None and old.readable
    return Touched(place, "changed" if was else "new", new.folder, compared, documents, remarks)


def _mended(place: str, new: _State) -> Touched:
    """Return a project that orders no document and could not be read before."""
    return Touched(place, "changed", new.folder, compared=False)


def _unreadable(old: _State) -> tuple[Text, ...]:
    first = next((one for one in old.findings if one.blocks_final), None)
    why = (
        Text(f"（{first.position}：{first.message.zh}）", f" ({first.position}: {first.message.en})") if first else None
    )
    zh, en = "范围之前的项目读不出来，无法比较", "the project before the range cannot be read, so nothing is compared"
    return (Text(f"{zh}{why.zh if why else ''}", f"{en}{why.en if why else ''}"),)


def _old_state(span: Span, place: str) -> _State:
    assert span.old is not None
    return _state(*_written_out(span, span.old, place))


def _new_state(span: Span, place: str) -> _State:
    if not span.stands:
        return _state(*_written_out(span, span.new, place))
    folder = span.root / place
    return _state(folder, workspace_of(folder).root)


def _written_out(span: Span, revision: Revision, place: str) -> tuple[Path, Path]:
    return exported_project(span.repository, revision, Workspace(span.root), span.root / place)


def _state(folder: Path, root: Path) -> _State:
    workspace = Workspace(root)
    stages = stages_at(folder, workspace, Options(workspace.output))
    builds = {order.id: (f"{order.template}@{order.version}", stages.build_of(order)) for order in stages.orders}
    return _State(folder, builds, stages.project is not None, tuple(stages.findings))


def _documents(new: dict[str, tuple[str, str]], old: dict[str, tuple[str, str]]) -> Iterator[TouchedDocument]:
    for name, (template, build) in new.items():
        if name not in old:
            yield TouchedDocument(name, template, "new")
        elif old[name] != (template, build):
            yield TouchedDocument(name, template, "changed")
    for name, (template, _) in old.items():
        if name not in new:
            yield TouchedDocument(name, template, "gone")
