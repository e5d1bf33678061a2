"""Judge what stands beside the running text: headers and footers, formulas, the words of charts, pictures.

The map holds a hash of each, and one of its digits alone: other digits are an error, other words a warning.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from generator.base.findings import Severity
from generator.base.visible import UNCLEAR, figures_hash, text_hash
from generator.review.verify import rules
from generator.review.verify.case import Case
from generator.review.verify.chart_words import judge_chart_words
from generator.review.verify.disguises import furniture_parts, no_count
from generator.review.verify.reading import Line, read_furniture
from generator.review.verify.texts import judge_typed
from generator.review.word_map import Mark
from generator.word.names import Element
from generator.word.package import Package, Relation

#: What formulas of footnotes stand under in the map.
NOTES = "#notes"
#: Relations that draw something which is not read.
_PICTURES = ("image", "oleObject", "chartEx", "diagramData")
_SHOWN = 60
#: How many runs of formulas are tried where some were added.
_MOST_TRIED = 40
_NAMES = {"header": ("页眉", "header"), "footer": ("页脚", "footer")}


def judge_beside(case: Case, package: Package, document: Element, charts: Mapping[str, str]) -> None:
    """Judge all that is no running text. ``charts`` is which part of the file each chart of the map is."""
    if not case.map.wide:
        _left(case, "页眉页脚、公式、图中文字与图片", "headers and footers, formulas, words in charts, pictures")
        return
    _furniture(case, package, document)
    _formulas(case)
    judge_chart_words(case, package, charts)
    _pictures(case, package, document)


def _left(case: Case, zh: str, en: str) -> None:
    case.left.append((zh, en))
    case.say(rules.PART_NOT_JUDGED, 0, "", f"未核对：{zh}", f"not judged: {en}")


# ------------------------------------------------------------------------------------- headers and footers


def _furniture(case: Case, package: Package, document: Element) -> None:
    """Programs write a header for each section anew, so that every one is held against all of its kind."""
    found: dict[str, set[str]] = {"header": set(), "footer": set()}
    built = {kind: [one for one in case.map.of_kind("part") if one.part.startswith(kind)] for kind in _NAMES}
    texts = {kind: {one.text for one in known} for kind, known in built.items()}
    unclear = set()
    for kind, part in furniture_parts(package, document):
        lines, results = read_furniture(package, package.tree(part))
        text = "\n".join("".join(piece.text for piece in line.pieces if not piece.computed) for line in lines)
        text += "".join(piece.math for line in lines for piece in line.pieces)
        for one in results:
            if no_count(one):
                judge_typed(case, one.text, 0, "")
        seen = text_hash(text)
        found[kind].add(seen)
        if not seen or seen in texts[kind]:
            continue
        if UNCLEAR in texts[kind]:
            unclear.add(kind)
        _other_words(case, kind, text, built[kind])
    for kind, (zh, en) in _NAMES.items():
        # One that was reworded is told as such.
        if texts[kind] - found[kind] - {UNCLEAR, ""} and not found[kind] - texts[kind] - {""}:
            case.say(rules.BLOCK_GONE, 0, "", f"生成时的{zh}已不在文件中", f"a {en} of the build is gone")
        if kind in unclear:
            _left(case, f"封面的{zh}（以文本框绘制）", f"the cover's {en}, which was drawn with boxes")


def _other_words(case: Case, kind: str, text: str, known: list[Mark]) -> None:
    zh, en = _NAMES[kind]
    shown = " ".join(text.split())[:_SHOWN]
    case.say(rules.REWORDED, 0, "", f"{zh}与生成时不同：{shown}", f"a {en} is not that of the build: {shown}")
    if figures_hash(text) not in {one.figures for one in known}:
        judge_typed(case, text, 0, "")


# ------------------------------------------------------------------------------------------------ formulas


def _formulas(case: Case) -> None:
    wanted = {one.block: one for one in case.map.of_kind("equation")}
    held: dict[str, tuple[int, list[str]]] = {}
    for segment in case.segments:
        pieces = [(part.line, piece.math) for part in segment.parts for piece in part.pieces if piece.math]
        if pieces:
            block = segment.block.id if segment.block is not None else ""
            at, known = held.setdefault(block, (pieces[0][0].number, []))
            held[block] = at, [*known, *(math for _, math in pieces)]
    notes = [piece.math for note in case.notes for part in note.parts for piece in part.pieces if piece.math]
    if notes:
        held[NOTES] = 0, notes
    for block, (at, formulas) in held.items():
        _formula(case, block, at, formulas, wanted.get(block))
    boxes = [(line.number, piece.math) for line in case.seen.lines if line.box for piece in line.pieces if piece.math]
    for at, math in boxes:
        _formula(case, "", at, [math], None)
    segments = case.by_block
    for block in sorted(wanted.keys() - held.keys()):
        if block in segments:
            zh, en = f"块 {block} 的公式已被删除", f"the formulas of {block} are gone"
            case.say(rules.FORMULA_CHANGED, segments[block].first, block, zh, en)


def _formula(case: Case, block: str, at: int, formulas: list[str], known: Mark | None) -> None:
    if known is not None:
        rest = _beside(formulas, known.text)
        if rest is not None and not rest:
            return
        formulas = formulas if rest is None else rest
        known = known if rest is None else None
    text = "".join(formulas)
    digits = figures_hash(text)
    other = bool(digits) if known is None else digits != known.figures
    shown = text[:_SHOWN]
    where_zh, where_en = _where(block)
    if known is None:
        zh, en = f"{where_zh}有生成时没有的公式：{shown}", f"a formula was added to {where_en}: {shown}"
    elif other:
        zh, en = (
            f"{where_zh}公式中的数字与生成时不同：{shown}",
            f"the digits in a formula of {where_en} are others: {shown}",
        )
    else:
        zh, en = f"{where_zh}的公式与生成时不同：{shown}", f"a formula of {where_en} is not that of the build: {shown}"
    severity = Severity.ERROR if other else Severity.WARNING
    case.say(rules.FORMULA_CHANGED, at, "" if block == NOTES else block, zh, en, severity=severity)


def _where(block: str) -> tuple[str, str]:
    if block == NOTES:
        return "脚注中", "the footnotes"
    return (f"块 {block}", f"block {block}") if block else ("正文之外", "what is no block")


def _beside(formulas: list[str], wanted: str) -> list[str] | None:
    """Return what was added before or behind the formulas of the build; ``None`` where these are not there."""
    count = len(formulas)
    for size in range(count, max(0, count - _MOST_TRIED), -1):
        for start in {0, count - size}:
            if text_hash("".join(formulas[start : start + size])) == wanted:
                return [*formulas[:start], *formulas[start + size :]]
    return None


# ------------------------------------------------------------------------------------------------ pictures


def _pictures(case: Case, package: Package, document: Element) -> None:
    blocks: dict[str, set[str]] = {}
    wanted: dict[str, set[str]] = {}
    for one in case.map.of_kind("picture"):
        blocks.setdefault(one.text, set()).add(one.block)
        wanted.setdefault(one.block, set()).add(one.text)
    places, pictures = _places(case), _Pictures(package)
    seen: set[str] = set()
    for line, part, key in _drawn(case, package, document):
        found = pictures.hash(part, key)
        if not found:
            continue
        seen.add(found)
        here = places.get(id(line), set()) if line is not None else {""}
        if found in blocks and (here & blocks[found] or "" in blocks[found]):
            continue
        block = next((one for one in sorted(here) if one in wanted), "")
        zh, en = _told(block, sorted(blocks.get(found, ())))
        case.say(rules.PICTURE_CHANGED, line.number if line is not None else 0, block, zh, en)
    segments = case.by_block
    for block, held in wanted.items():
        if block and not seen & held:
            zh, en = f"块 {block} 的图片已不在文件中", f"the picture of {block} is not in the file any more"
            case.say(rules.PICTURE_CHANGED, segments[block].first if block in segments else 0, block, zh, en)


def _told(block: str, others: list[str]) -> tuple[str, str]:
    if others:
        return f"块 {others[0]} 的图片出现在别处", f"the picture of {others[0]} stands at another place"
    if block:
        return f"块 {block} 的图片换成了另一张", f"the picture of {block} is another one"
    return "文件中有生成时没有的图片", "a picture was added that was not built"


def _places(case: Case) -> dict[int, set[str]]:
    """Return the blocks that each line belongs to: those of its segment, before the first of them the cover."""
    ids = {one.bookmark: one.id for one in case.map.blocks}
    found: dict[int, set[str]] = {}
    for segment in case.segments:
        held = {ids[one] for one in segment.names if one in ids} or {""}
        if segment.block is not None:
            held.add(segment.block.id)
            held.discard("")
        for part in segment.parts:
            found.setdefault(id(part.line), set()).update(held)
    return found


def _drawn(case: Case, package: Package, document: Element) -> Iterator[tuple[Line | None, str, str]]:
    """Yield each picture that is drawn: its line in the text, the part that names it, its relationship."""
    notes = {kind: package.related(package.main, f"{kind}s") for kind in ("footnote", "endnote")}
    for line in case.seen.lines:
        part = notes.get(line.note[0], "") if line.note is not None else package.main
        yield from ((line, part, key) for key in line.pictures)
    for _, part in furniture_parts(package, document):
        lines, _ = read_furniture(package, package.tree(part))
        yield from ((None, part, key) for line in lines for key in line.pictures)


class _Pictures:
    """Hashes of pictures, each taken once however often it is drawn."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._relations: dict[str, dict[str, Relation]] = {}
        self._hashes: dict[str, str] = {}

    def hash(self, part: str, key: str) -> str:
        """Return a picture's hash; one outside the file is none of the build's, other relations are no pictures."""
        if part not in self._relations:
            self._relations[part] = {one.id: one for one in self._package.relations(part)}
        one = self._relations[part].get(key)
        if one is None or one.kind not in _PICTURES:
            return ""
        if one.external or not self._package.has(one.target):
            return "outside"
        if one.target not in self._hashes:
            self._hashes[one.target] = hashlib.sha256(self._package.raw(one.target)).hexdigest()
        return self._hashes[one.target]
