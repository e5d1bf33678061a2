"""EXT-01, EXT-02: what an export from a word processor does to a draft; no rules of GB/T 1.1."""

from __future__ import annotations

import re

from generator.base.findings import Severity
from generator.drafting.draft import Draft
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule

_TRACES = re.compile(
    r"错误[！!]\s?(?:未找到引用源|未定义书签|文档中没有[^。]{0,12}|超级链接引用无效)[。.]?|"
    r"Error! (?:Reference source|Bookmark) not \w+\.?|"
    r"\[bookmark:[^\[\]]*\]?|"
    r"\{\s?(?:REF|PAGEREF|SEQ|HYPERLINK|TOC)\b[^{}]*\}?|"
    r"(?:HYPERLINK|PAGEREF)\s+(?:\\l\s+)?\"?_\w+\"?(?:\s\\h)?|\b_(?:Toc|Ref)\d{6,}\b"
)


@draft_rule("EXT-01", "numbers-lost", Severity.NOTE, "export", "derived")
def numbers_lost(draft: Draft) -> Answer:
    """Finds: a text whose chapters have no numbers, because an export dropped what Word numbers by itself.

    Why: rules that need numbers then answer that they cannot tell. Lint the Word file.

    Wrong: 范围 (a line without 1)

    Right: 1 范围
    """
    if draft.numbers_lost and draft.source == "txt" and draft.pieces:
        yield Breach(
            None,
            "文本没有章条编号（导出时丢失），需要编号的规则未作判断",
            "the text has no numbers of chapters and clauses; rules that need them were not decided",
            hint_zh="用 Word 文件检查",
            hint_en="check the Word file",
        )


@draft_rule("EXT-02", "export-traces", Severity.WARNING, "export", "derived")
def traces(draft: Draft) -> Answer:
    """Finds: field codes and messages that an export left in the text, as 错误！未找到引用源.

    Why: they are no words of the draft, and a cross-reference is lost there. Marks [bookmark: …] are taken out before
    any rule looks at a text.

    Wrong: 数据清单见错误！未找到引用源。

    Right: 数据清单见表2。
    """
    for piece in draft.pieces:
        for found in _TRACES.finditer(piece.text):
            yield Breach(
                piece,
                f"导出残留：“{found[0]}”",
                f"left by an export: {found[0]}",
                found[0],
                "恢复交叉引用或删去",
                "restore the reference or delete it",
                start=found.start(),
            )


RULES: tuple[DraftRule, ...] = (numbers_lost, traces)
