"""Files that read right and show otherwise: what Word draws beside, over or in place of the text that is hashed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from tests.review.verify.making import (
    Root,
    W,
    built,
    control,
    copied,
    edited,
    paragraph,
    q,
    told,
    verdict,
    with_part,
)

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
SHOWN = ("shown-otherwise", "error", "")


@pytest.fixture(scope="module")
def file() -> bytes:
    return built()


def made(xml: str) -> Root:
    """An element with the usual prefixes."""
    spaces = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}" xmlns:v="urn:schemas-microsoft-com:vml"'
    head, mark, rest = xml.partition(" ") if " " in xml.partition(">")[0] else xml.partition(">")
    return etree.fromstring(f"{head} {spaces} {rest}" if mark == " " else f"{head} {spaces}>{rest}")


def first_run(root: Root, properties: str) -> None:
    """Give the total's run other properties."""
    run = next(control(root, "total").iter(q("r")))
    for old in run.findall(q("rPr")):
        run.remove(old)
    run.insert(0, made(f"<w:rPr>{properties}</w:rPr>"))


def wrapped(root: Root, key: str, xml: str) -> None:
    """Put a number's control into another element."""
    one, holder = control(root, key), made(xml)
    one.addprevious(holder)
    holder.append(one)


def body(root: Root) -> Root:
    found = root.find(q("body"))
    assert found is not None
    return found


def test_the_build_holds_no_disguise(file: bytes) -> None:
    assert told(file) == []


@pytest.mark.parametrize(
    "properties",
    [
        '<w:color w:val="FFFFFF"/>',
        '<w:color w:val="FEFEFE"/>',
        '<w:sz w:val="2"/>',
        '<w:w w:val="1"/>',
        '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>',
    ],
)
def test_a_number_that_nobody_can_see_is_hidden(file: bytes, properties: str) -> None:
    assert ("number-hidden", "error", "p-1") in told(edited(file, lambda root: first_run(root, properties)))


def test_white_letters_on_a_dark_ground_are_seen(file: bytes) -> None:
    white = '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="14524B"/>'
    assert told(edited(file, lambda root: first_run(root, white))) == []


def test_a_number_made_white_by_its_paragraphs_style_is_hidden(file: bytes) -> None:
    style = (
        f'<w:style xmlns:w="{W}" w:type="paragraph" w:styleId="Pale"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    )
    data = edited(file, lambda root: root.append(etree.fromstring(style)), "word/styles.xml")

    def change(root: Root) -> None:
        said = paragraph(root, "报告期内").find(f"{q('pPr')}/{q('pStyle')}")
        assert said is not None
        said.set(q("val"), "Pale")

    assert ("number-hidden", "error", "p-1") in told(edited(data, change))


@pytest.mark.parametrize("space", ["w", "w15"])
def test_a_control_bound_to_other_data_shows_these(file: bytes, space: str) -> None:
    uri = W if space == "w" else "http://schemas.microsoft.com/office/word/2012/wordml"

    def change(root: Root) -> None:
        said = control(root, "total").find(q("sdtPr"))
        assert said is not None
        said.append(
            etree.fromstring(f'<b:dataBinding xmlns:b="{uri}" xmlns:w="{W}" w:xpath="/x" w:storeItemID="{{1}}"/>')
        )

    assert SHOWN in told(edited(file, change))


@pytest.mark.parametrize(
    "xml",
    [
        '<w:altChunk r:id="rId99"/>',
        '<w:p><w:subDoc r:id="rId99"/></w:p>',
        '<w:p mc:ProcessContent="x:all"/>',
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="mine" xmlns:mine="urn:mine"/>'
        "<mc:Fallback><w:t>9,999</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    ],
)
def test_what_word_takes_in_beside_the_text_is_told(file: bytes, xml: str) -> None:
    assert SHOWN in told(edited(file, lambda root: body(root).insert(len(body(root)) - 1, made(xml))))


def test_a_number_turned_round_is_told(file: bytes) -> None:
    assert SHOWN in told(edited(file, lambda root: wrapped(root, "total", '<w:bdo w:val="rtl"></w:bdo>')))


def test_a_field_that_computes_on_opening_around_a_number_is_told(file: bytes) -> None:
    field = '<w:fldSimple w:instr=" QUOTE 9,999 " w:dirty="true"></w:fldSimple>'
    assert SHOWN in told(edited(file, lambda root: wrapped(root, "total", field)))


@pytest.mark.parametrize("instruction", ["REF _Ref1", "SEQ x", "PAGE", "TOC \\o"])
def test_a_number_typed_into_a_result_is_typed(file: bytes, instruction: str) -> None:
    field = f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>99,999.9</w:t></w:r></w:fldSimple>'
    found = told(edited(file, lambda root: paragraph(root, "公司将逐年").append(made(field))))
    assert ("number-typed", "error", "") in found


@pytest.mark.parametrize(
    "xml",
    [
        '<w:r><w:pict><v:shape><v:textpath string="总量 9,999.5 吨"/></v:shape></w:pict></w:r>',
        "<w:r><w:ruby><w:rt><w:r><w:t>9,999.5</w:t></w:r></w:rt><w:rubyBase/></w:ruby></w:r>",
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>9,999.5</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r>",
    ],
)
def test_numbers_in_art_ruby_and_boxes_are_typed(file: bytes, xml: str) -> None:
    for words in ("公司将逐年", "温室气体排放报告"):  # in the text, and on the cover
        found = told(edited(file, lambda root, words=words: paragraph(root, words).append(made(xml))))  # type: ignore[misc]
        assert "error" in {severity for _, severity, _ in found} or (words == "温室气体排放报告" and "ruby" in xml)


def test_digits_written_as_symbols_are_digits(file: bytes) -> None:
    run = '<w:r><w:sym w:font="Arial" w:char="0039"/><w:sym w:font="Arial" w:char="0038"/><w:t>.5 吨</w:t></w:r>'
    found = told(edited(file, lambda root: paragraph(root, "公司将逐年").append(made(run))))
    assert ("number-typed", "error", "p-4") in found


def level(text: str) -> Callable[[Root], None]:
    def change(root: Root) -> None:
        said = next(root.iter(q("lvlText")))
        said.set(q("val"), text)

    return change


def test_a_number_in_an_automatic_number_is_typed(file: bytes) -> None:
    assert ("number-typed", "error", "") in told(edited(file, level("总量 9,999.5 吨 %1"), "word/numbering.xml"))


def test_fonts_that_come_with_the_file_are_told(file: bytes) -> None:
    def change(root: Root) -> None:
        etree.SubElement(root[0], q("embedRegular"))

    found = told(edited(file, change, "word/fontTable.xml"))
    assert found == [("shown-otherwise", "warning", "")]


def test_parts_that_are_broken_are_damage_and_no_crash(file: bytes) -> None:
    for part in ("word/numbering.xml", "word/fontTable.xml"):
        assert not verdict(with_part(file, part, b"<w:broken")).ok


def test_a_number_pasted_thousands_of_times_is_told_on_one_short_line(file: bytes) -> None:
    def change(root: Root) -> None:
        one = paragraph(root, "报告期内")
        for _ in range(3000):
            body(root).insert(len(body(root)) - 1, copied(one))

    found = [one for one in verdict(edited(file, change)).findings if "3001" in one.message.zh]
    assert len(found) == 1
    assert len(found[0].message.zh) < 300
