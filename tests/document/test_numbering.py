"""Numbers of headings, captions and equations."""

from __future__ import annotations

from generator.base.findings import Position
from generator.document.blocks import AuthorSlot, Block, Equation, Heading, ListBlock, ListItem, Paragraph, Table
from generator.document.inlines import FactRef, Footnote, Link, Math, Str
from generator.document.numbering import number
from generator.document.pictures import Chart, Picture, Point, Series
from generator.document.walk import inlines_of, numbers_of, plain_text, walk_blocks

AT = Position("a.md", 1)


def _h(name: str, level: int, *, numbered: bool = True, annex: bool = False) -> Heading:
    return Heading(name, AT, level, (Str(name),), numbered, annex)


def _table(name: str, caption: str = "表") -> Table:
    return Table(name, AT, (Str(caption),) if caption else (), (), (), ())


def _figure(name: str) -> Chart:
    return Chart(name, AT, "column", (Str("图"),), (), ())


def test_headings_captions_and_equations() -> None:
    blocks: list[Block] = [
        _h("foreword", 1, numbered=False),
        _table("t0"),
        _h("one", 1),
        _h("one-one", 2),
        _table("t1"),
        _table("plain", ""),
        _h("one-one-one", 3),
        _h("one-two", 2),
        _h("one-two-one", 3),
        _table("t2"),
        _figure("f1"),
        Picture("f2", AT, "sankey", (Str("图"),)),
        _h("two", 1),
        _h("deep", 3),
        Equation("e1", AT, "E = 1"),
        _h("afterword", 1, numbered=False),
        _table("t3"),
        _h("annex", 1, annex=True),
        _h("annex-one", 2),
        _table("t4"),
        _h("annex-two", 1, annex=True),
    ]
    assert number(blocks, "zh").labels == {
        "t0": "表 1",
        "one": "1",
        "one-one": "1.1",
        "t1": "表 1-1",
        "one-one-one": "1.1.1",
        "one-two": "1.2",
        "one-two-one": "1.2.1",
        "t2": "表 1-2",
        "f1": "图 1-1",
        "f2": "图 1-2",
        "two": "2",
        "deep": "2.1.1",
        "e1": "(2-1)",
        "t3": "表 2",
        "annex": "附录A",
        "annex-one": "A.1",
        "t4": "表 A-1",
        "annex-two": "附录B",
    }
    english = number(blocks, "en").labels
    assert (english["annex"], english["t4"], english["f1"]) == ("Annex A", "Table A-1", "Figure 1-1")


def test_blocks_inside_slots_and_lists_are_numbered_in_reading_order() -> None:
    slot = AuthorSlot("s", AT, "s", "", "", "", (_table("t2"),))
    listed = ListBlock("l", AT, False, (ListItem("i", AT, (_table("t1"),)),))
    labels = number([_h("one", 1), listed, slot, _table("t3")], "zh").labels
    assert [labels[name] for name in ("t1", "t2", "t3")] == ["表 1-1", "表 1-2", "表 1-3"]


def test_walking_sees_every_number() -> None:
    deep = Footnote("n", (Link("https://example.org", (FactRef("a"),)),))
    chart = Chart("c", AT, "line", (FactRef("b"),), ("x", "y"), (Series("s", (Point("c"), None)),))
    blocks = (Paragraph("p", AT, (Str("x"), deep)), AuthorSlot("s", AT, "s", "", "", "", (chart,)))
    assert [(block.id, one.key) for block, one in numbers_of(blocks)] == [("p", "a"), ("c", "b"), ("c", "c")]
    assert [block.id for block in walk_blocks(blocks)] == ["p", "s", "c"]
    assert sum(1 for _ in inlines_of(blocks[0])) == 4
    assert plain_text((Str("总量"), FactRef("a"), Math("x"), deep), lambda ref: ref.key.upper()) == "总量Ax"
