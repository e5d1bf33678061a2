"""Changes of facts and of shown numbers as plain values, for JSON."""

from __future__ import annotations

from typing import Any

from generator.base.text import Language
from generator.ledger.attribution.causes import Cause, InputChange, RowChange
from generator.ledger.changes import FactChange
from generator.ledger.expression import number
from generator.ledger.fact import Fact, Missing
from generator.ledger.spelling import place
from generator.review.changes import Headline, NumberChange
from generator.review.spelling import exact_decimal


def filled(pairs: dict[str, Any]) -> dict[str, Any]:
    """Return what holds something: nothing empty is written."""
    return {name: value for name, value in pairs.items() if value not in (None, "", [], {})}


class Facts:
    """Writes changes of facts; what stands behind several of them is written once, and named by its place."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.inputs: list[dict[str, Any]] = []
        self._known: dict[tuple[str, str, str], int] = {}

    def fact(self, change: FactChange) -> dict[str, Any]:
        """Return a change of a fact."""
        return filled(
            {
                "key": change.key,
                "label": change.label.say(self.language),
                "old": _value(change.old, self.language),
                "new": _value(change.new, self.language),
                "difference": number(change.difference) if change.difference is not None else None,
                "percent": number(change.percent) if change.percent is not None else None,
                "change": str(change.change) if change.change is not None else None,
                "causes": [self._cause(one) for one in change.causes],
                "inputs": [self._input(one) for one in change.inputs],
            }
        )

    def _cause(self, cause: Cause) -> dict[str, Any]:
        return filled(
            {
                "group": cause.group,
                "share": exact_decimal(cause.share),
                "exact": str(cause.share),
                "between": list(cause.between),
                "note": cause.note.say(self.language) if cause.note is not None else "",
                "inputs": [self._input(one) for one in cause.inputs],
            }
        )

    def _input(self, change: InputChange) -> int:
        known = (change.key, change.table, change.detail.zh if change.detail is not None else "")
        if known not in self._known:
            self._known[known] = len(self.inputs)
            self.inputs.append(_input(change, self.language))
        return self._known[known]


def _value(fact: Fact | Missing | None, language: Language) -> dict[str, Any] | None:
    match fact:
        case Fact():
            return filled({"value": number(fact.value), "unit": fact.unit.text, "position": place(fact.position)})
        case Missing():
            return filled({"reason": fact.reason.say(language), "position": place(fact.position)})
        case None:
            return None


def _input(change: InputChange, language: Language) -> dict[str, Any]:
    return filled(
        {
            "key": change.key,
            "label": change.label.say(language),
            "old": _value(change.old, language),
            "new": _value(change.new, language),
            "detail": change.detail.say(language) if change.detail is not None else "",
            "table": change.table,
            "position": place(change.position),
            "rows": [_row(row) for row in change.rows],
        }
    )


def _row(row: RowChange) -> dict[str, Any]:
    old = number(row.old) if row.old is not None else None
    new = number(row.new) if row.new is not None else None
    units = (row.old_unit.text if row.old_unit else "", row.new_unit.text if row.new_unit else "")
    return filled(
        {
            "table": row.table,
            "name": row.name,
            "old": filled({"value": old, "unit": units[0], "position": place(row.old_position)}),
            "new": filled({"value": new, "unit": units[1], "position": place(row.new_position)}),
        }
    )


def number_data(one: NumberChange, language: Language) -> dict[str, Any]:
    """Return a shown number, then and now; shares only where the ledger can say them."""
    found = filled(
        {
            "key": one.key,
            "old_key": one.old_key if one.old_key != one.key else "",
            "label": one.label.say(language),
            "old": one.old,
            "new": one.new,
            "unit": one.unit,
            "difference": number(one.difference) if one.difference is not None else None,
        }
    )
    if one.difference is not None and not one.unexplained:
        found["shares"] = [{"group": share.group, "share": str(share.share)} for share in one.shares]
        found["rounding"] = str(one.rounding)
    return found


def headline_data(one: Headline, language: Language) -> dict[str, Any]:
    """Return a changed fact that documents show."""
    percent = {"percent": exact_decimal(one.percent)} if one.percent is not None else {}
    return {
        **number_data(one.number, language),
        **percent,
        "fate": one.fate,
        "documents": list(one.documents),
        "places": one.places,
    }
