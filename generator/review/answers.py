"""Reviewers' comments, written into the next draft with our answers: native threads at the places that they were on."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.findings import Finding, Outcome, Position, Rule, Severity
from generator.document.blocks import Document
from generator.project.review_file import ReviewComment
from generator.review.importing.lines import Line, Names, plain, read_lines
from generator.review.importing.remarks import headed
from generator.review.importing.sources import blocks_of_lines
from generator.word import Comment, Reply, commented

ANSWER_ELSEWHERE = Rule(
    "RV313",
    "answer-without-place",
    Severity.NOTE,
    "A comment in review.yaml, answered or open, whose block does not stand in the document any more, nor do its "
    "quoted words. It stands at the beginning of the draft, with the words that it was about.",
    waivable=False,
)


def standing(comments: Sequence[ReviewComment], document: str) -> list[ReviewComment]:
    """Return the comments that stand in the next draft: those that are answered, and those that wait for an answer."""
    return [one for one in comments if one.document == document and (one.answer.strip() or one.state == "open")]


def with_answers(
    word: bytes, document: Document, comments: Sequence[ReviewComment], firm: str, date: str
) -> Outcome[bytes]:
    """Return a draft with its threads, each at its words; where one is answered the last reply is the firm's.

    Args:
        word: the draft.
        document: what it was written from.
        comments: the project's review list; of this document's the answered and the open ones are written.
        firm: whom the answers are by.
        date: the document's own date, as Word writes dates; empty where it has none.
    """
    asked = standing(comments, document.id)
    read = read_lines(word, document.id, Names()).value if asked else None
    if read is None or read.map is None or document.final or document.audience == "public":
        return Outcome(word)
    owner = blocks_of_lines(read.lines, read.map, document)
    findings: list[Finding] = []
    threads = []
    for one in asked:
        place = _place(one, read.lines, owner)
        if place is None:
            findings.append(_elsewhere(one))
        threads.append(_thread(one, place or (0, 0, 0), firm, date))
    return Outcome(commented(read.file, threads).data, tuple(findings))


def _thread(one: ReviewComment, place: tuple[int, int, int], firm: str, date: str) -> Comment:
    said = [Reply(r.author, r.initials or r.author[:2], r.date, r.text) for r in one.replies]
    if one.answer.strip():
        said.append(Reply(firm, firm[:2], _answered_at(one, date), one.answer.strip()))
    text = one.text if place[0] else headed(one)
    initials = one.initials or one.author[:2]
    return Comment(*place, one.author, initials, one.date, text, tuple(said), done=one.state == "done")


def _answered_at(one: ReviewComment, date: str) -> str:
    """Return the document's date where the answer can be of it; when an older document was answered nobody knows."""
    return date if date > max([one.date, *(r.date for r in one.replies)]) else ""


def _place(one: ReviewComment, lines: Sequence[Line], owner: dict[int, str]) -> tuple[int, int, int] | None:
    """Return paragraph, start and end: the quoted words in the block, else its first line, else the words anywhere."""
    quoted = one.quote.split(" ¶ ")[0].strip()
    own = [n for n, block in owner.items() if block == one.block and lines[n].plain and one.block]
    elsewhere = [n for n in range(len(lines)) if not lines[n].contents] if len(quoted) > 1 else []
    for among in (own, elsewhere):
        for n in among:
            found = _within(lines[n], quoted)
            if found is not None and quoted:
                return found
        if among and among is own:
            line = lines[own[0]]
            return line.number, 0, line.raw[-1]
    return None


def _within(line: Line, quoted: str) -> tuple[int, int, int] | None:
    """Return the place of words in a line, by the offsets of its own text."""
    text, at = line.shown, line.shown.find(quoted)
    if at < 0 and plain(quoted) in line.plain:
        text, at = line.plain, line.plain.find(plain(quoted))
    if at < 0 or len(text) != line.raw[-1]:
        return None
    return line.number, at, at + len(quoted)


def _elsewhere(one: ReviewComment) -> Finding:
    zh = f"意见 {one.id} 原来所在的文字已不在文件中，意见和答复放在文首"
    en = f"the words that comment {one.id} was about are gone: it stands at the beginning"
    return ANSWER_ELSEWHERE.at(Position(one.at.path, one.at.line, one.at.column), zh, en)
