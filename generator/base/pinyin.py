"""The order of Chinese words by pinyin, and the letter that a word stands under.

The common characters of GB 2312 (rows 16 to 55) stand there in the order of pinyin, so their codes give both.
"""

from __future__ import annotations

from bisect import bisect_right

#: The first character of each initial in GB 2312, and the code after the last common character.
_FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
_LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ"
_STARTS = [int.from_bytes(char.encode("gb2312"), "big") for char in _FIRST]
_END = 0xD7F9
OTHERS = "#"
#: Common characters with a second reading under another letter: the first is the one that GB 2312 sorts them by.
_TWO_READINGS = frozenset(
    "长重调行降会参传差单弹省系校称曾度还合给供角解卡壳落没强石数宿厦率折粘扎朝盛识似厂车圈曲尽颈茄幢尺晟柏秘覃区仇乐便大畜脉藏隆埋蔓般伯咳查剥炮"
)


def initial(word: str) -> str:
    """Return the letter that a word stands under; :data:`OTHERS` where its first character has no known reading."""
    first = word[:1]
    if first.isascii() and first.isalpha():
        return first.upper()
    code = _code(first)
    return _LETTERS[bisect_right(_STARTS, code) - 1] if _STARTS[0] <= code <= _END else OTHERS


def _code(character: str) -> int:
    try:
        return int.from_bytes(character.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return 0x10000 + ord(character or "\0")


def order(word: str) -> tuple[tuple[int, int], ...]:
    """Return the key of a word: letters first, then characters in the order of pinyin."""
    return tuple((0, ord(c.lower())) if c.isascii() else (1, _code(c)) for c in word)


def certain(character: str) -> bool:
    """Whether a character has one common reading that is known, so that its place in the order is beyond doubt."""
    return initial(character) != OTHERS and character not in _TWO_READINGS


#: How many common characters the largest syllable of a letter has (fu, ji, li, qi, shi, wei, xi, yi, zhi).
_WIDEST = {"F": 46, "J": 54, "L": 35, "Q": 40, "S": 48, "W": 34, "X": 37, "Y": 55, "Z": 44}
_WIDE = 25


def behind(one: str, other: str) -> bool:
    """Whether a character stands behind another in the order of pinyin by its syllable, beyond doubt.

    Characters of one syllable may be put in the order of tones or of what follows them.
    """
    if not (certain(one) and certain(other)):
        return False
    letter, its = initial(one), initial(other)
    return letter > its if letter != its else _place(one) - _place(other) >= _WIDEST.get(letter, _WIDE)


def _place(character: str) -> int:
    row, cell = divmod(_code(character), 0x100)
    return row * 94 + cell
