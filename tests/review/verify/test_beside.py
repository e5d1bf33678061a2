"""Headers, footers, formulas, words of charts, pictures: judged by the file, by the project, by a signed edition."""

from __future__ import annotations

import dataclasses
import re
import shutil
import struct
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from generator.base.archive import parts
from generator.base.findings import Position
from generator.document.blocks import Equation, Paragraph
from generator.document.inlines import Footnote, Math, Str
from generator.document.numbering import number
from generator.document.pictures import Picture
from generator.render.docx import write
from generator.review.side import Side
from generator.review.verify.verdict import Verdict
from generator.review.verify.word import verify_word
from generator.review.word_map import map_of
from tests.review.verify.making import Root, copied, edited, paragraph, q, removed, report, told, verdict, with_part
from tests.review.verify.test_forged_maps import MAP, REPORT, forged, held, total_as_part
from tests.review.verify.test_forged_maps import file as file_of_lanhe
from tests.review.verify.test_forged_maps import side as side_of_lanhe
from tests.review.verify.test_signatures import edition, judged, keys, signed

__all__ = ["file_of_lanhe", "keys", "side_of_lanhe"]

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART, HEADER, FOOTER = "word/charts/chart1.xml", "word/header1.xml", "word/footer1.xml"


def png(shade: int) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([shade]) * 40 for _ in range(20))
    head = struct.pack(">IIBBBBB", 40, 20, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def made(audience: str = "client") -> bytes:
    """The report with formulas in a line, on a line and in a footnote, and two pictures."""
    document, at = report(audience), Position("templates/sample/1.0/sections/report.md", 90)
    note = Footnote("n2", (Str("缺省值取 "), Math("k_1 = 0.98"), Str("。")))
    blocks = (
        *document.blocks,
        Paragraph("p-8", at, (Str("氧化率"), Math("r = 1"), Str("时不计残炭。"), note)),
        Equation("eq-1", at, r"E = \frac{44}{12} \times \sum_i Q_i", ((r"Q_i", (Str("消耗量"),)),)),
        Picture("fig-1", at, "flowchart", (Str("流程"),)),
        Paragraph("p-9", at, (Str("流程见上图。"),)),
        Picture("fig-2", at, "flowchart", (Str("边界"),)),
    )
    whole = dataclasses.replace(document, blocks=blocks, numbering=number(blocks, "zh"))
    outcome = write(whole, pictures={"fig-1": png(10), "fig-2": png(200)}, pages={})
    assert outcome.value is not None
    return outcome.value


@pytest.fixture(scope="module")
def file() -> bytes:
    return made()


@pytest.fixture(scope="module")
def side(side_of_lanhe: Side) -> Side:
    return side_of_lanhe


def typed_furniture(words: str) -> Callable[[Root], None]:
    def change(root: Root) -> None:
        run = etree.SubElement(next(root.iter(q("p"))), q("r"))
        etree.SubElement(run, q("t")).text = words

    return change


def with_formula(words: str, place: int = 0) -> Callable[[Root], None]:
    def change(root: Root) -> None:
        text = list(root.iter(f"{M}t"))[place]
        text.text = (text.text or "") + words

    return change


def titled(words: str) -> Callable[[Root], None]:
    def change(root: Root) -> None:
        text = next(next(root.iter(f"{C}title")).iter(f"{A}t"))
        text.text = (text.text or "") + words

    return change


def category(words: str) -> Callable[[Root], None]:
    def change(root: Root) -> None:
        next(next(root.iter(f"{C}cat")).iter(f"{C}v")).text = words

    return change


def test_the_build_is_judged_whole(file: bytes) -> None:
    found = verdict(file)
    assert found.findings == ()
    assert found.unjudged is None


#: An edit, its part, and what is told of it.
EDITS = [
    (typed_furniture("年度排放总量 9,999 吨"), HEADER, ("number-typed", "error", "")),
    (typed_furniture("年度排放总量 9,999 吨"), FOOTER, ("number-typed", "error", "")),
    (typed_furniture("讨论稿"), HEADER, ("text-reworded", "warning", "")),
    (with_formula(" 9,999 tCO2e"), "word/document.xml", ("formula-changed", "error", "p-8")),
    (with_formula(" 9,999 tCO2e", 3), "word/document.xml", ("formula-changed", "error", "eq-1")),
    (with_formula("7"), "word/footnotes.xml", ("formula-changed", "error", "")),
    (with_formula("x"), "word/document.xml", ("formula-changed", "warning", "p-8")),
    (titled(" 9,999"), CHART, ("chart-changed", "error", "c-1")),
    (category("直接（9,999）"), CHART, ("chart-changed", "error", "c-1")),
    (category("间接"), CHART, ("chart-changed", "warning", "c-1")),
]


@pytest.mark.parametrize(("change", "part", "wanted"), EDITS)
def test_an_edit_beside_the_text_is_told_by_the_file_alone(
    file: bytes, change: Callable[[Root], None], part: str, wanted: tuple[str, str, str]
) -> None:
    found = told(edited(file, change, part))
    assert wanted in found
    assert len(found) <= 2


@pytest.mark.parametrize(("change", "part", "wanted"), [one for one in EDITS if one[2][1] == "error"])
def test_and_by_the_signed_edition_though_the_map_was_changed_along(
    keys: Path, tmp_path: Path, file: bytes, change: Callable[[Root], None], part: str, wanted: tuple[str, str, str]
) -> None:
    signature = signed(tmp_path, edition(file), keys / "li")
    clean = judged(file, signature, keys / "signers")
    assert (clean.ok, clean.findings, clean.unjudged) == (True, (), None)
    assert not judged(without_marks(edited(file, change, part)), signature, keys / "signers").ok


def without_marks(data: bytes) -> bytes:
    """The file with the map of an older version: it says nothing beside the text."""

    def change(text: str) -> str:
        return re.sub(r'<(?:part|equation|chart|picture) [^>]*/>| format="2"', "", text)

    return forged(data, change)


def test_a_file_of_an_older_version_says_what_was_not_judged(file: bytes) -> None:
    found = verdict(without_marks(file))
    assert found.ok
    assert [(one.rule, one.severity.value) for one in found.findings] == [("VF051", "note")]
    assert found.unjudged is not None
    assert "headers and footers" in found.unjudged.en


def test_a_public_file_is_judged_and_names_no_input() -> None:
    data = made("public")
    assert not re.search(r'<(part|equation|chart|picture)[^>]* (key|origin|fact)="', parts(data)[MAP].decode())
    found = verdict(edited(data, category("直接 9,999"), CHART))
    assert {one.severity.value for one in found.findings} == {"error"}
    assert all(not one.fact for one in found.findings)


def test_a_formula_pasted_again_is_told_and_the_first_one_is_right(file: bytes) -> None:
    def change(root: Root) -> None:
        one = next(root.iter(f"{M}oMath"))
        one.addnext(copied(one))

    (found,) = verdict(edited(file, change)).findings
    assert found.message.en.startswith("a formula was added")


def test_a_formula_in_a_paragraph_of_its_own_is_no_hiding_place(file: bytes) -> None:
    def change(root: Root) -> None:
        xml = f'<w:p xmlns:w="{q("")[1:-1]}" xmlns:m="{M[1:-1]}"><m:oMath><m:r><m:t>9,999</m:t></m:r></m:oMath></w:p>'
        paragraph(root, "公司将逐年").addnext(etree.fromstring(xml))

    assert ("formula-changed", "error", "p-4") in told(edited(file, change))


def test_a_bracket_that_is_a_digit_is_a_digit(file: bytes) -> None:
    def change(root: Root) -> None:
        given = etree.SubElement(next(root.iter(f"{M}oMath")), f"{M}d")
        etree.SubElement(etree.SubElement(given, f"{M}dPr"), f"{M}begChr").set(f"{M}val", "9")

    assert ("formula-changed", "error", "p-8") in told(edited(file, change))


def test_a_formula_deleted_is_told(file: bytes) -> None:
    assert told(edited(file, lambda root: removed(next(root.iter(f"{M}oMath"))))) == [
        ("formula-changed", "warning", "p-8")
    ]


@pytest.mark.parametrize("code", ['"9,999"', "#,##0,", "\\9", "1,234"])
def test_a_format_that_shows_other_digits_is_told(file: bytes, code: str) -> None:
    def change(root: Root) -> None:
        next(root.iter(f"{C}numFmt")).set("formatCode", code)

    assert ("shown-otherwise", "error", "") in told(edited(file, change, CHART))


def test_another_picture_and_pictures_that_changed_places_are_told(file: bytes) -> None:
    other = with_part(file, "word/media/image1.png", png(99))
    assert ("picture-changed", "warning", "fig-1") in told(other)
    swapped = with_part(file, "word/media/image1.png", png(200))
    swapped = with_part(swapped, "word/media/image2.png", png(10))
    assert {block for name, _, block in told(swapped) if name == "picture-changed"} == {"fig-1", "fig-2"}


def test_a_header_that_no_section_has_any_more_is_told(file: bytes) -> None:
    def change(root: Root) -> None:
        for one in list(root.iter(q("headerReference"))):
            removed(one)

    assert ("text-gone", "warning", "") in told(edited(file, change))


def test_a_chart_that_was_added_is_told(file: bytes) -> None:
    chart = parts(file)[CHART].decode().replace("直接", "直接二")
    data = with_part(file, "word/charts/chart9.xml", chart.encode())

    def relate(root: Root) -> None:
        one = next(one for one in root if str(one.get("Target")).endswith("chart1.xml"))
        twin = etree.SubElement(root, one.tag, dict(one.attrib))
        twin.set("Id", "rId99")
        twin.set("Target", "charts/chart9.xml")

    def draw(root: Root) -> None:
        holder = next(p for p in root.iter(q("p")) if next(p.iter(f"{C}chart"), None) is not None)
        twin = copied(holder)
        rid = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
        next(twin.iter(f"{C}chart")).set(rid, "rId99")
        paragraph(root, "公司将逐年").addnext(twin)

    data = edited(edited(data, relate, "word/_rels/document.xml.rels"), draw)
    assert ("chart-changed", "error", "") in told(data)


# ----------------------------------------------------------------------------------------------- projects


def lanhe_edits() -> list[tuple[Callable[[Root], None], str]]:
    return [
        (typed_furniture("年度排放总量 9,999 吨二氧化碳当量"), "word/header2.xml"),
        (typed_furniture("年度排放总量 9,999 吨二氧化碳当量"), "word/footer1.xml"),
        (with_formula(" 9,999 tCO2e"), "word/document.xml"),
        (titled(" 9,999"), CHART),
        (category("外购生铁 9,999"), CHART),
    ]


@pytest.mark.parametrize(("change", "part"), lanhe_edits())
def test_no_such_edit_is_the_ledgers_even_with_a_map_made_for_it(
    side: Side, file_of_lanhe: bytes, change: Callable[[Root], None], part: str
) -> None:
    data = edited(file_of_lanhe, change, part)
    assert not held(side, data).ok
    assert not held(side, without_marks(data)).ok


def test_a_forged_map_of_an_older_build_is_held_against_that_commits_own(states: Callable[[str], Side]) -> None:
    from generator.review.verify.against import project_reference
    from generator.review.verify.verdict import BuiltFrom
    from tests.review.verify.test_forged_maps import with_smaller_total

    word = states("base").word(REPORT)
    assert word is not None
    then = map_of(word)
    assert then is not None

    def judge(data: bytes) -> Verdict:
        known = map_of(data)
        assert known is not None
        built = BuiltFrom(known.document, known.template, known.build, "c" * 40)
        return verify_word(data, "report.docx", project_reference(states("template"), known, "x", built, then))

    clean = {one.rule for one in judge(word).findings if one.blocks_final}
    assert clean <= {"VF031"}
    made = {one.rule for one in judge(forged(with_smaller_total(word), total_as_part)).findings if one.blocks_final}
    assert made == clean | {"VF001"}


# --------------------------------------------------------------------------------------------- LibreOffice


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_keeps_all_that_is_judged(side: Side, file: bytes, file_of_lanhe: bytes, tmp_path: Path) -> None:
    (tmp_path / "small.docx").write_bytes(file)
    (tmp_path / "report.docx").write_bytes(file_of_lanhe)
    for place, (change, part) in enumerate(lanhe_edits()):
        (tmp_path / f"edited{place}.docx").write_bytes(edited(file_of_lanhe, change, part))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", "saved"]
    names = sorted(one.name for one in tmp_path.glob("*.docx"))
    subprocess.run([*command, *names], cwd=tmp_path, capture_output=True, check=False, timeout=240)
    saved = {name: (tmp_path / "saved" / name).read_bytes() for name in names}
    assert verdict(saved["small.docx"]).findings == ()
    found = held(side, saved["report.docx"])
    assert (found.findings, found.unjudged) == ((), None)
    for place in range(len(lanhe_edits())):
        assert not held(side, saved[f"edited{place}.docx"]).ok, place
