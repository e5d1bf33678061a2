"""What deleted content needs from the old file comes along: styles, numberings, notes, pictures, charts, addresses."""

from __future__ import annotations

import copy
import posixpath
import re

from lxml import etree

from generator.base.archive import RELATIONS
from generator.word.names import Element
from generator.word.package import relations_part, serialised
from generator.word.redline.bookmarks import Bookmarks
from generator.word.redline.carried_styles import Styles
from generator.word.redline.numbers import Numbers
from generator.word.redline.side import Side

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MICROSOFT = "{http://schemas.microsoft.com/office/word/"
_FOLDERS = re.compile(r"^(.*?)(\d*)(\.\w+)$")


class Carrier:
    """Takes old content over into the new file; everything is taken once."""

    def __init__(self, old: Side, new: Side) -> None:
        self.old, self.new = old, new
        self.space = new.space
        self.numbers = Numbers(old, new)
        self.styles = Styles(old, new, self.numbers)
        self.bookmarks = Bookmarks(old, new)
        self.copied_notes: dict[tuple[str, str], Element] = {}
        self._relations: dict[str, Element] = {}
        self._added: dict[tuple[str, str, str], str] = {}
        self._parts: dict[str, str] = {}
        self._types: list[tuple[str, str]] = []
        self._drawing = 0
        q = self.space.q
        self._anchor = q("anchor")
        self._comments, self._num = q("commentReference"), q("numId")
        self._sections = {self.space.sect, q("sectPrChange")}

    # ------------------------------------------------------------------------------------------------ content

    def adopt(self, element: Element, parts: tuple[str, str]) -> None:
        """Give all ids below an old element their meaning in the new file."""
        space = self.space
        dropped: list[Element] = []
        kept = self.bookmarks.keep(element)
        for one in element.iter():
            tag = one.tag
            if not isinstance(tag, str):
                continue
            if one.attrib:
                self._attributes(one, parts)
            if one in kept:
                continue
            if tag in space.markers or tag == self._comments or tag in self._sections or self._foreign(one):
                dropped.append(one)
            elif tag in space.note_marks:
                self._note(one, space.note_marks[tag])
            else:
                self._meaning(one, tag)
        for one in dropped:
            parent = one.getparent()
            if parent is not None and one is not element:
                parent.remove(one)

    def _meaning(self, one: Element, tag: str) -> None:
        space = self.space
        if tag == self._num:
            self.numbers.translate(one)
        elif tag in self.styles.tags:
            self.styles.translate(one)
        elif tag == space.doc_pr:
            one.set("id", str(self.next_drawing()))
        elif tag == space.code and one.text:
            one.text = self.bookmarks.instruction(one.text)

    def _foreign(self, one: Element) -> bool:
        """Whether it is a property of runs of another namespace: the new file may not declare it."""
        parent = one.getparent()
        return str(one.tag).startswith(_MICROSOFT) and parent is not None and parent.tag == self.space.rpr

    def _attributes(self, one: Element, parts: tuple[str, str]) -> None:
        r = self.space.r
        for key in list(one.attrib):
            if not isinstance(key, str):
                continue
            if key.startswith(r) and one.get(key):
                one.set(key, self.related(parts, str(one.get(key))))
            elif key == self._anchor:
                one.set(key, self.bookmarks.name(str(one.get(key))))
            elif key.startswith(_MICROSOFT) or "}rsid" in key:
                del one.attrib[key]

    def next_drawing(self) -> int:
        """Return an id for a drawing that no drawing has."""
        if not self._drawing:
            ids = [0]
            for part in self.new.package.names:
                if part.endswith(".xml") and b"docPr" in self.new.package.raw(part):
                    found = re.findall(rb'docPr\b[^>]*? id="(\d+)"', self.new.package.raw(part))
                    ids += [int(number) for number in found]
            self._drawing = max(ids)
        self._drawing += 1
        return self._drawing

    # -------------------------------------------------------------------------------------------------- notes

    def _note(self, mark: Element, kind: str) -> None:
        """Copy a note of the old file under an id of its own."""
        q = self.space.q
        note = self.old.notes(kind).get(str(mark.get(q("id"))))
        if note is None:
            return
        root = self._notes_root(kind)
        taken = [int(str(one.get(q("id"), "0"))) for one in root]
        number = str(max([0, *taken]) + 1)
        copied = copy.deepcopy(note)
        copied.set(q("id"), number)
        self.adopt(copied, (self.old.note_part(kind), self.new.note_part(kind)))
        root.append(copied)
        mark.set(q("id"), number)
        self.copied_notes[kind, number] = copied

    def _notes_root(self, kind: str) -> Element:
        part = self.new.note_part(kind)
        if part:
            return self.new.tree(part)
        source = self.old.note_part(kind)
        folder = posixpath.dirname(self.new.main)
        name = posixpath.join(folder, f"{kind}s.xml")
        root = copy.deepcopy(self.old.tree(source))
        for one in list(root):
            if one.get(self.space.q("type")) in {None, "normal"}:
                root.remove(one)
        self.new.add_part(name, root)
        self.new.package.put(name, serialised(root))
        self._relate(self.new.main, f"{kind}s", name)
        self._types.append((name, _content_type(self.old, source)))
        self.flush()
        return root

    # ------------------------------------------------------------------------------------------ relationships

    def related(self, parts: tuple[str, str], rid: str) -> str:
        """Return the id in the new part of what ``rid`` is in the old part."""
        key = (*parts, rid)
        if key not in self._added:
            relation = self.old.relation(parts[0], rid)
            if relation is None:
                return rid
            target = relation.target if relation.external else self._part(relation.target)
            self._added[key] = self._relate(parts[1], relation.kind, target, external=relation.external)
        return self._added[key]

    def _root(self, part: str) -> Element:
        if part not in self._relations:
            source = relations_part(part)
            package = self.new.package
            self._relations[part] = (
                package.tree(source) if package.has(source) else etree.Element(f"{{{RELATIONS}}}Relationships")
            )
        return self._relations[part]

    def _relate(self, part: str, kind: str, target: str, *, external: bool = False) -> str:
        root = self._root(part)
        base = _STRICT_OFFICE if self.space.strict else _OFFICE
        said = target if external else posixpath.relpath(target, posixpath.dirname(part) or ".")
        whole = self._kinds().get(kind, f"{base}/{kind}")
        for one in root:
            if one.get("Type") == whole and one.get("Target") == said:
                return str(one.get("Id"))
        taken = {one.get("Id") for one in root}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        made = etree.SubElement(root, f"{{{RELATIONS}}}Relationship")
        made.set("Id", f"rId{number}")
        made.set("Type", whole)
        made.set("Target", said)
        if external:
            made.set("TargetMode", "External")
        return f"rId{number}"

    def _kinds(self) -> dict[str, str]:
        """Types of relationships that stand outside the office namespace keep their whole name."""
        return {
            "chartEx": "http://schemas.microsoft.com/office/2014/relationships/chartEx",
            "chartStyle": "http://schemas.microsoft.com/office/2011/relationships/chartStyle",
            "chartColorStyle": "http://schemas.microsoft.com/office/2011/relationships/chartColorStyle",
            "diagramDrawing": "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing",
        }

    def _part(self, part: str) -> str:
        """Copy a part of the old file with all that it needs; a part with the same content is not copied."""
        if part in self._parts:
            return self._parts[part]
        old, new = self.old.package, self.new.package
        if not old.has(part):
            return part
        alone = not old.has(relations_part(part))
        same = self._same(old.raw(part)) if alone else ""
        if same:
            self._parts[part] = same
            return same
        name = self._free(part)
        self._parts[part] = name
        new.put(name, old.raw(part))
        self._types.append((name, _content_type(self.old, part)))
        if not alone:
            root = old.tree(relations_part(part))
            for one in root:
                if one.get("TargetMode") != "External":
                    target = posixpath.normpath(posixpath.join(posixpath.dirname(part), str(one.get("Target"))))
                    target = target.lstrip("/")
                    one.set("Target", posixpath.relpath(self._part(target), posixpath.dirname(name) or "."))
            new.put(relations_part(name), serialised(root))
        return name

    def _same(self, raw: bytes) -> str:
        """Return the part of the new file with this content, without relationships of its own."""
        package = self.new.package
        alike = (name for name in package.names if len(package.raw(name)) == len(raw) and package.raw(name) == raw)
        return next((name for name in alike if not package.has(relations_part(name))), "")

    def _free(self, part: str) -> str:
        if not self.new.package.has(part):
            return part
        folder, _, base = part.rpartition("/")
        match = _FOLDERS.match(base)
        stem, ending = (match[1], match[3]) if match else (base, "")
        number = 1
        while self.new.package.has(f"{folder}/{stem}{number}{ending}"):
            number += 1
        return f"{folder}/{stem}{number}{ending}"

    # ------------------------------------------------------------------------------------------------- saving

    def flush(self) -> None:
        """Write relationships and content types into the new package."""
        package = self.new.package
        for part, root in self._relations.items():
            source = relations_part(part)
            if len(root):
                package.put(source, serialised(root))
        self._relations.clear()
        if self._types:
            types = package.tree("[Content_Types].xml")
            for name, kind in self._types:
                if not _typed(types, name, kind):
                    made = etree.SubElement(types, f"{{{_TYPES}}}Override")
                    made.set("PartName", f"/{name}")
                    made.set("ContentType", kind)
            package.put("[Content_Types].xml", serialised(types))
            self._types.clear()
        self.styles.save()
        self.numbers.save()


def _content_type(side: Side, part: str) -> str:
    types = side.package.tree("[Content_Types].xml")
    ending = part.rpartition(".")[2].lower()
    default = "application/octet-stream"
    for one in types:
        if str(one.get("PartName", "")).lower() == f"/{part}".lower():
            return str(one.get("ContentType"))
        if str(one.get("Extension", "")).lower() == ending:
            default = str(one.get("ContentType"))
    return default


def _typed(types: Element, part: str, kind: str) -> bool:
    ending = part.rpartition(".")[2].lower()
    overridden = {str(one.get("PartName")).lower(): one.get("ContentType") for one in types if one.get("PartName")}
    if f"/{part}".lower() in overridden:
        return True
    return any(str(one.get("Extension", "")).lower() == ending and one.get("ContentType") == kind for one in types)
