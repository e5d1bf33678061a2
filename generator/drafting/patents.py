"""Where a draft speaks of a patent that is known, as against the fixed warning that there may be some (annex D)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.drafting.draft import PROSE, Draft, Kind, Part, Piece
from generator.drafting.sentences import Sentence, sentences

#: A patent that somebody has: applied for, granted, numbered, held.
_HELD = re.compile(
    r"(?:已|业已|正在|目前)?(?:申请|获得|取得|获|拥有|授予|持有|申报|登记)(?:了|有|的)?(?:国家|发明|实用新型|外观设计|中国|国际|相关|多项|\d+项|[一二两三]项)*"
    r"专利(?:权|授权|保护)?(?!代理|导航|分析|检索|信息)|"
    r"专利(?:申请)?号\s?(?:为|[:：])?\s?(?:ZL|CN)?\s?\d*|(?<![A-Za-z])ZL\s?\d{8,}|"
    r"受[^，。；]{0,10}专利(?:权)?(?:的)?保护|(?:属于|涉及|采用|使用|包含|包括|是)[^，。；]{0,20}(?:专利技术|专利产品|专有专利)|"
    r"专利(?:权人|持有人)|(?:涉及|包含)(?:的|下列|以下|如下)(?:相关)?(?:必要)?专利|声明符合本\S{2}时"
)
_CARRIERS = PROSE | {Kind.CELL}
_SKIPPED = frozenset({Part.COVER, Part.CONTENTS, Part.REFERENCES, Part.TERMS, Part.BIBLIOGRAPHY, Part.INDEX})
_DENIED = re.compile(r"[不未没无]|可能|如|若|是否|应[^，。]{0,8}(?:申请|提供|提交|披露|声明)|情况|数量|鼓励|支持|奖励")
#: A draft with more such places has patents for its subject.
_MANY = 6


@dataclass(frozen=True, slots=True)
class PatentMention:
    """Words that say that a patent is known; ``start`` counts in the piece's text."""

    piece: Piece
    sentence: Sentence
    text: str
    start: int


def known_patents(draft: Draft) -> tuple[PatentMention, ...]:
    """Return where the draft says that somebody holds a patent on what it asks for.

    Where patents are its subject there are none.
    """
    return draft.view(_known)


def _known(draft: Draft) -> tuple[PatentMention, ...]:
    if re.search(r"专利|知识产权|科技成果|创新", draft.name):
        return ()
    found: list[PatentMention] = []
    seen = 0
    for piece in draft.pieces:
        if "专利" not in piece.text and "ZL" not in piece.text:
            continue
        seen += piece.part not in (Part.FOREWORD, Part.INTRODUCTION)
        if piece.kind not in _CARRIERS or piece.part in _SKIPPED:
            continue
        for sentence in sentences(piece):
            told = _HELD.search(sentence.text)
            clause = re.split(r"[，；]", sentence.text[: told.end()])[-1] if told else ""
            if told and not _DENIED.search(clause):
                found.append(PatentMention(piece, sentence, told[0], sentence.start + told.start()))
    return tuple(found) if seen <= _MANY else ()
