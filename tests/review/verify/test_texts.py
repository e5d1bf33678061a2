"""Words of an edited Word file: reworded, moved, gone, added, pasted, split and joined are told apart."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.base.visible import normal, text_hash
from generator.review.verify.word import verify_word
from tests.review.verify.making import (
    Root,
    built,
    control,
    copied,
    edited,
    paragraph,
    q,
    removed,
    set_text,
    told,
    typed,
    unwrapped,
    verdict,
)


@pytest.fixture(scope="module")
def file() -> bytes:
    return built()


def reword(root: Root, words: str, new: str) -> None:
    text = next(t for t in paragraph(root, words).iter(q("t")) if words in (t.text or ""))
    text.text = (text.text or "").replace(words, new)


def test_a_reworded_paragraph_is_told_with_its_source_line(file: bytes) -> None:
    made = verdict(edited(file, lambda root: reword(root, "逐年更新", "每两年更新")))
    (found,) = made.findings
    assert (found.rule, found.severity.value, found.block) == ("VF012", "warning", "p-4")
    assert "sections/report.md:5" in found.message.zh
    assert made.claims.blocks_as_built == made.claims.blocks - 1
    assert made.ok


def test_a_reworded_sentence_keeps_its_number(file: bytes) -> None:
    made = verdict(edited(file, lambda root: reword(root, "较上年下降", "比上年略有下降")))
    assert [(f.rule, f.block) for f in made.findings] == [("VF012", "p-1")]
    assert made.claims.as_built == made.claims.numbers


def test_a_number_typed_into_a_sentence_is_an_error_and_a_date_is_none(file: bytes) -> None:
    found = told(edited(file, lambda root: reword(root, "逐年更新", "逐年更新，预计减排 3200 吨")))
    assert found == [("number-typed", "error", "p-4"), ("text-reworded", "warning", "p-4")]
    dated = told(edited(file, lambda root: reword(root, "逐年更新", "自2026年3月起按 GB/T 32150-2015 更新")))
    assert dated == [("text-reworded", "warning", "p-4")]


def test_a_typed_number_that_equals_one_of_the_build_is_a_warning(file: bytes) -> None:
    found = told(edited(file, lambda root: reword(root, "逐年更新", "逐年更新（合计 20,866.06 吨）")))
    assert found == [("number-typed", "warning", "p-4"), ("text-reworded", "warning", "p-4")]


def test_a_moved_paragraph_is_a_note(file: bytes) -> None:
    def change(root: Root) -> None:
        one = paragraph(root, "组织边界按")
        paragraph(root, "外购电力是最大").addnext(one)

    assert told(edited(file, change)) == [("text-moved", "note", "p-3")]


def test_a_moved_paragraph_that_lost_its_bookmark_is_a_note(file: bytes) -> None:
    def change(root: Root) -> None:
        one = paragraph(root, "公司将逐年")
        paragraph(root, "外购电力是最大").addnext(copied(one))
        removed(one)

    assert told(edited(file, change)) == [("text-moved", "note", "p-4")]


def test_a_deleted_paragraph_is_told_with_its_numbers(file: bytes) -> None:
    made = verdict(edited(file, lambda root: removed(paragraph(root, "到目标年"))))
    gone = next(f for f in made.findings if f.rule == "VF013")
    assert (gone.block, gone.severity.value) == ("p-5", "warning")
    assert "with numbers: 1" in gone.message.en
    assert [f.rule for f in made.findings].count("VF003") == 1


def test_added_text_is_told_and_does_not_make_its_neighbour_reworded(file: bytes) -> None:
    for place in ("组织边界按", "公司将逐年", "外购电力是最大"):
        found = told(edited(file, lambda root, p=place: paragraph(root, p).addnext(typed("本段为审阅时补充。"))))
        assert found == [("text-added", "warning", "")]


def test_a_number_in_added_text_is_an_error(file: bytes) -> None:
    found = told(edited(file, lambda root: paragraph(root, "公司将逐年").addnext(typed("另有 512.5 吨未计入。"))))
    assert found == [("number-typed", "error", ""), ("text-added", "warning", "")]


def test_a_paragraph_pasted_without_numbers_is_a_note(file: bytes) -> None:
    def change(root: Root) -> None:
        paragraph(root, "外购电力是最大").addnext(copied(paragraph(root, "公司将逐年")))

    assert told(edited(file, change)) == [("number-twice", "note", "p-4")]


def test_split_and_joined_paragraphs_are_notes(file: bytes) -> None:
    def split(root: Root) -> None:
        one = paragraph(root, "公司将逐年")
        second = etree.Element(q("p"))
        end = next(one.iter(q("bookmarkEnd")))
        run = next(one.iter(q("r")))
        tail = copied(run)
        words = run[-1].text or ""
        run[-1].text, tail[-1].text = words[:9], words[9:]
        second.append(tail)
        second.append(end)
        one.addnext(second)

    def join(root: Root) -> None:
        one, other = paragraph(root, "组织边界按"), paragraph(root, "公司将逐年")
        for part in list(other)[1:]:
            one.append(part)
        removed(other)

    def join_without_bookmark(root: Root) -> None:
        join(root)
        one = paragraph(root, "组织边界按")
        mark = [m for m in one.iter(q("bookmarkStart")) if str(m.get(q("name"))).startswith("_tw_")][1]
        removed(next(e for e in one.iter(q("bookmarkEnd")) if e.get(q("id")) == mark.get(q("id"))))
        removed(mark)

    assert told(edited(file, split)) == [("paragraphs-joined-or-split", "note", "p-4")]
    assert told(edited(file, join)) == [("paragraphs-joined-or-split", "note", "p-4")]
    assert told(edited(file, join_without_bookmark)) == [("paragraphs-joined-or-split", "note", "p-4")]


def test_a_paragraph_mark_deleted_as_a_tracked_change_joins(file: bytes) -> None:
    def change(root: Root) -> None:
        said = paragraph(root, "组织边界按").find(q("pPr"))
        assert said is not None
        mark = etree.SubElement(said, q("rPr"))
        etree.SubElement(mark, q("del"), {q("id"): "9", q("author"): "某人"})

    assert told(edited(file, change)) == [("paragraphs-joined-or-split", "note", "p-4")]


def test_hidden_words_are_no_words(file: bytes) -> None:
    def change(root: Root) -> None:
        run = next(paragraph(root, "公司将逐年").iter(q("r")))
        etree.SubElement(run, q("rPr"))
        run.insert(0, run[-1])
        etree.SubElement(run[0], q("vanish"))

    assert told(edited(file, change)) == [("text-gone", "warning", "p-4")]


def test_reworded_and_deleted_footnotes_are_told(file: bytes) -> None:
    part = "word/footnotes.xml"
    assert told(edited(file, lambda root: reword(root, "见排除说明", "见附录"), part)) == [
        ("text-reworded", "warning", "p-3")
    ]

    def delete(root: Root) -> None:
        removed(next(root.iter(q("footnoteReference"))).getparent())  # type: ignore[arg-type]

    def gone(root: Root) -> None:
        removed(next(n for n in root.iter(q("footnote")) if n.get(q("id")) == "1"))

    found = told(edited(edited(file, delete), gone, part))
    assert ("text-gone", "warning", "p-3") in found


def test_a_changed_cover_is_told(file: bytes) -> None:
    assert told(edited(file, lambda root: reword(root, "示例企业", "另一企业"))) == [("text-reworded", "warning", "")]


def test_blanks_and_soft_hyphens_are_no_rewording(file: bytes) -> None:
    def change(root: Root) -> None:
        reword(root, "公司将逐年更新", "公司 将逐年\u00ad更\u200b新\u00a0")
        set_text(control(root, "total"), " 20,866.06 ")

    assert told(edited(file, change)) == []


def test_a_text_box_with_a_number_is_told(file: bytes) -> None:
    box = (
        f'<w:r xmlns:w="{q("x")[1:-2]}" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox>'
        "<w:txbxContent><w:p><w:r><w:t>总量应为 18,000.5 吨</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r>"
    )
    found = told(edited(file, lambda root: paragraph(root, "公司将逐年").append(etree.fromstring(box))))
    assert found == [("number-typed", "error", ""), ("text-added", "warning", "")]


def test_everything_at_once(file: bytes) -> None:
    """Three numbers changed, one control removed, one number typed, two paragraphs reworded, one moved."""

    def change(root: Root) -> None:
        for key, text in (("total", "20,866.60"), ("gas", "2,700.00"), ("target", "18,000.20")):
            set_text(control(root, key), text)
        unwrapped(control(root, "direct"))
        reword(root, "逐年更新", "逐年更新，预计减排 3200 吨")
        reword(root, "是最大的排放源", "是首要排放源")
        paragraph(root, "图中各值").addnext(paragraph(root, "组织边界按"))

    found = told(edited(file, change))
    assert sorted(found) == sorted(
        [
            ("number-changed", "error", "p-1"),
            ("number-changed", "error", "t-1"),
            ("number-changed", "error", "p-5"),
            ("number-without-control", "warning", "p-2"),
            ("number-typed", "error", "p-4"),
            ("text-reworded", "warning", "p-4"),
            ("text-reworded", "warning", "p-6"),
            ("text-moved", "note", "p-3"),
        ]
    )


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_file_saved_by_libreoffice_says_the_same(file: bytes, tmp_path: Path) -> None:
    def change(root: Root) -> None:
        set_text(control(root, "total"), "20,866.60")
        reword(root, "逐年更新", "每年更新")

    (tmp_path / "clean.docx").write_bytes(file)
    (tmp_path / "edited.docx").write_bytes(edited(file, change))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", "saved"]
    subprocess.run([*command, "clean.docx", "edited.docx"], cwd=tmp_path, capture_output=True, check=False, timeout=180)
    clean = verify_word((tmp_path / "saved/clean.docx").read_bytes(), "clean.docx")
    assert clean.findings == ()
    assert clean.claims == verdict(file).claims
    assert told((tmp_path / "saved/edited.docx").read_bytes()) == told(edited(file, change))


@given(st.text(), st.sampled_from([" ", "\u00a0", "\u3000", "\u00ad", "\u200b", "\t", "\n", "\u2011"]), st.integers(0))
def test_what_no_reader_tells_apart_has_one_hash(text: str, unseen: str, at: int) -> None:
    place = at % (len(text) + 1)
    assert text_hash(text[:place] + unseen + text[place:]) == text_hash(text)
    assert normal(normal(text)) == normal(text)
    assert text_hash(text + "x") != text_hash(text)
