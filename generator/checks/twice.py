"""One thing said twice with two values in typed text (NU020, NU021), where no fact of the ledger decides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.base.findings import Finding, Position, Rule, Severity
from generator.checks.framework import Case, Check, project_rule
from generator.checks.matcher.candidates import measure_of
from generator.checks.matcher.concepts import conditional, direction_before, speculative
from generator.checks.matcher.numerals import normalise
from generator.checks.matcher.verdict import Answer
from generator.checks.names import place_in_slot
from generator.checks.typed import Typed, matcher_of

_CLAUSE = re.compile(r"[，；。！？,;:：（）()\n\ue000-\ue004]")
_COPULA = re.compile(r"(?:分别|大约|达到|合计|总计|共计|约|共|为|是|达|有|在|至|到|了|的)+$")
_LABEL = re.compile(r"[\u4e00-\u9fff]{4,}$")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_DATE = re.compile(r"(?P<y>(?:19|20)\d{2})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日")
_DATED = re.compile(r"(?:日期|时间|日)$")


@dataclass(frozen=True, slots=True)
class _Said:
    value: tuple[Decimal, Decimal] | str
    text: str
    at: Position
    document: str
    block: str


def _label(before: str) -> str:
    """The words right before a number that say what it is; empty where they are too few to tell."""
    clause = _COPULA.sub("", _CLAUSE.split(before)[-1].strip())
    found = _LABEL.search(clause)
    return found[0] if found else ""


def _numbers(case: Case) -> Iterator[tuple[tuple[object, ...], _Said]]:
    for document in case.documents:
        for one in matcher_of(case).typed(document):
            key = _key(one)
            if key is not None:
                mention = one.verdict.mention
                measure = measure_of(mention.unit)
                size = Decimal(1)
                if measure is not None:
                    size = Decimal(measure.factor.numerator) / Decimal(measure.factor.denominator)
                half = mention.step / 2
                interval = ((mention.low - half) * size, (mention.high + half) * size)
                yield key, _Said(interval, mention.text, one.position, document.id, one.passage.block)


def _key(one: Typed) -> tuple[object, ...] | None:
    mention, passage = one.verdict.mention, one.passage
    if (
        one.verdict.answer is not Answer.UNSOURCED
        or passage.where != "paragraph"
        or mention.hedge in ("below", "above")
    ):
        return None
    before = passage.text[: mention.start]
    label = _label(before)
    if not label or conditional(before) or speculative(label) or direction_before(before)[0] == "change":
        return None
    measure = measure_of(mention.unit)
    years = frozenset(_YEAR.findall(re.split(r"[。！？]", before)[-1]))
    return label, (measure.bare, measure.substances) if measure else mention.unit, mention.noun, years


def _clash(one: _Said, other: _Said) -> bool:
    if isinstance(one.value, str) or isinstance(other.value, str):
        return one.value != other.value
    return one.value[1] < other.value[0] or other.value[1] < one.value[0]


def _twice(found: Iterator[tuple[tuple[object, ...], _Said]]) -> Iterator[tuple[str, _Said, _Said]]:
    """Yield (label, first, later) where one label has two values that cannot both be."""
    first: dict[tuple[object, ...], _Said] = {}
    for key, said in found:
        earlier = first.setdefault(key, said)
        if earlier is not said and _clash(earlier, said):
            yield str(key[0]), earlier, said


def _finding(rule: Rule, label: str, earlier: _Said, said: _Said) -> Finding:
    return rule.at(
        said.at,
        f"“{label}”在此为 {said.text}，前文（{earlier.document}）为 {earlier.text}",
        f"{label!r} is {said.text} here and {earlier.text} before ({earlier.document})",
        hint_zh="核对来源，两处写成同一个值；确为两件事时写清区别",
        hint_en="look at the source and write one value; where two things are meant, say so",
        block=said.block,
        related=(earlier.at,),
    )


@project_rule("NU020", "two-values-in-text", Severity.WARNING, "seen 5")
def two_values_in_text(case: Case, rule: Rule) -> Iterable[Finding]:
    """One quantity with two values in the text of a client's documents.

    Finds: the same words before two typed numbers of one unit and year, where the numbers cannot be roundings of one
    value, in one document or in two.
    Why: one project had a capacity of 253 MW on one page and 254.4 MW on another; no ledger decides between them.
    Wrong: ``光伏装机容量为2.53MW^[备案证]`` and, elsewhere, ``光伏装机容量2.44MW^[并网批复]``
    Right: one value; or the words that tell the two apart (备案容量, 并网容量).
    """
    for label, earlier, said in _twice(_numbers(case)):
        yield _finding(rule, label, earlier, said)


def _dates(case: Case) -> Iterator[tuple[tuple[object, ...], _Said]]:
    for document in case.documents:
        for passage in case.passages(document):
            text = normalise(passage.text)
            for found in _DATE.finditer(text):
                label = _label(text[: found.start()])
                if label and _DATED.search(label):
                    date = f"{found['y']}-{int(found['m']):02d}-{int(found['d']):02d}"
                    at = place_in_slot(case, document, passage, passage.text[found.start() : found.end()])
                    yield (label,), _Said(date, found[0], at, document.id, passage.block)


@project_rule("NU021", "two-dates-in-text", Severity.WARNING, "seen 1")
def two_dates_in_text(case: Case, rule: Rule) -> Iterable[Finding]:
    """One event with two dates in the text of a client's documents.

    Finds: the same words, ending in 日期, 时间 or 日, before two different dates.
    Why: a project started on 07/12/2010 in its design document and on 07/10/2010 in its validation report.
    Wrong: ``光伏并网日期为2023年3月1日`` and, elsewhere, ``光伏并网日期为2023年1月3日``
    Right: one date, from the record that proves it.
    """
    for label, earlier, said in _twice(_dates(case)):
        yield _finding(rule, label, earlier, said)


CHECKS: tuple[Check, ...] = (two_values_in_text, two_dates_in_text)
