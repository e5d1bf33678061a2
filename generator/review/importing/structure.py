"""Paragraphs that came, went, moved, were split or merged, as edits of the author's files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.base.edits import stretches
from generator.base.text import Text
from generator.base.words import tokens
from generator.review.importing import wording
from generator.review.importing.items import Item
from generator.review.importing.lines import ATOM, Atom, Line, plain
from generator.review.importing.literal import literal
from generator.review.importing.mapping import Dialect
from generator.review.importing.pairing import Step
from generator.review.importing.sources import AuthorFile, Chunk, Source
from generator.review.importing.wording import SEPARATOR, FileEdit, Snippet

if TYPE_CHECKING:
    from generator.review.importing.plan import Ground

MOVED_ON = Text(
    "该段在文件生成之后又有改动，请对照修改",
    "the project changed this paragraph after the file was built: compare by hand",
)
_WITH_MARK = Text("随正文中的标记增减", "it comes and goes with its mark in the text")
_TEMPLATE = Text("该处文字来自模板", "these words come from the template")
_LIST = re.compile(r"[ \t]*(?:>[ ]?)*(?:[-*+]|\d+\.)[ ]+")
_BLANK = re.compile(r"(?:[ \t]*\n)+")


@dataclass(slots=True)
class _Run:
    """The paragraphs last put at one place: what comes after them goes on from there."""

    listed: bool = False


@dataclass(slots=True)
class Placing:
    """Makes the items of whole paragraphs."""

    ground: Ground
    _runs: dict[tuple[str, int], _Run] = field(default_factory=dict)
    _unknown: bool = False

    # ------------------------------------------------------------------------------------------------ added

    def added(self, step: Step, place: int) -> Item | None:
        """A paragraph, cell or note that came."""
        ground = self.ground
        line = ground.edited[step.new[0]]
        item = Item("added", "unplaced", line.number, "", line.shown, author=line.author, date=line.date)
        if line.place != "body":
            before, _ = self._neighbours(place, cells=True)
            item.position, item.block = (before.position, before.block) if before else (None, "")
            item.status = "manual" if before else "unplaced"
            item.kind = "row" if line.place == "cell" else "added"
            item.reason = Text("表格中新增的内容不自动导入", "what was added to tables is not taken over")
            if line.place == "footnote":
                item.status, item.reason = "kept", _WITH_MARK
            return item
        self._insert(item, place, line, None)
        return item

    def _insert(self, item: Item, place: int, line: Line, written: str | None) -> bool:
        """Put a paragraph after the author's paragraph before it, or before the one after it.

        ``written`` is its source where it has one already.
        """
        before, after = self._neighbours(place)
        if before is None and self._unknown:
            near = self._nearest(reversed(self.ground.pairing.steps[:place]), cells=False, known=True)
            item.position, item.block = (near.position, near.block) if near else (None, "")
            item.status, item.reason = ("manual" if near else "unplaced"), MOVED_ON
            return False
        slot = self.ground.sources.unwritten(before.block) if before is not None and written is None else ""
        if before is not None and slot and write_slot(item, slot, line, self.ground):
            item.block = before.block
            return True
        anchor = before if before is not None and before.chunk is not None else after
        if anchor is None or anchor.chunk is None or line.heading:
            near = before or after
            item.position, item.block = (near.position, near.block) if near else (None, "")
            item.status = (
                "template" if near is not None and near.kind == "template" else "manual" if near else "unplaced"
            )
            item.reason = (
                Text("新增的标题请手工写入", "write a new heading by hand")
                if line.heading
                else Text("新增的段落位于模板文字之间", "the paragraph was added between the template's own words")
            )
            return False
        chunk = anchor.chunk
        file = self.ground.sources.files[chunk.path]
        text = written
        if text is None:
            text = self._literal(line, chunk.dialect)
        if text is None:
            item.status, item.position, item.block = "manual", anchor.position, anchor.block
            item.reason = Text(
                "新增段落含有来自别处的数或引用", "the new paragraph holds a number or reference from elsewhere"
            )
            return False
        edit = self._after(file, chunk, line, text) if anchor is before else self._before(file, chunk, line, text)
        item.edits = (*item.edits, edit)
        item.position, item.block, item.status = file.position(edit.start), anchor.block, "patch"
        item.came = (*item.came, line.with_values(self.ground.expected))
        item.typed = tuple(w for w in tokens(ATOM.sub("", line.text)) if w[:1].isdigit()) if written is None else ()
        return True

    def _literal(self, line: Line, dialect: Dialect) -> str | None:
        empty = wording.Text("", dialect, "", "", (), (), 0)
        return wording.write(line.text.strip(), empty, self.ground.snippets)

    def _after(self, file: AuthorFile, chunk: Chunk, line: Line, text: str) -> FileEdit:
        prefix = file.text[chunk.start : chunk.text]
        run = self._runs.setdefault((chunk.path, chunk.end), _Run(bool(_LIST.fullmatch(prefix))))
        mark = self._mark(prefix, line)
        listed = bool(_LIST.fullmatch(mark))
        joint = "\n" if listed and run.listed else "\n\n"
        run.listed = listed
        return FileEdit(chunk.path, chunk.end, chunk.end, f"{joint}{mark}{text}")

    def _before(self, file: AuthorFile, chunk: Chunk, line: Line, text: str) -> FileEdit:
        prefix = file.text[chunk.start : chunk.text]
        mark = self._mark(prefix, line)
        joint = "\n" if _LIST.fullmatch(mark) and _LIST.fullmatch(prefix) else "\n\n"
        return FileEdit(chunk.path, chunk.start, chunk.start, f"{mark}{text}{joint}")

    def _mark(self, prefix: str, line: Line) -> str:
        """Return what stands before the words of a new paragraph: the mark of its neighbour where both are listed."""
        if not line.listed:
            return ""
        if _LIST.fullmatch(prefix) or prefix.startswith("§"):
            return prefix
        return "- "

    def _neighbours(self, place: int, *, cells: bool = False) -> tuple[Source | None, Source | None]:
        """Return the sources of the nearest lines before and after a step that stayed where they are."""
        steps = self.ground.pairing.steps
        after = self._nearest(steps[place + 1 :], cells=cells)
        before = self._nearest(reversed(steps[:place]), cells=cells)
        return before, after

    def _nearest(self, steps: Iterable[Step], *, cells: bool, known: bool = False) -> Source | None:
        """Return the source of the first of these lines that stayed; with ``known`` the first that has one."""
        self._unknown = False
        for step in steps:
            if not step.old or not step.new or step.moved or self.ground.base[step.old[-1]].contents:
                continue
            line = self.ground.base[step.old[-1]]
            if (line.place == "body" or cells) and line.plain:
                source = self.ground.source(step.old[-1])
                self._unknown = source is None
                if source is not None or not known:
                    return source
        return None

    # ---------------------------------------------------------------------------------------------- deleted

    def deleted(self, step: Step) -> Item | None:
        """A paragraph, cell or note that went."""
        ground = self.ground
        line = ground.base[step.old[0]]
        source = ground.source(step.old[0])
        item = Item("deleted", "unplaced", 0, line.shown, "")
        if source is None:
            return ground.moved_on(item, step.old[0])
        item.position, item.block = source.position, source.block
        if line.place != "body":
            return self._gone_inside(item, line, source)
        if source.kind != "author" or source.chunk is None:
            item.status = "template" if source.kind == "template" else "data" if source.kind == "data" else "unplaced"
            item.reason = (
                _TEMPLATE if item.status == "template" else Text("该段不在作者文字中", "it is no author's text")
            )
            return item
        self._delete(item, source.chunk, line)
        item.dropped = keys_of(ATOM.findall(line.text), line, ground)
        return item

    def _gone_inside(self, item: Item, line: Line, source: Source) -> Item:
        item.kind = "row" if line.place == "cell" else "deleted"
        item.status = {"author": "manual", "template": "template", "data": "data"}.get(source.kind, "unplaced")  # type: ignore[assignment]  # one of these
        item.reason = Text("表格中删去的内容不自动导入", "what went from tables is not taken over")
        if line.place == "footnote":
            item.status, item.reason = "kept", _WITH_MARK
        return item

    def _delete(self, item: Item, chunk: Chunk, line: Line) -> None:
        file = self.ground.sources.files[chunk.path]
        item.edits = (*item.edits, _removal(file, chunk))
        item.status = "patch"
        item.gone = (*item.gone, line.plain)

    # ------------------------------------------------------------------------------------------------ moved

    def moved(self, step: Step, place: int) -> Item | None:
        """A paragraph that stands elsewhere now, reworded or not."""
        ground = self.ground
        old, new = ground.base[step.old[0]], ground.edited[step.new[0]]
        source = ground.source(step.old[0])
        item = Item("moved", "unplaced", new.number, old.shown, new.shown, author=new.author, date=new.date)
        if source is None:
            return ground.moved_on(item, step.old[0])
        item.position, item.block = source.position, source.block
        if source.kind != "author" or source.chunk is None:
            item.status = "template" if source.kind == "template" else "unplaced"
            item.reason = Text("移动的段落来自模板", "the paragraph that was moved is the template's")
            return item
        at, block = source.position, source.block
        written = self._rewritten(source, old, new)
        if written is None or not self._insert(item, place, new, written):
            item.status, item.edits, item.came = "manual", (), ()
            item.position, item.block = at, block
            item.reason = item.reason or Text("移动并改写的段落未能自动导入", "moved and reworded: write it by hand")
            return item
        self._delete(item, source.chunk, old)
        item.position, item.block = at, block
        return item

    def _rewritten(self, source: Source, old: Line, new: Line) -> str | None:
        """Return the source of a moved paragraph's words with what was reworded in them."""
        assert source.chunk is not None
        chunk = source.chunk
        whole = self.ground.sources.files[chunk.path].text
        if old.text == new.text or old.plain == new.plain:
            return whole[chunk.text : chunk.end]
        if source.mapping is None:
            return None
        part = wording.joined(chunk.path, chunk.dialect, [(source.mapping, old.text)], "\n\n")
        snippets = {**self.ground.snippets, **wording.snippets_of(old.text, source.mapping)}
        done = wording.reword(part, with_lost_controls(old, new), snippets)
        if any(one.edit is None for one in done):
            return None
        text = whole
        for edit in sorted((one.edit for one in done if one.edit), key=lambda e: e.start, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text[chunk.text : chunk.end + len(text) - len(whole)]

    # --------------------------------------------------------------------------------------- split and merged

    def joined(self, step: Step) -> Item | None:
        """One paragraph that became several, or several that became one."""
        ground = self.ground
        olds, news = [ground.base[o] for o in step.old], [ground.edited[n] for n in step.new]
        shown_old, shown_new = "\n".join(o.shown for o in olds), "\n".join(n.shown for n in news)
        kind = "split" if len(news) > 1 else "merged"
        item = Item(kind, "unplaced", news[0].number, shown_old, shown_new, author=news[0].author, date=news[0].date)  # type: ignore[arg-type]  # one of two
        sources = [ground.source(o) for o in step.old]
        if any(one is None for one in sources):
            return ground.moved_on(item, step.old[0])
        parts, chunks = [], []
        for one, line in zip(sources, olds, strict=True):
            if one is None or one.mapping is None or one.chunk is None or one.kind != "author":
                first = sources[0]
                assert first is not None
                item.position, item.block = first.position, first.block
                item.status = "template" if first.kind == "template" else "manual"
                item.reason = (
                    _TEMPLATE if item.status == "template" else Text("未能自动导入", "not taken over by itself")
                )
                return item
            parts.append((one.mapping, line.text))
            chunks.append(one.chunk)
        chunk = chunks[0]
        file = ground.sources.files[chunk.path]
        prefix = file.text[chunk.start : chunk.text]
        separator = f"\n{prefix}" if _LIST.fullmatch(prefix) and news[-1].listed else "\n\n"
        if prefix.startswith("§") and news[-1].listed:
            separator = f"\n\n{prefix}"
        text = wording.joined(chunk.path, chunk.dialect, parts, separator)
        snippets = dict(ground.snippets)
        for mapped, shown in parts:
            snippets |= wording.snippets_of(shown, mapped)
        done = wording.reword(text, SEPARATOR.join(line.text for line in news), snippets)
        item.position, item.block = file.position(chunk.start), sources[0].block if sources[0] else ""
        if any(one.edit is None for one in done) or len({one.path for one in chunks}) > 1:
            item.status = "manual"
            item.reason = Text(
                "拆分或合并处含有计算的数或其他内容，请手工修改", "it holds what cannot be carried over: edit by hand"
            )
            return item
        item.status, item.edits = "patch", tuple(one.edit for one in done if one.edit is not None)
        item.gone, item.came = tuple(o.plain for o in olds), tuple(n.with_values(ground.expected) for n in news)
        return item


def write_slot(item: Item, path: str, line: Line, ground: Ground) -> bool:
    """Make an item the text of an author slot that nobody has written yet; false where it has no source."""
    empty = wording.Text("", "slot", "", "", (), (), 0)
    text = wording.write(line.text.strip(), empty, ground.snippets)
    if text is None:
        return False
    item.status, item.position = "patch", ground.sources.files[path].position(0)
    item.edits = (FileEdit(path, 0, 0, f"{'- ' if line.listed else ''}{text}\n\n"),)
    item.came = (line.with_values(ground.expected),)
    return True


def _removal(file: AuthorFile, chunk: Chunk) -> FileEdit:
    """Return the edit that takes a paragraph away with the blank lines behind it."""
    text, end = file.text, chunk.end
    if _LIST.fullmatch(text, chunk.start, chunk.text):
        end += text.startswith("\n", end)
        return FileEdit(chunk.path, chunk.start, end, "")
    behind = _BLANK.match(text, end)
    end = behind.end() if behind else end
    start = chunk.start
    if not text[end:].strip():  # the last one: the blank lines before it go
        start = len(text[:start].rstrip())
        return FileEdit(chunk.path, start, len(text), "\n" if start else "")
    return FileEdit(chunk.path, start, end, "")


# ------------------------------------------------------------------------------------------------- showing


def show(text: str, line: Line, ground: Ground, *, at: int = -1) -> str:
    """Return a text made of a line's characters as it shows; ``at`` is where in the line it begins."""
    if at >= 0:
        before = len(ATOM.findall(line.text[:at]))
        waiting = iter(line.atoms[before:])
        return ATOM.sub(lambda _: next(waiting).shown, text)
    known = _by_character(line)
    return ATOM.sub(lambda m: known[m[0]].shown if m[0] in known else _elsewhere(m[0], ground), text)


def show_prefix(line: Line, end: int) -> str:
    """Return the line up to a character as it shows."""
    waiting = iter(line.atoms)
    return ATOM.sub(lambda _: next(waiting).shown, line.text[:end])


def _by_character(line: Line) -> dict[str, Atom]:
    return dict(zip(ATOM.findall(line.text), line.atoms, strict=True))


def _elsewhere(character: str, ground: Ground) -> str:
    for line in (*ground.current, *ground.edited):
        if character in line.text:
            return _by_character(line)[character].shown
    return ""


def keys_of(atoms: Iterable[str], line: Line, ground: Ground) -> tuple[str, ...]:
    """Return the keys of the facts that a line's opaque characters show."""
    known = _by_character(line)
    found = []
    for one in atoms:
        atom = known.get(one)
        for said in (ground.current_map, ground.map):
            shows = said.numbers.get(atom.name) if said is not None and atom is not None else None
            if shows is not None and shows.key:
                found.append(shows.key)
                break
    return tuple(dict.fromkeys(found))


def new_notes(ground: Ground, old: Line, new: Line, dialect: Dialect) -> Mapping[str, Snippet]:
    """Return the sources of footnotes that a line did not have before."""
    before = sum(atom.kind == "note" for atom in old.atoms)
    texts = [line.text for line in ground.edited if line.place == "footnote" and line.note == new.number]
    found: dict[str, Snippet] = {}
    count = 0
    for character, atom in zip(ATOM.findall(new.text), new.atoms, strict=True):
        if atom.kind == "note":
            count += 1
            if count > before and count <= len(texts):
                found[character] = Snippet(f"^[{literal(ATOM.sub('', texts[count - 1]).strip(), dialect)}]")
    return found


def with_lost_controls(old: Line, new: Line) -> str:
    """Return the new text in which numbers that lost their control, and still show the same, are opaque again."""
    lost = [
        c for c, a in zip(ATOM.findall(old.text), old.atoms, strict=True) if a.kind in _LOSABLE and c not in new.text
    ]
    if not lost:
        return new.text
    known = _by_character(old)
    words: list[str] = []
    characters: list[str] = []
    for part in re.split(f"({ATOM.pattern})", old.text):
        if part in lost:
            inside = tokens(known[part].shown)
            words += inside
            characters += [part, *[""] * (len(inside) - 1)]
        else:
            words += tokens(part)
            characters += tokens(part)
    came = tokens(new.text)
    made: list[str] = []
    for one in stretches([plain(w) or w for w in words], [plain(w) or w for w in came], lambda word: word):
        made += characters[one.a : one.b] if one.equal else _whole(characters[one.a : one.b], came[one.c : one.d])
    return "".join(made)


_LOSABLE = {"control", "field"}


def _whole(_: list[str], came: list[str]) -> list[str]:
    return came


__all__ = ["MOVED_ON", "Placing", "keys_of", "new_notes", "plain", "show", "show_prefix", "with_lost_controls"]
