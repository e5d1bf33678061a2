"""An import told: findings with file and line, a patch that git takes, plain data for programs."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.base.findings import Finding, Position, Rule
from generator.review.importing import rules
from generator.review.importing.items import Item
from generator.review.importing.run import Imported

_RULES: Mapping[str, Rule] = {
    "patch": rules.TAKEN,
    "input": rules.COMPUTED,
    "template": rules.TEMPLATE,
    "data": rules.DATA,
    "manual": rules.MANUAL,
    "unplaced": rules.UNPLACED,
}
_WORDS = {
    "reworded": ("改写", "reworded"),
    "added": ("新增", "added"),
    "deleted": ("删去", "deleted"),
    "moved": ("移动", "moved"),
    "split": ("拆分", "split"),
    "merged": ("合并", "merged"),
    "number": ("改数", "number changed"),
    "row": ("表格改动", "table changed"),
    "furniture": ("页眉页脚", "header or footer"),
}
_LONGEST = 60
#: Inputs that a refusal names; it says that there are others.
_MOST_INPUTS = 6


def findings_of(found: Imported, called: str) -> Iterator[Finding]:
    """Yield a finding for every change, and for every comment that belongs nowhere."""
    for item in found.items:
        if item.status == "kept":
            continue
        at = item.position or Position(called, paragraph=item.paragraph)
        yield _finding(item, at, called)
        if item.status == "patch" and (item.typed or item.dropped):
            yield _typed(item, at)
    for comment in found.comments:
        if not comment.block:
            text = _short(comment.text)
            zh, en = f"批注没有对应的正文：{text}", f"a comment belongs to no line: {text}"
            yield rules.UNPLACED.at(Position(called), zh, en, fragment=comment.quote)


def _finding(item: Item, at: Position, called: str) -> Finding:
    zh, en = _WORDS[item.kind]
    who = f"（{item.author}）" if item.author else ""
    old, new = _differing(item.old, item.new)
    if item.kind == "moved" and item.old == item.new:
        old, new = _short(item.old), ""
    change = f"“{old}” → “{new}”" if old and new else f"“{old or new}”"
    reason_zh, reason_en = (item.reason.zh, item.reason.en) if item.reason else ("", "")
    if item.inputs:
        more = len(item.inputs) - _MOST_INPUTS
        others_zh, others_en = (f"；另有 {more} 项", f"; and {more} more") if more > 0 else ("", "")
        reason_zh += f"：{_inputs(item)}{others_zh}；全部见 tanwen explain '{item.fact}'"
        reason_en += f": {_inputs(item)}{others_en}; all of them: tanwen explain '{item.fact}'"
    related = [one.position for one in item.inputs[:_MOST_INPUTS] if one.position is not None]
    paragraph = [Position(called, paragraph=item.paragraph)] if item.paragraph and item.position else []
    return _RULES[item.status].at(
        at,
        f"{zh}{who} {change}",
        f"{en}{f' by {item.author}' if item.author else ''}: {change}",
        hint_zh=reason_zh,
        hint_en=reason_en,
        fact=item.fact,
        block=item.block,
        related=[*paragraph, *related],
        fragment=item.new,
    )


def _inputs(item: Item) -> str:
    return "; ".join(
        f"{one.label} {one.value} ({one.position})".replace("  ", " ") for one in item.inputs[:_MOST_INPUTS]
    )


def _typed(item: Item, at: Position) -> Finding:
    zh, en = "；".join(flag.zh for flag in item.flags), "; ".join(flag.en for flag in item.flags)
    hint = ("改用账本的数，例如 {{ inventory.total }}", "print a fact, for example {{ inventory.total }}")
    return rules.TYPED.at(at, zh or item.new, en or item.new, hint_zh=hint[0], hint_en=hint[1], block=item.block)


def _short(text: str) -> str:
    bare = " ".join(text.split())
    return bare if len(bare) <= _LONGEST else f"{bare[: _LONGEST - 1]}…"


def _differing(old: str, new: str) -> tuple[str, str]:
    """Return two texts without what they have in common at their ends, but for a few characters around."""
    old, new = " ".join(old.split()), " ".join(new.split())
    if not old or not new:
        return _short(old), _short(new)
    head = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    start, end = max(head - 6, 0), max(tail - 6, 0)
    lead = "…" if start else ""

    def cut(text: str) -> str:
        return f"{lead}{_short(text[start : len(text) - end])}{'…' if end else ''}"

    return cut(old), cut(new)


def summary(found: Imported, written: Sequence[str]) -> tuple[str, str]:
    """Return one line that says what was found and what became of it."""
    count = {status: sum(item.status == status for item in found.items) for status in (*_RULES, "kept")}
    threads = len(found.comments)
    taken = ("已导入", "taken over") if set(written) & set(found.texts) else ("可导入", "to take over")
    names = {
        "patch": taken,
        "input": ("改数", "computed numbers"),
        "template": ("模板", "template"),
        "data": ("数据", "project data"),
        "manual": ("手工", "by hand"),
        "unplaced": ("无对应", "unplaced"),
    }
    counted = [(*names[status], count[status]) for status in names if count[status]]
    zh = "，".join(f"{name} {n} 处" for name, _, n in counted) or "没有修改"
    en = ", ".join(f"{name} {n}" for _, name, n in counted) or "no changes"
    if threads:
        zh, en = f"{zh}；批注 {threads} 组", f"{en}; threads {threads}"
    if written:
        zh += f"；已写入 {'、'.join(written)}"
        en += f"; written: {', '.join(written)}"
    return zh, en


def patch_of(texts: Mapping[str, tuple[str, str]]) -> str:
    """Return a unified diff of files: old and new text by path."""
    parts: list[str] = []
    for path, (old, new) in sorted(texts.items()):
        if old == new:
            continue
        parts.append(f"diff --git a/{path} b/{path}\n")
        before, after = (re.findall(r"[^\n]*\n|[^\n]+", text) for text in (old, new))
        if not old:
            parts.append("new file mode 100644\n")
        for line in difflib.unified_diff(before, after, f"a/{path}" if old else "/dev/null", f"b/{path}"):
            parts.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(parts)


def as_json(found: Imported, written: Sequence[str]) -> dict[str, Any]:
    """Return an import as plain data."""
    return {
        "document": found.document,
        "build": found.build,
        "current": found.current,
        "changes": [_item(item) for item in found.items if item.status != "kept"],
        "comments": [comment.model_dump() for comment in found.comments],
        "written": list(written),
    }


def _item(item: Item) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": item.kind, "status": item.status, "old": item.old, "new": item.new}
    if item.position is not None:
        data |= {"file": item.position.path, "line": item.position.line, "column": item.position.column}
    for key in ("block", "author", "date", "fact", "paragraph", "typed", "dropped"):
        if value := getattr(item, key):
            data[key] = value
    if item.reason is not None:
        data["reason"] = {"zh": item.reason.zh, "en": item.reason.en}
    if item.inputs:
        data["inputs"] = [
            {"label": one.label, "value": one.value, "position": str(one.position) if one.position else ""}
            for one in item.inputs
        ]
    return data
