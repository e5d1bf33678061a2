"""The textual difference of a file, as git itself prints it, for the drivers that stand in git's place.

Tables that Chinese spreadsheets saved as GB 18030 are shown in UTF-8, as the terminal is.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

#: What git passes on that is about showing; the rest names the repository, and here there is none.
_KEPT = ("GIT_PAGER_IN_USE", "GIT_DIFF_OPTS", "GIT_EXEC_PATH")
_SECONDS = 120
#: The same file named twice: what git writes where one side does not exist.
_NAMES = re.compile(rb"(diff --git )(\"?)[ab]/(.*)\2 \2[ab]/\3\2")


@dataclass(frozen=True, slots=True)
class Versions:
    """A file as it was and is, ``None`` where it does not exist, by its path below the repository's top.

    Of a file that was renamed ``new_path`` is its path now, and ``renaming`` what git says of it.
    """

    path: str
    old: bytes | None
    new: bytes | None
    old_mode: str = "100644"
    new_mode: str = "100644"
    new_path: str = ""
    renaming: bytes = b""

    @property
    def now(self) -> str:
        """The path that the file has now."""
        return self.new_path or self.path


def plain_difference(versions: Versions, *, colour: bool) -> bytes:
    """Return what git would print for the two versions of a file."""
    if versions.old is None and versions.new is None:
        return b""
    with tempfile.TemporaryDirectory(prefix="tanwen-") as folder:
        top = Path(folder)
        old = _placed(top, "a", versions.path, versions.old, versions.old_mode)
        new = _placed(top, "b", versions.now, versions.new, versions.new_mode)
        command = ["git", "-c", "core.quotepath=off", "diff", "--no-index", "--no-ext-diff", "--no-textconv"]
        command += ["--no-prefix", f"--color={'always' if colour else 'never'}", "--", old, new]
        try:
            done = subprocess.run(
                command, cwd=top, env=_environment(), capture_output=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.SubprocessError) as wrong:
            return f"diff --git {versions.path}: {wrong}\n".encode()
    shown = _both_named(done.stdout) if None in (versions.old, versions.new) else done.stdout
    return _with_renaming(shown, versions) if versions.renaming else shown


def in_utf8(data: bytes) -> bytes:
    """Return a text in UTF-8 whatever a spreadsheet saved it as; what is no text stays as it is."""
    if b"\0" in data:
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return data.decode("gb18030").encode("utf-8")
        except UnicodeDecodeError:
            return data
    return data


def _placed(top: Path, side: str, path: str, data: bytes | None, mode: str) -> str:
    """Write one version below ``top`` under its own name, so that git's headers name it as ever."""
    if data is None:
        return os.devnull
    parts = [part for part in PurePosixPath(path).parts if part not in ("/", "..")]
    file = top.joinpath(side, *parts)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(in_utf8(data))
    file.chmod(0o755 if mode.endswith("755") else 0o644)
    return file.relative_to(top).as_posix()


def _environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k in _KEPT}
    kept.update({k: v for k, v in os.environ.items() if k.startswith("GIT_CONFIG")})
    return kept


def _both_named(shown: bytes) -> bytes:
    """Name the file on both sides in the first line, as git does also for a file that came or went."""
    line, newline, rest = shown.partition(b"\n")
    return _NAMES.sub(rb"\1\2a/\3\2 \2b/\3\2", line) + newline + rest


def _with_renaming(shown: bytes, versions: Versions) -> bytes:
    """Say after the first line that the file was renamed; where its content stayed there is nothing else to say."""
    head = f"diff --git a/{versions.path} b/{versions.now}\n".encode("utf-8", "surrogateescape")
    line, newline, rest = shown.partition(b"\n")
    renaming = versions.renaming.rstrip(b"\n") + b"\n"
    return line + newline + renaming + rest if shown else head + renaming
