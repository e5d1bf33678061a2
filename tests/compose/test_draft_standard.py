"""Composing the draft of a standard: what follows from data, and how an author's mistakes are told."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.findings import Finding, Outcome
from generator.base.pinyin import initial
from generator.calculations.compute import compute
from generator.compose import compose
from generator.compose.standard.flow import flow_chart
from generator.compose.standard.pieces import Item, Listed, Title, Words
from generator.compose.standard.reading import read
from generator.compose.standard.references import kind_of, place_words
from generator.compose.standard.terms import symbol_order
from generator.compose.templates import find_template
from generator.document.blocks import (
    Block,
    Clause,
    Contents,
    Document,
    Equation,
    Heading,
    Index,
    ListBlock,
    Paragraph,
    Remark,
    Table,
    TermEntry,
)
from generator.document.pictures import Picture
from generator.document.walk import walk_blocks
from generator.document.wording import Wording
from generator.drafting.lint import chosen, lint
from generator.drafting.read.document import read_document
from generator.project.load import load_project

DRAFT = Path(__file__).parent / "draft_standard"


@pytest.fixture
def copy(tmp_path: Path) -> Callable[..., Path]:
    """Copy the test project with passages replaced, by file: ``copy({"standard.yaml": [(old, new)]})``."""

    def make(changes: dict[str, list[tuple[str, str]]]) -> Path:
        root = tmp_path / "draft"
        shutil.copytree(DRAFT, root)
        for name, pairs in changes.items():
            file = root / name if name.endswith(".yaml") else root / "content" / "standard" / name
            text = file.read_text(encoding="utf-8") if file.is_file() else ""
            for old, new in pairs:
                assert old == "" or text.count(old) == 1, old
                text = text.replace(old, new) if old else text + new
            file.write_text(text, encoding="utf-8")
        return root

    return make


def made(root: Path) -> Outcome[Document]:
    project = load_project(root).value
    assert project is not None
    ledger = compute(project).value
    assert ledger is not None
    order = project.file.documents[0]
    template = find_template(order.template, order.version).value
    assert template is not None
    return compose(project, ledger, order, template, build="b", final=False)


def document(root: Path) -> Document:
    outcome = made(root)
    assert outcome.findings == ()
    assert outcome.value is not None
    return outcome.value


def told(root: Path) -> list[Finding]:
    return list(made(root).findings)


# ------------------------------------------------------------------------------------------------- the whole


def tree(one: Document) -> str:
    """Return a draft's blocks, a line each: place, kind, number, words."""
    words = Wording.of(one)
    lines = [repr(one.standard)]
    for block in walk_blocks(one.blocks):
        place = f"{Path(block.origin.path).name}:{block.origin.line}"
        said = [place, type(block).__name__, words.label(block.id) or "-", _said(block, words)]
        lines.append("  ".join(part for part in said if part))
    return "\n".join(lines) + "\n"


def _said(block: Block, words: Wording) -> str:
    match block:
        case Heading():
            return f"{block.level} {block.role} {words.plain(block.inlines)} #{block.id}"
        case Clause():
            return f"{block.level} {words.plain(block.inlines)}"
        case Paragraph():
            return f"{block.style} {words.plain(block.inlines)}"
        case Remark():
            return block.kind
        case TermEntry():
            parts = [words.plain(line) for line in (block.definition, *block.examples, *block.notes)]
            return " | ".join([block.term, block.english, block.abbreviation, *parts, block.source])
        case ListBlock():
            return f"{'ordered' if block.ordered else 'dashes'} {len(block.items)}"
        case Table():
            rows = [
                " / ".join(f"{words.plain(c.inlines)}({c.colspan}x{c.rowspan})" for c in row.cells)
                for row in (*block.header, *block.rows)
            ]
            notes = [words.plain(line) for line in (*block.notes, *block.footnotes)]
            return " | ".join([words.plain(block.caption), block.unit, *rows, *notes])
        case Picture():
            boxes = " ".join(f"{b.id}[{b.shape} {b.row},{b.column}]" for b in block.boxes)
            return f"{words.plain(block.caption)} {boxes} " + " ".join(
                f"{a.source}>{a.target}:{a.text}" for a in block.arrows
            )
        case Equation():
            return f"{block.latex} " + " ".join(f"{symbol}={words.plain(meaning)}" for symbol, meaning in block.where)
        case Index():
            return " ".join(f"{letter}: {[(e.word, e.targets) for e in group]}" for letter, group in block.groups)
        case Contents():
            return f"{block.title} {block.depth}"
        case _:
            return ""


def test_a_draft_is_made_from_its_data(golden: Callable[[str, str], None]) -> None:
    golden("draft_standard.txt", tree(document(DRAFT)))


def test_the_same_draft_gives_the_same_blocks() -> None:
    assert document(DRAFT) == document(DRAFT)


# -------------------------------------------------------------------------------------- chapters 1 to 4, roles


def texts(one: Document, style: str) -> list[str]:
    words = Wording.of(one)
    return [words.plain(b.inlines) for b in walk_blocks(one.blocks) if isinstance(b, Paragraph) and b.style == style]


def said(one: Document) -> str:
    words = Wording.of(one)
    return "\n".join(
        words.plain(b.inlines) for b in walk_blocks(one.blocks) if isinstance(b, Paragraph | Clause | Heading)
    )


def test_without_normative_citations_chapter_2_says_so(copy: Callable[..., Path]) -> None:
    one = document(
        copy(
            {
                "standard.yaml": [('terms_from: ["gbt-32150, dated"]\n', "")],
                "06-factors.md": [
                    (
                        "园区宜按[@std:gbt-32150, 5.2]确定边界，并宜考虑[@std:gbt-32151]的规定。",
                        "边界见[@std:gbt-32151]。",
                    )
                ],
            }
        )
    )
    assert "本文件没有规范性引用文件。" in said(one)
    assert texts(one, "reference") == []
    assert texts(one, "literature")[0] == "GB/T 8170　数值修约规则与极限数值的表示和判定"
    assert texts(one, "literature")[1] == "GB/T 32150—2015　工业企业温室气体排放核算和报告通则"
    assert "下列术语和定义适用于本文件。" in said(one)


def test_a_recommendation_cites_normatively_in_a_guide_alone(copy: Callable[..., Path]) -> None:
    guide = document(DRAFT)
    assert [entry.partition("　")[0] for entry in texts(guide, "reference")] == [
        "GB/T 32150—2015",
        "GB/T 32151（所有部分）",
    ]
    changes = [
        ("type: guide", "type: specification"),
        ("{zh: 指南, en: Guidelines}", "{zh: 规范, en: Specification}"),
        ("element: factors", "element: requirements"),
    ]
    other = document(copy({"standard.yaml": changes}))
    assert [entry.partition("　")[0] for entry in texts(other, "reference")] == [
        "GB/T 32150—2015"
    ]  # the terms' lead-in
    assert "GB/T 32151（所有部分）" in "".join(texts(other, "literature"))
    roles = [b.role for b in other.blocks if isinstance(b, Heading) and b.annex]
    assert roles == ["informative", "informative"]


def test_a_lead_in_counts_for_its_items(copy: Callable[..., Path]) -> None:
    listed = "\n园区宜采用下列文件：\n\n- [@std:gbt-8170]；\n- [@std:handbook]。\n"
    one = document(copy({"05-principles.md": [("", listed)]}))
    assert any(entry.startswith("GB/T 8170") for entry in texts(one, "reference"))


def test_annexes_stand_in_the_order_of_their_mention(copy: Callable[..., Path]) -> None:
    one = document(
        copy(
            {
                "standard.yaml": [
                    ("（见[@grades]）\n      - 更改", "\n      - 更改"),
                    ("      - 等级见[@grades]。\n", "      - 等级由高到低。\n"),
                ],
                "05-principles.md": [("# 总则 {#principles}", "# 总则 {#principles}\n\n记录表见[@form]。")],
            }
        )
    )
    assert [b.id for b in one.blocks if isinstance(b, Heading) and b.annex] == ["form", "grades"]


@pytest.mark.parametrize(
    ("terms", "documents", "lead"),
    [
        (True, '["gbt-32150, dated"]', "GB/T 32150—2015界定的以及下列术语和定义适用于本文件。"),
        (True, "[]", "下列术语和定义适用于本文件。"),
        (
            False,
            '["gbt-32150, dated", gbt-32151]',
            "GB/T 32150—2015和GB/T 32151（所有部分）界定的术语和定义适用于本文件。",
        ),
        (False, "[]", "本文件没有需要界定的术语和定义。"),
    ],
)
def test_the_lead_in_of_terms_fits(
    terms: bool, documents: str, lead: str, copy: Callable[..., Path], tmp_path: Path
) -> None:
    root = copy({"standard.yaml": [('terms_from: ["gbt-32150, dated"]', f"terms_from: {documents}")]})
    file = root / "standard.yaml"
    text = file.read_text(encoding="utf-8")
    if not terms:
        head, _, rest = text.partition("term_classes:")
        text = head + "symbols:" + rest.partition("symbols:")[2]
        text = text.replace("index: {terms: true, words: [{word: 抽样, targets: [sampling]}]}\n", "")
        file.write_text(text, encoding="utf-8")
    outcome = made(root)
    assert outcome.value is not None
    assert lead in said(outcome.value)


def test_the_cover_says_what_is_not_known_yet(copy: Callable[..., Path]) -> None:
    root = copy({"standard.yaml": [('number: "012"\n', ""), ("year: 2026\n", "")]})
    cover = document(root).standard
    assert cover is not None
    assert cover.number == "T/SLIA XXXX—XXXX"
    assert cover.patents.startswith("在提交反馈意见时")
    assert cover.published == "XXXX-XX-XX发布"


def test_known_patents_stand_in_the_introduction_and_not_in_the_foreword(copy: Callable[..., Path]) -> None:
    patents = "patents:\n  - {clause: sampling, content: 一种抽样方法, holder: 某公司, address: 某路}\nindex:"
    one = said(document(copy({"standard.yaml": [("index:", patents)]})))
    assert "请注意本文件的某些内容可能涉及专利。" not in one
    assert "可能涉及6.2与一种抽样方法相关的专利的使用" in one


@pytest.mark.parametrize(
    "patents",
    ["index:", "patents:\n  - {clause: sampling, content: 一种抽样方法, holder: 某公司, address: 某路}\nindex:"],
)
def test_the_linter_accepts_the_fixed_sentences_and_the_index_that_we_write(
    copy: Callable[..., Path], patents: str
) -> None:
    rules, unknown = chosen("FWD,INT,PAT,IDX")
    assert (len(rules), unknown) == (9, "")
    assert lint(read_document(document(copy({"standard.yaml": [("index:", patents)]}))), rules).findings == ()


# -------------------------------------------------------------------------------------------------- mistakes

MISTAKES = {
    "unknown document": ("05-principles.md", ("", "\n见[@std:gbt-3215]。\n"), "CP060", 17),
    "no year": ("06-factors.md", ("[@std:gbt-32151]", "[@std:gbt-32151, 3.1]"), "CP062", 5),
    "dated and undated": ("06-factors.md", ("[@std:gbt-8170]", "[@std:gbt-32150]"), "CP061", 44),
    "reference never cited": ("06-factors.md", ("数值修约见[@std:gbt-8170]。", ""), "CP063", 0),
    "annex never named": ("05-principles.md", ("表格的样式参见[@form]，", ""), "CP065", 1),
    "id twice": ("06-factors.md", ("{#boundary}", "{#openness}"), "CP034", 3),
    "arrow to nothing": ("06-factors.md", ("ask > collect", "ask > gather"), "CP066", 35),
    "form of an arrow": ("06-factors.md", ("ask > collect", "ask -> collect"), "CP066", 35),
    "no boxes": (
        "06-factors.md",
        ("图：数据核对流程 {#fig-flow}\n", "图：甲\n\n图：数据核对流程 {#fig-flow}\n"),
        "CP066",
        25,
    ),
    "formula not closed": ("06-factors.md", ("F_i $$ {#eq-total}", "F_i"), "CP066", 9),
    "legend": ("06-factors.md", ("- $A_i$——第", "- A_i 第"), "CP066", 12),
    "table without rows": ("annex-form.md", ("", "\n表：空表 {#tbl-none}\n"), "CP066", 11),
    "ragged row": ("annex-form.md", ("| 用电量 | 发票 | 每月 |", "| 用电量 | 发票 |"), "CP031", 9),
    "two annexes in a file": ("annex-form.md", ("", "\n# 又一附录\n"), "CP066", 11),
    "chapter in the introduction": ("00-introduction.md", ("## 目的", "# 目的"), "CP066", 3),
    "no heading": ("05-principles.md", ("# 总则 {#principles}\n", ""), "CP067", 2),
    "seven levels": ("05-principles.md", ("", "\n####### 过深\n"), "CP066", 17),
    "quotation": ("05-principles.md", ("", "\n> 只是引用。\n"), "CP066", 17),
    "heading in a list": ("05-principles.md", ("", "\n列项：\n\n- 甲：\n\n  ## 标题\n"), "CP066", 21),
    "option of a table": ("annex-form.md", ("{#tbl-form}", "{#tbl-form wide}"), "CP066", 5),
    "image": ("05-principles.md", ("", "\n![图](a.png)\n"), "CP030", 17),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_at_its_line(name: str, copy: Callable[..., Path]) -> None:
    file, change, rule, line = MISTAKES[name]
    hits = [f for f in told(copy({file: [change]})) if f.rule == rule]
    assert hits, name
    assert all(f.position.path.endswith((file, "standard.yaml", "annex-form.md")) for f in hits)
    if line:
        assert hits[0].position.line == line
    assert all(f.message.zh and f.message.en for f in hits)


def test_an_unused_term_is_told_at_its_entry(copy: Callable[..., Path]) -> None:
    term = "  - {id: leakage, class: steps, term: 泄漏, english: leakage, definition: 数据的外流}\nsymbols:"
    (one,) = told(copy({"standard.yaml": [("symbols:", term)]}))
    assert one.rule == "CP064"
    assert "泄漏" in one.message.zh


def test_an_empty_chapter_is_told(copy: Callable[..., Path]) -> None:
    root = copy({})
    (root / "content" / "standard" / "05-principles.md").write_text("<!-- 待写 -->\n", encoding="utf-8")
    assert "CP067" in {f.rule for f in told(root)}


def test_templates_without_the_section_say_what_they_need(copy: Callable[..., Path]) -> None:
    root = copy({"project.yaml": [("template: draft-standard", "template: ghg-inventory-report")]})
    messages = [f.message.zh for f in told(root) if f.rule == "CP050"]
    assert any("periods" in one for one in messages)
    assert any("criteria" in one for one in messages)
    assert any("sources" in one for one in messages)


# ---------------------------------------------------------------------------------------------------- reading


def _read(text: str) -> tuple[object, ...]:
    return read(text, lambda *_: None)


def test_lists_hold_lists_notes_and_text_that_goes_on() -> None:
    text = "- 甲\n  接上\n\n  - 子一\n  - 子二\n\n  注：说明。\n- 乙\n\n1. 丙\n"
    dashes, letters = _read(text)
    assert isinstance(dashes, Listed)
    assert isinstance(letters, Listed)
    assert [item.line for item in dashes.items] == [1, 8]
    first = dashes.items[0]
    assert isinstance(first, Item)
    assert isinstance(first.pieces[0], Words)
    assert first.pieces[0].text == "甲\n接上"
    assert [type(piece).__name__ for piece in first.pieces] == ["Words", "Listed", "Aside"]
    assert letters.ordered


def test_comments_are_no_text_and_lines_keep_their_numbers() -> None:
    pieces = _read("<!-- 第一行\n第二行 -->\n# 标题 {#a}\n\n\n\n段落 <!-- 注 -->完。\n")
    assert pieces == (Title(3, 1, "标题", "a"), Words(7, "段落 完。"))


@given(st.text(alphabet="#§-1. \n注示例：表图|$`>^{}[]@~abc中流<!", max_size=300))
def test_any_text_is_read_to_its_end(text: str) -> None:
    faults: list[tuple[int, str, str, str]] = []
    pieces = read(text, lambda *fault: faults.append(fault))
    lines = text.count("\n") + 1
    numbers = [piece.line for piece in pieces]
    assert numbers == sorted(numbers)
    assert all(1 <= line <= lines for line in (*numbers, *(fault[0] for fault in faults)))


@given(st.lists(st.text(alphabet="abc>:： |row0123decision中", max_size=30), max_size=12))
def test_arrows_of_a_flow_chart_lead_to_its_boxes(lines: list[str]) -> None:
    boxes, arrows = flow_chart(tuple(enumerate(lines, 1)), lambda *_: None)
    names = {box.id for box in boxes}
    assert len(names) == len(boxes)
    assert all(arrow.source in names and arrow.target in names for arrow in arrows)


# ----------------------------------------------------------------------------------------------------- orders


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("GB/T 1.1", "national"),
        ("GB 17167", "national"),
        ("HJ 75", "industry"),
        ("YB/T 4000", "industry"),
        ("DB43/T 1234", "local"),
        ("T/SLIA 003", "group"),
        ("ISO 14064-1", "international"),
        ("ISO/IEC 17029", "international"),
        ("IEC 60050", "international"),
        ("EN 15804", "other"),
        ("PAS 2060", "other"),
        ("", "literature"),
    ],
)
def test_the_kind_of_a_document_follows_from_its_code(number: str, kind: str) -> None:
    assert kind_of(number) == kind


def test_places_of_other_documents_are_named_by_their_kind() -> None:
    assert [place_words(one) for one in ("5", "5.2", "A.1", "表1", "附录B")] == [
        "第5章",
        "中5.2",
        "中A.1",
        "表1",
        "附录B",
    ]


def test_symbols_stand_as_8_8_3_says() -> None:
    wanted = ["A", "a", "B", "B_a", "B_1", "b", r"\alpha", r"\beta"]
    assert sorted(reversed(wanted), key=symbol_order) == wanted


@pytest.mark.parametrize(
    ("word", "letter"),
    [("抽样", "C"), ("园区", "Y"), ("安全", "A"), ("座谈", "Z"), ("ISO", "I"), ("鄱阳", "#"), ("〇", "#")],
)
def test_the_initial_of_a_key_word(word: str, letter: str) -> None:
    assert initial(word) == letter
