"""Issued editions: what ``issued/<document>/<version>/edition.json`` says, read without trusting it.

The newest edition of a document holds its whole revision record, so that a build reads one small file a document and
nothing else of what was frozen.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from generator.base.findings import Finding, Outcome, Position, in_order
from generator.base.text import Text
from generator.project.fault import rule
from generator.project.issued import FILE, FOLDER, Editions, Revision
from generator.project.project import EditionFact, Project
from generator.project.workspace import PathError, inside, relative

FORM = 1
MARKS = ("confirmed", "secondary", "unconfirmed")
_LARGEST = 64 * 1024 * 1024
_VERSION = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){1,2}", re.ASCII)
_NAME = re.compile(r"[^/\\\x00-\x1f]{1,200}")

UNREADABLE = rule(
    110,
    "edition not readable",
    "An edition.json under issued/ that cannot be read: it is no JSON, lacks a part, or is of a newer form.",
    "It is what a document's revision record, comparisons and quoted facts come from; it is written by tanwen issue.",
    "an edition.json that was typed by hand",
    "git checkout projects/acme/issued",
)
ALTERED = rule(
    111,
    "edition altered",
    "An issued edition whose content is not what was frozen: a file has other bytes or is gone, or edition.json itself "
    "was changed.",
    "An edition that can change is none: what the client holds and what the project says would differ unseen.",
    "issued/report-2024/1.0/report-2024.docx saved again from Word",
    "git checkout projects/acme/issued; a correction is the next edition: tanwen issue projects/acme report-2024",
)


@dataclass(frozen=True, slots=True)
class Edition:
    """An issued edition as its ``edition.json`` says; ``sha256`` is that file's, ``data`` all that stands in it."""

    path: str
    sha256: str
    project: str
    document: str
    version: str
    date: str
    title: str
    number: str
    client: Text
    firm: Text
    revisions: tuple[Revision, ...]
    files: Mapping[str, str]
    facts: Mapping[str, EditionFact]
    data: Mapping[str, Any]


def version_key(text: str) -> tuple[int, ...] | None:
    """Return a version number as one that can be ordered, or ``None`` where it is none: 1.0, 1.10, 2.0.1."""
    return tuple(map(int, text.split("."))) if _VERSION.fullmatch(text) else None


def versions(folder: Path) -> list[str]:
    """Return the versions that a document's folder below ``issued`` holds, oldest first."""
    try:
        found = [one.name for one in folder.iterdir() if version_key(one.name)] if folder.is_dir() else []
    except OSError:
        return []
    return sorted(found, key=lambda name: version_key(name) or ())


def is_frozen(parts: tuple[str, ...]) -> bool:
    """Whether a path in a project lies in an issued edition, or in what an interrupted issue left."""
    return len(parts) > 2 and parts[0] == FOLDER and (parts[2].startswith(".") or version_key(parts[2]) is not None)


def read_editions(root: Path, workspace: Path) -> Editions:
    """Read the revision record of every document of a project that has one: from its newest edition."""
    folder = root / FOLDER
    if not folder.is_dir():
        return Editions()
    revisions: dict[str, tuple[Revision, ...]] = {}
    findings: list[Finding] = []
    for document in sorted(folder.iterdir()):
        known = versions(document)
        if not known:
            continue
        file = document / known[-1] / FILE
        try:
            inside(root, file.relative_to(root).as_posix())
        except PathError as error:
            findings.append(_unreadable(relative(file, workspace), error.zh, str(error)))
            continue
        read = read_edition(file, relative(file, workspace))
        findings += read.findings
        if read.value is not None:
            revisions[document.name] = read.value.revisions
    return Editions(revisions, in_order(findings))


def with_editions(loaded: Outcome[Project], editions: Editions) -> Outcome[Project]:
    """Return a loaded project with the revision records of its documents."""
    if loaded.value is None or not (editions.revisions or editions.findings):
        return loaded
    whole = dataclasses.replace(loaded.value, revisions=editions.revisions)
    return Outcome(whole, in_order([*loaded.findings, *editions.findings]))


# ------------------------------------------------------------------------------------------------- one file


def digest(data: Mapping[str, Any]) -> str:
    """Return the hash of what an edition says, without the hash itself."""
    rest = {key: value for key, value in data.items() if key != "digest"}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def read_edition(file: Path, shown: str) -> Outcome[Edition]:
    """Read an ``edition.json``; ``shown`` is its path for positions. Other content than was frozen is a finding."""
    try:
        if not file.is_file():
            return Outcome(None, (_unreadable(shown, "没有该文件", "there is no such file"),))
        if file.stat().st_size > _LARGEST:
            return Outcome(None, (_unreadable(shown, "文件过大", "it is too large"),))
        raw = file.read_bytes()
        data = json.loads(raw)
    except OSError as wrong:
        return Outcome(None, (_unreadable(shown, f"{wrong.strerror}", f"{wrong.strerror}"),))
    except (ValueError, RecursionError):
        return Outcome(None, (_unreadable(shown, "不是 JSON", "it is no JSON"),))
    try:
        edition = _edition(data, raw, shown)
    except (KeyError, TypeError, ValueError, InvalidOperation, AttributeError) as wrong:
        why = str(wrong)[:80]
        return Outcome(None, (_unreadable(shown, f"缺少或写错 {why}", f"a part is lacking or wrong: {why}"),))
    if data.get("digest") != digest(data):
        return Outcome(edition, (altered(shown, "edition.json 的内容被改过", "edition.json was changed"),))
    return Outcome(edition)


def frozen_faults(folder: Path, edition: Edition, *, whole: bool = True) -> Iterator[Finding]:
    """Yield a finding for each file of an edition that is not what was frozen.

    Without ``whole`` files may be lacking: what another firm hands over is often ``edition.json`` alone.
    """
    for name, sha256 in edition.files.items():
        path = folder / name
        if not path.is_file() or path.is_symlink():
            if whole or path.exists() or path.is_symlink():
                yield altered(edition.path, f"缺少文件 {name}", f"the file {name} is gone")
        elif _hash(path) != sha256:
            yield altered(edition.path, f"文件 {name} 被改过", f"the file {name} was changed")


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def altered(shown: str, zh: str, en: str) -> Finding:
    """Return the finding of an edition that is not what was frozen."""
    folder = shown.rpartition("/")[0]
    return ALTERED.at(
        Position(shown, 1),
        f"已发布的版本不再是当时冻结的内容：{zh}",
        f"the issued edition is not what was frozen: {en}",
        hint_zh=f"恢复：git checkout -- {folder}；更正内容请发布下一版本",
        hint_en=f"restore it: git checkout -- {folder}; a correction is the next edition",
    )


def _unreadable(shown: str, zh: str, en: str) -> Finding:
    return UNREADABLE.at(
        Position(shown, 1),
        f"已发布版本的 edition.json 无法读取：{zh}",
        f"the edition.json of an issued edition cannot be read: {en}",
        hint_zh="从 git 恢复，例如 git checkout -- issued",
        hint_en="restore it from git, for example git checkout -- issued",
    )


def _edition(data: dict[str, Any], raw: bytes, shown: str) -> Edition:
    if data["tanwen-edition"] != FORM:
        raise ValueError("tanwen-edition")
    version = _text(data, "version")
    if version_key(version) is None:
        raise ValueError("version")
    lines = {line.strip().rstrip(","): number for number, line in enumerate(raw.decode().split("\n"), 1)}
    return Edition(
        path=shown,
        sha256=hashlib.sha256(raw).hexdigest(),
        project=_text(data, "project"),
        document=_text(data, "document"),
        version=version,
        date=_text(data, "date"),
        title=_text(data, "title"),
        number=_text(data, "number"),
        client=_both(data["client"]),
        firm=_both(data["firm"]),
        revisions=tuple(_revision(one) for one in _list(data, "revisions")),
        files={_name(one): _text(one, "sha256") for one in _list(data, "files")},
        facts={fact.key: fact for one in _list(data, "facts") for fact in [_fact(one, lines)]},
        data=data,
    )


def spelled_fact(one: Mapping[str, Any]) -> str:
    """Return how a fact stands in ``edition.json``: on a line of its own, so that it has a place."""
    return json.dumps(one, ensure_ascii=False)


def _fact(one: dict[str, Any], lines: Mapping[str, int]) -> EditionFact:
    value = Decimal(_text(one, "value"))
    if not value.is_finite() or (value and abs(value.adjusted()) > 60):
        raise ValueError("value")
    if one["mark"] not in MARKS:
        raise ValueError("mark")
    shown = tuple(str(text) for text in _list(one, "shown"))
    line = lines.get(spelled_fact(one), 0)
    label = _both(one["label"])
    return EditionFact(
        key=_text(one, "key"),
        alias=_text(one, "alias"),
        label=label,
        value=value,
        unit=_text(one, "unit"),
        mark=one["mark"],
        shown=shown,
        where=_text(one, "where"),
        line=line,
    )


def _revision(one: dict[str, Any]) -> Revision:
    return Revision(*(_text(one, name.name) for name in dataclasses.fields(Revision)))


def _name(one: dict[str, Any]) -> str:
    name = _text(one, "name")
    if not _NAME.fullmatch(name) or name in (".", ".."):
        raise ValueError("files")
    return name


def _both(value: Any) -> Text:
    return Text(_text(value, "zh"), _text(value, "en"))


def _text(data: Any, key: str) -> str:
    value = data[key]
    if not isinstance(value, str) or len(value) > 10_000:
        raise ValueError(key)
    return value


def _list(data: Any, key: str) -> list[Any]:
    value = data[key]
    if not isinstance(value, list):
        raise ValueError(key)
    return value
