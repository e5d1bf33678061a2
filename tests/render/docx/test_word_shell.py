"""A designer's shell as the cover: filled strictly, merged without touching the document's own styles."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
import word_sample
from docx.document import Document as WordDocument
from docx.shared import Cm, Pt
from lxml import etree
from ooxml_integrity import check
from openxml_audit import OpenXmlValidator

from generator.base.findings import Finding
from generator.document.blocks import Document
from generator.render.docx import write
from generator.render.docx.default_shell import default_shell
from generator.render.docx.xml import NAMESPACES
from generator.render.theme import find_theme

W = f"{{{NAMESPACES['w']}}}"


def made(draw: Callable[[WordDocument], None]) -> bytes:
    """Return a shell drawn with another program's template and styles."""
    document = docx.Document()
    draw(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def designed(document: WordDocument) -> None:
    document.styles["Title"].font.size = Pt(40)
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{{ cover.client }}")
    document.add_paragraph("{%p if confidentiality %}")
    document.add_paragraph("{{ confidentiality }}", style="Intense Quote")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("甲", style="List Number")
    document.add_picture(io.BytesIO(word_sample.png(80, 40)), width=Cm(3))
    table = document.add_table(rows=1, cols=2, style="Light Grid Accent 1")
    table.cell(0, 0).text = "日期"
    table.cell(0, 1).text = "{{ date }}"
    header = document.sections[0].header
    header.paragraphs[0].text = "信头 {{ provider }}"
    header.paragraphs[0].add_run().add_picture(io.BytesIO(word_sample.png(60, 20)), width=Cm(2))


def cover_of(data: bytes) -> tuple[str, etree._Element]:
    """Return the text of the cover and the body of the file."""
    body = etree.fromstring(word_sample.unpacked(data)["word/document.xml"])
    texts = []
    for child in body[0]:
        texts.append("".join(t.text or "" for t in child.iter(f"{W}t")))
        if child.find(f".//{W}sectPr") is not None:
            break
    return "\n".join(texts), body


def filled(shell: bytes, document: Document | None = None) -> tuple[bytes, tuple[Finding, ...]]:
    outcome = write(document or word_sample.sample(), pictures=word_sample.pictures(), pages={"x": 1}, shell=shell)
    assert outcome.value is not None
    return outcome.value, outcome.findings


def test_the_default_shell_looks_like_our_own_cover() -> None:
    data, findings = filled(default_shell(find_theme("report"), "zh"))
    assert findings == ()
    cover, _ = cover_of(data)
    plain = write(word_sample.sample(), pictures=word_sample.pictures(), pages={"x": 1})
    assert plain.value is not None
    own, _ = cover_of(plain.value)
    assert [line for line in cover.split("\n") if line] == [line for line in own.split("\n") if line]
    assert b'styleId="Shell' not in word_sample.unpacked(data)["word/styles.xml"]


def test_lines_of_empty_fields_disappear_from_the_default_shell() -> None:
    document = word_sample.sample()
    bare = replace(document, cover=replace(document.cover, subtitle="", confidentiality="", number=""))
    data, findings = filled(default_shell(find_theme("report"), "zh"), bare)
    assert findings == ()
    assert "文件编号" not in cover_of(data)[0]
    assert "编制单位" in cover_of(data)[0]


def test_a_foreign_shell_brings_its_look_under_names_of_its_own(tmp_path: Path) -> None:
    data, findings = filled(made(designed))
    assert findings == ()
    parts = word_sample.unpacked(data)
    cover, body = cover_of(data)
    assert "温室气体排放报告" in cover
    assert "岚河铸造有限公司" in cover
    assert "内部资料" in cover
    assert "{" not in cover
    styles = {s.get(f"{W}styleId"): s for s in etree.fromstring(parts["word/styles.xml"]).iter(f"{W}style")}
    title = styles["ShellTitle"].find(f"{W}rPr/{W}sz")
    assert title is not None
    assert title.get(f"{W}val") == "80"
    own = styles["Title"].find(f"{W}rPr/{W}sz")
    assert own is not None
    assert own.get(f"{W}val") == "64"
    used = {e.get(f"{W}val") for e in body.iter(f"{W}pStyle", f"{W}tblStyle", f"{W}rStyle")}
    assert used <= set(styles)
    headers = [name for name in parts if name.startswith("word/headerCover")]
    assert len(headers) == 1
    assert "信头 示例低碳咨询有限公司".encode() in parts[headers[0]]
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert [str(e) for e in OpenXmlValidator().validate(path).errors] == []
    assert [f for f in check(path) if f.severity.name == "ERROR"] == []
    assert filled(made(designed))[0] == data


def test_values_are_escaped() -> None:
    document = word_sample.sample()
    odd = replace(document, cover=replace(document.cover, title="A & B <w:p> {{ 7*7 }}", client="甲\n乙"))
    data, findings = filled(made(designed), odd)
    assert findings == ()
    assert "A & B <w:p> {{ 7*7 }}" in cover_of(data)[0]


@pytest.mark.parametrize(
    "text",
    [
        "{{ tittle }}",
        "{{ cover.autor }}",
        "{{ title.__class__.__mro__ }}",
        "{% for x in %}",
        "{{ cover.update({'title': 'x'}) }}",
    ],
)
def test_a_placeholder_that_cannot_be_filled_is_refused(text: str) -> None:
    data, findings = filled(made(lambda d: d.add_paragraph(text)))
    assert [f.rule for f in findings] == ["RE106"]
    assert "温室气体排放报告" in cover_of(data)[0], "our own cover takes its place"


def test_what_cannot_be_carried_over_is_refused() -> None:
    def comment(document: WordDocument) -> None:
        paragraph = document.add_paragraph("{{ title }}")
        document.add_comment(paragraph.runs, text="看", author="甲")

    assert [f.rule for f in filled(made(comment))[1]] == ["RE106"]


def test_a_link_to_an_outside_picture_is_refused() -> None:
    shell = made(designed)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(shell)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/_rels/document.xml.rels":
                data = data.replace(
                    b'Target="media/image1.png"', b'Target="http://x.invalid/a.png" TargetMode="External"'
                )
            new.writestr(name, data)
    assert [f.rule for f in filled(buffer.getvalue())[1]] == ["RE106"]


def test_a_file_that_is_no_document_is_refused() -> None:
    assert [f.rule for f in filled(b"PK\x03\x04 not a zip")[1]] == ["RE106"]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\x00" * 40_000_000)
    assert [f.rule for f in filled(buffer.getvalue())[1]] == ["RE106"]
