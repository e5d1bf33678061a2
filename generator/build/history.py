"""What git tells of a range of commits: its commits, the paths that it changes, and where two lines of work parted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.git import GitError, Repository, Revision, utc

#: A line's commits beyond these are counted and not told.
_MOST_COMMITS = 1000
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_SKIPPED = ("--no-ext-diff", "--no-textconv", "--no-renames", "--no-color", "--ignore-submodules=all")


def is_hash(name: str) -> bool:
    """Whether a name is a whole hash, as programs write them."""
    return _HASH.fullmatch(name) is not None


def is_nothing(name: str) -> bool:
    """Whether a name is the hash of zeros that stands for the state before a first push."""
    return is_hash(name) and not name.strip("0")


def commits(repository: Repository, old: Revision | None, new: Revision) -> tuple[Revision, ...]:
    """Return the commits of a range, the newest first; those that only join two lines are left out.

    Raises:
        GitError: git cannot tell them.
    """
    wanted = f"{old.commit}..{new.commit}" if old else new.commit
    form = "--format=%H%x00%an%x00%ct%x00%s"
    told = repository.ask("log", "--no-merges", f"-{_MOST_COMMITS}", form, "--end-of-options", wanted, "--")
    lines = (line.split("\0", 3) for line in told.decode("utf-8", "replace").splitlines() if line.count("\0") >= 3)
    return tuple(Revision(commit, author, utc(int(at)), subject) for commit, author, at, subject in lines)


def changed_paths(repository: Repository, old: Revision | None, new: Revision | None) -> tuple[str, ...]:
    """Return the paths below the top that differ between two commits, or a commit and the files that stand now.

    Without ``old`` every path counts as changed. Files that git does not know yet count, ignored ones do not.

    Raises:
        GitError: git cannot tell them.
    """
    if old is None:
        listed = ("ls-tree", "-r", "-z", "--name-only", "--full-tree", new.commit) if new else ("ls-files", "-z")
        found = set(_paths(repository, *listed))
    else:
        ends = (old.commit, new.commit) if new else (old.commit,)
        found = set(_paths(repository, "diff", "--name-only", "-z", *_SKIPPED, *ends, "--"))
    if new is None:
        found.update(_paths(repository, "ls-files", "-z", "--others", "--exclude-standard"))
    return tuple(sorted(found))


def parted(repository: Repository, one: Revision, other: Revision) -> Revision:
    """Return the newest commit that both lines of work come from.

    Raises:
        GitError: they have none in common, or the clone does not hold it.
    """
    try:
        told = repository.ask("merge-base", "--end-of-options", one.commit, other.commit)
    except GitError as wrong:
        zh = f"{one.commit[:10]} 与 {other.commit[:10]} 没有共同的起点"
        en = f"{one.commit[:10]} and {other.commit[:10]} have no commit in common"
        if repository.is_shallow():
            zh, en = (
                f"{zh}：这是浅克隆，先运行 git fetch --unshallow",
                f"{en}: the clone is shallow, run git fetch --unshallow",
            )
        raise GitError(zh, en) from wrong
    return repository.revision(told.decode().strip())


def _paths(repository: Repository, *arguments: str) -> Iterator[str]:
    for path in repository.ask(*arguments).split(b"\0"):
        if path:
            yield path.decode("utf-8", "surrogateescape")
