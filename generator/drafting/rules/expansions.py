"""SYM-03, SYM-07: what an abbreviation stands for, called by another name or spelled out again in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.base.findings import Severity
from generator.drafting.abbreviating import Abbreviation, by_terms, codes, in_list, introduced, listed, tail, uses
from generator.drafting.corpus import Place, own_words
from generator.drafting.draft import HEADS, Draft, Kind, Part
from generator.drafting.framework import Breach
from generator.drafting.views import tables, terms

#: Names in use for what one abbreviation stands for: a draft keeps to one of them.
_SAME: tuple[tuple[str, ...], ...] = (
    ("分散控制系统", "分布式控制系统", "集散控制系统", "集散型控制系统"),
    ("仓储管理系统", "仓库管理系统"),
    ("可编程逻辑控制器", "可编程控制器", "可编程序控制器"),
    ("制造执行系统", "生产执行系统"),
    ("企业资源计划", "企业资源规划"),
    ("数据采集与监视控制系统", "数据采集与监控系统", "监控与数据采集系统", "数据采集及监控系统"),
    ("人机界面", "人机接口", "人机交互界面"),
    ("应用程序接口", "应用编程接口", "应用程序编程接口"),
    ("关键绩效指标", "关键业绩指标"),
    ("能源绩效参数", "能源绩效指标"),
    ("射频识别", "无线射频识别", "射频标签"),
    ("变频器", "变频驱动器", "变频调速器", "变频装置"),
    ("不间断电源", "不间断供电电源", "不停电电源"),
    ("就地清洗", "原位清洗", "在位清洗", "在线清洗"),
    ("化学需氧量", "化学耗氧量"),
    ("生化需氧量", "生物需氧量", "生物化学需氧量"),
    ("挥发性有机物", "挥发性有机化合物"),
    ("生命周期评价", "生命周期评估"),
    ("危害分析与关键控制点", "危害分析和关键控制点", "危害分析及关键控制点"),
    ("良好生产规范", "良好操作规范", "良好制造规范"),
    ("建筑信息模型", "建筑信息模型化", "建筑信息建模"),
    ("地理信息系统", "地理资讯系统"),
    ("电池管理系统", "电池管理单元"),
    ("能源管理系统", "能量管理系统"),
    ("储能变流器", "功率变换系统", "功率转换系统", "储能逆变器"),
    ("电能利用效率", "电能使用效率", "能源使用效率", "电源使用效率"),
    ("平均无故障时间", "平均故障间隔时间", "平均无故障工作时间"),
    ("个体防护装备", "个人防护装备", "个人防护用品", "劳动防护用品"),
    ("安全仪表系统", "安全仪控系统"),
    ("上锁挂牌", "挂牌上锁", "锁定挂牌"),
    ("膜生物反应器", "膜生物反应池"),
    ("自动导引车", "自动导向车", "自动导引运输车"),
    ("无损检测", "无损探伤"),
    ("服务级别协议", "服务等级协议", "服务水平协议"),
)
_LEAST = 4
#: What goes on with the sentence behind a name; other characters make it a longer name.
GOES_ON = re.compile(
    r"$|[^\u3400-\u9fff（(A-Za-z]|[的和与及或在对由将应宜可不需是为等进后前时符满按低高超达均也已未能所以其要须必停发自]|中(?!心|国|央)"
)


def other_names(draft: Draft) -> Iterator[Breach]:
    """Yield other names for what a known abbreviation stands for, one finding a name."""
    words, defined = own_words(draft), {term.zh for term in terms(draft)}
    known: dict[str, Abbreviation] = {}
    for one in (*listed(draft), *by_terms(draft), *introduced(draft)):
        known.setdefault(one.short, one)
    names = {re.sub(r"\s", "", one.zh) for one in known.values()}
    for one in known.values():
        right = re.sub(r"\s", "", tail(one.zh) if one.span[1] else one.zh)
        group = next((group for group in _SAME if right in group), ())
        found = {name: list(words.find(name)) for name in group if name != right and name in words.text}
        for name, places in found.items():
            if name in names or name in defined or name in right:
                continue
            places = [place for place in places if place.piece.index not in in_list(draft)]
            places = [place for place in places if not _within(place, (*defined, *names, right))]
            if places:
                yield _other(one, right, name, places)


def _within(place: Place, names: Sequence[str]) -> bool:
    """Whether the words are a part of a longer known name there."""
    text = place.piece.text
    return any(
        place.words in name
        and place.words != name
        and text[max(place.start - name.find(place.words), 0) :].startswith(name)
        for name in names
    )


def _other(one: Abbreviation, right: str, name: str, places: Sequence[Place]) -> Breach:
    return Breach(
        places[0].piece,
        f"{one.short}的名称他处为“{right}”，此处写“{name}”",
        f"{one.short} stands for {right}; here the name is {name}",
        name,
        f"用“{one.short}”，或统一写“{right}”",
        f"write {one.short}, or {right} throughout",
        start=places[0].start,
        related=(one.piece, *(place.piece for place in places[1:5])),
    )


def codes_that_rival(draft: Draft) -> Iterator[Breach]:
    """Yield a code in a table that the draft uses as the abbreviation of something else."""
    known: dict[str, Abbreviation] = {}
    for one in (*listed(draft), *by_terms(draft), *introduced(draft)):
        known.setdefault(one.short, one)
    if not known:
        return
    columns = codes(draft)
    for table in tables(draft):
        for row in table.rows[1:]:
            for cell in row:
                given = known.get(cell.text.strip()) if cell.index in columns else None
                if given is None or given.piece is cell:
                    continue
                meaning = next((re.sub(r"[（(].*$", "", one.text).strip() for one in row if _han(one.text)), "")
                right = re.sub(r"\s", "", given.zh)
                if meaning and right and not (right in meaning or meaning in right):
                    yield Breach(
                        cell,
                        f"{given.short}已是“{right}”的缩略语，此处又作“{meaning}”的代号",
                        f"{given.short} abbreviates {right} and is the code of {meaning} here",
                        given.short,
                        "另取代号",
                        "choose another code",
                        related=(given.piece,),
                    )


def _han(text: str) -> bool:
    return bool(re.search(r"[\u3400-\u9fff]{2}", text))


def spelled_out(draft: Draft) -> Mapping[str, Breach | None]:
    """Return, by listed abbreviation, where the text writes its words out, though it uses the abbreviation too.

    The rarer form is the slip: where the abbreviation is not used twice as often, nothing is found (``None``). Words
    that the text gives together with the abbreviation, terms, heads and cells are no slip.
    """
    return draft.view(_spelled_out)


def _spelled_out(draft: Draft) -> Mapping[str, Breach | None]:
    defined = {term.zh for term in terms(draft)}
    written, words = uses(draft), own_words(draft)
    found: dict[str, Breach | None] = {}
    for one in listed(draft):
        short, name = one.short, re.sub(r"\s", "", one.zh)
        if len(name) < _LEAST or name in defined or short not in written or name not in words.text:
            continue
        places = [place for place in words.find(name) if _runs(draft, place, short)]
        if places:
            found[short] = None
        if places and 2 * len(places) <= len(written[short]):
            found[short] = Breach(
                places[0].piece,
                f"{short}已列入缩略语，此处又写完整名称“{name}”"
                + (f"，另有{len(places) - 1}处" if len(places) > 1 else ""),
                f"{short} is listed; here its words are written out",
                name,
                f"用“{short}”",
                f"write {short}",
                start=places[0].start,
                related=(one.piece, *(place.piece for place in places[1:5])),
                severity=Severity.WARNING,
            )
    return found


def _runs(draft: Draft, place: Place, short: str) -> bool:
    """Whether the words stand in running text without the abbreviation at their side."""
    piece, end = place.piece, place.start + len(place.words)
    running = piece.part in (Part.BODY, Part.ANNEX) and piece.kind not in (*HEADS, Kind.CELL, Kind.TERM)
    return (
        running
        and piece.index not in in_list(draft)
        and bool(GOES_ON.match(piece.text[end : end + 2]))
        and not re.search(rf"{re.escape(short)}\s*[）)（(]|[（(][^（）()]*{re.escape(short)}", piece.text)
    )
