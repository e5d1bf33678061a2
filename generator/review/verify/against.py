"""Hold a Word file against a project as it is now: its ledger, its words, the build that its inputs give."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.base.findings import Finding, Position, Severity
from generator.document.blocks import Document
from generator.inspect.numbers import agrees, read_number
from generator.ledger.ledger import Ledger
from generator.review.side import Side
from generator.review.verify import rules
from generator.review.verify.case import Case, is_built
from generator.review.verify.reading import read_seen
from generator.review.verify.segments import Segment, segments_of
from generator.review.verify.texts import edits, judge_typed
from generator.review.verify.verdict import BuiltFrom
from generator.review.verify.word import Reference
from generator.review.word_map import Number, Plotted, WordMap, map_roots, read_map
from generator.word.opening import open_word

#: Blocks whose words the project has changed are told one by one up to here.
_MOST_TEXTS = 40


@dataclass(frozen=True, slots=True)
class _Now:
    """The project's document as it is now, its Word file read."""

    source: str
    document: Document
    ledger: Ledger
    map: WordMap | None
    segments: Mapping[str, Segment]


def project_reference(
    side: Side, known: WordMap, source: str, built: BuiltFrom, then: WordMap | None = None
) -> Reference:
    """Return what a project says a file should be.

    ``built`` tells from which commit the file's build comes, ``then`` is the map that this commit's build has.
    """
    document = side.documents.get(known.document)
    if document is None or side.ledger is None or (known.client and known.client != document.cover.client):
        return Reference("project", source, judge=functools.partial(_other, side, source), built_from=built)
    now = _now(side, source, document, side.ledger)
    texts = {key: segment.text for key, segment in now.segments.items()}
    # Whoever edits a number can edit the map: a file of this very build is judged by the project's own one.
    same = now.map if now.map is not None and known.build == document.build else None
    if same is None and then is not None and (then.document, then.build) == (known.document, known.build):
        same = then
    return Reference("project", source, texts, functools.partial(_judge, now), built_from=built, known=same)


def _now(side: Side, source: str, document: Document, ledger: Ledger) -> _Now:
    word = side.word(document.id)
    opened = open_word(word, Position(document.id)) if word is not None else None
    if opened is None or isinstance(opened, Finding):
        return _Now(source, document, ledger, None, {})
    package, root = opened
    roots, _ = map_roots({name: package.raw(name) for name in package.names if "customxml/" in name.lower()})
    fresh = read_map(roots[0])
    found: dict[str, Segment] = {}
    for one in segments_of(read_seen(package, root).lines, fresh.blocks):
        if one.block is not None:
            found.setdefault(one.block.id, one)
    return _Now(source, document, ledger, fresh, found)


def _other(side: Side, source: str, case: Case) -> None:
    """Tell that the file is of no document of the project."""
    known = case.map
    documents = "、".join(side.documents) or "—"
    document = side.documents.get(known.document)
    if document is not None and side.ledger is not None:
        zh = f"文件属于“{known.client}”，项目 {source} 属于“{document.cover.client}”"
        en = f"the file is of {known.client!r}, project {source} is of {document.cover.client!r}"
    elif document is None:
        zh = f"项目 {source} 没有文档 {known.document}（有：{documents}）"
        en = f"project {source} orders no document {known.document} (it orders: {documents})"
    else:
        zh = f"项目 {source} 的账不能计算，见 tanwen check {source}"
        en = f"the ledger of {source} cannot be computed, see tanwen check {source}"
    case.findings.append(rules.OTHER_PROJECT.at(Position(case.name), zh, en))


def _judge(now: _Now, case: Case) -> None:
    keys = {fact.alias: fact.key for fact in now.document.facts.values()}
    for number in case.map.numbers.values():
        _number(now, case, number, number.key or keys.get(number.fact, ""))
    for point in case.map.points:
        _point(now, case, point, point.key or keys.get(point.fact, ""))
    if case.map.build != now.document.build:
        _places(now, case)
        _texts(now, case)
    own = case.own
    if (
        own is not None
        and own is not case.map
        and own.format == case.map.format
        and _entries(own) != _entries(case.map)
    ):
        zh = "文件的数字映射与项目这次生成的不同：以项目的映射为准"
        en = "the file's map is not the one that the project's build has: the project's is taken"
        # An older build's map is made anew by today's engine, which may differ by itself.
        severity = Severity.WARNING if case.map.build != now.document.build else Severity.ERROR
        case.findings.append(rules.MAP_BROKEN.at(Position(case.name), zh, en, severity=severity))


def _entries(known: WordMap) -> tuple[object, ...]:
    """What a map says of numbers and words: the same for every file of one build."""
    blocks = tuple((one.bookmark, one.id, one.text) for one in known.blocks)
    return tuple(known.numbers.values()), blocks, known.notes, known.points, known.drawn, known.marks


def _places(now: _Now, case: Case) -> None:
    """Tell numbers that stand where the project's words have another fact: a map may claim any fact for a place."""
    if now.map is None:
        return
    words = {one.id: one.text for one in now.map.blocks if one.text}
    fresh, held = _by_block(now.map), _by_block(case.map)
    for block in case.map.blocks:
        wanted, found = fresh.get(block.id, []), held.get(block.id, [])
        if not block.text or words.get(block.id) != block.text or len(wanted) != len(found):
            continue
        for one, other in zip(found, wanted, strict=True):
            if one.fact == other.fact:
                continue
            occurrences = case.found.get(one.id, [])
            at = occurrences[0].line.number if occurrences else 0
            zh = f"{case.named(one)}“{one.shown}”处，项目的文字显示的是 {case.named(other)}“{other.shown}”"
            en = (
                f"the project's words show {case.named(other)} {other.shown!r} where {case.named(one)} {one.shown!r} is"
            )
            case.say(rules.NUMBERS_SWAPPED, at, block.id, zh, en, fact=one.key)


def _by_block(known: WordMap) -> dict[str, list[Number]]:
    found: dict[str, list[Number]] = {}
    for one in known.numbers.values():
        found.setdefault(one.block, []).append(one)
    return found


def _number(now: _Now, case: Case, number: Number, key: str) -> None:
    value = read_number(number.shown)
    fact = now.ledger.facts.get(key)
    found = case.found.get(number.id, [])
    at = found[0].line.number if found else 0
    name = key if not case.map.public else number.id
    if fact is None:
        zh, en = f"账中已没有 {name}（“{number.shown}”）", f"the ledger has no {name} any more ({number.shown!r})"
        case.say(rules.NUMBER_OUTDATED, at, number.block, zh, en, fact=key)
        return
    unit = number.unit or fact.unit.text
    if value is not None and agrees(value, number.digits, _unit(now, key, unit), fact.value, fact.unit.text):
        return
    if value is not None and agrees(value, number.digits, unit, fact.value, fact.unit.text):
        return
    fresh = _shown_now(now, number, key)
    have = fresh or f"{fact.value} {fact.unit.text}"
    zh = f"{name} 生成时为“{number.shown}”，账中现为 {have}"
    en = f"{name} was built as {number.shown!r}; the ledger now has {have}"
    case.say(rules.NUMBER_OUTDATED, at, number.block, zh, en, fact=key)


def _unit(now: _Now, key: str, unit: str) -> str:
    """Return a unit as the ledger spells it; the map has it as readers see it."""
    fact = now.document.facts.get(key)
    return fact.unit if fact is not None and not unit else unit


def _shown_now(now: _Now, number: Number, key: str) -> str:
    """Return how the project's file shows a fact now, in the same unit and with the same decimals."""
    known = now.map.numbers.values() if now.map is not None else ()
    alias = now.document.facts[key].alias if key in now.document.facts else ""
    same: Iterator[Number] = (
        one for one in known if one.fact == alias and (one.unit, one.digits) == (number.unit, number.digits)
    )
    return next((one.shown for one in same), "")


def _point(now: _Now, case: Case, point: Plotted, key: str) -> None:
    fresh = [one for one in now.map.points if one.block == point.block] if now.map is not None else []
    same = [one for one in fresh if (one.series, one.index) == (point.series, point.index)]
    if not same or any(one.shown == point.shown for one in same):
        return
    name = key if not case.map.public else point.fact
    segment = case.by_block.get(point.block)
    zh = f"图 {point.block} 中 {name} 生成时为“{point.shown}”，现为“{same[0].shown}”"
    en = f"chart {point.block} was built with {point.shown!r} for {name}; it now is {same[0].shown!r}"
    case.say(rules.NUMBER_OUTDATED, segment.first if segment else 0, point.block, zh, en, fact=key)


def _texts(now: _Now, case: Case) -> None:
    """Tell the blocks that stand as built while the project has other words, or none, for them."""
    told: list[tuple[Segment, str, str]] = []
    for key, segment in case.by_block.items():
        if segment.block is None or not segment.block.text or not is_built(segment):
            continue
        fresh = now.segments.get(key)
        if fresh is None:
            told.append((segment, "项目中已没有这一块", "the project has no such block any more"))
        elif fresh.hash != segment.hash:
            changes, _ = edits(segment.text, fresh.text)
            told.append((segment, f"项目现在的文字不同：{changes}", f"the project has other words by now: {changes}"))
            _, came = edits(_skeleton(fresh), _skeleton(segment))
            judge_typed(case, came, segment.first, key)
    for segment, zh, en in told[:_MOST_TEXTS]:
        assert segment.block is not None
        key = segment.block.id
        case.say(rules.TEXT_OUTDATED, segment.first, key, f"块 {key}：{zh}", f"block {key}: {en}")
    _rest(case, len(told) - _MOST_TEXTS, [key for key in now.segments if key not in case.by_block])


def _skeleton(segment: Segment) -> str:
    return "\n".join(part.skeleton for part in segment.parts)


def _rest(case: Case, more: int, new: Sequence[str]) -> None:
    if more > 0:
        zh, en = f"另有 {more} 块文字在项目中已改", f"the project has other words for {more} more blocks"
        case.say(rules.TEXT_OUTDATED, 0, "", zh, en)
    known = {one.id for one in case.map.blocks}
    fresh = [key for key in new if key not in known]
    if fresh:
        shown = "、".join(fresh[:6]) + ("…" if len(fresh) > 6 else "")
        zh, en = f"项目新增了 {len(fresh)} 块：{shown}", f"the project has {len(fresh)} new blocks: {shown}"
        case.say(rules.TEXT_OUTDATED, 0, "", zh, en)
