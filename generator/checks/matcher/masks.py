"""What looks like a number and is none: dates, standards, document and clause numbers, models, codes, idioms."""

from __future__ import annotations

import re

_HAN = "零〇一二两三四五六七八九十百"
_SEPARATOR = r"\s*[-—~至到]+\s*"
_YEAR = r"(?:19|20|21)\d{2}"
_MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_STANDARDS = (
    r"(?:GB|ISO|IEC|IEEE|EN|HJ|AQ|JB|YB|YS|NB|DL|JJF|JJG|SH|HG|QB|CJJ?|RB|PAS|ASTM|JGJ|SY|MT|WS"
    r"|DB\d{0,4}|T/[A-Z]{2,}(?:-[A-Z]+)?)"
)

#: Kind -> pattern. The kinds are the published list of digit strings in prose that are no facts.
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("address", r"(?:https?://|www\.)[^\s，。；）)]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    (
        "date",
        rf"{_YEAR}\s*年\s*\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*日)?"
        rf"|{_YEAR}[-/.]\d{{1,2}}(?:[-/.]\d{{1,2}})?(?![\d.%])"
    ),
    ("date", rf"\d{{1,2}}\s*月(?:份|\s*\d{{1,2}}\s*日)?|\d{{1,2}}{_SEPARATOR}\d{{1,2}}\s*月|\d{{1,2}}\s*日"),
    ("date", rf"{_MONTHS}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s*,\s*{_YEAR})?(?!\d)|\d{{1,2}}\s+{_MONTHS}(?:\s+{_YEAR})?"),
    ("date", rf"\d{{1,2}}\s*[-—]\s*\d{{1,2}}\s+{_MONTHS}"),
    ("date", r"(?<![A-Za-z])(?:FY|CY|Q[1-4]|H[12])\s*(?:\d{4}|\d{2})?(?!\d)"),
    ("date", r"[零〇一二三四五六七八九]{4}年(?:[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?)?"),
    (
        "date",
        r"[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?|星期[一二三四五六日]"
        r"|周[一二三四五六日]"
    ),
    (
        "date",
        r"第?[一二三四1-4]季度|十[一二三四五六]五(?=[”\"」]|规划|时期|期间|末|初|以来|[，。、；])"
        r"|[“\"「]十[一二三四五六]五"
    ),
    (
        "time",
        r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)|7\s*[×x]\s*24(?:\s*小时)?|全天\s*24\s*小时|24\s*小时(?:不间断"
        r"|值守|连续|运行)"
    ),
    ("year", rf"{_YEAR}{_SEPARATOR}{_YEAR}\s*(?:年度?)?"),
    ("year", rf"{_YEAR}(?:\s*[、和及与/]\s*{_YEAR})+\s*年|{_YEAR}\s*年(?!龄)(?:度|代)?"),
    (
        "year",
        rf"(?<![\d.,/]){_YEAR}(?![\d.,/]*\d|\s*(?:[万亿千百]|%|‰|吨|[tT](?![a-z])|k[gW]|[MG][WJ]|元|人|台|个|小时|标|立方"
        r"|公里|tce|CNY|m3))",
    ),
    ("year", r"(?<!\d)\d{2}\s*年代"),
    (
        "standard",
        rf"(?<![A-Za-z]){_STANDARDS}(?:/[A-Z]{{1,3}})?\s*-?\s*\d[\d.]*(?:\s*[-—:]+\s*\d+)*(?:[-—:]+\d{{4}})?"
        r"(?:\s*/\s*\d{4,5}(?:-\d+)*)*",
    ),
    ("document", r"[〔\[(（]\s*(?:19|20)\d{2}\s*[〕\])）]\s*(?:第\s*)?\d+\s*号|第?\s*\d+\s*号(?:文|公告|令)"),
    (
        "ordinal",
        rf"第\s*[\d{_HAN}]+(?:\.\d+)*(?:{_SEPARATOR}[\d{_HAN}]+(?:\.\d+)*)?",
    ),
    (
        "reference",
        r"(?<![电水气仪量报列代煤油级])(?:表|图|(?<=[见按由据和与及将])式|公式|方程|附录|附件|附表|附图|附注|脚注|尾注|专栏|条款"
        r"|步骤|阶段|选项|问题|情景|方案|页)"
        r"\s*[（(]?\s*(?:[A-Z]\.?)?\d+(?:[.\-—]\d+)*\s*[)）]?",
    ),
    ("reference", r"\d+(?:\.\d+)+\s*(?:条|节|款|项|章)(?!件|目)|(?<!\d)\d+\.\d+(?:\.\d+)+(?!\d)"),
    (
        "reference",
        r"(?i:(?<![A-Za-z])(?:(?:clause|section|chapter|table|figure|part|article|step|item|note|page|module|tier|stage|phase"
        r"|scope|equation)s?|annex|appendix|fig\.|pp?\.|eq\.|version|criteria|category|categories|vol(?:ume|\.))"
        r"\s*v?\(?\d+(?:[.\-]\d+)*\)?(?:\s*(?:,|and|to|-|\+|&)\s*\d+(?:[.\-]\d+)*(?![\d.]*\s*(?:[%万亿吨]|t\b|tonnes|million|billion|thousand|per|[kMG]W|GJ|kg)))*)",
    ),
    (
        "reference",
        rf"(?:范围|类别|类型|层级)\s*\d+(?:\s*(?:[、和及与+＋]|{_SEPARATOR})\s*(?:范围"
        rf"|类别)?\s*\d(?![\d.,%万亿吨]))*"
    ),
    ("reference", r"\[\d{1,3}(?:\s*[-,，、]\s*\d{1,3})*\](?!\s*\d+\s*号)|\d{1,4}\s*期(?![间限内])"),
    (
        "numbering",
        r"(?m:^\s*(?:[（(]\d{1,2}[)）]|\d{1,2}[)）、.](?!\d)|\d+(?:\.\d+)+(?=\s|[\u4e00-\u9fff])))"
        r"|[（(]\d{1,2}[)）](?=[\u4e00-\u9fff\s])"
    ),
    (
        "code",
        r"(?:编号|型号|代码|证号|票号|批号|序列号|合同号|电话|传真|手机|邮编|账号|规格|版本号?|牌号|工号|车牌)\s*(?:为|是|:)?\s*"
        r"[A-Za-z0-9][A-Za-z0-9\-_/.#()]*|(?i:(?<![A-Za-z])No\.?\s*)\d+",
    ),
    ("code", r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?<![\d.,])0\d+(?![\d.])|\d{4,}[A-Z][0-9A-Z]{2,}"
        r"|(?:\d{4}[ -]){2,}\d{1,4}|\d{3}-\d{3}-\d{4}|\d+(?:-\d+){3,}"),
    (
        "model",
        r"(?<![A-Za-z0-9])(?!(?:CNY|RMB|USD|EUR|HKD|GBP)\d)(?:[A-Za-z]+[-_/.])*[A-Za-z]+[-_/.]?\d[A-Za-z0-9]*(?:[-_/.×*][A-Za-z0-9]+)*",
    ),
    (
        "model",
        r"(?<![\d.])\d+(?:\.\d+)?\s*k?V(?:A(?![a-z]))?(?![A-Za-z])|\d+\s*#|(?<![\d.])\d+\s*号(?![召称])"
        r"|[345]G(?![A-Za-z])|\dD(?![A-Za-z])"
    ),
    ("model", r"(?:工业|版本|V)\s*\d\.0|(?<![\d.])\d+(?:\.\d+)?\s*S?级|[A-Z]\d\s*(?=纸)"),
    ("unit", r"10(?:[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|\^-?\d+)"),
    (
        "place",
        r"(?:北纬|南纬|东经|西经"
        r"|[NSEW])\s*\d+(?:\.\d+)?\s*°(?:\s*\d+(?:\.\d+)?\s*[′'])?(?:\s*\d+(?:\.\d+)?\s*[″\"])?"
    ),
    ("place", r"\d{1,4}\s*(?:号楼|楼(?!宇)|会议室|室(?![温外])|单元|幢|柜(?!台))"),
    ("confidence", r"(?:\d{2}(?:\.\d+)?\s*%|百分之[一二三四五六七八九十点]+)\s*(?:的)?置信"),
    (
        "confidence",
        r"置信(?:水平|度|概率|区间)(?:为|是|取|按)?\s*(?:\d{2}(?:\.\d+)?\s*%|百分之[一二三四五六七八九十点]+)"
    ),
    ("confidence", r"(?i:\d{2}(?:\.\d+)?\s*(?:%|per\s?cent)\s*confidence)"),
    ("goal", r"(?<![\d.])(?:1\.5|2)\s*(?:℃|°\s*C)"),
    (
        "idiom",
        r"千方百计|千家万户|百年大计|百花齐放|成千上万|万众|万一|万分(?!之)|百分百|十分(?!之)|十足|四面八方"
        r"|八方|五花八门"
    ),
    (
        "idiom",
        r"\d\s*\+\s*[NXn](?![A-Za-z])|十年树木|百年树人|[一二三]次(?:能源|电池|污染|侧|风|设备|回路|元件|铝"
        r"|加工|供)"
    ),
    (
        "idiom",
        r"一五一十|三三两两|[数几成上近好][十百千万亿]+(?=[余多家个项万亿台名人吨元])|三人行|七上八下|九牛一毛"
        r"|两手抓|三包|万元(?=产值|增加值|GDP)"
    ),
    (
        "idiom",
        r"[一二两三四五六七八九十]个(?:到位|统筹|坚持|一律|必须|方面|维度|层面|环节|阶段|步骤|部分|要素|原则"
        r"|方向|意识|转变|确保)"
    ),
    ("idiom", r"[一二两三四五六七八九十](?:同时|同步|级|类别|期工程|期项目|重一轻|高一低|字头|位一体|不放过|化融合)"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)
_NOTHING = re.compile(r"[\d零〇一二两三四五六七八九十百半]")


def masked(text: str) -> bytearray:
    """Return one byte for each character: 1 where it belongs to something that only looks like a number."""
    cover = bytearray(len(text))
    if not _NOTHING.search(text):
        return cover
    for _, pattern in _COMPILED:
        for found in pattern.finditer(text):
            cover[found.start() : found.end()] = b"\x01" * (found.end() - found.start())
    return cover


def kinds() -> tuple[str, ...]:
    """The kinds of digit strings that are no numbers to be checked."""
    return tuple(dict.fromkeys(kind for kind, _ in _PATTERNS))
