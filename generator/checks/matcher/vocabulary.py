"""Units, scales, classifiers and hedges as they are written in Chinese and English prose."""

from __future__ import annotations

import re
from decimal import Decimal

#: Spelling -> unit of the ledger. Order does not matter: the longest spelling that fits is taken.
UNITS: dict[str, str] = {
    **dict.fromkeys(
        ("吨二氧化碳当量", "吨CO2当量", "吨CO₂当量", "吨CO2e", "吨CO₂e", "tCO2e", "tCO₂e", "t CO2e", "t CO₂e",
         "tCO2eq", "t CO2-e", "t CO₂-e", "吨碳当量", "tonnes of CO2e", "tonnes CO2e", "tonnes CO₂e",
         "tonnes of CO₂e", "t CO2 eq"),
        "tCO2e",
    ),
    **dict.fromkeys(("千克二氧化碳当量", "公斤二氧化碳当量", "kgCO2e", "kg CO2e", "kgCO₂e", "kg CO₂e"), "kgCO2e"),
    **dict.fromkeys(
        ("吨二氧化碳", "吨CO2", "吨CO₂", "tCO2", "tCO₂", "t CO2", "t CO₂", "tonnes of CO2", "tonnes CO2"), "tCO2"
    ),
    **dict.fromkeys(("千克二氧化碳", "kgCO2", "kgCO₂", "kg CO2", "kg CO₂"), "kgCO2"),
    **dict.fromkeys(("吨标准煤", "吨标煤", "tce"), "tce"),
    **dict.fromkeys(("千克标准煤", "公斤标准煤", "千克标煤", "公斤标煤", "克标准煤当量", "kgce"), "kgce"),
    **dict.fromkeys(("吨碳", "tC", "t C"), "tC"),
    **dict.fromkeys(("吨", "t", "tonnes", "tonne", "tons", "ton"), "t"),
    **dict.fromkeys(("千克", "公斤", "kg", "kilograms"), "kg"),
    **dict.fromkeys(("克", "g"), "g"),
    **dict.fromkeys(("毫克", "mg"), "mg"),
    **dict.fromkeys(("微克", "μg", "µg"), "μg"),
    **dict.fromkeys(("千瓦时", "度电", "度", "kWh", "kwh", "KWh", "KWH", "千瓦·时"), "kWh"),
    **dict.fromkeys(("兆瓦时", "MWh"), "MWh"),
    **dict.fromkeys(("吉瓦时", "GWh"), "GWh"),
    **dict.fromkeys(("千瓦", "kW"), "kW"),
    **dict.fromkeys(("兆瓦", "MW", "MWp"), "MW"),
    **dict.fromkeys(("吉焦", "百万千焦", "GJ"), "GJ"),
    **dict.fromkeys(("兆焦", "MJ"), "MJ"),
    **dict.fromkeys(("千焦", "kJ"), "kJ"),
    **dict.fromkeys(("太焦", "TJ"), "TJ"),
    **dict.fromkeys(("标准立方米", "标立方米", "标立方", "标方", "Nm3", "Nm³", "m3(标准状态)"), "Nm3"),
    **dict.fromkeys(("立方米", "m3", "m³", "方"), "m3"),
    **dict.fromkeys(("升", "L", "litres", "liters"), "L"),
    **dict.fromkeys(("平方米", "m2", "m²", "㎡"), "m2"),
    **dict.fromkeys(("公里", "千米", "km"), "km"),
    **dict.fromkeys(("吨公里", "吨·公里", "tkm", "t·km"), "tkm"),
    **dict.fromkeys(("人公里", "pkm"), "pkm"),
    **dict.fromkeys(("元人民币", "人民币元", "元", "CNY", "RMB", "yuan"), "CNY"),
    **dict.fromkeys(("欧元", "EUR"), "EUR"),
    **dict.fromkeys(("年", "周年", "years", "year"), "a"),
    **dict.fromkeys(("个月", "months", "month"), "month"),
    **dict.fromkeys(("人", "people", "persons", "employees"), "person"),
    # Units that no fact has: such a number is found and has no source in the ledger.
    **dict.fromkeys(("美元", "USD"), "USD"),
    **dict.fromkeys(("小时", "h", "hours"), "h"),
    **dict.fromkeys(("分钟", "min", "minutes"), "min"),
    **dict.fromkeys(("天", "days"), "d"),
    **dict.fromkeys(("℃", "°C", "摄氏度"), "degC"),
    **dict.fromkeys(("MPa", "兆帕"), "MPa"),
    **dict.fromkeys(("kPa", "千帕"), "kPa"),
    **dict.fromkeys(("米", "m"), "m"),
    **dict.fromkeys(("毫米", "mm"), "mm"),
    **dict.fromkeys(("公顷", "ha"), "ha"),
    **dict.fromkeys(("亩",), "mu"),
    **dict.fromkeys(("伏安", "kVA", "千伏安"), "kVA"),
    **dict.fromkeys(("ppm",), "ppm"),
}  # fmt: skip
#: Units written only below the line: per year, per day.
BELOW: dict[str, str] = {
    **UNITS,
    "a": "a",
    "d": "d",
    "日": "d",
    "月": "month",
    "台": "piece",
    "件": "piece",
    "次": "piece",
}

PERCENT: dict[str, str] = {
    "个百分点": "points", "百分点": "points", "percentage points": "points", "percentage point": "points",
    "%": "percent", "percent": "percent", "per cent": "percent", "‰": "permille",
    "成": "tenths", "倍": "times", "times": "times", "fold": "times", "-fold": "times",
}  # fmt: skip
KINDS = {"points": "points", "percent": "percent", "permille": "percent", "tenths": "tenths", "times": "multiple"}
#: What one of each is, as a pure number.
PURE = {
    "percent": Decimal("0.01"),
    "permille": Decimal("0.001"),
    "points": Decimal("0.01"),
    "tenths": Decimal("0.1"),
    "times": Decimal(1),
    "1": Decimal(1),
}

SCALES: dict[str, int] = {
    "万亿": 10**12, "千万": 10**7, "百万": 10**6, "十万": 10**5, "亿": 10**8, "万": 10**4, "千": 10**3, "百": 10**2,
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "mn": 10**6, "bn": 10**9,
}  # fmt: skip

CLASSIFIERS = (
    "人次", "车次", "台次", "个", "台", "套", "条", "家", "项", "座", "块", "只", "辆", "份", "次", "批", "种",
    "处", "栋", "间", "张", "组", "件", "名", "户", "位", "支", "款", "轮", "场", "类", "根",
    "棵", "艘", "笔", "宗", "面", "道",
)  # fmt: skip
ENGLISH_NOUNS = r"(?:sites?|plants?|facilities|sources?|lines?|measures?|stages?|scenarios?|years?|months?)"

BEFORE: tuple[tuple[str, str], ...] = (
    ("near", r"将?近|接近|nearly|almost|close to"),
    ("about", r"约为?|大约|大概|约计|about|around|approximately|approx\.|roughly|some|circa"),
    (
        "below",
        r"不足|不到|低于|少于|未满|不超过|不高于|至多|最多|less than|below|under|up to|at most",
    ),
    ("above", r"超过|超出|超|逾|突破|高于|多于|大于|不低于|不少于|至少|over|more than|above|exceeding|at least"),
)
AFTER: tuple[tuple[str, str], ...] = (
    ("about", r"左右|上下|or so"),
    ("above", r"以上|余|多(?=[\u4e00-\u9fff，。；]|$)|or more"),
    ("below", r"以下|以内|之内|or less"),
)


def _alternation(spellings: dict[str, str]) -> str:
    """Longest first; a spelling that ends in a Latin letter or a digit must not run on into another one."""
    parts = []
    for spelling in sorted(spellings, key=len, reverse=True):
        text = re.escape(spelling).replace(r"\ ", r"\s") + ("(?!次)" if spelling == "人" else "")
        parts.append(text + r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]$", spelling) else text)
    return "|".join(parts)


UNIT = re.compile(
    rf"\s?(?P<above>{_alternation(UNITS)})(?:\s?(?:/|每|per\s)\s?(?P<scale>万|亿)?(?P<below>{_alternation(BELOW)}))?"
)
RATIO = re.compile(rf"\s?(?P<unit>{_alternation(PERCENT)})")
SCALE = re.compile(
    r"\s?(?P<scale>万亿|千万|百万|十万|亿|万|千(?![瓦克米焦帕卡赫伏])|百(?!分)|thousand|million|billion|(?:mn|bn)(?![a-z]))"
)
CLASSIFIER = re.compile(rf"\s?(?P<noun>{'|'.join(CLASSIFIERS)})")
CURRENCY = re.compile(r"(?P<sign>¥|CNY|RMB|人民币|US\$|USD|\$|€|EUR)\s?$")
CURRENCIES = {
    "¥": "CNY",
    "CNY": "CNY",
    "RMB": "CNY",
    "人民币": "CNY",
    "US$": "USD",
    "USD": "USD",
    "$": "USD",
    "€": "EUR",
    "EUR": "EUR",
}


def _hedges(table: tuple[tuple[str, str], ...], end: bool) -> re.Pattern[str]:
    groups = "|".join(f"(?P<{name}>{pattern})" for name, pattern in table)
    return re.compile(rf"(?:{groups})\s*$" if end else rf"\s?(?:{groups})", re.IGNORECASE)


HEDGE_BEFORE = _hedges(BEFORE, True)
HEDGE_AFTER = _hedges(AFTER, False)
