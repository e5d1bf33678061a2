"""What the YAML parser says, said so that a consultant can mend it."""

from __future__ import annotations

from typing import Any

from generator.base.findings import Finding, Position
from generator.project import faults

#: (part of the parser's words, Chinese, English, right form in Chinese, right form in English)
_SAID: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "这里不应出现冒号",
        "a colon is not allowed here",
        '含“: ”的文字要加引号：name: "岚河: 铸造"；或检查上一行缩进',
        'put text with ": " in quotes: name: "a: b"; or look at the indentation of the line above',
    ),
    (
        "could not find expected ':'",
        "键后缺少冒号",
        "a colon is missing after the key",
        "冒号后要有空格：name: 岚河铸造",
        "a colon and a space: name: 岚河铸造",
    ),
    (
        "found unexpected end of stream",
        "引号没有结束",
        "a quote is not closed",
        '成对使用引号：name: "岚河铸造"',
        'close the quote: name: "岚河铸造"',
    ),
    (
        "did not find expected ',' or",
        "方括号或花括号没有结束，或项目之间缺少逗号",
        "a bracket is not closed, or a comma is missing",
        "例如：reporting: [2022, 2023, 2024]",
        "for example: reporting: [2022, 2023, 2024]",
    ),
    (
        "did not find expected '-' indicator",
        "列表项缩进不一致",
        "the items of the list are not indented alike",
        "同一列表的“- ”要对齐",
        "align the dashes of one list",
    ),
    (
        "did not find expected key",
        "缩进不一致，或上一行没有写完",
        "the indentation is uneven, or the line above is unfinished",
        "同一层的键要对齐，用空格缩进",
        "align the keys of one level, with spaces",
    ),
    (
        "cannot start any token",
        "值不能以这个字符开头",
        "a value cannot start with this character",
        '以 @ ` % 开头的文字要加引号："@注"',
        'put text that starts with @ ` % in quotes: "@a"',
    ),
    (
        "duplicate anchor",
        "锚点重复",
        "an anchor is defined twice",
        "不用锚点，直接写值",
        "do without anchors: write the value",
    ),
    (
        "escape",
        "双引号内的反斜杠转义无效",
        "an escape in double quotes is unknown",
        "用单引号：file: 'data\\energy.xlsx'",
        "use single quotes: file: 'data\\energy.xlsx'",
    ),
    (
        "block sequence entries are not allowed",
        "这里不应出现列表项（- ）",
        "a list item (- ) is not allowed here",
        "列表另起一行写在键的下面",
        "put the list on its own lines under the key",
    ),
    (
        "found undefined tag handle",
        "不允许 YAML 标签",
        "YAML tags are not allowed",
        '以 ! 开头的文字要加引号："!注"',
        'put text that starts with ! in quotes: "!a"',
    ),
    (
        "expected <document start>",
        "上一部分已结束，这里多出了内容",
        "the document has ended, and more follows",
        "检查缩进；整个文件是一个映射，以 tanwen: 1 开头",
        "look at the indentation: the file is one mapping that begins with tanwen: 1",
    ),
)


def syntax_finding(error: Any, path: str) -> Finding:
    """Turn an error of the YAML parser into a finding at its line and column."""
    mark = error.problem_mark or error.context_mark
    said = str(error.problem or error.context or error)
    position = Position(path, mark.line + 1, mark.column + 1) if mark else Position(path, 1, 1)
    related = []
    if error.context_mark and mark and error.context_mark.line != mark.line:
        related.append(Position(path, error.context_mark.line + 1, error.context_mark.column + 1))
    for words, zh, en, hint_zh, hint_en in _SAID:
        if words in said:
            return faults.SYNTAX.at(position, zh, en, hint_zh=hint_zh, hint_en=hint_en, related=related)
    return faults.SYNTAX.at(
        position,
        f"不是有效的 YAML：{said}",
        f"this is not YAML: {said}",
        hint_zh="例如：name: 岚河铸造",
        hint_en="for example: name: 岚河铸造",
        related=related,
    )
