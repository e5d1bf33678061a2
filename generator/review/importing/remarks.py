"""From the threads of comments of a Word file to the project's review list, and into the list that is there already."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from generator.base.findings import Position
from generator.project.review_file import Reply, ReviewComment, ReviewFile, State, Unplaced
from generator.review.importing.items import Item
from generator.review.importing.lines import Line
from generator.review.importing.literal import showable
from generator.word import WordComment, threads

if TYPE_CHECKING:
    from generator.review.importing.plan import Ground

_LONGEST_QUOTE = 200
_LONGEST_TEXT = 20_000


def remarks_of(ground: Ground, comments: tuple[WordComment, ...], document: str) -> tuple[ReviewComment, ...]:
    """Return the entries of all threads of a file, each with the line of the project that it is on."""
    by_number = {line.number: place for place, line in enumerate(ground.edited)}
    taken: dict[str, int] = {}
    return tuple(_entry(ground, thread, document, by_number, taken) for thread in threads(comments))


def _entry(
    ground: Ground,
    thread: tuple[WordComment, ...],
    document: str,
    by_number: Mapping[int, int],
    taken: dict[str, int],
) -> ReviewComment:
    first, *others = thread
    quote = _quote(ground, first, by_number)
    block, position = _place(ground, first, quote, by_number)
    text = _clean(first.text)
    name = hashlib.sha256("\0".join((document, first.author, first.date, text)).encode()).hexdigest()[:8]
    taken[name] = taken.get(name, 0) + 1
    return ReviewComment(
        id=f"c-{name}" if taken[name] == 1 else f"c-{name}-{taken[name]}",
        document=document,
        block=block,
        file=position.path if position else "",
        line=position.line if position else 0,
        quote=quote.replace("\n", " ¶ "),
        author=_name(first.author),
        initials=_name(first.initials),
        date=first.date[:40],
        text=text,
        replies=[
            Reply(author=_name(one.author), initials=_name(one.initials), date=one.date[:40], text=_clean(one.text))
            for one in others
        ],
        state="done" if first.done else "open",
    )


def _clean(text: str) -> str:
    return showable(text).strip()[:_LONGEST_TEXT]


def _name(text: str) -> str:
    return " ".join(showable(text).split())[:100]


def _quote(ground: Ground, one: WordComment, by_number: Mapping[int, int]) -> str:
    """Return the words that a comment is on; a comment over several paragraphs has one line for each."""
    parts = []
    for number in range(one.paragraph, max(one.last, one.paragraph) + 1):
        place = by_number.get(number)
        if place is None or not number:
            continue
        text = ground.edited[place].shown
        raw = ground.traced_text(number)
        start = one.start if number == one.paragraph else 0
        end = one.end if number == one.last else len(raw)
        parts.append(raw[start:end] if raw else text)
        if sum(map(len, parts)) > _LONGEST_QUOTE:
            break
    return showable("\n".join(parts)).strip()[:_LONGEST_QUOTE]


def _place(ground: Ground, one: WordComment, quote: str, by_number: Mapping[int, int]) -> tuple[str, Position | None]:
    """Return the block and line of the first line of the comment that the project knows, else of one before it."""
    for number in [*range(one.paragraph, max(one.last, one.paragraph) + 1), *range(one.paragraph - 1, 0, -1)]:
        place = by_number.get(number)
        step = ground.pairing.by_new.get(place) if place is not None else None
        if step is None or not step.old or not one.paragraph:
            continue
        source = ground.source(step.old[0])
        if source is not None and source.block:
            return source.block, _exact(ground, ground.base[step.old[0]], source, quote)
        if ground.edited[by_number[number]].plain:
            break  # a cover, or what the project has changed since: it belongs to no block before it
    return "", None


def _exact(ground: Ground, line: Line, source: object, quote: str) -> Position | None:
    """Return the line of the file at which the quoted words begin."""
    from generator.review.importing.sources import Source

    assert isinstance(source, Source)
    if source.mapping is None or source.chunk is None:
        return source.position
    at = line.text.find(quote.split("\n")[0]) if quote else -1
    file = ground.sources.files[source.chunk.path]
    offset = source.mapping.cells[at].start if 0 <= at < len(source.mapping.cells) else source.chunk.text
    return file.position(offset)


def merged(
    there: ReviewFile | None, comments: Sequence[ReviewComment], items: Sequence[Item], document: str
) -> ReviewFile:
    """Return the review list with what an import found: nothing twice, states and answers kept, new replies added."""
    old = there or ReviewFile(tanwen=1)
    known = {one.id: one for one in comments}
    kept = [_met(one, known.pop(one.id, None) or _back(one, known)) for one in old.comments]
    kept += [one for one in comments if one.id in known]
    unplaced = list(old.unplaced)
    for item in items:
        if item.status != "unplaced":
            continue
        entry = Unplaced(
            document=document,
            kind=item.kind,
            author=_name(item.author),
            date=item.date[:40],
            old=_clean(item.old),
            new=_clean(item.new),
            reason=item.reason.zh if item.reason else "",
        )
        if all(entry.model_dump() != one.model_dump() for one in unplaced):
            unplaced.append(entry)
    return ReviewFile(tanwen=1, comments=kept, unplaced=unplaced)


def _back(one: ReviewComment, known: dict[str, ReviewComment]) -> ReviewComment | None:
    """Take out the comment that a draft of ours carried at its beginning, where its place was not to be found."""
    said = (one.author, one.date, _clean(headed(one)))
    name = next((n for n, came in known.items() if (came.author, came.date, came.text) == said), None)
    return known.pop(name) if name is not None else None


def headed(one: ReviewComment) -> str:
    """Return the text of a comment that does not stand at its words: it names them."""
    return f"“{one.quote}”：{one.text}" if one.quote else one.text


def _met(old: ReviewComment, new: ReviewComment | None) -> ReviewComment:
    """Return an entry with what came since: replies that it does not have, a new place, that it was resolved."""
    if new is None:
        return old
    said = {(one.author, one.text) for one in old.replies}
    answer = old.answer.strip()
    came = [one for one in new.replies if (one.author, one.text) not in said and one.text != answer]
    state: State = "done" if new.state == "done" else old.state
    where = {"block": new.block, "file": new.file, "line": new.line} if new.block else {}
    return old.model_copy(update={"replies": [*old.replies, *came], "state": state, **where})
