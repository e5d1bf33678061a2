"""The little of git that Tanwen needs: revisions, who made them and when, and a project's files as they stood.

Git is asked as a program, without a shell; it may not fetch, and a revision that looks like an option is refused.
Files are taken from the object store as they were committed: no filter, hook or attribute of the repository runs.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

#: Bounds of what is taken from a revision: files, and bytes of all of them.
_MOST_FILES = 50_000
_MOST_BYTES = 2 * 1024**3
_SECONDS = 120


class GitError(Exception):
    """Git cannot do what it was asked; the two wordings say why. Never leaves the build."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit: its hash, its author's name, and when it was committed (ISO 8601, UTC, with ``Z``)."""

    commit: str
    author: str
    date: str
    subject: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a commit: its path below the repository's top, its object and size."""

    path: str
    blob: str
    size: int


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository, by the folder at its top."""

    top: Path

    @classmethod
    def around(cls, folder: Path) -> Repository:
        """Return the repository that a folder lies in.

        Raises:
            GitError: there is no git, or no repository around the folder.
        """
        try:
            top = _git(folder, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").strip("\n")
        except GitError as wrong:
            zh, en = f"{folder} 不在 git 仓库中：{wrong.zh}", f"{folder} lies in no git repository: {wrong.en}"
            raise GitError(zh, en) from wrong
        return cls(Path(top))

    def ask(self, *arguments: str, given: bytes = b"") -> bytes:
        """Return what git prints when it is asked at the top. Names of revisions in it have been resolved before.

        Raises:
            GitError: git refuses.
        """
        return _git(self.top, *arguments, given=given)

    def revision(self, name: str) -> Revision:
        """Return the commit that ``name`` means.

        Raises:
            GitError: there is none; where the clone is shallow, the message says how to fetch the rest.
        """
        if name.startswith("-") or not name or any(ord(letter) < 32 for letter in name):
            raise GitError(f"{name!a} 不是版本号", f"{name!a} is no revision")
        form = "--format=%H%x00%an%x00%ct%x00%s"
        try:
            told = _git(self.top, "log", "-1", form, "--end-of-options", f"{name}^{{commit}}", "--")
        except GitError as wrong:
            raise self._unknown(name) from wrong
        commit, author, seconds, subject = told.decode("utf-8", "replace").rstrip("\n").split("\0")
        return Revision(commit, author, utc(int(seconds)), subject)

    def _unknown(self, name: str) -> GitError:
        if self.is_shallow():
            zh = f"找不到版本 {name}：这是浅克隆，历史不全；先运行 git fetch --unshallow"
            return GitError(zh, f"no revision {name}: the clone is shallow; run git fetch --unshallow first")
        zh = f"找不到版本 {name}；git log --oneline 列出已有版本，例如 HEAD~1"
        return GitError(zh, f"no revision {name}; git log --oneline lists them, for example HEAD~1")

    def is_shallow(self) -> bool:
        """Whether the clone lacks a part of its history."""
        with contextlib.suppress(GitError):
            return _git(self.top, "rev-parse", "--is-shallow-repository").strip() == b"true"
        return False

    def changed(self, folder: str = "") -> list[str]:
        """Return the paths below a folder that are not as in the last commit, or that git does not know.

        Raises:
            GitError: git cannot tell.
        """
        where = ("--", folder) if folder not in ("", ".") else ()
        told = _git(
            self.top, "-c", "core.fsmonitor=false", "status", "--porcelain=v1", "-z", "--no-renames", "-uall", *where
        )
        return [line[3:].decode("utf-8", "surrogateescape") for line in told.split(b"\0") if len(line) > 3]

    def knows(self, path: str) -> bool:
        """Whether a file is kept in the repository: one that is ignored never counts as changed."""
        with contextlib.suppress(GitError):
            return bool(_git(self.top, "ls-files", "-z", "--", path))
        return False

    def files(self, commit: str, folder: str = "") -> list[Entry]:
        """Return the plain files of a commit below a folder (its path below the top), links and submodules left out.

        Raises:
            GitError: git cannot list them.
        """
        where = ("--", folder) if folder not in ("", ".") else ()
        told = _git(self.top, "ls-tree", "-r", "-z", "-l", "--full-tree", commit, *where)
        found = []
        for line in told.split(b"\0"):
            about, _, path = line.partition(b"\t")
            if about.startswith(b"100"):
                _, _, blob, size = about.split()
                found.append(Entry(path.decode("utf-8", "surrogateescape"), blob.decode(), int(size)))
        return found

    def blobs(self, hashes: list[str]) -> Iterator[tuple[str, bytes]]:
        """Yield each object with its bytes, in the order asked for.

        Raises:
            GitError: git ends before it told all of them, as in a partial clone.
        """
        command = [*_COMMAND, "-C", str(self.top), "cat-file", "--batch"]
        with tempfile.TemporaryFile() as asked:
            asked.write("".join(f"{one}\n" for one in hashes).encode())
            asked.seek(0)
            process = subprocess.Popen(command, stdin=asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            assert process.stdout is not None
            try:
                for one in hashes:
                    head = process.stdout.readline().split()
                    if len(head) != 3:
                        zh, en = f"对象 {one[:10]} 不在本地仓库中", f"the object {one[:10]} is not in this repository"
                        raise GitError(zh, en)
                    data = process.stdout.read(int(head[2]))
                    process.stdout.read(1)
                    yield one, data
            finally:
                process.stdout.close()
                process.kill()
                process.wait()


def export(
    repository: Repository, commit: str, root: str, wanted: Callable[[str], bool], target: Path, *, marker: str
) -> None:
    """Write the files of a commit below ``root`` that ``wanted`` takes (by path below it) into the folder ``target``.

    The folder appears whole or not at all. ``marker`` is a file that is made empty where the commit has none.

    Raises:
        GitError: git cannot tell them, there are too many, or they cannot be written.
    """
    prefix = "" if root in ("", ".") else f"{root}/"
    chosen: dict[str, Entry] = {}
    for entry in repository.files(commit, root):
        path = entry.path.removeprefix(prefix)
        if wanted(path) and ".." not in PurePosixPath(path).parts:
            chosen[path] = entry
    if len(chosen) > _MOST_FILES or sum(one.size for one in chosen.values()) > _MOST_BYTES:
        zh, en = f"版本 {commit[:10]} 的文件过多或过大", f"the files of {commit[:10]} are too many or too large"
        raise GitError(zh, en)
    target.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(dir=target.parent, prefix=".export-"))
    try:
        _write(repository, chosen, staging)
        if not (staging / marker).exists():
            (staging / marker).write_bytes(b"")
        with contextlib.suppress(OSError):  # another process exported the same commit meanwhile
            staging.rename(target)
    except OSError as wrong:
        raise GitError(f"无法写出版本 {commit[:10]}：{wrong}", f"cannot write {commit[:10]}: {wrong}") from wrong
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _write(repository: Repository, chosen: Mapping[str, Entry], target: Path) -> None:
    paths = list(chosen)
    told = repository.blobs([chosen[path].blob for path in paths])
    for path, (_, data) in zip(paths, told, strict=True):
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def utc(seconds: int) -> str:
    """Return a second since 1970 as ISO 8601 with ``Z``."""
    import datetime

    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_COMMAND = (
    "git",
    "-c",
    "protocol.allow=never",
    "-c",
    "core.quotepath=off",
    "--literal-pathspecs",
    "--no-optional-locks",
)


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Return what git prints; ``given`` is what it reads.

    Raises:
        GitError: it is not there, or refuses.
    """
    try:
        done = subprocess.run(
            [*_COMMAND, "-C", str(folder), *arguments],
            input=given,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError as wrong:
        raise GitError("没有安装 git", "git is not installed") from wrong
    except (OSError, subprocess.SubprocessError) as wrong:
        raise GitError(f"git 无法运行：{wrong}", f"git cannot run: {wrong}") from wrong
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = said[-1] if said else f"exit {done.returncode}"
        raise GitError(why, why)
    return done.stdout
