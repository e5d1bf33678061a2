"""Completeness of a document: slots, catalogue bullets, items of ISO 14064-1, drafting residue (CO001 to CO006)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.base.findings import Finding, Rule, Severity
from generator.catalogue import load_catalogue
from generator.checks.framework import Case, Check, document_rule
from generator.checks.names import place_in_slot
from generator.checks.passages import every_block, plain
from generator.document.blocks import AuthorSlot, Document, Row, Table
from generator.document.inlines import CrossRef

_BULLET = re.compile(r"^((?:D-[A-Z]+|P)-\d+):(\d+)$")
#: Documents that report an inventory and so owe the twenty items of ISO 14064-1:2018, 9.3.1.
_INVENTORIES = ("D-INV-01", "D-INV-02")
_ITEMS = "abcdefghijklmnopqrst"


@document_rule("CO001", "slot-unwritten", Severity.WARNING, "house rule")
def slot_unwritten(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """An author slot without text.

    Finds: a slot that the client's consultant has not written. A warning in a draft, an error in a final build.
    Why: what only the client knows is never invented; a final document does not go out with a hole.
    Wrong: no file ``content/ghg-report-2024/management-statement.md``.
    Right: the file with the client's own paragraphs.
    """
    for block in every_block(document.blocks):
        if isinstance(block, AuthorSlot) and not block.written:
            who_zh = f"（{block.responsible}）" if block.responsible else ""
            yield rule.at(
                block.origin,
                f"作者段落“{block.slot}”尚未撰写{who_zh}：{block.prompt}",
                f"author slot {block.slot!r} is not written: {block.prompt}",
                hint_zh=f"把内容写入 {block.file}",
                hint_en=f"write it in {block.file}",
                block=block.id,
                severity=case.severity,
            )


@document_rule("CO002", "slot-empty-words", Severity.WARNING, "house rule")
def slot_too_short(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """An author slot that holds next to nothing.

    Finds: a written slot of fewer than twelve characters.
    Why: ``同上`` or ``无`` fills the hole and tells nothing.
    Wrong: a management statement that says ``略``.
    Right: the statement, or a template that does not ask for it.
    """
    for block in every_block(document.blocks):
        if isinstance(block, AuthorSlot) and block.written:
            words = "".join(p.text for p in case.passages(document) if p.slot == block.slot)
            if len(re.sub(r"\s", "", words)) < 12:
                yield rule.at(
                    block.blocks[0].origin,
                    f"作者段落“{block.slot}”只有 {len(words)} 个字",
                    f"author slot {block.slot!r} has {len(words)} characters",
                    hint_zh=block.prompt,
                    hint_en=block.prompt,
                    block=block.id,
                )


@document_rule("CO003", "bullet-uncovered", Severity.WARNING, "guide 6; content/catalogue")
def bullet_uncovered(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """A demand of the service guide that no section answers.

    Finds: a bullet of a catalogue document that the composed sections cover in part, where none of them declares it. A
    warning in a draft, an error in a final build.
    Why: the guide says what a deliverable contains; a section left out by a condition takes its bullet with it.
    Wrong: a white paper without the section on evaluation (``D-WHP-01:316``).
    Right: a section with ``covers: ["D-WHP-01:316"]``, written out.
    """
    declared = {found for covers in document.covers.values() for found in covers if _BULLET.match(found)}
    catalogue = load_catalogue().documents
    for name in sorted({bullet.partition(":")[0] for bullet in declared}):
        entry = catalogue.get(name)
        for bullet in entry.contents if entry else ():
            if f"{name}:{bullet.line}" not in declared:
                yield rule.at(
                    case.place(document),
                    f"没有章节覆盖 {name}（{entry.name.zh if entry else ''}）第 {bullet.line} 行的要求：{bullet.text}",
                    f"no section covers {name} line {bullet.line}: {bullet.text}",
                    hint_zh=f'在模板的某一章节声明 covers: ["{name}:{bullet.line}"] 并写出相应内容',
                    hint_en=f'declare covers: ["{name}:{bullet.line}"] on the section that answers it',
                    severity=case.severity,
                )


@document_rule("CO004", "iso-item-uncovered", Severity.ERROR, "ISO 14064-1:2018, 9.3.1")
def iso_item_uncovered(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """An item of ISO 14064-1 9.3.1 that an inventory report does not answer.

    Finds: an inventory report without an index table of the items a to t, or an item in it without a reference to the
    place that answers it.
    Why: the twenty items are what a report in accordance with the standard contains; a verifier goes by this table.
    Wrong: item s (verification and level of assurance) without a section.
    Right: a row a to t each, with a cross-reference that resolves.
    """
    named = {bullet.partition(":")[0] for covers in document.covers.values() for bullet in covers}
    if not named & set(_INVENTORIES):
        return
    best: Table | None = None
    answered: set[str] = set()
    for block in every_block(document.blocks):
        if isinstance(block, Table):
            found = {item for row in block.rows if (item := _item(row)) and _answers(row, document)}
            listed = sum(1 for row in block.rows if _item(row))
            if listed >= 5 and len(found) >= len(answered):
                best, answered = block, found
    missing = [item for item in _ITEMS if item not in answered]
    if missing:
        yield rule.at(
            best.origin if best else case.place(document),
            f"报告没有说明 ISO 14064-1:2018 第 9.3.1 条的 {'、'.join(missing)} 项",
            f"the report does not answer items {', '.join(missing)} of ISO 14064-1:2018, 9.3.1",
            hint_zh="在索引表中逐项列出 a 至 t，并引用相应章节",
            hint_en="list items a to t in the index table, each with a reference to its section",
            block=best.id if best else "",
        )


def _item(row: Row) -> str:
    text = plain(row.cells[0].inlines).strip().strip(")）").lower() if row.cells else ""
    return text if len(text) == 1 and text in _ITEMS else ""


def _answers(row: Row, document: Document) -> bool:
    targets = [inline.target for cell in row.cells for inline in cell.inlines if isinstance(inline, CrossRef)]
    return bool(targets) and all(target in document.numbering.labels for target in targets)


#: What drafting leaves behind: (what it is in Chinese and in English, pattern).
_RESIDUE: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "占位文字",
        "a placeholder",
        re.compile(
            r"待补充|待填写|待确认|待定稿|此处填写|请填写|（略）|[×xX]{3,}|某某|TODO|TBD|FIXME|Lorem ipsum"
            r"|\?{3,}|？{3,}"
            r"|【[^】]{0,30}(?:填|补|选|待|公司名|单位名|日期)[^】]{0,30}】|\[(?:insert|to be)[^\]]*\]"
            r"|[X×]{2,}(?:公司|企业|省|市|县|年|月|吨|万)"
        ),
    ),
    (
        "修订痕迹",
        "residue of tracked changes",
        re.compile(
            r"(?:Deleted|Inserted|Formatted|Comment(?:ed)?)\s*[:：]|(?:删除的?内容|已删除|带格式的|批注)\s*[:：]"
        ),
    ),
    (
        "并存的两种选项",
        "two alternatives left standing",
        re.compile(
            r"(?P<a>[\u4e00-\u9fff]{1,6})\s*[/／或]\s*(?:未|不|没有|无)(?P=a)|是[/／]否|有[/／]无|（二选一）"
            r"|[□☐]\s*\S{1,8}\s*[□☐]|\b(?:was|is|has|were)\s*/\s*(?:was|is|has|were) not"
            r"|\bor not\b(?=\s+(?:made|performed))|\[(?:was|is)\s*/"
        ),
    ),
    ("模板语句", "template code", re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")),
)


@document_rule("CO005", "drafting-residue", Severity.ERROR, "seen 4, 7", waivable=False)
def drafting_residue(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """What drafting left behind.

    Finds: placeholders (待补充, ×××公司, TODO), both alternatives of a form left standing (开展/未开展, 是/否),
    tracked-change residue (``Deleted:``), and template code in the text.
    Why: a validated project document said that a site visit was made or was not made; another was published with
    ``Deleted:`` in it.
    Wrong: ``本次核算进行了/未进行现场走访。``
    Right: ``本次核算进行了现场走访。``
    """
    for passage in case.passages(document):
        for zh, en, pattern in _RESIDUE:
            found = pattern.search(passage.text)
            if found:
                yield rule.at(
                    place_in_slot(case, document, passage, found[0]),
                    f"留有{zh}：“{found[0]}”",
                    f"{en}: {found[0]!r}",
                    hint_zh="按实际情况写定，删去多余文字",
                    hint_en="write what is the case and take the rest out",
                    block=passage.block,
                    severity=case.severity,
                )
                break


@document_rule("CO006", "cover-incomplete", Severity.WARNING, "house rule")
def cover_incomplete(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """A cover without what identifies the document.

    Finds: an order without document number, in a final build.
    Why: editions and quotations refer to the number.
    Wrong: an order without ``number``.
    Right: ``number: HX-LH-2025-01``
    """
    if case.final:
        for name, value in _cover(document):
            if not value:
                yield rule.at(
                    case.place(document),
                    f"封面缺少{name[0]}",
                    f"the cover has no {name[1]}",
                    hint_zh="在 project.yaml 的 documents 中补充",
                    hint_en="add it to the order in project.yaml",
                )


def _cover(document: Document) -> Iterator[tuple[tuple[str, str], str]]:
    yield ("文件编号", "number"), document.cover.number
    yield ("编制单位", "provider"), document.cover.provider


CHECKS: tuple[Check, ...] = (
    slot_unwritten,
    slot_too_short,
    bullet_uncovered,
    iso_item_uncovered,
    drafting_residue,
    cover_incomplete,
)
