"""Peers' published indicators, taken over as they were published.

Makes ``peer.value[product,row]``: ``product`` is the metric's id, ``row`` counts the project's peers from 1. Each value
keeps its unit, its mark and where it was read; nothing is calculated.

Method: none; figures are taken over as they were published.

Inputs: ``peers``.

Outputs: ``peer.value[product,row]`` in the peer's own unit.

Errors: those of loading.

Example: none; nothing is calculated.

Marks: each peer's own.
"""

from __future__ import annotations

from generator.base.text import Text
from generator.ledger.context import Context
from generator.ledger.fact import Kind, Mark, Reference
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project


def record_peers(project: Project, builder: LedgerBuilder) -> None:
    """Record the peers' indicators of a project."""
    for row, peer in enumerate(project.file.peers, start=1):
        builder.give(
            "peer.value",
            Context.of(product=peer.metric, row=row),
            peer.value.value,
            peer.value.unit,
            Text(f"{peer.name.zh}（{peer.year}年）", f"{peer.name.text.en} ({peer.year})"),
            peer.place("value"),
            kind=Kind.QUOTED,
            mark=Mark(peer.mark),
            reference=Reference(peer.source, year=str(peer.year)),
        )
