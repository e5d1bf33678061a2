"""The verdict on a typed number: equal to a fact, a rounding of one, contradicting one, or without source.

A number contradicts only where its words leave no doubt which fact is meant (every word group and every dimension of
that fact stands in the sentence, year and basis agree, and no plan or part is spoken of) and where no other fact fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from generator.checks.matcher.candidates import Candidate, Index
from generator.checks.matcher.concepts import (
    EITHER,
    PLANNED,
    Subject,
    Vocabulary,
    against_in,
    basis_in,
    conditional,
    direction_before,
    has_word,
    speculative,
    years_in,
)
from generator.checks.matcher.mentions import Mention

#: What stands for a number that was taken out, and between words from two places.
_NUMBER, _GAP = "\ue010", "\ue011"
_CLAUSE = re.compile(r"[，；,;：:（(]|\n")
_SENTENCE = re.compile(r"[。！？!?\n]|\.(?=\s|$)")
_RELATED = re.compile(
    r"比上年|较上年|同比|比去年|比基准年|较基准年|[比较]\s*(?:19|20)\d{2}\s*年|compared|year-on-year|分别|依次|respectively"
)

#: Counts that the project file gives, and the classifiers of what they count.
_COUNTED, _PLACES = ("project.sites",), ("个", "座", "处", "家")
#: Words behind a number that say another year or method of the same thing: ，2023年为; ，基于市场为.
_SAME = re.compile(
    r"[，,；;、\s和]*(?:(?:19|20)\d{2}\s*年(?:度)?|按?基于(?:位置|市场)(?:的方法)?)(?:[则约]?[为是]|达到?|降至|增至)?\s*$"
    r"|(?:增加|提高|上升|增长|降低|下降|减少|压减|回落|增|降|升)[到至为](?:\s*(?:19|20)\d{2}\s*年(?:度)?的?)?\s*$"
)


class Answer(StrEnum):
    """What the ledger says about a typed number."""

    EQUAL = "equal"
    ROUNDING = "rounding"
    CONTRADICTS = "contradicts"
    UNSOURCED = "unsourced"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, the fact it rests on, its value in the unit typed, and whether the direction is the wrong one."""

    mention: Mention
    answer: Answer
    fact: str = ""
    expected: Decimal | None = None
    wrong_way: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence inside a text: offsets of its start and end."""

    start: int
    end: int


def sentences(text: str) -> list[Sentence]:
    """Cut a text at 。！？ and line ends, and at a full stop that ends an English sentence."""
    result: list[Sentence] = []
    start = 0
    for mark in _SENTENCE.finditer(text):
        result.append(Sentence(start, mark.end()))
        start = mark.end()
    if start < len(text):
        result.append(Sentence(start, len(text)))
    return result


def judge(
    text: str, mentions: Sequence[Mention], index: Index, vocabulary: Vocabulary, context: str = ""
) -> list[Verdict]:
    """Compare every mention of ``text`` with the ledger. ``context`` is what stands around it (a table's heads)."""
    result: list[Verdict] = []
    for sentence in sentences(text):
        inside = [m for m in mentions if sentence.start <= m.start < sentence.end]
        blank = _blank(text, inside) if inside else text
        for place, mention in enumerate(inside):
            subject = _subject(blank, sentence, inside, place, vocabulary, context)
            result.append(_judge(mention, subject, index, vocabulary))
    return result


def _blank(text: str, mentions: Sequence[Mention]) -> str:
    """The text with its numbers taken out, so that 吨二氧化碳 does not name a gas."""
    parts, end = [], 0
    for mention in mentions:
        start = max(mention.start, end)
        parts += [text[end:start], _NUMBER * (mention.end - start)]
        end = max(mention.end, end)
    return "".join(parts) + text[end:]


def _subject(
    blank: str, sentence: Sentence, inside: Sequence[Mention], place: int, vocabulary: Vocabulary, context: str
) -> Subject:
    mention = inside[place]
    before = blank[sentence.start : mention.start]
    window = _window(before, vocabulary)
    after = _CLAUSE.split(_SENTENCE.split(blank[mention.end : sentence.end])[0])[0]
    if mention.kind == "count" or not vocabulary.named(window):
        window += _GAP + after[:12]
    if context and not vocabulary.named(window):
        window = f"{context}{_GAP}{window}"
    role, direction = direction_before(before)
    own = before.rpartition(_NUMBER)[2]
    years = years_in(own, vocabulary) or years_in(before, vocabulary) or years_in(f"{context}{after}", vocabulary)
    return Subject(
        window,
        vocabulary.named(window),
        years,
        against_in(before, vocabulary),
        basis_in(own) or basis_in(before) or basis_in(context) or basis_in(after),
        role,
        direction,
        speculative(window) or conditional(before),
    )


def _window(before: str, vocabulary: Vocabulary) -> str:
    """The words before a number that say what it is: its clause, and earlier ones where that names nothing.

    Behind another number only a comparison (比上年, 分别) still speaks of the same thing.
    """
    clauses = [0, *(mark.end() for mark in _CLAUSE.finditer(before))]
    for start in reversed(clauses):
        window = before[start:]
        own = window.rpartition(_NUMBER)[2]
        if _NUMBER in window and not _RELATED.search(own) and not _SAME.match(own) and "分别" not in window:
            return own
        if vocabulary.named(window) or _names_total(window):
            return window
    return before


def _names_total(window: str) -> bool:
    from generator.checks.matcher.concepts import CONCEPTS

    alone = ("inventory.total", "energy.total", "electricity.total", "electricity.green_share", "uncertainty.total",
             "measures.capex", "measures.full", "quality.total", "project.sites", "inventory.biogenic",
             "factor.electricity")  # fmt: skip
    return any(all(has_word(window, group) for group in CONCEPTS[name]) for name in alone)


def _judge(mention: Mention, subject: Subject, index: Index, vocabulary: Vocabulary) -> Verdict:
    anchored: list[tuple[Candidate, Decimal]] = []
    best: Verdict | None = None
    for candidate, factor in () if mention.kind == "points" else index.of(mention.unit):
        if mention.noun and not mention.unit and not (candidate.id in _COUNTED and mention.noun in _PLACES):
            continue  # 两个 counts things; a ratio is not meant
        if _excluded(candidate, subject, vocabulary):
            continue
        evidence = _evidence(candidate, subject, vocabulary)
        expected = _in_typed_unit(candidate, factor)
        if evidence == 2:
            anchored.append((candidate, expected))
        answer = _compare(mention, candidate, expected, subject, evidence)
        if answer is not None and (best is None or (answer is Answer.EQUAL and best.answer is not Answer.EQUAL)):
            best = Verdict(mention, answer, candidate.key, expected)
    if best is not None:
        return best
    for candidate, expected in anchored:
        if _stands_against(mention, candidate, expected, subject):
            wrong_way = _fits(mention, abs(expected)) is not None
            return Verdict(mention, Answer.CONTRADICTS, candidate.key, expected, wrong_way)
    return Verdict(mention, Answer.UNSOURCED)


def _in_typed_unit(candidate: Candidate, factor: object) -> Decimal:
    ratio = candidate.measure.factor / factor  # type: ignore[operator]  # both are fractions
    with localcontext(prec=40):
        return candidate.value * Decimal(ratio.numerator) / Decimal(ratio.denominator)


def _excluded(candidate: Candidate, subject: Subject, vocabulary: Vocabulary) -> bool:
    """Whether the sentence says that another fact is meant: of another year, basis, source or scope."""
    if subject.years and candidate.period and candidate.period[:4] not in subject.years:
        return True
    if subject.basis and candidate.basis and candidate.basis != subject.basis:
        return True
    if candidate.is_change and subject.against and not _against(candidate, subject.against, vocabulary):
        return True
    return any(name in subject.named and value not in subject.named[name] for name, value in candidate.subjects.items())


def _against(candidate: Candidate, year: str, vocabulary: Vocabulary) -> bool:
    if candidate.id.startswith("base."):
        return year == vocabulary.base_year
    period = candidate.period or vocabulary.current
    return not period.isdigit() or year == str(int(period) - 1)


def _evidence(candidate: Candidate, subject: Subject, vocabulary: Vocabulary) -> int:
    """2: the sentence names this fact and no other; 1: it has some of its words; 0: none."""
    labelled = any(len(label) > 3 and label in subject.text for label in candidate.label)
    groups = candidate.groups
    words = [has_word(subject.text, group) for group in groups or ()]
    named = [value in subject.named.get(name, ()) for name, value in candidate.subjects.items()]
    target = candidate.subjects.get("target")
    by_year = target is not None and vocabulary.target_years.get(target, "-") in subject.years
    if by_year and has_word(subject.text, ("目标", "target")):
        named = [True if name == "target" else hit for name, hit in zip(candidate.subjects, named, strict=True)]
    some = labelled or by_year or any(words) or any(named)
    if not some:
        return 0
    full = labelled or (groups is not None and all(words) and all(named) and bool(words or named))
    if not full or not _unambiguous(candidate, subject, vocabulary):
        return 1
    return 2


def _unambiguous(candidate: Candidate, subject: Subject, vocabulary: Vocabulary) -> bool:
    if candidate.id not in EITHER and candidate.is_change != (subject.role == "change"):
        return False
    if len(candidate.period) > 4:
        return False
    if not subject.years and candidate.period and candidate.period != vocabulary.current:
        return False
    if candidate.id == "inventory.scope12" and not {"1", "2"} <= subject.named.get("scope", frozenset()):
        return False
    if candidate.id == "metric.value" and has_word(subject.text, ("强度", "单位", "intensity", "每")):
        return False
    more = {name for name in subject.named if name not in candidate.subjects}
    if candidate.id == "inventory.scope12":
        more.discard("scope")
    if candidate.id.startswith("target."):
        more -= {"scope"}
    return not more


def _significant(mention: Mention) -> int:
    with localcontext(prec=40):
        digits = (abs(mention.low) / mention.step).quantize(Decimal(1))
    return len(str(digits).rstrip("0")) if digits else 0


def _compare(
    mention: Mention, candidate: Candidate, expected: Decimal, subject: Subject, evidence: int
) -> Answer | None:
    """Equal, a rounding, or neither; the fewer words agree, the more digits must."""
    answer = _fits(mention, _signed(candidate, expected, subject))
    if answer is None:
        return None
    digits = _significant(mention)
    if evidence == 2:
        return answer
    if mention.kind == "range" or mention.hedge in ("below", "above"):
        return None  # a bound fits many facts
    if candidate.id not in EITHER and candidate.is_change != (subject.role == "change"):
        return None
    if evidence == 1:
        return answer if digits >= 3 or (digits >= 2 and answer is Answer.EQUAL) else None
    return answer if digits >= (3 if answer is Answer.EQUAL else 4) else None


def _signed(candidate: Candidate, expected: Decimal, subject: Subject) -> Decimal:
    """Return the value as the sentence would say it: 下降 5 % for a change of -5 %."""
    return expected * subject.direction if candidate.is_change and subject.direction else expected


def _fits(mention: Mention, value: Decimal) -> Answer | None:
    low, high, half = mention.low, mention.high, mention.step / 2
    if mention.kind == "range":
        return Answer.ROUNDING if low - half <= value <= high + half else None
    if mention.hedge not in ("below", "above") and abs(value - low) <= abs(low) * Decimal("1e-12"):
        return Answer.EQUAL
    reach = max(mention.step, abs(low))
    bounds = {
        "near": (low - reach / 10, low + half),
        "below": (low - reach / 2, low),
        "above": (low, low + reach),
    }
    least, most = bounds.get(mention.hedge, (low - half, low + half))
    return Answer.ROUNDING if least <= value <= most else None


def _stands_against(mention: Mention, candidate: Candidate, expected: Decimal, subject: Subject) -> bool:
    if subject.speculative and not candidate.id.startswith(PLANNED):
        return False
    value = _signed(candidate, expected, subject)
    if mention.hedge == "below":
        return value > mention.high
    if mention.hedge == "above":
        return value < mention.low
    return True
