"""SYM-03: abbreviations at their first use and after it (GB/T 1.1-2020, 9.4.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.abbreviating import Abbreviation, by_terms, explained, in_list, introduced, listed, tail, uses
from generator.drafting.corpus import Place, own_words
from generator.drafting.draft import HEADS, Draft, Part, Piece
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.rules.expansions import GOES_ON, spelled_out


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

    Without a list of abbreviations also the full words where the abbreviation was introduced before; with a list or a
    term entry that gives it, words that the text spells out again. Also the word with which the full words end, where
    it follows the abbreviation once more (API接口).

    Why: at its first use stand the Chinese words with the abbreviation in brackets, from then on the abbreviation.

    Wrong: 按PCF规则核算。…… 产品碳足迹（PCF）……

    Right: 按产品碳足迹（PCF）规则核算。…… PCF……
    """
    given = {one.short: one for one in (*by_terms(draft), *listed(draft))}
    first = _order(draft)
    for short, places in uses(draft).items():
        if short in given:
            yield from _spelled_again(draft, given[short], places)
        elif short in first:
            yield from _early(first[short], places)
            yield from _again(draft, first[short], places)
        elif not listed(draft) and short not in explained(draft) and not _beside(places[0]):
            yield _unknown(places[0], short, len(places))
    yield from (one for one in spelled_out(draft).values() if one is not None)
    yield from _doubled(draft, given | {short: one for short, one in first.items() if short not in given})


def _early(one: Abbreviation, places: list[Place]) -> Iterator[Breach]:
    early = [place for place in places if place.piece.index < one.piece.index or _before(place, one)]
    early = [place for place in early if place.piece.kind not in HEADS] or early
    if early:
        yield Breach(
            early[0].piece,
            f"缩略语{one.short}在给出完整名称之前使用",
            f"the abbreviation {one.short} is used before its words are given",
            one.short,
            f"在首次出现处写“{tail(one.zh)}（{one.short}）”",
            "give the words and the abbreviation in brackets at the first use",
            start=early[0].start,
            related=(one.piece,),
        )


def _spelled_again(draft: Draft, given: Abbreviation, places: list[Place]) -> Iterator[Breach]:
    """Yield words spelled out behind an earlier use of an abbreviation that the list or a term entry gives.

    The first introduction in the text may repeat what the list gives; words that are not those of the list are
    SYM-07's.
    """
    for one in introduced(draft):
        if one.short != given.short or one.piece.part is not Part.BODY or one.piece.kind in HEADS:
            continue
        known = re.sub(r"\s", "", given.zh)
        before = [place for place in places if place.piece.part is Part.BODY and place.piece.kind not in HEADS]
        before = [place for place in before if place.piece.index < one.piece.index or _before(place, one)]
        if before and known and one.zh.endswith(known):
            start = one.span[0] + len(one.zh) - len(known)
            yield Breach(
                one.piece,
                f"缩略语{one.short}已给出完整名称并已使用，此处又写完整名称",
                f"the abbreviation {one.short} is given and in use; here its words are spelled out again",
                one.piece.text[start : one.span[1]],
                f"直接用“{one.short}”",
                f"write {one.short}",
                start=start,
                related=(given.piece,),
                severity=Severity.WARNING,
            )


#: What a thing is: a name that ends so needs no second word behind its abbreviation.
_THING = re.compile(
    r"(?:接口|工具包|系统|平台|协议|机制|因子|指数|模型|软件|技术|设备|控制器|装置|语言|数据库|网络|管理器|发电机|变压器|传感器|二极管|"
    r"评价|认证|声明|减排量|信用)$"
)


def _doubled(draft: Draft, known: dict[str, Abbreviation]) -> Iterator[Breach]:
    words = own_words(draft)
    for short, one in known.items():
        thing = _THING.search(tail(one.zh) if one.span[1] else one.zh)
        if thing is None:
            continue
        for place in words.search(re.compile(rf"(?<![A-Za-z0-9]){re.escape(short)}[）)]?{thing[0]}")):
            if place.piece.index in in_list(draft):
                continue
            yield Breach(
                place.piece,
                f"{short}的完整名称以“{thing[0]}”结尾，其后又写“{thing[0]}”",
                f"the words of {short} end in {thing[0]}, which stands behind it once more",
                place.words,
                f"用“{short}”",
                f"write {short}",
                start=place.start,
                related=(one.piece,),
                severity=Severity.WARNING,
            )
            break


def _beside(place: Place) -> bool:
    """Whether the words stand right before an abbreviation that a Han character or two follow: 二维码（QR码）."""
    before, after = place.piece.text[: place.start], place.piece.text[place.start + len(place.words) :]
    return bool(re.search(r"[\u3400-\u9fff][（(]$", before) and re.match(r"[\u3400-\u9fff]{1,2}[）)]", after))


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
        if tail(other.zh) == tail(one.zh) and other.piece.part is not Part.ANNEX and other.piece.part is one.piece.part:
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


def _full(draft: Draft, one: Abbreviation) -> list[Place]:
    """Return where the full words stand after the introduction, places that explain the abbreviation left out."""
    name = _name(draft, one)
    if len(name) < 4:
        return []
    found = []
    for place in own_words(draft).find(name):
        piece, end = place.piece, place.start + len(name)
        late = piece.index > one.piece.index or (piece is one.piece and place.start > one.span[1])
        if not late or piece.kind in HEADS or not GOES_ON.match(piece.text[end : end + 2]):
            continue
        if not re.search(rf"{re.escape(one.short)}\s*(?:——|—|：|:|（|\()", piece.text) and not _in_row(
            draft, piece, one
        ):
            found.append(place)
    return found


_LEAST = 5
_ALONE = re.compile(r"(?:^|[^\u3400-\u9fffA-Za-z0-9]|[的和与及或对在由将为按以据是于有被把从用该各其若当使])$")


def _alone(place: Place) -> bool:
    """Whether words begin there and are not the end of a longer name."""
    return bool(_ALONE.search(place.piece.text[max(place.start - 1, 0) : place.start]))


_GENERAL = re.compile(r"(?:系统|平台|体系|机制|方法|技术|设备|装置|标准|服务|管理|数据|信息)$")


def _name(draft: Draft, one: Abbreviation) -> str:
    """Return the full words without what only stands before them there: 化学需氧量 of 出水化学需氧量（COD）.

    What is cut off has to be a word that the draft uses elsewhere, what is left a name that it uses alone.
    """
    name, words = tail(one.zh), own_words(draft)
    text = words.text
    for cut in range(len(name) - _LEAST) if text.count(name) < 2 else ():
        rest = name[cut:]
        if any(_alone(place) and place.piece.index > one.piece.index for place in words.find(rest)):
            return rest
    for cut in (2, 3, 4):
        before, rest = name[:cut], name[cut:]
        if len(rest) < 5 or _GENERAL.search(rest):
            break
        if text.count(rest) > text.count(name) and text.count(before) > text.count(name):
            return rest
    return name


def _in_row(draft: Draft, piece: Piece, one: Abbreviation) -> bool:
    """Whether a cell stands in a row that shows the abbreviation as well."""
    if piece.cell is None:
        return False
    near = draft.pieces[max(piece.index - 12, 0) : piece.index + 12]
    row = (at for at in near if at.cell is not None and at.cell.table == piece.cell.table)
    return any(at.cell is not None and at.cell.row == piece.cell.row and one.short in at.text for at in row)


RULES: tuple[DraftRule, ...] = (first_use,)
