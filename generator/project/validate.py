"""From what was read to the typed models, with every error of the models as a finding at its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from generator.base.findings import Finding, Outcome, Position, Rule
from generator.project import faults
from generator.project.models import ProjectFile, file_kind
from generator.project.node import Node, Placed, PlacedList
from generator.project.sections.late import flattened
from generator.project.shapes import inside, node_of, shape
from generator.project.suggestions import listing, nearest

#: More findings than these help nobody.
_MOST = 200

_RANGES: dict[str, tuple[str, str]] = {
    "greater_than_equal": ("不小于 {ge}", "at least {ge}"),
    "greater_than": ("大于 {gt}", "above {gt}"),
    "less_than_equal": ("不大于 {le}", "at most {le}"),
    "less_than": ("小于 {lt}", "below {lt}"),
    "too_short": ("至少 {min_length} 项", "at least {min_length} item(s)"),
    "string_too_short": ("至少 {min_length} 个字", "at least {min_length} character(s)"),
    "string_too_long": ("不超过 {max_length} 个字", "at most {max_length} characters"),
    "finite_number": ("有限的数", "a finite number"),
}


def validate(data: Any, path: str) -> Outcome[ProjectFile]:
    """Make the typed project file of what :func:`~generator.project.yaml_reader.read_yaml` gave.

    All errors come back together, each at the line and column of its key or value.
    """
    return _validated(data, path, ProjectFile, file_kind)


Model = TypeVar("Model", bound=Node)


def validate_as(data: Any, path: str, model: type[Model]) -> Outcome[Model]:
    """Make a typed mapping of what was read of another file of the project, as :func:`validate` does."""
    return _validated(data, path, model, lambda _: model)


def _validated(data: Any, path: str, root: type[Node], model: Callable[[Placed], type[Model]]) -> Outcome[Model]:
    if not isinstance(data, Placed):
        zh, en = "文件应为映射（键: 值）", "the file must be a mapping (key: value)"
        here = Position(path, 1, 1)
        found = faults.WRONG_TYPE.at(here, zh, en, hint_zh="第一行写：tanwen: 1", hint_en="begin with: tanwen: 1")
        return Outcome(None, (found,))
    try:
        return Outcome(model(data).model_validate(data))
    except ValidationError as error:
        spots = [_spot(data, e, root) for e in flattened(error.errors(include_url=False))]
        kept = _without_slips(_without_other_branches(spots))
        return Outcome(None, tuple(_finding(s) for s in kept[:_MOST]))


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where an error of the models lies in what was read."""

    error: dict[str, Any]
    holder: Placed | PlacedList
    key: str | int
    value: Any
    present: bool
    owner: type[Node] | None
    kinds: tuple[Any, ...]

    @property
    def at(self) -> Position:
        """The value's place, or that of what should hold it."""
        if not self.present:
            return self.holder.at
        places: Any = self.holder.places
        found: Position = places[self.key]
        return found

    @property
    def name(self) -> str:
        """The key as findings call it."""
        return f"[{self.key}]" if isinstance(self.key, int) else self.key


def _spot(data: Placed, error: dict[str, Any], root: type[Node]) -> _Spot:
    """Follow an error's location; parts that only name a branch of a union stand nowhere in the data."""
    holder: Placed | PlacedList = data
    key: str | int = ""
    value: Any = data
    kinds: tuple[Any, ...] = (root,)
    owner: type[Node] | None = None
    present = True
    for part in error["loc"]:
        here = (isinstance(value, Placed) and part in value) or (
            isinstance(value, PlacedList) and isinstance(part, int) and part < len(value)
        )
        if here:
            owner = node_of(kinds) if isinstance(value, Placed) else owner
            holder, key, kinds, value = value, part, inside(kinds, part), value[part]
        elif error["type"] == "missing" and part == error["loc"][-1] and isinstance(value, Placed):
            owner = node_of(kinds)
            holder, key, kinds, value, present = value, part, inside(kinds, part), None, False
    return _Spot(error, holder, key, value, present, owner, kinds)


def _without_other_branches(spots: list[_Spot]) -> list[_Spot]:
    """Of the errors of a union's branches, keep those of the branch that was meant."""
    kept: list[_Spot] = []
    for spot in spots:
        same = [s for s in spots if s.holder is spot.holder and s.key == spot.key]
        deeper = any(s.holder is spot.value for s in spots)
        is_type_error = spot.error["type"].endswith("_type")
        if isinstance(spot.value, (Placed, PlacedList)) and deeper and is_type_error:
            continue
        if is_type_error and spot is not same[0]:
            continue
        if is_type_error and any(not s.error["type"].endswith("_type") for s in same):
            continue
        kept.append(spot)
    return kept


def _without_slips(spots: list[_Spot]) -> list[_Spot]:
    """Drop a missing key where an unknown one beside it is that key with a slip: it is one mistake."""
    meant = {(id(s.holder), _meant(s)) for s in spots if s.error["type"] == "extra_forbidden"}
    return [s for s in spots if s.error["type"] != "missing" or (id(s.holder), s.key) not in meant]


def _meant(spot: _Spot) -> str:
    known = list(spot.owner.model_fields) if spot.owner else []
    return nearest(str(spot.key), [k for k in known if k not in spot.holder])


def _finding(spot: _Spot) -> Finding:
    kind = spot.error["type"]
    if kind == "extra_forbidden":
        return _unknown_key(spot)
    if kind == "missing" or (spot.value is None and spot.present):
        return _missing(spot)
    context = spot.error.get("ctx", {})
    if kind == "range":
        zh, en = "最多 40 位数字", "at most 40 digits"
        return faults.SCALAR.at(spot.at, context["zh"], context["en"], hint_zh=zh, hint_en=en)
    if kind == "truth":
        places = spot.value.places if isinstance(spot.value, Placed) else {}
        zh, en = f"例如 {context['key']}: 1", f"for example {context['key']}: 1"
        at = places.get(context["key"], spot.at)
        return faults.WRONG_TYPE.at(at, context["zh"], context["en"], hint_zh=zh, hint_en=en)
    if "zh" in context:
        expected = shape(spot.kinds, spot.owner, str(spot.key))
        example = _as_written(spot, expected.example)
        return faults.UNIT_TEXT.at(
            spot.at,
            f"“{spot.name}”：{context['zh']}",
            f"{spot.name}: {context['en']}",
            hint_zh=f"例如 {example}",
            hint_en=f"for example {example}",
        )
    if kind in _RANGES:
        zh, en = (words.format(**context) for words in _RANGES[kind])
        return _wrong(faults.WRONG_VALUE, spot, f"应为{zh}", f"must be {en}")
    if kind == "literal_error":
        expected = shape(spot.kinds, spot.owner, str(spot.key))
        near = nearest(str(spot.value), expected.en.removeprefix("one of ").split(", "))
        return _wrong(faults.WRONG_VALUE, spot, f"应为{expected.zh}", f"must be {expected.en}", near)
    if kind == "string_pattern_mismatch":
        if spot.key == "period":
            return _wrong(faults.WRONG_VALUE, spot, "应为年份或年月", "must be a year or a month", "2024-03")
        zh, en = "应为小写字母、数字和连字符", "must be lower-case letters, digits and hyphens"
        return _wrong(faults.WRONG_VALUE, spot, zh, en, "main-site")
    expected = shape(spot.kinds, spot.owner, str(spot.key))
    return _wrong(faults.WRONG_TYPE, spot, f"应为{expected.zh}", f"must be {expected.en}")


def _wrong(rule: Rule, spot: _Spot, zh: str, en: str, example: str = "") -> Finding:
    example = _as_written(spot, example or shape(spot.kinds, spot.owner, str(spot.key)).example)
    shown = _shown(spot.value)
    return rule.at(
        spot.at,
        f"“{spot.name}”{zh}，现为 {shown}",
        f"{spot.name} {en}, not {shown}",
        hint_zh=f"例如 {example}",
        hint_en=f"for example {example}",
    )


def _as_written(spot: _Spot, example: str) -> str:
    return f"{spot.key}: {example}" if isinstance(spot.key, str) and spot.key else example


def _shown(value: Any) -> str:
    if isinstance(value, Placed):
        return "{…}"
    if isinstance(value, PlacedList):
        return "[…]"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"


def _missing(spot: _Spot) -> Finding:
    expected = shape(spot.kinds, spot.owner, str(spot.key))
    example = _as_written(spot, expected.example)
    empty = spot.present
    return faults.MISSING_KEY.at(
        spot.at,
        f"“{spot.name}”没有值" if empty else f"缺少必填项“{spot.name}”（{expected.zh}）",
        f"{spot.name} has no value" if empty else f"{spot.name} is missing ({expected.en})",
        hint_zh=f"例如 {example}",
        hint_en=f"for example {example}",
    )


def _cut_at_comma(spot: _Spot) -> str:
    """Return how the pair before should be written, where a comma of its text made this key: {en: Ltd., Co}."""
    if spot.value is not None or not isinstance(spot.holder, Placed):
        return ""
    keys = list(spot.holder)
    before = keys[keys.index(str(spot.key)) - 1] if str(spot.key) in keys[1:] else ""
    places = spot.holder.keys_at
    text = spot.holder.get(before)
    if not isinstance(text, str) or places[before].line != places[str(spot.key)].line:
        return ""
    return f'{before}: "{text}, {spot.key}"'


def _unknown_key(spot: _Spot) -> Finding:
    known = list(spot.owner.model_fields) if spot.owner else []
    at = spot.holder.keys_at.get(str(spot.key), spot.holder.at) if isinstance(spot.holder, Placed) else spot.at
    near = _meant(spot)
    hint_zh, hint_en = f"可用的键：{listing(known, 40)}", f"allowed: {listing(known, 40)}"
    if near:
        hint_zh, hint_en = f"是否应为“{near}”？{hint_zh}", f"did you mean {near}? {hint_en}"
    elif cut := _cut_at_comma(spot):
        hint_zh = f"花括号内的文字含有逗号时应加引号：{cut}"
        hint_en = f"inside braces, text with a comma is quoted: {cut}"
    return faults.UNKNOWN_KEY.at(
        at, f"未知的键“{spot.name}”", f"unknown key {spot.name!r}", hint_zh=hint_zh, hint_en=hint_en
    )
