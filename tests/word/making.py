"""Small Word files by strings of XML, and what is asked of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from generator.word import WordFile, read_word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" '
    'w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
)
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
    'w:eastAsia="宋体" w:cs="Times New Roman"/><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="a0"><w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/></w:style>'
)


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    said = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{said}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(content: str = "", properties: str = "") -> str:
    """A paragraph; content without ``<`` is a text."""
    inner = content if content.startswith("<") or not content else run(content)
    said = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{said}{inner}</w:p>"


def table(*rows: Sequence[str]) -> str:
    """A table of cells whose content is blocks or a text."""
    grid = "".join('<w:gridCol w:w="2000"/>' for _ in rows[0])
    found = ""
    for row in rows:
        cells = (c if c.startswith("<") else para(c) for c in row)
        found += "<w:tr>" + "".join(f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{c}</w:tc>' for c in cells)
        found += "</w:tr>"
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{found}</w:tbl>'


def field(instruction: str, result: str) -> str:
    """A complex field with a result."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    shown = result if result.startswith("<") else run(result)
    return mark.format("begin") + code + mark.format("separate") + shown + mark.format("end")


def tracked(kind: str, content: str, number: int = 900, author: str = "甲") -> str:
    """A ``w:ins`` or ``w:del`` around runs."""
    inner = content if content.startswith("<") else run(content)
    if kind == "del":
        inner = inner.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f'<w:{kind} w:id="{number}" w:author="{author}" w:date="2026-01-01T00:00:00Z">{inner}</w:{kind}>'


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """Zip parts in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            data = content.encode() if isinstance(content, str) else content
            archive.writestr(zipfile.ZipInfo(part, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def parts(
    body: str, extra: Mapping[str, str] | None = None, *, section: str = SECTION, styles: str = ""
) -> dict[str, str]:
    """The parts of a small file; ``extra`` maps ``numbering``, ``footnotes`` … to what stands inside their root."""
    roots = {"header1": "hdr", "footer1": "ftr"}
    given = {"styles": STYLES + styles, **(extra or {})}
    types = relations = ""
    found: dict[str, str] = {}
    for at, (part, inside) in enumerate(given.items(), 1):
        kind = part.rstrip("123456789")
        root = roots.get(part, part)
        names = NAMES
        if part == "theme":
            found["word/theme/theme1.xml"] = HEAD + inside
            sort = "application/vnd.openxmlformats-officedocument.theme+xml"
            types += f'<Override PartName="/word/theme/theme1.xml" ContentType="{sort}"/>'
            relations += f'<Relationship Id="rId{at}" Type="{RELATIONS}/theme" Target="theme/theme1.xml"/>'
            continue
        found[f"word/{part}.xml"] = f"{HEAD}<w:{root} {names}>{inside}</w:{root}>"
        types += f'<Override PartName="/word/{part}.xml" ContentType="{TYPE}.{kind}+xml"/>'
        relations += f'<Relationship Id="rId{at}" Type="{RELATIONS}/{kind}" Target="{part}.xml"/>'
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{HEAD}<w:document {NAMES}><w:body>{body}{section}</w:body></w:document>",
        **found,
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{relations}<Relationship Id="rId90" Type="{RELATIONS}/hyperlink" '
        'Target="https://example.org/" TargetMode="External"/></Relationships>',
    }


def made(body: str, extra: Mapping[str, str] | None = None, *, section: str = SECTION, styles: str = "") -> bytes:
    """A small file."""
    return package(parts(body, extra, section=section, styles=styles))


def read(data: bytes) -> WordFile:
    """Read a file that must be readable."""
    outcome = read_word(data)
    assert outcome.value is not None, [f.message.en for f in outcome.findings]
    return outcome.value


def texts(data: bytes) -> list[str]:
    """The texts of a file's paragraphs."""
    return [p.text for p in read(data).paragraphs]


def part(data: bytes, name: str) -> str:
    """A part of a file as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()
