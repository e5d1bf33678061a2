"""Serial numbers that were issued for monitored periods: none may be issued twice."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.findings import Finding
from generator.calculations.reduction.rules import OVERLAP
from generator.calculations.serials import SerialRange, overlaps
from generator.project.sections.reduction import Reduction


def check_issued(reductions: Sequence[Reduction], findings: list[Finding]) -> None:
    """Say which serial numbers two periods, of one project or of two of a programme, state as issued."""
    blocks = [
        SerialRange(one.programme, block.prefix, block.first, block.last, block.place("first"), f"{one.id}/{period.id}")
        for one in reductions
        for period in one.monitoring
        for block in period.issued
    ]
    for before, after in overlaps(blocks):
        first, last = max(before.first, after.first), min(before.last, after.last)
        findings.append(
            OVERLAP.at(
                after.position,
                f"序列号 {first}—{last}（{last - first + 1} 个）在 {before.holder} 和 {after.holder} 中重复签发",
                f"serial numbers {first} to {last} ({last - first + 1}) are issued for {before.holder} and for "
                f"{after.holder}",
                hint_zh=f"{before.position} 已有该号段，核对签发记录",
                hint_en=f"{before.position} has the block already; check the registry's record",
                related=[before.position],
            )
        )
