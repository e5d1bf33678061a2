"""What an export of a document to plain text still shows where numbers and tables are lost."""

from __future__ import annotations

import re

from generator.drafting.draft import CellPlace
from generator.drafting.levels import ENDS

_LONGEST_CELL = 120
#: A sentence that points to a table or figure of the annex that it stands in.
_OWN_TABLE = re.compile(r"^[^，。；：]{0,30}见[图表]\s?(?P<annex>[A-H])\.1[，。；]")


def speaks_of_annex(text: str) -> str:
    """Return the letter of the annex whose first table or figure a sentence points to; empty where it does not."""
    found = _OWN_TABLE.search(text)
    return found["annex"] if found else ""


class DumpedTables:
    """Tables that an export wrote one cell a line.

    Such a table begins with the line 序号 and ends where a line is a sentence. Its column of numbers is lost where Word
    made them: the first row then begins with something else than 1.
    """

    def __init__(self) -> None:
        self.cells = -1
        self.header = 0
        self.counted = False
        self.tables = 999

    def place(self, text: str) -> CellPlace | None:
        """Return the place of the next line in a table; ``None`` where it is no cell."""
        if text == "序号":
            self.tables += 1
            self.cells, self.header = 0, 0
        elif self.cells >= 0 and (ENDS.search(text) or len(text) > _LONGEST_CELL):
            self.cells = -1
        if self.cells < 0:
            return None
        if not self.header and re.match(r"^[A-Za-z0-9]", text):
            self.header, self.counted = self.cells, text == "1"
        place = self.cells
        self.cells += 1
        if not self.header:
            return CellPlace(self.tables, 0, place, header=True)
        first = 0 if self.counted else 1
        width = max(self.header - first, 1)
        return CellPlace(self.tables, 1 + (place - self.header) // width, first + (place - self.header) % width)
