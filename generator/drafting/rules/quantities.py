"""QTY: numbers, units, ranges, products (GB/T 1.1-2020, 9.4.4, 9.4.5, 10.4.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.citing import STANDARD
from generator.drafting.draft import Draft, Kind, Part, Piece
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.sentences import outside_quotes
from generator.drafting.units import IN_HEAD, NOT_LEGAL, NUMBER, SYMBOL, UNIT, WORDS
from generator.drafting.views import tables

_SKIPPED = (Kind.COVER, Kind.CONTENTS, Kind.REFERENCE, Kind.LITERATURE, Kind.SOURCE, Kind.INDEX, Kind.NAME)
_WORD = "|".join(WORDS)
_HAN_NUMBER = "[一二两三四五六七八九十百]+"
#: Words that begin with what looks like a unit: 升级, 克服, 米制, 瓦楞.
_NO_UNIT = (
    r"(?!位|(?<=升)[级温高降压至到]|(?<=克)[服隆制]|(?<=米)[制饭粉级]|(?<=秒)[级杀表]|(?<=纳米)[材级粉颗]|"
    r"(?<=瓦)[楞斯片房]|(?<=帕)[金子])"
)
_WORD_UNIT = re.compile(
    rf"(?P<number>{NUMBER})(?P<gap>[ \u00a0\u2009]?)(?P<power>[十百千万亿]*?)(?P<unit>{_WORD}|个(?=小时)小时){_NO_UNIT}"
)
_CHINESE = re.compile(
    rf"(?<![每几数千百万十亿第]){_HAN_NUMBER}(?P<unit>{_WORD}|个小时){_NO_UNIT}(?![级位内制])|(?<![一大多个])半个?(?P<half>小时)"
)
#: A number in words before a symbol: 五十 ℃.
_MIXED = re.compile(
    rf"(?<![第之]){_HAN_NUMBER}(?:点[零一二三四五六七八九]+)?\s?(?P<unit>℃|°C|[%％‰]|[km]?g|[cmkμ]?m[²³]?|mL|kW(?:·h)?|[kM]Pa|min|dB|Hz|kV)"
    r"(?![A-Za-z\d])"
)
_PER_CENT = re.compile(
    r"[百千]分之(?!百(?![一二三四五六七八九十零])|几|一百)(?:[一二两三四五六七八九十百零〇]+(?:点[零〇一二三四五六七八九]+)?|\d+(?:\.\d+)?)"
)
_WRONG_SYMBOL = "|".join(sorted(NOT_LEGAL, key=len, reverse=True))
_NOT_LEGAL = re.compile(rf"(?<![A-Za-z\d.\-])(?P<number>{NUMBER})\s?(?P<unit>{_WRONG_SYMBOL})(?![A-Za-z\d])")
_RANGE = re.compile(
    rf"(?<![\d.\-–—A-Za-z/±])(?P<low>[-−]?{NUMBER})\s?(?P<mark>[-–—~～至到]|——)\s?(?P<high>[-−]?{NUMBER})\s?(?P<unit>{UNIT})(?![A-Za-z\d])"
)
_BARE = re.compile(
    rf"(?<![\d.])(?P<low>{NUMBER}\s?(?P<unit>{UNIT}))\s?(?P<mark>[-–—~]|——)\s?(?P<high>{NUMBER}\s?(?P=unit))(?![A-Za-z\d/·])"
)
#: How many, joined by a hyphen: 3-5个.
_COUNTED = re.compile(
    r"(?<![\d.\-–—A-Za-z/])\d{1,3}(?P<mark>[-–])\d{1,3}(?=\s?(?:个|名|人(?!民)|次|天|年|台|家|份|倍|件|位|周|小时|分钟|万元|元|工作日))"
)
_CELL_RANGE = re.compile(rf"\s*{NUMBER}\s?(?P<mark>[-–~])\s?{NUMBER}\s*")
_IN_HEAD = re.compile(IN_HEAD)
_TOLERANCE = re.compile(
    rf"(?<![（(\d.±])(?P<text>{NUMBER}\s?(?P<first>[%％])?\s?±\s?{NUMBER}\s?(?P<unit>{UNIT}))(?![A-Za-z\d])"
)
_SIZES = re.compile(rf"(?P<text>{NUMBER}(?:\s?[×xX*]\s?{NUMBER})+\s?(?P<unit>[cmk]?m))(?![A-Za-z\d])")
_PRODUCT = re.compile(r"(?<![\dA-Za-z.])\d+(?:\.\d+)?\s*(?P<mark>[xX*·])\s*\d+(?:\.\d+)?(?![A-Za-z])")
#: x between blanks or * that joins the factors of a formula; x may be a quantity of its own, but not between others.
_FACTORS = re.compile(r"(?<=[\w)）\]])(?:\s+(?P<x>[xX])\s+|\s*(?P<star>(?<!\*)\*(?!\*))\s*)(?=[\w(（\[∑Σ])")
_TIGHT = re.compile(rf"(?<![A-Za-z\d.\-])(?P<number>\d+(?:\.\d+)?)(?P<unit>(?!%|％|‰|°C|℃){SYMBOL})(?![A-Za-z\d])")
_WIDE = re.compile(rf"(?<![A-Za-z\d.\-])\d+(?:\.\d+)?[ \u00a0\u2005\u2009\u202f](?!%|％|‰|°C|℃){SYMBOL}(?![A-Za-z\d])")
_FEWEST = 3
_MIXED_SIGNS = re.compile(rf"{NUMBER}(?:%\s?[～~–—-]\s?{NUMBER}％|％\s?[～~–—-]\s?{NUMBER}%)")
_FORMULA_GAS = re.compile(r"(?<![A-Za-z])(?P<gas>CO|CH|N|SF|NF|SO)(?P<index>[2-6])(?P<rest>O|e)?(?![\dA-Za-z])")


#: What a text needs in order to hold a number.
_ANY_NUMBER = re.compile(r"[\d一二两三四五六七八九十半]")


def _texts(draft: Draft) -> tuple[tuple[Piece, str], ...]:
    """Return pieces that hold numbers, with standards' numbers and quoted words blanked."""
    return draft.view(_with_numbers)


def _with_numbers(draft: Draft) -> tuple[tuple[Piece, str], ...]:
    return tuple(
        (piece, STANDARD.sub(lambda m: "　" * len(m[0]), outside_quotes(piece.text)))
        for piece in draft.pieces
        if piece.kind not in _SKIPPED
        and piece.part not in (Part.COVER, Part.CONTENTS)
        and _ANY_NUMBER.search(piece.text)
    )


@draft_rule("QTY-01", "quantity-in-words", Severity.ERROR, "9.4.4.1, 9.4.7", "read")
def in_words(draft: Draft) -> Answer:
    """Finds: a quantity whose unit is a word or no legal symbol, or whose number or percentage is in Chinese numerals.

    Why: quantities are written with Arabic numerals and the symbol of a legal unit, so that they read alike everywhere.

    Wrong: 每批样品取五千克，烘干2小时。

    Right: 每批样品取5 kg，烘干2 h。
    """
    for piece, text in _texts(draft):
        for found in _WORD_UNIT.finditer(text):
            symbol = WORDS[found["unit"].removeprefix("个")]
            plain = not found["power"] and found["unit"] not in _CONVERTED
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
            yield _in_numerals(piece, found, WORDS[(found["unit"] or found["half"]).removeprefix("个")])
        for found in _MIXED.finditer(text):
            yield _in_numerals(piece, found, found["unit"])
        for found in _PER_CENT.finditer(text):
            yield _in_numerals(piece, found, "%" if found[0].startswith("百") else "‰")
        for found in _NOT_LEGAL.finditer(text):
            yield Breach(
                piece,
                f"“{found['unit']}”不是法定计量单位的符号",
                f"{found['unit']} is no symbol of a legal unit",
                found[0],
                f"用 {NOT_LEGAL[found['unit']]}",
                f"use {NOT_LEGAL[found['unit']]}",
                start=found.start(),
            )


#: Units of other systems, whose numbers change with the unit.
_CONVERTED = frozenset({"公斤力", "英寸", "英尺", "马力"})


def _in_numerals(piece: Piece, found: re.Match[str], symbol: str) -> Breach:
    return Breach(
        piece,
        f"量值“{found[0]}”用汉字数字",
        f"the quantity {found[0]} is in Chinese numerals",
        found[0],
        f"用阿拉伯数字和单位符号 {symbol}",
        f"use Arabic numerals and the symbol {symbol}",
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
                numbers = [re.match(rf"[-−]?{NUMBER}", found[name]) for name in ("low", "high")]
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
            inner = re.sub(r"[%％\s]+(?=±)", "", found["text"].removesuffix(found["unit"])).strip()
            gap = "" if found["unit"] in ("%", "％", "‰") else " "
            right = f"（{inner}）{gap}{found['unit']}"
            yield _form(piece, found, "公差", "tolerance", right)
        for found in _SIZES.finditer(text):
            numbers_only = re.findall(NUMBER, found["text"])
            right = "×".join(f"{number} {found['unit']}" for number in numbers_only)
            yield _form(piece, found, "尺寸", "size", right)
        for found in _COUNTED.finditer(text):
            yield _joined(piece, found)
        for found in _MIXED_SIGNS.finditer(text):
            yield Breach(
                piece,
                f"“{found[0]}”用了两种百分号",
                f"{found[0]} has two signs of per cent",
                found[0],
                start=found.start(),
                fix=found[0].replace("％", "%"),
            )
    yield from _cells(draft)


def _cells(draft: Draft) -> Iterator[Breach]:
    """Yield the ranges without unit in columns whose head has it."""
    for table in tables(draft):
        units = {cell.cell.column for cell in table.rows[0] if cell.cell and _IN_HEAD.search(cell.text)}
        for row in table.rows[1:] if units else ():
            for cell in row:
                if cell.cell and cell.cell.column in units and (found := _CELL_RANGE.fullmatch(cell.text)):
                    yield _joined(cell, found)


def _joined(piece: Piece, found: re.Match[str]) -> Breach:
    words = found[0].strip()
    return Breach(
        piece,
        f"数值范围“{words}”用了“{found['mark']}”",
        f"the range {words} has {found['mark']}",
        words,
        "数值范围用“～”",
        "ranges have ～",
        start=found.start() + len(found[0]) - len(found[0].lstrip()),
        fix=words.replace(found["mark"], "～"),
    )


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
    """Finds: x, * or · between two numbers that are multiplied, x or * between the factors of a formula.

    Why: only × cannot be taken for a letter, a footnote mark or a decimal point.

    Wrong: 热值为4.18*10 MJ。

    Right: 热值为4.18×10 MJ。
    """
    for piece, text in _texts(draft):
        if piece.kind is Kind.FORMULA and draft.source == "engine":
            continue
        seen = set()
        for found in _PRODUCT.finditer(text):
            seen.add(found.start("mark"))
            yield _sign(piece, found[0], found["mark"], found.start("mark"))
        for found in _FACTORS.finditer(text) if piece.kind is Kind.FORMULA and "\\" not in text else ():
            name = "x" if found["x"] else "star"
            if found.start(name) not in seen:
                yield _sign(piece, text.strip()[:20], found[name], found.start(name))


def _sign(piece: Piece, words: str, mark: str, start: int) -> Breach:
    return Breach(
        piece,
        f"“{words}”中的乘号是“{mark}”",
        f"the sign of multiplication in {words} is {mark}",
        mark,
        "改为“×”",
        "write ×",
        start=start,
        fix="×",
    )


@draft_rule("QTY-04", "italic-and-gaps", Severity.ERROR, "10.4.6", "read")
def gaps(draft: Draft) -> Answer:
    """Finds: a unit symbol that follows its number without a gap; a variable explained after 式中 that is upright.

    In files of text, where a gap may be none of the characters, only in a draft that mostly has it.

    Why: a quarter of a character's width parts number and unit; italics tell a variable from a unit (t and *t*).

    Wrong: 取样5kg。

    Right: 取样5 kg。
    """
    shown = draft.word is not None or _gapped(draft)
    for piece, text in _texts(draft):
        for found in _TIGHT.finditer(text) if shown else ():
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


def _gapped(draft: Draft) -> bool:
    """Whether a draft parts most numbers from their units by a blank."""
    wide = tight = 0
    for _, text in _texts(draft):
        wide += len(_WIDE.findall(text))
        tight += len(_TIGHT.findall(text))
    return wide >= max(tight + 1, _FEWEST)


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
