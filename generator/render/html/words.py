"""What the page says of its own, in both languages."""

from __future__ import annotations

from generator.base.text import Language

_WORDS: dict[str, tuple[str, str]] = {
    "skip": ("跳到正文", "Skip to the text"),
    "contents": ("目录", "Contents"),
    "tables": ("表目录", "Tables"),
    "figures": ("图目录", "Figures"),
    "menu": ("目录", "Contents"),
    "client": ("委托单位", "Client"),
    "provider": ("编制单位", "Prepared by"),
    "number": ("报告编号", "Number"),
    "version": ("版本", "Version"),
    "date": ("日期", "Date"),
    "unit": ("单位：", "Unit: "),
    "unit_standard": ("单位为", "Dimensions in "),
    "note": ("注：", "Note: "),
    "note_n": ("注 {}：", "Note {}: "),
    "note_n_standard": ("注{}：", "NOTE {}: "),
    "step": ("步骤", "Step"),
    "next": ("下一步", "Next"),
    "normative": ("（规范性）", "(normative)"),
    "informative": ("（资料性）", "(informative)"),
    "source": ("来源：", "SOURCE: "),
    "where": ("式中：", "where"),
    "dash": ("——", " – "),
    "data": ("图中数据", "Data of this figure"),
    "series": ("系列", "Series"),
    "from": ("来源", "From"),
    "to": ("去向", "To"),
    "value": ("数值", "Value"),
    "measure": ("措施", "Measure"),
    "reduction": ("减排量", "Reduction"),
    "cost": ("单位减排成本", "Unit cost"),
    "notes": ("脚注", "Notes"),
    "back": ("返回正文", "Back to the text"),
    "references": ("参考文献", "References"),
    "traces": ("数字的来源", "Where the numbers come from"),
    "slot": ("待撰写", "To be written"),
    "responsible": ("撰写人：", "By: "),
    "file": ("写入文件：", "File: "),
    "draft": ("草稿", "Draft"),
    "failed": ("此处内容无法绘制", "This place could not be drawn"),
    "link": ("本节链接", "Link to this section"),
    "confirmed": ("已核对原始文件", "confirmed"),
    "secondary": ("转引", "secondary source"),
    "unconfirmed": ("未核实", "unconfirmed"),
    "colon": ("：", ": "),
    "separator": ("、", ", "),
}


def say(word: str, language: Language) -> str:
    """Return a word of the page in the document's language."""
    return _WORDS[word][1 if language == "en" else 0]
