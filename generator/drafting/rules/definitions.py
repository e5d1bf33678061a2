"""TRM-04, TRM-05: how a definition is built (GB/T 1.1-2020, 8.7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.draft import Draft, Piece
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.modals import Provision, modals
from generator.drafting.sentences import outside_quotes, sentences
from generator.drafting.views import Term, terms

_COPULA = re.compile(
    r"^(?:本文件(?:所称|中)|这里|所谓)?(?:(?:是|系|意|通常|一般|主要|专门|特)?指的是|(?:是|系|意|通常|一般|主要|专|特)指|"
    r"是(?!否)|指(?![标定南导数令示向派望挥引纹针明])(?:的是)?|即(?![时将期便使])|意为|意味着|定义为)"
)
_AFTER_TERM = re.compile(r"^\s*(?:[（(][^（）()]*[）)])?\s*(?:是|指|为|即|系|：|:|，|,|——)")
#: What opens an action instead of naming a thing.
_VERBAL = re.compile(r"^(?:通过|对|采用|利用|运用|将|把)")
_NOUN_END = re.compile(
    r"(?:之[和差比积商]|[总]?[和量值数率度比额]|总称|统称|活动|过程|方法|行为|能力|程度|状态|体系|系统|机制|方案|服务|工作|文件|报告|"
    r"数据|信息|单位|组织|机构|人员|单元|手段|措施|技术|工具|集合|总体|模式|方式|流程|程序|制度)$"
)


@draft_rule("TRM-04", "definition-form", Severity.WARNING, "8.7.3.3", "read")
def form(draft: Draft) -> Answer:
    """Finds: a definition that begins with 是, 指 or its own term, ends in its own term, or names no concept.

    Also two definitions that explain their terms by each other.

    Why: a definition is what can stand in its term's place in a sentence: a superordinate concept with what
    distinguishes it. 碳核算是指…… cannot, nor can a verb phrase without a noun.

    Wrong: 是指对温室气体排放进行核算。

    Right: 对温室气体排放进行核算的过程。
    """
    yield from _circular(draft)
    for term in terms(draft):
        if not term.definition or not term.zh:
            continue
        piece = next((one for one in term.definition if one.text.rstrip().endswith("。")), term.definition[0])
        yield from _ill_formed(term, piece)


def _circular(draft: Draft) -> Iterator[Breach]:
    """Yield the later of two definitions that explain their terms by each other, one of them as what the other is.

    Terms that only stand in a relation (client and server) may name each other.
    """
    said = {term.zh: term for term in terms(draft) if len(term.zh) > 1 and term.definition}
    named = {
        zh: {other for other in said if other not in zh and zh not in other and other in term.definition[0].text}
        for zh, term in said.items()
    }
    for zh, others in named.items():
        for other in others:
            first, later = said[other], said[zh]
            if zh in named[other] and first.head.index < later.head.index and (_is_a(first, zh) or _is_a(later, other)):
                yield Breach(
                    later.definition[0],
                    f"“{zh}”和“{other}”的定义互相解释",
                    f"the definitions of {zh} and {other} explain each other",
                    other,
                    "其中一个定义改用上位概念，不用另一术语",
                    "define one of them without the other",
                    related=(first.definition[0],),
                )


def _is_a(term: Term, other: str) -> bool:
    return re.split(r"[。；]", term.definition[0].text.strip(), maxsplit=1)[0].endswith(other)


def _ill_formed(term: Term, piece: Piece) -> Iterator[Breach]:
    lead = len(piece.text) - len(piece.text.lstrip())
    text = piece.text.strip()
    after = _AFTER_TERM.match(text[len(term.zh) :]) if text.startswith(term.zh) else None
    if after or (text.startswith(term.zh) and len(term.zh) > 2):
        yield Breach(
            piece,
            "定义以术语本身开头",
            "the definition begins with its own term",
            text[: len(term.zh) + (after.end() if after else 0)],
            "直接写上位概念和区别特征",
            "state the superordinate concept and what distinguishes it",
            start=lead,
        )
        return
    if found := _COPULA.match(text):
        yield Breach(
            piece,
            f"定义以“{found[0]}”开头",
            f"the definition begins with {found[0]}",
            found[0],
            "删去开头的系词，使定义能代替术语",
            "drop it, so that the definition can stand for the term",
            start=lead,
        )
        return
    first = re.split(r"[。；]", text, maxsplit=1)[0]
    tail = re.split(r"[，,]", first)[-1]
    if len(term.zh) > 1 and first.endswith("的" + term.zh):
        yield Breach(
            piece,
            "定义用术语解释术语",
            "the definition explains the term by itself",
            "的" + term.zh,
            "用上位概念代替术语本身",
            "use the superordinate concept instead of the term",
            start=lead + len(first) - len(term.zh) - 1,
        )
    elif _VERBAL.match(first) and text.endswith("。") and "的" not in tail and not _NOUN_END.search(tail):
        yield Breach(
            piece,
            "定义没有落在上位概念上，不能代替术语",
            "the definition ends in no concept and cannot stand for the term",
            tail[-12:],
            "以“……的过程”“……的活动”等上位概念结尾",
            "end with the superordinate concept (……的过程)",
            start=lead + len(first) - len(tail[-12:]),
        )


_ADDED = re.compile(
    r"[，；](?:其中|它|其)?(?:一般|通常|主要|具体|还|也|可|可以|常)*(?:包括|包含|涵盖|例如|比如|譬如|如(?=[\u3400-\u9fff]{2,}、))(?P<rest>[^。]*)"
)


_AGAIN = re.compile(r"^[^，。；]{2,20}，?(?:是指|系指|指的是|(?<=，)指)")


@draft_rule("TRM-05", "definition-states", Severity.ERROR, "8.7.3.3", "read")
def states(draft: Draft) -> Answer:
    """Finds: a definition that requires or recommends, one of several sentences, one that goes on to examples.

    Why: a definition states what a concept is. What has to be done belongs into the clauses that follow; what helps to
    understand belongs into an example or a note of the entry.

    Wrong: 记录碳排放数据的文件。该文件应每年更新。

    Right: 记录碳排放数据的文件。（注：……）
    """
    for term in terms(draft):
        told = [piece for piece in term.definition if len(piece.text) > 30 or piece.text.rstrip().endswith("。")]
        for place, piece in enumerate(told):
            if place and told[place - 1].text.rstrip().endswith("。"):
                # an export that lost its numbers lost 注 and 示例 as well: only a second definition is certain
                if not draft.numbers_lost or _defines_again(piece):
                    yield _more(piece, piece.text.strip(), 0)
                break
            yield from _stated(piece)


def _defines_again(piece: Piece) -> bool:
    """Whether a paragraph is a definition by its form: ……是指……."""
    return bool(_AGAIN.match(piece.text.strip()))


def _stated(piece: Piece) -> Iterator[Breach]:
    parts = [one for one in sentences(piece) if one.text.rstrip().endswith("。")]
    for modal in modals(piece.text):
        asks = modal.provision in (Provision.REQUIREMENT, Provision.RECOMMENDATION)
        if asks and modal.word == "应" and re.search(r"[可能会]$", piece.text[: modal.start]):
            continue  # 可应……信号: in answer to
        rest = re.split(r"[。；]", piece.text[modal.start :], maxsplit=1)[0]
        # 应…的…: what the concept is made of, not a requirement; 应当 asks wherever it stands
        made_of = re.search(r"的[^，]{1,20}$", rest) and modal.word != "应当"
        if asks and not made_of:
            yield Breach(
                piece,
                f"定义中有要求或推荐（{modal.word}）",
                f"the definition requires or recommends ({modal.word})",
                modal.word,
                "把要求移到正文条款，定义只陈述概念",
                "move the requirement to a clause of the text",
                start=modal.start,
            )
            return
    if len(parts) > 1:
        second = parts[1]
        yield _more(piece, second.text.strip(), second.start + len(second.text) - len(second.text.lstrip()))
        return
    found = _ADDED.search(outside_quotes(piece.text))
    if found and not re.search(r"在内|的[^，、]{1,12}$", found["rest"]):
        yield Breach(
            piece,
            "定义中附加了列举说明",
            "the definition goes on to list examples",
            piece.text[found.start() + 1 : found.start("rest")],
            "把附加的信息写成示例或注",
            "put what is added into an example or a note",
            start=found.start() + 1,
        )


def _more(piece: Piece, words: str, start: int) -> Breach:
    return Breach(
        piece,
        "定义不止一句话",
        "the definition has more than one sentence",
        words if len(words) <= 24 else words[:24],
        "附加的信息写成示例或注",
        "put what is added into an example or a note",
        start=start,
    )


RULES: tuple[DraftRule, ...] = (form, states)
