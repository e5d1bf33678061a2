"""Sentences that tell the reader what to do without a subject and without a modal verb: instructions (table C.2)."""

from __future__ import annotations

import re

from generator.drafting.draft import Draft, Kind, Part
from generator.drafting.provisions import Said, said
from generator.drafting.sentences import outside_quotes
from generator.drafting.views import lists

_ACT = (
    r"(?:建立健全|建立|制定|编制|明确|加强|确保|保证|完善|健全|开展|落实|强化|推动|推进|提高|提升|优化|做好|做到|注意|严格|认真|及时|"
    r"定期|按时|妥善|积极|切实|合理|充分|组织开展|组织实施|配备|设置|设立|收集|核对|检查|打开|关闭|启动|停止|安装|选择|选用|采用|使用|"
    r"识别|确定|计算|取[^得决向]|称取|量取|加入|搅拌|冷却|静置|将|把|请|遵守|遵循|执行|保持|避免|防止|减少|实施|控制|委托|指定|登记|填写|"
    r"上报|公开|评估|验证|复核)"
)
_IMPERATIVE = re.compile(rf"^(?:(?:首先|然后|再|最后|同时|必要时|并)[，、]?)?{_ACT}(?P<object>[^，。；：]{{2,}})")
#: What makes a sentence that begins with a verb a statement: a predicate, a noun made with the verb, an attribute.
_STATES = re.compile(
    r"[是由]|为(?!了)|见\s?[图表附式第（(0-9A-Z]|有(?![效关限机序害])|包括|包含|分为|属于|旨在|可以|用于|如下|符合|取决|组成|构成|表示|[大小高低多少]于|不计"
)
_NOUN = re.compile(
    r"^(?:结果|内容|方法|位置|周期|频次|频率|人员|机构|记录|过程|范围|要求|步骤|数据|公式|边界|单位|者|方|时|前|后|的|原则|程序|"
    r"流程|目标|措施|情况|环节|阶段|方式|条件|依据|指标|费用|时间|期间|工作|活动)"
)


def instructions(draft: Draft) -> list[tuple[Said, str]]:
    """Return the sentences of the body and the annexes that instruct, each with the words that show it.

    Items count where nothing above them governs: their lead-in is a whole sentence without a modal verb.
    """
    return draft.view(_instructions)


def _instructions(draft: Draft) -> list[tuple[Said, str]]:
    governed = _governed(draft)
    found = []
    for one in said(draft):
        piece = one.piece
        if piece.part not in (Part.BODY, Part.ANNEX) or piece.kind not in (Kind.PARAGRAPH, Kind.CLAUSE, Kind.ITEM):
            continue
        if piece.index in governed or one.modals or not one.text.rstrip().endswith(("。", "；")):
            continue
        if words := imperative(one.text):
            found.append((one, words))
    return found


def imperative(sentence: str) -> str:
    """Return the first clause of a sentence that instructs; empty where it does not."""
    text = outside_quotes(sentence).strip()
    found = _IMPERATIVE.match(text)
    if found is None or _NOUN.match(found["object"]) or re.search(r"[的时后前中]$", found[0]):
        return ""
    if _STATES.search(text):
        return ""
    return found[0]


_BEGINS = re.compile(
    rf"^(?:{_ACT}|协助|提供|组织|参与|配合|跟踪|梳理|分析|解读|研究|测[量定]|记录|整理|校验|检验|清[理洗]|更换|保存|报告|划定|出具|追踪|审查|对|依据|"
    r"依法|按|根据|针对|通过|基于|结合|在|为|与|向)"
)


def begins_with_verb(text: str) -> bool:
    """Whether a text begins with a verb without subject, or with the preposition before one."""
    return bool(_BEGINS.match(text.strip()))


def _governed(draft: Draft) -> frozenset[int]:
    """Return the items below a lead-in that ends with a colon or has a modal verb."""
    found: set[int] = set()
    for top in lists(draft):
        for group in top.walk():
            if group.lead is None or not group.lead.text.rstrip().endswith("。") or group.depth > 1:
                found.update(item.index for item in group.items)
    return frozenset(found)
