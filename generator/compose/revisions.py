"""The revision record of a document: its issued editions, in a table before the contents.

A draft standard has none: its elements are those of GB/T 1.1-2020. The record holds what was said when an edition was
issued; its versions, dates and words are no figures of the document at hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.base.findings import Position
from generator.base.text import Language, Text
from generator.document.blocks import Block, Cell, Column, Paragraph, Row, Table
from generator.document.inlines import Inlines, Str
from generator.project.editions import version_key
from generator.project.issued import Revision

_TITLE = Text("修订记录", "Revision record")
_FIXED = (Text("版本", "Version"), Text("日期", "Date"), Text("修订内容", "Change"))
_ROLES = (
    ("prepared", Text("编制", "Prepared by")),
    ("reviewed", Text("审核", "Reviewed by")),
    ("approved", Text("批准", "Approved by")),
)
_DIGIT, _LETTER = re.compile(r"\d"), re.compile(r"[^\W\d_]")


def revision_blocks(revisions: Sequence[Revision], language: Language, place: Position) -> tuple[Block, ...]:
    """Return title and table of a revision record; a role that nobody ever signed for has no column."""
    if not revisions:
        return ()
    roles = [(name, title) for name, title in _ROLES if any(getattr(one, name) for one in revisions)]
    heads = [*(title.say(language) for title in _FIXED), *(title.say(language) for _, title in roles)]
    columns = (Column("center", 0.6), Column("center", 1.15), Column("left", 2.4), *(Column("left", 1.2),) * len(roles))
    rows = tuple(
        Row(
            tuple(
                Cell(_said(text))
                for text in (f"V{one.version}", one.date, one.change, *(getattr(one, r) for r, _ in roles))
            )
        )
        for one in revisions
    )
    header = (Row(tuple(Cell(_said(head), bold=True) for head in heads), "header"),)
    title = Paragraph("front.revisions.title", place, (Str(_TITLE.say(language), bold=True),), "center")
    return (title, Table("front.revisions", place, (), columns, header, rows))


def _said(text: str) -> Inlines:
    return (Str(text),) if text else ()


def revision_names(revisions: Sequence[Revision]) -> tuple[str, ...]:
    """Return what of a record was said once and holds digits: whoever looks for typed figures passes it over.

    It speaks of an edition that is no more, so that the ledger of today cannot be asked about it.
    """
    return tuple(sorted({one.change for one in revisions if _DIGIT.search(one.change) and _LETTER.search(one.change)}))


def shown_version(edition: str, revisions: Sequence[Revision]) -> str:
    """Return the version that the cover shows: the last issued, or what the project asks for where that is later."""
    if not revisions:
        return edition
    asked, last = version_key(edition) or (), version_key(revisions[-1].version) or ()
    return edition if asked > last else revisions[-1].version
