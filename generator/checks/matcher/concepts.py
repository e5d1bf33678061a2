"""What a sentence speaks of: the words for facts, dimensions, years, bases and directions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Role = Literal["level", "change"]
Words = tuple[str, ...]

_EMITS: Words = ("排放", "emission", "emitted")
_TOTAL: Words = (
    "排放总量", "总排放", "排放总计", "全部排放", "排放合计", "温室气体排放量",
    "total emissions", "total greenhouse gas emissions", "total ghg emissions",
)  # fmt: skip
_SHARE: Words = ("占", "比例", "比重", "share", "account")
_FACTOR: Words = ("因子", "factor")

#: Fact id -> groups of words; a sentence speaks of the fact when it has a word of every group (and of every dimension).
CONCEPTS: Mapping[str, tuple[Words, ...]] = {
    "activity.quantity": (
        ("消耗", "消费", "用量", "使用", "购入", "采购", "耗", "加注", "补充", "燃用", "consum", "purchas"),
    ),
    "factor.ncv": (("热值", "发热量", "calorific"),),
    "factor.carbon_content": (("含碳量", "carbon content"),),
    "factor.oxidation": (("氧化率", "oxidation"),),
    "factor.emission": (_FACTOR,),
    "factor.electricity": (("电力", "电网", "electricity", "grid"), _FACTOR),
    "gwp.value": (("潜势", "GWP", "warming potential"),),
    "source.emission": (_EMITS,),
    "source.share": (_SHARE,),
    "source.change": (_EMITS,),
    "source.change_rate": (_EMITS,),
    "inventory.total": (_TOTAL,),
    "inventory.scope": (_EMITS,),
    "inventory.scope12": (_EMITS,),
    "inventory.category": (_EMITS,),
    "inventory.gas": (_EMITS,),
    "inventory.site": (_EMITS,),
    "inventory.change": (_TOTAL,),
    "inventory.change_rate": (_TOTAL,),
    "inventory.biogenic": (("生物源", "生物质", "biogenic"), _EMITS),
    "scope.change": (_EMITS,),
    "scope.change_rate": (_EMITS,),
    "metric.value": (),
    "intensity.value": (("强度", "单位", "每", "intensity"),),
    "intensity.change_rate": (("强度", "单位", "intensity"),),
    "base.recalculated": (("基准年", "base year", "base-year"), _EMITS),
    "base.published": (("基准年", "base year", "base-year"), _EMITS, ("公布", "披露", "发布", "published")),
    "base.change": (("基准年", "base year", "base-year"), _EMITS),
    "base.change_rate": (("基准年", "base year", "base-year"), _EMITS),
    "base.threshold": (("阈值", "门槛", "threshold"),),
    "uncertainty.total": (("不确定", "uncertainty"),),
    "uncertainty.source": (("不确定", "uncertainty"),),
    "uncertainty.activity": (("不确定", "uncertainty"), ("活动", "activity")),
    "uncertainty.factor": (("不确定", "uncertainty"), _FACTOR),
    "quality.total": (("数据质量", "data quality"),),
    "energy.total": (("综合能源消费", "综合能耗", "能源消费总量", "能耗总量", "综合能源消耗", "total energy"),),
    "energy.source": (("能耗", "能源消费", "折标", "energy"),),
    "energy.share": (("能耗", "能源", "energy"), _SHARE),
    "energy.intensity": (("能耗", "energy intensity"), ("单位", "强度", "per", "intensity")),
    "electricity.total": (("用电量", "购电量", "电力消费", "electricity consumption"),),
    "electricity.green_share": (("绿电", "绿色电力", "可再生电力", "green"), _SHARE),
    "site.share": (("持股", "股权", "控制", "equity"),),
    "target.value": (_EMITS,),
    "target.reduction": (("减排", "下降", "减少", "降低", "reduc", "target", "cut"),),
    "target.rate": (("年均", "每年", "annual"),),
    "target.gap": (("差距", "缺口", "gap"),),
    "pathway.peak": (("峰值", "peak"), _EMITS),
    "pathway.cumulative": (("累计", "cumulative"), _EMITS),
    "measure.full": (("减排量", "减排", "减少", "reduc"),),
    "measure.reduction": (("减排量", "减排", "减少", "reduc"),),
    "measure.capex": (("投资", "投入", "造价", "invest", "capex", "cost"),),
    "measure.opex": (("运行费", "运维", "运行成本", "opex", "running cost"),),
    "measure.saving": (("节约", "节省", "收益", "saving"),),
    "measure.net_cost": (("净成本", "net cost"),),
    "measure.abatement_cost": (("减排成本", "abatement"),),
    "measure.payback": (("回收期", "payback"),),
    "measure.lifetime": (("寿命", "lifetime"),),
    "measure.share": (_SHARE,),
    "measures.capex": (("总投资", "投资合计", "投资总额", "累计投资", "total investment"),),
    "measures.full": (("合计减排", "总减排", "减排量合计", "total reduction"),),
    "project.sites": (("厂区", "生产基地", "工厂", "场所", "生产场地", "site"),),
}  # fmt: skip

#: Facts that say by how much something changed; a number after 下降 or 增长 means one of these.
CHANGES = frozenset(
    {
        "inventory.change", "inventory.change_rate", "scope.change", "scope.change_rate", "source.change",
        "source.change_rate", "intensity.change_rate", "base.change", "base.change_rate", "base.difference",
        "base.difference_rate", "pathway.change_rate",
    }
)  # fmt: skip
#: Facts that either wording may mean.
EITHER = frozenset({"target.reduction", "measure.full", "measure.reduction", "pathway.reduction", "measures.full"})
#: Facts about what is planned: only these answer sentences that say 预计 or 计划.
PLANNED = ("target.", "pathway.", "measure.", "measures.", "grid.")

#: Dimensions whose value is what the sentence is about.
SUBJECTS = (
    "entity", "source", "measure", "target", "instrument", "gas", "category", "scope", "product", "scenario"
)  # fmt: skip

_SCOPES = {"1": "一", "2": "二", "3": "三"}
_ALSO: Mapping[str, Words] = {"1": ("直接排放", "direct emissions")}
_CATEGORIES = {"1": "一", "2": "二", "3": "三", "4": "四", "5": "五", "6": "六"}
FIXED: Mapping[str, Mapping[str, Words]] = {
    "scope": {
        n: (f"范围{han}", f"范围{n}", f"范围 {n}", f"scope {n}", f"Scope {n}", *_ALSO.get(n, ()))
        for n, han in _SCOPES.items()
    },
    "category": {
        n: (f"类别{han}", f"类别{n}", f"类别 {n}", f"category {n}", f"Category {n}") for n, han in _CATEGORIES.items()
    },
    "gas": {
        "CO2": ("二氧化碳", "CO2", "CO₂"),
        "CH4": ("甲烷", "CH4", "CH₄", "methane"),
        "N2O": ("氧化亚氮", "N2O", "N₂O", "nitrous oxide"),
        "HFCs": ("氢氟碳化物", "HFCs"),
        "PFCs": ("全氟碳化物", "PFCs"),
        "SF6": ("六氟化硫", "SF6", "SF₆"),
        "NF3": ("三氟化氮", "NF3", "NF₃"),
    },
}

_BASES: Mapping[str, re.Pattern[str]] = {
    "location": re.compile(r"基于位置|位置法|location[- ]based|基于区位", re.IGNORECASE),
    "market": re.compile(r"基于市场|市场法|market[- ]based", re.IGNORECASE),
}
_DOWN = r"下降|减少|降低|降幅|削减|回落|下滑|减幅|少于?上年|fell|decreas\w*|reduc\w*|declin\w*|down|cut"
_UP = r"上升|增长|增加|提高|增幅|升高|涨幅|增至?|rose|increas\w*|grew|up|more"
_CHANGE = re.compile(
    rf"(?:(?P<down>{_DOWN})|(?P<up>{_UP}))(?:了|率|幅度|比例)?(?:为|达到?|约为?|by|of|about|\s)*$", re.IGNORECASE
)
_RATE_OF = re.compile(r"(?:变化率|变动率|变化幅度)(?:为|是)?\s*$")
_AGAINST = re.compile(
    r"(?:[比较与相]+(?:于|比)?|同|against|compared (?:with|to)|from|below)\s*((?:19|20)\d{2})\s*年?(?:度|的|水平)*"
)
_LAST_YEAR = re.compile(
    r"[比较]\s*(?:上|去|前一?)年|同比|year[- ]on[- ]year|上一?年度?(?:相比|减少|增加|下降)|previous year|last year"
)
_AGAINST_BASE = re.compile(r"[比较]\s*基准年|与基准年|against the base year|base year")
_YEAR = re.compile(r"(?<![\d.,/A-Za-z-])((?:19|20)\d{2})(?=\s*年|[^\d.%]|$)(?!\s*(?:[万亿千]|吨|元|台|个|人))")
_NAMED_YEARS = re.compile(r"(?P<current>本年|报告年度?|报告期|当年|今年)|(?P<last>(?<![比较])(?:上年|去年|上一年))")
_SPECULATIVE = re.compile(
    r"预计|计划|力争|预期|拟|若|如果|假设|设计|可达|可减|可节|额定|产能|平均|月均|日均|年均|最高|最低|累计|同行|行业|全国|全省|标杆"
    r"|目标|指标|考核|中[，,]|\d+\s*[#号]|每(?:提高|增加|减少|降低)|季度|上半年|下半年|[每当单]月|[每当单]日"
    r"|(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月|限额|先进|同类|上限|下限|允许|误差|配额|其中|其余|其他|另外?|部分|此外|例如|单台|单条|新增|会|能够|可以?|大于|小于|超过的|差额|每[台条吨个件]"
    r"|expect|plan|would|could|average|sector|peer|industry|of which"
)


_CONDITION = re.compile(
    r"[从由]\s*$|若(?!干)|如果|假如|假设|倘若|一旦|[将会](?:增|降|达|减|升|为|由|从|下降|上升|减少|增加|提高)|\b(?:if|would|will|could)\b"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a piece of text speaks of.

    ``named`` maps a dimension to the values named; ``years`` are those that the number is said of, ``against`` the
    year or ``base`` it is compared with. ``direction`` is -1 after 下降, 1 after 增长, 0 otherwise.
    """

    text: str
    named: Mapping[str, frozenset[str]]
    years: frozenset[str]
    against: str
    basis: str
    role: Role
    direction: int
    speculative: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one project: dimension -> value -> names; its current year and base year; the targets' years."""

    names: Mapping[str, Mapping[str, Words]]
    current: str
    base_year: str
    target_years: Mapping[str, str] = field(default_factory=dict)
    language: str = "zh"

    def named(self, text: str) -> dict[str, frozenset[str]]:
        """The values of each dimension whose names stand in ``text``; a name inside a longer one does not count."""
        hits: list[tuple[int, int, str, str]] = []
        for dimension, values in (*self.names.items(), *FIXED.items()):
            for value, words in values.items():
                for word in words:
                    start = text.find(word) if word else -1
                    while start >= 0:
                        hits.append((start, start + len(word), dimension, value))
                        start = text.find(word, start + 1)
        result: dict[str, set[str]] = {}
        for start, end, dimension, value in hits:
            longer = any(s <= start and end <= e and (e - s) > (end - start) for s, e, _, _ in hits)
            if not longer:
                result.setdefault(dimension, set()).add(value)
        if " and " in text and {"1", "2"} & result.get("scope", set()):
            result["scope"] |= {n for n in "123" if re.search(rf"[Ss]copes? [\d, and]*{n}", text)}
        return {dimension: frozenset(values) for dimension, values in result.items()}


def years_in(text: str, vocabulary: Vocabulary) -> frozenset[str]:
    """The years that ``text`` is about, those it only compares with left out."""
    rest = _AGAINST.sub("", text)
    years = {found[1] for found in _YEAR.finditer(rest)}
    for found in _NAMED_YEARS.finditer(rest):
        if found["current"]:
            years.add(vocabulary.current)
        elif vocabulary.current.isdigit():
            years.add(str(int(vocabulary.current) - 1))
    return frozenset(years)


def against_in(text: str, vocabulary: Vocabulary) -> str:
    """The year that ``text`` compares with, or nothing."""
    if found := _AGAINST.search(text):
        return found[1]
    if _AGAINST_BASE.search(text):
        return vocabulary.base_year
    if _LAST_YEAR.search(text) and vocabulary.current.isdigit():
        return str(int(vocabulary.current) - 1)
    return ""


def basis_in(text: str) -> str:
    """``location`` or ``market``: the one that the text names last; neither where it speaks of both at once (分别)."""
    found = {name: [hit.end() for hit in pattern.finditer(text)] for name, pattern in _BASES.items()}
    last = {name: places[-1] for name, places in found.items() if places}
    if not last or (len(last) > 1 and "分别" in text):
        return ""
    return max(last, key=lambda name: last[name])


def direction_before(text: str) -> tuple[Role, int]:
    """Whether the words right before a number make it a change, and of which direction; 降至 and 增至 make a level."""
    found = _CHANGE.search(text)
    if found:
        return "change", -1 if found["down"] else 1
    return ("change", 0) if _RATE_OF.search(text) else ("level", 0)


def speculative(text: str) -> bool:
    """Whether the words speak of a plan, an average, a part or someone else."""
    return _SPECULATIVE.search(text) is not None


def conditional(text: str) -> bool:
    """Whether the words before a number set a condition, speak of the future or give what it started from."""
    return _CONDITION.search(text) is not None


def has_word(text: str, words: Words) -> bool:
    """Whether one of ``words`` stands in ``text``, case aside."""
    lower = text.lower()
    return any(word.lower() in lower for word in words)
