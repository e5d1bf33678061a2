"""What the parts of a draft standard say against each other: ids, dates, the name and the type, files, elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from generator.base.findings import Finding, Position
from generator.project import faults
from generator.project.unknown import unknown_id

if TYPE_CHECKING:
    from generator.project.node import Node
    from generator.project.sections.standard import Standard

#: The last words of a name by type (GB/T 1.1-2020, table 1), and the word in English.
TYPE_WORDS: dict[str, tuple[tuple[str, ...], str]] = {
    "guide": (("指南",), "guidelines"),
    "specification": (("规范",), "specification"),
    "code": (("规程",), "code of practice"),
    "method": (("方法", "测定"), "test method"),
    "terminology": (("术语",), "vocabulary"),
}
#: The elements that a document of each type may hold beside those of all types (table 3, table 4; 8.10 for guides).
_ALL = ("principles", "classification", "other")
ELEMENTS: dict[str, tuple[str, ...]] = {
    "guide": (*_ALL, "factors"),
    "specification": (*_ALL, "general-requirements", "requirements", "verification"),
    "code": (*_ALL, "general-requirements", "procedure", "instructions", "traceability"),
    "method": (*_ALL, "general-requirements", "method", "instructions", "data"),
    "terminology": ("terms", "classification", "other"),
}
_CODES: dict[str, tuple[tuple[str, ...], str]] = {
    "national": (("GB", "GB/T", "GB/Z"), "GB/T"),
    "group": (("T/",), "T/SLIA"),
    "local": (("DB",), "DB43/T"),
    "enterprise": (("Q/",), "Q/SLZ"),
}


def contradictions(standard: Standard) -> Iterable[Finding]:
    """Yield every contradiction inside the section, each at the place that must change."""
    yield from _twice(standard)
    yield from _unknown(standard)
    yield from _dates(standard)
    yield from _name(standard)
    yield from _code(standard)
    yield from _elements(standard)
    yield from _introduction(standard)
    yield from _scope(standard)
    yield from _parts(standard)


# ------------------------------------------------------------------------------------------------- ids


def _twice(standard: Standard) -> Iterator[Finding]:
    """Terms, abbreviations and files that stand twice; ids of one list are looked after for all sections."""
    named = [(one.id, one.place("id")) for one in standard.term_classes]
    lists: tuple[tuple[str, str, list[tuple[str, Position]]], ...] = (
        ("id", "id", [*named, *((one.id, one.place("id")) for one in standard.terms)] if named else []),
        ("术语", "term", [(one.term, one.place("term")) for one in standard.terms]),
        ("缩略语", "abbreviation", [(one.short, one.place("short")) for one in standard.abbreviations]),
        ("文件", "file", [(name, standard.place(key)) for name, key in standard.files()]),
    )
    for zh, en, pairs in lists:
        seen: dict[str, Position] = {}
        for value, at in pairs:
            if value in seen:
                yield faults.DUPLICATE_ID.at(
                    at,
                    f"{zh}“{value}”出现了两次",
                    f"the {en} {value!r} stands twice",
                    hint_zh="删除其中一处，或改名",
                    hint_en="delete one of the two, or give it another name",
                    related=[seen[value]],
                )
            seen.setdefault(value, at)


def _unknown(standard: Standard) -> Iterator[Finding]:
    from generator.base.standards import load_register

    known = [*(one.id for one in standard.references), *(load_register().value or {})]
    named = [
        (name.partition(",")[0].strip(), standard.place(f"terms_from.{place}"))
        for place, name in enumerate(standard.terms_from)
    ]
    named += [(one.source.reference, one.source.place("reference")) for one in standard.terms if one.source]
    if standard.international:
        named.append((standard.international.reference, standard.international.place("reference")))
    for name, at in named:
        if name not in known:
            yield unknown_id(name, [one.id for one in standard.references], at, "reference")
    classes = [one.id for one in standard.term_classes]
    for term in standard.terms:
        if term.class_ and term.class_ not in classes:
            yield unknown_id(term.class_, classes, term.place("class"), "class of terms")
        elif classes and not term.class_:
            yield faults.MISSING_KEY.at(
                term.at,
                f"术语“{term.term}”没有写明概念类别；列出 term_classes 后每个术语都应归类（8.7.1）",
                f"the term {term.term!r} names no class; where there are term_classes each term has one (8.7.1)",
                hint_zh=f"例如 class: {classes[0]}",
                hint_en=f"for example class: {classes[0]}",
            )


# ------------------------------------------------------------------------------------------- dates, names


def _wrong(at: Position, zh: str, en: str, right: str) -> Finding:
    return faults.WRONG_VALUE.at(at, zh, en, hint_zh=f"例如 {right}", hint_en=f"for example {right}")


def _dates(standard: Standard) -> Iterator[Finding]:
    published, implemented = standard.published, standard.implemented
    if published and implemented and implemented < published:
        yield _wrong(
            standard.place("implemented"),
            f"实施日期 {implemented} 早于发布日期 {published}",
            f"implemented {implemented} lies before published {published}",
            f"implemented: {published}",
        )
    if published and standard.year and published.year != standard.year:
        yield _wrong(
            standard.place("year"),
            f"年份号 {standard.year} 与发布日期 {published} 不一致",
            f"the year {standard.year} is not that of the date of publication, {published}",
            f"year: {published.year}",
        )
    if standard.published_already:
        for key, example in (
            ("number", "number: '012'"),
            ("year", "year: 2026"),
            ("published", "published: 2026-09-01"),
        ):
            if not getattr(standard, key):
                yield faults.MISSING_KEY.at(
                    standard.place("stage"),
                    f"已发布的文件应写明“{key}”（8.1）",
                    f"a published document has {key} (8.1)",
                    hint_zh=f"例如 {example}",
                    hint_en=f"for example {example}",
                )


def _name(standard: Standard) -> Iterator[Finding]:
    """STR-13, STR-14: the name says its type, and not that it is a standard."""
    last = standard.name[-1]
    words, english = TYPE_WORDS[standard.type]
    if not last.zh.endswith(words):
        yield _wrong(
            last.place("zh"),
            f"类型为 {standard.type} 的文件名称应以“{words[0]}”结尾（6.1.4.2 表1），现为“{last.zh}”",
            f"the name of a {standard.type} ends in {words[0]} (6.1.4.2, table 1), not {last.zh!r}",
            f"{{zh: {words[0]}, en: {english.capitalize()}}}",
        )
    for element in standard.name:
        if element.zh.endswith("标准") or "标准化指导性技术文件" in element.zh:
            yield _wrong(
                element.place("zh"),
                f"名称不应有表示文件形式的词“标准”（6.1.4.1）：“{element.zh}”",
                f"a name does not say that it is a standard (6.1.4.1): {element.zh!r}",
                f"zh: {element.zh.removesuffix('标准') or words[0]}",
            )


def _code(standard: Standard) -> Iterator[Finding]:
    starts, example = _CODES.get(standard.level, ((), ""))
    exact = standard.level == "national"
    fits = standard.code in starts if exact else standard.code.startswith(starts) if starts else True
    if not fits:
        yield _wrong(
            standard.place("code"),
            f"代号“{standard.code}”与级别 {standard.level} 不符",
            f"the code {standard.code!r} is none of the level {standard.level}",
            f"code: {example}",
        )
    if standard.level in ("industry", "local") and not standard.area:
        yield _missing(
            standard,
            "行业标准应写明行业，地方标准应写明省份（area）",
            "an industry standard names its industry, a local one its province (area)",
            "area: 生态环境" if standard.level == "industry" else "area: 湖南省",
        )


# --------------------------------------------------------------------------------------------- elements


def _elements(standard: Standard) -> Iterator[Finding]:
    """Table 4: which elements, and so which clauses, a document of a type may hold."""
    allowed = ELEMENTS[standard.type]
    for chapter in standard.chapters:
        if chapter.element is not None and chapter.element not in allowed:
            yield _wrong(
                chapter.place("element"),
                f"类型为 {standard.type} 的文件没有要素 {chapter.element}（表3、表4），可用：{'、'.join(allowed)}",
                f"a {standard.type} has no element {chapter.element} (tables 3 and 4), but {', '.join(allowed)}",
                f"element: {allowed[-1]}",
            )
    core = {"guide": "factors", "specification": "requirements", "code": "procedure", "method": "method"}
    wanted = core.get(standard.type)
    named = [one.element for one in standard.chapters if one.element is not None]
    if wanted and named and wanted not in named:
        yield _wrong(
            standard.place("chapters"),
            f"没有核心技术要素 {wanted}（6.2.2.2 表3、8.11）",
            f"there is no core element {wanted} (6.2.2.2 table 3, 8.11)",
            f"- {{file: {standard.chapters[-1].file}, element: {wanted}}}",
        )


def _introduction(standard: Standard) -> Iterator[Finding]:
    """INT-01: an introduction is required for parts and where patents are known."""
    if standard.introduction or not standard.parts:
        return
    yield _missing(
        standard.parts,
        "分为部分的文件，每个部分都应有引言（8.4）",
        "each part of a document has an introduction (8.4)",
        "introduction: 00-introduction.md",
    )


def _scope(standard: Standard) -> Iterator[Finding]:
    scope = standard.scope
    if bool(scope.file) == bool(scope.object):
        yield _missing(
            scope,
            "范围应写明文件 file，或用 object、applies 生成，二者取一（8.5）",
            "the scope is a file, or made from object and applies, one of the two (8.5)",
            "scope: {object: 工业园区碳数据质量管理, applies: 园区管理机构}",
        )
    elif scope.object and not (scope.applies or scope.excludes):
        yield _missing(
            scope,
            "范围应写明适用界限：applies 或 excludes（8.5.3）",
            "the scope says where the document applies: applies or excludes (8.5.3)",
            "applies: 园区管理机构和园区内企业",
        )


def _parts(standard: Standard) -> Iterator[Finding]:
    parts = standard.parts
    if parts and any(one.number == parts.this for one in parts.published):
        yield _wrong(
            parts.place("this"),
            f"第{parts.this}部分是本文件，不应列入已发布的部分",
            f"part {parts.this} is this document and is none of those published already",
            f"this: {max(one.number for one in parts.published) + 1}",
        )


def _missing(node: Node, zh: str, en: str, example: str) -> Finding:
    return faults.MISSING_KEY.at(node.at, zh, en, hint_zh=f"例如 {example}", hint_en=f"for example {example}")
