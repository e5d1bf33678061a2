"""STR-11, STR-15, STR-16, STR-19: what chapters and clauses of some titles may hold (5.5.3, 8.10, 9.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.draft import PROSE, PROVISIONS, Draft, Kind, Piece, Section
from generator.drafting.elements import plain
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.modals import Provision
from generator.drafting.provisions import Verb, clause_verbs
from generator.drafting.sentences import outside_quotes

_CONTRACT = re.compile(
    r"索赔|违约(?:金|责任|条款|方)|(?:承担|负|追究)[^，。；]{0,8}(?:违约|赔偿|法律|行政|刑事|民事|连带)责任|(?:法律|刑事|民事|行政)责任|"
    r"(?:予以|给予|进行|应|负责|承担)赔偿|赔偿(?:损失|责任|金额|标准)|费用结算|结算(?:方式|费用|价款)|"
    r"(?:支付|付款|缴纳|交纳)(?:方式|期限|时间|条件|比例|[^，。；]{0,6}(?:费用|款项|服务费|价款|定金|尾款))|付款|预付款|服务费用?(?:由|按|的支付)|"
    r"(?:履约|质量|投标)保证金|履约担保|(?<!融资)担保(?:责任|金额|方式)|保修期?(?!手册)|质保期|免费维修|"
    r"(?:合同|协议)(?:争议|纠纷|终止|解除)|(?:提交|申请)仲裁|仲裁(?:委员会|机构)|提起诉讼|"
    r"合同(?:中|内|里)?(?:应|宜)(?:明确|约定|规定|包括|包含|载明|写明|注明)|"
    r"费用[^，。；]{0,4}由[^，。；]{1,20}承担"
)
_ADMINISTRATIVE = re.compile(
    r"本(?:文件|标准|规范|规程|指南|导则)[^，。；]{0,4}由[^，。；]{2,24}负责解释|解释权|"
    r"处罚|罚款|罚金|处以[^，。；]{0,6}罚|吊销|没收|责令|通报批评|行政许可|黑名单|失信(?:名单|惩戒)|信用惩戒|"
    r"追究[^，。；]{0,10}责任|依法(?:查处|处理|追责|予以)|问责|取消[^，。；]{0,8}(?:资格|资质)|"
    r"(?:行政|政府|监管|主管)(?:主管)?(?:部门|机关)[^，。；]{0,12}(?:应|负责|可)[^，。；]{0,12}(?:监督|检查|监管|查处|审批|批准|备案|取消|通报|管理)"
)
_INNOCENT = re.compile(r"处罚(?:记录|信息|情况|信息)|罚款(?:记录|支出)|行政许可(?:证|文件|信息)|未(?:受|被)")


@draft_rule("STR-11", "contract-and-law", Severity.ERROR, "5.5.3", "read", "text")
def contract_and_law(draft: Draft) -> Answer:
    """Finds: clauses about claims, guarantee, payment or contracts, about liability, penalties or offices.

    Why: a standard holds what is technical; contract matters are for the parties, administrative and legal matters for
    law.

    Wrong: 数据造假的机构应承担法律责任。服务合同应明确付款方式。

    Right: leave it to the contract or the law; 服务机构应保留近三年无行政处罚记录的证明。
    """
    kinds = PROSE - {Kind.NOTE, Kind.EXAMPLE, Kind.FOOTNOTE} | {Kind.HEADING, Kind.CHAPTER}
    for piece in draft.within(*PROVISIONS):
        if piece.kind not in kinds:
            continue
        text = outside_quotes(piece.text)
        for pattern, zh, en in (
            (_CONTRACT, "合同事项", "a contract matter"),
            (_ADMINISTRATIVE, "行政或法律事项", "an administrative or legal matter"),
        ):
            found = next((one for one in pattern.finditer(text) if not _innocent(text, one)), None)
            if found is not None:
                yield Breach(
                    piece,
                    f"“{found[0]}”属于{zh}，不属于标准的技术内容",
                    f"{found[0]} is {en}, no technical content",
                    found[0],
                    "删去，由合同或法律法规规定",
                    "leave it to contracts or law",
                    start=found.start(),
                )
                break


def _innocent(text: str, found: re.Match[str]) -> bool:
    around = text[max(found.start() - 6, 0) : found.end() + 4]
    return bool(_INNOCENT.search(around))


_COMMON = re.compile(r"^(?:通用要求|通则|概述|一般要求|一般规定|通用规定)$")
_OLD = {"一般要求": "通用要求", "一般规定": "通则"}


@draft_rule("STR-15", "common-first", Severity.WARNING, "9.3", "read")
def common_first(draft: Draft) -> Answer:
    """Finds: a clause 通用要求, 通则 or 概述 that is not the first of its chapter, and one called 一般要求 or 一般规定.

    A first clause 概述 is only noted: it is allowed and normally avoided.

    Why: what is common to the clauses of a chapter stands before them, under one of the three titles.

    Wrong: 5.1 采集, 5.2 报告, 5.3 通用要求

    Right: 5.1 通用要求, 5.2 采集, 5.3 报告
    """
    for section in draft.walk():
        for place, child in enumerate(section.children):
            title = plain(child.title)
            if child.head is None or child.part not in PROVISIONS or not _COMMON.match(title) or not child.head.sure:
                continue
            if place:
                yield Breach(
                    child.head,
                    f"“{title}”不是第一条",
                    f"{title} is not the first clause",
                    child.title,
                    "通用的内容作为本章（条）的第一条",
                    "what is common is the first clause",
                )
            elif title in _OLD:
                yield Breach(
                    child.head,
                    f"通用内容的条标题宜为“通用要求”“通则”或“概述”，不是“{title}”",
                    f"common content is titled 通用要求, 通则 or 概述, not {title}",
                    child.title,
                    f"改为“{_OLD[title]}”",
                    f"write {_OLD[title]}",
                )
            elif title == "概述":
                yield Breach(
                    child.head,
                    "条标题“概述”通常宜避免",
                    "a clause called 概述 is best avoided",
                    child.title,
                    "有要求的用“通用要求”“通则”，没有的并入相应的条",
                    "write 通用要求 or 通则 where it requires; else move it to the clauses that it is about",
                    severity=Severity.NOTE,
                )


#: Chapters of principles, and clauses that are called just so: 数据采集原则 is content like other.
_PRINCIPLE = re.compile(r"(?:总则|原则)$")
_JUST_PRINCIPLES = re.compile(r"^(?:总则|(?:总体|基本|一般|通用)?原则)$")
_GENERAL_DEMANDS = re.compile(r"^总体要求$")


def _titled(draft: Draft, pattern: re.Pattern[str]) -> Iterator[Section]:
    """Yield the outermost chapters and clauses of provisions whose titles fit."""
    inside: set[int] = set()
    for section in draft.walk():
        if section.part not in PROVISIONS or id(section) in inside or section.head is None:
            continue
        title = plain(section.title)
        if section.titled and pattern.search(title):
            if pattern is _PRINCIPLE and section.level > 1 and not _JUST_PRINCIPLES.match(title):
                continue
            inside |= {id(one) for one in section.walk()}
            yield section


def _texts(section: Section) -> Iterator[Piece]:
    """Yield the running text of a section, that of untitled clauses included, up to a heading of unsure level."""
    for piece in section.all_pieces():
        if not piece.sure and piece is not section.head:
            return
        if piece is not section.head:
            yield piece


def _first_of_sentence(found: Iterator[Verb]) -> Iterator[Verb]:
    seen: set[tuple[int, int]] = set()
    for one in found:
        key = (one.sentence.piece.index, one.sentence.start)
        if key not in seen:
            seen.add(key)
            yield one


@draft_rule("STR-16", "principles-and-demands", Severity.ERROR, "8.10", "read")
def principles(draft: Draft) -> Answer:
    """Finds: requirements in a chapter or clause of principles, and recommendations in 总体要求.

    Why: principles are written with statements and recommendations, never with requirements; 总体要求 is written with
    requirements. In a guide each 应 has a rule of its own (GDE-01).

    Wrong: 4 总体原则: 园区应遵循完整性原则。

    Right: 4 总体原则: 数据的管理遵循完整性原则。
    """
    if draft.kind == "guide":
        return
    for pattern, wrong, zh, en in (
        (_PRINCIPLE, (Provision.REQUIREMENT,), "原则不用要求型条款", "principles hold no requirement"),
        (
            _GENERAL_DEMANDS,
            (Provision.RECOMMENDATION,),
            "总体要求用要求型条款",
            "总体要求 is written with requirements",
        ),
    ):
        for section in _titled(draft, pattern):
            wrongs = (one for one in clause_verbs(draft, _texts(section)) if one.modal.provision in wrong)
            for one in _first_of_sentence(wrongs):
                yield _breach(one, zh, en)


@draft_rule("STR-19", "general-clauses", Severity.ERROR, "9.3", "read")
def general_clauses(draft: Draft) -> Answer:
    """Finds: recommendations or permissions in 通用要求, 通则 without any, 概述 with more than statements.

    Why: the title tells which clauses follow: 通用要求 requirements only, 通则 at least one, 概述 statements only.

    Wrong: 5.1 概述: 园区应按月采集数据。

    Right: 5.1 通用要求: 园区应按月采集数据。
    """
    guide = draft.kind == "guide"
    weak = (Provision.RECOMMENDATION, Provision.PERMISSION)
    statements = weak if guide else (*weak, Provision.REQUIREMENT)
    for section in _titled(draft, re.compile(r"^概述$")):
        wrongs = (one for one in clause_verbs(draft, _texts(section)) if one.modal.provision in statements)
        for one in _first_of_sentence(wrongs):
            yield _breach(one, "概述只用陈述型条款", "概述 holds statements only")
    if guide:
        return
    for section in _titled(draft, re.compile(r"^通用要求$")):
        firm = {(o.sentence.piece.index, o.sentence.start) for o in clause_verbs(draft, _texts(section)) if _firm(o)}
        for one in _first_of_sentence(o for o in clause_verbs(draft, _texts(section)) if o.modal.provision in weak):
            if (one.sentence.piece.index, one.sentence.start) not in firm:
                yield _breach(one, "通用要求只用要求型条款", "通用要求 holds requirements only")
    for section in _titled(draft, re.compile(r"^通则$")):
        pieces = list(_texts(section))
        if section.head is not None and pieces and not any(_firm(one) for one in clause_verbs(draft, pieces)):
            yield Breach(section.head, "通则中没有要求型条款", "通则 holds no requirement", section.title)


def _firm(one: Verb) -> bool:
    return one.modal.provision is Provision.REQUIREMENT


def _breach(one: Verb, zh: str, en: str) -> Breach:
    return Breach(
        one.sentence.piece,
        f"{zh}，此处有“{one.modal.word}”",
        f"{en}; here is {one.modal.word}",
        one.modal.word,
        start=one.start,
    )


RULES: tuple[DraftRule, ...] = (contract_and_law, common_first, principles, general_clauses)
