"""The sentences of a draft with their modal verbs, worked out once for all rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.drafting.draft import PROSE, Draft, Kind, Part, Piece
from generator.drafting.modals import Modal, Provision, modals
from generator.drafting.sentences import Sentence, sentences

_SKIPPED = frozenset({Part.COVER, Part.CONTENTS, Part.REFERENCES, Part.BIBLIOGRAPHY, Part.INDEX})
_READ = PROSE | {Kind.CELL}
_STOP = "。；！？，：、;,:"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with its modal verbs; places of the verbs count in the sentence."""

    sentence: Sentence
    modals: tuple[Modal, ...]

    @property
    def piece(self) -> Piece:
        """The piece that the sentence stands in."""
        return self.sentence.piece

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.sentence.text

    def at(self, place: int) -> int:
        """Return where a place of the sentence lies in the piece's text."""
        return self.sentence.start + place

    def classes(self) -> frozenset[Provision]:
        """Return the types of clause that its verbs make; what a law demands is none."""
        return frozenset(one.provision for one in self.modals if not one.external)


def said(draft: Draft) -> tuple[Said, ...]:
    """Return every sentence of running text and of cells, in order, the fixed and listed elements left out."""
    return draft.view(_said)


def said_of(draft: Draft, *parts: Part) -> Iterator[Said]:
    """Yield the sentences of some parts."""
    for one in said(draft):
        if one.piece.part in parts:
            yield one


def _said(draft: Draft) -> tuple[Said, ...]:
    return tuple(
        Said(sentence, tuple(modals(sentence.text)))
        for piece in draft.pieces
        if piece.kind in _READ and piece.part not in _SKIPPED
        for sentence in sentences(piece)
    )


def by_piece(draft: Draft) -> dict[int, list[Said]]:
    """Return the sentences by the index of their piece."""
    return draft.view(_by_piece)


def _by_piece(draft: Draft) -> dict[int, list[Said]]:
    found: dict[int, list[Said]] = {}
    for one in said(draft):
        found.setdefault(one.piece.index, []).append(one)
    return found


@dataclass(frozen=True, slots=True)
class Verb:
    """A modal verb that makes a clause of its sentence."""

    sentence: Sentence
    modal: Modal

    @property
    def start(self) -> int:
        """Where the verb begins in the piece's text."""
        return self.sentence.start + self.modal.start


#: 应遵循的原则: the verb stands in an attribute, the sentence says nothing of what has to be done.
_ATTRIBUTE = re.compile(r"^(?:不?应|不?宜|可)[^，。；：、]{1,12}的(?!是|规定$)[\u3400-\u9fff]{1,8}")
_NOT_PROVISIONS = frozenset({Kind.NOTE, Kind.EXAMPLE, Kind.FOOTNOTE})


def clause_verbs(draft: Draft, pieces: Iterable[Piece]) -> Iterator[Verb]:
    """Yield the modal verbs of running text that make clauses; notes, examples and footnotes hold none."""
    kept = by_piece(draft)
    for piece in pieces:
        if piece.kind not in PROSE - _NOT_PROVISIONS:
            continue
        for one in kept.get(piece.index, ()):
            for modal in one.modals:
                if not _ATTRIBUTE.match(one.text[modal.start :]):
                    yield Verb(one.sentence, modal)


def classes_of(draft: Draft, piece: Piece) -> frozenset[Provision]:
    """Return the types of clause that the verbs of a piece make."""
    return frozenset().union(*(one.classes() for one in by_piece(draft).get(piece.index, ())))


def clause_around(text: str, at: int) -> tuple[int, int]:
    """Return where the part of a sentence between two marks begins and ends that holds a place."""
    begin = max(text.rfind(mark, 0, at) for mark in _STOP) + 1
    ends = [place for place in (text.find(mark, at) for mark in _STOP) if place >= 0]
    return begin, min(ends, default=len(text))


#: The words of a clause that says a condition, an object or a purpose, and no provision.
_CONDITION = re.compile(r"(?:时|后|前|的|的话|情况下|情形下|条件下|期间|之日起)$")
_SUPPOSED = re.compile(
    r"^(?:并且?|而且|且|但)?(?:如果?|若|当|凡|因|由于|对(?![接比照外])于?|除|为了?|无论|不论|即使|一旦|鉴于|随着)"
)


def conditional(text: str, at: int) -> bool:
    """Whether the clause that holds a place is a condition: it ends with 时, 的 … or begins with 若, 当 …."""
    begin, end = clause_around(text, at)
    clause = text[begin:end].strip()
    if text[end : end + 1] in ("。", "；", ""):
        return bool(_SUPPOSED.match(clause)) and clause.endswith(("时", "后"))
    return bool(_CONDITION.search(clause) or _SUPPOSED.match(clause))


def attributive(text: str, at: int) -> bool:
    """Whether the verb from a place on only describes a noun: ``可由第三方提供的数据``."""
    begin, end = clause_around(text, at)
    return bool(re.match(r"[^的]{1,10}的[\u3400-\u9fff]{2,8}(?:[应宜]|不[应宜得])", text[at:end])) and at >= begin
