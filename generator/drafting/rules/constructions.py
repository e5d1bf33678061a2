"""Sentences that break for want of a subject, a closing word or a mark: what TXT-02 and TXT-05 find beyond patterns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generator.drafting.draft import PROSE, PROVISIONS, Draft, Kind, Part, Piece, Section
from generator.drafting.elements import plain
from generator.drafting.frames import FRAMES, REDUNDANT, Frame
from generator.drafting.framework import Breach
from generator.drafting.modals import modals
from generator.drafting.sentences import outside_quotes, sentences

#: How much of the words a message repeats.
_SHOWN = 20
_RUN_ON = PROSE | {Kind.CELL}
_BARE_KINDS = frozenset({Kind.PARAGRAPH, Kind.CLAUSE, Kind.ITEM})


def framed(draft: Draft, piece: Piece) -> Iterator[Breach]:
    """Yield the broken frames of a piece (TXT-05)."""
    yield from _met(piece, draft.view(_broken))


def redundant(draft: Draft, piece: Piece) -> Iterator[Breach]:
    """Yield the words of a piece that say again what the words beside them say (TXT-02)."""
    yield from _met(piece, draft.view(_said_again))


def _broken(draft: Draft) -> tuple[Frame, ...]:
    return _in_use(draft, FRAMES)


def _said_again(draft: Draft) -> tuple[Frame, ...]:
    return _in_use(draft, REDUNDANT)


def _in_use(draft: Draft, frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """Return the frames that the draft meets anywhere: few of many, and each piece is then asked for these alone."""
    text = draft.view(_run_on)
    return tuple(frame for frame in frames if frame.pattern.search(text))


def _run_on(draft: Draft) -> str:
    """Return all pieces as one text; the sign between two of them ends every sentence for a pattern."""
    return "\n。\n".join(outside_quotes(piece.text) for piece in draft.pieces if piece.kind in _RUN_ON)


def _met(piece: Piece, frames: tuple[Frame, ...]) -> Iterator[Breach]:
    text = outside_quotes(piece.text) if frames else ""
    taken: list[tuple[int, int]] = []
    for frame in frames:
        if piece.kind is Kind.ITEM and not frame.items:
            continue
        for found in frame.pattern.finditer(text):
            begin, end = found.span()
            if any(begin < other and start < end for start, other in taken):
                continue
            taken.append((begin, end))
            words = piece.text[begin:end]
            begin += len(words) - len(words.lstrip())
            shown = words.strip() if len(words.strip()) <= _SHOWN else f"{words.strip()[: _SHOWN - 1]}…"
            zh, en = f"{frame.zh}：“{shown}”", f"{frame.en}: {shown}"
            yield Breach(piece, zh, en, words.strip(), frame.hint_zh, frame.hint_en, start=begin)


# ---------------------------------------------------------------------------------------------- a clause with 在

_VERB = (
    r"(?:开展|进行|实施|执行|推进|参与|从事|面对|应对|考虑|满足|落实|处理|完成|制定|建立|编制|提供|运输|储存|装卸|采样|取样|测量|测定|称量|安装|"
    r"调试|使用|操作|维护|检修|更换|清洗|搬运|施工|浇筑|焊接|启动|关闭|打开|拆除|填写|提交|审核|核算|核查|识别|收集|确定|设计|选择|选用|确认)"
)
_CLOSER = (
    r"(?:时|时候|中|后|前|上|下|内|外|间|期间|过程|方面|阶段|环节|基础|领域|之际|之前|之后|同时|情况|条件|前提|范围)"
)
#: 在开展……工作提供: the object of 在 ends without 时 or 中 before the main verb.
_INSIDE = re.compile(
    rf"(?<!存)在(?P<body>{_VERB}(?:(?!{_CLOSER}(?:[^\u3400-\u9fff]|提供|给予|应|宜|可))[^，。；：\n的]|的(?!{_CLOSER})){{4,120}}?"
    rf"(?:工作|活动|服务|业务|等工业[^，。；]{{1,8}}))(?:提供|给予)(?=[^，。；]{{2,}})"
)
#: 在实施……等需求。: nothing closes it before the sentence ends.
_AT_END = re.compile(
    rf"(?<!存)在(?P<body>{_VERB}[^。；：\n]{{4,80}}?等[^，。；：\n]{{0,4}}(?:需求|要求|工作|活动|服务|业务|任务))(?=。)"
)
_IN_FRONT = re.compile(rf"(?:^|(?<=[。；]))\s*在(?P<body>{_VERB}[^，。；：\n]{{2,30}})，")
#: What a clause with 在 may end with: a place or a time.
PLACE = re.compile(
    rf"(?:{_CLOSER}|[里处年月日地边侧点区室站厂场线层面口端]|场所|附近|周围|旁|现场|机构|企业|单位|部门|公司|车间|界面|页面|位置|平台|系统|网站|报告|文件|标准|地区|"
    r"环境|项目|领域|人员|以上|以下|之初|以来|当天|说明书|附录.?|[表图]?\d+(?:\.\d+)*|[)）”》])$"
)


def unclosed(piece: Piece) -> Iterator[Breach]:
    """Yield 在 with a verb and its object that no 时, 中 or the like closes."""
    for pattern in (_INSIDE, _AT_END, _IN_FRONT):
        if pattern is _IN_FRONT and piece.kind is Kind.ITEM:
            continue
        for found in pattern.finditer(piece.text):
            body = found["body"]
            if pattern is _IN_FRONT and PLACE.search(body):
                continue
            start = found.start("body") - 1
            yield Breach(
                piece,
                "“在……”没有“中”“时”等收尾",
                "the clause with 在 is not closed",
                piece.text[start : min(found.end("body"), start + 24)],
                "补上“时”“中”等",
                "close it with 时 or 中",
                start=start,
            )


# ------------------------------------------------------------------------------------------------- no subject

_SUBJECTLESS = re.compile(r"\s*(?P<verb>适用于|旨在|助力|有助于|有利于|便于|致力于|涵盖|帮助|促进)(?P<rest>[^。；]+)")
_FOR = re.compile(
    r"\s*(?P<verb>为(?!了|使|确保|保证|保障|实现|达到|避免|防止|满足|期)[^，。；：]{2,40}?(?:提供|培养|创造|营造|奠定|打造))[^。；]+"
)


def bare(draft: Draft) -> Iterator[Breach]:
    """Yield sentences that begin with 适用于, 助力 … or 为……提供 behind a full stop: who or what does, is not said.

    Items may go on from their lead-in, term entries define by phrases, remarks are brief: these are left alone.
    """
    stated = draft.kind not in ("code", "method")  # there a sentence without subject instructs
    before: Piece | None = None
    for piece in draft.pieces:
        follows = (
            before is not None
            and before.kind is piece.kind is Kind.PARAGRAPH
            and before.where == piece.where
            and before.text.rstrip().endswith("。")
        )
        before = piece
        if piece.kind not in _BARE_KINDS or piece.part not in PROVISIONS | {Part.SCOPE, Part.INTRODUCTION}:
            continue
        for place, one in enumerate(sentences(piece)):
            behind = place > 0 and piece.text[: one.start].rstrip().endswith("。")
            first = place == 0 and piece.kind is not Kind.ITEM
            found = _SUBJECTLESS.match(one.text) if behind or first else None
            if found and first and found["verb"] not in ("适用于", "旨在"):
                found = None
            if found is None and stated and (behind or (place == 0 and follows)) and one.text.rstrip().endswith("。"):
                found = _FOR.match(one.text)
            if found is None or any(verb.word in _MODAL for verb in modals(one.text)):
                continue
            start = one.start + found.start("verb")
            yield _no_subject(piece, found["verb"], start)


_MODAL = frozenset({"应", "不应", "宜", "不宜"})


def _no_subject(piece: Piece, words: str, start: int) -> Breach:
    return Breach(
        piece,
        "句子没有主语",
        "the sentence has no subject",
        words,
        "补上主语",
        "name the subject",
        start=start,
    )


_SUBJECT = re.compile(r"本(?:服务|文件|标准|部分|方法|系统|产品|规程|指南|平台|工序|项目|岗位|阶段|过程)")
_WITHOUT = re.compile(
    r"\s*(?P<begin>(?:为(?!了|使|确保|保证)|针对|面向|通过|协助|帮助|提供|支持)(?:(?!本文件|本标准|本服务)[^。：]){10,})。"
)
_FEWEST = 3


def unlike_siblings(draft: Draft) -> Iterator[Breach]:
    """Yield the opening sentence without a subject where clauses of the same title open with one (本服务……)."""
    titled: dict[str, list[Section]] = {}
    for section in draft.walk():
        if section.part in PROVISIONS and section.titled and section.pieces:
            titled.setdefault(plain(section.title), []).append(section)
    for sections in titled.values():
        openings = [one.pieces[0] for one in sections if one.pieces[0].kind is Kind.PARAGRAPH]
        subjects = Counter(found[0] for piece in openings if (found := _SUBJECT.match(piece.text)))
        if not subjects or subjects.most_common(1)[0][1] < _FEWEST:
            continue
        subject, count = subjects.most_common(1)[0]
        for piece in openings:
            found = _WITHOUT.match(piece.text)
            if found and count * 2 > len(openings):
                words = found["begin"][:15]
                yield Breach(
                    piece,
                    f"句子没有主语；同类条文的首句以“{subject}”为主语",
                    f"the sentence has no subject; like clauses begin with {subject}",
                    words,
                    f"以“{subject}”开头",
                    f"begin with {subject}",
                    start=found.start("begin"),
                )


_EFFECT = re.compile(
    r"\s*(?P<begin>通过[^。；：，]{4,60}(?:，[^。；：]{2,60})?)，(?:以|从而|进而)?(?:规范|保障|促进|帮助|推动|提升|支撑|助力|强化|激励|实现|增强)"
)
_AGENT = re.compile(r"本服务|本文件|机构|企业|单位|组织|[应宜可]|方法是|过程是")


def effects(draft: Draft) -> Iterator[Breach]:
    """Yield the statement 通过……，规范……，保障……。 of a guide: neither an instruction nor a sentence with a subject.

    Only the first paragraph of a clause whose sibling clauses begin with a subject and have a modal verb.
    """
    if draft.kind != "guide":
        return
    for section in draft.walk():
        openings = [one.pieces[0] for one in section.children if one.pieces and one.pieces[0].kind is Kind.PARAGRAPH]
        if section.part not in PROVISIONS or len(openings) < 2:
            continue
        for piece in openings:
            first = next(sentences(piece), None)
            found = _EFFECT.match(first.text) if first is not None else None
            others = [one for one in openings if one is not piece and _AGENT.search(one.text.split("，")[0])]
            if first is None or found is None or not first.text.rstrip().endswith("。") or not others:
                continue
            if not list(modals(first.text)) and not _WITHOUT_AGENT.search(first.text):
                yield _no_subject(piece, found["begin"][:15], found.start("begin"))


_WITHOUT_AGENT = re.compile(r"本服务|本文件|，[^，。]{0,12}(?:机构|企业|单位|组织)(?:应|宜|可|能)")


# ----------------------------------------------------------------------------------------------- definitions

_THEN = re.compile(r"，(?P<then>则)(?=[^，。；]{2,40}的[\u3400-\u9fff]{2,6}[。；]?$)")
_IF = re.compile(r"[若如当倘]|一旦|只要|假设|情况|的话")


def definitions(draft: Draft) -> Iterator[Breach]:
    """Yield 则 inside the phrase of a definition that no 若 or 当 prepares."""
    for piece in draft.within(Part.TERMS):
        if piece.kind is Kind.PARAGRAPH and (found := _THEN.search(piece.text)):
            before = piece.text[: found.start()]
            if not _IF.search(before) and "。" not in before:
                begin = before.rfind("，") + 1
                yield Breach(
                    piece,
                    "“则”前没有条件分句，定义不成句",
                    "no condition comes before 则: the definition does not hold together",
                    piece.text[begin : found.end()],
                    "补上“若”“当……时”，或删去“则”",
                    "write 若 or 当…时, or drop 则",
                    start=begin,
                )


def prose(draft: Draft) -> Iterator[Piece]:
    """Yield the pieces of running text that the rules on sentences read."""
    for piece in draft.pieces:
        if piece.kind in PROSE and piece.part not in (Part.COVER, Part.CONTENTS):
            yield piece
