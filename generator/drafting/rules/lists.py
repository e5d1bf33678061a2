"""LST: lists, their lead-ins, marks and end marks (GB/T 1.1-2020, 7.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.draft import HEADS, Draft, Kind, Part, Piece
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.sentences import outside_quotes
from generator.drafting.views import ListGroup, lists

_PROPER = re.compile(r"^(?:——|·|•|[a-z][)）]|\d{1,2}[)）])$")
#: A full stop with two characters before and after it: not the last one.
_STOP = re.compile(r"[\u3400-\u9fff]{2}。(?=[\u3400-\u9fff])[\u3400-\u9fff]{2}")
_KEY = re.compile(r"^[^，。；：]{1,25}：")
#: Half-width marks at the end of an item are TXT-01's.
_WIDE = str.maketrans(";,", "；，")
#: A lead-in that announces what follows.
_ANNOUNCES = re.compile(r"(?:下列|以下|如下|包括|包含)[^。；]*。\s*$")
_END = re.compile(r"[。；，：、.;,:]$")


def _groups(draft: Draft) -> Iterator[ListGroup]:
    """Yield the lists of the text with those below them; entries of elements that are lists themselves are none."""
    for group in lists(draft):
        if group.items[0].part not in (Part.REFERENCES, Part.BIBLIOGRAPHY, Part.CONTENTS, Part.COVER):
            yield from group.walk()


def _last(group: ListGroup, place: int) -> bool:
    """Whether an item is the last of its list, and nothing stands below it."""
    return place == len(group.items) - 1 and place not in group.below


@draft_rule("LST-01", "end-marks-of-a-list", Severity.ERROR, "7.5.1", "read")
def end_marks(draft: Draft) -> Answer:
    """Finds: items whose end mark does not fit their lead-in: ； (the last 。) after ：, 。 after a sentence with 。.

    Why: the marks show whether the items complete the lead-in or stand as sentences of their own.

    Wrong: 包括： ——监测。 ——报告。

    Right: 包括： ——监测； ——报告。
    """
    for group in _groups(draft):
        if group.lead is None or group.depth > 1:
            continue
        words = group.lead.text.rstrip().endswith(("：", ":"))
        sentence = group.lead.text.rstrip().endswith("。")
        if not words and not sentence:
            continue
        if sentence and any(item.text.rstrip().endswith(("；", ";")) for item in group.items):
            yield Breach(
                group.lead,
                "列项各项以“；”分隔，引语却以“。”结束",
                "the items are joined by ；, but the lead-in ends with 。",
                "。",
                "引语改为以“：”结束的短语，或各项都以“。”结束",
                "end the lead-in with ：, or each item with 。",
                start=len(group.lead.text.rstrip()) - 1,
                fix="：" if _joined(group) else None,
            )
            continue
        for place, item in enumerate(group.items):
            text = item.text.rstrip()
            if place in group.below and text.endswith(("：", ":")):
                continue
            if _leads_to_formula(draft, item):
                continue
            if place not in group.below and text.endswith(("。", "：")) and _interrupted(draft, group, place):
                continue
            last = _last(group, place)
            allowed = ("。",) if sentence or last else ("；", "，")
            if not text.translate(_WIDE).endswith(allowed):
                yield _ended(item, text, "。" if sentence or last else "；")


def _leads_to_formula(draft: Draft, item: Piece) -> bool:
    """Whether a formula stands right below an item and ends its sentence."""
    return item.index + 1 < len(draft.pieces) and draft.pieces[item.index + 1].kind is Kind.FORMULA


def _joined(group: ListGroup) -> bool:
    """Whether a lead-in that ends with 。 announces items that all read as one sentence."""
    ends = [item.text.rstrip()[-1:] for place, item in enumerate(group.items) if place not in group.below]
    announced = group.lead is not None and _ANNOUNCES.search(group.lead.text)
    return bool(announced) and len(ends) > 1 and ends[-1] == "。" and set(ends[:-1]) == {"；"}


def _interrupted(draft: Draft, group: ListGroup, place: int) -> bool:
    """Whether paragraphs, formulas or tables stand between an item and the next of its list."""
    if place + 1 >= len(group.items):
        return False
    after = draft.pieces[group.items[place].index + 1]
    return after.kind not in (Kind.ITEM, Kind.FOOTNOTE)


def _ended(item: Piece, text: str, right: str) -> Breach:
    found = _END.search(text)
    fragment = found[0] if found else text[-2:]
    return Breach(
        item,
        f"列项末尾应为“{right}”",
        f"the item ends with {right}",
        fragment,
        f"改为“{right}”",
        f"write {right}",
        start=len(text) - len(fragment),
        fix=None if "。" in text[:-1] and right == "；" else right if found else fragment + right,
    )


@draft_rule("LST-02", "list-without-lead-in", Severity.ERROR, "7.5.1", "read")
def no_lead_in(draft: Draft) -> Answer:
    """Finds: items that stand right below a title.

    Why: the lead-in says what the items are: requirements, choices, parts.

    Wrong: 5.2 职责, then ——制定制度；

    Right: 5.2 职责, 管理机构的职责包括：, then ——制定制度；
    """
    for group in _groups(draft):
        first = group.items[0]
        before = draft.pieces[first.index - 1] if first.index else None
        if group.depth == 1 and group.lead is None and before is not None and before.kind in HEADS:
            yield Breach(
                first,
                "列项前没有引语",
                "the list has no lead-in",
                first.text.strip()[:12],
                "在列项之前写引语，如“……包括：”",
                "write a lead-in before the items",
            )


@draft_rule("LST-03", "marks-of-a-list", Severity.ERROR, "7.5.3", "read")
def marks(draft: Draft) -> Answer:
    """Finds: items marked with 1., (1), ①, 一、 or another mark that lists do not have; once a list.

    Why: only ——, ·, a) and 1) mark items; other marks are taken for numbers of clauses.

    Wrong: （1）监测；

    Right: a) 监测；
    """
    for group in _groups(draft):
        if draft.source == "md":
            continue
        wrong = next((item for item in group.items if item.label and not _PROPER.match(item.label)), None)
        if wrong is not None:
            yield Breach(
                wrong,
                f"列项符号“{wrong.label}”不规范",
                f"{wrong.label} is no mark of a list",
                "",
                "用“——”“·”，或 a)、1)",
                "use —— or ·, a) or 1)",
            )


@draft_rule("LST-04", "levels-of-a-list", Severity.WARNING, "7.5.2", "read")
def levels(draft: Draft) -> Answer:
    """Finds: a list of three levels.

    Why: deeper lists than two levels are clauses.

    Wrong: items below 1) below a)

    Right: a clause of its own for the third level
    """
    for group in _groups(draft):
        if group.depth == 3:
            yield Breach(
                group.items[0],
                "列项超过两个层次",
                "the list has more than two levels",
                hint_zh="改写为条",
                hint_en="make clauses of it",
            )


@draft_rule("LST-05", "stop-inside-an-item", Severity.WARNING, "7.5.1", "derived")
def inner_stop(draft: Draft) -> Answer:
    """Finds: a full stop inside an item of a list whose items end with ；.

    Why: the item is a part of one sentence; what needs two sentences needs items below it or a paragraph.

    Wrong: ——监测：按月监测。结果存档；

    Right: ——监测：按月监测，结果存档；
    """
    for group in _groups(draft):
        if group.lead is None or not group.lead.text.rstrip().endswith(("：", ":", "；")):
            continue
        for item in group.items:
            found = _STOP.search(outside_quotes(item.text))
            if found:
                yield Breach(
                    item,
                    "以“；”结束的列项中有句号",
                    "a full stop stands inside the item",
                    item.text[found.start() : found.end()],
                    "改用“，”，或改为下一层列项",
                    "use ，, or items of the next level",
                    start=found.start(),
                )


@draft_rule("LST-06", "parallel-items", Severity.WARNING, "5.4.1, 7.5.4", "derived")
def parallel(draft: Draft) -> Answer:
    """Finds: an item without a key phrase where the others of its list begin with one and ：.

    Why: items of one list are built alike, so that what is missing is seen.

    Wrong: ——监测：……； ——保存全部记录。

    Right: ——监测：……； ——保存：……。
    """
    for group in _groups(draft):
        plain = [item for item in group.items if not _KEY.match(item.text)]
        if len(group.items) >= 3 and 0 < len(plain) <= len(group.items) / 3:
            for item in plain:
                words = re.split(r"[，。；：、]", item.text.strip())[0][:14]
                yield Breach(
                    item,
                    "其他列项以关键词和“：”开头，此项没有",
                    "the other items begin with a key phrase and ：",
                    words,
                    "补上关键词和“：”",
                    "begin it with a key phrase and ：",
                )


@draft_rule("LST-08", "letters-in-order", Severity.ERROR, "7.5.3", "read")
def letters(draft: Draft) -> Answer:
    """Finds: letters or numbers of items that leave one out, stand twice or do not begin at the first.

    Why: items are cited by their letter.

    Wrong: a), c)

    Right: a), b)
    """
    for group in _groups(draft):
        expected = 0
        for item in group.items:
            found = re.match(r"^(?:(?P<letter>[a-z])|(?P<number>\d{1,2}))[)）]$", item.label)
            if not found:
                break
            place = ord(found["letter"]) - ord("a") if found["letter"] else int(found["number"]) - 1
            if place != expected:
                right = f"{chr(ord('a') + expected)})" if found["letter"] else f"{expected + 1})"
                yield Breach(
                    item,
                    f"列项编号“{item.label}”不连续",
                    f"{item.label} does not follow",
                    "",
                    f"应为 {right}",
                    f"it should be {right}",
                )
            expected = place + 1


RULES: tuple[DraftRule, ...] = (end_marks, no_lead_in, marks, levels, inner_stop, parallel, letters)
