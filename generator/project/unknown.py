"""The finding for a reference to an id that is nowhere defined."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.findings import Finding, Position
from generator.project import faults
from generator.project.suggestions import listing, nearest

#: What kinds of thing are called in findings.
_KINDS = {
    "firm": "机构",
    "site": "厂区",
    "responsible role": "责任岗位",
    "source": "排放源",
    "metric": "指标",
    "engagement": "委托",
    "document": "文件",
    "scenario": "情景",
    "measure": "措施",
    "entity": "主体",
    "carrier": "能源品种",
    "product": "产品",
    "table": "数据表",
    "sub-sector": "子部门",
    "column of numbers": "数值列",
    "column of words": "文字列",
    "sector pathway": "行业路径",
    "account": "账户",
    "sector": "部门",
    "energy": "能源品种",
    "stock": "设备存量",
    "removal": "碳汇",
    "emission source": "排放源",
    "asset": "资产",
    "body": "单位",
    "aspect": "比较方面",
    "trial": "试验",
    "column": "列",
    "compliance entity": "重点排放单位",
    "consignment": "托运货物",
    "exchange": "输入输出项",
    "footprint": "产品碳足迹",
    "group": "分组",
    "importer": "进口商",
    "item of the statement": "报告项目",
    "life cycle stage": "生命周期阶段",
    "line": "排放项",
    "meter": "计量器具",
    "operation category": "运输作业类别",
    "place": "地点",
    "price series": "价格序列",
    "process": "过程",
    "reference": "引用文件",
    "class of terms": "概念类别",
    "supplier": "供应商",
    "trip": "运输行程",
}


def unknown_id(value: str, ids: Sequence[str], at: Position, kind: str) -> Finding:
    """Return the finding for a reference to an id that is not there."""
    near = nearest(value, ids)
    hint_zh, hint_en = f"已定义：{listing(ids)}", f"defined: {listing(ids)}"
    if near:
        hint_zh, hint_en = f"是否应为 {near}？{hint_zh}", f"did you mean {near}? {hint_en}"
    zh, en = f"{_KINDS.get(kind, kind)}“{value}”不存在", f"{kind} {value!r} does not exist"
    return faults.UNKNOWN_ID.at(at, zh, en, hint_zh=hint_zh, hint_en=hint_en)
