"""Mentions: every number in a sentence, with its value, unit, kind, hedge and the digits it was typed with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from generator.checks.matcher import vocabulary as words
from generator.checks.matcher.masks import masked
from generator.checks.matcher.numerals import (
    ARABIC,
    HAN,
    Numeral,
    coarse_step,
    fraction,
    normalise,
    read_arabic,
    read_han,
)

Kind = Literal["quantity", "percent", "points", "multiple", "tenths", "fraction", "range", "count"]
Hedge = Literal["exact", "about", "near", "below", "above"]

_NUMBER = re.compile(
    rf"(?P<per>[百千万])分之(?P<perhan>{HAN}|百|{ARABIC})"
    rf"|(?P<under>{HAN}|\d+)分之(?P<over>{HAN}|\d+)"
    r"|(?P<half>一半|半数)"
    r"|(?P<up>(?<![\d./])[1-9])/(?P<down>[2-9])(?![\d./年月])"
    rf"|(?P<arabic>(?<![\d.,]){ARABIC})"
    rf"|(?P<han>{HAN})"
    r"|(?P<third>(?i:\b(?P<many>one|two|three)[- ](?P<part>thirds?|quarters?|fifths?|half)))"
    rf"|(?P<word>(?i:\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve)))(?=\s{words.ENGLISH_NOUNS})"
)
_WORDS = {
    w: i
    for i, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "half": 2}
_PER = {"百": "percent", "千": "permille", "万": "1"}
_ENGLISH = {"and": r"(?i:between)\s*$", "to": ""}
_BETWEEN = re.compile(r"\s?(?:~+|-+|—+|至|到|and|to)\s?")
_TENTHS_NOT = re.compile(r"成(?:员|立|功|为|分|本|品|果|长|形|套|型|就|熟|都|千|百|不|交|因|效|绩|人|活)")
_MORE = re.compile(r"[余多](?=[\u4e00-\u9fffA-Za-z])")
_HALF_AFTER = re.compile(r"半(?!年|导|径|成|数|个|天)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in a text. ``low`` and ``high`` differ in a range; ``step`` is the unit of the last digit typed.

    All three are in ``unit``: one that the ledger knows, or ``percent``, ``permille``, ``points``, ``tenths``,
    ``times``, ``1``; empty for a bare number or a count, whose classifier is ``noun``. ``start`` and ``end`` are
    offsets of the whole, hedges included; ``han`` says that it was written in Chinese numerals.
    """

    start: int
    end: int
    text: str
    low: Decimal
    high: Decimal
    step: Decimal
    unit: str
    kind: Kind
    hedge: Hedge = "exact"
    han: bool = False
    noun: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    numeral: Numeral
    start: int
    end: int
    unit: str = ""
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class _Measure:
    scale: int
    unit: str
    kind: Kind
    end: int
    noun: str = ""
    bare: bool = False
    below_scale: int = 1


def find(text: str) -> list[Mention]:
    """Return the numbers in ``text``, in order."""
    return list(_find(normalise(text), text))


def _find(norm: str, text: str) -> Iterator[Mention]:
    cover = masked(norm)
    position = 0
    while found := _NUMBER.search(norm, position):
        position = found.end()
        if any(cover[found.start() : found.end()]):
            # A mask may end inside a greedy match of Chinese numerals: go on behind the mask.
            position = next((i for i in range(found.start(), found.end()) if not cover[i]), found.end())
            position = max(position, found.start() + 1)
            continue
        read = _value(found)
        mention = _mention(norm, read, cover) if read else None
        if mention is not None:
            position = max(mention.end, position)
            yield replace(mention, text=text[mention.start : mention.end])


def _value(found: re.Match[str]) -> _Read | None:
    """The numeral that a match stands for, with its unit where the words say it (百分之三)."""
    start, end = found.span()
    if found["per"]:
        numeral = _numeral(found["perhan"])
        unit = _PER[found["per"]]
        if numeral and unit == "1":
            numeral = replace(numeral, value=numeral.value / 10000, step=numeral.step / 10000)
        return _Read(numeral, start, end, unit, "fraction" if unit == "1" else "percent") if numeral else None
    if found["under"] or found["up"]:
        below, above = _numeral(found["under"] or found["down"]), _numeral(found["over"] or found["up"])
        if not below or not above or below.value <= above.value or below.value == 0:
            return None
        return _fraction(above.value, below.value, start, end)
    if found["half"]:
        return _fraction(Decimal(1), Decimal(2), start, end)
    if found["third"]:
        many, part = found["many"].lower(), found["part"].lower().rstrip("s")
        return _fraction(Decimal(_WORDS[many]), Decimal(_PARTS[part]), start, end)
    if found["word"]:
        return _Read(Numeral(Decimal(_WORDS[found["word"].lower()]), Decimal(1), True), start, end, "", "count")
    numeral = _numeral(found["arabic"] or found["han"])
    return _Read(numeral, start, end) if numeral else None


def _fraction(above: Decimal, below: Decimal, start: int, end: int) -> _Read:
    # A fraction is said of values around it: a third may be 31 % or 36 %.
    return _Read(Numeral(fraction(above, below), Decimal("0.06"), True), start, end, "1", "fraction")


def _numeral(text: str) -> Numeral | None:
    if text[0].isascii() or text[0].isdecimal():  # \d matches the digits of every script
        return read_arabic(text)
    return Numeral(Decimal(100), Decimal(1), True) if text == "百" else read_han(text)


def _mention(norm: str, read: _Read, cover: bytearray) -> Mention | None:
    measure = _fixed(read) or _measure(norm, read.end, read.numeral.han)
    if measure is None or _runs_on(norm, read, measure):
        return None
    second = _second(norm, measure.end, cover)
    if second is not None:
        return _range(norm, read, measure, second)
    if measure.bare and read.numeral.han and measure.scale == 1:
        return None
    if read.numeral.han and measure.kind == "count" and read.numeral.value <= 1:
        return None  # 一个, 一种: an article
    if read.numeral.han and read.numeral.value <= 1 and measure.unit in ("a", "kWh", "m3", "person", "m"):
        return None  # 一年, 一度, 一方, 一人
    return _single(norm, read, measure)


def _fixed(read: _Read) -> _Measure | None:
    return _Measure(1, read.unit, read.kind, read.end) if read.kind and read.kind != "count" else None


def _runs_on(norm: str, read: _Read, measure: _Measure) -> bool:
    """Whether a bare number is part of a word: 3D, 12V, the number of a row."""
    if not measure.bare or measure.scale != 1:
        return False
    following = norm[read.end : read.end + 1]
    letters = following.isascii() and following.isalpha()
    # 2粗铜产量: the number of a row, at the start of its text.
    numbering = not norm[: read.start].strip() and following.isalpha() and read.numeral.value < 100
    return letters or numbering


def _measure(norm: str, end: int, han: bool) -> _Measure | None:
    """What follows a numeral: its scale, then a ratio word, a unit or a classifier."""
    if more := _MORE.match(norm, end):
        end = more.end()
    scale, at = 1, end
    if found := words.SCALE.match(norm, end):
        scale, at = words.SCALES[found["scale"]], found.end()
        if more := _MORE.match(norm, at):
            at = more.end()
    if found := words.RATIO.match(norm, at):
        unit = words.PERCENT[found["unit"]]
        if unit != "tenths" or not _TENTHS_NOT.match(norm, at):
            kind: Kind = words.KINDS[unit]  # type: ignore[assignment]  # the table's values are kinds
            return _Measure(scale, unit, kind, found.end())
    found = words.UNIT.match(norm, at)
    if found and not (han and found["above"] in ("方", "度", "a", "m", "g", "t")):
        return _with_unit(found, scale)
    if found := words.CLASSIFIER.match(norm, at):
        return _Measure(scale, "", "count", found.end(), found["noun"])
    return _Measure(scale, "", "count", at, bare=True)


def _with_unit(found: re.Match[str], scale: int) -> _Measure:
    above = words.UNITS[found["above"]]
    if not found["below"]:
        return _Measure(scale, above, "count" if above == "person" else "quantity", found.end(), found["above"])
    below_scale = words.SCALES[found["scale"]] if found["scale"] else 1
    return _Measure(scale, f"{above}/{words.BELOW[found['below']]}", "quantity", found.end(), below_scale=below_scale)


def _second(norm: str, end: int, cover: bytearray) -> tuple[_Read, _Measure] | None:
    """The upper end of a range: 12~15%, 3万至3.2万吨, 百分之六十到百分之七十."""
    joint = _BETWEEN.match(norm, end)
    if not joint:
        return None
    found = _NUMBER.match(norm, joint.end())
    if not found or any(cover[found.start() : found.end()]):
        return None
    read = _value(found)
    if read is None:
        return None
    measure = _fixed(read) or _measure(norm, read.end, read.numeral.han)
    if measure is None or (measure.bare and read.numeral.han):
        return None
    return read, measure


def _range(norm: str, read: _Read, first: _Measure, second: tuple[_Read, _Measure]) -> Mention | None:
    upper, last = second
    if first.unit and last.unit and first.unit != last.unit:
        return _single(norm, read, first)
    lower_scale = first.scale if first.scale > 1 or first.unit else last.scale
    low = read.numeral.value * lower_scale / last.below_scale
    high = upper.numeral.value * last.scale / last.below_scale
    joined = norm[first.end : upper.start].strip()
    if low >= high or (joined in _ENGLISH and not _before(norm, read.start, _ENGLISH[joined], first)):
        return _single(norm, read, first) if not first.bare else None
    start, hedge, _ = _opening(norm, read.start)
    step = min(read.numeral.step * lower_scale, upper.numeral.step * last.scale) / last.below_scale
    end, _ = _closing(norm, last.end, hedge)
    return Mention(start, end, "", low, high, step, last.unit, "range", "exact", read.numeral.han, last.noun)


def _before(norm: str, start: int, pattern: str, first: _Measure) -> bool:
    """Whether English words make a range: between 10 and 12 MW, 10 to 12 MW, but not from 4 t to 5 t."""
    return (not pattern and first.bare) or re.search(pattern or "$^", norm[max(0, start - 12) : start]) is not None


def _single(norm: str, read: _Read, measure: _Measure) -> Mention:
    numeral, end = read.numeral, measure.end
    value, step = numeral.value * measure.scale, numeral.step * measure.scale
    if numeral.han and measure.unit in ("a", "month") and (half := _HALF_AFTER.match(norm, end)):
        value, step, end = value + Decimal("0.5"), Decimal("0.5"), half.end()
    if numeral.han and measure.unit == "tenths" and (digit := re.compile("[一二三四五六七八九半]").match(norm, end)):
        more = read_han(digit.group()) if digit.group() != "半" else Numeral(Decimal(5), Decimal(1))
        if more:
            value, step, end = value + more.value / 10, Decimal("0.1"), digit.end()
    start, hedge, sign = _opening(norm, read.start)
    unit = measure.unit or _currency(norm, read.start)
    end, hedge = _closing(norm, end, hedge)
    if _MORE.search(norm[read.end : measure.end]):
        hedge = "above"
    if hedge == "about":
        step = max(step, coarse_step(numeral) * measure.scale)
    value, step = sign * value / measure.below_scale, step / measure.below_scale
    kind: Kind = "quantity" if unit and measure.kind == "count" and unit != "person" else measure.kind
    return Mention(start, end, "", value, value, step, unit, kind, hedge, numeral.han, measure.noun)


def _currency(norm: str, start: int) -> str:
    found = words.CURRENCY.search(norm, max(0, start - 4), start)
    return words.CURRENCIES[found["sign"]] if found else ""


def _opening(norm: str, start: int) -> tuple[int, Hedge, int]:
    """Take in the sign, the currency and the hedge before a number: where it starts, the hedge, the sign."""
    sign = 1
    if (
        start
        and norm[start - 1] in "-+±"
        and (start < 2 or not norm[start - 2].isalnum() or ord(norm[start - 2]) > 127)
    ):
        sign = -1 if norm[start - 1] == "-" else 1
        start -= 1
    if currency := words.CURRENCY.search(norm, max(0, start - 4), start):
        start = currency.start()
    if found := words.HEDGE_BEFORE.search(norm, max(0, start - 14), start):
        hedge: Hedge = found.lastgroup  # type: ignore[assignment]  # the groups are named by hedge
        return found.start(), hedge, sign
    return start, "exact", sign


def _closing(norm: str, end: int, hedge: Hedge) -> tuple[int, Hedge]:
    if found := words.HEDGE_AFTER.match(norm, end):
        after: Hedge = found.lastgroup  # type: ignore[assignment]  # the groups are named by hedge
        return found.end(), after if hedge == "exact" else hedge
    return end, hedge
