"""LST: lists, their lead-ins, marks and end marks (GB/T 1.1-2020, 7.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.draft import HEADS, PROVISIONS, Draft, Kind, Part, Piece
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.imperatives import begins_with_verb
from generator.drafting.sentences import outside_quotes
from generator.drafting.views import ListGroup, lists, unmarked_lists

_PROPER = re.compile(r"^(?:——|·|•|[a-z][)）]|\d{1,2}[)）])$")
#: A full stop that is not the last one.
_STOP = re.compile(r"[^。\s]{1,2}。[\u3400-\u9fff]{2}")
_SEMICOLON = re.compile(r"[^；]{1,2}；[^；\s]{1,2}")
_KEY = re.compile(r"^[^，。；：]{1,25}：")
#: Half-width marks at the end of an item are TXT-01's.
_WIDE = str.maketrans(";,", "；，")
#: A lead-in that announces what follows.
_ANNOUNCES = re.compile(r"(?:下列|以下|如下|包括|包含)[^。；]*。\s*$")
#: A lead-in that announces what follows and has no mark at its end.
_OPEN = re.compile(r"(?:如下|包括|包含|(?:下列|以下)[^，。；：]{0,8})$")
_ANY_KEY = re.compile(r"^([^。；：“”]{2,25})：(?=.)")
#: What a ： opens a list after, and no explanation of a key phrase.
_OPENS_LIST = re.compile(r"(?:包括|包含|含|如下|例如|比如|如|为|有|是|即|分别|下列|以下.{0,6}|要求|下式)$")
_NOUN_AND_PARTS = re.compile(r"^[^，。；：]{2,16}，(?:主要)?(?:包括|包含|涵盖)")
_NUMERAL = re.compile(r"^\d{1,2}[)）]$")
_FEWEST = 3
_NEAR = 6
_END = re.compile(r"[。；，：、.;,:]$")


def _groups(draft: Draft) -> Iterator[ListGroup]:
    """Yield the lists of the text with those below them; entries of elements that are lists themselves are none."""
    for group in lists(draft):
        if group.items[0].part not in (Part.REFERENCES, Part.BIBLIOGRAPHY, Part.CONTENTS, Part.COVER):
            yield from group.walk()


def _all_groups(draft: Draft) -> Iterator[ListGroup]:
    """Yield the same and the lists whose marks are lost."""
    yield from _groups(draft)
    yield from (group for group in unmarked_lists(draft) if group.items[0].part in PROVISIONS)


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
    for group in _all_groups(draft):
        if group.lead is None or group.depth > 1:
            continue
        yield from _closed_early(group)
        words = group.lead.text.rstrip().endswith(("：", ":"))
        sentence = group.lead.text.rstrip().endswith("。")
        if not words and not sentence:
            if draft.numbers_lost or not _OPEN.search(group.lead.text.rstrip()):
                continue
            words = True
            yield _unclosed(group)
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
                related=tuple(item for item in group.items if item.text.rstrip().endswith(("；", ";"))),
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


def _unclosed(group: ListGroup) -> Breach:
    """Return the breach of a lead-in that announces its items and ends without a mark."""
    lead = group.lead or group.items[0]
    last = len(lead.text.rstrip()) - 1
    return Breach(
        lead,
        "列项的引语没有以“：”结束",
        "the lead-in of the list does not end with ：",
        lead.text[last : last + 1],
        "在引语末尾加“：”",
        "end the lead-in with ：",
        start=last,
        fix=f"{lead.text[last : last + 1]}：",
        related=(group.items[0],),
    )


def _closed_early(group: ListGroup) -> Iterator[Breach]:
    """Yield the last items of second-level lists that end with 。 though the sentence of the first level goes on."""
    if group.lead is None or not group.lead.text.rstrip().endswith(("：", ":")):
        return
    for place, below in group.below.items():
        texts = [item.text.rstrip() for item in below.items]
        goes_on = place + 1 < len(group.items) and group.items[place].text.rstrip().endswith(("：", ":", "；"))
        if goes_on and texts[-1].endswith("。") and len(texts) > 1 and all(one.endswith("；") for one in texts[:-1]):
            yield _ended(below.items[-1], texts[-1], "；")


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
        f"the item does not end with {right}",
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
    """Finds: a list marked with 1., (1), ①, 一、 or another mark that lists do not have, or with 1) at the first level.

    Found once a list; also an item whose bracket has another width than the others'.

    Why: only ——, ·, a) and 1) mark items, 1) below a) only; other marks are taken for numbers of clauses.

    Wrong: （1）监测；

    Right: a) 监测；
    """
    marked = [item.raw.lstrip() for group in _groups(draft) for item in group.items]
    typed = draft.source != "md" or any(_TYPED.match(one) for one in marked)
    dashes = any(one.startswith("——") for one in marked)
    for group in _groups(draft):
        if not typed:
            continue
        if draft.source == "md" and all(_bullet(item) for item in group.items):
            if dashes:
                yield _other_dash(group)
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
                related=tuple(item for item in group.items if item is not wrong and not _PROPER.match(item.label)),
            )
        elif _NUMERAL.match(group.items[0].label) and _first_level(group) and not _below_letters(draft, group):
            yield Breach(
                group.items[0],
                f"第一层次列项用了数字编号“{group.items[0].label}”",
                f"the first level of a list has numerals: {group.items[0].label}",
                "",
                "第一层次用“——”或 a)，数字编号只用于字母编号的下一层",
                "use —— or a) at the first level; numerals stand below letters",
            )
        else:
            yield from _brackets(group)


#: Marks of a document, by which an author of Markdown shows that he minds the marks.
_TYPED = re.compile(r"——|[a-z][)）]")


def _bullet(item: Piece) -> bool:
    """Whether an item of Markdown has its mark for ——, which the reader took away."""
    return item.label == "——" and not item.raw.lstrip().startswith("——")


def _other_dash(group: ListGroup) -> Breach:
    """Return the breach of a list marked with - in a draft that types —— elsewhere."""
    return Breach(
        group.items[0],
        "其他列项用“——”，此处各项用“-”",
        "other lists have ——, this one has -",
        "",
        "用“——”",
        "use ——",
        related=group.items[1:],
    )


def _first_level(group: ListGroup) -> bool:
    """Whether a list is of the first level; a single line with 1) is rather a footnote."""
    return group.depth == 1 and len(group.items) > 1


def _below_letters(draft: Draft, group: ListGroup) -> bool:
    """Whether an item with a letter stands before the list, with paragraphs or formulas between them."""
    first = group.items[0].index
    for piece in reversed(draft.pieces[max(first - _NEAR, 0) : first]):
        if piece.kind is Kind.ITEM:
            return bool(re.match(r"^[a-z][)）]$", piece.label))
        if piece.kind in HEADS or piece.kind is Kind.CLAUSE:
            return False
    return False


def _brackets(group: ListGroup) -> Iterator[Breach]:
    """Yield the items whose bracket is not that of most items of the list."""
    closed = [item for item in group.items if item.label.endswith((")", "）"))]
    wide = [item for item in closed if item.label.endswith("）")]
    few = wide if len(wide) * 2 <= len(closed) else [item for item in closed if item not in wide]
    for item in few if wide else ():
        yield Breach(
            item,
            f"列项编号“{item.label}”的括号与其他各项不同",
            f"the bracket of {item.label} is not that of the other items",
            "",
            "各项用同一种括号",
            "use one bracket in all items",
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
    """Finds: a full stop or ； inside an item of a list whose items end with ；.

    Why: the item is a part of one sentence; what needs two sentences needs items below it or a paragraph.

    Wrong: ——监测：按月监测。结果存档；

    Right: ——监测：按月监测，结果存档；
    """
    for group in _all_groups(draft):
        led = group.lead is not None and group.lead.text.rstrip().endswith(("：", ":", "；"))
        if not led and not any(item.text.rstrip().endswith("；") for item in group.items[:-1]):
            continue
        for item in group.items:
            text = outside_quotes(item.text.rstrip())
            found = _STOP.search(text) or _SEMICOLON.search(text)
            if found:
                mark, en = ("句号", "a full stop") if "。" in found[0] else ("分号", "；")
                yield Breach(
                    item,
                    f"以“；”结束的列项中有{mark}",
                    f"{en} stands inside the item",
                    item.text[found.start() : found.end()],
                    "改用“，”，或改为下一层列项",
                    "use ，, or items of the next level",
                    start=found.start(),
                )


@draft_rule("LST-06", "parallel-items", Severity.WARNING, "5.4.1, 7.5.4", "derived")
def parallel(draft: Draft) -> Answer:
    """Finds: items that begin otherwise than those of their list: without the key phrase and ： or with the only one.

    Also a noun with ，包括 where the others begin with a verb. Left alone: a ： that opens a list or is in brackets.

    Why: items of one list are built alike, so that what is missing is seen.

    Wrong: ——监测：……； ——保存全部记录。

    Right: ——监测：……； ——保存：……。
    """
    for group in _all_groups(draft):
        if len(group.items) < _FEWEST:
            continue
        plain = [item for item in group.items if not _KEY.match(item.text)]
        keyed = [item for item in group.items if _keyed(item)]
        if 0 < len(plain) <= len(group.items) / 3:
            for item in plain:
                yield _unlike(
                    item, "其他列项以关键词和“：”开头，此项没有", "the other items begin with a key phrase and ："
                )
        elif 0 < len(keyed) <= len(group.items) / 3:
            for item in keyed:
                yield _unlike(item, "只有此项以关键词和“：”开头", "only this item begins with a key phrase and ：")
        yield from _noun_among_verbs(group)


def _keyed(item: Piece) -> bool:
    """Whether an item begins with a key phrase and ：, not with words that open a list or an open bracket."""
    found = _ANY_KEY.match(item.text)
    return found is not None and not _OPENS_LIST.search(found[1]) and found[1].count("（") == found[1].count("）")


def _noun_among_verbs(group: ListGroup) -> Iterator[Breach]:
    odd = [item for item in group.items if not begins_with_verb(item.text)]
    if len(odd) == 1 and len(group.items) > _FEWEST and _NOUN_AND_PARTS.match(odd[0].text):
        yield _unlike(
            odd[0], "其他列项以动词开头，此项是名词", "the other items begin with a verb, this one with a noun"
        )


def _unlike(item: Piece, zh: str, en: str) -> Breach:
    words = re.split(r"[，。；：、]", item.text.strip())[0][:14]
    return Breach(item, zh, en, words, "使各项的结构一致", "build the items alike")


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
