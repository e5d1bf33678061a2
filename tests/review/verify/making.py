"""A small report whose file is edited by the tests, and the edits; the client is made up."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable
from typing import Any

from lxml import etree

from generator.base.findings import Position
from generator.document.blocks import Cell, Column, Cover, Document, DocumentFact, Heading, Paragraph, Row, Table
from generator.document.display import Display
from generator.document.inlines import FactRef, Footnote, Inline, Str
from generator.document.numbering import number
from generator.document.pictures import Chart, Point, Series
from generator.render.docx import write
from generator.review.verify.verdict import Verdict
from generator.review.verify.word import verify_word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Root = etree._Element
_VALUES = {
    "total": "20866.0612", "direct": "7420.5557", "indirect": "13445.5055", "share": "35.56", "gas": "2776.9312",
    "coke": "3120.0455", "diesel": "150.6021", "power": "13445.5055", "excluded": "26.4", "target": "18100.2",
}  # fmt: skip


def q(name: str) -> str:
    """The full name of a ``w:`` element or attribute."""
    return f"{{{W}}}{name}"


def ref(key: str, digits: int = 2) -> FactRef:
    """A number in running text, with its unit behind it."""
    return FactRef(key, Display(digits=digits))


def report(audience: str = "client") -> Document:
    """The report: chapters, paragraphs with numbers, a footnote with one, a table, a chart."""
    line = iter(range(1, 100))

    def at() -> Position:
        return Position("templates/sample/1.0/sections/report.md", next(line))

    def text(key: str, *inlines: Inline | str) -> Paragraph:
        return Paragraph(key, at(), tuple(Str(one) if isinstance(one, str) else one for one in inlines))

    def row(name: str, key: str) -> Row:
        return Row((Cell((Str(name),)), Cell((ref(key),)), Cell((Str("计量"),))))

    note = Footnote("n1", (Str("排除的排放源约占 "), ref("excluded"), Str("，见排除说明。")))
    blocks = (
        Heading("h-1", at(), 1, (Str("排放总量"),)),
        text("p-1", "报告期内排放总量为 ", ref("total"), "，较上年下降。"),
        text("p-2", "其中直接排放 ", ref("direct"), "，间接排放 ", ref("indirect"), "。"),
        text("p-3", "组织边界按运营控制权法确定，覆盖全部厂区与辅助系统。", note),
        text("p-4", "公司将逐年更新清单，以供应商的实测数据替换估计的上游因子。"),
        text("p-5", "到目标年排放量应降至 ", ref("target"), "，措施见行动方案。"),
        Heading("h-2", at(), 1, (Str("排放源"),)),
        Table(
            "t-1",
            at(),
            (Str("各排放源的排放量"),),
            (Column(), Column("right"), Column()),
            (Row(tuple(Cell((Str(one),)) for one in ("排放源", "排放量", "数据")), "header"),),
            (row("天然气", "gas"), row("焦炭", "coke"), row("柴油", "diesel"), row("外购电力", "power")),
        ),
        text("p-6", "外购电力是最大的排放源。"),
        Chart(
            "c-1", at(), "column", (Str("直接排放与间接排放"),), ("直接", "间接"),
            (Series("排放量", (Point("direct", Display(digits=2)), Point("indirect", Display(digits=2)))),), "tCO2e",
            alt="直接排放与间接排放",
        ),
        text("p-7", "图中各值与上表一致。"),
    )  # fmt: skip
    facts = {
        key: DocumentFact(key, f"f{place:04d}", value, "tCO2e", key, "confirmed")
        for place, (key, value) in enumerate(_VALUES.items(), start=1)
    }
    cover = Cover("温室气体排放报告", "2024 年度", "示例企业", "示例咨询", "NO-1", "1.0", "2025年4月18日")
    return Document(
        "report", "sample@1.0", "zh", "report", audience, False, cover, blocks, facts, (), {}, number(blocks, "zh"),
        "2025-04-18", build="0123456789abcdef",
    )  # type: ignore[arg-type]  # fmt: skip


def built(audience: str = "client") -> bytes:
    """The report's Word file."""
    outcome = write(report(audience), pictures={}, pages={})
    assert outcome.value is not None
    return outcome.value


def edited(data: bytes, change: Callable[[Root], Any], part: str = "word/document.xml") -> bytes:
    """The file with one part changed as a tree."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                root = etree.fromstring(content)
                change(root)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            archive.writestr(name, content)
    return target.getvalue()


def with_part(data: bytes, name: str, content: bytes | None) -> bytes:
    """The file with a part replaced, added, or (``None``) taken away."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in source.namelist():
            if one != name:
                archive.writestr(one, source.read(one))
        if content is not None:
            archive.writestr(name, content)
    return target.getvalue()


def control(root: Root, key: str) -> Root:
    """The control of a fact: the first one."""
    place = [*_order(root)].index(key) + 1
    return next(one for one in root.iter(q("sdt")) if alias(one) == f"t{place:06d}")


def _order(root: Root) -> list[str]:
    if root.tag == q("footnotes"):
        return ["total", "direct", "indirect", "excluded"]
    return ["total", "direct", "indirect", "excluded", "target", "gas", "coke", "diesel", "power"]


def alias(one: Root) -> str:
    found = one.find(f"{q('sdtPr')}/{q('alias')}")
    return str(found.get(q("val"))) if found is not None else ""


def set_text(one: Root, text: str) -> None:
    """Type other text into a control or paragraph: its first run gets all of it."""
    texts = list(one.iter(q("t")))
    texts[0].text = text
    for rest in texts[1:]:
        rest.text = ""


def unwrapped(one: Root, text: str | None = None) -> None:
    """Remove a control as Word does: its content stays as text."""
    content = one.find(q("sdtContent"))
    assert content is not None
    if text is not None:
        set_text(content, text)
    for run in list(content):
        one.addprevious(run)
    parent = one.getparent()
    assert parent is not None
    parent.remove(one)


def paragraph(root: Root, words: str) -> Root:
    """The paragraph that holds some words."""
    return next(p for p in root.iter(q("p")) if words in "".join(t.text or "" for t in p.iter(q("t"))))


def removed(one: Root) -> None:
    """Take an element away."""
    parent = one.getparent()
    assert parent is not None
    parent.remove(one)


def typed(words: str, properties: str = "") -> Root:
    """A paragraph as somebody types it."""
    return etree.fromstring(f'<w:p xmlns:w="{W}"><w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r></w:p>')


def copied(one: Root) -> Root:
    """A copy as pasting gives it: Word takes bookmarks out of it."""
    twin = copy.deepcopy(one)
    for mark in [*twin.iter(q("bookmarkStart")), *twin.iter(q("bookmarkEnd"))]:
        removed(mark)
    return twin


def tracked(one: Root, kind: str) -> None:
    """Put a run into an insertion or deletion."""
    mark = etree.SubElement(
        one.getparent(), q(kind), {q("id"): "900", q("author"): "某人", q("date"): "2025-01-01T00:00:00Z"}
    )  # type: ignore[arg-type]
    one.addprevious(mark)
    mark.append(one)
    if kind == "del":
        for text in mark.iter(q("t")):
            text.tag = q("delText")


def verdict(data: bytes) -> Verdict:
    """What verification says of a file by itself."""
    return verify_word(data, "report.docx")


def told(data: bytes) -> list[tuple[str, str, str]]:
    """The findings of a file by itself: rule's name, severity, block."""
    from generator.review.verify.rules import RULES

    names = {one.id: one.name for one in RULES}
    return [(names.get(f.rule, f.rule), f.severity.value, f.block) for f in verdict(data).findings]
