"""The map from the labels of tables to sectors and items: what the section says, over what a classification brings.

A classification is a file ``content/classifications/<id>.yaml`` with ``groups``, ``sectors`` and ``items`` in the
form of the section; a workspace may have its own. What the section says of an id replaces the file's entry, and keeps
its labels where it gives none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from generator.base.content import load_yaml
from generator.base.findings import Finding
from generator.base.resources import content_root
from generator.calculations.region.rules import CLASSIFICATION
from generator.project.sections.region import Region
from generator.project.sections.region_parts import Group, RegionItem, RegionSector, plain
from generator.project.suggestions import nearest

#: What the map gives for a label that is a sum of others.
TOTAL = "\x00total"
_FOLDER = "classifications"
Named = TypeVar("Named", RegionSector, RegionItem)


@dataclass(frozen=True, slots=True)
class Classes:
    """Sectors, items and groups by id, and the ids that labels mean."""

    sectors: Mapping[str, RegionSector]
    items: Mapping[str, RegionItem]
    groups: Mapping[str, Group]
    sector_of: Mapping[str, str]
    item_of: Mapping[str, str]

    def sector_labels(self) -> list[str]:
        """Return every label of a sector, for a message about one that is not there."""
        return [label for sector in self.sectors.values() for label in (*sector.labels, sector.id)]

    def item_labels(self) -> list[str]:
        """Return every label of an item."""
        return [label for item in self.items.values() for label in (*item.labels, item.id)]


def classes_of(region: Region, workspace: Path, findings: list[Finding]) -> Classes:
    """Return the map of a region; a classification that is not there is a finding."""
    groups, sectors, items = _classification(region, workspace, findings)
    all_groups = {group.id: group for group in (*groups, *region.groups)}
    all_sectors = _merged(sectors, region.sectors)
    all_items = _merged(items, region.items)
    totals = region.cells.totals if region.cells else None
    return Classes(
        all_sectors,
        all_items,
        all_groups,
        _labels(all_sectors.values(), totals.sectors if totals else ()),
        _labels(all_items.values(), totals.items if totals else ()),
    )


def _merged(brought: Sequence[Named], said: Sequence[Named]) -> dict[str, Named]:
    merged = {one.id: one for one in brought}
    for one in said:
        known = merged.get(one.id)
        if known is not None and not one.labels:
            one = _with_labels(one, known)  # the entry with the labels it inherits
        merged[one.id] = one
    return merged


def _with_labels(one: Named, known: Named) -> Named:
    copied = one.model_copy(update={"labels": known.labels})
    if isinstance(copied, RegionSector) and isinstance(known, RegionSector) and not copied.groups:
        return copied.model_copy(update={"groups": known.groups})
    return copied


def _labels(nodes: Iterable[RegionSector] | Iterable[RegionItem], totals: Iterable[str]) -> dict[str, str]:
    found = {plain(node.id): node.id for node in nodes}
    named: dict[str, set[str]] = {}
    for node in nodes:
        named.setdefault(plain(node.name.zh), set()).add(node.id)
    found |= {name: next(iter(ids)) for name, ids in named.items() if len(ids) == 1}  # of two, neither is meant
    for node in nodes:  # what is said outright goes before a name
        found |= {plain(label): node.id for label in node.labels}
    return found | {plain(label): TOTAL for label in totals}


Brought = tuple[tuple[Group, ...], tuple[RegionSector, ...], tuple[RegionItem, ...]]


def _classification(region: Region, workspace: Path, findings: list[Finding]) -> Brought:
    name = region.classification
    if not name:
        return (), (), ()
    homes = [home / _FOLDER for home in (workspace / "content", content_root())]
    files = {path.stem: path for home in reversed(homes) if home.is_dir() for path in sorted(home.glob("*.yaml"))}
    file, known = files.get(name), sorted(files)
    if file is not None:
        try:
            return _load(file, file.stat().st_mtime_ns)
        except (ValidationError, ValueError, KeyError, TypeError) as wrong:
            why = str(wrong).splitlines()[0]
            findings.append(_fault(region, f"分类“{name}”无法读取：{why}", f"classification {name!r}: {why}", known))
            return (), (), ()
    findings.append(_fault(region, f"没有分类“{name}”", f"there is no classification {name!r}", known))
    return (), (), ()


def _fault(region: Region, zh: str, en: str, known: Sequence[str]) -> Finding:
    near = nearest(region.classification, known)
    listed = ", ".join([near] if near else known)
    return CLASSIFICATION.at(
        region.place("classification"),
        zh,
        en,
        hint_zh=f"可用：{listed}",
        hint_en=f"known: {listed}",
    )


@lru_cache(maxsize=8)
def _load(file: Path, _stamp: int) -> Brought:
    outcome = load_yaml(file)
    if outcome.value is None:
        raise ValueError(outcome.findings[0].message.en)
    head = outcome.value
    return (
        tuple(Group.model_validate(one) for one in head.get("groups", ())),
        tuple(RegionSector.model_validate(one) for one in head["sectors"]),
        tuple(RegionItem.model_validate(one) for one in head["items"]),
    )
