"""What an import of a reviewed Word file needs of a build: the document, its files, and how to compose it anew."""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.base.findings import Finding, Outcome, Position, Severity
from generator.base.text import Language
from generator.build.built_from import commit_of_build
from generator.build.options import Options
from generator.build.sides import revision_side, stages_at
from generator.build.stages import Stages
from generator.build.workspace import workspace_of
from generator.compose import compose
from generator.compose.overrides import edition, override_name
from generator.document.blocks import AuthorSlot, Document
from generator.ledger.explain import explain
from generator.project.models import DocumentOrder, ProjectFile
from generator.project.node import Placed, PlacedList
from generator.project.project import Project, SlotText
from generator.project.review_file import ReviewFile, read_review
from generator.project.slots import CHAPTERS
from generator.project.workspace import PROJECT_FILE, relative
from generator.project.yaml_reader import read_yaml
from generator.review.importing import rules
from generator.review.importing.inputs import inputs_of
from generator.review.importing.items import Input
from generator.review.importing.mapping import Dialect
from generator.review.importing.proving import Made
from generator.review.importing.run import Given, Imported, import_review
from generator.review.importing.sources import Scalar, every_block
from generator.review.upgrade.taking import taken_over
from generator.review.word_map import map_of


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An import with the project it is of: where its files stand and how they were read."""

    found: Imported
    project: Project
    texts: Mapping[str, AuthorText]
    there: ReviewFile | None


@dataclass(frozen=True, slots=True)
class AuthorText:
    """A Markdown file as it is on disk, and its text as the project reads it.

    ``instead`` is the path of the template's section that a file which is not there yet would stand in the place of.
    """

    file: Path
    data: bytes
    text: str
    dialect: Dialect = "slot"
    instead: str = ""

    def encoded(self, text: str) -> bytes:
        """Return a new text in the form of the file: its mark of UTF-8 and its ends of lines."""
        if b"\r\n" in self.data:
            text = text.replace("\n", "\r\n")
        return (b"\xef\xbb\xbf" if self.data.startswith(b"\xef\xbb\xbf") else b"") + text.encode("utf-8")


def review(
    data: bytes, called: str, folder: Path, document: str, language: Language, *, override: bool = False
) -> Outcome[Reviewed]:
    """Find what reviewers changed in a Word file of a project.

    Args:
        data: the edited file.
        called: what findings call it.
        folder: the project's folder.
        document: the id of the document, where the file's map does not say it.
        language: of labels and reasons.
        override: whether changes of the template's words become sections that the project words itself.
    """
    workspace = workspace_of(folder)
    stages = stages_at(folder.resolve(), workspace, Options(workspace.output, ("docx",), locked=True))
    if stages.project is None or stages.ledger is None:
        return Outcome(None, tuple(stages.findings))
    project = stages.project
    there = read_review(project.root, project.workspace)
    if any(f.severity is Severity.ERROR for f in there.findings):
        return Outcome(None, there.findings)  # what was answered by hand must not be written over
    order = _order(stages, data, document)
    if isinstance(order, Finding) or order is None:
        return Outcome(None, (order or _which(called, stages),))
    if order.id not in stages.templates:
        return Outcome(None, tuple(stages.findings))
    texts = _texts(stages, project, order) | _unwritten(stages, project, order)
    if override:
        texts |= _sections(stages, project, order, texts)
    given = _given(stages, order, data, called, language, texts)
    if given is None:
        return Outcome(None, tuple(stages.findings))
    read = import_review(given)
    if read.value is None:
        return Outcome(None, read.findings)
    _at_the_template(read.value, texts)
    read.value.texts = {p: t if texts[p].data else f"{t.rstrip()}\n" for p, t in read.value.texts.items()}
    return Outcome(Reviewed(read.value, project, texts, there.value), read.findings)


def _at_the_template(found: Imported, texts: Mapping[str, AuthorText]) -> None:
    """Name the template's own lines where no section of the project's comes of them: its first line is not there."""
    instead = {path: one.instead for path, one in texts.items() if one.instead and path not in found.texts}
    for item in found.items:
        at = item.position
        if at is not None and at.path in instead:
            item.position = Position(instead[at.path], max(at.line - 1, 1), at.column)
    found.comments = tuple(
        one.model_copy(update={"file": instead[one.file], "line": max(one.line - 1, 1)}) if one.file in instead else one
        for one in found.comments
    )


def _order(stages: Stages, data: bytes, document: str) -> DocumentOrder | Finding | None:
    """Return the order that the file is of: the one asked for, the one its map names, or the only one."""
    found = map_of(data)
    wanted = document or (found.document if found is not None else "")
    if wanted:
        return next((one for one in stages.orders if one.id == wanted), None)
    return stages.orders[0] if len(stages.orders) == 1 else None


def _which(called: str, stages: Stages) -> Finding:
    known = [one.id for one in stages.orders]
    return rules.NO_DOCUMENT.at(
        Position(called),
        f"文件不属于项目 {stages.folder.name} 的任何文档，或没有说明是哪一个",
        f"it is no document of {stages.folder.name}, or does not say which",
        hint_zh=f"用 --document 指定：{'、'.join(known)}",
        hint_en=f"name it with --document: {', '.join(known)}",
    )


def _given(
    stages: Stages,
    order: DocumentOrder,
    data: bytes,
    called: str,
    language: Language,
    texts: Mapping[str, AuthorText],
) -> Given | None:
    project = stages.project
    document = stages.document(order)
    if project is None or document is None:
        return None
    composer = _composer(stages, order, document.build, texts)
    made = composer({})
    if made is None:
        return None
    files = {path: (one.text, one.dialect) for path, one in texts.items()}
    base = functools.partial(_built_as, stages, order)
    return Given(data, called, made, files, tuple(scalars(project)), composer, _inputs(stages, language), base)


def _built_as(stages: Stages, order: DocumentOrder, build: str, template: str) -> bytes | None:
    """Return the Word file that an earlier build wrote, made again from its commit; nothing where git does not know."""
    found = commit_of_build(stages.workspace, stages.folder, order.id, template, build)
    if found.revision is None:
        return None
    side = revision_side(stages.folder, found.revision.commit, today=datetime.date.min).value
    document = side.documents.get(order.id) if side is not None else None
    if document is None or document.build != build:
        return None
    return word_of(document, stages.templates[order.id].shell)


def word_of(document: Document, shell: bytes | None) -> bytes | None:
    """Write a document's Word file without its pictures: for reading its lines."""
    from generator.render import docx

    return docx.write(document, pictures={}, pages=None, shell=shell).value


def _texts(stages: Stages, project: Project, order: DocumentOrder) -> dict[str, AuthorText]:
    """Return the Markdown files that a document is made of, by their paths in findings."""
    drafted = stages.templates[order.id].theme == "standard"
    found: dict[str, AuthorText] = {}
    for (owner, name), slot in project.slots.items():
        dialect: Dialect = "standard" if drafted and owner == CHAPTERS else "slot"
        if owner in {order.id, CHAPTERS}:
            _read(found, slot.path, project.root / "content" / owner / f"{name}.md", dialect)
    for (owner, name), section in project.overrides.items():
        if owner == order.id:
            _read(found, section.path, project.root / "content" / owner / "sections" / name, "section")
    return found


def _unwritten(stages: Stages, project: Project, order: DocumentOrder) -> dict[str, AuthorText]:
    """Return the files of the author slots that nobody has written yet, empty: a reviewer may have written them."""
    document = stages.document(order)
    slots = [b for b in every_block(document.blocks) if isinstance(b, AuthorSlot)] if document is not None else []
    folder = project.root / "content" / order.id
    return {
        slot.file: AuthorText(folder / f"{slot.slot}.md", b"", "")
        for slot in slots
        if not slot.written and not (folder / f"{slot.slot}.md").exists()
    }


def _read(found: dict[str, AuthorText], path: str, file: Path, dialect: Dialect) -> None:
    try:
        data = file.read_bytes()
        found[path] = AuthorText(file, data, data.decode("utf-8-sig").replace("\r\n", "\n"), dialect)
    except (OSError, UnicodeDecodeError):
        return  # what is wrong with it was said when the project was loaded


def _sections(
    stages: Stages, project: Project, order: DocumentOrder, there: Mapping[str, AuthorText]
) -> dict[str, AuthorText]:
    """Return the sections of the template as the project could word them, but for those that it words already."""
    template = stages.templates[order.id]
    found: dict[str, AuthorText] = {}
    for section in template.sections:
        file = project.root / "content" / order.id / "sections" / override_name(section)
        path, text = relative(file, project.workspace), taken_over(template, section, order.language)
        if text is not None and path not in there:
            instead = f"{template.path}/{edition(template, section, order.language)}"
            found[path] = AuthorText(file, b"", text, "section", instead)
    return found


def _composer(
    stages: Stages, order: DocumentOrder, build: str, known: Mapping[str, AuthorText]
) -> Callable[[Mapping[str, str]], Made | None]:
    """Return what composes the document with other texts in place of those of the project's files."""
    project, ledger = stages.project, stages.ledger
    template = stages.templates[order.id]

    def made(texts: Mapping[str, str]) -> Made | None:
        assert project is not None
        assert ledger is not None
        slots = {
            key: SlotText(slot.path, texts[slot.path]) if slot.path in texts else slot
            for key, slot in project.slots.items()
        }
        there = {slot.path for slot in slots.values()}
        for path, text in texts.items():
            if path not in there and known[path].dialect == "slot":
                slots[order.id, known[path].file.stem] = SlotText(path, text)
        slots = {key: slot for key, slot in slots.items() if slot.text.strip()}
        changed = dataclasses.replace(project, slots=slots, overrides=_worded(project, order, known, texts))
        outcome = compose(changed, ledger, order, template, build=build, final=False, bytecode=stages.bytecode)
        if outcome.value is None:
            return None
        word = word_of(outcome.value, template.shell)
        errors = sum(f.severity is Severity.ERROR for f in outcome.findings)
        return None if word is None else Made(outcome.value, word, errors)

    return made


def _worded(
    project: Project, order: DocumentOrder, known: Mapping[str, AuthorText], texts: Mapping[str, str]
) -> dict[tuple[str, str], SlotText]:
    """Return the overrides of the project with those that an import would make, and other texts of them."""
    found = dict(project.overrides)
    folder = project.root / "content" / order.id / "sections"
    for path, one in known.items():
        if one.dialect == "section":
            found[order.id, one.file.relative_to(folder).as_posix()] = SlotText(path, texts.get(path, one.text))
    return found


def _inputs(stages: Stages, language: Language) -> Callable[[str], tuple[Input, ...]]:
    def found(key: str) -> tuple[Input, ...]:
        project, ledger = stages.project, stages.ledger
        assert project is not None
        assert ledger is not None
        node = explain(ledger, (*project.rows, *project.columns), key, language, row_limit=1)
        return () if node is None else inputs_of(node, language)

    return found


def scalars(project: Project) -> Iterator[Scalar]:
    """Yield every text of the project's YAML files with its place."""
    for name in (PROJECT_FILE, *(f"{section}.yaml" for section in ProjectFile.model_fields)):
        file = project.root / name
        if file.is_file():
            yield from _scalars(read_yaml(file, relative(file, project.workspace)).value, Position(""))


def _scalars(value: Any, at: Position) -> Iterator[Scalar]:
    if isinstance(value, Placed):
        for key, inner in value.items():
            yield from _scalars(inner, value.places.get(key, value.at))
    elif isinstance(value, PlacedList):
        for inner, place in zip(value, value.places, strict=True):
            yield from _scalars(inner, place)
    elif isinstance(value, str):
        yield Scalar(value.strip(), at)
