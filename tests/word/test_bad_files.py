"""Files that are no readable Word file: which rule says so, and that there is a way out."""

from __future__ import annotations

import io
import zipfile

import pytest

from generator.base.findings import Severity
from generator.word import read_word
from tests.word.making import HEAD, NAMES, RELATIONS, field, made, package, para, parts, run

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def _ole(entry: str) -> bytes:
    return OLE + entry.encode("utf-16-le") + bytes(600)


def _changed(**given: str | bytes | None) -> bytes:
    found: dict[str, str | bytes] = dict(parts(para("文")))
    for part, content in given.items():
        name = {"document": "word/document.xml", "styles": "word/styles.xml", "relations": "_rels/.rels"}[part]
        if content is None:
            del found[name]
        else:
            found[name] = content
    return package(found)


def _odt() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    return buffer.getvalue()


def _bomb() -> bytes:
    return package({**parts(para("文")), "word/media/a.bin": bytes(300_000_000)})


def _password() -> bytes:
    data = bytearray(made(para("文")))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def _flipped() -> bytes:
    """One byte of the document's compressed data is another one."""
    found = made(para("文" * 400))
    with zipfile.ZipFile(io.BytesIO(found)) as archive:
        info = archive.getinfo("word/document.xml")
    at = info.header_offset + 30 + len(info.filename) + info.compress_size // 2
    return found[:at] + bytes([found[at] ^ 0xFF]) + found[at + 1 :]


_DTD = f'{HEAD}<!DOCTYPE w [<!ENTITY a "aaaa">]><w:document {NAMES}><w:body>{para("&a;")}</w:body></w:document>'
_BOOK = '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
_DEEP = f"{HEAD}<w:document {NAMES}><w:body>" + "<w:sdt><w:sdtContent>" * 5000


@pytest.mark.parametrize(
    ("rule", "data"),
    [
        ("IN401", _ole("EncryptedPackage")),
        ("IN402", _ole("WordDocument")),
        ("IN403", _ole("Workbook")),
        ("IN402", b"{\\rtf1 text}"),
        ("IN402", b"\xef\xbb\xbf<?xml version='1.0'?><pkg:package/>"),
        ("IN402", b"<html><body>text</body></html>"),
        ("IN402", _odt()),
        ("IN403", b"%PDF-1.7\n"),
        ("IN403", b"\x89PNG\r\n\x1a\n"),
        ("IN403", "只是文字".encode()),
        ("IN403", package({"a.txt": "文"})),
        ("IN403", _changed(document=_BOOK)),
        ("IN404", made(para("文"))[:-200]),
        ("IN404", made(para("文" * 500))[:900]),
        ("IN404", _flipped()),
        ("IN404", _password()),
        ("IN404", _changed(document=None)),
        ("IN404", _changed(document="<w:document")),
        ("IN404", _changed(document=b"")),
        ("IN404", _changed(document=f"{HEAD}<w:document {NAMES}/>")),
        ("IN404", _changed(document=_DEEP)),
        ("IN404", _changed(styles="<w:styles")),
        ("IN404", _changed(relations="<Relationships")),
        ("IN405", _bomb()),
        ("IN406", _changed(document=_DTD)),
        ("IN406", _changed(document=_DTD.encode("utf-16").replace(b"U\0T\0F\0-\x008\0", b"U\0T\0F\0-\x001\x006\0"))),
        ("IN406", _changed(styles=f"<!DOCTYPE w:styles><w:styles {NAMES}/>")),
        ("IN407", b""),
    ],
)
def test_what_is_no_readable_word_file_is_named_with_a_way_out(rule: str, data: bytes) -> None:
    outcome = read_word(data, "来件/草案.docx")
    assert outcome.value is None
    (finding,) = outcome.findings
    assert (finding.rule, finding.severity) == (rule, Severity.ERROR)
    assert finding.position.path == "来件/草案.docx"
    assert finding.hint is not None
    assert finding.hint.zh != finding.hint.en


def test_a_field_without_an_end_does_not_swallow_the_text() -> None:
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
    outcome = read_word(made(para(run("前") + broken + run("后")) + para(field("PAGE", "1"))))
    assert [f.rule for f in outcome.findings] == ["IN409"]
    assert outcome.value is not None
    assert [p.text for p in outcome.value.paragraphs] == ["前后", "1"]


def test_content_that_is_taken_in_from_another_file_is_named() -> None:
    outcome = read_word(made(para("前") + '<w:altChunk r:id="rId90"/>' + para("后")))
    assert [f.rule for f in outcome.findings] == ["IN408"]
    assert not outcome.failed


def test_a_main_document_of_another_name_is_found() -> None:
    found = parts(para("文"))
    found["word/document2.xml"] = found.pop("word/document.xml")
    found["word/_rels/document2.xml.rels"] = found.pop("word/_rels/document.xml.rels")
    found["_rels/.rels"] = found["_rels/.rels"].replace("word/document.xml", "/word/document2.xml")
    assert RELATIONS in found["_rels/.rels"]
    outcome = read_word(package(found))
    assert outcome.value is not None
    assert outcome.value.paragraphs[0].spans[0].east_asian == "宋体"
