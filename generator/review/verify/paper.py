"""Verify a PDF: the numbers that its build's record names are looked up by their place in the text, page by page."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.base.findings import Finding, Position, Rule, Severity
from generator.base.sequences import common
from generator.base.visible import normal
from generator.document.blocks import Document
from generator.review.verify import rules
from generator.review.verify.case import position
from generator.review.verify.expected import DIGITS, Wanted, wanted_numbers
from generator.review.verify.verdict import BuiltFrom, Claims, Verdict
from generator.word.faults import DAMAGED

_MOST_PAGES = 3000
#: A gap between numbers that are certain is read in full up to this size.
_MOST_GAP = 4000


@dataclass(frozen=True, slots=True)
class _Seen:
    """A number in the PDF's text; ``ahead`` is the text from it on, without blanks: a cell may break a number."""

    digits: str
    before: str
    after: str
    page: int
    start: int
    ahead: str


@dataclass(slots=True)
class _Matching:
    wanted: Sequence[Wanted]
    seen: Sequence[_Seen]
    pairs: dict[int, int] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)

    def take(self, i: int, j: int) -> None:
        self.pairs[i] = j
        self.used.add(j)


def verify_pdf(
    data: bytes,
    name: str,
    document: Document | None,
    *,
    against: str,
    source: str = "",
    same: bool = False,
    built: BuiltFrom | None = None,
) -> Verdict:
    """Judge a PDF's numbers against a document. ``same`` says that its bytes are the ones that were built."""
    place = Position(name)
    if document is None:
        zh = "PDF 自身不带数字的记录，旁边也没有生成时的 manifest.json 和 record.json.gz，不能判断"
        en = "a PDF has no record of its numbers, and manifest.json with record.json.gz of its build are not beside it"
        hint = (
            "放在生成它的输出文件夹中核对，或加 --project",
            "verify it in the folder it was built into, or with --project",
        )
        finding = rules.NOT_JUDGED.at(place, zh, en, hint_zh=hint[0], hint_en=hint[1])
        return Verdict(name, "pdf", Claims(), (finding,))
    pages = _pages(data, place)
    if isinstance(pages, Finding):
        return Verdict(name, "pdf", Claims(), (pages,))
    wanted = wanted_numbers(document)
    if same:
        return Verdict(name, "pdf", Claims(len(wanted), len(wanted)), (), against, source, built_from=built)
    seen = list(_numbers(pages))
    matching = _matched(wanted, seen)
    findings = tuple(_told(matching, place, pages, _Places(data)))
    claims = Claims(len(wanted), len(matching.pairs))
    return Verdict(name, "pdf", claims, findings, against, source, built_from=built)


def _pages(data: bytes, place: Position) -> list[str] | Finding:
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        if len(reader.pages) > _MOST_PAGES:
            raise ValueError(f"{len(reader.pages)} pages")
        return [page.extract_text() for page in reader.pages]
    except Exception as wrong:  # a PDF from anywhere: its reader raises whatever it meets
        return DAMAGED.at(place, f"PDF 无法读取：{wrong}", f"the PDF cannot be read: {wrong}")


def _numbers(pages: Sequence[str]) -> Iterator[_Seen]:
    last = ""
    for number, text in enumerate(pages, start=1):
        for match in DIGITS.finditer(text):
            before = normal(text[max(0, match.start() - 8) : match.start()])[-1:] or last
            after = normal(text[match.end() : match.end() + 8])[:1]
            ahead = normal(text[match.start() : match.start() + 32])
            yield _Seen(match[0].rstrip(","), before, after, number, match.start(), ahead)
        last = normal(text[-8:])[-1:]


# ---------------------------------------------------------------------------------------------- matching


def _matched(wanted: Sequence[Wanted], seen: Sequence[_Seen]) -> _Matching:
    """Pair numbers with their letters around first, then by digits alone in the gaps, then what stands elsewhere."""
    matching = _Matching(wanted, seen)
    strict = common([(w.before, w.digits, w.after) for w in wanted], [(s.before, s.digits, s.after) for s in seen])
    for i, j in strict:
        matching.take(i, j)
    for (a, b), (c, d) in _gaps(matching):
        if (b - a) * (d - c) <= _MOST_GAP * _MOST_GAP:
            for i, j in common([w.digits for w in wanted[a:b]], [s.digits for s in seen[c:d]]):
                matching.take(a + i, c + j)
    _broken(matching)
    _elsewhere(matching)
    return matching


def _broken(matching: _Matching) -> None:
    """A narrow cell breaks a number over two lines: its first digits are followed by the rest."""
    for (a, b), (c, d) in _gaps(matching):
        free = [j for j in range(c, d) if j not in matching.used]
        for i in range(a, b):
            digits = matching.wanted[i].digits
            j = next((j for j in free if matching.seen[j].ahead.startswith(digits)), None)
            if j is not None:
                free.remove(j)
                matching.take(i, j)


def _gaps(matching: _Matching) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    found = []
    i, j = 0, 0
    for at, to in [*sorted(matching.pairs.items()), (len(matching.wanted), len(matching.seen))]:
        if at > i:
            found.append(((i, at), (j, to)))
        i, j = at + 1, to + 1
    return found


def _elsewhere(matching: _Matching) -> None:
    """Footnotes stand at the foot of a page, tables may float: what is left is looked for with its letters around."""
    free: dict[tuple[str, str], list[int]] = defaultdict(list)
    for j, one in enumerate(matching.seen):
        if j not in matching.used:
            free[one.digits, one.after].append(j)
    for i, wanted in enumerate(matching.wanted):
        if i not in matching.pairs and (places := free.get((wanted.digits, wanted.after))):
            matching.take(i, places.pop(0))


# ----------------------------------------------------------------------------------------------- telling


class _Places:
    """Where text lies on a page, read only for pages with findings."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._reader: Any = None

    def of(self, page: int, digits: str, count: int) -> str:
        """Return the place of the ``count``-th text with these digits on a page, in points from the lower left."""
        found: list[tuple[float, float]] = []

        def visit(text: str, matrix: Any, lines: Any, font: Any, size: Any) -> None:
            found.extend([(lines[4], lines[5])] * text.count(digits))

        try:
            if self._reader is None:
                from pypdf import PdfReader

                self._reader = PdfReader(io.BytesIO(self._data))
            self._reader.pages[page - 1].extract_text(visitor_text=visit)
        except Exception:  # the page was read before; without a place the finding still names it
            return ""
        return f"({found[count][0]:.0f}, {found[count][1]:.0f})" if count < len(found) else ""


def _told(matching: _Matching, place: Position, pages: Sequence[str], places: _Places) -> Iterator[Finding]:
    for (a, b), (c, d) in _gaps(matching):
        free = [j for j in range(c, d) if j not in matching.used]
        for i in range(a, b):
            if i in matching.pairs:
                continue
            wanted = matching.wanted[i]
            j = next((j for j in free if _alike(wanted, matching.seen[j])), None)
            page = matching.seen[j].page if j is not None else _page(matching, i)
            if j is None:
                zh = f"第 {page} 页附近没有 {wanted.key}“{wanted.digits}”：{wanted.around}"
                en = f"{wanted.key} {wanted.digits!r} is not to be found near page {page}: {wanted.around}"
                yield _finding(rules.CONTROL_GONE, place, wanted, zh, en, Severity.ERROR)
                continue
            free.remove(j)
            one = matching.seen[j]
            count = pages[page - 1].count(one.digits, 0, one.start)
            where = places.of(page, one.digits, count)
            zh = f"第 {page} 页{where} 为“{one.digits}”，{wanted.key} 应为“{wanted.digits}”：{wanted.around}"
            en = f"page {page} {where} shows {one.digits!r}, {wanted.key} is {wanted.digits!r}: {wanted.around}"
            yield _finding(rules.NUMBER_CHANGED, place, wanted, zh, en)


def _alike(wanted: Wanted, seen: _Seen) -> bool:
    return seen.after == wanted.after or seen.before == wanted.before


def _page(matching: _Matching, i: int) -> int:
    near = [matching.seen[matching.pairs[k]].page for k in range(i, -1, -1) if k in matching.pairs]
    return near[0] if near else 1


def _finding(
    rule: Rule, place: Position, wanted: Wanted, zh: str, en: str, severity: Severity | None = None
) -> Finding:
    origin = position(wanted.origin)
    return rule.at(
        place, f"{zh}（{wanted.origin}）", f"{en} ({wanted.origin})", severity=severity, fact=wanted.key,
        block=wanted.block, related=[origin] if origin else [],
    )  # fmt: skip
