"""The foreword (GB/T 1.1-2020, 8.3): its statements in their order, made from data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.base.findings import Position
from generator.document.blocks import Block, ListBlock, ListItem, Paragraph
from generator.drafting.fixed import BASIS, PATENTS

if TYPE_CHECKING:
    from generator.compose.standard.draft import Draft

_RELATIONS = {"identical": "等同采用", "modified": "修改采用", "not-equivalent": "参考"}


def number_of(code: str, number: str, year: int | None) -> str:
    """Return code, number and year of a document: ``T/SLIA 012—2026``."""
    return f"{code} {number or 'XXXX'}—{year or 'XXXX'}"


def blocks(draft: Draft) -> tuple[Block, ...]:
    """Return the foreword's statements, a) to h)."""
    return tuple(_Foreword(draft).blocks())


class _Foreword:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.standard = draft.standard
        self.builder = draft.builder("foreword", draft.standard.at.path, "foreword")

    def say(self, text: str, at: Position) -> Paragraph:
        """Return a paragraph; sentences of the author's may cite."""
        inlines = self.builder.words(text, at.line, "foreword")
        return Paragraph(self.builder.new_id("paragraph", at.line), at, inlines)

    def listed(self, texts: list[str], at: list[Position]) -> ListBlock:
        """Return a list in the form of 7.5.1: items end in ；, the last in 。."""
        name = self.builder.new_id("list", at[0].line)
        items = []
        for place, (text, where) in enumerate(zip(texts, at, strict=True), 1):
            end = "。" if place == len(texts) else "；"
            item = self.builder.new_id("item", where.line)
            items.append(ListItem(item, where, (self.say(text.rstrip("。；;") + end, where),)))
        return ListBlock(name, at[0], False, tuple(items))

    def blocks(self) -> Iterator[Block]:
        standard = self.standard
        yield self.say(BASIS, standard.at)
        yield from self._parts()
        for place, sentence in enumerate(standard.relations):
            yield self.say(_closed(sentence), standard.place(f"relations.{place}"))
        yield from self._replaced()
        yield from self._international()
        if not standard.patents:
            yield self.say(PATENTS, standard.at)
        if standard.proposer:
            yield self.say(f"本文件由{standard.proposer.zh}提出。", standard.place("proposer"))
        code = f"（{standard.committee_code}）" if standard.committee_code else ""
        yield self.say(f"本文件由{standard.committee.zh}{code}归口。", standard.place("committee"))
        yield self.say(f"本文件起草单位：{'、'.join(standard.bodies)}。", standard.place("bodies"))
        yield self.say(f"本文件主要起草人：{'、'.join(standard.drafters)}。", standard.place("drafters"))
        yield from self._history()

    def _parts(self) -> Iterator[Block]:
        parts = self.standard.parts
        if parts is None:
            return
        base = f"{self.standard.code} {self.standard.number.partition('.')[0] or 'XXXX'}"
        yield self.say(f"本文件是{base}《{parts.of.zh}》的第{parts.this}部分。", parts.at)
        if parts.published:
            yield self.say(f"{base}已经发布了以下部分：", parts.at)
            texts = [f"第{one.number}部分：{one.title}" for one in parts.published]
            yield self.listed(texts, [one.at for one in parts.published])

    def _replaced(self) -> Iterator[Block]:
        replaces = self.standard.replaces
        for one in replaces:
            verb = "部分代替" if one.partly else "代替"
            yield self.say(
                f"本文件{verb}{one.document}《{one.title}》，与{one.document}相比，"
                "除结构调整和编辑性改动外，主要技术变化如下：",
                one.at,
            )
            yield self.listed(list(one.changes), [one.place(f"changes.{n}") for n in range(len(one.changes))])

    def _international(self) -> Iterator[Block]:
        one = self.standard.international
        document = self.draft.uses.documents.get(one.reference) if one else None
        if one is None or document is None:
            return
        self.draft.uses.cite(one.reference, one.at, "foreword", dated=True, strong=False)
        named = f"{document.name(dated=True)}《{document.title}》"
        if one.relation == "not-equivalent":
            yield self.say(f"本文件参考{named}起草，一致性程度为非等效。", one.at)
        else:
            yield self.say(f"本文件{_RELATIONS[one.relation]}{named}。", one.at)
        if one.changes:
            yield self.say(f"本文件与{document.name(dated=True)}相比，做了下述改动：", one.at)
            yield self.listed(list(one.changes), [one.place(f"changes.{n}") for n in range(len(one.changes))])

    def _history(self) -> Iterator[Block]:
        standard = self.standard
        if not standard.history:
            return
        yield self.say("本文件及其所代替文件的历次版本发布情况为：", standard.place("history"))
        places = [standard.place(f"history.{n}") for n in range(len(standard.history))]
        texts = [*standard.history, f"本次为第{_count(len(standard.history))}次修订"]
        yield self.listed(texts, [*places, standard.place("history")])


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith(("。", "：")) else f"{sentence}。"


def _count(number: int) -> str:
    digits = "零一二三四五六七八九"
    if number < 10:
        return digits[number]
    tens, ones = divmod(number, 10)
    return f"{'' if tens == 1 else digits[tens]}十{digits[ones] if ones else ''}" if tens < 10 else str(number)
