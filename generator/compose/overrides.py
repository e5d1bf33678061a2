"""Sections that a project words itself: ``content/<document>/sections/<file>`` in the place of its template's section.

They are written in the language of templates. A project is untrusted, so that a document with such a section is
rendered apart, under the limits of templates from outside. The first line of an override says what it was taken from:
``{# overrides ghg-inventory-report@1.0 sections/02-boundary.md sha256:… #}``; by it an upgrade knows its base.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.base.findings import Finding, Position
from generator.base.text import Language
from generator.compose.override_rules import CONFLICT, MOVED, NAMELESS, OVERRIDDEN, STRAY, UNASKED
from generator.compose.templates import Section, Template
from generator.project.models import DocumentOrder
from generator.project.project import Project, SlotText
from generator.project.suggestions import listing, nearest

_HEADER = re.compile(
    r"\A\{#-?[ \t]*overrides[ \t]+(?P<type>[a-z0-9][a-z0-9-]*)@(?P<version>[A-Za-z0-9][A-Za-z0-9.-]*)"
    r"[ \t]+(?P<file>\S+)[ \t]+sha256:(?P<hash>[0-9a-f]{64})[ \t]*-?#\}[ \t]*\r?\n?"
)
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?:[ \t]|\r?$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Base:
    """What an override was taken from: a template's version, the file in it and the hash of its text."""

    type: str
    version: str
    file: str
    hash: str


def base_of(text: str) -> Base | None:
    """Return what an override says that it was taken from; ``None`` where its first line does not say it."""
    found = _HEADER.match(text)
    return Base(found["type"], found["version"], found["file"], found["hash"]) if found else None


def body_of(text: str) -> str:
    """Return an override without the line that names its base."""
    return _HEADER.sub("", text, count=1)


def header(template: Template, file: str, text: str) -> str:
    """Return the line that names a template's section as the base of an override."""
    return f"{{# overrides {template.name} {file} sha256:{text_hash(text)} #}}\n"


def text_hash(text: str) -> str:
    """Return the hash of a section's text, the same whatever ends its lines."""
    return hashlib.sha256(text.encode()).hexdigest()


def edition(template: Template, section: Section, language: Language) -> str:
    """Return a section's edition in a language, where the template has one."""
    head, _, name = section.file.rpartition("/")
    own = f"{head}/{language}/{name}".lstrip("/")
    return own if template.file(own) is not None else section.file


def section_text(template: Template, file: str) -> str | None:
    """Return the text of a section's file with plain line ends; ``None`` where it is none or no text."""
    path = template.file(file)
    try:
        return path.read_text(encoding="utf-8-sig") if path is not None else None
    except (OSError, UnicodeDecodeError):
        return None


def override_name(section: Section) -> str:
    """Return how the file below ``content/<document>/sections/`` is called that overrides a section."""
    return section.file.removeprefix("sections/")


def overrides_of(project: Project, order: DocumentOrder) -> Mapping[str, SlotText]:
    """Return a document's overrides by the name of the section's file."""
    return {name: text for (document, name), text in project.overrides.items() if document == order.id}


def override_findings(project: Project, order: DocumentOrder, template: Template) -> Iterator[Finding]:
    """Yield what is to be said of a document's overrides; that there are some is a note."""
    known = {override_name(section): section for section in template.sections}
    used = []
    for name, written in sorted(overrides_of(project, order).items()):
        section = known.get(name)
        if (marker := _CONFLICT.search(written.text)) is not None:
            yield CONFLICT.at(
                Position(written.path, written.text.count("\n", 0, marker.start()) + 1),
                f"{name} 中留有合并冲突标记",
                f"{name} holds the marks of a merge conflict",
                hint_zh="选定文字，删去 <<<<<<<、|||||||、=======、>>>>>>> 各行",
                hint_en="settle the words and delete the lines <<<<<<<, |||||||, ======= and >>>>>>>",
            )
        if section is None:
            yield _stray(name, written, order, template, list(known))
            continue
        used.append(name)
        yield from _of_base(name, written, template, edition(template, section, order.language))
    if used:
        listed = "、".join(used)
        yield OVERRIDDEN.at(
            order.at,
            f"文档 {order.id} 有 {len(used)} 个章节由项目改写：{listed}",
            f"document {order.id} words these sections of its template itself ({len(used)}): {', '.join(used)}",
            related=[Position(overrides_of(project, order)[name].path, 1) for name in used],
        )


def unasked_texts(project: Project, order: DocumentOrder, template: Template) -> Iterator[Finding]:
    """Yield a finding for each author's text of a document that its template has no slot for."""
    known = [slot.id for slot in template.slots]
    for (document, name), written in sorted(project.slots.items()):
        if document != order.id or name in known:
            continue
        hint_zh, hint_en = _known(name, known, "模板的作者栏", "its author slots")
        yield UNASKED.at(
            Position(written.path, 1),
            f"模板 {template.name} 没有作者栏 {name}，文件没有用到",
            f"template {template.name} has no author slot {name}: document {order.id} does not use the file",
            hint_zh=hint_zh,
            hint_en=hint_en,
        )


def _known(name: str, known: list[str], zh: str, en: str) -> tuple[str, str]:
    """Return what there is in the place of a name, the nearest one first."""
    near = nearest(name, known)
    listed = f"{zh}：{listing(known, 20)}", f"{en}: {listing(known, 20)}"
    return (f"是否应为 {near}？{listed[0]}", f"did you mean {near}? {listed[1]}") if near else listed


def _stray(name: str, written: SlotText, order: DocumentOrder, template: Template, known: list[str]) -> Finding:
    hint_zh, hint_en = _known(name, known, "模板的章节", "its sections")
    return STRAY.at(
        Position(written.path, 1),
        f"模板 {template.name} 没有章节 {name}，文件没有用到",
        f"template {template.name} has no section {name}: document {order.id} does not use the file",
        hint_zh=hint_zh,
        hint_en=hint_en,
    )


def _of_base(name: str, written: SlotText, template: Template, file: str) -> Iterator[Finding]:
    place = Position(written.path, 1)
    base = base_of(written.text)
    if base is None:
        yield NAMELESS.at(
            place,
            f"{name} 的第一行没有写明改写自哪个模板版本",
            f"the first line of {name} does not say which version of the template it was taken from",
            hint_zh=header(template, file, section_text(template, file) or "").strip(),
            hint_en=header(template, file, section_text(template, file) or "").strip(),
        )
        return
    now = section_text(template, file)
    if (base.type, base.file) == (template.type, file) and now is not None and text_hash(now) == base.hash:
        return
    taken, asked = f"{base.type}@{base.version} {base.file}", f"{template.name} {file}"
    yield MOVED.at(
        place,
        f"{name} 改写自 {taken}，而文档现用的 {asked} 内容不同",
        f"{name} was taken from {taken}, and {asked}, which the document uses, has another text",
        hint_zh="用 tanwen upgrade 合并；或核对差异后更新第一行",
        hint_en="merge with tanwen upgrade; or compare the two and write the first line anew",
    )
