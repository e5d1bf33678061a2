"""CIT: the form of citations, sources and hints (GB/T 1.1-2020, 9.5.3 to 9.5.5)."""

from __future__ import annotations

import re

from generator.base.findings import Severity
from generator.drafting.citing import STANDARD, citations
from generator.drafting.draft import PROVISIONS, Draft, Kind, Part
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.sentences import outside_quotes

_CLAUSE = re.compile(
    r"第\s?\d+(?:\.\d+)+\s?(?:条|章|节|款)|(?<![\d.])\d+(?:\.\d+)+\s?(?:章节|小节|[条节款](?![件例目文款能约水电点]))"
)
_VAGUE = re.compile(
    r"见上文|见下文|如上所述|如前所述|如下图|如下表|见上[图表]|见下[图表]|如上[图表]|上述章节|见前文|见后文|见第\d+页"
)
_LAW = re.compile(
    r"(?:符合|遵守|遵循|执行|满足)[^，。；]{0,10}(?:法律法规|法律、法规|国家法律|法规|政策)[^，。；]{0,6}"
)
_CODE_AND_WORD = re.compile(r"^(?:标准规范|标准|规范)(?![化性])")
_SLASH = re.compile(r"^\s?/\s?\d{4,5}(?!\d)")


@draft_rule("CIT-02", "clause-called-by-its-number", Severity.ERROR, "9.5.3", "read")
def bare_number(draft: Draft) -> Answer:
    """Finds: a clause that is called 第5.2条, 5.2节 or 5.2章节.

    Why: a chapter is 第4章, a clause is called by its number alone.

    Wrong: 见第5.2条

    Right: 见5.2
    """
    for piece in draft.within(Part.SCOPE, Part.TERMS, Part.SYMBOLS, Part.BODY, Part.ANNEX, Part.INTRODUCTION):
        for found in _CLAUSE.finditer(outside_quotes(piece.text)):
            number = re.sub(r"[^\d.]", "", found[0])
            yield Breach(
                piece,
                f"条的提及方式“{found[0]}”不对",
                f"a clause is not called {found[0]}",
                found[0],
                f"写为“{number}”",
                f"write {number}",
                start=found.start(),
                fix=number,
            )


@draft_rule("CIT-03", "hint-without-number", Severity.ERROR, "9.5.5.2", "read")
def vague_hint(draft: Draft) -> Answer:
    """Finds: 见上文, 见下文, 如上所述, 如下图 and the like.

    Why: a hint names the number of what it points at, so that it stays right when the text moves.

    Wrong: 流程如下图所示。

    Right: 流程见图1。
    """
    for piece in draft.pieces:
        for found in _VAGUE.finditer(outside_quotes(piece.text)):
            yield Breach(
                piece,
                f"提示“{found[0]}”没有指明编号",
                f"{found[0]} names no number",
                found[0],
                "写“见”加编号，如“见5.2”“见图1”",
                "write 见 and a number: 见5.2, 见图1",
                start=found.start(),
            )


@draft_rule("CIT-04", "dated-where-a-clause-is-named", Severity.ERROR, "9.5.4.1.1", "read")
def dated(draft: Draft) -> Answer:
    """Finds: a citation without a year that names a chapter, clause, table, figure or annex of the document.

    Why: numbers of clauses change from edition to edition.

    Wrong: 应符合GB/T 32150中5.2的规定

    Right: 应符合GB/T 32150—2025中5.2的规定
    """
    for one in citations(draft):
        if one.clause and not one.year and one.piece.kind is not Kind.SOURCE:
            yield Breach(
                one.piece,
                f"提及了{one.clause}，{one.name}应注日期",
                f"{one.name} is cited with {one.clause} and has no year",
                one.text,
                f"写为“{one.name}—XXXX中{one.clause}”",
                "add the year",
                start=one.start,
            )


@draft_rule("CIT-06", "dash-before-the-year", Severity.ERROR, "10.3.1.4, 8.1", "read")
def dash(draft: Draft) -> Answer:
    """Finds: a standard whose year follows another mark than — or, of ISO and IEC, a narrow colon.

    Why: the number of a standard is written in one way.

    Wrong: GB/T 24067-2024; ISO 14064-1：2018

    Right: GB/T 24067—2024; ISO 14064-1:2018
    """
    for piece in draft.pieces:
        if piece.kind is Kind.CONTENTS:
            continue
        for found in STANDARD.finditer(piece.text):
            if not found["year"]:
                continue
            right = ":" if found["code"].startswith(("ISO", "IEC")) else "—"
            if found["code"].startswith(("EN", "PAS", "ASTM", "IEEE", "ITU")) or found["dash"] == right:
                continue
            yield Breach(
                piece,
                f"“{found[0]}”的年份前应为“{right}”",
                f"{right} stands before the year of {found[0]}",
                found[0],
                f"写为“{found['code']} {found['number']}{right}{found['year']}”",
                f"write {found['code']} {found['number']}{right}{found['year']}",
                start=found.start(),
                fix=f"{found['code']} {found['number']}{right}{found['year']}{found['parts'] or ''}",
            )


@draft_rule("CIT-09", "obedience-to-the-law", Severity.ERROR, "9.5.4.4.3", "read")
def laws(draft: Draft) -> Answer:
    """Finds: a general demand to obey laws, regulations or policies.

    Why: they bind without a standard, and a standard cannot make them more binding.

    Wrong: 碳服务机构应遵守国家有关法律法规。

    Right: the sentence left out
    """
    for piece in draft.within(*PROVISIONS):
        for found in _LAW.finditer(outside_quotes(piece.text)):
            yield Breach(
                piece,
                f"笼统要求“{found[0]}”",
                f"a general demand to obey: {found[0]}",
                found[0],
                "删去此要求",
                "leave it out",
                start=found.start(),
            )


@draft_rule("CIT-12", "code-alone", Severity.WARNING, "9.5.4.1", "derived")
def code_alone(draft: Draft) -> Answer:
    """Finds: a cited standard with 标准 or 规范 behind its number; two numbers joined by a slash.

    Why: code and number say that it is a standard; ISO 14040/14044 is no number.

    Wrong: 依据ISO 14064-3标准

    Right: 依据ISO 14064-3
    """
    for one in citations(draft):
        after = one.piece.text[one.start + len(one.text) :]
        word, slash = _CODE_AND_WORD.match(after), _SLASH.match(after)
        tail = word or slash
        if tail is not None and one.piece.kind is not Kind.SOURCE:
            yield Breach(
                one.piece,
                f"“{one.text}{tail[0]}”：引用标准只写代号和编号",
                f"a standard is cited by code and number alone: {one.text}{tail[0]}",
                one.text + tail[0],
                "删去“标准”“规范”；两个编号分别写出",
                "drop the word; write both numbers out",
                start=one.start,
            )


RULES: tuple[DraftRule, ...] = (bare_number, vague_hint, dated, dash, laws, code_alone)
