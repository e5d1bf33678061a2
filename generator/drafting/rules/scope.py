"""SCO-01 to SCO-05: the scope (GB/T 1.1-2020, 8.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from generator.base.findings import Severity
from generator.drafting.draft import Draft, Kind, Part, Piece, Section
from generator.drafting.elements import GENERAL_TITLE, plain
from generator.drafting.framework import Answer, Breach, CannotTell, DraftRule, draft_rule
from generator.drafting.modals import Provision
from generator.drafting.provisions import clause_verbs

_NONE = CannotTell("没有“范围”一章", "there is no chapter 范围")
_SELF = r"本(?:文件|标准|规范|规程|指南|导则|部分|指导性技术文件)"
_OPENING = re.compile(rf"^(?:{_SELF})?(?P<verb>规定|确立|描述|提供|给出|界定)了")
_VERBS = re.compile(rf"(?:{_SELF}|[，；、并]|^)(?:并|还|同时)?(?P<verb>规定|确立|描述|提供|给出|界定)了?")
_LIMITS = re.compile(rf"{_SELF}(?:也|还|同样|亦|主要|仅|只)?不?适用于")
#: The nouns that each verb opens, by 8.5.3.
_NOUNS = {
    "规定": r"要求|特性|尺寸|指示|规则|规定|限值|指标",
    "确立": r"程序|体系|系统|原则|框架|规则|模型",
    "描述": r"方法|路径|流程|过程|步骤",
    "提供": r"指导|指南|建议",
    "给出": r"信息|说明|示例|资料",
    "界定": r"术语|符号|界限|定义|概念|代号",
}
_VERB_OF = {noun: verb for verb, nouns in _NOUNS.items() for noun in nouns.split("|")}
#: What never stands with these verbs, though other verbs share the noun in practice.
_CLEAR = {
    "规定": ("方法", "程序", "指导", "指南", "建议", "信息", "术语"),
    "确立": ("方法", "要求", "指导", "指南", "建议", "信息", "术语"),
    "描述": ("要求", "指导", "指南", "建议", "术语", "原则"),
    "提供": ("方法", "要求", "程序", "术语", "信息", "原则"),
    "给出": ("要求", "指导", "指南", "建议", "程序", "原则"),
    "界定": ("要求", "方法", "程序", "指导", "指南", "建议", "信息", "原则"),
}


def _own(draft: Draft) -> tuple[Section | None, list[Piece]]:
    """Return the chapter of the scope and its running text."""
    scope = draft.section(Part.SCOPE)
    if scope is None:
        return None, []
    kinds = (Kind.PARAGRAPH, Kind.CLAUSE, Kind.ITEM)
    return scope, [piece for piece in scope.all_pieces() if piece.kind in kinds]


@draft_rule("SCO-01", "statements-only", Severity.ERROR, "8.5.3", "read")
def statements_only(draft: Draft) -> Answer:
    """Finds: 应, 宜, 可 and their kind in the scope.

    Why: the scope states facts; it holds no requirement, recommendation or permission. 应遵循的原则 is no requirement.

    Wrong: 其他园区可参照使用。

    Right: 本文件适用于工业园区，其他园区参照使用。
    """
    _, pieces = _own(draft)
    wrong = (Provision.REQUIREMENT, Provision.RECOMMENDATION, Provision.PERMISSION)
    for one in clause_verbs(draft, pieces):
        if one.modal.provision in wrong:
            yield Breach(
                one.sentence.piece,
                f"范围中有“{one.modal.word}”，范围只陈述事实",
                f"{one.modal.word} in the scope, which states facts only",
                one.modal.word,
                "改为陈述，或移入正文",
                "make it a statement or move it into the text",
                start=one.start,
            )


@draft_rule("SCO-02", "opening", Severity.ERROR, "8.5.3", "read")
def opening(draft: Draft) -> Answer:
    """Finds: a scope that does not open in one of the forms, or pairs the verb of a form with the noun of another.

    Why: the verb tells what the document holds: 规定 requirements, 确立 procedures and principles, 描述 methods, 提供
    guidance, 给出 information, 界定 terms.

    Wrong: 本文件规定了园区碳排放的核算方法。 为规范园区管理，制定本文件。

    Right: 本文件描述了园区碳排放的核算方法。
    """
    scope, pieces = _own(draft)
    if scope is None or not pieces:
        yield _NONE
        return
    first = pieces[0]
    text = first.text.strip()
    if not _OPENING.match(text):
        begin = re.split(r"[，。：]", text)[0]
        yield Breach(
            first,
            "范围的首句不是规定的表述形式",
            "the scope does not open in one of the forms",
            begin,
            "以“本文件规定了（确立了、描述了、提供了、给出了、界定了）”开头",
            "begin with 本文件规定了 (确立了, 描述了, 提供了, 给出了, 界定了)",
        )
        return
    if draft.kind == "guide" and text[:8].find("规定") >= 0:
        return  # SCO-04
    yield from _pairs(first)


def _pairs(piece: Piece) -> Iterator[Breach]:
    sentence = piece.text.split("。")[0]
    verbs = list(_VERBS.finditer(sentence))
    for found, after in zip_longest(verbs, verbs[1:]):
        verb = found["verb"]
        objects = sentence[found.end() : after.start() if after is not None else len(sentence)].rstrip("，；、")
        nouns = re.findall(rf"(?:{'|'.join(_VERB_OF)})(?=[、，。；和及与以等]|$)", objects)
        fits = any(re.search(_NOUNS[verb], noun) for noun in nouns)
        if nouns and not fits and nouns[-1] in _CLEAR[verb] and objects.endswith((nouns[-1], nouns[-1] + "等")):
            yield _mismatch(piece, found, nouns[-1])
        elif "术语" in nouns and verb != "界定":
            yield _mismatch(piece, found, "术语", Severity.WARNING if fits else None)


def _mismatch(piece: Piece, found: re.Match[str], noun: str, severity: Severity | None = None) -> Breach:
    verb, right = found["verb"], _VERB_OF[noun]
    return Breach(
        piece,
        f"“{verb}了……{noun}”动宾不搭配",
        f"{verb} does not go with {noun}",
        f"{verb}了" if found[0].endswith("了") else verb,
        f"“{noun}”用“{right}了”",
        f"{noun} goes with {right}了",
        start=found.start("verb"),
        severity=severity,
    )


@draft_rule("SCO-03", "limits-of-use", Severity.ERROR, "8.5.3", "read")
def limits(draft: Draft) -> Answer:
    """Finds: a scope that does not say 本文件适用于 or 本文件不适用于.

    Why: the limits of use are part of every scope, in this form.

    Wrong: 各类园区均可采用。

    Right: 本文件适用于各类园区。
    """
    scope, pieces = _own(draft)
    if scope is None or not pieces:
        yield _NONE
        return
    if any(_LIMITS.search(piece.text) for piece in pieces):
        return
    near = next((piece for piece in pieces if re.search(r"适用|适合", piece.text)), None)
    found = re.search(r"[^，。；]{0,4}(?:适用|适合)[^，。；]{0,4}", near.text) if near is not None else None
    yield Breach(
        near or pieces[-1],
        "范围没有以“本文件适用于……”“本文件不适用于……”给出适用界限",
        "the scope does not give its limits as 本文件适用于 or 本文件不适用于",
        found[0].strip() if found else pieces[-1].text.strip(),
        "另起一段写“本文件适用于……”",
        "write a paragraph that begins 本文件适用于",
    )


#: A guide that calls itself, or what it provides, a specification.
_PRESCRIBES = re.compile(
    rf"{_SELF}[^，。]{{0,30}}(?:提供|给出|规定|作为|是)[^，。；]{{0,20}}?"
    r"(?P<words>(?:技术|管理|操作|服务|行为)?规范(?:指引|指导|依据|要求)?)(?=[，。；]|$)"
)


@draft_rule("SCO-04", "scope-of-a-guide", Severity.WARNING, "8.5.3", "derived", kinds=("guide",))
def guide_scope(draft: Draft) -> Answer:
    """Finds: a guide whose scope says 规定了, …的要求 or …规范.

    Why: a guide provides guidance; what prescribes is a specification.

    Wrong: 本文件规定了园区碳服务的要求。

    Right: 本文件提供了园区碳服务的指导。
    """
    _, pieces = _own(draft)
    for place, piece in enumerate(pieces):
        sentence = piece.text.split("。")[0]
        opened = re.search(r"(?P<words>规定了?)(?=.)", sentence[:16]) if not place else None
        found = opened or _PRESCRIBES.search(piece.text)
        if found:
            yield Breach(
                piece,
                f"指南的范围用“{found['words']}”",
                f"the scope of a guide says {found['words']}",
                found["words"],
                "指南用“本文件提供了……的指导（建议）”或“给出了……的信息”",
                "a guide says 本文件提供了……的指导 or 给出了……的信息",
                start=found.start("words"),
            )


# ------------------------------------------------------------------------------------- the scope and the chapters

_FEWEST = 3
_ITEM = re.compile(r"[、，]|以及|及其|[和及与](?=[\u3400-\u9fff]{2})")
_EMPTY = re.compile(
    r"^(?:等|相关|其他|有关|相应|总体|一般|基本)?(?:的)?(?:证实|内容|方面|要求|方法|指导|建议|指南|信息|说明|原则|程序|术语|定义|术语和定义|总则|缩略语)?$"
)
#: Ends of titles that many share: two of them need not be the same thing.
_GENERIC = frozenset({"管理", "要求", "方法", "服务", "内容", "评价", "数据", "工作", "过程", "原则", "流程", "程序"})
#: What proves requirements is called so in the scope, and otherwise in the chapter.
_PROOF = re.compile(r"证实方法|(?:试验|检验|检测|测定|测试|测量)方法")
_PROVES = re.compile(r"(?:试验|检验|检测|测定|测试|测量|证实)(?:方法|规则)?$")
_GENERAL_MATTER = re.compile(r"^(?:技术|通用|基本)?要求$")
_TAIL = re.compile(
    r"(?:等(?:各个?)?(?:阶段|环节|工序|过程|步骤|活动|工作)的.*|等(?:各个?)?(?:阶段|环节|工序|过程|步骤|活动|工作))$|(?:等)?(?:方面|内容)?(?:的)?(?:一般|通用|基本|具体|技术|管理)?(?:要求|指导|建议|指南|信息|说明|内容|方法|程序|流程)$"
)


@draft_rule("SCO-05", "scope-and-chapters", Severity.WARNING, "8.5.1", "read")
def scope_and_chapters(draft: Draft) -> Answer:
    """Finds: a side that the scope lists and no chapter treats, and a chapter that a scope of several sides leaves out.

    Why: the scope names all sides that the document covers. A scope that names none of the chapters is left alone.

    Wrong: 规定了数据采集、数据校核和数据报告的要求, with chapters 数据采集, 数据存储 and 数据报告

    Right: 规定了数据采集、数据存储和数据报告的要求
    """
    _, pieces = _own(draft)
    listed = _sides(pieces[0]) if pieces else []
    chapters = [one for one in draft.chapters if one.part is Part.BODY and one.head is not None]
    titles = [plain(one.title) for one in draft.walk() if one.part in (Part.BODY, Part.ANNEX) and one.title]
    tops = [plain(one.title) for one in chapters]
    matched = [side for side, _ in listed if any(_treats(title, side) for title in tops)]
    if len(listed) < _FEWEST or len(matched) < max(2, len(listed) / 2):
        yield CannotTell("范围没有逐项列出各章的内容", "the scope does not list what the chapters treat")
        return
    for side, start in listed:
        if not any(_treats(title, side) for title in titles):
            yield Breach(
                pieces[0],
                f"范围列出“{side}”，没有相应的章条",
                f"the scope lists {side}, which no clause treats",
                side,
                "从范围中删去，或补写相应的章条",
                "drop it from the scope, or write the clause",
                start=start,
            )
    sentence = pieces[0].text
    left = [one for one in chapters if not _in_scope(plain(one.title), listed, sentence)]
    for section in left if len(left) * 3 <= len(chapters) else ():
        title = plain(section.title)
        if title:
            yield Breach(
                section.head,
                f"范围没有提到“{title}”",
                f"the scope does not mention {title}",
                section.title,
                f"在“本文件规定了……”中补上“{title}”",
                f"add {title} to what the scope lists",
                related=(pieces[0],),
            )


def _in_scope(title: str, listed: list[tuple[str, int]], sentence: str) -> bool:
    """Whether the scope names a chapter's matter: a side of it, its title, requirements or what proves them."""
    if GENERAL_TITLE.match(title) or title in plain(sentence) or any(_treats(title, side) for side, _ in listed):
        return True
    if _PROVES.search(title) and _PROOF.search(sentence):
        return True
    return bool(_GENERAL_MATTER.match(title)) and "要求" in sentence


def _sides(piece: Piece) -> list[tuple[str, int]]:
    """Return what the first sentence of the scope lists, with places."""
    sentence = re.split(r"。|[，；][^，；。]{0,6}适用于", piece.text)[0]
    opened = re.search(r"(?:规定|确立|描述|提供|给出|界定)了", sentence)
    if opened is None:
        return []
    begin = opened.end()
    listed = sentence[begin:]
    comma = listed.find("、")
    head = listed.rfind("的", 0, comma if comma > 0 else len(listed))
    begin += head + 1 if comma > 0 and head >= 0 else 0
    found = []
    at = begin
    for part in _ITEM.split(sentence[begin:]):
        start = sentence.find(part, at)
        at = start + len(part)
        side = _TAIL.sub("", re.sub(r"^(?:规定|确立|描述|提供|给出|界定)了(?:[对相]应的)?", "", part))
        if len(side) > 1 and not _EMPTY.match(side):
            found.append((side, sentence.find(side, start)))
    return found


def _treats(title: str, side: str) -> bool:
    """Whether a title and a side of the list speak of one thing: one holds the other, or half is shared."""
    if side in title or title in side or (title[-2:] == side[-2:] and title[-2:] not in _GENERIC):
        return True
    pairs = [{text[at : at + 2] for at in range(len(text) - 1)} for text in (title, side)]
    least = min(len(one) for one in pairs)
    return bool(least) and len(pairs[0] & pairs[1]) >= max(1, least * 0.5)


RULES: tuple[DraftRule, ...] = (statements_only, opening, limits, guide_scope, scope_and_chapters)
