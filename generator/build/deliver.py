"""Deliver: bytes into ``output/``, all of a build or nothing of it.

Files are written to a staging folder beside the output and renamed into place one by one, the manifest last. A
killed build leaves the last good output and a staging folder that the next build removes. Two builds of one project
take turns.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.base.files import one_at_a_time
from generator.base.findings import Finding, Position, Rule, Severity
from generator.build.fingerprint import hash_bytes, hash_file
from generator.build.record import is_record

MANIFEST = "manifest.json"
_STAGING = ".staging"
_TURN = ".lock"

NOT_WRITTEN = Rule(
    "DL010",
    "output-not-written",
    Severity.ERROR,
    "A file in output/ could not be replaced: it is open in another program, is a folder, or the folder may not be "
    "written. The last good file is still there. Close it and build again.",
    waivable=False,
)


class NoTurn(OSError):
    """The output folder cannot be made or held; ``finding`` says why. Never leaves the build."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message.en)
        self.finding = finding


@contextlib.contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Hold the output folder of one project; a second build of the same project waits here for the first.

    Raises:
        NoTurn: there can be no such folder, or it may not be written. A link in the place of the lock is not followed.
    """
    with contextlib.ExitStack() as held:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            held.enter_context(one_at_a_time(folder / _TURN))
        except OSError as wrong:
            raise NoTurn(_not_written(folder, wrong)) from wrong
        yield


def deliver(folder: Path, files: Mapping[str, bytes], manifest: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Write ``files`` and the manifest into ``folder``. Call it inside :func:`turn`."""
    staging = folder / _STAGING
    try:
        _clear(staging)
        staging.mkdir(parents=True)
        written = [name for name, data in files.items() if not _holds(folder / name, data)]
        for name in written:
            _write(staging / name, files[name])
        text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        _write(staging / MANIFEST, text.encode())
    except OSError as wrong:
        return (_not_written(folder, wrong),)
    found: list[Finding] = []
    for name in [*written, MANIFEST]:
        if found and name == MANIFEST:
            break  # the manifest must not speak of files that are not there
        try:
            (staging / name).replace(folder / name)
        except OSError as wrong:
            found.append(_not_written(folder / name, wrong))
    shutil.rmtree(staging, ignore_errors=True)
    return tuple(found)


def _clear(staging: Path) -> None:
    """Remove what a killed build left; a link or a file in the place of the folder is removed itself."""
    if staging.is_symlink() or staging.is_file():
        staging.unlink()
    shutil.rmtree(staging, ignore_errors=True)


def _holds(path: Path, data: bytes) -> bool:
    """Whether a file is there already, byte for byte: it is left alone."""
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _write(path: Path, data: bytes) -> None:
    """Write a staged file. It need not reach the disk before the rename: what a build makes can be built again."""
    path.write_bytes(data)


def _not_written(path: Path, wrong: OSError) -> Finding:
    shown = f"{path.parent.name}/{path.name}"
    return NOT_WRITTEN.at(
        Position(shown),
        f"无法写入 {path.name}：{wrong.strerror or wrong}",
        f"cannot write {path.name}: {wrong.strerror or wrong}",
        hint_zh="关闭正在打开该文件的程序，或检查输出目录权限后重新构建；上一次的文件未被改动",
        hint_en="close the program that has it open, or check the folder's permissions; the last file is untouched",
    )


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of the last build into ``folder``, or ``None`` where there is none that a build wrote."""
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and _is_sound(data) else None


def _is_sound(data: dict[str, Any]) -> bool:
    """Whether what a build reads of a manifest has the form that builds write: files lie in the folder itself."""
    files, pages, record = data.get("files", []), data.get("pages", {}), data.get("record")
    return (
        isinstance(files, list)
        and all(_is_entry(entry) for entry in files)
        and (record is None or _is_entry(record))
        and isinstance(pages, dict)
        and all(isinstance(of, dict) and all(type(page) is int for page in of.values()) for of in pages.values())
        and is_record(data.get("findings", []))
    )


def _is_entry(entry: object) -> bool:
    if not isinstance(entry, dict):
        return False
    name, size, digest = entry.get("name"), entry.get("size"), entry.get("sha256")
    plain = isinstance(name, str) and name not in ("", ".", "..") and not {"/", "\\", "\0"} & set(name)
    return plain and isinstance(size, int) and isinstance(digest, str)


def stands(folder: Path, manifest: Mapping[str, Any]) -> bool:
    """Whether every file that a manifest names is there, with the bytes it names."""
    record = manifest.get("record")
    for entry in [*manifest.get("files", []), *([record] if record else [])]:
        path = folder / str(entry["name"])
        if not path.is_file() or path.stat().st_size != entry["size"] or hash_file(path) != entry["sha256"]:
            return False
    return True


def describe(files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """Return the manifest's entries for files."""
    return [{"name": name, "size": len(data), "sha256": hash_bytes(data)} for name, data in sorted(files.items())]
