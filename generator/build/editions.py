"""Built outputs and issued editions as sides of a comparison: from their records, without building anything.

``output/<project>`` is a side by its manifest, ``projects/<project>/issued/<document>/<version>`` by its edition.json.
What is read must be what was written: hashes are held against the files first.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.base.findings import Finding, Outcome, Position, Rule, Severity, in_order
from generator.build import deliver
from generator.build.fingerprint import hash_bytes
from generator.build.workspace import workspace_of
from generator.project.editions import Edition, frozen_faults, read_edition, version_key, versions
from generator.project.issued import FILE, FOLDER
from generator.project.suggestions import listing
from generator.project.workspace import relative
from generator.review.record import NAME as RECORD
from generator.review.record import Record, read_record
from generator.review.side import Side

NO_EDITION = Rule(
    "RV021",
    "no-such-edition",
    Severity.ERROR,
    "Finds: an edition that was never issued, or a document of which none was.\n"
    "Why: there is nothing to compare with.\n"
    "Wrong: ``tanwen diff report-2024@1.2`` where 1.0 and 1.1 are issued\n"
    "Right: ``tanwen diff report-2024@1.1``, or ``tanwen issue`` first\n",
    waivable=False,
)
NO_OUTPUT = Rule(
    "RV022",
    "no-built-output",
    Severity.ERROR,
    "Finds: a folder named as a built output that has no manifest and record of a build, or files that were changed "
    "since.\n"
    "Why: what is compared must be what was built.\n"
    "Wrong: ``tanwen diff output/acme`` after a file in it was edited\nRight: build again\n",
    waivable=False,
)


def last_edition(project_folder: Path, document: str) -> str:
    """Return the version of a document's newest issued edition, or nothing."""
    known = versions(project_folder / FOLDER / document)
    return known[-1] if known else ""


def edition_side(project_folder: Path, document: str, version: str | None = None) -> Outcome[Side]:
    """Return an issued edition as a side; without a version, the newest."""
    folder, workspace = project_folder.resolve(), workspace_of(project_folder)
    known = versions(folder / FOLDER / document) if _is_name(document) else []
    wanted = version or (known[-1] if known else "")
    if wanted not in known:
        return Outcome(None, (_no_edition(folder, document, wanted, known),))
    home = folder / FOLDER / document / wanted
    return _edition_side(home, folder, workspace.root)


def edition_at(folder: Path) -> Outcome[Side]:
    """Return the side of an edition's own folder, ``…/issued/<document>/<version>``."""
    home = folder.resolve()
    if len(home.parents) < 3 or home.parents[1].name != FOLDER or version_key(home.name) is None:
        return Outcome(None, (_no_edition(home, folder.name, "", []),))
    return edition_side(home.parents[2], home.parent.name, home.name)


def is_edition(folder: Path) -> bool:
    """Whether a folder holds an issued edition."""
    return (folder / FILE).is_file()


def is_output(folder: Path) -> bool:
    """Whether a folder holds what a build wrote."""
    return (folder / deliver.MANIFEST).is_file() and (folder / RECORD).is_file()


def _edition_side(home: Path, folder: Path, root: Path) -> Outcome[Side]:
    shown = relative(home / FILE, root)
    read = read_edition(home / FILE, shown)
    edition = read.value
    if edition is None:
        return Outcome(None, read.findings)
    found = [*read.findings, *frozen_faults(home, edition)]
    if found:  # an altered edition is no side: what it says is not what was issued
        return Outcome(None, in_order(found))
    record = _record(home / RECORD, relative(home / RECORD, root))
    if record.value is None:
        return Outcome(None, record.findings)
    pins = edition.data.get("pins")
    side = Side(
        name=f"{edition.document}@{edition.version}",
        folder=folder,
        root=root,
        project=None,
        ledger=record.value.ledger,
        documents=record.value.documents,
        templates={name: one.template for name, one in record.value.documents.items()},
        pins={edition.document: _pins(pins)},
        pinned={edition.document: _pins(pins)},
        commit=str(edition.data.get("commit", "")),
        author=edition.revisions[-1].prepared if edition.revisions else "",
        date=f"{edition.date}T00:00:00Z",
        word=functools.partial(_issued_word, home, edition),
    )
    return Outcome(side)


def output_side(folder: Path) -> Outcome[Side]:
    """Return what a build wrote into a folder as a side."""
    folder = folder.resolve()
    root = workspace_of(folder).root
    shown = relative(folder / deliver.MANIFEST, root)
    manifest = deliver.read_manifest(folder)
    if manifest is None or not isinstance(manifest.get("record"), dict):
        zh, en = "没有构建清单与记录", "it has no manifest and record of a build"
        return Outcome(None, (_no_output(shown, zh, en),))
    if not deliver.stands(folder, manifest):
        return Outcome(None, (_no_output(shown, "构建后文件有改动或缺失", "files were changed or removed since"),))
    record = _record(folder / RECORD, relative(folder / RECORD, root))
    if record.value is None:
        return Outcome(None, record.findings)
    pins = manifest.get("pins")
    by_document = {str(k): _pins(v) for k, v in pins.items()} if isinstance(pins, dict) else {}
    side = Side(
        name=folder.name,
        folder=folder,
        root=root,
        project=None,
        ledger=record.value.ledger,
        documents=record.value.documents,
        templates={name: one.template for name, one in record.value.documents.items()},
        pins=by_document,
        pinned=by_document,
        findings=_findings(manifest),
        word=functools.partial(_built_word, folder, manifest),
    )
    return Outcome(side)


def _findings(manifest: Mapping[str, Any]) -> tuple[Finding, ...]:
    from generator.build.record import from_json

    return from_json(manifest.get("findings", []))


def _record(file: Path, shown: str) -> Outcome[Record]:
    try:
        data = file.read_bytes()
    except OSError as wrong:
        return Outcome(None, (_no_output(shown, f"记录无法读取：{wrong.strerror}", f"no record: {wrong.strerror}"),))
    return read_record(data, shown)


def _pins(pins: object) -> dict[str, str]:
    return {str(k): str(v) for k, v in pins.items()} if isinstance(pins, dict) else {}


def _issued_word(home: Path, edition: Edition, document: str) -> bytes | None:
    name = f"{document}.docx"
    return _known_bytes(home / name, edition.files.get(name, "")) if document == edition.document else None


def _built_word(folder: Path, manifest: Mapping[str, Any], document: str) -> bytes | None:
    files = {entry["name"]: entry["sha256"] for entry in manifest.get("files", [])}
    for name in (f"{document}.docx", f"{document}.draft.docx"):
        if name in files:
            return _known_bytes(folder / name, files[name])
    return None


def _known_bytes(file: Path, sha256: str) -> bytes | None:
    """Return a file's bytes where they are those that were written."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    return data if hash_bytes(data) == sha256 else None


def _is_name(document: str) -> bool:
    return document not in ("", ".", "..") and not {"/", "\\", "\0"} & set(document)


def _no_edition(folder: Path, document: str, version: str, known: list[str]) -> Finding:
    shown = f"{document}@{version}" if version else document
    return NO_EDITION.at(
        Position(f"{folder.name}/{FOLDER}/{document}"),
        f"没有已发布的版本 {shown!a}；已发布：{listing(known)}",
        f"there is no issued edition {shown!a}; issued: {listing(known)}",
        hint_zh=f'例如 tanwen issue projects/{folder.name} {document} --change "首次发布"',
        hint_en=f'for example tanwen issue projects/{folder.name} {document} --change "first edition"',
    )


def _no_output(shown: str, zh: str, en: str) -> Finding:
    return NO_OUTPUT.at(
        Position(shown),
        f"不是可对照的构建结果：{zh}",
        f"this is no built output to compare with: {en}",
        hint_zh="重新构建，例如 tanwen build projects/名称",
        hint_en="build again, for example tanwen build projects/<name>",
    )
