"""GDE-07: like clauses of a guide begin their lists with one sentence (GB/T 1.1-2020, 5.4.1)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.base.findings import Severity
from generator.drafting.draft import PROVISIONS, Draft, Kind, Piece, Section
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.modals import Provision, modals
from generator.drafting.rules.likeness import cousins
from generator.drafting.views import lists

_ACTS = "开展|提供|实施|进行|完成|做好|承担|组织"
_LISTS = "包括但不限于|包括|包含|涵盖"
_LEAD = re.compile(
    r"(?P<form>(?:不?宜|不?应|可以|可|主要|具体|重点|一般|通常)*)\s*"
    rf"(?P<verb>{_ACTS}|{_LISTS})(?P<rest>[^，。；：]{{2,24}})[：:]$"
)
_ANY_ADVICE = re.compile(r"不?宜[^，。；]{2,30}[：:]$")
#: So many lead-ins of like clauses show what is usual; one form in so many is the odd one.
_FEWEST_LEADS = 6
_FEWEST_USUAL = 4
_ODD_SHARE = 4


@dataclass(frozen=True, slots=True)
class _Lead:
    """A lead-in: what it says of the list (``key``), the words that show its form, the type of its clause."""

    piece: Piece
    key: tuple[str, str]
    words: str
    start: int
    kind: Provision

    @property
    def verb(self) -> str:
        """The verb that opens the list."""
        return self.key[0]


@draft_rule("GDE-07", "like-lead-ins", Severity.WARNING, "5.4.1", "derived", kinds=("guide",))
def like_lead_ins(draft: Draft) -> Answer:
    """Finds: among lead-ins of lists of like clauses the few of another type of clause or in words of their own.

    Like are siblings with one verb, clauses of one title or with one end of title, and what the reader is told to do.

    Why: the reader asks what the difference between 主要开展 here and 宜开展 there is meant to say.

    Wrong: 监测服务宜开展以下工作： 核算服务宜开展以下工作： 培训服务主要开展以下工作：

    Right: 宜开展以下工作： in all three
    """
    leads = {lead.piece.index: lead for lead in _leads(draft)}
    found: dict[int, Breach] = {}
    for breach in (*_types(draft, tuple(leads.values())), *_siblings(draft, leads), *_forms(draft, leads)):
        if breach.piece is not None:
            found.setdefault(breach.piece.index, breach)
    yield from (found[index] for index in sorted(found))


def _leads(draft: Draft) -> Iterator[_Lead]:
    """Yield the lead-ins of lists in provisions that say what is done or what belongs to it."""
    for group in lists(draft):
        piece = group.lead
        if piece is None or piece.part not in PROVISIONS or piece.kind not in (Kind.PARAGRAPH, Kind.CLAUSE):
            continue
        found = _LEAD.search(piece.text.rstrip())
        if found:
            noun = re.sub(r"[以下列的如]", "", found["rest"])[-2:]
            kind = next((one.provision for one in modals(found[0])), Provision.STATEMENT)
            words = found["form"] or found["verb"]
            start = found.start("form") if found["form"] else found.start("verb")
            yield _Lead(piece, (found["verb"], noun), words, start, kind)


def _types(draft: Draft, leads: Sequence[_Lead]) -> Iterator[Breach]:
    """Yield the lead-ins about what somebody does that state, where others recommend, or the other way round."""
    acts = [lead for lead in leads if lead.verb in _ACTS.split("|")]
    states = [lead for lead in acts if lead.kind is Provision.STATEMENT and "主要" in lead.words]
    advises = [lead for lead in acts if lead.kind is Provision.RECOMMENDATION]
    others = [
        group.lead
        for group in lists(draft)
        if group.lead is not None and group.lead.part in PROVISIONS and _ANY_ADVICE.search(group.lead.text.rstrip())
    ]
    if not states or not others:
        return
    if len(states) <= len(others):
        usual = advises[0].words if advises else "宜"
        yield from (_breach(lead, usual, others[0]) for lead in states)
    else:
        verbs = {lead.verb for lead in states}
        yield from (_breach(lead, states[0].words, states[0].piece) for lead in advises if lead.verb in verbs)


def _siblings(draft: Draft, leads: dict[int, _Lead]) -> Iterator[Breach]:
    """Yield the lead-ins of another type than those of the same verb and noun in sibling clauses."""
    for section in draft.walk():
        if section.part in PROVISIONS and len(section.children) >= 3:
            groups: dict[tuple[str, str], list[_Lead]] = {}
            for child in section.children:
                for lead in _own(child, leads):
                    groups.setdefault(lead.key, []).append(lead)
            for like in groups.values():
                yield from _odd(like)


def _own(section: Section, leads: dict[int, _Lead]) -> Iterator[_Lead]:
    own = [*section.pieces] if section.titled or section.head is None else [section.head, *section.pieces]
    yield from (leads[piece.index] for piece in own if piece.index in leads)


def _odd(leads: Sequence[_Lead]) -> Iterator[Breach]:
    counted = Counter(lead.kind for lead in leads).most_common()
    if len(counted) < 2 or counted[0][1] < 2 or counted[0][1] == counted[1][1]:
        return
    usual = next(lead for lead in leads if lead.kind is counted[0][0])
    yield from (_breach(lead, usual.words, usual.piece) for lead in leads if lead.kind is not usual.kind)


def _forms(draft: Draft, leads: dict[int, _Lead]) -> Iterator[Breach]:
    """Yield the lead-ins of clauses of one title whose words are rare among them."""
    for sections in cousins(draft):
        like = [lead for section in sections for lead in _own(section, leads)]
        counted = Counter(lead.key for lead in like)
        if len(like) < _FEWEST_LEADS:
            continue
        key, count = counted.most_common(1)[0]
        if count < _FEWEST_USUAL:
            continue
        usual = next(lead for lead in like if lead.key == key)
        for lead in like:
            if counted[lead.key] * _ODD_SHARE <= count:
                yield _breach(lead, _tail(usual), usual.piece, _tail(lead))


def _tail(lead: _Lead) -> str:
    return lead.piece.text.rstrip()[lead.start : -1]


def _breach(lead: _Lead, usual: str, other: Piece, words: str = "") -> Breach:
    words = words or lead.words
    return Breach(
        lead.piece,
        f"同类条款的引语用“{usual}”，此处用“{words}”",
        f"like clauses begin with {usual}, this one with {words}",
        words,
        "同类内容用同一种引语和条款类型",
        "use one lead-in and one type of clause for like content",
        start=lead.start,
        related=(other,),
    )


RULES: tuple[DraftRule, ...] = (like_lead_ins,)
