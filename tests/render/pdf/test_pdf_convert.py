"""Word to PDF through the real LibreOffice."""

from __future__ import annotations

import io
import shutil
import subprocess
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest
from report_sample import report as make_report

from generator.base.findings import Outcome, Severity
from generator.document.blocks import Document, Heading
from generator.document.pictures import Picture
from generator.render import docx, pdf
from generator.render.pdf.convert import Pdf

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde\x00\x00\x00\x0c"
    b"IDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82"
)
needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice here")


@dataclass(frozen=True)
class Converted:
    """A Word file and what became of it, twice."""

    document: Document
    word: bytes
    first: Outcome[Pdf]
    again: Outcome[Pdf]
    second_word: bytes

    @property
    def made(self) -> Pdf:
        assert self.first.value is not None
        return self.first.value


@pytest.fixture(scope="module")
def converted() -> Converted:
    document = make_report()
    pictures = {b.id: PNG for b in document.blocks if isinstance(b, Picture)}
    word = docx.write(document, pictures=pictures, pages=None).value
    assert word is not None
    first = pdf.convert(word, document)
    second_word = docx.write(document, pictures=pictures, pages=pdf.page_numbers(first)).value
    assert second_word is not None
    return Converted(document, word, first, pdf.convert(word, document), second_word)


@needs_office
@pytest.mark.office
class TestConverted:
    """One conversion, looked at from several sides."""

    def test_every_heading_has_the_page_where_its_text_stands(self, converted: Converted) -> None:
        reader = pypdf.PdfReader(io.BytesIO(converted.made.data))
        texts = ["".join((page.extract_text() or "").split()) for page in reader.pages]
        headings = [b for b in converted.document.blocks if isinstance(b, Heading)]
        assert len(headings) == 7
        for heading in headings:
            page = converted.made.pages[heading.id]
            assert "".join(i.text for i in heading.inlines if hasattr(i, "text")) in texts[page - 1], heading.id
        assert "温室气体排放趋势" in texts[converted.made.pages["fig-trend"] - 1]
        assert "外购电力分月用量" in texts[converted.made.pages["tbl-months"] - 1]
        assert "工业企业温室气体排放核算" in texts[converted.made.pages["bibliography"] - 1]

    def test_the_same_word_file_gives_the_same_bytes(self, converted: Converted) -> None:
        assert converted.again.value is not None
        assert converted.again.value.data == converted.made.data

    def test_the_file_is_a_sound_archive_pdf(self, converted: Converted) -> None:
        reader = pypdf.PdfReader(io.BytesIO(converted.made.data), strict=True)
        assert reader.metadata is not None
        assert str(reader.metadata.get("/CreationDate")).startswith("D:20250418000000Z")
        metadata = reader.trailer["/Root"]["/Metadata"].get_object().get_data()
        assert b"<pdfaid:part>2</pdfaid:part>" in metadata
        assert b"<pdfaid:conformance>B</pdfaid:conformance>" in metadata
        assert "/AcroForm" not in reader.trailer["/Root"]
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"].value
        answer = subprocess.run(["pdftoppm", "-r", "20", "-png", "-"], input=converted.made.data, capture_output=True)
        assert (answer.returncode, answer.stderr) == (0, b"")

    def test_a_second_pass_moves_no_page(self, converted: Converted) -> None:
        second = pdf.convert(converted.second_word, converted.document)
        assert second.value is not None
        assert second.value.pages == converted.made.pages

    def test_replaced_fonts_are_named_with_what_stands_for_them(self, converted: Converted) -> None:
        found = [f for f in converted.first.findings if f.rule == "RE022"]
        if shutil.which("fc-list") and subprocess.run(["fc-list", "宋体"], capture_output=True).stdout:
            assert not any("宋体" in f.message.zh for f in found)
        else:
            assert [f.severity for f in found] == [Severity.NOTE]
            assert "宋体 → " in found[0].message.zh

    def test_without_the_map_headings_are_found_by_their_text(self, converted: Converted) -> None:
        bare = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(converted.word)) as old, zipfile.ZipFile(bare, "w") as new:
            for item in old.infolist():
                content = old.read(item)
                new.writestr(item, content.replace(b"urn:tanwen:map:1", b"urn:other"))
        outcome = pdf.convert(bare.getvalue(), converted.document)
        assert outcome.value is not None
        headings = [b.id for b in converted.document.blocks if isinstance(b, Heading)]
        assert {h: outcome.value.pages[h] for h in headings} == {h: converted.made.pages[h] for h in headings}


@needs_office
@pytest.mark.office
def test_a_file_that_is_no_word_file_is_an_error_not_an_exception(report: Document) -> None:
    outcome = pdf.convert(b"PK\x03\x04 nothing of the kind", report)
    assert outcome.value is None
    assert [f.rule for f in outcome.findings] == ["RE021"]
    assert pdf.page_numbers(outcome) == {}


def test_without_libreoffice_a_finding_says_what_is_left_out(report: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOFFICE_PATH", "/nowhere/soffice")
    outcome = pdf.convert(b"", report)
    assert outcome.value is None
    assert [(f.rule, f.severity) for f in outcome.findings] == [("RE020", Severity.WARNING)]
    assert "PDF" in outcome.findings[0].message.zh
    assert outcome.findings[0].hint is not None


def test_a_program_that_says_it_worked_is_not_believed(
    report: Document, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    liar = tmp_path / "soffice"
    liar.write_text("#!/bin/sh\necho 'convert done'\nexit 0\n")
    liar.chmod(0o755)
    monkeypatch.setenv("SOFFICE_PATH", str(liar))
    outcome = pdf.convert(b"", report)
    assert outcome.value is None
    assert [f.rule for f in outcome.findings] == ["RE021"]
    assert "convert done" in outcome.findings[0].message.en


def test_a_program_that_hangs_is_ended_with_its_children(
    report: Document, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from generator.render.pdf import office

    sleeper = tmp_path / "soffice"
    child = tmp_path / "child"
    sleeper.write_text(f"#!/bin/sh\nsleep 300 &\necho $! > {child}\nwait\n")
    sleeper.chmod(0o755)
    with pytest.raises(office.OfficeError, match="no PDF after"):
        office.run(str(sleeper), b"", limit=1.0)
    number = child.read_text().strip()
    deadline = time.monotonic() + 20  # the system ends a killed process when it gets to it; left alone it sleeps 300 s
    while _runs(number) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(number)


def _runs(number: str) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().split()[2] not in "ZX"
    except OSError:
        return False
