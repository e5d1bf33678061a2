"""Comments stand on exactly their fragment; tracked changes, accepted, are the edit and, rejected, the old text."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.word import (
    AddParagraph,
    Change,
    Comment,
    Edit,
    RemoveParagraph,
    Reorder,
    accepted,
    commented,
    marked,
    rejected,
    revised,
)
from tests.word.making import (
    STRICT,
    W,
    field,
    made,
    package,
    para,
    part,
    parts,
    read,
    run,
    table,
    texts,
    tracked,
)

Asked = tuple[bytes, list[Edit], list[Comment]]
LOCKED = '<w:lock w:val="sdtContentLocked"/>'
WHO, WHEN = "校对员", "2026-05-01T08:00:00Z"


def edit(paragraph: int, start: int, end: int, text: str) -> Edit:
    return Edit(paragraph, start, end, text, WHO, WHEN)


def comment(paragraph: int, start: int, end: int, text: str = "请核对") -> Comment:
    return Comment(paragraph, start, end, WHO, "校", WHEN, text)


_LETTERS = st.text(alphabet="文件应符合GB/T 1.1<&>\t", min_size=1, max_size=6)
_LOOKS = st.sampled_from(["", "<w:b/>", "<w:i/>", '<w:vertAlign w:val="subscript"/>', '<w:sz w:val="18"/>'])


@st.composite
def _pieces(draw: Any) -> str:
    """A run, or what may hold one, or what shows nothing."""
    text, look = draw(_LETTERS), draw(_LOOKS)
    plain = "".join("<w:tab/>" if c == "\t" else f'<w:t xml:space="preserve">{_escaped(c)}</w:t>' for c in text)
    one = f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{plain}</w:r>" if draw(st.booleans()) else run(text, look)
    kind = draw(st.integers(0, 11))
    return {
        0: f'<w:hyperlink r:id="rId90">{one}{run("链")}</w:hyperlink>',
        1: tracked("ins", one),
        2: tracked("del", one),
        3: f"<w:sdt><w:sdtPr/><w:sdtContent>{one}</w:sdtContent></w:sdt>",
        4: '<w:bookmarkStart w:id="7" w:name="b"/><w:bookmarkEnd w:id="7"/>',
        5: field("REF b", "表1"),
        6: run(text, "<w:vanish/>"),
        7: "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>",
        8: f"<w:smartTag>{one}</w:smartTag>",
        9: tracked("moveTo", one),
    }.get(kind, one)


def _escaped(character: str) -> str:
    return {"<": "&lt;", "&": "&amp;", ">": "&gt;"}.get(character, character)


@st.composite
def _edited(draw: Any) -> tuple[bytes, list[Edit], list[Comment]]:
    paragraphs = draw(st.lists(st.lists(_pieces(), max_size=7), min_size=1, max_size=3))
    data = made("".join(para("".join(pieces)) for pieces in paragraphs) + para("末段"))
    edits, comments = [], []
    for number, text in enumerate(texts(data), 1):
        ends = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
        for start, end in zip(ends[::2], ends[1::2], strict=False):
            edits.append(edit(number, start, end, draw(st.one_of(st.just(""), _LETTERS))))
        start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        comments.append(comment(number, start, end))
    return data, edits, comments


def _applied(lines: list[str], edits: list[Edit]) -> list[str]:
    found = list(lines)
    for one in sorted(edits, key=lambda e: (e.paragraph, e.start, e.end), reverse=True):
        line = found[one.paragraph - 1]
        found[one.paragraph - 1] = line[: one.start] + one.replacement + line[one.end :]
    return found


@given(_edited())
def test_accepting_gives_the_edited_text_and_rejecting_the_old_one(
    asked: Asked,
) -> None:
    data, edits, comments = asked
    made_copy = marked(read(data), comments, edits)
    refused = [r.request for r in made_copy.refused]
    done = [e for e in edits if not any(e is r for r in refused)]
    wanted = _applied(texts(data), done)
    assert texts(made_copy.data) == wanted
    assert texts(accepted(made_copy.data)) == wanted
    assert texts(rejected(made_copy.data, WHO)) == texts(data)
    assert texts(rejected(made_copy.data)) == texts(rejected(data))
    assert read(accepted(made_copy.data)).revisions == 0
    assert marked(read(data), comments, edits).data == made_copy.data


@given(_edited())
def test_a_comment_stands_on_exactly_its_fragment(asked: Asked) -> None:
    data, _, comments = asked
    found = read(commented(read(data), comments).data)
    assert [p.text for p in found.paragraphs] == texts(data)
    formulas = [{i for i, c in enumerate(p.text) if c == "x"} for p in found.paragraphs]
    assert len(found.comments) == len(comments)
    for wanted, one in zip(comments, found.comments, strict=True):
        assert one.paragraph == one.last == wanted.paragraph
        if wanted.start < wanted.end:
            assert (one.start, one.end) == (wanted.start, wanted.end)
        else:
            assert one.start == one.end, formulas


@given(_edited())
def test_the_look_of_what_stays_is_the_old_look(
    asked: Asked,
) -> None:
    data, edits, _ = asked
    old = read(data)
    back = read(rejected(revised(old, edits).data, WHO))
    assert [p.spans for p in back.paragraphs] == [p.spans for p in old.paragraphs]


def test_an_insertion_takes_the_look_of_what_it_replaces() -> None:
    data = made(para(run("本标准", "<w:b/>") + run("规定")))
    copy = read(accepted(revised(read(data), [edit(1, 0, 3, "本文件")]).data))
    assert copy.paragraphs[0].text == "本文件规定"
    assert [(s.start, s.end, s.bold) for s in copy.paragraphs[0].spans] == [(0, 3, True), (3, 5, False)]


def test_an_edit_inside_an_insertion_of_another_is_nested() -> None:
    data = made(para(tracked("ins", "前中后")))
    copy = revised(read(data), [edit(1, 1, 2, "新")]).data
    assert texts(copy) == ["前新后"]
    assert texts(rejected(copy, "甲")) == ["新"]
    assert texts(rejected(copy, WHO)) == ["前中后"]
    body = etree.fromstring(part(copy, "word/document.xml").encode())
    names = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    assert body.xpath("count(//w:ins//w:ins)", namespaces=names) == 0
    assert body.xpath("string(//w:ins[@w:author='甲']/w:del//w:delText)", namespaces=names) == "中"


@pytest.mark.parametrize(
    ("body", "asked", "reason"),
    [
        (para(field("TOC \\o", "范围\t1")), edit(1, 0, 2, "x"), "contents"),
        (para(run("见") + field("REF a", "表1")), edit(1, 1, 3, "x"), "field"),
        (para('<w:fldSimple w:instr="SEQ 表">' + run("1") + "</w:fldSimple>"), edit(1, 0, 1, "x"), "field"),
        (para("<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>"), edit(1, 0, 2, "x"), "formula"),
        (para("短"), edit(1, 0, 5, "x"), "characters only"),
        (para("短"), edit(9, 0, 1, "x"), "no paragraph 9"),
        (para("短"), edit(1, 0, 1, "\x01"), "cannot hold"),
        (
            para(f"<w:sdt><w:sdtPr>{LOCKED}</w:sdtPr><w:sdtContent>{run('锁')}</w:sdtContent></w:sdt>"),
            edit(1, 0, 1, "x"),
            "locked",
        ),
    ],
)
def test_what_is_not_the_authors_text_is_refused_and_listed(body: str, asked: Edit, reason: str) -> None:
    data = made(body + para("末段"))
    copy = revised(read(data), [asked])
    assert [r.request for r in copy.refused] == [asked]
    assert reason in copy.refused[0].reason.en
    assert texts(copy.data) == texts(data)
    assert read(copy.data).revisions == 0


def test_overlapping_edits_are_refused_after_the_first() -> None:
    copy = revised(read(made(para("一二三四"))), [edit(1, 0, 2, "甲"), edit(1, 1, 3, "乙"), edit(1, 2, 4, "丙")])
    assert texts(copy.data) == ["甲丙"]
    assert [r.request.replacement for r in copy.refused if isinstance(r.request, Edit)] == ["乙"]


def test_the_text_of_a_link_field_is_edited_inside_it() -> None:
    data = made(para(run("见") + field('HYPERLINK "https://example.org"', "网站") + run("。")))
    copy = revised(read(data), [edit(1, 1, 3, "网页")]).data
    assert texts(copy) == ["见网页。"]
    assert read(copy).paragraphs[0].fields[0].kind == "HYPERLINK"
    assert (read(copy).paragraphs[0].fields[0].start, read(copy).paragraphs[0].fields[0].end) == (1, 3)


def test_a_comment_on_a_whole_field_stands_outside_it() -> None:
    data = made(para(run("见") + field("REF a", "表1") + run("。")))
    xml = part(commented(read(data), [comment(1, 1, 3)]).data, "word/document.xml")
    order = [xml.index(s) for s in ("commentRangeStart", 'fldCharType="begin"', 'fldCharType="end"', "commentRangeEnd")]
    assert order == sorted(order)


def test_comments_that_a_file_has_stay_with_their_ids() -> None:
    once = commented(read(made(para("一二三"))), [comment(1, 0, 1, "第一")]).data
    twice = read(commented(read(once), [comment(1, 1, 3, "第二")]).data)
    assert [(c.id, c.text, c.start, c.end) for c in twice.comments] == [(0, "第一", 0, 1), (1, "第二", 1, 3)]


def test_a_comment_on_the_whole_document_stands_at_the_first_paragraph() -> None:
    found = read(commented(read(made(para("题目") + para("正文"))), [comment(0, 0, 0, "缺少\n前言")]).data)
    assert [(c.paragraph, c.start, c.end, c.text) for c in found.comments] == [(1, 0, 2, "缺少\n前言")]


def _with_note(text: str) -> bytes:
    notes = f'<w:footnote w:id="2">{para("<w:r><w:footnoteRef/></w:r>" + run(text))}</w:footnote>'
    return made(para(run("正文") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("后")), {"footnotes": notes})


def test_a_comment_in_a_footnote_stands_at_its_mark_and_says_so() -> None:
    copy = commented(read(_with_note("注文有误")), [comment(2, 2, 4)])
    found = read(copy.data)
    assert [(c.paragraph, c.start, c.text) for c in found.comments] == [(1, 2, "脚注“有误”：请核对")]
    assert [(r.refused, "footnotes" in r.reason.en) for r in copy.remarks] == [(False, True)]


def test_a_footnote_is_edited_in_its_part() -> None:
    data = _with_note("注文有误")
    copy = revised(read(data), [edit(2, 2, 4, "无误")]).data
    assert texts(copy) == ["正文后", "注文无误"]
    assert part(copy, "word/document.xml") == part(data, "word/document.xml")
    assert texts(rejected(copy)) == texts(data)


def test_a_comment_in_a_text_box_stands_at_the_box() -> None:
    box = f"<w:txbxContent>{para('框内文字')}</w:txbxContent>"
    drawn = f'<w:r><w:pict><v:shape id="s"><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>'
    copy = commented(read(made(para(run("前") + drawn + run("后")))), [comment(2, 0, 2)])
    found = read(copy.data).comments[0]
    assert (found.paragraph, found.start, found.text) == (1, 1, "文本框“框内”：请核对")
    assert not copy.remarks[0].refused


def test_parts_that_are_not_touched_keep_their_bytes_and_order() -> None:
    data = made(table(["甲", "乙"]) + para("文"), {"settings": "<w:zoom w:percent='90'/>"})
    copy = marked(read(data), [comment(1, 0, 1)], [edit(3, 0, 1, "字")]).data
    old, new = (zipfile.ZipFile(io.BytesIO(d)) for d in (data, copy))
    assert new.namelist() == [*old.namelist(), "word/comments.xml"]
    changed = {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}
    assert {n for n in old.namelist() if old.read(n) != new.read(n)} == changed


def test_nothing_asked_is_the_same_parts() -> None:
    data = made(para("文"))
    copy = marked(read(data), [], []).data
    old, new = (zipfile.ZipFile(io.BytesIO(d)) for d in (data, copy))
    assert [(n, old.read(n)) for n in old.namelist()] == [(n, new.read(n)) for n in new.namelist()]


@given(st.permutations(range(1, 6)), st.booleans())
def test_an_order_is_put_right_by_tracked_paragraphs(order: list[int], cell: bool) -> None:
    lines = [f"GB/T {n}" for n in range(1, 6)]
    block = "".join(para(run(line[:4]) + run(line[4:], "<w:i/>")) for line in lines)
    data = made(table([block + para("后")]) + para("末") if cell else block + para("末"))
    copy = revised(read(data), [Reorder(tuple(range(1, 6)), tuple(order), WHO, WHEN)])
    assert copy.remarks == ()
    rest = texts(data)[5:]
    assert [t for t in texts(copy.data) if t] == [lines[n - 1] for n in order] + rest
    assert texts(accepted(copy.data)) == texts(copy.data)
    assert texts(rejected(copy.data)) == texts(data)


@given(st.permutations(range(1, 5)))
def test_the_last_paragraph_of_a_cell_is_moved_around(order: list[int]) -> None:
    data = made(table(["".join(para(f"条目{n}") for n in range(1, 5))]) + para("末"))
    copy = revised(read(data), [Reorder((1, 2, 3, 4), tuple(order), WHO, WHEN)])
    if copy.refused:
        assert texts(copy.data) == texts(data)
        assert "last paragraph" in copy.refused[0].reason.en
    else:
        assert texts(accepted(copy.data)) == [*(f"条目{n}" for n in order), "末"]
    assert texts(rejected(copy.data)) == texts(data)


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (AddParagraph(1, "新段", WHO, WHEN), ["一", "新段", "二", "三"]),
        (AddParagraph(0, "新段", WHO, WHEN), ["新段", "一", "二", "三"]),
        (AddParagraph(3, "新段", WHO, WHEN), ["一", "二", "三", "新段"]),
        (RemoveParagraph(1, WHO, WHEN), ["二", "三"]),
        (RemoveParagraph(2, WHO, WHEN), ["一", "三"]),
    ],
)
def test_paragraphs_come_and_go_with_their_marks(change: Change, wanted: list[str]) -> None:
    data = made(para("一", '<w:jc w:val="center"/>') + para(field("PAGE", "二")) + para("三"))
    copy = revised(read(data), [change])
    assert copy.remarks == ()
    assert texts(copy.data) == texts(accepted(copy.data)) == wanted
    back = read(rejected(copy.data))
    assert [(p.text, p.alignment) for p in back.paragraphs] == [("一", "center"), ("二", "left"), ("三", "left")]


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (AddParagraph(1, "新段", WHO, WHEN, like=3), ("新段", "right")),
        (AddParagraph(1, "新段", WHO, WHEN, like=0), ("新段", "left")),
        (AddParagraph(1, "新段", WHO, WHEN), ("新段", "center")),
        (AddParagraph(2, "新段", WHO, WHEN, like=3, before=True), ("新段", "right")),
    ],
)
def test_a_new_paragraph_has_the_form_that_is_asked_for(change: Change, wanted: tuple[str, str]) -> None:
    old = [("一", "center"), ("二", "right"), ("三", "right")]
    data = made("".join(para(text, f'<w:jc w:val="{where}"/>') for text, where in old) + para("末"))
    copy = revised(read(data), [change])
    assert copy.remarks == ()
    new = [(p.text, p.alignment) for p in read(accepted(copy.data)).paragraphs]
    assert new == [old[0], wanted, *old[1:], ("末", "left")]
    assert [(p.text, p.alignment) for p in read(rejected(copy.data)).paragraphs] == [*old, ("末", "left")]


def test_no_paragraph_of_another_form_is_added_at_the_end() -> None:
    data = made(para("一", '<w:jc w:val="center"/>') + para("末"))
    copy = revised(read(data), [AddParagraph(2, "新段", WHO, WHEN, like=1)])
    assert len(copy.refused) == 1
    assert texts(copy.data) == texts(data)


def test_words_put_into_a_paragraph_that_then_moves_are_not_left_behind() -> None:
    data = made(para("甲一") + para("乙二") + para("末"))
    copy = revised(read(data), [edit(1, 0, 1, "丙"), Reorder((1, 2), (2, 1), WHO, WHEN)])
    assert part(copy.data, "word/document.xml").count(">丙<") == 1
    assert texts(rejected(copy.data)) == texts(data)


def test_an_edit_and_a_new_order_go_together() -> None:
    data = made(para("甲一") + para("乙二") + para("末"))
    copy = revised(read(data), [edit(2, 0, 1, "丙"), Reorder((1, 2), (2, 1), WHO, WHEN)])
    assert [t for t in texts(accepted(copy.data)) if t] == ["丙二", "甲一", "末"]
    assert texts(rejected(copy.data)) == ["甲一", "乙二", "末"]


def test_strict_files_are_marked_in_their_own_namespace() -> None:
    given_parts = parts(para("一二"))
    strict = {
        k: v.replace(W, STRICT).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for k, v in given_parts.items()
    }
    copy = marked(read(package(strict)), [comment(1, 0, 1)], [edit(1, 1, 2, "三")]).data
    assert texts(copy) == ["一三"]
    assert texts(rejected(copy)) == ["一二"]
    assert STRICT in part(copy, "word/comments.xml")
    assert W not in part(copy, "word/comments.xml") + part(copy, "word/document.xml")
