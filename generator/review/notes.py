"""Why a number changed, in a few words: for a comment beside it in a document that somebody reviews."""

from __future__ import annotations

from collections.abc import Iterable

from generator.base.text import Language
from generator.ledger.attribution.causes import Cause, InputChange
from generator.ledger.changes import FactChange
from generator.review.changes import Changes, NumberChange
from generator.review.inputs import places_text, row_texts, shares_text, values_text
from generator.review.phrases import more, say, word
from generator.review.spelling import decimals, with_unit_text

#: Beyond so many inputs of one cause a comment names how many more there are.
_MOST = 3


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
        head = f"{_kind(cause, language)} {_share(cause, change, number, language)}"
        lines.append(f"{head}{say('：', ': ', language)}{named}" if named else head)
    if number is not None and number.rounding and not number.unexplained:
        rounding = dict(shares_text(number, language)).get(word("rounding", language), "")
        lines += [f"{word('rounding', language)} {rounding}"] if rounding else []
    return "\n".join(lines)


def _kind(cause: Cause, language: Language) -> str:
    """Return what kind of cause it is; of several that cannot be told apart, which ones."""
    name = word(cause.group, language)
    if not cause.between:
        return name
    between = say("、", ", ", language).join(word(group, language) for group in cause.between)
    return f"{name}（{between}）" if language == "zh" else f"{name} ({between})"


def _share(cause: Cause, change: FactChange, number: NumberChange | None, language: Language) -> str:
    if number is not None and not number.unexplained:
        own = next((one.share for one in number.shares if one.group == cause.group), None)
        if own is not None:
            return with_unit_text(decimals(own, number.digits + 1), number.unit, language)
    return with_unit_text(decimals(cause.share, 2), change.fact.unit.text, language)


def _named(one: InputChange, language: Language) -> str:
    rows = row_texts(one, language)
    label = one.label.say(language)
    if len(rows) == 1:
        name, values, where = rows[0]
        if name not in label:  # the numbers are those of the row: the name of the sum alone would not be theirs
            label = say("，", ", ", language).join((label, name))
    else:
        values, where = values_text(one, language), places_text(one)
    said = f"{label} {values}"
    if not where:
        return said
    return f"{said}（{where}）" if language == "zh" else f"{said} ({where})"


def notes(changes: Changes, document: str, language: Language) -> dict[str, str]:
    """Return what to write beside the changed numbers of a document: by fact key, why it changed.

    A number of which only the digits shown changed is told so.
    """
    found: dict[str, str] = {}
    told = {headline.key: headline.number for headline in changes.headlines}
    for number in shown_in(changes, document):
        if number.key in found or not number.new or number.old_key != number.key:
            continue
        change = changes.ledger.by_key.get(number.key)
        full = told.get(number.key, number)  # its label tells years and methods apart, its values have their signs
        head = f"{full.label.say(language)}：" if language == "zh" else f"{full.label.say(language)}: "
        values = f"{number.old} → {number.new}"
        if ("−" in full.old) != ("−" in number.old) or ("−" in full.new) != ("−" in number.new):
            values += f"（{full.old} → {full.new}）" if language == "zh" else f" ({full.old} → {full.new})"
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
