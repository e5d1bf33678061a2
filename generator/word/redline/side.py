"""One of the two files of a redline: its trees, relationships, notes and numberings, and what their ids stand for."""

from __future__ import annotations

import hashlib
import re

from lxml import etree

from generator.word.names import Element
from generator.word.package import Package, Relation, parse
from generator.word.redline.space import Space, converted

_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}
#: What never counts as a difference: ids, traces of editing, pagination, bookmarks, the names of our controls.
_NOISE = re.compile(
    rb' xmlns:?\w*="[^"]*"| w:rsid\w*="[^"]*"| w1\d:\w+="[^"]*"| w:hint="[^"]*"| w:anchor="[^"]*"'
    rb"|<w:(?:bookmarkStart|bookmarkEnd|proofErr|permStart|permEnd|commentRangeStart|commentRangeEnd|commentReference"
    rb"|lastRenderedPageBreak|keepNext|keepLines|noProof|lang|tcW|gridCol)\b[^>]*/>"
    rb"|<w:sdtPr>.*?</w:sdtPr>|(?<=<wp:docPr)(?: (?:id|name)=\"[^\"]*\")+",
    re.DOTALL,
)
_EMPTY = re.compile(rb"<w:rFonts/>|<w:rPr>(?:<w:rFonts/>)?</w:rPr>|<w:rPr/>|<w:r></w:r>|<w:r/>")
_REFERS = re.compile(rb"\b(PAGEREF|NOTEREF|REF|HYPERLINK\s+\\l)\s+(?:&quot;|\")?[^\s<\"&]+")
_ID = re.compile(
    rb' (?P<rel>r:(?:id|embed|link|pict|dm|lo|qs|cs))="(?P<rid>[^"]*)"'
    rb'|<w:(?P<note>foot|end)noteReference [^>]*?w:id="(?P<nid>-?\d+)"[^>]*/>'
    rb'|<w:numId w:val="(?P<num>-?\d+)"/>'
)
_CELLS = re.compile(rb"<c:f>.*?</c:f>|<c:externalData .*?</c:externalData>|<c:(?:axId|crossAx) [^>]*/>", re.DOTALL)


class Side:
    """A file of the two; its main tree is changed while the redline is made."""

    def __init__(self, package: Package, space: Space, main: Element) -> None:
        self.package = package
        self.space = space
        self.main = package.main
        self._trees: dict[str, Element] = {}
        if main.tag == f"{space.w}document":
            self._trees[package.main] = main
        self._relations: dict[str, dict[str, Relation]] = {}
        self._signed: dict[str, bytes] = {}
        self._numbers: dict[str, bytes] | None = None
        self._notes: dict[str, dict[str, Element]] = {}

    def tree(self, part: str) -> Element:
        """Return a part's tree; the same one each time."""
        if part not in self._trees:
            raw = self.package.raw(part)
            strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main" in raw[:8192]
            if strict != self.space.strict and part.endswith(".xml"):
                raw = converted(raw, strict=self.space.strict)
            self._trees[part] = parse(raw, part)
        return self._trees[part]

    def add_part(self, part: str, root: Element) -> None:
        """Take in a new part's tree."""
        self._trees[part] = root

    def related(self, kind: str) -> Element | None:
        """Return the tree of the part that the main document is related to as ``kind``."""
        part = self.package.related(self.main, kind)
        return self.tree(part) if part else None

    def relation(self, part: str, rid: str) -> Relation | None:
        """Return a relationship of a part."""
        if part not in self._relations:
            self._relations[part] = {one.id: one for one in self.package.relations(part)}
        return self._relations[part].get(rid)

    def notes(self, kind: str) -> dict[str, Element]:
        """Return the notes of a kind by id."""
        if kind not in self._notes:
            root = self.related(_NOTES[kind])
            listed = () if root is None else root.iterchildren(self.space.q(kind))
            q = self.space.q
            self._notes[kind] = {str(one.get(q("id"))): one for one in listed if one.get(q("type")) in {None, "normal"}}
        return self._notes[kind]

    def note_part(self, kind: str) -> str:
        """Return the name of the part that holds the notes of a kind, or nothing."""
        return self.package.related(self.main, _NOTES[kind])

    # ------------------------------------------------------------------------------------------ what ids stand for

    def norm(self, element: Element, part: str) -> bytes:
        """Return an element's XML without what never counts, and with what its ids stand for."""
        return self.normalised(etree.tostring(element, encoding="utf-8", with_tail=False), part)

    def normalised(self, raw: bytes, part: str) -> bytes:
        """Return XML without what never counts, and with what its ids stand for."""
        raw = _EMPTY.sub(b"", _NOISE.sub(b"", raw))
        if b"REF " in raw or b"HYPERLINK" in raw:
            raw = _REFERS.sub(rb"\1 #", raw)
        if b" r:" in raw or b"noteReference" in raw or b"numId" in raw:
            raw = _ID.sub(lambda found: self._meant(found, part), raw)
        return raw

    def _meant(self, found: re.Match[bytes], part: str) -> bytes:
        if found["rel"]:
            return b" %s=%s" % (found["rel"], self.target(part, found["rid"].decode()))
        if found["note"]:
            return b"<note %s>" % self.note_text("footnote" if found["note"] == b"foot" else "endnote", found["nid"])
        return b"<num %s>" % self.number(found["num"].decode())

    def target(self, part: str, rid: str) -> bytes:
        """Return what a relationship leads to: an address, or a digest of the part's content."""
        relation = self.relation(part, rid)
        if relation is None:
            return b"?"
        if relation.external:
            return relation.target.encode()
        return self.digest(relation.target)

    def digest(self, part: str) -> bytes:
        """Return a digest of a part as it shows: a chart counts by its cached data, not by its workbook."""
        if part not in self._signed:
            raw = self.package.raw(part) if self.package.has(part) else b""
            if b"drawingml/chart" in raw[:2000]:
                raw = _CELLS.sub(b"", raw)
            self._signed[part] = hashlib.sha256(raw).hexdigest()[:24].encode()
        return self._signed[part]

    def note_text(self, kind: str, number: bytes) -> bytes:
        """Return the normal form of a note's content."""
        note = self.notes(kind).get(number.decode())
        if note is None:
            return b"?"
        return b"".join(self.norm(one, self.note_part(kind)) for one in note)

    def number(self, num: str) -> bytes:
        """Return what a numbering looks like: the same for two lists of one kind."""
        if self._numbers is None:
            self._numbers = self._read_numbers()
        return self._numbers.get(num, num.encode())

    def _read_numbers(self) -> dict[str, bytes]:
        root = self.related("numbering")
        if root is None:
            return {}
        q = self.space.q
        kinds = {}
        for one in root.iterchildren(q("abstractNum")):
            body = b"".join(etree.tostring(level) for level in one.iterchildren(q("lvl"), q("styleLink")))
            kinds[str(one.get(q("abstractNumId")))] = hashlib.sha256(_NOISE.sub(b"", body)).hexdigest()[:12].encode()
        found = {}
        for one in root.iterchildren(q("num")):
            kind = one.find(q("abstractNumId"))
            overrides = b"".join(etree.tostring(level) for level in one.iterchildren(q("lvlOverride")))
            given = "" if kind is None else str(kind.get(q("val")))
            mark = hashlib.sha256(_NOISE.sub(b"", overrides)).hexdigest()[:8].encode() if overrides else b""
            found[str(one.get(q("numId")))] = kinds.get(given, b"?") + mark
        return found
