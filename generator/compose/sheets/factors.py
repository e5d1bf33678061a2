"""The sheet of everything that is not calculated: factors, potentials, metrics, assumptions, amounts of measures."""

from __future__ import annotations

from generator.base.text import Language, Text
from generator.compose.sheets.families import family_rank, places_down, rows_down
from generator.compose.sheets.formulas import Place
from generator.compose.sheets.wording import (
    DATA_YEAR,
    FACTORS,
    KEY,
    KIND,
    KINDS,
    LABEL,
    MARK,
    MARKS,
    PLACE,
    REMARK,
    SOURCE,
    UNIT,
    VALUE,
)
from generator.document.display import unit_text
from generator.document.workbook import Cell, Number, Row, Sheet, Style, Words, quoted
from generator.ledger.fact import Fact, Kind
from generator.ledger.ledger import Ledger
from generator.ledger.spelling import place

_LEAD = Text(
    "因子、潜势、指标、假定及措施参数等不由计算得出的数值；黄底为输入值。",
    "What is not calculated: factors, potentials, metrics, assumptions, amounts of measures. Yellow cells are inputs.",
)
_HEADER = (
    (KEY, 42.0),
    (LABEL, 36.0),
    (VALUE, 16.0),
    (UNIT, 16.0),
    (KIND, 8.0),
    (MARK, 10.0),
    (SOURCE, 48.0),
    (DATA_YEAR, 10.0),
    (PLACE, 40.0),
    (REMARK, 40.0),
)
_FIRST = 4
_COLUMN = "C"


def leaves(ledger: Ledger) -> tuple[Fact, ...]:
    """Return the facts without a formula, by family, in ledger order within each; counts (of months) come last."""
    plain = [fact for fact in ledger if fact.formula is None]
    return tuple(sorted(plain, key=lambda fact: (fact.kind is Kind.DERIVED, family_rank(fact.id))))


def places(facts: tuple[Fact, ...], language: Language) -> dict[str, Place]:
    """Return the cell of every fact on the sheet."""
    return places_down(facts, quoted(FACTORS.say(language)), _COLUMN, _FIRST)


def build(facts: tuple[Fact, ...], language: Language) -> Sheet:
    """Return the sheet."""
    rows = [
        Row((FACTORS.say(language),), "title"),
        Row((_LEAD.say(language),), "lead"),
        Row(tuple(title.say(language) for title, _ in _HEADER), "header"),
    ]
    rows += rows_down(facts, lambda fact: _cells(fact, language), language)
    widths = tuple(width for _, width in _HEADER)
    return Sheet(FACTORS.say(language), widths, rows, frozen=_FIRST - 1, fixed=2, repeated=_FIRST - 1)


def _cells(fact: Fact, language: Language) -> tuple[Cell, ...]:
    reference = fact.reference
    source = f"{reference.document} {reference.locator}".strip() if reference else ""
    style: Style = "exact" if fact.kind is Kind.DERIVED else "input"
    return (
        Words(fact.key, "code"),
        Words(fact.label.say(language), "wrap"),
        Number(fact.value, "0" if fact.unit.text == "year" else "General", style, fact.key),
        unit_text(fact.unit.text, language),
        KINDS[fact.kind.value].say(language),
        MARKS[fact.mark.value].say(language),
        Words(source, "wrap"),
        reference.year if reference else "",
        Words(place(fact.position), "code"),
        Words(fact.note.say(language) if fact.note else "", "wrap"),
    )
