"""What one redline shares: both files, the marks, what is carried over, and the notes that belong together."""

from __future__ import annotations

from generator.base.findings import Finding, Position
from generator.word.names import Element
from generator.word.redline.carrying import Carrier
from generator.word.redline.marks import DELETED, INSERTED, Marks
from generator.word.redline.properties import Looks
from generator.word.redline.side import Side


class Merge:
    """One making of a redline out of two files."""

    def __init__(self, old: Side, new: Side, marks: Marks, place: Position) -> None:
        self.old, self.new, self.marks, self.place = old, new, marks, place
        self.carrier = Carrier(old, new)
        self.parts = (old.main, new.main)
        self.looks = Looks(old, new, marks, self.adopt)
        self.findings: list[Finding] = []
        self.moves = 0
        self._paired: list[tuple[str, Element, Element]] = []
        self._seen: set[tuple[str, str]] = set()

    def adopt(self, element: Element) -> None:
        """Give ids below an old element their meaning in the new file."""
        self.carrier.adopt(element, self.parts)

    def note_pair(self, kind: str, old: Element, new: Element) -> None:
        """Remember that a note of the new file is a version of one of the old file."""
        q = self.new.space.q
        was = self.old.notes(kind).get(str(old.get(q("id"))))
        number = str(new.get(q("id")))
        now = self.new.notes(kind).get(number)
        if was is not None and now is not None and (kind, number) not in self._seen:
            self._seen.add((kind, number))
            self._paired.append((kind, was, now))

    def notes(self) -> None:
        """Mark what changed in notes: of pairs what differs, of others all."""
        from generator.word.redline.bodies import merge_container

        for kind, was, now in self._paired:
            parts = (self.old.note_part(kind), self.new.note_part(kind))
            before = self.parts
            self.parts = parts
            merge_container(self, was, now)
            self.parts = before
        self._whole_notes()

    def _whole_notes(self) -> None:
        space = self.new.space
        went = {space.q("del"), space.q("moveFrom")}
        came = {space.q("ins"), space.q("moveTo")}
        root = self.new.tree(self.new.main)
        for mark in root.iter(*space.note_marks):
            kind, number = space.note_marks[str(mark.tag)], str(mark.get(space.q("id")))
            above = {str(one.tag) for one in mark.iterancestors()}
            note = self.carrier.copied_notes.get((kind, number))
            if note is None:
                note = self.new.notes(kind).get(number)
            if note is None or (kind, number) in self._seen:
                continue
            how = DELETED if above & went else INSERTED if above & came else ""
            if how:
                self._seen.add((kind, number))
                self.marks.within(note, how)
