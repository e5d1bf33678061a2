"""The plan of an upgrade: which documents move where, what becomes of their sections, and which files change."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.base.findings import Finding, Outcome, Position, in_order
from generator.compose.editions import is_newer, version_key
from generator.compose.overrides import base_of, edition, override_name, overrides_of, section_text, text_hash
from generator.compose.templates import Slot, Template, find_template, list_templates
from generator.project.models import DocumentOrder
from generator.project.project import Project, SlotText
from generator.project.suggestions import listing, nearest
from generator.review.upgrade.comparing import TemplateChanges, compare
from generator.review.upgrade.editing import with_version
from generator.review.upgrade.rules import CONFLICT, NO_BASE, NO_VERSION, UNEDITABLE
from generator.review.upgrade.sections import SectionMerge, as_written, merge_sections, read_raw
from generator.review.upgrade.writing import Change


@dataclass(frozen=True, slots=True)
class DocumentPlan:
    """One document's way to a newer version; ``to_write`` are the slots that nobody has written yet.

    ``lacking`` are parts of project.yaml that it needs, ``unread`` author texts that it asks for no more, ``newer`` all
    versions after the document's own.
    """

    order: DocumentOrder
    old: Template
    new: Template
    changes: TemplateChanges
    merges: tuple[SectionMerge, ...]
    to_write: tuple[Slot, ...]
    lacking: tuple[str, ...]
    unread: tuple[str, ...]
    newer: tuple[str, ...]

    @property
    def moves(self) -> bool:
        """Whether the document changes its version."""
        return self.old.version != self.new.version


@dataclass(frozen=True, slots=True)
class Plan:
    """The way of a project: its documents' plans, and the files to write, none of them where a conflict stands."""

    documents: tuple[DocumentPlan, ...] = ()
    files: tuple[Change, ...] = field(default=())


def newer_versions(order: DocumentOrder, roots: Sequence[Path]) -> tuple[str, ...]:
    """Return the versions of a document's template that are newer than its own, the oldest first."""
    all_of = [version for kind, version, _ in list_templates(roots) if kind == order.template]
    return tuple(sorted((v for v in all_of if is_newer(v, order.version)), key=version_key))


def plan(
    project: Project,
    roots: Sequence[Path],
    documents: Sequence[str] = (),
    to: str = "",
    *,
    conflicts: bool = False,
) -> Outcome[Plan]:
    """Plan the upgrade of a project's documents, all of them where none is named.

    Findings say what stands against it; with ``conflicts`` those of sections are written into the files instead.
    """
    plans: list[DocumentPlan] = []
    findings: list[Finding] = []
    for order in _wanted(project, roots, documents, to):
        one = _of_document(project, order, roots, to)
        findings += one.findings
        if one.value is not None:
            plans.append(one.value)
    findings += [f for one in plans for f in _against(one) if not (conflicts and f.rule == CONFLICT.id)]
    files: list[Change] = []
    if not findings:
        changed = _files(project, plans)
        findings += changed.findings
        files = list(changed.value or ())
    return Outcome(Plan(tuple(plans), tuple(files)), in_order(findings))


def _wanted(project: Project, roots: Sequence[Path], documents: Sequence[str], to: str) -> list[DocumentOrder]:
    """Return the documents that are meant: those named, else those that can go to the version that is named."""
    orders = project.file.documents
    if documents:
        return [order for order in orders if order.id in documents]
    able = [order for order in orders if to and to in newer_versions(order, roots)]
    return able or list(orders)


def _of_document(project: Project, order: DocumentOrder, roots: Sequence[Path], to: str) -> Outcome[DocumentPlan]:
    old = find_template(order.template, order.version, roots, asked_at=order.place("template"))
    newer = newer_versions(order, roots)
    if old.value is None:
        return Outcome(None, old.findings)
    if to and to != order.version and to not in newer:
        return Outcome(None, (_no_version(order, to, newer),))
    version = to or (newer[-1] if newer else order.version)
    new = find_template(order.template, version, roots, asked_at=order.place("template"))
    own = overrides_of(project, order)
    if new.value is None or (version == order.version and not _stale(own, new.value, order)):
        return Outcome(None, new.findings)

    def find(kind: str, wanted: str) -> Template | None:
        return find_template(kind, wanted, roots).value

    declared = {slot.id for slot in new.value.slots}
    value = DocumentPlan(
        order,
        old.value,
        new.value,
        compare(old.value, new.value, order.language),
        merge_sections(own, old.value, new.value, find, order.language),
        tuple(slot for slot in new.value.slots if (order.id, slot.id) not in project.slots),
        tuple(part for part in new.value.requires if not getattr(project.file, part, None)),
        tuple(sorted(s for d, s in project.slots if d == order.id and s not in declared)),
        newer,
    )
    return Outcome(value)


def _stale(own: Mapping[str, SlotText], template: Template, order: DocumentOrder) -> bool:
    """Whether a section that the project words itself was taken from another text than the template's now."""
    now = {override_name(s): section_text(template, edition(template, s, order.language)) for s in template.sections}
    for name, written in own.items():
        base, text = base_of(written.text), now.get(name)
        if base is None or text is None or text_hash(text) != base.hash:
            return True
    return False


def _no_version(order: DocumentOrder, to: str, newer: Sequence[str]) -> Finding:
    near = nearest(to, newer)
    hint_zh, hint_en = f"较新的版本：{listing(newer)}", f"newer versions: {listing(newer)}"
    if near:
        hint_zh, hint_en = f"是否应为 {near}？{hint_zh}", f"did you mean {near}? {hint_en}"
    elif not is_newer(to, order.version):
        hint_zh, hint_en = "退回较早的版本用 git revert", "to go back, revert the commit with git"
    return NO_VERSION.at(
        order.place("version"),
        f"{order.template} 没有比 {order.version} 新的版本 {to}",
        f"{order.template} has no version {to} newer than {order.version}",
        hint_zh=hint_zh,
        hint_en=hint_en,
    )


def _against(one: DocumentPlan) -> Iterator[Finding]:
    """Yield what keeps a document's sections from being merged."""
    hint_zh = "加 --conflicts 把两种文字写入文件，由人选定；或先改写该章节"
    hint_en = "with --conflicts both wordings are written into the file for a person to settle"
    for merged in one.merges:
        place = Position(merged.path, 1)
        if merged.how == "baseless":
            yield NO_BASE.at(
                place,
                f"不知道 {merged.name} 改写自什么：第一行没有写明，或所写的版本没有这段文字",
                f"what {merged.name} was taken from is not known: its first line names no version that has that text",
                hint_zh="写明第一行，例如 {# overrides ghg-inventory-report@1.0 sections/… sha256:… #}",
                hint_en="write its first line, such as {# overrides ghg-inventory-report@1.0 sections/… sha256:… #}",
            )
        elif merged.how == "homeless":
            yield CONFLICT.at(
                place,
                f"{one.new.name} 不再有与 {merged.name} 对应的章节，其中改写的内容没有去处",
                f"{one.new.name} has no section that takes over {merged.name}: the project's words have no place",
                hint_zh="加 --conflicts 把文件改名保留（不再读取），再手工移入合适的章节",
                hint_en="with --conflicts the file is set aside under another name, to be moved by hand",
            )
        for conflict in merged.conflicts:
            yield CONFLICT.at(
                dataclasses.replace(place, line=conflict.line + 1),  # below the line that names the base
                f"{merged.name}：项目和 {one.new.name} 都改了这里",
                f"{merged.name}: both the project and {one.new.name} changed this",
                hint_zh=hint_zh,
                hint_en=hint_en,
            )


def _files(project: Project, plans: Sequence[DocumentPlan]) -> Outcome[tuple[Change, ...]]:
    """Return the files to write: the sections, then the project file."""
    changes: dict[str, Change] = {}
    edits: dict[str, bytes] = {}
    for one in plans:
        _sections(project, one, changes)
    # from the last line to the first, so that no edit moves the place of another
    for one in sorted(plans, key=lambda found: found.order.place("version"), reverse=True):
        if not one.moves:
            continue
        at = one.order.place("version")
        file = project.workspace / at.path
        path = file.relative_to(project.root).as_posix()
        data = edits.get(path) or file.read_bytes()
        edited = with_version(data, at, one.old.version, one.new.version)
        if edited is None:
            finding = UNEDITABLE.at(
                at,
                "此处的 version 不是单独写出的值（别名或锚点），无法只改这一处",
                "this version is no value of its own (an alias or an anchor): it cannot be changed here alone",
                hint_zh=f'写成 version: "{one.old.version}"',
                hint_en=f'write version: "{one.old.version}"',
            )
            return Outcome(None, (finding,))
        edits[path] = edited
        changes.pop(path, None)
        changes[path] = Change(path, file.read_bytes(), edited)
    return Outcome(tuple(one for one in changes.values() if one.old != one.new))


def _sections(project: Project, one: DocumentPlan, changes: dict[str, Change]) -> None:
    folder = f"content/{one.order.id}/sections"
    for merged in one.merges:
        source = f"{folder}/{merged.name}"
        before, _ = read_raw(project.root / source)
        if merged.how == "homeless":
            aside = f"{source}.dropped"
            changes[aside] = Change(aside, _there(project.root / aside), before)
            changes.setdefault(source, Change(source, before, None))
            continue
        target = f"{folder}/{merged.target}"
        if target != source:
            changes.setdefault(source, Change(source, before, None))
        data = None if merged.how == "unneeded" else as_written(merged.text, before)
        changes[target] = Change(target, _there(project.root / target), data)


def _there(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None
