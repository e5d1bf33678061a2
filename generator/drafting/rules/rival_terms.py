"""TRM-14: wordings that rival a defined term (GB/T 1.1-2020, 5.4.1).

The tables hold words of which one defined term keeps one; a wording that the draft itself sets beside the term, or
gives a clause of its own, is another thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.drafting.abbreviating import in_list, introduced, listed, uses
from generator.drafting.corpus import Corpus, Place, corpus, own_words
from generator.drafting.draft import HEADS, Draft, Kind, Part
from generator.drafting.rules.rivals import ROLE_END, Rival, inside, other_roles
from generator.drafting.views import Term

#: Words within a defined term that drafters exchange without meaning anything else.
EXCHANGED: tuple[tuple[str, ...], ...] = (
    ("组织", "机构"),
    ("清除", "移除", "去除"),
    ("排放因子", "排放系数"),
    ("评价", "评估"),
    ("监测", "监控"),
    ("提供方", "提供者", "提供商", "供应商", "供方"),
    ("需求方", "需求者", "需方"),
    ("方案", "计划"),
    ("核算", "量化"),
    ("边界", "范围"),
    ("咨询", "顾问"),
    ("登记", "注册"),
    ("审定", "审核"),
    ("足迹", "印迹"),
    ("废物", "废弃物"),
    ("用户", "客户", "顾客"),
    ("装置", "设备"),
    ("原料", "原材料"),
    ("供暖", "采暖"),
    ("换热", "热交换"),
    ("检测", "检验"),
    ("溯源", "追溯"),
    ("寿命", "使用年限"),
    ("维护", "保养", "维保"),
    ("负责人", "责任人"),
    ("操作人员", "作业人员"),
    ("混凝土", "砼"),
    ("绿色电力", "绿电"),
    ("残留", "残余"),
    ("维修", "检修"),
    ("贮存", "储存", "存储"),
    ("损耗", "损失"),
    ("粘度", "黏度"),
    ("干燥", "烘干"),
)
#: Names of one thing at the end of a term: 封闭月台 and 站台, 充电桩 and 充电柱.
_ENDS: tuple[tuple[str, ...], ...] = (
    ("月台", "站台"),
    ("库房", "仓房"),
    ("泵站", "泵房"),
    ("软管", "胶管"),
    ("螺栓", "螺丝"),
    ("电动机", "马达", "电机"),
    ("输送带", "传送带", "皮带"),
    ("水表", "水量计"),
    ("温度计", "温度表"),
    ("灭火器", "灭火机"),
    ("集装箱", "货柜"),
    ("货架", "料架"),
    ("显示屏", "显示器"),
    ("服务器", "主机"),
    ("路缘石", "路牙"),
    ("脚手架", "架子"),
)
#: Names of one thing, whole terms.
_SAME: tuple[tuple[str, ...], ...] = (
    ("除霜", "融霜", "化霜"),
    ("供暖", "采暖"),
    ("泄漏", "泄露"),
    ("荷载", "载荷"),
    ("托盘", "栈板"),
    ("混凝土", "砼"),
    ("数字孪生", "数字双胞胎", "数字映射"),
    ("虚拟电厂", "虚拟发电厂"),
    ("需求响应", "需求侧响应"),
    ("光伏组件", "光伏板", "太阳能板", "太阳能电池板"),
    ("绿色电力证书", "绿证", "绿色证书"),
    ("含水率", "含水量"),
    ("保质期", "保鲜期"),
    ("热泵机组", "热泵主机"),
)
#: Who does the work of a term: 检测机构 called 检测单位. An enterprise does only what is no service to another.
_WHO = ("单位", "机构", "企业", "厂家", "方", "商", "者")
_ENTERPRISE = re.compile(
    r"(?:生产|施工|使用|运行|运营|加工|制造|经营|建设|设计|供应|销售|回收|处置|运输|配送|排放|建造|安装|排污|产废|[用耗][能水电热气])$"
)
#: 碳配额 written out as 碳排放权配额: nouns before which both name one thing.
_WRITTEN_OUT = re.compile(r"^碳(?P<rest>配额|交易|市场|履约|强度|核算|核查|监测|计量|清单|报告|预算)$")
_NATIONAL = re.compile(r"^(?:国家|全国|中国|我国)(?P<rest>[\u3400-\u9fff]{5,})$")
#: How much commoner the words of a term have to be than its abbreviation, so that the abbreviation is the rival.
_COMMONER, _OFTEN = 5, 10


def rivals_of_terms(draft: Draft, entries: Sequence[Term]) -> Iterator[Rival]:
    """Yield the wordings that stand in place of a defined term."""
    words = own_words(draft)
    defined = {term.zh for term in entries if term.zh}
    for term in entries:
        if not term.zh:
            continue
        own = {piece.index for piece in term.pieces}
        count = corpus(draft).text.count(term.zh)
        for wording, places in _against(term.zh, words):
            longer = [one for one in defined if wording in one]
            if wording in defined or _apart(draft, words, term.zh, wording):
                continue
            rest = [
                place
                for place in places
                if place.piece.index not in own and not any(inside(place, one) for one in longer)
            ]
            if rest:
                yield Rival(term.zh, tuple(rest), len(rest) <= 3 * max(count, 1))
        for alias in _aliases(term):
            places = [place for place in words.find(alias) if place.piece.index not in own]
            places = [place for place in places if not any(inside(place, one) for one in defined if alias in one)]
            if places and alias not in defined:
                yield Rival(term.zh, tuple(places))
        for wording, places in (*_ends(term, words), *_tails(term, words), *_latin(draft, term, words)):
            places = [place for place in places if place.piece.index not in own and place.piece.kind not in HEADS]
            if places and wording not in defined and not _apart(draft, words, term.zh, wording):
                yield Rival(term.zh, tuple(places))
        written = _written_out(term, words)
        if written:
            yield Rival(term.zh, tuple(written))
        yield from _shortened(draft, term, count)


def _against(zh: str, words: Corpus) -> Iterator[tuple[str, list[Place]]]:
    roles = other_roles(zh, words)
    if roles is not None:
        yield from roles
        return
    for wording in dict.fromkeys((*_exchanged(zh), *_who(zh))):
        if wording in words.text:
            yield (
                wording,
                list(words.search(re.compile(re.escape(wording) + (ROLE_END if wording[-1] == "方" else "")))),
            )
    national = _NATIONAL.match(zh)
    if national:
        pattern = re.compile(rf"(?<![\u3400-\u9fff]){national['rest']}")
        yield national["rest"], list(words.search(pattern))


def _exchanged(zh: str) -> Iterator[str]:
    for group in _SAME:
        if zh in group:
            yield from (other for other in group if other != zh and other not in zh and zh not in other)
    if len(zh) < 4:
        return
    for exchanged in EXCHANGED:
        for one in exchanged:
            if one in zh:
                yield from (zh.replace(one, other, 1) for other in exchanged if other != one and other not in zh)


def _who(zh: str) -> Iterator[str]:
    """Yield other names for who does the work: 检测单位 for 检测机构, 核查员 for 核查人员."""
    if zh.endswith("人员") and len(zh) > 3:
        yield zh.removesuffix("人员") + "员"
    who = next((one for one in _WHO if zh.endswith(one) and len(zh) - len(one) in (2, 4)), "")
    if not who:
        return
    what = zh.removesuffix(who)
    for other in _WHO:
        if other != who and (not {"企业", "厂家"} & {other, who} or _ENTERPRISE.search(what)):
            yield what + other


def _apart(draft: Draft, words: Corpus, zh: str, wording: str) -> bool:
    """Whether the draft tells the wording from the term: as a clause of its own, side by side, by saying what it is."""
    if any(piece.text.strip() == wording for piece in draft.pieces if piece.kind in HEADS):
        return True
    one, other = re.escape(zh), re.escape(wording)
    link = r"(?:、|和|与|或|及|以及|[，（]?(?:包括|主要为|一般为|通常为|可为|可以是|是指|不同于|不是|而非|区别于))"
    return bool(re.search(f"{one}{link}{other}|{other}{link}{one}", words.text))


_ALIAS = re.compile(
    r"(?:也|又|亦|旧|俗|曾)(?:可)?称(?:为|作|之为)?[“\"]?(?P<alias>[\u3400-\u9fff]{2,12})[”\"]?(?=[。，；）)、])"
)


def _aliases(term: Term) -> list[str]:
    """Return the other names that the entry itself mentions: 也称……; a text still uses the term."""
    said = (found["alias"] for piece in term.pieces[1:] for found in _ALIAS.finditer(piece.text))
    return [one for one in dict.fromkeys(said) if one not in term.zh and term.zh not in one]


#: Where a word begins: at the start, behind a mark, behind a character that no noun ends with.
_BEGINS = (
    r"(?<![A-Za-z0-9])(?:(?<![\u3400-\u9fff])|(?<=[的和与及或对在由将为按以据是于有被把从用经该各其每当使应至到向])|"
    r"(?<=根据|按照|进行|通过))"
)
_ENOUGH = 3


def _ends(term: Term, words: Corpus) -> Iterator[tuple[str, list[Place]]]:
    """Yield another name of the thing at the end of a term, used alone and much more seldom, never beside it."""
    for group in _ENDS:
        end = next((one for one in group if term.zh.endswith(one) and term.zh != one), "")
        if not end or words.text.count(end) < _ENOUGH:
            continue
        for other in group:
            if other == end or other in term.zh or other not in words.text or end in other:
                continue
            places = list(words.search(re.compile(_BEGINS + other)))
            beside = any(end in place.piece.text for place in places)
            if places and not beside and len(places) == words.text.count(other) <= words.text.count(end) // 3 + 1:
                yield other, places


def _tails(term: Term, words: Corpus) -> Iterator[tuple[str, list[Place]]]:
    """Yield the end of a term with a word exchanged, where the draft shortens the term so: 残余量 of 单体残留量."""
    for group in EXCHANGED:
        for one in group:
            at = term.zh.find(one)
            tail = term.zh[at:]
            if at < 2 or len(tail) < _ENOUGH:
                continue
            for other in group:
                rival = tail.replace(one, other, 1)
                if other == one or other in term.zh or one in other or rival not in words.text:
                    continue
                shortened = re.search(_BEGINS + tail, words.text) or term.zh[:at] + rival in words.text
                if shortened:
                    yield rival, list(words.search(re.compile(_BEGINS + rival)))


def _latin(draft: Draft, term: Term, words: Corpus) -> Iterator[tuple[str, list[Place]]]:
    """Yield a term with the first words abbreviated in Latin letters: IT设备 for 信息技术设备."""
    if len(term.zh) < _ENOUGH + 1 or re.search(r"[A-Za-z]", term.zh):
        return
    heads: dict[str, None] = {}
    for english in term.english:
        parts = re.findall(r"[A-Za-z]+", re.sub(r"[（(].*", "", english))
        heads |= dict.fromkeys(part for part in parts if re.fullmatch(r"[A-Z]{2,5}", part))
        for size in range(2, len(parts)):
            heads["".join(part[0] for part in parts[:size]).upper()] = None
    known = {one.short for one in (*listed(draft), *introduced(draft))}
    for short in heads:
        if short in known or short not in words.text:
            continue
        for size in (4, 3, 2):
            rival = short + term.zh[-size:]
            if size < len(term.zh) and rival in words.text:
                yield rival, list(words.search(re.compile(rf"(?<![A-Za-z0-9]){rival}")))
                break


def _written_out(term: Term, words: Corpus) -> list[Place]:
    """Return where 碳 of a term is written out; in the entry itself too, but for its definition."""
    found = _WRITTEN_OUT.match(term.zh)
    if found is None:
        return []
    pattern = re.compile(rf"碳排放权?{found['rest']}")
    definition = {piece.index for piece in (term.head, *term.definition[:1])}
    return [place for place in words.search(pattern) if place.piece.index not in definition]


def _shortened(draft: Draft, term: Term, count: int) -> Iterator[Rival]:
    """Yield the abbreviation of a term where the draft writes the words nearly everywhere, once a piece."""
    shorts = [one for one in term.english if re.fullmatch(r"[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*", one)]
    for short in shorts:
        places: dict[int, Place] = {}
        spans = {one.piece.index for one in introduced(draft) if one.short == short}
        for place in uses(draft).get(short, ()):
            piece = place.piece
            running = piece.part is Part.BODY and piece.kind not in (*HEADS, Kind.CELL) and not piece.annex
            if running and piece.index not in spans and piece.index not in in_list(draft):
                places.setdefault(piece.index, place)
        if places and count >= max(_OFTEN, _COMMONER * len(places)):
            yield Rival(term.zh, tuple(places.values()))
