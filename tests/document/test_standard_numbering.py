"""Numbers of a draft standard, and the words of references to them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from generator.base.findings import Position
from generator.document.blocks import (
    Block,
    Clause,
    Cover,
    Document,
    Equation,
    Heading,
    Paragraph,
    Remark,
    StandardCover,
    Table,
    TermEntry,
)
from generator.document.inlines import Str
from generator.document.pictures import Picture
from generator.document.standard_numbering import number_standard
from generator.document.wording import Wording

AT = Position("a.md", 1)


def _h(name: str, level: int, *, numbered: bool = True, annex: bool = False) -> Heading:
    return Heading(name, AT, level, (Str(name),), numbered, annex)


def _c(name: str, level: int) -> Clause:
    return Clause(name, AT, level, (Str("条文。"),))


def _note(name: str, kind: str = "note") -> Remark:
    return Remark(name, AT, kind, ())  # type: ignore[arg-type]  # one of the two kinds


def _table(name: str, caption: str = "表") -> Table:
    return Table(name, AT, (Str(caption),) if caption else (), (), (), ())


def _document(blocks: Iterable[Block]) -> Document:
    cover = StandardCover("group", "1", "A", "T/X", "团体标准", "T/X 1—2026", ("甲", "指南"), (), "协会")
    kept = tuple(blocks)
    return Document(
        "d",
        "t@1",
        "zh",
        "standard",
        "public",
        False,
        Cover("甲", "", "", "", "", "", ""),
        kept,
        {},
        (),
        {},
        number_standard(kept, "zh"),
        "2026-01-01",
        standard=cover,
    )


BLOCKS: tuple[Block, ...] = (
    _h("foreword", 1, numbered=False),
    _h("introduction", 1, numbered=False),
    _h("aim", 2),
    _table("t0"),
    _h("scope", 1),
    _h("terms", 1),
    _h("class", 2),
    TermEntry("term", AT, 3, "甲", "a", (Str("乙"),)),
    TermEntry("term2", AT, 3, "丙", "b", (Str("丁"),)),
    _h("rules", 1),
    _c("c1", 2),
    _note("n1"),
    _c("c2", 2),
    _note("n2"),
    _note("n3"),
    _note("x1", "example"),
    _h("deep", 2),
    _h("deep1", 3),
    _c("deep11", 4),
    Equation("e1", AT, "x"),
    _table("t1"),
    _table("plain", ""),
    Picture("f1", AT, "flowchart", (Str("图"),)),
    _h("a", 1, annex=True),
    _h("a1", 2),
    _c("a11", 3),
    Equation("e2", AT, "y"),
    Equation("e3", AT, "z"),
    _table("ta"),
    _h("b", 1, annex=True),
    _c("b1", 2),
    Picture("fb", AT, "flowchart", (Str("图"),)),
    _h("bibliography", 1, numbered=False),
    Paragraph("l1", AT, (Str("甲"),), "literature"),
    Paragraph("l2", AT, (Str("乙"),), "literature"),
)


def test_every_kind_of_number() -> None:
    assert number_standard(BLOCKS, "zh").labels == {
        "aim": "0.1",
        "t0": "表1",
        "scope": "1",
        "terms": "2",
        "class": "2.1",
        "term": "2.1.1",
        "term2": "2.1.2",
        "rules": "3",
        "c1": "3.1",
        "n1": "注：",
        "c2": "3.2",
        "n2": "注1：",
        "n3": "注2：",
        "x1": "示例：",
        "deep": "3.3",
        "deep1": "3.3.1",
        "deep11": "3.3.1.1",
        "e1": "(1)",
        "t1": "表2",
        "f1": "图1",
        "a": "附录A",
        "a1": "A.1",
        "a11": "A.1.1",
        "e2": "(A.1)",
        "e3": "(A.2)",
        "ta": "表A.1",
        "b": "附录B",
        "b1": "B.1",
        "fb": "图B.1",
        "l1": "[1]",
        "l2": "[2]",
    }


def test_references_are_worded_as_9_5_3_says() -> None:
    words = Wording.of(_document(BLOCKS))
    said = {name: words.reference(name) for name in ("rules", "c2", "term", "a", "a1", "t1", "f1", "e1", "e2", "ta")}
    assert said == {
        "rules": "第3章",
        "c2": "3.2",
        "term": "2.1.1",
        "a": "附录A",
        "a1": "A.1",
        "t1": "表2",
        "f1": "图1",
        "e1": "公式（1）",
        "e2": "公式（A.1）",
        "ta": "表A.1",
    }


_levels = st.lists(st.tuples(st.integers(1, 8), st.booleans()), max_size=60)


@given(_levels)
def test_numbers_are_consecutive_and_below_their_parents(drawn: list[tuple[int, bool]]) -> None:
    blocks = [
        _c(f"b{n}", max(2, level)) if clause and level > 1 else _h(f"b{n}", level)
        for n, (level, clause) in enumerate(drawn)
    ]
    labels = list(number_standard(blocks, "zh").labels.values())
    assert len(labels) == len(drawn) == len(set(labels))
    seen: set[str] = set()
    for label in labels:
        assert re.fullmatch(r"\d+(\.[1-9]\d*){0,5}", label)
        head, _, last = label.rpartition(".")
        if head and int(last) > 1:
            assert f"{head}.{int(last) - 1}" in seen or last == "2"  # 1.1 stands for a level that was left out
        seen.add(label)


@given(st.lists(st.sampled_from(["table", "figure", "formula", "annex", "chapter", "front"]), max_size=40))
def test_captions_count_through_the_text_and_anew_in_each_annex(drawn: list[str]) -> None:
    made: list[Block] = []
    for n, kind in enumerate(drawn):
        name = f"{kind}-{n}"
        match kind:
            case "table":
                made.append(_table(name))
            case "figure":
                made.append(Picture(name, AT, "flowchart", (Str("图"),)))
            case "formula":
                made.append(Equation(name, AT, "x"))
            case "front":
                made.append(_h(name, 1, numbered=False))
            case _:
                made.append(_h(name, 1, annex=kind == "annex"))
    labels = number_standard(made, "zh").labels
    annexes = 0
    where = ""
    counted: dict[tuple[str, str], int] = {}
    for name in (block.id for block in made):
        kind = name.partition("-")[0]
        if kind in ("annex", "chapter", "front"):
            annexes += kind == "annex"
            where = chr(64 + annexes) + "." if kind == "annex" and annexes <= 26 else "" if kind != "annex" else "?"
            continue
        if where == "?":
            return
        counted[kind, where] = counted.get((kind, where), 0) + 1
        bare = f"{where}{counted[kind, where]}"
        assert labels[name] == {"table": f"表{bare}", "figure": f"图{bare}", "formula": f"({bare})"}[kind]
