"""Word files that nobody should have to verify: from elsewhere, with a map that is gone, doubled, broken or huge."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.review.verify.word import verify_word
from tests.review.verify.making import (
    Root,
    built,
    control,
    copied,
    edited,
    paragraph,
    q,
    set_text,
    told,
    typed,
    verdict,
    with_part,
)

MAP = "customXml/item1.xml"


@pytest.fixture(scope="module")
def file() -> bytes:
    return built()


def part(data: bytes, name: str) -> bytes:
    import io

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def test_what_is_no_word_file_is_unreadable_and_not_judged() -> None:
    for data in (b"", b"hello", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600):
        made = verify_word(data, "x.docx")
        assert [f.rule[:2] for f in made.findings] == ["IN"]
        assert made.against == ""
        assert "cannot be judged" in made.answer.en


def test_a_file_from_another_tool_has_no_map(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("总量 20,866.06 吨")
    document.save(str(tmp_path / "other.docx"))
    made = verify_word((tmp_path / "other.docx").read_bytes(), "other.docx")
    assert [f.rule for f in made.findings] == ["VF020"]
    assert made.against == ""


def test_a_map_that_is_gone_doubled_or_broken_is_told(file: bytes) -> None:
    xml = part(file, MAP)
    assert told(with_part(file, MAP, None)) == [("map-missing", "error", "")]
    assert told(with_part(file, "customXml/item7.xml", xml)) == [("map-broken", "error", "")]
    assert told(with_part(file, MAP, xml[:-40])) == [("map-broken", "error", "")]
    bomb = b'<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa">]><map xmlns="urn:tanwen:map:1">&a;</map>'
    assert ("map-broken", "error", "") in told(with_part(file, MAP, bomb)) or verdict(
        with_part(file, MAP, bomb)
    ).claims.numbers == 0


def test_a_huge_map_is_refused_before_it_is_parsed(file: bytes) -> None:
    import os

    noise = os.urandom(33 * 1024 * 1024).hex().encode()  # a zip bomb is refused elsewhere: this one is just large
    huge = b'<map xmlns="urn:tanwen:map:1" document="' + noise + b'"/>'
    begun = time.process_time()
    made = verdict(with_part(file, MAP, huge))
    assert [f.rule for f in made.findings] == ["VF021"]
    assert time.process_time() - begun < 60


def test_a_map_changed_along_with_a_number_does_not_speak_for_the_file(file: bytes) -> None:
    forged = edited(file, lambda root: set_text(control(root, "total"), "10,000.00"))
    xml = part(forged, MAP).replace(b'shown="20,866.06"', b'shown="10,000.00"')
    made = verdict(with_part(forged, MAP, xml))
    assert [f.rule for f in made.findings] == ["VF021"]
    assert not made.ok


def test_values_of_a_map_that_are_no_numbers_raise_nothing(file: bytes) -> None:
    xml = part(file, MAP).replace(b'digits="2"', b'digits="-9999999999999"').replace(b'row="', b'row="x')
    assert ("map-broken", "error", "") in told(with_part(file, MAP, xml))


def test_a_document_without_any_of_its_text_loses_all_and_raises_nothing(file: bytes) -> None:
    def change(root: Root) -> None:
        body = root.find(q("body"))
        assert body is not None
        for one in list(body):
            body.remove(one)

    made = verdict(edited(file, change))
    assert made.claims.as_built == 0  # nobody sees a footnote without its mark, nor a chart that is not drawn
    assert {f.rule for f in made.findings} >= {"VF003", "VF013"}


def test_the_body_pasted_twice_over_is_notes_and_no_error(file: bytes) -> None:
    def change(root: Root) -> None:
        body = root.find(q("body"))
        assert body is not None
        blocks = [*body.iterchildren(q("p"), q("tbl"))]
        for one in blocks[blocks.index(paragraph(root, "报告期内排放总量为")) :]:  # a cover pasted anew is typed text
            body.insert(len(body) - 1, copied(one))

    made = verdict(edited(file, change))
    assert not [f for f in made.findings if f.severity.value == "error"]
    assert made.claims.as_built == made.claims.numbers


def test_a_field_that_never_ends_hides_nothing(file: bytes) -> None:
    def change(root: Root) -> None:
        run = etree.fromstring(f'<w:r xmlns:w="{q("x")[1:-2]}"><w:fldChar w:fldCharType="begin"/></w:r>')
        paragraph(root, "组织边界按").insert(1, run)
        set_text(control(root, "gas"), "1.00")

    assert told(edited(file, change)) == [("number-changed", "error", "t-1")]


def test_a_number_shown_by_a_formula_field_is_text(file: bytes) -> None:
    field = (
        f'<w:r xmlns:w="{q("x")[1:-2]}"><w:fldChar w:fldCharType="begin"/><w:instrText> = 2*3 </w:instrText>'
        '<w:fldChar w:fldCharType="separate"/><w:t>12,345.6</w:t><w:fldChar w:fldCharType="end"/></w:r>'
    )
    found = told(edited(file, lambda root: paragraph(root, "公司将逐年").append(etree.fromstring(field))))
    assert ("number-typed", "error", "p-4") in found


def test_a_text_of_three_hundred_pages_of_one_paragraph_is_read(file: bytes) -> None:
    def change(root: Root) -> None:
        body = root.find(q("body"))
        assert body is not None
        for place in range(6000):
            body.insert(len(body) - 1, typed(f"第{place}段：组织边界按运营控制权法确定，覆盖全部厂区与辅助系统。"))

    made = verdict(edited(file, change))
    assert made.claims.as_built == made.claims.numbers
    assert [f.rule for f in made.findings].count("VF014") == 6000


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_is_cut_out_of_the_body_raises_nothing(file: bytes, data: st.DataObject) -> None:
    def change(root: Root) -> None:
        for _ in range(data.draw(st.integers(1, 4))):
            elements = [one for one in root.iter() if one.getparent() is not None and one.tag != q("body")]
            one = elements[data.draw(st.integers(0, len(elements) - 1))]
            other = elements[data.draw(st.integers(0, len(elements) - 1))]
            parent = one.getparent()
            assert parent is not None
            if data.draw(st.booleans()) and other is not one and one not in other.iterancestors():
                other.addprevious(one)
            else:
                parent.remove(one)

    made = verdict(edited(file, change))
    assert made.claims.as_built <= made.claims.numbers == 11
    assert made.claims.blocks_as_built <= made.claims.blocks
