"""Where the name of a document stands: on the cover, and on top of the first text page (GB/T 1.1-2020, 6.1.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.drafting.draft import Part
from generator.drafting.elements import part_of, plain
from generator.drafting.labels import label_of
from generator.drafting.levels import ENDS, HAN, alike
from generator.drafting.raw import Raw

#: What else a cover says: classes, numbers, dates, the kind and state of the document, the publisher.
_FORMAL = re.compile(
    r"^\s*(?:ICS|CCS|UDC|备案号|代替|中华人民共和国|[^\s]{0,12}(?:国家|行业|团体|地方|企业)标准$|[A-Z]{1,4}\d*(?:/[A-Z]+)*\s*\d|"
    r"[（(]?(?:工作组|征求意见|送审|报批|讨论|草案|初)[^\s]{0,6}稿|[（(].*稿[）)]|\d{4}\s?[-—年XX]|[X×x]{4}|在提交反馈|点击此处|.*(?:发布|实施)$)"
)
_TALK = re.compile(r"^本(?:文件|标准|规范|规程|指南|导则|部分)")
_PART = re.compile(r"^\s*第\s?[\dXN一二三四五六七八九十]+\s?部分")
#: A line of a name that goes on in the next one: ……　第1部分：
_PART_OPEN = re.compile(r"第\s?[\dXN一二三四五六七八九十]+\s?部分[：:]$")
#: The last lines of a foreword without end mark: 主要起草人：…
_SIGNED = re.compile(r"^\s*[\u3400-\u9fff]{2,10}(?:单位|人员?)\s*[：:]")
_WARNING = re.compile(r"^\s*(?:警示|警告|危险|注意|重要提示)[：:—\s]")
_LONGEST = 60


def name_places(raws: Sequence[Raw]) -> tuple[frozenset[int], str]:
    """Return the places of paragraphs that bear the document's name, and the name as it is first given."""
    scope = max((at for at, raw in enumerate(raws) if _element(raw) is Part.SCOPE), default=-1)
    begun = (at for at, raw in enumerate(raws) if _element(raw) is not None or label_of(raw.text).level)
    first = next(begun, min(len(raws), 1))
    inner = _lines_before(raws, scope) if scope > 0 else []
    cover = [at for at in range(first) if _may_be(raws[at])]
    inner_name = plain("".join(raws[at].text for at in inner))
    if inner and scope > first:
        fitting = [at for at in cover if plain(raws[at].text) in inner_name or alike(raws[at].text, inner_name)]
        cover = fitting or cover[:1]
    elif inner and scope == first:
        repeated = [at for at in cover if at < inner[0] and alike(raws[at].text, inner_name)]
        cover = repeated + inner if repeated else _from_first(raws, cover)
    else:
        cover = _from_first(raws, cover)
    places = frozenset(cover) | frozenset(inner)
    title = cover if cover and cover[-1] < (inner[0] if inner and scope > first else len(raws)) else inner
    run = [at for at in title if at - title[0] == title.index(at)]
    return places, "\u3000".join(raws[at].text.strip() for at in run)


def _from_first(raws: Sequence[Raw], cover: list[int]) -> list[int]:
    """Return the first line that may be a name, with lines after it that name the part."""
    kept = cover[:1]
    while kept and kept[-1] + 1 in cover and _PART.match(raws[kept[-1] + 1].text):
        kept.append(kept[-1] + 1)
    return kept


def _lines_before(raws: Sequence[Raw], scope: int) -> list[int]:
    """Return the line right before the scope where it may be a name, with the one before it where it names a part.

    Warnings may stand between the name and the scope.
    """
    while scope > 1 and _WARNING.match(raws[scope - 1].text):
        scope -= 1
    if not _may_be(raws[scope - 1]):
        return []
    if _PART.match(raws[scope - 1].text) and scope > 1 and _may_be(raws[scope - 2]):
        return [scope - 2, scope - 1]
    return [scope - 1]


def _element(raw: Raw) -> Part | None:
    if raw.cell is not None:
        return None
    label = label_of(raw.text)
    if label.level > 1:
        return None
    return part_of(
        re.sub(r"^\s*(?:第[^章]{1,3}章|[一二三四五六七八九十]、|\d{1,2}[.．、]?)", "", raw.text[label.length :])
    )


def _may_be(raw: Raw) -> bool:
    text = raw.text.strip()
    ended = ENDS.search(text) and not _PART_OPEN.search(text)
    if raw.cell is not None or raw.label or not HAN.search(text) or len(text) > _LONGEST or ended:
        return False
    if _SIGNED.match(text):
        return False
    if label_of(text).text or _FORMAL.match(text) or _TALK.match(text) or re.search(r"[.…]{2,}|\t\S{1,4}$", text):
        return False
    return part_of(text) is None
