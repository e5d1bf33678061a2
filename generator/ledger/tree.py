"""The tree of an explanation as text for a terminal, with box characters and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.text import Language
from generator.ledger.explain import Node
from generator.ledger.fact import Reference
from generator.ledger.spelling import place, with_unit

_WORDS = {
    "zh": {
        "given": "给定",
        "assumed": "假定",
        "quoted": "引用",
        "confirmed": "已核实",
        "secondary": "二手来源",
        "unconfirmed": "未核实",
        "missing": "缺失",
        "repeated": "（见上）",
        "deeper": "（层数过多，请对该项单独 explain）",
        "more": "… 另有 {} 行",
    },
    "en": {
        "given": "given",
        "assumed": "assumed",
        "quoted": "quoted",
        "confirmed": "confirmed",
        "secondary": "secondary",
        "unconfirmed": "unconfirmed",
        "missing": "missing",
        "repeated": "(see above)",
        "deeper": "(too deep: explain it on its own)",
        "more": "… {} more rows",
    },
}


def draw(node: Node, language: Language) -> str:
    """Draw the tree; every line ends without spaces, the text with a newline."""
    return "\n".join(line.rstrip() for line in _lines(node, "", "", _WORDS[language])) + "\n"


def cite(reference: Reference) -> str:
    """Spell where a figure was read."""
    parts = [reference.document, reference.locator, f"({reference.year})" if reference.year else ""]
    return " ".join(part for part in parts if part)


def _lines(node: Node, first: str, rest: str, words: dict[str, str]) -> Iterator[str]:
    yield first + _head(node, words)
    below = bool(node.children) or node.more > 0
    indent = rest + ("│   " if below else "    ")
    for line in _details(node, words):
        yield indent + line
    count = len(node.children)
    for index, child in enumerate(node.children):
        last = index == count - 1 and not node.more
        yield from _lines(child, rest + ("└── " if last else "├── "), rest + ("    " if last else "│   "), words)
    if node.more:
        yield f"{rest}└── {words['more'].format(node.more)}"


def _head(node: Node, words: dict[str, str]) -> str:
    if node.kind == "missing":
        return f"{node.key}  {words['missing']}：{node.label}".rstrip("：")
    assert node.value is not None
    value = with_unit(node.value, node.unit)
    if node.kind == "row":
        return "  ".join(filter(None, [node.label, value, place(node.position), node.note]))
    seen = f"  {words['repeated']}" if node.repeated else f"  {words['deeper']}" if node.deeper else ""
    return f"{node.key} = {value}  {node.label}{seen}"


def _details(node: Node, words: dict[str, str]) -> Iterator[str]:
    if node.repeated or node.kind == "row":
        return
    if node.kind == "missing":
        if place(node.position):
            yield f"@ {place(node.position)}"
        return
    if node.arithmetic and node.kind == "derived":
        yield f"= {node.arithmetic}"
        return
    source = [words[node.kind]] if node.kind in words else []
    if node.reference is not None:
        source.append(cite(node.reference))
    if node.mark and node.mark != "confirmed":
        source.append(f"[{words[node.mark]}]")
    if place(node.position):
        source.append(f"@ {place(node.position)}")
    if node.note:
        source.append(node.note)
    yield "← " + "  ".join(source)
