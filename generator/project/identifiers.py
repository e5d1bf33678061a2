"""Ids: each given once in its list, and every reference to one leads somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from generator.base.findings import Finding, Position
from generator.project import faults
from generator.project.models import ProjectFile
from generator.project.suggestions import listing, nearest

#: What kinds of thing are called in findings.
_KINDS = {
    "firm": "机构",
    "site": "厂区",
    "responsible role": "责任岗位",
    "source": "排放源",
    "metric": "指标",
    "engagement": "委托",
    "document": "文件",
    "scenario": "情景",
    "measure": "措施",
}

_Asked = tuple[str, str, Position]


class _Entry(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def at(self) -> Position: ...

    def place(self, key: str) -> Position: ...


def repeated_ids(file: ProjectFile) -> Iterable[Finding]:
    """Yield a finding for every id that stands twice in one list."""
    lists: list[tuple[str, Sequence[_Entry]]] = [
        ("responsible", file.responsible),
        ("firms", file.firms),
        ("engagements", file.engagements),
        ("boundary.sites", file.boundary.sites),
        ("sources", file.sources),
        ("activity.tables", file.activity.tables),
        ("metrics", file.metrics),
        ("instruments", file.instruments),
        ("targets", file.targets),
        ("policies", file.policies),
        ("stages", file.stages),
        ("documents", file.documents),
    ]
    if file.pathway:
        lists += [("pathway.scenarios", file.pathway.scenarios), ("pathway.measures", file.pathway.measures)]
    for name, entries in lists:
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


def unknown_id(value: str, ids: Sequence[str], at: Position, kind: str) -> Finding:
    """Return the finding for a reference to an id that is not there."""
    near = nearest(value, ids)
    hint_zh, hint_en = f"已定义：{listing(ids)}", f"defined: {listing(ids)}"
    if near:
        hint_zh, hint_en = f"是否应为 {near}？{hint_zh}", f"did you mean {near}? {hint_en}"
    zh, en = f"{_KINDS[kind]}“{value}”不存在", f"{kind} {value!r} does not exist"
    return faults.UNKNOWN_ID.at(at, zh, en, hint_zh=hint_zh, hint_en=hint_en)


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
