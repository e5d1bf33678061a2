"""Running the rules over a draft: findings, the breaches behind them, and what could not be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.base.findings import Finding, Position, in_order
from generator.base.text import Text
from generator.drafting.draft import Draft
from generator.drafting.framework import Breach, CannotTell, DraftRule
from generator.drafting.table import DRAFT_RULES

_LOST = Text(
    "文本中没有自动编号，此规则需要编号或层次，无法判断",
    "the text has lost its automatic numbers, which this rule needs: it cannot tell",
)
_NO_WORD = Text("此规则需要 Word 文件的版式信息，无法判断", "this rule needs the layout of a Word file: it cannot tell")


@dataclass(frozen=True, slots=True)
class Hit:
    """A breach with its rule and its finding."""

    rule: DraftRule
    breach: Breach
    finding: Finding


@dataclass(frozen=True, slots=True)
class LintReport:
    """What a linter has to say: hits in the order of the text, and the rules that gave no answer with why."""

    hits: tuple[Hit, ...]
    untold: tuple[tuple[DraftRule, Text], ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings in order of place."""
        return in_order(hit.finding for hit in self.hits)


def chosen(names: str) -> tuple[tuple[DraftRule, ...], str]:
    """Return the rules that a list names (``CIT,MOD-01``; empty: all), and the first name that names none."""
    wanted = [name.strip().upper() for name in names.split(",") if name.strip()]
    for name in wanted:
        if not any(_named(rule, name) for rule in DRAFT_RULES):
            return (), name
    return tuple(rule for rule in DRAFT_RULES if not wanted or any(_named(rule, name) for name in wanted)), ""


def _named(rule: DraftRule, name: str) -> bool:
    return rule.rule.id == name or rule.rule.id.partition("-")[0] == name


def lint(draft: Draft, rules: Iterable[DraftRule] = DRAFT_RULES) -> LintReport:
    """Run the rules over a draft. A rule for other document types is not run."""
    hits: list[Hit] = []
    untold: list[tuple[DraftRule, Text]] = []
    for rule in rules:
        if rule.kinds and draft.kind not in rule.kinds:
            continue
        reason = _cannot(rule, draft)
        if reason is not None:
            untold.append((rule, reason))
            continue
        for answer in rule.find(draft):
            if isinstance(answer, CannotTell):
                untold.append((rule, Text(answer.zh, answer.en)))
            else:
                hits.append(Hit(rule, answer, _finding(rule, answer, draft)))
    order = {hit.finding: place for place, hit in enumerate(hits)}
    hits = sorted({hit.finding: hit for hit in hits}.values(), key=lambda hit: (_place(hit), order[hit.finding]))
    return LintReport(tuple(hits), tuple(untold))


def _cannot(rule: DraftRule, draft: Draft) -> Text | None:
    if rule.needs == "docx" and draft.source != "docx":
        return _NO_WORD
    return _LOST if rule.needs == "numbers" and draft.numbers_lost else None


def _place(hit: Hit) -> tuple[int, int]:
    piece = hit.breach.piece
    return (piece.index, hit.breach.begins) if piece is not None else (-1, 0)


def _finding(rule: DraftRule, breach: Breach, draft: Draft) -> Finding:
    piece = breach.piece
    if piece is None:
        place, where = Position(draft.path), ""
    else:
        column = piece.column(breach.begins) if breach.fragment else 0
        place, where = replace(piece.position, column=column), piece.where
    zh, en = (f"{where}：{breach.zh}", f"{where}: {breach.en}") if where else (breach.zh, breach.en)
    return rule.rule.at(
        place,
        zh,
        en,
        hint_zh=breach.hint_zh,
        hint_en=breach.hint_en,
        related=[one.position for one in breach.related],
        severity=breach.severity,
        fragment=breach.fragment,
        section=where,
    )
