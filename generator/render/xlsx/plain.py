"""A worksheet that takes formulas as they are.

xlsxwriter searches every formula for some thirty functions of newer Excels, to give them their prefix. The workbook's
formulas use none of them, and with thousands of formulas the search is most of the time of writing.
"""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet


class PlainWorksheet(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A worksheet whose formulas are written as given, without the equals sign."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")
