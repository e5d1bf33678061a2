"""Where a table goes on on another page, read from a rendering of the file (GB/T 1.1-2020, 9.8.3).

Word repeats the head of a table by itself, not its caption with （续）. So each row carries a bookmark and a rendering
tells on which page it lies; the next writing ends the table at the end of the page and goes on with a caption of its
own. What a part repeats takes room. The first rendering is therefore that of a plan, whose heads repeat caption and
unit as well, so that rows break where the parts will. Where they break elsewhere all the same, a break that was made is
kept only as long as no earlier one, of its table or of a table before it on the same run of pages, has moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from generator.document.blocks import Block, Document, Heading, Table
from generator.document.walk import walk_blocks

#: What the mark of a row says: a row, one that begins a part, one of a plan.
Mark = Literal["Row", "Cont", "Plan"]
_KEY = re.compile(r"@(?:Row|Cont|Plan)\d+$")


def row_key(table_id: str, row: int, mark: Mark) -> str:
    """Return the name under which the page of a row stands among the pages of blocks."""
    return f"{table_id}@{mark}{row}"


def without_rows(pages: Mapping[str, int]) -> dict[str, int]:
    """Return the pages of blocks alone, which a later build of another text may still show."""
    return {name: page for name, page in pages.items() if not _KEY.search(name)}


def row_pages(document: Document, rows: Iterable[tuple[int, int, Mark, int]]) -> dict[str, int]:
    """Return the pages of rows by their names.

    Args:
        document: the document that was rendered.
        rows: place of the table among all blocks (from 1), row, its mark, its page.
    """
    blocks = list(walk_blocks(document.blocks))
    return {
        row_key(blocks[place - 1].id, row, mark): page for place, row, mark, page in rows if 0 < place <= len(blocks)
    }


def splits(document: Document, pages: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """Return for each table the rows at which a new part begins, in the light of the last rendering."""
    found: dict[str, tuple[int, ...]] = {}
    moved = False
    for block in walk_blocks(document.blocks):
        if _begins_page(block):
            moved = False
        if not isinstance(block, Table) or not block.caption or moved:
            continue
        planned = _natural(block, pages, ("Plan",))
        made = [row for row in range(len(block.rows)) if row_key(block.id, row, "Cont") in pages]
        natural = _natural(block, pages, ("Row", "Cont"))
        new = [row for row in natural if row not in made]
        if planned:
            found[block.id] = tuple(planned)
        elif not new:
            found[block.id] = tuple(made)
        else:
            moved = True
            found[block.id] = (*(row for row in made if row < new[0]), new[0]) if made else tuple(natural)
    return {name: rows for name, rows in found.items() if rows}


def _begins_page(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1 and (block.annex or not block.numbered)


def _natural(block: Table, pages: Mapping[str, int], marks: tuple[Mark, ...]) -> Sequence[int]:
    """Return the rows that lie on another page than the row before."""
    natural, last = [], None
    for row in range(len(block.rows)):
        page = next((pages[key] for mark in marks if (key := row_key(block.id, row, mark)) in pages), None)
        if page is not None and last is not None and page > last:
            natural.append(row)
        last = page if page is not None else last
    return natural
