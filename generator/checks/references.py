"""References inside a document and to the register of standards (RF001 to RF009)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.base.findings import Finding, Rule, Severity
from generator.base.standards import Standard, load_register
from generator.checks.framework import Case, Check, document_rule
from generator.checks.matcher.numerals import normalise
from generator.checks.names import place_in_slot
from generator.checks.passages import CITATION, REFERENCE, every_block
from generator.checks.typed import matcher_of
from generator.document.blocks import AuthorSlot, Block, Contents, Document, Heading, PageBreak, Table
from generator.document.pictures import Chart, Picture


def _register() -> Mapping[str, Standard]:
    return load_register().value or {}


@document_rule("RF001", "reference-unresolved", Severity.ERROR, "house rule", waivable=False)
def reference_unresolved(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """A cross-reference to nothing.

    Finds: a reference whose target is no numbered block of the document.
    Why: ``见表`` without a table.
    Wrong: ``见[@tbl-scopes]`` where the table was left out by a condition.
    Right: put the sentence under the same condition, or name a block that is always there.
    """
    labels = document.numbering.labels
    for passage in case.passages(document):
        for offset, target in passage.references.items():
            if passage.text[offset] == REFERENCE and target not in labels:
                yield rule.at(
                    passage.origin,
                    f"交叉引用 {target} 没有对应的图、表、式或章节",
                    f"the reference to {target} resolves to nothing",
                    hint_zh="核对标识，或把该句与被引对象放在同一条件下",
                    hint_en="look at the id, or put sentence and target under one condition",
                    block=passage.block,
                )


@document_rule("RF002", "never-mentioned", Severity.WARNING, "GB/T 1.1-2020, 9.9, 9.10")
def never_mentioned(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """A table or figure that the text never mentions.

    Finds: a table, chart or picture with a caption to which no reference leads.
    Why: what the text does not lead to is not read; the standard on drafting asks for the mention.
    Wrong: a table at the end of a section, no ``见表`` anywhere.
    Right: ``各排放源的排放量见[@tbl-sources]。``
    """
    mentioned = {target for passage in case.passages(document) for target in passage.references.values()}
    for block in every_block(document.blocks):
        if isinstance(block, Table | Chart | Picture) and block.caption and block.id not in mentioned:
            label = document.numbering.labels.get(block.id, block.id)
            yield rule.at(
                block.origin,
                f"{label} 在正文中没有提及",
                f"{label} is never mentioned in the text",
                hint_zh=f"在前文中写“见[@{block.id}]”",
                hint_en=f"mention it in the text: [@{block.id}]",
                block=block.id,
            )


@document_rule("RF003", "citation-unknown", Severity.ERROR, "R25")
def citation_unknown(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """A citation of what the register does not hold.

    Finds: a citation, or a policy or standard of the project file, that is no entry of ``content/standards``.
    Why: titles, numbers and dates come from one register; what is not in it was typed from memory.
    Wrong: ``[@gbt-32150-2016]``
    Right: ``[@gbt-32150-2015]``, or an entry in the register.
    """
    register = _register()
    for passage in case.passages(document):
        for offset, target in passage.references.items():
            if passage.text[offset] == CITATION and target not in register:
                yield rule.at(
                    passage.origin,
                    f"引用的 {target} 不在标准登记表中",
                    f"{target} is not in the register of standards",
                    hint_zh="核对标识，或在 content/standards/register.yaml 中登记",
                    hint_en="look at the id, or enter it in content/standards/register.yaml",
                    block=passage.block,
                )


def _old(register: Mapping[str, Standard], name: str, date: str) -> tuple[str, str] | None:
    """Why an entry cannot be cited as in force on ``date``, zh and en; ``None`` where it can."""
    entry = register.get(name)
    if entry is None or entry.stands_on(date) is not False:
        return None
    if entry.withdrawn and entry.withdrawn <= date:
        new = register.get(entry.replaced_by)
        zh = f"，由 {new.number} 代替" if new else ""
        en = f", replaced by {new.number}" if new else ""
        return f"已于 {entry.withdrawn} 废止{zh}", f"was withdrawn on {entry.withdrawn}{en}"
    return f"自 {entry.in_force} 起才生效", f"is in force only from {entry.in_force}"


@document_rule("RF004", "citation-not-in-force", Severity.WARNING, "R25")
def citation_not_in_force(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """A standard cited outside its time.

    Finds: a cited standard that was superseded before, or comes into force after, the document's date.
    Why: a report in accordance with a withdrawn standard is in accordance with nothing.
    Wrong: PAS 2060:2014 in a statement of 2026.
    Right: ISO 14068-1:2023.
    """
    register = _register()
    seen: set[str] = set()
    for passage in case.passages(document):
        for offset, target in passage.references.items():
            why = _old(register, target, document.date) if passage.text[offset] == CITATION else None
            if why and target not in seen:
                seen.add(target)
                number = register[target].number
                yield rule.at(
                    passage.origin,
                    f"{number} 在文件日期 {document.date} 并不有效：{why[0]}",
                    f"{number} is not in force on {document.date}: it {why[1]}",
                    hint_zh="引用现行版本；确需引用旧版时说明理由",
                    hint_en="cite the edition in force, or say why the old one is meant",
                    block=passage.block,
                )


@document_rule("RF005", "entry-uncited", Severity.WARNING, "R25")
def entry_uncited(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """A bibliography entry that nothing cites.

    Finds: an entry of the list of references to which no citation of the text leads.
    Why: a list of references says what was used.
    Wrong: a standard listed for show.
    Right: cite it where it is applied, or take it out.
    """
    cited = {target for passage in case.passages(document) for target in passage.references.values()}
    for entry in document.references:
        if entry.id not in cited:
            yield rule.at(
                case.place(document),
                f"参考文献 {entry.id} 在正文中没有引用",
                f"the text never cites {entry.id}",
                hint_zh=f"在用到的地方写 [@{entry.id}]，或从列表中删除",
                hint_en=f"cite it where it is used, [@{entry.id}], or take it out",
            )


@document_rule("RF006", "id-twice", Severity.ERROR, "house rule", waivable=False)
def id_twice(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """One id for two blocks.

    Finds: two blocks of a document with the same id.
    Why: references, bookmarks and waivers name a block by its id.
    Wrong: two tables ``id="tbl-sources"``.
    Right: an id each.
    """
    first: dict[str, Block] = {}
    for block in every_block(document.blocks):
        other = first.setdefault(block.id, block)
        if other is not block:
            yield rule.at(
                block.origin,
                f"标识 {block.id} 重复",
                f"the id {block.id} stands twice",
                hint_zh="换一个标识",
                hint_en="choose another id",
                block=block.id,
                related=(other.origin,),
            )


@document_rule("RF007", "empty-section", Severity.WARNING, "GB/T 1.1-2020, 7.3")
def empty_section(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """A heading with nothing under it.

    Finds: a heading followed by a heading of the same or a higher level, or by the end of the document.
    Why: a reader finds a promise in the contents and nothing behind it.
    Wrong: ``## 3.2 核查情况`` directly before ``## 3.3 声明``.
    Right: text under it, or no heading.
    """
    flat = [block for block in _in_order(document.blocks) if not isinstance(block, PageBreak | Contents)]
    for place, block in enumerate(flat):
        if not isinstance(block, Heading):
            continue
        following = flat[place + 1] if place + 1 < len(flat) else None
        if following is None or (isinstance(following, Heading) and following.level <= block.level):
            label = document.numbering.labels.get(block.id, "")
            yield rule.at(
                block.origin,
                f"标题 {label or block.id} 下没有内容",
                f"there is nothing under heading {label or block.id}",
                hint_zh="补写内容，或删去该标题",
                hint_en="write the section, or take the heading out",
                block=block.id,
            )


def _in_order(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Blocks of the document's flow: those of a written slot in its place."""
    for block in blocks:
        if isinstance(block, AuthorSlot) and block.written:
            yield from _in_order(block.blocks)
        else:
            yield block


_TYPED = re.compile(
    r"(?:见|如|参见|详见|列入|列于|按|据|由|和|及|与|、)\s*(?P<kind>表|图|式)\s*[（(]?(?P<number>[A-Z]?\d+(?:[-.—]\d+)?)[)）]?"
    r"|(?:见|参见|详见)本?(?:报告|文)?第\s*(?P<section>\d+(?:\.\d+)+)\s*节"
)


@document_rule("RF008", "reference-typed", Severity.WARNING, "house rule")
def reference_typed(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """A number of a table, figure or section typed by hand.

    Finds: ``见表3-1`` and its like in typed text: an error where the document has no such number, a warning where it
    happens to have it today.
    Why: numbers are counted when the document is composed; a typed one is wrong after the next insertion.
    Wrong: ``见表3-1``
    Right: ``见[@tbl-sources]``
    """
    labels = {_bare(label) for label in document.numbering.labels.values()}
    for passage in case.passages(document):
        for found in _TYPED.finditer(normalise(passage.text)):
            if (
                _given(case, passage.text, found.start(), found.end())
                or "》" in passage.text[max(0, found.start() - 10) : found.start()]
            ):
                continue
            number = f"{found['kind']}{found['number']}" if found["kind"] else found["section"]
            known = _bare(number) in labels
            yield rule.at(
                place_in_slot(case, document, passage, passage.text[found.start() : found.end()]),
                f"“{number}”是手写的编号" + ("" if known else "，本文件没有这一编号"),
                f"{number!r} was typed by hand" + ("" if known else " and is no number of this document"),
                hint_zh="用 [@标识] 引用，编号由系统给出",
                hint_en="refer by id, [@id]; the number is counted for you",
                block=passage.block,
                severity=Severity.WARNING if known else Severity.ERROR,
            )


def _given(case: Case, text: str, start: int, end: int) -> bool:
    """Whether the words belong to a text of the project file, printed as it stands."""
    given = bytearray(len(text))
    matcher_of(case).strings.cover(text, given)
    return any(given[start:end])


def _bare(label: str) -> str:
    return re.sub(r"[\s（）()]", "", label).replace("—", "-").removeprefix("第").removesuffix("节").replace(".", "-")


_NUMBER = re.compile(
    r"(?<![A-Za-z/])(?P<body>(?:GB(?:/[TZ])?|ISO(?:/IEC)?|ISO/T[RS]|PAS|DB\d{2}(?:/T)?|HJ|T/[A-Z]+)\s?\d+(?:[.\-]\d+)*?)"
    r"\s?(?:[:\-—]\s?(?P<year>(?:19|20)\d{2}))?(?![\d.]|[:\-—]\s?\d)"
)


@document_rule("RF009", "standard-typed", Severity.WARNING, "R25")
def standard_typed(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """A standard's number typed by hand that the register does not know, or not as in force.

    Finds: numbers such as GB/T 32150-2015 in typed text: those without an entry in the register, and those whose
    edition was superseded at the document's date. An undated number is known when any edition is.
    Why: the register carries title, edition and validity; a typed number carries none.
    Wrong: ``按GB/T 36132—2018评价`` in a document of 2026.
    Right: ``按[@gbt-36132-2025]评价``
    """
    register = _register()
    by_number = {_spelled(entry.number): entry for entry in register.values()}
    undated = {re.sub(r"[:\-](?:19|20)\d{2}$", "", number) for number in by_number}
    seen: set[str] = set()
    for passage in case.passages(document):
        for found in _NUMBER.finditer(normalise(passage.text)):
            said = passage.text[found.start() : found.end()]
            number = _spelled(found[0])
            if number in seen or _given(case, passage.text, found.start(), found.end()):
                continue
            seen.add(number)
            entry = by_number.get(number)
            why = _old(register, entry.id, document.date) if entry else None
            if entry is None and not any(one == number or one.startswith(f"{number}-") for one in undated):
                why = "不在标准登记表中", "is not in the register of standards"
            if why:
                yield rule.at(
                    place_in_slot(case, document, passage, said),
                    f"{said} {why[0]}",
                    f"{said} {why[1]}",
                    hint_zh="用 [@标识] 引用登记表中的现行标准",
                    hint_en="cite an entry of the register by its id: [@id]",
                    block=passage.block,
                )


def _spelled(number: str) -> str:
    return re.sub(r"\s", "", normalise(number)).replace("—", "-").replace(":", "-")


CHECKS: tuple[Check, ...] = (
    reference_unresolved,
    never_mentioned,
    citation_unknown,
    citation_not_in_force,
    entry_uncited,
    id_twice,
    empty_section,
    reference_typed,
    standard_typed,
)
