"""QTY: numbers, units, ranges, products (GB/T 1.1-2020, 9.4.4, 9.4.5, 10.4.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.citing import STANDARD
from generator.drafting.draft import Draft, Kind, Part, Piece
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.sentences import outside_quotes

_SKIPPED = (Kind.COVER, Kind.CONTENTS, Kind.REFERENCE, Kind.LITERATURE, Kind.SOURCE, Kind.INDEX, Kind.NAME)
_NUMBER = r"\d+(?:[ \u2009\u202f]\d{3})*(?:\.\d+)?"
#: Unit words with the symbol that stands for each; longest first.
_WORDS = {
    "千瓦时": "kW·h",
    "兆瓦时": "MW·h",
    "立方米": "m³",
    "平方米": "m²",
    "摄氏度": "℃",
    "千焦": "kJ",
    "兆焦": "MJ",
    "吉焦": "GJ",
    "千瓦": "kW",
    "兆瓦": "MW",
    "毫克": "mg",
    "千克": "kg",
    "公斤": "kg",
    "毫升": "mL",
    "毫米": "mm",
    "厘米": "cm",
    "千米": "km",
    "公里": "km",
    "小时": "h",
    "分钟": "min",
    "毫秒": "ms",
    "微克": "μg",
    "微米": "μm",
    "纳米": "nm",
    "千帕": "kPa",
    "兆帕": "MPa",
    "千伏": "kV",
    "赫兹": "Hz",
    "分贝": "dB",
    "吨": "t",
    "秒": "s",
    "升": "L",
    "克": "g",
    "米": "m",
}
_WORD = "|".join(_WORDS)
#: Words that begin with what looks like a unit: 升级, 克服, 米制.
_NO_UNIT = r"(?!位|(?<=升)[级温高降压至到]|(?<=克)[服隆制]|(?<=米)[制饭粉级]|(?<=秒)[级杀表]|(?<=纳米)[材级粉颗])"
_WORD_UNIT = re.compile(
    rf"(?P<number>{_NUMBER})(?P<gap>[ \u00a0\u2009]?)(?P<power>[十百千万亿]*)(?P<unit>{_WORD}){_NO_UNIT}"
)
_CHINESE = re.compile(rf"(?<![每几数千百万十亿第])[一二两三四五六七八九十百]+(?P<unit>{_WORD}){_NO_UNIT}(?![级位内制])")
_SYMBOL = (
    r"(?:[kMGm]?W·?h|[kMG]?Wh|[kMG]?W|[kMG]?J|[kMm]?Pa|[mkµμ]?g|[kMcmµμ]?m[23²³]?|[mµμ]?L|tce|tCO2e?|[kMG]?t|h|min|s|d|[kMm]?V|[mk]?A|"
    r"Hz|℃|°C|K|%|％|‰|dB|lx|ppm|mol|N)"
)
#: A symbol with what it is divided or multiplied by: m/s, kWh/m2.
_COMPOUND = rf"{_SYMBOL}(?:[/·]{_SYMBOL})*"
_RANGE = re.compile(
    rf"(?<![\d.\-–—A-Za-z/])(?P<low>[-−]?{_NUMBER})\s?(?P<mark>[-–—~～]|——)\s?(?P<high>[-−]?{_NUMBER})\s?(?P<unit>{_COMPOUND})(?!/?[A-Za-z\d])"
)
_BARE = re.compile(
    rf"(?<![\d.])(?P<low>{_NUMBER}\s?(?P<unit>{_COMPOUND}))\s?(?P<mark>[-–—~]|——)\s?(?P<high>{_NUMBER}\s?(?P=unit))(?!/?[A-Za-z\d])"
)
_TOLERANCE = re.compile(rf"(?<![（(\d.])(?P<text>{_NUMBER}\s?±\s?{_NUMBER}\s?(?P<unit>{_COMPOUND}))(?!/?[A-Za-z\d])")
_SIZES = re.compile(rf"(?P<text>{_NUMBER}(?:\s?[×xX*]\s?{_NUMBER})+\s?(?P<unit>[cmk]?m))(?![A-Za-z\d])")
_PRODUCT = re.compile(r"(?<![\dA-Za-z.])\d+(?:\.\d+)?\s*(?P<mark>[xX*·])\s*\d+(?:\.\d+)?(?![A-Za-z])")
_TIGHT = re.compile(
    rf"(?<![A-Za-z\d.\-±])(?P<number>\d+(?:\.\d+)?)(?P<unit>(?!%|％|‰|°C|℃){_COMPOUND})(?!/?[A-Za-z\d])"
)
_FORMULA_GAS = re.compile(r"(?<![A-Za-z])(?P<gas>CO|CH|N|SF|NF|SO)(?P<index>[2-6])(?P<rest>O|e)?(?![\dA-Za-z])")


def _texts(draft: Draft) -> Iterator[tuple[Piece, str]]:
    """Yield pieces that hold quantities, with standards' numbers and quoted words blanked."""
    for piece in draft.pieces:
        if piece.kind in _SKIPPED or piece.part in (Part.COVER, Part.CONTENTS):
            continue
        text = STANDARD.sub(lambda m: "　" * len(m[0]), outside_quotes(piece.text))
        yield piece, text


@draft_rule("QTY-01", "quantity-in-words", Severity.ERROR, "9.4.4.1, 9.4.7", "read")
def in_words(draft: Draft) -> Answer:
    """Finds: a physical quantity whose unit is a word, or whose number is in Chinese numerals.

    Why: quantities are written with Arabic numerals and the symbol of a legal unit, so that they read alike everywhere.

    Wrong: 每批样品取五千克，烘干2小时。

    Right: 每批样品取5 kg，烘干2 h。
    """
    for piece, text in _texts(draft):
        for found in _WORD_UNIT.finditer(text):
            symbol = _WORDS[found["unit"]]
            plain = not found["power"]
            right = f"{found['number']} {symbol}"
            yield Breach(
                piece,
                f"量值“{found[0]}”用文字表示单位",
                f"the unit of {found[0]} is a word",
                found[0],
                f"用单位符号：{right}" if plain else f"用单位符号 {symbol}",
                f"use the symbol: {right}" if plain else f"use the symbol {symbol}",
                start=found.start(),
            )
        for found in _CHINESE.finditer(text):
            yield Breach(
                piece,
                f"量值“{found[0]}”用汉字数字",
                f"the quantity {found[0]} is in Chinese numerals",
                found[0],
                f"用阿拉伯数字和单位符号 {_WORDS[found['unit']]}",
                f"use Arabic numerals and the symbol {_WORDS[found['unit']]}",
                start=found.start(),
            )


@draft_rule("QTY-02", "range-or-tolerance", Severity.ERROR, "9.4.5.2, 9.4.5.3", "read")
def ranges(draft: Draft) -> Answer:
    """Finds: a range, a tolerance of a percentage or a row of sizes whose unit does not stand where it has to.

    Why: 63～67% says 63 to 67 %, and 65±2% may mean 2 % of 65; each number carries what it needs.

    Wrong: 压力为10-12 kPa，湿度为65±2%，尺寸为80×25×50 mm。

    Right: 压力为10 kPa～12 kPa，湿度为（65±2）%，尺寸为80 mm×25 mm×50 mm。
    """
    for piece, text in _texts(draft):
        for pattern in (_RANGE, _BARE):
            for found in pattern.finditer(text):
                unit = found["unit"]
                gap = "" if unit in ("%", "％", "‰") else " "
                numbers = [re.match(rf"[-−]?{_NUMBER}", found[name]) for name in ("low", "high")]
                right = "～".join(f"{number[0]}{gap}{unit}" for number in numbers if number)
                yield Breach(
                    piece,
                    f"数值范围“{found[0]}”的形式不对",
                    f"the range {found[0]} has the wrong form",
                    found[0],
                    f"写为 {right}",
                    f"write {right}",
                    start=found.start(),
                    fix=right,
                )
        for found in _TOLERANCE.finditer(text):
            inner = found["text"].removesuffix(found["unit"]).strip()
            right = f"（{inner}）{found['unit']}"
            yield _form(piece, found, "公差", "tolerance", right)
        for found in _SIZES.finditer(text):
            numbers_only = re.findall(_NUMBER, found["text"])
            right = "×".join(f"{number} {found['unit']}" for number in numbers_only)
            yield _form(piece, found, "尺寸", "size", right)


def _form(piece: Piece, found: re.Match[str], zh: str, en: str, right: str) -> Breach:
    return Breach(
        piece,
        f"{zh}“{found['text']}”的形式不对",
        f"the {en} {found['text']} has the wrong form",
        found["text"],
        f"写为 {right}",
        f"write {right}",
        start=found.start("text"),
        fix=right,
    )


@draft_rule("QTY-03", "product-sign", Severity.ERROR, "9.4.4.3", "read")
def products(draft: Draft) -> Answer:
    """Finds: x, * or · between two numbers that are multiplied.

    Why: only × cannot be taken for a letter, a footnote mark or a decimal point.

    Wrong: 热值为4.18*10 MJ。

    Right: 热值为4.18×10 MJ。
    """
    for piece, text in _texts(draft):
        if piece.kind is Kind.FORMULA and draft.source == "engine":
            continue
        for found in _PRODUCT.finditer(text):
            yield Breach(
                piece,
                f"“{found[0]}”中的乘号是“{found['mark']}”",
                f"the sign of multiplication in {found[0]} is {found['mark']}",
                found["mark"],
                "改为“×”",
                "write ×",
                start=found.start("mark"),
                fix="×",
            )


@draft_rule("QTY-04", "italic-and-gaps", Severity.ERROR, "10.4.6", "read", needs="docx")
def gaps(draft: Draft) -> Answer:
    """Finds: a unit symbol that follows its number without a gap; a variable explained after 式中 that is upright.

    Why: a quarter of a character's width parts number and unit; italics tell a variable from a unit (t and *t*).

    Wrong: 取样5kg。

    Right: 取样5 kg。
    """
    for piece, text in _texts(draft):
        for found in _TIGHT.finditer(text):
            yield Breach(
                piece,
                f"“{found[0]}”的数值与单位符号之间没有空隙",
                f"no gap between number and unit in {found[0]}",
                found[0],
                f"写为 {found['number']} {found['unit']}",
                f"write {found['number']} {found['unit']}",
                start=found.start(),
                fix=f"{found['number']}\u2005{found['unit']}",
            )
        if piece.kind is Kind.SYMBOL:
            yield from _upright(piece)


def _upright(piece: Piece) -> Iterator[Breach]:
    found = re.match(r"(?:式中[：:]?)?\s*(?P<letter>[A-Za-z])", piece.text)
    if not found:
        return
    place = piece.shift + found.start("letter")
    span = next((one for one in piece.spans if one.start <= place < one.end), None)
    # Word's own formulas are italic by themselves
    if span is not None and not span.italic and "Math" not in span.latin:
        yield Breach(
            piece,
            f"变量 {found['letter']} 没有用斜体",
            f"the variable {found['letter']} is upright",
            found["letter"],
            "变量用斜体",
            "set variables in italics",
            start=found.start("letter"),
        )


#: m2, m3 of a unit behind a number or a slash.
_POWER = re.compile(r"(?:(?<=\d)|(?<=\d[ \u2005\u2009\u00a0])|(?<=/))[kcdm]?m(?P<power>[23])(?![\dA-Za-z])")


@draft_rule("QTY-05", "index-of-a-formula", Severity.ERROR, "9.4.4.2", "read", needs="docx")
def indexes(draft: Draft) -> Answer:
    """Finds: CO2, CH4, N2O, SF6 … whose number is not set as an index, m2 and m3 whose number is not raised.

    Why: the number is part of a chemical formula; on the line it is a figure among others.

    Wrong: CO2当量

    Right: CO₂当量 with the 2 as a subscript
    """
    for piece, text in _texts(draft):
        for found in _FORMULA_GAS.finditer(text):
            if found["gas"] == "N" and found["rest"] != "O":
                continue
            place = piece.shift + found.start("index")
            span = next((one for one in piece.spans if one.start <= place < one.end), None)
            if span is not None and not span.subscript:
                yield Breach(
                    piece,
                    f"“{found[0]}”的数字没有用下标",
                    f"the number in {found[0]} is not an index",
                    found[0],
                    "把数字设为下标",
                    "set the number as a subscript",
                    start=found.start(),
                )
        for found in _POWER.finditer(text):
            place = piece.shift + found.start("power")
            span = next((one for one in piece.spans if one.start <= place < one.end), None)
            if span is not None and not span.superscript:
                yield Breach(
                    piece,
                    f"“{found[0]}”的指数没有用上标",
                    f"the exponent in {found[0]} is not raised",
                    found[0],
                    "把数字设为上标",
                    "set the number as a superscript",
                    start=found.start(),
                )


RULES: tuple[DraftRule, ...] = (in_words, ranges, products, gaps, indexes)
