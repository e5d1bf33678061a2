"""ANX-01 to ANX-05: annexes, where they are mentioned and what they are (GB/T 1.1-2020, 9.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.citing import normative
from generator.drafting.draft import Draft, Kind, Part, Piece, Section
from generator.drafting.elements import plain
from generator.drafting.framework import Answer, Breach, CannotTell, DraftRule, draft_rule
from generator.drafting.mentions import Mention, mentions
from generator.drafting.modals import Provision, provision
from generator.drafting.provisions import said_of

_LETTER = re.compile(r"^[A-Z]$")
_RANGE = re.compile(r"附\s?录\s?(?P<first>[A-Z])\s?[～~至到-]\s?(?:附\s?录\s?)?(?P<last>[A-Z])(?![A-Za-z.\d])")
_OLD_ROLE = re.compile(r"(?:规范性|资料性|标准的|提示的)附录")
_HINT = re.compile(r"(?:[（(][^（）()]*|参?见\s?)$")
#: （按附录A的要求）, though in brackets.
_BOUND = re.compile(r"(?:按照?|符合|遵照|满足|依据)\s?$")
_DEMANDS = re.compile(r"\s?(?:的|中的|中)?(?:要求|规定)")
_EXAMPLE = re.compile(r"^\s*(?:给出|提供|列出)|示例|参考|参见")
_FIXED = re.compile(r"^(?:适用)?范围$|^(?:规范性)?引用(?:文件|标准)$|^规范性引用标准$|^术语(?:[和与及、]定义)?$")


def annex_mentions(draft: Draft) -> dict[str, list[Mention]]:
    """Return the mentions of each annex outside itself, by letter; those of its clauses, tables and figures count."""
    return draft.view(_annex_mentions)


def _annex_mentions(draft: Draft) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = {}
    for one in mentions(draft):
        letter = one.number if one.target == "annex" else one.number[0] if re.match(r"[A-Z]\.", one.number) else ""
        if letter and one.piece.annex != letter:
            found.setdefault(letter, []).append(one)
            for inside in _between(one):
                found.setdefault(inside, []).append(one)
    return found


def _between(mention: Mention) -> Iterator[str]:
    """Yield the letters between the ends of a range: 附录A～附录D."""
    found = _RANGE.search(mention.piece.text, mention.start)
    if mention.target == "annex" and found and found.start() == mention.start:
        yield from (chr(code) for code in range(ord(found["first"]) + 1, ord(found["last"])))


def _headed(draft: Draft) -> Iterator[tuple[Section, Piece]]:
    for annex in draft.annexes:
        if annex.head is not None:
            yield annex, annex.head


def _shown(annex: Section, head: Piece) -> str:
    """Return words of an annex's heading lines that a finding shows: its label, or its title where that is lost."""
    return (annex.label if head.kind is Kind.ANNEX else "") or annex.title


@draft_rule("ANX-01", "annex-mentioned", Severity.ERROR, "9.6.1.2", "read")
def mentioned(draft: Draft) -> Answer:
    """Finds: an annex that no text, foreword, introduction or other annex mentions by its number.

    Why: an annex belongs to the place where it is mentioned; a mention of its tables or clauses will do.

    Wrong: 附录B, and no word of it

    Right: …的清单见附录B。
    """
    found = annex_mentions(draft)
    if draft.numbers_lost and not _letters_told(draft, found):
        yield from _lost(draft)
        return
    for annex, head in _headed(draft):
        if _LETTER.match(annex.annex) and annex.annex not in found:
            yield Breach(
                head,
                f"文中没有提及附录{annex.annex}",
                f"annex {annex.annex} is not mentioned",
                _shown(annex, head),
                f"在移出内容处写明“见附录{annex.annex}”或“应符合附录{annex.annex}的规定”",
                f"write 见附录{annex.annex} where its content was taken from",
            )


_NO_LETTERS = CannotTell("附录的编号已丢失，无法判断", "the letters of the annexes are lost: it cannot tell")


def _opened(annex: Section) -> bool:
    """Whether a heading of its own opens an annex."""
    return annex.head is not None and annex.head.kind is Kind.ANNEX


def _letters_told(draft: Draft, found: dict[str, list[Mention]]) -> bool:
    """Whether the annexes of a text without numbers show their letters: by their order, or by their own 图A.1.

    No other annex may be mentioned.
    """
    letters = {annex.annex for annex in draft.annexes if annex.role or _by_tables(annex) or _opened(annex)}
    return bool(letters) and len(letters) == len(draft.annexes) and set(found) <= letters


def _by_tables(annex: Section) -> bool:
    """Whether the letter of an annex without role is that of its own tables and figures, and it requires nothing."""
    own = any(re.search(rf"[图表]\s?{annex.annex}\.1", piece.text) for piece in annex.pieces if annex.annex)
    return own and all(provision(piece.text) is not Provision.REQUIREMENT for piece in annex.pieces)


def _lost(draft: Draft) -> Answer:
    """Yield the annexes whose heading lost all but its title, and that only their own figures and tables name.

    Such an annex shows by a title behind the last clause, with a sentence on its 图A.1 or 表A.1 right below.
    """
    if draft.annexes or not draft.pieces:
        yield _NO_LETTERS
        return
    last = max((one.piece.index for one in said_of(draft, Part.BODY) if one.classes() - _TOLD), default=-1)
    inside = [one for one in mentions(draft) if re.match(r"[A-Z]\.", one.number)]
    named = {one.number for one in mentions(draft) if one.target == "annex"}
    seen: set[str] = set()
    for one in inside:
        letter = one.number[0]
        if letter in seen | named:
            continue
        seen.add(letter)
        title = _title_above(draft, one.piece)
        if title is not None and title.index > last:
            yield Breach(
                title,
                f"文中没有提及附录{letter}",
                f"annex {letter} is not mentioned",
                title.text.strip(),
                f"在移出内容处写明“见附录{letter}”或“应符合附录{letter}的规定”",
                f"write 见附录{letter} where its content was taken from",
            )


_TOLD = frozenset({Provision.STATEMENT})


def _title_above(draft: Draft, piece: Piece) -> Piece | None:
    """Return the title right above a paragraph that speaks of what it names, the first where it stands twice."""
    found = None
    for before in reversed(draft.pieces[max(piece.index - 2, 0) : piece.index]):
        if before.kind not in (Kind.HEADING, Kind.CHAPTER) or not plain(piece.text).startswith(plain(before.text)):
            break
        found = before
    return found


@draft_rule("ANX-02", "annex-heading", Severity.ERROR, "9.6.2", "read")
def heading(draft: Draft) -> Answer:
    """Finds: an annex without character or title, with 规范性附录 in brackets, or named 附录1.

    Why: an annex begins with three lines: 附录 and its letter, its character in brackets, its title. Also a single
    annex is 附录A.

    Wrong: 附录1; 附录A （规范性附录）

    Right: 附录A, （规范性）, 数据清单
    """
    for annex, head in _headed(draft):
        name = annex.label or f"附录{annex.annex}"
        if (head.kind is Kind.ANNEX and not _LETTER.match(annex.annex)) or name.startswith("附件"):
            yield Breach(
                head, f"“{name}”不是附录编号的形式", f"{name} is not the form of an annex's number", _shown(annex, head)
            )
        old = next((piece for piece in (head, *annex.pieces[:2]) if _OLD_ROLE.search(piece.text)), None)
        if old is not None and (found := _OLD_ROLE.search(old.text)):
            right = "资料性" if found[0][:3] in ("资料性", "提示的") else "规范性"
            yield Breach(
                old,
                f"附录的作用写作“（{right}）”，不写“{found[0]}”",
                f"write {right}, not {found[0]}",
                found[0],
                f"改为“{right}”",
                f"write {right}",
                start=found.start(),
                fix=right,
            )
        elif not annex.role and not (draft.numbers_lost and not head.label):
            yield Breach(
                head,
                f"{name}没有标明（规范性）或（资料性）",
                f"{name} does not say 规范性 or 资料性",
                _shown(annex, head),
                related=tuple(piece for piece in annex.pieces[:1] if piece.kind is Kind.ANNEX_TITLE),
            )
        if not annex.title:
            yield Breach(head, f"{name}没有标题", f"{name} has no title", _shown(annex, head))


@draft_rule("ANX-03", "annex-character", Severity.ERROR, "9.6.1.2", "read")
def character(draft: Draft) -> Answer:
    """Finds: a normative annex that is only hinted at, an informative one that a requirement or instruction names.

    Why: the sentence that mentions an annex makes it normative or informative. Guides: GDE-04. A hint in brackets
    within a requirement leaves both open.

    Wrong: 数据应按附录A采集。 with 附录A （资料性）

    Right: 数据应按附录A采集。 with 附录A （规范性）
    """
    if draft.kind == "guide":
        return
    found = annex_mentions(draft)
    if draft.numbers_lost and not _letters_told(draft, found):
        yield _NO_LETTERS
        return
    for annex, head in _headed(draft):
        whole = [one for one in found.get(annex.annex, []) if one.piece.part is not Part.FOREWORD]
        made = [_makes(one, draft.kind) for one in whole]
        if not annex.role or not made:
            continue
        place = next((piece for piece in annex.pieces if piece.kind is Kind.ANNEX_ROLE), head)
        if "规范性" in made and annex.role == "资料性":
            first = whole[made.index("规范性")]
            yield _character(place, annex, "规范性", first)
        elif set(made) == {"资料性"} and annex.role == "规范性":
            yield _character(place, annex, "资料性", whole[0])


def _character(place: Piece, annex: Section, right: str, first: Mention) -> Breach:
    return Breach(
        place,
        f"附录{annex.annex}标为{annex.role}，但“{first.sentence.text.strip()}”使其为{right}",
        f"annex {annex.annex} is called {annex.role}, but the sentence that mentions it makes it {right}",
        annex.role,
        related=(first.piece,),
    )


def _makes(one: Mention, kind: str) -> str:
    """Return what a mention makes of the annex; empty where it leaves that open."""
    at = one.start - one.sentence.start
    before, after = one.sentence.text[:at], one.sentence.text[at + len(one.text) :]
    clause = re.split(r"[，：]", before)[-1] + re.split(r"[，。；]", after)[0]
    if one.piece.kind in (Kind.NOTE, Kind.EXAMPLE, Kind.FOOTNOTE) or one.piece.part in (Part.INTRODUCTION, Part.SCOPE):
        return "资料性"
    hint = bool(_HINT.search(before)) and not (_BOUND.search(before) and _DEMANDS.match(after))
    required = provision(one.sentence.text) is Provision.REQUIREMENT
    if hint:
        bare = not required or (provision(clause) is Provision.STATEMENT and "（" not in before and "(" not in before)
        return "资料性" if bare else ""
    if _EXAMPLE.search(after) and not required:
        return "资料性"
    if normative(one.sentence.text, kind, before=before):
        return "规范性" if not required or provision(clause) is Provision.REQUIREMENT else ""
    if provision(one.sentence.text) in (Provision.RECOMMENDATION, Provision.PERMISSION, Provision.ABILITY):
        return "资料性"
    return ""


@draft_rule("ANX-04", "annex-order", Severity.ERROR, "9.6.2", "read", needs="numbers")
def annex_order(draft: Draft) -> Answer:
    """Finds: annexes whose letters are not consecutive from A, or not in the order of their first mentions.

    Why: annexes follow the order of the places that their content was taken from.

    Wrong: 附录B is mentioned in 4.1, 附录A in 5.2

    Right: 附录A in 4.1, 附录B in 5.2
    """
    annexes = [(annex, head) for annex, head in _headed(draft) if _LETTER.match(annex.annex)]
    expected = ord("A")
    for annex, head in annexes:
        if ord(annex.annex) != expected:
            yield Breach(
                head,
                f"附录编号不连续：应为附录{chr(expected)}，实为附录{annex.annex}",
                f"annexes are not consecutive: {annex.annex} instead of {chr(expected)}",
                _shown(annex, head),
            )
        expected = ord(annex.annex) + 1
    found = annex_mentions(draft)
    latest: Mention | None = None
    for annex, head in annexes:
        first = next((one for one in found.get(annex.annex, []) if one.piece.part is not Part.FOREWORD), None)
        if first is None or first.piece.part is Part.ANNEX:
            continue
        if latest is not None and (first.piece.index, first.start) < (latest.piece.index, latest.start):
            yield Breach(
                head,
                f"附录{annex.annex}先于前面的附录被提及，附录的顺序应与提及的顺序一致",
                f"annex {annex.annex} is mentioned before an annex that stands before it",
                _shown(annex, head),
                related=(first.piece, latest.piece),
            )
            return
        latest = first


@draft_rule("ANX-05", "elements-in-annex", Severity.ERROR, "9.6.3.2", "read")
def elements_inside(draft: Draft) -> Answer:
    """Finds: 范围, 规范性引用文件 or 术语和定义 as a clause of an annex, or as an annex.

    Why: an annex is part of the document, whose scope, references and terms hold for it too.

    Wrong: A.1 范围

    Right: A.1 概述
    """
    for annex in draft.annexes:
        for section in annex.walk():
            if section.head is not None and _FIXED.match(plain(section.title)):
                titled = (piece for piece in annex.pieces[:2] if piece.kind is Kind.ANNEX_TITLE)
                yield Breach(
                    next(titled, section.head) if section is annex else section.head,
                    f"附录中不设“{plain(section.title)}”",
                    f"an annex has no {plain(section.title)}",
                    section.title,
                )


RULES: tuple[DraftRule, ...] = (mentioned, heading, character, annex_order, elements_inside)
