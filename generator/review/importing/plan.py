"""From paired lines to items: what each change is, where it belongs, which edits of the project carry it over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.base.alignment import Piece, align
from generator.base.text import Text
from generator.base.words import is_number, tokens
from generator.review.importing import structure, wording
from generator.review.importing.items import Input, Item
from generator.review.importing.lines import ATOM, Line, plain
from generator.review.importing.pairing import Pairing, Step
from generator.review.importing.sources import Source, Sources
from generator.review.importing.wording import Snippet, Stretch
from generator.review.word_map import WordMap


@dataclass(slots=True)
class Ground:
    """What planning reads: the lines of the built file and of the edited one, how they pair, where they come from.

    ``here`` gives for a line of the base its line in the document as it is built now; they differ where the project
    has moved on since the edited file was built. ``owner`` names the blocks of the current lines, ``was`` those of the
    base as it was built.
    """

    base: Sequence[Line]
    edited: Sequence[Line]
    current: Sequence[Line]
    here: Mapping[int, int]
    owner: Mapping[int, str]
    pairing: Pairing
    sources: Sources
    map: WordMap | None
    current_map: WordMap
    deleted: Mapping[str, tuple[str, str]]
    inputs: Callable[[str], tuple[Input, ...]]
    texts: Sequence[str] = ()
    expected: Mapping[str, str] = field(default_factory=dict)
    was: Mapping[int, str] = field(default_factory=dict)
    snippets: dict[str, Snippet] = field(default_factory=dict)
    _known: dict[int, Source] = field(default_factory=dict)

    def source(self, old: int) -> Source | None:
        """Return the source of a line of the base; nothing where the project has moved on from it."""
        place = self.here.get(old)
        if place is None:
            return None
        if place not in self._known:
            line = self.current[place]
            note = self._note(place) if line.place in {"footnote", "endnote"} else 0
            self._known[place] = self.sources.of(line, self.owner.get(place, ""), note)
        return self._known[place]

    def moved_on(self, item: Item, old: int) -> Item:
        """Say of an item that the project has changed its paragraph since; its block may still be there."""
        block = self.was.get(old, "")
        position = self.sources.origin(block)
        item.reason = structure.MOVED_ON
        if position is not None:
            item.status, item.position, item.block = "manual", position, block
        return item

    def traced_text(self, number: int) -> str:
        """Return the whole text of a paragraph of the edited file."""
        return self.texts[number - 1] if 0 < number <= len(self.texts) else ""

    def _note(self, place: int) -> int:
        """Return which footnote of its block a line is, counted from 1."""
        block = self.owner.get(place)
        first = place
        while first and self.current[first - 1].place == "footnote" and self.owner.get(first - 1) == block:
            first -= 1
        return place - first + 1

    def learn(self) -> None:
        """Gather the sources of all numbers and references that author's lines show: they may be moved or copied."""
        for old in self.here:
            if not ATOM.search(self.base[old].text):
                continue
            source = self.source(old)
            if source is not None and source.mapping is not None:
                found = wording.snippets_of(self.current[self.here[old]].text, source.mapping)
                notes = {self.note_atom(self.current[self.here[old]])}
                self.snippets.update({k: v for k, v in found.items() if k not in notes})

    def note_atom(self, line: Line) -> str:
        """Return the characters of the notes of a line: they are told apart within a line alone."""
        marks = ATOM.findall(line.text)
        return "".join(mark for mark, atom in zip(marks, line.atoms, strict=True) if atom.kind == "note")


class Plan:
    """The items of one import."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.items: list[Item] = []
        self._steps: dict[int, Item] = {}
        ground.learn()

    def make(self) -> list[Item]:
        """Go through all steps in the order of the edited file."""
        ground = self.ground
        placing = structure.Placing(ground)
        last = ""
        for place, step in enumerate(ground.pairing.steps):
            if self._uninteresting(step):
                continue
            if step.new and not any(ground.edited[n].place in {"footnote", "endnote"} for n in step.new):
                self._numbers(step)
            row = self._row(step)
            item = self._step(step, place, placing)
            if item is None:
                continue
            self._say(item, step)
            if row and row == last and self.items[-1].kind == "row":
                before = self.items[-1]  # the cells of one row are told together
                before.old, before.new = _beside(before.old, item.old), _beside(before.new, item.new)
                continue
            self.items.append(item)
            last = row
        return self.items

    def _row(self, step: Step) -> str:
        """Return a name of the row whose cell went or came; nothing for any other step."""
        lines = self.ground.base if not step.new else self.ground.edited if not step.old else ()
        place = (*step.old, *step.new)[0]
        cell = lines[place].cell if lines else None
        return f"{step.kind} {cell.table} {cell.row}" if cell is not None else ""

    def _uninteresting(self, step: Step) -> bool:
        """Whether a step is about the contents, or about lines without words."""
        lines = [*(self.ground.base[o] for o in step.old), *(self.ground.edited[n] for n in step.new)]
        return any(line.contents for line in lines) or not any(line.plain for line in lines)

    # ---------------------------------------------------------------------------------------------- numbers

    def _numbers(self, step: Step) -> None:
        """Tell every control whose text is not what its build showed."""
        ground = self.ground
        if ground.map is None:
            return
        for new in step.new:
            line = ground.edited[new]
            for atom in line.atoms:
                shows = ground.map.numbers.get(atom.name) if atom.kind == "control" else None
                if shows is None or plain(shows.shown) == plain(atom.shown):
                    continue
                source = ground.source(step.old[0]) if step.old else None
                item = self._number_item(line, shows.shown, atom.shown, source, self._key(shows.fact, shows.key))
                self.items.append(item)

    def _key(self, fact: str, key: str) -> str:
        """Return the key of a fact; a public file has none, and the project's own build names it."""
        if key:
            return key
        return next((one.key for one in self.ground.current_map.numbers.values() if one.fact == fact), "")

    def _number_item(self, line: Line, old: str, new: str, source: Source | None, key: str) -> Item:
        inputs = self.ground.inputs(key) if key else ()
        reason = Text(
            "该数由账本计算，改正文不改变它：请修改它所依据的输入",
            "this number is computed: change the inputs it depends on, not the text",
        )
        return Item(
            "number", "input", line.number, old, new, source.position if source else None,
            source.block if source else "", line.author, line.date, reason, key, inputs, context=line.shown,
        )  # fmt: skip

    # ------------------------------------------------------------------------------------------------ steps

    def _step(self, step: Step, place: int, placing: structure.Placing) -> Item | None:
        ground = self.ground
        kind = step.kind
        if kind == "added":
            return placing.added(step, place)
        if kind == "deleted":
            return placing.deleted(step)
        if kind in {"split", "merged"}:
            return placing.joined(step)
        old, new = ground.base[step.old[0]], ground.edited[step.new[0]]
        if step.moved and old.place == "body":
            return placing.moved(step, place)
        if old.text == new.text or old.plain == new.plain:
            return None
        return self._reworded(step, old, new)

    def _reworded(self, step: Step, old: Line, new: Line) -> Item | None:
        ground = self.ground
        text = structure.with_lost_controls(old, new)
        if not wording.changed(old.text, text) or self._only_numbers(old, new, text):
            return None
        source = ground.source(step.old[0])
        item = Item("reworded", "unplaced", new.number, old.shown, new.shown, author=new.author, date=new.date)
        if source is None:
            return ground.moved_on(item, step.old[0])
        item.position, item.block = source.position, source.block
        if (file := ground.sources.unwritten(source.block)) and structure.write_slot(item, file, new, ground):
            return item
        if source.kind != "author" or source.mapping is None or source.chunk is None:
            self._elsewhere(item, source, old, text)
            return item
        chunk = source.chunk
        part = wording.joined(chunk.path, chunk.dialect, [(source.mapping, old.text)], "\n\n")
        snippets = {**ground.snippets, **wording.snippets_of(old.text, source.mapping)}
        snippets |= structure.new_notes(ground, old, new, chunk.dialect)
        self._carry(item, wording.reword(part, text, snippets), old)
        return item

    def _only_numbers(self, old: Line, new: Line, text: str) -> bool:
        return text == old.text and len(old.atoms) == len(new.atoms)

    def _carry(self, item: Item, stretches: tuple[Stretch, ...], old: Line) -> None:
        """Take the stretches that have an edit into the item; those that have none are items of their own."""
        done = [one for one in stretches if one.edit is not None]
        for one in stretches:
            if one.edit is None:
                self._refused(item, one, old)
        file = self.ground.sources.files.get(item.position.path) if item.position else None
        if not done or file is None:
            item.status, item.kind = "kept", item.kind
            item.reason = Text("见上一条", "see the entry before")
            return
        item.status = "patch"
        item.edits = tuple(one.edit for one in done if one.edit is not None)
        item.position = file.position(item.edits[0].start)
        item.gone = (old.plain,)
        item.came = (plain(structure.show(wording.apply(old.text, done), old, self.ground)),)
        item.typed = tuple(w for one in done for w in _came_numbers(one))
        item.dropped = tuple(a for one in done for a in structure.keys_of(one.atoms, old, self.ground))

    def _refused(self, item: Item, one: Stretch, old: Line) -> None:
        ground = self.ground
        shown_old = structure.show(one.old, old, ground, at=one.start)
        shown_new = structure.show(one.new, old, ground)
        if one.why == "number":
            keys = structure.keys_of(one.atoms, old, ground)
            values = "、".join(structure.show(atom, old, ground) for atom in one.atoms) or shown_old
            made = Item("number", "input", item.paragraph, values, shown_new, item.position, item.block,
                        item.author, item.date, context=item.new)  # fmt: skip
            made.fact = keys[0] if keys else ""
            made.inputs = ground.inputs(made.fact) if made.fact else ()
            made.reason = Text(
                "该数由账本计算，手工改写的数不导入：请修改它所依据的输入",
                "this number is computed: what was typed in its place is not taken over; change its inputs",
            )
        else:
            where = ground.sources.scalar_around(old.shown, *_shown_span(old, one))
            made = Item("reworded", "data" if where else "manual", item.paragraph, shown_old, shown_new,
                        where or item.position, item.block, item.author, item.date, context=item.new)  # fmt: skip
            made.reason = (
                Text("该处文字来自项目数据", "these words come from the project's data")
                if where
                else Text("该处由表达式生成，不能自动改写", "an expression makes these words: edit it by hand")
            )
        self.items.append(made)

    def _elsewhere(self, item: Item, source: Source, old: Line, text: str) -> None:
        """Say of a change that no author's file holds where its words stand."""
        for start, end, new in wording.changed(old.text, text):
            gone = [a for a in ATOM.findall(old.text[start:end]) if a not in new]
            if gone and any(is_number(w) for w in tokens(new)):
                self._refused(item, Stretch(start, end, old.text[start:end], new, why="number", atoms=tuple(gone)), old)
                item.status, item.reason = "kept", Text("见上一条", "see the entry before")
                continue
            span = _shown_span(old, Stretch(start, end, "", ""))
            where = self.ground.sources.scalar_around(old.shown, *span)
            if where is not None or source.kind == "data":
                item.status, item.position = "data", where or source.position
                item.reason = Text(
                    "该处文字来自项目数据，请在所示位置修改", "these words stand in the project's data: edit them there"
                )
                return
        if item.status == "kept":
            return
        if source.kind == "author":
            item.status = "manual"
            item.reason = Text("未能把该行与源文件逐字对应", "the line could not be laid over its source")
        elif source.kind == "template":
            item.status = "template"
            item.reason = Text(
                "该处文字来自模板：告知模板作者，或用 --override 在项目中改写",
                "these words come from the template: tell its author, or word them in the project with --override",
            )
        else:
            item.reason = Text(
                "该处不属于任何一段正文（封面、页眉或自动生成）", "it belongs to no block: cover or made by itself"
            )

    def _say(self, item: Item, step: Step) -> None:
        """Add who tracked the change, and what a reader of the report should look at."""
        if not item.author:
            for old in step.old:
                item.author, item.date = self.ground.deleted.get(self.ground.base[old].plain, ("", ""))
                if item.author:
                    break
        if item.typed:
            numbers = "、".join(item.typed)
            item.flags.append(Text(f"含手工键入的数：{numbers}", f"numbers typed by hand: {', '.join(item.typed)}"))
        if item.dropped:
            facts = "、".join(item.dropped)
            item.flags.append(
                Text(f"删去了账本的数：{facts}", f"a number of the ledger went: {', '.join(item.dropped)}")
            )


def _beside(one: str, other: str) -> str:
    return f"{one} | {other}" if one and other else one or other


def _came_numbers(one: Stretch) -> tuple[str, ...]:
    old = tokens(one.old)
    return tuple(w for w in tokens(one.new) if is_number(w) and w not in old)


def _shown_span(line: Line, one: Stretch) -> tuple[int, int]:
    """Return the place of a stretch in the line as it shows."""
    before = structure.show_prefix(line, one.start)
    return len(before), len(structure.show_prefix(line, one.end))


def untracked(ground: Ground) -> list[Item]:
    """Return what differs between the project of now and an edited file whose build is not known any more.

    A reviewer without tracking may have changed it, or the project since: nobody can tell, so it is told as it is.
    """
    known = {ground.current[place].plain for place in ground.here.values()}
    changed = {line.plain for line in ground.current} - known
    values = {name: shows.shown for name, shows in ground.map.numbers.items()} if ground.map is not None else {}
    now = {name: shows.shown for name, shows in ground.current_map.numbers.items()}
    reason = Text(
        "审阅者未留痕的修改，或项目此后的改动：请对照", "changed without tracking, or by the project since: compare"
    )
    found = []
    told = {ground.current[n].with_values(now) for n in range(len(ground.current))}
    pairs = align([_piece(n, now) for n in ground.current], [_piece(n, values) for n in ground.base])
    for pair in pairs:
        if pair.same or pair.new is None:
            continue
        line = ground.base[pair.new]
        old = ground.current[pair.old] if pair.old is not None else None
        if (
            line.contents
            or not line.plain
            or line.with_values(values) in told
            or (old is not None and (old.contents or old.plain not in changed))
        ):
            continue
        block = ground.owner.get(pair.old, "") if pair.old is not None else ""
        position = ground.sources.origin(block)
        kind = "reworded" if old is not None else "added"
        status = "manual" if position is not None else "unplaced"
        shown = old.shown if old is not None else ""
        found.append(Item(kind, status, line.number, shown, line.shown, position, block, reason=reason))  # type: ignore[arg-type]  # one of the kinds
    return found


def _piece(line: Line, values: Mapping[str, str]) -> Piece:
    text = line.with_values(values)
    return Piece(line.place, text, text)
