"""Chapters, clauses with and without titles, annexes, titles without number (GB/T 1.1-2020, clause 7, 9.6, 10.2.1)."""

from __future__ import annotations

from generator.document.blocks import Clause, Heading, TermEntry
from generator.render.docx import inlines, rules
from generator.render.docx.draft import Draft
from generator.render.docx.standard.numbers import ANNEXES, CHAPTERS, INTRODUCTION, Counter, numbered_by
from generator.render.docx.standard.page import TEXT_WIDTH
from generator.render.docx.standard.paragraphs import spread, text
from generator.render.docx.xml import escape

_BREAK = "<w:r><w:br/></w:r>"
#: One blank between number and title (10.2.1). It stands in the text: as part of the number it would come along in
#: every cross-reference, since Word and LibreOffice repeat the number as its list writes it.
GAP = '<w:r><w:t xml:space="preserve">\u3000</w:t></w:r>'
_ROLES = {"normative": ("（规范性）", "(normative)"), "informative": ("（资料性）", "(informative)")}


def role_words(draft: Draft, block: Heading) -> str:
    """Return ``（规范性）`` or ``（资料性）`` of an annex, nothing for other headings."""
    return draft.say(*_ROLES.get(block.role, ("", "")))


class Headings:
    """Draws what stands in the levels of the document, and counts it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.counter = Counter()
        self.front = True

    def heading(self, block: Heading) -> str:
        """Return a heading: its style numbers it and gives it its place in contents and navigation."""
        level = min(max(block.level, 1), 6)
        if block.annex and level == 1:
            return self._annex(block)
        if not block.numbered:
            return self._plain(block, level)
        if level == 1:
            self._check(block, self.counter.top(annex=False))
            return self._titled(block, "Chapter", "")
        self._check(block, self.counter.below(level))
        if self.counter.letter:
            style = "AnnexChapter" if level == 2 else f"AnnexClause{level - 2}"
        elif self.front and self.counter.path[0] == 0:
            return self._titled(block, "FrontClause", numbered_by(INTRODUCTION, level - 1))
        else:
            style = f"Clause{level - 1}"
        return self._titled(block, style, "")

    def clause(self, block: Clause) -> str:
        """Return a clause without a title: number and text in one paragraph, no place in the contents."""
        level = min(max(block.level, 2), 6)
        self._check(block, self.counter.below(level))
        style = f"AnnexUntitled{level - 1}" if self.counter.letter else f"Untitled{level - 1}"
        inner = self._anchored(block.id, inlines.draw(self.draft, block.inlines))
        return text(self.draft, style, GAP + inner, extra=numbered_by(self._list(), level - 1))

    def entry_number(self, block: TermEntry) -> str:
        """Count an entry of the terms; return its numbering."""
        level = min(max(block.level, 2), 6)
        self._check(block, self.counter.below(level))
        return numbered_by(self._list(), level - 1)

    def _list(self) -> int:
        if self.counter.letter:
            return ANNEXES
        return INTRODUCTION if self.front and self.counter.path[0] == 0 else CHAPTERS

    def _annex(self, block: Heading) -> str:
        """Return the three centred lines of an annex as one paragraph, so that the contents have them as one entry."""
        self._check(block, self.counter.top(annex=True))
        words = role_words(self.draft, block)
        line = f"{_BREAK}<w:r><w:t>{escape(words)}</w:t></w:r>" if words else ""
        inner = line + _BREAK + inlines.draw(self.draft, block.inlines)
        return text(self.draft, "AnnexMark", self._listed(block.id, inner))

    def _plain(self, block: Heading, level: int) -> str:
        """Return a title without number: 前言 and 引言 before the text, 参考文献 and 索引 after it."""
        if level > 1:
            return self._titled(block, "PlainTitle", f'<w:outlineLvl w:val="{level - 1}"/>')
        self.counter.front()
        title = self.draft.words.plain(block.inlines)
        if self.front:
            return self._titled(block, "FrontTitle", spread(title, 320, 2, TEXT_WIDTH))
        return self._titled(block, "BackTitle", spread(title, 210, 1, TEXT_WIDTH))

    def _titled(self, block: Heading, style: str, extra: str) -> str:
        inner = self._listed(block.id, inlines.draw(self.draft, block.inlines))
        return text(self.draft, style, GAP + inner if block.numbered else inner, extra=extra)

    def _listed(self, block_id: str, inner: str) -> str:
        return self.draft.anchored(f"_Toc{self.draft.targets[block_id]}", self._anchored(block_id, inner))

    def _anchored(self, block_id: str, inner: str) -> str:
        return self.draft.anchored(f"_Ref{self.draft.targets[block_id]}", inner)

    def _check(self, block: Heading | Clause | TermEntry, counted: str) -> None:
        """Hold the number that Word will count against the document's."""
        draft = self.draft
        label = draft.words.label(block.id)
        bare = label.replace(" ", "").removeprefix("附录").removeprefix("Annex")
        if bare == counted:
            return
        title = block.term if isinstance(block, TermEntry) else draft.words.plain(block.inlines)[:20]
        draft.report(
            rules.NUMBERING,
            f"“{title}”的编号是 {label or '空'}，Word 会编成 {counted}：层次跳级了",
            f"{title!r} is {label or 'unnumbered'}, Word would count {counted}: a level was skipped",
        )
