"""Issue: freeze a document's edition into ``issued/<document>/<version>/``, all of it or nothing.

The document is built final and locked, with the new entry in its revision record; what came out is written beside its
place and renamed. Two that issue the same document take turns. An edition that is there is never written again.
"""

from __future__ import annotations

import contextlib
import datetime
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.base.characters import UNSHOWABLE
from generator.base.files import one_at_a_time
from generator.base.findings import Finding, Outcome, Position, in_order
from generator.build import deliver
from generator.build.edition_file import edition_data, spelled
from generator.build.fingerprint import key_of
from generator.build.git import GitError, Repository
from generator.build.issue_rules import DATE, DIRTY, MEANWHILE, NO_CHANGE, NOT_WRITTEN, SIGNER, VERSION
from generator.build.options import Options
from generator.build.pipeline import NO_DOCUMENT, build_project
from generator.build.state import State, toolchain
from generator.build.workspace import Workspace, workspace_of
from generator.project.editions import (
    FILE,
    FOLDER,
    Edition,
    frozen_faults,
    is_frozen,
    read_edition,
    version_key,
    versions,
)
from generator.project.load import load_project
from generator.project.models import DocumentOrder
from generator.project.project import Project, Revision
from generator.project.suggestions import listing
from generator.project.workspace import PROJECT_FILE, relative
from generator.review.record import NAME as RECORD
from generator.review.record import read_record

STEPS = ("prepared", "reviewed", "approved")
_FORMATS = ("docx", "html", "xlsx")
_LONGEST = 300
#: A signature over the bytes of edition.json, or the finding that says why there is none.
Sign = Callable[[bytes], Outcome[bytes]]


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be issued. ``by`` maps a step (prepared, reviewed, approved) to an id of the project's files."""

    folder: Path
    document: str
    change: str
    version: str = ""
    by: Mapping[str, str] = field(default_factory=dict)
    allow_dirty: bool = False
    sign: Sign | None = None


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
    commit: str = ""
    changed: tuple[str, ...] = ()

    @property
    def home(self) -> Path:
        """Where the document's editions lie."""
        return self.project.root / FOLDER / self.order.id

    @property
    def failed(self) -> bool:
        return any(finding.blocks_final for finding in self.found)

    def run(self, today: datetime.date, progress: Callable[[str, str], None]) -> Outcome[Issued]:
        last = self._last()
        revision = self._revision(last)
        self._repository()
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
            self.found.append(self._say(MEANWHILE, "发布期间项目文件有改动", "files of the project changed meanwhile"))
            return Outcome(None, in_order(self.found))
        files = self._files(output, manifest, revision, last)
        if files is None:
            return Outcome(None, in_order(self.found))
        self._write(revision.version, files)
        value = None if self.failed else Issued(self.home / revision.version, revision.version, tuple(files))
        return Outcome(value, in_order(self.found))

    # --------------------------------------------------------------------------------- what is asked for

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

    def _revision(self, last: Edition | None) -> Revision | None:
        change = self.request.change.strip()
        if not change or len(change) > _LONGEST or UNSHOWABLE.search(change) or re.search(r"[\r\n\t]", change):
            zh, en = "没有写明修订内容，或内容不是一行文字", "what changed is not said in one line of text"
            hint = f'--change "按核查意见更正数据"（1～{_LONGEST} 字）'
            self.found.append(
                self._say(NO_CHANGE, zh, en, hint, f'--change "what changed" (1 to {_LONGEST} characters)')
            )
        version = self._version(last)
        date = self.order.date.isoformat()
        if last is not None and date < last.date:
            self.found.append(
                self._say(
                    DATE,
                    f"文档日期 {date} 早于上一版本 {last.version} 的 {last.date}",
                    f"the document's date {date} is before that of edition {last.version}, {last.date}",
                    f"documents 中 {self.order.id} 的 date 写 {last.date} 或之后的日期",
                    f"set date of {self.order.id} under documents to {last.date} or later",
                )
            )
        signed = self._signed()
        return Revision(version, date, change, **signed) if version else None

    def _version(self, last: Edition | None) -> str:
        wanted, asked = self.request.version or "", version_key(self.order.edition)
        before = version_key(last.version) if last else None
        if not wanted:
            if asked is None and before is None:
                return self._refused(self.order.edition, "1.0")
            if before is None or (asked is not None and asked > before):
                return self.order.edition
            return ".".join(map(str, (before[0], before[1] + 1)))
        key = version_key(wanted)
        least = max((one for one in (asked, before) if one is not None), default=(0, 0))
        after = ".".join(map(str, (least[0], least[1] + 1))) if before is not None else self.order.edition
        if key is None or (before is not None and key <= before) or (asked is not None and key < asked):
            return self._refused(wanted, after)
        return wanted

    def _refused(self, wanted: str, right: str) -> str:
        known = listing(versions(self.home))
        self.found.append(
            self._say(
                VERSION,
                f"不能发布为版本 {wanted!a}：已发布 {known}，项目文件中为 {self.order.edition}",
                f"cannot issue version {wanted!a}: issued are {known}, project.yaml says {self.order.edition}",
                f"例如 --version {right}；已发布的版本不会被覆盖",
                f"for example --version {right}; an issued edition is never overwritten",
            )
        )
        return ""

    def _signed(self) -> dict[str, str]:
        """Return who prepared, reviewed and approved: roles and firms that the project's files name."""
        language, file = self.order.language, self.project.file
        known = {one.id: one.name.text.say(language) for one in file.firms}
        for one in file.responsible:
            role, department = one.role.text.say(language), one.department.text.say(language)
            known[one.id] = f"{department}{role}" if language == "zh" else f"{role}, {department}"
        engagement = next((one for one in file.engagements if one.id == self.order.engagement), None)
        signed = {"prepared": known.get(engagement.firm, "") if engagement else ""}
        for step, name in self.request.by.items():
            if step not in STEPS or name not in known:
                zh, en = f"项目文件中没有“{step}={name}”", f"the project's files have no {step}={name}"
                right = f"--by approved={next(iter(known), 'firm')}"
                steps = "/".join(STEPS)
                hint_zh, hint_en = f"{steps}；可用：{listing(known)}；例如 {right}", f"{steps}; known: {listing(known)}"
                self.found.append(self._say(SIGNER, zh, en, hint_zh, hint_en))
            else:
                signed[step] = known[name]
        return signed

    def _repository(self) -> None:
        """Find the commit, and what is not as it has it; issued editions themselves are no input."""
        root = self.workspace.root
        try:
            repository = Repository.around(root)
            self.commit = repository.revision("HEAD").commit
            top = repository.top.resolve()
            if not repository.knows((self.project.root / PROJECT_FILE).relative_to(top).as_posix()):
                raise GitError("project.yaml 不在仓库中", "project.yaml is not in the repository")
            place = root.relative_to(top).as_posix()
            paths = repository.changed(place)
        except (GitError, ValueError) as wrong:
            why = wrong if isinstance(wrong, GitError) else GitError(str(wrong), str(wrong))
            self._unclean(f"无法由 git 还原：{why.zh}", f"git could not make it again: {why.en}", ("*",))
            return
        inner = "" if place == "." else f"{place}/"
        changed = tuple(path.removeprefix(inner) for path in paths if not self._is_made(path.removeprefix(inner)))
        if changed:
            shown = listing(changed, 4)
            self._unclean(f"有未提交的改动：{shown}", f"changes are not committed: {shown}", changed)

    def _is_made(self, path: str) -> bool:
        """Whether a path is what Tanwen itself writes: outputs, caches, editions."""
        parts = tuple(path.split("/"))
        own = self.project.root.relative_to(self.workspace.root).parts
        below = parts[len(own) :] if parts[: len(own)] == own else parts[2:]
        return parts[0] in ("output", ".tanwen") or is_frozen(below)

    def _unclean(self, zh: str, en: str, changed: tuple[str, ...]) -> None:
        self.changed = changed
        if not self.request.allow_dirty:
            hint_zh, hint_en = "先提交：git commit；或 --allow-dirty（会记入版本）", "commit first, or --allow-dirty"
            self.found.append(self._say(DIRTY, zh, en, hint_zh, hint_en))

    # ---------------------------------------------------------------------------------------- what is kept

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
            commit=self.commit,
            changed=self.changed,
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

    def _say(self, rule: Any, zh: str, en: str, hint_zh: str = "", hint_en: str = "") -> Finding:
        finding: Finding = rule.at(self.order.place("edition"), zh, en, hint_zh=hint_zh, hint_en=hint_en)
        return finding


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
