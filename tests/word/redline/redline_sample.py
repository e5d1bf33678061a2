"""Reports of plain specifications, written with our own writer, and random edits of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from generator.base.findings import Position
from generator.document.blocks import (
    Block,
    Cell,
    Column,
    Contents,
    Cover,
    Document,
    DocumentFact,
    Equation,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Row,
    Table,
)
from generator.document.display import Display
from generator.document.inlines import CrossRef, FactRef, Footnote, Inline, LineBreak, Link, Math, Str
from generator.document.numbering import number
from generator.document.pictures import Chart, Point, Series
from generator.render.docx import write

#: ("h", level, text) | ("p", (inline, …)) | ("l", ordered, (text, …)) | ("t", rows of texts or numbers) | ("c", values)
Spec = tuple[Any, ...]
_PHRASES = (
    "组织边界按运营控制权法确定", "覆盖铸造厂区与机加厂区", "活动数据取自结算凭证", "缺失月份按前后两个月的平均值补足",
    "外购电力采用基于位置的方法", "排放因子取主管部门最近公布的数据", "燃料的低位发热量取实测值", "各数分别修约",
    "总量的不确定性按误差传播计算", "主要来自熔炼工序", "较上年有所下降", "采用 ISO 14064-1:2018 的分类",
    "蒸汽由园区集中供应", "计量器具按期检定", "内部质量核查由复核岗位完成", "与以往报告的口径一致",
)  # fmt: skip


class Sample:
    """Builds a document of specifications."""

    def __init__(self) -> None:
        self.facts: dict[str, DocumentFact] = {}
        self.line = 0

    def at(self) -> Position:
        self.line += 1
        return Position("content/report.md", self.line)

    def fact(self, value: str) -> str:
        key = f"fact[n={len(self.facts) + 1}]"
        self.facts[key] = DocumentFact(key, f"f{len(self.facts) + 1:04d}", value, "tCO2e", key, "confirmed")
        return key

    def inlines(self, parts: Sequence[Any]) -> tuple[Inline, ...]:
        return tuple(self.inline(part) for part in parts)

    def inline(self, part: Any) -> Inline:
        if isinstance(part, str):
            return Str(part)
        kind, value = part
        if kind == "bold":
            return Str(value, bold=True)
        if kind == "italic":
            return Str(value, italic=True)
        if kind == "number":
            return FactRef(self.fact(value), Display(digits=1, with_unit=True))
        if kind == "note":
            return Footnote(f"fn{self.line}-{len(self.facts)}", self.inlines(value))
        if kind == "link":
            return Link(f"https://example.org/{value}", (Str(value),))
        if kind == "math":
            return Math(value)
        if kind == "break":
            return LineBreak()
        return CrossRef(value)

    def block(self, place: int, spec: Spec) -> Block:
        name, kind = f"b{place}", spec[0]
        if kind == "h":
            return Heading(spec[2] if len(spec) > 3 else name, self.at(), spec[1], (Str(spec[2]),))
        if kind == "p":
            return Paragraph(name, self.at(), self.inlines(spec[1]))
        if kind == "l":
            items = (
                ListItem(f"{name}-{n}", self.at(), (Paragraph(f"{name}-{n}-p", self.at(), (Str(text),)),))
                for n, text in enumerate(spec[2])
            )
            return ListBlock(name, self.at(), spec[1], tuple(items))
        if kind == "e":
            return Equation(name, self.at(), spec[1], ())
        if kind == "c":
            series = Series("排放量", tuple(Point(self.fact(v), Display(digits=1)) for v in spec[1]))
            years = tuple(str(2020 + n) for n in range(len(spec[1])))
            return Chart(name, self.at(), "column-clustered", (Str("排放趋势"),), years, (series,), "tCO2e", alt="趋势")
        head, *rest = spec[1]
        rows = tuple(Row(tuple(Cell(self.inlines((v,))) for v in row)) for row in rest)
        columns = tuple(Column("left" if n == 0 else "right") for n in range(len(head)))
        header = (Row(tuple(Cell((Str(v),)) for v in head), "header"),)
        return Table(name, self.at(), (Str(spec[2] if len(spec) > 2 else "活动数据"),), columns, header, rows)


def docx(specs: Sequence[Spec]) -> bytes:
    """Write a report."""
    sample = Sample()
    blocks: list[Block] = [Contents("toc", sample.at(), "目录", 3, tables=True)]
    blocks += [sample.block(n, spec) for n, spec in enumerate(specs, start=1)]
    cover = Cover("温室气体排放报告", "2024 年度", "示例企业", "示例咨询", "NO-1", "1.0", "2025年4月18日")
    document = Document(
        "report", "sample@1.0", "zh", "report", "internal", True, cover, tuple(blocks), sample.facts, (), {},
        number(blocks, "zh"), "2025-04-18", "示例企业排放报告", "NO-1",
    )  # fmt: skip
    written = write(document, pictures={}, pages=None)
    assert written.value is not None, written.findings
    return written.value


def sentence(chance: random.Random) -> str:
    return "，".join(chance.sample(_PHRASES, chance.randint(1, 3))) + "。"


def amount(chance: random.Random) -> tuple[str, str]:
    return ("number", f"{chance.randint(1, 99999) / 10}")


def paragraph(chance: random.Random) -> Spec:
    parts: list[Any] = [sentence(chance)]
    for _ in range(chance.randint(0, 4)):
        kind = chance.choice(("text", "number", "bold", "note", "link", "math", "break", "italic"))
        parts.append({
            "text": sentence(chance),
            "number": amount(chance),
            "bold": ("bold", chance.choice(_PHRASES)),
            "italic": ("italic", chance.choice(_PHRASES)),
            "note": ("note", (sentence(chance), amount(chance))),
            "link": ("link", chance.choice(("methods", "data", "factors"))),
            "math": ("math", chance.choice(("E_{i}", "AD \\times EF"))),
            "break": ("break", ""),
        }[kind])  # fmt: skip
        parts.append(sentence(chance))
    return ("p", tuple(parts))


def table(chance: random.Random) -> Spec:
    columns, rows = chance.randint(2, 5), chance.randint(1, 6)
    head = ("排放源", "数量", "因子", "排放量", "占比")[:columns]
    names = chance.sample(("天然气", "柴油", "外购电力", "外购蒸汽", "焦炭", "废钢", "电极", "石灰石"), rows)
    return ("t", (head, *((name, *(amount(chance) for _ in head[1:])) for name in names)))


def block(chance: random.Random) -> Spec:
    kind = chance.choice("ppppphltce")
    if kind == "p":
        return paragraph(chance)
    if kind == "h":
        return ("h", chance.randint(1, 3), chance.choice(_PHRASES))
    if kind == "l":
        return ("l", chance.random() < 0.5, tuple(sentence(chance) for _ in range(chance.randint(1, 4))))
    if kind == "t":
        return table(chance)
    if kind == "e":
        return ("e", chance.choice(("E = AD \\times EF", "E = mc^2")))
    return ("c", tuple(amount(chance)[1] for _ in range(3)))


def report(chance: random.Random) -> list[Spec]:
    return [("h", 1, "总则"), *(block(chance) for _ in range(chance.randint(2, 12)))]


def edited(chance: random.Random, specs: Sequence[Spec], count: int) -> list[Spec]:
    """Return the report after some random edits."""
    found = list(specs)
    for _ in range(count):
        at = chance.randrange(len(found)) if found else 0
        what = chance.choice(("change", "change", "change", "insert", "remove", "move", "split", "join"))
        if what == "insert" or not found:
            found.insert(at, block(chance))
        elif what == "remove":
            del found[at]
        elif what == "move":
            found.insert(chance.randrange(len(found)), found.pop(at))
        elif what == "split" and found[at][0] == "p" and len(found[at][1]) > 1:
            cut = chance.randint(1, len(found[at][1]) - 1)
            found[at : at + 1] = [("p", found[at][1][:cut]), ("p", found[at][1][cut:])]
        elif what == "join" and at + 1 < len(found) and found[at][0] == found[at + 1][0] == "p":
            found[at : at + 2] = [("p", found[at][1] + found[at + 1][1])]
        elif what == "change":
            found[at] = changed(chance, found[at])
    return found


def changed(chance: random.Random, spec: Spec) -> Spec:
    kind = spec[0]
    if kind == "h":
        return ("h", chance.choice((spec[1], chance.randint(1, 3))), chance.choice((spec[2], chance.choice(_PHRASES))))
    if kind == "p":
        parts = list(spec[1])
        for _ in range(chance.randint(1, 2)):
            at = chance.randrange(len(parts))
            parts[at] = _part(chance, parts[at])
        return ("p", tuple(parts))
    if kind == "l":
        items = list(spec[2])
        at = chance.randrange(len(items))
        what = chance.choice(("change", "insert", "remove"))
        if what == "insert":
            items.insert(at, sentence(chance))
        elif what == "remove" and len(items) > 1:
            del items[at]
        else:
            items[at] = _text(chance, items[at])
        return ("l", spec[1], tuple(items))
    if kind == "t":
        return _table(chance, spec)
    if kind == "c":
        return ("c", (amount(chance)[1], *spec[1][1:]))
    return ("e", "E = AD \\times EF \\times GWP")


def _part(chance: random.Random, part: Any) -> Any:
    if isinstance(part, str):
        return chance.choice((_text(chance, part), ("bold", part), sentence(chance)))
    kind, value = part
    if kind == "number":
        return chance.choice((amount(chance), value))
    if kind == "note":
        return chance.choice((("note", (_text(chance, value[0]), amount(chance))), sentence(chance)))
    if kind in {"bold", "italic"}:
        return chance.choice((("italic", value), (kind, _text(chance, value)), value))
    if kind == "link":
        return chance.choice((("link", "other"), sentence(chance)))
    return sentence(chance)


def _text(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text))
    end = min(len(text), at + chance.randint(0, 6))
    return text[:at] + chance.choice(("", "新增", "12.5", "按规定", "，")) + text[end:] or "空"


def _table(chance: random.Random, spec: Spec) -> Spec:
    rows = [list(row) for row in spec[1]]
    what = chance.choice(("cell", "cell", "row", "remove row", "column", "remove column", "swap"))
    at = chance.randrange(1, len(rows)) if len(rows) > 1 else 0
    if what == "row" or not at:
        rows.insert(at + 1, ["氢气", *(amount(chance) for _ in rows[0][1:])])
    elif what == "remove row" and len(rows) > 2:
        del rows[at]
    elif what == "column":
        place = chance.randint(1, len(rows[0]))
        for n, row in enumerate(rows):
            row.insert(place, "备注" if not n else chance.choice(("实测", "缺省", "")))
    elif what == "remove column" and len(rows[0]) > 2:
        place = chance.randrange(1, len(rows[0]))
        for row in rows:
            del row[place]
    elif what == "swap" and len(rows) > 2:
        rows.append(rows.pop(at))
    else:
        rows[at][chance.randrange(len(rows[at]))] = amount(chance) if chance.random() < 0.7 else "待定"
    return ("t", tuple(tuple(row) for row in rows), *spec[2:])
