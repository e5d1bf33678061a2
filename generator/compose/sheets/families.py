"""The groups that facts stand in on a sheet, each under a heading of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from generator.base.text import Language, Text
from generator.compose.sheets.formulas import Place
from generator.document.workbook import Cell, Row
from generator.ledger.fact import Fact

#: Headings of groups of facts, by the first part of their id, in the order in which the sheets list them.
FAMILIES = {
    "factor": Text("排放因子及燃料参数", "Emission factors and fuel properties"),
    "gwp": Text("全球变暖潜势", "Global warming potentials"),
    "activity": Text("活动数据汇总", "Sums of activity data"),
    "electricity": Text("电力", "Electricity"),
    "instrument": Text("绿色电力凭证与合同", "Contracts and certificates for electricity"),
    "energy": Text("能源消费", "Energy use"),
    "source": Text("各排放源排放量", "Emissions by source"),
    "inventory": Text("排放清单汇总", "Inventory"),
    "scope": Text("排放清单汇总", "Inventory"),
    "metric": Text("指标", "Metrics"),
    "intensity": Text("排放强度", "Intensity"),
    "base": Text("基准年", "Base year"),
    "uncertainty": Text("不确定性", "Uncertainty"),
    "quality": Text("数据质量", "Data quality"),
    "site": Text("场所合并比例", "Shares of sites"),
    "exclusion": Text("排除项估算", "Estimates of what was left out"),
    "growth": Text("活动水平增长率", "Growth rates"),
    "grid": Text("电力排放因子路径", "Path of the electricity factor"),
    "measure": Text("减排措施", "Measures"),
    "measures": Text("减排措施合计", "All measures"),
    "lever": Text("减排途径", "Levers"),
    "pathway": Text("排放路径", "Pathway"),
    "target": Text("目标", "Targets"),
    "peer": Text("同行指标", "Peers"),
    "region": Text("区域清单", "Regional inventory"),
    "drivers": Text("驱动因素分解", "Decomposition by drivers"),
    "scenario": Text("情景", "Scenarios"),
    "abatement": Text("减排成本", "Abatement"),
    "science_target": Text("科学碳目标", "Science-based targets"),
    "park": Text("零碳园区", "Zero-carbon park"),
    "factory": Text("零碳工厂与绿色工厂", "Zero-carbon and green factory"),
    "evaluation": Text("项目碳排放评价", "Evaluation of a project"),
    "footprint": Text("产品碳足迹", "Product carbon footprint"),
    "reduction": Text("减排项目", "Reduction projects"),
    "transport": Text("运输链", "Transport chains"),
    "market": Text("碳市场", "Carbon market"),
    "cbam": Text("碳边境调节机制", "CBAM"),
    "neutrality": Text("碳中和", "Carbon neutrality"),
    "verification": Text("核查", "Verification"),
    "metering": Text("计量与监测", "Metering and monitoring"),
    "finance": Text("碳金融", "Carbon finance"),
    "standard_process": Text("标准制定过程", "Making of the standard"),
}
OTHER = Text("其他", "Other")


def family(fact_id: str) -> Text:
    """Return the heading of a fact's group."""
    return FAMILIES.get(fact_id.split(".")[0], OTHER)


def family_rank(fact_id: str) -> int:
    """Return the place of a fact's group on a sheet."""
    names = list(FAMILIES)
    head = fact_id.split(".")[0]
    return names.index(head) if head in FAMILIES else len(names)


def places_down(facts: Iterable[Fact], sheet: str, column: str, first: int) -> dict[str, Place]:
    """Return every fact's cell in ``column``: one row each from row ``first`` on, one more for each heading."""
    found: dict[str, Place] = {}
    row, heading = first, None
    for fact in facts:
        if family(fact.id) != heading:
            heading = family(fact.id)
            row += 1
        found[fact.key] = Place(sheet, column, row)
        row += 1
    return found


def rows_down(facts: Iterable[Fact], cells: Callable[[Fact], tuple[Cell, ...]], language: Language) -> list[Row]:
    """Return the rows that :func:`places_down` counts: the headings and, by ``cells``, each fact's own."""
    rows: list[Row] = []
    heading = None
    for fact in facts:
        if family(fact.id) != heading:
            heading = family(fact.id)
            rows.append(Row((heading.say(language),), "group"))
        rows.append(Row(cells(fact)))
    return rows
