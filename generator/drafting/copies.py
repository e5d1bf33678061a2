"""Copies of a draft for its drafter: the Word file with a comment at every finding, or with the certain fixes made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.base.findings import Severity
from generator.base.text import Text
from generator.drafting.draft import Draft
from generator.drafting.lint import Hit, LintReport
from generator.drafting.mended import fixes, mended
from generator.word.marking import marked
from generator.word.requests import Comment, Edit

AUTHOR, INITIALS = "Tanwen", "TW"
_SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"}


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy's bytes, and what to tell whoever asked for it; ``data`` is ``None`` where there is none."""

    data: bytes | None
    message: Text


def commented_copy(draft: Draft, report: LintReport, today: date) -> Copy:
    """Return the Word file with a native comment at every finding; nothing else of it changes."""
    if draft.word is None:
        return Copy(None, Text("只有 .docx 可以加批注", "only a .docx can carry comments"))
    comments = [comment_of(hit, today) for hit in report.hits]
    outcome = marked(draft.word, comments, ())
    return Copy(outcome.data, Text(f"写入 {len(comments)} 条批注", f"{len(comments)} comments written"))


def comment_of(hit: Hit, today: date) -> Comment:
    """Return the comment that says what a finding says, at the words that show it."""
    piece, finding = hit.breach.piece, hit.finding
    if piece is None:
        start, end = 0, 0
    elif hit.breach.fragment:
        start = piece.shift + hit.breach.begins
        end = start + len(hit.breach.fragment)
    else:
        start, end = 0, len(piece.raw)
    lines = [f"{hit.rule.rule.id}（{_SEVERITIES[finding.severity]}）{hit.breach.zh}"]
    if finding.hint is not None:
        lines.append(f"建议：{finding.hint.zh}")
    lines.append(f"依据：{hit.rule.rule.clause}")
    return Comment(
        piece.paragraph if piece is not None else 0,
        start,
        end,
        AUTHOR,
        INITIALS,
        _stamp(today),
        "\n".join(lines),
    )


def mended_copy(draft: Draft, report: LintReport, today: date) -> Copy:
    """Return the draft with what has one right form mended: as tracked changes in Word, in place in a text."""
    if draft.word is not None:
        edits = [edit for hit in fixes(report) if (edit := _edit(hit, today)) is not None]
        outcome = marked(draft.word, (), edits)
        refused = sum(remark.refused for remark in outcome.remarks)
        return Copy(outcome.data, _count(len(edits) - refused, refused))
    text = Path(draft.path).read_bytes().decode("utf-8")
    result = mended(text, report)
    return Copy(result.text.encode(), _count(len(result.done), len(result.left)))


def _edit(hit: Hit, today: date) -> Edit | None:
    piece, fix = hit.breach.piece, hit.breach.fix
    if piece is None or fix is None:
        return None
    start = piece.shift + hit.breach.begins
    return Edit(piece.paragraph, start, start + len(hit.breach.fragment), fix, AUTHOR, _stamp(today))


def _stamp(today: date) -> str:
    return f"{today.isoformat()}T00:00:00Z"


def _count(done: int, left: int) -> Text:
    return Text(f"已改 {done} 处，{left} 处未改", f"{done} places mended, {left} left")
