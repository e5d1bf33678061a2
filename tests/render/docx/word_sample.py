"""A document with every kind of block, as a consultant would write it; the client is made up."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from typing import Any

from word_making import Maker, cell, header, png

from generator.document.blocks import (
    AuthorSlot,
    BibliographyEntry,
    Block,
    Column,
    Contents,
    Cover,
    Document,
    Equation,
    PageBreak,
    Row,
    SignatureBlock,
    Table,
)
from generator.document.inlines import Citation, CrossRef, Footnote, LineBreak, Link, Math, Str
from generator.document.numbering import number
from generator.document.pictures import Chart, Flow, Picture, Point, Series, Step

YEARS = ("2022", "2023", "2024")
_TOTALS = {
    "2022": ("8121.4461", "14310.275", "612.03"),
    "2023": ("7904.1", "13720.9", "598.52"),
    "2024": ("7420.555", "12874.2049", "571.3"),
}
_SOURCES = (
    ("天然气退火炉", "1,284,300 m³", "2776.9312"),
    ("焦炭冲天炉", "1,102.4 t", "3120.0455"),
    ("柴油叉车", "48.6 t", "150.6021"),
    ("制冷剂逸散", "31.2 kg", "64.9"),
    ("外购电力（本部）", "18,204 MWh", "9845.1114"),
    ("外购电力（二厂）", "5,601 MWh", "3029.0935"),
)


def emissions_table(m: Maker) -> Table:
    """Return a table with groups, a total, a unit and a note."""
    rows = [Row((cell("范围一　直接排放", colspan=4),), "group")]
    for place, (name, amount, value) in enumerate(_SOURCES):
        if place == 4:
            rows.append(Row((cell("范围二　外购能源间接排放", colspan=4),), "group"))
        share = m.n(f"source.share[{place}]", str(Decimal(value) / Decimal("18986.6837")), "1", unit="%", digits=1)
        rows.append(Row((cell(name), cell(amount), cell(m.n(f"source.emission[{place}]", value)), cell(share))))
    total = m.n("inventory.scope12", "18986.6837")
    rows.append(Row((cell("合计", colspan=2), cell(total), cell(m.n("one", "1", "1", unit="%", digits=1))), "total"))
    _, origin = m.place()
    return Table(
        "tbl-sources",
        origin,
        (Str("2024 年各排放源温室气体排放量"),),
        (Column("left", 3), Column("right", 2), Column("right", 2), Column("right", 1.3)),
        (header("排放源", "活动数据", "排放量", "占比（%）"),),
        tuple(rows),
        unit="tCO2e",
        notes=((Str("注：各行为修约后的数值，合计按未修约数求和后修约，可能与分项之和有末位差异。"),),),
    )


def merged_table(m: Maker) -> Table:
    """Return a table with merged cells in header and body."""
    _, origin = m.place()
    head = (
        Row((cell("类别", rowspan=2), cell("基准年", rowspan=2), cell("报告期", colspan=3)), "header"),
        header("2022 年", "2023 年", "2024 年"),
    )
    rows = []
    for scope, (name, place) in enumerate((("范围一", 0), ("范围二", 1), ("范围三", 2))):
        values = [cell(m.n(f"inventory.scope[{scope},{year}]", _TOTALS[year][place])) for year in YEARS]
        first = (cell(name), cell("2022 年", rowspan=3)) if scope == 0 else (cell(name),)
        rows.append(Row((*first, *values)))
    return Table(
        "tbl-years",
        origin,
        (Str("分范围排放量（基于"), Str("位置", italic=True), Str("的方法）")),
        (Column("left", 1.2), Column("center", 1.2), Column("right"), Column("right"), Column("right")),
        head,
        tuple(rows),
        unit="tCO2e",
    )


def long_table(m: Maker, count: int = 42) -> Table:
    """Return a table longer than a page."""
    _, origin = m.place()
    rows = tuple(
        Row(
            (
                cell(f"{place}"),
                cell(f"计量点 E-{place:03d}"),
                cell("一级表，0.5S 级，按月抄表并与供电局账单核对"),
                cell(m.n(f"meter[{place}]", str(place * 137.25), "MWh")),
            )
        )
        for place in range(1, count + 1)
    )
    return Table(
        "tbl-meters",
        origin,
        (Str("电力计量点清单"),),
        (Column("center", 0.6), Column("left", 1.4), Column("left", 4), Column("right", 1.4)),
        (header("序号", "计量点", "说明", "电量（MWh）"),),
        rows,
    )


def wide_table(m: Maker) -> Table:
    """Return a table for a landscape page."""
    _, origin = m.place()
    columns = (Column("left", 2), *[Column("right")] * 12)
    rows = tuple(
        Row((cell(name), *[cell(m.n(f"month[{r},{c}]", str(100 + r * 37.13 + c * 11.7))) for c in range(12)]))
        for r, name in enumerate(("天然气", "焦炭", "柴油", "外购电力（本部）", "外购电力（二厂）"))
    )
    return Table(
        "tbl-months",
        origin,
        (Str("2024 年分月排放量"),),
        columns,
        (header("排放源", *[f"{c} 月" for c in range(1, 13)]),),
        rows,
        unit="tCO2e",
        landscape=True,
    )


def charts(m: Maker) -> list[Chart]:
    """Return a chart of every kind."""

    def scope(name: str, place: int, **more: Any) -> Series:
        return Series(name, m.points(f"chart.{name}", [_TOTALS[y][place] for y in YEARS]), **more)

    def made(
        kind: Any, block_id: str, title: str, categories: tuple[str, ...], series: tuple[Series, ...], **more: Any
    ) -> Chart:
        _, origin = m.place()
        return Chart(block_id, origin, kind, (Str(title),), categories, series, **more)

    years = tuple(f"{y} 年" for y in YEARS)
    intensity = Series(
        "单位产值排放强度",
        m.points("intensity", ["0.8412", "0.7788", "0.7103"], "tCO2e/10^4 CNY", digits=2),
        draw="line",
    )
    names = tuple(name for name, _, _ in _SOURCES)
    ranked = Series("排放量", m.points("ranked", [v for _, _, v in _SOURCES]))
    path = tuple(str(y) for y in range(2024, 2036))
    target = Series(
        "目标线", m.points("target", [str(20295 - 900 * i) for i in range(12)]), dashed=True, color="#b4692a"
    )
    bau = Series("参考情景", m.points("bau", [str(20295 + 150 * i) for i in range(12)]))
    low = Series("低碳情景", m.points("low", [str(20295 - 1010 * i) if i != 4 else None for i in range(12)]))
    base = Series("base", m.points("base", ["0", "18200", "17100", "0"]), color="none")
    step = Series("变化", m.points("step", ["20295", "2095", "1100", "17100"]))
    return [
        made(
            "column-stacked",
            "fig-trend",
            "2022—2024 年分范围排放量与强度",
            years,
            (scope("范围一", 0), scope("范围二", 1), scope("范围三", 2), intensity),
            unit="tCO2e",
            y_title="排放量",
            alt="三年分范围排放量堆积柱，叠加强度折线",
        ),
        made(
            "column",
            "fig-column",
            "各范围排放量对比",
            years,
            (scope("范围一", 0), scope("范围二", 1)),
            unit="tCO2e",
            labels=True,
        ),
        made(
            "column-stacked-100",
            "fig-share",
            "排放结构的变化",
            years,
            (scope("范围一", 0), scope("范围二", 1), scope("范围三", 2)),
            unit="tCO2e",
        ),
        made("bar", "fig-rank", "排放源排序", names, (ranked,), unit="tCO2e", labels=True),
        made("bar-stacked", "fig-bars", "各年排放量", years, (scope("范围一", 0), scope("范围二", 1)), unit="tCO2e"),
        made(
            "line",
            "fig-path",
            "减排路径与目标线",
            path,
            (bau, low, target),
            unit="tCO2e",
            x_title="年份",
            y_title="范围一、二排放量",
        ),
        made(
            "area-stacked",
            "fig-area",
            "分范围排放量面积图",
            years,
            (scope("范围一", 0), scope("范围二", 1)),
            unit="tCO2e",
        ),
        made("pie", "fig-pie", "2024 年排放构成", names, (ranked,), unit="tCO2e"),
        made(
            "doughnut",
            "fig-ring",
            "2024 年范围构成",
            ("范围一", "范围二", "范围三"),
            (Series("排放量", m.points("ring", list(_TOTALS["2024"]))),),
            unit="tCO2e",
        ),
        made(
            "column-stacked",
            "fig-fall",
            "从 2022 年到 2024 年的变化",
            ("2022 年", "电力因子", "节能改造", "2024 年"),
            (base, step),
            unit="tCO2e",
        ),
    ]


def sample(**changes: Any) -> Document:
    """Return the sample document; ``changes`` replace fields of it."""
    m = Maker()
    _, origin = m.place()
    drawn = charts(m)
    total = m.n("inventory.total", "20866.0599", full=True)
    change = m.n("inventory.change_rate", "-0.0614", "1", unit="%", digits=1, full=True, sign="magnitude")
    note = Footnote(
        "fn1",
        (
            Str("数据来源：企业能源统计台账与供电局电费账单，合计 "),
            m.n("electricity", "23805", "MWh", full=True),
            Str("。"),
        ),
    )
    body_text = (
        "本报告依据企业提供的能源统计台账、财务凭证与计量记录编制，核算边界采用“运营控制权法”确定，"
        "覆盖本部厂区与二厂区的全部生产设施、辅助生产系统和附属生产系统。"
    )
    blocks: list[Block] = [
        Contents("toc", origin, "目录", 3, tables=True, figures=True),
        m.h(1, "摘要", "sec-summary", numbered=False),
        m.p(
            "受企业委托，编制本报告。2024 年温室气体排放总量为 ",
            total,
            "，较上年下降 ",
            change,
            "，构成见",
            CrossRef("tbl-sources"),
            "与",
            CrossRef("fig-trend"),
            "。",
        ),
        m.p(
            "核心结论：外购电力是最大的排放源，2024 年占范围一与范围二排放的 ",
            m.n("share.el", "0.6781", "1", unit="%", digits=1, full=True),
            "；在当前电网因子下，绿电采购每提高十个百分点，排放相应下降约 ",
            m.n("saving", "1287.4", full=True, digits=0),
            "。",
            style="key",
        ),
        m.h(1, "总则", "sec-general"),
        m.h(2, "编制目的与依据", "sec-purpose"),
        m.p(
            body_text,
            "术语与量化方法遵循国际标准",
            Citation("iso-14064-1"),
            "和国家标准",
            Citation("gbt-32150"),
            "，核算结果保留两位小数",
            note,
            "。",
        ),
        m.p("核算遵循下列原则："),
        m.items(
            True,
            "相关性：选择适应目标用户需求的排放源、数据和方法；",
            "完整性：包括边界内全部排放，任何排除都说明理由并给出估算；",
            m.items(False, "固定燃烧、移动燃烧、过程与逸散；", "外购电力与热力。"),
            "一致性：不同年份之间可比；",
            "准确性与透明性：减少偏差，披露方法与数据来源。",
        ),
        m.p("数据按以下顺序取用："),
        m.items(False, "实测值，附检测报告；", "供应商提供的数值；", "国家或行业发布的缺省值。"),
        m.p(
            "更多信息见",
            Link("https://www.example.com/guide?a=1&b=2", (Str("企业信息披露平台"),)),
            "。水的化学式 H",
            Str("2", subscript=True),
            "O，面积 m",
            Str("2", superscript=True),
            "，代码 ",
            Str("t CO2e", code=True),
            "，",
            Str("粗体", bold=True),
            "与",
            Str("斜体", italic=True),
            "，行内公式 ",
            Math(r"E = AD \times EF"),
            "。",
            LineBreak(),
            "强制换行之后的文字。",
        ),
        m.h(2, "核算边界", "sec-boundary"),
        m.h(3, "组织边界", "sec-org"),
        m.p(body_text * 2),
        m.h(3, "报告边界", "sec-report"),
        m.p(
            body_text,
            "重要间接排放的识别准则见",
            CrossRef("sec-purpose"),
            "，计量点见",
            CrossRef("sec-annex"),
            "，方法见",
            CrossRef("eq-total"),
            "与",
            CrossRef("sec-method"),
            "。",
        ),
        m.h(4, "排除的排放源", "sec-excl"),
        m.p(body_text),
        m.h(1, "量化方法", "sec-method"),
        m.h(2, "计算公式", "sec-eq"),
        m.p("化石燃料燃烧排放按下式计算："),
        Equation(
            "eq-total",
            m.place()[1],
            r"E_{\mathrm{燃烧}} = \sum_{i=1}^{n} "
            r"\left( FC_i \times NCV_i \times CC_i \times OF_i \times \frac{44}{12} \right)",
            (
                ("FC_i", (Str("第 i 种燃料的消耗量，单位为吨（t）或万标立方米；"),)),
                ("NCV_i", (Str("第 i 种燃料的低位发热量，单位为吉焦每吨；"),)),
                (r"\frac{44}{12}", (Str("二氧化碳与碳的相对分子质量之比。"),)),
            ),
        ),
        m.p("总不确定性按误差传播法合成："),
        Equation("eq-unc", m.place()[1], r"U = \frac{\sqrt{\sum_{i} \left( E_i U_i \right)^2}}{\sum_{i} E_i}"),
        m.h(1, "温室气体排放量", "sec-result"),
        m.h(2, "排放源与排放量", "sec-sources"),
        m.p("各排放源的活动数据与排放量见", CrossRef("tbl-sources"), "。", body_text),
        emissions_table(m),
        m.p(body_text),
        merged_table(m),
        m.h(2, "趋势与结构", "sec-trend"),
        m.p(body_text),
    ]
    for chart in drawn:
        blocks += [chart, m.p("由图可见，排放量逐年下降，主要来自节能改造与绿电采购。")]
    blocks += [
        m.h(1, "减排措施", "sec-measures"),
        m.p(body_text),
        Picture(
            "fig-flow",
            m.place()[1],
            "sankey",
            (Str("能源流向图"),),
            flows=(Flow("天然气", "退火炉", Point(m.facts.add("flow1", "100.5", "tce"))),),
            alt="能源从品种流向工序",
        ),
        m.p("资料来源：企业能源平衡表。", style="source"),
        Picture(
            "fig-macc",
            m.place()[1],
            "macc",
            (Str("边际减排成本曲线"),),
            steps=(
                Step(
                    "余热回收", Point(m.facts.add("red1", "320.5")), Point(m.facts.add("cost1", "-85.2", "CNY/tCO2e"))
                ),
            ),
        ),
        AuthorSlot(
            "slot-1",
            m.place()[1],
            "management-statement",
            "管理层对减排目标的承诺与资源安排，二百字以内。",
            "能源管理部经理",
            "content/report/management-statement.md",
        ),
        AuthorSlot(
            "slot-2",
            m.place()[1],
            "background",
            "背景",
            "",
            "content/report/background.md",
            (m.p("这一段由客户撰写，提到", m.n("own", "12.5", "MWh", full=True), "。"), m.items(False, "甲；", "乙。")),
        ),
        PageBreak("break-1", m.place()[1]),
        m.p("以下由编制单位与报告主体共同确认。", style="lead"),
        SignatureBlock("sign", m.place()[1], (("编制单位（盖章）", ""), ("审核人", ""), ("日期", "2025年4月18日"))),
        m.h(1, "计量点清单", "sec-annex", annex=True),
        m.p(body_text),
        long_table(m),
        m.h(1, "分月排放量", "sec-annex-b", annex=True),
        wide_table(m),
        m.h(2, "说明", "sec-annex-b1", numbered=True),
        m.p("分月数据由能源台账汇总。", style="note"),
        Equation("eq-annex", m.place()[1], r"a < b"),
    ]
    document = Document(
        id="report",
        template="ghg-inventory-report@1.0",
        language="zh",
        theme="report",
        audience="client",
        final=False,
        cover=Cover(
            "温室气体排放报告",
            "2024 年度",
            "岚河铸造有限公司",
            "示例低碳咨询有限公司",
            "LH-GHG-2024-01",
            "1.0",
            "2025年4月18日",
            "内部资料",
        ),
        blocks=tuple(blocks),
        facts=m.facts.all,
        references=(
            BibliographyEntry(
                "iso-14064-1",
                "ISO 14064-1:2018 Greenhouse gases — Part 1: Specification with guidance at the organization level",
            ),
            BibliographyEntry("gbt-32150", "GB/T 32150—2015 工业企业温室气体排放核算和报告通则"),
        ),
        digits={"tCO2e": 2},
        numbering=number(blocks, "zh"),
        date="2025-04-18",
        header="",
        footer="示例低碳咨询有限公司",
        build="0123abcd",
    )
    return replace(document, **changes)


def pictures() -> dict[str, bytes]:
    """Return the sample's pictures."""
    return {"fig-flow": png(), "fig-macc": png(640, 400, (180, 105, 42))}


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
