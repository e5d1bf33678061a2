"""NUM-05 to NUM-07, NUM-12, PAR-01: titled and untitled clauses, hanging paragraphs (7.3, 7.4)."""

from __future__ import annotations

import re

from generator.base.findings import Severity
from generator.drafting.draft import PROSE, Draft, Kind, Part, Section
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.rules.numbering import NO_LEVELS, levels_unknown, words

_WITHOUT = frozenset({Part.COVER, Part.CONTENTS, Part.FOREWORD, Part.BIBLIOGRAPHY, Part.INDEX})
_WARNING = re.compile(r"^(?:重要提示|警示|警告|注意事项?)[：:—\s]?")


@draft_rule("NUM-05", "titles-mixed", Severity.ERROR, "7.3.3", "read", needs="numbers")
def mixed(draft: Draft) -> Answer:
    """Finds: sibling clauses of which some have titles and some have none, at those of the smaller number.

    Why: on one level of one chapter or clause all have titles or none has.

    Wrong: 5.1 采集, 5.2 园区应按月报告。

    Right: 5.1 采集, 5.2 报告
    """
    for section in draft.walk():
        if section.part in _WITHOUT or section.part is Part.TERMS:
            continue
        titled = [one for one in section.children if one.titled]
        untitled = [one for one in section.children if not one.titled]
        if not titled or not untitled:
            continue
        fewer = untitled if len(untitled) <= len(titled) else titled
        for one in fewer:
            zh, en = ("有标题", "has a title") if one.titled else ("没有标题", "has no title")
            yield Breach(
                one.head,
                f"{one.label}{zh}，与同级的条不一致",
                f"{one.label} {en}, unlike its siblings",
                words(one),
                "同一层次的条或都有标题，或都没有标题",
                "on one level all have titles or none has",
                related=tuple(one.pieces[:1]) if not words(one) else (),
            )


@draft_rule("NUM-12", "first-level-titles", Severity.WARNING, "7.3.3", "read", needs="numbers")
def first_level(draft: Draft) -> Answer:
    """Finds: a chapter whose clauses of the first level have no titles, at the first of them.

    Why: clauses of the first level are best titled. Where some are and some are not: NUM-05.

    Wrong: 5.1 园区应按月采集数据。 5.2 园区应按年报告。

    Right: 5.1 采集, 5.2 报告
    """
    for section in draft.chapters:
        if section.part is Part.TERMS or not section.children or any(one.titled for one in section.children):
            continue
        first = section.children[0]
        yield Breach(
            first.head,
            f"第{section.label}章第一层次的条没有标题",
            f"the clauses of chapter {section.label} have no titles",
            words(first),
            "第一层次的条宜给出标题",
            "give clauses of the first level titles",
        )


@draft_rule("NUM-06", "untitled-divided", Severity.ERROR, "7.3.4", "read", needs="numbers")
def untitled_divided(draft: Draft) -> Answer:
    """Finds: an untitled clause that is divided into clauses.

    Why: the number of an untitled clause belongs to its text; what is below it is a list, or it needs a title.

    Wrong: 5.1 园区应做到以下几点。 with 5.1.1 and 5.1.2

    Right: 5.1 基本要求, with 5.1.1 and 5.1.2; or a list below 5.1
    """
    for section in draft.walk():
        if not section.titled and section.children and section.part is not Part.TERMS:
            yield Breach(
                section.head,
                f"无标题条{section.label}不再分条",
                f"the untitled clause {section.label} is divided",
                words(section),
                "给出标题，或改用列项",
                "give it a title or make a list",
                related=tuple(one.head for one in section.children[:1] if one.head is not None),
            )


@draft_rule("NUM-07", "front-numbers", Severity.ERROR, "8.3, 8.4", "read")
def front_numbers(draft: Draft) -> Answer:
    """Finds: a chapter number before 前言 or 引言, clauses in 前言, clauses of 引言 that are not 0.1, 0.2.

    Why: neither has a chapter number; only the introduction may be divided, and its clauses begin with 0.

    Wrong: 1 前言; 引言 with 1.1

    Right: 引言 with 0.1
    """
    for section in draft.sections:
        if section.part not in (Part.FOREWORD, Part.INTRODUCTION):
            continue
        name = "前言" if section.part is Part.FOREWORD else "引言"
        if section.head is not None and section.label:
            yield Breach(section.head, f"{name}不编章号", f"{name} has no chapter number", section.title)
        for child in section.children:
            yield from _front_clause(section, child, name)


def _front_clause(section: Section, child: Section, name: str) -> Answer:
    if not child.label:
        return
    if section.part is Part.FOREWORD:
        yield Breach(child.head, f"{name}不分条", f"{name} is not divided into clauses", words(child))
    elif not child.label.startswith("0."):
        yield Breach(
            child.head,
            f"引言的条编号为0.1、0.2，不是{child.label}",
            f"clauses of 引言 are numbered 0.1, 0.2, not {child.label}",
            words(child),
        )


@draft_rule("PAR-01", "hanging-paragraph", Severity.WARNING, "7.4", "read2")
def hanging(draft: Draft) -> Answer:
    """Finds: text between the title of a chapter or clause and its first clause.

    Why: a reference to the chapter's number would not tell whether that text or all of the chapter is meant. The
    lead-ins of the chapters of terms and symbols are no hanging paragraphs.

    Wrong: 5 采集, a paragraph, 5.1 准备

    Right: 5.1 通用要求 with that paragraph, 5.2 准备
    """
    unknown = levels_unknown(draft)
    if unknown:
        yield NO_LEVELS
    for section in draft.walk():
        if section.head is None or not section.titled or not section.children:
            continue
        if section.part in _WITHOUT or section.part in (Part.TERMS, Part.SYMBOLS, Part.INTRODUCTION):
            continue
        if unknown and not (section.level == 1 and section.children[0].head and section.children[0].head.sure):
            continue
        own = [piece for piece in section.pieces if piece.kind in PROSE and piece.kind is not Kind.FOOTNOTE]
        if own and not _WARNING.match(own[0].text.strip()):
            name = section.label or section.title
            yield Breach(
                own[0],
                f"悬置段：“{name}”的标题与其第一条之间有段",
                f"a hanging paragraph: text between the title of {name} and its first clause",
                own[0].text.strip(),
                "移入第一条，如“通用要求”“通则”或“概述”",
                "move it into a first clause, as 通用要求, 通则 or 概述",
            )


RULES: tuple[DraftRule, ...] = (mixed, first_level, untitled_divided, front_numbers, hanging)
