"""Plants a fault in a copy of an example and runs the pipeline up to the checks."""

from __future__ import annotations

import dataclasses
import datetime
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.base.findings import Finding, Position
from generator.calculations.compute import compute
from generator.checks import check
from generator.checks.passages import every_block
from generator.compose import compose
from generator.compose.templates import find_template
from generator.document.blocks import BibliographyEntry, Block, Document, Heading, Paragraph, Table
from generator.document.inlines import Citation, CrossRef, FactRef, Str
from generator.document.pictures import Point
from generator.ledger.context import parse_key
from generator.ledger.ledger import Ledger
from generator.project.load import load_project
from generator.project.project import Project

EXAMPLES = Path(__file__).resolve().parents[3] / "projects"
TODAY = datetime.date(2026, 2, 1)


@dataclass
class Clean:
    """A clean example: its project, its ledger, and where compiled templates are kept."""

    project: Project
    ledger: Ledger
    bytecode: Path


def load_clean(client: str, bytecode: Path) -> Clean:
    project = load_project(EXAMPLES / client).value
    assert project is not None
    ledger = compute(project).value
    assert ledger is not None
    return Clean(project, ledger, bytecode)


def composed(
    project: Project, ledger: Ledger, names: Sequence[str] | None, final: bool, bytecode: Path
) -> list[Document]:
    documents = []
    for order in project.file.documents:
        if names is None or order.id in names:
            template = find_template(order.template, order.version).value
            assert template is not None
            outcome = compose(project, ledger, order, template, build="test", final=final, bytecode=bytecode)
            assert outcome.value is not None, [finding.message.zh for finding in outcome.findings]
            documents.append(outcome.value)
    return documents


@dataclass
class Planted:
    """What came of a fault: the findings, the documents, the ledger and the folder that was changed."""

    findings: tuple[Finding, ...]
    documents: list[Document]
    ledger: Ledger
    project: Project
    folder: Path


def plant(fault: Mapping[str, Any], clean: Clean, workspace: Path) -> Planted:
    """Copy the example, change it, and check it."""
    folder = workspace / "projects" / clean.project.id
    shutil.copytree(clean.project.root, folder)
    (workspace / "tanwen.toml").write_text('[workspace]\nname = "seeded"\n', encoding="utf-8")
    touched = [_patch(change, folder, clean.ledger) for change in fault.get("patch", ())]
    outcome = load_project(folder)
    assert outcome.value is not None, [finding.message.zh for finding in outcome.findings]
    project, ledger = outcome.value, clean.ledger
    if any(path.suffix != ".md" for path in touched):
        computed = compute(project).value
        assert computed is not None
        ledger = computed
    ledger = changed_ledger(ledger, fault.get("ledger", {}))
    final = bool(fault.get("final"))
    documents = composed(project, ledger, fault.get("documents"), final, clean.bytecode)
    documents = [edited(document, fault.get("edit", {})) for document in documents]
    findings = check(project, ledger, documents, today=TODAY, final=final)
    return Planted(findings, documents, ledger, project, folder)


# ---------------------------------------------------------------------------------------------------------------- files

_VALUE = re.compile(r"<<(?P<key>[\w.]+\[[^\]]*\]) \* (?P<factor>[\d.]+), (?P<digits>\d)>>")
_VERB = re.compile(r"<<wrong-verb (?P<key>[\w.]+\[[^\]]*\])>>")


def _filled(text: str, ledger: Ledger) -> str:
    """Put values of the clean ledger into a text, so that the fault stays one when the example's data change."""

    def value(found: re.Match[str]) -> str:
        exact = ledger[found["key"]].value * Decimal(found["factor"])
        return f"{exact:,.{found['digits']}f}"

    def verb(found: re.Match[str]) -> str:
        rate = ledger[found["key"]].value
        return f"{'上升' if rate < 0 else '下降'}{abs(rate) * 100:.2f}%"

    return _VERB.sub(verb, _VALUE.sub(value, text))


def _patch(change: Mapping[str, Any], folder: Path, ledger: Ledger) -> Path:
    path = folder / change["file"]
    encoding = change.get("encoding", "utf-8")
    if "sheet" in change:
        _patch_sheet(change, path)
    elif change.get("delete"):
        path.unlink()
    elif "write" in change:
        path.write_text(change["write"] + "\n", encoding=encoding)
    else:
        text = path.read_bytes().decode(encoding)
        path.write_bytes(_changed(text, change, ledger).encode(encoding))
    return path


def _changed(text: str, change: Mapping[str, Any], ledger: Ledger) -> str:
    if "append" in change:
        return text.rstrip("\n") + "\n\n" + _filled(change["append"], ledger) + "\n"
    if "end" in change:
        return text + change["end"]
    if "cut" in change:
        start, end = (text.index(mark) for mark in change["cut"])
        return text[:start] + text[end:]
    if "match" in change:
        changed, count = re.subn(change["match"], change["put"], text, count=1)
        assert count, f"{change['match']!r} no longer matches {change['file']}"
        return changed
    assert change["find"] in text, f"{change['find']!r} no longer stands in {change['file']}"
    return text.replace(change["find"], change["put"], 1)


def _patch_sheet(change: Mapping[str, Any], path: Path) -> None:
    import openpyxl

    workbook = openpyxl.load_workbook(path)
    workbook[change["sheet"]].delete_rows(change["remove-row"])
    workbook.save(path)


# --------------------------------------------------------------------------------------------------------------- ledger


def changed_ledger(ledger: Ledger, change: Mapping[str, Any]) -> Ledger:
    """Return a ledger as a faulty calculation would leave it."""
    facts = dict(ledger.facts)
    if "set" in change:
        fact = facts[change["set"]]
        facts[fact.key] = dataclasses.replace(fact, value=fact.value * Decimal(str(change["times"])))
    if "drop" in change:
        facts = {key: fact for key, fact in facts.items() if not key.startswith(change["drop"])}
    if "add" in change:
        name, context = parse_key(change["add"])
        facts[change["add"]] = dataclasses.replace(facts[change["like"]], id=name, context=context)
    if "market-as-location" in change:
        for key, fact in facts.items():
            if fact.id == "source.emission" and "basis=market" in key:
                facts[key] = dataclasses.replace(fact, value=facts[key.replace("market", "location")].value)
    by_id: dict[str, list[Any]] = {}
    for fact in facts.values():
        by_id.setdefault(fact.id, []).append(fact)
    return Ledger(facts, ledger.missing, {name: tuple(listed) for name, listed in by_id.items()})


# ------------------------------------------------------------------------------------------------------------- document


def edited(document: Document, edit: Mapping[str, Any]) -> Document:
    """Return a document as a faulty template would make it."""
    if not edit:
        return document
    blocks = document.blocks
    if "drop-row" in edit:
        blocks = _with(blocks, edit["drop-row"], lambda t: dataclasses.replace(t, rows=_without(t.rows, edit["row"])))
    if "drop-notes" in edit:
        blocks = _with(blocks, edit["drop-notes"], lambda t: dataclasses.replace(t, notes=()))
    if "same-id" in edit:
        old, new = edit["same-id"]
        blocks = _with(blocks, old, lambda b: dataclasses.replace(b, id=new))
    if "unmention" in edit:
        blocks = tuple(_unmentioned(block, edit["unmention"]) for block in blocks)
    if "cite" in edit:
        blocks = _cited(blocks, edit["cite"])
    if "drop-after-heading" in edit:
        blocks = tuple(_emptied(blocks, edit["drop-after-heading"]))
    if document.id in edit.get("basis", {}):
        blocks = tuple(_by_method(block, edit["basis"][document.id]) for block in blocks)
    document = dataclasses.replace(document, blocks=blocks)
    if "list" in edit:
        entry = BibliographyEntry(edit["list"], edit["list"])
        document = dataclasses.replace(document, references=(*document.references, entry))
    if "drop-cover" in edit:
        covers = {name: tuple(c for c in found if c != edit["drop-cover"]) for name, found in document.covers.items()}
        document = dataclasses.replace(document, covers=covers)
    return document


def _without(rows: tuple[Any, ...], place: int) -> tuple[Any, ...]:
    return rows[:place] + rows[place + 1 :]


def _with(blocks: tuple[Block, ...], name: str, change: Any) -> tuple[Block, ...]:
    assert any(block.id == name for block in blocks), f"there is no block {name}"
    return tuple(change(block) if block.id == name else block for block in blocks)


def _unmentioned(block: Block, target: str) -> Block:
    if not isinstance(block, Paragraph):
        return block
    kept = tuple(i for i in block.inlines if not (isinstance(i, CrossRef) and i.target == target))
    return dataclasses.replace(block, inlines=kept or (Str("…"),))


def _cited(blocks: tuple[Block, ...], reference: str) -> tuple[Block, ...]:
    place = next(i for i, block in enumerate(blocks) if isinstance(block, Paragraph))
    first = blocks[place]
    assert isinstance(first, Paragraph)
    citing = dataclasses.replace(first, inlines=(*first.inlines, Citation(reference)))
    return (*blocks[:place], citing, *blocks[place + 1 :])


def _emptied(blocks: tuple[Block, ...], name: str) -> Iterator[Block]:
    inside = False
    for block in blocks:
        if isinstance(block, Heading):
            inside = block.id == name
            yield block
        elif not inside:
            yield block


def _by_method(block: Any, basis: str) -> Any:
    """Every inventory total of a block by one method, wherever it stands."""
    if isinstance(block, FactRef | Point):
        if block.key.startswith("inventory.total["):
            return dataclasses.replace(block, key=re.sub(r"basis=\w+", f"basis={basis}", block.key))
        return block
    if isinstance(block, tuple):
        return tuple(_by_method(one, basis) for one in block)
    if dataclasses.is_dataclass(block) and not isinstance(block, Position | type):
        values = {f.name: _by_method(getattr(block, f.name), basis) for f in dataclasses.fields(block)}
        return dataclasses.replace(block, **values)
    return block


# ---------------------------------------------------------------------------------------------------------------- where


def expected(fault: Mapping[str, Any], planted: Planted) -> dict[str, object]:
    """Return what the finding's position must be: path and line, column or sheet where the fault names them."""
    at = fault["at"]
    if "file" in at:
        path = f"projects/{planted.project.id}/{at['file']}"
        if "sheet" in at:
            return {"path": path, "sheet": at["sheet"]}
        if "text" not in at:
            return {"path": path}
        raw = (planted.folder / at["file"]).read_bytes()
        text = raw.decode("gb18030" if at["file"].endswith(".csv") and raw[:3] != b"\xef\xbb\xbf" else "utf-8")
        line = text[: text.index(at["text"])].count("\n") + 1 + at.get("offset", 0)
        found: dict[str, object] = {"path": path, "line": line}
        return found | ({"column": at["column"]} if "column" in at else {})
    return _place(_origin(at, planted))


def _place(position: Position | None) -> dict[str, object]:
    assert position is not None
    return {"path": position.path, "line": position.line}


def _origin(at: Mapping[str, Any], planted: Planted) -> Position | None:
    blocks = [block for document in planted.documents for block in every_block(document.blocks)]
    if "source" in at:
        return next(source.at for source in planted.project.file.sources if source.id == at["source"])
    if "fact" in at:
        return next(fact.position for key, fact in planted.ledger.facts.items() if key.startswith(at["fact"]))
    if "cited" in at:
        return next(block.origin for block in blocks if isinstance(block, Paragraph))
    if "row" in at:
        table = next(block for block in blocks if isinstance(block, Table) and block.id == at["row"])
        row = [row for row in table.rows if row.role == "total"][at["total"]]
        return row.origin or table.origin
    name = at.get("block") or at["block-origin"]
    if "block-origin" in at:
        return [block.origin for block in blocks if block.id == "tbl-scopes"][-1]
    return next(block.origin for block in blocks if block.id == name)
