"""Marks left out: 、 between parallel words (TXT-04), the stop behind a sentence (TXT-01), by GB/T 15834."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.drafting.draft import HEADS, PROVISIONS, Draft, Kind, Part, Piece
from generator.drafting.modals import modals

_H = r"\u3400-\u9fff"
_VERBS = (
    "设计|采购|生产|运输|销售|使用|回收|处置|监测|核查|规划|建设|运营|验收|评价|收集|整理|分析|记录|审定|认证|"
    "储存|包装|维护|拆除"
)
_GOOD = "真实|准确|可靠|完整|有效|及时|清晰|规范|科学|合理|公正|客观|一致|安全|稳定"
_RUN = re.compile(f"(?:{_GOOD}){{3,}}|(?<![\u3400-\u9fff])(?:{_VERBS}){{3,}}|(?:{_VERBS}){{4,}}")
#: Two qualities side by side: 准确性完整性.
_QUALITIES = re.compile(rf"(?:(?![等的和与及之])[{_H}]{{2}}性){{2,}}(?=[，。；、和与及的应宜]|$)")
#: 检测项目检测方法、检测周期: three compounds with one first word.
_FIRST_WORD = re.compile(
    rf"(?P<words>(?P<first>[{_H}]{{2}})[{_H}]{{2}}(?P=first)[{_H}]{{2}})(?=(?:、|和|及|以及)(?P=first))"
)
#: Words for documents; two of them side by side are parallel but for compounds that are one word.
_PAPERS = "法律|法规|规章|政策|标准|规范|制度|规程|条例"
_TWO_PAPERS = re.compile(rf"(?:{_PAPERS}){{2}}(?=要求|规定|文件|的|[，。；、等和与及]|$)")
_ONE_WORD = frozenset(
    [
        "法律法规",
        "政策法规",
        "法规政策",
        "标准规范",
        "规范标准",
        "规章制度",
        "法规规章",
        "法律规章",
        "规程规范",
        "规范规程",
        "政策制度",
        "标准规程",
        "规程标准",
        "法规标准",
        "法规制度",
        "制度规范",
        "规范制度",
        "制度标准",
        "标准制度",
        "法律政策",
        "法规条例",
        "法律制度",
    ]
)
#: Means, aims and steps of management of which two side by side make no compound: 人员资金, 成本进度, 评审实施.
_NO_COMPOUND = re.compile(
    r"(?:责任资源|资源责任|职责资源|职责资金|人员资金|资金人员|人员场地|资金场地|场地资金|设备资金|资金设备|时间费用|进度费用|费用进度|"
    r"成本进度|进度成本|质量进度|进度质量|费用质量|成本质量|"
    r"(?:评审|审查|立项|报批)(?:实施|发布|起草)|起草(?:评审|审查|报批))(?=[，。；、和与及等]|的(?![\u3400-\u9fff]{2}(?:[，。；]|$))|$)"
)
_HEADS = "要求|目标|问题|需求|现状|措施|原因|期望|职责|建议|条件|意见|指标|信息|结论"
_TWO_HEADS = re.compile(
    rf"(?<=[、：，向明确了解说])(?:[^，。；：、的和与及（）]{{0,6}}?)(?P<a>[{_H}]{{2}}(?:{_HEADS}))(?P<b>[{_H}]{{2}}(?:{_HEADS}))(?=、)"
    rf"|(?<=、)(?P<c>[{_H}]{{2}}(?:{_HEADS}))(?P<d>[{_H}]{{2}}(?:{_HEADS}))(?=[，。；、和与及等]|$)"
)


def unparted(piece: Piece) -> Iterator[tuple[str, int]]:
    """Yield parallel words that run together, with where they begin."""
    text = piece.text
    for pattern in (_RUN, _QUALITIES, _NO_COMPOUND, _FIRST_WORD):
        for found in pattern.finditer(text):
            yield found[0], found.start()
    for found in _TWO_PAPERS.finditer(text):
        if found[0] not in _ONE_WORD and found[0][:2] != found[0][2:]:
            yield found[0], found.start()
    for found in _TWO_HEADS.finditer(text):
        first = "a" if found["a"] else "c"
        last = "b" if found["a"] else "d"
        if text.count("、") >= 2:
            yield found[first] + found[last], found.start(first)


_CLOSED = re.compile(rf"[{_H}]$")
_FEWEST_SIGNS = 12
_MOST_OPEN = 0.05


def unended(draft: Draft) -> Iterator[Piece]:
    """Yield paragraphs and clauses that hold a modal verb and end without a mark.

    None where many do: the file breaks its lines inside sentences, or sets what comes next apart (a formula, a list).
    """
    prose = [
        piece
        for piece in draft.pieces
        if piece.kind in (Kind.PARAGRAPH, Kind.CLAUSE) and piece.part in PROVISIONS | {Part.SCOPE}
    ]
    open_ = []
    for piece in prose:
        text = piece.text.rstrip()
        after = draft.pieces[piece.index + 1] if piece.index + 1 < len(draft.pieces) else None
        follows = after is not None and after.kind not in HEADS | {Kind.CLAUSE, Kind.PARAGRAPH, Kind.TABLE_CAPTION}
        if len(text) < _FEWEST_SIGNS or follows or not _CLOSED.search(text):
            continue
        last = re.split("[。；]", text)[-1]
        if any(one.word in ("应", "不应", "宜", "不宜") for one in modals(last)):
            open_.append(piece)
    if len(open_) <= max(1, len(prose) * _MOST_OPEN):
        yield from open_
