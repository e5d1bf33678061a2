"""The three checks that validators lack, on files broken on purpose."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
import word_sample

from generator.base.findings import Position
from generator.inspect.package import inspect_package

HERE = Position("a.docx")


def broken(written: bytes, change: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in word_sample.unpacked(written).items():
            archive.writestr(name, change(data.decode()) if name == part else data)
    return buffer.getvalue()


def test_a_file_of_ours_is_clean(written: bytes) -> None:
    assert inspect_package(written, HERE) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('<wp:docPr id="2"', '<wp:docPr id="1"', "drawing id 1 occurs 2 times"),
        ('<wp:docPr id="2"', '<wp:docPr id="-7"', "is no positive number"),
        ('<w:bookmarkEnd w:id="1"/>', "", "has no end"),
        ('<w:bookmarkStart w:id="1" w:name="_tw_1"/>', "", "ends without a start"),
        ('w:name="_tw_2"', 'w:name="_tw_1"', "bookmark name _tw_1 occurs 2 times"),
        ('<w:bookmarkStart w:id="2"', '<w:bookmarkStart w:id="1"', "bookmark id 1 is used twice"),
        ('<w:fldChar w:fldCharType="end"/>', "", "fields are not closed"),
        ('<w:fldChar w:fldCharType="begin"/>', "", "has no begin"),
    ],
)
def test_what_breaks_a_rule_is_found(written: bytes, old: str, new: str, said: str) -> None:
    found = inspect_package(broken(written, lambda text: text.replace(old, new, 1)), HERE)
    assert found
    assert {f.rule for f in found} == {"IS006"}
    assert any(said in f.message.en for f in found)


def test_a_field_left_open_in_a_footnote_is_found(written: bytes) -> None:
    mark = '<w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p></w:footnote></w:footnotes>'
    data = broken(written, lambda t: t.replace("</w:p></w:footnote></w:footnotes>", mark), "word/footnotes.xml")
    assert [f.message.en for f in inspect_package(data, HERE)] == ["word/footnotes.xml: 1 fields are not closed"]


def test_a_file_that_cannot_be_opened_is_said_to_be_so() -> None:
    assert [f.rule for f in inspect_package(b"no zip", HERE)] == ["IS001"]
