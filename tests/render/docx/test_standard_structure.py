"""A draft standard as Word sees it: styles, lists that count, sections, tables, references (GB/T 1.1-2020, 10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
import standard_sample
import word_sample
from lxml import etree
from ooxml_integrity import check
from openxml_audit import OpenXmlValidator

from generator.base.findings import Position
from generator.document.blocks import Block, Document, Numbering, StandardCover
from generator.drafting.lint import chosen, lint
from generator.drafting.read.word import read_docx
from generator.inspect.docx import inspect_docx
from generator.inspect.package import inspect_package
from generator.render.continued import row_key, splits, without_rows
from generator.render.docx import write
from generator.render.docx.xml import NAMESPACES

W = f"{{{NAMESPACES['w']}}}"
M = f"{{{NAMESPACES['m']}}}"
#: Pages as a rendering would give them: contents and foreword on sheets 2 and 3, the text from sheet 5.
PAGES = {"b2": 3, next(i for i, n in standard_sample.sample().numbering.labels.items() if n == "1"): 5}


@pytest.fixture(scope="module")
def document() -> Document:
    return standard_sample.sample()


def parts_of(document: Document, **more: Any) -> dict[str, bytes]:
    outcome = write(document, pictures=standard_sample.pictures(), pages=more.pop("pages", PAGES), **more)
    assert outcome.findings == ()
    assert outcome.value is not None
    return word_sample.unpacked(outcome.value)


@pytest.fixture(scope="module")
def parts(document: Document) -> dict[str, bytes]:
    return parts_of(document)


@pytest.fixture(scope="module")
def body(parts: dict[str, bytes]) -> etree._Element:
    return etree.fromstring(parts["word/document.xml"])


def value(element: etree._Element | None, name: str = "val") -> str:
    return "" if element is None else str(element.get(W + name, ""))


def style_names(parts: dict[str, bytes]) -> dict[str, str]:
    styles = etree.fromstring(parts["word/styles.xml"])
    return {value(s, "styleId"): value(s.find(W + "name")) for s in styles.iter(W + "style")}


def text_of(element: etree._Element) -> str:
    return "".join(str(t.text or "") for t in element.iter(W + "t"))


class Counting:
    """Counts as Word does: ISO/IEC 29500-1, 17.9; written against the standard, not against the writer."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        root = etree.fromstring(parts["word/numbering.xml"])
        self.levels = {
            value(a, "abstractNumId"): {int(value(lvl, "ilvl")): lvl for lvl in a.iter(W + "lvl")}
            for a in root.iter(W + "abstractNum")
        }
        self.abstract = {value(n, "numId"): value(n.find(W + "abstractNumId")) for n in root.iter(W + "num")}
        self.starts = {
            value(n, "numId"): {
                int(value(o, "ilvl")): int(value(o.find(W + "startOverride"))) for o in n.iter(W + "lvlOverride")
            }
            for n in root.iter(W + "num")
        }
        styles = etree.fromstring(parts["word/styles.xml"])
        self.styled: dict[str, tuple[str, int]] = {}
        for style in styles.iter(W + "style"):
            number = style.find(f"{W}pPr/{W}numPr/{W}numId")
            if number is None:
                continue
            name, num = value(style, "styleId"), value(number)
            levels = self.levels[self.abstract[num]]
            self.styled[name] = (num, next(i for i, lvl in levels.items() if value(lvl.find(W + "pStyle")) == name))
        self.counts: dict[str, list[int]] = {}
        self.seen: set[tuple[str, int]] = set()

    def label(self, paragraph: etree._Element) -> str:
        """Return the label of a paragraph, empty where it is not numbered."""
        number = paragraph.find(f"{W}pPr/{W}numPr")
        style = value(paragraph.find(f"{W}pPr/{W}pStyle"))
        if number is not None:
            num, level = value(number.find(W + "numId")), int(value(number.find(W + "ilvl")))
        elif style in self.styled:
            num, level = self.styled[style]
        else:
            return ""
        abstract = self.abstract[num]
        counts = self.counts.setdefault(abstract, [0] * 9)
        if (num, level) not in self.seen and level in self.starts[num]:
            counts[level] = self.starts[num][level] - 1
        self.seen.add((num, level))
        counts[level] += 1
        counts[level + 1 :] = [0] * (8 - level)
        text = value(self.levels[abstract][level].find(W + "lvlText"))
        for place in range(9):
            shape = self.levels[abstract].get(place)
            kind = value(shape.find(W + "numFmt")) if shape is not None else "decimal"
            count = counts[place]
            shown = {"decimal": str(count), "upperLetter": chr(64 + count), "lowerLetter": chr(96 + count)}.get(
                kind, ""
            )
            text = text.replace(f"%{place + 1}", shown)
        return text


def numbered(parts: dict[str, bytes]) -> Iterator[tuple[str, str, str]]:
    """Yield style name, the label that Word counts, and the text of each paragraph."""
    names, counting = style_names(parts), Counting(parts)
    for paragraph in etree.fromstring(parts["word/document.xml"]).iter(W + "p"):
        style = names.get(value(paragraph.find(f"{W}pPr/{W}pStyle")), "")
        yield style, counting.label(paragraph), text_of(paragraph)


def test_words_lists_count_what_the_numbering_says(document: Document, parts: dict[str, bytes]) -> None:
    counted = [label for _, label, _ in numbered(parts) if label]
    levels = re.compile(r"附录[A-Z]|[A-Z](\.\d+)+|\d+(\.\d+)*|\[\d+\]")
    labels = [label for label in document.numbering.labels.values() if levels.fullmatch(label)]
    assert [label for label in counted if levels.fullmatch(label)] == labels
    assert len(labels) == 32
    assert {"——", "·", "a)", "b)", "c)", "1)", "2)", "注：", "注1：", "注2：", "示例：", "示例1：", "示例2："} <= set(
        counted
    )


def test_styles_bear_the_names_that_standard_writers_know(parts: dict[str, bytes]) -> None:
    seen = {(style, label): text for style, label, text in numbered(parts)}
    assert seen["标准文件_章标题", "1"] == "\u3000范围"
    assert seen["标准文件_二级条标题", "5.1.1"] == "\u3000目标的确定"
    assert seen["标准文件_三级无标题", "5.1.1.2"].startswith("\u3000园区宜")
    assert seen["标准文件_附录标识", "附录A"] == "（规范性）数据质量等级"
    assert seen["标准文件_附录章标题", "A.1"] == "\u3000等级"
    assert seen["标准文件_附录三级无标题", "A.1.1.2"].startswith("\u3000园区")
    lines = [(style, text) for style, _, text in numbered(parts)]
    assert seen["标准文件_术语条一", "3.1"] == ""
    assert lines[lines.index(("标准文件_术语条一", "")) + 1] == ("标准文件_术语", "碳数据\u3000carbon data; CD")
    assert seen["标准文件_参考文献", "[2]"] == "\u3000GB/T 36000—2015\u3000社会责任指南"
    styles = {style for style, _ in seen}
    for name in (
        "段",
        "破折号列项",
        "字母编号列项（一级）",
        "数字编号列项（二级）",
        "注：",
        "注×：",
        "示例×：",
        "来源",
    ):
        assert f"标准文件_{name}" in styles, name
    for name in ("正文表标题", "附录表标题", "正文图标题", "附录图标题", "目录标题", "前言、引言标题", "正文标准名称"):
        assert f"标准文件_{name}" in styles, name


def test_headings_have_outline_levels_and_nothing_else_has(parts: dict[str, bytes]) -> None:
    styles = etree.fromstring(parts["word/styles.xml"])
    levels = {value(s.find(W + "name")): value(s.find(f"{W}pPr/{W}outlineLvl")) for s in styles.iter(W + "style")}
    assert [levels[f"标准文件_{name}"] for name in ("章标题", "一级条标题", "五级条标题")] == ["0", "1", "5"]
    assert [levels[f"标准文件_{name}"] for name in ("附录标识", "前言、引言标题", "参考文献标题")] == ["0", "0", "0"]
    assert not any(levels[f"标准文件_{name}"] for name in ("二级无标题", "术语条一", "目录标题", "正文标准名称"))


def test_fonts_and_sizes_are_those_of_table_f1(parts: dict[str, bytes]) -> None:
    """The size is that of the style or of one it is based on; 黑体 likewise, 宋体 is the document's default."""
    styles = {value(s, "styleId"): s for s in etree.fromstring(parts["word/styles.xml"]).iter(W + "style")}
    by_name = {value(s.find(W + "name")): s for s in styles.values()}

    def found(name: str, path: str, attribute: str, default: str) -> str:
        style: etree._Element | None = by_name[name]
        while style is not None:
            if (element := style.find(f"{W}rPr/{W}{path}")) is not None:
                return value(element, attribute)
            style = styles.get(value(style.find(W + "basedOn")))
        return default

    wanted = {
        "标准文件_章标题": ("黑体", "21"),
        "标准文件_一级条标题": ("黑体", "21"),
        "标准文件_段": ("宋体", "21"),
        "标准文件_前言、引言标题": ("黑体", "32"),
        "标准文件_目录标题": ("黑体", "32"),
        "标准文件_正文标准名称": ("黑体", "32"),
        "标准文件_术语条一": ("黑体", "21"),
        "标准文件_附录标识": ("黑体", "21"),
        "标准文件_参考文献标题": ("黑体", "21"),
        "标准文件_正文表标题": ("黑体", "21"),
        "标准文件_图表单位": ("宋体", "18"),
        "标准文件_表文字": ("宋体", "18"),
        "标准文件_注：": ("宋体", "18"),
        "标准文件_示例×：": ("宋体", "18"),
        "标准文件_破折号列项": ("宋体", "21"),
        "标准文件_示例破折号列项": ("宋体", "18"),
        "标准文件_封面名称": ("黑体", "52"),
        "标准文件_封面编号": ("黑体", "28"),
        "标准文件_封面分类号": ("黑体", "21"),
        "header": ("黑体", "21"),
        "footer": ("宋体", "18"),
        "footnote text": ("宋体", "18"),
    }
    got = {name: (found(name, "rFonts", "eastAsia", "宋体"), found(name, "sz", "val", "21")) for name in wanted}
    assert got == wanted


def test_the_items_of_an_example_are_set_as_the_example_is(body: etree._Element, parts: dict[str, bytes]) -> None:
    names = style_names(parts)
    lines = [(names.get(value(p.find(f"{W}pPr/{W}pStyle")), ""), text_of(p)) for p in body.iter(W + "p")]
    assert next(name for name, text in lines if "每层抽取两家" in text) == "标准文件_示例破折号列项"


def test_sections_turn_from_cover_to_roman_to_arabic_on_odd_pages(
    body: etree._Element, parts: dict[str, bytes]
) -> None:
    sections = list(body.iter(W + "sectPr"))
    kinds = [value(s.find(W + "type")) for s in sections]
    numbers = [s.find(W + "pgNumType") for s in sections]
    assert kinds == ["nextPage", "oddPage", "oddPage", "nextPage", "nextPage"]
    assert [value(n, "fmt") for n in numbers] == ["", "upperRoman", "decimal", "decimal", "decimal"]
    assert [value(n, "start") for n in numbers] == ["", "1", "1", "", ""]
    assert [value(s.find(W + "pgSz"), "orient") for s in sections] == ["", "", "", "landscape", ""]
    for section in sections[1:]:
        kinds = [value(r, "type") for r in section.iter(W + "headerReference", W + "footerReference")]
        assert kinds == ["default", "even", "default", "even"]
        margins = section.find(W + "pgMar")
        assert [value(margins, side) for side in ("left", "right", "bottom", "header")] == [
            "1418",
            "1134",
            "1134",
            "1418",
        ]
    settings = etree.fromstring(parts["word/settings.xml"])
    assert settings.find(W + "evenAndOddHeaders") is not None
    assert settings.find(W + "mirrorMargins") is not None
    heads = {name: text_of(etree.fromstring(parts[name])) for name in ("word/header1.xml", "word/header2.xml")}
    assert set(heads.values()) == {standard_sample.STANDARD.number}


def test_new_pages_begin_where_the_standard_has_them(parts: dict[str, bytes]) -> None:
    styles = etree.fromstring(parts["word/styles.xml"])
    breaks = {
        value(s.find(W + "name")) for s in styles.iter(W + "style") if s.find(f"{W}pPr/{W}pageBreakBefore") is not None
    }
    assert breaks == {f"标准文件_{name}" for name in ("附录标识", "前言、引言标题", "参考文献标题")}


def tables(body: etree._Element) -> list[etree._Element]:
    return list(body.iter(W + "tbl"))


def test_tables_have_thick_frames_and_keep_their_notes_inside(body: etree._Element, parts: dict[str, bytes]) -> None:
    styles = etree.fromstring(parts["word/styles.xml"])
    frame = next(s for s in styles.iter(W + "style") if value(s, "styleId") == "ReportTable").find(f".//{W}tblBorders")
    assert frame is not None
    sizes = {str(etree.QName(edge).localname): int(value(edge, "sz")) for edge in frame}
    assert min(sizes[s] for s in ("top", "bottom", "left", "right")) > max(sizes["insideH"], sizes["insideV"])
    rows = list(tables(body)[0].iter(W + "tr"))
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert all(value(c.find(f"{W}tcPr/{W}tcBorders/{W}bottom"), "sz") == "12" for c in rows[0].iter(W + "tc"))
    last = rows[-1]
    assert value(last.find(f"{W}tc/{W}tcPr/{W}tcBorders/{W}top"), "sz") == "12"
    notes = [text_of(p) for p in last.iter(W + "p")]
    assert notes[0] == "频次按年计。"
    assert notes[-1] == "a\u3000按95 %置信区间。"
    empty = [text_of(c) for table in tables(body) for c in table.iter(W + "tc") if not text_of(c)]
    merged = [c for table in tables(body) for c in table.iter(W + "vMerge") if not value(c) or value(c) == "continue"]
    assert len(empty) == len(merged) == 2
    assert text_of(list(rows[3].iter(W + "tc"))[2]) == "—"


def test_a_formula_is_centred_with_its_number_behind_dots(body: etree._Element, parts: dict[str, bytes]) -> None:
    styles = etree.fromstring(parts["word/styles.xml"])
    tabs = [t for s in styles.iter(W + "style") if value(s, "styleId") == "Equation" for t in s.iter(W + "tab")]
    assert [(value(t), value(t, "leader")) for t in tabs] == [("center", ""), ("right", "middleDot")]
    paragraphs = list(body.iter(W + "p"))
    place = next(i for i, p in enumerate(paragraphs) if value(p.find(f"{W}pPr/{W}pStyle")) == "Equation")
    assert text_of(paragraphs[place]) == "(1)"
    assert [text_of(p)[:6] for p in paragraphs[place + 1 : place + 5]] == [
        "式中：",
        "——排放量，",
        "——第i种活",
        "——第i种排",
    ]
    words = [r for r in paragraphs[place].iter(M + "r") if "".join(map(str, r.itertext())) == "total"]
    assert [r.find(f"{M}rPr/{M}nor") is not None for r in words] == [True]


def test_references_are_fields_that_lead_somewhere(body: etree._Element) -> None:
    names = {value(b, "name") for b in body.iter(W + "bookmarkStart")}
    instructions = [str(i.text).split() for i in body.iter(W + "instrText")]
    targets = {i[1] for i in instructions if i[0] in ("REF", "PAGEREF")}
    assert targets <= names
    paragraph = next(p for p in body.iter(W + "p") if text_of(p).startswith("排放量按"))
    assert text_of(paragraph) == "排放量按公式（1）计算。"
    index = [text_of(p) for p in body.iter(W + "p") if value(p.find(f"{W}pPr/{W}pStyle")) == "IndexItem"]
    assert index == ["抽样5.2，表1", "碳数据3.1", "等级附录A"]


def test_the_contents_list_titles_and_no_entries_of_terms(body: etree._Element) -> None:
    lines = [text_of(p) for p in body.iter(W + "p") if value(p.find(f"{W}pPr/{W}pStyle")).startswith("TOC")]
    bare = [line.rstrip("–") for line in lines]
    assert bare[:6] == ["目次", "前言II", "引言", "0.1\u3000背景", "0.2\u3000目的", "1\u3000范围1"]
    assert "附录A（规范性）\u3000数据质量等级" in bare
    assert bare[-2:] == ["参考文献", "索引"]
    assert not any("碳数据\u3000" in line or line.startswith("3.1") for line in bare)


def test_the_cover_has_every_field_and_leaves_out_what_is_not_given(document: Document, body: etree._Element) -> None:
    def cover(root: etree._Element) -> list[str]:
        return [text_of(p) for p in root.iter(W + "p") if p.find(f"{W}pPr/{W}framePr") is not None and text_of(p)]

    assert cover(body) == [
        "ICS 13.020.20",
        "CCS Z 04",
        "T/SLIA",
        "团体标准",
        "T/SLIA\u2002012—2026",
        "代替 T/SLIA\u2002003—2020",
        "工业园区\u3000碳数据质量管理\u3000指南",
        "Industrial parks—Carbon data quality management—Guidelines",
        "（征求意见稿）",
        "在提交反馈意见时，请将您知道的相关专利连同支持性文件一并附上。",
        "2026-09-01 发布2026-12-01 实施",
        "松岭低碳产业协会\u3000发布",
    ]
    bare = StandardCover("national", "", "", "GB", "中华人民共和国国家标准", "GB/T 1—2026", ("名",), (), "")
    made = parts_of(replace(document, standard=bare))
    lines = cover(etree.fromstring(made["word/document.xml"]))
    assert lines == ["GB", "中华人民共和国国家标准", "GB/T 1—2026", "名"]


def test_the_end_line_stays_with_what_it_ends(body: etree._Element) -> None:
    paragraphs = [p for p in body.iter(W + "p") if value(p.find(f"{W}pPr/{W}pStyle")) != "SectionEnd"]
    assert value(paragraphs[-1].find(f"{W}pPr/{W}pStyle")) == "EndLine"
    assert paragraphs[-2].find(f"{W}pPr/{W}keepNext") is not None


def test_a_level_that_is_skipped_is_found(document: Document) -> None:
    labels = {**document.numbering.labels, "sampling": "5.3"}
    outcome = write(replace(document, numbering=Numbering(labels)), pictures=standard_sample.pictures(), pages=PAGES)
    assert [(f.rule, f.block) for f in outcome.findings] == [("RE105", "sampling")]


def test_validators_and_inspection_find_nothing(document: Document, tmp_path: Any) -> None:
    ledger: Any = SimpleNamespace(
        facts={
            k: SimpleNamespace(value=Decimal(f.value), unit=SimpleNamespace(text=f.unit))
            for k, f in document.facts.items()
        }
    )
    pages = {**PAGES, row_key("tbl-data", 4, "Plan"): 7, row_key("tbl-data", 5, "Plan"): 8}
    for more in ({"pages": PAGES}, {"pages": pages}, {"pages": PAGES, "plan": True}):
        outcome = write(document, pictures=standard_sample.pictures(), **more)
        assert outcome.value is not None
        path = tmp_path / "a.docx"
        path.write_bytes(outcome.value)
        assert [str(e) for e in OpenXmlValidator().validate(path).errors] == []
        assert [str(f) for f in check(path)] == []
        assert inspect_package(outcome.value, Position("a.docx")) == ()
        assert inspect_docx(outcome.value, document, ledger) == ()
        again = write(document, pictures=standard_sample.pictures(), **more)
        assert again.value == outcome.value


# ------------------------------------------------------------------------------------- continued on a further page


def spanned() -> tuple[Document, dict[str, int]]:
    """Return a table whose first cell covers six rows, and pages on which it breaks inside them."""
    m = standard_sample.StandardMaker()
    rows = [standard_sample.Row((standard_sample.cell(f"甲{n}"), standard_sample.cell(str(n)))) for n in range(20)]
    first = standard_sample.Row((standard_sample.cell("合并", rowspan=6), standard_sample.cell("0")))
    rows[:6] = [first, *(standard_sample.Row((standard_sample.cell(str(n)),)) for n in range(1, 6))]
    columns = (standard_sample.Column(), standard_sample.Column())
    table = m.table("表1", "跨页", columns, standard_sample.header("项", "值"), *rows, unit="t", block_id="t")
    blocks: list[Block] = [m.head("1", "表"), table]
    pages = {row_key("t", n, "Plan"): 3 if n < 3 else 4 for n in range(20)}
    return standard_sample.document(m, blocks), pages


def test_a_table_goes_on_under_its_caption_unit_and_head() -> None:
    document, pages = spanned()
    root = etree.fromstring(parts_of(document, pages=pages)["word/document.xml"])
    first, second = tables(root)
    assert [len(list(t.iter(W + "tr"))) for t in (first, second)] == [4, 18]
    assert text_of(second).startswith("项值合并3")
    spans = [value(c.find(f"{W}tcPr/{W}vMerge")) for c in second.iter(W + "tc")][2:8:2]
    assert spans == ["restart", "continue", "continue"]
    between = list(root.iter(W + "p"))
    caption = next(p for p in between if text_of(p) == "表1\u3000跨页（续）")
    assert caption.find(f"{W}pPr/{W}pageBreakBefore") is not None
    assert text_of(between[between.index(caption) + 1]) == "单位为t"


def test_a_break_that_was_made_is_kept_until_one_before_it_moves() -> None:
    document, _ = spanned()

    def pages(made: int, breaks: tuple[int, ...]) -> dict[str, int]:
        found = {}
        for row in range(20):
            page = 3 + sum(row >= place for place in breaks)
            found[row_key("t", row, "Cont" if row == made else "Row")] = page
        return found

    assert splits(document, pages(6, (6,))) == {"t": (6,)}
    assert splits(document, pages(6, (4, 6))) == {"t": (4,)}
    assert splits(document, pages(6, (6, 15))) == {"t": (6, 15)}
    assert splits(document, {}) == {}
    assert without_rows({"t": 1, **pages(6, (6,))}) == {"t": 1}


def test_a_flow_chart_taller_than_a_page_goes_on_between_its_rows() -> None:
    m = standard_sample.StandardMaker()
    document = standard_sample.document(m, standard_sample.tall_figure(m))
    root = etree.fromstring(parts_of(document)["word/document.xml"])
    cuts = [(int(c.get("t", 0)), int(c.get("b", 0))) for c in root.iter(f"{{{NAMESPACES['a']}}}srcRect")]
    rows = [round((100000 - t - b) * 22 / 100000, 3) for t, b in cuts]
    assert sum(rows) == pytest.approx(22, abs=0.01)
    assert all(abs(row - round(row)) < 0.01 for row in rows)
    lines = [text_of(p) for p in root.iter(W + "p") if value(p.find(f"{W}pPr/{W}pStyle")).startswith(("Fig", "Note"))]
    assert [line for line in lines if line] == [
        "图1\u3000很长的流程",
        "图1\u3000很长的流程（续）",
        "流程自上而下。",
        "图1\u3000很长的流程（续）",
    ]


def test_the_linter_finds_nothing_in_how_the_file_is_laid_out(document: Document) -> None:
    """The rules of layout are written and read by different hands; the sample's text is another matter."""
    pages = {**PAGES, row_key("tbl-data", 4, "Plan"): 7, row_key("tbl-data", 5, "Plan"): 8}
    written = write(document, pictures=standard_sample.pictures(), pages=pages).value
    assert written is not None
    draft = read_docx(written, "a.docx").value
    assert draft is not None
    rules, unknown = chosen(
        "LAY,CVR,NUM-01,NUM-02,NUM-07,NUM-08,NUM-09,NUM-11,TRM-03,TAB-01,TAB-07,TAB-08,ANX-02,TOC-02"
    )
    assert unknown == ""
    assert [(hit.finding.rule, hit.finding.message.en) for hit in lint(draft, rules).hits] == []
    brackets = [hit.finding.message.en for hit in lint(draft, chosen("TXT-01")[0]).hits]
    assert not any("no partner" in message for message in brackets)
