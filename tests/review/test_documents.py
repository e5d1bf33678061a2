"""Two documents compared: what a reader of both would say has changed, no more and no less."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.findings import Finding, Position, Severity
from generator.base.text import Text
from generator.document.blocks import AuthorSlot, Block, Document, Heading
from generator.document.inlines import CrossRef, FactRef, Footnote, Str
from generator.document.pictures import Chart, Point, Series
from generator.document.wording import Wording
from generator.review.changes import Changes, DocumentChanges
from generator.review.compare import compare_sides
from generator.review.origins import Sources
from generator.review.pieces import pieces_of
from tests.review.texts import COVER, at, document, heading, paragraph, shown, side, table

LONG = {
    "a": "报告主体位于虚构县工业区，从事铸件生产，设有两个厂区。",
    "b": "活动数据取自计量表读数，由能源管理岗按月抄录并核对。",
    "c": "外购电力采用基于位置的方法计算，因子为省级平均值。",
    "d": "制冷剂的逸散按补充量计算，没有充装的月份登记为零。",
}


def compared(old: Document, new: Document, **sides: object) -> DocumentChanges:
    changes = compare_sides(side(old, **sides), side(new, name="two", **sides))  # type: ignore[arg-type]
    return changes.documents[0]


def chapter(name: str, title: str, *texts: str) -> list[Block]:
    return [heading(name, title), *(paragraph(f"{name}.p{n}", text) for n, text in enumerate(texts, 1))]


def test_equal_documents_have_no_changes() -> None:
    one = document(*chapter("s1", "总则", *LONG.values()), table("t1", [["电力", "1"]], ["来源", "数量"]))
    found = compared(one, one)
    assert (found.fate, found.blocks, found.sections, found.renumbered) == ("same", (), (), 0)
    assert found.unchanged == found.pieces == 6


def test_a_reworded_sentence_marks_its_words_alone() -> None:
    old = document(*chapter("s1", "总则", LONG["a"], "抽查比例不低于百分之三十，每月一次。"))
    new = document(*chapter("s1", "总则", LONG["a"], "抽查比例不低于百分之四十，每月一次。"))
    (change,) = compared(old, new).blocks
    assert (change.fate, change.section.name, change.new_block) == ("changed", "1 总则", "s1.p2")
    assert [run.text for run in change.edits if run.kind == "deleted"] == ["百分之三十"]
    assert [run.text for run in change.edits if run.kind == "inserted"] == ["百分之四十"]
    assert "".join(run.text for run in change.edits if run.kind != "inserted") == change.old_text


def test_an_inserted_paragraph_does_not_change_those_whose_ids_it_shifts() -> None:
    old = document(*chapter("s1", "总则", LONG["a"], LONG["b"]))
    new = document(*chapter("s1", "总则", LONG["a"], LONG["c"], LONG["b"]))
    (change,) = compared(old, new).blocks
    assert (change.fate, change.new_text, change.new_block) == ("added", LONG["c"], "s1.p2")


def test_a_moved_section_is_told_once_and_its_paragraphs_fold_into_it() -> None:
    one, two, three = (
        chapter(f"s{n}", title, LONG[k] * 3, LONG[k])
        for n, title, k in ((1, "边界", "a"), (2, "方法", "b"), (3, "结果", "c"))
    )
    found = compared(document(*one, *two, *three), document(*two, *three, *one))
    (section,) = found.sections
    assert section.old is not None
    assert section.new is not None
    assert (section.fate, section.old.name, section.new.name, section.pieces) == ("moved", "1 边界", "3 边界", 2)
    assert all(block.fate == "moved" and block.folded for block in found.blocks)
    assert found.renumbered == 2


def test_a_section_that_came_with_a_section_below_it_is_one_entry() -> None:
    base = chapter("s1", "总则", LONG["a"])
    below = [heading("s2a", "计量", 2), paragraph("s2.p2", LONG["c"])]
    new = document(*base, *chapter("s2", "数据", LONG["b"]), *below)
    found = compared(document(*base), new)
    assert [(s.fate, s.new.title if s.new else "", s.folded) for s in found.sections] == [
        ("added", "数据", False),
        ("added", "计量", True),
    ]
    assert found.sections[0].pieces == 3
    assert all(block.folded for block in found.blocks)


def test_a_renamed_section_keeps_its_paragraphs() -> None:
    old, new = (document(*chapter("s1", title, LONG["a"])) for title in ("核算方法", "核算与量化方法"))
    found = compared(old, new)
    (section,) = found.sections
    assert (section.fate, section.old and section.old.title) == ("renamed", "核算方法")
    assert len(found.blocks) == 1


def test_a_heading_without_a_word_in_common_is_renamed_when_its_author_kept_its_id() -> None:
    old, new = (document(heading("sec-x", title), paragraph("x.p1", LONG["a"])) for title in ("总则", "引言"))
    assert [section.fate for section in compared(old, new).sections] == ["renamed"]


def test_a_section_put_a_level_down_is_not_called_renamed() -> None:
    old, new = (document(heading("s1", "边界"), heading("s2", "排放源识别", level)) for level in (1, 2))
    (section,) = compared(old, new).sections
    assert section.old is not None
    assert section.new is not None
    assert (section.fate, section.old.name, section.new.name) == ("level", "2 排放源识别", "1.1 排放源识别")


def test_rows_columns_and_cells_of_a_table() -> None:
    old = table("t", [["电力", "10", "a"], ["煤", "20", "b"], ["气", "30", "c"]], ["来源", "数量", "备注"])
    new = table("t", [["电力", "11", "x"], ["气", "30", "x"], ["热力", "5", "x"]], ["来源", "数量", "凭证"])
    grid = compared(document(old), document(new)).blocks[0].grid
    assert grid is not None
    assert [line.label for line in grid.rows_gone] == ["煤"]
    assert [line.label for line in grid.rows_added] == ["热力"]
    assert [(line.renamed, line.label) for line in grid.columns if line.renamed] == [("备注", "凭证")]
    assert [(c.row_label, c.column_label, c.old, c.new) for c in grid.cells if c.column_label == "数量"] == [
        ("电力", "数量", "10", "11")
    ]


def test_a_row_put_in_front_does_not_change_the_rows_that_it_renumbers() -> None:
    names = ["电力", "煤", "气", "热力"]
    old = table("t", [[str(n), name] for n, name in enumerate(names[1:], 1)], ["序号", "来源"])
    new = table("t", [[str(n), name] for n, name in enumerate(names, 1)], ["序号", "来源"])
    grid = compared(document(old), document(new)).blocks[0].grid
    assert grid is not None
    assert [line.label for line in grid.rows_added] == ["电力"]
    assert not grid.rows_gone
    assert all(cell.column_label == "序号" for cell in grid.cells)


def test_a_row_taken_out_of_numbered_rows_leaves_the_others_their_names() -> None:
    rows = [["1", "电力", "10"], ["2", "煤", "20"], ["3", "气", "30"], ["4", "热力", "40"]]
    old = table("t", rows, ["序号", "来源", "数量"])
    new = table("t", [*rows[:1], *rows[2:3], ["4", "热力", "41"]], ["序号", "来源", "数量"])
    grid = compared(document(old), document(new)).blocks[0].grid
    assert grid is not None
    assert [line.label for line in grid.rows_gone] == ["煤"]
    assert [(cell.row_label, cell.old, cell.new) for cell in grid.cells] == [("热力", "40", "41")]


def test_a_table_whose_content_is_all_new_is_still_that_table() -> None:
    old = table("tbl-x", [["电力", "10"]], ["来源", "数量"], "甲")
    new = table("tbl-x", [["甲烷", "97"], ["乙烷", "3"]], ["气体", "份额"], "乙")
    (change,) = compared(document(old), document(new)).blocks
    assert (change.fate, change.what) == ("changed", "table")


def test_a_point_of_a_chart_is_told_by_series_and_category() -> None:
    def chart(value: str) -> Document:
        points = (Point("a"), Point("b"))
        block = Chart("fig-x", at(1), "column", (Str("排放"),), ("2023年", "2024年"), (Series("范围一", points),))
        return document(block, values={"a": "10", "b": value})

    (change,) = compared(chart("20"), chart("21"), values={"a": "10"}).blocks
    assert change.grid is not None
    (cell,) = change.grid.cells
    assert (cell.row_label, cell.column_label, cell.old, cell.new) == ("2024年", "范围一", "20.00", "21.00")


def test_a_footnote_is_compared_by_itself() -> None:
    def noted(text: str) -> Document:
        note = Footnote("fn1", (Str(text),))
        block = replace(paragraph("p.p1", LONG["a"]), inlines=(Str(LONG["a"]), note))
        return document(block)

    (change,) = compared(noted("见管理规定第三条。"), noted("见管理规定第四条。")).blocks
    assert (change.what, change.old_text, change.new_text) == ("footnote", "见管理规定第三条。", "见管理规定第四条。")


def test_a_reference_whose_target_got_another_number_is_numbering_and_no_wording() -> None:
    def referring(*before: Block) -> Document:
        text = replace(paragraph("z.p1", ""), inlines=(Str("各排放源的结果和占比见"), CrossRef("tbl-x"), Str("。")))
        rows = [["电力", "10"], ["煤", "20"]]
        return document(*before, table("tbl-x", rows, ["来源", "数量"], "分排放源的排放量"), text)

    found = compared(referring(), referring(table("tbl-0", [["柴油", "1.3"]], ["燃料", "密度"], "燃料参数")))
    assert [(b.fate, b.what, b.causes) for b in found.blocks if b.what == "paragraph"] == [
        ("changed", "paragraph", ("numbering",))
    ]
    assert found.renumbered == 1


def test_a_cover_line_names_who_decides_on_it() -> None:
    old, new = document(), document(cover=replace(COVER, version="1.1", client="新虚构企业"))
    assert [(line.field, line.cause) for line in compared(old, new).cover] == [("client", "data"), ("version", "order")]


def test_a_document_on_one_side_alone_came_or_went_as_a_whole() -> None:
    one = side(document(*chapter("s1", "总则", LONG["a"])))
    none = replace(one, documents={}, templates={}, pins={}, name="none")
    assert compare_sides(none, one).documents[0].fate == "added"
    assert compare_sides(one, none).documents[0].fate == "gone"


def test_a_side_that_could_not_be_read_is_not_told_as_empty() -> None:
    finding = Finding(
        "IN005", Severity.ERROR, Text("不是 YAML", "no YAML"), Position("projects/sample/project.yaml", 2)
    )
    other = Finding("NU001", Severity.NOTE, Text("转引", "second-hand"), Position("projects/sample/data/x.csv", 2))
    one = side(document(*chapter("s1", "总则", LONG["a"])), findings=(other,))
    broken = replace(
        one, documents={}, templates={}, pins={}, ledger=None, project=None, name="broken", findings=(finding,)
    )
    changes = compare_sides(one, broken)
    assert [(d.fate, d.blocks) for d in changes.documents] == [("unmade", ())]
    assert (changes.findings.came, changes.findings.went, changes.templates) == ((finding,), (), ())
    assert "broken: the project cannot be read, so nothing is compared" in [remark.en for remark in changes.remarks]
    assert not changes.same


def test_a_document_that_one_side_orders_and_could_not_make_is_named() -> None:
    one = side(document(*chapter("s1", "总则", LONG["a"])))
    changes = compare_sides(one, replace(one, documents={}, name="two"))
    assert [d.fate for d in changes.documents] == ["unmade"]
    assert [remark.en for remark in changes.remarks] == ["two: not composed: report"]


# ----------------------------------------------------------------------------------------------------- causes


def written(tmp_path: Path, name: str, template: str, slot: str, data: str) -> Path:
    root = tmp_path / name
    for path, content in (
        ("templates/sample/1.0/sections/report.md", template),
        ("projects/sample/content/report/slot.md", slot),
        ("projects/sample/project.yaml", data),
    ):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, "utf-8")
    return root


@pytest.mark.parametrize(
    ("path", "differs", "cause"),
    [
        ("templates/sample/1.0/sections/report.md", "template", "template"),
        ("projects/sample/content/report/slot.md", "slot", "wording"),
        ("projects/sample/project.yaml", "data", "data"),
        ("templates/sample/1.0/sections/report.md", "", "data"),
    ],
)
def test_the_cause_is_the_file_that_differs(tmp_path: Path, path: str, differs: str, cause: str) -> None:
    texts = {"template": "A\n", "slot": "B\n", "data": "C\n"}
    changed = {name: text + ("more\n" if name == differs else "") for name, text in texts.items()}
    old = side(document(paragraph("p.p1", LONG["a"], path=path)), root=written(tmp_path, "old", **texts))
    new = side(
        document(paragraph("p.p1", LONG["a"] + "另有一处仓库。", path=path)),
        root=written(tmp_path, "new", **changed),
        template="2" * 64,
    )
    (change,) = compare_sides(old, new).documents[0].blocks
    assert change.cause == cause


def test_a_paragraph_that_an_unchanged_branch_brought_is_due_to_the_data(tmp_path: Path) -> None:
    lines = f"{{% if x %}}\n{LONG['a']}\n{{% else %}}\n{LONG['b']}\n{{% endif %}}\n"
    roots = [written(tmp_path, name, lines + tail, "", "") for name, tail in (("old", ""), ("new", "\nnew end\n"))]
    old = side(document(paragraph("p.p1", LONG["a"], line=2)), root=roots[0])
    new = side(document(paragraph("p.p1", LONG["b"], line=4)), root=roots[1], template="2" * 64)
    assert {change.cause for change in compare_sides(old, new).documents[0].blocks} == {"data"}


def test_an_author_slot_that_was_written_since_is_wording(tmp_path: Path) -> None:
    roots = [written(tmp_path, name, "A\n", slot, "C\n") for name, slot in (("old", ""), ("new", LONG["a"]))]
    text = paragraph("slot.p1", LONG["a"], path="projects/sample/content/report/slot.md")
    slots = [AuthorSlot("slot", at(1), "slot", "写明厂区", "office", "slot.md", blocks) for blocks in ((), (text,))]
    old, new = (side(document(slot), root=root) for slot, root in zip(slots, roots, strict=True))
    found = compare_sides(old, new).documents[0].blocks
    assert [(b.fate, b.what, b.cause) for b in found] == [
        ("gone", "slot", "wording"),
        ("added", "paragraph", "wording"),
    ]


def test_a_path_that_leads_out_of_the_workspace_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret", "utf-8")
    sources = Sources(side(root=written(tmp_path, "old", "A\n", "B\n", "C\n")))
    assert sources.passage(Position("projects/sample/project.yaml", 1)) == "C"
    assert sources.passage(Position("projects/sample/../../../secret.md", 1)) == ""
    assert sources.passage(Position("templates/../../../../../../../../../etc/passwd", 1)) == ""
    assert sources.passage(Position(str(tmp_path / "secret.md"), 1)) == ""


def test_an_issued_edition_is_not_taken_for_the_files_that_stand_there_now(tmp_path: Path) -> None:
    root = written(tmp_path, "now", "A\n", f"{LONG['b']}\n", "C\n")
    slot = "projects/sample/content/report/slot.md"
    edition = replace(side(document(paragraph("p.p1", LONG["a"], path=slot)), root=root), project=None)
    finding = Finding("NU001", Severity.NOTE, Text("转引", "second-hand"), Position("projects/sample/data/x.csv", 2))
    now = side(document(paragraph("p.p1", LONG["b"], path=slot)), root=root, findings=(finding,))
    changes = compare_sides(edition, now)
    assert {change.cause for change in changes.documents[0].blocks} == {"wording"}
    assert changes.findings.came == ()  # an edition keeps no findings, so none of these is known to be new


def test_what_only_a_build_can_find_is_not_told_as_gone() -> None:
    place = Position("templates/sample/1.0/template.yaml", 1)
    said = Text("目录没有页码", "no page numbers")
    found = [Finding(rule, Severity.NOTE, said, place) for rule in ("RE108", "NU001")]
    one = document(paragraph("p.p1", LONG["a"]))
    built = replace(side(one, findings=tuple(found)), project=None)
    assert compare_sides(built, side(one)).findings.went == (found[1],)
    assert compare_sides(side(one, findings=tuple(found)), side(one)).findings.went == tuple(found)


def test_sides_that_keep_no_sources_still_tell_wording_from_template() -> None:
    for path, cause in (("", "template"), ("projects/sample/content/report/slot.md", "wording")):
        old = side(document(paragraph("p.p1", LONG["a"], path=path)))
        new = side(document(paragraph("p.p1", LONG["a"] + "后记。", path=path)), template="2" * 64)
        (change,) = compare_sides(old, new).documents[0].blocks
        assert change.cause == cause


# ---------------------------------------------------------------------------------------------------- numbers


def numbers(old: dict[str, str], new: dict[str, str], digits: tuple[int, int] = (0, 0)) -> Changes:
    made = [
        document(paragraph("p.p1", "排放总量为", shown("total", places), "，另见附表。"), values=values)
        for values, places in ((old, digits[0]), (new, digits[1]))
    ]
    return compare_sides(side(made[0], values=old), side(made[1], values=new, name="two"))


def test_shown_shares_and_rounding_sum_to_the_shown_change() -> None:
    changes = numbers({"total": "100.4"}, {"total": "101.6"})
    (number,) = changes.documents[0].shown
    assert (number.old, number.new, number.difference) == ("100 t CO₂e", "102 t CO₂e", 2)
    assert [str(share.share) for share in number.shares] == ["6/5"]
    assert sum((share.share for share in number.shares), number.rounding) == 2


def test_a_change_below_the_digits_shown_is_no_change_of_the_document() -> None:
    changes = numbers({"total": "100.41"}, {"total": "100.43"})
    assert changes.documents[0].fate == "same"
    assert not changes.headlines
    assert len(changes.ledger.changed) == 1


def test_other_digits_of_an_equal_fact_are_rounding() -> None:
    (change,) = numbers({"total": "100.4"}, {"total": "100.4"}, (0, 1)).documents[0].blocks
    assert change.causes == ("rounding",)
    (number,) = change.numbers
    assert (number.shares, float(number.rounding)) == ((), 0.4)


def test_another_fact_in_the_same_place_has_no_shares() -> None:
    def showing(key: str) -> Document:
        return document(paragraph("p.p1", "排放总量为", shown(key), "。"), values={"a": "10", "b": "20"})

    changes = compare_sides(
        side(showing("a"), values={"a": "10", "b": "20"}), side(showing("b"), values={"a": "10", "b": "20"})
    )
    assert [(n.old, n.new, n.unexplained) for n in changes.documents[0].shown] == [
        ("", "20 t CO₂e", True),
        ("10 t CO₂e", "", True),
    ]


# ------------------------------------------------------------------------------------------------- properties

words = st.sampled_from([*LONG.values(), "短句。", "见附录。", "2024年为100吨。", "<b>&</b>"])


@st.composite
def blocks(draw: st.DrawFn) -> list[Block]:
    made: list[Block] = []
    for place, kind in enumerate(draw(st.lists(st.sampled_from("hpppt"), max_size=9))):
        said = draw(words)
        if kind == "h":
            made.append(Heading(f"sec-{place}", Position("t.md", place + 1), draw(st.integers(1, 3)), (Str(said),)))
        elif kind == "t":
            rows = draw(st.lists(st.lists(words, min_size=2, max_size=2), max_size=3))
            made.append(table(f"tbl-{place}", rows, ["来源", "数量"], said))
        else:
            made.append(paragraph(f"x.p{place}", said, *draw(st.lists(st.just(FactRef("total")), max_size=1))))
    return made


VALUES = {"total": "12.5"}


@given(blocks())
def test_a_document_compared_with_itself_has_no_changes(made: list[Block]) -> None:
    one = document(*made, values=VALUES)
    assert compared(one, one, values=VALUES).fate == "same"


@given(blocks(), blocks())
def test_every_piece_stands_once_and_edits_give_both_sides(one: list[Block], other: list[Block]) -> None:
    old, new = document(*one, values=VALUES), document(*other, values=VALUES)
    found = compared(old, new, values=VALUES)
    laid = [row for row in found.rows if not row.trace]
    pieces = [[piece.id for piece in pieces_of(Wording.of(one))] for one in (old, new)]
    assert sorted(row.old.id for row in laid if row.old) == sorted(pieces[0])
    assert [row.new.id for row in laid if row.new] == pieces[1]
    for block in found.blocks:
        if block.edits:
            assert "".join(run.text for run in block.edits if run.kind != "inserted") == block.old_text
            assert "".join(run.text for run in block.edits if run.kind != "deleted") == block.new_text


#: Texts that have little in common, so that there is one answer to which became which.
SENTENCES = (
    *LONG.values(),
    "年度报告经管理层批准后提交委托方，并保存纸质副本。",
    "蒸汽由邻近热电厂供应，结算单随合同归档。",
    "运输里程根据过磅单和导航记录估算，误差不超过一成。",
    "员工通勤问卷每两年发放，回收率低于六成时重新抽样。",
)


@st.composite
def edited(draw: st.DrawFn) -> tuple[Document, Document]:
    """Return a document and what became of it: paragraphs taken out, reworded and put in."""
    texts = draw(st.permutations(SENTENCES))
    kept, spare = list(texts[:6]), texts[6:]
    now = []
    for said in kept:
        fate = draw(st.sampled_from(["same", "same", "gone", "reworded"]))
        now += [] if fate == "gone" else [said if fate == "same" else said.replace("，", "，原则上", 1)]
    for said in spare[: draw(st.integers(0, 2))]:
        now.insert(draw(st.integers(0, len(now))), said)
    return tuple(  # type: ignore[return-value]
        document(heading("sec-a", "总则"), *(paragraph(f"a.p{n}", said) for n, said in enumerate(some, 1)))
        for some in (kept, now)
    )


@given(edited())
def test_swapped_sides_mirror(pair: tuple[Document, Document]) -> None:
    there, back = compared(*pair), compared(*reversed(pair))
    mirror = {"added": "gone", "gone": "added", "changed": "changed", "moved": "moved"}
    assert sorted((mirror[b.fate], b.new_text, b.old_text) for b in there.blocks) == sorted(
        (b.fate, b.old_text, b.new_text) for b in back.blocks
    )
