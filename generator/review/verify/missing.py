"""Numbers whose control is gone: still there as text, in a row that was deleted, or nowhere."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.base.findings import Severity
from generator.base.visible import NUMBER
from generator.inspect.numbers import loose_digits, read_number
from generator.review.verify import rules
from generator.review.verify.case import Case, excerpt, is_built, same_hash
from generator.review.verify.segments import Segment
from generator.review.word_map import Number

_TOKEN = re.compile(r"[-+−－]?\d[\d,]*(?:\.\d+)?")
#: How many places of a text are tried for numbers that nobody can see any more.
_MOST_TRIED = 400
_MOST_TOKENS = 24


@dataclass(slots=True)
class _Text:
    """A segment's text on one string, its numbers without control, and which of them stand for which entry."""

    segment: Segment
    text: str
    tokens: list[re.Match[str]]
    taken: dict[int, Number] = field(default_factory=dict)

    @classmethod
    def of(cls, segment: Segment) -> _Text:
        text = "\n".join(part.skeleton for part in segment.parts)
        return cls(segment, text, list(_TOKEN.finditer(text)))

    def mended(self, taken: Sequence[int]) -> str:
        """Return the text with these tokens as numbers in controls."""
        found, at = [], 0
        for place in sorted(taken):
            token = self.tokens[place]
            found += [self.text[at : token.start()], NUMBER]
            at = token.end()
        return "".join(found) + self.text[at:]

    @property
    def solved(self) -> bool:
        return same_hash(self.mended(list(self.taken)), self.segment)

    def paragraph(self, token: re.Match[str]) -> int:
        """Return the number of the paragraph in which a token stands."""
        return self.segment.parts[self.text.count("\n", 0, token.start())].line.number


def judge_missing(case: Case, missing: Sequence[Number]) -> None:
    """Judge numbers without control, block by block."""
    by_block: dict[str, list[Number]] = {}
    for number in missing:
        by_block.setdefault(number.block, []).append(number)
    for block, numbers in by_block.items():
        left = list(numbers)
        for segment in _places(case, block):
            left = _solve(case, _Text.of(segment), left)
        for row in sorted({one.row for one in left if one.row}):
            left = _row(case, block, row, left)
        for number in left:
            segment_now = case.by_block.get(block)
            at = segment_now.first if segment_now is not None else 0
            zh = f"{case.named(number)}“{number.shown}”及其控件已被删除"
            en = f"{case.named(number)} {number.shown!r} and its control were removed"
            case.say(rules.CONTROL_GONE, at, block, zh, en, fact=number.key)


def _places(case: Case, block: str) -> Iterator[Segment]:
    """Yield the text of a block and of its notes where it is not the build's."""
    held = [one for one in (*case.segments, *case.notes) if one.block is not None and one.block.id == block]
    yield from (one for one in held if one.parts and (not is_built(one) or not case.map.hashed))


def _solve(case: Case, text: _Text, missing: list[Number]) -> list[Number]:
    """Find numbers among the text's: those with the built value, then those that make the text the build's."""
    at = 0
    for number in missing:
        place = next((i for i in range(at, len(text.tokens)) if _same(text.tokens[i], number)), None)
        if place is None:
            place = next((i for i in range(at) if i not in text.taken and _same(text.tokens[i], number)), None)
        if place is not None:
            text.taken[place] = number
            at = max(at, place + 1)
    left = [one for one in missing if one not in text.taken.values()]
    if text.segment.block is not None and text.segment.block.text:
        left = _retyped(text, missing, left)
    if text.taken:
        case.mended[id(text.segment)] = text.mended(list(text.taken))
    for place, number in sorted(text.taken.items()):
        _standing(case, text, text.tokens[place], number)
    return left


def _same(token: re.Match[str], number: Number) -> bool:
    return token[0].replace("−", "-") == number.shown.replace("−", "-")


def _retyped(text: _Text, missing: Sequence[Number], left: list[Number]) -> list[Number]:
    """Try which numbers of the text stand where controls stood: with these as controls it is the build's text."""
    if text.solved or len(text.tokens) > _MOST_TOKENS:
        return _in_order(text, left)
    choices = itertools.combinations(range(len(text.tokens)), len(missing))
    for chosen in itertools.islice(choices, _MOST_TRIED):
        if same_hash(text.mended(chosen), text.segment):
            text.taken = dict(zip(chosen, missing, strict=True))
            return []
    return _in_order(text, left)


def _in_order(text: _Text, left: list[Number]) -> list[Number]:
    """In text that was reworded, as many loose numbers as are missing stand for these in their order."""
    if not left or text.solved:
        return left
    loose = set(loose_digits(text.text))
    free = [i for i, token in enumerate(text.tokens) if i not in text.taken and token[0].lstrip("-+−－") in loose]
    if len(free) != len(left) or any(one.row for one in left):
        return left
    text.taken.update(zip(free, left, strict=True))
    return []


def _standing(case: Case, text: _Text, token: re.Match[str], number: Number) -> None:
    around = excerpt(text.text, token.start(), token.end()).replace(NUMBER, "□")
    name, paragraph = case.named(number), text.paragraph(token)
    now = read_number(token[0])
    if now is not None and now == read_number(number.shown):
        case.right.add(number.id)
        zh = f"{name} 的控件已被删除，数字“{token[0]}”仍以普通文字保留，数值正确：{around}"
        en = f"the control of {name} was removed; {token[0]!r} stands there as text, with the right value: {around}"
        case.say(rules.CONTROL_GONE, paragraph, number.block, zh, en, fact=number.key)
        return
    zh = f"{name} 的控件已被删除，现为手写的“{token[0]}”，生成时为“{number.shown}”：{around}"
    en = f"the control of {name} was removed; {token[0]!r} stands there as text, built as {number.shown!r}: {around}"
    case.say(rules.CONTROL_GONE, paragraph, number.block, zh, en, fact=number.key, severity=Severity.ERROR)


def _row(case: Case, block: str, row: int, left: list[Number]) -> list[Number]:
    """Tell a row whose numbers are all gone as one."""
    gone = [one for one in left if one.row == row]
    whole = [one for one in case.map.numbers.values() if one.block == block and one.row == row]
    segment = case.by_block.get(block)
    if len(gone) != len(whole) or (segment is not None and _row_stands(case, segment, row)):
        return left
    shown = "、".join(one.shown for one in gone[:6]) + ("…" if len(gone) > 6 else "")
    names = ", ".join(case.named(one) for one in gone[:3]) + (" …" if len(gone) > 3 else "")
    at = segment.first if segment is not None else 0
    if segment is None or not segment.parts:
        return left
    zh = f"表 {block} 的第 {row} 行已被删除，含 {len(gone)} 个数字：{shown}（{names}）"
    en = f"row {row} of table {block} was deleted with its numbers: {shown} ({names})"
    case.say(rules.ROW_GONE, at, block, zh, en, fact=gone[0].key)
    return [one for one in left if one.row != row]


def _row_stands(case: Case, segment: Segment, row: int) -> bool:
    """Whether a row is still there without its numbers: then the rows below it have not moved up."""
    known = case.map.numbers
    places = [(known[one.alias].row, one.row) for one in segment.controls if one.alias in known and one.row]
    below = [(built, now) for built, now in places if built > row]
    above = [(built, now) for built, now in places if built < row]
    if not below:
        return False
    first, last = min(below), max(above, default=(0, 0))
    return first[0] - last[0] == first[1] - last[1]
