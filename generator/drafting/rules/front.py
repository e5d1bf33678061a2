"""What the rules of foreword and introduction share: the foreword itself, and what it lacks."""

from __future__ import annotations

from generator.drafting.draft import Draft, Kind, Part, Section
from generator.drafting.framework import Breach

_SHORTEST = 6


def foreword(draft: Draft) -> Section | None:
    """Return the foreword where it has a title and says something; its absence is for STR-02 to find."""
    section = draft.section(Part.FOREWORD)
    if section is None or section.head is None:
        return None
    said = any(piece.kind is not Kind.NAME and len(piece.text.strip()) > _SHORTEST for piece in section.all_pieces())
    return section if said else None


def absent(section: Section, zh: str, en: str, right: str) -> Breach:
    """Return the breach that an element lacks a statement, at the element's title."""
    head = section.head
    words = head.text.strip() if head is not None else ""
    return Breach(head, zh, en, words, f"写明：{right}", f"write: {right}")
