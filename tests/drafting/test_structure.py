"""How typed texts become pieces, elements and a tree: every small text asserts the whole tree that a reader sees."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from generator.drafting.draft import Draft, Kind, Part, Piece, Section
from generator.drafting.read.text import read_markdown, read_text
from generator.drafting.views import terms

HEAD = """园区碳数据管理规范
1 范围
本文件规定了园区碳数据管理的要求。
2 规范性引用文件
本文件没有规范性引用文件。
3 术语和定义
本文件没有需要界定的术语和定义。
"""
FIXED = ["1 范围", "2 规范性引用文件", "3 术语和定义"]


def outline(draft: Draft) -> list[str]:
    """Return the tree, a node a line: two blanks a level, the label, the title or the untitled clause's text."""
    return [
        "  " * depth + f"{node.label} {node.title or (node.head.text.strip() if node.head else '')}".strip()
        for top in draft.sections
        if top.head is not None
        for depth, node in _walk(top, 0)
    ]


def _walk(node: Section, depth: int) -> list[tuple[int, Section]]:
    return [(depth, node), *(pair for child in node.children for pair in _walk(child, depth + 1))]


def kinds(draft: Draft, *lines: int) -> list[Kind]:
    """Return the kinds of the pieces on some lines."""
    return [piece.kind for piece in draft.pieces if piece.position.line in lines]


def test_typed_numbers_make_the_tree_with_titled_and_untitled_clauses() -> None:
    draft = read_text(
        HEAD + "4 数据管理\n4.1 采集\n4.1.1 园区应按月采集。\n4.1.2 园区应校核\n4.2 报告\n应完整。\n", "d"
    )
    assert outline(draft) == [
        *FIXED,
        "4 数据管理",
        "  4.1 采集",
        "    4.1.1 园区应按月采集。",
        "    4.1.2 园区应校核",
        "  4.2 报告",
    ]
    assert [node.titled for node in draft.walk() if node.level > 1] == [True, False, False, True]
    assert (draft.name, draft.kind, draft.numbers_lost) == ("园区碳数据管理规范", "specification", False)


def test_a_noun_phrase_with_a_modal_verb_stays_a_title_and_a_requirement_before_a_list_does_not() -> None:
    draft = read_text(HEAD + "4 记录\n4.1 应记录的信息\n4.2 记录应包括\n——时间；\n——地点。\n", "d")
    assert kinds(draft, 9, 10, 11) == [Kind.HEADING, Kind.CLAUSE, Kind.ITEM]


def test_titles_that_are_sentences_with_text_below_them_stay_titles() -> None:
    draft = read_text(HEAD + "4 管理\n4.1 数据应及时采集\n园区按月采集数据。\n4.2 报告\n略。\n", "d")
    assert outline(draft)[3:] == ["4 管理", "  4.1 数据应及时采集", "  4.2 报告"]


def test_chapters_numbered_in_other_styles_are_chapters_and_items_stay_items() -> None:
    draft = read_text(
        "1. 范围\n本文件规定了要求。\n2. 引用标准\n无。\n3. 总则\n包括：\n1. 采集；\n2. 报告。\n4. 数据\n", "d"
    )
    assert outline(draft) == ["1. 范围", "2. 引用标准", "3. 总则", "4. 数据"]
    assert kinds(draft, 7, 8) == [Kind.ITEM, Kind.ITEM]
    chinese = read_text("一、适用范围\n本标准规定了要求。\n二、总则\n园区应建立制度。\n", "d")
    assert outline(chinese) == ["一、 适用范围", "二、 总则"]
    tight = read_text("1范围\n本文件规定了要求。\n2规范性引用文件\n无。\n3总则\n3家单位参加。\n", "d")
    assert outline(tight) == ["1 范围", "2 规范性引用文件", "3 总则"]
    long = read_text("第一章 范围\n本文件规定了要求。\n第二章 总则\n园区应建立制度。\n", "d")
    assert outline(long) == ["第一章 范围", "第二章 总则"]
    assert not any(draft.numbers_lost for draft in (draft, chinese, tight, long))


def test_numbered_lines_out_of_sequence_are_no_chapters() -> None:
    draft = read_text(HEAD + "4 清单\n1 电力\n2 天然气\n5 报告\n略。\n", "d")
    assert outline(draft) == [*FIXED, "4 清单", "5 报告"]


def test_cover_contents_and_foreword_come_before_the_text() -> None:
    text = (
        "ICS 13.020.40\nT/ABC 1—2026\n园区碳数据管理规范\nSpecification for carbon data\n2026-01-01发布\n"
        "目次\n前言\tⅡ\n1 范围\t1\n2 规范性引用文件……1\n3 术语和定义 1\n4 总则 2\n附录A（资料性）清单 9\n参考文献 10\n"
        "前言\n本文件按照GB/T 1.1—2020的规定起草。\n" + HEAD + "4 总则\n园区应建立制度。\n"
        "附录A\n（资料性）\n清单\nA.1 概述\n略。\n参考文献\n[1] GB/T 24040\n"
    )
    draft = read_text(text, "d")
    assert [p.text for p in draft.of(Kind.NAME)] == ["园区碳数据管理规范"] * 2
    assert kinds(draft, 1, 2, 4, 5) == [Kind.COVER] * 4
    assert kinds(draft, *range(7, 14)) == [Kind.CONTENTS] * 7
    assert outline(draft) == ["目次", "前言", *FIXED, "4 总则", "附录A 清单", "  A.1 概述", "参考文献"]


def test_contents_without_page_numbers_end_where_their_first_title_comes_again() -> None:
    draft = read_text("园区碳数据管理规范\n目次\n1 范围\n2 总则\n1 范围\n本文件规定了要求。\n2 总则\n略。\n", "d")
    assert kinds(draft, 3, 4) == [Kind.CONTENTS] * 2
    assert outline(draft) == ["目次", "1 范围", "2 总则"]


def test_clauses_of_an_introduction_are_numbered_from_nought() -> None:
    draft = read_text("引言\n0.1 总体情况\n园区排放多。\n0.2 本文件给出方法。\n" + HEAD, "d")
    assert outline(draft)[:3] == ["引言", "  0.1 总体情况", "  0.2 本文件给出方法。"]
    assert draft.name == "园区碳数据管理规范"


def test_an_annex_is_the_same_in_one_two_and_three_lines() -> None:
    forms = (
        "附录A\n（规范性）\n清单",
        "附录A （规范性） 清单",
        "附 录 A\n（规范性附录）\n清单",
        "附录A（规范性）\n清单",
    )
    for form in forms:
        draft = read_text(HEAD + f"4 总则\n见附录A。\n{form}\nA.1 概述\nA.1.1 清单见表A.1。\n表A.1 清单\n", "d")
        (annex,) = draft.annexes
        assert (annex.annex, annex.role, annex.title) == ("A", "规范性", "清单")
        assert outline(draft)[-3:] == [outline(draft)[-3], "  A.1 概述", "    A.1.1 清单见表A.1。"]
        assert kinds(draft, draft.pieces[-1].position.line) == [Kind.TABLE_CAPTION]


def test_a_sentence_that_begins_with_an_annex_or_a_table_is_no_heading() -> None:
    draft = read_text(
        HEAD + "4 总则\n附录A 给出了清单。\n附录A和附录B给出了清单。\n表1 给出了清单。\n图1和图2是示例。\n", "d"
    )
    assert kinds(draft, 9, 10, 11, 12) == [Kind.PARAGRAPH] * 4
    assert draft.annexes == []


def test_tables_by_pipes_and_by_tabs_have_rows_and_columns() -> None:
    for rows in ("|能源|数量|\n|---|---|\n|电|12|\n|气||", "能源\t数量\n电\t12\n气\t"):
        draft = read_text(HEAD + f"4 数据\n见表1。\n表1 数量\n{rows}\n注：年值。\n", "d")
        cells = [(p.cell.row, p.cell.column, p.text) for p in draft.pieces if p.cell]
        assert cells[:4] == [(0, 0, "能源"), (0, 1, "数量"), (1, 0, "电"), (1, 1, "12")]
        assert cells[4:] == [(2, 0, "气"), (2, 1, "")]
        assert [p.kind for p in draft.pieces[-1:]] == [Kind.NOTE]


def test_a_term_entry_reads_the_same_in_its_typed_forms() -> None:
    rest = "与碳有关的数据。\n示例：用电量。\n注：按月记录。\n[来源：GB/T 1234—2020，3.1]\n"
    forms = (
        "3.1\n碳数据 carbon data\n",
        "3.1 碳数据 carbon data\n",
        "3.1 碳数据\ncarbon data\n",
        "3.1\t碳数据\tcarbon data\n",
        "3.1\n碳数据（carbon data）\n",
    )
    for form in forms:
        draft = read_text("1 范围\n略。\n3 术语和定义\n下列术语和定义适用于本文件。\n" + form + rest, "d")
        (entry,) = terms(draft)
        assert (entry.number, entry.zh, entry.english) == ("3.1", "碳数据", ("carbon data",)), form
        assert [[p.text for p in part] for part in (entry.definition, entry.examples, entry.notes)] == [
            ["与碳有关的数据。"],
            ["用电量。"],
            ["按月记录。"],
        ]
        assert len(entry.sources) == 1


def test_classes_of_terms_are_headings_and_a_term_without_equivalent_is_a_term() -> None:
    draft = read_text(
        "1 范围\n略。\n3 术语和定义\n3.1 数据\n3.1.1 碳数据\n与碳有关的数据。\n3.2 主体\n3.2.1\n园区\n区域。\n", "d"
    )
    assert outline(draft)[-3:] == ["3 术语和定义", "  3.1 数据", "  3.2 主体"]
    assert [(entry.number, entry.zh) for entry in terms(draft)] == [("3.1.1", "碳数据"), ("3.2.1", "园区")]


def test_notes_examples_sources_captions_and_formulas_are_told_from_text() -> None:
    body = "注1：略。\n示例：略。\n表1 数量\n单位为吨\n图1 流程\nE=AD×EF\n式中：\nE——排放量；\nAD——活动数据。\n"
    body += "[来源：GB/T 1—2020，3.1]\n"
    draft = read_text(HEAD + "4 数据\n" + body, "d")
    assert kinds(draft, *range(9, 19)) == [
        Kind.NOTE,
        Kind.EXAMPLE,
        Kind.TABLE_CAPTION,
        Kind.UNIT,
        Kind.FIGURE_CAPTION,
        Kind.FORMULA,
        Kind.SYMBOL,
        Kind.SYMBOL,
        Kind.SYMBOL,
        Kind.SOURCE,
    ]


def test_lists_have_levels_by_their_families_of_marks() -> None:
    draft = read_text(HEAD + "4 数据\n包括：\na) 采集：\n1) 按月；\n2) 按年；\nb) 报告。\n", "d")
    assert [(p.label, p.level) for p in draft.of(Kind.ITEM)] == [("a)", 1), ("1)", 2), ("2)", 2), ("b)", 1)]


MARKED = """# 园区碳数据管理规范

## {}范围

本文件规定了要求。

## {}数据管理

### {}采集

- 按月；
- 按年。

### {}报告

§ 报告应完整。

§ 报告应及时。
"""


def test_markdown_gives_one_tree_with_and_without_typed_numbers() -> None:
    bare = read_markdown(MARKED.format("", "", "", ""), "d.md")
    typed = read_markdown(MARKED.format("1 ", "2 ", "2.1 ", "2.2 "), "d.md")
    tree = ["范围", "数据管理", "  采集", "  报告", "    报告应完整。", "    报告应及时。"]
    assert outline(bare) == tree
    assert [line.lstrip(" 12.") for line in outline(typed)] == [line.strip() for line in tree]
    assert (bare.numbers_lost, bare.levels_known, typed.numbers_lost) == (True, True, False)
    assert [p.level for p in bare.of(Kind.CLAUSE)] == [3, 3]


DUMP = """园区碳数据管理指南
{}范围
本文件提供了园区碳数据管理的数据采集、数据质量和数据报告的指导。
术语和定义
下列术语和定义适用于本文件。
碳数据 carbon data
与碳有关的数据。
园区
由管理机构管理的区域。
总则
园区宜建立制度。
数据采集
采集准备
宜准备清单。
采集实施
宜按月采集。
数据质量
质量目标
宜设定目标。
数据报告
宜按年报告。
附录A
（资料性）
清单
"""
DUMP_TREE = [
    "范围",
    "术语和定义",
    "总则",
    "数据采集",
    "  采集准备",
    "  采集实施",
    "数据质量",
    "  质量目标",
    "数据报告",
    "附录A 清单",
]


def test_a_dump_without_numbers_finds_its_chapters_by_what_the_scope_announces() -> None:
    draft = read_text(DUMP.format(""), "d")
    assert outline(draft) == DUMP_TREE
    assert (draft.numbers_lost, draft.levels_known) == (True, False)
    assert [entry.zh for entry in terms(draft)] == ["碳数据", "园区"]
    unsure = [piece.text for piece in draft.pieces if not piece.sure]
    assert unsure == ["采集实施"]


def test_a_dump_whose_contents_kept_their_numbers_knows_its_levels() -> None:
    lines = (
        "目次\n1 范围\t1\n3 术语和定义\t1\n4 总则\t1\n5 数据采集\t2\n5.1 采集准备\t2\n5.2 采集实施\t2\n6 数据质量\t3\n"
    )
    draft = read_text(DUMP.format(lines + "6.1 质量目标\t3\n7 数据报告\t3\n前言\n略。\n"), "d")
    assert outline(draft)[2:] == DUMP_TREE
    assert draft.levels_known


def test_a_dump_opens_annexes_by_their_characters_where_their_letters_are_lost() -> None:
    text = DUMP.format("").replace("附录A\n", "") + "内容。\n（规范性）\n表格\n"
    draft = read_text(text, "d")
    assert [(one.annex, one.role, one.title) for one in draft.annexes] == [
        ("A", "资料性", "清单"),
        ("B", "规范性", "表格"),
    ]


def test_a_dump_opens_annexes_by_their_own_tables_and_figures_where_the_heading_lines_are_lost() -> None:
    text = "\n".join(
        (
            "园区碳数据管理指南",
            "本文件提供了园区碳数据管理体系、数据报告的指导。",
            "管理体系",
            "宜建立制度。",
            "数据报告",
            "报告格式见图A.1的示例。",
            "工作流程图",
            "工作流程图见图A.1。",
            "数据清单",
            "数据清单",
            "数据清单见表B.1。",
            "设备名称",
            "设备名称见表D.1。",
        )
    )
    draft = read_text(text, "d.txt")
    assert [(one.annex, one.title) for one in draft.annexes] == [("A", "工作流程图"), ("B", "数据清单")]


def test_a_dump_puts_a_heading_that_opens_clauses_beside_the_last_that_opened_some() -> None:
    text = "\n".join(
        (
            "园区用水管理指南",
            "本文件提供了园区用水计量、节水管理的指导。",
            "用水计量",
            "器具与合同签订",
            "器具选择",
            "宜选智能水表。",
            "合同签订",
            "宜签订合同。",
            "数据管理",
            "数据采集",
            "宜自动采集。",
            "节水管理",
            "宜考核。",
        )
    )
    draft = read_text(text, "d.txt")
    levels = [(piece.text, piece.level) for piece in draft.of(Kind.HEADING)]
    assert levels == [("器具与合同签订", 2), ("器具选择", 3), ("合同签订", 3), ("数据管理", 2), ("数据采集", 3)]


def test_a_part_of_a_draft_may_begin_with_any_chapter() -> None:
    draft = read_text("园区碳数据管理规范\n6 采集\n6.1 准备\n略。\n1 电力\n7 报告\n略。\n", "d")
    assert outline(draft) == ["6 采集", "  6.1 准备", "7 报告"]


def test_a_chapter_after_the_bibliography_is_a_chapter_and_its_entries_are_none() -> None:
    draft = read_text(HEAD + "4 总则\n略。\n参考文献\n1 GB/T 24040 原则与框架\n5 报告\n略。\n", "d")
    assert outline(draft)[3:] == ["4 总则", "参考文献", "5 报告"]


def test_tables_of_a_dump_with_one_cell_a_line_are_no_headings() -> None:
    draft = read_text(DUMP.format("").replace("附录A", "表1 清单\n序号\n名称\n单位\n电力\nMWh\n附录A"), "d")
    assert [node for node in outline(draft) if "电力" in node or "单位" in node] == []


def test_cells_of_a_dump_stand_in_the_columns_of_their_heads_with_and_without_numbers() -> None:
    for numbers in (("1", "2"), ("", "")):
        rows = [cell for one, cells in zip(numbers, ("MWh\n电能", "GJ\n热能"), strict=True) for cell in (one, cells)]
        table = "\n".join(["表1 清单", "序号", "单位", "名称", *(cell for cell in rows if cell)])
        draft = read_text(DUMP.format("").replace("附录A", table + "\n附录A"), "d")
        cells = {piece.text: piece.cell for piece in draft.pieces if piece.cell is not None}
        assert [(at.row, at.column) for word in ("单位", "MWh", "GJ") if (at := cells[word])] == [
            (0, 1),
            (1, 1),
            (2, 1),
        ]


def test_an_empty_text_is_an_empty_draft() -> None:
    draft = read_text("\n\n", "d")
    assert (draft.pieces, draft.sections, draft.name) == ((), (), "")


# --------------------------------------------------------------------------------------------------- any tree


@dataclass(frozen=True)
class Node:
    """A clause to be typed: a title, or the text of an untitled clause."""

    words: str
    titled: bool
    below: tuple[Node, ...] = ()
    text: str = ""


WORDS = st.text(alphabet="数据采集质量报告核算边界排放因子台账", min_size=2, max_size=12)
SENTENCES = WORDS.map(lambda words: f"园区应管理{words}。")
TEXTS = st.one_of(st.just(""), SENTENCES, SENTENCES.map(lambda text: f"包括：\n——{text[:-1]}；\n——其他。"))


def clauses(depth: int) -> st.SearchStrategy[tuple[Node, ...]]:
    """Draw siblings: all titled, or all untitled at the lowest level."""
    untitled = st.lists(st.builds(Node, SENTENCES, st.just(False)), min_size=1, max_size=3)
    if depth == 0:
        return untitled.map(tuple)
    titled = st.lists(st.builds(Node, WORDS, st.just(True), clauses(depth - 1), TEXTS), max_size=3)
    return st.one_of(untitled, titled).map(tuple)


CHAPTERS = st.lists(st.builds(Node, WORDS, st.just(True), clauses(3), TEXTS), min_size=1, max_size=4)


def typed(nodes: tuple[Node, ...], above: str, depth: int) -> tuple[list[str], list[str]]:
    """Return the lines of the text and those of the tree."""
    lines: list[str] = []
    tree: list[str] = []
    for place, node in enumerate(nodes, start=1):
        number = f"{above}{place}"
        lines += [f"{number} {node.words}", *node.text.split("\n")] if node.text else [f"{number} {node.words}"]
        tree.append("  " * depth + f"{number} {node.words}")
        more_lines, more_tree = typed(node.below, f"{number}.", depth + 1)
        lines += more_lines
        tree += more_tree
    return lines, tree


@given(CHAPTERS, CHAPTERS)
def test_any_tree_typed_out_is_read_back(chapters: list[Node], annexes: list[Node]) -> None:
    lines, tree = [], []
    for place, node in enumerate(chapters, start=4):
        below, nodes = typed(node.below, f"{place}.", 1)
        lines += [f"{place} {node.words}", *filter(None, node.text.split("\n")), *below]
        tree += [f"{place} {node.words}", *nodes]
    for place, node in enumerate(annexes):
        letter = chr(ord("A") + place)
        below, nodes = typed(node.below, f"{letter}.", 1)
        lines += [f"附录{letter}", "（资料性）", node.words, *below]
        tree += [f"附录{letter} {node.words}", *nodes]
    draft = read_text(HEAD + "\n".join(lines) + "\n", "d")
    assert outline(draft) == [*FIXED, *tree]
    in_tree = {piece.index for top in draft.sections for piece in top.all_pieces()}
    assert in_tree == {piece.index for piece in draft.pieces}


@given(st.text(alphabet="1.2 4附录A表图（）规范性范围术语注：——a)\t|\n。应宜#-第章目次前言", max_size=200))
def test_no_text_breaks_the_readers(text: str) -> None:
    for draft in (read_text(text, "d"), read_markdown(text, "d.md")):
        lines = text.splitlines()
        assert all(_stands_at(piece, lines) for piece in draft.pieces)
        assert [piece.index for piece in draft.pieces] == list(range(len(draft.pieces)))
        assert all(piece.part is not Part.ANNEX or piece.annex for piece in draft.pieces)


def _stands_at(piece: Piece, lines: list[str]) -> bool:
    return piece.raw.strip() in lines[piece.position.line - 1] and piece.raw[piece.shift :] == piece.text
