"""What a Word file of ours is made of: controls and map, fields and their results, tables, lists, sections."""

from __future__ import annotations

import re
from dataclasses import replace

import word_sample
from lxml import etree
from word_sample import unpacked

from generator.document.blocks import Document, Heading, ListBlock, Table
from generator.document.inlines import FactRef
from generator.document.walk import numbers_of, walk_blocks
from generator.document.wording import Wording
from generator.render.docx import write
from generator.render.docx.xml import NAMESPACES

W = f"{{{NAMESPACES['w']}}}"
MAP = "{urn:tanwen:map:1}"


def read(node: etree._Element) -> str:
    """Return what a reader sees of a text node: hyphens and blanks that hold a line together are plain ones."""
    return "-" if node.tag == f"{W}noBreakHyphen" else (node.text or "").replace("\u00a0", " ")


def text_of(element: etree._Element) -> str:
    return "".join(read(t) for t in element.iter(f"{W}t", f"{W}noBreakHyphen"))


def instructions(body: etree._Element) -> list[str]:
    return [(i.text or "").strip() for i in body.iter(f"{W}instrText")]


def map_of(parts: dict[str, bytes]) -> etree._Element:
    return etree.fromstring(parts["customXml/item1.xml"])


# ------------------------------------------------------------------------------------------ controls and map


def test_every_number_of_the_text_is_one_control_in_reading_order(document: Document, parts: dict[str, bytes]) -> None:
    found = []
    for name in ("word/document.xml", "word/footnotes.xml"):
        for control in etree.fromstring(parts[name]).iter(f"{W}sdt"):
            alias = control.find(f"{W}sdtPr/{W}alias")
            tag = control.find(f"{W}sdtPr/{W}tag")
            assert alias is not None
            assert tag is not None
            assert alias.get(f"{W}val") == tag.get(f"{W}val")
            found.append((alias.get(f"{W}val"), text_of(control)))
    words = Wording.of(document)
    wanted = [words.shown(n).text for _, n in numbers_of(document.blocks) if isinstance(n, FactRef)]
    assert sorted(text for _, text in found) == sorted(wanted)
    assert sorted(str(name) for name, _ in found) == [f"t{place:06d}" for place in range(1, len(wanted) + 1)]


def test_the_map_says_what_each_control_shows(document: Document, parts: dict[str, bytes]) -> None:
    shown = {}
    for name in ("word/document.xml", "word/footnotes.xml"):
        for control in etree.fromstring(parts[name]).iter(f"{W}sdt"):
            alias = control.find(f"{W}sdtPr/{W}alias")
            assert alias is not None
            shown[alias.get(f"{W}val")] = text_of(control)
    root = map_of(parts)
    assert {c.get("id"): c.get("shown") for c in root.iter(f"{MAP}control")} == shown
    aliases = {fact.key: fact.alias for fact in document.facts.values()}
    for control in root.iter(f"{MAP}control"):
        assert control.get("fact") == aliases[str(control.get("key"))]
    total = next(c for c in root.iter(f"{MAP}control") if c.get("key") == "inventory.total")
    assert (total.get("shown"), total.get("unit"), total.get("digits")) == ("20,866.06", "tCO2e", "2")


def test_every_block_has_a_hidden_bookmark_that_the_map_names(
    document: Document, parts: dict[str, bytes], body: etree._Element
) -> None:
    marks = {b.get(f"{W}name") for b in body.iter(f"{W}bookmarkStart")}
    listed = {e.get("id"): e.get("bookmark") for e in map_of(parts).iter(f"{MAP}block")}
    for block in walk_blocks(document.blocks):
        assert listed[block.id] in marks
        for item in block.items if isinstance(block, ListBlock) else ():
            assert listed[item.id] in marks
    origins = {e.get("id"): e.get("origin") for e in map_of(parts).iter(f"{MAP}block")}
    assert str(origins["tbl-sources"]).startswith("templates/sample/1.0/sections/all.md:")


def test_points_and_pictures_are_listed(document: Document, parts: dict[str, bytes]) -> None:
    root = map_of(parts)
    points = [p for p in root.iter(f"{MAP}point") if p.get("block") == "fig-trend"]
    assert len(points) == 12
    assert points[0].get("shown") == "8,121.45"
    assert (points[5].get("part"), points[5].get("series"), points[5].get("index")) == (
        "word/charts/chart1.xml",
        "1",
        "2",
    )
    assert {d.get("key") for d in root.iter(f"{MAP}drawn")} == {"flow1", "red1", "cost1"}


def test_a_public_file_names_no_keys_and_no_sources() -> None:
    public = word_sample.sample(audience="public")
    outcome = write(public, pictures=word_sample.pictures(), pages=None)
    assert outcome.value is not None
    whole = b"".join(data for name, data in unpacked(outcome.value).items() if name.endswith((".xml", ".rels")))
    assert b"key=" not in whole
    assert b"origin=" not in whole
    assert b"sections/all.md" not in whole
    assert b"content/report/management-statement.md" not in whole
    assert b"inventory.total" not in whole


# ------------------------------------------------------------------------------------------ fields


def results(body: etree._Element, kind: str) -> list[tuple[str, str]]:
    """Return (instruction, cached result) of the fields that hold no other field."""
    found: list[tuple[str, str]] = []
    instruction, result, state = "", "", ""
    for run in body.iter(f"{W}r"):
        mark = run.find(f"{W}fldChar")
        if mark is not None:
            state = str(mark.get(f"{W}fldCharType"))
            if state == "begin":
                instruction, result = "", ""
            elif state == "end" and instruction.startswith(kind):
                found.append((instruction, result))
                instruction = ""
        elif state == "begin":
            instruction += "".join(i.text or "" for i in run.iter(f"{W}instrText")).strip()
        elif state == "separate":
            result += text_of(run)
    return found


def bookmark_texts(body: etree._Element) -> dict[str, str]:
    """Return the text inside each bookmark that begins and ends in one paragraph, field codes aside."""
    texts: dict[str, str] = {}
    for paragraph in body.iter(f"{W}p"):
        open_marks: dict[str, str] = {}
        for node in paragraph.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}t", f"{W}noBreakHyphen"):
            if node.tag == f"{W}bookmarkStart":
                open_marks[str(node.get(f"{W}id"))] = str(node.get(f"{W}name"))
                texts[str(node.get(f"{W}name"))] = ""
            elif node.tag == f"{W}bookmarkEnd":
                open_marks.pop(str(node.get(f"{W}id")), None)
            else:
                for name in open_marks.values():
                    texts[name] += read(node)
    return texts


def test_references_show_what_their_bookmarks_hold(document: Document, body: etree._Element) -> None:
    texts = bookmark_texts(body)
    references = results(body, "REF ")
    assert len(references) >= 8
    for instruction, result in references:
        name = instruction.split()[1]
        assert name in texts
        if r"\r" not in instruction:
            assert texts[name] == result
    shown = [result for _, result in references]
    assert {"表 3-1", "图 3-1", "1.1", "附录A", "(2-1)", "2", "[1]", "[2]"} <= set(shown)


def test_captions_count_by_chapter_with_fields(document: Document, body: etree._Element) -> None:
    texts = bookmark_texts(body)
    labels = document.numbering.labels
    labelled = [b.id for b in walk_blocks(document.blocks) if b.id in labels and not isinstance(b, Heading)]
    assert sorted(labels[i] for i in labelled) == sorted(
        text for name, text in texts.items() if name.startswith("_Ref0") and re.match(r"[表图(]", text)
    )
    counts = results(body, "SEQ 表")
    assert [result for _, result in counts] == ["1", "2", "1", "1"]
    assert [r"\r 1" in code for code, _ in counts] == [True, False, True, True]
    assert [result for _, result in results(body, "STYLEREF 1")][-3:] == ["A", "B", "B"]


def test_contents_show_the_pages_that_a_reader_sees(
    document: Document, pages: dict[str, int], body: etree._Element
) -> None:
    anchors = {b.get(f"{W}name") for b in body.iter(f"{W}bookmarkStart")}
    shown = results(body, "PAGEREF ")
    assert {code.split()[1] for code, _ in shown} <= anchors
    lines = [
        text_of(p) for p in body.iter(f"{W}p") if str(p.find(f"{W}pPr/{W}pStyle").get(f"{W}val")).startswith("TOC")
    ]
    assert "摘要III" in lines
    assert "1总则1" in lines
    assert f"附录A计量点清单{pages['sec-annex'] - 4}" in lines
    assert "参考文献36" in lines
    assert not any("1.2.2.1" in line for line in lines)
    tables = [text_of(p) for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "TableofFigures"]
    assert f"表 3-1\u30002024 年各排放源温室气体排放量{pages['tbl-sources'] - 4}" in tables
    assert len(tables) == 4 + 12
    codes = instructions(body)
    assert codes[0] == r'TOC \o "1-3" \h \z \u'
    assert r'TOC \h \z \c "表"' in codes
    assert r'TOC \h \z \c "图"' in codes


def test_nothing_asks_to_be_updated_on_opening(parts: dict[str, bytes]) -> None:
    assert b"updateFields" not in parts["word/settings.xml"]
    assert b"w:dirty" not in parts["word/document.xml"]


# ------------------------------------------------------------------------------------------ tables


def test_tables_repeat_headers_and_never_split_rows(body: etree._Element) -> None:
    for table in body.iter(f"{W}tbl"):
        for row in table.iter(f"{W}tr"):
            assert row.find(f"{W}trPr/{W}cantSplit") is not None
    long = next(t for t in body.iter(f"{W}tbl") if len(t.findall(f"{W}tr")) == 43)
    repeated = [r for r in long.iter(f"{W}tr") if r.find(f"{W}trPr/{W}tblHeader") is not None]
    assert [text_of(r) for r in repeated] == ["序号计量点说明电量（MWh）"]


def test_every_row_fills_its_grid(body: etree._Element) -> None:
    for table in body.iter(f"{W}tbl"):
        grid = [int(str(c.get(f"{W}w"))) for c in table.iter(f"{W}gridCol")]
        for row in table.findall(f"{W}tr"):
            spans, width = 0, 0
            for cell in row.findall(f"{W}tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                spans += int(str(span.get(f"{W}val"))) if span is not None else 1
                width += int(str(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")))
            assert spans == len(grid)
            assert width == sum(grid)


def test_merged_cells_go_on_below(body: etree._Element) -> None:
    table = next(t for t in body.iter(f"{W}tbl") if "基准年" in text_of(t))
    merges = [
        ["-" if (m := c.find(f"{W}tcPr/{W}vMerge")) is None else str(m.get(f"{W}val")) for c in row.findall(f"{W}tc")]
        for row in table.findall(f"{W}tr")
    ]
    assert merges == [
        ["restart", "restart", "-"],
        ["continue", "continue", "-", "-", "-"],
        ["-", "restart", "-", "-", "-"],
        ["-", "continue", "-", "-", "-"],
        ["-", "continue", "-", "-", "-"],
    ]


def test_numbers_stand_right_and_totals_bold(body: etree._Element) -> None:
    table = next(t for t in body.iter(f"{W}tbl") if "天然气退火炉" in text_of(t))
    rows = table.findall(f"{W}tr")
    natural_gas = [c.find(f"{W}p/{W}pPr/{W}jc") for c in rows[2].findall(f"{W}tc")]
    assert ["" if jc is None else jc.get(f"{W}val") for jc in natural_gas] == ["", "right", "right", "right"]
    assert all(r.find(f"{W}rPr/{W}b") is not None for r in rows[-1].iter(f"{W}r"))
    before = table.getprevious()
    assert before is not None
    assert text_of(before) == "单位：t CO₂e"
    assert text_of(before.getprevious()) == "表 3-1\u30002024 年各排放源温室气体排放量"


# ------------------------------------------------------------------------------------------ the rest


def test_sections_count_their_pages_and_turn_for_wide_tables(body: etree._Element) -> None:
    sections = list(body.iter(f"{W}sectPr"))
    assert sections[0].find(f"{W}headerReference") is None
    kinds = []
    for section in sections[1:]:
        numbers = section.find(f"{W}pgNumType")
        size = section.find(f"{W}pgSz")
        assert numbers is not None
        assert size is not None
        kinds.append((numbers.get(f"{W}fmt"), numbers.get(f"{W}start"), size.get(f"{W}orient")))
    assert kinds == [
        ("upperRoman", "1", None),
        ("decimal", "1", None),
        ("decimal", None, "landscape"),
        ("decimal", None, None),
    ]
    turned = sections[3].getparent().getparent()
    before = []
    node = turned
    while node is not None and node is not sections[2].getparent().getparent():
        before.append(text_of(node))
        node = node.getprevious()
    assert "分月排放量" in before, "the heading right before a wide table lies on its page"


def test_each_list_counts_from_one(parts: dict[str, bytes], body: etree._Element) -> None:
    numbers = etree.fromstring(parts["word/numbering.xml"])
    used = []
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if style is not None and style.get(f"{W}val") == "ListParagraph" and number is not None:
            used.append(number.get(f"{W}val"))
    assert list(dict.fromkeys(used)) == ["5", "6", "7", "8"]
    for number in numbers.iter(f"{W}num"):
        if number.get(f"{W}numId") in used:
            assert number.find(f"{W}lvlOverride/{W}startOverride") is not None


def test_slots_say_who_writes_them_and_written_ones_are_plain(body: etree._Element) -> None:
    prompts = [p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "SlotPrompt"]
    assert len(prompts) == 1
    assert text_of(prompts[0]).startswith("【待填写】管理层对减排目标的承诺")
    assert "责任人：能源管理部经理" in text_of(prompts[0])
    assert any(text_of(p) == "这一段由客户撰写，提到12.50 MWh。" for p in body.iter(f"{W}p"))


def test_pictures_and_charts_carry_alternative_text(body: etree._Element) -> None:
    drawn = list(body.iter(f"{{{NAMESPACES['wp']}}}docPr"))
    assert len(drawn) == 12
    assert all(d.get("descr") for d in drawn)
    assert len({d.get("id") for d in drawn}) == 12


def test_chinese_quotation_marks_are_marked_as_chinese(body: etree._Element) -> None:
    runs = [r for r in body.iter(f"{W}r") if "“" in text_of(r)]
    assert runs
    for run in runs:
        fonts = run.find(f"{W}rPr/{W}rFonts")
        assert fonts is not None
        assert fonts.get(f"{W}hint") == "eastAsia"


def test_the_language_and_fonts_are_chinese(parts: dict[str, bytes]) -> None:
    styles = etree.fromstring(parts["word/styles.xml"])
    assert {e.get(f"{W}eastAsia") for e in styles.iter(f"{W}lang")} == {"zh-CN"}
    assert {e.get(f"{W}eastAsia") for e in styles.iter(f"{W}rFonts")} <= {"宋体", "黑体"}
    body_text = next(s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == "BodyTextFirstIndent")
    indent = body_text.find(f"{W}pPr/{W}ind")
    assert indent is not None
    assert indent.get(f"{W}firstLineChars") == "200"


def test_an_english_document_speaks_english() -> None:
    from generator.document.numbering import number

    document = word_sample.sample()
    english = replace(document, language="en", numbering=number(document.blocks, "en"))
    outcome = write(english, pictures=word_sample.pictures(), pages={"x": 1})
    assert outcome.findings == ()
    assert outcome.value is not None
    whole = text_of(etree.fromstring(unpacked(outcome.value)["word/document.xml"]))
    assert "Table 3-1" in whole
    assert "Section 1.1" in whole
    assert "[To be written]" in whole
    codes = instructions(etree.fromstring(unpacked(outcome.value)["word/document.xml"]))
    assert r"SEQ Table \* ARABIC \s 1 \r 1" in codes


def test_a_table_keeps_its_place_when_columns_are_missing_cells() -> None:
    """A row with too few cells is filled up, not shifted."""
    document = word_sample.sample()
    table = next(b for b in document.blocks if isinstance(b, Table) and b.id == "tbl-sources")
    short = replace(table, rows=(replace(table.rows[1], cells=table.rows[1].cells[:2]),), notes=())
    outcome = write(replace(document, blocks=(short,)), pictures={}, pages={"x": 1})
    assert outcome.value is not None
    row = list(etree.fromstring(unpacked(outcome.value)["word/document.xml"]).iter(f"{W}tbl"))[-1].findall(f"{W}tr")[-1]
    assert len(row.findall(f"{W}tc")) == 4
