"""YAML with positions: every mapping, list, key and value knows its line and column, numbers keep the digits typed.

The reader walks the parser's events, without recursion and without PyYAML's constructors: no tags, no binary floats,
no silent duplicates, aliases bounded. It gives :class:`~generator.project.node.Placed` mappings to the models.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from generator.base.characters import REPLACEMENT, UNSHOWABLE, name_of
from generator.base.findings import Finding, Outcome, Position
from generator.project import faults
from generator.project.node import Placed, PlacedList
from generator.project.yaml_errors import syntax_finding
from generator.project.yaml_text import BEGIN, read_text

#: Bounds on what a file may expand to.
MOST_VALUES = 100_000
DEEPEST = 40
_MOST_DIGITS = 40
_LARGEST_EXPONENT = 30

_INTEGER = re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$")
_DECIMAL = re.compile(r"^[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$")
_DATE = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_STRING_TAGS = ("!", "tag:yaml.org,2002:str")

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Stop(Exception):
    """The rest of the file cannot be read."""


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not been seen: its anchor, how many values it holds, the key that waits."""

    value: Placed | PlacedList
    anchor: str
    size: int = 1
    key: str | None = None
    key_at: Position | None = None


def read_yaml(file: Path, path: str, *, begin: tuple[str, str] = BEGIN) -> Outcome[Any]:
    """Read a YAML file into positioned mappings and lists of ``str``, ``int``, ``Decimal``, ``bool`` and ``date``.

    Args:
        file: the file to read.
        path: how positions call it, relative to the workspace.
        begin: how an empty file may begin, in Chinese and English, for the hint.

    Returns:
        The root value (``None`` where the file could not be parsed) and every fault found.
    """
    text, findings = read_text(file, path, begin)
    if not text:
        return Outcome(None, tuple(findings))
    walk = _Walk(path, findings)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            walk.take(event)
    except _Stop:
        return Outcome(None, tuple(findings))
    except yaml.MarkedYAMLError as error:
        findings.append(syntax_finding(error, path))
        return Outcome(None, tuple(findings))
    if walk.root is None:
        here = Position(path, 1, 1)
        zh, en = "文件没有内容（只有注释）", "the file holds comments alone"
        findings.append(faults.EMPTY_FILE.at(here, zh, en, hint_zh=begin[0], hint_en=begin[1]))
    return Outcome(walk.root, tuple(findings))


class _Walk:
    """Builds the value from parser events."""

    def __init__(self, path: str, findings: list[Finding]) -> None:
        self.path = path
        self.findings = findings
        self.root: Any = None
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._documents = 0
        self._values = 0

    def take(self, event: Any) -> None:
        """Take the next event of the parser."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._open(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            done = self._stack.pop()
            if done.anchor:
                self._anchors[done.anchor] = (done.value, done.size)
            self._add(done.value, done.value.at, done.size, new=1)  # what it holds was counted as it came
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                zh, en = "文件中有第二个 YAML 文档（---）", "a second YAML document begins here (---)"
                self._stop(faults.SEVERAL_DOCUMENTS, event, zh, en, "删除 --- 一行", "delete the line ---")

    def _at(self, event: Any) -> Position:
        return Position(self.path, event.start_mark.line + 1, event.start_mark.column + 1)

    def _stop(self, rule: Any, event: Any, zh: str, en: str, hint_zh: str, hint_en: str) -> None:
        self.findings.append(rule.at(self._at(event), zh, en, hint_zh=hint_zh, hint_en=hint_en))
        raise _Stop

    def _open(self, event: Any) -> None:
        self._tag(event)
        if len(self._stack) >= DEEPEST:
            zh, en = f"嵌套超过 {DEEPEST} 层", f"values are nested more than {DEEPEST} deep"
            self._stop(faults.EXPANSION, event, zh, en, "减少嵌套", "nest less")
        at = self._at(event)
        if self._stack and isinstance(self._stack[-1].value, Placed) and self._stack[-1].key is None:
            zh, en = "键必须是文字", "a key must be text"
            self._stop(faults.SYNTAX, event, zh, en, "例如：name: 岚河铸造", "for example: name: 岚河铸造")
        if event.anchor:
            self._anchors.pop(event.anchor, None)
        value = Placed(at) if isinstance(event, yaml.MappingStartEvent) else PlacedList(at)
        self._stack.append(_Open(value, event.anchor or ""))

    def _alias(self, event: Any) -> None:
        if event.anchor not in self._anchors:
            inside = any(o.anchor == event.anchor for o in self._stack)
            if inside:
                zh, en = f"别名 *{event.anchor} 指向自身", f"alias *{event.anchor} refers to itself"
                self._stop(faults.EXPANSION, event, zh, en, "把内容写出来", "write the value out")
            zh, en = f"别名 *{event.anchor} 没有对应的锚点 &{event.anchor}", f"alias *{event.anchor} has no anchor"
            self._stop(
                faults.SYNTAX,
                event,
                zh,
                en,
                '以 * 开头的文字要加引号："*注"',
                'put text that starts with * in quotes: "*a"',
            )
        value, size = self._anchors[event.anchor]
        if self._waits_for_key():
            self._key(str(value), self._at(event))
        else:
            self._add(value, self._at(event), size)

    def _waits_for_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1].value, Placed) and self._stack[-1].key is None

    def _scalar(self, event: Any) -> None:
        self._tag(event)
        at = self._at(event)
        if found := UNSHOWABLE.search(event.value):
            self._character(found[0], event.value, at)
        if self._waits_for_key():
            self._key(event.value, at)
            return
        value = self._resolve(event, at)
        if event.anchor:
            self._anchors[event.anchor] = (value, 1)
        self._add(value, at, 1)

    def _character(self, character: str, text: str, at: Position) -> None:
        # Raw ones were replaced before parsing: what is left came from an escape such as "\x07".
        key = self._stack[-1].key if self._stack else None
        key = key or text
        shown = name_of(character)
        self.findings.append(
            faults.CHARACTER.at(
                at,
                f"键“{UNSHOWABLE.sub(REPLACEMENT, key)}”的内容含有不可用的字符 {shown}",
                f"key {UNSHOWABLE.sub(REPLACEMENT, key)!r} holds the character {shown}, which no document can show",
                hint_zh="删除该字符",
                hint_en="delete it",
            )
        )

    def _key(self, key: str, at: Position) -> None:
        top = self._stack[-1]
        if isinstance(top.value, Placed) and key in top.value.keys_at:
            first = top.value.keys_at[key]
            self.findings.append(
                faults.DUPLICATE_KEY.at(
                    at,
                    f"键“{key}”重复：第 {first.line} 行已经写过",
                    f"key {key!r} is written twice: first on line {first.line}",
                    hint_zh="只保留一个",
                    hint_en="keep one of the two",
                    related=[first],
                )
            )
        top.key, top.key_at = key, at

    def _add(self, value: Any, at: Position, size: int, new: int | None = None) -> None:
        """Add a value that holds ``size`` values to what is open; ``new`` of them were not counted before."""
        self._values += size if new is None else new
        if self._values > MOST_VALUES:
            zh, en = f"展开后超过 {MOST_VALUES} 个值", f"the file expands to more than {MOST_VALUES} values"
            self.findings.append(
                faults.EXPANSION.at(
                    at,
                    zh,
                    en,
                    hint_zh="不用别名（*）；大量数据放入表格，或分成几个部分文件",
                    hint_en="do without aliases (*); put large data into a table, or sections into files of their own",
                )
            )
            raise _Stop
        if not self._stack:
            self.root = value
            return
        top = self._stack[-1]
        top.size += size
        if isinstance(top.value, PlacedList):
            top.value.append(value)
            top.value.places.append(at)
        elif top.key is not None and top.key_at is not None:
            _put(top.value, top.key, value, at, top.key_at)
            top.key = None

    def _tag(self, event: Any) -> None:
        if event.tag is not None and event.tag not in _STRING_TAGS:
            zh, en = f"不允许 YAML 标签 {event.tag}", f"YAML tag {event.tag} is not allowed"
            self.findings.append(
                faults.TAG.at(
                    self._at(event), zh, en, hint_zh="直接写值：name: 岚河铸造", hint_en="write the value alone"
                )
            )

    def _resolve(self, event: Any, at: Position) -> Any:
        text: str = event.value
        if event.style or event.tag is not None:  # the C parser says "" for plain text
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _DECIMAL.match(text):
            return self._number(text, at)
        if _DATE.match(text):
            try:
                return datetime.date.fromisoformat(text)
            except ValueError:
                zh, en = f"没有 {text} 这一天", f"there is no day {text}"
                self.findings.append(
                    faults.SCALAR.at(at, zh, en, hint_zh="例如 2025-02-28", hint_en="such as 2025-02-28")
                )
        return text

    def _number(self, text: str, at: Position) -> int | Decimal | str:
        exponent = re.search(r"[eE]([-+]?[0-9]+)$", text)
        digits = sum(c.isdigit() for c in (text[: exponent.start()] if exponent else text))
        too_far = exponent is not None and (len(exponent[1]) > 4 or abs(int(exponent[1])) > _LARGEST_EXPONENT)
        if digits > _MOST_DIGITS or too_far:
            zh, en = f"数值 {text[:24]}… 超出范围", f"number {text[:24]}… is out of range"
            self.findings.append(faults.SCALAR.at(at, zh, en, hint_zh="最多 40 位数字", hint_en="at most 40 digits"))
            return 0
        return int(text) if _INTEGER.match(text) else Decimal(text)


def _put(mapping: Placed, key: str, value: Any, at: Position, key_at: Position) -> None:
    mapping[key] = value
    mapping.places[key] = at
    mapping.keys_at.setdefault(key, key_at)
    for part, place in _parts(value):
        mapping.places[f"{key}.{part}"] = place


def _parts(value: Any) -> Iterator[tuple[str, Position]]:
    if isinstance(value, Placed):
        yield from ((k, p) for k, p in value.places.items() if k in value)
    elif isinstance(value, PlacedList):
        yield from ((str(i), p) for i, p in enumerate(value.places))
