"""Small projects, ledgers and templates in memory, and a readable form of what is composed from them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.base.findings import Finding, Outcome, Position
from generator.base.text import Text
from generator.compose import compose
from generator.compose.templates import Template, read_template
from generator.document.blocks import AuthorSlot, Block, Document, Equation, Heading, ListBlock, Paragraph, Table
from generator.document.inlines import Citation, CrossRef, FactRef, Footnote, Inline, LineBreak, Link, Math, Str
from generator.document.pictures import Chart, Picture, Point
from generator.ledger.context import Context
from generator.ledger.ledger import Ledger, LedgerBuilder
from generator.project.models import ProjectFile
from generator.project.project import Project, SlotText

AT = Position("projects/p/project.yaml", 7)


def project_file(**more: Any) -> ProjectFile:
    """Return a project of two sites and two sources; ``more`` replaces top-level keys."""
    site = {"name": "一厂", "address": "某路", "region": "湖南"}
    base: dict[str, Any] = {
        "tanwen": 1,
        "client": {
            "id": "c",
            "name": {"zh": "岚河公司", "en": "Lanhe"},
            "short": "岚河",
            "industry": "铸造",
            "region": "湖南",
            "profile": "产铸件",
        },
        "responsible": [{"id": "energy", "role": "能源管理岗", "department": "设备部"}],
        "firms": [{"id": "firm", "name": "某咨询公司"}],
        "engagements": [{"id": "advice", "firm": "firm", "role": "advisory", "object": "报告", "begins": "2024-01-01"}],
        "boundary": {
            "consolidation": "operational-control",
            "sites": [{"id": "one", **site}, {"id": "two", **site, "name": "二厂"}],
        },
        "periods": {"reporting": [2022, 2023, 2024], "current": 2024, "base_year": {"year": 2022, "reason": "首次"}},
        "criteria": {"standards": ["iso-14064-1-2018"], "gwp": "AR6", "fuels": "cn-fuels-gbt32151.22-2024"},
        "sources": [source("gas", "天然气"), source("power", "外购电力")],
        "documents": [
            {
                "id": "report",
                "template": "demo",
                "version": "1.0",
                "audience": "internal",
                "engagement": "advice",
                "date": "2025-04-18",
            }
        ],
    }
    return ProjectFile.model_validate({**base, **more})


def source(name: str, title: str) -> dict[str, Any]:
    """Return a source of the first site."""
    return {
        "id": name,
        "name": title,
        "site": "one",
        "facility": "锅炉",
        "kind": "stationary-combustion",
        "unit": "t",
        "responsible": "energy",
    }


def project(root: Path, slots: Mapping[str, str] | None = None, **more: Any) -> Project:
    """Return a loaded project below ``root``; ``slots`` are author's texts by slot name."""
    folder = root / "projects" / "p"
    texts = {
        ("report", name): SlotText(f"projects/p/content/report/{name}.md", text) for name, text in (slots or {}).items()
    }
    return Project("p", folder, root, project_file(**more), (), texts)


def ledger() -> Ledger:
    """Return facts of three years and two sources, a payback that waits for a missing saving, and rows by gas."""
    book = LedgerBuilder()

    def give(fact_id: str, value: str, unit: str, **context: object) -> None:
        label = Text(f"{fact_id} 的名称", f"name of {fact_id}")
        book.give(fact_id, Context.of(**context), Decimal(value), unit, label, AT)

    for year, value in ((2022, "2000.555"), (2023, "1800.25"), (2024, "1234.5678")):
        give("inventory.total", value, "tCO2e", period=year, basis="location")
        give("inventory.total", str(Decimal(value) - 100), "tCO2e", period=year, basis="market")
        give("inventory.scope", "900", "tCO2e", period=year, scope=1)
        give("inventory.scope", "334.5678", "tCO2e", period=year, scope=2, basis="location")
        give("source.emission", "700.5", "tCO2e", period=year, source="gas")
        give("source.emission", "534.0678", "tCO2e", period=year, source="power", basis="location")
    give("inventory.change_rate", "-0.31423", "1", period=2024, basis="location")
    for gas, value in (("CO2", "1200"), ("CH4", "34.5678")):
        give("inventory.gas", value, "tCO2e", period=2024, gas=gas)
    give("electricity.total", "5123.4", "MWh", period=2024)
    give("target.year", "2030", "year", target="near")
    book.lack("measure.saving", Context.of(measure="fan"), Text("未填节约费用", "the saving was left out"), AT)
    book.derive(
        "measure.payback",
        Context.of(measure="fan"),
        "a",
        Text("回收期", "payback"),
        lambda: book.read("measure.saving", Context.of(measure="fan")),
    )
    return book.close()


MANIFEST = """type: demo
version: "1.0"
title: {zh: 示例报告, en: Sample report}
covers: [D-INV-01]
theme: report
language: zh
digits: {tCO2e: 1}
defaults: {period: current, basis: location}
front: {contents: false}
slots:
- {id: words, prompt: {zh: 写明原因, en: say why}, responsible: energy}
sections:
"""


def template(
    root: Path, sections: Mapping[str, str], manifest: str = MANIFEST, *, outside: bool = False, extra: str = ""
) -> Template:
    """Return the template ``demo@1.0`` with these section texts, by file name."""
    folder = root / "templates" / "demo" / "1.0"
    (folder / "sections").mkdir(parents=True, exist_ok=True)
    listed = "".join(f"- {{file: {name}{extra}}}\n" for name in sections if not name.startswith("_"))
    (folder / "template.yaml").write_text(manifest + listed, encoding="utf-8")
    for name, text in sections.items():
        (folder / "sections" / name).write_text(text, encoding="utf-8")
    outcome = read_template(folder, root / "templates")
    assert outcome.value is not None, outcome.findings
    assert not outcome.findings, outcome.findings
    return dataclasses.replace(outcome.value, outside=outside)


def composed(
    root: Path,
    text: str,
    *,
    slots: Mapping[str, str] | None = None,
    audience: str = "internal",
    outside: bool = False,
    others: Mapping[str, str] | None = None,
    extra: str = "",
    **more: Any,
) -> Outcome[Document]:
    """Compose a document of one section ``demo.md`` with this text; ``others`` are further files of the template."""
    made = project(root, slots, **more)
    order = made.file.documents[0].model_copy(update={"audience": audience})
    files = {"demo.md": text, **{f"_{name}": body for name, body in (others or {}).items()}}
    chosen = template(root, files, outside=outside, extra=extra)
    return compose(made, ledger(), order, chosen, build="b1", final=False)


def document(root: Path, text: str, **options: Any) -> Document:
    """Compose a document that must have no findings."""
    outcome = composed(root, text, **options)
    assert outcome.value is not None
    assert not outcome.findings, told(outcome.findings)
    return outcome.value


def told(findings: Iterable[Finding]) -> list[str]:
    """Return findings as lines: place, rule and the Chinese message."""
    return [f"{finding.position} {finding.rule} {finding.message.zh}" for finding in findings]


def tree(document: Document) -> str:
    """Return a document's blocks as text, one line a block, cell or point."""
    return "\n".join(line for block in document.blocks for line in _block(block, 0)) + "\n"


def spell(inlines: Iterable[Inline]) -> str:
    """Return inlines as text in which every kind can be told apart."""
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> str:
    match inline:
        case Str():
            flags = "".join(name[0] for name in ("bold", "italic", "code") if getattr(inline, name))
            return f"‹{flags}:{inline.text}›" if flags else inline.text
        case FactRef() | Point():
            return _number(inline)
        case CrossRef():
            return f"⟦@{inline.target}⟧"
        case Citation():
            return f"⟦cite {inline.reference}⟧"
        case Footnote():
            return f"⟦{inline.id}: {spell(inline.inlines)}⟧"
        case Math():
            return f"⟦${inline.latex}$⟧"
        case Link():
            return f"⟦{spell(inline.inlines)}→{inline.url}⟧"
        case LineBreak():
            return "⏎"


def _number(one: FactRef | Point) -> str:
    shown = one.display
    parts = [
        f"{shown.digits}" if shown.digits is not None else "",
        shown.unit or "",
        "unit" if shown.with_unit else "",
        shown.sign if shown.sign != "plain" else "",
        "bold" if getattr(one, "bold", False) else "",
    ]
    return f"⟦{one.key}" + "".join(f" {part}" for part in parts if part) + "⟧"


def _block(block: Block, depth: int) -> list[str]:
    head = (
        f"{'  ' * depth}{type(block).__name__} {block.id} @{block.origin.path.rpartition('/')[2]}:{block.origin.line}"
    )
    match block:
        case Heading():
            flags = ("" if block.numbered else " unnumbered") + (" annex" if block.annex else "")
            return [f"{head} {block.level}{flags} {spell(block.inlines)}"]
        case Paragraph():
            return [f"{head} {block.style} {spell(block.inlines)}"]
        case ListBlock():
            lines = [f"{head} {'ordered' if block.ordered else 'bulleted'}"]
            for item in block.items:
                lines.append(f"{'  ' * depth}  - {item.id} @{item.origin.line}")
                lines += [line for one in item.blocks for line in _block(one, depth + 2)]
            return lines
        case Table():
            return _table(head, block, depth)
        case Chart():
            lines = [f"{head} {block.kind} [{block.unit}] {spell(block.caption)} | {'/'.join(block.categories)}"]
            for series in block.series:
                points = ", ".join("gap" if p is None else _number(p) for p in series.points)
                lines.append(f"{'  ' * depth}  {series.name}: {points}")
            return lines
        case Picture():
            lines = [f"{head} {block.kind} {spell(block.caption)}"]
            lines += [f"  {flow.source}→{flow.target} {_number(flow.point)}" for flow in block.flows]
            lines += [f"  {step.name} {_number(step.reduction)} {_number(step.cost)}" for step in block.steps]
            return lines
        case Equation():
            legend = "; ".join(f"{symbol}={spell(meaning)}" for symbol, meaning in block.where)
            return [f"{head} {block.latex} | {legend}"]
        case AuthorSlot():
            state = "written" if block.written else f"open: {block.prompt} ({block.responsible}) {block.file}"
            return [f"{head} {state}", *(line for one in block.blocks for line in _block(one, depth + 1))]
        case _:
            return [head]


def _table(head: str, table: Table, depth: int) -> list[str]:
    columns = " ".join(f"{c.align[0]}{c.width:g}" for c in table.columns)
    lines = [f"{head} [{table.unit}] {columns}{' landscape' if table.landscape else ''} {spell(table.caption)}"]
    for row in (*table.header, *table.rows):
        cells = []
        for cell in row.cells:
            span = f"{cell.rowspan}x{cell.colspan} " if (cell.rowspan, cell.colspan) != (1, 1) else ""
            cells.append(span + spell(cell.inlines))
        line = row.origin.line if row.origin else 0
        lines.append(f"{'  ' * depth}  {row.role} @{line} | " + " | ".join(cells))
    lines += [f"{'  ' * depth}  note {spell(note)}" for note in table.notes]
    return lines
