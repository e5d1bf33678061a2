"""INT-01, PAT-01: when an introduction is needed, and what it says of known patents (GB/T 1.1-2020, 8.4 and D.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.draft import Draft, Part, Piece
from generator.drafting.fixed import PATENTS_BESIDES, PATENTS_HELD, patents_touched, squeezed
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.patents import known_patents
from generator.drafting.provisions import said_of
from generator.drafting.rules.front import foreword
from generator.drafting.sentences import Sentence, sentences
from generator.drafting.statements import State, statements

_PART = re.compile(r"第\s?(?:\d+|[一二三四五六七八九十]+)\s?部分")
_OWN_PART = re.compile(r"^本文件(?:是|为)[^。]*第(?:\d+|[一二三四五六七八九十]+)部分")


@draft_rule("INT-01", "introduction-needed", Severity.ERROR, "8.4", "read")
def introduction(draft: Draft) -> Answer:
    """Finds: a part of a document, or a document that touches known patents, without 引言.

    Also found: a requirement in the introduction without a modal verb (需按附录A填写); MOD-09 finds those with one.
    Left alone: a text that does not begin with its foreword.

    Why: the introduction of a part says why the document is divided and what the parts are for; that of a document with
    patents says who holds them.

    Wrong: 工业用水计量 第2部分：数据采集, 前言, then 1 范围

    Right: 前言, 引言, then 1 范围
    """
    yield from _bound(draft)
    if foreword(draft) is None or draft.section(Part.INTRODUCTION) is not None:
        return
    following = next(
        (one.head for one in draft.sections if one.head and one.part.value > Part.INTRODUCTION.value), None
    )
    part = _is_part(draft)
    if part or known_patents(draft):
        yield Breach(
            following,
            "分为部分的文件，每个部分都应有引言" if part else "涉及已知专利的文件应有引言",
            "each part of a document has an introduction"
            if part
            else "a document with known patents has an introduction",
            following.text.strip() if following else "",
            "在前言之后增加引言，说明分为部分的原因和各部分的关系" if part else "在前言之后增加引言，写明专利信息",
            "add an introduction behind the foreword",
        )


def _is_part(draft: Draft) -> bool:
    name = re.split(r"[\s\u3000]+", draft.name.strip())
    if any(_PART.match(element) for element in name[1:]):
        return True
    return any(_OWN_PART.match(one.words) for one in statements(draft) if one.state is State.PARTS)


#: The sentences of D.3 that stand word for word, squeezed, and the words by which a wrong one is recognised.
_FIXED: tuple[tuple[str, re.Pattern[str]], ...] = (
    *(
        (squeezed(sentence), re.compile(mark))
        for sentence, mark in zip(
            re.findall(r"[^。：]*[。：]", "".join(PATENTS_HELD)),
            ("真实性|有效性", "承诺|保证", "备案|声明已", "联系方式"),
            strict=True,
        )
    ),
    *(
        (squeezed(sentence), re.compile(mark))
        for sentence, mark in zip(
            re.findall(r"[^。：]*[。：]", PATENTS_BESIDES), ("除[^。]*专利", "承担识别|识别[^。]*责任"), strict=True
        )
    ),
)
_TOUCHED = re.compile(re.escape(squeezed(patents_touched("@"))).replace("@", ".+"))
_WARNS = re.compile(r"提请注意|声明符合|专利的使用")


#: Who has to do what, in words that are no modal verbs: 使用者需按附录A填写.
_BOUND = re.compile(
    r"(?:企业|单位|机构|组织|部门|人员|使用者|用户|各方|供应商|承包商|经营者)[^，。；：的]{0,6}?(?P<words>"
    r"有(?:义务|责任)(?!的|感|心)|(?<!不)(?:还|均|都|也)?(?:需要?|要)(?:严格)?(?=(?:按|按照|依照|遵守|遵照|执行|符合|满足|达到)[^，。；]{0,12}"
    r"(?:本文件|附录|第\s?\d+章|\d\.\d|规定|要求)))"
)


def _bound(draft: Draft) -> Iterator[Breach]:
    for one in said_of(draft, Part.INTRODUCTION):
        found = _BOUND.search(one.text)
        if found and not one.modals and not re.search(r"法律|法规|条例|办法|制度规定", one.text):
            yield Breach(
                one.piece,
                f"引言中有要求（“{found['words']}”）",
                f"the introduction holds a requirement ({found['words']})",
                found["words"],
                "改为陈述，或移入条文",
                "state it, or move it into a clause",
                start=one.at(found.start("words")),
                severity=Severity.WARNING,
            )


@draft_rule("PAT-01", "patents-known", Severity.ERROR, "D.3", "read")
def patents(draft: Draft) -> Answer:
    """Finds: a patent that is known, without the statements of D.3 in the introduction or with these in other words.

    Left alone: drafts on patents, and patents that the text only speaks of as such (专利检索, 可能涉及专利).

    Why: users have to know that a licence is needed, that the holder grants it on fair terms, and whom to ask.

    Wrong: 本文件5.2采用的装置已申请专利，使用者自行联系。

    Right: 本文件的发布机构提请注意，声明符合本文件时，可能涉及5.2与采样装置相关的专利的使用。…
    """
    told = [one for piece in draft.within(Part.INTRODUCTION) for one in sentences(piece)]
    words = [(one, squeezed(one.text)) for one in told]
    opening = next((one for one, said in words if _TOUCHED.search(said)), None)
    if opening is None:
        warning = next((one for one, said in words if _WARNS.search(said) and "专利" in said), None)
        held = known_patents(draft)
        first = next((one for one in held if one.piece.part is Part.INTRODUCTION), held[0] if held else None)
        if warning is not None:
            yield _wrong(warning, patents_touched("××"))
        elif first is not None:
            yield Breach(
                first.piece,
                "涉及已知专利，但引言没有给出规定的说明",
                "a patent is known, and the introduction lacks the fixed statements",
                first.text,
                f"在引言中写：{patents_touched('[条号]与[内容]')}{PATENTS_HELD[0]}……",
                f"write in the introduction: {patents_touched('[clause]与[content]')} …",
                start=first.start,
            )
            return
    if opening is not None:
        yield from _compared(words, opening.piece)


def _compared(words: list[tuple[Sentence, str]], at: Piece) -> Iterator[Breach]:
    whole = "".join(said for _, said in words)
    unlike = [(one, said) for one, said in words if not any(known in said for known, _ in _FIXED)]
    missing = []
    for right, mark in _FIXED:
        if right in whole:
            continue
        like = next((one for one, said in unlike if mark.search(said)), None)
        if like is not None:
            yield _wrong(like, right)
        else:
            missing.append(right)
    if missing:
        yield Breach(
            at,
            f"缺少关于已知专利的说明“{''.join(missing)}”",
            "a statement on known patents is missing",
            at.text.strip()[:12],
            f"补上：{''.join(missing)}",
            f"add: {''.join(missing)}",
        )


def _wrong(one: Sentence, right: str) -> Breach:
    return Breach(
        one.piece,
        "关于已知专利的说明与规定不同",
        "the statement on known patents is not in the fixed words",
        one.text.strip(),
        f"写：{right}",
        f"write: {right}",
        start=one.piece.text.index(one.text.strip(), one.start),
    )


RULES: tuple[DraftRule, ...] = (introduction, patents)
