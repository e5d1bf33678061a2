"""STR-10, STR-12 to STR-14: the name of a document and the type that it promises (GB/T 1.1-2020, 6.1 and 8.11)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.draft import Draft, Kind, Part, Piece
from generator.drafting.elements import plain
from generator.drafting.framework import Answer, Breach, CannotTell, DraftRule, draft_rule

_MOST_ELEMENTS = 3
_NO_NAME = CannotTell("没有可辨认的文件名称", "the document's name cannot be recognised")
#: The part's number before its title, with a blank for the colon: both are one element.
_PART_TITLE = re.compile(r"(?<=[\s\u3000])第\s?[\dXN一二三四五六七八九十]+\s?部分[：:]?[\s\u3000]+")
_PART = re.compile(r"^第\s?[\dXN一二三四五六七八九十]+\s?部分[：:]?")
_BLANK = re.compile(r"(?<=[\u3400-\u9fff\d）)])[ \t\u3000\u2002\u2003]+(?=[\u3400-\u9fff第（(])")
_KIND_WORD = re.compile(
    r"(?:中国|国家|行业|地方|团体|企业)?标准$|标准化指导性技术文件|(?:国家|行业|地方|团体|企业)标准(?!化|体系|样|物)"
)
_TYPE_WORD = re.compile(
    r"术语|词汇|符号|标志|标识|分类|编码|代码|方法|测定|检测|试验|规范|规程|指南|要求|条件|通则|导则|规则|准则|程序|评价|核算|计算|架构|框架|模型|体系|格式|大纲"
)
_WRONG_TYPE = re.compile(
    r"(?:管理|实施|暂行|试行|监督)?办法$|(?:实施)?细则$|(?:管理)?制度$|条例$|手册$|白皮书$|导则$|指引$|须知$|守则$"
)
_TWO_TYPES = re.compile(r"(?:规范|规程|指南|要求)(?:[与和及、])?(?:规范|规程|指南)$")
#: What may stand between the name and the scope.
_WARNING = re.compile(r"^(?:警示|警告|危险|注意|重要提示)")
_TYPES = {"规范": "specification", "规程": "code", "指南": "guide"}
_REQUIREMENTS = re.compile(
    r"(?<!识别)(?<!确定)(?<!明确)(?<!理解)(?<!客户)(?<!顾客)(?<!用户)(?<!法规)(?<!合规)(?<!相关方)要求$"
)
_ENGLISH = {
    "guide": (re.compile(r"guid(?:ance|e|eline)", re.IGNORECASE), "guidance, guidelines"),
    "specification": (re.compile(r"specif|requirement|condition", re.IGNORECASE), "specification"),
    "code": (re.compile(r"code|procedure|practice|protocol", re.IGNORECASE), "code of practice"),
    "method": (re.compile(r"method|determin|test|measure|analys", re.IGNORECASE), "test method"),
    "terminology": (re.compile(r"terminolog|vocabulary|terms|glossary", re.IGNORECASE), "vocabulary"),
}


def cover_name(draft: Draft) -> tuple[Piece, ...]:
    """Return the pieces that bear the name where it first stands."""
    return _run([piece for piece in draft.of(Kind.NAME) if piece.part in (Part.COVER, Part.CONTENTS)])


def _inner_name(draft: Draft) -> tuple[Piece, ...]:
    scope = draft.section(Part.SCOPE)
    if scope is None or scope.head is None:
        return ()
    names = []
    for piece in reversed(draft.pieces[: scope.head.index]):
        if piece.kind is Kind.NAME:
            names.append(piece)
        elif names or not _WARNING.match(piece.text.strip()):
            break
    return tuple(reversed(names))


def _run(names: list[Piece]) -> tuple[Piece, ...]:
    return tuple(piece for place, piece in enumerate(names) if piece.index - names[0].index == place)


def _elements(name: str) -> list[str]:
    return [part for part in _BLANK.split(name.strip()) if part]


@draft_rule("STR-10", "core-of-a-guide", Severity.ERROR, "4.2 b), 8.11", "read", kinds=("guide",))
def core_of_a_guide(draft: Draft) -> Answer:
    """Finds: a chapter of a guide that its title calls 要求.

    Why: the core of a guide is the factors to be considered, written with recommendations and statements. Chapters
    called 总体要求 or 通用要求 have a rule of their own (GDE-05), and so has each 应 (GDE-01).

    Wrong: 6 数据质量要求, in a guide

    Right: 6 数据质量
    """
    for section in draft.chapters:
        title = plain(section.title)
        common = re.match(r"^(?:总体|通用|一般|基本)", title)
        if section.part is Part.BODY and section.head is not None and _REQUIREMENTS.search(title) and not common:
            yield Breach(
                section.head,
                f"指南的核心技术要素是需考虑的因素，章标题“{title}”是规范的写法",
                f"the core of a guide is factors to be considered; the title {title} is that of a specification",
                section.title,
                "去掉“要求”，以推荐或陈述条款表述",
                "leave out 要求; write recommendations and statements",
            )


@draft_rule("STR-12", "same-name-twice", Severity.ERROR, "6.1.1", "read")
def one_name(draft: Draft) -> Answer:
    """Finds: a name on the first text page unlike the cover's or missing there, or of more than three elements.

    Why: cover and first text page bear the same name, of a leading, a main and a supplementary element at most.

    Wrong: cover 园区碳数据管理规范, first page 园区碳数据管理要求

    Right: both 园区碳数据管理规范
    """
    cover, inner = cover_name(draft), _inner_name(draft)
    if not cover and not inner:
        yield _NO_NAME
        return
    if cover and inner and cover[0] is not inner[0]:
        one, other = ("".join(plain(piece.text) for piece in pieces) for pieces in (cover, inner))
        if one != other:
            yield Breach(
                inner[0],
                "正文首页的文件名称与封面不一致",
                "the name on the first text page differs from the cover's",
                inner[0].text.strip(),
                f"封面为“{one}”",
                f"the cover has {one}",
                related=(cover[0],),
            )
    scope = draft.section(Part.SCOPE)
    front = any(one.part in (Part.CONTENTS, Part.FOREWORD) and one.head is not None for one in draft.sections)
    if cover and not inner and front and scope is not None and scope.head is not None and _has_cover(draft):
        yield Breach(
            scope.head,
            "正文首页上方没有文件名称",
            "the name is missing on top of the first text page",
            scope.title,
            related=(cover[0],),
        )
    first = cover or inner
    count = sum(len(_elements(_PART_TITLE.sub("", _PART.sub("", piece.text.strip())))) for piece in first)
    if count > _MOST_ELEMENTS:
        yield Breach(
            first[0],
            f"文件名称有{count}个要素，最多为3个",
            f"the name has {count} elements; there are three at most",
            first[0].text.strip(),
        )


_COVER_WORDS = re.compile(r"^ICS|^CCS|发布\s*$|实施\s*$|\d{4}-\d{2}-\d{2}|^[A-Z]{1,2}(?:/[A-Z]+)?[ /]?[A-Z]*\s?\d+[—-]")


def _has_cover(draft: Draft) -> bool:
    """Whether a name stands on a cover: a text may only begin with it, and then has it once for both places."""
    return draft.word is not None or any(_COVER_WORDS.search(piece.text.strip()) for piece in draft.of(Kind.COVER))


@draft_rule("STR-13", "kind-in-name", Severity.ERROR, "6.1.4.1", "read")
def kind_in_name(draft: Draft) -> Answer:
    """Finds: a name that says that the document is a standard: …标准, …国家标准, …标准化指导性技术文件.

    Why: that the document is a standard, and of what level, is said elsewhere on the cover.

    Wrong: 园区碳数据管理标准

    Right: 园区碳数据管理规范
    """
    name = cover_name(draft) or _inner_name(draft)
    if not name:
        yield _NO_NAME
    for piece in name:
        for element in _elements(piece.text):
            if found := _KIND_WORD.search(element):
                yield Breach(
                    piece,
                    f"文件名称含有表示文件种类的词“{found[0]}”",
                    f"the name contains {found[0]}, which says the kind of the document",
                    found[0],
                    "删去，或改为表示文件类型的词（规范、规程、指南等）",
                    "leave it out or write the type: 规范, 规程, 指南 …",
                    start=piece.text.find(element) + found.start(),
                )


@draft_rule("STR-14", "type-in-name", Severity.ERROR, "6.1.4.2", "read")
def type_in_name(draft: Draft) -> Answer:
    """Finds: a name of several elements without word for the document's type, with a word that is none, or with two.

    Why: the type (术语, 分类, 试验方法, 规范, 规程, 指南 …) tells how the document is used; text and English name
    keep to it. Names of one element may do without.

    Wrong: 园区碳数据管理办法; 园区碳数据管理规范指南; 指南 with the English name Specification for …

    Right: 园区碳数据管理规范
    """
    name = cover_name(draft) or _inner_name(draft)
    if not name:
        yield _NO_NAME
        return
    last = name[-1]
    words = last.text.strip()
    ending = _elements(_PART.sub("", words) or words)[-1]
    if found := _WRONG_TYPE.search(ending):
        yield Breach(
            last,
            f"“{found[0]}”不是表示文件类型的词",
            f"{found[0]} is no word for a document's type",
            found[0],
            "改为规范、规程、指南等",
            "write 规范, 规程, 指南 …",
            severity=Severity.WARNING if found[0] in ("导则", "指引") else None,
        )
    elif found := _TWO_TYPES.search(ending):
        yield Breach(
            last, f"“{found[0]}”是两种文件类型", f"{found[0]} are two types", found[0], "只用一个", "choose one of them"
        )
    elif not _TYPE_WORD.search("".join(piece.text for piece in name)) and not _KIND_WORD.search(ending):
        parts = [element for piece in name for element in _elements(piece.text)]
        if len(parts) == _MOST_ELEMENTS or (len(parts) > 1 and _PART.match(parts[-1])):
            yield Breach(
                last,
                "文件名称的补充要素没有表示文件类型的词",
                "the name has no word for the document's type",
                words,
                severity=Severity.WARNING,
            )
    yield from _english(draft)
    yield from _other_type(draft)


def _english(draft: Draft) -> Iterator[Breach]:
    """Yield the English name on the cover where it says another type."""
    if draft.kind not in _ENGLISH:
        return
    wanted, word = _ENGLISH[draft.kind]
    for piece in draft.of(Kind.COVER):
        text = piece.text.strip()
        english = re.fullmatch(r"[A-Za-z][A-Za-z ,\-—–:：()’'&0-9]{14,}", text) and len(text.split()) > 2
        others = [kind for kind, (pattern, _) in _ENGLISH.items() if kind != draft.kind and pattern.search(text)]
        if english and others and not wanted.search(text):
            yield Breach(
                piece,
                f"英文名称与文件类型不一致，宜为“{word}”",
                f"the English name says another type; {word} is meant",
                text,
                severity=Severity.WARNING,
            )


def _other_type(draft: Draft) -> Iterator[Breach]:
    """Yield the scope's first words where they give the document another type than its name."""
    scope = draft.section(Part.SCOPE)
    wanted = next((word for word, kind in _TYPES.items() if kind == draft.kind), "")
    if scope is None or not wanted or not draft.name.rstrip().endswith(wanted):
        return
    for piece in scope.pieces[:2]:
        found = re.search(r"的?(?:技术|管理|操作|实施)?(?P<word>规范|规程|指南)。", piece.text)
        if found and found["word"] != wanted and not (draft.kind == "guide" and found["word"] == "规范"):
            yield Breach(
                piece,
                f"范围称文件为“{found['word']}”，名称为“{wanted}”",
                f"the scope calls the document {found['word']}, its name {wanted}",
                found["word"],
                start=found.start("word"),
                severity=Severity.WARNING,
            )


RULES: tuple[DraftRule, ...] = (core_of_a_guide, one_name, kind_in_name, type_in_name)
