"""TXT-10: who does what, and when (GB/T 1.1-2020, 5.4.1; impartiality by GB/T 27000 and its family)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.draft import HEADS, PROVISIONS, Draft, Kind, Piece, Section
from generator.drafting.elements import plain
from generator.drafting.framework import Answer, Breach, CannotTell, DraftRule, draft_rule
from generator.drafting.sentences import Sentence, sentences

_VERIFIER = r"(?:第三方)?(?:核查|审定|审定与核查|核查与审定|核证|检验|核验|验证|审计|评审)(?:机构|人员|组|方|员)"
_CERTIFIER = r"(?:第三方)?认证(?:机构|人员|方|员)"
_DOES = r"(?:[^，。；\n]{0,3}(?:宜|应|可|可以|需|负责|能够|有责任)|)(?:[^，。；\n不]{0,4})?"
_HELP = r"(?:协助|帮助|指导|为|代|代替|代为|替)?(?:[^，。；\n不]{0,12}?)?"
_CORRECTS = (
    r"(?:修改|修正|更正|纠正|整改|改正|完善)[^，。；\n]{0,8}(?:数据|排放量|报告|清单|台账|问题|不符合|错误|偏差|核算结果)|"
    r"编制[^，。；\n核认审]{0,10}(?:排放报告|排放清单|核算报告|监测计划|减排方案)|(?:开展|进行|实施)(?:温室气体|碳|排放)[^，。；\n核]{0,6}核算(?!.{0,3}(?:复核|核查))|"
    r"制定[^，。；\n]{0,8}(?:减排|降碳|整改)(?:方案|措施|计划)|提供[^，。；\n]{0,10}咨询"
)
_BLURS = re.compile(rf"(?P<who>{_VERIFIER}|{_CERTIFIER}){_DOES}{_HELP}(?P<what>{_CORRECTS})")
_RIGHT = re.compile(
    r"不(?:应|宜|得|可|能|参与|从事|提供)|要求|督促|通知|建议|提请|避免|禁止|是否|确认|核实|验证|跟踪|提出|反馈|检查|评价|审查|判断|由|报告中"
)


# ------------------------------------------------------------------------------------ clauses on one activity

#: Activities of conformity assessment, by the words that clauses on them are titled with.
_ACTIVITY = re.compile(r"(?P<act>核查|审定|认证|检验|认可|评审)(?:服务)?(?:内容|要求|程序|流程|工作)?$")
_PREPARES = re.compile(r"辅导|咨询|取证|准备|开发|编制|培训|支撑|支持|配合|迎检|应对|申请")
#: Who is assessed.
_CLIENT = (
    r"(?:服务需求方|委托方|委托人|客户|申请方|申请人|受核查方|被核查方|获证组织|工业企业|工业园区|企业|园区|排放单位|重点排放单位|组织|供应商|生产者|"
    r"制造商)"
)
_ASSISTS = re.compile(
    rf"(?P<what>(?:协助|帮助|辅导|指导|支持){_CLIENT}(?:、{_CLIENT}|等)*(?:开展|进行|实施|完成|做好))(?P<rest>[^，。；]*)"
)
_MENDS = re.compile(
    r"(?:针对|对)[^，。；：]{0,30}?(?:不符合项?|错误|漏报|偏差|问题|缺陷)[^，。；：]{0,10}?(?P<what>(?:进行|予以|加以)(?:纠正|修正|更正|整改|改正|修改))"
)
#: Work on what is certified, in one enumeration with the decision on it.
_ACCOUNTS = re.compile(
    r"(?P<what>[\u3400-\u9fff]{0,2}(?:核算|设计|研发|编制|咨询|辅导|整改|代理))、(?=[^。；]{0,40}(?:评定|发证|(?:颁发|签发|出具)[^，。；、]{0,4}证书))"
)
#: Stages before a contract: to assess the client there would be to do the work before it is ordered.
_BEFORE = re.compile(r"需求(?:调研|分析|沟通|识别|确认)|合同(?:签订|评审)|前期(?:沟通|接洽)|询价|报价|投标")
_ASSESSES = re.compile(
    r"(?P<what>(?:重点|全面|逐项|现场)?(?:核查|审定|验证|认证|检验))(?=[^，。；：]{2,30}(?:合规性|真实性|完整性|准确性|符合性|有效性))"
)


def _of_activity(draft: Draft) -> Iterator[tuple[Section, str]]:
    """Yield the clauses titled as one activity of assessment, with that activity."""
    for section in draft.walk():
        if section.part in PROVISIONS and section.titled and section.head is not None:
            title = plain(section.title)
            found = _ACTIVITY.search(title)
            if found and not _PREPARES.search(title) and "和" not in title and "与" not in title:
                yield section, found["act"]


def _activities(draft: Draft) -> Iterator[Breach]:
    """Yield what does not belong to the activity that a clause is titled with."""
    read: set[int] = set()
    for section, act in _of_activity(draft):
        for piece in section.all_pieces():
            if piece.index in read or piece.kind in HEADS or piece.kind in (Kind.CELL, Kind.FORMULA, Kind.NOTE):
                continue
            read.add(piece.index)
            for sentence in sentences(piece):
                yield from _misplaced(sentence, act, section)


def _misplaced(sentence: Sentence, act: str, section: Section) -> Iterator[Breach]:
    text = sentence.text
    found = _ASSISTS.search(text)
    if found and act in found["rest"] and not re.search(r"迎检|自查|准备|配合|申请|内部", found["rest"]):
        yield _role(sentence, found, f"{act}方协助被{act}方{act}，有失独立", f"who does the {act} helps the other side")
        return
    found = _MENDS.search(text)
    if found and not _RIGHT.search(text[max(found.start() - 12, 0) : found.start()]) and "要求" not in text:
        yield _role(sentence, found, f"{act}方代为纠正", f"who does the {act} corrects what it finds")
        return
    found = _ACCOUNTS.search(text) if act == "认证" else None
    if found and not re.search(r"委托人|申请人|企业(?:应|宜|可|提交)", text[: found.start()]):
        yield _role(sentence, found, "认证方承担核算", "the certifier accounts for what it certifies")
        return


def _role(sentence: Sentence, found: re.Match[str], zh: str, en: str) -> Breach:
    return Breach(
        sentence.piece,
        zh,
        en,
        found["what"],
        "使各方的工作和各阶段分开",
        "keep the parties and the stages apart",
        start=sentence.start + found.start("what"),
    )


#: A body that verifies, inspects or tests, with the acts that only a body that certifies has.
_CERTIFIES = re.compile(
    r"(?P<what>(?:核查|审定|核验|检验|检测)机构)(?:[^，。；]{0,4}(?:开展|进行|实施))?[^，。；、]{0,6}?"
    r"(?:(?:第?[一二]阶段|监督|再认证|初次认证)(?:审核|评定)|(?:颁发|签发|出具)[^，。；、]{0,6}认证证书)"
)


def _bodies(piece: Piece) -> Iterator[Breach]:
    """Yield a verifier or a laboratory that certifies."""
    for sentence in sentences(piece):
        found = _CERTIFIES.search(sentence.text)
        if found and not _RIGHT.search(found[0]):
            zh, en = f"认证由认证机构承担，不是{found['what']}", "certification is for a body that certifies"
            yield _role(sentence, found, zh, en)


def _early(draft: Draft) -> Iterator[Breach]:
    """Yield an assessment of the client in a clause on what comes before the contract."""
    for section in draft.walk():
        if section.part not in PROVISIONS or not section.titled or not _BEFORE.search(plain(section.title)):
            continue
        for piece in section.pieces:
            for sentence in sentences(piece):
                found = _ASSESSES.search(sentence.text)
                if found and re.search(_CLIENT, sentence.text[found.end() : found.end() + 10]):
                    yield _role(sentence, found, "签订合同前不评定需求方", "the client is assessed before the contract")


@draft_rule("TXT-10", "roles-apart", Severity.WARNING, "5.4.1", "derived", kinds=("guide",))
def roles(draft: Draft) -> Answer:
    """Finds: in a guide a verifier or certifier that corrects, accounts, prepares the report or gives advice.

    Also, in a clause titled as one activity (……核查服务): help for the other side to do it, corrections, the work of
    another stage, another kind of body; and an assessment of the client before the contract.

    Why: who verifies or certifies judges the work of another and stays independent of it.

    Wrong: 核查机构宜协助企业修正排放数据。

    Right: 核查机构宜要求企业修正排放数据。
    """
    if not draft.pieces:
        yield CannotTell("没有正文", "there is no text")
        return
    yield from _activities(draft)
    yield from _early(draft)
    for piece in draft.within(*PROVISIONS):
        if piece.kind in (Kind.CELL, Kind.FORMULA):
            continue
        yield from _bodies(piece)
        for sentence in sentences(piece):
            found = _BLURS.search(sentence.text)
            if found and not _RIGHT.search(found[0]):
                yield Breach(
                    piece,
                    f"{found['who']}承担了被核查（认证）方的工作",
                    f"{found['who']} does what the verified or certified party has to do",
                    found["what"],
                    "由被核查（认证）方完成，核查（认证）方只作评价",
                    "let the other party do it; verifiers and certifiers judge",
                    start=sentence.start + found.start("what"),
                )


RULES: tuple[DraftRule, ...] = (roles,)
