"""What figures, tables and formulas share: labels counted one by one, anew in each annex, and mentions in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.base.findings import Severity
from generator.drafting.citing import STANDARD
from generator.drafting.draft import Draft, Kind, Piece
from generator.drafting.framework import Breach

_LABEL = re.compile(
    r"^(?:续)?(?P<word>[图表])(?P<gap>\s*)(?:(?P<annex>[A-Z])\.)?(?P<number>\d+)(?P<rest>[-.]\d+|[a-z])?$"
)
_LIST = re.compile(
    r"(?P<word>[图表])\s?(?P<list>(?:[A-Z]\.)?\d+(?:[a-z](?![a-z]))?"
    r"(?:\s?(?:[、和及与或～~至]|到)\s?[图表]?\s?(?:[A-Z]\.)?\d+)*)"
)
_ONE = re.compile(r"(?P<join>[～~至到])?\s?[图表]?\s?(?P<label>(?:[A-Z]\.)?\d+)(?P<part>[a-z](?![a-z]))?")
_SPACED = "\u3000"


def counted(captions: Sequence[Piece], word: str, en: str, *, annexes: bool) -> Iterator[Breach]:
    """Yield the captions whose number does not follow the one before, or whose label has the wrong form.

    Numbers of annexes are left to NUM-08 but with ``annexes``: where a text has lost its numbers that rule is silent.
    """
    last: dict[str, int] = {}
    for piece in captions:
        if not annexes and (piece.annex or re.match(r"^(?:续)?[图表]\s*[A-Z]", piece.label)):
            continue
        if piece.text.rstrip().endswith(("（续）", "(续)")) or "（续）" in piece.text or piece.label.startswith("续"):
            continue
        found = _LABEL.match(piece.label.strip())
        if not found or (found["rest"] or "").startswith(("-", ".")):
            yield _bad(
                piece, f"{word}的编号“{piece.label}”形式不对", f"the {en} number {piece.label} has the wrong form", word
            )
            continue
        annex = found["annex"] or ""
        if annex != piece.annex:
            zh = f"附录{piece.annex}中的编号应为{word}{piece.annex}.n" if piece.annex else f"正文中的编号应为{word}n"
            yield _bad(
                piece, f"{word}的编号“{piece.label}”与所在位置不符：{zh}", f"{piece.label} does not fit its place", word
            )
            continue
        number = int(found["number"])
        expected = last.get(annex, 0) + 1
        if number != expected and not (found["rest"] and number == expected - 1):
            prefix = f"{annex}." if annex else ""
            yield Breach(
                piece,
                f"{word}的编号不连续：“{piece.label}”",
                f"numbers are not consecutive: {piece.label}",
                "",
                f"应为{word}{prefix}{expected}",
                f"it should be {word}{prefix}{expected}",
            )
        last[annex] = number


def _bad(piece: Piece, zh: str, en: str, word: str) -> Breach:
    prefix = f"{piece.annex}." if piece.annex else ""
    hint = f"按出现顺序编为{word}{prefix}1、{word}{prefix}2"
    return Breach(piece, zh, en, "", hint, f"number them {word}{prefix}1, {word}{prefix}2 in order")


def mentions(draft: Draft, word: str) -> dict[str, list[Piece]]:
    """Return where each figure or table is mentioned, by its number (``2``, ``A.1``), ranges spelled out."""
    found: dict[str, list[Piece]] = {}
    own = Kind.TABLE_CAPTION if word == "表" else Kind.FIGURE_CAPTION
    for piece in draft.pieces:
        if piece.kind in (own, Kind.CONTENTS, Kind.COVER, Kind.REFERENCE, Kind.LITERATURE) or word not in piece.text:
            continue
        text = STANDARD.sub(_blank, piece.text)
        for one in _LIST.finditer(text):
            if one["word"] != word or _foreign(text, one.start()):
                continue
            for label in _spelled(one["list"]):
                found.setdefault(label, []).append(piece)
    return found


def joined(captions: Sequence[Piece], word: str, en: str) -> Iterator[Breach]:
    """Yield the captions whose number and title are not joined by one blank of a Han character.

    An export may have made all of these blanks narrow: a narrow one is found only where most captions have it right.
    """
    typed = [piece for piece in captions if piece.label_typed and piece.label and piece.text.strip()]
    gaps = {piece.index: piece.raw[: piece.shift].lstrip().removeprefix(piece.label) for piece in typed}
    right = sum(gap == _SPACED for gap in gaps.values())
    for piece in typed:
        gap = gaps[piece.index]
        if gap == _SPACED or (not re.search("[:：]", gap) and right <= len(gaps) - right):
            continue
        yield Breach(
            piece,
            f"{word}的编号与标题之间应空一个汉字",
            f"number and title of a {en} are joined by one Han space",
            hint_zh=f"写作“{piece.label}　{piece.text.strip()[:10]}”",
            hint_en=f"write {piece.label}　{piece.text.strip()[:10]}",
        )


def literally(draft: Draft, caption: Piece) -> bool:
    """Whether running text names a figure or table by its label as it stands, also where its form is wrong: 表4-1."""
    label = re.sub(r"\s", "", caption.label)
    return any(
        piece is not caption and piece.kind is not Kind.CONTENTS and label in re.sub(r"\s", "", piece.text)
        for piece in draft.pieces
        if label[0] in piece.text
    )


_POINTS = re.compile(r"[上下][列述]?[图表]|[该此][图表]|如[图表]所示")


def pointed_at(draft: Draft, caption: Piece) -> bool:
    """Whether the clause of a figure or table calls it 下图 or 下表 for its number: CIT-03 finds that."""
    return any(_POINTS.search(piece.text) for piece in around(draft, caption))


_NEAR = 3
_FARTHEST = 200


def around(draft: Draft, caption: Piece) -> list[Piece]:
    """Return the paragraphs of its clause right before a caption, cells and other captions left out, and the next."""
    found: list[Piece] = []
    for piece in reversed(draft.pieces[max(caption.index - _FARTHEST, 0) : caption.index]):
        if piece.where != caption.where or len(found) == _NEAR:
            break
        if piece.cell is None and piece.kind not in (Kind.TABLE_CAPTION, Kind.FIGURE_CAPTION):
            found.append(piece)
    after = draft.pieces[caption.index + 1 : caption.index + 2]
    return found + [piece for piece in after if piece.where == caption.where and piece.cell is None]


def _blank(found: re.Match[str]) -> str:
    return "§" * len(found[0])


def _foreign(text: str, start: int) -> bool:
    """Whether a mention belongs to a document that is named right before it."""
    return bool(re.search(r"§\s*(?:《[^《》]*》)?\s*[，,]?(?:中的|中|的)?\s*$", text[:start]))


def _spelled(listed: str) -> Iterator[str]:
    before = ""
    for one in _ONE.finditer(listed):
        label = one["label"]
        if one["join"] and before:
            head, _, first = before.rpartition(".")
            last = label.rpartition(".")[2]
            prefix = f"{head}." if head else ""
            for number in range(int(first) + 1, min(int(last), int(first) + 50)):
                yield f"{prefix}{number}"
        yield label + (one["part"] or "")
        before = label


def untitled(captions: Sequence[Piece], word: str) -> Iterator[Breach]:
    """Yield the captions without a title: a warning where none has one, an error where others have one."""
    bare = [piece for piece in captions if not piece.text.strip()]
    mixed = len(bare) != len(captions)
    for piece in bare:
        yield Breach(
            piece,
            f"{piece.label}没有标题" + (f"，而其他{word}有标题" if mixed else ""),
            f"{piece.label} has no title" + (", others have one" if mixed else ""),
            hint_zh=f"写为“{piece.label}　标题”",
            hint_en=f"write {piece.label}　title",
            severity=None if mixed else Severity.WARNING,
        )


def unmentioned(piece: Piece, hint_zh: str, hint_en: str) -> Breach:
    """Return the breach of a figure or table that the text does not mention."""
    return Breach(
        piece,
        f"文中没有提及{piece.label}",
        f"the text does not mention {piece.label}",
        hint_zh=hint_zh,
        hint_en=hint_en,
    )


def number_of(piece: Piece) -> str:
    """Return the number of a caption without its word: ``2``, ``A.1``; empty where it has none."""
    return re.sub(r"^(?:续)?[图表]\s*", "", piece.label.strip())
