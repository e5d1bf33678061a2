"""Projects built in memory: the smallest project file, activity typed as rows, and the ledger that follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.base.findings import Finding
from generator.base.units import Unit, parse_unit
from generator.calculations.compute import compute
from generator.ledger.ledger import Ledger
from generator.project.models import ProjectFile
from generator.project.project import Project, Rows

#: (source, period, quantity, unit)
Row = tuple[str, str, str, str]

SITE = {"id": "works", "name": "工厂", "address": "某路1号", "region": "湖南"}


def source(identifier: str, kind: str, unit: str, **more: Any) -> dict[str, Any]:
    """Return a source with the fields that every source has."""
    return {
        "id": identifier,
        "name": identifier,
        "site": "works",
        "facility": "设备",
        "kind": kind,
        "unit": unit,
        "responsible": "energy",
        **more,
    }


def document(**more: Any) -> dict[str, Any]:
    """Return a whole project file for one site and the year 2023; ``more`` replaces top-level keys."""
    base: dict[str, Any] = {
        "tanwen": 1,
        "client": {"id": "client", "name": "某公司", "short": "某公司", "industry": "铸造", "region": "湖南"},
        "responsible": [{"id": "energy", "role": "能源管理", "department": "设备部"}],
        "firms": [{"id": "firm", "name": "某咨询公司"}],
        "engagements": [{"id": "advice", "firm": "firm", "role": "advisory", "object": "报告", "begins": "2024-01-01"}],
        "boundary": {"consolidation": "operational-control", "sites": [SITE]},
        "periods": {"reporting": [2023], "current": 2023, "base_year": {"year": 2023, "reason": "首次核算"}},
        "criteria": {"standards": ["iso-14064-1-2018"], "gwp": "AR6", "fuels": "cn-fuels-gbt32151.22-2024"},
        "documents": [
            {
                "id": "report",
                "template": "ghg-inventory-report",
                "version": "1.0",
                "audience": "internal",
                "engagement": "advice",
                "date": "2026-03-01",
            }
        ],
    }
    return {**base, **more}


def table(rows: Iterable[Row], path: str = "projects/client/project.yaml") -> Rows:
    """Return rows as the table ``inline``, row ``i`` on line ``i + 1``."""
    listed = list(rows)
    units: list[Unit] = []
    numbers: list[int] = []
    for _, _, _, text in listed:
        unit = parse_unit(text)
        if unit not in units:
            units.append(unit)
        numbers.append(units.index(unit))
    count = len(listed)
    blank = [""] * count
    return Rows(
        None,
        path,
        "",
        [row[0] for row in listed],
        blank,
        [row[1] for row in listed],
        [Decimal(row[2]) for row in listed],
        numbers,
        units,
        blank,
        list(range(1, count + 1)),
        blank,
        blank,
        blank,
    )


def project(data: Mapping[str, Any], rows: Iterable[Row] | Rows = ()) -> Project:
    """Return a project with these rows."""
    tables = (rows if isinstance(rows, Rows) else table(rows),)
    file = ProjectFile.model_validate(dict(data))
    return Project("client", Path("projects/client"), Path(), file, tables, {}, {})


def ledger(data: Mapping[str, Any], rows: Iterable[Row] | Rows = ()) -> tuple[Ledger, tuple[Finding, ...]]:
    """Return the inventory's ledger and its findings."""
    outcome = compute(project(data, rows), ["inventory"])
    assert outcome.value is not None
    return outcome.value, outcome.findings


def rules(findings: Iterable[Finding]) -> list[str]:
    """Return the ids of the rules that spoke."""
    return [finding.rule for finding in findings]
