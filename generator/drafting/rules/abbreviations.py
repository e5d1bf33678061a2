"""SYM: abbreviations and short forms at their first use and after it, and against their list (GB/T 1.1-2020, 9.4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.abbreviating import Abbreviation, by_terms, in_list, introduced, listed, uses
from generator.drafting.corpus import Place, corpus, own_words
from generator.drafting.draft import HEADS, Draft, Kind, Part
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule


def _order(draft: Draft) -> dict[str, Abbreviation]:
    """Return the first introduction of each abbreviation."""
    found: dict[str, Abbreviation] = {}
    for one in introduced(draft):
        found.setdefault(one.short, one)
    return found


def _inside(place: Place, one: Abbreviation) -> bool:
    return place.piece is one.piece and one.span[0] <= place.start < one.span[1]


@draft_rule("SYM-03", "abbreviation-introduced", Severity.ERROR, "9.4.3.3", "read")
def first_use(draft: Draft) -> Answer:
    """Finds: an abbreviation used without or before its words, introduced twice, or never used after its introduction.

    Without a list of abbreviations also the full words where the abbreviation was introduced before.

    Why: at its first use stand the Chinese words with the abbreviation in brackets, from then on the abbreviation.

    Wrong: 按PCF规则核算。…… 产品碳足迹（PCF）……

    Right: 按产品碳足迹（PCF）规则核算。…… PCF……
    """
    known = {one.short for one in (*listed(draft), *by_terms(draft))}
    first = _order(draft)
    used = uses(draft)
    for short, places in used.items():
        if short in known:
            continue
        if short not in first:
            if not listed(draft):
                yield _unknown(places[0], short, len(places))
            continue
        one = first[short]
        early = [place for place in places if place.piece.index < one.piece.index or _before(place, one)]
        early = [place for place in early if place.piece.kind not in HEADS] or early
        if early:
            yield Breach(
                early[0].piece,
                f"缩略语{short}在给出完整名称之前使用",
                f"the abbreviation {short} is used before its words are given",
                short,
                f"在首次出现处写“{_tail(one.zh)}（{short}）”",
                "give the words and the abbreviation in brackets at the first use",
                start=early[0].start,
                related=(one.piece,),
            )
        yield from _again(draft, one, places)


def _unknown(place: Place, short: str, count: int) -> Breach:
    return Breach(
        place.piece,
        f"缩略语{short}没有给出中文完整名称" + (f"（共{count}处）" if count > 1 else ""),
        f"the abbreviation {short} is nowhere given its Chinese words" + (f" ({count} places)" if count > 1 else ""),
        short,
        "首次出现时写中文名称，随后用圆括号给出缩略语",
        "give the Chinese words at the first use and the abbreviation in brackets behind them",
        start=place.start,
    )


def _before(place: Place, one: Abbreviation) -> bool:
    return place.piece is one.piece and place.start < one.span[0]


def _again(draft: Draft, one: Abbreviation, places: list[Place]) -> Iterator[Breach]:
    """Yield what is wrong after the introduction."""
    spans = [other for other in introduced(draft) if other.short == one.short]
    plain = [place for place in places if not any(_inside(place, other) for other in spans)]
    if not plain:
        yield Breach(
            one.piece,
            f"给出了缩略语{one.short}，其后没有使用",
            f"the abbreviation {one.short} is introduced and not used",
            one.short,
            "删去缩略语",
            "drop the abbreviation",
            start=one.start,
            severity=Severity.WARNING,
        )
        return
    for other in spans[1:]:
        if (
            _tail(other.zh) == _tail(one.zh)
            and other.piece.part is not Part.ANNEX
            and other.piece.part is one.piece.part
        ):
            yield Breach(
                other.piece,
                f"缩略语{one.short}再次给出完整名称",
                f"the abbreviation {one.short} is introduced again",
                other.piece.text[max(other.start - 1, 0) : other.span[1]],
                f"直接用“{one.short}”",
                f"write {one.short}",
                start=max(other.start - 1, 0),
                severity=Severity.WARNING,
            )
    later = [place for place in _full(draft, one) if not any(_inside(place, other) for other in spans)]
    if later:
        yield Breach(
            later[0].piece,
            f"已给出缩略语{one.short}，此处又用完整名称" + (f"，另有{len(later) - 1}处" if len(later) > 1 else ""),
            f"the abbreviation {one.short} was introduced; here the words stand again",
            later[0].words,
            f"用“{one.short}”",
            f"write {one.short}",
            start=later[0].start,
            related=tuple(place.piece for place in later[1:6]),
            severity=Severity.WARNING,
        )


_VERBS = re.compile(
    r"^.*(?:[的和与及或、对在由将为按以据是于有被把从向用]|开展|进行|实施|采用|建立|编制|使用|依据|根据|参与|符合|满足|提供|包括|应对|申请|"
    r"通过|涉及|支持|推动|取得|获得|购买|注销|关于|作为|称为|遵循)"
)


def _tail(zh: str) -> str:
    """Return the name at the end of the words before the bracket."""
    rest = _VERBS.sub("", zh)
    return rest if len(rest) > 1 else zh[-8:]


def _full(draft: Draft, one: Abbreviation) -> list[Place]:
    name = _tail(one.zh)
    if len(name) < 4:
        return []
    found = []
    for place in own_words(draft).find(name):
        after = own_words(draft).around(place)[1]
        late = place.piece.index > one.piece.index or (place.piece is one.piece and place.start > one.span[1])
        if late and place.piece.kind not in HEADS and not re.match(r"[\u3400-\u9fff（(A-Za-z]", after):
            found.append(place)
    return found


# ------------------------------------------------------------------------------------------------ list against text


@draft_rule("SYM-07", "abbreviation-list", Severity.WARNING, "9.4.2.4", "derived")
def against_list(draft: Draft) -> Answer:
    """Finds: a listed abbreviation used once or never, one used that is not listed, two expansions of one.

    Why: the list holds what is needed to understand the document, and the whole of it; list, terms and text give one
    name in Chinese and in English.

    Wrong: a list with LCA that no clause mentions

    Right: the abbreviations of the text, each with the name the text gives it
    """
    table = listed(draft)
    used, first = uses(draft), _order(draft)
    for one in table:
        count = len(used.get(one.short, ())) or corpus_count(draft, one.short)
        if count < 2:
            yield Breach(
                one.piece,
                f"列出的缩略语{one.short}在文中{'只使用了一次' if count else '没有使用'}",
                f"the listed abbreviation {one.short} is used {'only once' if count else 'nowhere'}",
                one.short,
                "从清单中删去",
                "drop it from the list",
                start=one.start,
            )
    if table:
        known = {one.short for one in (*table, *by_terms(draft))}
        for short, places in used.items():
            if short not in known and short not in first and short.removesuffix("s") not in known:
                yield Breach(
                    places[0].piece,
                    f"缩略语{short}没有列入清单",
                    f"the abbreviation {short} is not listed",
                    short,
                    "列入缩略语一章",
                    "put it into the chapter of abbreviations",
                    start=places[0].start,
                )
    yield from _expanded(draft)
    for one in (*table, *by_terms(draft)):
        if one.en and not re.search(r"-\d+$", one.short) and not _spells(one.short, one.en):
            yield Breach(
                one.piece,
                f"英文全称“{one.en}”不能缩写为{one.short}",
                f"{one.en} does not abbreviate to {one.short}",
                one.short,
                "核对英文全称和缩略语",
                "check the English words and the abbreviation",
                start=one.start,
            )


def corpus_count(draft: Draft, short: str) -> int:
    """Return how often an abbreviation stands in the text, in foreign names and formulas too."""
    pattern = re.compile(rf"(?<![A-Za-z0-9]){re.escape(short)}(?![A-Za-z0-9])")
    listing = in_list(draft)
    return sum(place.piece.index not in listing for place in corpus(draft).search(pattern))


def _spells(short: str, english: str) -> bool:
    """Whether the letters of an abbreviation occur in this order in its words, or are their initials in another."""
    initials = sorted(re.findall(r"\b[a-z]", english.lower()))
    if initials == sorted(re.sub(r"[^A-Za-z]", "", short).lower()):
        return True  # TCG: the order is that of another language
    rest = english.lower()
    for sign in re.sub(r"[^A-Za-z]", "", short).lower():
        at = rest.find(sign)
        if at < 0:
            return False
        rest = rest[at + 1 :]
    return True


def _expanded(draft: Draft) -> Iterator[Breach]:
    """Yield expansions that differ from the first one given: the list's, else the term's, else the first in text."""
    right: dict[str, Abbreviation] = {}
    for one in (*listed(draft), *by_terms(draft), *introduced(draft)):
        first = right.setdefault(one.short, one)
        if first is one:
            continue
        differs = _other_zh(first, one) or _other_en(first, one)
        if differs:
            yield Breach(
                one.piece,
                f"缩略语{one.short}的全称不一致：此处“{differs[0]}”，他处“{differs[1]}”",
                f"{one.short} is expanded in two ways: {differs[0]} here, {differs[1]} elsewhere",
                differs[0] if differs[0] in one.piece.text else one.short,
                "使清单、术语和正文的全称一致",
                "give one expansion in list, terms and text",
                related=(first.piece,),
            )


def _other_zh(first: Abbreviation, one: Abbreviation) -> tuple[str, str] | None:
    a, b = (re.sub(r"[\s的“”]", "", text) for text in (first.zh, one.zh))
    if not a or not b or a == b or b.endswith(a) or (a.endswith(b) and first.span[1]):
        return None
    if one.span[1]:  # words in running text: only their end is sure
        return (_tail(one.zh), first.zh)
    return (one.zh, first.zh)


def _other_en(first: Abbreviation, one: Abbreviation) -> tuple[str, str] | None:
    if not first.en or not one.en or _same(first.en) == _same(one.en):
        return None
    return (one.en, first.en)


def _same(english: str) -> str:
    words = re.findall(r"[a-z]+", english.lower())
    return "".join(word.removesuffix("s") for word in words if word not in ("the", "of", "and", "a", "an", "for"))


# ------------------------------------------------------------------------------------------------------ short forms

_CALLED = re.compile(
    r"(?P<full>[\u3400-\u9fffA-Za-z0-9（）()《》·]{2,40}?)\s*(?P<all>[（(]\s*(?:以下|下文|下称|后文)?(?:统一)?(?:简称|统称|称)(?:为|：|:)?\s*"
    r"(?P<open>[“\"]?)(?P<short>[^“”\"（）()，。；A-Z]{1,20})[”\"]?\s*[）)])"
)


@draft_rule("SYM-04", "short-form", Severity.ERROR, "9.4.3.2", "read")
def short_forms(draft: Draft) -> Answer:
    """Finds: a short form introduced without quotes, used before its introduction, introduced and never used.

    Why: 以下简称“……” stands in brackets at the first use; from there on the short form is used.

    Wrong: 碳排放数据管理平台（以下简称数据平台）

    Right: 碳排放数据管理平台（以下简称“数据平台”）
    """
    words = corpus(draft)
    for piece in words.pieces:
        for one in _CALLED.finditer(piece.text):
            short = one["short"].strip()
            if not one["open"]:
                yield Breach(
                    piece,
                    f"简称“{short}”没有加引号",
                    f"the short form {short} stands without quotes",
                    one["all"],
                    f"写“（以下简称“{short}”）”",
                    f"write （以下简称“{short}”）",
                    start=one.start("all"),
                    fix=f"（以下简称“{short}”）",
                )
            places = [place for place in words.find(short) if not (place.piece is piece and place.start >= one.start())]
            places += [place for place in words.find(short) if place.piece is piece and place.start >= one.end()]
            yield from _short_used(
                short, one["full"], places, piece.index, one.start("all"), words.pieces[0].index, draft
            )


def _short_used(
    short: str, full: str, places: list[Place], index: int, start: int, first: int, draft: Draft
) -> Iterator[Breach]:
    piece = draft.pieces[index]
    if not places:
        yield Breach(
            piece,
            f"给出了简称“{short}”，其后没有使用",
            f"the short form {short} is introduced and not used",
            short,
            "删去简称",
            "drop the short form",
            start=piece.text.find(short, start),
            severity=Severity.WARNING,
        )
    early = [place for place in places if place.piece.index < index and place.piece.kind not in (*HEADS, Kind.TERM)]
    early = [place for place in early if full[-len(short) :] != short and place.piece.part is not Part.FOREWORD]
    if early and first < index and len(short) > 2:
        yield Breach(
            early[0].piece,
            f"简称“{short}”在给出全称之前使用",
            f"the short form {short} is used before it is introduced",
            short,
            "在首次出现处给出全称和简称",
            "introduce it at its first use",
            start=early[0].start,
            related=(piece,),
        )


RULES: tuple[DraftRule, ...] = (first_use, against_list, short_forms)
