"""TXT-06, TXT-08, TXT-09: trade names, what is announced, places beyond the scope (9.13.1, 5.4.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.base.findings import Severity
from generator.drafting.corpus import Place, corpus, own_words
from generator.drafting.draft import PROVISIONS, Draft, Kind, Part, Piece, Section
from generator.drafting.elements import plain
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.rules.variants import classes
from generator.drafting.views import lists

_BRANDS = re.compile(
    r"(?<![A-Za-z])(?:Microsoft|Excel|PowerPoint|Office 365|Windows|Oracle|MySQL|SAP|MATLAB|Matlab|AutoCAD|SimaPro|"
    r"GaBi|eFootprint|eBalance|"
    r"Aspen Plus|ANSYS|Google|Android|iOS|Java Card|Teflon|Photoshop|Tableau|Power BI|Salesforce|Adobe|VMware|"
    r"ChatGPT|DeepSeek|"
    r"Siemens|Schneider|Honeywell|Tesla)(?![A-Za-z®™])|"
    r"微信|支付宝|钉钉|飞书|企业微信|阿里云|阿里巴巴|腾讯|华为|百度|京东|淘宝|天猫|西门子|施耐德|霍尼韦尔|特氟龙|特氟隆|金蝶|用友|浪潮集团|宝马|特斯拉|宁德时代"
)
#: A name of several capitals (EcoVadis) beside a word for what one buys or uses; protocols and formats are none.
_COINED = re.compile(
    r"(?<![A-Za-z0-9])[A-Z][a-z]{2,}(?:[A-Z][a-z]+|[A-Z]{2,})[A-Za-z]*(?![A-Za-z®™])"
    r"(?=\s?(?:的?[\u3400-\u9fff]{0,4}?(?:软件|平台|问卷|评价|评级|评分|记分卡|证书|奖牌|认证|工具|公司|产品|牌|型|仪|设备|网关|主题|要求)))"
)
#: Protocols, formats and techniques that anybody may use.
_OPEN = re.compile(
    r"(?:Mod|Profi|Fieldbus|Can)Bus|ProfiNet|DeviceNet|EtherCAT|EtherNet|BACnet|ZigBee|LonWorks|PowerLink|LoRaWAN|"
    r"[A-Z][a-z]+(?:JSON|XML|ML|Script|Socket|Service|Services|API|GL|SSL|HTTP|SQL|GIS)|OpenStreetMap"
)
_LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Z][a-z]{2,}[A-Z][A-Za-z]+(?![A-Za-z®™])")
#: Nouns that end with 牌 and are no make: 铭牌, 警示牌.
_PLATES = r"(?<![铭标吊挂号招名车门示识志告站路令金铜银盾锁态位类品一多老奖红黄绿白蓝作程明介停开])"
_MAKES = (
    re.compile(
        rf"(?:(?<=采用|使用|选用|选择|推荐|购置|配备)|(?<=[应宜]为))[\u3400-\u9fff]{{2,3}}{_PLATES}牌(?=[A-Z\u3400-\u9fff])"
    ),
    re.compile(rf"“[^“”]{{2,5}}{_PLATES}牌”(?=[A-Z\u3400-\u9fff])"),
    # an example by maker and series: 例如某某ABC-Def系列
    re.compile(r"(?:(?<=例如|比如|推荐)|(?<=[，（]如))[\u3400-\u9fff]{2,4}[A-Z][A-Za-z]+-?[A-Za-z0-9]+(?=系列)"),
)
_MADE = re.compile(r"“(?P<brand>[^“”]{2,8})”(?:牌|品牌|商标)(?!照|匾|号|子)")


@draft_rule("TXT-06", "trade-name", Severity.WARNING, "9.13.1", "read")
def trade_names(draft: Draft) -> Answer:
    """Finds: a trade name or mark in the text without ® or ™.

    Why: a document names the product by what it is; where a mark cannot be avoided, ® or ™ and a footnote say that
    naming it is no endorsement.

    Wrong: 用Excel汇总活动数据。

    Right: 用电子表格汇总活动数据。
    """
    marked = {m for piece in draft.pieces for m in re.findall(r"([A-Za-z\u3400-\u9fff]{2,12})\s?[®™]", piece.text)}
    words = own_words(draft)
    coined = {place.words for place in words.search(_COINED) if not _OPEN.fullmatch(place.words)}
    named = [
        place
        for place in words.search(_LATIN)
        if place.words in coined and words.around(place)[0] not in ("（", "(", "/")
    ]
    for place in (*words.search(_BRANDS), *named, *_made(draft)):
        if place.piece.part in (Part.FOREWORD,) or any(one.endswith(place.words) for one in marked):
            continue
        after = place.piece.text[place.start + len(place.words) :][:8]
        if re.match(r"[\u3400-\u9fff]{0,6}(?:公司|集团)", after) and place.piece.kind is Kind.SOURCE:
            continue
        yield Breach(
            place.piece,
            f"出现商品名或商标“{place.words}”",
            f"the trade name {place.words}",
            place.words,
            "改用产品的通用名称；不可避免时加®或™并加脚注说明",
            "name the product by what it is; where that is impossible, add ® or ™ and the footnote",
            start=place.start,
        )


def _made(draft: Draft) -> Iterator[Place]:
    words = corpus(draft)
    for sign, pattern in (("牌", _MAKES[0]), ("牌", _MAKES[1]), ("系列", _MAKES[2]), ("“", _MADE)):
        if sign in words.text:
            yield from words.search(pattern)


# ------------------------------------------------------------------------------------------- announced and delivered

_ANNOUNCES = re.compile(
    r"(?:包括|包含|分为|划分为|由|涵盖|涉及)(?:但不限于|以下[^：，。]{0,8}|下列[^：，。]{0,8})?[：，]?(?P<items>[^。；：]+?)(?:等[^，。；]{0,10})?(?:[。；]|构成|组成|$)"
)
_CUT = re.compile(r"、|以及|[和与及或]")
_COMMON = re.compile(
    r"^(?:通则|概述|一般要求|通用要求|总则|总体要求|基本要求|基本原则|原则|其他.*|概要|一般规定|术语.*)$"
)
_TAILS = ("服务", "要求", "方法", "内容", "管理", "工作", "活动", "类", "部分", "阶段", "过程", "环节")


@draft_rule("TXT-08", "announced-delivered", Severity.WARNING, "5.4.1", "derived")
def delivered(draft: Draft) -> Answer:
    """Finds: an item announced in a clause's opening that no clause below treats, a clause below not announced.

    Only where most of the announced items are titles below (at least three, two of three), so that the sentence
    announces these clauses.

    Why: a reader looks for what was announced, and overlooks what was not.

    Wrong: 碳服务包括核算服务、核查服务、认证服务和培训服务, with clauses for three of the four

    Right: as many clauses as announced, under the same names
    """
    for section in draft.walk():
        titles = [child for child in section.children if child.titled and child.head is not None]
        titles = [child for child in titles if not _COMMON.match(plain(child.title)) and not _captions(child)]
        if section.part in (Part.TERMS, Part.SYMBOLS, Part.FOREWORD, Part.REFERENCES) or len(titles) < 2:
            continue
        for where, items in _announced(draft, section):
            yield from _compare(where, items, titles)
    for place, usual in classes(draft):
        yield _class(place, usual)
    yield from _never_again(draft)


def _captions(section: Section) -> bool:
    """Whether a title is that of a table, whose number an export dropped."""
    return bool(section.pieces) and section.pieces[0].kind is Kind.CELL


def _class(place: Place, usual: str) -> Breach:
    name = place.words.removesuffix("类")
    zh = f"类别“{name}”与他处的“{usual}”不一致" if usual else f"类别“{name}”在他处的同类列举中没有出现"
    en = f"the class {name} is {usual} elsewhere" if usual else f"no other list of these classes has {name}"
    hint = ("使各处的类别名称和数目一致", "give the same classes the same names at each place")
    return Breach(place.piece, zh, en, place.words, *hint, start=place.start)


_COUNTED = re.compile(
    r"(?:包括|包含|分为|有|为)(?P<items>[^，。；：包括含分为]{2,20}(?:、[^，。；：]{2,20}?)+(?:和|与|及|以及)[^，。；：、]{2,20}?)"
    r"(?:[三四五六七八3-8]\s?)(?:项|类|种|个(?:方面|部分|阶段|指标|步骤|环节)|部分|方面)(?=[，。；])"
)


def _never_again(draft: Draft) -> Iterator[Breach]:
    """Yield the one item of a counted enumeration (包括……三项) that the draft never comes back to, as to the others."""
    words = own_words(draft)
    for piece in draft.within(*PROVISIONS):
        for found in _COUNTED.finditer(piece.text):
            items = [item for item in _CUT.split(found["items"]) if item]
            lost = [item for item in items if words.text.count(item) == 1]
            if len(items) < 3 or len(lost) != 1 or min(map(len, items)) < 4:
                continue
            later = [
                place.piece
                for item in items
                if item != lost[0]
                for place in words.find(item)
                if place.piece.index > piece.index
            ]
            if later:
                yield Breach(
                    piece,
                    f"列出了“{lost[0]}”，下文没有相应的内容",
                    f"{lost[0]} is announced, and nothing later treats it",
                    lost[0],
                    "补上相应的内容，或在列举中删去",
                    "write what belongs to it, or drop it here",
                    related=(later[0],),
                )


def _announced(draft: Draft, section: Section) -> Iterator[tuple[Piece, list[str]]]:
    opening = [piece for piece in section.pieces if piece.kind in (Kind.PARAGRAPH, Kind.CLAUSE)]
    first = section.children[0] if section.children else None
    if first is not None and (_COMMON.match(plain(first.title)) or not first.titled):
        own = [first.head] if first.head is not None and not first.titled else []
        opening += [piece for piece in (*own, *first.pieces) if piece.kind in (Kind.PARAGRAPH, Kind.CLAUSE)]
    for piece in opening:
        for found in _ANNOUNCES.finditer(piece.text):
            items = [item.strip() for item in _CUT.split(found["items"]) if item.strip()]
            if len(items) >= 3:
                yield piece, items
        group = next((one for one in lists(draft) if one.lead is piece), None)
        if group is not None and len(group.items) >= 3:
            yield piece, [re.split(r"[：:，。；（(]", item.text.strip())[0] for item in group.items]


def _core(name: str) -> str:
    name = plain(re.sub(r"[（(].*?[）)]|[“”]", "", name))
    for tail in _TAILS:
        if name.endswith(tail) and len(name) > len(tail) + 1:
            return name.removesuffix(tail)
    return name


def _matches(item: str, title: str) -> bool:
    a, b = _core(item), _core(title)
    return bool(a) and (a == b or (min(len(a), len(b)) >= 2 and (a in b or b in a)))


def _compare(where: Piece, items: Sequence[str], titles: Sequence[Section]) -> Iterator[Breach]:
    missing = [item for item in items if not any(_matches(item, child.title) for child in titles)]
    met = len(items) - len(missing)
    if met < 2 or 3 * met < 2 * len(items) or met * 3 < 2 * len(titles):
        return
    for item in missing:
        yield Breach(
            where,
            f"列出了“{item}”，下面没有相应的条",
            f"{item} is announced, and no clause below treats it",
            item,
            "补上相应的条，或使名称一致",
            "add the clause, or give it the same name",
        )
    if met == len(items):
        for child in titles:
            if child.head is not None and not any(_matches(item, child.title) for item in items):
                yield Breach(
                    child.head,
                    f"“{child.title}”没有在前面列出",
                    f"{child.title} was not announced",
                    child.head.text.strip(),
                    "在前面的列举中补上",
                    "add it to what is announced",
                    related=(where,),
                )


# --------------------------------------------------------------------------------------------------------- places

_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|"
    "内蒙古|广西|西藏|宁夏|新疆|深圳|广州|杭州|南京|苏州|宁波|青岛|武汉|成都|西安|长沙|厦门|大连|雄安|粤港澳|长三角|京津冀|珠三角|成渝"
)
_PLACE = re.compile(
    rf"(?:{_PROVINCES})(?:省|市|自治区|地区|区域|特别行政区)?(?!路|南路|协定|公约|议定书|大学|学院|时间|[\u3400-\u9fff]{{0,10}}(?:交易所|交易中心|研究院|公司|协会|规则|倡议))"
)
#: A town or county by name, as the limit of a provision: 某州市范围内.
_TOWN = re.compile(
    r"(?:^|(?<=[，。；：、在于对向和与]))(?!城|超|都|各|该|本|全|我|跨|设|地级|县级|直辖|中心|当地|所在|一个|同一|不同)[\u3400-\u9fff]{2,3}[市县省]"
    r"(?=范围内|行政区|辖区|境内|辖内|域内)",
    re.MULTILINE,
)
_LOCAL = re.compile(r"我省|我市|我区|我县|本省(?!略)|本市(?!场)|全省(?!略)|全市(?!场)|省内(?!去)|市内|辖区内")
_FIRM = re.compile(
    r"(?<![基成资根版样])本(?:公司|集团|厂|院|单位|企业|机构|协会|平台|中心)(?!的上级)|我(?:公司|院|单位|厂|们|国(?=[^。]{0,0}$))"
)
_SPEAKER = re.compile(r"本(?:单位|企业|机构|公司|平台|中心|协会)")


@draft_rule("TXT-09", "beyond-scope", Severity.WARNING, "8.5.1", "derived")
def places(draft: Draft) -> Answer:
    """Finds: a clause bound to a region or to one firm that neither the name nor the scope of the document speaks of.

    Examples, notes, informative annexes, titles and names of exchanges are left alone.

    Why: limits of use stand in the scope; a clause for one region inside a document for all is overlooked.

    Wrong: 排放数据应报我省生态环境主管部门。

    Right: 排放数据应报省级生态环境主管部门。
    """
    scope = draft.section(Part.SCOPE)
    told = draft.name + "".join(piece.text for piece in (scope.all_pieces() if scope is not None else ()))
    informative = {section.annex for section in draft.annexes if section.role == "资料性"}
    words = own_words(draft)
    for pattern in (_PLACE, _TOWN, _LOCAL, _FIRM):
        for place in words.search(pattern):
            piece = place.piece
            if piece.part not in PROVISIONS or piece.kind in (Kind.NOTE, Kind.EXAMPLE, Kind.SOURCE, Kind.FOOTNOTE):
                continue
            if piece.annex in informative or re.match(r"[\u3400-\u9fff]{2,3}", place.words[:2])[0] in told:  # type: ignore[index]  # the words begin with Han
                continue
            if (
                pattern is _FIRM
                and _SPEAKER.fullmatch(place.words)
                and re.search(r"应|宜|可", piece.text[: place.start])
            ):
                continue  # 企业应……本企业的……: the subject's own
            yield Breach(
                piece,
                f"“{place.words}”超出范围一章所限定的对象",
                f"{place.words} goes beyond the scope of the document",
                place.words,
                "改为对文件适用的所有对象都成立的表述，或在范围中限定",
                "speak for all that the document applies to, or limit the scope",
                start=place.start,
            )


RULES: tuple[DraftRule, ...] = (trade_names, delivered, places)
