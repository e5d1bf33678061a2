"""Verify a Word file: its map, its numbers, its charts and its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from generator.base.archive import Unreadable
from generator.base.findings import Finding, Position
from generator.base.text import Text
from generator.review.verify import rules
from generator.review.verify.beside import judge_beside
from generator.review.verify.case import Case
from generator.review.verify.charts import judge_charts
from generator.review.verify.disguises import judge_disguises
from generator.review.verify.numbers import judge_numbers
from generator.review.verify.reading import read_seen
from generator.review.verify.texts import judge_texts
from generator.review.verify.verdict import BuiltFrom, Claims, Verdict
from generator.review.word_map import WordMap, map_roots, read_map
from generator.word.faults import DAMAGED
from generator.word.opening import open_word


@dataclass(frozen=True, slots=True)
class Reference:
    """What a file is held against beside itself.

    ``judge`` adds findings, ``texts`` are blocks as they should be, ``known`` is the map to judge by in place of the
    file's own.
    """

    against: str
    source: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    judge: Callable[[Case], None] = lambda case: None
    signer: str = ""
    built_from: BuiltFrom | None = None
    known: WordMap | None = None


def open_map(data: bytes, name: str) -> tuple[WordMap | None, tuple[Finding, ...]]:
    """Return a Word file's map, or what keeps it from being read."""
    place = Position(name)
    try:
        opened = open_word(data, place)
        if isinstance(opened, Finding):
            return None, (opened,)
        package, _ = opened
        parts = {one: package.raw(one) for one in package.names if "customxml/" in one.lower()}
    except Unreadable as wrong:
        return None, (_damaged(place, wrong),)
    known, finding = _one_map(parts, place)
    return known, (finding,) if finding is not None else ()


def verify_word(data: bytes, name: str, reference: Reference | None = None) -> Verdict:
    """Judge a Word file by itself, and against a project or a signed record where one is given."""
    place = Position(name)
    try:
        opened = open_word(data, place)
        if isinstance(opened, Finding):
            return Verdict(name, "docx", Claims(), (opened,))
        package, document = opened
        parts = {one: package.raw(one) for one in package.names}
        own, finding = _one_map(parts, place)
        used = reference or Reference("file")
        known = used.known or own
        if known is None:
            assert finding is not None
            return Verdict(name, "docx", Claims(), (finding,))
        case = Case.of(name, known, read_seen(package, document))
        case.own = own
    except Unreadable as wrong:
        return Verdict(name, "docx", Claims(), (_damaged(place, wrong),))
    if finding is not None and used.known is None:
        case.findings.append(finding)
    judge_numbers(case)
    charts = judge_charts(case, parts)
    judge_texts(case, used.texts)
    try:
        judge_beside(case, package, document, charts)
        judge_disguises(case, package, document)
    except Unreadable as wrong:
        case.findings.append(_damaged(place, wrong))
    used.judge(case)
    return _verdict(case, used)


def _verdict(case: Case, reference: Reference) -> Verdict:
    known = case.map
    blocks = sum(1 for one in known.blocks if one.text)
    claims = Claims(
        len(known.numbers) + len(known.points), len(case.right) + case.points_right, blocks, case.blocks_right
    )
    built = reference.built_from or BuiltFrom(known.document, known.template, known.build)
    ordered = tuple(sorted(dict.fromkeys(case.findings), key=lambda one: (one.position, one.rule, one.message.zh)))
    return Verdict(
        case.name, "docx", claims, ordered, reference.against, reference.source, reference.signer, built,
        left=tuple(Text(*one) for one in dict.fromkeys(case.left)),
    )  # fmt: skip


def _one_map(parts: Mapping[str, bytes], place: Position) -> tuple[WordMap | None, Finding | None]:
    roots, broken = map_roots(parts)
    if not roots:
        if broken:
            zh, en = f"数字映射无法读取：{broken[0]}", f"the map of the numbers cannot be read: {broken[0]}"
            return None, rules.MAP_BROKEN.at(place, zh, en)
        zh, en = "文件中没有数字映射：不是由 Tanwen 生成，或映射已丢失", "the file carries no map of its numbers"
        hint = ("请给出由 tanwen build 生成的 .docx 或其修改稿", "give a .docx that tanwen build made, edited or not")
        return None, rules.MAP_MISSING.at(place, zh, en, hint_zh=hint[0], hint_en=hint[1])
    if len(roots) > 1:
        names = "、".join(root.get("document", "") + " " + root.get("build", "") for root in roots)
        zh, en = f"文件中有 {len(roots)} 份数字映射：{names}", f"the file carries {len(roots)} maps: {names}"
        return None, rules.MAP_BROKEN.at(place, zh, en)
    known = read_map(roots[0])
    if known.whole:
        return known, None
    zh = "数字映射被改动过，文件不能为自己作证"
    en = "the map of the numbers was changed: the file cannot speak for itself"
    return known, rules.MAP_BROKEN.at(place, zh, en)


def _damaged(place: Position, wrong: Unreadable) -> Finding:
    return DAMAGED.at(place, f"Word 文件已损坏：{wrong}", f"the Word file is damaged: {wrong}")
