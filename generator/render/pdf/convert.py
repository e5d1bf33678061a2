"""Word file to PDF: convert, test that pages came out, read where the headings stand, say which fonts were replaced."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from generator.base.findings import Finding, Outcome, Position, Severity
from generator.document.blocks import Document, Equation, Heading
from generator.document.walk import walk_blocks
from generator.render.pdf.fonts import substitutions
from generator.render.pdf.normal import normalised
from generator.render.pdf.office import OfficeError, find_office, font_configuration, lacks_formulas, run
from generator.render.pdf.pages import pages_of
from generator.render.rules import FONT_SUBSTITUTED, NO_FORMULAS, NO_OFFICE, OFFICE_FAILED, PAGES_UNKNOWN
from generator.render.theme import find_theme


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF: its bytes, the page (from 1) of each heading, table and figure by block id, the fonts it embeds."""

    data: bytes
    pages: dict[str, int]
    fonts: tuple[str, ...]


def convert(docx: bytes, document: Document) -> Outcome[Pdf]:
    """Return LibreOffice's rendering of a Word file as PDF/A-2b, the same bytes for the same Word file.

    Without LibreOffice, or when it fails, there is no value and a finding says what is left out.
    """
    program = find_office()
    if not program:
        return Outcome(None, (_no_office(document),))
    findings: list[Finding] = []
    if lacks_formulas(program):
        findings.extend(_no_formulas(document))
    try:
        made = _read(normalised(run(program, docx), document.date), docx, document)
    except OfficeError as error:
        return Outcome(None, (*findings, _failed(document, str(error))))
    findings.extend(_unknown_pages(made, document))
    findings.extend(_replaced(made, document))
    return Outcome(made, tuple(findings))


def page_numbers(outcome: Outcome[Pdf]) -> dict[str, int]:
    """Return the pages for the table of contents of the next writing; empty where there is no PDF."""
    return dict(outcome.value.pages) if outcome.value else {}


def _read(data: bytes, docx: bytes, document: Document) -> Pdf:
    """Read the PDF back.

    Raises:
        OfficeError: it cannot be read or has no pages.
    """
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if not len(reader.pages):
            raise OfficeError("the PDF has no pages")
        return Pdf(data, pages_of(reader, docx, document), _embedded(reader))
    except PyPdfError as error:
        raise OfficeError(f"the PDF cannot be read: {error}") from error


def _embedded(reader: object) -> tuple[str, ...]:
    """Return the names of the fonts of all pages, each once, in alphabetical order."""
    names: set[str] = set()
    seen: set[int] = set()
    for page in getattr(reader, "pages", ()):
        fonts = (page.get("/Resources") or {}).get("/Font") or {}
        for reference in fonts.get_object().values() if hasattr(fonts, "get_object") else ():
            if (number := getattr(reference, "idnum", -1)) not in seen:
                seen.add(number)
                names.add(str(reference.get_object().get("/BaseFont", "")).lstrip("/").split("+")[-1])
    return tuple(sorted(filter(None, names)))


def _place(document: Document) -> Position:
    first = next(iter(document.blocks), None)
    return first.origin if first is not None else Position(document.id)


def _no_office(document: Document) -> Finding:
    return NO_OFFICE.at(
        _place(document),
        f"没有找到 LibreOffice：未生成 {document.id} 的 PDF，Word 目录的页码未更新；Word、网页和表格照常生成",
        f"LibreOffice was not found: no PDF of {document.id}, and the Word file's contents keep their page numbers; "
        "Word, HTML and xlsx are made all the same",
        hint_zh="安装 libreoffice-writer 与 libreoffice-math，或用 SOFFICE_PATH 指定 soffice",
        hint_en="install libreoffice-writer and libreoffice-math, or name soffice in SOFFICE_PATH",
        severity=Severity.ERROR if document.final else None,
    )


def _no_formulas(document: Document) -> Sequence[Finding]:
    first = next((block for block in walk_blocks(document.blocks) if isinstance(block, Equation)), None)
    if first is None:
        return ()
    finding = NO_FORMULAS.at(
        first.origin,
        "LibreOffice 缺少公式组件，PDF 中的公式会消失",
        "LibreOffice lacks its formula part: equations vanish from the PDF",
        hint_zh="安装 libreoffice-math（Debian：apt install libreoffice-math-nogui）",
        hint_en="install libreoffice-math (Debian: apt install libreoffice-math-nogui)",
        block=first.id,
    )
    return (finding,)


def _failed(document: Document, reason: str) -> Finding:
    return OFFICE_FAILED.at(
        _place(document),
        f"LibreOffice 没有生成 {document.id} 的 PDF：{reason}",
        f"LibreOffice made no PDF of {document.id}: {reason}",
        hint_zh="用 LibreOffice 打开生成的 Word 文件看它报什么；其余格式不受影响",
        hint_en="open the Word file in LibreOffice and see what it says; the other formats are complete",
    )


def _unknown_pages(made: Pdf, document: Document) -> Sequence[Finding]:
    lost = [b for b in walk_blocks(document.blocks) if isinstance(b, Heading) and b.id not in made.pages]
    if not lost:
        return ()
    finding = PAGES_UNKNOWN.at(
        lost[0].origin,
        f"PDF 中找不到 {len(lost)} 个标题的页码，目录里这些页码可能不准",
        f"the PDF does not tell the page of {len(lost)} headings; their numbers in the contents may be wrong",
        block=lost[0].id,
    )
    return (finding,)


def _replaced(made: Pdf, document: Document) -> Sequence[Finding]:
    found = substitutions(find_theme(document.theme).printed_fonts, made.fonts, font_configuration())
    if not found:
        return ()
    zh = "、".join(f"{s.asked} → {s.used}" for s in found)
    en = ", ".join(f"{s.asked} by {s.used}" for s in found)
    finding = FONT_SUBSTITUTED.at(
        _place(document),
        f"PDF 替换了本机没有的字体：{zh}；分行分页可能与 Word 不同",
        f"the PDF replaces fonts that are not installed here: {en}; lines and pages may break otherwise than in Word",
        hint_zh="安装这些字体后重新生成，或以 Word 文件为准",
        hint_en="install the fonts and build again, or let the Word file count",
    )
    return (finding,)
