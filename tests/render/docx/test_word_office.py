"""What LibreOffice makes of our files: pages, the numbers that we cached, a round trip that keeps controls and map."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import word_sample
from lxml import etree
from pypdf import PdfReader

from generator.document.blocks import Document
from generator.document.wording import Wording
from generator.render.docx.xml import NAMESPACES

W = f"{{{NAMESPACES['w']}}}"
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


def convert(source: Path, kind: str, profile: Path) -> Path:
    """Convert with a profile of our own; LibreOffice's exit code says nothing, the file does."""
    target = source.parent / "out"
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(target), str(source)], capture_output=True, timeout=180, check=False)
    made = target / f"{source.stem}.{kind}"
    assert made.exists()
    return made


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A LibreOffice profile that no other program uses."""
    return tmp_path_factory.mktemp("profile")


@pytest.fixture(scope="module")
def pdf(written: bytes, profile: Path, tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    """The sample as LibreOffice prints it."""
    source = tmp_path_factory.mktemp("pdf") / "sample.docx"
    source.write_bytes(written)
    return PdfReader(convert(source, "pdf", profile))


@pytest.fixture(scope="module")
def back(written: bytes, profile: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The sample after LibreOffice opened and saved it as .docx."""
    source = tmp_path_factory.mktemp("back") / "sample.docx"
    source.write_bytes(written)
    return word_sample.unpacked(convert(source, "docx", profile).read_bytes())


def test_it_prints_with_cover_roman_and_arabic_pages(pdf: PdfReader) -> None:
    texts = [page.extract_text() for page in pdf.pages]
    assert 18 <= len(texts) <= 26
    assert "温室气体排放报告" in texts[0]
    assert "示例低碳咨询有限公司" in texts[0]
    first = next(place for place, text in enumerate(texts) if "编制目的与依据" in text and place > 2)
    assert texts[first - 1].rstrip().endswith(("III", "IV"))
    assert texts[first].rstrip().endswith("1")
    landscape = [place for place, page in enumerate(pdf.pages) if page.mediabox.width > page.mediabox.height]
    assert len(landscape) == 1


def test_it_counts_captions_and_references_as_we_do(document: Document, pdf: PdfReader) -> None:
    """LibreOffice recounts SEQ and REF fields while it prints; the numbers must be the document's."""
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in pdf.pages[4:]))
    words = Wording.of(document)
    for block_id, label in document.numbering.labels.items():
        block = words.blocks[block_id]
        if hasattr(block, "caption"):
            caption = re.sub(r"\s", "", label + words.plain(block.caption))
            assert text.count(caption) == 1, caption
    assert "重要间接排放的识别准则见第1.1节，计量点见附录A，方法见式(2-1)与第2章。" in text


def test_a_round_trip_keeps_controls_bookmarks_and_map(parts: dict[str, bytes], back: dict[str, bytes]) -> None:
    for name in ("word/document.xml", "word/footnotes.xml"):
        before, after = ([_control(c) for c in etree.fromstring(p[name]).iter(f"{W}sdt")] for p in (parts, back))
        assert [c for c in after if c[0].startswith("t0")] == before
    names = [
        {str(b.get(f"{W}name")) for b in etree.fromstring(p["word/document.xml"]).iter(f"{W}bookmarkStart")}
        for p in (parts, back)
    ]
    assert {n for n in names[0] if n.startswith("_tw_")} <= names[1]
    maps = [etree.tostring(etree.fromstring(p["customXml/item1.xml"]), method="c14n") for p in (parts, back)]
    assert maps[0] == maps[1]


def _control(control: etree._Element) -> tuple[str, str]:
    alias = control.find(f"{W}sdtPr/{W}alias")
    text = "".join(t.text or "" for t in control.iter(f"{W}t"))
    return (str(alias.get(f"{W}val")) if alias is not None else "", text)
