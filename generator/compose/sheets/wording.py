"""The words of the workbook's sheets."""

from __future__ import annotations

from generator.base.text import Text

NOTES = Text("说明", "Notes")
ACTIVITY = Text("活动数据", "Activity")
FACTORS = Text("因子", "Factors")
CALCULATION = Text("计算", "Calculation")
RESULTS = Text("结果", "Results")

KEY = Text("编号", "Key")
LABEL = Text("名称", "Name")
VALUE = Text("数值", "Value")
EXACT = Text("精确值", "Exact value")
SHOWN = Text("显示值", "Shown value")
UNIT = Text("单位", "Unit")
KIND = Text("性质", "Kind")
MARK = Text("可信度", "Certainty")
SOURCE = Text("出处", "Source")
DATA_YEAR = Text("数据年份", "Data year")
PLACE = Text("数据位置", "Place")
REMARK = Text("备注", "Remark")

KINDS = {
    "given": Text("给定", "given"),
    "derived": Text("计算", "derived"),
    "assumed": Text("假定", "assumed"),
    "quoted": Text("引用", "quoted"),
}
MARKS = {
    "confirmed": Text("已核实", "confirmed"),
    "secondary": Text("转引", "secondary"),
    "unconfirmed": Text("未核实", "unconfirmed"),
}

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
