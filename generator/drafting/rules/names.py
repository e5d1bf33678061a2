"""SYM-05, TXT-03, TXT-07: bodies, words, systems and documents by one name (GB/T 1.1-2020, 5.4.1, 9.4.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.confusable import confused
from generator.drafting.corpus import Place, corpus, own_words
from generator.drafting.draft import Draft
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.misspelt import regional, slips
from generator.drafting.rules import variants
from generator.drafting.rules.near_names import near_names
from generator.drafting.rules.rivals import rival_spellings
from generator.drafting.rules.terms import entries

#: Bodies that were renamed, and short names that are none of the official ones.
_BODIES: tuple[tuple[str, str], ...] = (
    (r"国家环境保护总局|国家环保总局|环境保护部(?!门)|环保部(?!门)", "生态环境部"),
    (r"环境保护厅|环保厅", "生态环境厅"),
    (r"环境保护局|环保局", "生态环境局"),
    (r"国家质量监督检验检疫总局|质检总局|国家工商行政管理总局|国家工商总局", "国家市场监督管理总局"),
    (r"质量技术监督局|质监局|工商局|工商行政管理局", "市场监督管理局"),
    (r"国家食品药品监督管理总局|食药监总局", "国家药品监督管理局"),
    (r"国土资源部(?!门)", "自然资源部"),
    (r"(?<![\u3400-\u9fff])农业部(?!门|分|属|件|位|长|署)", "农业农村部"),
    (r"(?<![\u3400-\u9fff])铁道部(?!门)", "国家铁路局"),
    (r"信息产业部(?!门)", "工业和信息化部"),
    (r"(?<![\u3400-\u9fff])文化部(?!门|分|署)", "文化和旅游部"),
    (r"卫生计生委|卫计委|国家卫生和计划生育委员会", "国家卫生健康委员会"),
    (r"安全生产监督管理总局|安监总局", "应急管理部"),
    (r"银保监会|中国银行保险监督管理委员会|(?<!中国)银监会|(?<!中国)保监会", "国家金融监督管理总局"),
    (r"(?<!国家)发改委|国家发改委", "国家发展和改革委员会（国家发展改革委）"),
    (r"工信部", "工业和信息化部"),
    (r"工信厅", "工业和信息化厅"),
    (r"住建部", "住房和城乡建设部"),
    (r"国标委", "国家标准化管理委员会"),
    (r"(?<!国家)认监委", "国家认证认可监督管理委员会（国家认监委）"),
    (r"国家市场监管总局", "国家市场监督管理总局（市场监管总局）"),
)
_FORMER = re.compile(r"原(?:来的?)?[“]?$|（原|(?:改为|更名为|现为)")
_PATTERNS = tuple((re.compile(pattern), name) for pattern, name in _BODIES)


@draft_rule("SYM-05", "bodies-named", Severity.ERROR, "9.4.3.1", "read")
def bodies(draft: Draft) -> Answer:
    """Finds: an authority by a name it no longer has, or by a short name that is not its official one.

    Titles in 《》 and quotations keep the name of their time, as does 原…….

    Why: a reader has to find the body today.

    Wrong: 环境保护部公布的排放因子

    Right: 生态环境部公布的排放因子
    """
    words = own_words(draft)
    for pattern, name in _PATTERNS:
        for place in words.search(pattern):
            if not _FORMER.search(place.piece.text[max(place.start - 3, 0) : place.start]):
                yield Breach(
                    place.piece,
                    f"“{place.words}”不是该机构现行的全称或规范简称",
                    f"{place.words} is not the body's present full or official short name",
                    place.words,
                    f"用“{name}”",
                    f"write {name}",
                    start=place.start,
                    fix=None if "（" in name or place.words.endswith(("局", "厅")) else name,
                )


@draft_rule("TXT-03", "one-spelling", Severity.WARNING, "5.4.1", "derived")
def spelling(draft: Draft) -> Answer:
    """Finds: the rarer of two spellings of one word, of two names of one quantity or role, and misspelt words.

    Misspelt: characters of the same sound or look (阀值, 按装; 温渡 where the draft writes 温度), 的 for 地 or 得, 必需
    for 应, words of another region's usage (软体), an abbreviation now and then for a term written in full.

    Near synonyms (注册/登记, 评价/评估) are compared only before or behind the same word, and not where one paragraph
    has both and so tells them apart. What rivals a defined term is TRM-14's.

    Why: two words make a reader look for two things.

    Wrong: 碳抵销 beside 碳抵消

    Right: 碳抵消 throughout
    """
    words = own_words(draft)
    known: set[tuple[int, int]] = set()
    for place, right in slips(words):
        fix = right if "（" not in right else None
        known.update((place.piece.index, place.start + at) for at in range(len(place.words)))
        yield _instead(place, right, f"“{place.words}”是错别字", f"{place.words} is misspelt", fix)
    for place, right in confused(words):
        if not any((place.piece.index, place.start + at) in known for at in range(len(place.words))):
            zh = f"疑为错别字：“{place.words}”他处写“{right}”"
            yield _instead(place, right, zh, f"{right} elsewhere, {place.words} here: one character differs", None)
    for place, right in regional(words):
        zh, en = f"“{place.words}”不是标准中的通行用词", f"{place.words} is not the word that standards use"
        yield _instead(place, right, zh, en, None)
    for rival in rival_spellings(draft, entries(draft)):
        for place in rival.places:
            if place.words in rival.right or rival.right in place.words:
                fix = None
            else:
                fix = rival.right if len(place.words) == len(rival.right) else None
            zh = f"同一事物他处写“{rival.right}”，此处写“{place.words}”"
            yield _instead(place, rival.right, zh, f"{rival.right} elsewhere, {place.words} here", fix)
    for search in (variants.joined, variants.lengthened, variants.steps):
        yield from search(draft)
    yield from variants.abbreviated(draft, entries(draft))


def _instead(place: Place, right: str, zh: str, en: str, fix: str | None) -> Breach:
    return Breach(
        place.piece, zh, en, place.words, f"统一为“{right}”", f"write {right} throughout", start=place.start, fix=fix
    )


# ------------------------------------------------------------------------------------------------------ near names

_TITLE = re.compile(r"《([^《》]{5,60})》")
_SYSTEM = re.compile(
    r"[\u3400-\u9fff]{4,24}?(?:注册登记系统|登记系统|注册登记簿|登记簿|注册簿|管理系统|服务系统|信息系统|直报系统|监测系统|管理平台|服务平台|信息平台|"
    r"交易平台|数据平台|公共平台|数据库|公示系统|公告系统|核算系统|追溯系统|交易系统)(?![\u3400-\u9fff]?化)"
)
_LOOSE = re.compile(r"[的了和与及或、对在由将为应宜可等并以按据于是有被把从向其该各所后前中内以]")
_LEADING = re.compile(
    r"^.*(?:报送|上报|报至|传输至|发送至|导入|通过|利用|使用|登录|采用|建立|接入|依托|基于|建设|构建|搭建|纳入|运用|录入|填报|提交|对接|查询|访问|上传|连接|开发|部署|运行|维护|完善|进入)"
)
#: Parts that two names of one thing may differ in.
_JOINTS = re.compile(r"(?:以及|[和与及、的]|[（(]?(?:试行|暂行)[）)]?|[\s\u3000“”（）()—-])")
_COUNTED = re.compile(r"[0-9A-Za-z一二三四五六七八九十上下第省市县区]")


@draft_rule("TXT-07", "one-name-of-a-system", Severity.WARNING, "5.4.1", "derived")
def names(draft: Draft) -> Answer:
    """Finds: two titles in 《》, or two names of systems, platforms and registers, that differ by a word left out.

    Why: a name is a string; a reader who looks for it finds only the right one.

    Wrong: 《温室气体自愿减排交易管理办法》 beside 《温室气体自愿减排管理办法》

    Right: the full title at each place
    """
    titles: dict[str, list[Place]] = {}
    systems: dict[str, list[Place]] = {}
    words = corpus(draft)
    for place in words.search(_TITLE):
        titles.setdefault(place.words[1:-1], []).append(place)
    for place in own_words(draft).search(_SYSTEM):
        name, start = _system(place.words)
        if len(name) >= 7:
            systems.setdefault(name, []).append(Place(place.piece, place.start + start, name))
    for found in (titles, systems):
        yield from _near(found, systems is found)
    yield from variants.titles(draft)
    yield from near_names(draft)


def _system(words: str) -> tuple[str, int]:
    """Return a system's name without the words that lead to it, and where it begins."""
    head = _LEADING.match(words)
    start = head.end() if head else 0
    loose = [found.end() for found in _LOOSE.finditer(words, start, max(len(words) - 4, start))]
    start = loose[-1] if loose else start
    return words[start:], start


def _near(found: dict[str, list[Place]], systems: bool) -> Iterator[Breach]:
    groups: dict[str, list[str]] = {}
    for name in found:
        for key in {name[:3], name[-3:]}:
            groups.setdefault(key, []).append(name)
    seen: set[tuple[str, str]] = set()
    for group in groups.values():
        for at, one in enumerate(group):
            for other in group[at + 1 :]:
                pair = (one, other) if one < other else (other, one)
                if pair not in seen and _one_thing(one, other, systems):
                    seen.add(pair)
                    yield from _rarer(one, other, found)


def _one_thing(one: str, other: str, systems: bool) -> bool:
    """Whether two names are one with a word left out or another joint; names told apart by a count are two."""
    one, other = (re.sub("^全国", "国家", name) for name in (one, other))
    short, long = sorted((one, other), key=len)
    if len(short) < 7:
        return False
    if _JOINTS.sub("", short) == _JOINTS.sub("", long):
        return True
    common = 0
    while common < len(short) and short[common] == long[common]:
        common += 1
    gap = long[common : common + len(long) - len(short)]
    inside = short[common:] == long[common + len(gap) :] and common >= 2 and len(short) - common >= 2
    if not inside or not gap or len(gap) > 4 or _COUNTED.search(gap):
        return False
    return not systems or common >= 3


def _rarer(one: str, other: str, found: dict[str, list[Place]]) -> Iterator[Breach]:
    a, b = found[one], found[other]
    if len(a) == len(b):
        right, wrong = (one, other) if a[0].piece.index <= b[0].piece.index else (other, one)
    else:
        right, wrong = (one, other) if len(a) > len(b) else (other, one)
    for place in found[wrong]:
        yield Breach(
            place.piece,
            f"名称“{wrong}”与他处的“{right}”不一致",
            f"the name {wrong} differs from {right} elsewhere",
            wrong,
            "使名称在全文一致",
            "give one name throughout",
            start=place.piece.text.find(wrong, place.start),
            related=(found[right][0].piece,),
        )


RULES: tuple[DraftRule, ...] = (bodies, spelling, names)
