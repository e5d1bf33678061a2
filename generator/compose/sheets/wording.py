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
