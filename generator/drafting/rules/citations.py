"""CIT: the form of citations, sources and hints (GB/T 1.1-2020, 9.5.3 to 9.5.5)."""

from __future__ import annotations

import re
from itertools import pairwise

from generator.base.findings import Severity
from generator.drafting.citing import STANDARD, citations
from generator.drafting.draft import PROVISIONS, Draft, Kind, Part, Piece
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.sentences import outside_quotes

_CLAUSE = re.compile(
    r"第\s?\d+(?:\.\d+)+\s?(?:条|章|节|款)|(?<![\d.])\d+(?:\.\d+)+\s?(?:章节|小节|[条节款](?![件例目文款能约水电点]))"
)
_SEE = r"(?:参见|详见|(?<![意预常可罕少多])见)"
_ITS = r"(?:所述|所示|所列|所说|提及的?|给出的?|规定的?|中)?"
_SHOWN = r"(?:表(?![述达面明征现格头层皮])|图(?![纸层样像形例案]))"
_BARE_TABLE = r"(?=[，。；）)]|$)"
_VAGUE = re.compile(
    rf"(?:{_SEE}|如|按照?|同|依据|根据|符合)(?:上文|下文|前文|后文){_ITS}|(?:上文|前文)(?:所述|已述|所示|所列|提及)|"
    rf"如[上前]所述|(?:如下|前面)所述(?=[，。])|"
    rf"(?:{_SEE}|如|按照?|符合|依据|根据)(?:上|下|前|后){_SHOWN}(?!(?:(?![和及与或])[一-鿿])*[A-Z\d]){_ITS}|"
    rf"(?<![一-鿿])(?:上|下){_SHOWN}(?:列出|给出|规定|所示|所列|中)|"
    rf"如(?:图|表)所示|{_SEE}(?:图|表|附录){_BARE_TABLE}|"
    rf"(?:{_SEE}|按照?|符合|执行|参照|依据|根据)(?:上|前|下|后)(?:述|一|两|面)?(?:条款?|章节?|节|款)(?![件例目文项式待额])(?:的?(?:规定|要求))?|"
    rf"(?:上述|前述)章节|(?:{_SEE}|参照|按照?)(?:[^，。；、]{{0,10}}[和与及、])?第\s?\d+\s?页|"
    rf"(?:{_SEE}|如)(?:下面|上面|前面|后面|下述|上述|以下|以上|下列|上列)的?(?:各)?(?:个|张|幅)?(?:表格|表(?=[，。；）)所列中])|"
    rf"图片|示意图|图(?=[，。；）)所示中])|章节|条款|公式(?![一-鿿]*[A-Z\d]))"
)
_SECTION = re.compile(r"(?:见|按照?|符合|执行|依据|根据|参照)(?P<called>第\s?(?P<number>\d{1,2})\s?节)(?!课|能|车)")
#: An annex by the name of what is enclosed with a letter or a contract.
_ENCLOSED = re.compile(
    r"(?:见|按照?|符合|依据|根据|参照)本?(?:文件|标准)?(?:的)?(?P<called>附件\s?(?:\d+|[A-Z]|[一二三四五六七八九十]))(?![0-9A-Za-z])"
)
_YEAR_BEHIND = re.compile(
    r"^\s?[（(]?(?P<year>(?:19|20)\d\d)\s?(?:年版?|版)(?:本)?[）)]?|^[（(](?P<bare>(?:19|20)\d\d)[）)]"
)


@draft_rule("CIT-02", "clause-called-by-its-number", Severity.ERROR, "9.5.3", "read")
def bare_number(draft: Draft) -> Answer:
    """Finds: a clause that is called 第5.2条, 5.2节 or 5.2章节, a chapter 第5节, an annex 附件1.

    Why: a chapter is 第4章, a clause is called by its number alone.

    Wrong: 见第5.2条

    Right: 见5.2
    """
    for piece in draft.within(Part.SCOPE, Part.TERMS, Part.SYMBOLS, Part.BODY, Part.ANNEX, Part.INTRODUCTION):
        if piece.kind is Kind.SOURCE:  # CIT-10
            continue
        for found in _CLAUSE.finditer(outside_quotes(piece.text)):
            number = re.sub(r"[^\d.]", "", found[0])
            joined = piece.text[: found.start()].rstrip()[-1:].isdigit()  # GB/T 2589—2020第5.2条
            yield Breach(
                piece,
                f"条的提及方式“{found[0]}”不对",
                f"a clause is not called {found[0]}",
                found[0],
                f"写为“{number}”",
                f"write {number}",
                start=found.start(),
                fix=f"中{number}" if joined else number,
            )
        for found in _ENCLOSED.finditer(outside_quotes(piece.text)):
            yield Breach(
                piece,
                f"附录的提及方式“{found['called']}”不对",
                f"an annex is not called {found['called']}",
                found["called"],
                "写“附录”加字母编号，如“附录A”",
                "write 附录 and its letter",
                start=found.start("called"),
            )
        for found in _SECTION.finditer(outside_quotes(piece.text)):
            yield Breach(
                piece,
                f"章的提及方式“{found['called']}”不对",
                f"a chapter is not called {found['called']}",
                found["called"],
                f"写为“第{found['number']}章”",
                f"write 第{found['number']}章",
                start=found.start("called"),
            )


#: What was told before, in the first sentence of a clause: it can only be another clause's.
_ABOVE = re.compile(
    r"^(?:除[^，。；]{1,24}外，)?[^，。；]{0,12}?(?P<hint>(?:按照?|依照|依据|根据|重复|同|采用|除|符合|满足|完成|经过?)(?:上述|前述|以上|上面|前面|上列)(?:的?各?(?:项|个|种|条)?)?(?:试验|测定|操作|检验|计算|分析)?"
    r"(?:步骤|方法|程序|过程|操作|规定|要求|条件|公式|流程|条款|内容|措施|原则))"
)


def _first_under_heads(draft: Draft) -> frozenset[int]:
    """Return the paragraphs right below a heading or a chapter's title."""
    return frozenset(
        piece.index
        for before, piece in pairwise(draft.pieces)
        if before.kind in (Kind.HEADING, Kind.CHAPTER) and piece.kind is Kind.PARAGRAPH and piece.part in PROVISIONS
    )


@draft_rule("CIT-03", "hint-without-number", Severity.ERROR, "9.5.5.2", "read")
def vague_hint(draft: Draft) -> Answer:
    """Finds: 见上文, 见下文, 如上所述, 见下表, 如图所示, 按上述章节, 第12页 and the like.

    Also 按上述步骤 in the first sentence of a clause, where nothing stands before that it could mean (a warning).

    Why: a hint names the number of what it points at, so that it stays right when the text moves.

    Wrong: 流程如下图所示。

    Right: 流程见图1。
    """
    first = _first_under_heads(draft)
    for piece in draft.pieces:
        if piece.index in first and (above := _ABOVE.match(outside_quotes(piece.text))):
            yield Breach(
                piece,
                f"“{above['hint']}”没有指明编号，本条之内其前没有所指的内容",
                f"{above['hint']} names no number, and nothing stands before it in its clause",
                above["hint"],
                "写出所指内容的编号，如“按8.1～8.5的步骤”",
                "name the numbers of what is meant: 按8.1～8.5的步骤",
                start=above.start("hint"),
                severity=Severity.WARNING,
            )
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
    """Finds: a standard whose year follows another mark than — (of ISO and IEC: a narrow colon) or stands in brackets.

    Why: the number of a standard is written in one way.

    Wrong: GB/T 24067-2024; ISO 14064-1：2018

    Right: GB/T 24067—2024; ISO 14064-1:2018
    """
    for piece in draft.pieces:
        if piece.kind is Kind.CONTENTS:
            continue
        for found in STANDARD.finditer(piece.text):
            if not found["year"] or (draft.source == "docx" and _own_number(piece, found[0])):
                continue
            right = ":" if found["code"].startswith(("ISO", "IEC")) else "—"
            if found["code"].startswith(("EN", "PAS", "ASTM", "IEEE", "ITU")) or found["dash"] == right:
                continue
            yield Breach(
                piece,
                f"“{found[0]}”的年份前应为“{right}”",
                f"the year of {found[0]} does not follow {right}",
                found[0],
                f"写为“{found['code']} {found['number']}{right}{found['year']}”",
                f"write {found['code']} {found['number']}{right}{found['year']}",
                start=found.start(),
                fix=f"{found['code']} {found['number']}{right}{found['year']}{found['parts'] or ''}",
            )
    for one in citations(draft):
        behind = _YEAR_BEHIND.match(one.piece.text[one.end :]) if not one.year and not one.elided else None
        if behind is not None and one.piece.kind is not Kind.EXAMPLE:
            right = f"{one.name}{':' if one.international else '—'}{behind['year'] or behind['bare']}"
            yield Breach(
                one.piece,
                f"“{one.text}{behind[0]}”的年份写法不对",
                f"the year of {one.text} is not written behind the number",
                one.text + behind[0],
                f"写为“{right}”",
                f"write {right}",
                start=one.start,
            )


def _own_number(piece: Piece, number: str) -> bool:
    """Whether a line of the cover is the document's number or the one it replaces: that is CVR-03's."""
    return piece.part is Part.COVER and piece.text.strip().removeprefix("代替").strip() == number


RULES: tuple[DraftRule, ...] = (bare_number, vague_hint, dated, dash)
