"""STR-17: like elements have like titles, and like clauses are built and begin alike (GB/T 1.1-2020, 5.4.1)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.base.findings import Severity
from generator.drafting.draft import PROVISIONS, Draft, Kind, Part, Piece, Section
from generator.drafting.elements import GENERAL_TITLE, plain
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.like_names import class_names, turned_names

_FEWEST_LIKE = 3
_TAIL = 2
_LONG_TAIL = 4
#: Last words of titles that only say of what kind the clause is: 数据采集要求 beside 数据校核.
_FORM_WORDS = frozenset({"要求", "规定", "内容", "管理"})
#: Titles that tell somebody to do a thing, and those that name what is done: 建立制度, 制度建立.
_ACT = re.compile(
    r"^(?:建立|开展|加强|做好|明确|落实|完善|推进|推动|提升|提高|确保|保证|进行|健全|强化|制定|收集|编制|识别|确定)"
)
_ACT_NOUN = re.compile(
    r"^(?:编制|制定|收集|识别|确定)(?:依据|原则|方法|程序|流程|要求|过程|步骤|说明|单位|人员|工具|结果|内容|范围|性|码|与|和|及|$)"
)
_NAMED = re.compile(r"(?:采集|收集|识别|确定|编制|制定|建立|校核|核查|审核|计算|评价|监测|分析|处理)$")
_FORM_END = re.compile(r"(?:要求|内容|方法|程序|流程|原则|规定|过程|步骤|措施|管理|机制)$")
#: A clause that introduces those beside it.
_FIRST = re.compile(
    r"^(?:(?:一般|基本|总体|通用|有关|相关)(?:概念|说明|情况|信息|知识)|概况|简介|说明|背景|目的|其他.*)$"
)


@draft_rule("STR-17", "like-titles", Severity.WARNING, "5.4.1", "read")
def like_titles(draft: Draft) -> Answer:
    """Finds: a title of another form than those of like clauses, a clause of another build, a sentence without subject.

    Titles: siblings that end alike but for one that lacks a part of the end or has 的 before it, or that names by a
    verb what others name by a noun. Builds: a clause that lacks a part that all like it have. Sentences: clauses of one
    title that begin with one subject but for some that have none. Names of classes: 咨询与规划类 for 规划与咨询类.
    Left alone: a title on another matter. Rival words in the text: TRM-14, TXT-03; lead-ins of lists: GDE-07.

    Why: like elements have like titles, so that a reader sees that they are alike.

    Wrong: 5.1 数据采集要求, 5.2 数据存储要求, 5.3 数据校核要求, 5.4 数据的报告

    Right: 5.4 数据报告要求
    """
    seen: set[int] = set()
    for breach in (*_titles(draft), *_openings(draft), *turned_names(draft), *class_names(draft)):
        if breach.piece is not None and breach.piece.index not in seen:
            seen.add(breach.piece.index)
            yield breach


def _titles(draft: Draft) -> Iterator[Breach]:
    common = _recurring(draft)
    families = [section.children for section in draft.walk() if section.part in (*PROVISIONS, Part.TERMS)]
    families.append([one for one in draft.chapters if one.part is Part.BODY])
    for family in families:
        titled = [one for one in family if one.titled and one.head is not None and one.head.kind is not Kind.TERM]
        like = [one for one in titled if not GENERAL_TITLE.match(plain(one.title)) and plain(one.title) not in common]
        like = [one for one in like if not _FIRST.match(plain(one.title))]
        yield from _odd_tail(like)
        yield from _particle(titled)
        yield from _verb_or_noun(like)
        yield from _odd_build(family)
        yield from _part_missing(family)


def _recurring(draft: Draft) -> frozenset[str]:
    """Return the titles that stand in three clauses or more: parts of a build, like 应用场景 in each service."""
    counted = Counter(
        title
        for section in draft.walk()
        for title in {plain(child.title) for child in section.children if child.titled and child.title}
    )
    return frozenset(title for title, count in counted.items() if count >= _FEWEST_LIKE)


def cousins(draft: Draft) -> tuple[tuple[Section, ...], ...]:
    """Return the clauses whose titles have one end (four characters or all), three or more, wherever they stand."""
    return draft.view(_cousins)


def _cousins(draft: Draft) -> tuple[tuple[Section, ...], ...]:
    found: dict[str, list[Section]] = {}
    for section in draft.walk():
        if section.part in PROVISIONS and section.titled and section.title and section.level > 1:
            found.setdefault(plain(section.title)[-_LONG_TAIL:], []).append(section)
    return tuple(tuple(sections) for sections in found.values() if len(sections) >= _FEWEST_LIKE)


# --------------------------------------------------------------------------------------------------- ends of titles


def _odd_tail(like: Sequence[Section]) -> Iterator[Breach]:
    """Yield the only sibling whose title ends otherwise than all the others do, where it is of another form."""
    if len(like) <= _FEWEST_LIKE:
        return
    tail, count = Counter(plain(one.title)[-_TAIL:] for one in like).most_common(1)[0]
    odd = [one for one in like if not plain(one.title).endswith(tail)]
    others = [one for one in like if one not in odd]
    if count != len(like) - 1 or len(odd) != 1 or odd[0].head is None:
        return
    if _other_form(plain(odd[0].title), [plain(one.title) for one in others], tail):
        yield Breach(
            odd[0].head,
            f"同级标题均以“{tail}”结尾，此标题不同",
            f"the titles beside it all end with {tail}; this one does not",
            odd[0].title,
            related=tuple(one.head for one in others if one.head is not None)[:3],
        )


def _other_form(title: str, others: Sequence[str], tail: str) -> bool:
    """Whether a title is of another form than the others, and not only about another matter."""
    shared = _common_end(others)
    if len(shared) > len(tail) and any(title.endswith(shared[:size]) for size in range(2, len(shared))):
        return True  # 咨询服务 beside 报告服务内容
    if all(other[:2] == title[:2] for other in others):
        return True  # 数据的报告 beside 数据采集要求
    stems = {len(other) - len(tail) for other in others}
    return tail in _FORM_WORDS and stems == {len(title)}


def _common_end(titles: Sequence[str]) -> str:
    end = titles[0]
    for title in titles[1:]:
        while not title.endswith(end):
            end = end[1:]
    return end


def _particle(titled: Sequence[Section]) -> Iterator[Breach]:
    """Yield the titles that have 的 before the end that others have without it, or the other way round."""
    groups: dict[str, list[Section]] = {}
    for one in titled:
        title = plain(one.title)
        bare = f"{title[:-1].replace('的', '')}{title[-1:]}"
        if len(bare) > _LONG_TAIL:
            groups.setdefault(bare[-_LONG_TAIL:], []).append(one)
    for tail, sections in groups.items():
        without = [one for one in sections if plain(one.title).endswith(tail)]
        having = [one for one in sections if one not in without]
        few, many = sorted((without, having), key=len)
        if few and len(sections) >= _FEWEST_LIKE and len(many) > len(few):
            right = plain(many[0].title)[-_LONG_TAIL:]
            for one in few:
                words = plain(one.title)[-(_LONG_TAIL + (one in having)) :]
                if one.head is not None:
                    yield Breach(
                        one.head,
                        f"同级标题写“{right}”，此处写“{words}”",
                        f"the titles beside it have {right}, this one {words}",
                        words if words in one.title else one.title,
                        f"统一写“{right}”",
                        f"write {right}",
                        related=tuple(other.head for other in many if other.head is not None)[:3],
                    )


def _verb_or_noun(like: Sequence[Section]) -> Iterator[Breach]:
    """Yield the only title with verb and object among nouns, or the only one turned round among those."""
    if len(like) <= _FEWEST_LIKE:
        return
    acts = [one for one in like if _is_act(plain(one.title))]
    rest = [one for one in like if one not in acts]
    odd = acts if len(acts) == 1 else [one for one in rest if _NAMED.search(plain(one.title)) and len(rest) == 1]
    turned = [one for one in rest if _NAMED.search(plain(one.title)) and len(plain(one.title)) >= _LONG_TAIL]
    if len(odd) != 1 or odd[0].head is None or (acts == odd and len(turned) < _FEWEST_LIKE):
        return
    zh, en = ("动宾词组", "verb and object") if acts == odd else ("名词词组", "a noun")
    yield Breach(
        odd[0].head,
        f"此标题为{zh}，同级标题不是",
        f"this title is {en}, those beside it are not",
        odd[0].title,
        related=tuple(one.head for one in like if one.head is not None and one is not odd[0])[:3],
    )


def _is_act(title: str) -> bool:
    return bool(_ACT.match(title)) and not (
        _ACT_NOUN.match(title) or _FORM_END.search(title) or len(title) < _LONG_TAIL
    )


# ------------------------------------------------------------------------------------------------------ like builds


def _odd_build(siblings: Sequence[Section]) -> Iterator[Breach]:
    """Yield a child's title that differs where its siblings' children have one title at that place."""
    owners = [one for one in siblings if len(one.children) > 1 and _sure(one)]
    builds = [[plain(child.title) for child in one.children] for one in owners]
    shared = Counter(title for build in builds for title in set(build))
    for build, owner in zip(builds, owners, strict=True):
        others = [other for other in builds if other is not build and len(other) == len(build)]
        if len(others) < _FEWEST_LIKE - 1:
            continue
        for place, title in enumerate(build):
            usual = {other[place] for other in others}
            rest = all(other[:place] + other[place + 1 :] == build[:place] + build[place + 1 :] for other in others)
            child = owner.children[place]
            if len(usual) == 1 and rest and title not in usual and shared[title] == 1 and child.head is not None:
                right = next(iter(usual))
                yield Breach(
                    child.head,
                    f"同类章条的对应标题为“{right}”，此处为“{title}”",
                    f"like clauses have the title {right} here, this one {title}",
                    child.title,
                    f"改为“{right}”",
                    f"write {right}",
                )


def _part_missing(siblings: Sequence[Section]) -> Iterator[Breach]:
    """Yield the siblings that lack a part, or have the parts in another order, where all others are built alike."""
    owners = [one for one in siblings if one.children and one.titled and one.head is not None and _sure(one)]
    builds = [tuple(plain(child.title) for child in one.children) for one in owners]
    if len(builds) <= _FEWEST_LIKE:
        return
    usual, count = Counter(builds).most_common(1)[0]
    if count != len(builds) - 1 or len(usual) < _FEWEST_LIKE - 1:
        return
    for owner, build in zip(owners, builds, strict=True):
        missing = [title for title in usual if title not in build]
        if build == usual or owner.head is None or not set(build) <= set(usual):
            continue
        zh = f"缺少“{'”“'.join(missing)}”" if missing else "各条的顺序不同"
        en = f"lacks {', '.join(missing)}" if missing else "has its clauses in another order"
        yield Breach(owner.head, f"与同类章条相比，{zh}", f"the clause {en}, unlike those beside it", owner.title)


def _sure(section: Section) -> bool:
    return all(child.titled and child.head is not None and child.head.sure for child in section.children)


# ------------------------------------------------------------------------------------------------------ like sentences

_FEWEST_OPENINGS = 5
_HEAD = 3
#: What begins a sentence that has no subject when a comma or an object follows and no noun comes first.
_NO_SUBJECT = re.compile(
    r"^(?:为(?!了)|针对|通过|依据|根据|基于|按照|围绕|结合|面向|对(?![于比应])|提供|开展|协助|帮助|负责|组织|实施)"
)


def _openings(draft: Draft) -> Iterator[Breach]:
    """Yield first sentences without subject, where most clauses of the same title begin with one subject."""
    titles: dict[str, list[Section]] = {}
    for sections in cousins(draft):
        for section in sections:
            titles.setdefault(plain(section.title), []).append(section)
    for like in titles.values():
        first = [piece for section in like if (piece := _first(section)) is not None]
        if len(first) < _FEWEST_OPENINGS:
            continue
        head, count = Counter(piece.text.strip()[:_HEAD] for piece in first).most_common(1)[0]
        if count * 2 <= len(first) or _NO_SUBJECT.match(head):
            continue
        for piece in first:
            text = piece.text.strip()
            if _NO_SUBJECT.match(text) and head not in text.split("。")[0]:
                words = re.split(r"[，。；：]", text)[0]
                yield Breach(
                    piece,
                    f"同类条款以“{head}”开头，此处没有主语",
                    f"like clauses begin with {head}, this one has no subject",
                    words,
                    "用同类条款的句式，补上主语",
                    "build it like the others, with their subject",
                    related=tuple(one for one in first if one.text.strip().startswith(head))[:1],
                )


def _first(section: Section) -> Piece | None:
    first = section.pieces[0] if section.pieces else None
    return first if first is not None and first.kind is Kind.PARAGRAPH else None


RULES: tuple[DraftRule, ...] = (like_titles,)
