"""Where a table goes on on another page, read from a rendering of the file (GB/T 1.1-2020, 9.8.3).

Word repeats the head of a table by itself, not its caption with （续）. So each row carries a bookmark, the rendering
tells on which page it lies, and the next writing ends the table at the end of the page and goes on with a caption of
its own. What a part repeats moves what follows; a break that was made is therefore kept only as long as no earlier one,
of its table or of a table before it on the same run of pages, has moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.document.blocks import Block, Document, Heading, Table
from generator.document.walk import walk_blocks


def row_key(table_id: str, row: int, *, begins: bool) -> str:
    """Return the name under which the page of a row stands among the pages of blocks; ``begins`` that of a new part."""
    return f"{table_id}{'+' if begins else '#'}{row}"


def without_rows(pages: Mapping[str, int]) -> dict[str, int]:
    """Return the pages of blocks alone, which a later build of another text may still show."""
    return {name: page for name, page in pages.items() if "#" not in name and "+" not in name}


def splits(document: Document, pages: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """Return for each table the rows at which a new part begins, in the light of the last rendering."""
    found: dict[str, tuple[int, ...]] = {}
    moved = False
    for block in walk_blocks(document.blocks):
        if _begins_page(block):
            moved = False
        if not isinstance(block, Table) or not block.caption or moved:
            continue
        natural, made = _breaks(block, pages)
        new = [row for row in natural if row not in made]
        if not new:
            found[block.id] = tuple(made)
            continue
        moved = True
        if made:
            found[block.id] = (*(row for row in made if row < new[0]), new[0])
        else:
            found[block.id] = tuple(natural)
    return {name: rows for name, rows in found.items() if rows}


def _begins_page(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1 and (block.annex or not block.numbered)


def _breaks(block: Table, pages: Mapping[str, int]) -> tuple[Sequence[int], Sequence[int]]:
    """Return the rows that lie on another page than the row before, and those that began a part by our doing."""
    natural, made = [], []
    last = None
    for row in range(len(block.rows)):
        begun = pages.get(row_key(block.id, row, begins=True))
        page = begun if begun is not None else pages.get(row_key(block.id, row, begins=False))
        if begun is not None:
            made.append(row)
        if page is not None and last is not None and page > last:
            natural.append(row)
        last = page if page is not None else last
    return natural, made


def row_pages(document: Document, rows: Iterable[tuple[int, int, bool, int]]) -> dict[str, int]:
    """Return the pages of rows by their names.

    Args:
        document: the document that was rendered.
        rows: place of the table among all blocks (from 1), row, whether it begins a part, page.
    """
    blocks = list(walk_blocks(document.blocks))
    return {
        row_key(blocks[place - 1].id, row, begins=begins): page
        for place, row, begins, page in rows
        if 0 < place <= len(blocks)
    }
