"""A Word file as a package of parts (ISO/IEC 29500-2): entries in order, relationships, content types."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from generator.base.archive import RELATIONS, Unreadable, attribute, entries
from generator.word.names import Element

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MAIN = "officeDocument"


class DocumentType(Unreadable):
    """A part that declares a document type."""


class NoDocument(Unreadable):
    """A package without a main text document."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part: the last word of its type, its target, whether that lies outside the package."""

    id: str
    kind: str
    target: str
    external: bool = False


class Package:
    """The parts of one file. Reading leaves them as they are; ``put`` and ``relate`` change what ``written`` returns.

    Raises:
        Unreadable: on construction and when a part is parsed.
    """

    def __init__(self, data: bytes) -> None:
        self._entries = entries(data)
        self._names = {_key(info.filename): info.filename for info, _ in self._entries}
        if len(self._names) != len(self._entries):
            raise Unreadable("two entries of the archive have the same name")
        self._parts = {info.filename: content for info, content in self._entries}
        self._relations: dict[str, tuple[Relation, ...]] = {}
        self.main = self._find_main()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts in the archive's order."""
        return tuple(self._parts)

    def has(self, part: str) -> bool:
        """Whether there is a part of this name."""
        return _key(part) in self._names

    def raw(self, part: str) -> bytes:
        """Return a part's bytes."""
        try:
            return self._parts[self._names[_key(part)]]
        except KeyError as missing:
            raise NoDocument(f"part {part} is missing") from missing

    def tree(self, part: str) -> Element:
        """Parse a part."""
        return parse(self.raw(part), part)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Return the relationships of a part (``""``: of the package)."""
        if part not in self._relations:
            self._relations[part] = tuple(self._read_relations(part))
        return self._relations[part]

    def related(self, part: str, kind: str) -> str:
        """Return the name of the part that ``part`` is related to as ``kind``, or nothing."""
        found = (r.target for r in self.relations(part) if r.kind == kind and not r.external)
        return next((target for target in found if self.has(target)), "")

    def _read_relations(self, part: str) -> list[Relation]:
        source = relations_part(part)
        if not self.has(source):
            return []
        found = []
        for one in self.tree(source).iter(f"{{{RELATIONS}}}Relationship"):
            external = attribute(one, "TargetMode") == "External"
            target = attribute(one, "Target")
            if not external:
                target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), unquote(target))).lstrip("/")
            kind = attribute(one, "Type").rpartition("/")[2]
            found.append(Relation(attribute(one, "Id"), kind, target, external))
        return found

    def _find_main(self) -> str:
        target = self.related("", _MAIN)
        if target:
            return target
        if self.has("word/document.xml"):
            return "word/document.xml"
        raise NoDocument("the archive has no main document")

    def put(self, part: str, content: bytes) -> None:
        """Give a part new bytes; a new part goes to the end."""
        self._parts[self._names.setdefault(_key(part), part)] = content
        if part.endswith(".rels"):
            self._relations.clear()

    def relate(self, part: str, kind: str, target: str, content_type: str, *, space: str = "") -> None:
        """Relate ``part`` to a new part, whose content type is recorded; ``space`` is that of an extension's types."""
        namespace = space or _relation_space(self, part)
        source = relations_part(part)
        root = self.tree(source) if self.has(source) else etree.Element(f"{{{RELATIONS}}}Relationships")
        taken = {attribute(one, "Id") for one in root}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        relative = posixpath.relpath(target, posixpath.dirname(part) or ".")
        new = etree.SubElement(root, f"{{{RELATIONS}}}Relationship")
        new.set("Id", f"rId{number}")
        new.set("Type", f"{namespace}/{kind}")
        new.set("Target", relative)
        self.put(source, serialised(root))
        types = self.tree("[Content_Types].xml")
        override = etree.SubElement(types, f"{{{_TYPES}}}Override")
        override.set("PartName", f"/{target}")
        override.set("ContentType", content_type)
        self.put("[Content_Types].xml", serialised(types))

    def written(self) -> bytes:
        """Return the archive with the same entries in the same order, new parts at its end.

        Dates and modes of entries stay; a new part gets the date of the first entry.
        """
        buffer = io.BytesIO()
        first = self._entries[0][0]
        infos = {info.filename: info for info, _ in self._entries}
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in self._parts.items():
                said = infos.get(part, first)
                info = zipfile.ZipInfo(part, said.date_time)
                info.external_attr = said.external_attr
                info.create_system = said.create_system
                kind = said.compress_type if part in infos else zipfile.ZIP_DEFLATED
                archive.writestr(info, content, kind if kind == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED)
        return buffer.getvalue()


def parse(data: bytes, part: str) -> Element:
    """Parse a part without entities, network, comments or processing instructions.

    Raises:
        DocumentType: it declares a document type.
        Unreadable: it is no XML.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    if b"<!DOCTYPE" in data[:4096]:
        raise DocumentType(f"{part} declares a document type")
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as wrong:
        raise Unreadable(f"{part}: {wrong}") from wrong
    if root.getroottree().docinfo.internalDTD is not None:
        raise DocumentType(f"{part} declares a document type")
    return root


def serialised(root: Element) -> bytes:
    """Return a part's XML as Word writes it."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def relations_part(part: str) -> str:
    """Return the name of the part that holds the relationships of ``part``."""
    folder, _, base = part.rpartition("/")
    return f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"


def _relation_space(package: Package, part: str) -> str:
    """The namespace of relationship types in this file: strict files have their own."""
    source = relations_part("")
    raw = package.raw(source) if package.has(source) else b""
    strict = b"purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" in raw
    base = "http://purl.oclc.org/ooxml" if strict else "http://schemas.openxmlformats.org"
    return f"{base}/officeDocument/relationships" if strict else f"{base}/officeDocument/2006/relationships"


def _key(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").casefold()
