"""What a reader sees of a Word file is what is read of it."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.word import CellPlace, NoteReference, WordParagraph, WordTable, accepted, flat
from tests.word.making import RELATIONS, SECTION, STRICT, W, field, made, package, para, parts, read, run, table, texts
from tests.word.making import tracked as change

BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><wp:docPr id='1' name='a' descr='框'/>"
    "<a:graphic><a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:wsp>"
    "<wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline>"
    "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox>"
    "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
MARKED = '<w:rPr><w:{} w:id="1" w:author="甲"/></w:rPr>'


def one(content: str, properties: str = "", styles: str = "") -> WordParagraph:
    """The first paragraph of a file."""
    return read(made(para(content, properties), styles=styles)).paragraphs[0]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("一 ") + run("二"), "一 二"),
        ("<w:r><w:t> 一 </w:t></w:r>" + run("二"), "一二"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:br w:type='page'/></w:r>", "a\tb\nc\n\f"),
        ("<w:r><w:t>2</w:t><w:noBreakHyphen/><w:t>1</w:t><w:softHyphen/></w:r>", "2\u20111"),
        ('<w:r><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "α✓"),
        ('<w:r><w:sym w:font="Other" w:char="2264"/><w:sym w:font="Other" w:char="zz"/></w:r>', "≤\ufffd"),
        (change("ins", "新") + change("del", "旧") + run("文"), "新文"),
        (change("moveFrom", "去") + change("moveTo", "来"), "来"),
        (run("见") + field("REF a \\h", "表1") + run("。"), "见表1。"),
        (field("IF " + "", run("甲") + field("SEQ 表", "2")), "甲2"),
        ('<w:fldSimple w:instr="PAGE">' + run("3") + "</w:fldSimple>", "3"),
        ('<w:hyperlink w:anchor="b">' + run("链") + "</w:hyperlink>", "链"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + run("控") + "</w:sdtContent></w:sdt>", "控"),
        ("<w:smartTag><w:customXml>" + run("标") + "</w:customXml></w:smartTag>", "标"),
        (
            "<w:r><w:ruby><w:rubyPr/><w:rt>" + run("hàn") + "</w:rt><w:rubyBase>" + run("汉") + "</w:rubyBase></w:ruby></w:r>",  # noqa: E501
            "汉",
        ),
        (run("显") + run("隐", "<w:vanish/>") + run("现"), "显现"),
        (run("一") + "<w:proofErr w:type='spellStart'/><w:bookmarkStart w:id='1' w:name='b'/>" + run("二"), "一二"),
    ],
)  # fmt: skip
def test_the_text_is_what_shows(content: str, text: str) -> None:
    assert one(content).text == text


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("<m:r><m:t>E=m</m:t></m:r><m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>", "E=mc2"),  # noqa: E501
        ("<m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f>", "a/b"),
        ('<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub><m:r><m:t>i</m:t></m:r></m:sub><m:sup/><m:e><m:r><m:t>x</m:t></m:r></m:e></m:nary>', "∑ix"),  # noqa: E501
        ("<m:d><m:e><m:r><m:t>x</m:t></m:r></m:e></m:d>", "(x)"),
        ("<m:rad><m:deg/><m:e><m:r><m:t>x</m:t></m:r></m:e></m:rad>", "√x"),
    ],
)  # fmt: skip
def test_a_formula_is_its_symbols(formula: str, text: str) -> None:
    assert one(f"<m:oMathPara><m:oMath>{formula}</m:oMath></m:oMathPara>").text == text


def test_paragraphs_are_numbered_through_cells_boxes_and_notes() -> None:
    nested = table(["内一", "内二"]) + para("")
    body = para("一") + table(["二", nested]) + para(run("三") + BOX.format(para("框"))) + para("四")
    body = body.replace('<w:t xml:space="preserve">四</w:t>', "<w:t>四</w:t><w:footnoteReference w:id='5'/>")
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{para()}</w:footnote><w:footnote w:id="5">{para("注")}</w:footnote>'
    )
    file = read(made(body, {"footnotes": notes}))
    assert [p.text for p in file.paragraphs] == ["一", "二", "内一", "内二", "", "三", "框", "四", "注"]
    assert [p.number for p in file.paragraphs] == list(range(1, 10))
    assert [p.cell for p in file.paragraphs[1:4]] == [CellPlace(1, 1, 1), CellPlace(2, 1, 1), CellPlace(2, 1, 2)]
    assert [p.in_text_box for p in file.paragraphs].index(True) == 6
    assert [t.number for t in file.tables] == [1, 2]
    assert file.paragraphs[7].notes == (NoteReference(1, "footnote", 5),)
    (note,) = file.footnotes
    assert (note.text, note.paragraph, note.offset) == ("注", 8, 1)
    assert list(flat(file.body)) == list(file.paragraphs[:8])


def test_cells_say_what_they_span() -> None:
    cells = (
        '<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/><w:tcBorders><w:top w:val="single" w:sz="12"/>'
        f"</w:tcBorders></w:tcPr>{para('甲')}</w:tc><w:tc><w:tcPr><w:vMerge/></w:tcPr>{para('乙')}</w:tc>"
    )
    body = f'<w:tbl><w:tblPr><w:tblBorders><w:bottom w:val="single" w:sz="4"/></w:tblBorders></w:tblPr><w:tr><w:trPr><w:tblHeader/></w:trPr>{cells}</w:tr>'  # noqa: E501
    body += f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>{para("丙")}</w:tc></w:tr></w:tbl>' + para("")
    (found,) = read(made(body)).tables
    first, second = found.rows[0].cells
    assert (first.span, first.merge, second.column, second.merge) == (2, "restart", 3, "continue")
    assert (found.rows[0].header, found.rows[1].header, found.rows[1].cells[0].column) == (True, False, 2)
    assert (first.borders["top"].width, found.borders["bottom"].kind) == (12, "single")


def test_rows_and_paragraphs_that_are_deleted_are_not_there() -> None:
    gone = f"<w:tr><w:trPr><w:del w:id='1' w:author='甲'/></w:trPr><w:tc>{para(change('del', '旧'))}</w:tc></w:tr>"
    kept = table(["新"]).replace("</w:tbl>", gone + "</w:tbl>")
    body = (
        para(change("del", "旧段"), MARKED.format("del"))
        + para("前", MARKED.format("del"))
        + para("后")
        + kept
        + para("末")
    )
    data = made(body)
    assert texts(data) == ["前后", "新", "末"]
    assert texts(accepted(data)) == texts(data)


def test_fields_say_what_they_are_and_contents_are_known() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
    first = para(begin + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("1 范围\t1"))
    last = para(run("2 术语\t") + field("PAGEREF _Toc1", "2"))
    end = para('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    file = read(made(first + last + end + para("1 范围")))
    assert [p.in_toc for p in file.paragraphs] == [True, True, True, False]
    assert [[(f.kind, f.start, f.end) for f in p.fields] for p in file.paragraphs[:2]] == [
        [("TOC", 0, 6)],
        [("PAGEREF", 5, 6), ("TOC", 0, 6)],
    ]


def test_contents_in_a_control_are_known() -> None:
    control = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    file = read(made(f"{control}<w:sdtContent>{para('目次')}</w:sdtContent></w:sdt>" + para("文")))
    assert [(p.text, p.in_toc) for p in file.paragraphs] == [("目次", True), ("文", False)]


STYLED = (
    '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="Base"/><w:basedOn w:val="a"/><w:pPr><w:keepNext/>'
    '<w:spacing w:beforeLines="50" w:before="156" w:line="360" w:lineRule="auto"/><w:ind w:firstLineChars="200" w:firstLine="420"/>'  # noqa: E501
    '<w:jc w:val="both"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:sz w:val="24"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="S"><w:name w:val="Sub"/><w:basedOn w:val="B"/><w:pPr><w:pageBreakBefore/>'
    '<w:jc w:val="center"/></w:pPr><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="C"><w:name w:val="Strong"/><w:rPr><w:b/><w:i/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="X"><w:name w:val="X"/><w:basedOn w:val="Y"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Y"><w:name w:val="Y"/><w:basedOn w:val="X"/></w:style>'
)


def test_form_comes_from_the_styles() -> None:
    found = one("文", '<w:pStyle w:val="S"/><w:spacing w:after="60"/>', STYLED)
    assert (found.style_name, found.style_chain, found.outline) == ("Sub", ("Sub", "Base", "Normal"), 1)
    assert (found.alignment, found.page_break_before, found.keep_next) == ("center", True, True)
    assert (found.indents.first_chars, found.indents.first) == (200, 420)
    spacing = found.spacing
    assert (spacing.before_lines, spacing.before, spacing.after, spacing.line) == (50, 156, 60, 360)
    (span,) = found.spans
    assert (span.bold, span.size, span.east_asian, span.latin) == (True, 24, "黑体", "Times New Roman")


def test_toggles_of_two_styles_cancel_and_direct_form_is_absolute() -> None:
    content = (
        run("甲", '<w:rStyle w:val="C"/>') + run("乙", '<w:rStyle w:val="C"/><w:b/>') + run("丙", '<w:b w:val="0"/>')
    )
    found = one(content, '<w:pStyle w:val="B"/>', STYLED)
    assert [(s.bold, s.italic) for s in found.spans] == [(False, True), (True, True), (False, False)]


def test_styles_that_go_in_a_circle_are_read() -> None:
    assert one("文", '<w:pStyle w:val="X"/>', STYLED).style_chain == ("X", "Y")


def test_runs_of_one_look_are_one_span() -> None:
    found = one(run("一") + run("二") + run("2", '<w:vertAlign w:val="subscript"/>') + run("三", "<w:i/>"))
    assert [(s.start, s.end, s.subscript, s.italic) for s in found.spans] == [
        (0, 2, False, False), (2, 3, True, False), (3, 4, False, True),
    ]  # fmt: skip


def test_fonts_of_the_theme_are_named() -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="t"><a:themeElements><a:fontScheme '  # noqa: E501
        'name="f"><a:majorFont><a:latin typeface="Cambria"/><a:ea typeface=""/><a:font script="Hans" typeface="黑体"/>'
        '</a:majorFont><a:minorFont><a:latin typeface="Calibri"/><a:ea typeface="楷体"/></a:minorFont></a:fontScheme>'
        "</a:themeElements></a:theme>"
    )
    fonts = '<w:rFonts w:ascii="X" w:asciiTheme="{0}HAnsi" w:eastAsiaTheme="{0}EastAsia"/>'
    body = para(run("甲", fonts.format("major")) + run("乙", fonts.format("minor")))
    spans = read(made(body, {"theme": theme})).paragraphs[0].spans
    assert [(s.latin, s.east_asian) for s in spans] == [("Cambria", "黑体"), ("Calibri", "楷体")]


def test_sections_have_pages_and_headers() -> None:
    first = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:type w:val="oddPage"/><w:pgSz w:w="16838" w:h="11906" '  # noqa: E501
        'w:orient="landscape"/><w:pgMar w:top="1" w:right="2" w:bottom="3" w:left="4" w:header="5" w:footer="6" w:gutter="7"/>'  # noqa: E501
        '<w:pgNumType w:fmt="upperRoman" w:start="3"/><w:titlePg/></w:sectPr>'
    )
    extra = {"header1": para("GB/T 1"), "settings": "<w:mirrorMargins/><w:evenAndOddHeaders/>"}
    file = read(made(para("一") + para("二", first) + para("三"), extra))
    one_, two = file.sections
    assert (one_.first, one_.last, two.first, two.last) == (1, 2, 3, 3)
    assert (one_.landscape, one_.width, one_.type, one_.title_page, one_.gutter) == (True, 16838, "oddPage", True, 7)
    assert (one_.page_format, one_.page_start, two.page_format, two.page_start) == ("upperRoman", 3, "decimal", None)
    assert (one_.headers["default"].text, two.headers["default"].text, two.mirrored) == ("GB/T 1", "GB/T 1", True)
    assert [p.section for p in file.paragraphs] == [1, 1, 2]
    assert (file.even_and_odd, file.mirror_margins) == (True, True)


def test_links_bookmarks_objects_and_hidden_text_have_places() -> None:
    picture = (
        "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='p' descr='流程'/><a:graphic><a:graphicData "
        "uri='http://schemas.openxmlformats.org/drawingml/2006/picture'/></a:graphic></wp:inline></w:drawing></w:r>"
    )
    link = f'<w:hyperlink r:id="rId90">{run("网")}</w:hyperlink>'
    found = one(run("一") + "<w:bookmarkStart w:id='1' w:name='b'/>" + link + picture + run("隐", "<w:vanish/>"))
    assert [(x.start, x.end, x.target) for x in found.links] == [(1, 2, "https://example.org/")]
    assert [(x.offset, x.text) for x in (*found.bookmarks, *found.hidden)] == [(1, "b"), (2, "隐")]
    assert [(x.offset, x.kind, x.description) for x in found.objects] == [(2, "picture", "流程")]


def test_strict_files_read_alike() -> None:
    body = para("一", "<w:ind w:firstLine='2cm'/>") + table(["二"]) + para(run("三", "<w:sz w:val='10.5pt'/>"))
    plain = parts(body)
    relations = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    strict = package({k: v.replace(W, STRICT).replace(RELATIONS, relations) for k, v in plain.items()})
    assert read(strict).paragraphs == read(package(plain)).paragraphs
    assert read(strict).paragraphs[0].indents.first == 1134
    assert read(strict).paragraphs[2].spans[0].size == 21


def test_what_is_read_can_be_kept() -> None:
    file = read(made(para("一") + table(["二"])))
    assert pickle.loads(pickle.dumps(file)) == file  # noqa: S301 - our own


def test_two_thousand_pages_are_read() -> None:
    lines = "".join(
        para(run(f"{n}.1 条文") + run("的内容第" + str(n * 7919) + "号" * 40, "<w:b/>")) for n in range(40_000)
    )
    file = read(made(lines + table(["末", "尾"]) + para("完")))
    assert len(file.paragraphs) == 40_003
    assert file.paragraphs[39_999].text.startswith("39999.1 条文的内容")
    assert [type(b) for b in file.body[-2:]] == [WordTable, WordParagraph]


@given(st.lists(st.sampled_from(["plain", "gone", "joined", "moved", "table"]), min_size=1, max_size=8), st.booleans())
def test_accepting_all_changes_changes_nothing_that_shows(kinds: list[str], cell: bool) -> None:
    blocks = {
        "plain": para(run("文") + change("ins", "新")),
        "gone": para(change("del", "旧"), MARKED.format("del")),
        "joined": para("并", MARKED.format("del")),
        "moved": para(change("moveFrom", "移"), MARKED.format("moveFrom")),
        "table": table(["格"]),
    }
    body = "".join(blocks[kind] for kind in kinds)
    data = made(table([body + para("尾")]) + para("末") if cell else body, section=SECTION)
    assert texts(accepted(data)) == texts(data)
    assert read(accepted(data)).revisions == 0
