"""Addresses of spreadsheet cells."""

from __future__ import annotations


def column_letters(index: int) -> str:
    """Return the letters of a column counted from 0: A, B, …, Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
