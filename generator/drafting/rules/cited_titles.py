"""CIT-14: the titles by which a text names other documents (GB/T 1.1-2020, 9.5.4, GB/T 15834)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.base.standards import load_register
from generator.drafting.citing import Citation, citations, titles
from generator.drafting.draft import Draft, Kind, Part, Piece
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.listing import entry_key, key, listed_entries, normal
from generator.drafting.rules.reference_entries import chinese, doubt, wrong_title
from generator.drafting.rules.unlisted import bare
from generator.drafting.views import Entry

#: Characters that drafters put for one another, drop or add in a title without meaning another document.
_SMALL = re.compile(r"^[的和与及或之等、，：—·]*$")
_LEAST_SHARED = 0.7
_SHORTEST = 8
_MOST_TITLES = 400
_STATE = "中华人民共和国"
#: What a message adds of a title that the draft itself gives.
_SURE = ("", "")


@draft_rule("CIT-14", "title-as-published", Severity.WARNING, "9.5.4", "derived")
def cited_title(draft: Draft) -> Answer:
    """Finds: a title in 《》 unlike the one listed, registered or used elsewhere; a title before its number.

    Why: a title with one word changed is taken for another document; the number comes first, then the title.

    Wrong: 《用能单位能源计量器具配备与管理通则》（GB 17167）

    Right: GB 17167《用能单位能源计量器具配备和管理通则》
    """
    entries = {entry_key(entry): entry for entry in reversed(listed_entries(draft)) if entry.code and entry.title}
    for one in citations(draft):
        if one.title and one.piece.part is not Part.FOREWORD and one.piece.kind is not Kind.SOURCE:
            yield from _beside(draft, one, entries)
    yield from _rivals(draft)


def _beside(draft: Draft, one: Citation, entries: dict[str, Entry]) -> Iterator[Breach]:
    text, at = one.piece.text, one.piece.text.find(f"《{one.title}》")
    if one.title_first:
        at = text.rfind(f"《{one.title}》", 0, one.start)
        yield from _title_first(one, at)
    name = key(one.code, one.number)
    right, unsure = _listed(entries.get(name), one), _SURE
    if right is None and (found := wrong_title(draft, name, one.year, one.title, one.all_parts)) is not None:
        right, unsure = found.standard.title.zh, doubt(found.standard)
    if right is not None and at >= 0:
        yield _unlike(one.piece, one.title, at, right, unsure)


def _title_first(one: Citation, at: int) -> Iterator[Breach]:
    if at < 0 or one.elided:
        return
    end = one.end + (1 if one.piece.text[one.end : one.end + 1] in ("）", ")") else 0)
    words = one.piece.text[at:end]
    if "《" in words[1:]:
        return
    yield Breach(
        one.piece,
        f"先编号后名称：{one.text}《{one.title}》",
        "the number comes first, then the title",
        words,
        f"写为“{one.text}《{one.title}》”，或只写编号",
        "write number and title in this order, or the number alone",
        start=at,
    )


def _listed(entry: Entry | None, one: Citation) -> str | None:
    """Return the listed title where a title beside the same number is another one."""
    if entry is None or entry.all_parts is not one.all_parts or (one.year and entry.year and one.year != entry.year):
        return None
    known = chinese(entry.title)
    mine, its = normal(one.title), normal(known).strip("《》")
    if mine == its or not re.search(r"[\u3400-\u9fff]", its):
        return None
    return known.strip()


def _unlike(piece: Piece, title: str, at: int, right: str, unsure: tuple[str, str]) -> Breach:
    return Breach(
        piece,
        f"《{title}》与文件名称“{right}”不一致{unsure[0]}",
        f"《{title}》 is not the title {right}{unsure[1]}",
        f"《{title}》",
        f"核对后写为《{right}》",
        f"check and write 《{right}》",
        start=at,
    )


# ----------------------------------------------------------------------------------------- titles without a number


def _rivals(draft: Draft) -> Iterator[Breach]:
    """Yield titles without a number that are nearly a listed or registered one, or nearly one used before."""
    known: dict[str, str] = {}
    for entry in listed_entries(draft):
        known.setdefault(bare(chinese(entry.title)), chinese(entry.title).strip("《》 "))
    unsure: dict[str, tuple[str, str]] = {}
    for one in (load_register().value or {}).values():
        if known.setdefault(normal(one.title.zh), one.title.zh) is one.title.zh:
            unsure[one.title.zh] = doubt(one)
    grams = {name: _pairs(name) for name in known}
    told: set[tuple[str, str]] = set()
    named = sorted(titles(draft)[:_MOST_TITLES], key=lambda one: not one.title.startswith(_STATE))
    for title in named:  # the full names of laws first: the short ones are told
        name = normal(title.title)
        if title.piece.part is Part.FOREWORD:
            continue
        if (whole := _STATE + name) in known and (name, whole) not in told:
            told.add((name, whole))
            yield _unlike(title.piece, title.title, title.start, known[whole], unsure.get(known[whole], _SURE))
        if len(name) < _SHORTEST or whole in known:
            continue
        if name not in known:
            right = next((known[other] for other, pairs in grams.items() if _near(name, other, pairs)), None)
            if right is not None:
                if (name, right) not in told:
                    told.add((name, right))
                    yield _unlike(title.piece, title.title, title.start, right, unsure.get(right, _SURE))
                continue
            known[name] = title.title
            grams[name] = _pairs(name)


def _pairs(name: str) -> frozenset[str]:
    return frozenset(name[at : at + 2] for at in range(len(name) - 1))


def _near(name: str, other: str, pairs: frozenset[str]) -> bool:
    """Whether two titles name one document in other words: they differ in small words or in the state's name only."""
    if len(other) < _SHORTEST or abs(len(name) - len(other)) > len(_STATE):
        return False
    if name.removeprefix(_STATE) == other.removeprefix(_STATE):
        return True
    mine = _pairs(name)
    if len(mine & pairs) < _LEAST_SHARED * min(len(mine), len(pairs)) or abs(len(name) - len(other)) > 3:
        return False
    changes = [
        code for code in difflib.SequenceMatcher(None, name, other, autojunk=False).get_opcodes() if code[0] != "equal"
    ]
    return all(_SMALL.match(name[a:b]) and _SMALL.match(other[c:d]) for _, a, b, c, d in changes)


RULES: tuple[DraftRule, ...] = (cited_title,)
