"""Ids: each given once in its list, and every reference to one leads somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from generator.base.findings import Finding, Position
from generator.project import faults
from generator.project.models import ProjectFile
from generator.project.node import Node
from generator.project.unknown import unknown_id

_Asked = tuple[str, str, Position]


def repeated_ids(file: ProjectFile) -> Iterable[Finding]:
    """Yield a finding for every id that stands twice in one list, wherever in the file the list stands."""
    for name, entries in _lists(file, ""):
        first: dict[str, Position] = {}
        for entry in entries:
            at = entry.place("id")
            if entry.id in first:
                yield faults.DUPLICATE_ID.at(
                    at,
                    f"{name} 中 id “{entry.id}”重复：第 {first[entry.id].line} 行已经用过",
                    f"id {entry.id!r} is used twice in {name}: first on line {first[entry.id].line}",
                    hint_zh=f"改为 {entry.id}-2",
                    hint_en=f"for example {entry.id}-2",
                    related=[first[entry.id]],
                )
            first.setdefault(entry.id, at)


def clashing_sums(file: ProjectFile) -> Iterable[Finding]:
    """Yield a finding where two tables or columns would be called alike in sums: ``a.b`` and column ``b`` of ``a``."""
    first: dict[str, Position] = {"inline": file.activity.place("inline")} if file.activity.inline else {}
    named = [(table.id, table.place("id")) for table in file.activity.tables]
    named += [(f"{t.id}.{name}", t.place(f"values.{name}")) for t in file.tables for name in t.values]
    for name, at in named:
        if name in first and first[name] != at:
            yield faults.DUPLICATE_ID.at(
                at,
                f"“{name}”既是数据表的列，又是另一张表，合计时无法区分",
                f"{name!r} is the name of two tables or columns, which no sum could tell apart",
                hint_zh=f"改表的 id，例如 id: {name.replace('.', '-')}-2",
                hint_en=f"give the table another id, for example id: {name.replace('.', '-')}-2",
                related=[first[name]],
            )
        first.setdefault(name, at)


def _lists(node: Node, path: str) -> Iterator[tuple[str, Sequence[Any]]]:
    """Yield every list of entries with ids below a node, with its dotted name."""
    for name in type(node).model_fields:
        value = getattr(node, name)
        below = f"{path}.{name}" if path else name
        if isinstance(value, Node):
            yield from _lists(value, below)
        elif isinstance(value, list):
            # Entries may be nodes or plain values: a list of factors holds some named and some brought along.
            nodes = [entry for entry in value if isinstance(entry, Node)]
            if nodes and all("id" in type(entry).model_fields for entry in nodes):
                yield below, nodes
            for entry in nodes:
                yield from _lists(entry, below)


def unknown_ids(file: ProjectFile) -> Iterable[Finding]:
    """Yield a finding for every reference to an id that is nowhere defined."""
    pathway = file.pathway
    known = {
        "firm": [f.id for f in file.firms],
        "site": [s.id for s in file.boundary.sites],
        "responsible role": [r.id for r in file.responsible],
        "source": [s.id for s in file.sources],
        "metric": [m.id for m in file.metrics],
        "engagement": [e.id for e in file.engagements],
        "document": [d.id for d in file.documents],
        "scenario": [s.id for s in pathway.scenarios] if pathway else [],
        "measure": [m.id for m in pathway.measures] if pathway else [],
    }
    for kind, value, at in (*_in_data(file), *_in_orders(file), *_in_pathway(file)):
        if value and value not in known[kind]:
            yield unknown_id(value, known[kind], at, kind)


def _in_data(file: ProjectFile) -> Iterator[_Asked]:
    for source in file.sources:
        yield "site", source.site, source.place("site")
        yield "responsible role", source.responsible, source.place("responsible")
    for row in file.activity.inline:
        yield "source", row.source, row.place("source")
    for table in file.activity.tables:
        for name, source_id in table.sources.items():
            yield "source", source_id, table.place(f"sources.{name}")
        for name, site_id in table.sites.items():
            yield "site", site_id, table.place(f"sites.{name}")
    for metric in file.metrics:
        yield "responsible role", metric.responsible, metric.place("responsible")
    for instrument in file.instruments:
        yield "site", instrument.site, instrument.place("site")


def _in_orders(file: ProjectFile) -> Iterator[_Asked]:
    for engagement in file.engagements:
        yield "firm", engagement.firm, engagement.place("firm")
    for document in file.documents:
        yield "engagement", document.engagement, document.place("engagement")
    for target in file.targets:
        yield "metric", target.metric, target.place("metric")
    for waiver in file.waivers:
        yield "document", waiver.document, waiver.place("document")
    for peer in file.peers:
        yield "metric", peer.metric, peer.place("metric")


def _in_pathway(file: ProjectFile) -> Iterator[_Asked]:
    pathway = file.pathway
    if pathway is None:
        return
    yield "scenario", pathway.reference, pathway.place("reference")
    yield "scenario", pathway.chosen, pathway.place("chosen")
    for scenario in pathway.scenarios:
        for i, measure_id in enumerate(scenario.measures):
            yield "measure", measure_id, scenario.place(f"measures.{i}")
        for growth in scenario.growth:
            for i, source_id in enumerate(growth.sources):
                yield "source", source_id, growth.place(f"sources.{i}")
    for measure in pathway.measures:
        yield "responsible role", measure.responsible, measure.place("responsible")
        for i, source_id in enumerate(measure.sources):
            yield "source", source_id, measure.place(f"sources.{i}")
