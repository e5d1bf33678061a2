"""A paragraph as atoms: words, controls, fields, notes, drawings, and what each is compared by."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from generator.base.words import cut_by, tokens
from generator.word.names import Element
from generator.word.redline.side import Side

_REFERENCE = re.compile(r"\b(PAGEREF|NOTEREF|REF|HYPERLINK\s+\\l)\s+\"?[^\s\"]+")
_BLANKS = re.compile(r"\s+")
Kind = Literal["text", "object", "node", "marker"]


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A piece of a paragraph: text or an object of a run, an element beside the runs, or a mark without width."""

    kind: Kind
    element: Element
    look: Element | None = None
    text: str = ""


@dataclass(slots=True, eq=False)
class Atom:
    """What is compared as one: ``key`` says whether it is the same, ``unit`` what it can be a new version of."""

    key: Hashable
    text: str
    items: list[Item] = field(default_factory=list)
    unit: tuple[str, ...] = ()
    head: int = 0  # of a field: how many items its code has


def items_of(side: Side, parent: Element) -> list[Item]:
    """Return the pieces of a paragraph, link or control in order."""
    return [item for one in parent for item in _items(side, one)]


def _items(side: Side, one: Element) -> Iterator[Item]:
    space = side.space
    if one.tag == space.run:
        look = one.find(space.rpr)
        for child in one:
            if child.tag == space.rpr or child.tag == space.q("lastRenderedPageBreak"):
                continue
            if child.tag == space.t:
                yield Item("text", child, look, _shown(child))
            elif child.tag == space.q("noBreakHyphen"):
                yield Item("object", child, look, "-")
            else:
                yield Item("object", child, look)
    elif one.tag in space.markers:
        yield Item("marker", one)
    elif one.tag == space.simple and _plain(side, one):
        from generator.word.redline.marks import complex_field

        for run in complex_field(space, one):
            yield from _items(side, run)
    elif one.tag != space.ppr:
        yield Item("node", one)


def _plain(side: Side, simple: Element) -> bool:
    return all(child.tag == side.space.run for child in simple)


def _shown(text: Element) -> str:
    said = text.text or ""
    if text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve":
        return said
    return said.strip(" \t\r\n")


def atoms_of(
    side: Side, part: str, items: Sequence[Item], others: Set[str] = frozenset()
) -> tuple[list[Atom], list[Item]]:
    """Return the atoms and the marks behind the last one; marks before an atom are among its items.

    ``others`` are the words of the other version: Chinese words are cut where they begin or end with one of them.
    """
    found: list[Atom] = []
    waiting: list[Item] = []
    words: list[Item] = []
    at = 0
    while at < len(items):
        item = items[at]
        if item.kind == "text" or (item.kind == "marker" and words):
            words.append(item)
            at += 1
            continue
        waiting = _words(found, words, waiting, others)
        end = _field_end(side, items, at)
        if item.kind == "marker":
            waiting.append(item)
        elif end:
            found.append(_field(side, part, items[at:end], waiting))
            waiting, at = [], end
            continue
        else:
            atom = _object(side, part, item) if item.kind == "object" else _node(side, part, item)
            atom.items[:0] = waiting
            waiting = []
            found.append(atom)
        at += 1
    return found, _words(found, words, waiting, others)


def _words(found: list[Atom], words: list[Item], waiting: list[Item], others: Set[str]) -> list[Item]:
    """Cut the text that was collected into words over the bounds of runs; return marks that stand behind it."""
    if not words:
        return waiting
    text = "".join(item.text for item in words)
    queue = iter([*waiting, *words])
    rest: Item | None = next(queue, None)
    for token in cut_by(tokens(text), others) if others else tokens(text):
        atom = Atom(token, token)
        left = len(token)
        while left and rest is not None:
            if rest.kind == "marker":
                atom.items.append(rest)
                rest = next(queue, None)
                continue
            taken = rest.text[:left]
            if taken:
                atom.items.append(Item("text", rest.element, rest.look, taken))
            left -= len(taken)
            rest = (
                Item("text", rest.element, rest.look, rest.text[len(taken) :])
                if len(taken) < len(rest.text)
                else next(queue, None)
            )
        found.append(atom)
    behind = [rest] if rest is not None and rest.kind == "marker" else []
    behind += [item for item in queue if item.kind == "marker"]
    words.clear()
    return behind


def _field_end(side: Side, items: Sequence[Item], at: int) -> int:
    """Return the place behind the field that begins here, or 0."""
    if not _is_field(side, items[at], "begin"):
        return 0
    depth = 0
    for place in range(at, len(items)):
        if _is_field(side, items[place], "begin"):
            depth += 1
        elif _is_field(side, items[place], "end"):
            depth -= 1
            if not depth:
                return place + 1
    return 0


def _is_field(side: Side, item: Item, kind: str) -> bool:
    space = side.space
    return (
        item.kind == "object" and item.element.tag == space.field and item.element.get(space.q("fldCharType")) == kind
    )


def _field(side: Side, part: str, items: Sequence[Item], waiting: list[Item]) -> Atom:
    space = side.space
    depth, head, code = 0, 0, ""
    for place, item in enumerate(items):
        if _is_field(side, item, "begin"):
            depth += 1
        elif _is_field(side, item, "end"):
            depth -= 1
        elif _is_field(side, item, "separate") and depth == 1:
            head = place + 1
            break
        elif item.kind == "object" and item.element.tag == space.code:
            code += item.element.text or ""
    instruction = _BLANKS.sub(" ", _REFERENCE.sub(r"\1 #", code)).strip()
    body = items[head:-1] if head else []
    inner, _ = atoms_of(side, part, body)
    text = "".join(atom.text for atom in inner)
    key = ("field", instruction, tuple(atom.key for atom in inner))
    opening = len(waiting)
    return Atom(key, text, [*waiting, *items], ("field", instruction) if head else (), opening + head if head else 0)


def _object(side: Side, part: str, item: Item) -> Atom:
    space, one = side.space, item.element
    kind = space.note_marks.get(str(one.tag))
    if kind is not None:
        number = str(one.get(space.q("id"), ""))
        return Atom(("note", kind, side.note_text(kind, number.encode())), "", [item], ("note", kind))
    if one.tag == space.field:
        return Atom(("mark", one.get(space.q("fldCharType"))), "", [item])
    if one.tag == space.code:
        return Atom(("code", _REFERENCE.sub(r"\1 #", one.text or "")), "", [item])
    if not len(one) and not one.tag.startswith(space.m):
        about = tuple(sorted((k, v) for k, v in one.attrib.items()))
        return Atom(("object", str(one.tag), about), item.text, [item])
    return Atom(("object", side.norm(one, part)), "", [item])


def _node(side: Side, part: str, item: Item) -> Atom:
    space, one = side.space, item.element
    inner = inner_of(side, one)
    if inner is None:
        return Atom(("node", side.norm(one, part)), "", [item])
    atoms, _ = atoms_of(side, part, items_of(side, inner))
    text = "".join(atom.text for atom in atoms)
    keys = tuple(atom.key for atom in atoms)
    local = etree.QName(one).localname
    if one.tag == space.link:
        rid = one.get(f"{space.r}id")
        target = side.target(part, str(rid)).decode() if rid else ""
        return Atom((local, target, keys), text, [item], (local, target))
    if one.tag == space.simple:
        code = _REFERENCE.sub(r"\1 #", str(one.get(space.q("instr"), "")))
        return Atom((local, code, keys), text, [item], (local, code))
    return Atom((local, keys), text, [item], (local,))


def inner_of(side: Side, one: Element) -> Element | None:
    """Return the element whose children are the inline content of a link, control or tag; none for other nodes."""
    space = side.space
    if one.tag == space.sdt:
        return one.find(space.sdt_content)
    return one if one.tag == space.link or one.tag in space.holders or one.tag == space.simple else None


def text_of(atom: Atom) -> str:
    """Return what an atom shows."""
    return atom.text


def elements(items: Iterable[Item], kind: Kind) -> list[Element]:
    """Return the elements of one kind."""
    return [item.element for item in items if item.kind == kind]
