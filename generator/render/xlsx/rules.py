"""What the xlsx writer reports."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

CHARACTER = Rule(
    "RE401",
    "sheet-character",
    Severity.ERROR,
    "A text holds a character that a spreadsheet cannot hold, such as U+0007. It stands as U+FFFD, and the finding "
    "names the cell. Right: take it out where the text was written.",
)
TEXT_LENGTH = Rule(
    "RE402",
    "sheet-text-length",
    Severity.ERROR,
    "A text is longer than the 32,767 characters that a cell holds; the cell shows its beginning.",
)
ROWS = Rule(
    "RE403",
    "sheet-rows",
    Severity.ERROR,
    "A sheet has more rows than the 1,048,576 that a spreadsheet holds. The workbook is not written: a sheet that is "
    "cut off would give wrong sums.",
)
FORMULA_LENGTH = Rule(
    "RE404",
    "sheet-formula-length",
    Severity.ERROR,
    "A formula is longer than the 8,192 characters that Excel takes; the cell shows the value alone.",
)
