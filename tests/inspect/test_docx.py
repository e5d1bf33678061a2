"""A Word file read back: clean as written, clean after LibreOffice, and every tampering is found where it is."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.base.archive import parts, xml
from generator.document.inlines import FactRef
from generator.document.pictures import Chart
from generator.document.walk import numbers_of
from generator.inspect import inspect_docx
from generator.inspect.docx import controls_of, find_map, read_points
from tests.inspect.conftest import Rendered, words


def edited(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """Return the package with one part changed."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                changed = change(content.decode())
                assert changed != content.decode(), "the test changed nothing"
                content = changed.encode()
            archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize("which", ["report", "paper"])
def test_a_file_as_written_has_no_finding_and_every_number_is_a_control(
    which: str, request: pytest.FixtureRequest
) -> None:
    rendered: Rendered = request.getfixturevalue(which)
    assert inspect_docx(rendered.docx, rendered.document, rendered.ledger) == ()
    package = parts(rendered.docx)
    controls = sum(
        len(list(controls_of(xml(package[n])))) for n in package if n in ("word/document.xml", "word/footnotes.xml")
    )
    wanted = sum(isinstance(number, FactRef) for _, number in numbers_of(rendered.document.blocks))
    assert controls == wanted > 150
    root = find_map(package)
    assert root is not None
    points = sum(
        isinstance(block, Chart) and not isinstance(n, FactRef) for block, n in numbers_of(rendered.document.blocks)
    )
    assert len(list(read_points(root))) == points > 20


@pytest.mark.office
@pytest.mark.parametrize("which", ["report", "paper"])
def test_the_numbers_are_still_the_ledgers_after_libreoffice_opened_and_saved_the_file(
    which: str, request: pytest.FixtureRequest, tmp_path: Path, soffice: str
) -> None:
    rendered: Rendered = request.getfixturevalue(which)
    source = tmp_path / "report.docx"
    source.write_bytes(rendered.docx)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    saved = tmp_path / "saved"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(saved),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    data = (saved / "report.docx").read_bytes()
    assert data != rendered.docx
    assert inspect_docx(data, rendered.document, rendered.ledger) == ()


def test_a_number_changed_inside_its_control_is_found_at_the_line_that_wrote_it(report: Rendered) -> None:
    spoiled = edited(
        report.docx,
        "word/document.xml",
        lambda t: re.sub(r"(<w:sdtContent>.*?<w:t[^>]*>)(\d)", r"\g<1>9\2", t, count=1),
    )
    found = inspect_docx(spoiled, report.document, report.ledger)
    assert {f.rule for f in found} == {"IS003"}
    assert found[0].position.path.startswith("templates/ghg-inventory-report/1.0/sections/")
    assert found[0].position.line > 0


def test_a_control_that_was_taken_away_is_found(report: Rendered) -> None:
    spoiled = edited(
        report.docx,
        "word/document.xml",
        lambda t: re.sub(r"<w:sdt>(?:(?!<w:sdt>).)*?<w:sdtContent>(.*?)</w:sdtContent></w:sdt>", r"\1", t, count=1),
    )
    rules = {f.rule for f in inspect_docx(spoiled, report.document, report.ledger)}
    assert "IS004" in rules
    assert "IS005" in rules, "its digits now stand there without a fact"


def test_a_number_typed_into_the_text_is_found(report: Rendered) -> None:
    known = words(report.document)
    spoiled = edited(report.docx, "word/document.xml", lambda t: t.replace(known, "减排3200吨。" + known, 1))
    found = [f for f in inspect_docx(spoiled, report.document, report.ledger) if f.rule == "IS005"]
    assert ["3200" in f.message.zh for f in found] == [True]


def test_a_chart_point_that_was_changed_is_found_in_cache_and_workbook(report: Rendered) -> None:
    spoiled = edited(
        report.docx,
        "word/charts/chart1.xml",
        lambda t: re.sub(r"(<c:val>.*?<c:v>)[^<]+", r"\g<1>1", t, count=1, flags=re.S),
    )
    found = inspect_docx(spoiled, report.document, report.ledger)
    assert {f.rule for f in found} == {"IS003"}
    assert "cache" in found[0].message.en


def test_a_file_without_the_map_or_without_a_zip_is_a_finding(report: Rendered) -> None:
    without = edited(report.docx, "customXml/item1.xml", lambda _: "<other/>")
    assert [f.rule for f in inspect_docx(without, report.document, report.ledger)] == ["IS002"]
    assert [f.rule for f in inspect_docx(b"PK not a zip", report.document, report.ledger)] == ["IS001"]
    assert [f.rule for f in inspect_docx(report.docx[:5000], report.document, report.ledger)] == ["IS001"]


def test_an_entity_bomb_and_a_zip_bomb_are_refused(report: Rendered) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x xmlns="urn:tanwen:map:1">&b;</x>'
    opened = inspect_docx(edited(report.docx, "customXml/item1.xml", lambda _: bomb), report.document, report.ledger)
    assert {f.rule for f in opened} <= {"IS001", "IS002"}
    assert opened
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 40_000_000)
    assert [f.rule for f in inspect_docx(target.getvalue(), report.document, report.ledger)] == ["IS001"]
