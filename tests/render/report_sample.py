"""A report with every kind of block, for the tests of the writers. The enterprise is fictional."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from generator.base.findings import Position
from generator.base.text import Language
from generator.document.blocks import (
    AuthorSlot,
    BibliographyEntry,
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
    PageBreak,
    Paragraph,
    Row,
    SignatureBlock,
    Table,
    TraceLine,
)
from generator.document.display import Display
from generator.document.inlines import (
    Citation,
    CrossRef,
    FactRef,
    Footnote,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    Str,
)
from generator.document.numbering import number
from generator.document.pictures import Chart, Flow, Picture, Point, Series, Step

YEARS = ("2022", "2023", "2024")
SECRET_PATH = "projects/lanhe-foundry/activity/energy.xlsx[2024!F17]"
UNROUNDED = "48273.4568193"


@dataclass
class Maker:
    """Builds blocks with ids and origins, and collects the facts they use."""

    facts: dict[str, DocumentFact] = field(default_factory=dict)
    line: int = 0

    def at(self) -> Position:
        self.line += 1
        return Position("templates/sample/1.0/sections/report.md", self.line)

    def fact(self, key: str, value: str, unit: str, label: str = "", mark: str = "confirmed") -> str:
        trace = (
            TraceLine(0, label or key, f"{value} {unit}", ""),
            TraceLine(1, "活动数据 × 排放因子", value, SECRET_PATH),
            TraceLine(2, "外购电力因子", "0.5366 kgCO2/kWh", "全国电力平均二氧化碳排放因子，表 1"),
        )
        self.facts[key] = DocumentFact(key, f"f{len(self.facts) + 1:04d}", value, unit, label or key, mark, trace)
        return key

    def ref(self, key: str, value: str, unit: str, label: str = "", /, **display: object) -> FactRef:
        bold = bool(display.pop("bold", False))
        return FactRef(self.fact(key, value, unit, label), Display(**display), bold)

    def point(self, key: str, value: str, unit: str, digits: int = 0) -> Point:
        return Point(self.fact(key, value, unit), Display(digits=digits))

    def series(
        self, name: str, key: str, values: str, unit: str = "tCO2e", digits: int = 0, **more: str | bool
    ) -> Series:
        points = tuple(
            None if v == "-" else self.point(f"{key}[period={2022 + i}]", v, unit, digits)
            for i, v in enumerate(values.split())
        )
        return Series(name, points, **more)

    def heading(self, name: str, level: int, text: str, **more: bool) -> Heading:
        return Heading(name, self.at(), level, words(text), **more)

    def p(self, name: str, *inlines: Inline | str, style: str = "body") -> Paragraph:
        return Paragraph(name, self.at(), words(*inlines), style)


def words(*inlines: Inline | str) -> Inlines:
    return tuple(Str(i) if isinstance(i, str) else i for i in inlines)


def cell(*inlines: Inline | str, **more: int | bool) -> Cell:
    return Cell(words(*inlines), **more)


def sources_table(m: Maker, client: str) -> Table:
    rows: list[Row] = []
    for name, unit, site, values in (
        ("天然气", "万标立方米", "铸造厂区", ("412.3", "398.1", "371.55")),
        ("焦炭", "吨", "铸造厂区", ("5210.4", "5033", "4780.25")),
        ("柴油（厂内运输）", "吨", client, ("88.2", "90.15", "86.4")),
    ):
        refs = [m.ref(f"activity.quantity[period={2022 + i},source={name}]", v, "t") for i, v in enumerate(values)]
        rows.append(Row((cell(name), cell(unit), cell(site), *(cell(r) for r in refs))))
    total = [
        m.ref(f"energy.total[period={y}]", v, "tce")
        for y, v in zip(YEARS, ("14210.3", "13980.12", "13377.5"), strict=True)
    ]
    return Table(
        "tbl-sources",
        m.at(),
        words("报告期活动数据汇总"),
        (Column("left", 2.4), Column("left", 1.4), Column("left", 2), *(Column("right", 1.5) for _ in YEARS)),
        (
            Row(
                (
                    cell("排放源", rowspan=2),
                    cell("计量单位", rowspan=2),
                    cell("厂区", rowspan=2),
                    cell("活动数据", colspan=3),
                ),
                "header",
            ),
            Row(tuple(cell(f"{y} 年") for y in YEARS), "header"),
        ),
        (
            Row((cell("类别一：直接排放", colspan=6),), "group"),
            *rows,
            Row((cell("综合能耗（吨标准煤）", colspan=3), *(cell(r) for r in total)), "total"),
        ),
        notes=(words("焦炭消耗量取自过磅记录，", "按月汇总。"), words("综合能耗按 GB/T 2589 折算。")),
    )


def wide_table(m: Maker) -> Table:
    months = [f"{i} 月" for i in range(1, 13)]
    row = [m.ref(f"activity.month[period=2024-{i:02d}]", str(812 + i * 13.37), "MWh", digits=1) for i in range(1, 13)]
    return Table(
        "tbl-months",
        m.at(),
        words("外购电力分月用量"),
        (Column("left", 2), *(Column("right") for _ in months)),
        (Row((cell("电表"), *(cell(month) for month in months)), "header"),),
        (Row((cell("总降压站"), *(cell(r) for r in row))),),
        unit="MWh",
        landscape=True,
    )


def charts(m: Maker, client: str) -> list[Block]:
    scope1, scope2 = "27140.2 26455.1 25402.7", "24110.6 23340.9 22870.76"
    by_scope = (m.series("范围一", "inventory.scope1", scope1), m.series("范围二", "inventory.scope2", scope2))
    intensity = m.series("排放强度", "intensity.value", "1.42 1.39 1.331", "tCO2e/t", 2, draw="line")
    path = (
        m.series("基准情景", "pathway.reference", "51.3 52.4 53.6 54.1 54.8 55.2", digits=1),
        m.series("减排情景", "pathway.chosen", "51.3 49.8 46.9 41.2 36.4 30.1", digits=1),
        m.series("目标线", "target.line", "51.3 - 45.2 40.8 36.4 32", digits=1, dashed=True),
    )
    fall = (
        m.series("", "fall.base", "0 46.2 44.9 0", digits=1, color="none"),
        m.series("排放量", "fall.value", "51.3 5.1 1.3 44.9", digits=1),
    )
    share = m.series("占比", "inventory.category", "25402 22870 9120.5 3340.2 880", digits=0)
    years = tuple(str(2024 + i) for i in range(6))
    return [
        Chart(
            "fig-trend",
            m.at(),
            "column-stacked",
            words("温室气体排放趋势"),
            YEARS,
            (*by_scope, intensity),
            "tCO2e",
            y_title="排放量",
            alt="范围一与范围二排放三年下降",
            labels=True,
        ),
        Chart(
            "fig-path",
            m.at(),
            "line",
            words("减排路径与目标线"),
            years,
            path,
            "tCO2e",
            "年份",
            "排放量",
            "减排路径低于目标线",
        ),
        Chart("fig-area", m.at(), "area-stacked", words("分范围排放构成"), YEARS, by_scope, "tCO2e", alt="面积图"),
        Chart(
            "fig-fall",
            m.at(),
            "column-stacked",
            words("减排措施的贡献"),
            ("2024 年", "余热回收", "光伏", "2030 年"),
            fall,
            "tCO2e",
            alt="瀑布图",
            labels=True,
        ),
        Chart(
            "fig-bar",
            m.at(),
            "bar",
            words("主要排放源"),
            ("外购电力", "焦炭", "天然气", "原材料运输与上游采购服务", client),
            (share,),
            "tCO2e",
            alt="条形图",
            labels=True,
        ),
        Chart(
            "fig-share",
            m.at(),
            "doughnut",
            words("各类别排放占比"),
            ("类别一", "类别二", "类别三", "类别四", client),
            (share,),
            "tCO2e",
            alt="环形图",
            labels=True,
        ),
    ]


def pictures(m: Maker, client: str) -> list[Block]:
    flows = [
        ("天然气", "熔炼", "7980.2"),
        ("焦炭", "熔炼", "13610.7"),
        ("外购电力", "熔炼", "15200"),
        ("外购电力", "造型", "4310"),
        ("外购电力", client, "3360.8"),
        ("柴油", "厂内运输", "268.3"),
        ("天然气", "热处理", "3543.5"),
        ("熔炼", "球铁件", "24100"),
        ("熔炼", "灰铁件", "12690.9"),
        ("造型", "球铁件", "2900"),
        ("造型", "灰铁件", "1410"),
        ("热处理", "球铁件", "3543.5"),
    ]
    drawn = tuple(Flow(a, b, m.point(f"flow[source={a},row={b}]", v, "tCO2e")) for a, b, v in flows)
    measures = [
        ("空压机余热回收", "820", "-412.5"),
        ("电机能效提升", "1430", "-268"),
        ("LED 照明改造", "95", "-231.7"),
        ("屋顶光伏", "4120", "-118.4"),
        ("中频炉智能控制", "2380", "46.2"),
        ("绿色电力采购", "6900", "88"),
        ("砂再生", "640", "152.6"),
        (client, "310", "405.3"),
        ("电动叉车", "120", "618"),
        ("富氧熔炼", "2210", "731.9"),
    ]
    steps = tuple(
        Step(
            name,
            m.point(f"measure.full[measure={name}]", r, "tCO2e"),
            Point(m.fact(f"measure.abatement_cost[measure={name}]", c, "CNY/tCO2e"), Display(digits=0)),
        )
        for name, r, c in measures
    )
    return [
        Picture("fig-flow", m.at(), "sankey", words("碳流向"), flows=drawn, unit="tCO2e", alt="能源到产品的碳流向图"),
        Picture(
            "fig-macc",
            m.at(),
            "macc",
            words("边际减排成本曲线"),
            steps=steps,
            unit="tCO2e",
            alt="十项措施按单位成本排列",
        ),
    ]


def blocks(m: Maker, client: str) -> list[Block]:
    total = m.ref(
        "inventory.total[period=2024,basis=location]", UNROUNDED, "tCO2e", "温室气体排放总量", with_unit=True, bold=True
    )
    rate = m.ref(
        "inventory.change_rate[period=2024]",
        "-0.030561",
        "1",
        "较上年变化率",
        unit="%",
        digits=1,
        with_unit=True,
        sign="magnitude",
    )
    footnote = Footnote(
        "fn-1", words("电力因子取", m.ref("factor.electricity", "0.5366", "kgCO2/kWh", digits=4, with_unit=True), "。")
    )
    where = (("E", words("排放量")), ("AD", words("活动数据")), ("EF", words("排放因子")))
    return [
        Contents("toc", m.at(), "目录", 3, tables=True, figures=True),
        m.heading("sec-foreword", 1, "摘要", numbered=False),
        m.p(
            "p-1",
            client,
            "2024 年温室气体排放总量为 ",
            total,
            "，较上年下降 ",
            rate,
            "，主要来自外购电力与焦炭。",
            footnote,
        ),
        m.p(
            "p-key",
            "排放下降来自单位产品能耗的改善：三年间",
            Str("熔炼工序", bold=True),
            "电耗逐年走低，见",
            CrossRef("fig-trend"),
            "。",
            style="key",
        ),
        m.heading("sec-boundary", 1, "边界与方法"),
        m.heading("sec-org", 2, "组织边界"),
        m.p(
            "p-2",
            "组织边界按运营控制权法确定",
            Citation("GB/T 32150-2015"),
            "，覆盖铸造厂区与机加厂区。活动数据见",
            CrossRef("tbl-sources"),
            "，计算见",
            CrossRef("eq-emission"),
            "与",
            CrossRef("sec-quant"),
            "。",
        ),
        ListBlock(
            "list-1",
            m.at(),
            False,
            (
                ListItem("li-1", m.at(), (m.p("li-1-p", Str("铸造厂区", bold=True), "：熔炼、造型、热处理"),)),
                ListItem(
                    "li-2",
                    m.at(),
                    (
                        m.p("li-2-p", "机加厂区：机加工、涂装"),
                        ListBlock(
                            "list-2",
                            m.at(),
                            True,
                            (
                                ListItem("li-3", m.at(), (m.p("li-3-p", "涂装线"),)),
                                ListItem("li-4", m.at(), (m.p("li-4-p", "空压站"),)),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        m.heading("sec-quant", 2, "量化方法"),
        m.p(
            "p-3",
            "温室气体以 CO",
            Str("2", subscript=True),
            " 当量计，符号 ",
            Math("E_{i}"),
            " 为单个排放源的排放量。",
            LineBreak(),
            "方法依据见",
            Link("https://example.org/methods", words("方法说明")),
            "。",
        ),
        Equation("eq-emission", m.at(), r"E = \sum_{i} AD_{i} \times EF_{i}", where),
        sources_table(m, client),
        m.heading("sec-results", 1, "核算结果"),
        m.p("p-4", "各范围排放见", CrossRef("fig-trend"), "，分月用量见", CrossRef("tbl-months"), "。"),
        *charts(m, client),
        m.p("p-src", "数据来源：企业能源台账。", style="source"),
        wide_table(m),
        m.heading("sec-measures", 1, "减排措施"),
        *pictures(m, client),
        AuthorSlot(
            "slot-1",
            m.at(),
            "management-statement",
            "管理层对减排目标的承诺：为什么定这个目标、由谁负责",
            "技术负责人",
            "content/report/management-statement.md",
        ),
        AuthorSlot(
            "slot-2",
            m.at(),
            "context",
            "背景",
            "",
            "content/report/context.md",
            (m.p("slot-2-p", "公司自主编写的背景说明。"),),
        ),
        PageBreak("pb", m.at()),
        m.heading("sec-annex", 1, "排放因子", annex=True),
        m.p("p-5", "因子取自 GB/T 32150", Citation("GB/T 32150-2015"), "。", style="note"),
        SignatureBlock("sign", m.at(), (("编制单位", client), ("编制人", ""), ("日期", ""))),
    ]


def report(
    client: str = "岚河铸造", audience: str = "internal", language: Language = "zh", final: bool = False
) -> Document:
    """Return the sample; ``client`` goes everywhere a name from project data can go."""
    m = Maker()
    parts = blocks(m, client)
    facts = dict(m.facts)
    if audience == "public":
        facts = {k: replace(f, key=f.alias, trace=(), value=_rounded(f)) for k, f in facts.items()}
    cover = Cover(
        f"{client}温室气体排放报告",
        "2024 年度",
        client,
        "示例咨询机构",
        "LH-GHG-2024-01",
        "1.0",
        "2025年4月18日",
        "内部资料",
    )
    references = (BibliographyEntry("GB/T 32150-2015", "GB/T 32150-2015 工业企业温室气体排放核算和报告通则"),)
    return Document(
        "ghg-report",
        "sample@1.0",
        language,
        "report",
        audience,
        final,
        cover,
        tuple(parts),
        facts,
        references,
        {"tCO2e": 2, "tCO2e/t": 2},
        number(parts, language),
        "2025-04-18",
        f"{client}温室气体排放报告",
        "LH-GHG-2024-01",
        "b1f2",
    )


def _rounded(fact: DocumentFact) -> str:
    value = float(fact.value)
    return f"{value:.4f}" if abs(value) < 1 else f"{value:.2f}"
