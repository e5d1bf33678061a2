"""LST-07: whether the items of a list are what their lead-in announces (GB/T 1.1-2020, 7.5.1)."""

from __future__ import annotations

import re

from generator.base.findings import Severity
from generator.drafting.draft import PROVISIONS, Draft, Kind, Piece
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.modals import Provision
from generator.drafting.provisions import attributive, by_piece, classes_of, conditional
from generator.drafting.views import ListGroup, lists

_STRICT = frozenset({Provision.REQUIREMENT, Provision.RECOMMENDATION})
#: A lead-in that announces parts, and none that announces requirements or advice.
_PARTS = re.compile(
    r"(?:包括|包含|涵盖|组成|构成|分为)(?![^：]*(?:要求|规定|原则|措施|注意))[^：]{0,14}[：:]$|(?:内容|类型|部分|种类|要素)(?:如下|有)?[：:]$"
)
#: A lead-in that requires parts, or announces conditions: an item that requires something else does not fit.
_HOLDS = re.compile(
    r"(?:包括|包含|含有|涵盖|载明|列出|注明|写明|记录)[^：，。]{0,8}?(?:内容|信息|事项|资料|文件|材料|项目|数据|要素|部分)?[：:]$|"
    r"(?:条件|参数|指标|内容|事项|信息|材料|资料|文件|项目)(?:如下|为)[：:]$"
)
_OTHERS = re.compile(r"(?:要求|规定|原则|措施|注意|职责)[^：]{0,6}[：:]$")
#: 要 as drafters use it for 应.
_HAS_TO = re.compile(
    r"^[^，。；：]{0,12}?(?<![重主需必紧摘概纲首只])(?P<word>要)"
    r"(?=及时|注意|小心|认真|仔细|定期|严格|尽量|尽快|确保|做好|做到|保证|保持|加强|按|避免|防止|充分|提前|随时|重新)"
)
_PROVIDER = re.compile(r"(?:服务(?:机构|方|提供方|提供者|商)|咨询机构|核查机构|受托方|供方|乙方)[^。：]*[：:]$")
_CLIENT = re.compile(
    r"^(?P<client>委托方|委托单位|客户|用户|需方|受核查方|被核查方|甲方|接受服务的?(?:单位|企业))(?:应|宜|需|须|负责|提供|配合|支付|指定|按时|及时)"
)
#: 应采集的数据: the verb describes a noun.
_DESCRIBES = re.compile(r"不?[应宜](?:重点|优先|及时|单独|重新|定期|首先|共同)?[\u3400-\u9fff]{2}的")


@draft_rule("LST-07", "items-that-do-not-fit", Severity.WARNING, "7.5.1", "derived")
def misfit(draft: Draft) -> Answer:
    """Finds: items with 应 or 宜 below 包括：, with 应 below 宜, and a client's duty among a provider's services.

    Also an item that requires something else where 应包括下列内容： or 条件如下： lists things.
    Left alone: items below 应符合下列要求：, 应 in a condition or a description of an item.

    Why: lead-in and item read as one sentence.

    Wrong: 报告的内容包括： ——应说明核算边界；

    Right: 报告的内容包括： ——核算边界的说明；
    """
    for top in lists(draft):
        for group in top.walk():
            if group.lead is not None and group.lead.part in PROVISIONS and group.lead.kind is not Kind.EXAMPLE:
                yield from _verbs(draft, group)
                yield from _clients(group)


def _verbs(draft: Draft, group: ListGroup) -> Answer:
    lead = group.lead
    if lead is None:
        return
    above = classes_of(draft, lead)
    words = lead.text.rstrip()
    parts = not above and bool(_PARTS.search(words))
    softer = Provision.RECOMMENDATION in above and Provision.REQUIREMENT not in above
    if not parts and _HOLDS.search(words) and not _OTHERS.search(words):
        odd = [(item, first) for item in group.items if (first := _first_verb(draft, item))]
        if len(odd) * 2 < len(group.items) or (len(odd) == 1 and len(group.items) == 2):
            yield from (_breach(lead, item, word, start, parts=True) for item, (word, start) in odd)
            return
    if not parts and not softer:
        return
    for item in group.items:
        found = next(
            (
                (one, verb)
                for one in by_piece(draft).get(item.index, ())
                for verb in one.modals
                if verb.provision in (_STRICT if parts else {Provision.REQUIREMENT})
                and not (verb.external or conditional(one.text, verb.start) or attributive(one.text, verb.start))
                and not _DESCRIBES.match(one.text, verb.start)
            ),
            None,
        )
        if found is not None:
            one, verb = found
            yield _breach(lead, item, verb.word, one.at(verb.start), parts=parts)


def _first_verb(draft: Draft, item: Piece) -> tuple[str, int] | None:
    """Return the word, with its place, by which the first clause of an item requires or recommends something."""
    if found := _HAS_TO.match(item.text):
        return found["word"], found.start("word")
    for one in by_piece(draft).get(item.index, ())[:1]:
        for verb in one.modals:
            before = one.text[: verb.start]
            if verb.provision not in _STRICT or verb.external or re.search("[，：；（(]", before):
                continue
            if conditional(one.text, verb.start) or attributive(one.text, verb.start):
                continue
            if not _DESCRIBES.match(one.text, verb.start):
                return verb.word, one.at(verb.start)
    return None


def _breach(lead: Piece, item: Piece, word: str, start: int, *, parts: bool) -> Breach:
    return Breach(
        item,
        f"引语列举内容，列项却有“{word}”" if parts else f"引语用“宜”，列项却有“{word}”",
        f"the lead-in lists parts, the item has {word}" if parts else f"the lead-in recommends, the item has {word}",
        word,
        "列项与引语连读应成一句：改写列项，或改写引语",
        "lead-in and item have to read as one sentence: rewrite one of them",
        start=start,
        related=(lead,),
    )


def _clients(group: ListGroup) -> Answer:
    if group.lead is None or not _PROVIDER.search(group.lead.text.rstrip()):
        return
    found = [(item, match) for item in group.items if (match := _CLIENT.match(item.text.strip()))]
    if len(found) * 2 > len(group.items):
        return
    for item, match in found:
        yield Breach(
            item,
            f"引语说的是服务方，此项却是“{match['client']}”的责任",
            f"the lead-in speaks of the provider, the item of {match['client']}",
            match["client"],
            "移到另一列项，或改写引语",
            "move it to another list, or rewrite the lead-in",
            related=(group.lead,),
        )


RULES: tuple[DraftRule, ...] = (misfit,)
