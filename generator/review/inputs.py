"""The inputs behind changed facts: each named once, with what it was, what it is, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from generator.base.text import Language
from generator.base.units import Unit
from generator.ledger.attribution.causes import Cause, InputChange
from generator.ledger.attribution.groups import Group
from generator.ledger.changes import FactChange
from generator.ledger.spelling import place
from generator.review.changes import Changes, Headline, NumberChange
from generator.review.phrases import more, say, word
from generator.review.spelling import decimals, grouped, with_unit_text

#: Beyond so many inputs of one cause a comment names how many more there are.
_MOST = 3


@dataclass(frozen=True, slots=True)
class Source:
    """An input that changed, with its number in the list and the number of listed facts that it moved."""

    at: int
    group: Group | Literal[""]
    change: InputChange


@dataclass
class SourceList:
    """The inputs behind the listed facts, numbered from 1 in the order in which they are first needed."""

    sources: dict[tuple[str, str], Source] = field(default_factory=dict)

    @classmethod
    def of(cls, changes: Changes) -> SourceList:
        """Gather the inputs of all facts that documents show; where none is shown, of all that changed."""
        made = cls()
        keys = [headline.key for headline in changes.headlines] or [change.key for change in changes.ledger.changed]
        for key in keys:
            change = changes.ledger.by_key.get(key)
            for cause in change.causes if change is not None else ():
                for one in cause.inputs:
                    made._add(cause.group, one)
            for one in change.inputs if change is not None else ():
                made._add("", one)
        return made

    def _add(self, group: Group | Literal[""], change: InputChange) -> None:
        self.sources.setdefault((group, change.key), Source(len(self.sources) + 1, group, change))

    def numbers(self, cause: Cause) -> list[int]:
        """Return the numbers of a cause's inputs in the list."""
        found = (self.sources.get((cause.group, one.key)) for one in cause.inputs)
        return sorted(source.at for source in found if source is not None)

    def __iter__(self) -> Iterator[Source]:
        return iter(self.sources.values())

    def __len__(self) -> int:
        return len(self.sources)


#: A number with its unit, or nothing.
Value = tuple[Decimal, Unit | None] | None


def _value(value: Decimal | None, unit: Unit | None) -> Value:
    return (value, unit) if value is not None else None


def _spelled(value: Value, language: Language) -> str:
    if value is None:
        return "—"
    return with_unit_text(grouped(value[0]), value[1].text if value[1] is not None else "", language)


def _change_text(old: Value, new: Value, language: Language) -> str:
    """Return ``6,820 → 7,320 t``; the unit stands once where both sides have the same."""
    before, after = _spelled(old, language), _spelled(new, language)
    if old is not None and new is not None and old[1] == new[1]:
        before = grouped(old[0])
    return f"{before} → {after}"


def values_text(one: InputChange, language: Language) -> str:
    """Return what an input was and is; of one whose formula changed, what changed in it."""
    old, new = (_value(fact.value, fact.unit) if fact is not None else None for fact in (one.old, one.new))
    values = _change_text(old, new, language)
    if one.detail is None:
        return values
    return one.detail.say(language) if one.old is None and one.new is None else f"{values}; {one.detail.say(language)}"


def row_texts(one: InputChange, language: Language) -> list[tuple[str, str, str]]:
    """Return the rows behind an input: what they are called, what they were and are, and where they stand."""
    return [
        (
            row.name,
            _change_text(_value(row.old, row.old_unit), _value(row.new, row.new_unit), language),
            place(row.position),
        )
        for row in one.rows
    ]


def places_text(one: InputChange) -> str:
    """Return where to look for an input: its first row, or itself, and how many rows more there are."""
    return place(one.position) if one.position is not None else ""


def shares_text(number: NumberChange, language: Language) -> list[tuple[str, str]]:
    """Return the shares of a shown change, by name of cause, with rounding last.

    They are spelled with one digit more than the number, and sum to the change as they are spelled: what spelling
    takes is counted as rounding.
    """
    if number.difference is None or number.unexplained:
        return []
    digits = number.digits + 1
    rounded = ((word(one.group, language), _rounded(one.share, digits)) for one in number.shares)
    spelled = [(name, share) for name, share in rounded if share]
    rest = Fraction(number.difference) - sum((share for _, share in spelled), Fraction(0))
    if rest:
        spelled.append((word("rounding", language), rest))
    return [(name, decimals(share, digits)) for name, share in spelled]


def _rounded(share: Fraction, digits: int) -> Fraction:
    return Fraction(round(share * 10**digits), 10**digits)


def cause_text(change: FactChange, language: Language, number: NumberChange | None = None) -> str:
    """Return why a fact changed in one short text, for a comment beside the number.

    ``number`` gives the shares in the unit and digits that are shown; without it they are in the fact's unit.
    """
    lines = []
    for cause in change.causes:
        if not cause.share and not cause.inputs:
            continue
        listed = [_named(one, language) for one in cause.inputs[:_MOST]]
        if len(cause.inputs) > _MOST:
            listed.append(more(len(cause.inputs) - _MOST, language))
        named = say("；", "; ", language).join(filter(None, listed))
        lines.append(
            f"{word(cause.group, language)} {_share(cause, change, number, language)}{f': {named}' if named else ''}"
        )
    if number is not None and number.rounding and not number.unexplained:
        rounding = dict(shares_text(number, language)).get(word("rounding", language), "")
        lines += [f"{word('rounding', language)} {rounding}"] if rounding else []
    return "\n".join(lines)


def _share(cause: Cause, change: FactChange, number: NumberChange | None, language: Language) -> str:
    if number is not None and not number.unexplained:
        own = next((one.share for one in number.shares if one.group == cause.group), None)
        if own is not None:
            return with_unit_text(decimals(own, number.digits + 1), number.unit, language)
    return with_unit_text(decimals(cause.share, 2), change.fact.unit.text, language)


def _named(one: InputChange, language: Language) -> str:
    rows = row_texts(one, language)
    if len(rows) == 1:
        _, values, where = rows[0]
    else:
        values, where = values_text(one, language), places_text(one)
    said = f"{one.label.say(language)} {values}"
    if not where:
        return said
    return f"{said}（{where}）" if language == "zh" else f"{said} ({where})"


def notes(changes: Changes, document: str, language: Language) -> dict[str, str]:
    """Return what to write beside the changed numbers of a document: by fact key, why it changed.

    A number of which only the digits shown changed is told so.
    """
    found: dict[str, str] = {}
    for number in shown_in(changes, document):
        if number.key in found or not number.new or number.old_key != number.key:
            continue
        change = changes.ledger.by_key.get(number.key)
        head = f"{number.label.say(language)}：" if language == "zh" else f"{number.label.say(language)}: "
        values = f"{number.old} → {number.new}"
        why = cause_text(change, language, number) if change is not None else _only_digits(number, language)
        found[number.key] = "\n".join(filter(None, (head + values, why)))
    return found


def _only_digits(number: NumberChange, language: Language) -> str:
    if number.unexplained:
        return ""
    return say("数值没有变化，只是显示的位数不同", "the value is the same; it is shown with other digits", language)


def shown_in(changes: Changes, document: str) -> Iterable[NumberChange]:
    """Yield the numbers of a document that are shown otherwise than before."""
    for one in changes.documents:
        if one.id == document:
            yield from one.shown


def difference_text(headline: Headline, language: Language) -> str:
    """Return ``+825 (+2.2%)``; of a percentage, the points that it moved; empty where there is no difference."""
    number = headline.number
    if number.difference is None:
        return ""
    difference = decimals(number.difference, number.digits)
    if number.unit == "%":
        return difference + say(" 个百分点", " points", language)
    return f"{difference} ({percent_text(headline)})" if percent_text(headline) else difference


def percent_text(headline: Headline) -> str:
    """Return ``+2.2%``, empty where there is nothing to compare with."""
    return f"{decimals(headline.percent, 1)}%" if headline.percent is not None and headline.number.unit != "%" else ""


def runs_text(numbers: Sequence[int]) -> str:
    """Return ``[1][4–9]``."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return "".join(f"[{a}]" if a == b else f"[{a}][{b}]" if b == a + 1 else f"[{a}–{b}]" for a, b in runs)
