"""A ``shell.docx`` from outside: it cannot run long, reach far, or bring fields that open programs and files."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import docx
import pytest

from generator.render.docx.draft import Draft
from generator.render.docx.shell import ShellError, merged_cover
from generator.render.docx.template import base_parts
from generator.render.theme import find_theme
from tests.compose.making import document

Cover = Callable[..., str]
FIELDS = ("title", "subtitle", "client", "provider", "number", "version", "date", "confidentiality")
NAME = '& < | * [x](javascript:alert(1)) {{ 7*7 }} {% x %} {_{ 😀 "\n二行'


def shell(body: str = "", *, text: str = "", parts: Mapping[str, bytes] | None = None) -> bytes:
    """Return a shell with a paragraph of text, raw XML put before its end, and parts put into the package."""
    made = docx.Document()
    made.add_paragraph(text)
    made.add_paragraph("MARK")
    buffer = io.BytesIO()
    made.save(buffer)
    out = io.BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "word/document.xml":
                data = data.replace(b"<w:t>MARK</w:t>", f"<w:t>MARK</w:t>{body}".encode())
            new.writestr(info.filename, (parts or {}).get(info.filename, data))
    return out.getvalue()


@pytest.fixture
def cover(tmp_path_factory: pytest.TempPathFactory) -> Cover:
    made = document(tmp_path_factory.mktemp("project"), "文\n")

    def merge(data: bytes, value: str = "值") -> str:
        draft = Draft.of(made, find_theme("report"), {}, {})
        return merged_cover(draft, dict(base_parts(find_theme("report"), "zh")), data, dict.fromkeys(FIELDS, value))

    return merge


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}", "never"),
        ("{{ 'a' * 1000000000 }}", "never"),
        ("{{ range(100000)|list }}", "never"),
        ("{{ title.__class__.__mro__ }}", "a placeholder has no value|unsafe|cannot be read"),
        ("{{ lipsum.__globals__['os'].popen('id').read() }}", "never"),
        ("{{ cycler.__init__.__globals__ }}", "no value|cannot be read"),
        ("{% include '/etc/passwd' %}", "never"),
        ("{% import '../x' as y %}", "never"),
        ("{{ project.name }}", "no value"),
        ("{% set x = title %}", "never"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "never"),
        ("{" * 500, "too many placeholders"),
    ],
)
def test_a_placeholder_is_a_field_or_a_condition(text: str, said: str, cover: Cover) -> None:
    with pytest.raises(ShellError, match=said):
        cover(shell(text=text))


def _field(*instructions: str) -> str:
    inner = "".join(f"<w:instrText>{one}</w:instrText>" for one in instructions)
    return f'<w:fldChar w:fldCharType="begin"/>{inner}<w:fldChar w:fldCharType="end"/>'


NESTED = (
    '<w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="begin"/><w:instrText>REF x</w:instrText>'
    '<w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="end"/>'
)


@pytest.mark.parametrize(
    "body",
    [
        _field(r'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"'),
        _field("D", "DE", " excel"),
        _field(r'INCLUDEPICTURE "http://example.org/x.png"'),
        _field(r'INCLUDETEXT "\\\\host\\share"'),
        _field('HYPERLINK "file:///c:/x"'),
        _field("PAGEX"),
        NESTED,
        '</w:r><w:fldSimple w:instr=" DDE excel x y "><w:r><w:t>x</w:t></w:r></w:fldSimple><w:r>',
        "<w:instrText>DDE excel</w:instrText>",
        '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" href="file:///c:/x"/></w:pict>',
        '<w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://example.org/x.png"/></w:pict>',
        "<w:object/>",
    ],
)
def test_what_opens_a_file_a_program_or_an_address_is_refused(body: str, cover: Cover) -> None:
    with pytest.raises(ShellError, match=r"field|link|OLE"):
        cover(shell(body))


def test_page_numbers_and_dates_may_stand(cover: Cover) -> None:
    text = cover(shell(_field(" PAGE ", r"\* MERGEFORMAT") + _field("NUMPAGES")))
    assert re.findall("<w:instrText[^>]*>([^<]*)<", text) == [" PAGE ", r"\* MERGEFORMAT", "NUMPAGES"]


def test_odd_numbers_and_document_types_are_refused(cover: Cover) -> None:
    with pytest.raises(ShellError):
        cover(shell('</w:r></w:p><w:p><w:pPr><w:numPr><w:numId w:val="x"/></w:numPr></w:pPr><w:r>'))
    bomb = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    for part in ("word/document.xml", "word/styles.xml", "docProps/core.xml", "[Content_Types].xml"):
        with pytest.raises(ShellError, match="document type"):
            cover(shell(parts={part: bomb}))
        with pytest.raises(ShellError):
            cover(shell(parts={part: b"<broken"}))


def test_a_value_stands_on_the_cover_as_it_is_written(cover: Cover) -> None:
    text = cover(shell(text="{{ client }}"), NAME)
    assert "&amp; &lt; | * [x](javascript:alert(1)) {{ 7*7 }} {% x %}" in text
    assert "😀" in text
    assert "二行" in text
    assert "<script" not in text
