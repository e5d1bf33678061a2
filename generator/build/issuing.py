"""Issue: freeze a document's edition into ``issued/<document>/<version>/``, all of it or nothing.

The document is built final and locked, with the new entry in its revision record; what came out is written beside its
place and renamed. Two that issue the same document take turns. An edition that is there is never written again.
"""

from __future__ import annotations

import contextlib
import datetime
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.base.files import one_at_a_time
from generator.base.findings import Finding, Outcome, Position, in_order
from generator.build import deliver
from generator.build.edition_file import edition_data, spelled
from generator.build.fingerprint import key_of
from generator.build.issue_commit import Committed, committed
from generator.build.issue_request import Request, Sign, home_of, revision_for, said
from generator.build.issue_rules import DIRTY, MEANWHILE, NOT_WRITTEN
from generator.build.options import Options
from generator.build.pipeline import NO_DOCUMENT, build_project
from generator.build.state import State, toolchain
from generator.build.workspace import Workspace, workspace_of
from generator.project.editions import Edition, frozen_faults, read_edition, versions
from generator.project.issued import FILE, FOLDER, Revision
from generator.project.load import load_project
from generator.project.models import DocumentOrder
from generator.project.project import Project
from generator.project.suggestions import listing
from generator.project.workspace import relative
from generator.review.record import NAME as RECORD
from generator.review.record import read_record

_FORMATS = ("docx", "html", "xlsx")


@dataclass(frozen=True, slots=True)
class Issued:
    """An edition that was issued: where it lies, its version, the files in it."""

    folder: Path
    version: str
    files: tuple[str, ...]


def issue(
    request: Request, *, today: datetime.date, progress: Callable[[str, str], None] = lambda *_: None
) -> Outcome[Issued]:
    """Issue an edition. Where an error stands there is no value, and nothing was written."""
    loaded = load_project(request.folder)
    if loaded.value is None:
        return Outcome(None, loaded.findings)
    project, workspace = loaded.value, workspace_of(request.folder)
    order = next((one for one in project.file.documents if one.id == request.document), None)
    if order is None:
        return Outcome(None, (_no_document(project, request.document),))
    name = key_of(str(project.root), order.id)[:16]
    try:
        workspace.cache.mkdir(parents=True, exist_ok=True)
        with one_at_a_time(workspace.cache / f"issue-{name}.lock"):
            work = workspace.cache / "issuing" / name
            try:
                return _Issue(request, project, order, workspace, work).run(today, progress)
            finally:
                shutil.rmtree(work, ignore_errors=True)
    except OSError as wrong:
        return Outcome(None, (_not_written(order, wrong),))


@dataclass
class _Issue:
    request: Request
    project: Project
    order: DocumentOrder
    workspace: Workspace
    work: Path
    found: list[Finding] = field(default_factory=list)
    committed: Committed = field(default_factory=lambda: Committed(""))

    @property
    def home(self) -> Path:
        """Where the document's editions lie."""
        return home_of(self.project, self.order)

    @property
    def failed(self) -> bool:
        """Whether an error stands."""
        return any(finding.blocks_final for finding in self.found)

    def run(self, today: datetime.date, progress: Callable[[str, str], None]) -> Outcome[Issued]:
        """Issue it, or say why not."""
        last = self._last()
        asked = revision_for(self.request, self.project, self.order, last)
        self.found += asked.findings
        revision = asked.value
        self.committed = committed(self.project, self.workspace)
        if self.committed.changed and not self.request.allow_dirty:
            hint_zh, hint_en = "先提交：git commit；或 --allow-dirty（会记入版本）", "commit first, or --allow-dirty"
            self.found.append(said(self.order, DIRTY, self.committed.zh, self.committed.en, hint_zh, hint_en))
        if self.failed or revision is None:
            return Outcome(None, in_order(self.found))
        office = ("pdf",) if "office" in toolchain() else ()
        options = Options(
            self.work,
            (*_FORMATS, *office),
            (self.order.id,),
            final=True,
            locked=True,
            issuing=(self.order.id, revision),
        )
        built = build_project(self.project.root, options, today=today, progress=progress)
        self.found += built.findings
        output = self.work / self.project.root.name
        manifest = deliver.read_manifest(output)
        if self.failed or not built.files or manifest is None:
            return Outcome(None, in_order(self.found))
        if State.read(self.workspace, self.project.root).files != manifest["inputs"]:
            zh, en = "发布期间项目文件有改动", "files of the project changed meanwhile"
            self.found.append(said(self.order, MEANWHILE, zh, en, "重新发布", "issue again"))
            return Outcome(None, in_order(self.found))
        files = self._files(output, manifest, revision, last)
        if files is None:
            return Outcome(None, in_order(self.found))
        self._write(revision.version, files)
        value = None if self.failed else Issued(self.home / revision.version, revision.version, tuple(files))
        return Outcome(value, in_order(self.found))

    def _last(self) -> Edition | None:
        """Return the edition before this one; every edition of the document must be what was frozen."""
        last = None
        for version in versions(self.home):
            file = self.home / version / FILE
            read = read_edition(file, relative(file, self.project.workspace))
            self.found += read.findings
            if read.value is not None:
                last = read.value
                self.found += frozen_faults(file.parent, last)
        return last

    def _files(
        self, output: Path, manifest: Mapping[str, Any], revision: Revision, last: Edition | None
    ) -> dict[str, bytes] | None:
        """Return the files of the edition, its own last; ``None`` with a finding where one cannot be made."""
        names = [*(entry["name"] for entry in manifest["files"]), RECORD]
        files = {name: (output / name).read_bytes() for name in names}
        record = read_record(files[RECORD], f"{self.order.id}/{RECORD}")
        self.found += record.findings
        if record.value is None or record.value.ledger is None or self.order.id not in record.value.documents:
            return None
        data = edition_data(
            self.project,
            self.order,
            record.value.documents[self.order.id],
            record.value.ledger,
            revision=revision,
            last=last,
            files=deliver.describe(files),
            pins=manifest["pins"].get(self.order.id, {}),
            word=files.get(f"{self.order.id}.docx"),
            commit=self.committed.commit,
            changed=self.committed.changed,
        )
        files[FILE] = spelled(data)
        if self.request.sign is not None:
            signed = self.request.sign(files[FILE])
            self.found += signed.findings
            if signed.value is None:
                return None
            files[f"{FILE}.sig"] = signed.value
        return files

    def _write(self, version: str, files: Mapping[str, bytes]) -> None:
        """Write the edition beside its place and rename it; an interrupted one is cleared by the next."""
        target, staging = self.home / version, self.home / f".{version}.part"
        try:
            if staging.is_symlink() or self.home.is_symlink() or self.home.parent.is_symlink():
                raise OSError(0, f"{FOLDER} is a symbolic link")
            shutil.rmtree(staging, ignore_errors=True)
            staging.mkdir(parents=True)
            for name, data in files.items():
                with (staging / name).open("xb") as stream:
                    stream.write(data)
                    stream.flush()
                    _to_disk(stream.fileno())
            if target.exists() or target.is_symlink():
                raise FileExistsError(0, f"{version} is there already")
            staging.rename(target)
        except OSError as wrong:
            shutil.rmtree(staging, ignore_errors=True)
            with contextlib.suppress(OSError):
                self.home.rmdir()  # when it is empty: an edition that was not issued leaves nothing
                self.home.parent.rmdir()
            self.found.append(_not_written(self.order, wrong))


def _to_disk(descriptor: int) -> None:
    import os

    os.fsync(descriptor)


def _not_written(order: DocumentOrder, wrong: OSError) -> Finding:
    why = wrong.strerror or str(wrong)
    return NOT_WRITTEN.at(
        Position(order.at.path, order.at.line),
        f"无法写入已发布的版本：{why}",
        f"the edition cannot be written: {why}",
        hint_zh=f"检查 {FOLDER}/{order.id} 的权限后重新发布；没有留下任何文件",
        hint_en=f"check the permissions of {FOLDER}/{order.id} and issue again; nothing of it is left",
    )


def _no_document(project: Project, wanted: str) -> Finding:
    known: Sequence[str] = [one.id for one in project.file.documents]
    return NO_DOCUMENT.at(
        project.file.at,
        f"项目没有文档 {wanted!a}",
        f"the project orders no document {wanted!a}",
        hint_zh=f"可选：{listing(known)}",
        hint_en=f"it orders: {listing(known)}",
    )


def signer(key: Path) -> Sign:
    """Return what signs an edition with a key of ssh."""

    def sign(data: bytes) -> Outcome[bytes]:
        from generator.review.signature import sign as signature_of

        return signature_of(data, key)

    return sign
