"""Text as words: what a reader compares. Chinese is cut by BudouX, numbers stay whole, nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
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
_HAN_RUN = re.compile(f"[{_HAN}]+")
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


def cut_alike(olds: Sequence[str], news: Sequence[str]) -> tuple[list[str], list[str]]:
    """Cut words of one text where they begin or end with a word of the other: how a text is cut hangs on its context.

    ``核算/边界`` and ``核算/边界与/排放源`` have ``边界`` in common. Only Chinese words are cut, at words of two
    letters or more.
    """
    cut = cut_by(olds, set(news))
    return cut, cut_by(news, set(cut))


def cut_by(words: Sequence[str], others: Set[str]) -> list[str]:
    """Cut the words of a text where they begin or end with one of ``others``, the words of another text."""
    found: list[str] = []
    for word in _whole(words, others):
        if word in others or len(word) < 3 or not _HAN_RUN.fullmatch(word):
            found.append(word)
            continue
        sizes = range(len(word) - 1, 1, -1)
        ahead = next((size for size in sizes if word[:size] in others), 0)
        behind = next((size for size in sizes if size <= len(word) - ahead and word[-size:] in others), 0)
        parts = (word[:ahead], word[ahead : len(word) - behind], word[len(word) - behind :])
        found.extend(part for part in parts if part)
    return found


def _whole(words: Sequence[str], others: Set[str]) -> Iterator[str]:
    """Yield words, two neighbours as one where they are one word of the other text."""
    at = 0
    while at < len(words):
        pair = words[at] + words[at + 1] if at + 1 < len(words) else ""
        joins = pair in others and words[at] not in others and _HAN_RUN.fullmatch(pair) is not None
        yield pair if joins else words[at]
        at += 2 if joins else 1


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
