"""Formulas of the ledger as formulas of the workbook.

Every fact has a cell. A reading becomes that cell's address, neighbouring addresses in a sum become a range, and a sum
of rows becomes a sum over the same cells of the activity sheet. Functions are those that Excel and LibreOffice share; a
formula stays below Excel's 8,192 characters, a function below its 255 arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Context

from generator.ledger.expression import Call, Constant, Convert, Expression, Operation, Ref, RowSum, excel

#: Excel refuses a formula beyond 8,192 characters.
LONGEST = 8000
#: Excel refuses a function beyond 255 arguments.
_ARGUMENTS = 200
#: A spreadsheet calculates with binary numbers of 17 decimal digits; more would only lengthen its formulas.
_BINARY = Context(prec=17)
#: Marks a pseudo reading that stands for an address already spelled.
_SPELLED = "="


@dataclass(frozen=True, slots=True)
class Place:
    """A cell: sheet (as a formula spells it), column letters, row from 1."""

    sheet: str
    column: str
    row: int

    def seen_from(self, sheet: str) -> str:
        """Return the address for a formula that stands on ``sheet``."""
        return f"{self.column}{self.row}" if sheet == self.sheet else f"{self.sheet}!${self.column}${self.row}"

    @property
    def absolute(self) -> str:
        """The address for a defined name."""
        return f"{self.sheet}!${self.column}${self.row}"


class TooLong(Exception):
    """A formula that no spreadsheet takes, although its sums were taken apart."""


@dataclass(frozen=True, slots=True)
class Speller:
    """Spells formulas that stand on ``sheet``; ``places`` gives every fact's cell, ``rows`` a row sum's expression."""

    sheet: str
    places: Mapping[str, Place]
    rows: Callable[[RowSum], str]

    def spell(self, node: Expression, part: Callable[[str, Call], str]) -> str:
        """Return the formula without its equals sign.

        Where it would be too long, its sums are taken apart: ``part(formula, node)`` records a piece of a sum in a cell
        of its own and returns the address.

        Raises:
            TooLong: it is too long even so.
        """
        try:
            compact = self._compact(node)
            text = self._text(compact)
            if len(text) > LONGEST:
                text = self._text(self._apart(compact, part))
        except RecursionError:  # a thousand terms one by one are beyond every spreadsheet's formula too
            raise TooLong from None
        if len(text) > LONGEST:
            raise TooLong
        return text

    def _text(self, node: Expression) -> str:
        return excel(node, self._cell, self.rows)

    def _cell(self, key: str) -> str:
        return key[1:] if key.startswith(_SPELLED) else self.places[key].seen_from(self.sheet)

    def _compact(self, node: Expression) -> Expression:
        """Write neighbouring cells of a sum, a least or a greatest value as ranges; bound the number of arguments."""
        match node:
            case Operation():
                return replace(node, left=self._compact(node.left), right=self._compact(node.right))
            case Convert():
                return replace(node, argument=self._compact(node.argument), factor=_BINARY.plus(node.factor))
            case Constant() if node.numerator is None:
                return replace(node, value=_BINARY.plus(node.value))
            case Call(function="sum" | "min" | "max"):
                arguments = [self._compact(a) for a in self._ranges(node.arguments)]
                while len(arguments) > _ARGUMENTS:
                    arguments = [replace(node, arguments=tuple(piece)) for piece in _pieces(arguments, _ARGUMENTS)]
                return replace(node, arguments=tuple(arguments))
            case Call():
                return replace(node, arguments=tuple(self._compact(a) for a in node.arguments))
            case _:
                return node

    def _ranges(self, arguments: tuple[Expression, ...]) -> Iterator[Expression]:
        run: list[Ref] = []
        for argument in arguments:
            if isinstance(argument, Ref) and not argument.key.startswith(_SPELLED):
                if run and not self._follows(run[-1], argument):
                    yield self._range(run)
                    run = []
                run.append(argument)
                continue
            if run:
                yield self._range(run)
                run = []
            yield argument
        if run:
            yield self._range(run)

    def _follows(self, one: Ref, other: Ref) -> bool:
        a, b = self.places[one.key], self.places[other.key]
        return (a.sheet, a.column, a.row + 1) == (b.sheet, b.column, b.row)

    def _range(self, run: list[Ref]) -> Ref:
        if len(run) == 1:
            return run[0]
        first, last = self.places[run[0].key], self.places[run[-1].key]
        dollar = "" if first.sheet == self.sheet else "$"
        end = f"{dollar}{last.column}{dollar}{last.row}"
        return replace(run[0], key=f"{_SPELLED}{first.seen_from(self.sheet)}:{end}")

    def _apart(self, node: Expression, part: Callable[[str, Call], str]) -> Expression:
        """Record the pieces of long sums in cells of their own."""
        match node:
            case Operation():
                return replace(node, left=self._apart(node.left, part), right=self._apart(node.right, part))
            case Convert():
                return replace(node, argument=self._apart(node.argument, part))
            case Call(function="sum") if len(self._text(node)) > LONGEST // 4:
                return self._sum_apart(node, part)
            case Call():
                return replace(node, arguments=tuple(self._apart(a, part) for a in node.arguments))
            case _:
                return node

    def _sum_apart(self, node: Call, part: Callable[[str, Call], str]) -> Expression:
        inner = [self._apart(a, part) for a in node.arguments]
        pieces: list[list[Expression]] = [[]]
        length = 0
        for argument in inner:
            size = len(self._text(argument)) + 1
            if pieces[-1] and length + size > LONGEST // 2:
                pieces.append([])
                length = 0
            pieces[-1].append(argument)
            length += size
        addresses = []
        for piece in pieces:
            call = replace(node, arguments=tuple(piece), value=sum((a.value for a in piece), node.value * 0))
            addresses.append(Ref(_SPELLED + part(self._text(call), call), call.value, node.unit))
        return replace(node, arguments=tuple(addresses))


def _pieces(items: list[Expression], size: int) -> Iterator[list[Expression]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of every run of consecutive numbers in an ascending list."""
    start = previous = None
    for row in rows:
        if previous is None or row != previous + 1:
            if start is not None and previous is not None:
                yield start, previous
            start = row
        previous = row
    if start is not None and previous is not None:
        yield start, previous
