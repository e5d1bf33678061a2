"""A draft standard with every kind of block that one has. Text and bodies are made up; labels are put in by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from word_making import Maker, cell, header, png

from generator.document.blocks import (
    Block,
    Clause,
    Column,
    Contents,
    Cover,
    Document,
    EndLine,
    Equation,
    Heading,
    Index,
    IndexEntry,
    ListBlock,
    Numbering,
    Paragraph,
    Remark,
    Row,
    StandardCover,
    Table,
    TermEntry,
)
from generator.document.inlines import CrossRef, Footnote, Inline, Math, Str
from generator.document.pictures import Arrow, Box, Picture

COVER = Cover(
    "工业园区碳数据质量管理指南", "", "松岭低碳产业协会", "松岭低碳产业协会", "T/SLIA 012—2026", "1.0", "2026-05-20"
)
STANDARD = StandardCover(
    "group",
    "13.020.20",
    "Z 04",
    "T/SLIA",
    "团体标准",
    "T/SLIA\u2002012—2026",
    ("工业园区", "碳数据质量管理", "指南"),
    ("Industrial parks", "Carbon data quality management", "Guidelines"),
    "松岭低碳产业协会",
    replaces="代替 T/SLIA\u2002003—2020",
    stage="（征求意见稿）",
    patents="在提交反馈意见时，请将您知道的相关专利连同支持性文件一并附上。",
    published="2026-09-01",
    implemented="2026-12-01",
)
FILLER = (
    "园区宜按照统一的边界和周期收集数据，并保存能够证明数据来源、采集方法和处理过程的记录，使任何一方能够复现其结果。"
)


class StandardMaker(Maker):
    """Makes blocks with the labels that the numbering would give them."""

    def __init__(self) -> None:
        super().__init__()
        self.labels: dict[str, str] = {}

    def named(self, label: str, block_id: str = "") -> tuple[str, Any]:
        """Return id and origin of a block with that label."""
        found, origin = self.place()
        found = block_id or found
        if label:
            self.labels[found] = label
        return found, origin

    def head(self, label: str, text: str, block_id: str = "", **more: Any) -> Heading:
        """Return a numbered heading; its level follows from its label."""
        found, origin = self.named(label, block_id)
        return Heading(found, origin, label.count(".") + 1, (Str(text),), **more)

    def title(self, text: str) -> Heading:
        """Return a title without number."""
        return self.h(1, text, numbered=False)

    def annex(self, letter: str, text: str, role: Any, block_id: str = "") -> Heading:
        """Return an annex."""
        found, origin = self.named(f"附录{letter}", block_id)
        return Heading(found, origin, 1, (Str(text),), annex=True, role=role)

    def clause(self, label: str, *inlines: Inline | str, block_id: str = "") -> Clause:
        """Return a clause without title."""
        found, origin = self.named(label, block_id)
        text = tuple(Str(i) if isinstance(i, str) else i for i in inlines)
        return Clause(found, origin, label.count(".") + 1, text)

    def remark(self, label: str, *blocks: Block | str) -> Remark:
        """Return a note or an example."""
        found, origin = self.named(label)
        kind: Any = "note" if label.startswith("注") else "example"
        return Remark(found, origin, kind, tuple(self.p(b) if isinstance(b, str) else b for b in blocks))

    def term(self, label: str, term: str, english: str, definition: str, **more: Any) -> TermEntry:
        """Return an entry of the terms."""
        block_id = more.pop("block_id", "")
        found, origin = self.named(label, block_id)
        return TermEntry(found, origin, label.count(".") + 1, term, english, (Str(definition),), **more)

    def formula(self, label: str, latex: str, *where: tuple[str, str], block_id: str = "") -> Equation:
        """Return a formula with its legend."""
        found, origin = self.named(label, block_id)
        return Equation(found, origin, latex, tuple((symbol, (Str(text),)) for symbol, text in where))

    def table(self, label: str, caption: str, columns: tuple[Column, ...], *rows: Row, **more: Any) -> Table:
        """Return a table; rows of role header are its head."""
        found, origin = self.named(label, more.pop("block_id", ""))
        head = tuple(row for row in rows if row.role == "header")
        body = tuple(row for row in rows if row.role != "header")
        return Table(found, origin, (Str(caption),) if caption else (), columns, head, body, **more)

    def items(self, ordered: bool, *texts: str | ListBlock | Paragraph) -> ListBlock:
        """Return a list."""
        return super().items(ordered, *texts)


def _front(m: StandardMaker) -> list[Block]:
    note = Footnote("fn1", (Str("协会设在松岭市。"),))
    return [
        Contents(*m.place(), "目次", 3, tables=True, figures=True),
        m.title("前言"),
        m.p("本文件按照GB/T 1.1—2020《标准化工作导则　第1部分：标准化文件的结构和起草规则》的规定起草。"),
        m.p("本文件由松岭低碳产业协会", note, "提出并归口。"),
        m.title("引言"),
        m.head("0.1", "背景"),
        m.p(FILLER),
        m.head("0.2", "目的"),
        m.p("本文件的数据质量等级见", CrossRef("annex-grades"), "。"),
    ]


def _general(m: StandardMaker) -> list[Block]:
    return [
        m.p("工业园区　碳数据质量管理　指南", style="name"),
        m.head("1", "范围"),
        m.p("本文件提供了工业园区碳数据质量管理的指导，给出了目标、组织和评价的建议。"),
        m.p("本文件适用于园区管理机构和园区内企业。"),
        m.head("2", "规范性引用文件"),
        m.p("下列文件中的内容通过文中的规范性引用而构成本文件必不可少的条款。"),
        m.p("GB/T 32150—2015　工业企业温室气体排放核算和报告通则", style="reference"),
        m.p("ISO 14064-1　温室气体　第1部分：组织层面量化的规范（Greenhouse gases — Part 1）", style="reference"),
        m.head("3", "术语和定义"),
        m.p("GB/T 32150界定的以及下列术语和定义适用于本文件。"),
        m.term(
            "3.1",
            "碳数据",
            "carbon data",
            "用于量化温室气体排放的数据。",
            abbreviation="CD",
            admitted=("排放数据",),
            block_id="term-data",
        ),
        m.term(
            "3.2",
            "数据质量等级",
            "data quality grade",
            "表示数据满足使用要求程度的级别。",
            symbol="q",
            examples=((Str("一级、二级、三级。"),),),
            notes=(
                (Str("等级由来源和不确定度决定。"),),
                (Str("等级不替代不确定度评定，两者的结论不一致时，说明其原因。" * 2),),
            ),
            source="GB/T 32150—2015，3.9，有修改",
        ),
        m.head("4", "总则"),
        m.p("管理碳数据时考虑以下原则。"),
    ]


def _factors(m: StandardMaker) -> list[Block]:
    flow = m.named("图1", "fig-flow")
    return [
        m.head("5", "需考虑的因素", "factors"),
        m.head("5.1", "数据目标"),
        m.head("5.1.1", "目标的确定"),
        m.clause(
            "5.1.1.1",
            "园区宜按",
            CrossRef("annex-grades"),
            "为每类数据确定质量等级，抽样见",
            CrossRef("sampling"),
            "。",
        ),
        m.clause("5.1.1.2", FILLER * 2, block_id="deep"),
        m.remark("注：", "本条的等级由高到低，" + FILLER),
        m.head("5.1.2", "目标的更新"),
        m.p("更新目标时宜考虑下列各项：", style="body"),
        m.items(
            False,
            "边界的变化，" + FILLER + "；",
            "方法的变化：",
            m.items(False, "计量方法，" + FILLER + "；", "计算方法；"),
            "因子的变化。",
        ),
        m.remark("注1：", "边界见3.1。"),
        m.remark("注2：", "因子的来源宜注明，" + FILLER),
        m.head("5.2", "抽样", "sampling"),
        m.head("5.2.1", "步骤"),
        m.p("抽样的步骤如下（见", CrossRef("fig-flow"), "），结果填入", CrossRef("tbl-data"), "："),
        m.items(True, "确定总体；", "抽取样本：", m.items(True, "按部门；", "按介质，" + FILLER + "；"), "核对凭证。"),
        m.remark("示例1：", "某园区有若干家企业，抽取其中三家。"),
        m.remark("示例2：", "另一园区的做法：", m.items(False, "按介质分层；", "每层抽取两家。")),
        Picture(
            *flow,
            "flowchart",
            (Str("数据核对流程"),),
            boxes=(Box("a", "开始", 0, shape="end"), Box("b", "收集凭证", 1)),
            arrows=(Arrow("a", "b"),),
            alt="数据核对流程",
            height_cm=6,
        ),
        m.remark("注：", "虚线表示可选的步骤。"),
        m.head("5.2.2", "计算"),
        m.p("排放量按", CrossRef("eq-total"), "计算。"),
        m.formula(
            "(1)",
            r"E_{\mathrm{total}} = \sum_{i=1}^{n} A_i \times F_i",
            (r"E_{\mathrm{total}}", "排放量，单位为吨二氧化碳当量；"),
            ("A_i", "第" + "i种活动数据，" + FILLER),
            ("F_i", "第i种排放因子。"),
            block_id="eq-total",
        ),
    ]


def long_table(m: StandardMaker, label: str, count: int, **more: Any) -> Table:
    """Return a table of ``count`` rows with notes, footnotes and a unit."""
    rows = [
        Row((cell(f"数据{place}"), cell("计量器具"), cell("" if place == 3 else f"{place % 7}.5"), cell("按月记录")))
        for place in range(1, count + 1)
    ]
    columns = (Column("left", 2), Column("left", 2), Column("center", 1), Column("left", 3))
    return m.table(
        label,
        "数据清单",
        columns,
        header("数据", "来源", "频次", "说明"),
        *rows,
        unit="t",
        notes=((Str("频次按年计。"),), (Str("数据由园区提供，" + FILLER),)),
        footnotes=((Str("按95 %置信区间。"),),),
        **more,
    )


def _tables(m: StandardMaker) -> list[Block]:
    wide = m.table(
        "表2",
        "横排的数据表",
        tuple(Column("center") for _ in range(10)),
        header(*(f"列{n}" for n in range(1, 11))),
        *(Row(tuple(cell(f"{row}.{n}") for n in range(1, 11))) for row in range(1, 5)),
        landscape=True,
        block_id="tbl-wide",
    )
    return [
        m.head("6", "数据清单"),
        m.p("清单见", CrossRef("tbl-data"), "和", CrossRef("tbl-wide"), "。"),
        long_table(m, "表1", 60, block_id="tbl-data"),
        m.p(FILLER),
        m.head("6.1", "横排的表"),
        wide,
        m.head("6.2", "其他"),
        m.clause("6.2.1", FILLER),
        m.clause("6.2.2", "一个变量", Math("q_i"), "，", m.n("share", "0.954", "%"), "。"),
    ]


def _annexes(m: StandardMaker) -> list[Block]:
    spans = (
        Row((cell("类别", rowspan=2), cell("要求", colspan=2)), "header"),
        Row((cell("来源"), cell("不确定度")), "header"),
        Row((cell("一级", rowspan=2), cell("计量"), cell(""))),
        Row((cell("台账"), cell("5 %", Str("a", superscript=True)))),
        Row((cell("二级"), cell("估算"), cell("10 %"))),
    )
    return [
        m.annex("A", "数据质量等级", "normative", "annex-grades"),
        m.head("A.1", "等级"),
        m.head("A.1.1", "一级"),
        m.clause("A.1.1.1", "一级数据宜来自计量，见", CrossRef("tbl-grades"), "。"),
        m.clause("A.1.1.2", FILLER),
        m.head("A.2", "判定"),
        m.p("等级按", CrossRef("eq-grade"), "判定。"),
        m.formula("(A.1)", r"q = \frac{a}{b}", ("q", "等级；"), ("a, b", "系数。"), block_id="eq-grade"),
        m.table(
            "表A.1",
            "等级",
            (Column("center"), Column("left"), Column("center")),
            *spans,
            block_id="tbl-grades",
            footnotes=((Str("按95 %置信区间。"),),),
        ),
        m.p(FILLER),
        m.annex("B", "案例", "informative"),
        m.head("B.1", "园区甲"),
        m.p(FILLER),
        m.table(
            "表B.1", "甲的数据", (Column(), Column()), header("项", "值"), Row((cell("电"), cell("12"))), block_id="tb1"
        ),
        Picture(
            *m.named("图B.1", "fig-b"),
            "flowchart",
            (Str("甲的流程"),),
            boxes=(Box("a", "开始", 0),),
            alt="甲",
            height_cm=5,
        ),
    ]


def _back(m: StandardMaker) -> list[Block]:
    def literature(label: str, text: str) -> Paragraph:
        found, origin = m.named(label)
        return Paragraph(found, origin, (Str(text),), "literature")

    entries = (
        IndexEntry("碳数据", ("term-data",)),
        IndexEntry("抽样", ("sampling", "tbl-data")),
    )
    return [
        m.title("参考文献"),
        m.p("国家标准", style="group"),
        literature("[1]", "GB/T 24025—2009　环境标志和声明　Ⅲ型环境声明　原则和程序"),
        literature("[2]", "GB/T 36000—2015　社会责任指南"),
        m.title("索引"),
        Index(*m.place(), (("C", entries[1:]), ("T", (entries[0], IndexEntry("等级", ("annex-grades",)))))),
        EndLine(*m.place()),
    ]


def sample(*, extra: int = 0) -> Document:
    """Return the draft; ``extra`` adds so many chapters of text to make it long."""
    m = StandardMaker()
    blocks = [*_front(m), *_general(m), *_factors(m), *_tables(m)]
    for chapter in range(7, 7 + extra):
        blocks.append(m.head(str(chapter), f"其他要求{chapter}"))
        for clause in range(1, 9):
            blocks.append(m.head(f"{chapter}.{clause}", f"事项{clause}"))
            blocks += [m.clause(f"{chapter}.{clause}.{place}", FILLER * 3) for place in range(1, 5)]
        blocks.append(long_table(m, f"表{chapter - 4}", 40))
    blocks += [*_annexes(m), *_back(m)]
    return document(m, blocks)


def document(m: StandardMaker, blocks: list[Block], **more: Any) -> Document:
    """Return a document of blocks."""
    made = Document(
        id="draft",
        template="draft-standard@1.0",
        language="zh",
        theme="standard",
        audience="public",
        final=False,
        cover=COVER,
        blocks=tuple(blocks),
        facts=m.facts.all,
        references=(),
        digits={},
        numbering=Numbering(m.labels),
        date="2026-05-20",
        build="a" * 16,
        standard=STANDARD,
    )
    return replace(made, **more)


def tall_figure(m: StandardMaker) -> list[Block]:
    """Return a flow chart of 22 rows, taller than two pages."""
    found, origin = m.named("图1", "fig-tall")
    boxes = tuple(Box(f"b{row}", f"步骤{row}", row) for row in range(22))
    caption = (Str("很长的流程"),)
    return [
        m.head("1", "流程"),
        Picture(found, origin, "flowchart", caption, boxes=boxes, alt="很长的流程", height_cm=47),
        m.remark("注：", "流程自上而下。"),
        m.p(FILLER),
    ]


def pictures() -> dict[str, bytes]:
    """Return the pictures of the figures."""
    return {"fig-flow": png(640, 400), "fig-b": png(640, 300), "fig-tall": png(400, 1400)}
