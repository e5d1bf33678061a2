"""What ends a draft standard: index and end line (GB/T 1.1-2020, 8.14, 10.1.5); and its contents (8.2, 10.3.2)."""

from __future__ import annotations

import re

from generator.document.blocks import Contents, Heading, Index
from generator.document.walk import walk_blocks
from generator.render.docx import rules
from generator.render.docx.contents import Entry, bibliography_entry, toc_field
from generator.render.docx.draft import Draft
from generator.render.docx.inlines import number_switches
from generator.render.docx.standard.headings import role_words
from generator.render.docx.standard.page import TEXT_WIDTH
from generator.render.docx.standard.paragraphs import spread, text
from generator.render.docx.xml import TAB, escape, field, run

#: Styles of captions, for the lists of figures and of tables.
_CAPTIONS = {"图": ("标准文件_正文图标题", "标准文件_附录图标题"), "表": ("标准文件_正文表标题", "标准文件_附录表标题")}
_PARAGRAPH = re.compile(r'<w:p><w:pPr><w:pStyle w:val="\w+"/>(?!<w:keepNext/>)')


def contents(draft: Draft, block: Contents, *, bibliography: bool) -> str:
    """Return the contents: titles without number, chapters, clauses, annexes with what they are, each with its page."""
    headings = [
        _entry(draft, heading)
        for heading in walk_blocks(draft.document.blocks)
        if isinstance(heading, Heading) and heading.level <= block.depth
    ]
    headings += bibliography_entry(draft) if bibliography else []
    apart = spread(block.title, 320, 2, TEXT_WIDTH)
    parts = [text(draft, "TOCHeading", run(draft.clean(block.title), chinese=draft.chinese), extra=apart)]
    parts.append(toc_field(draft, rf'TOC \o "1-{block.depth}" \h \z \u', headings))
    for wanted, kind in ((block.figures, "图"), (block.tables, "表")):
        listed = _captioned(draft, kind) if wanted else []
        if listed:
            styles = ",".join(f"{style},1" for style in _CAPTIONS[kind])
            parts.append(toc_field(draft, rf'TOC \h \z \t "{styles}"', listed))
    if not draft.pages:
        draft.report(rules.NO_PAGES, "目次还没有页码", "the contents have no page numbers yet")
    return "".join(parts)


def _entry(draft: Draft, heading: Heading) -> Entry:
    label, title = draft.words.label(heading.id), draft.words.plain(heading.inlines)
    label += role_words(draft, heading)
    words = f"{label}\u3000{title}" if label else title
    return Entry(f"TOC{min(heading.level, 6)}", "", words, f"_Toc{draft.targets[heading.id]}", draft.page(heading.id))


def _captioned(draft: Draft, kind: str) -> list[Entry]:
    found = []
    for block in walk_blocks(draft.document.blocks):
        label = draft.words.label(block.id)
        if label.startswith(kind) and hasattr(block, "caption"):
            words = f"{label}\u3000{draft.words.plain(block.caption)}"
            found.append(Entry("TableofFigures", "", words, f"_Toc{draft.targets[block.id]}", draft.page(block.id)))
    return found


def index(draft: Draft, block: Index) -> str:
    """Return the index: key words under their initial letters, dots, and the numbers of the places as references."""
    parts = []
    for initial, entries in block.groups:
        parts.append(text(draft, "IndexLetter", run(draft.clean(initial), chinese=draft.chinese)))
        for entry in entries:
            places = [_place(draft, target) for target in entry.targets]
            comma = run(draft.say("，", ", "), chinese=draft.chinese)
            word = run(draft.clean(entry.word), chinese=draft.chinese)
            parts.append(text(draft, "IndexItem", word + TAB + comma.join(filter(None, places))))
    return "".join(parts)


def _place(draft: Draft, target: str) -> str:
    label = draft.words.label(target)
    block = draft.words.blocks.get(target)
    if block is None or not label:
        draft.report(
            rules.UNKNOWN_TARGET,
            f"索引指向的 {target} 不存在或没有编号",
            f"the index points to {target}, which is no numbered block",
        )
        return ""
    switches, core = number_switches(draft, block, label)
    before, _, after = label.partition(core)
    words = [f"<w:r><w:t>{escape(part)}</w:t></w:r>" if part else "" for part in (before, after)]
    return words[0] + field(f"REF _Ref{draft.targets[target]}{switches}", core) + words[1]


def end_line(draft: Draft) -> str:
    """Return the line that ends the document, a quarter of the text's width."""
    return text(draft, "EndLine", "")


def kept_with_next(drawn: str) -> str:
    """Keep the last paragraph of what was drawn on the page of what follows: the end line stands below content."""
    last = _PARAGRAPH.match(drawn, max(drawn.rfind("<w:p>"), 0))
    return f"{drawn[: last.end()]}<w:keepNext/>{drawn[last.end() :]}" if last else drawn
