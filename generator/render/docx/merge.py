"""Putting a filled shell into a document: its body, section, headers, pictures, lists; styles under their own names."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from lxml import etree

from generator.render.docx.package import OFFICE, Relations
from generator.render.docx.shell import ShellError
from generator.render.docx.shell_styles import ShellStyles
from generator.render.docx.xml import HEAD, NAMESPACES

if TYPE_CHECKING:
    from generator.render.docx.draft import Draft

_W = f"{{{NAMESPACES['w']}}}"
_R = f"{{{NAMESPACES['r']}}}"
_DOC_PR = f"{{{NAMESPACES['wp']}}}docPr"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
#: Attributes and elements that only matter to the program that wrote the shell.
_NOISE_SPACES = re.compile(r"\{http://schemas\.microsoft\.com/office/word/20(?:10|12|16|18)/wordml")
_NOISE = frozenset(
    _W + name for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak", "permStart", "permEnd")
)
_REFUSED = {
    _W + "footnoteReference": ("脚注", "a footnote"),
    _W + "endnoteReference": ("尾注", "an endnote"),
    _W + "commentReference": ("批注", "a comment"),
    _W + "altChunk": ("嵌入文档", "an embedded document"),
    _W + "object": ("OLE 对象", "an OLE object"),
    _W + "ins": ("修订", "a tracked change"),
    _W + "del": ("修订", "a tracked change"),
    f"{{{NAMESPACES['c']}}}chart": ("图表", "a chart"),
}
#: Fields that a cover may hold: they read the document itself, never another file, program or address.
_FIELDS = re.compile(
    r"\s*(PAGE|NUMPAGES|SECTION|SECTIONPAGES|STYLEREF|TITLE|SUBJECT|AUTHOR|DOCPROPERTY|DATE|CREATEDATE|SAVEDATE"
    r"|TIME|REVNUM|SEQ|REF|PAGEREF|TOC)(?![A-Z])",
    re.IGNORECASE,
)
_INSTRUCTIONS = frozenset((_W + "instrText", _W + "delInstrText"))
_VML = frozenset(("urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"))
_PICTURES = (".png", ".jpeg", ".jpg", ".gif", ".emf", ".wmf")
#: Ids of the shell's lists and controls begin here, clear of ours.
_LIST_BASE, _CONTROL_BASE = 5000, 90_000_000


def parsed(data: bytes) -> etree._Element:
    """Parse a part without entities, network or huge trees.

    Raises:
        ShellError: it is not well-formed or has a document type.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ShellError("部件不是合法的 XML", f"a part is no well-formed XML ({error})") from error
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise ShellError("部件含有 DOCTYPE", "a part has a document type")
    return root


def _instructions(paragraph: etree._Element) -> list[str]:
    """Return the instructions of a paragraph's fields, each whole; a field that holds another gets a brace."""
    found: list[str] = []
    opened: list[list[str]] = []
    for element in paragraph.iter(_W + "fldChar", *_INSTRUCTIONS):
        if element.tag in _INSTRUCTIONS:
            if opened:
                opened[-1].append(element.text or "")
            else:
                found.append(element.text or "")
            continue
        kind = element.get(_W + "fldCharType")
        if kind == "begin":
            for outer in opened:
                outer.append("{")  # its instruction is what the inner field gives, and cannot be known
            opened.append([])
        elif kind == "end" and opened:
            found.append("".join(opened.pop()))
    return [words for words in (*found, *("".join(parts) for parts in opened)) if words.strip()]


class Merge:
    """Carries one shell over into a draft."""

    def __init__(self, draft: Draft, base: dict[str, str], parts: dict[str, bytes]) -> None:
        self.draft, self.base, self.parts = draft, base, parts
        if "word/document.xml" not in parts or "word/styles.xml" not in parts:
            raise ShellError("缺少正文或样式部件", "it has no body or no styles")
        self.styles = ShellStyles(parsed(parts["word/styles.xml"]), parsed(base["styles"].encode()), self._theme())
        self.controls = 0
        self.pictures = 0
        self.furniture = 0
        self.lists: set[str] = set()

    def body(self) -> str:
        """Return the shell's body as XML that ends its section."""
        root = parsed(self.parts["word/document.xml"])
        body = root.find(_W + "body")
        if body is None:
            raise ShellError("正文为空", "it has no body")
        relations = self._relations("word/document.xml")
        self._adapt(body, "word/document.xml", relations, self.draft.relations)
        self._end_section(body)
        text = "".join(etree.tostring(child, encoding="unicode", with_tail=False) for child in body)
        self.base["styles"] = self.styles.written()
        self._carry_lists()
        return text

    # ------------------------------------------------------------------------------------------- elements

    def _adapt(
        self, root: etree._Element, part: str, relations: dict[str, tuple[str, str, bool]], into: Relations
    ) -> None:
        """Rename, renumber and re-relate everything below ``root``, and refuse what cannot be kept."""
        for element in list(root.iter(etree.Element)):
            if element.tag in _REFUSED:
                zh, en = _REFUSED[element.tag]
                raise ShellError(f"封面含有{zh}", f"it holds {en}")
            self._refuse_reach(element)
            if element.tag in _NOISE and (parent := element.getparent()) is not None:
                parent.remove(element)
                continue
            for name in list(element.attrib):
                if _NOISE_SPACES.match(str(name)) or str(name).startswith(_W + "rsid"):
                    del element.attrib[name]
                elif str(name).startswith(_R):
                    element.set(name, self._relate(str(element.get(name)), part, relations, into))
            self._renumber(element)
        self.styles.rename(root)

    def _refuse_reach(self, element: etree._Element) -> None:
        """Refuse fields and old drawings that would open a file, a program or an address."""
        if element.tag == _W + "fldSimple" and not _FIELDS.match(element.get(_W + "instr", "")):
            raise ShellError("封面含有域 " + element.get(_W + "instr", "")[:40], "it holds a field that is not listed")
        if element.tag == _W + "p":
            for words in _instructions(element):
                if not _FIELDS.match(words):
                    raise ShellError(f"封面含有域 {words.strip()[:40]}", f"it holds the field {words.strip()[:40]}")
        reached = etree.QName(element).namespace in _VML and any(
            element.get(name) for name in ("src", "href", "althref")
        )
        if reached:
            raise ShellError("封面链接了外部文件", "it links a file from outside")

    def _renumber(self, element: etree._Element) -> None:
        if element.tag == _DOC_PR:
            element.set("id", str(self.draft.next_drawing()))
        elif element.tag == _W + "id" and (parent := element.getparent()) is not None and parent.tag == _W + "sdtPr":
            self.controls += 1
            element.set(_W + "val", str(_CONTROL_BASE + self.controls))
        elif element.tag == _W + "numId":
            old = element.get(_W + "val", "0")
            if old != "0":
                self.lists.add(old)
                element.set(_W + "val", str(_LIST_BASE + int(old)))

    def _end_section(self, body: etree._Element) -> None:
        last = body.find(_W + "sectPr")
        section = last if last is not None else etree.SubElement(body, _W + "sectPr")
        kind = section.find(_W + "type")
        if kind is None:
            kind = etree.Element(_W + "type")
            references = [child for child in section if child.tag in (_W + "headerReference", _W + "footerReference")]
            section.insert(len(references), kind)
        kind.set(_W + "val", "nextPage")
        body.remove(section)
        paragraph = body[-1] if len(body) and body[-1].tag == _W + "p" else etree.SubElement(body, _W + "p")
        properties = paragraph.find(_W + "pPr")
        if properties is None:
            properties = etree.Element(_W + "pPr")
            paragraph.insert(0, properties)
        if properties.find(_W + "sectPr") is not None:
            properties = etree.SubElement(etree.SubElement(body, _W + "p"), _W + "pPr")
        properties.append(section)

    # ------------------------------------------------------------------------------------------ relations

    def _relations(self, part: str) -> dict[str, tuple[str, str, bool]]:
        folder, name = posixpath.split(part)
        data = self.parts.get(f"{folder}/_rels/{name}.rels")
        if data is None:
            return {}
        return {
            row.get("Id", ""): (row.get("Type", ""), row.get("Target", ""), row.get("TargetMode") == "External")
            for row in parsed(data).iter(_RELATION)
        }

    def _relate(self, rid: str, part: str, relations: dict[str, tuple[str, str, bool]], into: Relations) -> str:
        if rid not in relations:
            raise ShellError(f"引用 {rid} 没有目标", f"the relationship {rid} leads nowhere")
        kind, target, external = relations[rid]
        name = kind.rpartition("/")[2]
        if external:
            if name == "hyperlink" and re.match(r"(https?|mailto):", target):
                return into.add("hyperlink", target, external=True)
            raise ShellError("封面链接了外部文件", "it links a file from outside")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(part), target)).lstrip("/")
        if target.startswith("/"):
            path = target.lstrip("/")
        data = self.parts.get(path)
        if data is None:
            raise ShellError(f"缺少部件 {path}", f"the part {path} is missing")
        if name == "image" and path.lower().endswith(_PICTURES):
            return into.add("image", self._picture(path, data))
        if name in ("header", "footer"):
            return into.add(name, self._furniture(name, path, data))
        raise ShellError(f"封面含有不能带入的部件 {path}", f"the part {path} cannot be carried over")

    def _picture(self, path: str, data: bytes) -> str:
        known = self.draft.media.get(data)
        if known is None:
            self.pictures += 1
            known = f"cover{self.pictures}{posixpath.splitext(path)[1].lower()}"
            self.draft.media[data] = known
            self.draft.parts[f"word/media/{known}"] = data
        return f"media/{known}"

    def _furniture(self, kind: str, path: str, data: bytes) -> str:
        self.furniture += 1
        name = f"{kind}Cover{self.furniture}.xml"
        root, own = parsed(data), Relations()
        self._adapt(root, path, self._relations(path), own)
        self.draft.parts[f"word/{name}"] = HEAD + etree.tostring(root, encoding="unicode")
        if own.entries:
            self.draft.parts[f"word/_rels/{name}.rels"] = own.xml()
        return name

    # --------------------------------------------------------------------------------- numbering and theme

    def _carry_lists(self) -> None:
        """Put the numberings that the shell uses behind ours."""
        wanted = self.lists | self.styles.lists
        if not wanted:
            return
        data = self.parts.get("word/numbering.xml")
        root = parsed(data) if data else etree.Element(_W + "numbering")
        abstracts, numbers = [], []
        for number in root.iter(_W + "num"):
            if number.get(_W + "numId") not in wanted:
                continue
            abstract = number.find(_W + "abstractNumId")
            if abstract is not None:
                abstracts.append(abstract.get(_W + "val", ""))
                abstract.set(_W + "val", str(_LIST_BASE + int(abstract.get(_W + "val", "0"))))
            number.set(_W + "numId", str(_LIST_BASE + int(number.get(_W + "numId", "0"))))
            numbers.append(number)
        drawn = []
        for abstract in root.iter(_W + "abstractNum"):
            if abstract.get(_W + "abstractNumId") in abstracts:
                abstract.set(_W + "abstractNumId", str(_LIST_BASE + int(abstract.get(_W + "abstractNumId", "0"))))
                for linked in list(abstract.iter(_W + "pStyle", _W + "styleLink", _W + "numStyleLink")):
                    holder = linked.getparent()
                    if holder is not None:
                        holder.remove(linked)
                drawn.append(abstract)
        text = self.base["numbering"]
        for mark, elements in (("<!--more-abstract-->", drawn), ("<!--more-num-->", numbers)):
            whole = "".join(etree.tostring(element, encoding="unicode", with_tail=False) for element in elements)
            text = text.replace(mark, whole + mark if mark.endswith("abstract-->") else mark + whole)
        self.base["numbering"] = text

    def _theme(self) -> etree._Element | None:
        kind = OFFICE + "theme"
        for found, target, _ in self._relations("word/document.xml").values():
            if found == kind and f"word/{target}" in self.parts:
                return parsed(self.parts[f"word/{target}"])
        return None
