"""Templates: a folder ``templates/<type>/<version>/`` with template.yaml, sections and an optional cover."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

import yaml

from generator.base.findings import Outcome, Position
from generator.base.resources import template_root
from generator.base.text import Text
from generator.compose.editions import bases_of, inherited, spell
from generator.compose.manifest import Reader
from generator.compose.rules import SECTION_MISSING, TEMPLATE_MISSING

_KEYS = (
    "type",
    "version",
    "extends",
    "title",
    "subtitle",
    "covers",
    "standards",
    "calculations",
    "theme",
    "language",
    "digits",
    "defaults",
    "requires",
    "slots",
    "sections",
    "checks",
    "front",
)
_NAME = re.compile(r"^[a-z0-9][a-z0-9-]*$")
_SHARED = re.compile(rb"shared/([A-Za-z0-9-]+/[A-Za-z0-9-][A-Za-z0-9.-]*)/")
_VERSION = re.compile(r"^[A-Za-z0-9][A-Za-z0-9.-]*$")


@dataclass(frozen=True, slots=True)
class Slot:
    """An author slot: what it asks for, and the id of the role that answers (``responsible`` of project.yaml)."""

    id: str
    prompt: Text
    responsible: str
    position: Position


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its file below the template's folder, the catalogue bullets it covers, and when it is there."""

    name: str
    file: str
    position: Position
    covers: tuple[str, ...] = ()
    when: str = ""
    defaults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Front:
    """What stands before the first section."""

    contents: bool = True
    tables: bool = False
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A template version. ``path`` names its folder in findings; ``hash`` is over every file that it may read.

    ``outside`` says that it does not come with Tanwen: it is rendered under limits, in a process of its own. ``bases``
    are the folders of the earlier versions whose files stand in for those that this one leaves as they were.
    """

    type: str
    version: str
    title: Text
    position: Position
    folder: Path
    path: str
    shared: Path
    hash: str
    outside: bool
    subtitle: Text | None = None
    covers: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    calculations: tuple[str, ...] = ()
    theme: str = "report"
    language: Literal["zh", "en"] = "zh"
    digits: Mapping[str, int] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    requires: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    sections: tuple[Section, ...] = ()
    checks: tuple[str, ...] = ()
    front: Front = Front()
    bases: tuple[Path, ...] = ()

    @property
    def name(self) -> str:
        """``type@version``."""
        return f"{self.type}@{self.version}"

    @property
    def shell(self) -> bytes | None:
        """The cover and letterhead that a designer edits in Word, where the template has one."""
        file = self.file("shell.docx")
        return file.read_bytes() if file is not None else None

    def file(self, relative: str) -> Path | None:
        """Return the file of that name below the template's folder, else below the versions that it extends."""
        return inherited(relative, (self.folder, *self.bases))

    def shown(self, file: Path) -> str:
        """Return how findings call a file of this template or of a version that it extends."""
        return spell(file, self.path, (self.folder, *self.bases))

    def slot(self, name: str) -> Slot | None:
        """Return a declared author slot."""
        return next((slot for slot in self.slots if slot.id == name), None)


def find_template(
    type: str,  # noqa: A002  # the manifest's word
    version: str,
    roots: Sequence[Path] = (),
    *,
    asked_at: Position | None = None,
) -> Outcome[Template]:
    """Find and read a template: first in ``roots`` (a workspace's own), then among those that come with Tanwen.

    ``asked_at`` is where the document asked for it; a template that is nowhere is a finding there.
    """
    if _NAME.match(type) and _VERSION.match(version):
        for root in _all_roots(roots):
            folder = root / type / version
            if (folder / "template.yaml").is_file() and _inside(folder, root):
                return read_template(folder, root)
    known = [f"{t}@{v}" for t, v, _ in list_templates(roots)]
    listed = ", ".join(known)
    return Outcome(
        None,
        (
            TEMPLATE_MISSING.at(
                asked_at or Position("project.yaml"),
                f"没有模板 {type}@{version}",
                f"there is no template {type}@{version}",
                hint_zh=f"现有模板：{listed or '无'}",
                hint_en=f"the templates are {listed or 'none'}",
            ),
        ),
    )


def list_templates(roots: Sequence[Path] = ()) -> tuple[tuple[str, str, Path], ...]:
    """Return (type, version, folder) of every template; a workspace's own hides one of the same name and version."""
    found: dict[tuple[str, str], Path] = {}
    for root in _all_roots(roots):
        for file in sorted(root.glob("*/*/template.yaml")):
            folder = file.parent
            if folder.parent.name != "shared":
                found.setdefault((folder.parent.name, folder.name), folder)
    return tuple((kind, version, folder) for (kind, version), folder in sorted(found.items()))


def all_templates(roots: Sequence[Path] = ()) -> Outcome[tuple[Template, ...]]:
    """Read every template, for the catalogue of deliverables."""
    outcomes = [read_template(folder, folder.parent.parent) for _, _, folder in list_templates(roots)]
    findings = tuple(finding for outcome in outcomes for finding in outcome.findings)
    return Outcome(tuple(o.value for o in outcomes if o.value is not None), findings)


def _all_roots(roots: Sequence[Path]) -> list[Path]:
    wanted = dict.fromkeys(root.resolve() for root in (*roots, template_root()))
    return [root for root in wanted if root.is_dir()]


def _inside(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root.resolve())


def read_template(folder: Path, root: Path) -> Outcome[Template]:
    """Read ``folder/template.yaml``; ``root`` is the folder of all templates that it stands in."""
    path = f"{root.name}/{folder.parent.name}/{folder.name}"
    reader = Reader(f"{path}/template.yaml")
    try:
        text = (folder / "template.yaml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reader.wrong(None, f"无法读取：{error}", f"cannot be read: {error}")
        return Outcome(None, tuple(reader.findings))
    node = reader.root(text)
    if node is None:
        return Outcome(None, tuple(reader.findings))
    values = reader.mapping(node, _KEYS)
    _expect(reader, node, values, folder)
    bases = bases_of(reader, values.get("extends"), folder)
    sections = tuple(_sections(reader, values.get("sections"), (folder, *bases)))
    title = reader.named(values.get("title")) or Text.of(folder.parent.name)
    front = reader.mapping(values.get("front"), ("contents", "tables", "figures"))
    language = reader.text(values.get("language"), "zh")
    if language not in ("zh", "en"):
        reader.wrong(values.get("language"), "language 应为 zh 或 en", "language is zh or en")
    template = Template(
        type=folder.parent.name,
        version=folder.name,
        title=title,
        position=Position(reader.path, 1),
        folder=folder,
        path=path,
        shared=root / "shared",
        hash=content_hash(folder, root / "shared", bases),
        outside=not _inside(folder, template_root()),
        subtitle=reader.named(values.get("subtitle")),
        covers=reader.texts(values.get("covers")),
        standards=reader.texts(values.get("standards")),
        calculations=reader.texts(values.get("calculations")),
        theme=reader.text(values.get("theme"), "report"),
        language="en" if language == "en" else "zh",
        digits={k: reader.whole(v) for k, v in reader.mapping(values.get("digits")).items()},
        defaults=_pairs(reader, values.get("defaults")),
        requires=reader.texts(values.get("requires")),
        slots=tuple(_slots(reader, values.get("slots"))),
        sections=sections,
        checks=reader.texts(values.get("checks")),
        front=Front(
            reader.flag(front.get("contents"), True),
            reader.flag(front.get("tables"), False),
            reader.flag(front.get("figures"), False),
        ),
        bases=bases,
    )
    return Outcome(template, tuple(reader.findings))


def _expect(reader: Reader, node: yaml.Node, values: Mapping[str, yaml.Node], folder: Path) -> None:
    for key in ("type", "version", "title", "sections"):
        if key not in values:
            reader.wrong(node, f"缺少键 {key}", f"key {key} is missing")
    for key, name in (("type", folder.parent.name), ("version", folder.name)):
        if key in values and (said := reader.text(values[key])) != name:
            reader.wrong(
                values[key],
                f"{key} 写作 {said}，而文件夹名为 {name}",
                f"{key} says {said}, the folder is called {name}",
                "两者一致",
                "make them equal",
            )


def _pairs(reader: Reader, node: yaml.Node | None) -> dict[str, str]:
    from generator.ledger.context import DIMENSIONS

    return {key: reader.text(value) for key, value in reader.mapping(node, DIMENSIONS).items()}


def _slots(reader: Reader, node: yaml.Node | None) -> Iterator[Slot]:
    seen: set[str] = set()
    for item in reader.items(node):
        values = reader.mapping(item, ("id", "prompt", "responsible"))
        name, prompt = reader.text(values.get("id")), reader.named(values.get("prompt"))
        if not _NAME.match(name) or name in seen or prompt is None:
            reader.wrong(
                item,
                f"作者栏需要唯一的 id 和 prompt：{name}",
                f"an author slot needs an id of its own and a prompt: {name}",
                "{id: management-statement, prompt: {zh: …, en: …}}",
            )
            continue
        seen.add(name)
        yield Slot(name, prompt, reader.text(values.get("responsible")), reader.at(item))


def _sections(reader: Reader, node: yaml.Node | None, folders: Sequence[Path]) -> Iterator[Section]:
    names: set[str] = set()
    for item in reader.items(node):
        plain = isinstance(item, yaml.ScalarNode)
        values = {"file": item} if plain else reader.mapping(item, ("file", "covers", "when", "defaults"))
        said = reader.text(values.get("file"))
        file = _locate(folders, said)
        if not file:
            place = reader.at(values.get("file", item))
            reader.findings.append(
                SECTION_MISSING.at(place, f"没有章节文件 {said}", f"there is no section file {said}")
            )
            continue
        name = _section_name(file, names)
        names.add(name)
        yield Section(
            name,
            file,
            reader.at(values.get("when", item)),
            reader.texts(values.get("covers")),
            reader.text(values.get("when")),
            _pairs(reader, values.get("defaults")),
        )


def _section_name(file: str, taken: set[str]) -> str:
    """Return a name for structural ids: the file's name without its leading number, unique in the template."""
    stem = PurePosixPath(file).stem
    base = re.sub(r"^\d+-", "", stem) or stem
    base = re.sub(r"[^A-Za-z0-9-]", "-", base)
    name, place = base, 2
    while name in taken:
        name, place = f"{base}-{place}", place + 1
    return name


def _locate(folders: Sequence[Path], said: str) -> str:
    """Return the section's path below its folder, which may be said with or without ``sections/``."""
    if not said or said.startswith(("/", "\\")) or ".." in PurePosixPath(said).parts:
        return ""
    for folder in folders:
        for relative in (said, f"sections/{said}"):
            path = folder / relative
            if path.is_file() and _inside(path, folder):
                return relative
    return ""


def content_hash(folder: Path, shared: Path, bases: Sequence[Path] = ()) -> str:
    """Return the SHA-256 over names and contents of all that a template may read.

    These are its own files, those of the versions that it extends, and the shared sections that either include.
    """
    total = hashlib.sha256()
    seen: set[str] = set()
    waiting = [("", folder), *((f"../{base.name}/", base) for base in bases)]
    while waiting:
        label, root = waiting.pop(0)
        for path in sorted(p for p in root.rglob("*") if p.is_file()):
            relative = path.relative_to(root).as_posix()
            if any(part.startswith((".", "__pycache__", "~$")) for part in relative.split("/")):
                continue
            data = path.read_bytes()
            total.update(f"{label}{relative}\0".encode())
            total.update(hashlib.sha256(data).digest())
            for name in sorted({match.decode("ascii") for match in _SHARED.findall(data)}):
                if name not in seen and _inside(shared / name, shared):
                    seen.add(name)
                    waiting.append((f"shared/{name}/", shared / name))
    return total.hexdigest()
