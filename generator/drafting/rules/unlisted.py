"""Documents that a draft cites for information and lists nowhere (GB/T 1.1-2020, 8.13, 9.5.4.2.2).

What is cited normatively and not listed belongs to REF-03, in a guide's recommendation to GDE-03, laws to REF-11.
"""

from __future__ import annotations

import re

from generator.drafting.citing import Citation, TitleCitation, titles
from generator.drafting.draft import Draft, Kind, Part
from generator.drafting.force import Force
from generator.drafting.listing import cited, covers, key, listed_entries, normal
from generator.drafting.numbers import STANDARD, canonical
from generator.drafting.rules.references import LAW, PUBLISHED

_SKIPPED = frozenset({Kind.FORMULA, Kind.FIGURE_TEXT, Kind.TITLE})
#: From so many documents on that no list has, a table is a list of documents itself.
_CATALOGUE = 6
#: Guidance, statistics and catalogues beside those that REF-03 knows.
_PUBLISHED = re.compile(
    r"(?:规则|方法学|年鉴|指导目录|系数集|白皮书|蓝皮书|统计公报)(?:[（(][^（）()]*[）)]|[\s　].*)?$"
)
_DRAWN_UP = re.compile(
    r"(?:制定|制订|编制|建立|签订|签署|填写|提交|形成|出具|公布|编写|印发|本企业|本单位|本园区|内部|自行|起草|修订|完善|发布)"
    r"(?:[^，。；《》]{0,8}|(?:《[^《》]*》[、和及与或]?)+)$"
)
_SHORTEST_TITLE = 6
#: Only the state makes these.
_STATUTE = re.compile(r"(?<![办方算做用语说手])法$|条例$")
#: Signs in a title or right before it that the public knows the document.
_PUBLIC = re.compile(
    r"中华人民共和国|国家|国务院|全国|中国|[（(]试行[）)]|[（(]暂行[）)]|IPCC|ISO|\d{4}|省|自治区|直辖|"
    r"温室气体|碳排放权|碳达峰|碳中和"
)
_ISSUED = re.compile(r"(?:国家|国务院|部|委|局|办公厅|政府|发布的|印发的)(?:[^，。；]{0,6})$")
#: An edition or a document number behind a title.
_EDITION = re.compile(r"^[（(][^（）()]*(?:第[\d一二三四五六七八九十]+版|(?:19|20)\d\d|〔|号)")


def unlisted(draft: Draft) -> tuple[Citation, ...]:
    """Return the first citation of each document with a number that neither chapter 2 nor the bibliography lists."""
    return draft.view(_unlisted)


def _unlisted(draft: Draft) -> tuple[Citation, ...]:
    own = {
        key(canonical(found["code"]), found["number"].split(".")[0].split("-")[0])
        for piece in draft.of(Kind.COVER)
        for found in STANDARD.finditer(piece.text)
    }
    entries = listed_entries(draft)
    by_table: dict[int, list[Citation]] = {}
    found: list[Citation] = []
    for name, everything in cited(draft).items():
        places = [one for one in everything if one.piece.part is not Part.FOREWORD and one.piece.kind not in _SKIPPED]
        if not places or any(one.normative for one in places) or re.split(r"[.-](?=\d)", name)[0] in own:
            continue
        first = next((one for one in places if one.piece.cell is None), places[0])
        if any(covers(entry, first) or _part_of(entry.name, first) for entry in entries):
            continue
        if first.piece.cell is not None:
            by_table.setdefault(first.piece.cell.table, []).append(first)
        else:
            found.append(first)
    for several in by_table.values():
        found += several if len(several) < _CATALOGUE else several[:1]
    return tuple(sorted(found, key=lambda one: (one.piece.index, one.start)))


def _part_of(name: str, one: Citation) -> bool:
    """Whether a list has a part of the series that is cited as a whole."""
    return name.startswith((f"{one.name}.", f"{one.name}-"))


def unlisted_titles(draft: Draft) -> tuple[TitleCitation, ...]:
    """Return the first mention of each law, policy paper or guide named by its title that no list has.

    Papers that the user of the document draws up, and titles that may well be such papers, are left out.
    """
    return draft.view(_unlisted_titles)


def _unlisted_titles(draft: Draft) -> tuple[TitleCitation, ...]:
    listed = [bare(entry.title) for entry in listed_entries(draft)]
    own, found = {normal(draft.name)}, dict[str, TitleCitation]()
    for one in titles(draft):
        if one.piece.part in (Part.FOREWORD, Part.INTRODUCTION) or one.piece.kind in _SKIPPED:
            continue  # the introduction tells of policies that led to the document
        name = bare(one.title)
        if _DRAWN_UP.search(one.piece.text[max(one.start - 60, 0) : one.start]):
            own.add(name)
        elif one.force is Force.NORMATIVE and (LAW.search(one.title) or PUBLISHED.search(one.title)):
            own.add(name)  # REF-03 and REF-11 tell of it
        elif _public(one):
            found.setdefault(name, one)
    return tuple(
        one for name, one in found.items() if name not in own and not any(_same(name, other) for other in listed)
    )


def bare(title: str) -> str:
    """Return a title as it is compared: without the marks round it and without what follows it in an entry."""
    named = re.search(r"《([^《》]+)》", title)
    return normal(named[1] if named else re.sub(r"^\s*\[\d+\]\s*", "", title)).strip("《》")


def _same(name: str, other: str) -> bool:
    return name == other or (min(len(name), len(other)) > 6 and (name in other or other in name))


def _public(one: TitleCitation) -> bool:
    """Whether a title is that of a law, policy paper or guide, with a sign that the public knows it."""
    title = one.title.strip()
    if _STATUTE.search(title) and LAW.search(title):
        return True
    if len(title) < _SHORTEST_TITLE or not any(known.search(title) for known in (LAW, PUBLISHED, _PUBLISHED)):
        return False
    behind = one.piece.text[one.start + len(one.title) + 2 :]
    return bool(_PUBLIC.search(title) or _ISSUED.search(one.piece.text[: one.start]) or _EDITION.match(behind))
