"""Text as words: what a reader compares. Chinese is cut by BudouX, numbers stay whole, nothing is lost."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Protocol

_DIGIT = "0-9０-９"
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏͰ-ϿЀ-ӿ"
_SMALL = "₀-₉⁰¹²³⁴-⁹"
_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SIGN = rf"(?:(?<![{_DIGIT}{_LATIN}{_SMALL})）.．%‰])[+\-−±＋－])?"
NUMBER = (
    rf"{_SIGN}[{_DIGIT}]+(?:[,，\u2009\u202f][{_DIGIT}]{{3}}(?![{_DIGIT}]))*(?:[.．][{_DIGIT}]+)*"
    rf"(?:[eE][+\-−]?[{_DIGIT}]+(?![{_LATIN}]))?[%‰％]?"
)
_TOKEN = re.compile(
    rf"(?P<number>{NUMBER})"
    rf"|(?P<han>[{_HAN}]+)"
    rf"|[{_LATIN}][{_LATIN}{_DIGIT}{_SMALL}]*(?:['’][{_LATIN}]+)*"
    r"|[ \u00a0\u3000]+"
    r"|[^\u0300-\u036f\u200d\ufe00-\ufe0f][\u0300-\u036f\u200d\ufe00-\ufe0f]*"
    r"|.",
    re.DOTALL,
)
_NUMBER = re.compile(NUMBER)
#: A run of Chinese without any punctuation is cut in pieces of this length: no text makes the cutter slow.
_LONGEST = 2000


class _Cutter(Protocol):
    def parse(self, sentence: str) -> list[str]: ...


def tokens(text: str) -> list[str]:
    """Cut a text into words, numbers, blanks and single marks; joined they are the text again.

    A number is one token with its sign, thousands separators, decimals and percent sign. A sign counts as one only
    where no number or word stands before it: ``2024-2025`` is two numbers.
    """
    found: list[str] = []
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "han":
            found.extend(_chinese(match.group()))
        else:
            found.append(match.group())
    return found


def is_number(token: str) -> bool:
    """Whether a token is a number."""
    return _NUMBER.fullmatch(token) is not None


@lru_cache(maxsize=8192)
def _chinese(run: str) -> tuple[str, ...]:
    if len(run) < 3:
        return (run,)
    pieces = (run[at : at + _LONGEST] for at in range(0, len(run), _LONGEST))
    return tuple(word for piece in pieces for word in _cutter().parse(piece))


@cache
def _cutter() -> _Cutter:
    import budoux

    return budoux.load_default_simplified_chinese_parser()
