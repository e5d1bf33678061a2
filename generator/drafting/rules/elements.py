"""STR-01 to STR-09: the elements of a document, their order and titles (GB/T 1.1-2020, clauses 6.2 and 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.draft import Draft, Kind, Part, Piece, Section
from generator.drafting.elements import IMPROPER, MERGED, PROPER, plain
from generator.drafting.framework import Answer, Breach, CannotTell, DraftRule, draft_rule
from generator.drafting.rules.unlisted import unlisted

_FRONT = (Part.CONTENTS, Part.FOREWORD, Part.INTRODUCTION)
_PRINCIPLES = re.compile(r"^(?:总则|总体原则|总体要求|基本原则|总体原则和(?:总体)?要求|总体原则和要求)$")
_BEFORE_PRINCIPLES = re.compile(r"分类|编码|构成|组成|概述|总则|总体|原则|框架|体系|基本|一般|通用")


def headed(draft: Draft) -> list[Section]:
    """Return the top-level elements that have a title of their own."""
    return [one for one in draft.sections if one.head is not None]


def _unordered(draft: Draft) -> CannotTell | None:
    if any(one.part is not Part.COVER for one in headed(draft)):
        return None
    return CannotTell("文本中没有可辨认的要素", "the text has no element that can be recognised")


def _words(piece: Piece | None) -> str:
    """Return what shows a heading: its title, or its label where that is all."""
    return piece.text.strip() or piece.label if piece is not None else ""


def _head(section: Section) -> Piece:
    assert section.head is not None  # only headed sections come here
    return section.head


@draft_rule("STR-01", "order-of-elements", Severity.ERROR, "6.2.2.2", "read")
def order(draft: Draft) -> Answer:
    """Finds: 目次, 前言 and 引言 in another order or after the text, and principles after the elements they govern.

    Why: readers find an element at the same place in every standard. The order of the first chapters and of what
    follows the text has rules of its own (STR-04 to STR-08).

    Wrong: 引言 before 前言; 总体原则 as chapter 7, after 数据采集.

    Right: 目次, 前言, 引言, 范围, …, 总体原则, then the chapters that follow from it.
    """
    seen: list[Section] = []
    for section in headed(draft):
        if section.part in _FRONT:
            before = [one for one in seen if one.part.value > section.part.value]
            if before:
                yield Breach(
                    _head(section),
                    f"“{plain(section.title)}”位于“{plain(before[0].title)}”之后",
                    f"{plain(section.title)} stands after {plain(before[0].title)}",
                    section.title,
                    "要素的顺序为目次、前言、引言、范围",
                    "the order is 目次, 前言, 引言, 范围",
                    related=(_head(before[0]),),
                )
        seen.append(section)
    yield from _late_principles(draft)


def _late_principles(draft: Draft) -> Iterator[Breach]:
    core: list[Section] = []
    for section in (one for one in draft.chapters if one.part is Part.BODY):
        title = plain(section.title)
        if core and _PRINCIPLES.match(title):
            yield Breach(
                _head(section),
                f"“{title}”位于“{plain(core[0].title)}”之后",
                f"{title} stands after {plain(core[0].title)}",
                section.title,
                "总体原则、总体要求位于核心技术要素之前",
                "principles and general requirements stand before the core elements",
                related=(_head(core[0]),),
            )
        elif not _BEFORE_PRINCIPLES.search(title):
            core.append(section)


@draft_rule("STR-02", "mandatory-elements", Severity.ERROR, "6.2.2.2, 6.2.2.3", "read")
def mandatory(draft: Draft) -> Answer:
    """Finds: a document without 前言, 范围, 规范性引用文件, 术语和定义 or any core chapter.

    Why: these elements are mandatory; chapters 2 and 3 keep number and title even when they hold nothing, with the
    fixed sentence that says so.

    Wrong: chapter 3 is 总则 because the document defines no term.

    Right: 3 术语和定义: 本文件没有需要界定的术语和定义。
    """
    if (reason := _unordered(draft)) is not None:
        yield reason
        return
    found = {one.part for one in draft.sections}
    at: Piece | None = None
    for part, name in (
        (Part.FOREWORD, "前言"),
        (Part.SCOPE, "范围"),
        (Part.REFERENCES, "规范性引用文件"),
        (Part.TERMS, "术语和定义"),
    ):
        if part not in found:
            at = next((_head(one) for one in headed(draft) if one.part.value > part.value), None)
            yield Breach(at, f"缺少必备要素“{name}”", f"the mandatory element {name} is missing", _words(at))
    core = Part.BODY in found or (draft.kind in ("terminology", "symbols") and Part.TERMS in found)
    if not core:
        heads = [_head(one) for one in headed(draft)]
        at = next((one for one in heads if one.part.value > Part.BODY.value), heads[-1] if heads else None)
        yield Breach(at, "缺少核心技术要素", "there is no core technical element", _words(at))


_MANDATED = (Part.CONTENTS, Part.FOREWORD, Part.INTRODUCTION, Part.REFERENCES, Part.BIBLIOGRAPHY, Part.INDEX)


def _renamed(draft: Draft, *parts: Part) -> Iterator[Breach]:
    for section in headed(draft):
        title = plain(section.title)
        if section.part not in parts or title in PROPER[section.part] or title in MERGED:
            continue
        if title not in {plain(one) for one in IMPROPER[section.part]}:
            continue
        right = PROPER[section.part][0]
        yield Breach(
            _head(section),
            f"要素标题“{title}”不是规定的标题",
            f"{title} is not the title that the element has to have",
            section.title,
            f"改为“{right}”",
            f"write {right}",
            fix=right if len(PROPER[section.part]) == 1 else None,
        )


@draft_rule("STR-03", "fixed-titles", Severity.ERROR, "6.2.2.3", "read")
def titles(draft: Draft) -> Answer:
    """Finds: 目次, 前言, 引言, 规范性引用文件, 参考文献 or 索引 under another title.

    Why: the titles of these elements are fixed.

    Wrong: 目录; 2 引用标准; 参考资料

    Right: 目次; 2 规范性引用文件; 参考文献
    """
    yield from _renamed(draft, *_MANDATED)


def _misplaced(draft: Draft, part: Part, after: tuple[Part, ...], place: str) -> Iterator[Breach]:
    """Yield the chapter of a part where others than ``after`` stand before it."""
    for at, section in enumerate(draft.chapters):
        if section.part is not part:
            continue
        fixed = max((place for place in range(at) if draft.chapters[place].part in after), default=-1)
        strangers = [one for one in draft.chapters[fixed + 1 : at] if one.part not in (*after, part)]
        if strangers:
            yield Breach(
                _head(section),
                f"“{plain(section.title)}”不在规定的位置",
                f"{plain(section.title)} does not stand in its place",
                section.title,
                place,
                f"its place is after {'、'.join(PROPER[one][0] for one in after)}"
                if after
                else "it is the first chapter",
                related=(_head(strangers[0]),),
            )
        return


@draft_rule("STR-04", "scope-first", Severity.ERROR, "8.5.2", "read")
def scope_first(draft: Draft) -> Answer:
    """Finds: 范围 that is not the first chapter, or has another title.

    Why: the scope is chapter 1 of every document, and its title is 范围.

    Wrong: 1 适用范围; 1 总则, 2 范围

    Right: 1 范围
    """
    yield from _misplaced(draft, Part.SCOPE, (), "范围为第1章")
    yield from _renamed(draft, Part.SCOPE)


@draft_rule("STR-05", "references-second", Severity.ERROR, "8.6.1", "read")
def references_second(draft: Draft) -> Answer:
    """Finds: 规范性引用文件 that is not chapter 2, or that is divided into clauses.

    Why: the list of normative references is chapter 2 and is not divided.

    Wrong: 2.1 国家标准, 2.2 国际标准

    Right: one list, national documents first.
    """
    yield from _misplaced(draft, Part.REFERENCES, (Part.SCOPE,), "规范性引用文件为第2章")
    for section in draft.chapters:
        for child in section.children if section.part is Part.REFERENCES else ():
            words = child.title or (child.head.text if child.head else "")
            yield Breach(child.head, "规范性引用文件不分条", "the chapter of references is not divided", words)


@draft_rule("STR-06", "terms-third", Severity.ERROR, "8.7.1", "read")
def terms_third(draft: Draft) -> Answer:
    """Finds: 术语和定义 that is not chapter 3, has another title, or is divided into clauses without titles.

    Why: the chapter of terms is chapter 3; it may be divided by classes of concepts, and each class has a title.

    Wrong: 3 术语与定义; 3.1 下列术语适用于数据管理。 with 3.1.1 below it

    Right: 3 术语和定义; 3.1 数据管理 with 3.1.1 below it
    """
    yield from _misplaced(draft, Part.TERMS, (Part.SCOPE, Part.REFERENCES), "术语和定义为第3章")
    yield from _renamed(draft, Part.TERMS)
    classes = {piece.label.rpartition(".")[0] for piece in draft.of(Kind.TERM, Kind.TERM_NUMBER) if piece.label}
    for piece in draft.of(Kind.CLAUSE, part=Part.TERMS):
        if piece.label in classes:
            yield Breach(piece, "术语的分类条没有标题", "a class of terms has no title", piece.text)


@draft_rule("STR-07", "symbols-fourth", Severity.WARNING, "8.8.1", "read")
def symbols_fourth(draft: Draft) -> Answer:
    """Finds: 符号和缩略语 that does not follow 术语和定义, or has another title.

    Why: where there is such a chapter it is best chapter 4; it may be merged into chapter 3.

    Wrong: 4 总则, 5 符号和缩略语; 4 符号、缩略语

    Right: 4 符号和缩略语, 5 总则
    """
    yield from _misplaced(draft, Part.SYMBOLS, (Part.SCOPE, Part.REFERENCES, Part.TERMS), "符号和缩略语宜为第4章")
    yield from _renamed(draft, Part.SYMBOLS)


@draft_rule("STR-08", "end-of-document", Severity.ERROR, "9.6.2, 8.13, 8.14", "read")
def end(draft: Draft) -> Answer:
    """Finds: annexes before chapters, 参考文献 before an annex, anything after 索引.

    Why: the text is followed by the annexes, these by 参考文献, and 索引 is last.

    Wrong: 参考文献, then 附录A

    Right: 附录A, then 参考文献
    """
    sections = [one for one in headed(draft) if one.part not in _FRONT and one.part is not Part.COVER]
    reported: set[Part] = set()
    for at, section in enumerate(sections):
        later = [one for one in sections[at + 1 :] if _rank(one.part) < _rank(section.part)]
        if later and section.part not in reported:
            reported.add(section.part)
            name = plain(section.title) if section.part is not Part.ANNEX else section.label
            yield Breach(
                _head(section),
                f"“{name}”位于“{later[-1].label or plain(later[-1].title)}”之前",
                f"{name} stands before {later[-1].label or plain(later[-1].title)}",
                name,
                "顺序为正文、附录、参考文献、索引",
                "the order is text, annexes, 参考文献, 索引",
                related=(_head(later[-1]),),
            )


def _rank(part: Part) -> int:
    return part.value if part.value >= Part.ANNEX.value else Part.BODY.value


@draft_rule("STR-09", "bibliography-missing", Severity.ERROR, "8.13", "read")
def bibliography_missing(draft: Draft) -> Answer:
    """Finds: a document that cites others informatively and has no 参考文献.

    Why: documents that are cited informatively are listed there. Found at the first of these citations; BIB-02 tells
    of each further document.

    Wrong: 注：参见GB/T 24040。 in a document without 参考文献

    Right: 参考文献 with GB/T 24040
    """
    if draft.section(Part.BIBLIOGRAPHY) is not None or _unordered(draft) is not None:
        return
    first = next(iter(unlisted(draft)), None)
    if first is not None:
        yield Breach(
            first.piece,
            f"资料性引用了{first.name}，但没有要素“参考文献”",
            f"{first.name} is cited informatively, and there is no 参考文献",
            first.text,
            start=first.start,
        )


RULES: tuple[DraftRule, ...] = (
    order,
    mandatory,
    titles,
    scope_first,
    references_second,
    terms_third,
    symbols_fourth,
    end,
    bibliography_missing,
)
