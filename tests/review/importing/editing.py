"""A Word file of ours, edited as a person would: controls, text, tracked changes and comments, in the XML."""

from __future__ import annotations

import copy
import io
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from generator.build.reviewing import Reviewed
from generator.review.importing.items import Item

LANHE, REPORT = "lanhe-foundry", "ghg-report-2024"
JICHUAN, DRAFT = "jichuan-standard", "draft"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WHO, WHEN = "王审", "2026-05-06T09:30:00Z"
Element = etree._Element
Import = Callable[[bytes], Reviewed]


class Edited:
    """The main document of a file, open for edits; ``bytes`` is the file as it is then."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.notes = etree.fromstring(self.parts["word/footnotes.xml"])
        self._next = 9000

    @property
    def bytes(self) -> bytes:
        """The edited file."""
        whole = {"xml_declaration": True, "encoding": "UTF-8", "standalone": True}
        self.parts["word/document.xml"] = etree.tostring(self.root, **whole)
        self.parts["word/footnotes.xml"] = etree.tostring(self.notes, **whole)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        return buffer.getvalue()

    def paragraphs(self) -> Iterator[Element]:
        """Yield the paragraphs of the text, cells included."""
        yield from self.root.iter(f"{W}p")

    def paragraph(self, words: str) -> Element:
        """Return the one paragraph that holds these words, outside the contents."""
        found = [p for p in self.paragraphs() if words in text_of(p) and "TOC" not in style_of(p)]
        assert len(found) == 1, (words, [text_of(p)[:40] for p in found])
        return found[0]

    def control(self, paragraph: Element, place: int = 0) -> Element:
        """Return a content control of a paragraph."""
        return list(paragraph.iter(f"{W}sdt"))[place]

    def type_over(self, control: Element, text: str) -> None:
        """Change the number inside a control."""
        texts = list(control.iter(f"{W}t"))
        texts[0].text = text
        for other in texts[1:]:
            other.text = ""

    def replace(self, paragraph: Element, old: str, new: str, *, tracked: bool = False) -> None:
        """Change words that stand in one run, with or without tracking."""
        for run in paragraph.iter(f"{W}r"):
            node = run.find(f"{W}t")
            if node is None or old not in (node.text or ""):
                continue
            before, _, after = (node.text or "").partition(old)
            if not tracked:
                node.text = f"{before}{new}{after}"
                return
            parent = run.getparent()
            assert parent is not None
            at = parent.index(run)
            pieces = [
                _run(run, before),
                self._mark("del", _run(run, old, "delText")),
                self._mark("ins", _run(run, new)),
            ]
            parent[at : at + 1] = [p for p in (*pieces, _run(run, after)) if p is not None]
            return
        raise AssertionError(old)

    def delete(self, paragraph: Element, *, tracked: bool = False) -> None:
        """Delete a paragraph."""
        if not tracked:
            parent = paragraph.getparent()
            assert parent is not None
            parent.remove(paragraph)
            return
        for run in list(paragraph.iter(f"{W}r")):
            for node in run.iter(f"{W}t"):
                node.tag = f"{W}delText"
            holder = run.getparent()
            assert holder is not None
            at = holder.index(run)
            holder[at : at + 1] = [self._mark("del", run)]
        self._paragraph_mark(paragraph, "del")

    def insert(self, after: Element, text: str, *, tracked: bool = False) -> Element:
        """Type a new paragraph behind one, in its form."""
        made = etree.Element(f"{W}p")
        properties = after.find(f"{W}pPr")
        if properties is not None:
            made.append(copy.deepcopy(properties))
        run = etree.Element(f"{W}r")
        node = etree.SubElement(run, f"{W}t")
        node.text = text
        made.append(self._mark("ins", run) if tracked else run)
        if tracked:
            self._paragraph_mark(made, "ins")
        after.addnext(made)
        return made

    def element(self, local: str, *children: Element, **attributes: str) -> Element:
        """Make an element."""
        made = etree.Element(f"{W}{local}")
        for key, value in attributes.items():
            made.set(f"{W}{key}", value)
        made.extend(children)
        return made

    def delete_element(self, element: Element) -> None:
        """Take an element away."""
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)

    def move(self, paragraph: Element, behind: Element) -> None:
        """Cut a paragraph and paste it behind another."""
        behind.addnext(paragraph)

    def split(self, paragraph: Element, at: str) -> None:
        """Press Enter before these words."""
        self.replace(paragraph, at, f"\u241e{at}")
        run = next(r for r in paragraph.iter(f"{W}r") if "\u241e" in (r.findtext(f"{W}t") or ""))
        holder = run.getparent()
        assert holder is paragraph
        second = etree.Element(f"{W}p")
        properties = paragraph.find(f"{W}pPr")
        if properties is not None:
            second.append(copy.deepcopy(properties))
        before, _, after = (run.findtext(f"{W}t") or "").partition("\u241e")
        rest = list(run.itersiblings())
        second.append(_run(run, after))
        second.extend(rest)
        first = run.find(f"{W}t")
        assert first is not None
        first.text = before
        paragraph.addnext(second)

    def merge(self, first: Element, second: Element) -> None:
        """Delete the end of a paragraph, so that the next one goes on in it."""
        first.extend([one for one in second if one.tag != f"{W}pPr"])
        self.delete(second)

    def _mark(self, local: str, *content: Element | None) -> Element:
        self._next += 1
        made = etree.Element(f"{W}{local}")
        made.set(f"{W}id", str(self._next))
        made.set(f"{W}author", WHO)
        made.set(f"{W}date", WHEN)
        made.extend([one for one in content if one is not None])
        return made

    def _paragraph_mark(self, paragraph: Element, local: str) -> None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        marks = properties.find(f"{W}rPr")
        if marks is None:
            marks = etree.SubElement(properties, f"{W}rPr")
        marks.insert(0, self._mark(local))


def _run(like: Element, text: str, kind: str = "t") -> Element | None:
    if not text:
        return None
    made = etree.Element(f"{W}r")
    properties = like.find(f"{W}rPr")
    if properties is not None:
        made.append(copy.deepcopy(properties))
    node = etree.SubElement(made, f"{W}{kind}")
    node.text = text
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def text_of(paragraph: Element) -> str:
    """Return the text of a paragraph."""
    return "".join(node.text or "" for node in paragraph.iter(f"{W}t"))


def style_of(paragraph: Element) -> str:
    """Return the style of a paragraph."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(f"{W}val"))


def edited(data: bytes, change: Callable[[Edited], None]) -> bytes:
    """Return a file after edits."""
    open_file = Edited(data)
    change(open_file)
    return open_file.bytes


def through_libreoffice(data: bytes, folder: Path) -> bytes:
    """Open a file in LibreOffice and save it as .docx."""
    source = folder / "in.docx"
    source.write_bytes(data)
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx"]
    subprocess.run([*command, "--outdir", str(folder / "out"), str(source)], check=True, capture_output=True)
    return (folder / "out" / "in.docx").read_bytes()


def slot(name: str, project: str = LANHE, document: str = REPORT) -> str:
    """Return the path of a slot as findings name it."""
    return f"projects/{project}/content/{document}/{name}.md"


def of(items: list[Item], status: str) -> list[Item]:
    """Return the items of one status."""
    return [item for item in items if item.status == status]
