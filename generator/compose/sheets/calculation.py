"""The calculation sheet: every derived fact as a live formula, its exact and its displayed value."""

from __future__ import annotations

from dataclasses import dataclass

from generator.base.text import Language, Text
from generator.compose.sheets.families import family, family_rank, places_down, rows_down
from generator.compose.sheets.formulas import Place, Speller, TooLong
from generator.compose.sheets.shown import displayed, half_even, is_percent, number_format
from generator.compose.sheets.wording import (
    CALCULATION,
    EXACT,
    KEY,
    LABEL,
    MARK,
    MARKS,
    REMARK,
    SHOWN,
    UNIT,
)
from generator.document.display import unit_text
from generator.document.workbook import Cell, Formula, Number, Row, Sheet, Words, quoted
from generator.ledger.expression import Call, NoFormula
from generator.ledger.fact import Fact
from generator.ledger.ledger import Ledger

_LEAD = Text(
    "每行一个计算值。精确值为公式，引用“活动数据”“因子”和本表其他行；显示值按 GB/T 8170 修约，供结果引用，不参与计算。",
    "One value a row. The exact value is a formula on the sheets of activity and factors and on other rows here; the "
    "shown value is rounded half to even for the results and never calculated with.",
)
_PART = Text("部分和", "partial sum")
_FIXED = Text("公式过长，仅列数值", "the formula is too long for a sheet: value only")
_METHOD = Text("由程序给出的数值：", "value without a formula, given by: ")
_HEADER = (
    (KEY, 50.0),
    (LABEL, 40.0),
    (EXACT, 20.0),
    (SHOWN, 16.0),
    (UNIT, 16.0),
    (MARK, 10.0),
    (REMARK, 44.0),
)
_FIRST = 4
_EXACT, _SHOWN = "C", "D"


def derived(ledger: Ledger) -> tuple[Fact, ...]:
    """Return the facts with a formula: by family, facts of one id together, else in ledger order."""
    first: dict[str, int] = {}
    facts = [fact for fact in ledger if fact.formula is not None]
    for place, fact in enumerate(facts):
        first.setdefault(fact.id, place)
    return tuple(sorted(facts, key=lambda fact: (family_rank(fact.id), first[fact.id])))


def places(facts: tuple[Fact, ...], language: Language) -> dict[str, Place]:
    """Return the cell of every fact's exact value."""
    return places_down(facts, quoted(CALCULATION.say(language)), _EXACT, _FIRST)


def shown_place(place: Place) -> Place:
    """Return the cell of the displayed value beside an exact value on this sheet."""
    return Place(place.sheet, _SHOWN, place.row)


@dataclass
class _Parts:
    """Pieces of sums that are too long for one cell; they stand below the last fact."""

    next_row: int
    rows: list[Row]
    label: str

    def record(self, formula: str, node: Call) -> str:
        """Put a piece in a row of its own and return its address."""
        if not self.rows:
            self.next_row += 1
            self.rows.append(Row((self.label,), "group"))
        address = f"{_EXACT}{self.next_row}"
        cells: tuple[Cell, ...] = (None, self.label, Formula(formula, node.value, "General", "exact"))
        self.rows.append(Row((*cells, None, node.unit.text)))
        self.next_row += 1
        return address


def build(facts: tuple[Fact, ...], speller: Speller, language: Language, digits: dict[str, int]) -> Sheet:
    """Return the sheet."""
    rows = [
        Row((CALCULATION.say(language),), "title"),
        Row((_LEAD.say(language),), "lead"),
        Row(tuple(title.say(language) for title, _ in _HEADER), "header"),
    ]
    headings = len({family(fact.id) for fact in facts})
    parts = _Parts(_FIRST + headings + len(facts), [], _PART.say(language))
    rows += rows_down(facts, lambda fact: _cells(fact, speller, parts, language, digits), language)
    rows += parts.rows
    widths = tuple(width for _, width in _HEADER)
    return Sheet(CALCULATION.say(language), widths, rows, frozen=_FIRST - 1, fixed=2, repeated=_FIRST - 1)


def _cells(fact: Fact, speller: Speller, parts: _Parts, language: Language, digits: dict[str, int]) -> tuple[Cell, ...]:
    assert fact.formula is not None
    address = speller.places[fact.key].seen_from(speller.sheet)
    year = fact.unit.text == "year"
    note = fact.note.say(language) if fact.note else ""
    exact: Cell
    try:
        spelled = speller.spell(fact.formula, parts.record)
        exact = Formula(spelled, fact.value, "0" if year else "General", "exact", fact.key)
    except TooLong:
        exact = Number(fact.value, "General", "exact", fact.key)
        note = _FIXED.say(language)
    except NoFormula as method:
        exact = Number(fact.value, "General", "exact", fact.key)
        note = f"{_METHOD.say(language)}{method}"
    shown = displayed(fact.value, fact.unit.text, language, digits)
    percent = is_percent(fact.id, fact.unit.text)
    look = number_format(shown.digits, percent=percent, grouped=not year)
    return (
        Words(fact.key, "code"),
        Words(fact.label.say(language), "wrap"),
        exact,
        Formula(half_even(address, shown.digits), shown.value, look),
        unit_text(fact.unit.text, language),
        MARKS[fact.mark.value].say(language),
        Words(note, "wrap"),
    )
