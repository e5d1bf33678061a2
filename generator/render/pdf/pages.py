"""On which page a block stands, read from the PDF.

LibreOffice turns every bookmark of the Word file into a named destination, and the Word file's map says which bookmark
belongs to which block. Without them the outline's headings are matched by order and text.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lxml import etree

from generator.document.blocks import Document, Heading, Table
from generator.document.pictures import Chart, Picture
from generator.document.walk import walk_blocks
from generator.document.wording import Wording
from generator.render.continued import Mark, row_pages

if TYPE_CHECKING:
    from pypdf import PdfReader

_MAP = "urn:tanwen:map:1"
_BOOKMARK = re.compile(r"(?:_|5F)tw(?:_|5F)(\d+)$")
#: A row of a standard's table: what it is, the table's place among the blocks, the row.
_ROW = re.compile(r"(?:_|5F)(Row|Cont|Plan)(\d{8})(?:_|5F)(\d+)$")
_MARKS: dict[str, Mark] = {"Row": "Row", "Cont": "Cont", "Plan": "Plan"}
#: The list of references is no block; its page stands under this name.
BIBLIOGRAPHY = "bibliography"
_BIBLIOGRAPHY = re.compile(r"(?:_|5F)TocBibliography$")


def pages_of(reader: PdfReader, docx: bytes, document: Document) -> dict[str, int]:
    """Return the page (from 1) of every heading, captioned table and figure that was found, by block id.

    The list of references, which is no block, stands under ``bibliography``; rows of tables that may go on on another
    page stand under the names that :mod:`generator.render.continued` gives them.
    """
    wanted = [block for block in walk_blocks(document.blocks) if _is_listed(block)]
    by_bookmark = _named_pages(reader)
    blocks = _bookmarked_blocks(docx) if by_bookmark else {}
    pages = {blocks[name]: page for name, page in by_bookmark.items() if name in blocks}
    found = {block.id: pages[block.id] for block in wanted if block.id in pages}
    if BIBLIOGRAPHY in by_bookmark:
        found[BIBLIOGRAPHY] = by_bookmark[BIBLIOGRAPHY]
    headings = [block for block in wanted if isinstance(block, Heading)]
    if any(heading.id not in found for heading in headings):
        found = {**_outline_pages(reader, headings, Wording.of(document)), **found}
    return found | row_pages(document, _rows(reader)) if document.standard else found


def _rows(reader: PdfReader) -> Iterator[tuple[int, int, Mark, int]]:
    """Yield the marked rows of tables: the table's place, the row, what it is, its page."""
    numbers = _page_numbers(reader)
    for name, target in reader.named_destinations.items():
        match = _ROW.search(name)
        page = numbers.get(_reference(target.page))
        if match and page:
            yield int(match[2]), int(match[3]), _MARKS[match[1]], page


def _is_listed(block: object) -> bool:
    return isinstance(block, Heading | Chart | Picture) or (isinstance(block, Table) and bool(block.caption))


def _named_pages(reader: PdfReader) -> dict[str, int]:
    """Return the page of each bookmark by its number, and that of the list of references."""
    numbers = _page_numbers(reader)
    found: dict[str, int] = {}
    for name, target in reader.named_destinations.items():
        match = _BOOKMARK.search(name)
        page = numbers.get(_reference(target.page))
        if page and match:
            found[match[1]] = page
        elif page and _BIBLIOGRAPHY.search(name):
            found[BIBLIOGRAPHY] = page
    return found


def _page_numbers(reader: PdfReader) -> dict[int, int]:
    return {
        page.indirect_reference.idnum: place for place, page in enumerate(reader.pages, 1) if page.indirect_reference
    }


def _reference(page: Any) -> int:
    reference = getattr(page, "indirect_reference", page)
    return int(getattr(reference, "idnum", -1))


def _bookmarked_blocks(docx: bytes) -> dict[str, str]:
    """Return the block id of each bookmark number, from the map inside the Word file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        for name in sorted(archive.namelist()):
            if not re.fullmatch(r"customXml/item\d+\.xml", name):
                continue
            root = etree.fromstring(archive.read(name), parser)
            if etree.QName(root).namespace == _MAP:
                blocks = root.iter(f"{{{_MAP}}}block")
                return {m[1]: b.get("id", "") for b in blocks if (m := _BOOKMARK.search(b.get("bookmark", "")))}
    return {}


def _outline_pages(reader: PdfReader, headings: list[Heading], words: Wording) -> dict[str, int]:
    """Match the outline's titles with the headings in order, passing titles that no heading has (the contents')."""
    titles = [(_squeezed(title), page) for title, page in _outline(reader)]
    found: dict[str, int] = {}
    place = 0
    for heading in headings:
        text = _squeezed(words.plain(heading.inlines))
        match = next((i for i in range(place, len(titles)) if text and titles[i][0].endswith(text)), None)
        if match is not None:
            found[heading.id] = titles[match][1]
            place = match + 1
    return found


def _outline(reader: PdfReader) -> list[tuple[str, int]]:
    numbers = _page_numbers(reader)
    flat: list[tuple[str, int]] = []

    def walk(entries: Any) -> None:
        for entry in entries:
            if isinstance(entry, list):
                walk(entry)
            elif page := numbers.get(_reference(entry.page)):
                flat.append((str(entry.title), page))

    walk(reader.outline)
    return flat


def _squeezed(text: str) -> str:
    """Return text as it can be compared: compatibility forms joined, no white space."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
