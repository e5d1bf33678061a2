"""The range of commits that is reviewed: ``OLD..NEW``, ``OLD...NEW``, or ``OLD`` against the files that stand now."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.base.findings import Outcome, Position, Rule, Severity
from generator.base.git import GitError, Repository, Revision
from generator.base.text import Text
from generator.build.history import changed_paths, commits, is_hash, is_nothing, parted

NO_RANGE = Rule(
    "RV401",
    "no-such-range",
    Severity.ERROR,
    "The range of commits that was named cannot be reviewed: a revision that git does not know, a clone whose history "
    "was cut off, a folder that lies in no repository. "
    "Wrong: ``tanwen ci origin/main..HEAD`` in a clone made with ``--depth 1``. "
    "Right: the same after ``git fetch --unshallow`` (GitHub Actions: ``fetch-depth: 0``, GitLab: ``GIT_DEPTH: 0``).",
    waivable=False,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A range of commits.

    ``old`` is ``None`` where nothing stood before: then everything is new. The new side is the commit ``new``; where
    ``stands`` holds its files are the ones that stand in the workspace, which for a range without a second end may
    differ from the commit (``dirty``). ``paths`` are those that changed, below the workspace's root. ``remarks`` are
    what a reader has to know about the range itself.
    """

    text: str
    root: Path
    repository: Repository
    old: Revision | None
    new: Revision
    stands: bool
    dirty: bool
    commits: tuple[Revision, ...]
    paths: tuple[str, ...]
    remarks: tuple[Text, ...] = ()


def span_of(text: str, root: Path) -> Outcome[Span]:
    """Resolve a range of commits for the workspace in ``root``."""
    try:
        repository = Repository.around(root)
        return Outcome(_span(text, root.resolve(), repository))
    except GitError as wrong:
        hint = ("例如 tanwen ci origin/main..HEAD", "for example tanwen ci origin/main..HEAD")
        return Outcome(
            None, (NO_RANGE.at(Position(ascii(text)), wrong.zh, wrong.en, hint_zh=hint[0], hint_en=hint[1]),)
        )


def _span(text: str, root: Path, repository: Repository) -> Span:
    before, dots, after = text.partition("...") if "..." in text else text.partition("..")
    new = repository.revision(after or "HEAD")
    old, remarks = _old(repository, before)
    if old is not None and dots == "...":
        old = parted(repository, old, new)
    unsaved = _inside(root, repository, changed_paths(repository, repository.revision("HEAD"), None))
    is_head = new.commit == repository.revision("HEAD").commit
    stands = not dots or (is_head and not unsaved)
    paths = _inside(root, repository, changed_paths(repository, old, None if stands and not dots else new))
    if unsaved and is_head and dots:
        shown = _few(unsaved)
        zh = f"工作区有未提交的修改（{shown}），不在此范围内；评审的是提交 {new.commit[:10]} 中的文件"
        en = f"changes that are not committed ({shown}) are not in this range: it ends at {new.commit[:10]}"
        remarks.append(Text(zh, en))
    elif unsaved and not dots:
        shown = _few(unsaved)
        remarks.append(Text(f"含未提交的修改：{shown}", f"with changes that are not committed: {shown}"))
    listed = commits(repository, old, new)
    return Span(text, root, repository, old, new, stands, bool(unsaved) and not dots, listed, paths, tuple(remarks))


def _old(repository: Repository, name: str) -> tuple[Revision | None, list[Text]]:
    """Return the commit before the range. There is none before a first push, nor where a forced push took it away."""
    if not name or is_nothing(name):
        return None, [Text("此前没有版本：全部内容按新增对待", "there is no state before: everything counts as new")]
    try:
        return repository.revision(name), []
    except GitError:
        if not is_hash(name) or repository.is_shallow():
            raise
    zh = f"此前的版本 {name[:10]} 已不在仓库中（强制推送后即如此）：全部内容按新增对待"
    en = f"the state before, {name[:10]}, is not in the repository, as after a forced push: everything counts as new"
    return None, [Text(zh, en)]


def _inside(root: Path, repository: Repository, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of ``paths`` that can change a document, below the workspace's root."""
    place = root.relative_to(repository.top.resolve()).as_posix()
    prefix = "" if place == "." else f"{place}/"
    below = (path.removeprefix(prefix) for path in paths if path.startswith(prefix))
    return tuple(path for path in below if counts(path))


def counts(path: str) -> bool:
    """Whether a build of a workspace may read a file, by its path below the root."""
    return path.startswith(("projects/", "templates/", "content/")) or path == "tanwen.toml"


def _few(paths: tuple[str, ...]) -> str:
    shown = ", ".join(path.encode("utf-8", "backslashreplace").decode() for path in paths[:3])
    return f"{shown} …" if len(paths) > 3 else shown
