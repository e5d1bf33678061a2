"""Pages and PDFs of ours: numbers against what the page says to machines, a PDF's by their place in its text."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.render import html
from generator.review.verify.expected import wanted_numbers
from generator.review.verify.page import verify_page
from generator.review.verify.paper import verify_pdf
from tests.review.verify.making import Root, built, control, edited, removed, report, set_text


@pytest.fixture(scope="module")
def page() -> bytes:
    written = html.write(report())
    assert written.value is not None
    return written.value


def test_a_page_as_built_is_consistent_in_itself_and_with_its_document(page: bytes) -> None:
    alone = verify_page(page, "report.html")
    assert (alone.findings, alone.claims.numbers, alone.claims.as_built) == ((), 9, 9)
    assert "consistent in itself" in alone.answer.en
    whole = verify_page(page, "report.html", report(), against="project", source="projects/sample")
    assert whole.findings == ()
    assert whole.claims.blocks == whole.claims.blocks_as_built >= 11
    assert "as it is now" in whole.answer.en


def test_a_number_changed_in_the_page_is_told_by_the_page_alone(page: bytes) -> None:
    made = verify_page(page.replace(b">20,866.06", b">20,800.00"), "report.html")
    (found,) = made.findings
    assert (found.rule, found.severity.value) == ("VF001", "error")
    assert "20866.06" in found.message.en
    assert found.position.line
    assert made.claims.as_built == 8


def test_a_number_changed_along_with_what_it_says_to_machines_needs_the_document(page: bytes) -> None:
    forged = page.replace(b">20,866.06", b">20,800.00").replace(b'value="20866.06"', b'value="20800.00"')
    assert verify_page(forged, "report.html").findings == ()
    made = verify_page(forged, "report.html", report(), against="project")
    assert {f.rule for f in made.findings} == {"VF031", "VF012"}
    assert not made.ok


def test_a_number_and_a_sentence_taken_out_of_the_page_are_told(page: bytes) -> None:
    text = page.decode()
    element = re.search(r'<data [^>]*data-id="t000002"[^>]*>[^<]*</data>', text)
    assert element is not None
    cut = text.replace(element[0], "").replace("公司将逐年更新清单", "公司将更新清单").encode()
    assert [f.rule for f in verify_page(cut, "report.html").findings] == ["VF003"]
    made = verify_page(cut, "report.html", report(), against="project")
    assert any(f.rule == "VF012" and f.block == "p-4" and "逐年" in f.message.zh for f in made.findings)


def test_a_page_from_elsewhere_has_no_numbers_of_ours() -> None:
    made = verify_page(b"<html><body><p>20,866.06</p></body></html>", "x.html")
    assert [f.rule for f in made.findings] == ["VF020"]
    assert made.against == ""
    assert verify_page(b"", "x.html").against == ""


# --------------------------------------------------------------------------------------------------- PDF


def test_the_numbers_of_a_document_come_in_reading_order_with_their_letters() -> None:
    wanted = wanted_numbers(report())
    assert [one.digits for one in wanted[:5]] == ["20,866.06", "7,420.56", "13,445.51", "26.40", "18,100.20"]
    assert (wanted[0].before, wanted[0].after, wanted[0].block) == ("为", "，", "p-1")


def test_a_pdf_alone_is_not_judged() -> None:
    made = verify_pdf(b"%PDF-1.4", "report.pdf", None, against="")
    assert [f.rule for f in made.findings] == ["VF050"]
    assert "cannot be judged" in made.answer.en


def test_what_is_no_pdf_is_unreadable() -> None:
    made = verify_pdf(b"%PDF-1.4 broken", "report.pdf", report(), against="manifest")
    assert [f.rule[:2] for f in made.findings] == ["IN"]
    assert not made.ok


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_pdf_is_held_against_its_document_by_text_position(tmp_path: Path) -> None:
    def change(root: Root) -> None:
        set_text(control(root, "total"), "20,800.00")
        set_text(control(root, "coke"), "3,120.50")
        removed(control(root, "target"))

    (tmp_path / "clean.docx").write_bytes(built())
    (tmp_path / "edited.docx").write_bytes(edited(built(), change))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "clean.docx", "edited.docx"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=180)
    clean = verify_pdf((tmp_path / "clean.pdf").read_bytes(), "clean.pdf", report(), against="manifest")
    assert (clean.findings, clean.claims.numbers, clean.claims.as_built) == ((), 9, 9)
    assert "manifest.json" in clean.answer.en
    made = verify_pdf((tmp_path / "edited.pdf").read_bytes(), "edited.pdf", report(), against="manifest")
    assert sorted((f.rule, f.fact) for f in made.findings) == [
        ("VF001", "coke"),
        ("VF001", "total"),
        ("VF003", "target"),
    ]
    total = next(f for f in made.findings if f.fact == "total")
    assert re.search(r"page \d+ \(\d+, \d+\) shows '20,800.00'", total.message.en)
    assert made.claims.as_built == 6


def test_a_pdf_that_is_the_built_one_byte_for_byte_is_as_built() -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    buffer = io.BytesIO()
    writer.write(buffer)
    made = verify_pdf(buffer.getvalue(), "report.pdf", report(), against="manifest", same=True)
    assert (made.findings, made.claims.as_built) == ((), 9)
    blank = verify_pdf(buffer.getvalue(), "report.pdf", report(), against="manifest")
    assert len(blank.findings) == 9


@pytest.mark.parametrize(
    "planted",
    [
        "<style>data.fact{font-size:0} data.fact::after{content:'1,234'}</style>",
        "<script>document.title = 'x'</script>",
        '<iframe srcdoc="1,234"></iframe>',
        '<p style="position:absolute">x</p>',
        '<p onclick="x()">x</p>',
    ],
)
def test_what_makes_a_page_show_otherwise_is_told(page: bytes, planted: str) -> None:
    forged = page.replace(b"</body>", planted.encode() + b"</body>")
    assert forged != page
    made = verify_page(forged, "report.html", report(), against="project")
    assert "VF017" in {f.rule for f in made.findings if f.blocks_final}


def test_words_and_numbers_between_the_blocks_of_a_page_are_told(page: bytes) -> None:
    forged = page.replace(b"</body>", "<p>更正：排放总量为 9,999.5 吨。</p></body>".encode())
    made = verify_page(forged, "report.html", report(), against="project")
    assert [(f.rule, f.severity.value) for f in made.findings] == [("VF014", "warning"), ("VF011", "error")]
