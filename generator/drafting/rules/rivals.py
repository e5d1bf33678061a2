"""Rival wordings of one thing: what a draft should call by one name (GB/T 1.1-2020, 5.4.1).

The tables hold words whose exchange is a slip in a standard, not a choice: roles of one contract, spellings of one
word, names of one quantity. Near synonyms that often mean two things count only behind or before the same word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.drafting.corpus import Corpus, Place, own_words
from generator.drafting.draft import Draft, Part
from generator.drafting.views import Term

#: Names of one role; what may not follow, since the letters then begin another word, is in ``ROLE_END``.
ROLES: tuple[tuple[str, ...], ...] = (
    (
        "服务需求方",
        "服务委托方",
        "服务接受方",
        "服务购买方",
        "服务采购方",
        "服务使用方",
        "需求方",
        "委托方",
        "委托人",
        "委托单位",
        "客户",
        "甲方",
    ),
    (
        "服务提供方",
        "服务提供者",
        "服务提供商",
        "服务供应商",
        "服务供应方",
        "服务实施方",
        "服务供方",
        "服务机构",
        "服务单位",
        "服务商",
        "提供方",
        "提供者",
        "受托方",
        "受托单位",
        "乙方",
    ),
    ("核查机构", "核查单位", "核查组织", "核查方"),
    ("重点排放单位", "重点排放企业", "控排企业", "控排单位"),
)
ROLE_END = r"(?![案面向式法程便针员端机业务品标户])"
#: A role stands by itself behind these; behind another noun it is somebody else (数据提供方, 终端客户).
_ALONE = (
    r"(?:(?<![\u3400-\u9fffA-Za-z])|(?<=[由向对与和及或为使的给请在同跟让令被把将从于以并且但而因若如则即各该每其某是经凡待应])|"
    r"(?<=帮助|协助|指导|支持|满足|了解|引导|辅助|根据|依据|按照|结合|针对|通过|告知|通知|提醒|配合|征求|获得|取得|收集|明确|确认|建议|"
    r"要求|提示|督促|推动|促进|确保|保障|代表|代理|面向|涉及|包括|得到|经过|需要|鼓励|组织))"
)
#: One word, two spellings or two names of one quantity.
SPELLINGS: tuple[tuple[str, ...], ...] = (
    ("抵消", "抵销"),
    ("其他", "其它"),
    ("登录", "登陆"),
    ("缴纳", "交纳"),
    ("碳清除", "碳移除", "碳去除"),
    ("温室气体清除", "温室气体移除", "温室气体去除"),
    ("清除量", "移除量", "去除量"),
    ("排放因子", "排放系数"),
    ("活动数据", "活动水平数据", "活动水平"),
    ("生命周期", "寿命周期"),
    ("全球变暖潜势", "全球增温潜势", "全球变暖潜能", "全球增温潜能"),
    ("低位发热量", "低位热值"),
    ("重点排放单位", "重点排放企业", "控排企业", "控排单位"),
    ("核查人员", "核查员"),
    ("审定人员", "审定员"),
    ("CO2e", "CO2eq", "CO2-eq", "CO2当量"),
    ("作出", "做出"),
    ("减排量", "碳减量"),
    ("残留量", "残余量"),
    ("机械密封", "机封"),
    ("循环水泵", "循泵"),
)
#: Names of one role, document or thing in any field: the rarer one is a slip where no paragraph has both.
NAMES: tuple[tuple[str, ...], ...] = (
    ("操作人员", "操作工", "操作员", "作业人员"),
    ("检验人员", "检验员"),
    ("采样人员", "取样人员", "采样员"),
    ("审核人员", "审核员"),
    ("管理人员", "管理员"),
    ("供应商", "供货商", "供货方", "供应方"),
    ("施工单位", "施工方", "施工企业"),
    ("建设单位", "建设方"),
    ("监理单位", "监理方", "监理机构"),
    ("检测机构", "检测单位"),
    ("检验机构", "检验单位"),
    ("认证机构", "认证单位"),
    ("评价机构", "评估机构", "评价单位"),
    ("运营单位", "运营方", "运营机构", "运营企业"),
    ("使用单位", "使用方"),
    ("生产企业", "生产厂家", "生产商", "生产单位", "制造商", "制造企业"),
    ("应急预案", "应急方案", "应急计划"),
    ("采样点", "取样点"),
    ("校准曲线", "标准曲线", "工作曲线"),
    ("标准溶液", "标准液"),
    ("储存", "贮存"),
    ("控制柜", "电控柜"),
    ("控制室", "中控室"),
    ("二维码", "QR码"),
    ("合格证", "合格证书"),
    ("互联网", "因特网"),
    ("服务器端", "服务端"),
    ("移动终端", "手持终端"),
)
#: Near synonyms: rivals only behind or before the same two characters.
NEAR: tuple[tuple[str, ...], ...] = (
    ("注册", "登记"),
    ("评价", "评估"),
    ("监测", "监控"),
    ("清除", "移除"),
    ("核查", "查证"),
    ("试验", "实验"),
)
_NO_NOUN = re.compile(
    r"[的和与及或对在由将为应宜可进行开展等并以按据于是有被把从向其该各所了后前中、]|[^\u3400-\u9fff]"
)


@dataclass(frozen=True, slots=True)
class Rival:
    """A wording that rivals ``right``. ``each`` says that every place is worth a finding, not only the first."""

    right: str
    places: tuple[Place, ...]
    each: bool = True


def _role(words: Sequence[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(f"{_ALONE}(?:{'|'.join(map(re.escape, ordered))}){ROLE_END}")


_ROLE_NAME = re.compile(
    "|".join(word for words in ROLES for word in sorted(words, key=len, reverse=True) if len(word) > 3)
)
_ROLE_PATTERNS = tuple(_role(words) for words in ROLES)


def _role_places(words: Corpus, pattern: re.Pattern[str]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for place in words.search(pattern):
        if place.piece.part is not Part.FOREWORD:
            found.setdefault(place.words, []).append(place)
    return found


def other_roles(zh: str, words: Corpus) -> list[tuple[str, list[Place]]] | None:
    """Return the other names of the role that a term names, with their places; nothing where it names none."""
    for group, pattern in zip(ROLES, _ROLE_PATTERNS, strict=True):
        if any(zh.endswith(role) for role in group):
            return [(wording, places) for wording, places in _role_places(words, pattern).items() if wording != zh]
    return None


def inside(place: Place, longer: str) -> bool:
    """Whether the words are part of a longer term there."""
    text, at = place.piece.text, longer.find(place.words)
    while at >= 0:
        if text.startswith(longer, place.start - at) and place.start >= at:
            return True
        at = longer.find(place.words, at + 1)
    return False


# ------------------------------------------------------------------------------------------------ against each other


def rival_spellings(draft: Draft, entries: Iterable[Term]) -> Iterator[Rival]:
    """Yield the rarer of two spellings, of two names of a role that is not defined, of two near synonyms."""
    words = own_words(draft)
    defined = [term.zh for term in entries if term.zh]
    for group in SPELLINGS:
        yield from _rarer(_spelled(group, words))
    for group, pattern in zip(ROLES, _ROLE_PATTERNS, strict=True):
        if not any(zh.endswith(role) for zh in defined for role in group):
            yield from _rarer(_apart(_role_places(words, pattern)))
    for group in NAMES:
        if sum(word in words.text for word in group) > 1:
            yield from _mostly(_apart(_spelled(group, words)), defined)
    for near in NEAR:
        if all(one in words.text for one in near):
            yield from _near(near, words, defined)


def _spelled(group: Sequence[str], words: Corpus) -> dict[str, list[Place]]:
    """Return the places of each spelling; a spelling inside a longer one of its group is no occurrence."""
    found: dict[str, list[Place]] = {}
    for word in group:
        if word not in words.text:
            continue
        longer = [one for one in group if one != word and word in one]
        places = [place for place in words.find(word) if not any(inside(place, one) for one in longer)]
        if places:
            found[word] = places
    return found


def _apart(found: dict[str, list[Place]]) -> dict[str, list[Place]]:
    """Return names of roles of which no two stand in one piece, where they would be told apart, each used twice."""
    if sum(len(places) for places in found.values()) < 4:
        return {}
    pieces: dict[int, set[str]] = {}
    for word, places in found.items():
        for place in places:
            pieces.setdefault(place.piece.index, set()).add(word)
    both = {word for words in pieces.values() if len(words) > 1 for word in words}
    return {word: places for word, places in found.items() if word not in both}


def _rarer(found: dict[str, list[Place]]) -> Iterator[Rival]:
    if len(found) < 2:
        return
    # the commonest is right; of two equally common ones, the one that came first
    right = max(found, key=lambda word: (len(found[word]), -found[word][0].piece.index))
    for word, places in found.items():
        if word != right:
            yield Rival(right, tuple(places))


def _mostly(found: dict[str, list[Place]], defined: Sequence[str]) -> Iterator[Rival]:
    """Yield the rarer names where one is used at least three times as often and none is a defined term."""
    if not found or any(word in term for word in found for term in defined):
        return
    most = max(map(len, found.values()))
    for rival in _rarer(found):
        if len(rival.places) * 3 <= most:
            yield rival


def _near(near: Sequence[str], words: Corpus, defined: Sequence[str]) -> Iterator[Rival]:
    """Yield compounds of near synonyms with one word before or behind them: 项目注册, 项目登记."""
    compounds: dict[str, dict[str, list[Place]]] = {}
    for word in near:
        for place in words.find(word):
            text, end = place.piece.text, place.start + len(word)
            before, after = text[max(place.start - 2, 0) : place.start], text[end : end + 2]
            if word == "实验" and text[end : end + 1] in ("室", "员", "动"):
                continue
            if _ROLE_NAME.match(text, end):
                continue  # 评估|服务需求方
            if any(
                one in (text[max(place.start - len(one), 0) : place.start], text[end : end + len(one)]) for one in near
            ):
                continue
            if len(before) == 2 and not _NO_NOUN.search(before):
                whole = Place(place.piece, place.start - 2, before + word)
                compounds.setdefault(before + "*", {}).setdefault(whole.words, []).append(whole)
            elif len(after) == 2 and not _NO_NOUN.search(after):
                whole = Place(place.piece, place.start, word + after)
                compounds.setdefault("*" + after, {}).setdefault(whole.words, []).append(whole)
    for found in compounds.values():
        if len(found) > 1 and sum(map(len, found.values())) > 2 and len(_apart_compounds(found)) > 1:
            for rival in _rarer(found):
                if not any(rival.places[0].words in one for one in defined) and not _goes_on(rival, found):
                    yield rival


def _goes_on(rival: Rival, found: dict[str, list[Place]]) -> bool:
    """Whether a wording used once is the beginning of a longer name that the other wording never begins."""
    if len(rival.places) > 1:
        return False
    ends = {word: {_behind(place) for place in places} for word, places in found.items()}
    own = _behind(rival.places[0])
    others = {end for word, behind in ends.items() if word != rival.places[0].words for end in behind}
    return bool(own) and own not in others and all(others)


def _behind(place: Place) -> str:
    """Return the two characters of a name behind a place; nothing where no noun goes on."""
    end = place.start + len(place.words)
    after = place.piece.text[end : end + 2]
    return after if len(after) == 2 and not _NO_NOUN.search(after) else ""


def _apart_compounds(found: dict[str, list[Place]]) -> dict[str, list[Place]]:
    pieces = [{place.piece.index for place in places} for places in found.values()]
    shared = any(one & other for at, one in enumerate(pieces) for other in pieces[at + 1 :])
    return {} if shared else found
