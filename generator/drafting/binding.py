"""The provisions of a stretch of text: its sentences with the modal verbs that make clauses of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.drafting.draft import PROSE, Kind, Piece
from generator.drafting.modals import Modal, modals
from generator.drafting.sentences import Sentence, sentences

#: 应遵循的原则: the verb stands in an attribute, the sentence says nothing of what has to be done.
_ATTRIBUTE = re.compile(r"^(?:不?应|不?宜|可)[^，。；：、]{1,12}的(?!是|规定$)[\u3400-\u9fff]{1,8}")
_NOT_PROVISIONS = frozenset({Kind.NOTE, Kind.EXAMPLE, Kind.FOOTNOTE})


@dataclass(frozen=True, slots=True)
class Said:
    """A modal verb that makes a clause of its sentence."""

    sentence: Sentence
    modal: Modal

    @property
    def start(self) -> int:
        """Where the verb begins in the piece's text."""
        return self.sentence.start + self.modal.start


def said(pieces: Iterable[Piece]) -> Iterator[Said]:
    """Yield the modal verbs of running text that make clauses; notes, examples and footnotes hold none."""
    for piece in pieces:
        if piece.kind not in PROSE - _NOT_PROVISIONS:
            continue
        for sentence in sentences(piece):
            for modal in modals(sentence.text):
                if not _ATTRIBUTE.match(sentence.text[modal.start :]):
                    yield Said(sentence, modal)
