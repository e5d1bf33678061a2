"""Copies of a draft for its drafter: the Word file with a comment at every finding, or with the certain fixes made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.base.findings import Severity
from generator.base.text import Text
from generator.drafting.draft import Draft, Kind, Part, Piece
from generator.drafting.fixes import Insert, Plan
from generator.drafting.framework import Breach
from generator.drafting.lint import Hit, LintReport
from generator.drafting.mended import fixes, mended
from generator.word import WordFile
from generator.word.marking import marked
from generator.word.requests import AddParagraph, Change, Comment, Edit, RemoveParagraph, Reorder

AUTHOR, INITIALS = "Tanwen", "TW"
_SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"}


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy's bytes, and what to tell whoever asked for it; ``data`` is ``None`` where there is none.

    ``remarks`` say what was not done, or not as asked for, one a line.
    """

    data: bytes | None
    message: Text
    remarks: tuple[Text, ...] = ()


def commented_copy(draft: Draft, report: LintReport, today: date) -> Copy:
    """Return the Word file with a native comment at every finding; nothing else of it changes."""
    if draft.word is None:
        return Copy(None, Text("只有 .docx 可以加批注", "only a .docx can carry comments"))
    asked = [(comment_of(hit, today), hit) for hit in report.hits]
    outcome = marked(draft.word, [comment for comment, _ in asked], ())
    by = {id(comment): hit for comment, hit in asked}
    written = len(asked) - len(outcome.refused)
    remarks = [_remark(by[id(one.request)], one.reason) for one in outcome.remarks]
    return Copy(outcome.data, Text(f"写入 {written} 条批注", f"{written} comments written"), tuple(remarks))


def comment_of(hit: Hit, today: date) -> Comment:
    """Return the comment that says what a finding says, at the words that show it."""
    piece, finding = hit.breach.piece, hit.finding
    if piece is None:
        start, end = 0, 0
    elif hit.breach.fragment and _shows(piece, hit.breach):
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


def _shows(piece: Piece, breach: Breach) -> bool:
    """Whether the words of a breach stand in its piece; an automatic number does not."""
    return piece.text.startswith(breach.fragment, breach.begins)


def mended_copy(draft: Draft, report: LintReport, today: date) -> Copy:
    """Return the draft with what has one right form mended: as tracked changes in Word, in place in a text."""
    wanted = fixes(report)
    by = {id(hit.breach): hit for hit in report.hits}
    if draft.word is not None:
        return _revised(draft, draft.word, wanted, by, today)
    if draft.typed is None:
        return Copy(None, Text("没有可修改的文件", "there is no file to mend"))
    if not draft.typed.exact:
        zh, en = "文件编码有歧义，不能原样写回", "its encoding is ambiguous and would not give the same bytes back"
        return Copy(None, Text(f"{zh}：请先另存为 UTF-8", f"{en}: save it as UTF-8 first"))
    result = mended(draft.typed.text, draft.pieces, wanted, markdown=draft.source == "md")
    data = draft.typed.encoded(result.text)
    if data is None:
        zh, en = "文件的编码写不下修改后的文字", "its encoding cannot hold the mended text"
        return Copy(None, Text(f"{zh}：请先另存为 UTF-8", f"{en}: save it as UTF-8 first"))
    return _told(data, len(result.done), result.left, by)


def _revised(draft: Draft, file: WordFile, wanted: Plan[Breach], by: dict[int, Hit], today: date) -> Copy:
    asked = list(_requests(draft, wanted, _stamp(today)))
    breaches = {id(request): breach for request, breach in asked}
    outcome = marked(file, (), [request for request, _ in asked])
    left = [*wanted.left, *((breaches[id(one.request)], one.reason) for one in outcome.refused)]
    failed = {id(breach) for breach, _ in left}
    done = {id(breach) for _, breach in asked} | {id(breach) for breach in wanted.met}
    moved = [_remark(by[id(breaches[id(one.request)])], one.reason) for one in outcome.remarks if not one.refused]
    return _told(outcome.data, len(done - failed), left, by, moved)


def _requests(draft: Draft, wanted: Plan[Breach], stamp: str) -> Iterator[tuple[Change, Breach]]:
    """Yield what is asked of the Word file, and for which breach."""
    for one in wanted.changes:
        yield Edit(one.piece.paragraph, one.start, one.end, one.text, AUTHOR, stamp), one.of
    for order, breach in wanted.orders:
        numbers = tuple(piece.paragraph for piece in order.pieces)
        yield Reorder(tuple(sorted(numbers)), numbers, AUTHOR, stamp), breach
    for piece, insert, breach in wanted.inserts:
        like = _like(draft, piece, insert)
        yield AddParagraph(piece.paragraph, insert.text, AUTHOR, stamp, like, not insert.after), breach
    for piece, breach in wanted.drops:
        yield RemoveParagraph(piece.paragraph, AUTHOR, stamp), breach


def _like(draft: Draft, piece: Piece, insert: Insert) -> int:
    """Return the paragraph in whose form a new one stands: a plain one near by, 0 where the draft has none."""
    if insert.like is not None:
        return insert.like.paragraph
    plain = [one for one in draft.of(Kind.PARAGRAPH) if one.paragraph and _is_plain(one)]
    order = (piece.part, Part.SCOPE, Part.FOREWORD, Part.TERMS, Part.BODY)
    for part in order:
        found = next((one for one in plain if one.part is part), None)
        if found is not None:
            return found.paragraph
    return plain[0].paragraph if plain else 0


def _is_plain(piece: Piece) -> bool:
    bold = bool(piece.spans) and all(span.bold for span in piece.spans)
    return piece.cell is None and not piece.label and piece.text.rstrip().endswith("。") and not bold


def _told(
    data: bytes, done: int, left: Iterable[tuple[Breach, Text]], by: dict[int, Hit], also: Iterable[Text] = ()
) -> Copy:
    remarks = [_remark(by[id(breach)], why) for breach, why in left]
    message = Text(f"已改 {done} 处，{len(remarks)} 处未改", f"{done} findings mended, {len(remarks)} left")
    return Copy(data, message, (*remarks, *also))


def _remark(hit: Hit, why: Text) -> Text:
    place, rule = hit.finding.position, hit.rule.rule.id
    return Text(f"{place} {rule}：{why.zh}", f"{place} {rule}: {why.en}")


def _stamp(today: date) -> str:
    return f"{today.isoformat()}T00:00:00Z"
