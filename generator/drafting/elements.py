"""The elements of a standard by their titles (GB/T 1.1-2020, table 3), and its type by its name (table 1)."""

from __future__ import annotations

import re

from generator.drafting.draft import Part

#: Titles as they have to be, by part.
PROPER: dict[Part, tuple[str, ...]] = {
    Part.CONTENTS: ("目次",),
    Part.FOREWORD: ("前言",),
    Part.INTRODUCTION: ("引言",),
    Part.SCOPE: ("范围",),
    Part.REFERENCES: ("规范性引用文件",),
    Part.TERMS: ("术语和定义",),
    Part.SYMBOLS: ("符号和缩略语", "符号", "缩略语"),
    Part.BIBLIOGRAPHY: ("参考文献",),
    Part.INDEX: ("索引",),
}
#: Titles that drafters give instead: the element is recognised, the title is wrong.
IMPROPER: dict[Part, tuple[str, ...]] = {
    Part.CONTENTS: ("目录",),
    Part.FOREWORD: ("序言", "前　言说明"),
    Part.INTRODUCTION: ("导言", "引　语"),
    Part.SCOPE: ("适用范围", "范围和适用性", "标准范围", "主题内容与适用范围", "范围及适用对象", "适用范围及对象"),
    Part.REFERENCES: (
        "引用标准",
        "引用文件",
        "规范性引用标准",
        "规范引用文件",
        "引用标准和文件",
        "规范性文件",
        "规范性引用",
        "规范性引用文献",
        "规范性引用的文件",
        "引用规范性文件",
        "规范性引用文件清单",
        "引用文件清单",
    ),
    Part.TERMS: (
        "术语与定义",
        "术语",
        "术语、定义",
        "术语及定义",
        "定义",
        "术语和定义及缩略语",
        "术语定义",
        "名词术语",
        "术语解释",
        "定义和术语",
        "术语和缩略语",
    ),
    Part.SYMBOLS: ("符号与缩略语", "符号、缩略语", "缩略语和符号", "缩写", "缩略词", "符号及缩略语", "缩写和符号"),
    Part.BIBLIOGRAPHY: ("参考资料", "参考文件", "参考书目", "主要参考文献", "参考文献目录", "引用文献"),
    Part.INDEX: ("术语索引", "索引表", "中文索引"),
}
#: Merged chapters that the standard allows (8.8.1).
MERGED = {"术语、定义和缩略语": Part.TERMS, "术语和定义、缩略语": Part.TERMS, "术语和定义、符号和缩略语": Part.TERMS}
#: Elements without a chapter number.
UNNUMBERED = frozenset({Part.CONTENTS, Part.FOREWORD, Part.INTRODUCTION, Part.BIBLIOGRAPHY, Part.INDEX})

#: Titles of chapters and clauses that hold what is common to those after them (8.10, 9.3).
GENERAL_TITLE = re.compile(
    r"^(?:总则|通则|概述|总体(?:要求|原则|概述)?|(?:总体|通用|一般|基本)(?:要求|原则|规定)|原则|基本原则和要求|总体原则和(?:总体)?要求)$"
)

_BY_TITLE = {
    re.sub(r"\s", "", title): part for table in (PROPER, IMPROPER) for part, titles in table.items() for title in titles
} | MERGED

_TYPES: tuple[tuple[str, str], ...] = (
    (r"术语|词汇", "terminology"),
    (r"图形符号|符号$|标志$", "symbols"),
    (r"(?:试验|测试|检测|检验|测定|分析|测量)方法|的测定|测定$", "method"),
    (r"分类|编码", "classification"),
    (r"要求(?:及|和|与)[^\s]{0,4}指南", "specification"),
    (r"指南|导则$", "guide"),
    (r"规程", "code"),
    (r"规范|技术要求|通用要求|技术条件|要求$", "specification"),
)


def plain(title: str) -> str:
    """Return a title without blanks."""
    return re.sub(r"[\s\u3000]", "", title)


def part_of(title: str) -> Part | None:
    """Return the element that a title names, also where it names it wrongly."""
    return _BY_TITLE.get(plain(title))


def kind_of(name: str) -> str:
    """Return the document type that a name says; empty where it says none. The last element of the name decides."""
    last = re.split(r"[\s\u3000]+", name.strip())[-1] if name.strip() else ""
    for text in (last, name):
        for pattern, kind in _TYPES:
            if re.search(pattern, text):
                return kind
    return ""
