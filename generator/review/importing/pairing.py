"""The lines of the built file and of the edited one side by side: same, changed, gone, come, moved, split, merged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.base.alignment import Piece, align
from generator.base.similarity import likeness, profile
from generator.review.importing.lines import Line

#: Two parts of a paragraph, or two paragraphs in one, must be this like the whole.
_WHOLE = 0.75


@dataclass(slots=True)
class Step:
    """What became of lines: usually one old and one new line, several where a paragraph was split or merged."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False

    @property
    def kind(self) -> str:
        """What was done: ``same`` is told by the texts, not here."""
        if not self.old or not self.new:
            return "deleted" if self.old else "added"
        if len(self.new) > 1:
            return "split"
        if len(self.old) > 1:
            return "merged"
        return "moved" if self.moved else "kept"


@dataclass(slots=True)
class Pairing:
    """All steps in the order of the new file; places by which a line is found."""

    steps: list[Step]
    by_new: dict[int, Step] = field(default_factory=dict)
    by_old: dict[int, Step] = field(default_factory=dict)


def pair_lines(
    old: Sequence[Line], new: Sequence[Line], marks: Mapping[int, set[str]], values: Mapping[str, str]
) -> Pairing:
    """Pair lines by their text, then by the bookmarks they still carry.

    Args:
        old: the lines of the built file.
        new: those of the edited one.
        marks: the bookmarks of old lines that count, by the line's place in ``old``.
        values: what each control showed when the file was built: a number that was typed over tells of no other line.
    """
    pairs = align([_piece(line, {}) for line in old], [_piece(line, values) for line in new])
    steps = [
        Step(() if one.old is None else (one.old,), () if one.new is None else (one.new,), one.moved) for one in pairs
    ]
    _by_bookmarks(steps, old, new, marks)
    _cells(steps, old, new)
    steps = _split(steps, old, new)
    steps = _merged(steps, old, new)
    pairing = Pairing(steps)
    for step in steps:
        pairing.by_old.update(dict.fromkeys(step.old, step))
        pairing.by_new.update(dict.fromkeys(step.new, step))
    return pairing


def _piece(line: Line, values: Mapping[str, str]) -> Piece:
    kind = "contents" if line.contents else line.place
    text = line.with_values(values)
    return Piece(kind, text, text)


def _by_bookmarks(steps: list[Step], old: Sequence[Line], new: Sequence[Line], marks: Mapping[int, set[str]]) -> None:
    """Pair a line that went with one that came where the latter carries the former's bookmark: it was written anew."""
    gone = {mark: step for step in steps if not step.new for mark in marks.get(step.old[0], ())}
    if not gone:
        return
    for step in steps:
        if step.old:
            continue
        line = new[step.new[0]]
        found = next((gone[mark] for mark in line.bookmarks if mark in gone), None)
        if found is None or not line.plain or old[found.old[0]].place != line.place:
            continue
        step.old, found.old = found.old, ()
        for mark in [m for m, s in gone.items() if s is found]:
            del gone[mark]
    steps[:] = [step for step in steps if step.old or step.new]


def _cells(steps: list[Step], old: Sequence[Line], new: Sequence[Line]) -> None:
    """Pair cells that went with as many that came in their columns: they were typed over."""
    place = 0
    while place < len(steps):
        went = _run_of(steps, place, lambda s: not s.new and old[s.old[0]].cell is not None)
        came = _run_of(steps, place + went, lambda s: not s.old and new[s.new[0]].cell is not None)
        pairs = list(zip(steps[place : place + went], steps[place + went : place + went + came], strict=False))
        if went == came and all(_column(old[a.old[0]]) == _column(new[b.new[0]]) for a, b in pairs):
            for one, other in pairs:
                one.new, other.new = other.new, ()
        place += max(went + came, 1)
    steps[:] = [step for step in steps if step.old or step.new]


def _run_of(steps: Sequence[Step], start: int, wanted: Callable[[Step], bool]) -> int:
    end = start
    while end < len(steps) and wanted(steps[end]):
        end += 1
    return end - start


def _column(line: Line) -> int:
    return line.cell.column if line.cell is not None else 0


def _split(steps: list[Step], old: Sequence[Line], new: Sequence[Line]) -> list[Step]:
    """A line that came right before or after a changed one is a part of it where both together are the old text."""
    return _gathered(
        steps,
        lambda step: _is_text(step, old, new),
        lambda step, group, other: _came(other, new) and _nearer(old, new, step, group),
        lambda step, group: Step(step.old, tuple(number for one in group for number in one.new), step.moved),
    )


def _gathered(
    steps: list[Step],
    begins: Callable[[Step], bool],
    belongs: Callable[[Step, Sequence[Step], Step], bool],
    made: Callable[[Step, Sequence[Step]], Step],
) -> list[Step]:
    """Make one step of each step that ``begins`` a group and its neighbours that belong to it.

    ``belongs`` is told the step, the group as it would be, and the neighbour that is new in it.
    """
    done: list[Step] = []
    place = 0
    while place < len(steps):
        step = steps[place]
        group = [step]
        if begins(step):
            after = place + 1
            while after < len(steps) and belongs(step, [*group, steps[after]], steps[after]):
                group.append(steps[after])
                after += 1
            while done and belongs(step, [done[-1], *group], done[-1]):
                group.insert(0, done.pop())
            place = after - 1
        done.append(made(step, group) if len(group) > 1 else step)
        place += 1
    return done


def _is_text(step: Step, old: Sequence[Line], new: Sequence[Line]) -> bool:
    if len(step.old) != 1 or len(step.new) != 1:
        return False
    one, other = old[step.old[0]], new[step.new[0]]
    return one.place == other.place == "body" and one.plain != other.plain and not one.contents


def _came(step: Step, new: Sequence[Line]) -> bool:
    return not step.old and len(step.new) == 1 and new[step.new[0]].place == "body" and bool(new[step.new[0]].plain)


def _nearer(old: Sequence[Line], new: Sequence[Line], step: Step, group: Sequence[Step]) -> bool:
    """Whether the lines of a group together are nearer to the old line than without their last (or first) one."""
    whole = old[step.old[0]].plain
    together = "".join(new[n].plain for one in group for n in one.new)
    alone = new[step.new[0]].plain
    like = _like(whole, together)
    return like >= _WHOLE and like > _like(whole, alone) and len(together) <= 1.5 * len(whole) + 20


def _merged(steps: list[Step], old: Sequence[Line], new: Sequence[Line]) -> list[Step]:
    """A line that went right before or after a changed one went into it where both together are the new text."""
    return _gathered(
        steps,
        lambda step: _is_text(step, old, new),
        lambda step, group, other: _went(other, old) and _fits(old, new, step, group),
        lambda step, group: Step(tuple(number for one in group for number in one.old), step.new, step.moved),
    )


def _went(step: Step, old: Sequence[Line]) -> bool:
    return not step.new and len(step.old) == 1 and old[step.old[0]].place == "body" and bool(old[step.old[0]].plain)


def _fits(old: Sequence[Line], new: Sequence[Line], step: Step, group: Sequence[Step]) -> bool:
    whole = new[step.new[0]].plain
    together = "".join(old[n].plain for one in group for n in one.old)
    like = _like(whole, together)
    return like >= _WHOLE and like > _like(whole, old[step.old[0]].plain) and len(together) <= 1.5 * len(whole) + 20


def _like(one: str, other: str) -> float:
    return likeness(profile("", one), profile("", other))
