"""Numerals as people type them: Arabic and Chinese, half and full width, with separators and fractions.

Every function works on text of unchanged length, so that offsets hold in what the author wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext

_WIDE = {ord("０") + i: str(i) for i in range(10)} | {ord("Ａ") + i: chr(ord("A") + i) for i in range(26)}
_WIDE |= {ord("ａ") + i: chr(ord("a") + i) for i in range(26)}
_WIDE |= {
    ord("％"): "%", ord("．"): ".", ord("，"): "，", ord("～"): "~", ord("〜"): "~", ord("－"): "-", ord("−"): "-",
    ord("–"): "-", ord("‑"): "-", ord("＋"): "+", ord("／"): "/", ord("＃"): "#", ord("￥"): "¥", ord("　"): " ",
    ord("\u00a0"): " ", ord("\u2009"): " ", ord("\u202f"): " ", ord("㎡"): "㎡", ord("："): ":",
}  # fmt: skip

_DIGITS = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9
}  # fmt: skip
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}

HAN = r"(?:十|[一二两三四五六七八九零〇])[零〇一二两三四五六七八九十百千万亿]*(?:点[零〇一二三四五六七八九]+)?"
ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral: its value, and the unit of the last digit typed (0.1 for 12.3, 100 for 三百)."""

    value: Decimal
    step: Decimal
    han: bool = False


def normalise(text: str) -> str:
    """Turn full-width digits, letters and signs into half-width ones, one character for one."""
    return text.translate(_WIDE)


def read_arabic(text: str) -> Numeral:
    """Read ``1,234.5``."""
    value = Decimal(text.replace(",", ""))
    exponent = value.as_tuple().exponent
    return Numeral(value, Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0))


def read_han(text: str) -> Numeral | None:
    """Read ``一百二十三``, ``三千二百万``, ``三点一``, ``二〇二四``; ``None`` where the characters are no number."""
    whole, _, part = text.partition("点")
    if len(whole) > 1 and all(char in _DIGITS for char in whole):
        value: int | None = None if "两" in whole else int("".join(str(_DIGITS[char]) for char in whole))
        step = 1
    else:
        value, step = _read_places(whole)
    if value is None:
        return None
    if part:
        decimals = "".join(str(_DIGITS[char]) for char in part)
        return Numeral(Decimal(f"{value}.{decimals}"), Decimal(1).scaleb(-len(decimals)), True)
    # 四十 is as exact as 40; 三百 or 两千万 may well be round.
    return Numeral(Decimal(value), Decimal(step if value >= 100 else 1), True)


def _read_places(text: str) -> tuple[int | None, int]:
    """Add up 千百十 inside each 万 and 亿; the step is the place of the last digit said."""
    total = section = 0
    digit: int | None = None
    step = place = 1
    for char in text:
        if char in _DIGITS:
            if digit not in (None, 0):
                return None, 1
            digit, step = _DIGITS[char], 1
        elif char in _TENS:
            place = _TENS[char]
            section += (1 if digit is None else digit) * place
            digit, step = None, place
        else:
            myriad = _MYRIADS[char]
            total = (total + section + (digit or 0)) * myriad
            section, digit = 0, None
            step *= myriad
    return total + section + (digit or 0), step


def coarse_step(numeral: Numeral) -> Decimal:
    """The step of a round number said with 约: 约12,000 speaks of thousands, 约10,000 of thousands too."""
    if numeral.value == 0 or numeral.step < 1:
        return numeral.step
    digits = str(int(abs(numeral.value)))
    significant = max(2, len(digits.rstrip("0")))
    return max(numeral.step, Decimal(10) ** max(0, len(digits) - significant))


def fraction(numerator: Decimal, denominator: Decimal) -> Decimal:
    """Divide, to thirty digits."""
    with localcontext(prec=30):
        return numerator / denominator
