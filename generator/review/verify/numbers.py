"""Judge the numbers of a Word file: each control against what it showed when it was built, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.findings import Severity
from generator.inspect.numbers import read_number
from generator.review.verify import rules
from generator.review.verify.case import Case, Occurrence, is_built
from generator.review.verify.missing import judge_missing
from generator.review.verify.segments import Segment
from generator.review.word_map import Number

_MOST_PLACES = 12
_HINT = (
    "应改动它所依据的输入后重新生成，不要在 Word 中改数",
    "change the input that it is computed from and build again, not the number in Word",
)


def judge_numbers(case: Case) -> None:
    """Judge every number of the map, then what stands in controls that the map does not know."""
    missing = []
    for number in case.map.numbers.values():
        found = case.found.get(number.id, [])
        if found:
            _judge(case, number, found)
        elif not _hidden(case, number):
            missing.append(number)
    judge_missing(case, missing)
    for alias, found in case.found.items():
        if alias not in case.map.numbers:
            for one in found:
                zh = f"控件 {alias}“{one.text}”不在映射中，可能来自另一份文件：{one.around}"
                en = f"control {alias} with {one.text!r} is not in the map, perhaps from another document: {one.around}"
                case.say(rules.UNKNOWN_CONTROL, one.line.number, "", zh, en)
    _places(case)


def _judge(case: Case, number: Number, found: Sequence[Occurrence]) -> None:
    """Judge all places where one number stands."""
    right = [one for one in found if plain(one.text) == plain(number.shown)]
    fine = {id(one) for one in right}  # by identity: a number may have been pasted thousands of times
    if len(right) == len(found):
        case.right.add(number.id)
    for one in found:
        if one.split or one.control.inside:
            how_zh, how_en = f"在控件 {one.control.inside} 之内", f"stands inside {one.control.inside}"
            if one.split:
                how_zh, how_en = "被拆成几段", "was split"
            case.say(
                rules.NESTED,
                one.line.number,
                number.block,
                f"数字“{one.text}”的控件{how_zh}：{one.around}",
                f"the control of {one.text!r} {how_en}: {one.around}",
                fact=number.key,
                severity=Severity.NOTE if id(one) in fine else None,
            )
        if id(one) not in fine:
            _changed(case, number, one)
    if len(found) > 1 and right:
        places = "、".join(f"¶{one.line.number}" for one in found[:_MOST_PLACES]) + "…" * (len(found) > _MOST_PLACES)
        zh = f"数字 {case.named(number)}“{number.shown}”出现 {len(found)} 次（{places}），像是粘贴了段落"
        en = f"{case.named(number)} {number.shown!r} stands {len(found)} times ({places}), as after pasting a paragraph"
        case.say(rules.PASTED, found[-1].line.number, number.block, zh, en, fact=number.key)


def _changed(case: Case, number: Number, one: Occurrence) -> None:
    was, now = read_number(plain(number.shown)), read_number(plain(one.text))
    same = was is not None and was == now
    name = case.named(number)
    if same:
        zh = f"{name} 显示“{one.text}”，生成时写作“{number.shown}”，数值相同：{one.around}"
        en = f"{name} shows {one.text!r}, built as {number.shown!r}: the same value: {one.around}"
        case.right.add(number.id)
        case.say(rules.NUMBER_RESTYLED, one.line.number, number.block, zh, en, fact=number.key)
        return
    zh = f"{name} 显示“{one.text}”，生成时为“{number.shown}”：{one.around}"
    en = f"{name} shows {one.text!r}, built as {number.shown!r}: {one.around}"
    case.say(rules.NUMBER_CHANGED, one.line.number, number.block, zh, en, fact=number.key, hint=_HINT)


def _hidden(case: Case, number: Number) -> bool:
    """Report a number whose control no reader sees."""
    for one in case.seen.controls:
        if one.alias == number.id and one.hidden:
            line = case.seen.lines[min(one.paragraph, len(case.seen.lines)) - 1]
            zh = f"{case.named(number)}“{one.hidden}”是隐藏文字，读者看到的是：{line.text.strip()[:60]}"
            en = f"{case.named(number)} {one.hidden!r} is hidden; a reader sees: {line.text.strip()[:60]}"
            case.say(rules.HIDDEN, one.paragraph, number.block, zh, en, fact=number.key)
            return True
    return False


def plain(text: str) -> str:
    """Return a number's text without blanks and with one minus sign."""
    return "".join(text.split()).replace("−", "-").replace("－", "-")


# ------------------------------------------------------------------------------------- numbers at other places


def _places(case: Case) -> None:
    """Find numbers that stand where the build shows others."""
    blocks: dict[str, list[Number]] = {}
    for number in case.map.numbers.values():
        blocks.setdefault(number.block, []).append(number)
    for segment in (*case.segments, *case.notes):
        numbers = [known for one in segment.controls if (known := case.map.numbers.get(one.alias))]
        if not numbers or segment.block is None:
            continue
        if segment.block.place >= 0 and is_built(segment) and segment.block.text:
            _against_build(case, segment, numbers, _in_text(case, blocks.get(segment.block.id, [])))
        elif segment.block.place >= 0:
            _in_changed(case, segment, numbers)


def _in_text(case: Case, numbers: Sequence[Number]) -> list[Number]:
    """Return the numbers of a block without those of its footnotes."""
    noted = {one.alias for note in case.notes for one in note.controls}
    return [one for one in numbers if one.id not in noted]


def _against_build(case: Case, segment: Segment, found: Sequence[Number], built: Sequence[Number]) -> None:
    """The words are the build's: each number must be the one that was built at its place."""
    if [one.id for one in found] == [one.id for one in built] or len(found) != len(built):
        return
    lines = {p.control.alias: part.line for part in segment.parts for p in part.pieces if p.control is not None}
    for one, wanted in zip(found, built, strict=True):
        if one.id == wanted.id or (one.fact == wanted.fact and one.shown == wanted.shown):
            continue
        line = lines[one.id]
        text = line.text.strip()[:80]
        zh = f"此处应为 {case.named(wanted)}“{wanted.shown}”，现为 {case.named(one)}“{one.shown}”：{text}"
        en = f"{case.named(wanted)} {wanted.shown!r} belongs here, not {case.named(one)} {one.shown!r}: {text}"
        case.say(rules.NUMBERS_SWAPPED, line.number, wanted.block, zh, en, fact=wanted.key)
        case.right.discard(wanted.id)


def _in_changed(case: Case, segment: Segment, found: Sequence[Number]) -> None:
    """The words are not the build's: numbers of other blocks are told; in a table, those in other columns and rows."""
    assert segment.block is not None
    places = {one.alias: (one.row, one.column) for one in segment.controls}
    rows: dict[int, list[Number]] = {}
    for one in found:
        occurrence = case.found[one.id][0]
        if one.block != segment.block.id:
            if len(case.found[one.id]) == 1:
                zh = f"{case.named(one)}“{one.shown}”原在块 {one.block}，现在别处：{occurrence.around}"
                en = f"{case.named(one)} {one.shown!r} was built into {one.block} and stands here: {occurrence.around}"
                case.say(rules.NUMBER_ELSEWHERE, occurrence.line.number, segment.block.id, zh, en, fact=one.key)
        elif one.row:
            rows.setdefault(places[one.id][0], []).append(one)
    for members in rows.values():
        _in_row(case, members, places)


def _in_row(case: Case, members: Sequence[Number], places: dict[str, tuple[int, int]]) -> None:
    """A row holds the numbers of one row of the build, each in its column; those that do not belong are told."""
    counts: dict[int, int] = {}
    for one in members:
        counts[one.row] = counts.get(one.row, 0) + 1
    main = max(counts, key=lambda row: (counts[row], -row))
    for one in members:
        line = case.found[one.id][0].line
        column = places[one.id][1]
        if one.row == main and (column == one.column or not column):
            continue
        zh = f"{case.named(one)}“{one.shown}”生成在第 {one.row} 行第 {one.column} 列，现在别的单元格"
        en = f"{case.named(one)} {one.shown!r} was built into row {one.row}, column {one.column}, and stands elsewhere"
        severity = None if one.row != main else Severity.WARNING
        case.say(rules.NUMBERS_SWAPPED, line.number, one.block, zh, en, fact=one.key, severity=severity)
        case.right.discard(one.id)
