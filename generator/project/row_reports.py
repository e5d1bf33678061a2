"""Findings about rows: gathered by cause, bounded in number, each at its cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.base.findings import Finding, Rule
from generator.project.grid import Grid

#: So many cells of one cause get a finding of their own in one table; the rest are counted.
MOST_OF_A_CAUSE = 50
_RELATED = 5

Cell = tuple[int, int]


class Reports:
    """The findings of one table."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.findings: list[Finding] = []

    def once(self, rule: Rule, cells: Sequence[Cell], zh: str, en: str, hint_zh: str = "", hint_en: str = "") -> None:
        """Report a cause that several cells share, at the first of them."""
        if len(cells) > 1:
            zh, en = f"{zh}（共 {len(cells)} 处）", f"{en} ({len(cells)} cells)"
        related = [self.grid.at(*c) for c in cells[1 : 1 + _RELATED]]
        self.findings.append(
            rule.at(self.grid.at(*cells[0]), zh, en, hint_zh=hint_zh, hint_en=hint_en, related=related)
        )

    def each(self, rule: Rule, said: Iterable[tuple[Cell, str, str]], hint_zh: str = "", hint_en: str = "") -> None:
        """Report every cell with its own words, up to the bound; then how many more there are."""
        more: list[Cell] = []
        for count, (cell, zh, en) in enumerate(said):
            if count < MOST_OF_A_CAUSE:
                self.findings.append(rule.at(self.grid.at(*cell), zh, en, hint_zh=hint_zh, hint_en=hint_en))
            else:
                more.append(cell)
        if more:
            zh, en = f"同类问题另有 {len(more)} 处", f"{len(more)} more of the same"
            self.findings.append(rule.at(self.grid.at(*more[0]), zh, en, hint_zh=hint_zh, hint_en=hint_en))
