"""BIB: the bibliography: the form and order of its entries, and what it has to list (GB/T 1.1-2020, 8.13, 10.3.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.base.findings import Severity
from generator.drafting.citing import Citation
from generator.drafting.draft import Draft, Kind, Part
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.listing import entry_key, misplaced
from generator.drafting.rules.elements import bibliography_missing
from generator.drafting.rules.references import out_of_order, shown
from generator.drafting.rules.unlisted import unlisted, unlisted_titles
from generator.drafting.views import Entry, literature

#: In Markdown the brackets may be escaped.
_SERIAL = re.compile(r"^\s*\\?\[(?P<number>\d{1,3})\\?\]")
_OTHER_SERIAL = re.compile(
    r"^\s*(?:[［【〔（(]\s?\d{1,3}\s?[］】〕）)]|\d{1,3}\s?[.．、）)](?!\d)|\d{1,3}[\s\u3000]+(?=[A-Z《])|[①-⑳])"
)
_END = re.compile(r"[。；，、;,]+\s*$|(?<![A-Za-z])\.\s*$")
#: A book or an article set by GB/T 7714 ends with a full stop of its own: a warning where the others go without.
_JOURNAL = re.compile(r"\[[A-Z]{1,2}(?:/[A-Z]{2})?\]")


@draft_rule("BIB-01", "bibliography-form", Severity.ERROR, "8.13, 10.3.6", "read")
def form(draft: Draft) -> Answer:
    """Finds: entries of 参考文献 without a number in square brackets, numbers that leap, marks at the end, wrong order.

    Also a document that is listed twice. Titles of groups carry no number; foreign documents need no Chinese title.

    Why: the entries are numbered [1], [2] … and stand in the order of chapter 2, so that a document is found at once.

    Wrong: （3） GB/T 2589　综合能耗计算通则。

    Right: [3] GB/T 2589　综合能耗计算通则
    """
    entries = literature(draft)
    yield from _serials(draft, entries)
    yield from _ends(entries)
    yield from _twice(entries)
    found = misplaced(entries)
    if found is not None and not _grouped(draft, entries):
        yield out_of_order(*found)


def _typed(entry: Entry) -> str:
    """Return the number before an entry as it stands there, typed or given by Word."""
    if _SERIAL.match(entry.piece.text) or _SERIAL.match(entry.piece.label):
        return (_SERIAL.match(entry.piece.text) or _SERIAL.match(entry.piece.label) or [""])[0].strip()
    typed = _OTHER_SERIAL.match(entry.piece.text)
    return typed[0].strip() if typed else entry.piece.label.strip()


def _serials(draft: Draft, entries: Sequence[Entry]) -> Iterator[Breach]:
    if draft.source == "engine":
        return  # writers number the entries
    numbers = [_typed(entry) for entry in entries]
    bracketed = [bool(_SERIAL.match(number)) for number in numbers]
    if not any(numbers):
        listed = any(entry.code for entry in entries)
        if listed and not draft.numbers_lost and (draft.source == "docx" or any(one.label for one in draft.chapters)):
            yield _bad(entries[0], shown(entries[0]), "参考文献的条目没有编号", "the entries carry no number")
        return
    last = 0
    for entry, number, right in zip(entries, numbers, bracketed, strict=True):
        if not number:
            if entry.code:  # without a code it may be the title of a group
                yield _bad(entry, shown(entry), "参考文献的条目没有编号", "the entry carries no number")
            continue
        if not right:
            yield _bad(entry, number, f"参考文献的编号“{number}”不是方括号形式", f"{number} is not in square brackets")
        digits = re.search(r"\d+", number)
        value = int(digits[0]) if digits else last + 1
        if right and value != last + 1 and not (value == 1 and last == 0):
            yield _bad(entry, number, f"参考文献的编号{number}与前一条不连续", f"{number} does not follow [{last}]")
        last = value


def _bad(entry: Entry, fragment: str, zh: str, en: str) -> Breach:
    return Breach(entry.piece, zh, en, fragment, "从[1]起用方括号连续编号", "number the entries [1], [2] and so on")


def _ends(entries: Sequence[Entry]) -> Iterator[Breach]:
    """Yield marks at the end; the full stop of GB/T 7714 only where most other entries go without one."""
    bare = sum(_END.search(entry.piece.text) is None for entry in entries)
    odd = bare > len(entries) / 2
    for entry in entries:
        text = entry.piece.text
        found = _END.search(text)
        if found is None or (found[0].strip() == "." and not (entry.code or odd)):
            continue
        if _JOURNAL.search(text) and not (odd and found[0].strip() == "."):
            continue
        yield Breach(
            entry.piece,
            "参考文献的条目末尾有标点",
            "an entry of the bibliography ends with a punctuation mark",
            found[0].strip(),
            "删去末尾的标点",
            "drop the mark",
            start=found.start(),
            fix="",
            severity=Severity.WARNING if found[0].strip() == "." else None,
        )


def _twice(entries: Sequence[Entry]) -> Iterator[Breach]:
    first: dict[str, Entry] = {}
    for entry in entries:
        if not entry.code:
            continue
        known = first.setdefault(f"{entry_key(entry)} {entry.year}", entry)
        if known is not entry:
            yield Breach(
                entry.piece,
                f"{shown(entry)} 在参考文献中列出了两次",
                f"{shown(entry)} is listed twice",
                shown(entry),
                "删去重复的条目",
                "drop one of the entries",
                related=(known.piece,),
            )


def _grouped(draft: Draft, entries: Sequence[Entry]) -> bool:
    """Whether titles of groups stand between the entries: each group has an order of its own."""
    first, last = entries[0].piece.index, entries[-1].piece.index
    return any(
        (piece.kind is not Kind.LITERATURE and piece.kind is not Kind.FOOTNOTE)
        or (
            piece.kind is Kind.LITERATURE
            and not piece.label
            and re.match(r"^[\u3400-\u9fff]{2,12}$", piece.text.strip())
        )
        for piece in draft.pieces[first : last + 1]
    )


@draft_rule("BIB-02", "bibliography-complete", Severity.ERROR, "8.13, 9.5.4.2.2", "read")
def complete(draft: Draft) -> Answer:
    """Finds: a document that the text cites for information and that neither 参考文献 nor chapter 2 lists.

    Each document once, at its first citation: also in a source, a note, a table. Laws, policy papers and guides named
    by their titles are warnings. Without any 参考文献 the first citation belongs to STR-09. What is cited normatively
    and not listed belongs to REF-03, GDE-03 and REF-11.

    Why: the reader finds title and edition of each named document in one of the two lists.

    Wrong: 注：监测方法的示例参见GB/T 28750。 with no GB/T 28750 in 参考文献

    Right: the same note, with [2] GB/T 28750　节能量测量和验证技术通则 in 参考文献
    """
    missing = draft.section(Part.BIBLIOGRAPHY) is None
    told = {(one.piece, one.begins) for one in bibliography_missing.find(draft) if isinstance(one, Breach)}
    for one in unlisted(draft):
        if (one.piece, one.start) not in told:
            doubtful = one.piece.cell is not None or one.piece.kind is Kind.EXAMPLE
            yield _unlisted(one, one.name, missing, Severity.WARNING if doubtful else None)
    for title in unlisted_titles(draft):
        yield Breach(
            title.piece,
            f"资料性引用了《{title.title}》，参考文献中没有列出",
            f"《{title.title}》 is cited for information and not listed",
            f"《{title.title}》",
            "列入参考文献",
            "list it in the bibliography",
            start=title.start,
            severity=Severity.WARNING,
        )


def _unlisted(one: Citation, name: str, missing: bool, severity: Severity | None) -> Breach:
    return Breach(
        one.piece,
        f"引用了 {name}，{'文件没有参考文献' if missing else '参考文献和规范性引用文件中都没有列出'}",
        f"{name} is cited and listed nowhere",
        one.text,
        "列入参考文献；若是规范性引用，列入第2章",
        "list it in the bibliography, or in chapter 2 where it is cited normatively",
        start=one.start,
        severity=severity,
    )


RULES: tuple[DraftRule, ...] = (form, complete)
