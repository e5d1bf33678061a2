"""Months and years as people write them: 2024-03, 2024年3月, 3月, 三月, Mar 2024, an Excel date."""

from __future__ import annotations

import datetime
import re
import unicodedata

_HAN = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
}
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WHOLE_YEAR = ("全年", "年度", "year")

_YEAR_MONTH = re.compile(r"^(?P<year>[0-9]{4})(?:[-/.]|年)(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2})(?:月份?)?$")
_COMPACT = re.compile(r"^(?P<year>[0-9]{4})(?P<month>[0-9]{2})$")
_DAY = re.compile(
    r"^(?P<year>[0-9]{4})(?:[-/.]|年)(?P<month>[0-9]{1,2})(?:[-/.]|月)(?P<day>[0-9]{1,2})日?(?: 00:00(?::00)?)?$"
)
_MONTH = re.compile(r"^(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2})(?:月份?)?$")
_YEAR = re.compile(r"^(?P<year>[0-9]{4})(?:年度?|全年)?$")
_WORD = re.compile(r"^(?P<name>[a-z]{3,9})\.?(?:[-, ]*(?P<year>[0-9]{4}))?$")


class MonthError(ValueError):
    """A month that cannot be read; the two wordings say why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def parse_period(value: object, year: int | None = None) -> str:
    """Read a cell as a period.

    Args:
        value: the cell: text, a number, a date.
        year: the year of cells that name the month alone.

    Returns:
        ``2024-03`` for a month, ``2024`` for a year.

    Raises:
        MonthError: the cell is empty, is no month, or names a month without a year where ``year`` is not given.
    """
    if isinstance(value, (datetime.datetime, datetime.date)):
        return _month(value.year, value.month)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = unicodedata.normalize("NFKC", str(value)).strip()
    if not text:
        raise MonthError("月份为空", "the month is missing")
    return _from_text(re.sub(r"\s*([年月日/.-])\s*", r"\1", text).casefold(), year, text)


def _from_text(text: str, year: int | None, shown: str) -> str:
    if text in _WHOLE_YEAR:
        return _year(_needed(year, shown))
    if found := _YEAR_MONTH.match(text) or _COMPACT.match(text) or _DAY.match(text):
        day = found.groupdict().get("day")
        if day is not None and not 1 <= int(day) <= 31:
            raise MonthError(f"“{shown}”不是月份", f"{shown!r} is no month")
        return _month(int(found["year"]), _number(found["month"], shown))
    if found := _YEAR.match(text):
        return _year(int(found["year"]))
    if found := _MONTH.match(text):
        return _month(_needed(year, shown), _number(found["month"], shown))
    if (found := _WORD.match(text)) and found["name"][:3] in _ENGLISH:
        own = int(found["year"]) if found["year"] else _needed(year, shown)
        return _month(own, _ENGLISH.index(found["name"][:3]) + 1)
    if text.isdecimal() and 32874 <= int(text) <= 73415:
        raise MonthError(
            f"“{shown}”像是没有设成日期格式的 Excel 日期",
            f"{shown!r} looks like an Excel date that is not formatted as one",
        )
    raise MonthError(f"“{shown}”不是月份", f"{shown!r} is no month")


def _number(text: str, shown: str) -> int:
    if text.isdecimal():
        return int(text)
    if text not in _HAN:
        raise MonthError(f"“{shown}”不是月份", f"{shown!r} is no month")
    return _HAN[text]


def _needed(year: int | None, shown: str) -> int:
    if year is None:
        raise MonthError(f"“{shown}”没有年份，表格也没有写 year", f"{shown!r} has no year, and the table gives none")
    return year


def _month(year: int, month: int) -> str:
    if not 1 <= month <= 12:
        raise MonthError(f"没有 {month} 月", f"there is no month {month}")
    return f"{_year(year)}-{month:02d}"


def _year(year: int) -> str:
    if not 1990 <= year <= 2100:
        raise MonthError(f"年份 {year} 超出范围", f"year {year} is out of range")
    return str(year)
