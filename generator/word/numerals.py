"""Numbers as lists and pages write them (ISO/IEC 29500-1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_HIGHEST_ROMAN = 32767
_COUNTING = {"chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
             "japaneseCounting", "koreanCounting"}  # fmt: skip
_LEGAL_KINDS = {"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"}
_DIGIT_KINDS = {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2"}
#: First character and how many follow, for formats that have a sign for each number.
_ENCLOSED = {
    "decimalEnclosedCircle": (0x2460, 20),
    "decimalEnclosedCircleChinese": (0x2460, 20),
    "decimalEnclosedParen": (0x2474, 20),
    "decimalEnclosedFullstop": (0x2488, 20),
    "ideographEnclosedCircle": (0x3280, 10),
    "ideographParenthesized": (0x3220, 10),
}


def numeral(number: int, kind: str, pattern: str = "") -> str:
    """Return a number in a format; a format that is not known gives decimal figures.

    Args:
        number: The number.
        kind: The format's name, as ``lowerLetter``.
        pattern: For ``custom``, the start of the row: ``001, 002, 003``.
    """
    if kind in {"none", "bullet"}:
        return ""
    if number < 1:
        return f"{number:02d}" if kind == "decimalZero" else str(number)
    if kind == "custom":
        return f"{number:0{len(pattern.partition(',')[0].strip())}d}"
    if kind == "decimalZero":
        return f"{number:02d}"
    if kind in {"lowerLetter", "upperLetter"}:
        return _letters(number, "a" if kind == "lowerLetter" else "A")
    if kind in {"lowerRoman", "upperRoman"}:
        return _roman(number) if kind == "lowerRoman" else _roman(number).upper()
    if kind in _ENCLOSED:
        first, count = _ENCLOSED[kind]
        return chr(first + number - 1) if number <= count else str(number)
    if kind in {"decimalFullWidth", "decimalFullWidth2"}:
        return "".join(chr(ord(c) + 0xFEE0) for c in str(number))
    if kind == "numberInDash":
        return f"- {number} -"
    if kind == "ordinal":
        return f"{number}{_ordinal(number)}"
    return _east_asian(number, kind)


def _east_asian(number: int, kind: str) -> str:
    if kind in _COUNTING:
        return _counted(number, _DIGITS, "十百千万", short=True)
    if kind in _LEGAL_KINDS:
        return _counted(number, _LEGAL, "拾佰仟万", short=False)
    if kind in _DIGIT_KINDS:
        return "".join(_DIGITS[int(c)] for c in str(number))
    if kind == "ideographTraditional":
        return _STEMS[number - 1] if number <= 10 else str(number)
    if kind == "ideographZodiac":
        return _BRANCHES[number - 1] if number <= 12 else str(number)
    if kind == "ideographZodiacTraditional":
        return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if number <= 60 else str(number)
    return str(number)


def _letters(number: int, first: str) -> str:
    """A … z, aa, bb … (17.18.59): the letter is repeated."""
    turns, at = divmod(number - 1, 26)
    return chr(ord(first) + at) * min(turns + 1, 30)


def _roman(number: int) -> str:
    if number > _HIGHEST_ROMAN:
        return str(number)
    found = []
    for size, letters in _ROMAN:
        count, number = divmod(number, size)
        found.append(letters * count)
    return "".join(found)


def _ordinal(number: int) -> str:
    if number % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _counted(number: int, digits: str, units: str, *, short: bool) -> str:
    """Chinese counting below a hundred million: 二十一, 一百零三, 一万零五."""
    if number >= 100_000_000:
        return str(number)
    high, low = divmod(number, 10_000)
    zero = "零"
    found = ""
    if high:
        found = _below_ten_thousand(high, digits, units, zero) + units[3]
        if low and low < 1000:
            found += zero
    if low:
        found += _below_ten_thousand(low, digits, units, zero)
    if short and 10 <= number < 20:
        found = found[1:]
    return found


def _below_ten_thousand(number: int, digits: str, units: str, zero: str) -> str:
    found, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            found += (zero if gap and found else "") + digits[digit] + (units[place - 1] if place else "")
            gap = False
        else:
            gap = True
    return found
