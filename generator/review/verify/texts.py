"""Judge the words of a Word file: which blocks are as built, reworded, moved, gone, joined or split, and what came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.base.findings import Severity
from generator.base.sequences import heaviest_chain
from generator.base.visible import NUMBER, normal, text_hash
from generator.inspect.numbers import loose_digits
from generator.review.verify import rules
from generator.review.verify.case import Case, excerpt, is_built
from generator.review.verify.segments import Part, Segment, kept_parts
from generator.review.word_map import Block

#: Documents whose own words are full of numbers: requirements, not results.
_OWN_NUMBERS = "draft-standard"
_SHOWN = 60
_MOST_JOINED = 4000


@dataclass(slots=True)
class _Texts:
    """What is to be told of a file's words: paragraphs that came, blocks without their bookmark, blocks reworded."""

    case: Case
    built: Mapping[str, str]
    added: list[Part] = field(default_factory=list)
    lost: list[Block] = field(default_factory=list)
    reworded: list[Segment] = field(default_factory=list)


def judge_texts(case: Case, built: Mapping[str, str]) -> None:
    """Judge every block that has a text. ``built`` is the text of blocks as the project has it, where it is known."""
    if not case.map.hashed:
        zh, en = (
            "此文件的映射没有文字摘要，只核对数字",
            "the file's map holds no hashes of texts: only its numbers are judged",
        )
        case.say(rules.MAP_OLD, 0, "", zh, en)
        return
    texts = _Texts(case, built)
    first = case.by_block
    for known in case.map.blocks:
        if known.text:
            _block(texts, known, first.get(known.id))
    for segment in case.segments:
        block = segment.block
        if block is not None and (first[block.id] is not segment or not block.text):
            texts.added += [part for part in segment.parts if normal(part.skeleton)]
    _cover(case)
    _notes(texts)
    _boxes(texts)
    _lost(texts)
    for segment in texts.reworded:
        _reworded(texts, segment)
    for part in texts.added:
        _added(texts, part)
    _order(case)
    _joints(case)


def _block(texts: _Texts, block: Block, segment: Segment | None) -> None:
    case = texts.case
    if segment is None or segment.empty:
        texts.lost.append(block)
        return
    mended = case.mended.get(id(segment), "")
    if is_built(segment) or (mended and text_hash(mended) == block.text):
        case.blocks_right += 1
        return
    kept = kept_parts(segment, block.text)
    if kept is None:
        texts.reworded.append(segment)
        return
    case.blocks_right += 1
    texts.added += [*segment.parts[: kept[0]], *segment.parts[kept[1] :]]


def _cover(case: Case) -> None:
    cover = case.segments[0]
    if case.map.cover and cover.hash != case.map.cover:
        kept = kept_parts(cover, case.map.cover)
        zh, en = "封面文字与生成时不同", "the words of the cover are not those of the build"
        if kept is None:
            case.say(rules.REWORDED, cover.first, "", f"{zh}：{_short(cover.text)}", f"{en}: {_short(cover.text)}")


def _notes(texts: _Texts) -> None:
    for note in texts.case.notes:
        if note.block is None:
            texts.added += note.parts
        elif not note.parts:
            block = note.block.id
            texts.case.say(
                rules.BLOCK_GONE, 0, block, f"块 {block} 的一条脚注已被删除", f"a footnote of {block} is gone"
            )
        elif not is_built(note) and text_hash(texts.case.mended.get(id(note), "")) != note.block.text:
            texts.reworded.append(note)


def _boxes(texts: _Texts) -> None:
    """Text boxes are new: Tanwen builds none, but a cover that was drawn in Word may hold some and then has no hash."""
    segments = [one for one in texts.case.segments if one.block is not None and one.parts]
    start = segments[0].parts[0].line.number if segments and not texts.case.map.cover else 0
    for line in texts.case.seen.lines:
        if line.box and line.number > start and line.text.strip():
            texts.added.append(Part(line, line.pieces))


def _lost(texts: _Texts) -> None:
    """Look for blocks without bookmark by their text: pasted without it, or joined to the block before."""
    case = texts.case
    before: dict[str, Segment] = {one.block.id: one for one in texts.reworded if one.block is not None}
    for block in texts.lost:
        part = next((one for one in texts.added if text_hash(one.skeleton) == block.text), None)
        if part is not None:
            texts.added.remove(part)
            case.blocks_right += 1
            zh, en = (
                f"块 {block.id} 文字未变，书签已丢失",
                f"block {block.id} stands here word for word without its bookmark",
            )
            case.say(rules.BLOCK_MOVED, part.line.number, block.id, zh, en)
        elif joined := next((one for key, one in before.items() if _joined(case, one, block, key)), None):
            texts.reworded.remove(joined)
            before = {key: one for key, one in before.items() if one is not joined}
            case.blocks_right += 2
            zh, en = f"块 {block.id} 与前一段合并", f"block {block.id} was joined to the paragraph before it"
            case.say(rules.BLOCK_JOINED, joined.first, block.id, zh, en)
        else:
            held = [one for one in case.map.numbers.values() if one.block == block.id]
            zh = f"块 {block.id} 已被删除" + (f"，含 {len(held)} 个数字" if held else "")
            en = f"block {block.id} is gone" + (f" with numbers: {len(held)}" if held else "")
            case.say(rules.BLOCK_GONE, _near(case, block), block.id, zh, en)


def _near(case: Case, block: Block) -> int:
    """Return the paragraph after which a lost block stood."""
    before = [one for one in case.segments if one.block is not None and one.block.place < block.place]
    return before[-1].first if before else 0


def _joined(case: Case, segment: Segment, block: Block, key: str) -> bool:
    """Whether a segment is its own text followed by that of a lost block."""
    assert segment.block is not None
    if segment.block.place >= block.place:
        return False
    text = normal(case.mended.get(id(segment)) or "".join(part.skeleton for part in segment.parts))
    if len(text) > _MOST_JOINED:
        return False
    return any(
        text_hash(text[at:]) == block.text and text_hash(text[:at]) == segment.block.text for at in range(1, len(text))
    )


# ----------------------------------------------------------------------------------------------- telling


def _reworded(texts: _Texts, segment: Segment) -> None:
    assert segment.block is not None
    case, block = texts.case, segment.block
    now = "\n".join(text for part in segment.parts if (text := part.text.strip()))
    edits_zh, edits_en, came = f"：{_short(now)}", f": {_short(now)}", ""
    if block.place >= 0 and (was := texts.built.get(block.id)) is not None:
        told, came = edits(was, now)
        edits_zh, edits_en = f"：{told}", f": {told}"
    what_zh, what_en = (f"块 {block.id}", f"block {block.id}") if block.place >= 0 else (
        f"块 {block.id} 的脚注", f"a footnote of {block.id}")  # fmt: skip
    case.say(
        rules.REWORDED, segment.first, block.id, f"{what_zh}的文字与生成时不同{edits_zh}",
        f"the words of {what_en} are not those of the build{edits_en}", fragment=now[:_SHOWN],
    )  # fmt: skip
    mended = case.mended.get(id(segment)) or "\n".join(part.skeleton for part in segment.parts)
    known = block.place >= 0 and block.id in texts.built
    judge_typed(case, came if known else mended, segment.first, block.id)


def _added(texts: _Texts, part: Part) -> None:
    case, text = texts.case, part.text.strip()
    if not text:
        return
    twin = next((one for one in case.map.blocks if one.text and one.text == text_hash(part.skeleton)), None)
    if twin is not None:
        zh, en = f"块 {twin.id} 又粘贴了一次：{_short(text)}", f"block {twin.id} stands here once more: {_short(text)}"
        case.say(rules.PASTED, part.line.number, twin.id, zh, en)
        return
    case.say(rules.BLOCK_ADDED, part.line.number, "", f"新增文字：{_short(text)}", f"new text: {_short(text)}")
    judge_typed(case, part.skeleton, part.line.number, "")


def judge_typed(case: Case, text: str, paragraph: int, block: str) -> None:
    """Tell the numbers in text that differs from the build; dates, standards and numberings are none."""
    if case.map.template.startswith(_OWN_NUMBERS):
        return
    shown = {one.shown.lstrip("-−"): one for one in case.map.numbers.values()}
    for digits in dict.fromkeys(loose_digits(text.replace(NUMBER, " \u25a1 "))):
        at = text.find(digits)
        around = excerpt(text, at, at + len(digits)).replace(NUMBER, "□")
        twin = shown.get(digits)
        if twin is not None:
            zh = f"手写的数字“{digits}”与 {case.named(twin)} 相同，但没有控件：{around}"
            en = f"{digits!r} was typed; it equals {case.named(twin)}, and has no control: {around}"
            case.say(rules.TYPED, paragraph, block, zh, en, severity=Severity.WARNING)
        else:
            zh, en = (
                f"手写的数字“{digits}”没有账目支持：{around}",
                f"{digits!r} was typed, no fact stands behind it: {around}",
            )
            case.say(rules.TYPED, paragraph, block, zh, en)


def _order(case: Case) -> None:
    """Tell the blocks that stand at another place than the others' order has them."""
    seen: set[str] = set()
    placed: list[Segment] = []
    for one in case.segments:
        if one.block is not None and one.block.id not in seen:
            seen.add(one.block.id)
            placed.append(one)
    order = [one.block.place for one in placed if one.block is not None]
    kept = {i for i, _ in heaviest_chain([(i, place, 1) for i, place in enumerate(order)])}
    for place, segment in enumerate(placed):
        if place not in kept and segment.block is not None and not segment.empty:
            zh, en = f"块 {segment.block.id} 移到了这里", f"block {segment.block.id} was moved here"
            text = _short(segment.text)
            case.say(rules.BLOCK_MOVED, segment.first, segment.block.id, f"{zh}：{text}", f"{en}: {text}")


def _joints(case: Case) -> None:
    bookmarks = {one.bookmark: one for one in case.map.blocks}
    for segment in case.segments:
        if segment.block is None:
            continue
        if any(part.joined for part in segment.parts[:1]) and not segment.empty:
            zh, en = (
                f"块 {segment.block.id} 与前一段合并",
                f"block {segment.block.id} was joined to the paragraph before it",
            )
            case.say(rules.BLOCK_JOINED, segment.first, segment.block.id, zh, en)
        split = next((bookmarks[name] for name in segment.names if name in case.seen.split), None)
        if split is not None and is_built(segment):
            zh, en = f"块 {segment.block.id} 被拆成几段", f"block {segment.block.id} was split into several paragraphs"
            case.say(rules.BLOCK_JOINED, segment.first, segment.block.id, zh, en)


def edits(was: str, now: str) -> tuple[str, str]:
    """Return the changes by words on one line, and the text that came."""
    from generator.base.edits import word_edits

    shown, came = [], []
    runs = word_edits(was, now)
    for place, one in enumerate(runs):
        if one.kind == "deleted":
            shown.append(f"[-{one.text}-]")
        elif one.kind == "inserted":
            shown.append(f"{{+{one.text}+}}")
            came.append(one.text)
        else:
            shown.append(_between(one.text, place, len(runs)))
    return " ".join("".join(shown).split()), " \u25a1 ".join(came)


def _between(text: str, place: int, count: int) -> str:
    if len(text) <= 2 * 8:
        return text
    head = text[:8] if place else ""
    tail = text[-8:] if place < count - 1 else ""
    return f"{head}…{tail}"


def _short(text: str) -> str:
    joined = " ".join(text.split())
    return joined if len(joined) <= _SHOWN else joined[:_SHOWN] + "…"
