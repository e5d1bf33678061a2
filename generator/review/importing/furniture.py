"""Headers and footers that were edited: they come from the cover's data and the theme, so they are told and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.text import Text
from generator.review.importing.items import Item
from generator.review.importing.lines import plain
from generator.word import WordFile

_NUMBERS = re.compile(r"\d+|[IVXLC]+\b|[–-]")


def items(base: WordFile, edited: WordFile) -> list[Item]:
    """Return an item for each header or footer text that the built file does not have."""
    before = {_bare(text): text for text in _texts(base)}
    after = {_bare(text): text for text in _texts(edited)}
    gone = [text for bare, text in before.items() if bare not in after]
    came = [text for bare, text in after.items() if bare not in before]
    reason = Text(
        "页眉、页脚由项目数据和主题生成", "headers and footers are made from the project's data and the theme"
    )
    return [Item("furniture", "unplaced", 0, "\n".join(gone), text, reason=reason) for text in came] or (
        [Item("furniture", "unplaced", 0, text, "", reason=reason) for text in gone] if after else []
    )


def _texts(file: WordFile) -> Iterator[str]:
    for section in file.sections:
        for part in (*section.headers.values(), *section.footers.values()):
            if plain(part.text):
                yield part.text


def _bare(text: str) -> str:
    """Return a header's words without page numbers, which every program counts anew."""
    return plain(_NUMBERS.sub("", text))
