"""Two sides of a project compared: ledger, documents, findings, templates, and what documents are pinned to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.base.text import Text
from generator.ledger.changes import LedgerChanges, compare_ledgers
from generator.ledger.explain import TableRows
from generator.review.changes import Changes, DocumentChanges, FindingChanges, PinChange, SideName, TemplateChange
from generator.review.documents import compare_documents, is_read, is_unmade
from generator.review.findings import finding_changes
from generator.review.headlines import headlines
from generator.review.origins import folder_name
from generator.review.shown import Books
from generator.review.side import Side

#: Rules of rendering, inspecting and delivering: only what was built can have their findings.
_BUILDING = ("RE", "IS", "DL")


def compare_sides(old: Side, new: Side) -> Changes:
    """Compare two sides. A side that could not be read is compared as far as it goes, with a remark that says so."""
    ledger = LedgerChanges((), (), ())
    if old.ledger is not None and new.ledger is not None:
        ledger = compare_ledgers(old.ledger, new.ledger, _tables(old), _tables(new))
    books = Books(old.ledger.facts if old.ledger else {}, new.ledger.facts if new.ledger else {}, ledger.by_key)
    compared = [compare_documents(old, new, name, books) for name in _orders(old, new)]
    documents = tuple(one.changes for one in compared)
    blocks = {a: b for one in compared for a, b in one.blocks.items()}
    folders = tuple(f"{folder_name(side.folder, side.root)}/" for side in (old, new))
    return Changes(
        _name(old),
        _name(new),
        ledger,
        documents,
        _findings(old, new, (folders[0], folders[1]), blocks),
        tuple(_templates(old, new)),
        tuple(_pins(old, new)),
        headlines(old, new, ledger, books),
        len(books.new),
        tuple(_remarks(old, new, documents)),
    )


def _findings(old: Side, new: Side, folders: tuple[str, str], blocks: Mapping[str, str]) -> FindingChanges:
    """Compare findings; where a side was not checked, what the other one found is neither new nor gone."""
    findings = [side.findings for side in (old, new)]
    if (old.project is None) != (new.project is None):  # one was built, the other only composed
        findings = [tuple(one for one in some if not one.rule.startswith(_BUILDING)) for some in findings]
    found = finding_changes(findings[0], findings[1], folders, blocks)
    came = found.came if _is_checked(old) else ()
    return replace(found, came=came, went=found.went if _is_checked(new) else ())


def _is_checked(side: Side) -> bool:
    """Whether a side's findings are known: a project's are, an issued edition keeps none."""
    return is_read(side) and (side.project is not None or bool(side.findings))


def _tables(side: Side) -> tuple[TableRows, ...]:
    return (*side.project.rows, *side.project.columns) if side.project is not None else ()


def _name(side: Side) -> SideName:
    return SideName(side.name, folder_name(side.folder, side.root), side.commit, side.author, side.date)


def _orders(old: Side, new: Side) -> list[str]:
    """Return the documents of both sides, in the order of the new one, then those that are gone."""
    return list(dict.fromkeys([*new.documents, *old.documents]))


def _templates(old: Side, new: Side) -> Iterator[TemplateChange]:
    for document in _orders(old, new):
        if not (is_read(old) and is_read(new)):
            return
        one, other = old.templates.get(document, ""), new.templates.get(document, "")
        if one != other:
            yield TemplateChange(document, one, other)
        elif _pin(old.pins, document, "template ") != _pin(new.pins, document, "template "):
            yield TemplateChange(document, one, other, edited=True)


def _pin(pins: Mapping[str, Mapping[str, str]], document: str, start: str) -> str:
    return next((value for name, value in pins.get(document, {}).items() if name.startswith(start)), "")


def _pins(old: Side, new: Side) -> Iterator[PinChange]:
    """Yield the data sets and calculations that differ, each once with the documents that are made from it."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for document in _orders(old, new):
        one, other = old.pins.get(document, {}), new.pins.get(document, {})
        for name in dict.fromkeys([*one, *other]):
            pair = (one.get(name, ""), other.get(name, ""))
            if pair[0] != pair[1] and not name.startswith("template ") and one and other:
                found[(name, *pair)].append(document)
    for (name, before, after), documents in found.items():
        yield PinChange(name, before, after, tuple(documents))


def _remarks(old: Side, new: Side, documents: tuple[DocumentChanges, ...]) -> Iterator[Text]:
    for side in (old, new):
        if is_read(side):
            if missing := [name for name in side.templates if is_unmade(side, name)]:
                listed = Text("、".join(missing), ", ".join(missing))
                yield Text(f"{side.name}：没有生成文档 {listed.zh}", f"{side.name}: not composed: {listed.en}")
        elif side.project is None:
            yield Text(
                f"{side.name}：项目读不出来，不能比较",
                f"{side.name}: the project cannot be read, so nothing is compared",
            )
        else:
            yield Text(
                f"{side.name}：没有算出账本，不能比较", f"{side.name}: there is no ledger, so nothing is compared"
            )
        yield from _drift(side)
    if not documents:
        yield Text("两侧都没有文档", "neither side has a document")


def _drift(side: Side) -> Iterator[Text]:
    """Say where the lock of a side pins another content than the one that it was made from now."""
    found: dict[str, list[str]] = defaultdict(list)
    for document, pinned in side.pinned.items():
        used = side.pins.get(document, {})
        for name in pinned:
            if name in used and used[name] != pinned[name]:
                found[name].append(document)
    for name, documents in found.items():
        kind, _, what = name.partition(" ")
        words = {"template": ("模板", "template"), "data": ("数据集", "data set")}.get(
            kind, ("计算方法", "calculation")
        )
        yield Text(
            f"{side.name}：锁定文件所锁的{words[0]} {what} 与本次使用的内容不同，"
            f"这一侧不能原样重现（{'、'.join(documents)}）",
            f"{side.name}: its lock pins another content of {words[1]} {what} than was used now, "
            f"so this side is not what it was ({', '.join(documents)})",
        )
