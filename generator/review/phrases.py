"""The words of summaries and pages, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from generator.base.text import Language, Text
from generator.ledger.attribution.groups import GROUP_NAMES, GROUPS

_WORDS: Mapping[str, tuple[str, str]] = {
    # fates and reasons
    "added": ("新增", "added"),
    "gone": ("删除", "removed"),
    "changed": ("修改", "changed"),
    "moved": ("移动", "moved"),
    "level": ("改级", "at another level"),
    "renamed": ("改名", "renamed"),
    "unmade": ("一侧没有生成，不能比较", "not made on one side: cannot be compared"),
    "same": ("没有变化", "unchanged"),
    "data": ("数据", "data"),
    "wording": ("文字", "wording"),
    "template": ("模板", "template"),
    "rounding": ("修约", "rounding"),
    "numbering": ("编号", "numbering"),
    "order": ("文档要求", "order"),
    # kinds of pieces
    "heading": ("标题", "heading"),
    "paragraph": ("段落", "paragraph"),
    "item": ("列项", "list item"),
    "clause": ("条款", "clause"),
    "term": ("术语", "term"),
    "table": ("表", "table"),
    "chart": ("图表", "chart"),
    "picture": ("图", "picture"),
    "equation": ("公式", "equation"),
    "slot": ("待写内容", "author slot"),
    "signature": ("签署栏", "signature block"),
    "index": ("索引", "index"),
    "reference": ("参考文献", "reference"),
    "footnote": ("脚注", "footnote"),
    # cover
    "title": ("标题", "title"),
    "subtitle": ("副标题", "subtitle"),
    "client": ("委托方", "client"),
    "provider": ("编制单位", "provider"),
    "number": ("编号", "number"),
    "version": ("版次", "edition"),
    "date": ("日期", "date"),
    "confidentiality": ("密级", "confidentiality"),
    "header": ("页眉", "running header"),
    "footer": ("页脚", "running footer"),
    "audience": ("读者", "audience"),
    "language": ("语言", "language"),
    "theme": ("版式", "theme"),
    # headings
    "changes": ("变更说明", "Changes"),
    "from": ("旧", "old"),
    "to": ("新", "new"),
    "remarks": ("注意", "Remarks"),
    "inputs": ("变化的来源", "What changed at the source"),
    "facts": ("数值", "Numbers"),
    "fact": ("数值", "number"),
    "difference": ("变化", "change"),
    "percent": ("幅度", "percent"),
    "causes": ("原因", "causes"),
    "share": ("份额", "share"),
    "values": ("旧值 → 新值", "old → new"),
    "place": ("位置", "place"),
    "cover": ("封面", "cover"),
    "sections": ("章节", "sections"),
    "text": ("文字", "text"),
    "tables": ("表和图", "tables and charts"),
    "findings": ("检查发现", "Findings"),
    "came": ("新出现", "new"),
    "went": ("已消失", "no longer there"),
    "weighed": ("级别或豁免有变", "other severity or waiver"),
    "templates": ("模板和数据集", "Templates and data sets"),
    "documents": ("文档", "Documents"),
    "columns": ("列", "columns"),
    "rows": ("行", "rows"),
    "cells": ("单元格", "cells"),
    "caption": ("题目", "caption"),
    "unit": ("单位", "unit"),
    "notes": ("注", "notes"),
    "kind": ("图型", "kind"),
    "source": ("来源", "source"),
    "edited": ("模板文件有改动，版本号未变", "its files differ, its version does not"),
    "location": ("基于位置", "location-based"),
    "market": ("基于市场", "market-based"),
    "waived": ("已豁免", "waived"),
}


def word(name: str, language: Language) -> str:
    """Return a word; one that is not known stays as it is."""
    if name in GROUPS:
        return GROUP_NAMES[name].say(language)
    pair = _WORDS.get(name.removeprefix("standard."))
    return name if pair is None else pair[1 if language == "en" else 0]


def count(number: int, name: str, language: Language) -> str:
    """Return ``3 paragraphs`` or ``3 个段落``."""
    if language == "zh":
        return (
            f"{number} 处{word(name, language)}"
            if name in ("footnote", "heading")
            else f"{number} 个{word(name, language)}"
        )
    plural = {"index": "indexes"}.get(name, f"{word(name, language)}s")
    return f"{number} {word(name, language) if number == 1 else plural}"


def more(number: int, language: Language) -> str:
    """Return what stands at the end of a list that was cut."""
    return f"另有 {number} 项" if language == "zh" else f"and {number} more"


def say(zh: str, en: str, language: Language) -> str:
    """Return one of two wordings."""
    return Text(zh, en).say(language)
