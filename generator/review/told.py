"""Changes in words, line by line: what the terminal, the Markdown and the page say alike."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.findings import Finding
from generator.base.text import Language
from generator.ledger.spelling import place
from generator.review.changes import BlockChange, Changes, SectionChange, SideName
from generator.review.digest import Digest
from generator.review.grid_changes import GridChange, Line
from generator.review.phrases import count, say, word
from generator.review.spelling import short

_HASH = 8


def side_told(side: SideName, which: str, language: Language) -> str:
    """Return what a side is: its name, and of a revision commit, author and date."""
    project = side.project if side.project != side.name else ""
    known = ", ".join(filter(None, (project, side.commit[:_HASH], side.author, side.date)))
    return f"{word(which, language)}  {side.name}{f' ({known})' if known else ''}"


def overview(changes: Changes, language: Language) -> str:
    """Return all of it in one sentence."""
    if changes.same:
        return say(
            f"没有差别：{changes.facts} 个数值、{len(changes.documents)} 份文档和检查发现都相同",
            f"nothing differs: {changes.facts} facts, {len(changes.documents)} documents and the findings are the same",
            language,
        )
    facts, ledger, found = len(changes.headlines), changes.ledger, changes.findings
    moved = len(ledger.changed) + len(ledger.added) + len(ledger.gone)
    differing = [one.id for one in changes.documents if one.fate != "same"]
    all_of = len(changes.documents)
    parts = [
        say(
            f"文档中 {facts} 个数值有变化（账本中 {moved} 个）",
            f"{facts} shown numbers changed ({moved} in the ledger)",
            language,
        )
        if moved
        else say("数值没有变化", "no number changed", language),
        say(f"{all_of} 份文档中 {len(differing)} 份不同", f"{len(differing)} of {all_of} documents differ", language),
    ]
    for listed, zh, en in ((found.came, "新出现", "came"), (found.went, "消失", "went")):
        if listed:
            finding = "finding" if len(listed) == 1 else "findings"
            parts.append(say(f"检查发现{zh} {len(listed)} 条", f"{len(listed)} {finding} {en}", language))
    if unmade := [one.id for one in changes.documents if one.fate == "unmade"]:
        parts[:2] = [
            say(f"{len(unmade)} 份文档不能比较", f"{len(unmade)} of {all_of} documents cannot be compared", language)
        ]
    return say("；", "; ", language).join(parts)


def documents_told(changes: Changes, language: Language) -> Iterator[str]:
    """Yield the templates, data sets and calculations that differ."""
    for one in changes.templates:
        if one.edited:
            yield f"{one.document}: {one.new} ({word('edited', language)})"
        else:
            yield f"{one.document}: {one.old or '—'} → {one.new or '—'}"
    for pin in changes.pins:
        kind, _, name = pin.name.partition(" ")
        known = {"data": say("数据集", "data set", language), "calculation": say("计算", "calculation", language)}
        yield f"{known.get(kind, kind)} {name}: {pin.old[:_HASH] or '—'} → {pin.new[:_HASH] or '—'}"


def section_told(section: SectionChange, language: Language) -> str:
    """Return what became of a section."""
    old = section.old.name if section.old is not None else ""
    new = section.new.name if section.new is not None else ""
    several = "piece" if section.pieces == 1 else "pieces"
    pieces = say(f"，{section.pieces} 段", f", {section.pieces} {several}", language) if section.pieces else ""
    where = f"{old} → {new}" if old and new and old != new else new or old
    left, right = ("（", "）") if language == "zh" else (" (", ")")
    kind = say(f"章节{word(section.fate, language)}", f"section {word(section.fate, language)}", language)
    return f"{kind}: {where}{left}{word(section.cause, language)}{pieces}{right}"


def block_told(block: BlockChange, language: Language) -> str:
    """Return what became of a piece: where it stands, what it is, why it changed, and the line it was written at."""
    reasons = say("、", ", ", language).join(word(reason, language) for reason in block.causes)
    what = word(block.what, language)
    called = f"{block.label} {caption_of(block)}".strip() if block.grid is not None or block.what in _CAPTIONED else ""
    fate = word(block.fate, language)
    said = fate if called else f"{what} {fate}" if language == "en" else f"{what}{fate}"
    moved = f": {block.old_section.name} → {block.section.name}" if block.old_section and block.fate == "moved" else ""
    head = " · ".join(filter(None, (block.section.name, called, said + moved, reasons)))
    where = place(block.new_origin or block.old_origin)
    return f"{head}  {where}".rstrip()


_CAPTIONED = ("table", "chart", "picture")


def caption_of(block: BlockChange) -> str:
    """Return the caption of a table or chart: the first line of its text."""
    return short((block.new_text or block.old_text).partition("\n")[0], 60)


def grid_told(change: GridChange, language: Language) -> Iterator[str]:
    """Yield what differs between two tables or charts, but for their cells."""
    for name, lines in (("columns", change.columns), ("rows", change.rows)):
        for sign, listed in (("+", _only(lines, "old")), ("-", _only(lines, "new"))):
            if listed:
                yield f"{word(name, language)} {sign} {say('；', '; ', language).join(listed)}"
        moved = [line.label for line in lines if line.moved]
        if moved:
            yield f"{word(name, language)} {word('moved', language)}: {say('；', '; ', language).join(moved)}"
        for line in lines:
            if line.renamed:
                yield f"{word(name, language)} {line.renamed} → {line.label}"
    for name, pair in (("unit", change.unit), ("kind", change.kind)):
        if pair is not None:
            yield f"{word(name, language)} {pair[0] or '—'} → {pair[1] or '—'}"
    for old, new in change.notes:
        yield f"{word('notes', language)}: {old or '—'} → {new or '—'}"


def _only(lines: tuple[Line, ...], missing: str) -> list[str]:
    return [line.label or "—" for line in lines if getattr(line, missing) is None]


def cells_told(change: GridChange) -> Iterator[str]:
    """Yield the cells that differ: row, column, then and now."""
    for cell in change.cells:
        where = " / ".join(filter(None, (cell.row_label, cell.column_label)))
        yield f"{where}: {cell.old or '—'} → {cell.new or '—'}"


def numbers_told(found: Digest, language: Language) -> Iterator[str]:
    """Yield what is only counted: numbers, digits and references that follow from other changes."""
    if found.numbers:
        listed = say("、", ", ", language).join(count(n, kind, language) for kind, n in found.numbers.items())
        yield say(
            f"随数值变化的：{found.shown} 处数字，在 {listed} 中",
            f"following the numbers: {found.shown} figures in {listed}",
            language,
        )
    if found.digits:
        yield say(
            f"只是显示位数不同的：{found.digits} 处", f"where only the digits shown differ: {found.digits}", language
        )
    if found.references:
        yield say(
            f"只是引用的编号不同的：{found.references} 处",
            f"where only numbers of tables, sections or sources that they refer to differ: {found.references}",
            language,
        )
    if found.changes.renumbered:
        yield say(
            f"编号不同的：{found.changes.renumbered} 个标题、表、图或公式",
            f"numbered otherwise: {found.changes.renumbered} headings, tables, figures or equations",
            language,
        )


def finding_told(finding: Finding, language: Language) -> str:
    """Return a finding in one line."""
    waived = f" ({word('waived', language)}: {finding.waiver})" if finding.waiver else ""
    said = " ".join(finding.message.say(language).split())
    return f"{place(finding.position)} {finding.severity} {finding.rule} {said}{waived}".strip()


def same_told(changes: Changes, language: Language) -> str:
    """Return what stayed as it was."""
    parts = []
    for one in changes.documents:
        if one.fate == "same":
            parts.append(say(f"文档 {one.id} 全部", f"all of {one.id}", language))
        elif one.fate == "changed":
            parts.append(
                say(
                    f"{one.id} 的 {one.pieces} 段中 {one.unchanged} 段",
                    f"{one.unchanged} of {one.pieces} pieces of {one.id}",
                    language,
                )
            )
    if changes.findings.stayed:
        parts.append(say(f"{changes.findings.stayed} 条检查发现", f"{changes.findings.stayed} findings", language))
    if not parts:
        return ""
    return say("没有变化：", "unchanged: ", language) + say("，", ", ", language).join(parts)
